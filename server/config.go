package server

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/dustin/go-humanize"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"strongroom/server/internal/blob"
	"strongroom/server/internal/mail"
	"strongroom/server/internal/seal/awskms"
)

// Config is the whole configuration of "strongroom serve"; what it prints for
// --help is made of it. Every field is a flag, an environment variable
// (STRONGROOM_ and the flag's name) and a key of the configuration file, in
// this order of precedence. Validate says what is wrong with it.
type Config struct {
	HTTP     HTTP     `embed:"" group:"http"`
	Database Database `embed:"" group:"database"`
	S3       S3       `embed:"" group:"s3" prefix:"s3-"`
	Keys     Keys     `embed:"" group:"keys"`
	Staff    Staff    `embed:"" group:"staff" prefix:"staff-"`
	Partner  Provider `embed:"" group:"partner" prefix:"partner-"`
	Mail     Mail     `embed:"" group:"mail" prefix:"mail-"`
	Limits
}

// Limits is the part of the configuration that "dev" takes as well.
type Limits struct {
	Sessions Sessions `embed:"" group:"sessions" prefix:"session-"`
	Leaving  Leaving  `embed:"" group:"leaving" prefix:"leaving-"`
	Uploads  Uploads  `embed:"" group:"uploads" prefix:"upload-"`
	GraphQL  GraphQL  `embed:"" group:"graphql" prefix:"graphql-"`
	Policies Policies `embed:"" group:"policies"`
	Log      Log      `embed:"" group:"log" prefix:"log-"`
}

// groups are the headings of the help, in its order.
var groups = []kong.Group{
	{Key: "http", Title: "Where it listens, and under which name:"},
	{Key: "database", Title: "PostgreSQL:"},
	{Key: "s3", Title: "S3-compatible object store:"},
	{Key: "keys", Title: "Root key:"},
	{Key: "staff", Title: "OpenID provider of the staff:"},
	{Key: "partner", Title: "OpenID provider of the partners (none if without an issuer):"},
	{Key: "mail", Title: "Mail:"},
	{Key: "sessions", Title: "Browser sessions:"},
	{Key: "leaving", Title: "Leaving:"},
	{Key: "uploads", Title: "Uploads:"},
	{Key: "graphql", Title: "GraphQL:"},
	{Key: "policies", Title: "Policies:"},
	{Key: "log", Title: "Log:"},
}

// HTTP says where the server listens and how the world sees it.
type HTTP struct {
	Listen        string   `default:"127.0.0.1:8420" placeholder:"ADDRESS" help:"Host and port to listen on; an empty host is every interface."`
	BaseURL       *url.URL `name:"base-url" placeholder:"URL" help:"Where browsers find this server: https, without a path. Plain http is for loopback only."`
	TLSCertFile   string   `name:"tls-cert-file" placeholder:"FILE" help:"Certificate chain (PEM). Read anew when it changes."`
	TLSKeyFile    string   `name:"tls-key-file" placeholder:"FILE" help:"Private key of the certificate (PEM)."`
	TrustProxy    bool     `help:"A reverse proxy in front ends TLS, and nobody else reaches the listener. Its X-Forwarded-For is what the log tells as the client."`
	MetricsListen string   `placeholder:"ADDRESS" help:"Host and port of a listener of its own for /metrics. Without it /metrics answers to loopback, and not behind a proxy."`
}

// Database says where PostgreSQL is.
type Database struct {
	URL Secret `name:"database-url-file" placeholder:"FILE" help:"File with the connection URL, postgres://user:password@host/name. A database on another host needs sslmode=verify-full or verify-ca."`
}

// S3 says where sealed bytes are kept.
type S3 struct {
	Endpoint  *url.URL `placeholder:"URL" help:"URL of the service, without a path."`
	Bucket    string   `placeholder:"NAME" help:"The bucket; it must exist."`
	Buckets   Buckets  `placeholder:"LABEL=NAME" help:"More buckets, by their labels in handling.csv, with commas between. The access key must reach them as well. When handling.csv names another bucket for a classification, the server moves what was in the old one: name both until \"doctor --deep\" finds nothing in the wrong one."`
	Region    string   `default:"us-east-1" placeholder:"NAME" help:"The region that requests are signed for."`
	AccessKey string   `placeholder:"ID" help:"The access key's ID."`
	SecretKey Secret   `name:"secret-key-file" placeholder:"FILE" help:"File with the secret key."`
	PathStyle bool     `default:"true" negatable:"" help:"Put the bucket into the path rather than into the host's name."`
	AllowHTTP bool     `name:"allow-http" help:"Allow plain http to another host: names and sizes show, contents are sealed."`
}

