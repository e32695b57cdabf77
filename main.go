// Command strongroom is a secure document vault; see README.md.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"strongroom/server"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal kills
	os.Exit(server.Command(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
