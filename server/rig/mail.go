package rig

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// MailServer is a running mail server that keeps what it is sent.
type MailServer struct {
	Address string // host and port where it takes mail
	api     string // URL
}

// ReceivedMail is a mail as the server understands it.
type ReceivedMail struct {
	Subject, Text string
	Header        http.Header // as it came
}

// Mail starts a mail server of the test's own, on loopback: the program that "make test-go" builds (mailpit, to which
// the options go). Without options it takes everything from everybody, in the clear. It ends with the test.
func Mail(t testing.TB, options ...string) *MailServer {
	t.Helper()
	program := os.Getenv("STRONGROOM_MAILPIT_BINARY")
	if program == "" {
		t.Fatal("rig: STRONGROOM_MAILPIT_BINARY names no program; run: make test-go")
	}
	command := exec.Command(program, append([]string{t.TempDir()}, options...)...) //nolint:gosec // the test's own configuration
	ready, _ := child(t, "mail server", command)
	s := &MailServer{}
	if _, err := fmt.Sscan(ready, &s.api, &s.Address); err != nil {
		t.Fatalf("rig: the mail server says %v", err)
	}
	return s
}

// To returns the mails to an address, the oldest first.
func (s *MailServer) To(t testing.TB, address string) []ReceivedMail {
	t.Helper()
	var found struct {
		Messages []struct {
			ID string
			To []struct{ Address string }
		} `json:"messages"`
	}
	s.ask(t, "search?query="+url.QueryEscape(`to:"`+address+`"`), &found) // finds longer addresses as well
	var mails []ReceivedMail
	for _, one := range found.Messages {
		if len(one.To) != 1 || !strings.EqualFold(one.To[0].Address, address) {
			continue
		}
		var mail ReceivedMail
		s.ask(t, "message/"+one.ID, &mail)
		s.ask(t, "message/"+one.ID+"/headers", &mail.Header)
		mail.Text = strings.ReplaceAll(mail.Text, "\r\n", "\n")
		mails = append(mails, mail)
	}
	slices.Reverse(mails)
	return mails
}

func (s *MailServer) ask(t testing.TB, path string, answer any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.api+"/api/v1/"+path, http.NoBody)
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatalf("rig: mail server: %v", err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(answer); err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("rig: mail server, %s: %s %v", path, response.Status, err)
	}
}
