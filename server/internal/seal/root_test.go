package seal_test

import (
	"path/filepath"
	"testing"

	"strongroom/server/internal/seal"
	"strongroom/server/internal/seal/sealtest"
)

func TestKeyFileContract(t *testing.T) {
	sealtest.Run(t, func(t *testing.T) sealtest.Provider {
		path := filepath.Join(t.TempDir(), "root.key")
		if _, err := seal.CreateKeyFile(path); err != nil {
			t.Fatal(err)
		}
		return sealtest.Provider{
			Open: func(t *testing.T) seal.Root {
				root, err := seal.OpenKeyFile(path)
				if err != nil {
					t.Fatal(err)
				}
				return root
			},
			Rotate: func(t *testing.T) {
				if _, err := seal.RotateKeyFile(path); err != nil {
					t.Fatal(err)
				}
			},
		}
	})
}
