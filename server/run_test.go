package server_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"strongroom/server"
	"strongroom/server/rig"
)

// writeCertificate writes a certificate for 127.0.0.1 that verifies itself,
// and its key. The serial number makes its time of change another one too.
func writeCertificate(certFile, keyFile string, serial int64, life time.Duration) (*x509.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "test"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-24 * time.Hour), NotAfter: time.Now().Add(life), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	changed := time.Now().Add(time.Duration(serial) * time.Minute) // however coarse the file system's clock is
	err = errors.Join(
		os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}), 0o600),
		os.WriteFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600),
		os.Chtimes(certFile, changed, changed),
	)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// answered is what came over the network.
type answered struct {
	status, http int
	tls          *tls.ConnectionState
	text         string
}

func TestRun(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	renew := func(t *testing.T, serial int64) *x509.Certificate {
		t.Helper()
		certificate, err := writeCertificate(certFile, keyFile, serial, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		return certificate
	}
	first := renew(t, 1)
	metrics := "127.0.0.1:" + strconv.Itoa(rig.FreePort(t))
	s, _ := newServer(t, func(c *server.Config) {
		c.HTTP = server.HTTP{
			Listen: listener.Addr().String(), BaseURL: &url.URL{Scheme: "https", Host: listener.Addr().String()},
			TLSCertFile: certFile, TLSKeyFile: keyFile, MetricsListen: metrics,
		}
	})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, listener) }()

	get := func(t *testing.T, root *x509.Certificate, target string) answered {
		t.Helper()
		roots := x509.NewCertPool()
		roots.AddCert(root)
		client := &http.Client{Transport: &http.Transport{
			TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true, DisableKeepAlives: true,
		}}
		response, err := client.Get(target)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answered{response.StatusCode, response.ProtoMajor, response.TLS, string(text)}
	}
	base := "https://" + listener.Addr().String()

	t.Run("speaks HTTP/2 over TLS", func(t *testing.T) {
		if got := get(t, first, base+"/healthz"); got.text != "ok\n" || got.http != 2 || got.tls.Version < tls.VersionTLS12 {
			t.Errorf("HTTP/%d, %d: %q", got.http, got.status, got.text)
		}
	})
	t.Run("has metrics on their own listener alone", func(t *testing.T) {
		if got := get(t, first, "http://"+metrics); !strings.Contains(got.text, "strongroom_http_request_duration_seconds") {
			t.Errorf("got %q", got.text)
		}
		if got := get(t, first, base+"/metrics"); got.status != http.StatusNotFound {
			t.Errorf("the main one answers %d", got.status)
		}
	})
	t.Run("takes up a renewed certificate", func(t *testing.T) {
		get(t, renew(t, 2), base+"/healthz")
	})
	t.Run("keeps the old one while the new one is half written", func(t *testing.T) {
		third := renew(t, 3)
		get(t, third, base+"/healthz")
		if err := os.WriteFile(certFile, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		get(t, third, base+"/healthz")
	})
	t.Run("ends in order", func(t *testing.T) {
		stop()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("it does not end")
		}
		if conn, err := net.Dial("tcp", listener.Addr().String()); err == nil {
			conn.Close()
			t.Error("it still listens")
		}
	})
}
