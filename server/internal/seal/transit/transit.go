package transit

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"strongroom/server/internal/seal"
)

// Config says where the engine is. URL, Mount, Key and TokenFile are required.
type Config struct {
	URL       *url.URL // of the server, without a path
	Namespace string   // in which the engine is mounted; empty for the root namespace
	Mount     string   // path of the engine, such as "transit"
	Key       string   // name of the key; its type must be an AEAD, such as aes256-gcm96
	TokenFile string   // the token, which may be replaced at any time
	CAFile    string   // PEM of the authorities that vouch for the server; empty for the system's
}

const (
	attempts = 3
	// patience bounds one attempt, and patienceInAll everything that a caller waits for.
	patience      = 2 * time.Second
	patienceInAll = 4 * time.Second
	// maxAnswer and maxToken are in bytes.
	maxAnswer = 64 << 10
	maxToken  = 16 << 10
)

// Root is a [seal.Root].
type Root struct {
	cfg    Config
	client *http.Client
	bound  seal.Proof
}

var _ seal.Root = (*Root)(nil)

// New returns the root keys of an engine. It reads CAFile, and asks nothing.
func New(c Config) (*Root, error) {
	verify := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.CAFile != "" {
		pem, err := os.ReadFile(c.CAFile)
		if err != nil {
			return nil, fmt.Errorf("transit: authorities: %w", err)
		}
		verify.RootCAs = x509.NewCertPool()
		if !verify.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("transit: authorities: %s holds no certificate", c.CAFile)
		}
	}
	return &Root{cfg: c, client: &http.Client{
		// HTTP/1.1, where a request that is given up takes its connection along: the
		// next one does not wait on a dead one.
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSClientConfig: verify,
			MaxIdleConnsPerHost: 16, IdleConnTimeout: time.Minute,
		},
		// The token goes to the server that is configured, and nowhere else.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Wrap implements [seal.Root].
func (r *Root) Wrap(ctx context.Context, key seal.Key, aad []byte) (rootID string, wrapped []byte, err error) {
	plain := key.Bytes()
	defer clear(plain)
	made, err := r.ask(ctx, "encrypt", message{Plaintext: plain, AssociatedData: aad})
	if err != nil {
		return "", nil, err
	}
	prefix, body, _ := cutLast(made.Ciphertext)
	version, ok := strings.CutPrefix(prefix, "vault:v")
	rootID = r.name(version)
	wrapped, err = base64.StdEncoding.Strict().DecodeString(body)
	if !ok || err != nil || !r.Knows(rootID) {
		return "", nil, fmt.Errorf("%w: transit: no ciphertext came from encrypt", seal.ErrRootUnavailable)
	}
	return rootID, wrapped, r.bound.Of(ctx, r, rootID, wrapped, aad)
}

// Unwrap implements [seal.Root].
func (r *Root) Unwrap(ctx context.Context, rootID string, wrapped, aad []byte) (seal.Key, error) {
	if !r.Knows(rootID) {
		return seal.Key{}, fmt.Errorf("%w: transit: root key %q is not %s", seal.ErrKeyRefused, rootID, r.cfg.Key)
	}
	_, version, _ := cutLast(rootID)
	ciphertext := "vault:" + version + ":" + base64.StdEncoding.EncodeToString(wrapped)
	opened, err := r.ask(ctx, "decrypt", message{Ciphertext: ciphertext, AssociatedData: aad})
	if err != nil {
		return seal.Key{}, err
	}
	defer clear(opened.Plaintext)
	key, err := seal.KeyFromBytes(opened.Plaintext)
	if err != nil {
		return seal.Key{}, fmt.Errorf("%w: %w", seal.ErrKeyRefused, err)
	}
	return key, nil
}

var versionNumber = regexp.MustCompile(`^v[1-9][0-9]{0,8}$`)

// Knows implements [seal.Root].
func (r *Root) Knows(rootID string) bool {
	name, version, _ := cutLast(rootID)
	return name == "vault:"+r.cfg.Key && versionNumber.MatchString(version)
}

func (r *Root) name(version string) string { return "vault:" + r.cfg.Key + ":v" + version }

// cutLast cuts a text around its last colon.
func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return "", s, false
	}
	return s[:i], s[i+1:], true
}

