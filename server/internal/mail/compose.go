package mail

import (
	"crypto/rand"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"
)

// compose makes an RFC 5322 message. It fails with [ErrRefused].
func compose(from string, m Message) (*gomail.Msg, error) {
	switch to, err := ParseAddress(m.To); {
	case err != nil:
		return nil, fmt.Errorf("%w: recipient: %w", ErrRefused, err)
	case to != m.To:
		return nil, fmt.Errorf("%w: recipient: the domain is not in lower case", ErrRefused)
	case !utf8.ValidString(m.Subject) || strings.ContainsFunc(m.Subject, unicode.IsControl):
		return nil, fmt.Errorf("%w: the subject is no line of UTF-8", ErrRefused)
	case !utf8.ValidString(m.Text):
		return nil, fmt.Errorf("%w: the text is not UTF-8", ErrRefused)
	}
	made := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := made.From(from); err != nil {
		return nil, fmt.Errorf("%w: sender", ErrUnavailable)
	}
	if err := made.To(m.To); err != nil {
		return nil, fmt.Errorf("%w: recipient", ErrRefused)
	}
	made.Subject(subject(m.Subject))
	made.SetDateWithValue(time.Now().UTC())
	made.SetMessageIDWithValue(rand.Text() + "@" + domain(from)) // the default tells the name of this host
	made.SetGenHeader("Auto-Submitted", "auto-generated")        // RFC 3834: no "out of office" comes back
	made.SetBodyString(gomail.TypeTextPlain, lines.Replace(strings.TrimRight(m.Text, "\r\n"))+"\n")
	return made, nil
}

// subject is s without what a header cannot hold: where it is folded, spaces in a row would come to stand in a line
// alone, or in an empty one, which ends the header; and what looks encoded (RFC 2047) would be decoded.
func subject(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "=?", "= ?")
}

// lines ends them in one way. A carriage return by itself is one too many for mime/quotedprintable: it may swallow the
// line feed after it.
var lines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// domain is what is behind the @ of an address.
func domain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
