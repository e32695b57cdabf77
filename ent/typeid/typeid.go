package typeid

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	jetify "go.jetify.com/typeid"
)

// ID names one row of one noun. The zero value names nothing.
type ID string

// Kind is the prefix of an ID: the noun that it names.
type Kind string

// The nouns of the vault.
const (
	AccessRequest Kind = "req"
	Customer      Kind = "cus"
	CustomerKey   Kind = "cky"
	Departure     Kind = "dep"
	Document      Kind = "doc"
	Event         Kind = "evt"
	Folder        Kind = "fld"
	Grant         Kind = "grt"
	Membership    Kind = "mem"
	ScimGroup     Kind = "scg"
	ScimUser      Kind = "scu"
	Session       Kind = "ses"
	ShareLink     Kind = "lnk"
	Upload        Kind = "upl"
	UploadPart    Kind = "upp"
	User          Kind = "usr"
	Version       Kind = "ver"
	Witness       Kind = "wit"
)

// Kinds lists every noun, in the order of the alphabet.
func Kinds() []Kind {
	return []Kind{AccessRequest, Customer, CustomerKey, Departure, Document, Event, Folder, Grant, Membership, ScimGroup, ScimUser,
		Session, ShareLink, Upload, UploadPart, User, Version, Witness}
}

// ErrInvalid says that a string is no ID of the wanted noun.
var ErrInvalid = errors.New("invalid id")

// New makes a fresh ID. It panics when the system has no randomness, as the
// standard library's crypto/rand does.
func New(kind Kind) ID {
	tid, err := jetify.WithPrefix(string(kind))
	if err != nil {
		panic(fmt.Sprintf("typeid: new %s: %v", kind, err))
	}
	return ID(tid.String())
}

// Last is the ID behind which none of a noun is in order.
func Last(kind Kind) ID { return ID(string(kind) + "_7" + strings.Repeat("z", 25)) }

// Maker returns a function that makes fresh IDs of one noun, for ent's defaults.
func Maker(kind Kind) func() ID {
	return func() ID { return New(kind) }
}

// Parse reads an ID of any noun. The error wraps ErrInvalid.
func Parse(s string) (ID, error) {
	prefix, _, found := strings.Cut(s, "_")
	if !found || !known(Kind(prefix)) {
		return "", fmt.Errorf("%w: unknown kind", ErrInvalid)
	}
	if _, err := jetify.FromString(s); err != nil {
		return "", fmt.Errorf("%w: not a TypeID", ErrInvalid)
	}
	return ID(s), nil
}

// ParseAs reads an ID that must name a given noun. The error wraps ErrInvalid.
func ParseAs(kind Kind, s string) (ID, error) {
	parsed, err := Parse(s)
	if err != nil {
		return "", err
	}
	if parsed.Kind() != kind {
		return "", fmt.Errorf("%w: want %s_…", ErrInvalid, kind)
	}
	return parsed, nil
}

// Kind tells the noun; it is empty for the zero ID.
func (i ID) Kind() Kind {
	prefix, _, _ := strings.Cut(string(i), "_")
	return Kind(prefix)
}

// String returns the ID as it is written everywhere.
func (i ID) String() string { return string(i) }

// MarshalGQL writes the ID as a GraphQL string.
func (i ID) MarshalGQL(w io.Writer) {
	_, _ = io.WriteString(w, strconv.Quote(string(i))) // a response writer keeps its own error
}

// UnmarshalGQL reads an ID of any noun from a GraphQL variable or literal.
// Which noun is wanted is checked by the use case.
func (i *ID) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("%w: want a string", ErrInvalid)
	}
	parsed, err := Parse(s)
	if err != nil {
		return err
	}
	*i = parsed
	return nil
}

func known(kind Kind) bool {
	for _, k := range Kinds() {
		if k == kind {
			return true
		}
	}
	return false
}
