package mail_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"strongroom/server/internal/mail"
)

// testSender holds what every [mail.Sender] does. Sent returns what came for an address, the oldest first.
func testSender(t *testing.T, s mail.Sender, sent func(to string) []mail.Message) {
	t.Helper()
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	messages := []mail.Message{
		{To: "pia@example.com", Subject: "A code for “Übergabe — Vertrag № 7”, " + strings.Repeat("ein langer Satz ", 20), Text: "Grüße\n\n.\n..\nBcc: eve@example.com\n=3D " + strings.Repeat("x", 1500) + "\n"},
		{To: "pia@example.com", Subject: "A code", Text: "123 456\n"},
		{To: strings.Repeat("p", 60) + "@" + strings.Repeat("e", 60) + ".example.com", Subject: "Another code", Text: "654 321\n"},
	}
	for _, m := range messages {
		if err := s.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	messages[0].Subject = strings.TrimSpace(messages[0].Subject)
	if got := sent("pia@example.com"); !slices.Equal(got, messages[:2]) {
		t.Errorf("pia got %q", got)
	}
	if got := sent(messages[2].To); !slices.Equal(got, messages[2:]) {
		t.Errorf("the other got %q", got)
	}
	injected := mail.Message{To: "ada@example.com\r\nBcc: eve@example.com", Subject: "A code", Text: "123 456"}
	if err := s.Send(t.Context(), injected); !errors.Is(err, mail.ErrRefused) {
		t.Errorf("injected by an address: %v", err)
	}
	injected = mail.Message{To: "ada@example.com", Subject: "A code\r\nBcc: eve@example.com", Text: "123 456"}
	if err := s.Send(t.Context(), injected); !errors.Is(err, mail.ErrRefused) {
		t.Errorf("injected by a subject: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for act, err := range map[string]error{"send": s.Send(ctx, mail.Message{To: "ada@example.com"}), "check": s.Check(ctx)} {
		if !errors.Is(err, context.Canceled) || errors.Is(err, mail.ErrUnavailable) {
			t.Errorf("%s, when it is given up: %v", act, err)
		}
	}
	for _, to := range []string{"ada@example.com", "eve@example.com"} {
		if got := sent(to); len(got) != 0 {
			t.Errorf("%s got %q", to, got)
		}
	}
}

func TestDir(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "mail")
	s, err := mail.NewDir(path, sender)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(path, ".tmp-1"), []byte("half a mail"), 0o600); err != nil {
		t.Fatal(err)
	}
	testSender(t, s, func(to string) (sent []mail.Message) {
		mails, err := mail.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(mails, func(m mail.Message) bool { return m.To != to })
	})
	files, err := os.ReadDir(path)
	if err != nil || len(files) != 4 {
		t.Fatalf("%d files, %v; want three mails and what was there", len(files), err)
	}
	for _, file := range files {
		if info, err := file.Info(); err != nil || info.Mode() != 0o600 {
			t.Errorf("%s: %v, %v", file.Name(), info.Mode(), err)
		}
	}
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	m := mail.Message{To: "pia@example.com"}
	for act, err := range map[string]error{"send": s.Send(t.Context(), m), "check": s.Check(t.Context())} {
		if !errors.Is(err, mail.ErrUnavailable) {
			t.Errorf("%s, without a directory: %v", act, err)
		}
	}
	if _, err := mail.Read(path); err == nil {
		t.Error("read mails without a directory")
	}
}
