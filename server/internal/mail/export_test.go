package mail

import (
	"strings"
	"time"
)

// Compose returns the text of a mail.
func Compose(from string, m Message) (string, error) {
	made, err := compose(from, m)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	_, err = made.WriteTo(&text)
	return text.String(), err
}

// Parse reads what Compose has returned.
func Parse(text string) (Message, error) { return parse(strings.NewReader(text)) }

// Within makes s wait for so long only.
func (s *SMTP) Within(patience time.Duration) *SMTP {
	s.patience = patience
	return s
}
