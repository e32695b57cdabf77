package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/rs/zerolog"

	"strongroom/bench/parts"
	"strongroom/ent/typeid"
)

// documentSize is what no download of the benchmark comes to the end of.
const documentSize = 48 << 20

// world is three replicas with a customer, its custodian, an admin, and one
// large document.
type world struct {
	production *parts.Production
	replicas   []*replica
	database   *pgxpool.Pool
	admin      person
	custodian  person
	customer   string
	document   string
}

// person is somebody with a browser session.
type person struct{ id, secret string }

func newWorld(ctx context.Context, dir, binary string, proxied bool) (w *world, err error) {
	w = &world{}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Close())
		}
	}()
	if w.production, err = parts.NewProduction(ctx, dir); err != nil {
		return w, err
	}
	for _, args := range w.production.Prepare() {
		if message, err := exec.CommandContext(ctx, binary, args...).CombinedOutput(); err != nil { //nolint:gosec // our own binary
			return w, fmt.Errorf("strongroom %s: %w\n%s", args[0], err, message)
		}
	}
	dsn, err := os.ReadFile(filepath.Join(dir, "database.secret")) //nolint:gosec // our own directory
	if err != nil {
		return w, err
	}
	for range 3 {
		r, err := newReplica(binary, w.production.Serve())
		if err != nil {
			return w, err
		}
		if proxied {
			if err := r.throughProxies(dir, string(dsn), len(w.replicas)); err != nil {
				return w, err
			}
		}
		if err := r.start(ctx); err != nil {
			return w, err
		}
		w.replicas = append(w.replicas, r)
	}
	if w.database, err = pgxpool.New(ctx, w.production.DatabaseURL); err != nil {
		return w, err
	}
	return w, w.fill(ctx)
}

// Close ends everything.
func (w *world) Close() (err error) {
	if w.database != nil {
		w.database.Close()
	}
	for _, r := range w.replicas {
		err = errors.Join(err, r.process.Stop())
	}
	if w.production != nil {
		err = errors.Join(err, w.production.Close())
	}
	return err
}

// replica is one of the processes, which may be ended and started again at the
// same address.
type replica struct {
	URL              string
	process          *parts.Process
	binary           string
	args             []string
	database, bucket *toxiproxy.Proxy // nil for a straight way
}

func newReplica(binary string, serve []string) (*replica, error) {
	port, err := parts.FreePort()
	address := "127.0.0.1:" + strconv.Itoa(port)
	return &replica{
		URL: "http://" + address, binary: binary,
		args: append(slices.Clone(serve), "--listen", address, "--base-url", "http://"+address, "--log-level", "error"),
	}, err
}

func (r *replica) start(ctx context.Context) (err error) {
	r.process, err = parts.Start(ctx, os.Stderr, r.URL, r.binary, r.args...)
	return err
}

// throughProxies puts a proxy before the replica's database and one before its store.
func (r *replica) throughProxies(dir, dsn string, number int) error {
	address, err := url.Parse(dsn)
	if err != nil {
		return errors.New("the database has no URL") // the cause would show the password
	}
	config, err := os.ReadFile(filepath.Join(dir, "strongroom.yaml")) //nolint:gosec // our own directory
	if err != nil {
		return err
	}
	store, err := url.Parse(regexp.MustCompile(`endpoint: (\S+)`).FindStringSubmatch(string(config))[1])
	if err != nil {
		return err
	}
	if r.database, err = proxy(address.Host); err != nil {
		return err
	}
	if r.bucket, err = proxy(store.Host); err != nil {
		return err
	}
	address.Host, store.Host = r.database.Listen, r.bucket.Listen
	secret := filepath.Join(dir, fmt.Sprintf("database-%d.secret", number))
	r.args = append(r.args, "--database-url-file", secret, "--s3-endpoint", store.String())
	return os.WriteFile(secret, []byte(address.String()), 0o600)
}

func proxy(to string) (*toxiproxy.Proxy, error) {
	p := toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), to, "127.0.0.1:0", to)
	return p, p.Start()
}

