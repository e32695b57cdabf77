package server_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"strongroom/server/rig"
)

// TestBrowser plays the stories of web/e2e in a real browser against this program,
// with the page built in.
func TestBrowser(t *testing.T) {
	t.Parallel()
	program := filepath.Join(t.TempDir(), "strongroom")
	run(t, "..", nil, "go", "build", "-o", program, ".")
	stories := exec.CommandContext(t.Context(), "npm", "run", "--silent", "e2e")
	stories.Dir = "../web"
	stories.Env = append(os.Environ(),
		"STRONGROOM_E2E_PROGRAM="+program,
		"STRONGROOM_E2E_CHROMIUM="+rig.Chromium(t),
	)
	if out, err := stories.CombinedOutput(); err != nil {
		t.Fatalf("%v (the page must be built and its packages installed: make setup build)\n%s", err, out)
	}
}
