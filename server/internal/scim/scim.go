package scim

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"strongroom/ent/gen/predicate"
	"strongroom/ent/typeid"
	"strongroom/server/internal/request"
	"strongroom/server/vault"
)

// Root is where the service is mounted.
const Root = "/scim/v2"

const (
	maxBody  = 1 << 20 // bytes
	maxPage  = 200     // resources in one answer
	mimeType = "application/scim+json"
)

// Subject names the SCIM attribute that holds what the OpenID provider calls an account (sub).
type Subject string

// The attributes that can.
const (
	ByExternalID Subject = "externalId"
	ByUserName   Subject = "userName"
)

// Directory is one SCIM client: whom it speaks for, and how it proves to be the one.
type Directory struct {
	vault.Directory
	// Subject is the attribute that holds the accounts' sub.
	Subject Subject
	// TokenHashes are the SHA-256 of its bearer tokens: one, or two while one takes the other's place.
	TokenHashes [][sha256.Size]byte
}

// Vault is what a directory's word does. *vault.Vault is the one that is used.
type Vault interface {
	ProvisionUser(ctx context.Context, d vault.Directory, in vault.ProvisionedUser) (vault.ProvisionedUser, error)
	ChangeProvisionedUser(ctx context.Context, d vault.Directory, id typeid.ID, change func(*vault.ProvisionedUser) error) (vault.ProvisionedUser, error)
	RemoveProvisionedUser(ctx context.Context, d vault.Directory, id typeid.ID, check func(vault.ProvisionedUser) error) error
	ProvisionedUsers(ctx context.Context, d vault.Directory, offset, limit int, where ...predicate.ScimUser) ([]vault.ProvisionedUser, int, error)
	ProvisionGroup(ctx context.Context, d vault.Directory, in vault.ProvisionedGroup) (vault.ProvisionedGroup, error)
	ChangeProvisionedGroup(ctx context.Context, d vault.Directory, id typeid.ID, change func(*vault.ProvisionedGroup) error) (vault.ProvisionedGroup, error)
	RemoveProvisionedGroup(ctx context.Context, d vault.Directory, id typeid.ID, check func(vault.ProvisionedGroup) error) error
	ProvisionedGroups(ctx context.Context, d vault.Directory, offset, limit int, withMembers bool, where ...predicate.ScimGroup) ([]vault.ProvisionedGroup, int, error)
}

// Config is what a Service is made of. Every field is required.
type Config struct {
	Vault       Vault
	Directories []Directory
	// BaseURL is the service's own address, with Root: the locations of resources begin with it.
	BaseURL *url.URL
	// Heard is told of every request of a directory that proved who it is.
	Heard func(ctx context.Context, feed string)
	Log   *slog.Logger
}

// Service answers everything below Root. It is safe for concurrent use.
type Service struct{ cfg Config }

// New checks that every directory has a token, and none that of another.
func New(cfg Config) (*Service, error) {
	seen := map[[sha256.Size]byte]bool{}
	for _, d := range cfg.Directories {
		if len(d.TokenHashes) == 0 || len(d.TokenHashes) > 2 {
			return nil, errors.New("scim: " + d.Name + ": one token, or two while one takes the other's place")
		}
		for _, hash := range d.TokenHashes {
			if seen[hash] {
				return nil, errors.New("scim: " + d.Name + ": the token is in use already")
			}
			seen[hash] = true
		}
	}
	return &Service{cfg}, nil
}

// call is one request of a directory: by itself, or as an operation of a Bulk request.
type call struct {
	context.Context
	directory   Directory
	method      string
	path        []string // below Root
	query       url.Values
	body        []byte
	ifMatch     string
	ifNoneMatch string
}

// answer is what a call comes to. A body of nil is none.
type answer struct {
	status   int
	body     map[string]any
	location string
	etag     string
}

// ServeHTTP finds out which directory calls, and answers it.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	d, known := s.authenticate(r)
	if !known {
		w.Header().Set("WWW-Authenticate", `Bearer realm="scim"`)
		s.write(w, r, failed(&Error{Status: http.StatusUnauthorized, Detail: "the bearer token is not valid"}))
		return
	}
	s.cfg.Heard(r.Context(), d.Name)
	c, err := s.read(w, r, d)
	if err != nil {
		s.write(w, r, failed(err))
		return
	}
	s.write(w, r, s.answer(c)) //nolint:contextcheck // c is the request's context and more
}

// authenticate compares the token with those of every directory, in a time that tells nothing of them.
func (s *Service) authenticate(r *http.Request) (d Directory, known bool) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	hash := sha256.Sum256([]byte(strings.TrimSpace(token)))
	for _, candidate := range s.cfg.Directories {
		for _, good := range candidate.TokenHashes {
			if subtle.ConstantTimeCompare(hash[:], good[:]) == 1 {
				d, known = candidate, true
			}
		}
	}
	return d, known && strings.EqualFold(scheme, "Bearer")
}

