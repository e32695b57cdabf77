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
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"strongroom/bench/parts"
	"strongroom/ent/typeid"
)

// documentSize is what no download of the benchmark comes to the end of.
const documentSize = 48 << 20

// world is three replicas or more with a customer, its custodian, an admin, and one
// large document.
type world struct {
	dir, binary string

	production *parts.Production
	outside    *outside
	replicas   []*replica
	database   *pgxpool.Pool
	admin      person
	custodian  person
	customer   string
	document   string
}

// person is somebody with a browser session, whom the issuer calls by their ID.
type person struct{ issuer, id, secret string }

func newWorld(ctx context.Context, dir, binary string, proxied bool) (w *world, err error) {
	w = &world{dir: dir, binary: binary}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Close())
		}
	}()
	if w.production, err = parts.NewProduction(ctx, dir); err != nil {
		return w, err
	}
	if err := w.production.Prepare(ctx, binary); err != nil {
		return w, err
	}
	if w.outside, err = newOutside(ctx); err != nil {
		return w, err
	}
	for range 3 {
		if err := w.addReplica(ctx, proxied); err != nil {
			return w, err
		}
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
	if w.outside != nil {
		err = errors.Join(err, w.outside.server.Close())
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
	database, bucket *proxy // nil for a straight way
}

// addReplica starts one more, which reaches database and store through proxies or straight.
func (w *world) addReplica(ctx context.Context, proxied bool) error {
	port, err := parts.FreePort()
	if err != nil {
		return err
	}
	options, err := w.outside.options(w.dir)
	if err != nil {
		return err
	}
	address := "127.0.0.1:" + strconv.Itoa(port)
	r := &replica{URL: "http://" + address, binary: w.binary, args: slices.Concat(
		w.production.Serve(), options, leavingOptions, []string{"--listen", address, "--base-url", "http://" + address, "--log-level", "error"})}
	if proxied {
		if err := w.proxy(r); err != nil {
			return err
		}
	}
	if err := r.start(ctx); err != nil {
		return err
	}
	w.replicas = append(w.replicas, r)
	return nil
}

func (r *replica) start(ctx context.Context) (err error) {
	r.process, err = parts.Start(ctx, os.Stderr, r.URL, r.binary, r.args...)
	return err
}

// proxy puts a proxy before the replica's database and one before its store.
func (w *world) proxy(r *replica) error {
	database, err := url.Parse(w.production.ServerURL)
	if err != nil {
		return errors.New("the database has no URL") // the cause would show the password
	}
	store, err := url.Parse(w.production.Bucket().Endpoint)
	if err != nil {
		return err
	}
	if r.database, err = newProxy(database.Host); err != nil {
		return err
	}
	if r.bucket, err = newProxy(store.Host); err != nil {
		return err
	}
	database.Host, store.Host = r.database.Listen, r.bucket.Listen
	secret := filepath.Join(w.dir, fmt.Sprintf("database-%d.secret", len(w.replicas)))
	r.args = append(r.args, "--database-url-file", secret, "--s3-endpoint", store.String())
	return os.WriteFile(secret, []byte(database.String()), 0o600)
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

// person makes an account of the staff, see [world.account].
func (w *world) person(ctx context.Context, role string) (person, error) {
	return w.account(ctx, w.outside.issuer, "STAFF", role)
}

// account makes an account that the directory knows and that is signed in,
// without going through a provider.
func (w *world) account(ctx context.Context, issuer, kind, role string) (person, error) {
	p := person{issuer, typeid.New(typeid.User).String(), rand.Text()}
	hash := sha256.Sum256([]byte(p.secret))
	_, err := w.database.Exec(ctx, `
		WITH made AS (
			INSERT INTO users (id, created_at, issuer, subject, kind, status, role, display_name, valid_after)
			VALUES ($1, now(), $5, $1, $7, 'ACTIVE', nullif($2, ''), $1, 'epoch')),
		provisioned AS (
			INSERT INTO scim_users (id, created_at, updated_at, issuer, user_name, user_name_folded, external_id, user_id)
			VALUES ($6, now(), now(), $5, $1, $1, $1, $1))
		INSERT INTO sessions (id, created_at, token_hash, epoch, authenticated_at, idle_until, expires_at, user_id)
		VALUES ($3, now(), $4, 0, now(), now() + interval '30 min', now() + interval '12 hours', $1)`,
		p.id, role, typeid.New(typeid.Session).String(), hash[:], issuer, typeid.New(typeid.ScimUser).String(), kind)
	return p, err
}

// editor makes somebody of the staff who may download the document.
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

// do sends a request of a person, or with none of nobody, to a replica, as its page would.
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
	if who != (person{}) {
		request.Header.Set("Cookie", "__Host-session="+who.secret)
	}
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
