package blob

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
)

// DefaultBucket is the label of the store that keeps whatever no other is named for.
const DefaultBucket = "default"

// Labelled begins the names of all objects in stores other than the default one.
const Labelled = "in/"

// InBucket returns the name in [Buckets] of an object that the store with a label keeps.
// Within the store it is the same, so that two labels on one store do not meet.
func InBucket(label, name string) string {
	if label == DefaultBucket {
		return name
	}
	return Labelled + label + "/" + name
}

// CutBucket undoes [InBucket].
func CutBucket(name string) (label, rest string) {
	if after, ok := strings.CutPrefix(name, Labelled); ok {
		label, rest, _ = strings.Cut(after, "/")
		return label, rest
	}
	return DefaultBucket, name
}

// CheckLabel returns an [ErrName] unless label can be that of a store.
func CheckLabel(label string) error {
	if strings.Contains(label, "/") {
		return fmt.Errorf("%w: label %q", ErrName, label)
	}
	return CheckName(label)
}

// Buckets is a [Store] made of several: an object's name tells which one keeps it; see
// [InBucket]. What is in one is not moved to another.
//
// A label that no store has fails with [ErrUnavailable]: somebody took it out of the
// configuration, and what it keeps may come back.
type Buckets struct {
	stores map[string]Store
	labels []string // but for the default one, in the order of their prefixes
}

var _ Store = (*Buckets)(nil)

// NewBuckets puts stores together by their labels, of which one is [DefaultBucket].
func NewBuckets(stores map[string]Store) (*Buckets, error) {
	b := &Buckets{stores: maps.Clone(stores)}
	if b.stores[DefaultBucket] == nil {
		return nil, errors.New("blob: no store is the default one")
	}
	for label := range stores {
		if err := CheckLabel(label); err != nil {
			return nil, err
		}
		if label != DefaultBucket {
			b.labels = append(b.labels, label)
		}
	}
	slices.SortFunc(b.labels, func(x, y string) int { return cmp.Compare(InBucket(x, ""), InBucket(y, "")) })
	return b, nil
}

// Labels returns the labels of all stores, the default one's first.
func (b *Buckets) Labels() []string { return append([]string{DefaultBucket}, b.labels...) }

func (b *Buckets) of(name string) (Store, error) {
	label, _ := CutBucket(name)
	if store := b.stores[label]; store != nil {
		return store, nil
	}
	if err := CheckName(name); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("%w: no bucket is labelled %q", ErrUnavailable, label)
}

// Put implements [Store].
func (b *Buckets) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	store, err := b.of(name)
	if err != nil {
		return err
	}
	return store.Put(ctx, name, size, r)
}

// Open implements [Store].
func (b *Buckets) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	store, err := b.of(name)
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, name, offset, length)
}

// Stat implements [Store].
func (b *Buckets) Stat(ctx context.Context, name string) (Object, error) {
	store, err := b.of(name)
	if err != nil {
		return Object{}, err
	}
	return store.Stat(ctx, name)
}

// Remove implements [Store].
func (b *Buckets) Remove(ctx context.Context, name string) error {
	store, err := b.of(name)
	if err != nil {
		return err
	}
	return store.Remove(ctx, name)
}

// List implements [Store].
func (b *Buckets) List(ctx context.Context, prefix string) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		left := b.labels
		// others yields what is in the other stores, once, and tells whether to go on.
		others := func() bool {
			for _, label := range left {
				begin := InBucket(label, "")
				switch {
				case strings.HasPrefix(prefix, begin):
					begin = prefix
				case !strings.HasPrefix(begin, prefix):
					continue
				}
				for object, err := range b.stores[label].List(ctx, begin) {
					if !yield(object, err) || err != nil {
						return false
					}
				}
			}
			left = nil
			return true
		}
		if strings.HasPrefix(prefix, Labelled) {
			others()
			return
		}
		for object, err := range b.stores[DefaultBucket].List(ctx, prefix) {
			if err == nil && strings.HasPrefix(object.Name, Labelled) {
				continue // of another label on the same store
			}
			if err == nil && object.Name > Labelled && !others() {
				return
			}
			if !yield(object, err) || err != nil {
				return
			}
		}
		others()
	}
}

// Begin implements [Store].
func (b *Buckets) Begin(ctx context.Context, name string) (string, error) {
	store, err := b.of(name)
	if err != nil {
		return "", err
	}
	return store.Begin(ctx, name)
}

// PutPart implements [Store].
func (b *Buckets) PutPart(ctx context.Context, name, multipart string, number int, size int64, r io.Reader) (Part, error) {
	store, err := b.of(name)
	if err != nil {
		return Part{}, err
	}
	return store.PutPart(ctx, name, multipart, number, size, r)
}

// Complete implements [Store].
func (b *Buckets) Complete(ctx context.Context, name, multipart string, parts []Part) error {
	store, err := b.of(name)
	if err != nil {
		return err
	}
	return store.Complete(ctx, name, multipart, parts)
}

// Abort implements [Store].
func (b *Buckets) Abort(ctx context.Context, name, multipart string) error {
	store, err := b.of(name)
	if err != nil {
		return err
	}
	return store.Abort(ctx, name, multipart)
}

// Multiparts implements [Store].
func (b *Buckets) Multiparts(ctx context.Context) iter.Seq2[Multipart, error] {
	return func(yield func(Multipart, error) bool) {
		for _, label := range b.Labels() {
			for begun, err := range b.stores[label].Multiparts(ctx) {
				if of, _ := CutBucket(begun.Name); err == nil && of != label {
					continue // of another label on the same store
				}
				if !yield(begun, err) || err != nil {
					return
				}
			}
		}
	}
}

// Check implements [Store]: all of them have to answer.
func (b *Buckets) Check(ctx context.Context) error {
	for _, label := range b.Labels() {
		if err := b.stores[label].Check(ctx); err != nil {
			return fmt.Errorf("bucket %q: %w", label, err)
		}
	}
	return nil
}