// Buckets are names of buckets by their labels; as text, LABEL=NAME with commas between.
type Buckets map[string]string

// UnmarshalText implements [encoding.TextUnmarshaler].
func (b *Buckets) UnmarshalText(text []byte) error {
	*b = Buckets{}
	if len(text) == 0 {
		return nil
	}
	for pair := range strings.SplitSeq(string(text), ",") {
		label, name, ok := strings.Cut(strings.TrimSpace(pair), "=")
		if _, twice := (*b)[label]; !ok || name == "" || twice {
			return fmt.Errorf("%q is not a list such as secret=NAME,internal=NAME", text)
		}
		(*b)[label] = name
	}
	return nil
}

// Keys says where the root key is: in a file, with a transit engine, or with AWS KMS.
// Two are given while keys move from one to the other.
type Keys struct {
	KeyFile string  `placeholder:"FILE" help:"The key file, readable by its owner only. Make one by \"strongroom keys init FILE\", and keep a copy elsewhere: without it nothing can be read."`
	Transit Transit `embed:"" prefix:"transit-"`
	AWSKMS  AWSKMS  `embed:"" prefix:"aws-kms-"`
}

// Transit says where the transit engine of a HashiCorp Vault or an OpenBao is.
type Transit struct {
	URL       *url.URL `placeholder:"URL" help:"HashiCorp Vault (1.12 or later) or OpenBao whose transit engine holds the root key, without a path. With a key file as well, the engine wraps, and the file opens what it wrapped before, until \"strongroom keys rotate root\" has moved everything."`
	Key       string   `placeholder:"NAME" help:"The key, of a type that takes associated data, such as aes256-gcm96."`
	Mount     string   `default:"transit" placeholder:"PATH" help:"Where the engine is mounted."`
	Namespace string   `placeholder:"NAME" help:"The namespace that it is mounted in."`
	TokenFile string   `placeholder:"FILE" help:"File with a token that may update encrypt and decrypt of the key. It is read for every request: let an agent renew it."`
	CAFile    string   `name:"ca-file" placeholder:"FILE" help:"Authorities (PEM) that vouch for the server, instead of the system's."`
	Retired   bool     `help:"The engine only opens what it wrapped before, and the key file, or KMS, wraps."`
}

// AWSKMS says which key of AWS KMS it is.
type AWSKMS struct {
	Key      string   `placeholder:"ARN" help:"Symmetric key of AWS KMS, or alias of one, that is the root key. Pointed at another key of its account, an alias makes that the root key. The key file beside it is as with a transit engine. Credentials are found as by every AWS SDK: environment, shared files, web identity, container, instance. They take kms:Encrypt and kms:Decrypt of these keys, and should have no others of the account."`
	Endpoint *url.URL `placeholder:"URL" help:"A VPC or FIPS endpoint, without a path, instead of the public one of the key's region."`
	Retired  bool     `help:"KMS only opens what it wrapped before, and the key file, or the transit engine, wraps."`
}

// Provider is an OpenID provider whose accounts may sign in.
type Provider struct {
	Issuer       string   `placeholder:"URL" help:"The issuer, to the letter. Its configuration is discovered below it."`
	ClientID     string   `name:"client-id" placeholder:"ID" help:"The client ID that the provider gave to this server."`
	ClientSecret Secret   `name:"client-secret-file" placeholder:"FILE" help:"File with the client's secret."`
	Audience     string   `placeholder:"URI" help:"The audience of access tokens for programs. Without it no bearer token of this provider is accepted."`
	Label        string   `placeholder:"TEXT" help:"What the sign-in button says. The default is the issuer's host."`
	Scopes       []string `default:"profile,email" placeholder:"SCOPE" help:"The scopes to ask for besides openid."`

	Watch   time.Duration `placeholder:"TIME" help:"Ask the provider so often, by a refresh token, whether it still knows the person of a session, at least 30s; with 0 never. Some providers give a refresh token for the scope offline_access only."`
	Refused string        `default:"end-sessions" enum:"end-sessions,depart" placeholder:"end-sessions|depart" help:"What it means that it does not."`

	SCIM SCIM `embed:"" prefix:"scim-"`
	SSF  SSF  `embed:"" prefix:"ssf-"`
}

