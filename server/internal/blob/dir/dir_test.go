package dir_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"strongroom/server/internal/blob"
	"strongroom/server/internal/blob/blobtest"
	"strongroom/server/internal/blob/dir"
)

func open(t *testing.T, path string) *dir.Store {
	t.Helper()
	s, err := dir.New(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestContract(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Store { return open(t, t.TempDir()) })
}

func TestModes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made")
	s := open(t, path)
	if err := s.Put(t.Context(), "a/b/c", 1, strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(path, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSymbolicLinkOutsideIsNotFollowed(t *testing.T) {
	outside, path := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	for link, target := range map[string]string{"file": filepath.Join(outside, "secret"), "dir": outside} {
		if err := os.Symlink(target, filepath.Join(path, link)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"file", "dir/secret"} {
		if r, err := s.Open(t.Context(), name, 0, 1); err == nil {
			r.Close()
			t.Errorf("%s was opened", name)
		}
	}
	if err := s.Put(t.Context(), "dir/new", 1, strings.NewReader("x")); err == nil {
		t.Error("wrote through a link")
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) != 1 {
		t.Errorf("outside holds %v, %v", entries, err)
	}
}

func TestLeftoversOfACrashAreRemovedAndMultipartsSurvive(t *testing.T) {
	path := t.TempDir()
	s := open(t, path)
	id, err := s.Begin(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	part, err := s.PutPart(t.Context(), "a", id, 1, 4, strings.NewReader("left"))
	if err != nil {
		t.Fatal(err)
	}
	leftovers := []string{filepath.Join(path, ".tmp", "HALF"), filepath.Join(path, ".multipart", "nameless", "x")}
	for _, name := range leftovers {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s = open(t, path)
	for _, name := range leftovers {
		if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Complete(t.Context(), "a", id, []blob.Part{part}); err != nil {
		t.Fatal(err)
	}
}

// The limit on the size of files stands in for a disk: the system refuses the write
// in the middle in the same way.
func TestFullDiskLeavesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1 << 20, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	err := s.Put(t.Context(), "a", 2<<20, bytes.NewReader(make([]byte, 2<<20)))
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(err, blob.ErrFull) {
		t.Fatalf("got %v, want %v", err, blob.ErrFull)
	}
	if _, err := s.Stat(t.Context(), "a"); !errors.Is(err, blob.ErrNotExist) {
		t.Fatalf("left behind: %v", err)
	}
	if err := s.Put(t.Context(), "a", 2<<20, bytes.NewReader(make([]byte, 2<<20))); err != nil {
		t.Fatal(err)
	}
}

func TestUnwritableDirectoryIsNotReady(t *testing.T) {
	path := t.TempDir()
	s := open(t, path)
	if err := os.Remove(filepath.Join(path, ".tmp")); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); !errors.Is(err, blob.ErrUnavailable) {
		t.Fatalf("got %v, want %v", err, blob.ErrUnavailable)
	}
}
