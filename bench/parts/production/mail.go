package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// mailServer takes what the vault sends, and sends it nowhere.
type mailServer struct {
	api, address string // the URL of its HTTP API, and where it takes mail
	stop         func() error
}

// newMailServer starts the program that "make test-page" builds, with its files in dir. It ends when its standard input
// does, hence with us.
func newMailServer(dir string) (*mailServer, error) {
	command := exec.Command(os.Getenv("STRONGROOM_MAILPIT_BINARY"), dir) //nolint:gosec // our own configuration
	var complaints bytes.Buffer                                          // read after Wait
	command.Stderr = &complaints
	stdin, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("mail server: STRONGROOM_MAILPIT_BINARY: %w; run: make test-page", err)
	}
	s := &mailServer{stop: func() error {
		stdin.Close()
		if err := command.Wait(); err != nil {
			return fmt.Errorf("mail server: %w\n%s", err, &complaints)
		}
		return nil
	}}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if _, err := fmt.Sscanf(line, "ready %s %s", &s.api, &s.address); err != nil {
		return nil, errors.Join(fmt.Errorf("mail server: it says %q", line), s.stop())
	}
	return s, err
}

// options are those of "serve" by which the vault knows it.
func (s *mailServer) options() []string {
	return []string{"--mail-server", "smtp://" + s.address, "--mail-from", "strongroom@example.com"}
}
