package parts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"syscall"
	"time"
)

// Process is a running Strongroom.
type Process struct {
	URL     string
	command *exec.Cmd
	ended   chan struct{}
	err     error // of the end; read after ended is closed
}

// Start runs a Strongroom binary until Stop, or until ctx ends. It returns when
// the server answers at url, at which it must listen, and fails if it ends
// before. What it writes goes to output.
func Start(ctx context.Context, output io.Writer, url, binary string, args ...string) (*Process, error) {
	return StartAt(ctx, output, url, "/healthz", binary, args...)
}

// StartAt is Start for any server, which is ready when it answers 200 at a path.
func StartAt(ctx context.Context, output io.Writer, url, ready, binary string, args ...string) (*Process, error) {
	command := exec.CommandContext(ctx, binary, args...) //nolint:gosec // our own binary
	command.Stdout, command.Stderr = output, output
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.WaitDelay = patience
	if err := command.Start(); err != nil {
		return nil, err
	}
	p := &Process{URL: url, command: command, ended: make(chan struct{})}
	go func() {
		p.err = command.Wait()
		close(p.ended)
	}()
	if err := WaitFor(ctx, url+ready, p.ended); err != nil {
		return nil, errors.Join(err, p.Stop())
	}
	return p, nil
}

// PID is the process's number.
func (p *Process) PID() int { return p.command.Process.Pid }

// Stop ends the process in order, and fails if it did not end well.
func (p *Process) Stop() error {
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		<-p.ended
		return p.err
	}
	<-p.ended
	return p.err
}

// Kill ends the process without warning.
func (p *Process) Kill() {
	_ = p.command.Process.Kill() // it has ended already, or does now
	<-p.ended
}

// WaitFor returns when url answers 200. It fails when ended is closed before,
// or after half a minute.
func WaitFor(ctx context.Context, url string, ended <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		if response, err := client.Do(request); err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ended:
			return errors.New("it ended before it answered")
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer: %w", url, ctx.Err())
		case <-time.After(2 * time.Millisecond):
		}
	}
}
