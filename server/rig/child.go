package rig

import (
	"bufio"
	"bytes"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// child starts a program that prints "ready …" once it serves, and returns the rest of that line. The
// program ends when its standard input does: by end, with the test, and even when this process is killed.
func child(t testing.TB, name string, command *exec.Cmd) (ready string, end func()) {
	t.Helper()
	var stderr bytes.Buffer
	command.Stderr = &stderr
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	if err := command.Start(); err != nil {
		t.Fatalf("rig: %v", err)
	}
	watchdog := time.AfterFunc(patience, func() { _ = command.Process.Kill() })
	lines, serves := bufio.NewScanner(stdout), false
	for !serves && lines.Scan() {
		ready, serves = strings.CutPrefix(lines.Text(), "ready ")
	}
	watchdog.Stop()
	end = sync.OnceFunc(func() {
		watchdog.Reset(patience)
		defer watchdog.Stop()
		stdin.Close()
		if err := command.Wait(); err != nil || t.Failed() {
			t.Logf("rig: %s: %v\n%s", name, err, stderr.String())
		}
	})
	t.Cleanup(end)
	if !serves {
		t.Fatalf("rig: %s does not start", name)
	}
	return ready, end
}
