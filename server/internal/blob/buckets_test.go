package blob_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"strongroom/server/internal/blob"
	"strongroom/server/internal/blob/blobtest"
	"strongroom/server/internal/blob/dir"
)

func open(t *testing.T, path string) blob.Store {
	t.Helper()
	store, err := dir.New(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

func buckets(t *testing.T, stores map[string]blob.Store) *blob.Buckets {
	t.Helper()
	b, err := blob.NewBuckets(stores)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBucketsContract(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Store {
		return buckets(t, map[string]blob.Store{blob.DefaultBucket: open(t, t.TempDir()), "other": open(t, t.TempDir())})
	})
}

func names(t *testing.T, store blob.Store, prefix string) []string {
	t.Helper()
	var names []string
	for object, err := range store.List(t.Context(), prefix) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, object.Name)
	}
	return names
}

// TestBucketsKeepApart puts the same names under each label, on stores of their own
// and on one, and reads, lists and removes them.
func TestBucketsKeepApart(t *testing.T) {
	for outcome, path := range map[string]func(*testing.T, string) string{
		"on stores of their own": func(t *testing.T, _ string) string { return t.TempDir() },
		"on one store":           func(_ *testing.T, one string) string { return one },
	} {
		t.Run(outcome, func(t *testing.T) {
			one, stores := t.TempDir(), map[string]blob.Store{}
			labels := []string{blob.DefaultBucket, "a", "a-b", "z"}
			for _, label := range labels {
				stores[label] = open(t, path(t, one))
			}
			b := buckets(t, stores)
			if got := b.Labels(); !slices.Equal(got, []string{blob.DefaultBucket, "a-b", "a", "z"}) {
				t.Fatalf("labels %q", got)
			}
			var all []string
			for _, label := range labels {
				for _, rest := range []string{"a", "hour", "inn", "in0", "versions/x"} {
					all = append(all, blob.InBucket(label, rest))
				}
			}
			for _, name := range all {
				if err := b.Put(t.Context(), name, int64(len(name)), strings.NewReader(name)); err != nil {
					t.Fatal(err)
				}
			}
			slices.Sort(all)
			for _, prefix := range []string{"", "i", "in", "in/", "in/a", "in/a/", "in/a/ver", "in/y/", "v"} {
				want := slices.Clone(all)
				want = slices.DeleteFunc(want, func(name string) bool { return !strings.HasPrefix(name, prefix) })
				if got := names(t, b, prefix); !slices.Equal(got, want) {
					t.Fatalf("prefix %q: listed %q, want %q", prefix, got, want)
				}
			}
			var begun []string
			for _, label := range labels {
				name := blob.InBucket(label, "begun")
				if _, err := b.Begin(t.Context(), name); err != nil {
					t.Fatal(err)
				}
				begun = append(begun, name)
			}
			var found []string
			for one, err := range b.Multiparts(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				found = append(found, one.Name)
				if err := b.Abort(t.Context(), one.Name, one.ID); err != nil {
					t.Fatal(err)
				}
			}
			slices.Sort(begun)
			if slices.Sort(found); !slices.Equal(found, begun) {
				t.Fatalf("begun %q, found %q", begun, found)
			}
			for len(all) > 0 {
				name := all[0]
				r, err := b.Open(t.Context(), name, 0, int64(len(name)))
				if err != nil {
					t.Fatal(err)
				}
				got, err := io.ReadAll(r)
				if r.Close(); err != nil || !bytes.Equal(got, []byte(name)) {
					t.Fatalf("%s holds %q, %v", name, got, err)
				}
				label, rest := blob.CutBucket(name)
				if stat, err := stores[label].Stat(t.Context(), name); err != nil || blob.InBucket(label, rest) != name || stat.Size != int64(len(name)) {
					t.Fatalf("%s is not in the store labelled %s: %v", name, label, err)
				}
				if err := b.Remove(t.Context(), name); err != nil {
					t.Fatal(err)
				}
				if all = all[1:]; !slices.Equal(names(t, b, ""), all) {
					t.Fatalf("after removing %s: %q, want %q", name, names(t, b, ""), all)
				}
			}
		})
	}
}

func TestBucketsWithoutTheLabel(t *testing.T) {
	ctx := t.Context()
	b := buckets(t, map[string]blob.Store{blob.DefaultBucket: open(t, t.TempDir())})
	name := blob.InBucket("gone", "x")
	_, opening := b.Open(ctx, name, 0, 1)
	_, asking := b.Stat(ctx, name)
	_, beginning := b.Begin(ctx, name)
	_, sending := b.PutPart(ctx, name, "m", 1, 1, strings.NewReader("x"))
	for call, err := range map[string]error{
		"Put": b.Put(ctx, name, 1, strings.NewReader("x")), "Open": opening, "Stat": asking, "Begin": beginning, "PutPart": sending,
		"Complete": b.Complete(ctx, name, "m", []blob.Part{{Number: 1, Size: 1}}), "Abort": b.Abort(ctx, name, "m"), "Remove": b.Remove(ctx, name),
	} {
		if !errors.Is(err, blob.ErrUnavailable) || errors.Is(err, blob.ErrNotExist) {
			t.Errorf("%s: %v", call, err)
		}
	}
}

func TestBucketsAreRefused(t *testing.T) {
	store := open(t, t.TempDir())
	for outcome, stores := range map[string]map[string]blob.Store{
		"without a default":     {"a": store},
		"with an empty label":   {blob.DefaultBucket: store, "": store},
		"with a label of parts": {blob.DefaultBucket: store, "a/b": store},
		"with a bad label":      {blob.DefaultBucket: store, "A": store},
	} {
		if _, err := blob.NewBuckets(stores); err == nil {
			t.Errorf("%s: not refused", outcome)
		}
	}
}

// away is a store that does not answer.
type away struct{ blob.Store }

func (away) Check(context.Context) error { return blob.ErrUnavailable }

func TestBucketsAreReadyTogether(t *testing.T) {
	for label, ready := range map[string]bool{"": true, blob.DefaultBucket: false, "other": false} {
		stores := map[string]blob.Store{blob.DefaultBucket: open(t, t.TempDir()), "other": open(t, t.TempDir())}
		if label != "" {
			stores[label] = away{}
		}
		if err := buckets(t, stores).Check(t.Context()); (err == nil) != ready || err != nil && !strings.Contains(err.Error(), label) {
			t.Errorf("without %q: %v", label, err)
		}
	}
}
