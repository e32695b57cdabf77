package cutoff_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/content"
	"strongroom/server/internal/cutoff"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// soon is when the test gives up waiting for what takes milliseconds.
const soon = 30 * time.Second

// room bounds what each buffer between server and client takes in, and large is the
// size of a document that does not fit into all of them, in bytes.
const (
	room  = 256 << 10
	large = 4 << 20
)

// scene is a customer with two documents. Ed, Pia and Cleo may read and write:
// Ed by his role, signed in twice, Pia by a grant of Clara's, Cleo by a role, on
// the other document.
type scene struct {
	*vaulttest.World
	ada, clara, cleo, ed, pia vaulttest.Person
	customer                  *gen.Customer
	root                      *gen.Folder
	contract, letter          typeid.ID
	loan                      *gen.Grant
	session                   string // Ed's cookie
}

func newScene(w *vaulttest.World) *scene {
	s := &scene{World: w}
	s.ada, s.clara, s.cleo, s.ed, s.pia = w.Admin("ada"), w.Staff("clara"), w.Staff("cleo"), w.Staff("ed"), w.Partner("pia")
	s.customer, s.root = s.clara.Customer("Northwind")
	s.clara.Assign(s.cleo, s.customer.ID, membership.RoleCUSTODIAN)
	s.clara.Assign(s.ed, s.customer.ID, membership.RoleEDITOR)
	s.contract = s.clara.Document(s.root.ID, "Contract", classification.Confidential, vaulttest.Bytes(large))
	s.letter = s.clara.Document(s.root.ID, "Letter", classification.Internal, vaulttest.Bytes(large))
	s.loan = s.clara.MustGrant(s.pia, s.contract, func(in *vault.GrantAccess) {
		in.Level, in.Until = grant.LevelEDIT, w.Clock.Now().Add(10*time.Minute)
	})
	signedIn, err := w.SignIn(w.Context(), s.ed.Identity())
	must(w, err)
	s.session = signedIn.Secret
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// replica is a vault with a guard and connections of its own, over HTTP/1.1
// and HTTP/2.
type replica struct {
	*vault.Vault
	guard    *cutoff.Guard
	database *sql.Driver
	sites    map[string]*httptest.Server

	mu    sync.Mutex
	ended map[string]time.Time // requests by name
}

// newReplica starts a replica of w's vault on a database.
func newReplica(w *vaulttest.World, database *sql.Driver) *replica {
	w.Helper()
	r := &replica{database: database, sites: map[string]*httptest.Server{}, ended: map[string]time.Time{}}
	cfg := w.Config
	r.guard = w.Guard(database)
	cfg.Database, cfg.Guard = database, r.guard
	var err error
	r.Vault, err = vault.New(cfg)
	must(w, err)
	handlers, err := content.New(content.Config{
		Vault: r.Vault, UploadsURL: "/uploads", MaxUpload: 1 << 30, Log: slog.New(slog.DiscardHandler),
	})
	must(w, err)
	mux := http.NewServeMux()
	mux.Handle("/uploads/{id}", handlers.Upload)
	mux.Handle("/documents/{id}/content", handlers.Document)
	mux.Handle("/documents/zip", handlers.DocumentsZip)
	for _, protocol := range []string{"HTTP/1.1", "HTTP/2.0"} {
		site := httptest.NewUnstartedServer(r.admit(mux))
		site.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug)
		site.Config.ConnContext = func(ctx context.Context, conn net.Conn) context.Context {
			_ = conn.(*tls.Conn).NetConn().(*net.TCPConn).SetWriteBuffer(room) // else a transfer is not slow, which shows
			return content.ConnContext(ctx, conn)
		}
		site.EnableHTTP2 = protocol == "HTTP/2.0"
		site.StartTLS()
		client := site.Client().Transport.(*http.Transport)
		client.HTTP2 = &http.HTTP2Config{MaxReceiveBufferPerStream: room}
		client.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := new(net.Dialer).DialContext(ctx, network, address)
			if err == nil {
				err = conn.(*net.TCPConn).SetReadBuffer(room)
			}
			return conn, err
		}
		w.Cleanup(site.Close)
		w.Cleanup(site.CloseClientConnections)
		r.sites[protocol] = site
	}
	return r
}

// admit finds out who is asking, and notes when the answer ended.
func (r *replica) admit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		defer func() {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.ended[in.Header.Get("Name")] = time.Now()
		}()
		who, err := context.Context(nil), error(nil)
		if secret := in.Header.Get("Session"); secret != "" {
			who, err = r.Resume(in.Context(), secret)
		} else {
			who, err = r.Admit(in.Context(), vault.Identity{
				Issuer: vaulttest.Issuer, Subject: in.Header.Get("Subject"), Kind: viewer.Kind(in.Header.Get("Kind")),
				AuthenticatedAt: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
			})
		}
		if err != nil {
			http.Error(out, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(out, in.WithContext(who))
	})
}

// endOf is when the request of a name ended; zero is not yet.
func (r *replica) endOf(name string) time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ended[name]
}

func (r *replica) open(t testing.TB, want int) {
	t.Helper()
	eventually(t, fmt.Sprintf("%d streams open", want), func() bool { return r.guard.Figures().Open == want })
}

func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for begun := time.Now(); !holds(); time.Sleep(time.Millisecond) {
		if time.Since(begun) > soon {
			t.Fatalf("not within %s: %s", soon, what)
		}
	}
}

// transfer is a download or an upload under way whose client is slow: half of
// it is still to come, and goes on when finish is called.
type transfer struct {
	name   string
	at     *replica
	finish func() error // nil is success
}

