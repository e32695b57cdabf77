package dir

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"strings"

	"strongroom/server/internal/blob"
)

// Begin implements [blob.Store].
func (s *Store) Begin(ctx context.Context, name string) (string, error) {
	if err := blob.CheckName(name); err != nil {
		return "", err
	}
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	id := strings.ToLower(rand.Text())
	dir := path.Join(multipartDir, id)
	if err := s.mkdir(dir); err != nil {
		return "", failed(err)
	}
	// A crash before the name is written leaves an empty directory, which New removes.
	err := s.write(ctx, path.Join(dir, nameFile), func(f *os.File) error {
		_, err := f.WriteString(name)
		return err
	})
	return id, err
}

// multipart returns the directory of a multipart that exists and is for name.
func (s *Store) multipart(ctx context.Context, name, id string) (string, error) {
	if err := blob.CheckName(name); err != nil {
		return "", err
	}
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	unknown := fmt.Errorf("%w: multipart %q of %s", blob.ErrNotExist, id, name)
	if id == "" || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz234567") != "" {
		return "", unknown
	}
	dir := path.Join(multipartDir, id)
	switch begun, err := s.root.ReadFile(path.Join(dir, nameFile)); {
	case errors.Is(err, fs.ErrNotExist) || err == nil && string(begun) != name:
		return "", unknown
	case err != nil:
		return "", failed(err)
	}
	return dir, nil
}

// PutPart implements [blob.Store].
func (s *Store) PutPart(ctx context.Context, name, multipart string, number int, size int64, r io.Reader) (blob.Part, error) {
	if err := blob.CheckPart(number, size); err != nil {
		return blob.Part{}, err
	}
	dir, err := s.multipart(ctx, name, multipart)
	if err != nil {
		return blob.Part{}, err
	}
	part := blob.Part{Number: number, Size: size, ETag: strings.ToLower(rand.Text())}
	file := partFile(multipart, number, part.ETag)
	err = s.write(ctx, file, func(f *os.File) error {
		_, err := io.Copy(f, blob.Exactly(reader{ctx, r}, size))
		return err
	})
	if err != nil {
		return blob.Part{}, err
	}
	// An earlier attempt is of no use any more. A crash before this leaves it to
	// Complete or Abort.
	entries, err := s.entries(dir)
	if err != nil {
		return blob.Part{}, failed(err)
	}
	for _, e := range entries {
		if n, ok := partNumber(e.Name()); ok && n == number && path.Join(dir, e.Name()) != file {
			if err := s.root.Remove(path.Join(dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return blob.Part{}, failed(err)
			}
		}
	}
	return part, nil
}

// Complete implements [blob.Store]. It copies the parts, by reference where the file
// system can.
func (s *Store) Complete(ctx context.Context, name, multipart string, parts []blob.Part) error {
	dir, err := s.multipart(ctx, name, multipart)
	if err != nil {
		return err
	}
	if err := blob.CheckParts(parts); err != nil {
		return err
	}
	err = s.write(ctx, name, func(f *os.File) error {
		for _, p := range parts {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := s.appendPart(f, multipart, p); err != nil {
				return fmt.Errorf("blob: part %d: %w", p.Number, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	// A crash before this leaves a multipart whose object exists; sweeps abort it.
	return failed(s.root.RemoveAll(dir))
}

func (s *Store) appendPart(to *os.File, multipart string, p blob.Part) error {
	if p.ETag == "" || strings.Trim(p.ETag, "abcdefghijklmnopqrstuvwxyz234567") != "" {
		return blob.ErrNotExist
	}
	from, err := s.root.Open(partFile(multipart, p.Number, p.ETag))
	if err != nil {
		return failed(err)
	}
	n, err := to.ReadFrom(from)
	if err == nil && n != p.Size {
		err = fmt.Errorf("%w: size %d", blob.ErrNotExist, p.Size)
	}
	return errors.Join(err, from.Close())
}

// Abort implements [blob.Store].
func (s *Store) Abort(ctx context.Context, name, multipart string) error {
	dir, err := s.multipart(ctx, name, multipart)
	if errors.Is(err, blob.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return failed(s.root.RemoveAll(dir))
}

// Multiparts implements [blob.Store].
func (s *Store) Multiparts(ctx context.Context) iter.Seq2[blob.Multipart, error] {
	return func(yield func(blob.Multipart, error) bool) {
		entries, err := s.entries(multipartDir)
		if err != nil {
			yield(blob.Multipart{}, failed(err))
			return
		}
		for _, e := range entries {
			m, err := s.begun(ctx, e.Name())
			switch {
			case errors.Is(err, blob.ErrNotExist):
			case err != nil:
				yield(blob.Multipart{}, err)
				return
			case !yield(m, nil):
				return
			}
		}
	}
}

func (s *Store) begun(ctx context.Context, id string) (blob.Multipart, error) {
	if ctx.Err() != nil {
		return blob.Multipart{}, context.Cause(ctx)
	}
	file := path.Join(multipartDir, id, nameFile)
	info, err := s.root.Lstat(file)
	if err != nil {
		return blob.Multipart{}, failed(err)
	}
	name, err := s.root.ReadFile(file)
	if err != nil {
		return blob.Multipart{}, failed(err)
	}
	return blob.Multipart{Name: string(name), ID: id, Begun: info.ModTime()}, nil
}

func (s *Store) entries(dir string) ([]fs.DirEntry, error) {
	f, err := s.root.Open(dir)
	if err != nil {
		return nil, err
	}
	entries, err := f.ReadDir(-1)
	return entries, errors.Join(err, f.Close())
}
