package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/textproto"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// Security is how the way to a server is protected. There is no way that is protected if it happens to be.
type Security int

const (
	// TLS protects the connection from its first byte (RFC 8314).
	TLS Security = iota
	// StartTLS protects it before anything is told (RFC 3207); a server that cannot is told nothing.
	StartTLS
	// Plain does not protect it, and is for loopback only.
	Plain
)

// Config says which server takes mail. Host, Port and From are required.
type Config struct {
	Host     string
	Port     uint16
	Security Security
	User     string // empty for a server that wants no login
	Password string
	From     string // the address that mail comes from, and that the server tells of what it could not deliver
	CAFile   string // PEM of the authorities that vouch for the server; empty for the system's
}

// patience bounds all that a caller waits for.
const patience = 10 * time.Second

// SMTP is a [Sender] by a server that takes mail on (RFC 5321, RFC 6409). It keeps no connection.
type SMTP struct {
	cfg      Config
	tls      *tls.Config
	patience time.Duration
}

var _ Sender = (*SMTP)(nil)

// NewSMTP reads CAFile, and asks nothing.
func NewSMTP(c Config) (*SMTP, error) {
	var err error
	if c.From, err = ParseAddress(c.From); err != nil {
		return nil, fmt.Errorf("mail: sender: %w", err)
	}
	if c.Security == Plain && !isLoopback(c.Host) {
		return nil, fmt.Errorf("mail: %s is not loopback, which takes TLS", c.Host)
	}
	verify := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: c.Host}
	if c.CAFile != "" {
		pem, err := os.ReadFile(c.CAFile)
		if err != nil {
			return nil, fmt.Errorf("mail: authorities: %w", err)
		}
		verify.RootCAs = x509.NewCertPool()
		if !verify.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("mail: authorities: %s holds no certificate", c.CAFile)
		}
	}
	return &SMTP{c, verify, patience}, nil
}

// Send implements [Sender].
func (s *SMTP) Send(ctx context.Context, m Message) error {
	made, err := compose(s.cfg.From, m)
	if err != nil {
		return err
	}
	return s.talk(ctx, func(c *smtp.Client) error {
		if err := c.Mail("<" + s.cfg.From + ">"); err != nil {
			return step("sender", err)
		}
		if err := c.Rcpt("<" + m.To + ">"); err != nil {
			return refusal("recipient", err)
		}
		data, err := c.Data()
		if err != nil {
			return refusal("message", err)
		}
		if _, err := made.WriteTo(data); err != nil {
			return step("message", err) // without the line that would end it
		}
		if err := data.Close(); err != nil {
			return refusal("message", err)
		}
		return nil
	})
}

// Check implements [Sender].
func (s *SMTP) Check(ctx context.Context) error {
	return s.talk(ctx, func(c *smtp.Client) error { return step("asking", c.Noop()) })
}

// talk talks with the server, which has let us in. Unlike the client that go-mail has above its package smtp, it also ends a
// server that falls silent, with ctx or when patience is at its end, and tells nothing of what that may have repeated.
func (s *SMTP) talk(ctx context.Context, say func(*smtp.Client) error) error {
	bounded, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	err := s.connect(bounded, say)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("mail: %w", context.Cause(ctx))
	case bounded.Err() != nil:
		return fmt.Errorf("%w: no answer from %s within %v", ErrUnavailable, s.cfg.Host, s.patience)
	}
	return err
}

func (s *SMTP) connect(ctx context.Context, say func(*smtp.Client) error) error {
	connection, err := s.dial(ctx)
	if err != nil {
		return step("connecting", err)
	}
	defer func() { _ = connection.Close() }() // what counts has been answered by then
	defer context.AfterFunc(ctx, func() { _ = connection.Close() })()
	c, err := smtp.NewClient(connection, s.cfg.Host)
	if err != nil {
		return step("greeting", err)
	}
	// Some servers want a domain that is known to them, and the name of this host is nobody's affair.
	if err := c.Hello(domain(s.cfg.From)); err != nil {
		return step("greeting", err)
	}
	if s.cfg.Security == StartTLS {
		if offered, _ := c.Extension("STARTTLS"); !offered {
			return step("STARTTLS", errors.New("the server does not offer it"))
		}
		if err := c.StartTLS(s.tls); err != nil {
			return step("STARTTLS", err)
		}
	}
	if s.cfg.User != "" {
		if err := s.login(c); err != nil {
			return step("login", err)
		}
	}
	if err := say(c); err != nil {
		return err
	}
	_ = c.Quit() // the message is theirs already
	return nil
}

func (s *SMTP) dial(ctx context.Context) (net.Conn, error) {
	address := net.JoinHostPort(s.cfg.Host, strconv.Itoa(int(s.cfg.Port)))
	if s.cfg.Security == TLS {
		return (&tls.Dialer{Config: s.tls}).DialContext(ctx, "tcp", address)
	}
	return new(net.Dialer).DialContext(ctx, "tcp", address)
}

// login shows user and password by PLAIN, which every server has that has logins (RFC 4954, section 4), but for some
// that have LOGIN. What protects the password is the connection.
func (s *SMTP) login(c *smtp.Client) error {
	_, offered := c.Extension("AUTH")
	mechanisms, plain := strings.Fields(offered), s.cfg.Security == Plain
	switch {
	case slices.Contains(mechanisms, "PLAIN"):
		return c.Auth(smtp.PlainAuth("", s.cfg.User, s.cfg.Password, s.cfg.Host, plain))
	case slices.Contains(mechanisms, "LOGIN"):
		return c.Auth(smtp.LoginAuth(s.cfg.User, s.cfg.Password, s.cfg.Host, plain))
	}
	return errors.New("the server offers neither PLAIN nor LOGIN")
}

// step is an error that says where a conversation ended. Of an answer it tells the code, and not the words, which may
// repeat an address or anything else that was said.
func step(name string, err error) error {
	var answer *textproto.Error
	var nonsense textproto.ProtocolError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &answer):
		err = fmt.Errorf("the server answers %d", answer.Code)
	case errors.As(err, &nonsense), errors.Is(err, smtp.ErrUnexpectedServerResponse):
		err = errors.New("the server speaks no SMTP")
	}
	return fmt.Errorf("%w: %s: %w", ErrUnavailable, name, err)
}

// refusal is step where an answer may be for good (RFC 5321, section 4.2.1).
func refusal(name string, err error) error {
	var answer *textproto.Error
	if errors.As(err, &answer) && answer.Code >= 500 {
		return fmt.Errorf("%w: %s: the server answers %d", ErrRefused, name, answer.Code)
	}
	return step(name, err)
}

func isLoopback(host string) bool {
	address, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && address.IsLoopback()
}