func (s *Service) read(w http.ResponseWriter, r *http.Request, d Directory) (call, error) {
	c := call{
		Context: r.Context(), directory: d, method: r.Method, query: r.URL.Query(),
		path:    split(strings.TrimPrefix(r.URL.Path, Root)),
		ifMatch: r.Header.Get("If-Match"), ifNoneMatch: r.Header.Get("If-None-Match"),
	}
	if r.Method == http.MethodGet || r.Method == http.MethodDelete {
		return c, nil
	}
	switch kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind {
	case mimeType, "application/json", "":
	default:
		return c, &Error{Status: http.StatusUnsupportedMediaType, Detail: "want " + mimeType}
	}
	var err error
	if c.body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody)); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return c, &Error{Status: http.StatusRequestEntityTooLarge, Detail: "the body is larger than 1 MiB"}
		}
		return c, badRequest(invalidSyntax, "the body did not arrive")
	}
	return c, nil
}

// split is a path's segments.
func split(path string) []string { return strings.Split(strings.Trim(path, "/"), "/") }

// answer does what is asked. Causes that are not the directory's affair go to the log.
func (s *Service) answer(c call) answer {
	a, err := s.route(c)
	if err == nil {
		return a
	}
	a = failed(err)
	if a.status >= http.StatusInternalServerError && a.status != http.StatusNotImplemented {
		s.cfg.Log.ErrorContext(c, "SCIM request failed", "directory", c.directory.Name, "request", request.ID(c), "cause", err)
	}
	return a
}

func failed(err error) answer {
	e := present(err)
	return answer{status: e.Status, body: e.body()}
}

// route finds what a call is about. HEAD and OPTIONS are not asked by SCIM clients.
func (s *Service) route(c call) (answer, error) {
	switch c.path[0] {
	case "Users":
		return s.resource(c, users{s})
	case "Groups":
		return s.resource(c, groups{s})
	case "ServiceProviderConfig", "Schemas", "ResourceTypes":
		return s.describe(c)
	case "Bulk":
		if len(c.path) == 1 && c.method == http.MethodPost {
			return s.bulk(c)
		}
	case ".search":
		if len(c.path) == 1 && c.method == http.MethodPost {
			return s.searchAll(c)
		}
	case "Me":
		return answer{}, &Error{Status: http.StatusNotImplemented, Detail: "a directory is nobody in particular"}
	default:
		return answer{}, notFound()
	}
	return answer{}, notAllowed()
}

func notAllowed() *Error {
	return &Error{Status: http.StatusMethodNotAllowed, Detail: "not with this method"}
}

// kind is a type of resource.
type kind interface {
	name() string
	create(c call) (map[string]any, error)
	read(c call, id typeid.ID) (map[string]any, error)
	// change reads, has the change made and writes, in one transaction.
	replace(c call, id typeid.ID) (map[string]any, error)
	patch(c call, id typeid.ID) (map[string]any, error)
	remove(c call, id typeid.ID) error
	// list returns resources that the filter holds for; nil is every one.
	list(c call, f filter, p page) (found []map[string]any, total int, err error)
}

// resource answers for one type of resource (RFC 7644 section 3.2).
func (s *Service) resource(c call, k kind) (answer, error) {
	switch {
	case len(c.path) == 1 && c.method == http.MethodGet:
		return s.search(c, parameters(c.query), k)
	case len(c.path) == 1 && c.method == http.MethodPost:
		made, err := k.create(c)
		return of(c, http.StatusCreated, made), err
	case len(c.path) == 2 && c.path[1] == ".search" && c.method == http.MethodPost:
		q, err := searchRequest(c.body)
		if err != nil {
			return answer{}, err
		}
		return s.search(c, q, k)
	case len(c.path) != 2:
		return answer{}, notAllowed()
	}
	id, err := typeid.Parse(c.path[1])
	if err != nil {
		return answer{}, notFound()
	}
	var one map[string]any
	switch c.method {
	case http.MethodGet:
		one, err = k.read(c, id)
		if err == nil && matches(c.ifNoneMatch, one) {
			return answer{status: http.StatusNotModified, etag: version(one)}, nil
		}
	case http.MethodPut:
		one, err = k.replace(c, id)
	case http.MethodPatch:
		one, err = k.patch(c, id)
	case http.MethodDelete:
		return answer{status: http.StatusNoContent}, k.remove(c, id)
	default:
		return answer{}, notAllowed()
	}
	return of(c, http.StatusOK, one), err
}

// of is the answer that holds a resource, with the attributes that the query asks for.
func of(c call, status int, one map[string]any) answer {
	if one == nil {
		return answer{}
	}
	location, _ := one["meta"].(map[string]any)["location"].(string)
	p := parameters(c.query)
	return answer{status: status, body: p.project(one), location: location, etag: version(one)}
}

func (s *Service) write(w http.ResponseWriter, r *http.Request, a answer) {
	h := w.Header()
	if a.etag != "" {
		h.Set("ETag", a.etag)
	}
	if a.location != "" {
		h.Set("Location", a.location)
	}
	if a.status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "2")
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	h.Set("Content-Type", mimeType)
	w.WriteHeader(a.status)
	if err := json.NewEncoder(w).Encode(a.body); err != nil {
		s.cfg.Log.InfoContext(r.Context(), "answer not delivered", "request", request.ID(r.Context()), "cause", err)
	}
}
