package mail_test

import (
	"errors"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"strongroom/server/internal/mail"
)

const sender = "strongroom@example.com"

var headers = []string{
	"Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To",
}

// checkHeader holds what is in the header of every mail, and nothing else, against a message.
func checkHeader(t *testing.T, header map[string][]string, to string) {
	t.Helper()
	one := func(name string) string {
		if len(header[name]) != 1 {
			t.Fatalf("%s: %q", name, header[name])
		}
		return header[name][0]
	}
	for _, name := range headers {
		one(name)
	}
	if one("From") != "<"+sender+">" || strings.TrimSpace(one("To")) != "<"+to+">" || one("Auto-Submitted") != "auto-generated" ||
		!strings.HasSuffix(one("Message-Id"), "@example.com>") {
		t.Fatalf("header: %q", header)
	}
	if at, err := netmail.ParseDate(one("Date")); err != nil || time.Since(at).Abs() > time.Minute {
		t.Fatalf("date: %v, %v", at, err)
	}
}

// fields are the names in a header.
func fields(header map[string][]string) []string {
	var names []string
	for name := range header {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// wanted is what a message becomes on its way.
func wanted(m mail.Message) mail.Message {
	m.Subject = strings.ReplaceAll(strings.Join(strings.Fields(m.Subject), " "), "=?", "= ?")
	m.Text = strings.ReplaceAll(strings.ReplaceAll(m.Text, "\r\n", "\n"), "\r", "\n")
	m.Text = strings.TrimRight(m.Text, "\n") + "\n"
	return m
}

// Whatever a subject and a text are, the mail says the same, to the same recipient, and nothing besides.
func FuzzCompose(f *testing.F) {
	f.Add("A code", "123 456\n")
	f.Add("Ärger — ☃ "+strings.Repeat("ä", 100), "ä\r\n.\r\n..\r\nBcc: eve@example.com\n\n")
	f.Add("A\r\nBcc: eve@example.com", "")
	f.Add("A"+strings.Repeat(" ", 200)+"Bcc: eve@example.com", strings.Repeat("x", 2000))
	f.Add(strings.Repeat("long ", 50)+"=?utf-8?q?=0d=0aBcc:_eve?=", "=3D=\r\n=")
	f.Add("\u2028\u00a0 a \t", "\r\r\n\x00")
	f.Fuzz(func(t *testing.T, subject, content string) {
		m := mail.Message{To: "pia@example.com", Subject: subject, Text: content}
		text, err := mail.Compose(sender, m)
		if err != nil {
			if !errors.Is(err, mail.ErrRefused) {
				t.Fatal(err)
			}
			return
		}
		for line := range strings.Lines(text) {
			if !strings.HasSuffix(line, "\r\n") {
				t.Fatalf("a line does not end: %q", line)
			}
		}
		got, err := netmail.ReadMessage(strings.NewReader(text))
		if err != nil {
			t.Fatalf("%v in %q", err, text)
		}
		checkHeader(t, got.Header, m.To)
		if names := fields(got.Header); !slices.Equal(names, headers) {
			t.Fatalf("header: %q", names)
		}
		if read, err := mail.Parse(text); err != nil || read != wanted(m) {
			t.Fatalf("%+v, %v; want %+v", read, err, wanted(m))
		}
	})
}

func TestRefusedMessages(t *testing.T) {
	good := mail.Message{To: "pia@example.com", Subject: "A code", Text: "123 456"}
	for name, change := range map[string]func(*mail.Message){
		"a second header by the subject": func(m *mail.Message) { m.Subject = "A code\r\nBcc: eve@example.com" },
		"a text by the subject":          func(m *mail.Message) { m.Subject = "A code\n\nDear Pia" },
		"a subject with a bell":          func(m *mail.Message) { m.Subject = "A\acode" },
		"a subject that is not UTF-8":    func(m *mail.Message) { m.Subject = "A\xffcode" },
		"a text that is not UTF-8":       func(m *mail.Message) { m.Text = "123\xff" },
		"a second header by an address":  func(m *mail.Message) { m.To += "\r\nBcc: eve@example.com" },
		"a second address":               func(m *mail.Message) { m.To += ", eve@example.com" },
		"a display name":                 func(m *mail.Message) { m.To = "Pia <pia@example.com>" },
		"nobody":                         func(m *mail.Message) { m.To = "" },
		"an address that is not parsed":  func(m *mail.Message) { m.To = "pia@EXAMPLE.com" },
	} {
		t.Run(name, func(t *testing.T) {
			m := good
			change(&m)
			text, err := mail.Compose(sender, m)
			if !errors.Is(err, mail.ErrRefused) || text != "" {
				t.Fatalf("%q, %v", text, err)
			}
			for _, part := range []string{"pia@", "eve@", "123", "code"} {
				if strings.Contains(err.Error(), part) {
					t.Errorf("the error tells %q: %v", part, err)
				}
			}
		})
	}
	for _, from := range []string{"", "Strongroom <strongroom@example.com>", "a@b\r\nBcc: eve@example.com"} {
		if _, err := mail.NewDir(t.TempDir(), from); err == nil {
			t.Errorf("mail comes from %q", from)
		}
		if _, err := mail.NewSMTP(mail.Config{Host: "localhost", From: from}); err == nil {
			t.Errorf("mail comes from %q", from)
		}
	}
}
