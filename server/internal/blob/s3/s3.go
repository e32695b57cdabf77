package s3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"strongroom/server/internal/blob"
)

// Config says where the bucket is. All fields but Region, Secure and PathStyle are
// required. It prints without its secret.
type Config struct {
	Endpoint  string // host or host:port
	Region    string // "us-east-1" if empty
	Bucket    string // must exist
	AccessKey string
	SecretKey string
	Secure    bool // TLS; without it the secret is safe, and so is sealed content, but not its names
	PathStyle bool // bucket in the path instead of the host name
}

// String describes the bucket, without its secret.
func (c Config) String() string {
	scheme := "http"
	if c.Secure {
		scheme = "https"
	}
	return fmt.Sprintf("%s://%s/%s", scheme, c.Endpoint, c.Bucket)
}

// GoString is String.
func (c Config) GoString() string { return c.String() }

// LogValue is String.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

const (
	attempts  = 4 // of a request, and of a download that stopped without progress
	checkName = ".strongroom-check"
)

// Store is a [blob.Store] of S3 objects.
type Store struct {
	core   minio.Core
	bucket string
}

var _ blob.Store = (*Store)(nil)

// New returns the store of the bucket. It does not connect; see [Store.Check].
func New(c Config) (*Store, error) {
	if c.Endpoint == "" || c.Bucket == "" || c.AccessKey == "" || c.SecretKey == "" {
		return nil, errors.New("s3: endpoint, bucket, access key and secret key are required")
	}
	if c.Region == "" {
		c.Region = "us-east-1"
	}
	lookup := minio.BucketLookupDNS
	if c.PathStyle {
		lookup = minio.BucketLookupPath
	}
	core, err := minio.NewCore(c.Endpoint, &minio.Options{
		Creds:           credentials.NewStaticV4(c.AccessKey, c.SecretKey, ""),
		Secure:          c.Secure,
		Region:          c.Region, // known, so that nobody asks the server
		BucketLookup:    lookup,
		MaxRetries:      attempts,
		Transport:       newTransport(),
		TrailingHeaders: true, // see put
	})
	if err != nil {
		return nil, fmt.Errorf("s3: %w", err)
	}
	return &Store{*core, c.Bucket}, nil
}

// put are the options under which nothing is hashed by cryptography nor buffered, over
// TLS or not: an unsigned payload of known size. minio-go adds a CRC-32C as a trailer
// to whole objects. It costs next to nothing and has to be: versitygw makes a request
// that breaks in the middle into a short object unless its end is marked. Parts go
// without, because a part that was not acknowledged is never named in Complete.
//
// Names are fresh, which the server checks as far as it can.
func put() minio.PutObjectOptions {
	opts := minio.PutObjectOptions{DisableContentSha256: true, ContentType: "application/octet-stream"}
	opts.SetMatchETagExcept("*")
	return opts
}

// Put implements [blob.Store].
func (s *Store) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	if err := blob.CheckName(name); err != nil {
		return err
	}
	return send(ctx, size, r, func(body io.Reader) error {
		_, err := s.core.PutObject(ctx, s.bucket, name, body, size, "", "", put())
		return err
	})
}

// Open implements [blob.Store].
func (s *Store) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	if err := blob.CheckName(name); err != nil {
		return nil, err
	}
	if err := blob.CheckRange(offset, length); err != nil {
		return nil, err
	}
	d := &download{ctx: ctx, store: s, name: name, offset: offset, end: offset + length}
	if err := d.open(); err != nil { //nolint:contextcheck // the download has the context of its request
		return nil, err
	}
	return d, nil
}

// Stat implements [blob.Store].
func (s *Store) Stat(ctx context.Context, name string) (blob.Object, error) {
	if err := blob.CheckName(name); err != nil {
		return blob.Object{}, err
	}
	info, err := s.core.StatObject(ctx, s.bucket, name, minio.StatObjectOptions{})
	if err != nil {
		return blob.Object{}, failed(ctx, err)
	}
	return blob.Object{Name: name, Size: info.Size, Modified: info.LastModified}, nil
}

// Remove implements [blob.Store].
func (s *Store) Remove(ctx context.Context, name string) error {
	if err := blob.CheckName(name); err != nil {
		return err
	}
	err := failed(ctx, s.core.RemoveObject(ctx, s.bucket, name, minio.RemoveObjectOptions{}))
	if errors.Is(err, blob.ErrNotExist) {
		return nil
	}
	return err
}

// List implements [blob.Store]. Objects in the bucket with other names than
// [blob.CheckName] allows are not ours and not listed.
func (s *Store) List(ctx context.Context, prefix string) iter.Seq2[blob.Object, error] {
	return func(yield func(blob.Object, error) bool) {
		if err := blob.CheckPrefix(prefix); err != nil {
			yield(blob.Object{}, err)
			return
		}
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		opts := minio.ListObjectsOptions{Prefix: prefix, Recursive: true}
		for info := range s.core.ListObjectsIter(ctx, s.bucket, opts) {
			if info.Err != nil {
				yield(blob.Object{}, failed(ctx, info.Err))
				return
			}
			if blob.CheckName(info.Key) != nil {
				continue
			}
			if !yield(blob.Object{Name: info.Key, Size: info.Size, Modified: info.LastModified}, nil) {
				return
			}
		}
		if ctx.Err() != nil {
			yield(blob.Object{}, context.Cause(ctx))
		}
	}
}

