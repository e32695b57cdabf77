package dir

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"strongroom/server/internal/blob"
)

const (
	tmpDir       = ".tmp"
	multipartDir = ".multipart"
	nameFile     = "name" // in a multipart's directory: the object's name
)

// Store is a [blob.Store] of files.
type Store struct{ root *os.Root }

var _ blob.Store = (*Store)(nil)

// New opens the directory at path, creates it if needed, and removes what a crash left
// half-written. The caller closes.
func New(path string) (*Store, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, failed(err)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, failed(err)
	}
	s := &Store{root}
	if err := errors.Join(root.RemoveAll(tmpDir), s.mkdir(tmpDir), s.mkdir(multipartDir)); err != nil {
		return nil, failed(errors.Join(err, root.Close()))
	}
	if err := s.sweep(); err != nil {
		return nil, failed(errors.Join(err, root.Close()))
	}
	return s, nil
}

// sweep removes multiparts that a crash left without a name.
func (s *Store) sweep() error {
	entries, err := s.entries(multipartDir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		dir := path.Join(multipartDir, e.Name())
		if _, err := s.root.Lstat(path.Join(dir, nameFile)); errors.Is(err, fs.ErrNotExist) {
			if err := s.root.RemoveAll(dir); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close releases the directory. Open objects stay readable.
func (s *Store) Close() error { return s.root.Close() }

// Put implements [blob.Store].
func (s *Store) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	if err := blob.CheckName(name); err != nil {
		return err
	}
	if size < 0 {
		return fmt.Errorf("%w: %d bytes", blob.ErrShort, size)
	}
	if _, err := s.root.Lstat(name); err == nil {
		return fmt.Errorf("%w: %s", blob.ErrExist, name)
	}
	return s.write(ctx, name, func(f *os.File) error {
		_, err := io.Copy(f, blob.Exactly(reader{ctx, r}, size))
		return err
	})
}

// write makes the file name out of what fill writes, all or nothing.
func (s *Store) write(ctx context.Context, name string, fill func(*os.File) error) (err error) {
	tmp := path.Join(tmpDir, rand.Text())
	f, err := s.root.OpenFile(tmp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return failed(err)
	}
	defer func() { err = errors.Join(err, failed(s.root.Remove(tmp))) }()
	err = fill(f)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return failed(err)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err := s.mkdir(path.Dir(name)); err != nil {
		return failed(err)
	}
	// A crash before the link leaves nothing visible, one before the sync the whole
	// object or nothing. Unlike a rename, a link never replaces.
	if err := s.root.Link(tmp, name); err != nil {
		return failed(err)
	}
	return failed(s.sync(path.Dir(name)))
}

// mkdir creates dir and its parents, durably.
func (s *Store) mkdir(dir string) error {
	if _, err := s.root.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := s.mkdir(path.Dir(dir)); err != nil {
		return err
	}
	if err := s.root.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return s.sync(path.Dir(dir))
}

// sync makes the entries of dir durable.
func (s *Store) sync(dir string) error {
	f, err := s.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Open implements [blob.Store].
func (s *Store) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	if err := blob.CheckName(name); err != nil {
		return nil, err
	}
	if err := blob.CheckRange(offset, length); err != nil {
		return nil, err
	}
	f, err := s.root.Open(name)
	if err != nil {
		return nil, failed(err)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = fmt.Errorf("%w: %s", blob.ErrNotExist, name)
	case offset >= info.Size():
		err = fmt.Errorf("%w: %s has %d bytes, none at %d", blob.ErrNotExist, name, info.Size(), offset)
	}
	if err != nil {
		return nil, errors.Join(failed(err), f.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{reader{ctx, io.NewSectionReader(f, offset, length)}, f}, nil
}

// Stat implements [blob.Store].
func (s *Store) Stat(ctx context.Context, name string) (blob.Object, error) {
	if err := blob.CheckName(name); err != nil {
		return blob.Object{}, err
	}
	if ctx.Err() != nil {
		return blob.Object{}, context.Cause(ctx)
	}
	info, err := s.root.Lstat(name)
	if err != nil {
		return blob.Object{}, failed(err)
	}
	if !info.Mode().IsRegular() {
		return blob.Object{}, fmt.Errorf("%w: %s", blob.ErrNotExist, name)
	}
	return blob.Object{Name: name, Size: info.Size(), Modified: info.ModTime()}, nil
}

// Remove implements [blob.Store]. Directories that become empty stay.
func (s *Store) Remove(ctx context.Context, name string) error {
	switch _, err := s.Stat(ctx, name); {
	case errors.Is(err, blob.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	if err := failed(s.root.Remove(name)); err != nil && !errors.Is(err, blob.ErrNotExist) {
		return err
	}
	return failed(s.sync(path.Dir(name)))
}

// List implements [blob.Store].
func (s *Store) List(ctx context.Context, prefix string) iter.Seq2[blob.Object, error] {
	return func(yield func(blob.Object, error) bool) {
		err := blob.CheckPrefix(prefix)
		if err == nil {
			err = s.walk(ctx, ".", prefix, yield)
		}
		if err != nil && err != fs.SkipAll {
			yield(blob.Object{}, failed(err))
		}
	}
}

// walk yields what dir holds in the order of whole names, in which "a-b" comes before
// "a/b" and "a/b" before "a0". It returns [fs.SkipAll] when it is told to stop.
func (s *Store) walk(ctx context.Context, dir, prefix string, yield func(blob.Object, error) bool) error {
	entries, err := s.entries(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	key := func(e fs.DirEntry) string {
		if e.IsDir() {
			return e.Name() + "/"
		}
		return e.Name()
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(key(a), key(b)) })
	for _, e := range entries {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		name := path.Join(dir, key(e))
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			if strings.HasPrefix(name+"/", prefix) || strings.HasPrefix(prefix, name+"/") {
				if err := s.walk(ctx, name, prefix, yield); err != nil {
					return err
				}
			}
		case strings.HasPrefix(name, prefix):
			o, err := s.Stat(ctx, name)
			if errors.Is(err, blob.ErrNotExist) {
				continue
			}
			if err != nil {
				return err
			}
			if !yield(o, nil) {
				return fs.SkipAll
			}
		}
	}
	return nil
}

// Check implements [blob.Store].
func (s *Store) Check(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	tmp := path.Join(tmpDir, rand.Text())
	if err := s.root.WriteFile(tmp, nil, 0o600); err != nil {
		return fmt.Errorf("%w: %w", blob.ErrUnavailable, failed(err))
	}
	return failed(s.root.Remove(tmp))
}

// failed gives an error of the file system the name that the contract has for it.
func failed(err error) error {
	switch {
	case err == nil || errors.Is(err, blob.ErrNotExist):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %w", blob.ErrNotExist, err)
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%w: %w", blob.ErrExist, err)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return fmt.Errorf("%w: %w", blob.ErrFull, err)
	case errors.Is(err, syscall.EIO), errors.Is(err, syscall.ESTALE), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w: %w", blob.ErrUnavailable, err)
	default:
		return err
	}
}

// reader ends when its context does.
type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if r.ctx.Err() != nil {
		return 0, context.Cause(r.ctx) // also when it ended while r was waiting
	}
	return n, err
}

// partFile is the file of a part; its ETag tells attempts at the same number apart.
func partFile(multipart string, number int, etag string) string {
	return path.Join(multipartDir, multipart, fmt.Sprintf("%05d-%s", number, etag))
}

func partNumber(file string) (int, bool) {
	digits, _, ok := strings.Cut(file, "-")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil
}
