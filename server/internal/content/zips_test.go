package content_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

var aFolder = "/folders/" + typeid.New(typeid.Folder).String() + "/zip"

// unzip reads an archive whole.
func unzip(t testing.TB, body string) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range archive.File {
		file, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(file)
		if err != nil {
			t.Fatalf("%s: %v", entry.Name, err)
		}
		if _, twice := files[entry.Name]; twice {
			t.Errorf("%s is there twice", entry.Name)
		}
		files[entry.Name] = string(data)
	}
	return files
}

func TestZipNames(t *testing.T) {
	s := serve(t, newMemory(), nil)
	for _, title := range []string{
		"Offer", "offer.PDF", "Offer", "Offer (2).pdf", "Vertra\u0308ge", "Verträge", "Straße", "STRASSE", "../../etc/passwd",
		`..\..\evil`, "/abs", "CON", "nul.txt", "a\x00b\r\n", "...", "", "Notes", "\u202etxt.exe", strings.Repeat("ü", 255),
	} {
		s.memory.put(title)
	}
	s.memory.put("inside", "Notes.pdf")
	s.memory.put("inside", "notes.PDF", "..")
	s.memory.bundle.Name = "Acme/../Söhne"
	answer, body, err := s.do(t, http.MethodGet, aFolder, nil)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s %s, %v", answer.Status, body, err)
	}
	for name, want := range map[string]string{
		"Cache-Control":           "private, no-store",
		"Content-Disposition":     `attachment; filename=Acme_.._S_hne.zip; filename*=utf-8''Acme_.._S%C3%B6hne.zip`,
		"Content-Security-Policy": "sandbox; default-src 'none'",
		"Content-Type":            "application/zip",
		"X-Content-Type-Options":  "nosniff",
	} {
		if got := answer.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	files := unzip(t, body)
	for _, name := range []string{
		"Offer.pdf", "offer (2).PDF", "Offer (3).pdf", "Offer (2) (2).pdf", "Vertra\u0308ge.pdf", "Verträge (2).pdf",
		"Straße.pdf", "STRASSE (2).pdf", "_.._etc_passwd.pdf", "_.._evil.pdf", "_abs.pdf", "_CON.pdf", "_nul.txt.pdf",
		"ab.pdf", "document.pdf", "document (2).pdf", "Notes.pdf", "txt.exe.pdf", strings.Repeat("ü", 117) + ".pdf",
		"Notes (2).pdf/inside.pdf", "notes (3).PDF/document/inside.pdf",
	} {
		if data, ok := files[name]; !ok || data != "0123456789" {
			t.Errorf("%q is not there, or not itself", name)
		}
		delete(files, name)
	}
	if len(files) > 0 {
		t.Errorf("these are there as well: %q", files)
	}
}

// TestZipNamesAreSafe holds for any titles and names of folders.
func TestZipNamesAreSafe(t *testing.T) {
	s := serve(t, newMemory(), nil)
	rapid.Check(t, func(t *rapid.T) {
		s.memory.bundle, s.memory.titles = vault.Bundle{}, map[typeid.ID]string{}
		name := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			"a", "A", "a (2)", "a.pdf", "A.PDF", "..", ".", "", "a/b", `a\b`, "\xff", "nul", "ä", "a\u0308", "a\x00", "a ", "a.",
		}))
		n := rapid.IntRange(0, 30).Draw(t, "documents")
		for range n {
			s.memory.put(name.Draw(t, "title"), rapid.SliceOfN(name, 0, 3).Draw(t, "folders")...)
		}
		r := httptest.NewRequest(http.MethodGet, aFolder, nil)
		w := httptest.NewRecorder()
		s.Config.Handler.ServeHTTP(w, r)
		archive, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
		if err != nil || len(archive.File) != n {
			t.Fatalf("%d of %d files, %v", len(archive.File), n, err)
		}
		paths := map[string]bool{}
		for _, entry := range archive.File {
			lower := strings.ToLower(entry.Name)
			bad := !fs.ValidPath(entry.Name) || paths[lower] || paths[lower+"/"] || !utf8.ValidString(entry.Name) ||
				strings.ContainsFunc(entry.Name, func(r rune) bool {
					return strings.ContainsRune(`\:*?"<>|`, r) || unicode.In(r, unicode.Cc, unicode.Bidi_Control)
				})
			paths[lower] = true
			for above := path.Dir(lower); above != "."; above = path.Dir(above) {
				bad = bad || paths[above]
				paths[above+"/"] = true
			}
			if bad {
				t.Fatalf("%q is no name beside the others", entry.Name)
			}
		}
	})
}

func TestZipOfNothing(t *testing.T) {
	s := serve(t, newMemory(), nil)
	_, body, err := s.do(t, http.MethodGet, aFolder, nil)
	if err != nil || len(unzip(t, body)) > 0 {
		t.Errorf("%q, %v", body, err)
	}
}