// Begin implements [blob.Store].
func (s *Store) Begin(ctx context.Context, name string) (string, error) {
	if err := blob.CheckName(name); err != nil {
		return "", err
	}
	id, err := s.core.NewMultipartUpload(ctx, s.bucket, name, minio.PutObjectOptions{ContentType: "application/octet-stream"})
	return id, failed(ctx, err)
}

// PutPart implements [blob.Store].
func (s *Store) PutPart(ctx context.Context, name, multipart string, number int, size int64, r io.Reader) (blob.Part, error) {
	if err := errors.Join(blob.CheckName(name), blob.CheckPart(number, size)); err != nil {
		return blob.Part{}, err
	}
	if multipart == "" {
		return blob.Part{}, fmt.Errorf("%w: multipart %q", blob.ErrNotExist, multipart)
	}
	part := blob.Part{Number: number, Size: size}
	err := send(ctx, size, r, func(body io.Reader) error {
		stored, err := s.core.PutObjectPart(ctx, s.bucket, name, multipart, number, body, size,
			minio.PutObjectPartOptions{DisableContentSha256: true})
		part.ETag = stored.ETag
		return err
	})
	if err != nil {
		return blob.Part{}, err
	}
	return part, nil
}

// Complete implements [blob.Store].
func (s *Store) Complete(ctx context.Context, name, multipart string, parts []blob.Part) error {
	if err := errors.Join(blob.CheckName(name), blob.CheckParts(parts)); err != nil {
		return err
	}
	if multipart == "" {
		return fmt.Errorf("%w: multipart %q", blob.ErrNotExist, multipart)
	}
	complete := make([]minio.CompletePart, len(parts))
	for i, p := range parts {
		complete[i] = minio.CompletePart{PartNumber: p.Number, ETag: p.ETag}
	}
	_, err := s.core.CompleteMultipartUpload(ctx, s.bucket, name, multipart, complete, put())
	return failed(ctx, err)
}

// Abort implements [blob.Store].
func (s *Store) Abort(ctx context.Context, name, multipart string) error {
	if err := blob.CheckName(name); err != nil {
		return err
	}
	if multipart == "" {
		return nil
	}
	err := failed(ctx, s.core.AbortMultipartUpload(ctx, s.bucket, name, multipart))
	if errors.Is(err, blob.ErrNotExist) {
		return nil
	}
	return err
}

// Multiparts implements [blob.Store].
func (s *Store) Multiparts(ctx context.Context) iter.Seq2[blob.Multipart, error] {
	return func(yield func(blob.Multipart, error) bool) {
		var key, id string
		for {
			page, err := s.core.ListMultipartUploads(ctx, s.bucket, "", key, id, "", 1000)
			if err != nil {
				yield(blob.Multipart{}, failed(ctx, err))
				return
			}
			for _, u := range page.Uploads {
				if blob.CheckName(u.Key) != nil {
					continue
				}
				if !yield(blob.Multipart{Name: u.Key, ID: u.UploadID, Begun: u.Initiated}, nil) {
					return
				}
			}
			if !page.IsTruncated {
				return
			}
			key, id = page.NextKeyMarker, page.NextUploadIDMarker
		}
	}
}

// Check implements [blob.Store]. It writes a small object that is not listed.
func (s *Store) Check(ctx context.Context) error {
	return send(ctx, 2, strings.NewReader("ok"), func(body io.Reader) error {
		_, err := s.core.PutObject(ctx, s.bucket, checkName, body, 2, "", "", minio.PutObjectOptions{DisableContentSha256: true})
		return err
	})
}

// errTransient is in errors after which a request may be sent again.
var errTransient = errors.New("transient")

// failed gives an error of the server or the network the name that the contract has
// for it.
func failed(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("s3: %w", context.Cause(ctx))
	}
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) {
		return fmt.Errorf("%w: %w: %w", blob.ErrUnavailable, errTransient, err)
	}
	name := blob.ErrUnavailable // refused credentials and a missing bucket as well
	switch answer.Code {
	case "NoSuchKey", "NoSuchUpload", "InvalidPart", "InvalidRange",
		"XMinioInvalidResourceName": // names are checked, so it is the multipart's
		name = blob.ErrNotExist
	case "PreconditionFailed":
		name = blob.ErrExist
	case "QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded":
		name = blob.ErrFull
	case "InvalidArgument", "InvalidRequest", "EntityTooSmall", "EntityTooLarge", "InvalidPartOrder", "MalformedXML":
		return fmt.Errorf("s3: %s: %w", answer.Code, err) // a mistake of ours
	default:
		switch code := answer.StatusCode; {
		case code == http.StatusInsufficientStorage:
			name = blob.ErrFull
		case code >= 500 || code == http.StatusTooManyRequests || code == http.StatusRequestTimeout:
			name = fmt.Errorf("%w: %w", blob.ErrUnavailable, errTransient)
		}
	}
	return fmt.Errorf("%w: s3 %s: %w", name, answer.Code, err)
}
