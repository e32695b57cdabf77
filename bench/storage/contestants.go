package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"                 //nolint:depguard // what we are measured against
	"github.com/minio/minio-go/v7/pkg/credentials" //nolint:depguard // as above
	"github.com/minio/minio-go/v7/pkg/encrypt"     //nolint:depguard // as above

	"strongroom/bench/demo/story"
	"strongroom/bench/parts"
)

// pattern does not compress, and costs nothing to make.
var pattern = func() []byte {
	b := make([]byte, mebibyte+13)
	source := rand.NewChaCha8([32]byte{})
	_, _ = source.Read(b) // never fails
	return b
}()

// content reads as size bytes of the pattern, again and again.
func content(size int64) io.Reader { return io.LimitReader(&repeated{}, size) }

type repeated struct{ at int }

func (r *repeated) Read(p []byte) (int, error) {
	n := copy(p, pattern[r.at:])
	r.at = (r.at + n) % len(pattern)
	return n, nil
}

var buffers = sync.Pool{New: func() any { return new([256 << 10]byte) }}

// discard reads to the end and counts, as every contestant's client does.
func discard(r io.Reader, want int64) error {
	buffer := buffers.Get().(*[256 << 10]byte)
	defer buffers.Put(buffer)
	n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{r}, buffer[:])
	if err == nil && n != want {
		err = fmt.Errorf("%d bytes of %d came", n, want)
	}
	return err
}

