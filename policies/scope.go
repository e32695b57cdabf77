package policies

import (
	"regexp"
	"slices"
	"strings"
)

// scopes are words of a token's scope that stand for several actions. Every
// action is a scope by its own name.
var scopes = map[string][]Action{
	"documents:read": {CustomerView, FolderView, DocumentView, DocumentDownload},
	"documents:write": {
		CustomerView, FolderView, FolderCreate, DocumentView, DocumentDownload, DocumentCreate, DocumentEdit, DocumentMove, DocumentDelete,
	},
}

// scopeWord is what our scopes look like. Others, such as OpenID's own, are not
// about us.
var scopeWord = regexp.MustCompile(`^[a-z-]+:[a-z-]+$`)

// Scope reads the scope claim of an access token (RFC 9068, section 2.2.3): the
// actions to which the token narrows what its account may do. It is nil, for
// all of them, when no word is of the form noun:verb; such a word that is
// unknown stands for nothing, so that a slip narrows too much and never too little.
func Scope(claim string) (narrowed []string) {
	for _, word := range strings.Fields(claim) {
		if !scopeWord.MatchString(word) {
			continue
		}
		if narrowed == nil {
			narrowed = []string{}
		}
		actions, known := scopes[word]
		if !known && slices.Contains(Actions(), Action(word)) {
			actions = []Action{Action(word)}
		}
		for _, action := range actions {
			narrowed = append(narrowed, string(action))
		}
	}
	return narrowed
}