func (w *world) fill(ctx context.Context) (err error) {
	if w.admin, err = w.person(ctx, "ADMIN"); err != nil {
		return err
	}
	if w.custodian, err = w.person(ctx, ""); err != nil {
		return err
	}
	var made struct {
		CreateCustomer struct {
			Customer struct {
				ID         string
				RootFolder struct{ ID string }
			}
		}
	}
	err = w.graphql(ctx, 0, w.custodian, `mutation { createCustomer(input: {name: "Bench", category: "Client"}) { customer { id rootFolder { id } } } }`, nil, &made)
	if err != nil {
		return err
	}
	w.customer = made.CreateCustomer.Customer.ID
	encoded := base64.StdEncoding.EncodeToString
	answer, err := w.do(ctx, http.DefaultClient, 0, w.custodian, http.MethodPost, "/uploads", bytes.NewReader(make([]byte, documentSize)), http.Header{
		"Tus-Resumable": {"1.0.0"}, "Upload-Length": {strconv.Itoa(documentSize)}, "Content-Type": {"application/offset+octet-stream"},
		"Upload-Metadata": {"folderId " + encoded([]byte(made.CreateCustomer.Customer.RootFolder.ID)) + ",title " + encoded([]byte("Bench")) +
			",mediaType " + encoded([]byte("text/plain"))},
	})
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	w.document = regexp.MustCompile(`doc_[0-9a-z]+`).FindString(fmt.Sprint(answer.Header))
	if answer.StatusCode != http.StatusCreated || w.document == "" {
		return fmt.Errorf("the upload answers %s", answer.Status)
	}
	return nil
}

// person makes an account that is signed in, without going through a provider.
func (w *world) person(ctx context.Context, role string) (person, error) {
	p := person{typeid.New(typeid.User).String(), rand.Text()}
	hash := sha256.Sum256([]byte(p.secret))
	_, err := w.database.Exec(ctx, `
		WITH made AS (
			INSERT INTO users (id, created_at, issuer, subject, kind, status, role, display_name, valid_after)
			VALUES ($1, now(), 'https://bench.example', $1, 'STAFF', 'ACTIVE', nullif($2, ''), $1, 'epoch'))
		INSERT INTO sessions (id, created_at, token_hash, epoch, authenticated_at, idle_until, expires_at, user_id)
		VALUES ($3, now(), $4, 0, now(), now() + interval '30 min', now() + interval '12 hours', $1)`,
		p.id, role, typeid.New(typeid.Session).String(), hash[:])
	return p, err
}

// editor makes somebody who may download the document.
func (w *world) editor(ctx context.Context) (person, error) {
	p, err := w.person(ctx, "")
	if err != nil {
		return p, err
	}
	_, err = w.database.Exec(ctx, `
		INSERT INTO memberships (id, created_at, role, tenure, customer_id, assigned_by_id, user_id)
		VALUES ($1, now(), 'EDITOR', 0, $2, $3, $4)`,
		typeid.New(typeid.Membership).String(), w.customer, w.custodian.id, p.id)
	return p, err
}

// do sends a request of a person to a replica, as its page would.
func (w *world) do(
	ctx context.Context, client *http.Client, replica int, who person, method, path string, body io.Reader, headers http.Header,
) (*http.Response, error) {
	base := w.replicas[replica].URL
	request, err := http.NewRequestWithContext(ctx, method, base+path, body)
	if err != nil {
		return nil, err
	}
	for name, values := range headers {
		request.Header[name] = values
	}
	request.Header.Set("Cookie", "__Host-session="+who.secret)
	request.Header.Set("Origin", base)
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	return client.Do(request)
}

func (w *world) graphql(ctx context.Context, replica int, who person, query string, variables map[string]any, into any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	answer, err := w.do(ctx, http.DefaultClient, replica, who, http.MethodPost, "/graphql", bytes.NewReader(body),
		http.Header{"Content-Type": {"application/json"}})
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var got struct {
		Data   json.RawMessage
		Errors json.RawMessage
	}
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil {
		return err
	}
	if got.Errors != nil {
		return fmt.Errorf("graphql: %s", got.Errors)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(got.Data, into)
}

// narrow is a client whose connections hold little that was not yet read, so that
// what the server has cut does not go on to arrive from a buffer here.
func narrow() *http.Client {
	dialer := net.Dialer{Timeout: 10 * time.Second}
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true, ReadBufferSize: 4 << 10,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, address)
			if tcp, ok := conn.(*net.TCPConn); ok {
				err = errors.Join(err, tcp.SetReadBuffer(8<<10))
			}
			return conn, err
		},
	}}
}
