package ssf

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"strongroom/server/internal/auth"
	"strongroom/server/internal/request"
	"strongroom/server/internal/rounds"
	"strongroom/server/vault"
)

// Path is where transmitters push to.
const Path = "/ssf/events"

const maxToken = 64 << 10 // bytes

// Stream is one transmitter that tells of the accounts of one OpenID provider.
type Stream struct {
	// Name tells the feed in the log, such as "ssf:staff".
	Name string
	// Issuer is the transmitter, to the letter. Its configuration is discovered from it.
	Issuer string
	// Audience is what the transmitter calls this receiver.
	Audience string
	// Accounts is the OpenID issuer of the accounts; what is said of others is ignored.
	Accounts string
	// PushHashes are the SHA-256 of the bearer tokens by which the transmitter proves who pushes; without
	// any nothing is taken that is pushed.
	PushHashes [][sha256.Size]byte
	// PollURL is where events are fetched; empty if they are pushed.
	PollURL string
	// ID names the stream at the transmitter; Token is our access token there. Without them no
	// verification is asked for.
	ID, Token string
	// Disabled is what account-disabled does: vault.EffectDepart or vault.EffectSuspend.
	Disabled vault.Effect
}

// Vault is what an event does. *vault.Vault is the one that is used.
type Vault interface {
	ReceiveSignal(ctx context.Context, s vault.Signal) error
	EndProviderSessions(ctx context.Context, l vault.Logout) (int, error)
}

// Config is what a Receiver is made of. Every field without a default is required.
type Config struct {
	Vault   Vault
	Streams []Stream
	// ClockSkew is how far a transmitter's clock may be off.
	ClockSkew time.Duration
	// VerifyEvery is how often a transmitter is asked to prove that events get through.
	VerifyEvery time.Duration
	// Heard is told of a stream that has just proved it.
	Heard func(ctx context.Context, feed string)
	// HTTPClient speaks to the transmitters; nil is one of its own.
	HTTPClient *http.Client
	// Clock tells the time; time.Now, or a test's own.
	Clock func() time.Time
	Log   *slog.Logger
}

// Receiver takes in the events of all streams. It is safe for concurrent use.
type Receiver struct {
	cfg     Config
	streams []*stream
}

// New checks the configuration. Transmitters are asked nothing yet: one may be away when the server starts.
func New(cfg Config) (*Receiver, error) {
	if cfg.HTTPClient == nil {
		cfg.HTTPClient = &http.Client{Timeout: time.Minute} // a poll waits
	}
	r := &Receiver{cfg: cfg}
	seen := map[[sha256.Size]byte]bool{}
	for _, s := range cfg.Streams {
		for _, address := range []string{s.Issuer, s.PollURL} {
			if u, err := url.Parse(address); address != "" && (err != nil || !auth.Trustworthy(u)) {
				return nil, fmt.Errorf("%s: %q: want an https URL, or http on loopback", s.Name, address)
			}
		}
		switch {
		case s.Issuer == "" || s.Audience == "" || s.Accounts == "":
			return nil, fmt.Errorf("%s: issuer, audience or accounts are missing", s.Name)
		case len(s.PushHashes) == 0 && s.PollURL == "":
			return nil, fmt.Errorf("%s: events are neither pushed nor polled", s.Name)
		case s.Disabled != vault.EffectDepart && s.Disabled != vault.EffectSuspend:
			return nil, fmt.Errorf("%s: what does a disabled account mean?", s.Name)
		}
		for _, hash := range s.PushHashes {
			if seen[hash] {
				return nil, fmt.Errorf("%s: the token is in use already", s.Name)
			}
			seen[hash] = true
		}
		r.streams = append(r.streams, &stream{Stream: s, cfg: cfg, client: auth.Careful(cfg.HTTPClient)})
	}
	return r, nil
}

// refusal is why a security event token is not taken, in the words of RFC 8935 section 2.4.
type refusal struct {
	code  string
	cause error
}

// The codes of RFC 8935 section 2.4.
const (
	invalidRequest  = "invalid_request"
	invalidKey      = "invalid_key"
	invalidIssuer   = "invalid_issuer"
	invalidAudience = "invalid_audience"
	authentication  = "authentication_failed"
)

func (r *refusal) Error() string { return r.code + ": " + r.cause.Error() }
func (r *refusal) Unwrap() error { return r.cause }

func refuse(code string, format string, args ...any) error {
	return &refusal{code, fmt.Errorf(format, args...)}
}

// Push takes one token from a transmitter: 202 when it was taken in, 400 when it will never be, 503 when
// it may be sent again (RFC 8935 sections 2.2 to 2.4).
func (r *Receiver) Push(w http.ResponseWriter, request *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	s := r.pusher(request)
	if s == nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="ssf"`)
		r.answer(w, request, http.StatusUnauthorized, refuse(authentication, "the bearer token is not valid"))
		return
	}
	raw, err := body(w, request)
	if err == nil {
		err = s.take(request.Context(), raw)
	}
	_, final := errors.AsType[*refusal](err)
	switch {
	case err == nil:
		w.WriteHeader(http.StatusAccepted)
	case final:
		r.answer(w, request, http.StatusBadRequest, err)
	default:
		w.Header().Set("Retry-After", "2")
		r.answer(w, request, http.StatusServiceUnavailable, err)
	}
}

// pusher is the stream whose transmitter shows its token. The time that it takes tells nothing of the tokens.
func (r *Receiver) pusher(request *http.Request) (found *stream) {
	scheme, token, _ := strings.Cut(request.Header.Get("Authorization"), " ")
	hash := sha256.Sum256([]byte(strings.TrimSpace(token)))
	for _, s := range r.streams {
		for _, good := range s.PushHashes {
			if subtle.ConstantTimeCompare(hash[:], good[:]) == 1 {
				found = s
			}
		}
	}
	if !strings.EqualFold(scheme, "Bearer") {
		return nil
	}
	return found
}

func body(w http.ResponseWriter, request *http.Request) (string, error) {
	if kind, _, err := mime.ParseMediaType(request.Header.Get("Content-Type")); err != nil || kind != "application/secevent+jwt" {
		return "", refuse(invalidRequest, "the content is not application/secevent+jwt")
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, request.Body, maxToken))
	if err != nil {
		return "", refuse(invalidRequest, "the content did not arrive, or is larger than %d bytes", maxToken)
	}
	return strings.TrimSpace(string(raw)), nil
}

// answer tells a transmitter the code; the cause is for the log.
func (r *Receiver) answer(w http.ResponseWriter, req *http.Request, status int, err error) {
	r.cfg.Log.WarnContext(req.Context(), "security event refused", "request", request.ID(req.Context()), "cause", err)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Language", "en")
	w.WriteHeader(status)
	code := "unavailable"
	if refused, ok := errors.AsType[*refusal](err); ok {
		code = refused.code
	}
	_ = json.NewEncoder(w).Encode(map[string]string{"err": code, "description": "the event was not taken in"}) // a client that is gone needs no answer
}

// Work is what the streams need done in the background.
func (r *Receiver) Work() (tasks []rounds.Task) {
	for _, s := range r.streams {
		if s.PollURL != "" {
			tasks = append(tasks, rounds.Task{Name: "poll-" + s.Name, Every: time.Second, Do: s.poll})
		}
		if s.ID != "" && s.Token != "" {
			tasks = append(tasks, rounds.Task{Name: "verify-" + s.Name, Every: r.cfg.VerifyEvery, Do: s.verify})
		}
	}
	return tasks
}
