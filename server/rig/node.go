package rig

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// AuditGraphQL runs every server audit of the GraphQL over HTTP specification (npm graphql-http) against
// url, each request with the given headers, "Name: value". Whatever is not ok fails the test, warnings and
// notices included.
func AuditGraphQL(t testing.TB, url string, headers ...string) {
	t.Helper()
	arguments := append([]string{"graphql-http-audit.mjs", url}, headers...)
	command := exec.CommandContext(t.Context(), "node", arguments...) //nolint:gosec // the test's own arguments
	command.Dir = nodeDir(t)
	if output, err := command.CombinedOutput(); err != nil {
		t.Errorf("rig: audit of %s: %v\n%s", url, err, output)
	}
}

// nodeDir returns the folder of the Node tools with their packages installed: STRONGROOM_TEST_NODE_DIR, or
// .tools/node beside the go.mod above the working directory.
func nodeDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("STRONGROOM_TEST_NODE_DIR")
	if dir == "" {
		dir = filepath.Join(root(t), ".tools", "node")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		t.Fatalf("rig: %v; run: make setup", err)
	}
	return dir
}

// root returns the top of the tree.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("rig: no go.mod above the working directory")
		}
		dir = filepath.Dir(dir)
	}
}
