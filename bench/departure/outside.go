package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"strongroom/bench/parts"
)

// outside is the provider of everybody who works here, as far as leaving
// concerns it: it publishes its keys, and tells the replicas by SCIM, Shared
// Signals and back-channel logout. Of partners it is the transmitter only,
// which is polled.
type outside struct {
	server *http.Server
	issuer string
	token  string // by which the directory and the transmitter are known
	key    jose.JSONWebKey

	mu      sync.Mutex        // guards the rest
	offered map[string]string // the tokens that no poll has acknowledged, by jti
}

const (
	outsideAudience = "bench"
	accountDisabled = "https://schemas.openid.net/secevent/risc/event-type/account-disabled"
	sessionRevoked  = "https://schemas.openid.net/secevent/caep/event-type/session-revoked"
	logout          = "http://schemas.openid.net/event/backchannel-logout"
)

func newOutside(ctx context.Context) (*outside, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	key := jose.JSONWebKey{Key: private, KeyID: "bench", Algorithm: string(jose.ES256), Use: "sig"}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	o := &outside{issuer: "http://" + listener.Addr().String(), token: rand.Text(), key: key, offered: map[string]string{}}
	mux := http.NewServeMux()
	publish := func(path string, what any) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(what) // the replica would tell
		})
	}
	publish("/keys", jose.JSONWebKeySet{Keys: []jose.JSONWebKey{key.Public()}})
	publish("/.well-known/ssf-configuration", map[string]any{"issuer": o.issuer, "jwks_uri": o.issuer + "/keys"})
	publish("/.well-known/openid-configuration", map[string]any{
		"issuer": o.issuer, "jwks_uri": o.issuer + "/keys", "authorization_endpoint": o.issuer + "/none", "token_endpoint": o.issuer + "/none",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"},
		"id_token_signing_alg_values_supported": []string{string(jose.ES256)},
	})
	mux.HandleFunc("POST /poll", o.poll)
	o.server = &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	go func() { _ = o.server.Serve(listener) }() // until it is closed
	return o, nil
}

// options are those of "serve" by which a replica knows it. Its token and the
// hash go into files in dir.
func (o *outside) options(dir string) ([]string, error) {
	token, hashed := filepath.Join(dir, "outside.secret"), filepath.Join(dir, "outside.sha256")
	return []string{
			"--staff-issuer", o.issuer, "--staff-audience", outsideAudience, "--staff-scim-token-sha256-file", hashed,
			"--staff-ssf-issuer", o.issuer, "--staff-ssf-audience", outsideAudience, "--staff-ssf-push-token-sha256-file", hashed,
			"--staff-ssf-silent-after", "0",
			"--partner-ssf-issuer", o.issuer, "--partner-ssf-audience", outsideAudience, "--partner-ssf-poll-url", o.issuer + "/poll",
			"--partner-ssf-token-file", token,
		}, errors.Join(
			os.WriteFile(token, []byte(o.token), 0o600),
			parts.WriteTokenHash(hashed, o.token),
		)
}

// scim tells a replica that somebody is no longer active (RFC 7644 section 3.5.2).
func (o *outside) scim(ctx context.Context, base string, who person) (time.Time, error) {
	return o.send(ctx, http.MethodPatch, base+"/scim/v2/Users/"+who.id, "application/scim+json",
		`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]}`)
}

// event tells a replica of an event about somebody (RFC 8935).
func (o *outside) event(ctx context.Context, base, event string, who person) (time.Time, error) {
	token, err := o.sign("secevent+jwt", happened(event, who))
	if err != nil {
		return time.Time{}, err
	}
	return o.send(ctx, http.MethodPost, base+"/ssf/events", "application/secevent+jwt", token)
}

// offer keeps an event about somebody for whoever polls.
func (o *outside) offer(event string, who person) error {
	claims := happened(event, who)
	token, err := o.sign("secevent+jwt", claims)
	if err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.offered[claims["jti"].(string)] = token
	return nil
}

// happened is what a token says of an event about somebody.
func happened(event string, who person) map[string]any {
	return map[string]any{
		"aud": outsideAudience, "sub_id": map[string]string{"format": "iss_sub", "iss": who.issuer, "sub": who.id},
		"events": map[string]any{event: map[string]any{"event_timestamp": time.Now().Unix()}},
	}
}

// poll answers with what is offered, at once or as soon as there is something
// (RFC 8936 section 2.4). What one replica has not yet acknowledged, another gets
// as well.
func (o *outside) poll(w http.ResponseWriter, r *http.Request) {
	var question struct {
		Ack               []string
		SetErrs           map[string]any
		ReturnImmediately bool
	}
	if err := json.NewDecoder(r.Body).Decode(&question); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	done := slices.AppendSeq(question.Ack, maps.Keys(question.SetErrs))
	for end := time.Now().Add(longPoll); ; time.Sleep(5 * time.Millisecond) {
		sets := o.waiting(done)
		if len(sets) > 0 || question.ReturnImmediately || time.Now().After(end) {
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(map[string]any{"sets": sets}) // the replica would ask again
			return
		}
	}
}

// longPoll is how long a poll waits for something to happen.
const longPoll = 5 * time.Second

// waiting is what is offered, less what is done with.
func (o *outside) waiting(done []string) map[string]string {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, id := range done {
		delete(o.offered, id)
	}
	return maps.Clone(o.offered)
}

// accessToken is one of somebody's for the API (RFC 9068).
func (o *outside) accessToken(who person) (string, error) {
	return o.sign("at+jwt", map[string]any{"aud": outsideAudience, "sub": who.id, "exp": time.Now().Add(time.Minute).Unix()})
}

// logout tells a replica that somebody's sessions are over (OpenID Connect
// Back-Channel Logout 1.0 section 2.5).
func (o *outside) logout(ctx context.Context, base string, who person) (time.Time, error) {
	token, err := o.sign("logout+jwt", map[string]any{
		"aud": "strongroom", "sub": who.id, "exp": time.Now().Add(time.Minute).Unix(), "events": map[string]any{logout: map[string]any{}},
	})
	if err != nil {
		return time.Time{}, err
	}
	return o.send(ctx, http.MethodPost, base+"/auth/backchannel-logout", "application/x-www-form-urlencoded",
		url.Values{"logout_token": {token}}.Encode())
}

func (o *outside) sign(kind string, claims map[string]any) (string, error) {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: o.key}, new(jose.SignerOptions).WithType(jose.ContentType(kind)))
	if err != nil {
		return "", err
	}
	claims["iss"], claims["jti"], claims["iat"] = o.issuer, rand.Text(), time.Now().Unix()
	return jwt.Signed(signer).Claims(claims).Serialize()
}

// send returns the instant of the answer.
func (o *outside) send(ctx context.Context, method, address, media, body string) (time.Time, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		return time.Time{}, err
	}
	request.Header.Set("Authorization", "Bearer "+o.token)
	request.Header.Set("Content-Type", media)
	answer, err := http.DefaultClient.Do(request)
	at := time.Now()
	if err != nil {
		return at, err
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, 1<<10))
	if answer.StatusCode/100 != 2 {
		err = errors.Join(err, fmt.Errorf("%s %s answers %s: %s", method, address, answer.Status, text))
	}
	return at, errors.Join(err, answer.Body.Close())
}
