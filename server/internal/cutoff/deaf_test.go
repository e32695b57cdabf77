package cutoff_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"github.com/jackc/pgx/v5"

	"strongroom/ent/flow"
	"strongroom/ent/typeid"
	"strongroom/server/internal/cutoff"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// proxy stands between a replica and its database.
type proxy struct {
	net.Listener
	to string

	mu     sync.Mutex // guards the rest
	silent bool       // passes nothing on, and closes nothing
	conns  []net.Conn
}

// throughProxy returns the address of a database behind a proxy.
func throughProxy(t testing.TB, database string) (*proxy, string) {
	t.Helper()
	parsed, err := url.Parse(database)
	must(t, err)
	config, err := pgx.ParseConfig(database)
	must(t, err)
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	p := &proxy{Listener: listener, to: net.JoinHostPort(config.Host, fmt.Sprint(config.Port))}
	t.Cleanup(func() { _ = p.Close(); p.set(false, true) })
	go p.serve()
	parsed.Host = listener.Addr().String()
	return p, parsed.String()
}

func (p *proxy) serve() {
	for {
		in, err := p.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", p.to)
		if err != nil {
			_ = in.Close()
			continue
		}
		p.mu.Lock()
		p.conns = append(p.conns, in, out)
		p.mu.Unlock()
		for _, way := range [][2]net.Conn{{in, out}, {out, in}} {
			go p.pass(way[0], way[1])
		}
	}
}

func (p *proxy) pass(from, to net.Conn) {
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		for p.isSilent() {
			time.Sleep(5 * time.Millisecond)
		}
		if err == nil {
			_, err = to.Write(b[:n])
		}
		if err != nil {
			_, _ = from.Close(), to.Close()
			return
		}
	}
}

func (p *proxy) isSilent() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.silent
}

// set makes the proxy silent or not, and closes what is connected if told to.
func (p *proxy) set(silent, drop bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.silent = silent
	if drop {
		for _, c := range p.conns {
			_ = c.Close()
		}
		p.conns = nil
	}
}

// TestTheDatabaseIsOutOfReach cuts the network between one replica and the
// database while somebody departs: the replica hears nothing of it, cuts
// everybody and serves nobody until it hears again.
func TestTheDatabaseIsOutOfReach(t *testing.T) {
	w := vaulttest.New(t, dialect.Postgres)
	s := newScene(w)
	p, behind := throughProxy(t, vaulttest.Address(t, s.Database))
	there := newReplica(w, vaulttest.OpenAt(t, dialect.Postgres, behind))
	all := s.everybody(t, there)

	p.set(true, false)
	since := time.Now()
	_, err := s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.ed.ID, Reason: "left"})
	must(t, err)
	for _, transfers := range all {
		cut(t, since, transfers...)
	}
	eventually(t, "it knows that it is deaf", func() bool { return errors.Is(there.guard.Hearing(), cutoff.ErrDeaf) })
	if figures := there.guard.Figures(); figures.Cut["unsure"] != 24 {
		t.Errorf("cut: %v", figures.Cut)
	}
	if _, err := there.guard.Open(t.Context(), flow.Download, nil); !errors.Is(err, cutoff.ErrDeaf) {
		t.Errorf("a stream was opened: %v", err)
	}

	p.set(false, true)
	begun := time.Now()
	eventually(t, "it hears again", func() bool { return there.guard.Hearing() == nil })
	t.Logf("it hears again after %s", time.Since(begun).Round(time.Millisecond))
	eventually(t, "it serves again", func() bool { // its connections were lost, each of which it has to find out
		client, request := there.request(t, "HTTP/1.1", "again", http.MethodHead, "/documents/"+string(s.letter)+"/content", nil, as(s.cleo, ""))
		answer, err := client.Do(request)
		must(t, err)
		must(t, answer.Body.Close())
		return answer.StatusCode == http.StatusOK
	})
	goOn(t, there.download(t, "HTTP/2.0", "after", s.letter, as(s.cleo, "")))
	client, request := there.request(t, "HTTP/1.1", "left", http.MethodGet, "/documents/"+string(s.contract)+"/content", nil, as(s.ed, ""))
	answer, err := client.Do(request)
	must(t, err)
	must(t, answer.Body.Close())
	if answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("who has left is answered %s", answer.Status)
	}
}

// TestDeafIsUnavailable asks a vault for a stream while its guard is deaf,
// and the database is within reach.
func TestDeafIsUnavailable(t *testing.T) {
	w := vaulttest.New(t, dialect.Postgres)
	s := newScene(w)
	p, behind := throughProxy(t, vaulttest.Address(t, s.Database))
	guard := w.Guard(vaulttest.OpenAt(t, dialect.Postgres, behind))
	p.set(true, false)
	eventually(t, "it is deaf", func() bool { return guard.Hearing() != nil })
	w.Config.Guard = guard
	w.Replica()
	if _, err := s.cleo.Download(s.letter); vault.CodeOf(err) != vault.Unavailable {
		t.Errorf("download: %v", err)
	}
	up, err := s.CreateUpload(s.cleo.Ctx(), vault.CreateUpload{DocumentID: &s.letter, MediaType: "a/b", Size: 1})
	must(t, err)
	if _, err := s.ReceiveUpload(s.cleo.Ctx(), up.ID, 0, 1, io.LimitReader(nil, 0)); vault.CodeOf(err) != vault.Unavailable {
		t.Errorf("upload: %v", err)
	}
}

