package seal_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"strongroom/server/internal/seal"
)

func TestKeysDoNotShow(t *testing.T) {
	raw := []byte("0123456789abcdefghijklmnopqrstuv")
	key, err := seal.KeyFromBytes(raw)
	if err != nil {
		t.Fatal(err)
	}
	type exported struct{ Key seal.Key }
	type hidden struct {
		key seal.Key
		all []seal.Key
		by  map[string]seal.Key
	}
	file, err := seal.CreateKeyFile(filepath.Join(t.TempDir(), "root.key"))
	if err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	for _, v := range []any{key, &key, exported{key}, hidden{key, []seal.Key{key}, map[string]seal.Key{"k": key}}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%b", "%o", "%c", "%U"} {
			fmt.Fprintf(&shown, verb+"\n", v)
		}
		for _, h := range []slog.Handler{slog.NewTextHandler(&shown, nil), slog.NewJSONHandler(&shown, nil)} {
			slog.New(h).Info("x", "value", v)
		}
		j, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		shown.Write(j)
	}
	x, err := xml.Marshal(exported{key})
	if err != nil {
		t.Fatal(err)
	}
	shown.Write(x)
	for _, secret := range []string{"01234567", "ghijkl", hex.EncodeToString(raw)[:16], strings.ToUpper(hex.EncodeToString(raw[10:20])),
		base64.StdEncoding.EncodeToString(raw)[:12], "48 49 50 51", "0x30, 0x31", "60 61 62", "110000 110001"} {
		if strings.Contains(shown.String(), secret) {
			t.Errorf("%q shows in\n%s", secret, shown.String())
		}
	}
	if !strings.Contains(fmt.Sprint(key), "[redacted]") || strings.Contains(fmt.Sprintf("%+v %#v", file, *file), "[]byte{") {
		t.Errorf("shown as %v, %+v", key, file)
	}
}

func TestKeyLife(t *testing.T) {
	a, b := seal.NewKey(), seal.NewKey()
	if a.Equal(b) || !a.Equal(a) || (seal.Key{}).Equal(seal.Key{}) {
		t.Error("equality")
	}
	again, err := seal.KeyFromBytes(a.Bytes())
	if err != nil || !again.Equal(a) {
		t.Errorf("bytes: %v", err)
	}
	a.Wipe()
	seal.Key{}.Wipe()
	if again.Equal(a) || !bytes.Equal(a.Bytes(), make([]byte, seal.KeySize)) {
		t.Error("wipe")
	}
	for _, raw := range [][]byte{nil, make([]byte, seal.KeySize-1), make([]byte, seal.KeySize+1), make([]byte, seal.KeySize)} {
		if _, err := seal.KeyFromBytes(raw); err == nil {
			t.Errorf("took %x for a key", raw)
		}
	}
}

func TestValues(t *testing.T) {
	key := seal.NewKey()
	for _, plain := range []string{"", "x", "Erika Mustermann"} {
		sealed, err := seal.SealValue(key, "contact", []byte("cus_1"), []byte(plain))
		if err != nil || len(sealed) != len(plain)+29 {
			t.Fatalf("sealed to %d bytes, %v", len(sealed), err)
		}
		got, err := seal.OpenValue(key, "contact", []byte("cus_1"), sealed)
		if err != nil || string(got) != plain {
			t.Fatalf("opened %q, %v", got, err)
		}
		refused := func(outcome string, key seal.Key, label, aad string, sealed []byte) {
			t.Helper()
			if _, err := seal.OpenValue(key, label, []byte(aad), sealed); !errors.Is(err, seal.ErrTampered) {
				t.Errorf("%s: %v", outcome, err)
			}
		}
		refused("other key", seal.NewKey(), "contact", "cus_1", sealed)
		refused("other label", key, "hash", "cus_1", sealed)
		refused("other aad", key, "contact", "cus_2", sealed)
		for i := range sealed {
			flipped := bytes.Clone(sealed)
			flipped[i] ^= 0x80
			refused("flipped", key, "contact", "cus_1", flipped)
			refused("cut", key, "contact", "cus_1", sealed[:i])
		}
		refused("longer", key, "contact", "cus_1", append(sealed, 0))
	}
	if _, err := seal.SealValue(key, "", nil, nil); err == nil {
		t.Error("took a value without a label")
	}
	if _, err := seal.SealValue(seal.Key{}, "label", nil, nil); err == nil {
		t.Error("took no key")
	}
}

