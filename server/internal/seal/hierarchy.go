package seal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
)

// Root is a provider of root keys: a key file, a KMS, an HSM. It wraps customer keys
// and nothing else. Methods may be called concurrently, honour ctx and come to an end
// without it, whatever the provider does.
type Root interface {
	// Wrap encrypts key, which holds one, under the current root key and authenticates
	// aad. Store rootID, the name of that root key, beside wrapped. It fails with
	// [ErrRootUnavailable].
	Wrap(ctx context.Context, key Key, aad []byte) (rootID string, wrapped []byte, err error)

	// Knows reports, without asking anybody, whether rootID is a name of this provider's.
	Knows(rootID string) bool

	// Unwrap is the inverse of Wrap, also for keys wrapped under an older root key. It
	// fails with [ErrKeyRefused] or [ErrRootUnavailable].
	Unwrap(ctx context.Context, rootID string, wrapped, aad []byte) (Key, error)
}

// Proof remembers that a provider was seen to refuse a key that is bound to something
// else. The zero Proof has seen nothing; it is safe for concurrent use.
type Proof struct{ seen atomic.Bool }

// Of makes sure, once, that a provider is none that ignores what a key is bound to,
// as Vault's transit engine did before 1.12 and a stand-in for a KMS may. It takes
// what [Root.Wrap] has wrapped, and fails with [ErrRootUnavailable].
func (p *Proof) Of(ctx context.Context, root Root, rootID string, wrapped, aad []byte) error {
	if p.seen.Load() {
		return nil
	}
	_, err := root.Unwrap(ctx, rootID, wrapped, append(bytes.Clone(aad), 0))
	switch {
	case err == nil:
		return fmt.Errorf("%w: it does not authenticate what a key is bound to (associated data, encryption context)", ErrRootUnavailable)
	case errors.Is(err, ErrKeyRefused):
		p.seen.Store(true)
		return nil
	default:
		return err
	}
}

// Roots are several providers as one, while keys move from one to another: the first
// wraps, and each unwraps what it has wrapped.
type Roots []Root

// Wrap implements [Root].
func (r Roots) Wrap(ctx context.Context, key Key, aad []byte) (rootID string, wrapped []byte, err error) {
	return r[0].Wrap(ctx, key, aad)
}

// Knows implements [Root].
func (r Roots) Knows(rootID string) bool {
	return slices.ContainsFunc(r, func(one Root) bool { return one.Knows(rootID) })
}

// Unwrap implements [Root]. It refuses what no provider knows.
func (r Roots) Unwrap(ctx context.Context, rootID string, wrapped, aad []byte) (Key, error) {
	for _, one := range r {
		if one.Knows(rootID) {
			return one.Unwrap(ctx, rootID, wrapped, aad)
		}
	}
	return Key{}, fmt.Errorf("%w: no provider knows the root key %q", ErrKeyRefused, rootID)
}

// CheckRoot has each provider of root wrap a key of no use and unwrap it again, and
// returns the name of the root key that wraps now. It fails with [ErrRootUnavailable]
// or [ErrKeyRefused].
func CheckRoot(ctx context.Context, root Root) (rootID string, err error) {
	if several, ok := root.(Roots); ok {
		for _, one := range several[1:] {
			if _, err := CheckRoot(ctx, one); err != nil {
				return "", err
			}
		}
		root = several[0]
	}
	key, aad := NewKey(), encode("check")
	defer key.Wipe()
	rootID, wrapped, err := root.Wrap(ctx, key, aad)
	if err != nil {
		return "", err
	}
	got, err := root.Unwrap(ctx, rootID, wrapped, aad)
	if err != nil {
		return "", err
	}
	defer got.Wipe()
	if !got.Equal(key) {
		return "", fmt.Errorf("%w: another key came back", ErrKeyRefused)
	}
	return rootID, nil
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

// WrapCustomerKey wraps key under the current key of root, which it names, bound to id.
// It fails with [ErrRootUnavailable].
func WrapCustomerKey(ctx context.Context, root Root, id CustomerKeyID, key Key) (rootID string, wrapped []byte, err error) {
	aad, err := id.aad()
	if err != nil {
		return "", nil, err
	}
	if err := key.check(); err != nil {
		return "", nil, err
	}
	return root.Wrap(ctx, key, aad)
}

// UnwrapCustomerKey opens what [WrapCustomerKey] returned with rootID.
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
