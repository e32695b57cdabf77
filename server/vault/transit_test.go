//go:build vault

package vault_test

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"strongroom/server/internal/seal"
	"strongroom/server/internal/seal/sealtest"
	"strongroom/server/internal/seal/transit"
	"strongroom/server/rig"
)

func TestVaultOnTransit(t *testing.T) {
	server := rig.Transit(t)
	onProvider(t, sealtest.Provider{
		Open: func(t *testing.T) seal.Root {
			address, err := url.Parse(server.URL)
			wantCode(t, err, "")
			token := filepath.Join(t.TempDir(), "token")
			wantCode(t, os.WriteFile(token, []byte(server.Token), 0o600), "")
			root, err := transit.New(transit.Config{URL: address, Mount: "transit", Key: "strongroom", TokenFile: token})
			wantCode(t, err, "")
			return root
		},
		Rotate: server.Rotate, Away: server.Seal, Back: server.Unseal,
	})
}