func TestHierarchy(t *testing.T) {
	ctx := t.Context()
	root, err := seal.CreateKeyFile(filepath.Join(t.TempDir(), "root.key"))
	if err != nil {
		t.Fatal(err)
	}
	id := seal.CustomerKeyID{Customer: "cus_1", Classification: "SECRET", Number: 1}
	customer, version := seal.NewKey(), seal.NewKey()
	rootID, wrapped, err := seal.WrapCustomerKey(ctx, root, id, customer)
	if err != nil {
		t.Fatal(err)
	}
	wrappedVersion, err := seal.WrapVersionKey(customer, id, place, version)
	if err != nil {
		t.Fatal(err)
	}

	t.Run("opens", func(t *testing.T) {
		got, err := seal.UnwrapCustomerKey(ctx, root, rootID, id, wrapped)
		if err != nil || !got.Equal(customer) {
			t.Fatal(err)
		}
		got, err = seal.UnwrapVersionKey(customer, id, place, wrappedVersion)
		if err != nil || !got.Equal(version) {
			t.Fatal(err)
		}
	})
	t.Run("refuses another customer key's name", func(t *testing.T) {
		for _, other := range []seal.CustomerKeyID{
			{Customer: "cus_2", Classification: "SECRET", Number: 1},
			{Customer: "cus_1", Classification: "PUBLIC", Number: 1},
			{Customer: "cus_1", Classification: "SECRET", Number: 2},
			{Customer: "cus_1SECRET", Classification: "S", Number: 1},
		} {
			if _, err := seal.UnwrapCustomerKey(ctx, root, rootID, other, wrapped); !errors.Is(err, seal.ErrKeyRefused) {
				t.Errorf("customer key as %+v: %v", other, err)
			}
			if _, err := seal.UnwrapVersionKey(customer, other, place, wrappedVersion); !errors.Is(err, seal.ErrKeyRefused) {
				t.Errorf("version key under %+v: %v", other, err)
			}
		}
	})
	t.Run("refuses another version's name", func(t *testing.T) {
		for _, b := range []seal.Binding{
			{Customer: "cus_1", Document: "doc_2", Version: "ver_1"},
			{Customer: "cus_1", Document: "doc_1", Version: "ver_2"},
			{Customer: "cus_1", Document: "doc_1v", Version: "er_1"},
		} {
			if _, err := seal.UnwrapVersionKey(customer, id, b, wrappedVersion); !errors.Is(err, seal.ErrKeyRefused) {
				t.Errorf("%+v: %v", b, err)
			}
		}
		if _, err := seal.UnwrapVersionKey(seal.NewKey(), id, place, wrappedVersion); !errors.Is(err, seal.ErrKeyRefused) {
			t.Errorf("other customer key: %v", err)
		}
	})
	t.Run("refuses what was tampered with", func(t *testing.T) {
		if _, err := seal.UnwrapCustomerKey(ctx, root, rootID, id, wrappedVersion); !errors.Is(err, seal.ErrKeyRefused) {
			t.Errorf("a version's key as a customer's: %v", err)
		}
		for i := range wrappedVersion {
			flipped := bytes.Clone(wrappedVersion)
			flipped[i] ^= 1
			if _, err := seal.UnwrapVersionKey(customer, id, place, flipped); !errors.Is(err, seal.ErrKeyRefused) {
				t.Errorf("byte %d: %v", i, err)
			}
		}
	})
	t.Run("refuses incomplete names and missing keys", func(t *testing.T) {
		for _, id := range []seal.CustomerKeyID{{}, {Customer: "c", Number: 1}, {Classification: "c", Number: 1}, {Customer: "c", Classification: "c"}} {
			if _, _, err := seal.WrapCustomerKey(ctx, root, id, customer); err == nil {
				t.Errorf("took %+v", id)
			}
		}
		if _, _, err := seal.WrapCustomerKey(ctx, root, id, seal.Key{}); err == nil {
			t.Error("wrapped no customer key")
		}
		if _, err := seal.WrapVersionKey(customer, id, place, seal.Key{}); err == nil {
			t.Error("wrapped no version key")
		}
		if _, err := seal.WrapVersionKey(seal.Key{}, id, place, version); err == nil {
			t.Error("wrapped under no key")
		}
	})
}

