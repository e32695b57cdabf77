package sealtest

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"strongroom/server/internal/seal"
)

// Provider is what holds root keys, and what the tests do to it.
type Provider struct {
	// Open opens it, as a replica does when it starts.
	Open func(t *testing.T) seal.Root
	// Rotate makes a new root key the current one.
	Rotate func(t *testing.T)
	// Away makes it stop to answer, until Back. They are nil for one that is
	// nowhere else.
	Away, Back func(t *testing.T)
}

// Patience bounds how long a provider that is away may keep a caller.
const Patience = 5 * time.Second

// Run tests a provider, a fresh one for each outcome.
func Run(t *testing.T, fresh func(t *testing.T) Provider) {
	for outcome, test := range map[string]func(*testing.T, Provider){
		"wraps and unwraps":                  testRoundTrip,
		"unwraps on another replica":         testOtherReplica,
		"unwraps after the key was rotated":  testRotation,
		"refuses another binding":            testBinding,
		"refuses what was tampered with":     testTampering,
		"refuses a root key of someone else": testStranger,
		"moves keys to another provider":     testMove,
	} {
		t.Run(outcome, func(t *testing.T) { test(t, fresh(t)) })
	}
	if p := fresh(t); p.Away != nil {
		t.Run("says so when it is away, in time, and comes back by itself", func(t *testing.T) { testAway(t, p) })
	}
}

var place = []byte("customer\x001")

func wrap(t *testing.T, root seal.Root, key seal.Key) (rootID string, wrapped []byte) {
	t.Helper()
	rootID, wrapped, err := root.Wrap(t.Context(), key, place)
	if err != nil || rootID == "" || !root.Knows(rootID) {
		t.Fatalf("wrapped under %q, %v", rootID, err)
	}
	silent(t, key, string(wrapped))
	return rootID, wrapped
}

func opens(t *testing.T, root seal.Root, rootID string, wrapped []byte, key seal.Key) {
	t.Helper()
	if got, err := root.Unwrap(t.Context(), rootID, wrapped, place); err != nil || !got.Equal(key) {
		t.Fatalf("does not open: %v", err)
	}
}

func refuses(t *testing.T, root seal.Root, key seal.Key, rootID string, wrapped, aad []byte) {
	t.Helper()
	_, err := root.Unwrap(t.Context(), rootID, wrapped, aad)
	if !errors.Is(err, seal.ErrKeyRefused) || errors.Is(err, seal.ErrRootUnavailable) {
		t.Fatalf("not refused: %v", err)
	}
	silent(t, key, err.Error())
}

// silent fails where a text has the key in it.
func silent(t *testing.T, key seal.Key, text string) {
	t.Helper()
	raw := key.Bytes()
	for _, shown := range []string{
		string(raw), hex.EncodeToString(raw)[:16], base64.StdEncoding.EncodeToString(raw)[:16], fmt.Sprint(raw[:8]),
	} {
		if strings.Contains(text, strings.Trim(shown, "[]")) {
			t.Fatal("the key shows")
		}
	}
}

func testRoundTrip(t *testing.T, p Provider) {
	root := p.Open(t)
	key := seal.NewKey()
	id, wrapped := wrap(t, root, key)
	opens(t, root, id, wrapped, key)
	if _, again := wrap(t, root, key); bytes.Equal(again, wrapped) {
		t.Fatal("one key is wrapped alike twice")
	}
	if checked, err := seal.CheckRoot(t.Context(), root); checked != id || err != nil {
		t.Fatalf("checked as %q, %v", checked, err)
	}
}

func testOtherReplica(t *testing.T, p Provider) {
	key := seal.NewKey()
	id, wrapped := wrap(t, p.Open(t), key)
	opens(t, p.Open(t), id, wrapped, key)
}

