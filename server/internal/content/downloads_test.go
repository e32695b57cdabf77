package content_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"strongroom/ent/typeid"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/content"
	"strongroom/server/vault"
)

func (s *site) document() string { return "/documents/" + string(s.memory.document) + "/content" }

// answerOf is what HTTP promises of an answer, without the random boundary.
func answerOf(header http.Header, status int, body []byte) string {
	var b strings.Builder
	contentType := header.Get("Content-Type")
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["boundary"] != "" {
		contentType = strings.ReplaceAll(contentType, params["boundary"], "BOUNDARY")
		body = bytes.ReplaceAll(body, []byte(params["boundary"]), []byte("BOUNDARY"))
	}
	names := []string{"Content-Range"}
	if status < http.StatusBadRequest { // refusals are worded by us
		names = append(names, "Accept-Ranges", "Content-Length", "Etag", "Last-Modified")
		fmt.Fprintf(&b, "%s\n%s\n", contentType, body)
	}
	for _, name := range names {
		fmt.Fprintf(&b, "%s: %s\n", name, header.Get(name))
	}
	return fmt.Sprintf("%d\n%s", status, b.String())
}

// TestDownloadsAreServeContent holds all answers against http.ServeContent over
// the same bytes in memory.
func TestDownloadsAreServeContent(t *testing.T) {
	s := serve(t, newMemory(), nil)
	m := s.memory
	rapid.Check(t, func(t *rapid.T) {
		m.data = rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data")
		number := rapid.OneOf(
			rapid.Map(rapid.IntRange(0, 320), func(n int) string { return fmt.Sprint(n) }),
			rapid.SampledFrom([]string{"", "", "-1", "x", "99999999999999999999"}),
		)
		span := rapid.Custom(func(t *rapid.T) string {
			return number.Draw(t, "first") + rapid.SampledFrom([]string{"-", "-", "-", " - ", ""}).Draw(t, "to") + number.Draw(t, "last")
		})
		header := http.Header{}
		if rapid.Bool().Draw(t, "ranged") {
			unit := rapid.SampledFrom([]string{"bytes=", "bytes=", "bytes=", "bytes=", "Bytes=", "bytes", "lines="}).Draw(t, "unit")
			header.Set("Range", unit+strings.Join(rapid.SliceOfN(span, 1, 4).Draw(t, "spans"), ","))
		}
		probe, err := m.OpenDocument(t.Context(), m.document)
		if err != nil {
			t.Fatal(err)
		}
		validator := rapid.SampledFrom([]string{
			`"` + probe.ETag + `"`, `W/"` + probe.ETag + `"`, `"other", "` + probe.ETag + `"`, `"other"`, "*", "rubbish",
			"Wed, 06 May 2026 07:08:09 GMT", "Wed, 06 May 2026 07:08:08 GMT", "Wed, 06 May 2026 07:08:10 GMT",
		})
		for _, name := range []string{"If-None-Match", "If-Match", "If-Range", "If-Modified-Since", "If-Unmodified-Since"} {
			if rapid.IntRange(0, 3).Draw(t, name+" is sent") == 0 {
				header.Set(name, validator.Draw(t, name))
			}
		}
		method := rapid.SampledFrom([]string{http.MethodGet, http.MethodGet, http.MethodHead}).Draw(t, "method")

		r := httptest.NewRequest(method, "/", nil)
		r.Header = header
		want := httptest.NewRecorder()
		want.Header().Set("Content-Type", "application/pdf")
		want.Header().Set("ETag", `"`+probe.ETag+`"`)
		http.ServeContent(want, r, "", probe.Version.CreatedAt, bytes.NewReader(m.data))

		out, err := http.NewRequestWithContext(t.Context(), method, s.URL+s.document(), nil)
		if err != nil {
			t.Fatal(err)
		}
		out.Header = header
		got, err := s.Client().Do(out)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		body, err := io.ReadAll(got.Body)
		if err != nil {
			t.Fatal(err)
		}
		if want, got := answerOf(want.Result().Header, want.Code, want.Body.Bytes()), answerOf(got.Header, got.StatusCode, body); got != want {
			t.Errorf("%s %v answers\n%s\nServeContent answers\n%s", method, header, got, want)
		}
		if m.body.pastBy > 0 {
			t.Errorf("%s %v read %d bytes behind the limit", method, header, m.body.pastBy)
		}
		read := m.body.reads > 0
		if carries := method == http.MethodGet && got.StatusCode < 300; read != carries {
			t.Errorf("%s %v with status %d: read = %t", method, header, got.StatusCode, read)
		}
		if single := got.Header.Get("Content-Range") != "" && got.StatusCode == http.StatusPartialContent; single != (m.body.limits > 0) {
			t.Errorf("%s %v: limited %d times", method, header, m.body.limits)
		}
		if !m.body.closed {
			t.Error("the body was not closed")
		}
	})
}

