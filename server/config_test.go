package server_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"strongroom/server"
)

// valid is a configuration behind a proxy, with nothing wrong.
func valid(t *testing.T) server.Config {
	t.Helper()
	return server.Config{
		HTTP:     server.HTTP{Listen: ":8420", BaseURL: parse(t, "https://vault.example"), TrustProxy: true},
		Database: server.Database{URL: server.NewSecret("postgres://u:hunter2@db.example/vault?sslmode=verify-full")},
		S3: server.S3{
			Endpoint: parse(t, "https://s3.example"), Bucket: "vault", AccessKey: "id", SecretKey: server.NewSecret("hunter2"),
		},
		Keys: server.Keys{KeyFile: "root.key"},
		Staff: server.Staff{Provider: server.Provider{
			Issuer: "https://id.example/staff", ClientID: "strongroom", ClientSecret: server.NewSecret("hunter2"),
		}},
		Partner: server.Provider{
			Issuer: "https://id.example/partner", ClientID: "strongroom", ClientSecret: server.NewSecret("hunter2"),
		},
		Limits: limits(),
	}
}

func limits() server.Limits {
	return server.Limits{
		Sessions: server.Sessions{Idle: 30 * time.Minute, Life: 12 * time.Hour},
		Uploads:  server.Uploads{MaxSize: 1 << 30, Life: time.Hour},
		GraphQL:  server.GraphQL{Operations: "any", Depth: 15, Cost: 50_000, Time: 15 * time.Second},
	}
}

