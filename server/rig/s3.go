package rig

import (
	"context"
	"crypto/rand"
	"net/url"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// ObjectStore is an empty bucket on a real S3 server, and what a client needs to use it.
type ObjectStore struct {
	Endpoint  string // URL without a path, http://127.0.0.1:9000
	Host      string // host and port of Endpoint, as minio.New takes it
	Region    string
	AccessKey string
	SecretKey string
	Bucket    string
}

// S3 makes a bucket. When the test ends the bucket is emptied, unfinished multipart uploads included,
// and removed.
func S3(t testing.TB) ObjectStore {
	t.Helper()
	address, err := url.Parse(service(t, "STRONGROOM_TEST_S3"))
	if err != nil {
		t.Fatal("rig: STRONGROOM_TEST_S3 is not a URL") // the cause would show the secret
	}
	secret, _ := address.User.Password()
	store := ObjectStore{
		Endpoint:  address.Scheme + "://" + address.Host,
		Host:      address.Host,
		Region:    "us-east-1",
		AccessKey: address.User.Username(),
		SecretKey: secret,
		Bucket:    "rig-" + strings.ToLower(rand.Text()),
	}
	client := store.Client(t)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := client.MakeBucket(ctx, store.Bucket, minio.MakeBucketOptions{Region: store.Region}); err != nil {
		t.Fatalf("rig: make bucket: %v; %s", err, howToGet)
	}
	t.Cleanup(func() { empty(t, client, store.Bucket) })
	return store
}

// Client returns a minio-go client of the store, for a look past the code under test.
func (s ObjectStore) Client(t testing.TB) *minio.Client {
	t.Helper()
	client, err := minio.New(s.Host, &minio.Options{
		Creds:  credentials.NewStaticV4(s.AccessKey, s.SecretKey, ""),
		Region: s.Region,
		Secure: strings.HasPrefix(s.Endpoint, "https:"),
	})
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	return client
}

func empty(t testing.TB, client *minio.Client, bucket string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for upload := range client.ListIncompleteUploads(ctx, bucket, "", true) {
		if upload.Err != nil {
			t.Errorf("rig: list uploads: %v", upload.Err)
			return
		}
		if err := client.RemoveIncompleteUpload(ctx, bucket, upload.Key); err != nil {
			t.Errorf("rig: remove upload %s: %v", upload.Key, err)
		}
	}
	objects := client.ListObjects(ctx, bucket, minio.ListObjectsOptions{Recursive: true})
	for failed := range client.RemoveObjects(ctx, bucket, objects, minio.RemoveObjectsOptions{}) {
		t.Errorf("rig: remove %s: %v", failed.ObjectName, failed.Err)
	}
	if err := client.RemoveBucket(ctx, bucket); err != nil {
		t.Errorf("rig: remove bucket: %v", err)
	}
}