func TestDownloadHeaders(t *testing.T) {
	const (
		docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
		any  = "application/octet-stream"
	)
	for name, test := range map[string]struct {
		title, mediaType, query string
		wantType, wantDisposal  string
	}{
		"pdf":                  {"Contract", "application/pdf", "", "application/pdf", `attachment; filename=Contract.pdf`},
		"pdf inline":           {"Contract.PDF", "application/pdf", "?disposition=inline", "application/pdf", `inline; filename=Contract.PDF`},
		"version in the title": {"Plan v1.2", "image/png", "", "image/png", `attachment; filename="Plan v1.2.png"`},
		"parameters go":        {"a.jpeg", "Image/JPEG; x=y", "?disposition=inline", "image/jpeg", `inline; filename=a.jpeg`},
		"text":                 {"notes.md", "text/plain; charset=latin1", "?disposition=inline", "text/plain; charset=utf-8", `inline; filename=notes.md`},
		"office never inline":  {"Letter", docx, "?disposition=inline", docx, `attachment; filename=Letter.docx`},
		"html":                 {"x.html", "text/html", "?disposition=inline", any, `attachment; filename=x.html`},
		"svg":                  {"x.svg", "image/svg+xml", "?disposition=inline", any, `attachment; filename=x.svg`},
		"broken type":          {"x", "application/pdf; x", "?disposition=inline", any, `attachment; filename=x`},
		"no type":              {"x", "", "", any, `attachment; filename=x`},
		"other disposition":    {"x.pdf", "application/pdf", "?disposition=INLINE", "application/pdf", `attachment; filename=x.pdf`},
		"umlauts":              {"Verträge 2026", "application/pdf", "", "application/pdf", `attachment; filename="Vertr_ge 2026.pdf"; filename*=utf-8''Vertr%C3%A4ge%202026.pdf`},
		"quotes":               {`a"b\c;d`, any, "", any, `attachment; filename="a_b_c;d"`},
		"a path":               {"../../etc/passwd", any, "", any, `attachment; filename=_.._etc_passwd`},
		"line breaks":          {"a\r\nSet-Cookie: b=c", any, "", any, `attachment; filename="aSet-Cookie_ b=c"`},
		"right to left":        {"invoice\u202efdp.exe", any, "", any, `attachment; filename=invoicefdp.exe`},
		"nothing left":         {"...\u202e ", any, "", any, `attachment; filename=document`},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, newMemory(), nil)
			s.memory.title, s.memory.mediaType = test.title, test.mediaType
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				got, _, err := s.do(t, method, s.document()+test.query, nil)
				if err != nil {
					t.Fatal(err)
				}
				for name, want := range map[string]string{
					"Accept-Ranges":                "bytes",
					"Cache-Control":                "private, no-store",
					"Content-Disposition":          test.wantDisposal,
					"Content-Security-Policy":      "sandbox; default-src 'none'",
					"Content-Type":                 test.wantType,
					"Cross-Origin-Resource-Policy": "same-origin",
					"Referrer-Policy":              "no-referrer",
					"Set-Cookie":                   "",
					"X-Content-Type-Options":       "nosniff",
				} {
					if got := got.Header.Get(name); got != want {
						t.Errorf("%s: %s is %q, want %q", method, name, got, want)
					}
				}
			}
		})
	}
}