// SCIM says how the provider's directory tells of its people, at /scim/v2.
type SCIM struct {
	Token       TokenHash     `name:"token-sha256-file" placeholder:"FILE" help:"File with the SHA-256, in hexadecimal, of the bearer token of the provider's SCIM client. Without it there is no SCIM."`
	NextToken   TokenHash     `name:"next-token-sha256-file" placeholder:"FILE" help:"The same of a second token, which is good as well while it takes the place of the first."`
	Subject     string        `default:"externalId" enum:"externalId,userName" placeholder:"externalId|userName" help:"The SCIM attribute that holds what the provider calls an account (sub)."`
	Group       string        `placeholder:"NAME" help:"The display name of the group that admits: whoever is taken out of it leaves."`
	SilentAfter time.Duration `placeholder:"TIME" help:"The directory counts as silent when it has asked nothing for so long. With 0 it may be as silent as it likes."`
}

// SSF says how security events about the provider's accounts arrive (OpenID
// Shared Signals), at /ssf/events or by polling.
type SSF struct {
	Issuer        string        `placeholder:"URL" help:"The transmitter's issuer, to the letter. Its configuration is discovered from it. Without it no events are taken."`
	Audience      string        `placeholder:"TEXT" help:"What the transmitter calls this server (aud)."`
	PushToken     TokenHash     `name:"push-token-sha256-file" placeholder:"FILE" help:"File with the SHA-256, in hexadecimal, of the bearer token by which the transmitter pushes."`
	NextPushToken TokenHash     `name:"next-push-token-sha256-file" placeholder:"FILE" help:"The same of a second token, which is good as well while it takes the place of the first."`
	PollURL       string        `name:"poll-url" placeholder:"URL" help:"Where events are polled, if they are not pushed."`
	StreamID      string        `name:"stream-id" placeholder:"ID" help:"The stream's ID at the transmitter, which is then asked three times a minute to prove that events get through."`
	Token         Secret        `name:"token-file" placeholder:"FILE" help:"File with our access token at the transmitter, to poll and to ask for that proof."`
	Disabled      string        `default:"depart" enum:"depart,suspend" placeholder:"depart|suspend" help:"What it means that an account was disabled. One that was purged has left."`
	SilentAfter   time.Duration `default:"45s" placeholder:"TIME" help:"The stream counts as silent when nothing has arrived for so long. With 0 it may be as silent as it likes."`
}

// Staff is the provider of those who work here.
type Staff struct {
	Provider
	AdminSubjects []string `placeholder:"SUBJECT" help:"Accounts (sub) that become admins when they first sign in."`
}

// Mail says which server takes the mail that proves an e-mail address.
type Mail struct {
	Server   *url.URL `placeholder:"URL" help:"Server that takes mail: smtps://host for TLS (port 465 if none is named), or smtp://host for STARTTLS (port 587), without which nothing is sent. Only to loopback smtp is plain. Without a server no share links can be made."`
	User     string   `placeholder:"NAME" help:"The user to log in as, if the server wants a login."`
	Password Secret   `name:"password-file" placeholder:"FILE" help:"File with the user's password."`
	From     string   `placeholder:"ADDRESS" help:"The address that mail comes from."`
	CAFile   string   `name:"ca-file" placeholder:"FILE" help:"Authorities (PEM) that vouch for the server, instead of the system's."`
}

// Sessions bounds browser sessions.
type Sessions struct {
	Idle   time.Duration `default:"30m" placeholder:"TIME" help:"A session ends when it is not used for so long."`
	Life   time.Duration `default:"12h" placeholder:"TIME" help:"A session ends after so long whatever happens."`
	MaxAge time.Duration `default:"12h" placeholder:"TIME" help:"Who authenticated at the provider longer ago than this does it again to sign in; the provider must then tell when it was (auth_time). With 0 that is the provider's affair, and its own session may let somebody straight back in."`
}

