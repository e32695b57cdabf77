package vault_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"strongroom/ent/typeid"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// The crash table: a process of its own does one thing and is killed (SIGKILL) at
// its first step, its second, and so on until it lives to the end. A step is each
// look at the clock, with which a transaction begins, and either side of each call
// of the store. Whatever was left, another process goes on from it: nothing is
// lost, nothing is half-made, and what is over leaves nothing behind.

// crashing are the things that are done, by name. do runs in the process that is
// killed, and after in the one that goes on.
var crashing = map[string]struct {
	prepare func(t *testing.T, s *scene) string // what do and after are told
	do      func(w *vaulttest.World, clara vaulttest.Person, told string)
	after   func(t *testing.T, s *scene, told string)
}{
	"upload": {
		prepare: func(t *testing.T, s *scene) string {
			up := s.begin(t, len(crashContent))
			_, err := s.send(up.ID, 0, bytes.NewReader(crashContent[:1000]), 1000) // a piece, to be joined
			wantCode(t, err, "")
			return string(up.ID)
		},
		do: func(w *vaulttest.World, clara vaulttest.Person, told string) {
			_, _ = w.ReceiveUpload(clara.Ctx(), typeid.ID(told), 1000, -1, bytes.NewReader(crashContent[1000:]))
		},
		after: func(t *testing.T, s *scene, told string) {
			now, err := s.UploadStatus(s.clara.Ctx(), typeid.ID(told))
			wantCode(t, err, "")
			if now.Offset < 1000 {
				t.Fatalf("durable %d, less than before", now.Offset)
			}
			if !now.Finished {
				if s.clara.Sees(now.DocumentID) {
					t.Fatal("half-made document")
				}
				_, err = s.send(now.ID, now.Offset, bytes.NewReader(crashContent[now.Offset:]), len(crashContent)-int(now.Offset))
				wantCode(t, err, "")
			}
			got, err := s.clara.Download(now.DocumentID)
			wantCode(t, err, "")
			if !bytes.Equal(got, crashContent) {
				t.Fatal("other bytes than were uploaded")
			}
			s.settled(t, 2)
		},
	},
	"upload whose size comes last": {
		prepare: func(t *testing.T, s *scene) string {
			up := s.begin(t, 0, deferred)
			_, err := s.send(up.ID, 0, bytes.NewReader(crashContent[:1000]), 1000) // what ends a request is held
			wantCode(t, err, "")
			return string(up.ID)
		},
		do: func(w *vaulttest.World, clara vaulttest.Person, told string) {
			if _, err := w.DeclareSize(clara.Ctx(), typeid.ID(told), 1000); err == nil {
				_, _ = w.ReceiveUpload(clara.Ctx(), typeid.ID(told), 1000, 0, bytes.NewReader(nil))
			}
		},
		after: func(t *testing.T, s *scene, told string) {
			now, err := s.UploadStatus(s.clara.Ctx(), typeid.ID(told)) // finishes what is declared
			wantCode(t, err, "")
			if now.SizeDeferred {
				_, err = s.DeclareSize(s.clara.Ctx(), now.ID, now.Offset)
				wantCode(t, err, "")
				now, err = s.UploadStatus(s.clara.Ctx(), now.ID)
				wantCode(t, err, "")
			}
			got, err := s.clara.Download(now.DocumentID)
			wantCode(t, err, "")
			if !now.Finished || !bytes.Equal(got, crashContent[:1000]) {
				t.Fatal("other bytes than were uploaded")
			}
			s.settled(t, 2)
		},
	},
	"upload of one part": {
		prepare: func(t *testing.T, s *scene) string { return string(s.begin(t, 1000).ID) },
		do: func(w *vaulttest.World, clara vaulttest.Person, told string) {
			_, _ = w.ReceiveUpload(clara.Ctx(), typeid.ID(told), 0, -1, bytes.NewReader(crashContent[:1000]))
		},
		after: func(t *testing.T, s *scene, told string) {
			now, err := s.UploadStatus(s.clara.Ctx(), typeid.ID(told))
			wantCode(t, err, "")
			if !now.Finished {
				_, err = s.send(now.ID, 0, bytes.NewReader(crashContent[:1000]), 1000)
				wantCode(t, err, "")
			}
			got, err := s.clara.Download(now.DocumentID)
			wantCode(t, err, "")
			if !bytes.Equal(got, crashContent[:1000]) {
				t.Fatal("other bytes than were uploaded")
			}
			s.settled(t, 2)
		},
	},
	"joining": {
		prepare: func(t *testing.T, s *scene) string {
			first, second := s.partial(t, crashContent[:1000]), s.partial(t, crashContent[1000:])
			return string(s.begin(t, 0, joining(first, second)).ID)
		},
		do: func(w *vaulttest.World, clara vaulttest.Person, told string) {
			_ = w.JoinUploads(clara.Ctx(), typeid.ID(told))
		},
		after: func(t *testing.T, s *scene, told string) {
			now, err := s.UploadStatus(s.clara.Ctx(), typeid.ID(told))
			wantCode(t, err, "")
			if !now.Finished { // as a client does that has no answer
				if s.clara.Sees(now.DocumentID) {
					t.Fatal("half-made document")
				}
				wantCode(t, s.AbandonUpload(s.clara.Ctx(), now.ID), "")
				now = s.begin(t, 0, joining(now.Joins...))
				wantCode(t, s.JoinUploads(s.clara.Ctx(), now.ID), "")
			}
			s.reads(t, now.DocumentID, crashContent)
			s.Clock.Move(s.Config.UploadLife) // what was joined, and not given up
			wantCode(t, s.EndUploads(t.Context()), "")
			s.settled(t, 2)
		},
	},
	"giving up": {
		prepare: func(t *testing.T, s *scene) string {
			up := s.begin(t, len(crashContent))
			n := seal.PartSize + 3
			_, err := s.send(up.ID, 0, bytes.NewReader(crashContent[:n]), n)
			wantCode(t, err, "")
			return string(up.ID)
		},
		do: func(w *vaulttest.World, clara vaulttest.Person, told string) {
			_ = w.AbandonUpload(clara.Ctx(), typeid.ID(told))
		},
		after: func(t *testing.T, s *scene, told string) {
			_ = s.AbandonUpload(s.clara.Ctx(), typeid.ID(told)) // unless that was done
			s.settled(t, 1)
		},
	},
	"deleting": {
		prepare: func(_ *testing.T, s *scene) string {
			return string(s.clara.Document(s.root.ID, "Gone", "PUBLIC", []byte("gone")))
		},
		do: func(w *vaulttest.World, clara vaulttest.Person, told string) {
			_ = w.DeleteDocument(clara.Ctx(), vault.DeleteDocument{DocumentID: typeid.ID(told)})
		},
		after: func(t *testing.T, s *scene, _ string) { s.settled(t, 2) }, // its bytes stay for a while
	},
	"purging": {
		prepare: func(t *testing.T, s *scene) string {
			gone := s.clara.Document(s.root.ID, "Gone", "PUBLIC", []byte("gone"))
			wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: gone}), "")
			return ""
		},
		do: func(w *vaulttest.World, _ vaulttest.Person, _ string) {
			w.Clock.Move(purgeAfter)
			_ = w.Purge(context.Background())
		},
		after: func(t *testing.T, s *scene, _ string) {
			s.Clock.Move(purgeAfter)
			wantCode(t, s.Purge(t.Context()), "")
			s.settled(t, 1)
		},
	},
	"moving to another bucket": {
		prepare: func(t *testing.T, s *scene) string {
			up := s.begin(t, len(crashContent)) // INTERNAL, of two parts
			_, err := s.send(up.ID, 0, bytes.NewReader(crashContent), len(crashContent))
			wantCode(t, err, "")
			return string(up.DocumentID)
		},
		do: func(w *vaulttest.World, _ vaulttest.Person, _ string) {
			w.KeepIn(vaulttest.OtherBucket, "INTERNAL", "CONFIDENTIAL")
			_ = w.Relocate(context.Background())
		},
		after: func(t *testing.T, s *scene, told string) {
			s.KeepIn(vaulttest.OtherBucket, "INTERNAL", "CONFIDENTIAL")
			read := func() {
				t.Helper()
				got, err := s.clara.Download(typeid.ID(told))
				wantCode(t, err, "")
				if !bytes.Equal(got, crashContent) {
					t.Fatal("other bytes than were uploaded")
				}
			}
			read()
			wantCode(t, s.Relocate(t.Context()), "")
			read()
			s.settled(t, 2)
			if n := s.objects(t, blob.Labelled); n != 2 {
				t.Fatalf("%d objects in the bucket", n)
			}
		},
	},
	"rotating the root key": {
		prepare: func(t *testing.T, s *scene) string {
			s.clara.Document(s.root.ID, "More", "SECRET", []byte("more"))
			s.watched(t)
			path := t.TempDir() + "/other.key"
			_, err := seal.CreateKeyFile(path)
			wantCode(t, err, "")
			return path
		},
		do: func(w *vaulttest.World, _ vaulttest.Person, told string) {
			if other, err := seal.OpenKeyFile(told); err == nil {
				_, _, _ = vault.NewRotation(w.Database, seal.Roots{other, w.Config.Root}, w.Config.Clock).Root(context.Background())
			}
		},
		after: func(t *testing.T, s *scene, told string) {
			other, err := seal.OpenKeyFile(told)
			wantCode(t, err, "")
			both := seal.Roots{other, s.Config.Root}
			s.Config.Root = both
			s.Replica()
			s.open(t, s.clara) // some keys under one, some under the other
			_, _, err = vault.NewRotation(s.Database, both, s.Config.Clock).Root(t.Context())
			wantCode(t, err, "")
			s.Config.Root = other
			s.Replica()
			s.settled(t, 2)
		},
	},
	"rotating": {
		prepare: func(t *testing.T, s *scene) string {
			for range 3 {
				s.clara.Document(s.root.ID, "More", "SECRET", []byte("more"))
			}
			return ""
		},
		do: func(w *vaulttest.World, _ vaulttest.Person, _ string) {
			w.Clock.Move(time.Second)
			_, _, _ = vault.NewRotation(w.Database, w.Config.Root, w.Config.Clock).Customer(context.Background(), w.Clock.Now())
		},
		after: func(t *testing.T, s *scene, _ string) {
			for _, row := range s.allVersions(t) {
				_, err := s.clara.Download(row.DocumentID)
				wantCode(t, err, "")
			}
			s.Clock.Move(time.Second)
			_, _, err := vault.NewRotation(s.Database, s.Config.Root, s.Config.Clock).Customer(t.Context(), s.Clock.Now())
			wantCode(t, err, "")
			s.open(t, s.clara)
			s.settled(t, 4)
		},
	},
}

