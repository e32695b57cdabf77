package content_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"strongroom/ent/classification"
	"strongroom/ent/gen/event"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/content"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

var _ content.Vault = (*vault.Vault)(nil)

// serveVault serves a world; the header User says which of the people acts.
func serveVault(t *testing.T, w *vaulttest.World, people ...vaulttest.Person) *site {
	t.Helper()
	handlers, err := content.New(content.Config{Vault: w, UploadsURL: "/uploads", MaxUpload: 1 << 30, Log: discard})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/uploads", handlers.Uploads)
	mux.Handle("/uploads/{id}", handlers.Upload)
	mux.Handle("/documents/{id}/content", handlers.Document)
	mux.Handle("/documents/zip", handlers.DocumentsZip)
	mux.Handle("/folders/{id}/zip", handlers.FolderZip)
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		for _, person := range people {
			if person.Subject == r.Header.Get("User") {
				who, _ := viewer.FromContext(person.Ctx())
				ctx = viewer.NewContext(ctx, who)
			}
		}
		mux.ServeHTTP(out, r.WithContext(ctx))
	}))
	t.Cleanup(server.Close)
	return &site{Server: server}
}

// TestStory sends a document of several sealed parts through a real vault: up
// in pieces, down whole and in ranges, to a partner for as long as the grant says.
func TestStory(t *testing.T) {
	w := vaulttest.New(t, dialect.SQLite)
	sam, pia := w.Staff("sam"), w.Partner("pia")
	_, root := sam.Customer("Acme")
	s := serveVault(t, w, sam, pia)
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

// TestZipStory takes a folder away, and a selection: each document decided and
// logged by itself, and all of it cut when access to one ends in the middle.
func TestZipStory(t *testing.T) {
	w := vaulttest.New(t, dialect.SQLite)
	sam, pia := w.Staff("sam"), w.Partner("pia")
	_, root := sam.Customer("Acme")
	s := serveVault(t, w, sam, pia)
	folder := sam.Folder(root.ID, "Verträge 2026")
	inner := sam.Folder(folder.ID, "alt")
	large, small := vaulttest.Bytes(40<<20), []byte("small")
	first := sam.Document(folder.ID, "A", classification.Internal, large)
	second := sam.Document(inner.ID, "B", classification.Internal, small)
	secret := sam.Document(inner.ID, "C", classification.Secret, small)
	zipped := "/folders/" + folder.ID.String() + "/zip"

	answer, body, err := s.do(t, http.MethodGet, zipped, nil, "User", "sam")
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s, %v", answer.Status, err)
	}
	if got, want := unzip(t, body), map[string]string{"A": string(large), "alt/B": "small", "alt/C": "small"}; !maps.Equal(got, want) {
		t.Errorf("the files are %q", slices.Collect(maps.Keys(got)))
	}
	for _, id := range []typeid.ID{first, second, secret} {
		if n := downloads(t, w, id); n != 1 {
			t.Errorf("%d downloads of %s are in the log", n, id)
		}
	}
	if answer, _, _ := s.do(t, http.MethodHead, zipped, nil, "User", "sam"); answer.StatusCode != http.StatusOK || downloads(t, w, first) != 1 {
		t.Errorf("HEAD answers %s, and is a download", answer.Status)
	}

	named := url.Values{"id": {string(second), string(first)}}.Encode()
	for method, form := range map[string]io.Reader{http.MethodGet: nil, http.MethodPost: strings.NewReader(named)} {
		path := "/documents/zip"
		if form == nil {
			path += "?" + named
		}
		answer, body, err := s.do(t, method, path, form, "User", "sam", "Content-Type", "application/x-www-form-urlencoded")
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s answers %s %s, %v", method, answer.Status, body, err)
		}
		if got, want := unzip(t, body), map[string]string{"A": string(large), "B": "small"}; !maps.Equal(got, want) {
			t.Errorf("the files are %q", slices.Collect(maps.Keys(got)))
		}
		if got := answer.Header.Get("Content-Disposition"); got != "attachment; filename=documents.zip" {
			t.Errorf("the file is %s", got)
		}
	}

	if answer, _, _ := s.do(t, http.MethodGet, zipped, nil, "User", "pia"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("a stranger is answered %s", answer.Status)
	}
	given := sam.MustGrant(pia, "", func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, &folder.ID })
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+zipped, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("User", "pia")
	response, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.ReadFull(response.Body, make([]byte, 1<<20)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.RevokeGrant(sam.Ctx(), vault.RevokeGrant{GrantID: given.ID}); err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, response.Body); err == nil {
		t.Errorf("the answer went on for %d bytes, to its end", n)
	}
	if n := downloads(t, w, second); n != 3 {
		t.Errorf("the document behind the cut is %d times in the log", n)
	}

	sam.MustGrant(pia, "", func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, &folder.ID })
	_, body, err = s.do(t, http.MethodGet, zipped, nil, "User", "pia")
	if err != nil {
		t.Fatal(err)
	}
	if got := unzip(t, body); len(got) != 2 || got["alt/B"] != "small" {
		t.Errorf("the partner gets %q", slices.Collect(maps.Keys(got)))
	}
}

// downloads counts a document's downloads in the log.
func downloads(t *testing.T, w *vaulttest.World, id typeid.ID) int {
	t.Helper()
	n, err := w.Reader().Event.Query().
		Where(event.ObjectID(id), event.Action("document:download")).
		Count(viewer.As(t.Context(), viewer.Registrar, w.Clock.Now()))
	if err != nil {
		t.Fatal(err)
	}
	return n
}
