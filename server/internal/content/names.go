package content

import (
	"fmt"
	"path"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// names gives the files of an archive their paths. No two files or folders get
// the same, neither on systems to which upper and lower case, or an umlaut of one
// and of two characters, are the same.
type names struct {
	// given counts, by folded path, how many wanted it; it has been given.
	given map[string]int
	// folders are the paths of folders, with a slash behind, by their own names.
	folders map[string]string
	fold    cases.Caser
}

func newNames() *names {
	return &names{given: map[string]int{}, folders: map[string]string{}, fold: cases.Fold()}
}

// file gives a path to a document.
func (n *names) file(folders []string, title, mediaType string) string {
	contentType, _ := knownType(mediaType)
	return n.unique(n.folder(folders), fileName(title, contentType))
}

// folder gives a path to a folder that is reached by the names of folders.
func (n *names) folder(folders []string) string {
	if len(folders) == 0 {
		return ""
	}
	key := strings.Join(folders, "\x00") // which no name contains
	if _, known := n.folders[key]; !known {
		last := len(folders) - 1
		n.folders[key] = n.unique(n.folder(folders[:last]), fileName(folders[last], "")) + "/"
	}
	return n.folders[key]
}

// unique numbers a name, before its ending, if the path is given away already.
func (n *names) unique(within, name string) string {
	wanted := n.key(within + name)
	ending := path.Ext(name)
	for {
		n.given[wanted]++
		if n.given[wanted] == 1 {
			return within + name
		}
		numbered := fmt.Sprintf("%s%s (%d)%s", within, strings.TrimSuffix(name, ending), n.given[wanted], ending)
		if key := n.key(numbered); n.given[key] == 0 {
			n.given[key] = 1
			return numbered
		}
	}
}

func (n *names) key(name string) string { return n.fold.String(norm.NFC.String(name)) }
