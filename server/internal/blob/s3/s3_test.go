package s3_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"strongroom/server/internal/blob"
	"strongroom/server/internal/blob/blobtest"
	"strongroom/server/internal/blob/s3"
	"strongroom/server/rig"
)

// bucket makes a bucket of its own for the test.
func bucket(t *testing.T) s3.Config {
	t.Helper()
	at := rig.S3(t)
	return s3.Config{
		Endpoint: at.Host, Region: at.Region, Bucket: at.Bucket,
		AccessKey: at.AccessKey, SecretKey: at.SecretKey, PathStyle: true,
	}
}

func open(t *testing.T, c s3.Config) *s3.Store {
	t.Helper()
	s, err := s3.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestContract(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Store { return open(t, bucket(t)) })
}

func TestConfigPrintsWithoutSecret(t *testing.T) {
	c := s3.Config{Endpoint: "s3.example", Bucket: "b", AccessKey: "AKEY", SecretKey: "SKEY", Secure: true}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "config", c)
	for _, text := range []string{fmt.Sprint(c), fmt.Sprintf("%+v %#v %q", c, c, c), log.String()} {
		if strings.Contains(text, "KEY") || !strings.Contains(text, "https://s3.example/b") {
			t.Errorf("prints as %s", text)
		}
	}
}
