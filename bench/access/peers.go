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
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
)

//go:embed peers.sql
var peersSQL string

// peers are other servers that answer GraphQL from the same PostgreSQL, each with
// the same page in its words, and how many times as many of them we want to answer.
var peers = []struct {
	name    string
	listing func(*client) task
	goal    float64
}{
	{"PostGraphile", postGraphileListing, 4},
	{"Directus", directusListing, 50},
}

// against measures the list of the partner with 20,000 grants by 16 clients at
// once, here and at the peers.
func (r *run) against(ctx context.Context, full *vault) error {
	ours, err := perSecond(ctx, listing(full.as(manyGrants)))
	if err != nil {
		return err
	}
	if err := full.prepareForPeers(ctx); err != nil {
		return err
	}
	for _, peer := range peers {
		theirs, err := r.perSecondAt(ctx, full, strings.ToLower(peer.name), peer.listing)
		if err != nil {
			return fmt.Errorf("%s: %w", peer.name, err)
		}
		r.found.AtLeast(fmt.Sprintf("list, 16 clients (%.0f/s): of %s (%.1f/s)", ours, peer.name, theirs), ours/theirs, peer.goal)
	}
	return nil
}

// perSecondAt is perSecond, at a peer that runs for as long.
func (r *run) perSecondAt(ctx context.Context, full *vault, program string, listing func(*client) task) (n float64, err error) {
	peer, err := startPeer(ctx, filepath.Join(r.tools, program), program+".mjs", full.production.DatabaseURL, nthID("usr", manyGrants))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, peer.Close()) }()
	return perSecond(ctx, listing(peer.client))
}

func (v *vault) prepareForPeers(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, v.production.DatabaseURL)
	if err != nil {
		return err
	}
	_, err = conn.PgConn().Exec(ctx, peersSQL).ReadAll()
	return errors.Join(err, conn.Close(ctx))
}

func postGraphileListing(c *client) task {
	return fullPage(c, `{ documents: allDocuments(first: 50, orderBy: [CREATED_AT_DESC, ID_DESC]) { nodes {
		id title classification createdAt updatedAt customerId versionByCurrentVersionId { size mediaType } } } }`,
		func(list struct{ Nodes []json.RawMessage }) int { return len(list.Nodes) })
}

func directusListing(c *client) task {
	return fullPage(c, `{ documents(limit: 50, sort: ["-created_at", "-id"]) {
		id title classification created_at updated_at customer_id current_version_id { size media_type } } }`,
		func(list []json.RawMessage) int { return len(list) })
}

// peer is a running program that ends with its standard input.
type peer struct {
	client *client
	end    func() error
}

func (p *peer) Close() error { return p.end() }

// startPeer runs a program that prints "ready", where it answers, and the token
// to show, if any.
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
		if told, ready := strings.CutPrefix(lines.Text(), "ready "); ready {
			url, token, _ := strings.Cut(told, " ")
			header := http.Header{"Authorization": {"Bearer " + token}}
			return &peer{&client{url, header, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}}, end}, nil
		}
	}
	return nil, errors.Join(errors.New("it does not start; run: make bench-access"), end())
}