var crashContent = bytes.Repeat([]byte("strongroom"), seal.PartSize/10+100)

const purgeAfter = 31 * 24 * time.Hour

// settled fails unless, after housekeeping, the store holds so many objects, the
// documents', and nothing else that will not be swept.
func (s *scene) settled(t *testing.T, documents int) {
	t.Helper()
	wantCode(t, s.EndUploads(t.Context()), "")
	c := vault.Comparison{Database: s.Database, Store: s.Store, Policy: s.Config.Policy, Life: s.Config.UploadLife}
	wantCode(t, c.Run(t.Context(), time.Now().Add(48*time.Hour), true, func(d vault.Drift) {
		if d.Version != "" {
			t.Errorf("%s: %s", d.Kind, d.Version)
		}
	}), "")
	if left := s.stored(t); len(left) != documents {
		t.Fatalf("stored %v, want %d documents", left, documents)
	}
	s.open(t, s.clara)
}

const (
	crashWhat = "STRONGROOM_TEST_CRASH_WHAT"
	crashStep = "STRONGROOM_TEST_CRASH_STEP"
	crashAt   = "STRONGROOM_TEST_CRASH_AT"
	crashTold = "STRONGROOM_TEST_CRASH_TOLD"
)

func TestCrash(t *testing.T) {
	if what, killed := os.LookupEnv(crashWhat); killed {
		live(t, what)
		return
	}
	t.Parallel()
	for what := range crashing {
		for _, d := range vaulttest.Dialects() {
			t.Run(what+" on "+d, func(t *testing.T) {
				t.Parallel()
				for step := 1; crash(t, what, d, step); step++ {
					if step > 200 {
						t.Fatal("it never lives to the end")
					}
				}
			})
		}
	}
}