func FuzzFileName(f *testing.F) {
	for _, title := range []string{"", "a", "Vertrag", "x.pdf", "\"; filename=evil.exe", "a\r\nb", "\xff", "\u202e", "100%.txt", "..", "🏴‍☠️"} {
		f.Add(title)
	}
	m := newMemory()
	handlers, err := content.New(content.Config{Vault: m, UploadsURL: "/", Log: discard})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title string) {
		m.title = title
		r := httptest.NewRequest(http.MethodHead, "/", nil)
		r.SetPathValue("id", string(m.document))
		w := httptest.NewRecorder()
		handlers.Document.ServeHTTP(w, r)
		header := w.Header().Get("Content-Disposition")
		if strings.ContainsFunc(header, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Fatalf("%q is no header", header)
		}
		disposition, params, err := mime.ParseMediaType(header)
		if err != nil || disposition != "attachment" || len(params) != 1 {
			t.Fatalf("%q reads as %q %v: %v", header, disposition, params, err)
		}
		name := params["filename"]
		if !strings.HasSuffix(strings.ToLower(name), ".pdf") || !utf8.ValidString(name) || strings.HasPrefix(name, ".") ||
			strings.ContainsFunc(name, func(r rune) bool {
				return strings.ContainsRune(`/\"<>:|?*`, r) || unicode.In(r, unicode.Cc, unicode.Bidi_Control)
			}) {
			t.Errorf("%q is no file name", name)
		}
		if title == "Vertrag" && name != "Vertrag.pdf" {
			t.Errorf("%q is not the title", name)
		}
	})
}

var errBroken = errors.New("secret cause at /var/lib")

// refusals are the errors of the vault and their statuses for a download.
var refusals = map[vault.Code]int{
	vault.Unauthenticated: 401, vault.NotFound: 404, vault.Forbidden: 403, vault.BadUserInput: 400, vault.Conflict: 409,
	vault.FailedPrecondition: 409, vault.Limited: 429, vault.Unavailable: 503, vault.Internal: 500, "SOMETHING_NEW": 500,
}

func checkProblem(t *testing.T, answer answer, body string, status int, code vault.Code) {
	t.Helper()
	var told struct {
		Type, Title, Detail, Field string
		Status                     int
		Code                       vault.Code
	}
	if err := json.Unmarshal([]byte(body), &told); err != nil {
		t.Fatalf("%d %q: %v", answer.StatusCode, body, err)
	}
	if answer.StatusCode != status || told.Status != status || told.Code != code || told.Title != http.StatusText(status) {
		t.Errorf("answer is %d %s, want %d %s", answer.StatusCode, body, status, code)
	}
	if strings.Contains(body, "secret") {
		t.Errorf("the cause leaks: %s", body)
	}
	header := answer.Header
	if header.Get("Content-Type") != "application/problem+json" || header.Get("Cache-Control") != "no-store" {
		t.Errorf("header is %v", header)
	}
	for _, name := range []string{"Content-Disposition", "Etag", "Last-Modified", "Accept-Ranges"} {
		if header.Get(name) != "" {
			t.Errorf("%s: %s is left", name, header.Get(name))
		}
	}
	if (status == http.StatusServiceUnavailable) != (header.Get("Retry-After") != "") {
		t.Errorf("Retry-After is %q", header.Get("Retry-After"))
	}
	if (status == http.StatusUnauthorized) != (header.Get("WWW-Authenticate") != "") {
		t.Errorf("WWW-Authenticate is %q", header.Get("WWW-Authenticate"))
	}
}

