package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
)

// SealValue seals a small value, such as a customer's contacts or the state of a hash,
// under a key of its own derived from key and label. aad is authenticated and must be
// given again to open; the caller makes it unambiguous. The result is 29 bytes longer
// than plain.
func SealValue(key Key, label string, aad, plain []byte) ([]byte, error) {
	aead, err := valueCipher(key, label)
	if err != nil {
		return nil, err
	}
	sealed := make([]byte, 1, 1+aead.Overhead()+len(plain))
	sealed[0] = FormatV1
	return aead.Seal(sealed, nil, plain, aad), nil
}

// OpenValue is the inverse of [SealValue]. It fails with [ErrTampered] if key, label,
// aad or a byte of sealed is not what it was.
func OpenValue(key Key, label string, aad, sealed []byte) ([]byte, error) {
	aead, err := valueCipher(key, label)
	if err != nil {
		return nil, err
	}
	if len(sealed) == 0 || sealed[0] != FormatV1 {
		return nil, fmt.Errorf("%w: unknown format", ErrTampered)
	}
	plain, err := aead.Open(nil, nil, sealed[1:], aad)
	if err != nil {
		return nil, ErrTampered
	}
	return plain, nil
}

func valueCipher(key Key, label string) (cipher.AEAD, error) {
	if label == "" {
		return nil, errors.New("seal: a value needs a label")
	}
	sub, err := derive(key, "value", label)
	if err != nil {
		return nil, err
	}
	defer sub.Wipe()
	block, err := aes.NewCipher(sub.secret()[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// derive returns the key for one purpose; see Format.
func derive(key Key, label string, fields ...string) (Key, error) {
	if err := key.check(); err != nil {
		return Key{}, err
	}
	raw, err := hkdf.Key(sha256.New, key.secret()[:], nil, string(encode(label, fields...)), KeySize)
	if err != nil {
		return Key{}, err
	}
	defer clear(raw)
	return KeyFromBytes(raw)
}

// encode writes a tuple so that no other tuple encodes alike; see Format.
func encode(label string, fields ...string) []byte {
	var out []byte
	for _, field := range append([]string{domain, label}, fields...) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(field)))
		out = append(out, field...)
	}
	return out
}

func number(n int64) string {
	return string(binary.BigEndian.AppendUint64(nil, uint64(n)))
}
