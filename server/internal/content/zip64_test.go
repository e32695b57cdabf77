package content_test

import (
	"archive/zip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	"strongroom/server/internal/content"
	"strongroom/server/vault"
)

// zeros is a document of nothing but zeros, as long as one likes.
type zeros struct{ left int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), z.left)
	clear(p[:n])
	z.left -= n
	return int(n), nil
}

func (z *zeros) Seek(int64, int) (int64, error) { return 0, nil }
func (z *zeros) Limit(int64, int64)             {}
func (z *zeros) Close() error                   { return nil }

// scans is a vault of documents by their sizes.
type scans struct {
	*memory
	sizes map[typeid.ID]int64
}

func (s scans) OpenDocument(_ context.Context, id typeid.ID) (*vault.Content, error) {
	return &vault.Content{
		Title: "Scan", Version: &gen.Version{MediaType: "image/png", Size: s.sizes[id]},
		Body: &zeros{s.sizes[id]}, Access: context.Background(),
	}, nil
}

// end is an answer of which only the last bytes are kept, and read as if zeros
// were before.
type end struct {
	header http.Header
	size   int64
	kept   []byte
}

func (e *end) Header() http.Header { return e.header }
func (e *end) WriteHeader(int)     {}

func (e *end) Write(p []byte) (int, error) {
	e.size += int64(len(p))
	e.kept = append(e.kept, p...)
	e.kept = e.kept[max(0, len(e.kept)-1<<10):]
	return len(p), nil
}

func (e *end) ReadAt(p []byte, at int64) (int, error) {
	clear(p)
	skipped := e.size - int64(len(e.kept))
	copy(p[min(int64(len(p)), max(0, skipped-at)):], e.kept[max(0, at-skipped):])
	return len(p), nil
}

// TestZip64 takes away a document of more than 4 GiB, and one behind it.
func TestZip64(t *testing.T) {
	s := scans{newMemory(), map[typeid.ID]int64{}}
	sizes := []int64{4<<30 + 1, 5}
	for i, size := range sizes {
		s.put("Scan")
		s.sizes[s.bundle.Documents[i].ID] = size
	}
	handlers, err := content.New(content.Config{Vault: s, UploadsURL: "/", Log: discard})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.SetPathValue("id", typeid.New(typeid.Folder).String())
	w := &end{header: http.Header{}}
	handlers.FolderZip.ServeHTTP(w, r)
	archive, err := zip.NewReader(w, w.size)
	if err != nil || len(archive.File) != 2 {
		t.Fatalf("%d files of 2 in %d bytes, %v", len(archive.File), w.size, err)
	}
	for i, entry := range archive.File {
		if size := uint64(sizes[i]); entry.UncompressedSize64 != size || entry.CompressedSize64 != size {
			t.Errorf("%s has %d bytes, not %d", entry.Name, entry.UncompressedSize64, size)
		}
	}
}
