package server_test

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"strongroom/server/rig"
)

// TestREADME runs what the README tells to type. The commands of a block run
// in one shell, with the state of the blocks before it, against the vault that
// "make run" starts.
func TestREADME(t *testing.T) {
	source, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	run(t, "..", nil, "go", "build", "-o", filepath.Join(bin, "strongroom"), ".")
	address := freeAddress(t)
	start(t, address, "make", "-C", "..", "run", "ARGS="+strings.Join(devFlags(bin, address), " "))

	var trial strings.Builder
	blocks := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(source), -1)
	for _, block := range blocks {
		commands := strings.TrimSpace(block[1])
		switch {
		case strings.HasPrefix(commands, "make "), strings.Contains(commands, "bin/strongroom"):
			for line := range strings.Lines(commands) {
				checkCommand(t, bin, strings.Fields(line))
			}
		default:
			trial.WriteString(commands + "\n")
		}
	}
	script := strings.NewReplacer(
		"go run . dev-token", "strongroom dev-token --listen "+address+" --data "+filepath.Join(bin, "data"),
		"localhost:8420", address,
	).Replace(trial.String())
	shell := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", script)
	shell.Dir = t.TempDir()
	shell.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
	shell.Stderr = os.Stderr
	out, err := shell.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, script, out)
	}
	for _, want := range []string{`"displayName":"Clara Custodian","`, "the same\n"} {
		if !strings.Contains(strings.ReplaceAll(string(out), `"}`, `","`), want) {
			t.Errorf("the commands printed %q, want %q", out, want)
		}
	}
}

// checkCommand shows that a make target exists, and runs a --help.
func checkCommand(t *testing.T, bin string, words []string) {
	t.Helper()
	if words[0] == "make" {
		run(t, "..", nil, "make", append([]string{"--dry-run"}, words[1:]...)...)
		return
	}
	if words[len(words)-1] != "--help" {
		t.Fatalf("nobody shows that %q works", words)
	}
	run(t, bin, nil, filepath.Join(bin, "strongroom"), words[1:]...)
}

func devFlags(dir, address string) []string {
	return []string{"--listen", address, "--data", filepath.Join(dir, "data")}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	return "localhost:" + strconv.Itoa(rig.FreePort(t))
}

// start runs a command, and what it starts itself, until the test ends. It
// returns when the vault at address is ready.
func start(t *testing.T, address, name string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	command := exec.CommandContext(ctx, name, args...)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGINT) }
	command.Stderr = os.Stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = command.Wait() // it is interrupted
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	for {
		if answer, err := http.Get("http://" + address + "/readyz"); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-ended:
			t.Fatalf("%s has ended", name)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func run(t *testing.T, dir string, env []string, name string, args ...string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), name, args...)
	command.Dir, command.Env = dir, append(os.Environ(), env...)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}
