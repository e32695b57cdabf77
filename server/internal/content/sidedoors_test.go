package content_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"strongroom/ent/classification"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/server/internal/content"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestAbsentAndHiddenAreTheSame asks, as a stranger, for a document, a version
// and an upload that are there and for some that are not, in every way that bytes
// are asked for: headers (offsets, ETags, lengths), bodies and the number of SQL
// statements are the same.
func TestAbsentAndHiddenAreTheSame(t *testing.T) {
	w := vaulttest.New(t, dialect.Postgres)
	sam, pia := w.Staff("sam"), w.Partner("pia")
	_, root := sam.Customer("Acme")
	document := sam.Document(root.ID, "Secret plan", classification.Public, []byte("bytes"))
	ver, err := w.Reader().Version.Query().Where(version.DocumentID(document)).Only(sam.Ctx())
	if err != nil {
		t.Fatal(err)
	}
	title := "Secret draft"
	up, err := w.CreateUpload(sam.Ctx(), vault.CreateUpload{FolderID: &root.ID, Title: &title, MediaType: "a/b", Size: 10})
	if err != nil {
		t.Fatal(err)
	}
	counted := w.Count()
	handlers, err := content.New(content.Config{Vault: w, UploadsURL: "/uploads", MaxUpload: 1 << 30, Log: discard})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/uploads", handlers.Uploads)
	mux.Handle("/uploads/{id}", handlers.Upload)
	mux.Handle("/documents/{id}/content", handlers.Document)
	mux.Handle("/versions/{id}/content", handlers.Version)

	ask := func(method, path, body string, headers ...string) (answer string, statements int64) {
		ctx := pia.Ctx()
		request := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(body))
		request.Header.Set("Tus-Resumable", "1.0.0")
		for i := 0; i < len(headers); i += 2 {
			request.Header.Set(headers[i], headers[i+1])
		}
		recorder, before := httptest.NewRecorder(), counted.N()
		mux.ServeHTTP(recorder, request)
		return fmt.Sprintln(recorder.Code, recorder.Header(), recorder.Body), counted.N() - before
	}
	bytesOf := func(prefix string) func(id typeid.ID) string {
		return func(id typeid.ID) string { return prefix + id.String() + "/content" }
	}
	upload := func(id typeid.ID) string { return "/uploads/" + id.String() }
	for _, tc := range []struct {
		method  string
		path    func(typeid.ID) string
		hidden  typeid.ID
		body    string
		headers []string
	}{
		{method: "GET", path: bytesOf("/documents/"), hidden: document},
		{method: "HEAD", path: bytesOf("/documents/"), hidden: document},
		{method: "GET", path: bytesOf("/documents/"), hidden: document, headers: []string{"Range", "bytes=0-0"}},
		{method: "GET", path: bytesOf("/documents/"), hidden: document, headers: []string{"If-None-Match", "*"}},
		{method: "GET", path: bytesOf("/versions/"), hidden: ver.ID},
		{method: "HEAD", path: bytesOf("/versions/"), hidden: ver.ID},
		{method: "HEAD", path: upload, hidden: up.ID},
		{method: "PATCH", path: upload, hidden: up.ID, body: "bytes", headers: []string{"Upload-Offset", "0", "Content-Type", "application/offset+octet-stream"}},
		{method: "PATCH", path: upload, hidden: up.ID, body: "bytes", headers: []string{"Upload-Offset", "7", "Content-Type", "application/offset+octet-stream"}},
		{method: "DELETE", path: upload, hidden: up.ID},
	} {
		t.Run(tc.method+" "+string(tc.hidden.Kind()), func(t *testing.T) {
			hidden, n := ask(tc.method, tc.path(tc.hidden), tc.body, tc.headers...)
			absent, want := ask(tc.method, tc.path(typeid.New(tc.hidden.Kind())), tc.body, tc.headers...)
			if hidden != absent || n != want {
				t.Errorf("hidden: %d statements, %s\nabsent: %d statements, %s", n, hidden, want, absent)
			}
			if !strings.Contains(hidden, "404") || strings.Contains(hidden, "ecret") {
				t.Errorf("got %s", hidden)
			}
		})
	}
	t.Run("POST", func(t *testing.T) {
		create := func(folder typeid.ID) (string, int64) {
			return ask("POST", "/uploads", "", "Upload-Length", "5", "Upload-Metadata", metadata("folderId", folder.String(), "title", "t", "mediaType", "a/b"))
		}
		hidden, n := create(root.ID)
		absent, want := create(typeid.New(typeid.Folder))
		if hidden != absent || n != want || !strings.Contains(hidden, "404") {
			t.Errorf("hidden: %d statements, %s\nabsent: %d statements, %s", n, hidden, want, absent)
		}
	})
}
