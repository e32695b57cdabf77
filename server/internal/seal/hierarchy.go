package seal

import (
	"context"
	"errors"
	"fmt"
)

// Root is a provider of root keys: a key file, a KMS, an HSM. It wraps customer keys
// and nothing else. Methods may be called concurrently and must honour ctx.
type Root interface {
	// ID names the root key that Wrap uses now. Store it beside what Wrap returned.
	ID() string

	// Wrap encrypts key under the current root key and authenticates aad. It fails
	// with [ErrRootUnavailable].
	Wrap(ctx context.Context, key Key, aad []byte) (wrapped []byte, err error)

	// Unwrap is the inverse, also for keys wrapped under an older root key. It fails
	// with [ErrKeyRefused] or [ErrRootUnavailable].
	Unwrap(ctx context.Context, rootID string, wrapped, aad []byte) (Key, error)
}

// CustomerKeyID names a customer key. Wrapped keys are bound to it.
type CustomerKeyID struct {
	Customer       string // the customer's id
	Classification string // such as "SECRET"; one key each
	Number         int    // counts rotations, from 1
}

// Binding names the one version of a document that a version key, its parts and its
// tails belong to. All fields are required; ids are never reused.
type Binding struct {
	Customer, Document, Version string
}

// WrapCustomerKey wraps key under the current key of root, bound to id.
// It fails with [ErrRootUnavailable].
func WrapCustomerKey(ctx context.Context, root Root, id CustomerKeyID, key Key) ([]byte, error) {
	aad, err := id.aad()
	if err != nil {
		return nil, err
	}
	if err := key.check(); err != nil {
		return nil, err
	}
	return root.Wrap(ctx, key, aad)
}

// UnwrapCustomerKey opens what [WrapCustomerKey] returned while root had the id rootID.
// It fails with [ErrKeyRefused] or [ErrRootUnavailable].
func UnwrapCustomerKey(ctx context.Context, root Root, rootID string, id CustomerKeyID, wrapped []byte) (Key, error) {
	aad, err := id.aad()
	if err != nil {
		return Key{}, err
	}
	return root.Unwrap(ctx, rootID, wrapped, aad)
}

// WrapVersionKey wraps version, the key of the version named by b, under the customer
// key named by id, bound to both names.
func WrapVersionKey(customer Key, id CustomerKeyID, b Binding, version Key) ([]byte, error) {
	aad, err := versionAAD(id, b)
	if err != nil {
		return nil, err
	}
	if err := version.check(); err != nil {
		return nil, err
	}
	return SealValue(customer, "version key", aad, version.secret()[:])
}

// UnwrapVersionKey is the inverse of [WrapVersionKey]. It fails with [ErrKeyRefused].
func UnwrapVersionKey(customer Key, id CustomerKeyID, b Binding, wrapped []byte) (Key, error) {
	aad, err := versionAAD(id, b)
	if err != nil {
		return Key{}, err
	}
	return openKey(customer, "version key", aad, wrapped)
}

// openKey opens a value that holds a key.
func openKey(key Key, label string, aad, wrapped []byte) (Key, error) {
	raw, err := OpenValue(key, label, aad, wrapped)
	if errors.Is(err, ErrTampered) {
		return Key{}, ErrKeyRefused
	}
	if err != nil {
		return Key{}, err
	}
	defer clear(raw)
	opened, err := KeyFromBytes(raw)
	if err != nil {
		return Key{}, fmt.Errorf("%w: %w", ErrKeyRefused, err)
	}
	return opened, nil
}

func (id CustomerKeyID) aad() ([]byte, error) {
	if id.Customer == "" || id.Classification == "" || id.Number < 1 {
		return nil, errBinding
	}
	return encode("customer key", id.Customer, id.Classification, number(int64(id.Number))), nil
}

func versionAAD(id CustomerKeyID, b Binding) ([]byte, error) {
	if _, err := id.aad(); err != nil {
		return nil, err
	}
	if err := b.check(); err != nil {
		return nil, err
	}
	if id.Customer != b.Customer {
		return nil, fmt.Errorf("%w: customer key of another customer", ErrKeyRefused)
	}
	return encode("version key", id.Customer, id.Classification, number(int64(id.Number)),
		b.Customer, b.Document, b.Version), nil
}

func (b Binding) check() error {
	if b.Customer == "" || b.Document == "" || b.Version == "" {
		return errBinding
	}
	return nil
}
