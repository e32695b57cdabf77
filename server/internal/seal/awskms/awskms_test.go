package awskms_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"strongroom/server/internal/seal"
	"strongroom/server/internal/seal/awskms"
	"strongroom/server/internal/seal/sealtest"
)

const (
	account    = "arn:aws:kms:eu-central-1:111122223333:"
	someKey    = account + "key/1234abcd-12ab-34cd-56ef-1234567890ab"
	anotherKey = account + "key/mrk-1234abcd12ab34cd56ef1234567890ab"
	someAlias  = account + "alias/firm/strongroom"
	someSecret = "a-secret-key-that-must-not-show"
)

func parse(t *testing.T, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// identity leaves nothing of the environment but these credentials.
func identity(t *testing.T, id, secret string) {
	t.Helper()
	for _, setting := range os.Environ() {
		if name, _, _ := strings.Cut(setting, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": id, "AWS_SECRET_ACCESS_KEY": secret, "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		t.Setenv(name, value)
	}
}

// A server that is none, or broken, or says no, as Wrap and Unwrap meet it: in time, by
// its right name, asked no more often than helps, and without telling what was asked.
func TestBrokenServer(t *testing.T) {
	identity(t, "AKIDEXAMPLE", someSecret)
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	no := func(status int, code string) http.HandlerFunc {
		return answer(status, `{"__type":"`+code+`","message":"about arn:aws:iam::1:user/x"}`)
	}
	type row struct {
		handler http.HandlerFunc
		asked   int64 // so often by each; 0 is not looked at
		unwrap  error // with Wrap it is ErrRootUnavailable
		says    string
	}
	away, refused := seal.ErrRootUnavailable, seal.ErrKeyRefused
	for what, test := range map[string]row{
		"stops amid an answer, then before one": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			if strings.Contains(r.Header.Get("Amz-Sdk-Request"), "attempt=1") {
				_, _ = io.WriteString(w, `{"Plaintext":"`)
				_ = http.NewResponseController(w).Flush()
			}
			<-r.Context().Done()
		}, 0, away, "deadline"}, // twice, or once more as time runs out
		"breaks off":        {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 3, away, "EOF"},
		"is in trouble":     {no(500, "KMSInternalException"), 3, away, "KMSInternalException"},
		"waits for another": {no(503, "DependencyTimeoutException"), 3, away, "DependencyTimeoutException"},
		"lost the key":      {no(500, "KeyUnavailableException"), 3, away, "KeyUnavailableException"},
		"is overrun":        {no(400, "ThrottlingException"), 3, away, "too much"},
		"says to wait": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.Header().Set("X-Amz-Retry-After", "3600000")
			w.WriteHeader(503)
		}, 3, away, "503"},
		"disabled the key":    {no(400, "DisabledException"), 1, away, "disabled"},
		"will delete the key": {no(400, "KMSInvalidStateException"), 1, away, "deleted"},
		"has no key":          {no(400, "NotFoundException"), 1, away, "no such key"},
		"has an RSA key":      {no(400, "InvalidKeyUsageException"), 1, away, "symmetric"},
		"allows nothing":      {no(400, "AccessDeniedException"), 1, away, "identity"},
		"knows nobody":        {no(400, "UnrecognizedClientException"), 1, away, "credentials"},
		"knows no more":       {no(400, "ExpiredTokenException"), 1, away, "expired"},
		"finds a mistake":     {no(400, "ValidationException"), 1, away, "400"},
		"refuses a text":      {no(400, "InvalidCiphertextException"), 1, refused, ""},
		"knows its key":       {no(400, "com.amazonaws.kms#IncorrectKeyException"), 1, refused, ""},
		"is something else":   {answer(200, "<html>welcome"), 1, away, "nothing that KMS says"},
		"is no more":          {answer(404, "<html>sorry"), 1, away, "404"},
		"says too much":       {answer(200, `{"KeyId":"`+strings.Repeat("x", 1<<20)+`"}`), 0, away, "nothing that KMS says"},
		"gives nothing":       {answer(200, `{}`), 1, refused, ""},
		"gives no key":        {answer(200, `{"KeyId":"`+someKey+`","Plaintext":"eA==","CiphertextBlob":""}`), 1, refused, ""},
		"gives another's": {answer(200, `{"KeyId":"`+anotherKey+`","CiphertextBlob":"eA==","Plaintext":"`+
			base64.StdEncoding.EncodeToString(seal.NewKey().Bytes())+`"}`), 1, refused, ""},
		"sends elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/elsewhere" {
				t.Error("asked elsewhere")
			}
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
		}, 1, away, "302"},
		"repeats what was asked": {func(w http.ResponseWriter, r *http.Request) {
			var question map[string]any
			_ = json.NewDecoder(r.Body).Decode(&question)
			w.WriteHeader(http.StatusBadRequest)
			text := fmt.Sprint(question["Plaintext"], question["CiphertextBlob"])
			_ = json.NewEncoder(w).Encode(map[string]any{"__type": text, "message": text + r.Header.Get("Authorization")})
		}, 1, away, "400"},
		"repeats it as an answer": {func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) }, 1, refused, ""},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			key := seal.NewKey()
			for act, asked := range map[string]struct {
				do   func(seal.Root) error
				want error
			}{
				"wrap":   {func(root seal.Root) error { _, _, err := root.Wrap(t.Context(), key, nil); return err }, away},
				"unwrap": {func(root seal.Root) error { _, err := root.Unwrap(t.Context(), someKey, key.Bytes(), nil); return err }, test.unwrap},
			} {
				t.Run(act, func(t *testing.T) {
					t.Parallel()
					var count atomic.Int64
					server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						count.Add(1)
						test.handler(w, r)
					}))
					t.Cleanup(server.Close)
					root, began := open(t, parse(t, server.URL), someKey), time.Now()
					err := asked.do(root)
					took := time.Since(began)
					if !errors.Is(err, asked.want) || errors.Is(err, away) == errors.Is(err, refused) || took > sealtest.Patience {
						t.Fatalf("%v after %v, want %v", err, took, asked.want)
					}
					if n := count.Load(); test.asked != 0 && n != test.asked {
						t.Errorf("asked %d times, want %d", n, test.asked)
					}
					if asked.want == away && !strings.Contains(err.Error(), test.says) {
						t.Errorf("it says %q, want %q", err, test.says)
					}
					shown := base64.StdEncoding.EncodeToString(key.Bytes())
					for _, secret := range []string{shown[:12], someSecret, "Credential=", "user/x"} {
						if strings.Contains(err.Error(), secret) {
							t.Errorf("it says %q", err)
						}
					}
				})
			}
		})
	}
}

