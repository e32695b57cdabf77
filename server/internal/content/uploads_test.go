package content_test

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"strongroom/ent/classification"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

// chunked hides the length of a body.
type chunked struct{ io.Reader }

func metadata(pairs ...string) string {
	var fields []string
	for i := 0; i < len(pairs); i += 2 {
		fields = append(fields, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
	}
	return strings.Join(fields, ",")
}

// tus is do with the header of the protocol.
func (s *site) tus(t testing.TB, method, path string, body io.Reader, headers ...string) (answer, string) {
	t.Helper()
	answer, got, err := s.do(t, method, path, body, append([]string{"Tus-Resumable", "1.0.0"}, headers...)...)
	if err != nil {
		t.Fatal(err)
	}
	return answer, got
}

// create makes an upload by POST and returns its path.
func (s *site) create(t testing.TB, size int, headers ...string) string {
	t.Helper()
	answer, body := s.tus(t, http.MethodPost, "/uploads", nil, append([]string{"Upload-Length", strconv.Itoa(size)}, headers...)...)
	location, err := url.Parse(answer.Header.Get("Location"))
	if answer.StatusCode != http.StatusCreated || err != nil {
		t.Fatalf("create: %s %s %v", answer.Status, body, err)
	}
	return location.Path
}

func (s *site) patch(t testing.TB, path string, offset int, body io.Reader, headers ...string) (answer, string) {
	t.Helper()
	return s.tus(t, http.MethodPatch, path, body, append([]string{
		"Content-Type", "application/offset+octet-stream", "Upload-Offset", strconv.Itoa(offset)}, headers...)...)
}

func (s *site) offset(t testing.TB, path string, want int) {
	t.Helper()
	answer, _ := s.tus(t, http.MethodHead, path, nil)
	if got := answer.Header.Get("Upload-Offset"); answer.StatusCode != http.StatusOK || got != strconv.Itoa(want) {
		t.Errorf("HEAD answers %s, offset %s, want %d", answer.Status, got, want)
	}
}

func (s *site) upload(path string) receiving {
	s.memory.mu.Lock()
	defer s.memory.mu.Unlock()
	return *s.memory.uploads[typeid.ID(strings.TrimPrefix(path, "/uploads/"))]
}

func (s *site) received(t testing.TB, path, want string, finished bool) {
	t.Helper()
	if up := s.upload(path); string(up.data) != want || up.Finished != finished {
		t.Errorf("received %q, finished %t; want %q, %t", up.data, up.Finished, want, finished)
	}
}

func TestUploadInTwoChunks(t *testing.T) {
	for protocol, start := range protocols {
		t.Run(protocol, func(t *testing.T) {
			s := serve(t, newMemory(), start)
			path := s.create(t, 10)
			if !strings.HasPrefix(path, "/uploads/upl_") {
				t.Fatalf("Location is %s", path)
			}
			for i, chunk := range []string{"01234", "56789"} {
				answer, body := s.patch(t, path, 5*i, strings.NewReader(chunk))
				if answer.StatusCode != http.StatusNoContent || answer.Header.Get("Upload-Offset") != strconv.Itoa(5*i+5) {
					t.Fatalf("PATCH answers %s %v %s", answer.Status, answer.Header, body)
				}
				if expires := answer.Header.Get("Upload-Expires") != ""; expires != (i == 0) {
					t.Errorf("chunk %d: Upload-Expires is %q", i, answer.Header.Get("Upload-Expires"))
				}
			}
			s.offset(t, path, 10)
			s.received(t, path, "0123456789", true)

			answer, _ := s.tus(t, http.MethodHead, path, nil)
			for name, want := range map[string]string{
				"Cache-Control": "no-store", "Upload-Length": "10", "Tus-Resumable": "1.0.0", "Upload-Expires": "",
				"Strongroom-Document": string(s.upload(path).DocumentID), "Upload-Metadata": "",
			} {
				if got := answer.Header.Get(name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

func TestUploadCreation(t *testing.T) {
	folder, document := typeid.New(typeid.Folder), typeid.New(typeid.Document)
	sum := strings.Repeat("ab", 32)
	level := classification.Secret
	title := "Verträge"
	for name, test := range map[string]struct {
		metadata string
		want     vault.CreateUpload
	}{
		"new document": {
			metadata("folderId", string(folder), "title", title, "classification", "SECRET", "mediaType", "application/pdf", "sha256", sum),
			vault.CreateUpload{FolderID: &folder, Title: &title, Classification: &level, MediaType: "application/pdf", Size: 3, SHA256: &sum},
		},
		"new version": {
			metadata("documentId", string(document), "filetype", "image/png"),
			vault.CreateUpload{DocumentID: &document, MediaType: "image/png", Size: 3},
		},
		"as tus clients send it": {
			metadata("folderId", string(folder), "filename", title, "filetype", "image/png", "relativePath", "null"),
			vault.CreateUpload{FolderID: &folder, Title: &title, MediaType: "image/png", Size: 3},
		},
		"none": {"", vault.CreateUpload{Size: 3}},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, newMemory(), nil)
			s.create(t, 3, "Upload-Metadata", test.metadata)
			got, err := json.Marshal(s.memory.created)
			if err != nil {
				t.Fatal(err)
			}
			if want, _ := json.Marshal([]vault.CreateUpload{test.want}); string(got) != string(want) {
				t.Errorf("created %s, want %s", got, want)
			}
			if log := s.log.String(); strings.Contains(log, "Vertr") || strings.Contains(log, sum) {
				t.Errorf("the log tells metadata: %s", log)
			}
		})
	}
	for field, value := range map[string]string{
		"folderId": string(document), "documentId": "x", "classification": "secret",
	} {
		t.Run("wrong "+field, func(t *testing.T) {
			s := serve(t, newMemory(), nil)
			answer, body := s.tus(t, http.MethodPost, "/uploads", nil, "Upload-Length", "3", "Upload-Metadata", metadata(field, value))
			checkProblem(t, answer, body, http.StatusBadRequest, vault.BadUserInput)
			if !strings.Contains(body, `"field":"`+field+`"`) {
				t.Errorf("answer is %s", body)
			}
		})
	}
}

func TestUploadWithCreation(t *testing.T) {
	s := serve(t, newMemory(), nil)
	for name, body := range map[string]io.Reader{
		"whole": strings.NewReader("0123456789"), "of unknown length": chunked{strings.NewReader("0123456789")},
		"begun": strings.NewReader("012"),
	} {
		t.Run(name, func(t *testing.T) {
			answer, _ := s.tus(t, http.MethodPost, "/uploads", body, "Upload-Length", "10", "Content-Type", "application/offset+octet-stream")
			want := "0123456789"
			if name == "begun" {
				want = "012"
			}
			if answer.StatusCode != http.StatusCreated || answer.Header.Get("Upload-Offset") != strconv.Itoa(len(want)) {
				t.Fatalf("answer is %s %v", answer.Status, answer.Header)
			}
			location, _ := url.Parse(answer.Header.Get("Location"))
			s.received(t, location.Path, want, want == "0123456789")
		})
	}
}

func TestUploadOfNothing(t *testing.T) {
	s := serve(t, newMemory(), nil)
	s.received(t, s.create(t, 0), "", true)
	s.received(t, s.create(t, 0, "Content-Type", "application/offset+octet-stream"), "", true)
	answer, body := s.tus(t, http.MethodPost, "/uploads", chunked{strings.NewReader("x")},
		"Upload-Length", "0", "Content-Type", "application/offset+octet-stream")
	checkProblem(t, answer, body, http.StatusRequestEntityTooLarge, vault.Limited)

	path := s.create(t, 1)
	if answer, body := s.patch(t, path, 0, http.NoBody); answer.StatusCode != http.StatusNoContent {
		t.Errorf("an empty chunk answers %s %s", answer.Status, body)
	}
	s.received(t, path, "", false)
}

func TestUploadOfUnknownLength(t *testing.T) {
	for protocol, start := range protocols {
		for name, test := range map[string]struct {
			body   string
			status int
			code   vault.Code
		}{
			"all that is missing": {"3456789", http.StatusNoContent, ""},
			"too little":          {"345", http.StatusLengthRequired, vault.BadUserInput},
			"too much":            {"3456789x", http.StatusRequestEntityTooLarge, vault.Limited},
			"far too much":        {strings.Repeat("x", 100_000), http.StatusRequestEntityTooLarge, vault.Limited},
		} {
			t.Run(protocol+" "+name, func(t *testing.T) {
				s := serve(t, newMemory(), start)
				path := s.create(t, 10)
				s.patch(t, path, 0, strings.NewReader("012"))
				answer, body := s.patch(t, path, 3, chunked{strings.NewReader(test.body)})
				if test.code != "" {
					checkProblem(t, answer, body, test.status, test.code)
					if s.upload(path).Finished {
						t.Error("the upload was finished")
					}
					return
				}
				if answer.StatusCode != test.status || answer.Header.Get("Upload-Offset") != "10" {
					t.Errorf("answer is %s %v %s", answer.Status, answer.Header, body)
				}
				s.received(t, path, "0123456789", true)
			})
		}
	}
}

func TestUploadOfDeferredLength(t *testing.T) {
	for protocol, start := range protocols {
		t.Run(protocol, func(t *testing.T) {
			s := serve(t, newMemory(), start)
			answer, body := s.tus(t, http.MethodPost, "/uploads", nil, "Upload-Defer-Length", "1")
			location, err := url.Parse(answer.Header.Get("Location"))
			if answer.StatusCode != http.StatusCreated || err != nil {
				t.Fatalf("create: %s %s %v", answer.Status, body, err)
			}
			path := location.Path
			if answer, body = s.patch(t, path, 0, strings.NewReader("01234")); answer.StatusCode != http.StatusNoContent {
				t.Fatalf("PATCH answers %s %s", answer.Status, body)
			}
			answer, _ = s.tus(t, http.MethodHead, path, nil)
			if h := answer.Header; h.Get("Upload-Defer-Length") != "1" || h.Get("Upload-Length") != "" || h.Get("Upload-Offset") != "5" {
				t.Errorf("HEAD answers %v", h)
			}
			answer, body = s.patch(t, path, 5, chunked{strings.NewReader("567")})
			checkProblem(t, answer, body, http.StatusLengthRequired, vault.BadUserInput)
			for _, length := range []string{"4", "-1", "x", strconv.Itoa(maxUpload + 1)} {
				answer, body = s.patch(t, path, 5, strings.NewReader("567"), "Upload-Length", length)
				checkProblem(t, answer, body, http.StatusBadRequest, vault.BadUserInput)
			}
			s.received(t, path, "01234", false)
			answer, body = s.patch(t, path, 5, strings.NewReader("567"), "Upload-Length", "8")
			if answer.StatusCode != http.StatusNoContent || answer.Header.Get("Upload-Expires") != "" {
				t.Errorf("the last PATCH answers %s %v %s", answer.Status, answer.Header, body)
			}
			s.received(t, path, "01234567", true)
		})
	}
}

func TestUploadRefused(t *testing.T) {
	const octets = "application/offset+octet-stream"
	for name, test := range map[string]struct {
		method, path string
		body         string
		headers      []string
		status       int
		code         vault.Code
	}{
		"offset ahead":         {"PATCH", "", "x", []string{"Content-Type", octets, "Upload-Offset", "4"}, 409, vault.Conflict},
		"offset behind":        {"PATCH", "", "x", []string{"Content-Type", octets, "Upload-Offset", "2"}, 409, vault.Conflict},
		"no offset":            {"PATCH", "", "x", []string{"Content-Type", octets}, 400, vault.BadUserInput},
		"negative offset":      {"PATCH", "", "x", []string{"Content-Type", octets, "Upload-Offset", "-3"}, 400, vault.BadUserInput},
		"too long":             {"PATCH", "", "3456789x", []string{"Content-Type", octets, "Upload-Offset", "3"}, 413, vault.Limited},
		"other type":           {"PATCH", "", "x", []string{"Content-Type", "text/plain", "Upload-Offset", "3"}, 400, vault.BadUserInput},
		"no protocol":          {"PATCH", "", "x", []string{"Content-Type", octets, "Upload-Offset", "3", "Tus-Resumable", ""}, 412, vault.FailedPrecondition},
		"other protocol":       {"PATCH", "", "x", []string{"Content-Type", octets, "Upload-Offset", "3", "Tus-Resumable", "0.2.2"}, 412, vault.FailedPrecondition},
		"reading it":           {"GET", "", "", nil, 405, vault.BadUserInput},
		"posting to it":        {"POST", "", "", []string{"X-HTTP-Method-Override", "DELETE"}, 405, vault.BadUserInput},
		"override at the root": {"POST", "/uploads", "", []string{"X-HTTP-Method-Override", "OPTIONS"}, 400, vault.BadUserInput},
		"reading the list":     {"GET", "/uploads", "", nil, 405, vault.BadUserInput},
		"no ID":                {"PATCH", "/uploads/x", "x", []string{"Content-Type", octets, "Upload-Offset", "3"}, 404, vault.NotFound},
		"ID of another kind":   {"PATCH", "/uploads/" + string(typeid.New(typeid.Document)), "x", nil, 404, vault.NotFound},
		"unknown ID":           {"DELETE", "/uploads/" + string(typeid.New(typeid.Upload)), "", nil, 404, vault.NotFound},
		"slashes about the ID": {"DELETE", "/uploads/%2F" + string(typeid.New(typeid.Upload)), "", nil, 404, vault.NotFound},
		"somebody else's":      {"DELETE", "", "", []string{"User", "other"}, 404, vault.NotFound},
		"larger than allowed":  {"POST", "/uploads", "", []string{"Upload-Length", "1048577"}, 413, vault.Limited},
		"no length":            {"POST", "/uploads", "", nil, 400, vault.BadUserInput},
		"negative length":      {"POST", "/uploads", "", []string{"Upload-Length", "-1"}, 400, vault.BadUserInput},
		"deferred otherwise":   {"POST", "/uploads", "", []string{"Upload-Defer-Length", "2"}, 400, vault.BadUserInput},
		"deferred and given":   {"POST", "/uploads", "", []string{"Upload-Defer-Length", "1", "Upload-Length", "1"}, 400, vault.BadUserInput},
		"another length":       {"PATCH", "", "x", []string{"Content-Type", octets, "Upload-Offset", "3", "Upload-Length", "11"}, 400, vault.BadUserInput},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, newMemory(), nil)
			path := s.create(t, 10)
			s.patch(t, path, 0, strings.NewReader("012"))
			if test.path == "" {
				test.path = path
			}
			answer, body := s.tus(t, test.method, test.path, strings.NewReader(test.body), test.headers...)
			checkProblem(t, answer, body, test.status, test.code)
			if strings.Contains(body, "ERR_") {
				t.Errorf("tusd speaks: %s", body)
			}
			if test.status == http.StatusPreconditionFailed && answer.Header.Get("Tus-Version") != "1.0.0" {
				t.Error("Tus-Version is missing")
			}
			s.offset(t, path, 3)
			s.received(t, path, "012", false)
		})
	}
}

// TestVaultRefusesUpload holds the statuses of the vault's errors.
func TestVaultRefusesUpload(t *testing.T) {
	for code, status := range refusals {
		if code == vault.Limited {
			status = http.StatusRequestEntityTooLarge
		}
		failure := &vault.Error{Code: code, Message: "told", Field: "f", Cause: errBroken}
		t.Run(string(code), func(t *testing.T) {
			s := serve(t, newMemory(), nil)
			path := s.create(t, 3)
			s.memory.finishErr = failure
			answer, body := s.patch(t, path, 0, strings.NewReader("012"))
			checkProblem(t, answer, body, status, code)
			s.memory.err = failure
			answer, body = s.patch(t, path, 0, strings.NewReader("012"))
			checkProblem(t, answer, body, status, code)
			answer, body = s.tus(t, http.MethodPost, "/uploads", nil, "Upload-Length", "3")
			checkProblem(t, answer, body, status, code)
			for method, status := range map[string]int{http.MethodHead: refusals[code], http.MethodDelete: refusals[code]} {
				if answer, body := s.tus(t, method, path, nil); answer.StatusCode != status {
					t.Errorf("%s answers %s %s", method, answer.Status, body)
				}
			}
		})
	}
}

func TestUploadAbandoned(t *testing.T) {
	s := serve(t, newMemory(), nil)
	path := s.create(t, 10)
	answer, _ := s.tus(t, http.MethodDelete, path, nil)
	if answer.StatusCode != http.StatusNoContent {
		t.Errorf("DELETE answers %s", answer.Status)
	}
	answer, _ = s.tus(t, http.MethodHead, path, nil)
	if answer.StatusCode != http.StatusNotFound {
		t.Errorf("HEAD answers %s", answer.Status)
	}
}

func TestUploadOptions(t *testing.T) {
	s := serve(t, newMemory(), nil)
	for _, path := range []string{"/uploads", s.create(t, 1)} {
		answer, _, err := s.do(t, http.MethodOptions, path, nil,
			"Origin", "https://evil.example", "Access-Control-Request-Method", "PATCH")
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{
			"Tus-Version": "1.0.0", "Tus-Max-Size": "1048576", "Tus-Extension": "creation,creation-with-upload,termination,concatenation,creation-defer-length,expiration",
		} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		for name := range answer.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s is told to another origin", name)
			}
		}
	}
}