// as returns the headers of a person's request.
func as(p vaulttest.Person, session string) http.Header {
	return http.Header{"Subject": {p.Subject}, "Kind": {string(p.Kind)}, "Session": {session}}
}

func (r *replica) request(
	t testing.TB, protocol, name, method, path string, body io.Reader, who http.Header,
) (*http.Client, *http.Request) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, r.sites[protocol].URL+path, body)
	must(t, err)
	request.Header = who.Clone()
	request.Header.Set("Name", name)
	return r.sites[protocol].Client(), request
}

// download begins a download and reads a little of it.
func (r *replica) download(t testing.TB, protocol, name string, document typeid.ID, who http.Header) *transfer {
	t.Helper()
	return r.take(t, protocol, name+" down "+protocol, "/documents/"+string(document)+"/content", who)
}

// zip is download, of the document within a ZIP file.
func (r *replica) zip(t testing.TB, protocol, name string, document typeid.ID, who http.Header) *transfer {
	t.Helper()
	return r.take(t, protocol, name+" zip "+protocol, "/documents/zip?id="+string(document), who)
}

// take begins to read what carries a document of the large size.
func (r *replica) take(t testing.TB, protocol, name, path string, who http.Header) *transfer {
	t.Helper()
	client, request := r.request(t, protocol, name, http.MethodGet, path, nil, who)
	answer, err := client.Do(request)
	must(t, err)
	if answer.StatusCode != http.StatusOK || answer.Proto != protocol {
		t.Fatalf("%s: %s %s", name, answer.Proto, answer.Status)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	_, err = io.CopyN(io.Discard, answer.Body, 64<<10)
	must(t, err)
	return &transfer{name: name, at: r, finish: func() error {
		n, err := io.Copy(io.Discard, answer.Body)
		if err == nil && n < large-64<<10 {
			err = fmt.Errorf("a short success: %d bytes", n)
			t.Error(err)
		}
		return err
	}}
}

// upload begins to send an upload that exists, and sends half of it.
func (r *replica) upload(t testing.TB, protocol, name string, up vault.Upload, who http.Header) *transfer {
	t.Helper()
	name += " up " + protocol
	body, pipe := io.Pipe()
	client, request := r.request(t, protocol, name, http.MethodPatch, "/uploads/"+string(up.ID), body, who)
	request.ContentLength = up.Size
	for key, value := range map[string]string{
		"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream",
	} {
		request.Header.Set(key, value)
	}
	done := make(chan error, 1)
	go func() {
		answer, err := client.Do(request)
		if err == nil {
			err = errors.Join(answer.Body.Close())
			if answer.StatusCode != http.StatusNoContent {
				err = errors.New(answer.Status)
			}
		}
		done <- err
		_ = body.Close()
	}()
	t.Cleanup(func() { _ = pipe.CloseWithError(io.ErrUnexpectedEOF) })
	half := make([]byte, up.Size/2)
	_, err := pipe.Write(half)
	must(t, err)
	return &transfer{name: name, at: r, finish: func() error {
		_, _ = pipe.Write(half) // the answer tells
		_ = pipe.Close()
		return <-done
	}}
}

// everybody begins a download, a ZIP file and an upload for each person, by each protocol.
func (s *scene) everybody(t testing.TB, r *replica) map[string][]*transfer {
	t.Helper()
	all := map[string][]*transfer{}
	for name, p := range map[string]struct {
		vaulttest.Person
		session  string
		document typeid.ID
	}{
		"ed": {s.ed, "", s.contract}, "ed's session": {s.ed, s.session, s.contract},
		"pia": {s.pia, "", s.contract}, "cleo": {s.cleo, "", s.letter},
	} {
		for protocol := range r.sites {
			up, err := s.CreateUpload(p.Ctx(), vault.CreateUpload{DocumentID: &p.document, MediaType: "a/b", Size: 2 << 20})
			must(t, err)
			all[name] = append(all[name],
				r.download(t, protocol, name, p.document, as(p.Person, p.session)),
				r.zip(t, protocol, name, p.document, as(p.Person, p.session)),
				r.upload(t, protocol, name, up, as(p.Person, p.session)))
		}
	}
	r.open(t, 24)
	return all
}

// durable counts the bytes of all uploads that are durable.
func (s *scene) durable(t testing.TB) (n int) {
	t.Helper()
	must(t, s.Database.DB().QueryRowContext(t.Context(),
		"SELECT coalesce(sum(durable), 0) FROM uploads WHERE state = 'OPEN'").Scan(&n))
	return n
}

// cut waits until the server has ended the transfers, tells how long that took
// the slowest, and requires that their clients see a failure.
func cut(t testing.TB, since time.Time, transfers ...*transfer) {
	t.Helper()
	var worst time.Duration
	for _, x := range transfers {
		eventually(t, x.name+" is cut", func() bool { return !x.at.endOf(x.name).IsZero() })
		worst = max(worst, x.at.endOf(x.name).Sub(since))
	}
	t.Logf("%d streams were cut, the last after %s", len(transfers), worst.Round(100*time.Microsecond))
	for _, x := range transfers {
		if x.finish() == nil {
			t.Errorf("%s: the client saw a success", x.name)
		}
	}
}

// goOn requires that transfers come to their right end.
func goOn(t testing.TB, transfers ...*transfer) {
	t.Helper()
	for _, x := range transfers {
		if err := x.finish(); err != nil {
			t.Errorf("%s: %v", x.name, err)
		}
	}
}