// Leaving says when somebody is taken to have left.
type Leaving struct {
	InactiveAfter time.Duration `default:"0" placeholder:"TIME" help:"Whoever has not been seen for so long departs, but for the last admin. With 0 nobody does."`
}

// Uploads bounds uploads.
type Uploads struct {
	MaxSize ByteCount     `default:"5GiB" placeholder:"SIZE" help:"The largest document."`
	Life    time.Duration `default:"24h" placeholder:"TIME" help:"An upload that is not finished by then is given up."`
}

// GraphQL says what the API takes.
type GraphQL struct {
	Operations    string        `default:"any" enum:"any,persisted" placeholder:"any|persisted" help:"Take any operation, or only those of the page."`
	Introspection bool          `default:"${introspection}" negatable:"" help:"Answer introspection, and suggest names in errors."`
	Depth         int           `default:"${graphqlDepth}" placeholder:"N" help:"The most fields inside one another in an operation."`
	Cost          int           `default:"${graphqlCost}" placeholder:"N" help:"The most values that an operation's answer may hold."`
	Time          time.Duration `default:"${graphqlTime}" placeholder:"TIME" help:"An operation that takes longer is ended."`
}

// Policies says which rules hold.
type Policies struct {
	Dir string `name:"policies-dir" placeholder:"DIR" help:"Directory with model.conf, policy.csv and handling.csv of your own instead of the built-in ones."`
}

// Log says what is logged to standard error.
type Log struct {
	Level  slog.Level `default:"${logLevel}" placeholder:"LEVEL" help:"Log from this level on: debug, info, warn or error."`
	Format string     `default:"${logFormat}" enum:"json,text" placeholder:"json|text" help:"How lines are written."`
}

// ByteCount is a number of bytes; as text it may have a unit, as in "5GiB".
type ByteCount int64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (c *ByteCount) UnmarshalText(text []byte) error {
	n, err := humanize.ParseBytes(string(text))
	if err != nil || n > 1<<53 {
		return fmt.Errorf("%q is not a size such as 5GiB", text)
	}
	*c = ByteCount(n)
	return nil
}

// problems collects what is wrong with a configuration, by option.
type problems []error

func (p *problems) add(option, format string, args ...any) {
	*p = append(*p, fmt.Errorf("--%s: %s", option, fmt.Sprintf(format, args...)))
}

// Validate tells everything that is wrong with the configuration at once, one
// line a problem that names the option. Combinations that are not secure are
// wrong. It looks at nothing outside the configuration; "doctor" does.
func (c Config) Validate() error {
	var p problems
	c.HTTP.validate(&p)
	c.Database.validate(&p)
	c.S3.validate(&p)
	c.Keys.validate(&p)
	c.Staff.validate("staff", &p)
	switch {
	case c.Partner.Issuer != "" && c.Partner.Issuer == c.Staff.Issuer:
		p.add("partner-issuer", "is the issuer of the staff as well; the issuer tells who is who")
	case c.Partner.Issuer != "" || c.Partner.ClientID != "":
		c.Partner.validate("partner", &p)
	}
	c.Mail.validate(&p)
	c.validate(&p)
	return errors.Join(p...)
}

