package mail

import (
	"errors"
	netmail "net/mail"
	"regexp"
	"strings"
)

// maxAddress is in bytes: 64 before the @ and 255 behind it (RFC 5321, section 4.5.3.1).
const maxAddress = 320

// hostName is the name of a host (RFC 5321, section 4.1.2), of which one label is enough.
var hostName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$`)

// ParseAddress takes text that is one address and nothing else (addr-spec, RFC 5322, section 3.4.1), and returns
// it with its domain in lower case; what is before the @ is the recipient's affair. No display name, no comment, no
// white space, and none of what hosts should not use or understand: quoted local parts (RFC 5321, section 4.1.2), IP
// addresses for domains, and letters outside of ASCII (RFC 6531); a domain of such letters is written in its ASCII form.
func ParseAddress(text string) (string, error) {
	if len(text) > maxAddress {
		return "", errors.New("the address is too long")
	}
	parsed, err := netmail.ParseAddress(text)
	at := strings.LastIndexByte(text, '@')
	// What the parser has taken away was no part of an addr-spec; its error would repeat the text.
	if err != nil || parsed.Name != "" || parsed.Address != text || !hostName.MatchString(text[at+1:]) || !isASCII(text) {
		return "", errors.New("this is no address such as name@example.com")
	}
	return text[:at] + strings.ToLower(text[at:]), nil
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool { return c > '~' })
}