// TestDownloadRefused breaks each download before its first byte.
func TestDownloadRefused(t *testing.T) {
	for code, status := range refusals {
		failure := &vault.Error{Code: code, Message: "told", Cause: errBroken}
		for where, headers := range map[string][]string{
			"when it is opened":               nil,
			"at the first byte":               nil,
			"at the first byte of a range":    {"Range", "bytes=2-4"},
			"at the first byte of two ranges": {"Range", "bytes=2-4,6-7"},
			"at the end of nothing":           nil,
		} {
			t.Run(string(code)+" "+where, func(t *testing.T) {
				s := serve(t, newMemory(), nil)
				switch where {
				case "when it is opened":
					s.memory.openErr = failure
				case "at the end of nothing":
					s.memory.data = nil
					fallthrough
				default:
					s.memory.readErr, s.memory.failAt = failure, 0
				}
				answer, body, err := s.do(t, http.MethodGet, s.document(), nil, headers...)
				if err != nil {
					t.Fatal(err)
				}
				checkProblem(t, answer, body, status, code)
				if answer.Header.Get("Content-Range") != "" {
					t.Error("Content-Range is left")
				}
				ours := code == vault.Internal || code == vault.Unavailable
				if loud := strings.Contains(s.log.String(), "=ERROR") || strings.Contains(s.log.String(), "=WARN"); loud != ours {
					t.Errorf("the log says %s", s.log)
				}
			})
		}
	}
	t.Run("a link on another site", func(t *testing.T) {
		s := serve(t, newMemory(), nil)
		answer, body, err := s.do(t, http.MethodGet, s.document(), nil, "Sec-Fetch-Site", "cross-site")
		if err != nil || answer.StatusCode != http.StatusForbidden || strings.Contains(string(body), string(s.memory.data)) {
			t.Errorf("%v, %v", answer, err)
		}
	})
	t.Run("store is full", func(t *testing.T) {
		s := serve(t, newMemory(), nil)
		s.memory.openErr = &vault.Error{Code: vault.Unavailable, Cause: fmt.Errorf("secret: %w", blob.ErrFull)}
		answer, body, _ := s.do(t, http.MethodGet, s.document(), nil)
		checkProblem(t, answer, body, http.StatusInsufficientStorage, vault.Unavailable)
	})
	t.Run("unknown error", func(t *testing.T) {
		s := serve(t, newMemory(), nil)
		s.memory.openErr = errBroken
		answer, body, _ := s.do(t, http.MethodGet, s.document(), nil)
		checkProblem(t, answer, body, http.StatusInternalServerError, vault.Internal)
	})
	for name, test := range map[string]struct {
		method, path string
		headers      []string
		status       int
		code         vault.Code
	}{
		"wrong kind of ID":   {"GET", "/documents/" + string(typeid.New(typeid.Version)) + "/content", nil, 404, vault.NotFound},
		"no ID":              {"GET", "/versions/1/content", nil, 404, vault.NotFound},
		"other document":     {"GET", "/documents/" + string(typeid.New(typeid.Document)) + "/content", nil, 404, vault.NotFound},
		"other version":      {"GET", "/versions/" + string(typeid.New(typeid.Version)) + "/content", nil, 404, vault.NotFound},
		"wrong method":       {"POST", "", nil, 405, vault.BadUserInput},
		"range behind end":   {"GET", "", []string{"Range", "bytes=10-"}, 416, vault.BadUserInput},
		"range is rubbish":   {"GET", "", []string{"Range", "bytes=x"}, 416, vault.BadUserInput},
		"precondition fails": {"GET", "", []string{"If-Match", `"x"`}, 412, vault.FailedPrecondition},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, newMemory(), nil)
			if test.path == "" {
				test.path = s.document()
			}
			answer, body, err := s.do(t, test.method, test.path, nil, test.headers...)
			if err != nil {
				t.Fatal(err)
			}
			checkProblem(t, answer, body, test.status, test.code)
			if name == "range behind end" && answer.Header.Get("Content-Range") != "bytes */10" {
				t.Errorf("Content-Range is %q", answer.Header.Get("Content-Range"))
			}
			if name == "wrong method" && answer.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("Allow is %q", answer.Header.Get("Allow"))
			}
		})
	}
}

