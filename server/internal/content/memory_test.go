package content_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/content"
	"strongroom/server/vault"
)

// memory is a content.Vault that breaks where a test says. It holds one
// document, and uploads of anybody.
type memory struct {
	mu sync.Mutex

	// Of the document:
	document, version typeid.ID
	title, mediaType  string
	data              []byte
	openErr           error
	// readErr is returned by the Read that reaches the offset failAt.
	readErr error
	failAt  int
	// endAt ends the body too early, if positive.
	endAt int
	body  *body // the last that was opened
	// at is where bodies have been read to, if a test wants to know while they are.
	at *atomic.Int64
	// bundle is what is taken away together; titles are its documents', with the same data.
	bundle    vault.Bundle
	bundleErr error
	titles    map[typeid.ID]string

	// Of uploads:
	uploads map[typeid.ID]*receiving
	created []vault.CreateUpload
	err     error // of every use case
	// finishErr is what finishing an upload fails with.
	finishErr error
	// grain is the size of what becomes durable at once when a stream breaks.
	grain int64
	// arrived is told of each Read of a stream.
	arrived chan int
}

type receiving struct {
	vault.Upload
	user     typeid.ID
	data     []byte
	gone     bool
	attempts int
	busy     bool
}

var expiry = time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)

func newMemory() *memory {
	return &memory{
		document: typeid.New(typeid.Document), version: typeid.New(typeid.Version),
		title: "Contract", mediaType: "application/pdf", data: []byte("0123456789"),
		failAt: -1, grain: 1, uploads: map[typeid.ID]*receiving{}, titles: map[typeid.ID]string{},
	}
}

func notFound() error {
	return &vault.Error{Code: vault.NotFound, Message: "there is no such thing"}
}

func (m *memory) open(wanted, id typeid.ID) (*vault.Content, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.openErr != nil {
		return nil, m.openErr
	}
	title, bundled := m.titles[id]
	if wanted == id {
		title = m.title
	} else if !bundled {
		return nil, notFound()
	}
	sum := sha256.Sum256(m.data)
	m.body = &body{m: m, reader: bytes.NewReader(m.data), limit: int64(len(m.data))}
	return &vault.Content{
		Version: &gen.Version{
			MediaType: m.mediaType, Size: int64(len(m.data)), CreatedAt: time.Date(2026, 5, 6, 7, 8, 9, 10, time.UTC),
		},
		Title: title, ETag: hex.EncodeToString(sum[:]), Body: m.body,
		Access: context.Background(),
	}, nil
}

func (m *memory) OpenDocument(_ context.Context, id typeid.ID) (*vault.Content, error) {
	return m.open(m.document, id)
}

func (m *memory) OpenVersion(_ context.Context, id typeid.ID) (*vault.Content, error) {
	return m.open(m.version, id)
}

func (m *memory) BundleFolder(context.Context, typeid.ID) (vault.Bundle, error) {
	return m.bundle, m.bundleErr
}

func (m *memory) BundleDocuments(context.Context, []typeid.ID) (vault.Bundle, error) {
	return m.bundle, m.bundleErr
}

// put adds a document to the bundle.
func (m *memory) put(title string, folders ...string) {
	id := typeid.New(typeid.Document)
	m.titles[id] = title
	m.bundle.Documents = append(m.bundle.Documents, vault.Bundled{ID: id, Folders: folders})
}

// body is the plaintext of the document. The race detector sees who reads it at once.
type body struct {
	m      *memory
	reader *bytes.Reader
	start  int64 // of the range that is limited
	limit  int64
	limits int
	reads  int
	pastBy int64 // bytes read behind the limit
	closed bool
}

func (b *body) Limit(start, end int64) { b.start, b.limit = start, end; b.limits++ }

func (b *body) Seek(offset int64, whence int) (int64, error) { return b.reader.Seek(offset, whence) }

func (b *body) Read(p []byte) (int, error) {
	b.reads++
	at := int(b.reader.Size()) - b.reader.Len()
	if b.m.failAt >= 0 && at >= b.m.failAt {
		return 0, b.m.readErr
	}
	end := len(p)
	if b.m.failAt > at {
		end = min(end, b.m.failAt-at)
	}
	if b.m.endAt > 0 {
		if at >= b.m.endAt {
			return 0, io.EOF
		}
		end = min(end, b.m.endAt-at)
	}
	n, err := b.reader.Read(p[:end])
	b.pastBy = max(b.pastBy, int64(at+n)-b.limit)
	if b.m.at != nil {
		b.m.at.Store(int64(at + n))
	}
	return n, err
}

func (b *body) Close() error { b.closed = true; return nil }

func (m *memory) CreateUpload(ctx context.Context, in vault.CreateUpload) (vault.Upload, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return vault.Upload{}, m.err
	}
	who, _ := viewer.FromContext(ctx)
	up := &receiving{user: who.ID, Upload: vault.Upload{
		ID: typeid.New(typeid.Upload), DocumentID: typeid.New(typeid.Document), Size: in.Size, SizeDeferred: in.SizeDeferred,
		ExpiresAt: expiry, Finished: in.Size == 0 && !in.SizeDeferred, Partial: in.Partial, Joins: in.Joins,
	}}
	if in.SizeDeferred {
		up.Size = maxUpload
	}
	m.uploads[up.ID] = up
	m.created = append(m.created, in)
	return up.Upload, nil
}