// crash does a thing in a world of its own, in a process that is killed at a step,
// and tells whether it came so far.
func crash(t *testing.T, what, d string, step int) (killed bool) {
	t.Helper()
	place := vaulttest.NewPlace(t, d)
	at, err := json.Marshal(place)
	wantCode(t, err, "")
	s := newScene(vaulttest.At(t, place))
	told := crashing[what].prepare(t, s)
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCrash$")
	child.Env = append(os.Environ(), crashWhat+"="+what, crashStep+"="+strconv.Itoa(step), crashAt+"="+string(at), crashTold+"="+told)
	output, err := child.CombinedOutput()
	var ended *exec.ExitError
	switch killed = err != nil; {
	case !killed:
	case errors.As(err, &ended) && ended.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL:
	default:
		t.Fatalf("step %d: %v\n%s", step, err, output)
	}
	s.Replica()
	crashing[what].after(t, s, told)
	if t.Failed() {
		t.Fatalf("after step %d", step)
	}
	return killed
}

// live does a thing in a process that is killed at one of its steps.
func live(t *testing.T, what string) {
	step, err := strconv.ParseInt(os.Getenv(crashStep), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	var place vaulttest.Place
	if err := json.Unmarshal([]byte(os.Getenv(crashAt)), &place); err != nil {
		t.Fatal(err)
	}
	w := vaulttest.At(t, place)
	clara := w.Staff("clara")
	clara.Ctx()
	doom := &doom{left: step}
	w.Config.Store = doomed{w.Store, doom}
	clock := w.Config.Clock
	w.Config.Clock = func() time.Time {
		doom.step()
		return clock()
	}
	w.Replica()
	crashing[what].do(w, clara, os.Getenv(crashTold))
}

// doom kills the process when no step is left.
type doom struct{ left int64 }

func (d *doom) step() {
	if atomic.AddInt64(&d.left, -1) == 0 {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // until it is heard
	}
}

// doomed is a store in whose calls the process may be killed.
type doomed struct {
	blob.Store
	doom *doom
}

func (d doomed) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	d.doom.step()
	defer d.doom.step()
	return d.Store.Put(ctx, name, size, r)
}

func (d doomed) Remove(ctx context.Context, name string) error {
	d.doom.step()
	defer d.doom.step()
	return d.Store.Remove(ctx, name)
}

func (d doomed) Begin(ctx context.Context, name string) (string, error) {
	d.doom.step()
	defer d.doom.step()
	return d.Store.Begin(ctx, name)
}

func (d doomed) PutPart(ctx context.Context, name, multipart string, number int, size int64, r io.Reader) (blob.Part, error) {
	d.doom.step()
	defer d.doom.step()
	return d.Store.PutPart(ctx, name, multipart, number, size, r)
}

func (d doomed) Complete(ctx context.Context, name, multipart string, parts []blob.Part) error {
	d.doom.step()
	defer d.doom.step()
	return d.Store.Complete(ctx, name, multipart, parts)
}

func (d doomed) Abort(ctx context.Context, name, multipart string) error {
	d.doom.step()
	defer d.doom.step()
	return d.Store.Abort(ctx, name, multipart)
}
