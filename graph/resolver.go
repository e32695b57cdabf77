package graph

import "strongroom/server/vault"

// resolver resolves the fields of the schema over one vault.
type resolver struct {
	vault *vault.Vault
}
