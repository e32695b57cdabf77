package auth

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	flightCookie = "__Host-flight-" // and the first letters of the state
	flightLife   = 10 * time.Minute
	// maxFlights bounds the sign-ins that one browser has under way, in as many tabs.
	maxFlights = 5
	tagLength  = 8
)

// flight is one sign-in under way. The server forgets it: it is kept in a cookie of the browser, and what
// the provider gets to see of it (state, nonce, PKCE challenge) follows from its seed, so that an answer
// is good only in the browser that asked, only for the provider that was asked, and only with the return
// path that was asked for.
type flight struct {
	Seed     []byte `json:"s"` // 32 random bytes
	Provider string `json:"p"`
	ReturnTo string `json:"r"`
	Fresh    bool   `json:"f,omitempty"`
}

func newFlight(provider, returnTo string, fresh bool) flight {
	f := flight{Seed: make([]byte, 32), Provider: provider, ReturnTo: localPath(returnTo), Fresh: fresh}
	rand.Read(f.Seed) // never fails
	return f
}

func (f flight) state() string    { return f.derive("state") }
func (f flight) nonce() string    { return f.derive("nonce") }
func (f flight) verifier() string { return f.derive("PKCE verifier") }

// derive returns 43 letters of base64url that tell nothing about the seed or about each other.
func (f flight) derive(purpose string) string {
	info, err := json.Marshal([]string{"strongroom sign-in v1", purpose, f.Provider, f.ReturnTo, strconv.FormatBool(f.Fresh)})
	if err != nil {
		panic(err) // strings always marshal
	}
	key, err := hkdf.Key(sha256.New, f.Seed, nil, string(info), 32)
	if err != nil {
		panic(err) // 32 bytes are never too many
	}
	return base64.RawURLEncoding.EncodeToString(key)
}

// maxAge is how old the authentication may be: that of a fresh flight has happened during it.
func (f flight) maxAge(usual time.Duration) time.Duration {
	if f.Fresh {
		return flightLife
	}
	return usual
}

// launch sets the flight's cookie and drops the browser's oldest ones if there are too many.
func (f flight) launch(w http.ResponseWriter, r *http.Request) error {
	content, err := json.Marshal(f)
	if err != nil {
		return err
	}
	var others []string
	for _, c := range r.Cookies() { // the oldest comes first (RFC 6265 section 5.4)
		if strings.HasPrefix(c.Name, flightCookie) {
			others = append(others, c.Name)
		}
	}
	for ; len(others) >= maxFlights; others = others[1:] {
		dropCookie(w, others[0])
	}
	setCookie(w, flightCookie+f.state()[:tagLength], base64.RawURLEncoding.EncodeToString(content), flightLife)
	return nil
}

// land takes the flight that state belongs to out of the browser's cookies.
func land(w http.ResponseWriter, r *http.Request, state string) (flight, error) {
	if len(state) < tagLength {
		return flight{}, errors.New("the state is missing")
	}
	c, err := r.Cookie(flightCookie + state[:tagLength])
	if err != nil {
		return flight{}, errors.New("this browser has no such sign-in under way")
	}
	var f flight
	content, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err == nil {
		err = json.Unmarshal(content, &f)
	}
	if err != nil || len(f.Seed) != 32 {
		return flight{}, errors.New("the sign-in's cookie is broken")
	}
	if subtle.ConstantTimeCompare([]byte(f.state()), []byte(state)) != 1 {
		return flight{}, errors.New("the state is not that of this browser's sign-in")
	}
	dropCookie(w, c.Name)
	return f, nil
}

// localPath returns raw if a browser that follows it stays on this origin and lands on a page, else "/".
func localPath(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(raw, "/") || strings.HasPrefix(raw, "//") ||
		strings.HasPrefix(raw, "/auth/") || strings.ContainsFunc(raw, misread) || len(raw) > 1024 {
		return "/"
	}
	return raw
}

// misread tells whether browsers skip a character or read it as a slash.
func misread(c rune) bool { return c == '\\' || c <= ' ' || c == 0x7f }

// setCookie sets a cookie that no script and no other host gets to see. A life of 0 ends with the browser.
func setCookie(w http.ResponseWriter, name, value string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(life.Seconds()),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func dropCookie(w http.ResponseWriter, name string) {
	setCookie(w, name, "", -time.Second)
}
