package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

const (
	redacted      = "[redacted]"
	maxSecretSize = 64 << 10
)

// Secret is a value that must not be shown: printed, logged or marshalled, it
// says "[redacted]". On the command line and in the configuration file it is
// the name of the file that holds it, without the white space around it.
type Secret struct{ value string }

// NewSecret hides value.
func NewSecret(value string) Secret { return Secret{value} }

// Reveal returns the value itself. Do not keep what it returns.
func (s Secret) Reveal() string { return s.value }

// String hides the value.
func (s Secret) String() string { return redacted }

// Format hides the value from every verb of package fmt.
func (s Secret) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, redacted) }

// LogValue hides the value from package slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText hides the value from encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Decode implements [kong.MapperValue]: it reads the file that is named.
func (s *Secret) Decode(ctx *kong.DecodeContext) error {
	token, err := ctx.Scan.PopValue("file")
	if err != nil {
		return err
	}
	switch value := token.Value.(type) {
	case Secret: // from the environment, by environment.Resolve
		*s = value
		return nil
	case string:
		if value == "" { // an environment variable that is set to nothing
			*s = Secret{}
			return nil
		}
		*s, err = readSecret(value)
		return err
	default:
		return errors.New("names no file")
	}
}

func readSecret(path string) (Secret, error) {
	file, err := os.Open(path)
	if err != nil {
		return Secret{}, err
	}
	defer file.Close()
	value, err := io.ReadAll(io.LimitReader(file, maxSecretSize+1))
	if err != nil {
		return Secret{}, err
	}
	value = bytes.TrimSpace(value)
	switch {
	case len(value) == 0:
		return Secret{}, fmt.Errorf("%s is empty", path)
	case len(value) > maxSecretSize:
		return Secret{}, fmt.Errorf("%s is larger than %d bytes", path, maxSecretSize)
	}
	return Secret{string(value)}, nil
}

// TokenHash is the SHA-256 of a bearer token that somebody shows us. The token
// itself is nowhere here. On the command line and in the configuration file it
// is the name of the file that holds it in hexadecimal, as sha256sum writes it.
type TokenHash [sha256.Size]byte

// Decode implements [kong.MapperValue]: it reads the file that is named.
func (h *TokenHash) Decode(ctx *kong.DecodeContext) error {
	var file string
	if err := ctx.Scan.PopValueInto("file", &file); err != nil || file == "" {
		return err
	}
	content, err := readSecret(file)
	if err != nil {
		return err
	}
	sum, err := hex.DecodeString(strings.Fields(content.Reveal())[0])
	if err != nil || len(sum) != len(h) {
		return fmt.Errorf("%s does not hold a SHA-256 of 64 hexadecimal digits", file)
	}
	copy(h[:], sum)
	return nil
}

func (h TokenHash) set() bool { return h != TokenHash{} }
