package parts

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/minio/minio-go/v7"                 //nolint:depguard // the bucket must exist before Strongroom starts
	"github.com/minio/minio-go/v7/pkg/credentials" //nolint:depguard // as above
	"go.yaml.in/yaml/v3"

	"strongroom/bench/demo/story"
)

// Cast is who plays the story, on the built-in providers of "dev" and on ours alike.
var Cast = story.Cast{Admin: "ada", Giver: "clara", Taker: "pia", OtherTaker: "paul"}

// The people whom our providers know, those of "dev": names by subject.
var (
	staff = map[string]string{
		"ada": "Ada Admin", "otto": "Otto Auditor", "clara": "Clara Custodian", "edi": "Edi Editor",
		"vera": "Vera Viewer", "sam": "Sam Successor",
	}
	partners = map[string]string{"pia": "Pia Partner", "paul": "Paul Partner"}
)

// Production is what "strongroom serve" needs.
type Production struct {
	// URL is the base URL that is configured, with a port that was free.
	URL string
	// DatabaseURL is its database's, of the owner; ServerURL the same of the
	// role as which it serves, which owns nothing.
	DatabaseURL, ServerURL string
	// Partners is the issuer of partners; what else it answers to is in .tools/node/provider.mjs.
	Partners string
	// configFile configures it; the secrets are in files beside it.
	configFile string
	ownerFile  string
	keyFile    string
	bucketOf   Bucket
	undo       []func() error
}

// Preparations returns the command lines that must have run before Serve's.
func (p *Production) Preparations() [][]string {
	return [][]string{{"keys", "init", p.keyFile}, {"migrate", "up", "--database-url-file", p.ownerFile, "--serve-as", serverRole}}
}

// Prepare runs the preparations, by a Strongroom binary.
func (p *Production) Prepare(ctx context.Context, binary string) error {
	for _, args := range p.Preparations() {
		if message, err := exec.CommandContext(ctx, binary, args...).CombinedOutput(); err != nil { //nolint:gosec // our own binary
			return fmt.Errorf("strongroom %s: %w\n%s", args[0], err, message)
		}
	}
	return nil
}

// WithProduction makes everything, prepares it by a Strongroom binary, and removes
// all of it, with its files, once do has returned.
func WithProduction(ctx context.Context, binary string, do func(*Production) error) (err error) {
	dir, err := os.MkdirTemp("", "strongroom-production-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	p, err := NewProduction(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if err := p.Prepare(ctx, binary); err != nil {
		return err
	}
	return do(p)
}

// WriteTokenHash writes the SHA-256 of a token, in hexadecimal, into a file, as
// "serve" takes the tokens of those who tell it of leavers.
func WriteTokenHash(path, token string) error {
	hash := sha256.Sum256([]byte(token))
	return os.WriteFile(path, []byte(hex.EncodeToString(hash[:])), 0o600)
}

// Serve returns the command line that serves.
func (p *Production) Serve() []string { return []string{"serve", "--config", p.configFile} }

// Depart returns the command line by which somebody leaves, without being asked.
func (p *Production) Depart(user, reason string) []string {
	return []string{"depart", "--config", p.configFile, "--reason", reason, "--yes", user}
}

// Doctor returns the command line that checks the configuration.
func (p *Production) Doctor() []string { return []string{"doctor", "--config", p.configFile} }

