package server_test

import (
	"context"
	"flag"
	"io"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"github.com/rogpeppe/go-internal/testscript"

	"strongroom/ent/classification"
	"strongroom/ent/gen/grant"
	"strongroom/ent/typeid"
	"strongroom/server"
	"strongroom/server/rig"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

var update = flag.Bool("update", false, "write what commands print into the scripts that compare it")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"strongroom": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		code := server.Command(ctx, os.Args[1:], os.Stdout, os.Stderr)
		stop()
		os.Exit(code)
	}})
}

// TestCommands runs the scripts, each in a directory of its own. Besides the
// commands of package testscript they have:
//
//	postgres FILE   makes a database and writes its URL to the file
//	s3 FILE         makes two buckets, writes the secret key to the file, and sets
//	                $S3_ENDPOINT, $S3_BUCKET, $S3_OTHER_BUCKET and $S3_ACCESS_KEY
//	provider FILE   starts a provider that $URL may sign people in at, writes the
//	                client's secret to the file, and sets $ISSUER
//	mail            starts a mail server, and sets $MAIL to its address
//	world FILE      makes a database in which Pia has grants on $DOCUMENT of
//	                Clara's customer, writes its URL to the file, and sets $ADA,
//	                $CLARA and $PIA
//	secrets         fails if what the last command wrote has one of those secrets
//	get URL         waits until there is an answer, writes it to stdout, and
//	                fails unless it is 200 (with "!": if it is)
//
//	certificate CERTFILE KEYFILE LIFE
//	                makes a certificate for 127.0.0.1 that ends after LIFE
//
// $ADDRESS is a free address on loopback, $URL the same as a URL.
func TestCommands(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			address := "127.0.0.1:" + strconv.Itoa(rig.FreePort(t))
			env.Setenv("ADDRESS", address)
			env.Setenv("URL", "http://"+address)
			env.Setenv("STRONGROOM_LOG_FORMAT", "text")
			env.Values[secretsKey{}] = &[]string{}
			policies, err := filepath.Abs(filepath.Join("..", "policies"))
			env.Setenv("POLICIES", policies)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"postgres": func(ts *testscript.TestScript, _ bool, args []string) {
				dsn := rig.Postgres(t)
				keep(ts, args[:1], dsn)
				keep(ts, args[1:], rig.ServeAs(t, dsn))
				ts.Setenv("ROLE", rig.ServerRole)
			},
			"world": func(ts *testscript.TestScript, _ bool, args []string) { keep(ts, args, world(t, ts)) },
			"s3": func(ts *testscript.TestScript, _ bool, args []string) {
				store := rig.S3(t)
				ts.Setenv("S3_ENDPOINT", store.Endpoint)
				ts.Setenv("S3_BUCKET", store.Bucket)
				ts.Setenv("S3_OTHER_BUCKET", rig.S3(t).Bucket)
				ts.Setenv("S3_ACCESS_KEY", store.AccessKey)
				keep(ts, args, store.SecretKey)
			},
			"provider": func(ts *testscript.TestScript, _ bool, args []string) {
				const secret = "the-secret-of-the-client-at-its-provider"
				ts.Setenv("ISSUER", rig.Provider(t, rig.ProviderConfig{
					Clients: []rig.OpenIDClient{{
						ID: "strongroom", Secret: secret, RedirectURIs: []string{ts.Getenv("URL") + "/auth/callback"},
					}},
					Accounts: []rig.OpenIDAccount{{Subject: "ada"}},
				}).Issuer)
				keep(ts, args, secret)
			},
			"mail": func(ts *testscript.TestScript, _ bool, _ []string) { ts.Setenv("MAIL", rig.Mail(t).Address) },
			"secrets": func(ts *testscript.TestScript, _ bool, _ []string) {
				for _, secret := range *ts.Value(secretsKey{}).(*[]string) {
					if strings.Contains(ts.ReadFile("stdout")+ts.ReadFile("stderr"), secret) {
						ts.Fatalf("a secret shows")
					}
				}
			},
			"get": get,
			"certificate": func(ts *testscript.TestScript, _ bool, args []string) {
				life, err := time.ParseDuration(args[2])
				ts.Check(err)
				_, err = writeCertificate(ts.MkAbs(args[0]), ts.MkAbs(args[1]), 1, life)
				ts.Check(err)
			},
		},
	})
}

// world makes a small vault and returns the URL of its database.
func world(t *testing.T, ts *testscript.TestScript) string {
	w := vaulttest.New(t, dialect.Postgres)
	w.Clock.Set(time.Now().UTC())
	ada, clara, pia := w.Admin("ada"), w.Staff("clara"), w.Partner("pia")
	_, root := clara.Customer("Northwind")
	document := clara.Document(root.ID, "Contract", classification.Confidential, []byte("x"))
	for _, level := range []grant.Level{grant.LevelVIEW, grant.LevelDOWNLOAD, grant.LevelEDIT} {
		g := clara.MustGrant(pia, document, func(in *vault.GrantAccess) { in.Level = level })
		if level == grant.LevelEDIT {
			_, err := w.RevokeGrant(clara.Ctx(), vault.RevokeGrant{GrantID: g.ID})
			ts.Check(err)
		}
	}
	for name, id := range map[string]typeid.ID{"ADA": ada.ID, "CLARA": clara.ID, "PIA": pia.ID, "DOCUMENT": document} {
		ts.Setenv(name, id.String())
	}
	var name string
	ts.Check(w.Database.DB().QueryRowContext(t.Context(), "SELECT current_database()").Scan(&name))
	return rig.AsOwner(t, name)
}

// secretsKey is where a script's secrets are.
type secretsKey struct{}

// keep writes a secret to the file that args name.
func keep(ts *testscript.TestScript, args []string, secret string) {
	if len(args) != 1 {
		ts.Fatalf("it takes a file")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(secret+"\n"), 0o600))
	known := ts.Value(secretsKey{}).(*[]string)
	*known = append(*known, secret)
}

func get(ts *testscript.TestScript, refused bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("it takes a URL")
	}
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		response, err := client.Get(args[0])
		if err != nil {
			if time.Now().After(end) {
				ts.Fatalf("no answer: %v", err)
			}
			continue
		}
		_, err = io.Copy(ts.Stdout(), response.Body)
		response.Body.Close()
		ts.Check(err)
		if (response.StatusCode == http.StatusOK) == refused {
			ts.Fatalf("it answers %s", response.Status)
		}
		return
	}
}
