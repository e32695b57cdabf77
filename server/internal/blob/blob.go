package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
)

// What every implementation returns, wrapped, and tests for with [errors.Is]. An error
// of a reader that was handed in is wrapped likewise, and so is [context.Cause] of a
// context that ended.
var (
	// ErrNotExist means that the object, the multipart or one of its parts is not there.
	ErrNotExist = errors.New("blob: does not exist")

	// ErrExist means that the name is taken. Callers never reuse a name, so it is a
	// mistake or a repetition of something that had succeeded.
	ErrExist = errors.New("blob: name is taken")

	// ErrUnavailable means that the store could not be reached, did not answer in time
	// or asked to slow down, also after a bounded number of repetitions. What was
	// asked for may have happened nevertheless.
	ErrUnavailable = errors.New("blob: store unavailable")

	// ErrFull means that disk or quota is exhausted.
	ErrFull = errors.New("blob: store is full")

	// ErrShort means that a reader gave fewer or more bytes than were declared.
	ErrShort = errors.New("blob: content is not of the declared size")

	// ErrName means that a name is not allowed; see [CheckName].
	ErrName = errors.New("blob: bad name")
)

// Object is what the store knows of an object.
type Object struct {
	Name     string
	Size     int64     // bytes
	Modified time.Time // when it became visible, by the store's clock
}

// Part names a stored part of a multipart.
type Part struct {
	Number int // from 1 to 10,000
	Size   int64
	ETag   string // the store's name for these bytes; opaque
}

// Multipart is an object in the making.
type Multipart struct {
	Name  string
	ID    string
	Begun time.Time // by the store's clock; zero if it does not tell
}

// MaxParts and MinPartSize bound a multipart, as S3 does: the part number, and the
// size in bytes of every part but the last.
const (
	MaxParts    = 10_000
	MinPartSize = 5 << 20
)

// Store keeps objects. Its methods may be called concurrently, honour ctx, and refuse
// names that [CheckName] refuses. No name may continue another behind a slash ("a" and
// "a/b"): file systems cannot hold both. Any method may fail with [ErrUnavailable].
type Store interface {
	// Put stores an object of exactly size bytes from r, all or nothing. It reads r
	// once and buffers no more than 128 KiB; only if r is an [io.ReaderAt] and
	// [io.Seeker] as well, a failed request may be repeated. After a failure one last Read of r may
	// still be on its way. It fails with [ErrShort], [ErrFull], [ErrExist] or r's own
	// error.
	Put(ctx context.Context, name string, size int64, r io.Reader) error

	// Open returns length bytes from offset on, fewer only if the object ends before.
	// The caller closes. It fails with [ErrNotExist], also for an offset at or behind
	// the end; reading fails with [ErrUnavailable], never with an early io.EOF.
	Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error)

	// Stat fails with [ErrNotExist].
	Stat(ctx context.Context, name string) (Object, error)

	// Remove removes an object; one that is not there is no error.
	Remove(ctx context.Context, name string) error

	// List yields the objects whose names begin with prefix, in the order of their
	// names' bytes. An error is the last thing that it yields. Objects that appear or
	// go meanwhile may or may not be among them.
	List(ctx context.Context, prefix string) iter.Seq2[Object, error]

	// Begin starts an object made of parts and returns the multipart's id. Nothing is
	// visible under name before Complete.
	Begin(ctx context.Context, name string) (multipart string, err error)

	// PutPart stores part number, exactly size bytes from r. Parts may come in any
	// order and at once; a number given again replaces. Reading and errors are as with
	// Put, and [ErrNotExist] means the multipart.
	PutPart(ctx context.Context, name, multipart string, number int, size int64, r io.Reader) (Part, error)

	// Complete makes the object visible, all at once, as the given parts one behind the
	// other, in ascending numbers that may leave some out; parts that are not named are
	// dropped. Every part but the last has [MinPartSize]. It fails with [ErrNotExist] if the multipart or a part is not there, and leaves the
	// multipart as it was. Completed twice it succeeds again or fails likewise, or with
	// [ErrExist]: Stat tells whether the first time succeeded, since nothing else ever
	// has that name.
	Complete(ctx context.Context, name, multipart string, parts []Part) error

	// Abort drops a multipart and its parts; one that is not there is no error.
	Abort(ctx context.Context, name, multipart string) error

	// Multiparts yields what was begun, and neither completed nor aborted, in no
	// particular order. Otherwise it is as List.
	Multiparts(ctx context.Context) iter.Seq2[Multipart, error]

	// Check reports whether the store answers and can be written.
	Check(ctx context.Context) error
}

// MaxName is the longest name in bytes.
const MaxName = 512

// CheckName returns an [ErrName] unless name is 1 to [MaxName] of a-z, 0-9, "_", "-",
// "." and "/", made of segments that are neither empty nor begin with a dot.
func CheckName(name string) error {
	if name == "" || len(name) > MaxName {
		return fmt.Errorf("%w: length %d", ErrName, len(name))
	}
	return checkSegments(name, name)
}

// CheckPrefix returns an [ErrName] unless prefix is empty or begins a name that
// [CheckName] allows.
func CheckPrefix(prefix string) error {
	if prefix == "" {
		return nil
	}
	if len(prefix) >= MaxName {
		return fmt.Errorf("%w: length %d", ErrName, len(prefix))
	}
	return checkSegments(strings.TrimSuffix(prefix, "/"), prefix)
}

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789_-."

func checkSegments(segments, shown string) error {
	for segment := range strings.SplitSeq(segments, "/") {
		if segment == "" || segment[0] == '.' || strings.Trim(segment, alphabet) != "" {
			return fmt.Errorf("%w: %q", ErrName, shown)
		}
	}
	return nil
}

// CheckPart returns an error unless number and size are possible for a part.
func CheckPart(number int, size int64) error {
	if number < 1 || number > MaxParts || size < 1 {
		return fmt.Errorf("blob: part %d of %d bytes", number, size)
	}
	return nil
}

// CheckParts returns an error unless parts can be completed: there is one, numbers
// ascend, and all but the last have [MinPartSize].
func CheckParts(parts []Part) error {
	if len(parts) == 0 {
		return errors.New("blob: no parts")
	}
	for i, p := range parts {
		if err := CheckPart(p.Number, p.Size); err != nil {
			return err
		}
		if i > 0 && parts[i-1].Number >= p.Number {
			return fmt.Errorf("blob: part %d after part %d", p.Number, parts[i-1].Number)
		}
		if i < len(parts)-1 && p.Size < MinPartSize {
			return fmt.Errorf("blob: part %d has %d bytes, less than %d", p.Number, p.Size, MinPartSize)
		}
	}
	return nil
}

// CheckRange returns an error unless offset is at least 0 and length at least 1.
func CheckRange(offset, length int64) error {
	if offset < 0 || length < 1 {
		return fmt.Errorf("blob: %d bytes at %d", length, offset)
	}
	return nil
}