func testRotation(t *testing.T, p Provider) {
	key := seal.NewKey()
	older, wrapped := wrap(t, p.Open(t), key)
	p.Rotate(t)
	root := p.Open(t)
	opens(t, root, older, wrapped, key)
	newer, again := wrap(t, root, key)
	if newer == older {
		t.Fatalf("still under %q", newer)
	}
	opens(t, root, newer, again, key)
	refuses(t, root, key, newer, wrapped, place)
	refuses(t, root, key, older, again, place)
}

func testBinding(t *testing.T, p Provider) {
	root, key := p.Open(t), seal.NewKey()
	id, wrapped := wrap(t, root, key)
	for _, aad := range [][]byte{nil, []byte("customer\x002"), append(bytes.Clone(place), 0), place[:len(place)-1]} {
		refuses(t, root, key, id, wrapped, aad)
	}
}

func testTampering(t *testing.T, p Provider) {
	root, key := p.Open(t), seal.NewKey()
	id, wrapped := wrap(t, root, key)
	for i := range wrapped {
		flipped := bytes.Clone(wrapped)
		flipped[i] ^= 1
		refuses(t, root, key, id, flipped, place)
	}
	for _, bad := range [][]byte{nil, {0}, wrapped[:len(wrapped)-1], append(bytes.Clone(wrapped), 0)} {
		refuses(t, root, key, id, bad, place)
	}
}

func testStranger(t *testing.T, p Provider) {
	root, key := p.Open(t), seal.NewKey()
	id, wrapped := wrap(t, root, key)
	for _, other := range []string{"", "unknown", id + "0", "x" + id, strings.ToUpper(id), id + ":v1"} {
		refuses(t, root, key, other, wrapped, place)
		refuses(t, seal.Roots{root}, key, other, wrapped, place)
	}
}

func testMove(t *testing.T, p Provider) {
	file, err := seal.CreateKeyFile(t.TempDir() + "/root.key")
	if err != nil {
		t.Fatal(err)
	}
	for _, roots := range []seal.Roots{{p.Open(t), file}, {file, p.Open(t)}} {
		key := seal.NewKey()
		older, wrapped := wrap(t, roots[1], key)
		opens(t, roots, older, wrapped, key)
		newer, again := wrap(t, roots, key)
		if !roots[0].Knows(newer) || roots[0].Knows(older) {
			t.Fatalf("moved from %q to %q", older, newer)
		}
		opens(t, roots[0], newer, again, key)
		if checked, err := seal.CheckRoot(t.Context(), roots); checked != newer || err != nil {
			t.Fatalf("checked as %q, %v", checked, err)
		}
	}
}

func testAway(t *testing.T, p Provider) {
	root, key := p.Open(t), seal.NewKey()
	id, wrapped := wrap(t, root, key)
	p.Away(t)
	for what, do := range map[string]func(context.Context, seal.Root) error{
		"wrap": func(ctx context.Context, root seal.Root) error {
			_, _, err := root.Wrap(ctx, key, place)
			return err
		},
		"unwrap": func(ctx context.Context, root seal.Root) error {
			_, err := root.Unwrap(ctx, id, wrapped, place)
			return err
		},
		"check": func(ctx context.Context, root seal.Root) error {
			_, err := seal.CheckRoot(ctx, seal.Roots{root, root})
			return err
		},
	} {
		for which, root := range map[string]seal.Root{"opened before": root, "opened now": p.Open(t)} {
			began := time.Now()
			err := do(t.Context(), root)
			if took := time.Since(began); !errors.Is(err, seal.ErrRootUnavailable) || took > Patience {
				t.Errorf("%s, %s: %v after %v", what, which, err, took)
			}
			silent(t, key, fmt.Sprint(err))
			ended, cancel := context.WithCancel(t.Context())
			cancel()
			if err := do(ended, root); !errors.Is(err, context.Canceled) {
				t.Errorf("%s, %s, of a request that has ended: %v", what, which, err)
			}
		}
	}
	p.Back(t)
	opens(t, root, id, wrapped, key)
}
