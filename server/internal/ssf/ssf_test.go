package ssf_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"strongroom/ent/gen"
	"strongroom/ent/gen/user"
	"strongroom/server/internal/ssf"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

const (
	caep     = "https://schemas.openid.net/secevent/caep/event-type/"
	risc     = "https://schemas.openid.net/secevent/risc/event-type/"
	verified = "https://schemas.openid.net/secevent/ssf/event-type/verification"
	audience = "https://vault.example/ssf"
	pushed   = "token-of-the-transmitter"
	fetching = "token-of-the-receiver"
)

// transmitter is another party's: it publishes keys, is polled and asked for verification.
type transmitter struct {
	*httptest.Server
	t *testing.T

	mu       sync.Mutex
	keys     []jose.JSONWebKey // the first one signs
	waiting  map[string]string // tokens that were not acknowledged, by ID
	refused  map[string]string
	asked    int // verifications
	broken   bool
	selfName string
}

func newTransmitter(t *testing.T) *transmitter {
	t.Helper()
	tr := &transmitter{t: t, waiting: map[string]string{}, refused: map[string]string{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/ssf-configuration/tenant", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]string{
			"issuer": tr.selfName, "jwks_uri": tr.URL + "/keys", "verification_endpoint": tr.URL + "/verify",
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		tr.mu.Lock()
		defer tr.mu.Unlock()
		if tr.broken {
			http.Error(w, "away", http.StatusBadGateway)
			return
		}
		var set jose.JSONWebKeySet
		for _, key := range tr.keys {
			set.Keys = append(set.Keys, key.Public())
		}
		_ = json.NewEncoder(w).Encode(set)
	})
	mux.HandleFunc("POST /poll", tr.poll)
	mux.HandleFunc("POST /verify", func(_ http.ResponseWriter, r *http.Request) {
		tr.mu.Lock()
		defer tr.mu.Unlock()
		var question map[string]string
		if json.NewDecoder(r.Body).Decode(&question) == nil && question["stream_id"] == "s1" && r.Header.Get("Authorization") == "Bearer "+fetching {
			tr.asked++
		}
	})
	tr.Server = httptest.NewServer(mux)
	t.Cleanup(tr.Close)
	tr.selfName = tr.URL + "/tenant"
	tr.rotate()
	return tr
}

// rotate signs with a new key from now on, and publishes no other.
func (tr *transmitter) rotate() {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tr.t.Fatal(err)
	}
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.keys = []jose.JSONWebKey{{Key: private, KeyID: rand.Text(), Algorithm: "ES256", Use: "sig"}}
}

func (tr *transmitter) poll(w http.ResponseWriter, r *http.Request) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	var question struct {
		Ack     []string                     `json:"ack"`
		SetErrs map[string]map[string]string `json:"setErrs"`
	}
	if json.NewDecoder(r.Body).Decode(&question) != nil || r.Header.Get("Authorization") != "Bearer "+fetching {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	for _, id := range question.Ack {
		delete(tr.waiting, id)
	}
	for id, why := range question.SetErrs {
		tr.refused[id] = why["err"]
		delete(tr.waiting, id)
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"sets": tr.waiting})
}

func (tr *transmitter) sign(kind string, claims map[string]any) string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return sign(tr.t, jose.SigningKey{Algorithm: jose.ES256, Key: tr.keys[0]}, kind, claims)
}

