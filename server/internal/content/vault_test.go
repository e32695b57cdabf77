package content_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/content"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

var _ content.Vault = (*vault.Vault)(nil)

// TestStory sends a document of several sealed parts through a real vault: up
// in pieces, down whole and in ranges, to a partner for as long as the grant says.
func TestStory(t *testing.T) {
	w := vaulttest.New(t, dialect.SQLite)
	sam, pia := w.Staff("sam"), w.Partner("pia")
	_, root := sam.Customer("Acme")
	handlers, err := content.New(content.Config{Vault: w, UploadsURL: "/uploads", MaxUpload: 1 << 30, Log: discard})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/uploads", handlers.Uploads)
	mux.Handle("/uploads/{id}", handlers.Upload)
	mux.Handle("/documents/{id}/content", handlers.Document)
	people := map[string]vaulttest.Person{"sam": sam, "pia": pia}
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		if person, ok := people[r.Header.Get("User")]; ok {
			who, _ := viewer.FromContext(person.Ctx())
			ctx = viewer.NewContext(ctx, who)
		}
		mux.ServeHTTP(out, r.WithContext(ctx))
	}))
	t.Cleanup(server.Close)
	s := &site{Server: server}
	as := func(who string, more ...string) []string { return append([]string{"User", who}, more...) }

	data := vaulttest.Bytes(17<<20 + 5)
	answer, body := s.tus(t, http.MethodPost, "/uploads", nil, as("sam", "Upload-Length", fmt.Sprint(len(data)),
		"Upload-Metadata", metadata("folderId", string(root.ID), "title", "Verträge", "filetype", "application/pdf"))...)
	if answer.StatusCode != http.StatusCreated {
		t.Fatalf("POST answers %s %s", answer.Status, body)
	}
	location, err := url.Parse(answer.Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	id := answer.Header.Get("Strongroom-Document")
	document := "/documents/" + id + "/content"

	offset := 0
	for _, chunk := range []io.Reader{
		bytes.NewReader(data[:1000]), bytes.NewReader(data[1000 : 1<<20]), chunked{bytes.NewReader(data[1<<20:])},
	} {
		if answer, _, _ := s.do(t, http.MethodGet, document, nil, as("sam")...); answer.StatusCode != http.StatusNotFound {
			t.Fatalf("the unfinished document answers %s", answer.Status)
		}
		answer, body := s.patch(t, location.Path, offset, chunk, as("sam")...)
		if answer.StatusCode != http.StatusNoContent {
			t.Fatalf("PATCH at %d answers %s %s", offset, answer.Status, body)
		}
		if _, err := fmt.Sscan(answer.Header.Get("Upload-Offset"), &offset); err != nil {
			t.Fatal(err)
		}
	}
	if offset != len(data) {
		t.Fatalf("the offset is %d at the end", offset)
	}

	get := func(who string, status int, headers ...string) string {
		t.Helper()
		answer, body, err := s.do(t, http.MethodGet, document, nil, as(who, headers...)...)
		if err != nil || answer.StatusCode != status {
			t.Fatalf("GET by %s answers %v, %v, want %d", who, answer, err, status)
		}
		return body
	}
	if get("sam", http.StatusOK) != string(data) {
		t.Error("other bytes came back")
	}
	get("pia", http.StatusNotFound)
	sam.MustGrant(pia, typeid.ID(id))
	if get("pia", http.StatusOK) != string(data) {
		t.Error("other bytes came to the partner")
	}
	for _, edge := range []int{0, 65536, 16 << 20, len(data) - 10} {
		want := string(data[max(edge-5, 0) : edge+10])
		if got := get("pia", http.StatusPartialContent, "Range", fmt.Sprintf("bytes=%d-%d", max(edge-5, 0), edge+9)); got != want {
			t.Errorf("other bytes came about %d", edge)
		}
	}
	two := get("pia", http.StatusPartialContent, "Range", "bytes=0-9,17825700-17825709")
	if !strings.Contains(two, string(data[:10])) || !strings.Contains(two, string(data[17825700:17825710])) {
		t.Error("other bytes came in two ranges")
	}
	w.Clock.Move(time.Hour)
	get("pia", http.StatusNotFound)
	get("", http.StatusUnauthorized)

	spoil(t, w.Store, 1<<20)
	if _, got, err := s.do(t, http.MethodGet, document, nil, as("sam")...); err == nil || !strings.HasPrefix(string(data), got) {
		t.Errorf("of a spoilt object %d bytes came: %v", len(got), err)
	}
	get("sam", http.StatusPartialContent, "Range", "bytes=0-9")
	spoil(t, w.Store, 100)
	get("sam", http.StatusInternalServerError)
}

// spoil flips a bit of the only object in the store.
func spoil(t *testing.T, store blob.Store, at int) {
	t.Helper()
	for object, err := range store.List(t.Context(), "versions/") {
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := store.Open(t.Context(), object.Name, 0, object.Size)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(sealed)
		if err != nil {
			t.Fatal(err)
		}
		b[at] ^= 1
		if err := store.Remove(t.Context(), object.Name); err != nil {
			t.Fatal(err)
		}
		if err := store.Put(t.Context(), object.Name, object.Size, bytes.NewReader(b)); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatal("the store is empty")
}
