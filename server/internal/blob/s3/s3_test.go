package s3_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"strongroom/server/internal/blob"
	"strongroom/server/internal/blob/blobtest"
	"strongroom/server/internal/blob/s3"
)

// server returns where the S3 server of the tests is, without a bucket.
func server(t *testing.T) s3.Config {
	t.Helper()
	const variable = "STRONGROOM_TEST_S3"
	text := os.Getenv(variable)
	if text == "" {
		t.Fatalf("%s is not set to http://ACCESS:SECRET@HOST:PORT; run \"make services\"", variable)
	}
	u, err := url.Parse(text)
	if err != nil {
		t.Fatalf("%s is not a URL", variable)
	}
	secret, _ := u.User.Password()
	return s3.Config{
		Endpoint:  u.Host,
		AccessKey: u.User.Username(),
		SecretKey: secret,
		Secure:    u.Scheme == "https",
		PathStyle: true,
	}
}

// bucket makes a bucket of its own for the test.
func bucket(t *testing.T) s3.Config {
	t.Helper()
	c := server(t)
	c.Bucket = "test-" + strings.ToLower(rand.Text())
	client, err := minio.New(c.Endpoint, &minio.Options{
		Creds:  credentials.NewStaticV4(c.AccessKey, c.SecretKey, ""),
		Secure: c.Secure,
		Region: "us-east-1",
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	if err := client.MakeBucket(ctx, c.Bucket, minio.MakeBucketOptions{}); err != nil {
		t.Fatalf("make a bucket at %s: %v; run \"make services\"", c.Endpoint, err)
	}
	t.Cleanup(func() {
		ctx := context.Background()
		for o := range client.ListObjects(ctx, c.Bucket, minio.ListObjectsOptions{Recursive: true}) {
			if err := errors.Join(o.Err, client.RemoveObject(ctx, c.Bucket, o.Key, minio.RemoveObjectOptions{})); err != nil {
				t.Error(err)
			}
		}
		if err := client.RemoveBucket(ctx, c.Bucket); err != nil {
			t.Errorf("remove the bucket: %v", err)
		}
	})
	return c
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
