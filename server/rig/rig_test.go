package rig_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/minio/minio-go/v7"

	"strongroom/server/rig"
)

func connect(t *testing.T, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func exists(t *testing.T, conn *pgx.Conn, database string) (found bool) {
	t.Helper()
	const query = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)"
	if err := conn.QueryRow(t.Context(), query, database).Scan(&found); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestPostgres(t *testing.T) {
	t.Run("each database is empty, its own, and gone afterwards", func(t *testing.T) {
		watch := connect(t, rig.Postgres(t))
		var names []string
		for i := range 2 {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				conn, err := pgx.Connect(t.Context(), rig.Postgres(t))
				if err != nil {
					t.Fatal(err)
				}
				if _, err := conn.Exec(t.Context(), "CREATE TABLE paper (title text)"); err != nil {
					t.Fatal(err)
				}
				names = append(names, conn.Config().Database) // the connection stays open on purpose
			})
		}
		for _, name := range names {
			if exists(t, watch, name) {
				t.Errorf("database %s outlived its test", name)
			}
		}
	})
	t.Run("a template is prepared once and copied", func(t *testing.T) {
		prepared, key := 0, rand.Text() // a new key, for -count
		prepare := func(dsn string) {
			prepared++
			conn, err := pgx.Connect(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close(t.Context())
			if _, err := conn.Exec(t.Context(), "CREATE TABLE paper (title text)"); err != nil {
				t.Fatal(err)
			}
		}
		for range 3 {
			conn := connect(t, rig.PostgresTemplate(t, key, prepare))
			var papers int
			if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM paper").Scan(&papers); err != nil || papers != 0 {
				t.Fatalf("papers = %d, %v; want 0", papers, err)
			}
			if _, err := conn.Exec(t.Context(), "INSERT INTO paper VALUES ('x')"); err != nil {
				t.Fatal(err)
			}
		}
		if prepared != 1 {
			t.Errorf("prepared %d times, want once", prepared)
		}
	})
}

func TestPostgresSweep(t *testing.T) {
	// A process of its own, since this one has swept already or will.
	if os.Getenv("RIG_TEST_SWEEP") != "" {
		rig.Postgres(t)
		return
	}
	conn := connect(t, rig.Postgres(t))
	const left = "rig_00000000_1" // as by a process that was killed
	if _, err := conn.Exec(t.Context(), "CREATE DATABASE "+left); err != nil {
		t.Fatal(err)
	}
	next := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestPostgresSweep$")
	next.Env = append(os.Environ(), "RIG_TEST_SWEEP=1")
	if output, err := next.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	if exists(t, conn, left) {
		t.Error("the database of a process that is gone is still there")
	}
	if !exists(t, conn, conn.Config().Database) {
		t.Error("the database of a process that lives was swept")
	}
}

func TestS3(t *testing.T) {
	content := bytes.Repeat([]byte("strongroom"), 1<<20)
	var client *minio.Client
	var bucket string
	ok := t.Run("what was put comes back", func(t *testing.T) {
		store := rig.S3(t)
		client, bucket = store.Client(t), store.Bucket
		_, err := client.PutObject(t.Context(), bucket, "a/b", bytes.NewReader(content), int64(len(content)),
			minio.PutObjectOptions{PartSize: 5 << 20})
		if err != nil {
			t.Fatal(err)
		}
		object, err := client.GetObject(t.Context(), bucket, "a/b", minio.GetObjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		defer object.Close()
		got, err := io.ReadAll(object)
		if err != nil || !bytes.Equal(got, content) {
			t.Fatalf("got %d bytes, %v; want the %d that were put", len(got), err, len(content))
		}
		core := minio.Core{Client: client}
		if _, err := core.NewMultipartUpload(t.Context(), bucket, "unfinished", minio.PutObjectOptions{}); err != nil {
			t.Fatal(err)
		}
	})
	if !ok {
		return
	}
	if found, err := client.BucketExists(t.Context(), bucket); err != nil || found {
		t.Errorf("the bucket outlived its test: %v, %v", found, err)
	}
}
