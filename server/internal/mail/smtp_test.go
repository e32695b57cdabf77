package mail_test

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"strongroom/server/internal/mail"
	"strongroom/server/rig"
)

const password = "a-password-that-must-not-show"

// certificate writes a certificate for 127.0.0.1 that vouches for itself, and its key.
func certificate(t *testing.T) (certFile, keyFile string) {
	t.Helper()
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	key, err := x509.MarshalPKCS8PrivateKey(server.TLS.Certificates[0].PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, bytes []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("cert.pem", "CERTIFICATE", server.Certificate().Raw), write("key.pem", "PRIVATE KEY", key)
}

// open makes a sender by the server at an address.
func open(t *testing.T, address string, change ...func(*mail.Config)) *mail.SMTP {
	t.Helper()
	host, text, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	c := mail.Config{Host: host, Port: uint16(port), Security: mail.Plain, From: sender}
	for _, change := range change {
		change(&c)
	}
	s, err := mail.NewSMTP(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSMTP(t *testing.T) {
	certFile, keyFile := certificate(t)
	users := filepath.Join(t.TempDir(), "users")
	if err := os.WriteFile(users, []byte("vault:"+password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, way := range map[string]struct {
		options []string
		change  func(*mail.Config)
	}{
		"plain on loopback": {nil, func(*mail.Config) {}},
		"plain on loopback, with a login": {[]string{"--smtp-auth-file", users, "--smtp-auth-allow-insecure"},
			func(c *mail.Config) { c.User, c.Password = "vault", password }},
		"STARTTLS": {[]string{"--smtp-tls-cert", certFile, "--smtp-tls-key", keyFile, "--smtp-require-starttls"},
			func(c *mail.Config) { c.Security, c.CAFile = mail.StartTLS, certFile }},
		"STARTTLS, with a login": {[]string{"--smtp-tls-cert", certFile, "--smtp-tls-key", keyFile, "--smtp-require-starttls", "--smtp-auth-file", users},
			func(c *mail.Config) {
				c.Security, c.CAFile, c.User, c.Password = mail.StartTLS, certFile, "vault", password
			}},
		"TLS": {[]string{"--smtp-tls-cert", certFile, "--smtp-tls-key", keyFile, "--smtp-require-tls"},
			func(c *mail.Config) { c.Security, c.CAFile = mail.TLS, certFile }},
		"TLS, with a login": {[]string{"--smtp-tls-cert", certFile, "--smtp-tls-key", keyFile, "--smtp-require-tls", "--smtp-auth-file", users},
			func(c *mail.Config) { c.Security, c.CAFile, c.User, c.Password = mail.TLS, certFile, "vault", password }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := rig.Mail(t, way.options...)
			testSender(t, open(t, server.Address, way.change), func(to string) (sent []mail.Message) {
				for _, got := range server.To(t, to) {
					checkHeader(t, got.Header, to)
					sent = append(sent, mail.Message{To: to, Subject: got.Subject, Text: got.Text})
				}
				return sent
			})
			if !strings.Contains(name, "login") {
				return
			}
			for _, wrong := range []struct{ user, password string }{{"vault", "hunter2"}, {"vault", ""}, {"nobody", password}} {
				err := open(t, server.Address, way.change, func(c *mail.Config) { c.User, c.Password = wrong.user, wrong.password }).Check(t.Context())
				if !errors.Is(err, mail.ErrUnavailable) || !strings.Contains(err.Error(), "login: the server answers 535") {
					t.Errorf("with another login: %v", err)
				}
			}
		})
	}
}

// A server that is none, or is not ours, is told nothing.
func TestSMTPRefuses(t *testing.T) {
	certFile, keyFile := certificate(t)
	plain := rig.Mail(t).Address
	starttls := rig.Mail(t, "--smtp-tls-cert", certFile, "--smtp-tls-key", keyFile)
	tls := rig.Mail(t, "--smtp-tls-cert", certFile, "--smtp-tls-key", keyFile, "--smtp-require-tls").Address
	choosy := rig.Mail(t, "--smtp-allowed-recipients", "@firm.example$").Address
	for name, test := range map[string]struct {
		address string
		change  func(*mail.Config)
		check   error // nil for a server that lets us in
		send    error
		says    string
	}{
		"no server":              {"127.0.0.1:1", func(*mail.Config) {}, mail.ErrUnavailable, mail.ErrUnavailable, "connection refused"},
		"no STARTTLS":            {plain, func(c *mail.Config) { c.Security = mail.StartTLS }, mail.ErrUnavailable, mail.ErrUnavailable, "does not offer it"},
		"no TLS":                 {plain, func(c *mail.Config) { c.Security = mail.TLS }, mail.ErrUnavailable, mail.ErrUnavailable, "TLS handshake"},
		"no login":               {plain, func(c *mail.Config) { c.User, c.Password = "vault", password }, mail.ErrUnavailable, mail.ErrUnavailable, "neither PLAIN nor LOGIN"},
		"TLS of somebody":        {tls, func(c *mail.Config) { c.Security = mail.TLS }, mail.ErrUnavailable, mail.ErrUnavailable, "certificate"},
		"STARTTLS of somebody":   {starttls.Address, func(c *mail.Config) { c.Security = mail.StartTLS }, mail.ErrUnavailable, mail.ErrUnavailable, "certificate"},
		"STARTTLS by another":    {strings.Replace(starttls.Address, "127.0.0.1", "localhost", 1), func(c *mail.Config) { c.Security, c.CAFile = mail.StartTLS, certFile }, mail.ErrUnavailable, mail.ErrUnavailable, "certificate"},
		"a recipient it has not": {choosy, func(*mail.Config) {}, nil, mail.ErrRefused, "recipient: the server answers 550"},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, test.address, test.change)
			if err := s.Check(t.Context()); !errors.Is(err, test.check) {
				t.Errorf("check: %v", err)
			}
			err := s.Send(t.Context(), mail.Message{To: "pia@example.com", Subject: "A code", Text: "123 456"})
			if !errors.Is(err, test.send) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("send: %v", err)
			}
		})
	}
	if got := starttls.To(t, "pia@example.com"); len(got) != 0 {
		t.Errorf("sent: %v", got)
	}
	for host, ok := range map[string]bool{"127.0.0.1": true, "::1": true, "localhost": true, "mail.example": false, "192.0.2.1": false} {
		if _, err := mail.NewSMTP(mail.Config{Host: host, Security: mail.Plain, From: sender}); (err == nil) != ok {
			t.Errorf("plain to %s: %v", host, err)
		}
	}
	for _, file := range []string{"missing.pem", keyFile} {
		if _, err := mail.NewSMTP(mail.Config{Host: "mail.example", From: sender, CAFile: file}); err == nil {
			t.Errorf("took %s for authorities", file)
		}
	}
}

