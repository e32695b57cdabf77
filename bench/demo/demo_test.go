package main_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"strongroom/bench/demo/story"
	"strongroom/bench/parts"
	"strongroom/server"
)

// sizes cross a package (64 KiB) and a whole megabyte.
var sizes = []int64{1 << 10, 100 << 10, 3<<20 + 1}

func TestStory(t *testing.T) {
	t.Setenv("STRONGROOM_TEST_NODE_DIR", nodeDir(t))

	t.Run("on dev", func(t *testing.T) {
		port, err := parts.FreePort()
		if err != nil {
			t.Fatal(err)
		}
		address := fmt.Sprintf("localhost:%d", port)
		start(t, "http://"+address, "dev", "--listen", address, "--data", t.TempDir())
		play(t, story.Stage{URL: "http://" + address, Cast: parts.Cast})
	})

	t.Run("on serve", func(t *testing.T) {
		production, err := parts.NewProduction(t.Context(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := production.Close(); err != nil {
				t.Error(err)
			}
		})
		for _, args := range production.Preparations() {
			var output bytes.Buffer
			if code := server.Command(t.Context(), args, &output, &output); code != server.ExitOK {
				t.Fatalf("%v: exit code %d\n%s", args, code, &output)
			}
		}
		start(t, production.URL, production.Serve()...)
		var findings bytes.Buffer
		if code := server.Command(t.Context(), production.Doctor(), &findings, &findings); code != server.ExitOK {
			t.Errorf("doctor: exit code %d\n%s", code, &findings)
		}
		play(t, story.Stage{URL: production.URL, Cast: parts.Cast})
	})
}

func play(t *testing.T, stage story.Stage) {
	t.Helper()
	stage.Sizes = sizes
	stage.Say = func(step, outcome string) { t.Logf("%s: %s", step, outcome) }
	if err := story.Play(t.Context(), stage); err != nil {
		t.Error(err)
	}
}

// start runs a command of the server until the test ends, and returns when it
// answers at url.
func start(t *testing.T, url string, args ...string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	var (
		code   int
		output locked
	)
	go func() {
		defer close(ended)
		code = server.Command(ctx, args, &output, &output)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		if code != server.ExitOK {
			t.Errorf("exit code %d", code)
		}
		if t.Failed() {
			t.Logf("the server wrote:\n%s", output.String())
		}
	})
	if err := parts.WaitFor(t.Context(), url+"/readyz", ended); err != nil {
		t.Fatal(err)
	}
}

// locked is a buffer for several goroutines.
type locked struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buffer.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buffer.String()
}

func nodeDir(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("STRONGROOM_TEST_NODE_DIR"); dir != "" {
		return dir
	}
	dir, err := filepath.Abs(filepath.Join("..", "..", ".tools", "node"))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