func (m *memory) find(ctx context.Context, id typeid.ID) (*receiving, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return nil, m.err
	}
	who, _ := viewer.FromContext(ctx)
	up, ok := m.uploads[id]
	if !ok || up.gone || up.user != who.ID {
		return nil, notFound()
	}
	return up, nil
}

func (m *memory) DeclareSize(ctx context.Context, id typeid.ID, size int64) (vault.Upload, error) {
	up, err := m.find(ctx, id)
	if err != nil {
		return vault.Upload{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	up.Size, up.SizeDeferred = size, false
	return up.Upload, nil
}

func (m *memory) UploadStatus(ctx context.Context, id typeid.ID) (vault.Upload, error) {
	up, err := m.find(ctx, id)
	if err != nil {
		return vault.Upload{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return up.Upload, nil
}

func (m *memory) JoinUploads(context.Context, typeid.ID) error {
	return &vault.Error{Code: vault.Internal, Message: "nothing is joined here"} // see TestConcatenation
}

func (m *memory) AbandonUpload(ctx context.Context, id typeid.ID) error {
	up, err := m.find(ctx, id)
	if err == nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		up.gone = true
	}
	return err
}

func (m *memory) ReceiveUpload(ctx context.Context, id typeid.ID, offset, length int64, r io.Reader) (int64, error) {
	up, err := m.find(ctx, id)
	if err != nil {
		return 0, err
	}
	m.mu.Lock()
	if up.busy || offset != up.Offset || up.Finished {
		m.mu.Unlock()
		return 0, &vault.Error{Code: vault.Conflict, Message: "wrong offset"}
	}
	if length > up.Size-offset {
		m.mu.Unlock()
		return 0, &vault.Error{Code: vault.Limited, Message: "more than declared"}
	}
	up.busy = true
	up.attempts++
	m.mu.Unlock()
	defer func() { m.mu.Lock(); up.busy = false; m.mu.Unlock() }()

	if length < 0 {
		length = up.Size - offset
	}
	read := make([]byte, 0, length)
	for err == nil && int64(len(read)) < length {
		var n int
		n, err = r.Read(read[len(read):cap(read)])
		read = read[:len(read)+n]
		if m.arrived != nil {
			m.arrived <- n
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if int64(len(read)) < length {
		read = read[:int64(len(read))/m.grain*m.grain]
		err = &vault.Error{Code: vault.Internal, Message: "internal error", Cause: err}
	} else {
		err = m.finishErr
	}
	up.data = append(up.data, read...)
	up.Offset += int64(len(read))
	up.Finished = !up.SizeDeferred && up.Offset == up.Size && err == nil
	return int64(len(read)), err
}

const maxUpload = 1 << 20

// site serves the handlers over a memory; the header User says who acts.
type site struct {
	*httptest.Server
	memory *memory
	log    *safeBuffer
}

type safeBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.String()
}

func serve(t testing.TB, m *memory, start func(*httptest.Server)) *site {
	t.Helper()
	log := &safeBuffer{}
	handlers, err := content.New(content.Config{
		Vault: m, UploadsURL: "/uploads", MaxUpload: maxUpload,
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/uploads", handlers.Uploads)
	mux.Handle("/uploads/{id}", handlers.Upload)
	mux.Handle("/documents/{id}/content", handlers.Document)
	mux.Handle("/versions/{id}/content", handlers.Version)
	mux.Handle("/folders/{id}/zip", handlers.FolderZip)
	mux.Handle("/documents/zip", handlers.DocumentsZip)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := viewer.NewContext(r.Context(), viewer.Viewer{ID: typeid.ID("usr_" + r.Header.Get("User"))})
		mux.ServeHTTP(w, r.WithContext(ctx))
	}))
	server.Config.ConnContext = content.ConnContext
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	if start == nil {
		start = (*httptest.Server).Start
	}
	start(server)
	t.Cleanup(server.Close)
	return &site{Server: server, memory: m, log: log}
}

func http1(s *httptest.Server) { s.Start() }

func http2(s *httptest.Server) {
	s.EnableHTTP2 = true
	s.StartTLS()
}

var protocols = map[string]func(*httptest.Server){"HTTP/1.1": http1, "HTTP/2.0": http2}

// answer is a response that was read; its body is apart.
type answer struct {
	StatusCode    int
	Status, Proto string
	Header        http.Header
}

// do sends a request with headers given in pairs and reads the answer. err is
// what the client sees when the body does not arrive whole.
func (s *site) do(t testing.TB, method, path string, body io.Reader, headers ...string) (answer, string, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, body)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := s.Client().Do(r)
	if err != nil {
		return answer{}, "", err
	}
	return read(response)
}

func read(response *http.Response) (answer, string, error) {
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Status, response.Proto, response.Header}, string(got), err
}
