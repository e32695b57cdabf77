package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// outside is the provider of everybody who works here, as far as leaving
// concerns it: it publishes its keys, and tells the replicas by SCIM, Shared
// Signals and back-channel logout.
type outside struct {
	server *http.Server
	issuer string
	token  string // by which the directory and the transmitter are known
	key    jose.JSONWebKey
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
	o := &outside{issuer: "http://" + listener.Addr().String(), token: rand.Text(), key: key}
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
	o.server = &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	go func() { _ = o.server.Serve(listener) }() // until it is closed
	return o, nil
}

// options are those of "serve" by which a replica knows it. The hash of its
// token goes into a file in dir.
func (o *outside) options(dir string) ([]string, error) {
	hash := sha256.Sum256([]byte(o.token))
	file := filepath.Join(dir, "outside.sha256")
	return []string{
		"--staff-issuer", o.issuer, "--staff-scim-token-sha256-file", file,
		"--staff-ssf-issuer", o.issuer, "--staff-ssf-audience", outsideAudience, "--staff-ssf-push-token-sha256-file", file,
		"--staff-ssf-silent-after", "0",
	}, os.WriteFile(file, []byte(hex.EncodeToString(hash[:])), 0o600)
}

// scim tells a replica that somebody is no longer active (RFC 7644 section 3.5.2).
func (o *outside) scim(ctx context.Context, base string, who person) (time.Time, error) {
	return o.send(ctx, http.MethodPatch, base+"/scim/v2/Users/"+who.id, "application/scim+json",
		`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]}`)
}

// event tells a replica of an event about somebody (RFC 8935).
func (o *outside) event(ctx context.Context, base, event string, who person) (time.Time, error) {
	token, err := o.sign("secevent+jwt", map[string]any{
		"aud": outsideAudience, "sub_id": map[string]string{"format": "iss_sub", "iss": o.issuer, "sub": who.id},
		"events": map[string]any{event: map[string]any{"event_timestamp": time.Now().Unix()}},
	})
	if err != nil {
		return time.Time{}, err
	}
	return o.send(ctx, http.MethodPost, base+"/ssf/events", "application/secevent+jwt", token)
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
