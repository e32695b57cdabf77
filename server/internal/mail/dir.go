package mail

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// suffix is how the names of mails end.
const suffix = ".eml"

// Dir is a [Sender] to nobody: each mail becomes a file, for its owner only, whose name tells when it was sent.
type Dir struct{ path, from string }

var _ Sender = (*Dir)(nil)

// NewDir makes the directory if it is not there. Mails come from the address from.
func NewDir(path, from string) (*Dir, error) {
	from, err := ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("mail: sender: %w", err)
	}
	return &Dir{path, from}, os.MkdirAll(path, 0o700)
}

// Send implements [Sender]. A crash leaves the whole file, or one that is no mail, which [Read] overlooks.
func (d *Dir) Send(ctx context.Context, m Message) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	made, err := compose(d.from, m)
	if err != nil {
		return err
	}
	var text strings.Builder
	if _, err := made.WriteTo(&text); err != nil {
		return fmt.Errorf("%w: composing", ErrRefused)
	}
	return d.write(time.Now().UTC().Format("20060102T150405.000000000Z-")+rand.Text()+suffix, text.String())
}

// Check implements [Sender].
func (d *Dir) Check(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return d.write("", "")
}

// write makes a file as a whole, or, without a name, tells whether it could.
func (d *Dir) write(name, text string) error {
	file, err := os.CreateTemp(d.path, ".tmp-*") // for its owner only
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	_, err = file.WriteString(text)
	err = errors.Join(err, file.Close())
	if err == nil && name != "" {
		err = os.Rename(file.Name(), filepath.Join(d.path, name))
	} else {
		err = errors.Join(err, os.Remove(file.Name()))
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return nil
}

// Read returns the mails in a directory of [Dir], the oldest first.
func Read(path string) ([]Message, error) {
	entries, err := os.ReadDir(path) // by name, hence by time
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	var mails []Message
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), suffix) {
			continue
		}
		m, err := readFile(filepath.Join(path, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("mail: %s: %w", entry.Name(), err)
		}
		mails = append(mails, m)
	}
	return mails, nil
}

func readFile(path string) (Message, error) {
	file, err := os.Open(path)
	if err != nil {
		return Message{}, err
	}
	defer file.Close()
	return parse(file)
}

// parse reads what compose has made.
func parse(r io.Reader) (Message, error) {
	got, err := netmail.ReadMessage(r)
	if err != nil {
		return Message{}, err
	}
	to, err := netmail.ParseAddress(got.Header.Get("To"))
	if err != nil {
		return Message{}, err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	if err != nil {
		return Message{}, err
	}
	text, err := io.ReadAll(quotedprintable.NewReader(got.Body))
	return Message{To: to.Address, Subject: subject, Text: strings.ReplaceAll(string(text), "\r\n", "\n")}, err
}