func (h HTTP) validate(p *problems) {
	if _, _, err := net.SplitHostPort(h.Listen); err != nil {
		p.add("listen", "%q is not host:port", h.Listen)
	}
	if h.MetricsListen != "" {
		if _, _, err := net.SplitHostPort(h.MetricsListen); err != nil {
			p.add("metrics-listen", "%q is not host:port", h.MetricsListen)
		}
	}
	withTLS := h.TLSCertFile != "" || h.TLSKeyFile != ""
	if withTLS && (h.TLSCertFile == "" || h.TLSKeyFile == "") {
		p.add("tls-cert-file", "and --tls-key-file go together")
	}
	if withTLS && h.TrustProxy {
		p.add("trust-proxy", "and --tls-cert-file exclude each other: either the proxy ends TLS or this server does")
	}
	switch {
	case h.BaseURL == nil:
		p.add("base-url", "is required")
	case !isOrigin(h.BaseURL):
		p.add("base-url", "%q is not scheme://host without a path", h.BaseURL.Redacted())
	case h.BaseURL.Scheme == "http" && !isLoopback(h.BaseURL.Hostname()):
		p.add("base-url", "plain http is for loopback only; sessions would travel in the clear")
	case h.BaseURL.Scheme == "http" && (withTLS || h.TrustProxy):
		p.add("base-url", "must be https where TLS is used")
	case h.BaseURL.Scheme == "http" && !listensOnLoopback(h.Listen):
		p.add("listen", "%q can be reached from outside, which takes TLS: set --tls-cert-file and --tls-key-file, or --trust-proxy", h.Listen)
	case h.BaseURL.Scheme == "https" && !withTLS && !h.TrustProxy:
		p.add("base-url", "https takes --tls-cert-file and --tls-key-file, or --trust-proxy if a proxy ends TLS")
	}
}

func (d Database) validate(p *problems) {
	if d.URL.Reveal() == "" {
		p.add("database-url-file", "is required, or the URL in %s", secretEnvName("database-url-file"))
		return
	}
	config, err := pgx.ParseConfig(d.URL.Reveal())
	if err != nil { // the cause would repeat the URL
		p.add("database-url-file", "does not hold a connection URL such as postgres://user:password@host/name")
		return
	}
	if isLoopback(config.Host) || strings.HasPrefix(config.Host, "/") {
		return
	}
	// pgx checks the certificate of verify-ca by itself (VerifyPeerCertificate), that of require not at all.
	unverified := func(c *tls.Config) bool {
		return c == nil || c.InsecureSkipVerify && c.VerifyPeerCertificate == nil && c.VerifyConnection == nil
	}
	if unverified(config.TLSConfig) ||
		slices.ContainsFunc(config.Fallbacks, func(f *pgconn.FallbackConfig) bool { return unverified(f.TLSConfig) }) {
		p.add("database-url-file", "a database on another host takes sslmode=verify-full or verify-ca")
	}
}

func (s S3) validate(p *problems) {
	switch {
	case s.Endpoint == nil:
		p.add("s3-endpoint", "is required")
	case !isOrigin(s.Endpoint):
		p.add("s3-endpoint", "%q is not scheme://host without a path", s.Endpoint.Redacted())
	case s.Endpoint.Scheme == "http" && !isLoopback(s.Endpoint.Hostname()) && !s.AllowHTTP:
		p.add("s3-endpoint", "plain http to another host takes --s3-allow-http")
	}
	if s.Bucket == "" {
		p.add("s3-bucket", "is required")
	}
	names := []string{s.Bucket}
	for label, name := range s.Buckets {
		if err := blob.CheckLabel(label); err != nil || label == blob.DefaultBucket {
			p.add("s3-buckets", "%q cannot be the label of a bucket besides --s3-bucket", label)
		}
		if slices.Contains(names, name) {
			p.add("s3-buckets", "%s is named twice", name)
		}
		names = append(names, name)
	}
	if s.AccessKey == "" {
		p.add("s3-access-key", "is required")
	}
	if s.SecretKey.Reveal() == "" {
		p.add("s3-secret-key-file", "is required, or the key in %s", secretEnvName("s3-secret-key-file"))
	}
}

func (k Keys) validate(p *problems) {
	transitWraps, kmsWraps := k.Transit.URL != nil && !k.Transit.Retired, k.AWSKMS.Key != "" && !k.AWSKMS.Retired
	switch {
	case k.KeyFile == "" && k.Transit.URL == nil && k.AWSKMS.Key == "":
		p.add("key-file", "is required, or --transit-url, or --aws-kms-key")
	case transitWraps && kmsWraps:
		p.add("transit-retired", "or --aws-kms-retired is required: one of them wraps")
	case k.KeyFile == "" && k.Transit.URL != nil && !transitWraps && !kmsWraps:
		p.add("transit-retired", "takes --key-file or --aws-kms-key, which wraps instead")
	case k.KeyFile == "" && !transitWraps && !kmsWraps:
		p.add("aws-kms-retired", "takes --key-file or --transit-url, which wraps instead")
	}
	k.Transit.validate(p)
	k.AWSKMS.validate(p)
}

