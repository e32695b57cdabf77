package devidp

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// signingKey is an ECDSA P-256 key whose ID follows from it.
type signingKey struct {
	jose.JSONWebKey
}

// openKey reads the key from a PEM file of PKCS #8, which it makes if there is none; without a file the key
// is new.
func openKey(file string) (signingKey, error) {
	if file == "" {
		private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return signingKey{}, err
		}
		return newKey(private)
	}
	content, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		content, err = makeKey(file)
	}
	if err != nil {
		return signingKey{}, err
	}
	block, _ := pem.Decode(content)
	if block == nil {
		return signingKey{}, fmt.Errorf("%s: not a PEM file", file)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return signingKey{}, fmt.Errorf("%s: %w", file, err)
	}
	private, ok := parsed.(*ecdsa.PrivateKey)
	if !ok || private.Curve != elliptic.P256() {
		return signingKey{}, fmt.Errorf("%s: not a P-256 key", file)
	}
	return newKey(private)
}

// makeKey writes a new key. It appears under its name whole: a crash before that leaves a temporary file,
// which nobody reads.
func makeKey(file string) (content []byte, err error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, err
	}
	content = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	temporary, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*") // of mode 0600
	if err != nil {
		return nil, err
	}
	defer os.Remove(temporary.Name()) //nolint:errcheck // it is gone if all went well
	_, err = temporary.Write(content)
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return nil, err
	}
	return content, os.Rename(temporary.Name(), file)
}

func newKey(private *ecdsa.PrivateKey) (signingKey, error) {
	key := jose.JSONWebKey{Key: private, Algorithm: string(jose.ES256), Use: "sig"}
	thumbprint, err := key.Thumbprint(crypto.SHA256)
	if err != nil {
		return signingKey{}, err
	}
	key.KeyID = base64.RawURLEncoding.EncodeToString(thumbprint)
	return signingKey{key}, nil
}

// sign returns the claims as a JWT of a type (RFC 7519 section 5.1).
func (k signingKey) sign(kind jose.ContentType, claims any) (string, error) {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: k.JSONWebKey},
		new(jose.SignerOptions).WithType(kind))
	if err != nil {
		return "", err
	}
	return jwt.Signed(signer).Claims(claims).Serialize()
}

// verify reads the claims of a JWT that was signed by this key.
func (k signingKey) verify(raw string, claims any) error {
	token, err := jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		return err
	}
	return token.Claims(k.Public(), claims)
}
