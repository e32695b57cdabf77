package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"strings"

	"github.com/jackc/pgx/v5"
)

//go:embed peers.sql
var peersSQL string

// against measures the list of the partner with 20,000 grants by 16 clients at
// once, here and at the peers.
func (r *run) against(ctx context.Context, full *vault) (err error) {
	ours, err := perSecond(ctx, listing(full.as(manyGrants)))
	if err != nil {
		return err
	}
	if err := full.prepareForPeers(ctx); err != nil {
		return err
	}
	peer, err := startPeer(ctx, r.peers, "postgraphile.mjs", full.production.DatabaseURL, nthID("usr", manyGrants))
	if err != nil {
		return fmt.Errorf("PostGraphile: %w", err)
	}
	defer func() { err = errors.Join(err, peer.Close()) }()
	theirs, err := perSecond(ctx, func(ctx context.Context) error { return peerListing(ctx, peer.client) })
	if err != nil {
		return fmt.Errorf("PostGraphile: %w", err)
	}
	r.found.AtLeast(fmt.Sprintf("list, 16 clients (%.0f/s): of PostGraphile (%.0f/s)", ours, theirs), ours/theirs, 4)
	r.found.Add(fmt.Sprintf("list, 16 clients (%.0f/s): of Directus", ours), "not measured", ">= 50.00", false)
	return nil
}

func (v *vault) prepareForPeers(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, v.production.DatabaseURL)
	if err != nil {
		return err
	}
	_, err = conn.PgConn().Exec(ctx, peersSQL).ReadAll()
	return errors.Join(err, conn.Close(ctx))
}

// peerListing asks PostGraphile for the same page.
func peerListing(ctx context.Context, c *client) error {
	data, err := c.ask(ctx, `{ allDocuments(first: 50, orderBy: [CREATED_AT_DESC, ID_DESC]) { nodes {
		id title classification createdAt updatedAt customerId versionByCurrentVersionId { size mediaType } } } }`, nil)
	if err != nil {
		return err
	}
	var answer struct {
		AllDocuments struct{ Nodes []json.RawMessage }
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return err
	}
	if n := len(answer.AllDocuments.Nodes); n != 50 {
		return fmt.Errorf("a list of %d documents", n)
	}
	return nil
}

// peer is a running program that ends with its standard input.
type peer struct {
	client *client
	end    func() error
}

func (p *peer) Close() error { return p.end() }

func startPeer(ctx context.Context, dir string, args ...string) (*peer, error) {
	command := exec.CommandContext(ctx, "node", args...) //nolint:gosec // our own programs
	command.Dir = dir
	var complaints bytes.Buffer // read after Wait
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
		return nil, err
	}
	end := func() error {
		stdin.Close()
		if err := command.Wait(); err != nil && ctx.Err() == nil {
			return fmt.Errorf("%w\n%s", err, &complaints)
		}
		return nil
	}
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if url, ready := strings.CutPrefix(lines.Text(), "ready "); ready {
			return &peer{&client{url, http.Header{}, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}}, end}, nil
		}
	}
	return nil, errors.Join(errors.New("it does not start; run: make bench-access"), end())
}