// TestTheListenerIsKilled ends the connection that hears, and lets somebody
// depart before there is another.
func TestTheListenerIsKilled(t *testing.T) {
	w := vaulttest.New(t, dialect.Postgres)
	s := newScene(w)
	there := newReplica(w, vaulttest.OpenAt(t, dialect.Postgres, vaulttest.Address(t, s.Database)))
	all := s.everybody(t, there)
	// In one transaction, so that nobody listens when the news goes out.
	_, err := s.Database.DB().ExecContext(t.Context(), `DO $$ BEGIN
		PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid();
		UPDATE users SET status = 'DEPARTED' WHERE subject = 'ed';
	END $$`)
	must(t, err)
	since := time.Now()
	cut(t, since, append(all["ed"], all["ed's session"]...)...)
	goOn(t, append(all["pia"], all["cleo"]...)...)
}

// counted counts how often it is asked.
type counted struct {
	grounds cutoff.Grounds
	asked   atomic.Int64
	answer  atomic.Pointer[error]
	slow    time.Duration
}

func (c *counted) still(context.Context) (cutoff.Grounds, error) {
	c.asked.Add(1)
	time.Sleep(c.slow)
	if err := c.answer.Load(); err != nil {
		return cutoff.Grounds{}, *err
	}
	return c.grounds, nil
}

// TestABurstAsksOnce holds that news is not answered one by one, and that
// nobody is asked whom it does not concern.
func TestABurstAsksOnce(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		ed, pia := w.Staff("ed"), w.Partner("pia")
		guard := cutoff.Start(t.Context(), cutoff.Config{
			Database: w.Database, Clock: w.Clock.Now, Log: slog.New(slog.DiscardHandler),
		})
		t.Cleanup(guard.Close)
		open := func(on typeid.ID) *counted {
			c := &counted{grounds: cutoff.Grounds{On: []typeid.ID{on}}, slow: 20 * time.Millisecond}
			stream, err := guard.Open(t.Context(), flow.Download, c.still)
			must(t, err)
			stream.RestOn(c.grounds)
			return c
		}
		his, hers := open(ed.ID), open(pia.ID)
		const burst = 200
		for range burst {
			_, err := w.Database.DB().ExecContext(t.Context(), "UPDATE users SET epoch = epoch + 1 WHERE subject = 'ed'")
			must(t, err)
		}
		eventually(t, "he is asked", func() bool { return his.asked.Load() > 0 })
		time.Sleep(100 * time.Millisecond)
		if n := his.asked.Load(); n > burst/2 {
			t.Errorf("asked %d times for %d pieces of news", n, burst)
		}
		if n := hers.asked.Load(); n > 0 {
			t.Errorf("asked %d times about news of somebody else", n)
		}
		_, err := w.Database.DB().ExecContext(t.Context(), "UPDATE users SET display_name = 'Edward', last_seen_at = created_at")
		must(t, err)
		before := his.asked.Load()
		time.Sleep(100 * time.Millisecond)
		if n := his.asked.Load(); n != before {
			t.Error("asked about what is no news")
		}
	})
}

// TestNobodyKnows holds that a question that stays unanswered is put again, and
// ends the stream when the lease is over, not before and not much later.
func TestNobodyKnows(t *testing.T) {
	w := vaulttest.New(t, dialect.SQLite)
	ed := w.Staff("ed")
	unsure := fmt.Errorf("database is away: %w", cutoff.ErrUnsure)
	for name, recovers := range map[string]bool{"for a moment": true, "for good": false} {
		t.Run(name, func(t *testing.T) {
			guard := w.Guard(w.Database)
			c := &counted{grounds: cutoff.Grounds{On: []typeid.ID{ed.ID}}}
			stream, err := guard.Open(t.Context(), flow.Download, c.still)
			must(t, err)
			defer stream.Close()
			stream.RestOn(c.grounds)
			c.answer.Store(&unsure)
			_, err = w.Database.DB().ExecContext(t.Context(), "UPDATE users SET epoch = epoch + 1")
			must(t, err)
			since := time.Now()
			eventually(t, "it is asked again", func() bool { return c.asked.Load() > 2 })
			if recovers {
				c.answer.Store(nil)
				time.Sleep(cutoff.Lease + cutoff.Lease/2)
				must(t, stream.Err())
				return
			}
			<-stream.Context().Done()
			if took := time.Since(since); took < cutoff.Lease/2 || !errors.Is(stream.Err(), cutoff.ErrUnsure) {
				t.Errorf("cut after %s: %v", took, stream.Err())
			}
		})
	}
}