func TestNoServer(t *testing.T) {
	identity(t, "AKIDEXAMPLE", someSecret)
	root := open(t, parse(t, "http://127.0.0.1:1"), someAlias)
	if _, err := seal.CheckRoot(t.Context(), root); !errors.Is(err, seal.ErrRootUnavailable) || !strings.Contains(err.Error(), "refused") {
		t.Fatal(err)
	}
	for _, wrapped := range [][]byte{nil, make([]byte, 6145)} { // which KMS would find no ciphertext
		if _, err := root.Unwrap(t.Context(), someKey, wrapped, nil); !errors.Is(err, seal.ErrKeyRefused) {
			t.Errorf("%d bytes: %v", len(wrapped), err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := seal.CheckRoot(ctx, root); !errors.Is(err, context.Canceled) || errors.Is(err, seal.ErrRootUnavailable) {
		t.Fatal(err)
	}
}

func TestServerIsVerified(t *testing.T) {
	identity(t, "AKIDEXAMPLE", someSecret)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 1 {
			t.Errorf("asked by %s", r.Proto)
		}
		w.WriteHeader(http.StatusNotFound)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	authority := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(authority, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"": "certificate", authority: "answers 404"} {
		t.Setenv("AWS_CA_BUNDLE", file)
		root := open(t, parse(t, server.URL), someKey)
		if _, err := seal.CheckRoot(t.Context(), root); !errors.Is(err, seal.ErrRootUnavailable) || !strings.Contains(err.Error(), want) {
			t.Errorf("with authorities %q: %v", file, err)
		}
	}
}

// Who refuses credentials is not taken for KMS.
func TestNoCredentials(t *testing.T) {
	kms := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("asked") }))
	defer kms.Close()
	refuses := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer refuses.Close()
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for from, settings := range map[string]map[string]string{
		"nowhere":   nil,
		"container": {"AWS_CONTAINER_CREDENTIALS_FULL_URI": refuses.URL},
		"web identity": {
			"AWS_WEB_IDENTITY_TOKEN_FILE": token, "AWS_ROLE_ARN": "arn:aws:iam::111122223333:role/x",
			"AWS_ENDPOINT_URL_STS": refuses.URL,
		},
	} {
		identity(t, "", "")
		for name, value := range settings {
			t.Setenv(name, value)
		}
		_, err := seal.CheckRoot(t.Context(), open(t, parse(t, kms.URL), someKey))
		if !errors.Is(err, seal.ErrRootUnavailable) || !strings.Contains(err.Error(), "credentials") {
			t.Errorf("from %s: %v", from, err)
		}
	}
}