// NewProduction makes everything, with its files in dir. The caller closes it.
func NewProduction(ctx context.Context, dir string) (made *Production, err error) {
	p := &Production{
		configFile: filepath.Join(dir, "strongroom.yaml"),
		ownerFile:  filepath.Join(dir, "owner.secret"),
		keyFile:    filepath.Join(dir, "root.key"),
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.Close())
		}
	}()
	port, err := FreePort()
	if err != nil {
		return nil, err
	}
	p.URL = "http://127.0.0.1:" + strconv.Itoa(port)
	if err := p.database(ctx); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	bucket, err := p.bucket(ctx)
	if err != nil {
		return nil, fmt.Errorf("bucket: %w", err)
	}
	p.bucketOf = bucket
	staffIssuer, err := p.provider(ctx, staff)
	if err != nil {
		return nil, fmt.Errorf("provider: %w", err)
	}
	p.Partners, err = p.provider(ctx, partners)
	if err != nil {
		return nil, fmt.Errorf("provider: %w", err)
	}
	secrets := map[string]string{"owner": p.DatabaseURL, "database": p.ServerURL, "s3": bucket.SecretKey, "client": clientSecret}
	for name, secret := range secrets {
		if err := os.WriteFile(filepath.Join(dir, name+".secret"), []byte(secret), 0o600); err != nil {
			return nil, err
		}
	}
	secretFile := func(name string) string { return filepath.Join(dir, name+".secret") }
	config, err := yaml.Marshal(map[string]any{
		"listen":            "127.0.0.1:" + strconv.Itoa(port),
		"base-url":          p.URL,
		"database-url-file": secretFile("database"),
		"key-file":          p.keyFile,
		"s3": map[string]any{
			"endpoint": bucket.Endpoint, "bucket": bucket.Name,
			"access-key": bucket.AccessKey, "secret-key-file": secretFile("s3"),
		},
		"staff": map[string]any{
			"label": "Staff", "issuer": staffIssuer, "client-id": clientID, "client-secret-file": secretFile("client"),
			"admin-subjects": []string{Cast.Admin},
		},
		"partner": map[string]any{
			"label": "Partners", "issuer": p.Partners, "client-id": clientID, "client-secret-file": secretFile("client"),
		},
	})
	if err != nil {
		return nil, err
	}
	return p, os.WriteFile(p.configFile, config, 0o600)
}