func parse(t *testing.T, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func engine(t *testing.T) server.Keys {
	t.Helper()
	return server.Keys{Transit: server.Transit{
		URL: parse(t, "https://keys.example"), Mount: "transit", Key: "strongroom", TokenFile: "token",
	}}
}

func kms(t *testing.T) server.Keys {
	t.Helper()
	return server.Keys{AWSKMS: server.AWSKMS{
		Key: "arn:aws:kms:eu-central-1:111122223333:alias/strongroom", Endpoint: parse(t, "https://kms.example"),
	}}
}

func mailBy(t *testing.T, address string) server.Mail {
	t.Helper()
	return server.Mail{
		Server: parse(t, address), User: "vault", Password: server.NewSecret("hunter2"), From: "strongroom@example.com",
	}
}

func TestValidate(t *testing.T) {
	local := func(c *server.Config) {
		c.HTTP = server.HTTP{Listen: "127.0.0.1:8420", BaseURL: &url.URL{Scheme: "http", Host: "localhost:8420"}}
	}
	for name, test := range map[string]struct {
		change func(*server.Config)
		option string // that is complained about; empty for none
	}{
		"behind a proxy": {func(*server.Config) {}, ""},
		"SCIM":           {func(c *server.Config) { c.Staff.SCIM.Token = server.TokenHash{1} }, ""},
		"Shared Signals that are pushed": {func(c *server.Config) {
			c.Staff.SSF = server.SSF{Issuer: "https://t.example", Audience: "a", PushToken: server.TokenHash{1}}
		}, ""},
		"Shared Signals that are polled": {func(c *server.Config) {
			c.Staff.SSF = server.SSF{Issuer: "https://t.example", Audience: "a", PollURL: "https://t.example/p", Token: server.NewSecret("hunter2"), SilentAfter: time.Minute}
		}, ""},
		"Shared Signals without a transmitter": {func(c *server.Config) { c.Staff.SSF.Audience = "a" }, "staff-ssf-issuer"},
		"Shared Signals in the clear": {func(c *server.Config) {
			c.Staff.SSF = server.SSF{Issuer: "http://t.example", Audience: "a", PushToken: server.TokenHash{1}}
		}, "staff-ssf-issuer"},
		"Shared Signals by no way": {func(c *server.Config) {
			c.Staff.SSF = server.SSF{Issuer: "https://t.example", Audience: "a"}
		}, "staff-ssf-push-token-sha256-file"},
		"silence of a stream that is not asked": {func(c *server.Config) {
			c.Staff.SSF = server.SSF{Issuer: "https://t.example", Audience: "a", PushToken: server.TokenHash{1}, SilentAfter: time.Minute}
		}, "staff-ssf-stream-id"},
		"a poll without a token": {func(c *server.Config) {
			c.Staff.SSF = server.SSF{Issuer: "https://t.example", Audience: "a", PollURL: "https://t.example/p"}
		}, "staff-ssf-token-file"},
		"SCIM without a token": {func(c *server.Config) { c.Staff.SCIM.Group = "Vault" }, "staff-scim-token-sha256-file"},
		"SCIM with one token twice": {func(c *server.Config) {
			c.Partner.SCIM = server.SCIM{Token: server.TokenHash{1}, NextToken: server.TokenHash{1}}
		}, "partner-scim-next-token-sha256-file"},
		"with TLS of its own":       {func(c *server.Config) { c.HTTP.TrustProxy, c.HTTP.TLSCertFile, c.HTTP.TLSKeyFile = false, "c", "k" }, ""},
		"http on loopback":          {local, ""},
		"without partners":          {func(c *server.Config) { c.Partner = server.Provider{} }, ""},
		"a database by unix socket": {func(c *server.Config) { c.Database.URL = server.NewSecret("host=/run/postgresql dbname=vault") }, ""},
		"a database on loopback": {func(c *server.Config) {
			c.Database.URL = server.NewSecret("postgres://u@127.0.0.1/vault?sslmode=disable")
		}, ""},
		"plain http to S3 on loopback":        {func(c *server.Config) { c.S3.Endpoint.Scheme, c.S3.Endpoint.Host = "http", "127.0.0.1:9000" }, ""},
		"plain http to S3, allowed":           {func(c *server.Config) { c.S3.Endpoint.Scheme, c.S3.AllowHTTP = "http", true }, ""},
		"a provider on loopback":              {func(c *server.Config) { c.Staff.Issuer = "http://127.0.0.1:4444" }, ""},
		"no address":                          {func(c *server.Config) { c.HTTP.Listen = "8420" }, "listen"},
		"no metrics address":                  {func(c *server.Config) { c.HTTP.MetricsListen = "9090" }, "metrics-listen"},
		"no base URL":                         {func(c *server.Config) { c.HTTP.BaseURL = nil }, "base-url"},
		"a base URL with a path":              {func(c *server.Config) { c.HTTP.BaseURL.Path = "/vault" }, "base-url"},
		"a base URL with a password":          {func(c *server.Config) { c.HTTP.BaseURL.User = url.UserPassword("u", "hunter2") }, "base-url"},
		"http for the world":                  {func(c *server.Config) { c.HTTP.BaseURL.Scheme = "http" }, "base-url"},
		"http on loopback, open to the world": {func(c *server.Config) { local(c); c.HTTP.Listen = ":8420" }, "listen"},
		"http on loopback behind a proxy":     {func(c *server.Config) { local(c); c.HTTP.TrustProxy = true }, "base-url"},
		"https without TLS":                   {func(c *server.Config) { c.HTTP.TrustProxy = false }, "base-url"},
		"TLS and a proxy":                     {func(c *server.Config) { c.HTTP.TLSCertFile, c.HTTP.TLSKeyFile = "c", "k" }, "trust-proxy"},
		"a certificate without key":           {func(c *server.Config) { c.HTTP.TrustProxy, c.HTTP.TLSCertFile = false, "c" }, "tls-cert-file"},
		"no database":                         {func(c *server.Config) { c.Database.URL = server.Secret{} }, "database-url-file"},
		"a database that is none":             {func(c *server.Config) { c.Database.URL = server.NewSecret("postgres://u:hunter2@[/") }, "database-url-file"},
		"a distant database, whoever it is":   {func(c *server.Config) { c.Database.URL = server.NewSecret("postgres://u:hunter2@db/v?sslmode=require") }, "database-url-file"},
		"a distant database in the clear":     {func(c *server.Config) { c.Database.URL = server.NewSecret("postgres://u:hunter2@db/v?sslmode=disable") }, "database-url-file"},
		"a distant database, perhaps clear":   {func(c *server.Config) { c.Database.URL = server.NewSecret("postgres://u:hunter2@db/v") }, "database-url-file"},
		"no object store":                     {func(c *server.Config) { c.S3.Endpoint = nil }, "s3-endpoint"},
		"an object store with a path":         {func(c *server.Config) { c.S3.Endpoint.Path = "/bucket" }, "s3-endpoint"},
		"plain http to S3":                    {func(c *server.Config) { c.S3.Endpoint.Scheme = "http" }, "s3-endpoint"},
		"no bucket":                           {func(c *server.Config) { c.S3.Bucket = "" }, "s3-bucket"},
		"more buckets":                        {func(c *server.Config) { c.S3.Buckets = server.Buckets{"secret": "vault-secret"} }, ""},
		"another default bucket":              {func(c *server.Config) { c.S3.Buckets = server.Buckets{"default": "other"} }, "s3-buckets"},
		"a bucket with a bad label":           {func(c *server.Config) { c.S3.Buckets = server.Buckets{"a/b": "other"} }, "s3-buckets"},
		"a bucket that is two":                {func(c *server.Config) { c.S3.Buckets = server.Buckets{"secret": "vault"} }, "s3-buckets"},
		"no access key":                       {func(c *server.Config) { c.S3.AccessKey = "" }, "s3-access-key"},
		"no secret key":                       {func(c *server.Config) { c.S3.SecretKey = server.Secret{} }, "s3-secret-key-file"},
		"no key file":                         {func(c *server.Config) { c.Keys.KeyFile = "" }, "key-file"},
		"a transit engine":                    {func(c *server.Config) { c.Keys = engine(t) }, ""},
		"a transit engine and a key file":     {func(c *server.Config) { c.Keys = engine(t); c.Keys.KeyFile = "root.key" }, ""},
		"a transit engine on loopback":        {func(c *server.Config) { c.Keys = engine(t); c.Keys.Transit.URL = parse(t, "http://127.0.0.1:8200") }, ""},
		"a transit engine in the clear":       {func(c *server.Config) { c.Keys = engine(t); c.Keys.Transit.URL.Scheme = "http" }, "transit-url"},
		"a transit engine with a path":        {func(c *server.Config) { c.Keys = engine(t); c.Keys.Transit.URL.Path = "/v1" }, "transit-url"},
		"a transit key and no engine":         {func(c *server.Config) { c.Keys.Transit.Key = "k" }, "transit-url"},
		"a transit engine without a key":      {func(c *server.Config) { c.Keys = engine(t); c.Keys.Transit.Key = "" }, "transit-key"},
		"a transit key that leads elsewhere":  {func(c *server.Config) { c.Keys = engine(t); c.Keys.Transit.Key = "../sys" }, "transit-key"},
		"a transit key that is two":           {func(c *server.Config) { c.Keys = engine(t); c.Keys.Transit.Key = "a/b" }, "transit-key"},
		"a mount that leads elsewhere":        {func(c *server.Config) { c.Keys = engine(t); c.Keys.Transit.Mount = "a/../b" }, "transit-mount"},
		"a transit engine without a token":    {func(c *server.Config) { c.Keys = engine(t); c.Keys.Transit.TokenFile = "" }, "transit-token-file"},
		"a retired engine and nothing else":   {func(c *server.Config) { c.Keys = engine(t); c.Keys.Transit.Retired = true }, "transit-retired"},
		"AWS KMS":                             {func(c *server.Config) { c.Keys = kms(t) }, ""},
		"AWS KMS at its public endpoint":      {func(c *server.Config) { c.Keys = kms(t); c.Keys.AWSKMS.Endpoint = nil }, ""},
		"AWS KMS on loopback":                 {func(c *server.Config) { c.Keys = kms(t); c.Keys.AWSKMS.Endpoint = parse(t, "http://127.0.0.1:8080") }, ""},
		"AWS KMS in the clear":                {func(c *server.Config) { c.Keys = kms(t); c.Keys.AWSKMS.Endpoint.Scheme = "http" }, "aws-kms-endpoint"},
		"AWS KMS with a path":                 {func(c *server.Config) { c.Keys = kms(t); c.Keys.AWSKMS.Endpoint.Path = "/v1" }, "aws-kms-endpoint"},
		"AWS KMS with a password": {func(c *server.Config) {
			c.Keys = kms(t)
			c.Keys.AWSKMS.Endpoint.User = url.UserPassword("u", "hunter2")
		}, "aws-kms-endpoint"},
		"an alias of no account":             {func(c *server.Config) { c.Keys = kms(t); c.Keys.AWSKMS.Key = "alias/strongroom" }, "aws-kms-key"},
		"an endpoint and no key":             {func(c *server.Config) { c.Keys.AWSKMS.Endpoint = parse(t, "https://kms.example") }, "aws-kms-key"},
		"AWS KMS and a key file":             {func(c *server.Config) { c.Keys = kms(t); c.Keys.KeyFile = "root.key" }, ""},
		"AWS KMS that is retired":            {func(c *server.Config) { c.Keys = kms(t); c.Keys.AWSKMS.Retired = true }, "aws-kms-retired"},
		"AWS KMS that is retired for a file": {func(c *server.Config) { c.Keys = kms(t); c.Keys.AWSKMS.Retired, c.Keys.KeyFile = true, "root.key" }, ""},
		"AWS KMS and a transit engine":       {func(c *server.Config) { c.Keys = kms(t); c.Keys.Transit = engine(t).Transit }, "transit-retired"},
		"a transit engine retired for KMS": {func(c *server.Config) {
			c.Keys = kms(t)
			c.Keys.Transit = engine(t).Transit
			c.Keys.Transit.Retired = true
		}, ""},
		"AWS KMS retired for an engine": {func(c *server.Config) {
			c.Keys = engine(t)
			c.Keys.AWSKMS = kms(t).AWSKMS
			c.Keys.AWSKMS.Retired = true
		}, ""},
		"both retired": {func(c *server.Config) {
			c.Keys = engine(t)
			c.Keys.AWSKMS = kms(t).AWSKMS
			c.Keys.AWSKMS.Retired, c.Keys.Transit.Retired = true, true
		}, "transit-retired"},
		"no issuer":                         {func(c *server.Config) { c.Staff.Issuer = "" }, "staff-issuer"},
		"an issuer in the clear":            {func(c *server.Config) { c.Staff.Issuer = "http://id.example" }, "staff-issuer"},
		"an issuer with a query":            {func(c *server.Config) { c.Staff.Issuer += "?x" }, "staff-issuer"},
		"no client":                         {func(c *server.Config) { c.Staff.ClientID = "" }, "staff-client-id"},
		"no client secret":                  {func(c *server.Config) { c.Staff.ClientSecret = server.Secret{} }, "staff-client-secret-file"},
		"the client as audience":            {func(c *server.Config) { c.Staff.Audience = c.Staff.ClientID }, "staff-audience"},
		"partners without issuer":           {func(c *server.Config) { c.Partner.Issuer = "" }, "partner-issuer"},
		"partners without secret":           {func(c *server.Config) { c.Partner.ClientSecret = server.Secret{} }, "partner-client-secret-file"},
		"one issuer for both":               {func(c *server.Config) { c.Partner.Issuer = c.Staff.Issuer }, "partner-issuer"},
		"mail by TLS":                       {func(c *server.Config) { c.Mail = mailBy(t, "smtps://mail.example") }, ""},
		"mail by STARTTLS":                  {func(c *server.Config) { c.Mail = mailBy(t, "smtp://mail.example:2587") }, ""},
		"mail without a login":              {func(c *server.Config) { c.Mail = server.Mail{Server: parse(t, "smtp://[::1]:25"), From: "a@b.example"} }, ""},
		"mail by the web":                   {func(c *server.Config) { c.Mail = mailBy(t, "https://mail.example") }, "mail-server"},
		"mail by no host":                   {func(c *server.Config) { c.Mail = mailBy(t, "smtps://:465") }, "mail-server"},
		"a mail server with a path":         {func(c *server.Config) { c.Mail = mailBy(t, "smtps://mail.example/x") }, "mail-server"},
		"a mail server with a port too far": {func(c *server.Config) { c.Mail = mailBy(t, "smtps://mail.example:65536") }, "mail-server"},
		"a mail server with a password":     {func(c *server.Config) { c.Mail = mailBy(t, "smtps://vault:hunter2@mail.example") }, "mail-server"},
		"mail from somebody, by no server":  {func(c *server.Config) { c.Mail.From = "strongroom@example.com" }, "mail-server"},
		"mail from nobody":                  {func(c *server.Config) { c.Mail = mailBy(t, "smtps://mail.example"); c.Mail.From = "" }, "mail-from"},
		"mail from a name": {func(c *server.Config) {
			c.Mail = mailBy(t, "smtps://mail.example")
			c.Mail.From = "Vault <a@b.example>"
		}, "mail-from"},
		"a mail user without a password":     {func(c *server.Config) { c.Mail = mailBy(t, "smtps://mail.example"); c.Mail.Password = server.Secret{} }, "mail-password-file"},
		"a mail password of nobody":          {func(c *server.Config) { c.Mail = mailBy(t, "smtps://mail.example"); c.Mail.User = "" }, "mail-user"},
		"sessions too short":                 {func(c *server.Config) { c.Sessions.Idle = time.Second }, "session-idle"},
		"sessions that end before they idle": {func(c *server.Config) { c.Sessions.Life = time.Minute }, "session-life"},
		"sessions for ever":                  {func(c *server.Config) { c.Sessions.Life = 1000 * time.Hour }, "session-life"},
		"inactive within a session":          {func(c *server.Config) { c.Leaving.InactiveAfter = time.Hour }, "leaving-inactive-after"},
		"an age below zero":                  {func(c *server.Config) { c.Sessions.MaxAge = -1 }, "session-max-age"},
		"uploads of nothing":                 {func(c *server.Config) { c.Uploads.MaxSize = 0 }, "upload-max-size"},
		"uploads too short":                  {func(c *server.Config) { c.Uploads.Life = 0 }, "upload-life"},
		"operations of no depth":             {func(c *server.Config) { c.GraphQL.Depth = 0 }, "graphql-depth"},
		"operations of no cost":              {func(c *server.Config) { c.GraphQL.Cost = 0 }, "graphql-cost"},
		"operations of no time":              {func(c *server.Config) { c.GraphQL.Time = 0 }, "graphql-time"},
	} {
		t.Run(name, func(t *testing.T) {
			config := valid(t)
			test.change(&config)
			err := config.Validate()
			switch {
			case test.option == "" && err != nil:
				t.Errorf("refused: %v", err)
			case test.option != "" && err == nil:
				t.Errorf("taken; want a complaint about --%s", test.option)
			case test.option != "" && !strings.HasPrefix(err.Error(), "--"+test.option+":"):
				t.Errorf("got %q, want a complaint about --%s", err, test.option)
			case err != nil && strings.Contains(err.Error(), "\n"):
				t.Errorf("more than one complaint: %q", err)
			case err != nil && strings.Contains(err.Error(), "hunter2"):
				t.Errorf("a secret shows: %q", err)
			}
		})
	}
}

func TestValidateTellsEverythingAtOnce(t *testing.T) {
	err := server.Config{}.Validate()
	for _, option := range []string{"listen", "base-url", "database-url-file", "s3-bucket", "key-file", "staff-issuer", "session-idle"} {
		if !strings.Contains(err.Error(), "--"+option+":") {
			t.Errorf("no complaint about --%s in:\n%v", option, err)
		}
	}
}

func TestSecretNeverShows(t *testing.T) {
	config := valid(t)
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "secret", config.S3.SecretKey, "s3", config.S3, "config", config)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "secret", config.S3.SecretKey, "s3", config.S3, "config", config)
	secret := config.S3.SecretKey
	encoded, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		log.String(), string(encoded), secret.String(),
		fmt.Sprint(config), fmt.Sprintf("%+v %#v", config, config),
		fmt.Sprintf("%v %q %x %s %+v", secret, secret, secret, secret, &secret),
	} {
		if strings.Contains(text, "hunter2") || strings.Contains(text, "68756e74657232") {
			t.Errorf("a secret shows in %s", text)
		}
	}
	if secret.Reveal() != "hunter2" {
		t.Error("the secret is lost")
	}
}

func TestByteCount(t *testing.T) {
	for text, want := range map[string]server.ByteCount{"5GiB": 5 << 30, "1 MB": 1e6, "1024": 1024} {
		var n server.ByteCount
		if err := n.UnmarshalText([]byte(text)); err != nil || n != want {
			t.Errorf("%q is %d, %v; want %d", text, n, err, want)
		}
	}
	for _, text := range []string{"", "much", "-1", "1e9YB", "9PiB"} {
		var n server.ByteCount
		if err := n.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is taken for %d", text, n)
		}
	}
}