// message is what goes to the engine and comes back. Bytes are base64 in JSON.
type message struct {
	Plaintext      []byte `json:"plaintext,omitempty"`
	Ciphertext     string `json:"ciphertext,omitempty"`
	AssociatedData []byte `json:"associated_data,omitempty"`
}

// ask asks the engine to encrypt or decrypt, again where that may help. Its errors
// tell the status of an answer and never its words, which may repeat the question.
func (r *Root) ask(ctx context.Context, act string, question message) (message, error) {
	body, err := json.Marshal(question)
	defer clear(body)
	if err != nil {
		return message{}, err
	}
	all, cancel := context.WithTimeout(ctx, patienceInAll)
	defer cancel()
	for attempt := 1; ; attempt++ {
		answer, again, err := r.askOnce(all, act, body)
		switch {
		case err == nil:
			return answer, nil
		case ctx.Err() != nil:
			return message{}, fmt.Errorf("transit: %w", context.Cause(ctx))
		case !again || attempt == attempts || all.Err() != nil:
			return message{}, err
		}
		select {
		case <-time.After(time.Duration(attempt) * 100 * time.Millisecond):
		case <-all.Done():
		}
	}
}

func (r *Root) askOnce(ctx context.Context, act string, body []byte) (answer message, again bool, err error) {
	token, err := r.token()
	if err != nil {
		return answer, false, fmt.Errorf("%w: transit: token: %w", seal.ErrRootUnavailable, err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	address := r.cfg.URL.JoinPath("v1", r.cfg.Mount, act, r.cfg.Key).String()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return answer, false, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Vault-Request", "true")
	request.Header.Set("X-Vault-Token", token)
	if r.cfg.Namespace != "" {
		request.Header.Set("X-Vault-Namespace", r.cfg.Namespace)
	}
	response, err := r.client.Do(request)
	if err != nil {
		return answer, true, fmt.Errorf("%w: transit: %w", seal.ErrRootUnavailable, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		again, err := refusal(act, response.StatusCode)
		return answer, again, err
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	defer clear(text)
	if err != nil {
		return answer, true, fmt.Errorf("%w: transit: %w", seal.ErrRootUnavailable, err)
	}
	var wrapper struct {
		Data message `json:"data"`
	}
	if json.Unmarshal(text, &wrapper) != nil { // its error would quote the answer
		return answer, false, fmt.Errorf("%w: transit: %s answers something else than JSON", seal.ErrRootUnavailable, act)
	}
	return wrapper.Data, false, nil
}

// refusal makes an error of a status, and tells whether to ask again. By 400 the
// engine refuses a ciphertext that is not authentic.
func refusal(act string, status int) (again bool, err error) {
	if status == http.StatusBadRequest && act == "decrypt" {
		return false, fmt.Errorf("%w: transit: decrypt answers 400", seal.ErrKeyRefused)
	}
	hint := map[int]string{
		http.StatusBadRequest:         ": is the key one that takes associated data?",
		http.StatusForbidden:          ": the token is not good, or may not update it, or there is no such key",
		http.StatusNotFound:           ": no engine is mounted there",
		http.StatusServiceUnavailable: ": it is sealed, or in maintenance",
		http.StatusTemporaryRedirect:  ": it is a standby that forwards nothing",
	}[status]
	again = status >= http.StatusInternalServerError || status == http.StatusTooManyRequests ||
		status == http.StatusPreconditionFailed // a standby that has not caught up
	return again, fmt.Errorf("%w: transit: %s answers %d%s", seal.ErrRootUnavailable, act, status, hint)
}

// token reads the token as it is by now.
func (r *Root) token() (string, error) {
	file, err := os.Open(r.cfg.TokenFile)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxToken))
	token := strings.TrimSpace(string(text))
	switch {
	case err != nil:
		return "", err
	case token == "" || strings.ContainsFunc(token, func(c rune) bool { return c <= ' ' || c > '~' }):
		return "", fmt.Errorf("%s holds none", r.cfg.TokenFile)
	}
	return token, nil
}