// cut begins a PATCH whose body has length bytes on a connection of its own,
// sends only some, and returns when the vault has them.
func (s *site) cut(t testing.TB, path string, offset, length int, sent string) net.Conn {
	t.Helper()
	s.memory.arrived = make(chan int, 1000)
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_, err = fmt.Fprintf(conn, "PATCH %s HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"+
		"Upload-Offset: %d\r\nContent-Length: %d\r\n\r\n%s", path, offset, length, sent)
	if err != nil {
		t.Fatal(err)
	}
	for got := 0; got < len(sent); {
		got += <-s.memory.arrived
	}
	return conn
}

// TestUploadResumes cuts an upload again and again. What became durable is
// less than what was sent, and is where the client goes on.
func TestUploadResumes(t *testing.T) {
	const whole = "0123456789abcdefghij"
	m := newMemory()
	m.grain = 4
	s := serve(t, m, nil)
	path := s.create(t, len(whole))
	for offset := 0; offset < 16; offset += 4 {
		if err := s.cut(t, path, offset, len(whole)-offset, whole[offset:offset+5]).Close(); err != nil {
			t.Fatal(err)
		}
		s.offset(t, path, offset+4) // waits for the PATCH to end
		s.received(t, path, whole[:offset+4], false)
	}
	if answer, body := s.patch(t, path, 16, strings.NewReader(whole[16:])); answer.StatusCode != http.StatusNoContent {
		t.Fatalf("PATCH answers %s %s", answer.Status, body)
	}
	s.received(t, path, whole, true)
	if strings.Contains(s.log.String(), "level=ERROR") {
		t.Errorf("the log complains of a client: %s", s.log)
	}
}