func sign(t *testing.T, key jose.SigningKey, kind string, claims map[string]any) string {
	t.Helper()
	options := new(jose.SignerOptions)
	if kind != "" {
		options.WithType(jose.ContentType(kind))
	}
	signer, err := jose.NewSigner(key, options)
	if err != nil {
		t.Fatal(err)
	}
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

type world struct {
	*vaulttest.World
	*transmitter
	receiver *ssf.Receiver
	admin    vaulttest.Person

	heardMu sync.Mutex
	heard   int
}

func newWorld(t *testing.T, v *vaulttest.World) *world {
	t.Helper()
	w := &world{World: v, transmitter: newTransmitter(t)}
	var err error
	w.receiver, err = ssf.New(ssf.Config{
		Vault: v.Vault, ClockSkew: 30 * time.Second, VerifyEvery: time.Minute, Clock: v.Clock.Now,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Heard: func(context.Context, string) {
			w.heardMu.Lock()
			defer w.heardMu.Unlock()
			w.heard++
		},
		Streams: []ssf.Stream{{
			Name: "ssf:staff", Issuer: w.selfName, Audience: audience, Accounts: vaulttest.Issuer,
			PushHashes: [][32]byte{sha256.Sum256([]byte(pushed))}, PollURL: w.URL + "/poll", ID: "s1", Token: fetching,
			Disabled: vault.EffectSuspend,
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.admin = w.Admin("ada")
	return w
}

func issSub(issuer, subject string) map[string]any {
	return map[string]any{"format": "iss_sub", "iss": issuer, "sub": subject}
}

// claims are those of an event that holds.
func (w *world) claims(event string, subject map[string]any) map[string]any {
	return map[string]any{
		"iss": w.selfName, "aud": audience, "jti": rand.Text(), "iat": w.Clock.Now().Unix(),
		"sub_id": subject, "events": map[string]any{event: map[string]any{"event_timestamp": w.Clock.Now().Unix(), "reason_admin": "r"}},
	}
}

func (w *world) push(t *testing.T, token string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, ssf.Path, strings.NewReader(token))
	r.Header.Set("Content-Type", "application/secevent+jwt")
	r.Header.Set("Authorization", "Bearer "+pushed)
	recorder := httptest.NewRecorder()
	w.receiver.Push(recorder, r)
	return recorder
}

func (w *world) found(t *testing.T, p vaulttest.Person) *gen.User {
	t.Helper()
	found, err := w.Reader().User.Query().Where(user.ID(p.ID)).Only(w.admin.Ctx())
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// session opens a browser session of a person now.
func (w *world) session(t *testing.T, p vaulttest.Person, sid string) string {
	t.Helper()
	who := p.Identity()
	who.ProviderSession = sid
	in, err := w.SignIn(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	return in.Secret
}

func (w *world) open(t *testing.T, secret string) bool {
	t.Helper()
	_, err := w.Resume(t.Context(), secret)
	if err != nil && vault.CodeOf(err) != vault.Unauthenticated {
		t.Fatal(err)
	}
	return err == nil
}

func TestEvents(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, v *vaulttest.World) {
		w := newWorld(t, v)
		mine := func(p vaulttest.Person) map[string]any { return issSub(vaulttest.Issuer, p.Subject) }
		opaque := func(id string) map[string]any { return map[string]any{"format": "opaque", "id": id} }
		for name, test := range map[string]struct {
			event  string
			about  func(p vaulttest.Person) map[string]any
			status user.Status
			open   bool // whether the session is, afterwards
		}{
			"session-revoked ends sessions":   {caep + "session-revoked", mine, user.StatusACTIVE, false},
			"credential-change ends sessions": {caep + "credential-change", mine, user.StatusACTIVE, false},
			"sessions-revoked ends sessions":  {risc + "sessions-revoked", mine, user.StatusACTIVE, false},
			"account-disabled suspends":       {risc + "account-disabled", mine, user.StatusSUSPENDED, false},
			"account-purged is leaving":       {risc + "account-purged", mine, user.StatusDEPARTED, false},
			"account-enabled is nothing":      {risc + "account-enabled", mine, user.StatusACTIVE, true},
			"verification is nothing":         {verified, mine, user.StatusACTIVE, true},
			"an unknown event is nothing":     {"https://example.com/event", mine, user.StatusACTIVE, true},
			"an opaque subject is meant":      {risc + "account-purged", func(p vaulttest.Person) map[string]any { return opaque(p.Subject) }, user.StatusDEPARTED, false},
			"an opaque session is meant":      {caep + "session-revoked", func(p vaulttest.Person) map[string]any { return opaque("sid-" + p.Subject) }, user.StatusACTIVE, false},
			"the user of a complex one is meant": {risc + "account-purged", func(p vaulttest.Person) map[string]any {
				return map[string]any{"format": "complex", "user": mine(p), "device": opaque("d")}
			}, user.StatusDEPARTED, false},
			"the session of one is meant": {caep + "session-revoked", func(p vaulttest.Person) map[string]any {
				return map[string]any{"format": "complex", "session": opaque("sid-" + p.Subject)}
			}, user.StatusACTIVE, false},
			"an alias is meant": {risc + "account-purged", func(p vaulttest.Person) map[string]any {
				return map[string]any{"format": "aliases", "identifiers": []any{map[string]any{"format": "email", "email": "x"}, mine(p)}}
			}, user.StatusDEPARTED, false},
			"another issuer's account is not":  {risc + "account-purged", func(p vaulttest.Person) map[string]any { return issSub("https://other.example", p.Subject) }, user.StatusACTIVE, true},
			"an e-mail address means nobody":   {risc + "account-purged", func(p vaulttest.Person) map[string]any { return map[string]any{"format": "email", "email": p.Email} }, user.StatusACTIVE, true},
			"a session is no account to purge": {risc + "account-purged", func(p vaulttest.Person) map[string]any { return opaque("sid-" + p.Subject) }, user.StatusACTIVE, true},
			"aliases are not nested": {risc + "account-purged", func(p vaulttest.Person) map[string]any {
				return map[string]any{"format": "aliases", "identifiers": []any{map[string]any{"format": "aliases", "identifiers": []any{mine(p)}}}}
			}, user.StatusACTIVE, true},
		} {
			t.Run(name, func(t *testing.T) {
				p := w.Staff("p-" + strings.ReplaceAll(name, " ", "-"))
				w.Clock.Set(w.Clock.Now().Truncate(time.Second).Add(1300 * time.Millisecond))
				secret := w.session(t, p, "sid-"+p.Subject)
				w.Clock.Move(300 * time.Millisecond) // within the same second, in which events are told
				token := w.sign("secevent+jwt", w.claims(test.event, test.about(p)))
				for range 2 {
					if got := w.push(t, token); got.Code != http.StatusAccepted || got.Body.Len() > 0 {
						t.Fatalf("%d: %s", got.Code, got.Body)
					}
					if found := w.found(t, p); found.Status != test.status {
						t.Errorf("is %s, want %s", found.Status, test.status)
					}
					if w.open(t, secret) != test.open {
						t.Errorf("the session is open: %v", !test.open)
					}
					if told := strings.Join(w.Sources(vaulttest.Issuer, p.Subject), ", "); strings.Contains(told, "ssf:staff") == test.open {
						t.Errorf("the log says %q", told)
					}
				}
			})
		}
		t.Run("the subject may be in the event, as drafts had it", func(t *testing.T) {
			p := w.Staff("draft")
			claims := w.claims("", nil)
			delete(claims, "sub_id")
			claims["events"] = map[string]any{risc + "account-purged": map[string]any{"subject": map[string]any{"subject_type": "iss-sub", "iss": vaulttest.Issuer, "sub": "draft"}}}
			w.push(t, w.sign("secevent+jwt", claims))
			if found := w.found(t, p); found.Status != user.StatusDEPARTED {
				t.Errorf("is %s", found.Status)
			}
		})
		t.Run("a credential that was added is nothing", func(t *testing.T) {
			p := w.Staff("adder")
			secret := w.session(t, p, "")
			w.Clock.Move(time.Second)
			claims := w.claims("", mine(p))
			claims["events"] = map[string]any{caep + "credential-change": map[string]any{"change_type": "create", "credential_type": "fido2-roaming"}}
			w.push(t, w.sign("secevent+jwt", claims))
			if !w.open(t, secret) {
				t.Error("the session was ended")
			}
		})
		t.Run("an event that comes late changes nothing", func(t *testing.T) {
			p := w.Staff("late")
			gone := w.claims(risc+"account-purged", mine(p))
			signedOut := w.claims(caep+"session-revoked", mine(p))
			w.push(t, w.sign("secevent+jwt", gone))
			w.Clock.Move(time.Minute)
			if _, err := w.ReinstateUser(w.admin.Ctx(), vault.ReinstateUser{UserID: p.ID, Reason: "r"}); err != nil {
				t.Fatal(err)
			}
			w.Clock.Move(time.Minute)
			secret := w.session(t, p, "")
			gone["jti"] = rand.Text()
			for _, claims := range []map[string]any{gone, signedOut} {
				if got := w.push(t, w.sign("secevent+jwt", claims)); got.Code != http.StatusAccepted {
					t.Errorf("%d: %s", got.Code, got.Body)
				}
			}
			if w.found(t, p).Status != user.StatusACTIVE || !w.open(t, secret) {
				t.Error("what came before the return ended what came after it")
			}
		})
	})
}

func TestRefusals(t *testing.T) {
	w := newWorld(t, vaulttest.New(t, "sqlite3"))
	p := w.Staff("clara")
	good := func() map[string]any { return w.claims(risc+"account-purged", issSub(vaulttest.Issuer, "clara")) }
	refused := func(t *testing.T, token string, code string) {
		t.Helper()
		heard := w.heard
		got := w.push(t, token)
		var answer map[string]string
		if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil || got.Code != http.StatusBadRequest || answer["err"] != code {
			t.Errorf("%d: %s, want %s", got.Code, got.Body, code)
		}
		if w.found(t, p).Status != user.StatusACTIVE || w.heard != heard {
			t.Error("it was taken in")
		}
	}
	for name, test := range map[string]struct {
		code   string
		change func(c map[string]any)
	}{
		"of another issuer":   {"invalid_issuer", func(c map[string]any) { c["iss"] = "https://evil.example" }},
		"of no issuer":        {"invalid_issuer", func(c map[string]any) { delete(c, "iss") }},
		"for somebody else":   {"invalid_audience", func(c map[string]any) { c["aud"] = []string{"other"} }},
		"for nobody":          {"invalid_audience", func(c map[string]any) { delete(c, "aud") }},
		"without an ID":       {"invalid_request", func(c map[string]any) { delete(c, "jti") }},
		"without a time":      {"invalid_request", func(c map[string]any) { delete(c, "iat") }},
		"from the future":     {"invalid_request", func(c map[string]any) { c["iat"] = w.Clock.Now().Add(time.Minute).Unix() }},
		"that is over":        {"invalid_request", func(c map[string]any) { c["exp"] = w.Clock.Now().Add(-time.Minute).Unix() }},
		"without events":      {"invalid_request", func(c map[string]any) { delete(c, "events") }},
		"with odd events":     {"invalid_request", func(c map[string]any) { c["events"] = "x" }},
		"with an odd subject": {"invalid_request", func(c map[string]any) { c["sub_id"] = "x" }},
	} {
		t.Run("a token "+name, func(t *testing.T) {
			claims := good()
			test.change(claims)
			refused(t, w.sign("secevent+jwt", claims), test.code)
		})
	}
	t.Run("a token about nobody", func(t *testing.T) {
		claims := good()
		delete(claims, "sub_id")
		if got := w.push(t, w.sign("secevent+jwt", claims)); got.Code != http.StatusBadRequest {
			t.Errorf("%d: %s", got.Code, got.Body)
		}
	})
	t.Run("a token of another type", func(t *testing.T) {
		for _, kind := range []string{"", "JWT", "logout+jwt", "at+jwt"} {
			refused(t, w.sign(kind, good()), "invalid_request")
		}
	})
	t.Run("a forged token", func(t *testing.T) {
		private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		forged := jose.JSONWebKey{Key: private, KeyID: w.keys[0].KeyID}
		refused(t, sign(t, jose.SigningKey{Algorithm: jose.ES256, Key: forged}, "secevent+jwt", good()), "invalid_key")
		refused(t, sign(t, jose.SigningKey{Algorithm: jose.HS256, Key: []byte(strings.Repeat("x", 32))}, "secevent+jwt", good()), "invalid_request")
		refused(t, "nonsense", "invalid_request")
		refused(t, "", "invalid_request")
		refused(t, strings.Repeat("x", 100<<10), "invalid_request")
	})
	t.Run("who shows no token", func(t *testing.T) {
		for _, header := range []string{"", "Bearer wrong", "Basic " + pushed, pushed} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, ssf.Path, strings.NewReader(w.sign("secevent+jwt", good())))
			r.Header.Set("Content-Type", "application/secevent+jwt")
			r.Header.Set("Authorization", header)
			recorder := httptest.NewRecorder()
			w.receiver.Push(recorder, r)
			if recorder.Code != http.StatusUnauthorized || !strings.Contains(recorder.Body.String(), "authentication_failed") {
				t.Errorf("%q: %d: %s", header, recorder.Code, recorder.Body)
			}
		}
	})
	t.Run("when the keys cannot be fetched it may be sent again", func(t *testing.T) {
		w.rotate()
		w.mu.Lock()
		w.broken = true
		w.mu.Unlock()
		token := w.sign("secevent+jwt", good())
		if got := w.push(t, token); got.Code != http.StatusServiceUnavailable {
			t.Errorf("%d: %s", got.Code, got.Body)
		}
		w.mu.Lock()
		w.broken = false
		w.mu.Unlock()
		if got := w.push(t, token); got.Code != http.StatusAccepted || w.found(t, p).Status != user.StatusDEPARTED {
			t.Errorf("%d: %s", got.Code, got.Body)
		}
	})
}

func TestPolling(t *testing.T) {
	w := newWorld(t, vaulttest.New(t, "sqlite3"))
	clara, edi := w.Staff("clara"), w.Staff("edi")
	work := map[string]func(context.Context) error{}
	for _, task := range w.receiver.Work() {
		work[task.Name] = task.Do
	}
	w.waiting = map[string]string{
		"1": w.sign("secevent+jwt", w.claims(risc+"account-purged", issSub(vaulttest.Issuer, "clara"))),
		"2": w.sign("JWT", w.claims(risc+"account-purged", issSub(vaulttest.Issuer, "edi"))),
		"3": w.sign("secevent+jwt", w.claims(verified, map[string]any{"format": "opaque", "id": "s1"})),
	}
	if err := work["poll-ssf:staff"](t.Context()); err != nil {
		t.Fatal(err)
	}
	if w.found(t, clara).Status != user.StatusDEPARTED || w.found(t, edi).Status != user.StatusACTIVE {
		t.Error("the wrong one left")
	}
	if len(w.waiting) != 0 || len(w.refused) != 1 || w.refused["2"] != "invalid_request" {
		t.Errorf("waiting %v, refused %v", w.waiting, w.refused)
	}
	if w.heard == 0 {
		t.Error("was not heard")
	}
	if err := work["verify-ssf:staff"](t.Context()); err != nil || w.asked != 1 {
		t.Errorf("asked for verification %d times, %v", w.asked, err)
	}
	w.Close()
	if err := work["poll-ssf:staff"](t.Context()); err == nil {
		t.Error("a transmitter that is away is no failure")
	}
}
