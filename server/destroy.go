package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// keysDestroyCommand asks a running server, as the person whose token it is given:
// at a command line of its own nobody is known, and one person could be both.
type keysDestroyCommand struct {
	Request keysDestroyRequestCommand `cmd:"" help:"Ask for the destruction of a customer's keys. Nothing is destroyed until another admin confirms it."`
	Confirm keysDestroyConfirmCommand `cmd:"" help:"Destroy the keys that another admin asked to destroy. What they sealed is lost for ever, for everybody."`
}

// remote is a running server, and who asks it.
type remote struct {
	Server *url.URL `required:"" placeholder:"URL" help:"The server's public URL."`
	Token  Secret   `required:"" name:"token-file" placeholder:"FILE" help:"File with your own bearer token, from the provider."`
}

type keysDestroyRequestCommand struct {
	remote
	Customer       string   `arg:"" help:"The customer, cus_…"`
	Classification []string `placeholder:"LEVEL" help:"The keys for which classifications; all if left out."`
	Reason         string   `required:"" placeholder:"TEXT" help:"Why. It goes into the log."`
}

// Run asks.
func (c keysDestroyRequestCommand) Run(ctx context.Context, t terminal) error {
	var answer struct {
		RequestKeyDestruction struct {
			Destruction struct {
				ID               string    `json:"id"`
				ConfirmableUntil time.Time `json:"confirmableUntil"`
			} `json:"destruction"`
		} `json:"requestKeyDestruction"`
	}
	err := c.ask(ctx, `mutation ($input: RequestKeyDestructionInput!) {
		requestKeyDestruction(input: $input) { destruction { id confirmableUntil } }
	}`, map[string]any{"customerId": c.Customer, "classification": c.Classification, "reason": c.Reason}, &answer)
	if err != nil {
		return err
	}
	asked := answer.RequestKeyDestruction.Destruction
	_, err = fmt.Fprintf(t.out, "asked for; another admin may confirm it until %s: strongroom keys destroy confirm %s\n",
		asked.ConfirmableUntil.Format(time.RFC3339), asked.ID)
	return err
}

type keysDestroyConfirmCommand struct {
	remote
	Request string `arg:"" help:"The request, evt_…"`
}

// Run destroys.
func (c keysDestroyConfirmCommand) Run(ctx context.Context, t terminal) error {
	var answer struct {
		ConfirmKeyDestruction struct {
			KeysDestroyed int `json:"keysDestroyed"`
		} `json:"confirmKeyDestruction"`
	}
	err := c.ask(ctx, `mutation ($input: ConfirmKeyDestructionInput!) {
		confirmKeyDestruction(input: $input) { keysDestroyed }
	}`, map[string]any{"requestId": c.Request}, &answer)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "%d keys destroyed\n", answer.ConfirmKeyDestruction.KeysDestroyed)
	return err
}

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 1 << 20

// ask sends a mutation with its input and reads the data of the answer.
func (r remote) ask(ctx context.Context, mutation string, input map[string]any, data any) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	body, err := json.Marshal(map[string]any{"query": mutation, "variables": map[string]any{"input": input}})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.Server.JoinPath("graphql").String(), bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+r.Token.Reveal())
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer := struct {
		Data   any                        `json:"data"`
		Errors []struct{ Message string } `json:"errors"`
	}{Data: data}
	err = json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(&answer)
	switch {
	case err == nil && len(answer.Errors) > 0:
		return errors.New(answer.Errors[0].Message)
	case err != nil || response.StatusCode != http.StatusOK:
		return fmt.Errorf("the server answers %s", response.Status)
	}
	return nil
}
