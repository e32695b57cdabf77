package vault

import (
	"context"
	"io"
	"log/slog"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
)

// Config is what a Vault is made of. Every field is required.
type Config struct {
	// Database is the open database, PostgreSQL or SQLite, migrated.
	Database *sql.Driver
	// Store keeps the sealed bytes.
	Store blob.Store
	// Root wraps the customer keys.
	Root seal.Root
	// Policy decides what a role may do.
	Policy *policies.Policy
	// Clock tells the time; time.Now, or a test's own.
	Clock func() time.Time
	Log   *slog.Logger
	// SessionIdle and SessionLife bound a browser session.
	SessionIdle, SessionLife time.Duration
	// UploadLife bounds an unfinished upload; MaxUpload its size in bytes.
	UploadLife time.Duration
	MaxUpload  int64
}

// Vault is the use cases over one database, one object store and one root key.
// Its methods are safe for concurrent use, and any number of vaults on as many
// replicas may share the three.
type Vault struct {
	cfg    Config
	client *gen.Client
	reader *gen.Client
}

// Reader is the ent client for queries of the API: guarded by the row rules,
// and unable to write.
func (v *Vault) Reader() *gen.Client { return v.reader }

// Identity is an account as an OpenID provider vouched for it just now.
type Identity struct {
	Issuer, Subject string
	// Kind follows from the issuer's configuration.
	Kind viewer.Kind
	// DisplayName may be empty. Email is empty unless the provider verified it.
	DisplayName, Email string
	// AuthenticatedAt is auth_time; for a bearer token, iat.
	AuthenticatedAt time.Time
	// ProviderSession is sid, if the provider told it.
	ProviderSession string
	UserAgent       string
	// Admin makes the account an admin when it is seen for the first time.
	Admin bool
}

// SignedIn is a new browser session.
type SignedIn struct {
	// Secret is the cookie's value. The vault keeps only its hash.
	Secret    string
	ExpiresAt time.Time
}

// Content is the bytes of a version that the viewer may have.
type Content struct {
	Version *gen.Version
	// Title is the document's title, for the name of the file.
	Title string
	// ETag is a strong validator without quotes: the hexadecimal SHA-256 of the plaintext.
	ETag string
	// Body reads the plaintext. Its first Read commits the event of the
	// download and releases the key; until then nothing is logged, so that HEAD
	// and a conditional request that is answered 304 cost nothing. Errors of
	// Read are *Error. Close it.
	Body Body
}

// Body is seekable plaintext.
type Body interface {
	io.ReadSeekCloser
	// Limit says that nothing behind the offset end will be read, so that no
	// more is fetched than needed.
	Limit(end int64)
}

var _ = func(v *Vault, ctx context.Context, id typeid.ID) {}
