package seal

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

// KeySize is the length of every key in bytes.
const KeySize = 32

// Key is a secret of [KeySize] bytes. It prints as "[redacted]" through fmt, slog and
// every encoding. Copies share one secret: [Key.Wipe] wipes them all. The zero Key
// holds none and is refused wherever a key is needed.
type Key struct {
	// A function, because fmt does not call methods on unexported fields: when a Key
	// sits in one, it shows the address of the function, and for some verbs it would
	// show what a pointer points to. It also keeps == from being written.
	secret func() *[KeySize]byte
}

func newKey() (Key, *[KeySize]byte) {
	secret := new([KeySize]byte)
	return Key{func() *[KeySize]byte { return secret }}, secret
}

// NewKey draws a key from the system's random source, which cannot fail.
func NewKey() Key {
	k, secret := newKey()
	rand.Read(secret[:])
	return k
}

// KeyFromBytes copies raw, which must have [KeySize] bytes and not be all zero, into
// a new key. It is for root key providers; the caller wipes raw.
func KeyFromBytes(raw []byte) (Key, error) {
	if len(raw) != KeySize {
		return Key{}, fmt.Errorf("seal: a key has %d bytes, not %d", KeySize, len(raw))
	}
	k, secret := newKey()
	copy(secret[:], raw)
	return k, k.check()
}

// Bytes returns a copy of the secret, nil if there is none. It is for root key
// providers; the caller wipes the copy.
func (k Key) Bytes() []byte {
	if k.secret == nil {
		return nil
	}
	return append([]byte(nil), k.secret()[:]...)
}

// Equal reports, in constant time, whether both hold the same secret.
func (k Key) Equal(other Key) bool {
	return k.secret != nil && other.secret != nil &&
		subtle.ConstantTimeCompare(k.secret()[:], other.secret()[:]) == 1
}

// Wipe overwrites the secret in all copies of this Key; they are refused from then
// on. The runtime may have left further traces in memory that Go cannot reach.
func (k Key) Wipe() {
	if k.secret != nil {
		clear(k.secret()[:])
	}
}

// check refuses the zero and the wiped key: sealing under zeros would look like success.
func (k Key) check() error {
	var zero [KeySize]byte
	if k.secret == nil || subtle.ConstantTimeCompare(k.secret()[:], zero[:]) == 1 {
		return errNoKey
	}
	return nil
}

func (k Key) clone() Key {
	c, secret := newKey()
	*secret = *k.secret()
	return c
}

const redacted = "[redacted]"

// String returns "[redacted]".
func (Key) String() string { return redacted }

// GoString returns "[redacted]".
func (Key) GoString() string { return redacted }

// Format writes "[redacted]", whatever the verb.
func (Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// MarshalText returns "[redacted]"; it serves JSON and XML as well.
func (Key) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// LogValue returns "[redacted]".
func (Key) LogValue() slog.Value { return slog.StringValue(redacted) }