// segment is one of a path that leads nowhere else.
var segment = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9_.-]*$`)

func (t Transit) validate(p *problems) {
	if t.URL == nil {
		if t.Key != "" || t.TokenFile != "" || t.Retired {
			p.add("transit-url", "is required for a transit engine")
		}
		return
	}
	switch {
	case !isOrigin(t.URL):
		p.add("transit-url", "%q is not scheme://host without a path", t.URL.Redacted())
	case t.URL.Scheme == "http" && !isLoopback(t.URL.Hostname()):
		p.add("transit-url", "plain http is for loopback only; keys would travel in the clear")
	}
	if slices.ContainsFunc(strings.Split(t.Mount, "/"), func(s string) bool { return !segment.MatchString(s) }) {
		p.add("transit-mount", "%q is no path of an engine", t.Mount)
	}
	if !segment.MatchString(t.Key) {
		p.add("transit-key", "%q is no name of a key", t.Key)
	}
	if t.TokenFile == "" {
		p.add("transit-token-file", "is required")
	}
}

func (a AWSKMS) validate(p *problems) {
	if a.Key == "" {
		if a.Endpoint != nil || a.Retired {
			p.add("aws-kms-key", "is required for AWS KMS")
		}
		return
	}
	if err := awskms.CheckKey(a.Key); err != nil {
		p.add("aws-kms-key", "%v", err)
	}
	switch {
	case a.Endpoint == nil:
	case !isOrigin(a.Endpoint):
		p.add("aws-kms-endpoint", "%q is not scheme://host without a path", a.Endpoint.Redacted())
	case a.Endpoint.Scheme == "http" && !isLoopback(a.Endpoint.Hostname()):
		p.add("aws-kms-endpoint", "plain http is for loopback only; keys would travel in the clear")
	}
}

func (o Provider) validate(prefix string, p *problems) {
	issuer, err := url.Parse(o.Issuer)
	switch {
	case o.Issuer == "":
		p.add(prefix+"-issuer", "is required")
	case err != nil || issuer.Host == "" || issuer.User != nil || issuer.RawQuery != "" || issuer.Fragment != "":
		p.add(prefix+"-issuer", "is not a URL without user, query and fragment")
	case issuer.Scheme != "https" && (issuer.Scheme != "http" || !isLoopback(issuer.Hostname())):
		p.add(prefix+"-issuer", "must be https")
	}
	if o.ClientID == "" {
		p.add(prefix+"-client-id", "is required")
	}
	if o.ClientSecret.Reveal() == "" {
		p.add(prefix+"-client-secret-file", "is required, or the secret in %s", secretEnvName(prefix+"-client-secret-file"))
	}
	if o.Audience != "" && o.Audience == o.ClientID {
		p.add(prefix+"-audience", "must differ from --%s-client-id, lest an ID token be taken for an access token", prefix)
	}
	if o.Watch != 0 && o.Watch < 30*time.Second {
		p.add(prefix+"-watch", "is shorter than 30 seconds")
	}
	o.SCIM.validate(prefix+"-scim", p)
	o.SSF.validate(prefix+"-ssf", p)
}

func (s SSF) validate(prefix string, p *problems) {
	if s.Issuer == "" {
		if s.Audience != "" || s.PushToken.set() || s.PollURL != "" || s.StreamID != "" {
			p.add(prefix+"-issuer", "is required for Shared Signals")
		}
		return
	}
	for option, address := range map[string]string{"-issuer": s.Issuer, "-poll-url": s.PollURL} {
		u, err := url.Parse(address)
		if address != "" && (err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname()))) {
			p.add(prefix+option, "must be https")
		}
	}
	if s.Audience == "" {
		p.add(prefix+"-audience", "is required")
	}
	if s.PushToken.set() == (s.PollURL != "") {
		p.add(prefix+"-push-token-sha256-file", "or --%s-poll-url is required, and not both", prefix)
	}
	if s.PushToken.set() && s.PushToken == s.NextPushToken {
		p.add(prefix+"-next-push-token-sha256-file", "is that of the first token")
	}
	if (s.StreamID != "" || s.PollURL != "") && s.Token.Reveal() == "" {
		p.add(prefix+"-token-file", "is required, or the token in %s", secretEnvName(prefix+"-token-file"))
	}
	if s.SilentAfter < 0 {
		p.add(prefix+"-silent-after", "is negative")
	}
	if s.SilentAfter > 0 && s.StreamID == "" && s.PollURL == "" {
		p.add(prefix+"-stream-id", "is required for --%s-silent-after: a stream that is not asked is silent while all is well", prefix)
	}
}

func (s SCIM) validate(prefix string, p *problems) {
	switch {
	case !s.Token.set() && (s.NextToken.set() || s.Group != "" || s.SilentAfter != 0):
		p.add(prefix+"-token-sha256-file", "is required for SCIM")
	case s.Token.set() && s.Token == s.NextToken:
		p.add(prefix+"-next-token-sha256-file", "is that of the first token")
	}
	if s.SilentAfter < 0 {
		p.add(prefix+"-silent-after", "is negative")
	}
}

func (m Mail) validate(p *problems) {
	if m.Server == nil {
		if m.User != "" || m.Password.Reveal() != "" || m.From != "" || m.CAFile != "" {
			p.add("mail-server", "is required to send mail")
		}
		return
	}
	if _, err := m.port(); err != nil || m.Server.Hostname() == "" || !isBare(m.Server) {
		p.add("mail-server", "%q is not smtps://host or smtp://host, with or without a port", m.Server.Redacted())
	}
	switch {
	case m.User == "" && m.Password.Reveal() != "":
		p.add("mail-user", "is required with --mail-password-file")
	case m.User != "" && m.Password.Reveal() == "":
		p.add("mail-password-file", "is required with --mail-user, or the password in %s", secretEnvName("mail-password-file"))
	}
	if m.From == "" {
		p.add("mail-from", "is required with --mail-server")
	} else if _, err := mail.ParseAddress(m.From); err != nil {
		p.add("mail-from", "%q is no address such as name@example.com", m.From)
	}
}

// port is the one that the server is asked at (RFC 8314, section 3).
func (m Mail) port() (uint16, error) {
	standard, ok := map[string]string{"smtps": "465", "smtp": "587"}[m.Server.Scheme]
	if !ok {
		return 0, errors.New("neither smtps nor smtp")
	}
	port, err := strconv.ParseUint(cmp.Or(m.Server.Port(), standard), 10, 16)
	return uint16(port), err
}

func (l Limits) validate(p *problems) {
	if l.Sessions.Idle < time.Minute {
		p.add("session-idle", "is shorter than a minute")
	}
	if l.Sessions.Life < l.Sessions.Idle {
		p.add("session-life", "is shorter than --session-idle")
	}
	if l.Sessions.Life > 30*24*time.Hour {
		p.add("session-life", "is longer than 30 days")
	}
	if l.Sessions.MaxAge < 0 {
		p.add("session-max-age", "is negative")
	}
	if l.Leaving.InactiveAfter != 0 && l.Leaving.InactiveAfter <= l.Sessions.Life {
		p.add("leaving-inactive-after", "is not longer than --session-life")
	}
	if l.Uploads.MaxSize < 1 {
		p.add("upload-max-size", "is no size")
	}
	if l.Uploads.Life < time.Minute {
		p.add("upload-life", "is shorter than a minute")
	}
	if l.GraphQL.Depth < 1 {
		p.add("graphql-depth", "must be at least 1")
	}
	if l.GraphQL.Cost < 1 {
		p.add("graphql-cost", "must be at least 1")
	}
	if l.GraphQL.Time < time.Second {
		p.add("graphql-time", "is shorter than a second")
	}
}

// isOrigin tells whether u is scheme and host, and no more.
func isOrigin(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && isBare(u)
}

// isBare tells whether there is nothing around the host.
func isBare(u *url.URL) bool {
	return u.User == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == ""
}

func isLoopback(host string) bool {
	address, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && address.IsLoopback()
}

func listensOnLoopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	return err == nil && isLoopback(host)
}