func TestCredentialsAreFetchedAgainWhenNoneCome(t *testing.T) {
	identity(t, "", "")
	var fetched atomic.Int64
	container := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if fetched.Add(1) == 1 {
			<-r.Context().Done()
		}
		_, _ = io.WriteString(w, `{"AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"x","Token":"x","Expiration":"2100-01-01T00:00:00Z"}`)
	}))
	defer container.Close()
	defer container.CloseClientConnections()
	t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.URL)
	kms := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"__type":"AccessDeniedException"}`)
	}))
	defer kms.Close()
	began := time.Now()
	_, err := seal.CheckRoot(t.Context(), open(t, parse(t, kms.URL), someKey))
	if took := time.Since(began); !errors.Is(err, seal.ErrRootUnavailable) || !strings.Contains(err.Error(), "AccessDenied") || took > sealtest.Patience {
		t.Fatalf("%v after %v", err, took)
	}
}

// What the environment and the shared files say decides who asks, not who is asked, nor how often.
func TestEnvironment(t *testing.T) {
	var asked atomic.Int64
	kms := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if by := r.Header.Get("Authorization"); !strings.Contains(by, "Credential=FROMFILE/") || !strings.Contains(by, "/eu-central-1/kms/") {
			t.Errorf("asked by %q", by)
		}
		w.WriteHeader(http.StatusInternalServerError)
	}))
	defer kms.Close()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("asked elsewhere") }))
	defer elsewhere.Close()
	identity(t, "", "")
	file := filepath.Join(t.TempDir(), "credentials")
	text := "[default]\naws_access_key_id = FROMFILE\naws_secret_access_key = " + someSecret + "\nregion = us-east-1\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"AWS_SHARED_CREDENTIALS_FILE": file, "AWS_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "9",
		"AWS_ENDPOINT_URL": elsewhere.URL, "AWS_ENDPOINT_URL_KMS": elsewhere.URL,
	} {
		t.Setenv(name, value)
	}
	if _, err := seal.CheckRoot(t.Context(), open(t, parse(t, kms.URL), someKey)); !errors.Is(err, seal.ErrRootUnavailable) || asked.Load() != 3 {
		t.Fatalf("asked %d times, %v", asked.Load(), err)
	}
	if endpoint := open(t, nil, someKey).Endpoint(); endpoint != nil {
		t.Errorf("would ask %s", *endpoint)
	}
	if err := os.WriteFile(file, []byte("[default\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_PROFILE", "missing")
	if _, err := awskms.New(t.Context(), awskms.Config{Key: someKey}); err == nil {
		t.Fatal("took files that are none")
	}
}

func TestKnowsItsOwn(t *testing.T) {
	identity(t, "AKIDEXAMPLE", someSecret)
	alias, key := open(t, nil, someAlias), open(t, nil, someKey)
	for name, known := range map[string][2]bool{ // to the alias, to the key
		someKey:         {true, true},
		anotherKey:      {true, false},
		someAlias:       {},
		someKey + "0":   {},
		someKey + "\n":  {},
		" " + someKey:   {},
		account + "key": {},
		strings.Replace(someKey, "111122223333", "444455556666", 1):  {},
		strings.Replace(someKey, "eu-central-1", "us-east-1", 1):     {},
		strings.Replace(someKey, "arn:aws:", "arn:aws-cn:", 1):       {},
		strings.Replace(someKey, ":kms:", ":s3:", 1):                 {},
		strings.TrimPrefix(someKey, account):                         {},
		strings.Replace(someKey, "1234abcd-", "1234ABCD-", 1):        {},
		strings.Replace(anotherKey, "key/mrk-", "key/../key/mrk", 1): {},
	} {
		if alias.Knows(name) != known[0] || key.Knows(name) != known[1] {
			t.Errorf("%q: known %t to an alias, %t to a key", name, alias.Knows(name), key.Knows(name))
		}
	}
}

func TestCheckKey(t *testing.T) {
	for _, key := range []string{someKey, anotherKey, someAlias, strings.Replace(someKey, "arn:aws:", "arn:aws-us-gov:", 1)} {
		if err := awskms.CheckKey(key); err != nil {
			t.Error(err)
		}
	}
	for _, key := range []string{"", "alias/strongroom", "1234abcd-12ab-34cd-56ef-1234567890ab", account, account + "alias/", someAlias + "\n", account + "alias/a:b"} {
		if _, err := awskms.New(t.Context(), awskms.Config{Key: key}); awskms.CheckKey(key) == nil || err == nil {
			t.Errorf("took %q", key)
		}
	}
}
