package rig

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// KMSServer is a running AWS KMS with an alias of a key, as far as .tools/local-kms is one: it believes
// every signature, and everybody may do everything.
type KMSServer struct {
	URL   *url.URL
	Alias string // its ARN

	program, dir string
	end          func()
}

// KMS starts a KMS of the test's own, on loopback: the program that "make test-go" builds. Credentials
// for it are in the environment until the test ends, and the server ends with it.
func KMS(t testing.TB) *KMSServer {
	t.Helper()
	s := &KMSServer{program: os.Getenv("STRONGROOM_KMS_BINARY"), dir: t.TempDir()}
	if s.program == "" {
		t.Fatal("rig: STRONGROOM_KMS_BINARY names no program; run: make test-go")
	}
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "rig", "AWS_SECRET_ACCESS_KEY": "rig", "AWS_SESSION_TOKEN": "",
		"AWS_PROFILE": "", "AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		t.Setenv(name, value)
	}
	s.start(t, "127.0.0.1:0")
	key := s.newKey(t)
	account, _, _ := strings.Cut(*key.Arn, "key/")
	s.Alias = account + alias
	_, err := s.client().CreateAlias(t.Context(), &kms.CreateAliasInput{AliasName: aws.String(alias), TargetKeyId: key.KeyId})
	if err != nil {
		t.Fatalf("rig: KMS: %v", err)
	}
	return s
}

const alias = "alias/strongroom"

// Rotate points the alias at a new key.
func (s *KMSServer) Rotate(t *testing.T) {
	t.Helper()
	key := s.newKey(t)
	_, err := s.client().UpdateAlias(t.Context(), &kms.UpdateAliasInput{AliasName: aws.String(alias), TargetKeyId: key.KeyId})
	if err != nil {
		t.Fatalf("rig: KMS: %v", err)
	}
}

// Stop ends the server, until Start.
func (s *KMSServer) Stop(*testing.T) { s.end() }

// Start starts the server again where it was, with the keys that it had.
func (s *KMSServer) Start(t *testing.T) {
	t.Helper()
	s.start(t, s.URL.Host)
}

func (s *KMSServer) start(t testing.TB, address string) {
	t.Helper()
	ready, end := child(t, "KMS", exec.Command(s.program, s.dir, address)) //nolint:gosec // the test's own configuration
	u, err := url.Parse(ready)
	if err != nil {
		t.Fatalf("rig: KMS says %v", err)
	}
	s.URL, s.end = u, end
}

func (s *KMSServer) newKey(t testing.TB) *types.KeyMetadata {
	t.Helper()
	made, err := s.client().CreateKey(t.Context(), &kms.CreateKeyInput{})
	if err != nil {
		t.Fatalf("rig: KMS: %v", err)
	}
	return made.KeyMetadata
}

func (s *KMSServer) client() *kms.Client {
	return kms.New(kms.Options{
		Region: "eu-central-1", BaseEndpoint: aws.String(s.URL.String()),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "rig", SecretAccessKey: "rig"}, nil
		}),
	})
}