func TestKeyFileErrors(t *testing.T) {
	const secret = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U="
	const good = "strongroom-root-key:v1:a:" + secret + "\n"
	for _, c := range []struct {
		outcome, text string
		mode          fs.FileMode
		want          string
	}{
		{"good", good, 0o600, ""},
		{"read-only", good, 0o400, ""},
		{"comments and empty lines", "# made in 2026\n\n" + good + "\n  \n", 0o600, ""},
		{"group may read", good, 0o640, "mode 0640"},
		{"world may read", good, 0o604, "mode 0604"},
		{"empty", "", 0o600, "holds no key"},
		{"comments only", "# nothing\n", 0o600, "holds no key"},
		{"bare key", secret, 0o600, "line 1: does not begin with"},
		{"other version", "strongroom-root-key:v2:a:" + secret, 0o600, "line 1: does not begin with"},
		{"key in place of the id", "strongroom-root-key:v1:" + secret, 0o600, "line 1: id is not"},
		{"key and id exchanged", "strongroom-root-key:v1:" + secret + ":a", 0o600, "line 1: id is not"},
		{"no id", "strongroom-root-key:v1::" + secret, 0o600, "line 1: id is not"},
		{"short key", good + "strongroom-root-key:v1:b:" + secret[4:], 0o600, "line 2: key is not"},
		{"long key", "strongroom-root-key:v1:b:" + secret[:4] + secret, 0o600, "line 1: key is not"},
		{"not base64", "strongroom-root-key:v1:b:!" + secret[1:], 0o600, "line 1: key is not"},
		{"stray bits", "strongroom-root-key:v1:b:" + secret[:42] + "V=", 0o600, "line 1: key is not"},
		{"zero key", "strongroom-root-key:v1:b:" + strings.Repeat("A", 43) + "=", 0o600, "line 1: "},
		{"id twice", good + good, 0o600, "line 2: id used twice"},
		{"large", good + strings.Repeat("#\n", 40_000), 0o600, "larger than"},
	} {
		t.Run(c.outcome, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "root.key")
			if err := os.WriteFile(path, []byte(c.text), c.mode); err != nil {
				t.Fatal(err)
			}
			_, err := seal.OpenKeyFile(path)
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), secret[8:20]) {
				t.Fatalf("the key is in the error: %v", err)
			}
		})
	}
	if _, err := seal.OpenKeyFile(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	if _, err := seal.OpenKeyFile(t.TempDir()); err == nil {
		t.Error("opened a directory")
	}
}

func TestKeyFileCreation(t *testing.T) {
	path := filepath.Join(t.TempDir(), "root.key")
	if _, err := seal.CreateKeyFile(path); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.CreateKeyFile(path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("replaced: %v", err)
	}
	if _, err := seal.RotateKeyFile(path); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.HasSuffix(after, before) || bytes.Count(after, []byte("\n")) != 2 {
		t.Errorf("after rotation the file has %d bytes, before %d, %v", len(after), len(before), err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("left %v, %v", entries, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func FuzzKeyFile(f *testing.F) {
	f.Add("strongroom-root-key:v1:a:c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=\n")
	f.Add("# comment\r\n\nstrongroom-root-key:v1:a-b.c:AAAA\n")
	f.Add("strongroom-root-key:v1:::\x00")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "root.key")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		root, err := seal.OpenKeyFile(path)
		if err != nil {
			if len(err.Error()) > len(path)+200 {
				t.Fatalf("talkative: %v", err)
			}
			return
		}
		key := seal.NewKey()
		id, wrapped, err := root.Wrap(t.Context(), key, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := root.Unwrap(t.Context(), id, wrapped, nil); err != nil || !got.Equal(key) {
			t.Fatalf("%q does not unwrap: %v", id, err)
		}
	})
}