// TestUploadTakenOver has a client come back while its first connection hangs.
func TestUploadTakenOver(t *testing.T) {
	s := serve(t, newMemory(), nil)
	path := s.create(t, 10)
	conn := s.cut(t, path, 0, 10, "012")

	answer, _ := s.tus(t, http.MethodHead, path, nil, "User", "other")
	if answer.StatusCode != http.StatusNotFound {
		t.Errorf("HEAD by somebody else answers %s", answer.Status)
	}
	if answer, _ = s.tus(t, http.MethodDelete, path, nil, "User", "other"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("DELETE by somebody else answers %s", answer.Status)
	}
	if _, err := io.WriteString(conn, "3"); err != nil {
		t.Fatal(err)
	}
	if n := <-s.memory.arrived; n != 1 {
		t.Fatal("somebody else broke the upload off")
	}

	s.offset(t, path, 4)
	late, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	refused, body, err := read(late)
	if err != nil {
		t.Fatal(err)
	}
	checkProblem(t, refused, body, http.StatusConflict, vault.Conflict)
	if answer, body := s.patch(t, path, 4, strings.NewReader("456789")); answer.StatusCode != http.StatusNoContent {
		t.Errorf("PATCH answers %s %s", answer.Status, body)
	}
	s.received(t, path, "0123456789", true)
}

// TestUploadAtOnce sends the same chunk many times at once: one of them counts.
func TestUploadAtOnce(t *testing.T) {
	s := serve(t, newMemory(), nil)
	path := s.create(t, 10)
	statuses := make(chan int, 8)
	for range cap(statuses) {
		go func() {
			r, _ := http.NewRequest(http.MethodPatch, s.URL+path, strings.NewReader("0123456789"))
			for name, value := range map[string]string{
				"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0",
			} {
				r.Header.Set(name, value)
			}
			answer, err := s.Client().Do(r)
			if err != nil {
				statuses <- 0
				return
			}
			answer.Body.Close()
			statuses <- answer.StatusCode
		}()
	}
	var got []int
	for range cap(statuses) {
		got = append(got, <-statuses)
	}
	for _, status := range got {
		if !slices.Contains([]int{http.StatusNoContent, http.StatusConflict, http.StatusLocked}, status) {
			t.Errorf("statuses are %v", got)
		}
	}
	s.received(t, path, "0123456789", true)
}