// Introduce signs everybody in once, at the running server, so that they can be
// picked, and makes Otto an auditor, as "dev" does.
func (p *Production) Introduce(ctx context.Context) error {
	admin, err := story.SignIn(ctx, p.URL, "staff", Cast.Admin)
	if err != nil {
		return err
	}
	for provider, people := range map[string]map[string]string{"staff": staff, "partner": partners} {
		for subject := range people {
			person, err := story.SignIn(ctx, p.URL, provider, subject)
			if err != nil {
				return err
			}
			if subject == "otto" {
				err = makeAuditor(ctx, admin, person)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func makeAuditor(ctx context.Context, admin, person *story.Person) error {
	var who struct {
		Viewer struct{ User struct{ ID string } }
	}
	if err := person.GraphQL(ctx, &who, "{ viewer { user { id } } }", nil); err != nil {
		return err
	}
	var done struct{}
	return admin.GraphQL(ctx, &done, "mutation ($id: ID!) { assignRole(input: {userId: $id, global: AUDITOR}) { user { id } } }",
		map[string]any{"id": who.Viewer.User.ID})
}

// Close ends and removes everything but the files.
func (p *Production) Close() error {
	var errs []error
	for i := len(p.undo) - 1; i >= 0; i-- {
		errs = append(errs, p.undo[i]())
	}
	p.undo = nil
	return errors.Join(errs...)
}

// patience bounds each step of bringing a part up or down.
const patience = 30 * time.Second

// serverRole is the role as which everything of ours serves.
const serverRole = "demo_server"

// database makes the database, and serverRole.
func (p *Production) database(ctx context.Context) error {
	address, err := service("STRONGROOM_TEST_POSTGRES")
	if err != nil {
		return err
	}
	name := "demo_" + strings.ToLower(rand.Text())
	if err := execute(ctx, address, "CREATE DATABASE "+name); err != nil {
		return err
	}
	p.undo = append(p.undo, func() error {
		return execute(context.WithoutCancel(ctx), address, "DROP DATABASE "+name+" WITH (FORCE)")
	})
	password, _ := address.User.Password()
	err = execute(ctx, address, fmt.Sprintf(`DO $$ BEGIN CREATE ROLE %s LOGIN PASSWORD '%s';
		EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`, serverRole, strings.ReplaceAll(password, "'", "''")))
	own := *address
	own.Path = "/" + name
	p.DatabaseURL = own.String()
	own.User = url.UserPassword(serverRole, password)
	p.ServerURL = own.String()
	return err
}

func execute(ctx context.Context, database *url.URL, statement string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := pgx.Connect(ctx, database.String())
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, statement)
	return errors.Join(err, conn.Close(ctx))
}

// Bucket is where an S3 server keeps objects, and how to get there. Endpoint is a URL.
type Bucket struct{ Endpoint, Name, AccessKey, SecretKey string }

// Bucket returns the bucket that the server uses, to measure beside it.
func (p *Production) Bucket() Bucket { return p.bucketOf }

func (p *Production) bucket(ctx context.Context) (Bucket, error) {
	address, err := service("STRONGROOM_TEST_S3")
	if err != nil {
		return Bucket{}, err
	}
	secret, _ := address.User.Password()
	b := Bucket{
		Endpoint: address.Scheme + "://" + address.Host, Name: "demo-" + strings.ToLower(rand.Text()),
		AccessKey: address.User.Username(), SecretKey: secret,
	}
	client, err := minio.New(address.Host, &minio.Options{
		Creds: credentials.NewStaticV4(b.AccessKey, b.SecretKey, ""), Region: "us-east-1",
	})
	if err != nil {
		return Bucket{}, err
	}
	if err := client.MakeBucket(ctx, b.Name, minio.MakeBucketOptions{}); err != nil {
		return Bucket{}, err
	}
	p.undo = append(p.undo, func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		objects := client.ListObjects(ctx, b.Name, minio.ListObjectsOptions{Recursive: true})
		for failed := range client.RemoveObjects(ctx, b.Name, objects, minio.RemoveObjectsOptions{}) {
			return fmt.Errorf("remove an object: %w", failed.Err)
		}
		return client.RemoveBucket(ctx, b.Name)
	})
	return b, nil
}

const (
	clientID     = "strongroom"
	clientSecret = "a secret of the demo, which is known to everybody"
)

// provider starts a provider for the accounts, by subject and name, and
// returns its issuer. It gives refresh tokens, and takes our callback at any port, as it does for native
// clients (RFC 8252 section 7.3). It ends when its standard input does, hence with us.
func (p *Production) provider(ctx context.Context, people map[string]string) (issuer string, err error) {
	accounts := []map[string]any{}
	for subject, name := range people {
		accounts = append(accounts, map[string]any{
			"sub": subject, "name": name, "email": subject + "@example.com", "email_verified": true,
		})
	}
	config, err := json.Marshal(map[string]any{
		"clients": []any{map[string]any{
			"client_id": clientID, "client_secret": clientSecret,
			"application_type": "native", "grant_types": []string{"authorization_code", "refresh_token"},
			"redirect_uris": []string{p.URL + "/auth/callback"}, "post_logout_redirect_uris": []string{p.URL + "/"},
		}},
		"accounts": accounts,
	})
	if err != nil {
		return "", err
	}
	command := exec.CommandContext(ctx, "node", "provider.mjs", string(config)) //nolint:gosec // our own configuration
	command.Dir = cmp.Or(os.Getenv("STRONGROOM_TEST_NODE_DIR"), filepath.Join(".tools", "node"))
	var complaints bytes.Buffer // read after Wait
	command.Stderr = &complaints
	stdin, err := command.StdinPipe()
	if err != nil {
		return "", err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", err
	}
	p.undo = append(p.undo, func() error {
		stdin.Close()
		if err := command.Wait(); err != nil && ctx.Err() == nil {
			return fmt.Errorf("npm oidc-provider: %w\n%s", err, &complaints)
		}
		return nil
	})
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if issuer, ready := strings.CutPrefix(lines.Text(), "ready "); ready {
			return issuer, nil
		}
	}
	return "", errors.New("npm oidc-provider does not start; run: make setup")
}

// service returns the address of a part that "make services" started.
func service(name string) (*url.URL, error) {
	value := os.Getenv(name)
	if value == "" {
		cache := os.Getenv("STRONGROOM_CACHE")
		if cache == "" {
			dir, err := os.UserCacheDir()
			if err != nil {
				return nil, err
			}
			cache = filepath.Join(dir, "strongroom")
		}
		content, err := os.ReadFile(filepath.Join(cache, "services.env"))
		if err != nil {
			return nil, fmt.Errorf("%w; run: make services", err)
		}
		for line := range strings.Lines(string(content)) {
			if rest, ok := strings.CutPrefix(line, name+"="); ok {
				value = strings.TrimSpace(rest)
			}
		}
	}
	address, err := url.Parse(value)
	if err != nil || address.Host == "" {
		return nil, fmt.Errorf("%s is not there; run: make services", name) // the cause would show the password
	}
	return address, nil
}

// FreePort returns a TCP port on loopback that was free a moment ago.
func FreePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return listener.Addr().(*net.TCPAddr).Port, listener.Close()
}
