package rig

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const howToGet = "run: make services"

// service returns the address of a shared part: the environment variable name, or else the line of that
// name in services.env.
func service(t testing.TB, name string) string {
	t.Helper()
	if value := os.Getenv(name); value != "" {
		return value
	}
	path := filepath.Join(cacheDir(t), "services.env")
	file, err := os.Open(path)
	if err != nil {
		t.Fatalf("rig: no %s in the environment, and %v; %s", name, err, howToGet)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if key, value, ok := strings.Cut(lines.Text(), "="); ok && key == name {
			return value
		}
	}
	t.Fatalf("rig: no %s in the environment or in %s; %s", name, path, howToGet)
	return ""
}

func cacheDir(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("STRONGROOM_CACHE"); dir != "" {
		return dir
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	return filepath.Join(dir, "strongroom")
}