// TestDownloadBrokenOff breaks downloads behind their first byte: the client
// must not take what it got for the whole.
func TestDownloadBrokenOff(t *testing.T) {
	const size = 300_000
	whole := bytes.Repeat([]byte("0123456789"), size/10)
	for protocol, start := range protocols {
		for _, at := range []int{1, 1000, 65536, 200_000, size - 1} {
			for how, headers := range map[string][]string{
				"whole": nil, "range": {"Range", "bytes=0-"}, "two ranges": {"Range", "bytes=0-0,2-299999"},
			} {
				for _, why := range []string{"fails", "ends"} {
					t.Run(fmt.Sprintf("%s/%s/%s at %d", protocol, how, why, at), func(t *testing.T) {
						s := serve(t, newMemory(), start)
						s.memory.data = whole
						if why == "fails" {
							s.memory.readErr, s.memory.failAt = &vault.Error{Code: vault.Internal, Cause: errBroken}, at
						} else {
							s.memory.endAt = at
						}
						answer, got, err := s.do(t, http.MethodGet, s.document(), nil, headers...)
						if err == nil {
							t.Fatalf("%d bytes arrived with %s and no error", len(got), answer.Status)
						}
						if how != "two ranges" && !strings.HasPrefix(string(whole), got) {
							t.Error("wrong bytes arrived")
						}
						if answer.Proto != "" && answer.Proto != protocol {
							t.Errorf("the protocol is %s", answer.Proto)
						}
						if !strings.Contains(s.log.String(), "download broken off") {
							t.Errorf("the log says %q", s.log)
						}
					})
				}
			}
		}
	}
}

// slow is a client of HTTP/1.1 that has asked for the document and read nothing
// of the answer yet. What its own buffer holds is 16 KiB at most.
func (s *site) slow(t *testing.T) net.Conn {
	t.Helper()
	dialer := net.Dialer{Control: func(_, _ string, conn syscall.RawConn) error {
		var err error
		return errors.Join(conn.Control(func(fd uintptr) {
			err = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 8<<10)
		}), err)
	}}
	conn, err := dialer.DialContext(t.Context(), "tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: vault.example\r\n\r\n", s.document()); err != nil {
		t.Fatal(err)
	}
	return conn
}

// TestBrokenOffAtOnce breaks a download whose first bytes wait for the client:
// they do not arrive any more, since access may have ended.
func TestBrokenOffAtOnce(t *testing.T) {
	s := serve(t, newMemory(), nil)
	s.memory.data = make([]byte, 1<<20)
	s.memory.readErr, s.memory.failAt = &vault.Error{Code: vault.Internal, Cause: errBroken}, 30_000
	conn := s.slow(t)
	for !strings.Contains(s.log.String(), "download broken off") {
		time.Sleep(time.Millisecond)
	}
	s.Close() // waits for the handler
	n, err := io.Copy(io.Discard, conn)
	if err == nil || n >= 30_000 {
		t.Errorf("%d bytes arrived, and %v", n, err)
	}
}

// TestLittleWaitsToBeSent holds that a client that reads nothing does not have
// the rest of a document laid up for it in the kernel.
func TestLittleWaitsToBeSent(t *testing.T) {
	s := serve(t, newMemory(), nil)
	s.memory.data = make([]byte, 32<<20)
	s.memory.at = new(atomic.Int64)
	s.slow(t)
	for was := int64(-1); ; time.Sleep(200 * time.Millisecond) {
		at := s.memory.at.Load()
		if at > 0 && at == was {
			break
		}
		was = at
	}
	if at := s.memory.at.Load(); at > 512<<10 {
		t.Errorf("%d bytes were written for a client that reads nothing", at)
	}
}

func TestManyRangesAreOne(t *testing.T) {
	s := serve(t, newMemory(), nil)
	s.memory.data = bytes.Repeat([]byte("x"), 1000)
	for count, status := range map[int]int{32: http.StatusPartialContent, 33: http.StatusOK} {
		ranges := "bytes=0-0" + strings.Repeat(",5-5", count-1)
		answer, _, err := s.do(t, http.MethodGet, s.document(), nil, "Range", ranges)
		if err != nil || answer.StatusCode != status {
			t.Errorf("%d ranges: %v, %v", count, answer.Status, err)
		}
	}
}

// TestClientHangsUp leaves a download of several ranges, which http.ServeContent
// reads from a goroutine of its own: it must not read what is closed.
func TestClientHangsUp(t *testing.T) {
	s := serve(t, newMemory(), nil)
	s.memory.data = make([]byte, 32<<20)
	for range 5 {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+s.document(), nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Range", "bytes=0-16000000,16000001-32000000")
		answer, err := s.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(answer.Body, make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
	}
	s.Close() // waits for the handlers
	if strings.Contains(s.log.String(), "level=ERROR") {
		t.Errorf("the log complains of a client: %s", s.log)
	}
	if !s.memory.body.closed {
		t.Error("the body was not closed")
	}
}
