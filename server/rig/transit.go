package rig

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"testing"
)

// TransitServer is a running HashiCorp Vault whose transit engine, at "transit", has
// the key "strongroom".
type TransitServer struct {
	URL   string
	Token string // may use the key, and do nothing else

	root, unseal string
}

// Transit starts a Vault of the test's own, in memory, on loopback: the program that "make test-vault" built.
// It ends with the test.
func Transit(t testing.TB) *TransitServer {
	t.Helper()
	program := os.Getenv("STRONGROOM_VAULT_BINARY")
	if program == "" {
		t.Fatal("rig: STRONGROOM_VAULT_BINARY names no program; run: make test-vault")
	}
	ready, _ := child(t, "Vault", exec.Command(program)) //nolint:gosec // the test's own configuration
	s := &TransitServer{}
	if _, err := fmt.Sscan(ready, &s.URL, &s.root, &s.unseal); err != nil {
		t.Fatalf("rig: Vault says %v", err)
	}
	s.do(t, "sys/mounts/transit", map[string]string{"type": "transit"})
	s.do(t, "transit/keys/strongroom", map[string]string{"type": "aes256-gcm96"})
	s.do(t, "sys/policies/acl/strongroom", map[string]string{"policy": `
		path "transit/encrypt/strongroom" { capabilities = ["update"] }
		path "transit/decrypt/strongroom" { capabilities = ["update"] }`})
	var made struct {
		Auth struct {
			Token string `json:"client_token"`
		} `json:"auth"`
	}
	answer := s.do(t, "auth/token/create", map[string]any{"policies": []string{"strongroom"}, "no_default_policy": true})
	if err := json.Unmarshal(answer, &made); err != nil || made.Auth.Token == "" {
		t.Fatalf("rig: Vault makes no token: %v", err)
	}
	s.Token = made.Auth.Token
	return s
}

// Rotate makes a new version of the key.
func (s *TransitServer) Rotate(t *testing.T) {
	t.Helper()
	s.do(t, "transit/keys/strongroom/rotate", struct{}{})
}

// Seal makes the server refuse everything, until Unseal.
func (s *TransitServer) Seal(t *testing.T) {
	t.Helper()
	s.do(t, "sys/seal", struct{}{})
}

// Unseal ends what Seal began.
func (s *TransitServer) Unseal(t *testing.T) {
	t.Helper()
	s.do(t, "sys/unseal", map[string]string{"key": s.unseal})
}

// do asks the server, as its root, and returns the answer.
func (s *TransitServer) do(t testing.TB, path string, input any) []byte {
	t.Helper()
	body, err := json.Marshal(input)
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/v1/"+path, bytes.NewReader(body))
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	request.Header.Set("X-Vault-Token", s.root)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatalf("rig: Vault: %v", err)
	}
	defer response.Body.Close()
	var answer bytes.Buffer
	if _, err := answer.ReadFrom(response.Body); err != nil || response.StatusCode >= http.StatusMultipleChoices {
		t.Fatalf("rig: Vault, %s: %s %v\n%s", path, response.Status, err, &answer)
	}
	return answer.Bytes()
}
