package content_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"entgo.io/ent/dialect"

	"strongroom/ent/typeid"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestConcatenation sends a document as a client does that sends several stretches of
// it side by side, through a real vault.
func TestConcatenation(t *testing.T) {
	w := vaulttest.New(t, dialect.SQLite)
	sam, pia := w.Staff("sam"), w.Partner("pia")
	_, root := sam.Customer("Acme")
	s := serveVault(t, w, sam, pia)
	where := metadata("folderId", string(root.ID))
	begin := func(length int, headers ...string) string {
		t.Helper()
		return s.create(t, length, append([]string{"User", "sam", "Upload-Metadata", where, "Upload-Concat", "partial"}, headers...)...)
	}
	head := func(path string) answer {
		t.Helper()
		found, body := s.tus(t, http.MethodHead, path, nil, "User", "sam")
		if found.StatusCode != http.StatusOK {
			t.Fatalf("HEAD answers %s %s", found.Status, body)
		}
		return found
	}
	join := func(paths []string, headers ...string) (answer, string) {
		t.Helper()
		urls := make([]string, len(paths))
		for i, path := range paths {
			urls[i] = s.URL + path
		}
		return s.tus(t, http.MethodPost, "/uploads", nil, append([]string{
			"User", "sam", "Upload-Concat", "final;" + strings.Join(urls, " "),
			"Upload-Metadata", where + "," + metadata("title", "Verträge", "mediaType", "application/pdf"),
		}, headers...)...)
	}

	data := vaulttest.Bytes(300_000)
	var paths []string
	stretches := [][]byte{data[:100], data[100:60_000], data[60_000:]}
	for _, stretch := range stretches {
		paths = append(paths, begin(len(stretch)))
	}
	answer, body := join(paths)
	checkProblem(t, answer, body, http.StatusBadRequest, vault.BadUserInput) // tusd: not finished

	var sending sync.WaitGroup
	for i, stretch := range stretches {
		sending.Go(func() {
			answer, body := s.patch(t, paths[i], 0, bytes.NewReader(stretch), "User", "sam")
			if answer.StatusCode != http.StatusNoContent || answer.Header.Get("Upload-Expires") == "" {
				t.Errorf("PATCH answers %s %v %s", answer.Status, answer.Header, body)
			}
		})
	}
	sending.Wait()
	for i, path := range paths {
		found := head(path)
		if found.Header.Get("Upload-Concat") != "partial" || found.Header.Get("Upload-Offset") != fmt.Sprint(len(stretches[i])) ||
			found.Header.Get("Strongroom-Document") != "" || found.Header.Get("Upload-Expires") == "" {
			t.Errorf("HEAD of a partial upload answers %v", found.Header)
		}
	}

	for name, test := range map[string]struct {
		path   []string
		header []string
		status int
		code   vault.Code
	}{
		"somebody else's":              {paths, []string{"User", "pia"}, 404, vault.NotFound},
		"what is no upload":            {[]string{"/uploads/x"}, nil, 404, vault.NotFound},
		"what is not there":            {[]string{"/uploads/" + string(typeid.New(typeid.Upload))}, nil, 404, vault.NotFound},
		"what is elsewhere":            {paths, []string{"Upload-Concat", "final;https://example.com/files/1"}, 404, vault.NotFound},
		"nothing":                      {nil, nil, 400, vault.BadUserInput},
		"an unknown word":              {paths, []string{"Upload-Concat", "begin"}, 400, vault.BadUserInput},
		"what comes in the same":       {paths, []string{"Content-Type", "application/offset+octet-stream"}, 403, vault.Forbidden},
		"into another classification":  {paths, []string{"Upload-Metadata", where + "," + metadata("title", "T", "mediaType", "a/b", "classification", "SECRET")}, 400, vault.BadUserInput},
		"into a document without name": {paths, []string{"Upload-Metadata", where + "," + metadata("mediaType", "a/b")}, 400, vault.BadUserInput},
		"what is another's hash":       {paths, []string{"Upload-Metadata", where + "," + metadata("title", "T", "mediaType", "a/b", "sha256", strings.Repeat("ab", 32))}, 400, vault.BadUserInput},
	} {
		answer, body := join(test.path, test.header...)
		t.Run(name, func(t *testing.T) { checkProblem(t, answer, body, test.status, test.code) })
	}

	answer, body = join(paths)
	if answer.StatusCode != http.StatusCreated || answer.Header.Get("Upload-Expires") != "" {
		t.Fatalf("POST answers %s %v %s", answer.Status, answer.Header, body)
	}
	final, err := url.Parse(answer.Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	document := answer.Header.Get("Strongroom-Document")
	answer, body, err = s.do(t, http.MethodGet, "/documents/"+document+"/content", nil, "User", "sam")
	if err != nil || body != string(data) || answer.Header.Get("Content-Type") != "application/pdf" {
		t.Fatalf("GET answers %s, %d bytes, %v", answer.Status, len(body), err)
	}
	found := head(final.Path)
	if want := "final;" + s.URL + strings.Join(paths, " "+s.URL); found.Header.Get("Upload-Concat") != want ||
		found.Header.Get("Upload-Offset") != fmt.Sprint(len(data)) || found.Header.Get("Strongroom-Document") != document {
		t.Errorf("HEAD of the final upload answers %v, want %s", found.Header, want)
	}
	answer, body = s.patch(t, final.Path, len(data), strings.NewReader("x"), "User", "sam")
	checkProblem(t, answer, body, http.StatusForbidden, vault.Forbidden)
	for _, path := range paths {
		answer, _ := s.tus(t, http.MethodHead, path, nil, "User", "sam")
		if answer.StatusCode != http.StatusNotFound {
			t.Errorf("HEAD of what was joined answers %s", answer.Status)
		}
	}

	// A partial upload can be given up, and may be of nothing.
	given, empty := begin(3), begin(0)
	if answer, _ := s.patch(t, given, 0, strings.NewReader("abc"), "User", "sam"); answer.StatusCode != http.StatusNoContent {
		t.Fatalf("PATCH answers %s", answer.Status)
	}
	if answer, _ := s.tus(t, http.MethodDelete, given, nil, "User", "sam"); answer.StatusCode != http.StatusNoContent {
		t.Fatalf("DELETE answers %s", answer.Status)
	}
	answer, body = join([]string{given})
	checkProblem(t, answer, body, http.StatusNotFound, vault.NotFound)
	answer, body = join([]string{empty, empty})
	if answer.StatusCode != http.StatusCreated {
		t.Fatalf("POST answers %s %s", answer.Status, body)
	}
	answer, body, err = s.do(t, http.MethodGet, "/documents/"+answer.Header.Get("Strongroom-Document")+"/content", nil, "User", "sam")
	if err != nil || body != "" || answer.StatusCode != http.StatusOK {
		t.Errorf("GET answers %s, %q, %v", answer.Status, body, err)
	}
	left := 0
	for object, err := range w.Store.List(t.Context(), "") {
		if err != nil {
			t.Fatal(err, object)
		}
		left++
	}
	if left != 2 {
		t.Errorf("%d objects are left, not the two documents'", left)
	}
}