// serve answers each line of each client as told, and says the line where there is a %s.
func serve(t *testing.T, greeting string, answer func(line string) string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer client.Close()
				_, _ = fmt.Fprint(client, greeting)
				for lines := bufio.NewScanner(client); lines.Scan(); {
					_, _ = fmt.Fprint(client, strings.ReplaceAll(answer(lines.Text()), "%s", lines.Text()))
				}
			}()
		}
	}()
	return listener.Addr().String()
}

// Whatever a server repeats of what it was told, errors do not.
func TestErrorsTellNothing(t *testing.T) {
	inData := false
	script := func(changes map[string]string) func(string) string {
		answers := map[string]string{
			"EHLO": "250-mail.example\r\n250 AUTH PLAIN\r\n", "AUTH": "235 welcome\r\n", "NOOP": "250 yes\r\n", "MAIL": "250 yes\r\n",
			"RCPT": "250 yes\r\n", "DATA": "354 go on\r\n", ".": "250 taken\r\n", "QUIT": "221 bye\r\n", "*": "501 as you like\r\n",
		}
		for verb, answer := range changes {
			answers[verb] = answer
		}
		inData = false
		return func(line string) string {
			verb, _, _ := strings.Cut(line, " ")
			if inData && verb != "." {
				return ""
			}
			inData = verb == "DATA" && strings.HasPrefix(answers[verb], "354")
			return answers[verb]
		}
	}
	m := mail.Message{To: "pia@example.com", Subject: "A code", Text: "123 456"}
	for name, test := range map[string]struct {
		answers map[string]string
		want    error
		says    string
	}{
		"all is well":                    {nil, nil, ""},
		"it does not say goodbye":        {map[string]string{"QUIT": "500 %s\r\n"}, nil, ""},
		"a login that is repeated":       {map[string]string{"AUTH": "535 not %s\r\n"}, mail.ErrUnavailable, "login: the server answers 535"},
		"a login that is asked more":     {map[string]string{"AUTH": "334 bW9yZQ==\r\n"}, mail.ErrUnavailable, "login: "},
		"a login by itself":              {map[string]string{"EHLO": "250-x\r\n250 AUTH LOGIN\r\n", "AUTH": "334 eA==\r\n", base64.StdEncoding.EncodeToString([]byte("vault")): "334 eA==\r\n", base64.StdEncoding.EncodeToString([]byte(password)): "334 %s\r\n"}, mail.ErrUnavailable, "speaks no SMTP"},
		"nonsense after a login":         {map[string]string{"AUTH": "%s\r\n"}, mail.ErrUnavailable, "login: the server speaks no SMTP"},
		"a sender that is refused":       {map[string]string{"MAIL": "550 %s\r\n"}, mail.ErrUnavailable, "sender: the server answers 550"},
		"a recipient that is refused":    {map[string]string{"RCPT": "550 no %s\r\n"}, mail.ErrRefused, "recipient: the server answers 550"},
		"a recipient that has to wait":   {map[string]string{"RCPT": "450 later %s\r\n"}, mail.ErrUnavailable, "recipient: the server answers 450"},
		"nonsense about a recipient":     {map[string]string{"RCPT": "no %s\r\n"}, mail.ErrUnavailable, "recipient: the server speaks no SMTP"},
		"a message that is not awaited":  {map[string]string{"DATA": "554 pia@example.com\r\n"}, mail.ErrRefused, "message: the server answers 554"},
		"a message that is refused":      {map[string]string{".": "554 123 456\r\n"}, mail.ErrRefused, "message: the server answers 554"},
		"a message for which it is full": {map[string]string{".": "452 123 456\r\n"}, mail.ErrUnavailable, "message: the server answers 452"},
		"no mail at all":                 {map[string]string{"EHLO": "554 no\r\n", "HELO": "554 no\r\n"}, mail.ErrUnavailable, "greeting: the server answers 554"},
	} {
		t.Run(name, func(t *testing.T) {
			address := serve(t, "220 mail.example\r\n", script(test.answers))
			err := open(t, address, func(c *mail.Config) { c.User, c.Password = "vault", password }).Send(t.Context(), m)
			if !errors.Is(err, test.want) {
				t.Fatalf("%v, want %v", err, test.want)
			}
			if err == nil {
				return
			}
			if !strings.Contains(err.Error(), test.says) {
				t.Errorf("it says %v, want %q", err, test.says)
			}
			login := base64.StdEncoding.EncodeToString([]byte("\x00vault\x00" + password))
			for _, secret := range []string{"pia", "example.com", "123", password, login, base64.StdEncoding.EncodeToString([]byte(password))} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("it tells %q: %v", secret, err)
				}
			}
		})
	}
}

func TestSilentServer(t *testing.T) {
	silent := func(string) string { return "" }
	for name, test := range map[string]struct {
		greeting string
		security mail.Security
	}{
		"from the beginning":              {"", mail.Plain},
		"from the beginning, to STARTTLS": {"", mail.StartTLS},
		"from the beginning, to TLS":      {"", mail.TLS},
		"after a greeting":                {"220 mail.example\r\n", mail.Plain},
		"in the middle of a line":         {"220 mail", mail.StartTLS},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, serve(t, test.greeting, silent), func(c *mail.Config) { c.Security = test.security })
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			if err := s.Check(ctx); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, mail.ErrUnavailable) {
				t.Errorf("when it is given up: %v", err)
			}
			if err := s.Within(50 * time.Millisecond).Check(t.Context()); !errors.Is(err, mail.ErrUnavailable) || !strings.Contains(err.Error(), "within 50ms") {
				t.Errorf("at the end of patience: %v", err)
			}
		})
	}
}
