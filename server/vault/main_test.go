package vault_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain tries fewer random worlds than rapid would by itself, so that the
// whole suite stays quick; `go test ./server/vault -rapid.checks=10000` tries
// as many as wanted.
func TestMain(m *testing.M) {
	flag.Parse()
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "rapid.checks" })
	if !chosen {
		if err := flag.Set("rapid.checks", "20"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
