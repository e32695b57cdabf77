package seal

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/minio/sio"
	"golang.org/x/sys/cpu"
)

// kind is the last field of a part key's derivation; see Format.
type kind byte

const (
	partMore kind = iota
	partLast
	partEmpty
)

// SealPart returns a stream of plain sealed as one part of the version named by b,
// [SealedPartSize] bytes for the bytes that plain yields. Only the last part is final;
// only the part of an empty document may be empty. Memory stays at one package. Once
// reading fails, with whatever plain failed with, it stays failed.
//
// The same part may be sealed again after a failure.
//
// BUG(seal): Two sealings of the same part under the same version key are both
// authentic. If an interrupted part was repeated with other content, whoever holds the
// object store can serve the earlier attempt. Both were sent by the same uploader for
// the same place, and the version's SHA-256 tells them apart.
func SealPart(key Key, b Binding, part int, final bool, plain io.Reader) (io.Reader, error) {
	if err := key.check(); err != nil {
		return nil, err
	}
	if err := b.check(); err != nil {
		return nil, err
	}
	if part < 0 {
		return nil, fmt.Errorf("%w: part %d", ErrLayout, part)
	}
	// Whether the part is empty decides its key, so the first byte is awaited, but not
	// here: the first Read is the first to block on the uploader.
	return &sealer{start: func() (io.Reader, error) {
		k := partMore
		if final {
			k = partLast
		}
		var first [1]byte
		switch _, err := io.ReadFull(plain, first[:]); {
		case err == io.EOF && final && part == 0:
			k, plain = partEmpty, bytes.NewReader(make([]byte, emptyMarkerSize))
		case err == io.EOF:
			return nil, fmt.Errorf("%w: part %d is empty", ErrShort, part)
		case err != nil:
			return nil, err
		default:
			plain = io.MultiReader(bytes.NewReader(first[:]), plain)
		}
		partKey, err := derivePart(key, b, part, k)
		if err != nil {
			return nil, err
		}
		return sealStream(partKey, plain)
	}}, nil
}

func derivePart(key Key, b Binding, part int, k kind) (Key, error) {
	return derive(key, "part", b.Customer, b.Document, b.Version, number(int64(part)), string([]byte{byte(k)}))
}

// sealer starts on the first Read and remembers a failure: sio would go on behind it
// and seal a stream with a hole.
type sealer struct {
	start  func() (io.Reader, error)
	stream io.Reader
	err    error
}

func (s *sealer) Read(p []byte) (n int, err error) {
	if s.stream == nil && s.err == nil {
		s.stream, s.err = s.start()
	}
	if s.err != nil {
		return 0, s.err
	}
	n, s.err = s.stream.Read(p)
	return n, s.err
}

// sealStream consumes key.
func sealStream(key Key, plain io.Reader) (io.Reader, error) {
	defer key.Wipe()
	config := dare(key)
	config.Nonce = new([12]byte)
	rand.Read(config.Nonce[:8]) // the rest stays zero; see Format
	return sio.EncryptReader(plain, config)
}

// openStream returns the plaintext of a DARE stream from its package first on, and
// consumes key.
func openStream(key Key, headers *headers) (*opener, error) {
	defer key.Wipe()
	config := dare(key)
	config.SequenceNumber = uint32(headers.next)
	stream, err := sio.DecryptReader(headers, config)
	if err != nil {
		return nil, err
	}
	return &opener{stream, headers}, nil
}

func dare(key Key) sio.Config {
	return sio.Config{
		MinVersion:   sio.Version20,
		MaxVersion:   sio.Version20,
		CipherSuites: cipherSuites,
		Key:          key.secret()[:],
	}
}

// cipherSuites lists both suites of DARE, the one to seal with first. sio by itself
// does not know that arm64 has AES instructions.
var cipherSuites = func() []byte {
	aes := cpu.X86.HasAES && cpu.X86.HasPCLMULQDQ ||
		cpu.ARM64.HasAES && cpu.ARM64.HasPMULL ||
		runtime.GOARCH == "s390x"
	if aes {
		return []byte{sio.AES_256_GCM, sio.CHACHA20_POLY1305}
	}
	return []byte{sio.CHACHA20_POLY1305, sio.AES_256_GCM}
}()

// opener tells apart why a DARE stream failed.
type opener struct {
	stream  io.Reader
	headers *headers
}

func (o *opener) Read(p []byte) (int, error) {
	n, err := o.stream.Read(p)
	switch {
	case err == nil || err == io.EOF:
		return n, err
	case o.headers.err != nil:
		return n, o.headers.err
	default:
		return n, fmt.Errorf("%w: %w", ErrTampered, err)
	}
}

// finish reads the end of a stream of which every byte was read, at which sio
// gives its buffer back. It fails with ErrTampered where it is not the end.
func (o *opener) finish() error {
	if o.headers.next <= o.headers.last {
		return nil // the rest was not fetched
	}
	if _, err := o.Read(make([]byte, 1)); err != io.EOF {
		return errors.Join(ErrTampered, err)
	}
	return nil
}

// headers passes on the packages of one DARE stream and holds each header against what
// the layout says it must be. sio authenticates headers, but takes the first that it
// sees as the measure for the others, and believes any package about being the last.
type headers struct {
	src      io.Reader
	next     int64 // package that comes next
	last     int64 // last package of the stream
	lastSize int64 // plaintext in it, from 1 to PackageSize

	buf    [headerSize]byte
	header []byte // what is left to pass on of buf
	body   int64  // what is left to pass on of the package after its header
	err    error
}

// newHeaders expects a stream of size plaintext bytes, from package first on.
func newHeaders(src io.Reader, first, size int64) *headers {
	last := packages(size) - 1
	return &headers{src: src, next: first, last: last, lastSize: size - last*PackageSize}
}

func (h *headers) Read(p []byte) (n int, err error) {
	if h.err != nil {
		return 0, h.err
	}
	if len(h.header) == 0 && h.body == 0 {
		if h.next > h.last {
			return 0, io.EOF
		}
		if h.err = h.advance(); h.err != nil {
			return 0, h.err
		}
	}
	if len(h.header) > 0 {
		n = copy(p, h.header)
		h.header = h.header[n:]
		return n, nil
	}
	n, err = h.src.Read(p[:min(int64(len(p)), h.body)])
	h.body -= int64(n)
	switch {
	case h.body == 0 && (err == nil || err == io.EOF):
		return n, nil
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		h.err = ErrShort
	default:
		h.err = err
	}
	return n, h.err
}

// advance reads and checks the header of the next package.
func (h *headers) advance() error {
	switch _, err := io.ReadFull(h.src, h.buf[:]); err {
	case nil:
	case io.EOF, io.ErrUnexpectedEOF:
		return ErrShort
	default:
		return err
	}
	size, final := int64(PackageSize), byte(0)
	if h.next == h.last {
		size, final = h.lastSize, 0x80
	}
	// version, suite, length-1 in two bytes, nonce of 8 random and 4 zero bytes whose
	// top bit says "last"
	if h.buf[0] != sio.Version20 ||
		int64(h.buf[2])|int64(h.buf[3])<<8 != size-1 ||
		h.buf[4]&0x80 != final ||
		[4]byte(h.buf[12:16]) != [4]byte{} {
		return fmt.Errorf("%w: header of package %d", ErrTampered, h.next)
	}
	h.header, h.body = h.buf[:], size+tagSize
	h.next++
	return nil
}
