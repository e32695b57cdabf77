package seal_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"strongroom/server/internal/seal"
)

// The corpus in testdata/v1 is frozen: what was sealed once must open for ever. A new
// format gets a folder of its own, written once by
//
//	go test ./server/internal/seal -run TestFrozenCorpus -freeze testdata/vN
//
// which refuses to replace a file.
var freeze = flag.String("freeze", "", "write a new corpus into this folder, which must not exist")

const corpusDir = "testdata/v1"

// corpus is corpus.json: everything but content, keys in clear. The plaintext of a
// version or a tail is pattern(size).
type corpus struct {
	KeyFileID   string
	CustomerID  seal.CustomerKeyID
	CustomerKey hexBytes
	Wrapped     hexBytes // the customer key under the root key of root.key
	Versions    []frozenVersion
	Tail        frozenTail
	Value       frozenValue
}

type frozenVersion struct {
	File    string
	Binding seal.Binding
	Layout  seal.Layout
	Key     hexBytes
	Wrapped hexBytes // under the customer key
}

type frozenTail struct {
	File    string
	Binding seal.Binding
	Tail    seal.Tail
	Key     hexBytes
}

type frozenValue struct {
	Key               hexBytes
	Label, AAD, Plain string
	Sealed            hexBytes
}

type hexBytes []byte

func (h hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// frozenSizes are the versions that the corpus must hold.
var frozenSizes = map[string]seal.Layout{
	"empty":           {Size: 0, PartSize: seal.PartSize},
	"one-byte":        {Size: 1, PartSize: seal.PartSize},
	"package-minus-1": {Size: seal.PackageSize - 1, PartSize: seal.PartSize},
	"package":         {Size: seal.PackageSize, PartSize: seal.PartSize},
	"package-plus-1":  {Size: seal.PackageSize + 1, PartSize: seal.PartSize},
	"two-whole-parts": {Size: 2 * seal.PackageSize, PartSize: seal.PackageSize},
	"three-parts":     {Size: 5*seal.PackageSize + 77, PartSize: 2 * seal.PackageSize},
}

func TestFrozenCorpus(t *testing.T) {
	if *freeze != "" {
		writeCorpus(t, *freeze)
	}
	var c corpus
	text, err := os.ReadFile(filepath.Join(corpusDir, "corpus.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	customer, err := seal.KeyFromBytes(c.CustomerKey)
	if err != nil {
		t.Fatal(err)
	}

	// A checkout does not keep modes, hence the copy.
	rootKey, err := os.ReadFile(filepath.Join(corpusDir, "root.key"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "root.key")
	if err := os.WriteFile(path, rootKey, 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := seal.OpenKeyFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := seal.UnwrapCustomerKey(t.Context(), root, c.KeyFileID, c.CustomerID, c.Wrapped); err != nil || !got.Equal(customer) {
		t.Errorf("customer key: %v", err)
	}

	seen := map[string]bool{}
	for _, v := range c.Versions {
		seen[v.File] = true
		if v.Layout != frozenSizes[v.File] {
			t.Errorf("%s has layout %+v", v.File, v.Layout)
		}
		key, err := seal.UnwrapVersionKey(customer, c.CustomerID, v.Binding, v.Wrapped)
		if err != nil || !bytes.Equal(key.Bytes(), v.Key) {
			t.Errorf("%s: version key: %v", v.File, err)
			continue
		}
		content, err := os.ReadFile(filepath.Join(corpusDir, v.File))
		if err != nil {
			t.Error(err)
			continue
		}
		got, err := open(t, key, v.Binding, v.Layout, content)
		if err != nil || !bytes.Equal(got, pattern(v.Layout.Size)) {
			t.Errorf("%s: opened %d bytes, %v", v.File, len(got), err)
		}
	}
	for name := range frozenSizes {
		if !seen[name] {
			t.Errorf("%s is gone", name)
		}
	}

	content, err := os.ReadFile(filepath.Join(corpusDir, c.Tail.File))
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.KeyFromBytes(c.Tail.Key)
	if err != nil {
		t.Fatal(err)
	}
	r, err := seal.OpenTail(key, c.Tail.Binding, c.Tail.Tail, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, pattern(c.Tail.Tail.Size)) {
		t.Errorf("tail: opened %d bytes, %v", len(got), err)
	}

	if key, err = seal.KeyFromBytes(c.Value.Key); err != nil {
		t.Fatal(err)
	}
	if got, err := seal.OpenValue(key, c.Value.Label, []byte(c.Value.AAD), c.Value.Sealed); err != nil || string(got) != c.Value.Plain {
		t.Errorf("value: opened %q, %v", got, err)
	}
}

func writeCorpus(t *testing.T, dir string) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(dir, 0o755))
	root, err := seal.CreateKeyFile(filepath.Join(dir, "root.key"))
	must(err)
	customer := seal.NewKey()
	c := corpus{
		CustomerID:  seal.CustomerKeyID{Customer: "cus_frozen", Classification: "SECRET", Number: 3},
		CustomerKey: customer.Bytes(),
	}
	c.KeyFileID, c.Wrapped, err = seal.WrapCustomerKey(t.Context(), root, c.CustomerID, customer)
	must(err)
	for name, layout := range frozenSizes {
		key := seal.NewKey()
		v := frozenVersion{
			File:    name,
			Binding: seal.Binding{Customer: "cus_frozen", Document: "doc_frozen", Version: "ver_" + name},
			Layout:  layout,
			Key:     key.Bytes(),
		}
		v.Wrapped, err = seal.WrapVersionKey(customer, c.CustomerID, v.Binding, key)
		must(err)
		must(os.WriteFile(filepath.Join(dir, name), sealed(t, key, v.Binding, layout.PartSize, pattern(layout.Size)), 0o644))
		c.Versions = append(c.Versions, v)
	}
	key := seal.NewKey()
	c.Tail = frozenTail{File: "tail", Binding: place, Tail: seal.Tail{Part: 2, From: 5, Size: 70_000}, Key: key.Bytes()}
	r, err := seal.SealTail(key, place, c.Tail.Tail, bytes.NewReader(pattern(c.Tail.Tail.Size)))
	must(err)
	content, err := io.ReadAll(r)
	must(err)
	must(os.WriteFile(filepath.Join(dir, "tail"), content, 0o644))
	c.Value = frozenValue{Key: key.Bytes(), Label: "contact", AAD: "cus_frozen", Plain: "somebody@example.org"}
	c.Value.Sealed, err = seal.SealValue(key, c.Value.Label, []byte(c.Value.AAD), []byte(c.Value.Plain))
	must(err)
	text, err := json.MarshalIndent(c, "", "\t")
	must(err)
	must(os.WriteFile(filepath.Join(dir, "corpus.json"), append(text, '\n'), 0o644))
}
