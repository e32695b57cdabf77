package seal

import (
	"errors"
	"fmt"
	"io"
)

var (
	// ErrTampered means that sealed bytes are not what was sealed under this key for
	// this place. Nothing of the broken package was delivered.
	ErrTampered = errors.New("seal: sealed bytes are not authentic")

	// ErrShort means that fewer sealed bytes arrived than the layout needs, or that
	// plaintext ended before its declared size. It is also an [io.ErrUnexpectedEOF].
	ErrShort = fmt.Errorf("seal: bytes end early: %w", io.ErrUnexpectedEOF)

	// ErrKeyRefused means that a wrapped key does not open: wrong root or customer
	// key, wrong binding, or tampered with. Asking again does not help.
	ErrKeyRefused = errors.New("seal: wrapped key refused")

	// ErrRootUnavailable means that the root key provider cannot be asked now. Callers
	// answer 503; asking again later may help.
	ErrRootUnavailable = errors.New("seal: root key provider unavailable")

	// ErrLayout means that a size, part size or part number makes no sense.
	ErrLayout = errors.New("seal: impossible layout")

	errNoKey   = errors.New("seal: no key, or a wiped one")
	errBinding = errors.New("seal: incomplete binding")
)
