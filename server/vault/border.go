package vault

import (
	"encoding/hex"
	"mime"
	"strings"
	"unicode"
	"unicode/utf8"

	"strongroom/ent/typeid"
)

// text checks a required text of 1 to most characters and returns it without
// surrounding space. Control and bidirectional formatting characters are
// refused: names are shown in lists and file names, where they deceive.
func text(field, s string, most int) (string, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return "", badInput(field, "must not be empty")
	case !utf8.ValidString(s):
		return "", badInput(field, "is not UTF-8")
	case utf8.RuneCountInString(s) > most:
		return "", badInput(field, "is longer than %d characters", most)
	case strings.ContainsFunc(s, deceptive):
		return "", badInput(field, "has a control or direction character in it")
	}
	return s, nil
}

// deceptive tells whether a character is a control character or changes the
// direction of writing (Unicode TR9, explicit formatting characters).
func deceptive(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// clean makes a text of at most so many characters of what is taken as it
// comes, such as the name that a provider tells: what deceives becomes a space.
func clean(s string, most int) string {
	letters := []rune(strings.TrimSpace(strings.Map(func(r rune) rune {
		if deceptive(r) {
			return ' '
		}
		return r
	}, s)))
	return string(letters[:min(most, len(letters))])
}

// want checks that an ID names the wanted noun.
func want(field string, kind typeid.Kind, id typeid.ID) error {
	if id.Kind() != kind {
		return badInput(field, "is not the ID of a %s (%s_…)", nouns[kind], kind)
	}
	return nil
}

var nouns = map[typeid.Kind]string{
	typeid.AccessRequest: "access request", typeid.ShareLink: "share link", typeid.Customer: "customer", typeid.Folder: "folder", typeid.Document: "document",
	typeid.User: "user", typeid.Grant: "grant", typeid.Version: "version", typeid.Departure: "departure",
	typeid.Event: "log entry",
}

// mediaType checks a media type (RFC 9110, section 8.3.1).
func mediaType(field, s string) (string, error) {
	if _, _, err := mime.ParseMediaType(s); err != nil || len(s) > 255 || !strings.Contains(s, "/") {
		return "", badInput(field, "is not a media type")
	}
	return s, nil
}

// digest reads a SHA-256 from 64 hexadecimal digits; nil stays nil.
func digest(field string, s *string) ([]byte, error) {
	if s == nil {
		return nil, nil
	}
	sum, err := hex.DecodeString(*s)
	if err != nil || len(sum) != 32 {
		return nil, badInput(field, "is not a SHA-256 of 64 hexadecimal digits")
	}
	return sum, nil
}