// atOnce does n things, some at once.
func atOnce(n, workers int, do func(int) error) error {
	next, failed := make(chan int), make(chan error, workers)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			var err error
			for i := range next {
				if err == nil {
					err = do(i)
				}
			}
			failed <- err
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
	close(failed)
	var errs []error
	for err := range failed {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// ours is Strongroom, as somebody who has signed in.
type ours struct {
	person *story.Person
	folder string
}

func newOurs(ctx context.Context, base string) (*ours, error) {
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = streams
	person, err := story.SignIn(ctx, base, "staff", parts.Cast.Giver)
	if err != nil {
		return nil, fmt.Errorf("signing in: %w", err)
	}
	var answer struct {
		CreateCustomer struct {
			Customer struct{ RootFolder struct{ ID string } }
		}
	}
	err = person.GraphQL(ctx, &answer, `mutation Create($input: CreateCustomerInput!) {
		createCustomer(input: $input) { customer { rootFolder { id } } }
	}`, map[string]any{"input": map[string]any{"name": "Bench", "category": "none"}})
	return &ours{person, answer.CreateCustomer.Customer.RootFolder.ID}, err
}

// upload takes a createUpload and one PATCH.
func (o *ours) upload(ctx context.Context, size int64) (document string, err error) {
	var answer struct {
		CreateUpload struct{ UploadURL, DocumentID string }
	}
	err = o.person.GraphQL(ctx, &answer, `mutation Upload($input: CreateUploadInput!) {
		createUpload(input: $input) { uploadUrl documentId }
	}`, map[string]any{"input": map[string]any{
		"folderId": o.folder, "title": "Bench", "mediaType": "application/octet-stream", "size": size,
	}})
	if err != nil {
		return "", fmt.Errorf("createUpload: %w", err)
	}
	up := answer.CreateUpload
	response, err := o.person.Do(ctx, http.MethodPatch, up.UploadURL, sized{content(size), size},
		"Tus-Resumable", "1.0.0", "Upload-Offset", "0", "Content-Type", "application/offset+octet-stream")
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusNoContent {
		return "", fmt.Errorf("PATCH answers %s", response.Status)
	}
	return up.DocumentID, nil
}

// sized is a body of known length.
type sized struct {
	io.Reader
	size int64
}

// Len implements what story asks for the Content-Length.
func (s sized) Len() int { return int(s.size) }

func (o *ours) download(ctx context.Context, document string, size int64) error {
	return o.get(ctx, document, http.StatusOK, size)
}

func (o *ours) downloadRange(ctx context.Context, document string, from, to int64) error {
	return o.get(ctx, document, http.StatusPartialContent, to-from, "Range", fmt.Sprintf("bytes=%d-%d", from, to-1))
}

func (o *ours) get(ctx context.Context, document string, status int, size int64, headers ...string) error {
	response, err := o.person.Do(ctx, http.MethodGet, "/documents/"+document+"/content", nil, headers...)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != status {
		return fmt.Errorf("GET answers %s", response.Status)
	}
	return discard(response.Body, size)
}

// plain is a minio-go client: known size, one PUT, no payload hash.
type plain struct {
	core   minio.Core
	bucket string
}

func newPlain(b parts.Bucket) (*plain, error) {
	endpoint, err := url.Parse(b.Endpoint)
	if err != nil {
		return nil, err
	}
	core, err := minio.NewCore(endpoint.Host, &minio.Options{
		Creds: credentials.NewStaticV4(b.AccessKey, b.SecretKey, ""), Region: "us-east-1",
		TrailingHeaders: true,
	})
	if err != nil {
		return nil, err
	}
	return &plain{*core, b.Name}, nil
}

func (p *plain) put(ctx context.Context, name string, size int64, sse bool) error {
	opts := minio.PutObjectOptions{DisableContentSha256: true, DisableMultipart: true}
	if sse {
		opts.ServerSideEncryption = encrypt.NewSSE()
	}
	_, err := p.core.Client.PutObject(ctx, p.bucket, "bench/"+name, content(size), size, opts)
	return err
}

func (p *plain) get(ctx context.Context, name string, size int64) error {
	body, _, _, err := p.core.GetObject(ctx, p.bucket, "bench/"+name, minio.GetObjectOptions{})
	if err != nil {
		return err
	}
	defer body.Close()
	return discard(body, size)
}

// largest is the size of the largest object with a prefix.
func (p *plain) largest(ctx context.Context, prefix string) (most int64, err error) {
	for object := range p.core.ListObjectsIter(ctx, p.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if object.Err != nil {
			return 0, object.Err
		}
		most = max(most, object.Size)
	}
	return most, nil
}

// crypt is rclone with a crypt remote over the same bucket.
type crypt struct{ program, config, file string }

func newCrypt(ctx context.Context, program, dir string, b parts.Bucket) (*crypt, error) {
	password, err := exec.CommandContext(ctx, program, "obscure", "a password of the benchmark").Output()
	if err != nil {
		return nil, err
	}
	config := fmt.Sprintf(`[plain]
type = s3
provider = Minio
endpoint = %s
access_key_id = %s
secret_access_key = %s
region = us-east-1
no_check_bucket = true
disable_checksum = true

[crypt]
type = crypt
remote = plain:%s/bench
password = %s
`, b.Endpoint, b.AccessKey, b.SecretKey, b.Name, strings.TrimSpace(string(password)))
	c := &crypt{program, filepath.Join(dir, "rclone.conf"), filepath.Join(dir, "rclone.file")}
	return c, os.WriteFile(c.config, []byte(config), 0o600)
}

// prepare makes the file that goes up, which the page cache then has.
func (c *crypt) prepare(size int64) error {
	f, err := os.Create(c.file)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content(size))
	return errors.Join(err, f.Close())
}

func (c *crypt) up(ctx context.Context) error {
	return c.run(ctx, nil, "copyto", "--ignore-times", c.file, "crypt:file")
}

func (c *crypt) down(ctx context.Context) error { return c.run(ctx, io.Discard, "cat", "crypt:file") }

func (c *crypt) run(ctx context.Context, output io.Writer, args ...string) error {
	command := exec.CommandContext(ctx, c.program, append([]string{"--config", c.config}, args...)...) //nolint:gosec // an option
	command.Env = append(os.Environ(), "AWS_CA_BUNDLE=")                                               // rclone's S3 client fails on one, and there is no TLS here
	var complaints strings.Builder
	command.Stdout, command.Stderr = output, &complaints
	if err := command.Run(); err != nil {
		return fmt.Errorf("%w\n%s", err, &complaints)
	}
	return nil
}

// risen tells by how many bytes a process's resident memory rises above its
// rest at most while do runs (Linux's /proc).
func risen(pid int, do func() error) (int64, error) {
	const settling = 5 * time.Second
	time.Sleep(settling)
	rest, err := status(pid, "VmRSS")
	if err != nil {
		return 0, err
	}
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0); err != nil { // VmHWM begins anew
		return 0, err
	}
	if err := do(); err != nil {
		return 0, err
	}
	peak, err := status(pid, "VmHWM")
	return peak - rest, err
}

func status(pid int, field string) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, field+":"); ok {
			kib, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
			return kib << 10, err
		}
	}
	return 0, fmt.Errorf("/proc tells no %s", field)
}
