package server

import (
	"context"
	"errors"
)

type serveCommand struct {
	Config Config `kong:"embed,set='logLevel=info',set='logFormat=json',set='introspection=false'"`
}

// Help is the end of what --help prints.
func (serveCommand) Help() string {
	return `Needs a migrated PostgreSQL database, an S3 bucket, a root key and an OpenID provider; any number of equal replicas
may share them. Try a configuration by "strongroom doctor", which takes the same options. An option is read from the command
line, else from the environment, else from the file of --config.`
}

// Run serves until ctx ends.
func (c serveCommand) Run(ctx context.Context, t terminal) (err error) {
	server, err := New(ctx, c.Config, c.Config.Log.logger(t.err))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	listener, err := listen(c.Config.HTTP.Listen)
	if err != nil {
		return err
	}
	return server.Run(ctx, listener)
}
