// Command mailpit is a mail server for tests: github.com/axllent/mailpit on loopback, its mails in the directory that is
// named. What follows are options of mailpit. It prints one line, "ready", the URL of its HTTP API and the address where
// it takes mail, and ends when its standard input does.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/axllent/mailpit/cmd"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: mailpit DIR [OPTION...]")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintf(os.Stderr, "mailpit: %v\n", err)
		os.Exit(1)
	}
}

func run(dir string, options []string) error {
	api, err := freeAddress()
	if err != nil {
		return err
	}
	smtp, err := freeAddress()
	if err != nil {
		return err
	}
	ready := os.Stdout
	os.Stdout = os.Stderr // mailpit logs there
	os.Args = append([]string{"mailpit", "--listen", api, "--smtp", smtp, "--database", filepath.Join(dir, "mailpit.db"),
		"--quiet", "--smtp-disable-rdns", "--disable-version-check"}, options...)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	go func() {
		for !answers("http://"+api+"/readyz") || !listens(smtp) {
			time.Sleep(5 * time.Millisecond)
		}
		fmt.Fprintf(ready, "ready http://%s %s\n", api, smtp)
	}()
	cmd.Execute()
	return nil
}

// freeAddress is one that was free a moment ago: mailpit does not tell which it took.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return listener.Addr().String(), listener.Close()
}

func answers(url string) bool {
	response, err := http.Get(url)
	if err != nil {
		return false
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK
}

func listens(address string) bool {
	connection, err := net.Dial("tcp", address)
	if err != nil {
		return false
	}
	connection.Close()
	return true
}