// TestZipOfMany names as many documents as come at once, which no address bears,
// and asks beforehand whether it would be answered.
func TestZipOfMany(t *testing.T) {
	s := serve(t, newMemory(), nil)
	s.memory.put("Offer")
	form := url.Values{}
	for range vault.MaxBundle {
		form.Add("id", string(typeid.New(typeid.Document)))
	}
	ask := func(headers ...string) (answer, string) {
		t.Helper()
		headers = append(headers, "Content-Type", "application/x-www-form-urlencoded")
		answer, body, err := s.do(t, http.MethodPost, "/documents/zip", strings.NewReader(form.Encode()), headers...)
		if err != nil {
			t.Fatal(err)
		}
		return answer, body
	}
	if answer, body := ask(); answer.StatusCode != http.StatusOK || len(unzip(t, body)) != 1 {
		t.Errorf("%s, %q", answer.Status, body)
	}
	s.memory.openErr = errBroken // to show that it opens nothing
	if answer, body := ask("Prefer", "return=minimal"); answer.StatusCode != http.StatusNoContent || body != "" ||
		answer.Header.Get("Preference-Applied") != "return=minimal" {
		t.Errorf("%s, %q", answer.Status, body)
	}
	s.memory.bundleErr = &vault.Error{Code: vault.NotFound, Message: "told"}
	answer, body := ask("Prefer", "return=minimal")
	checkProblem(t, answer, body, http.StatusNotFound, vault.NotFound)
}

// TestZipRefused breaks each answer before its first byte.
func TestZipRefused(t *testing.T) {
	for code, status := range refusals {
		for where, breakIt := range map[string]func(*memory, error){
			"when it is listed":                 func(m *memory, err error) { m.bundleErr = err },
			"when its first document is opened": func(m *memory, err error) { m.openErr = err },
			"at the first byte":                 func(m *memory, err error) { m.readErr, m.failAt = err, 0 },
		} {
			t.Run(string(code)+" "+where, func(t *testing.T) {
				s := serve(t, newMemory(), nil)
				s.memory.put("Offer")
				breakIt(s.memory, &vault.Error{Code: code, Message: "told", Cause: errBroken})
				answer, body, err := s.do(t, http.MethodGet, aFolder, nil)
				if err != nil {
					t.Fatal(err)
				}
				checkProblem(t, answer, body, status, code)
			})
		}
	}
	for name, test := range map[string]struct {
		method, path, body string
		headers            []string
		status             int
		code               vault.Code
	}{
		"no folder":              {"GET", "/folders/1/zip", "", nil, 404, vault.NotFound},
		"wrong kind of ID":       {"GET", "/folders/" + string(typeid.New(typeid.Document)) + "/zip", "", nil, 404, vault.NotFound},
		"wrong method":           {"POST", aFolder, "", nil, 405, vault.BadUserInput},
		"wrong method, by name":  {"PUT", "/documents/zip", "", nil, 405, vault.BadUserInput},
		"a link on another site": {"GET", aFolder, "", []string{"Sec-Fetch-Site", "cross-site"}, 403, vault.Forbidden},
		"a form on another site": {"POST", "/documents/zip", "", []string{"Sec-Fetch-Site", "cross-site"}, 403, vault.Forbidden},
		"a form without end": {"POST", "/documents/zip", strings.Repeat("id=x&", 200_000),
			[]string{"Content-Type", "application/x-www-form-urlencoded"}, 400, vault.BadUserInput},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, newMemory(), nil)
			answer, body, err := s.do(t, test.method, test.path, strings.NewReader(test.body), test.headers...)
			if err != nil {
				t.Fatal(err)
			}
			checkProblem(t, answer, body, test.status, test.code)
		})
	}
}

// TestZipBrokenOff breaks answers behind their first byte: what the client got
// must not read as a whole file.
func TestZipBrokenOff(t *testing.T) {
	for protocol, start := range protocols {
		for _, at := range []int{1, 65536, 200_000, 299_999} {
			for _, why := range []string{"fails", "ends"} {
				t.Run(fmt.Sprintf("%s/%s at %d", protocol, why, at), func(t *testing.T) {
					s := serve(t, newMemory(), start)
					s.memory.data = make([]byte, 300_000)
					s.memory.put("first")
					s.memory.put("second")
					if why == "fails" {
						s.memory.readErr, s.memory.failAt = &vault.Error{Code: vault.Internal, Cause: errBroken}, at
					} else {
						s.memory.endAt = at
					}
					answer, got, err := s.do(t, http.MethodGet, aFolder, nil)
					refused := err == nil && answer.StatusCode == http.StatusInternalServerError
					if err == nil && !refused {
						t.Fatalf("%d bytes arrived with %s and no error", len(got), answer.Status)
					}
					if !refused && !strings.Contains(s.log.String(), "download broken off") {
						t.Errorf("the log says %q", s.log)
					}
				})
			}
		}
	}
}
