package parts

import (
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"strconv"
)

// StartMinIO starts the MinIO server that "make bench-storage" built, with one
// disk in dir and a key for SSE-S3, and makes it the S3 server of this process
// and its children, instead of the one that "make services" started.
func StartMinIO(ctx context.Context, dir string) (*Process, error) {
	const user, secret = "strongroom", "known to everybody"
	program := os.Getenv("STRONGROOM_MINIO_BINARY")
	if program == "" {
		return nil, errors.New("STRONGROOM_MINIO_BINARY names no program; run: make bench-storage")
	}
	port, err := FreePort()
	if err != nil {
		return nil, err
	}
	address := "127.0.0.1:" + strconv.Itoa(port)
	service := url.URL{Scheme: "http", User: url.UserPassword(user, secret), Host: address}
	for name, value := range map[string]string{ //nolint:gosec // known to everybody
		"MINIO_ROOT_USER": user, "MINIO_ROOT_PASSWORD": secret, "MINIO_CI_CD": "on", "MINIO_BROWSER": "off",
		"MINIO_KMS_SECRET_KEY": "bench:AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
		"STRONGROOM_TEST_S3":   service.String(),
	} {
		if err := os.Setenv(name, value); err != nil {
			return nil, err
		}
	}
	return StartAt(ctx, io.Discard, "http://"+address, "/minio/health/ready", program,
		"server", "--quiet", "--address", address, dir)
}
