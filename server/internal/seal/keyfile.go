package seal

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// KeyFile is a [Root] whose keys are the lines of a text file:
//
//	strongroom-root-key:v1:<id>:<32 bytes in standard base64>
//
// The first line is the current key; the others still unwrap. An id is 1 to 64 of
// a-z, 0-9, "." and "-". Empty lines and lines that begin with "#" are ignored.
// Whoever can read the file and the database can read everything.
type KeyFile struct {
	current string
	keys    map[string]Key
}

const (
	keyFilePrefix  = "strongroom-root-key:v1:"
	maxKeyFileSize = 64 << 10
)

var rootID = regexp.MustCompile(`^[a-z0-9.-]{1,64}$`)

// OpenKeyFile reads a key file. It refuses files that group or world may touch. Its
// errors name file and line, never a key.
func OpenKeyFile(path string) (*KeyFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("seal: key file: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("seal: key file: %w", err)
	}
	switch {
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("seal: key file %s is not a regular file", path)
	case info.Mode().Perm()&0o077 != 0:
		return nil, fmt.Errorf("seal: key file %s has mode %04o; only its owner may have access (chmod 600)", path, info.Mode().Perm())
	case info.Size() > maxKeyFileSize:
		return nil, fmt.Errorf("seal: key file %s is larger than %d bytes", path, maxKeyFileSize)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxKeyFileSize))
	defer clear(text)
	if err != nil {
		return nil, fmt.Errorf("seal: key file: %w", err)
	}
	file, err := parseKeyFile(text)
	if err != nil {
		return nil, fmt.Errorf("seal: key file %s: %w", path, err)
	}
	return file, nil
}

func parseKeyFile(text []byte) (*KeyFile, error) {
	file := &KeyFile{keys: make(map[string]Key)}
	for i, line := range bytes.Split(text, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		id, key, err := parseRootKey(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if _, ok := file.keys[id]; ok {
			return nil, fmt.Errorf("line %d: id used twice", i+1)
		}
		file.keys[id] = key
		if file.current == "" {
			file.current = id
		}
	}
	if file.current == "" {
		return nil, errors.New("holds no key")
	}
	return file, nil
}

// parseRootKey does not repeat any of line in its errors: a field out of place may be
// the key.
func parseRootKey(line []byte) (id string, key Key, err error) {
	fields, ok := bytes.CutPrefix(line, []byte(keyFilePrefix))
	if !ok {
		return "", Key{}, fmt.Errorf("does not begin with %q", keyFilePrefix)
	}
	name, encoded, ok := bytes.Cut(fields, []byte(":"))
	if !ok || !rootID.Match(name) {
		return "", Key{}, errors.New("id is not 1 to 64 of a-z, 0-9, . and -")
	}
	raw := make([]byte, base64.StdEncoding.DecodedLen(len(encoded)))
	defer clear(raw)
	n, err := base64.StdEncoding.Strict().Decode(raw, encoded)
	if err != nil || n != KeySize {
		return "", Key{}, fmt.Errorf("key is not %d bytes in base64", KeySize)
	}
	key, err = KeyFromBytes(raw[:n])
	return string(name), key, err
}

// CreateKeyFile writes a new key file with one new key, readable by its owner only,
// and opens it. It fails with [io/fs.ErrExist] rather than to replace a file. A crash
// may leave an incomplete file, which does not open; no key from it was ever used.
func CreateKeyFile(path string) (*KeyFile, error) {
	if err := writeKeyFile(path, newRootKey()); err != nil {
		return nil, fmt.Errorf("seal: key file: %w", err)
	}
	return OpenKeyFile(path)
}

// RotateKeyFile puts a new key on top of the key file, which becomes the current one,
// and opens it. A crash leaves the old file or the new one, and at worst a file with
// ".new" appended to its name, which must be removed before the next attempt.
func RotateKeyFile(path string) (*KeyFile, error) {
	if _, err := OpenKeyFile(path); err != nil {
		return nil, err
	}
	old, err := os.ReadFile(path)
	defer clear(old)
	if err != nil {
		return nil, fmt.Errorf("seal: key file: %w", err)
	}
	fresh := path + ".new"
	if err := writeKeyFile(fresh, append(newRootKey(), old...)); err != nil {
		return nil, fmt.Errorf("seal: key file: %w", err)
	}
	if err := os.Rename(fresh, path); err != nil {
		return nil, fmt.Errorf("seal: key file: %w", err)
	}
	if err := syncDir(path); err != nil {
		return nil, fmt.Errorf("seal: key file: %w", err)
	}
	return OpenKeyFile(path)
}

func newRootKey() []byte {
	key := NewKey()
	defer key.Wipe()
	return fmt.Appendf(nil, "%s%s:%s\n", keyFilePrefix, strings.ToLower(rand.Text()[:12]),
		base64.StdEncoding.EncodeToString(key.secret()[:]))
}

// writeKeyFile wipes text.
func writeKeyFile(path string, text []byte) error {
	defer clear(text)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return syncDir(path)
}

// syncDir makes the name of the file at path durable.
func syncDir(path string) error {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// ID returns the id of the first key, which wraps.
func (f *KeyFile) ID() string { return f.current }

// Wrap implements [Root]. It never fails with [ErrRootUnavailable].
func (f *KeyFile) Wrap(_ context.Context, key Key, aad []byte) (rootID string, wrapped []byte, err error) {
	wrapped, err = SealValue(f.keys[f.current], "root", encode("root", f.current, string(aad)), key.secret()[:])
	return f.current, wrapped, err
}

// Knows implements [Root].
func (f *KeyFile) Knows(rootID string) bool {
	_, ok := f.keys[rootID]
	return ok
}

// Unwrap implements [Root]. An id that is not in the file is an [ErrKeyRefused].
func (f *KeyFile) Unwrap(_ context.Context, rootID string, wrapped, aad []byte) (Key, error) {
	root, ok := f.keys[rootID]
	if !ok {
		return Key{}, fmt.Errorf("%w: root key %q is not in the key file", ErrKeyRefused, rootID)
	}
	return openKey(root, "root", encode("root", rootID, string(aad)), wrapped)
}
