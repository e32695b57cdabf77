package scalar

import (
	"encoding/json"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"strongroom/server/vault"
)

// MaxByteCount is the greatest ByteCount, 2^53: up to it a JavaScript number
// is exact.
const MaxByteCount = 1 << 53

// MarshalTime writes an instant as RFC 3339 in UTC, to the microsecond.
func MarshalTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, t.UTC().Truncate(time.Microsecond).Format(`"`+time.RFC3339Nano+`"`)) // a response writer keeps its own error
	})
}

// UnmarshalTime reads an instant as RFC 3339 writes it in UTC, to the
// microsecond. Errors are *vault.Error BAD_USER_INPUT.
func UnmarshalTime(v any) (time.Time, error) {
	s, _ := v.(string)
	t, err := time.Parse(time.RFC3339Nano, s)
	if _, offset := t.Zone(); err != nil || offset != 0 {
		return time.Time{}, wrong("want an instant as RFC 3339 in UTC, such as 2031-01-31T16:00:00Z")
	}
	return t.UTC().Truncate(time.Microsecond), nil
}

// MarshalByteCount writes a number of bytes.
func MarshalByteCount(n int64) graphql.Marshaler {
	return graphql.MarshalInt64(n)
}

// UnmarshalByteCount reads a number of bytes from 0 to MaxByteCount. Errors
// are *vault.Error BAD_USER_INPUT.
func UnmarshalByteCount(v any) (int64, error) {
	var n int64
	var err error
	switch v := v.(type) {
	case int64:
		n = v
	case int:
		n = int64(v)
	case json.Number:
		n, err = strconv.ParseInt(v.String(), 10, 64)
	default:
		err = strconv.ErrSyntax
	}
	if err != nil || n < 0 || n > MaxByteCount {
		return 0, wrong("want a number of bytes from 0 to 2^53")
	}
	return n, nil
}

func wrong(message string) error {
	return &vault.Error{Code: vault.BadUserInput, Message: message}
}
