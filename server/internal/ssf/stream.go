package ssf

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"strongroom/server/internal/auth"
)

const (
	// patience bounds one question to a transmitter that answers at once.
	patience = 5 * time.Second
	// respite is how long a transmitter that failed is not asked for its configuration again.
	respite = time.Second
	// maxPolled bounds the tokens, and maxAnswer the bytes, in one answer of a poll.
	maxPolled = 100
	maxAnswer = 8 << 20
)

// stream is a Stream and what its transmitter has told about itself.
type stream struct {
	Stream
	cfg    Config
	client *http.Client

	mu    sync.Mutex // guards the rest
	known *transmitter
	asked time.Time
	cause error // why it failed then
}

// transmitter is a transmitter's configuration. Its keys are fetched, and fetched again when a token names
// an unknown one.
type transmitter struct {
	keys         *oidc.RemoteKeySet
	verification string
}

// discover returns what is known of the transmitter, asking it if that is nothing (Shared Signals Framework
// 1.0 section 7.2). Of its error auth.Away is true.
func (s *stream) discover(ctx context.Context) (*transmitter, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known != nil {
		return s.known, nil
	}
	if s.cause != nil && time.Since(s.asked) < respite {
		return nil, s.cause
	}
	// Others wait for the answer as well, so it outlives the request that happened to ask.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	found, err := s.ask(ctx)
	if err != nil {
		s.asked, s.cause = time.Now(), &url.Error{Op: "discover", URL: s.Issuer, Err: err}
		return nil, s.cause
	}
	s.known, s.cause = found, nil
	return found, nil
}

func (s *stream) ask(ctx context.Context) (*transmitter, error) {
	issuer, err := url.Parse(s.Issuer)
	if err != nil {
		return nil, err
	}
	address := *issuer
	address.Path = "/.well-known/ssf-configuration" + issuer.Path
	var told struct {
		Issuer       string `json:"issuer"`
		Keys         string `json:"jwks_uri"`
		Verification string `json:"verification_endpoint"`
	}
	if err := s.call(ctx, http.MethodGet, address.String(), nil, &told); err != nil {
		return nil, err
	}
	if told.Issuer != s.Issuer {
		return nil, fmt.Errorf("it calls itself %.200q", told.Issuer)
	}
	for _, endpoint := range []string{told.Keys, told.Verification} {
		if u, err := url.Parse(endpoint); endpoint != "" && (err != nil || !auth.Trustworthy(u)) {
			return nil, fmt.Errorf("endpoint %.200q is neither https nor on loopback", endpoint)
		}
	}
	if told.Keys == "" {
		return nil, errors.New("it publishes no keys")
	}
	keys := oidc.NewRemoteKeySet(oidc.ClientContext(context.WithoutCancel(ctx), s.client), told.Keys)
	return &transmitter{keys: keys, verification: told.Verification}, nil
}

// call sends a question in JSON, with our token, and reads the answer; in and out may be nil.
func (s *stream) call(ctx context.Context, method, address string, in, out any) error {
	content, err := json.Marshal(in)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(content))
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "application/json")
	if in != nil {
		request.Header.Set("Content-Type", "application/json")
		if s.Token != "" {
			request.Header.Set("Authorization", "Bearer "+s.Token)
		}
	}
	response, err := s.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("status %d", response.StatusCode)
	}
	if out == nil {
		return nil
	}
	return json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(out)
}

// verify asks the transmitter for a verification event, which comes as every other event does (Shared
// Signals Framework 1.0 section 8.1.4): if it does not, nor may the others.
func (s *stream) verify(ctx context.Context) error {
	known, err := s.discover(ctx)
	if err != nil {
		return err
	}
	if known.verification == "" {
		return errors.New("the transmitter has no verification endpoint")
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.call(ctx, http.MethodPost, known.verification, map[string]string{"stream_id": s.ID, "state": rand.Text()}, nil)
}

// setError is why a polled token is not taken (RFC 8936 section 2.6).
type setError struct {
	Code        string `json:"err"`
	Description string `json:"description"`
}

// poll waits at the transmitter for events and takes them in, until there are none (RFC 8936). What was
// taken in is acknowledged by the next question; a crash before it has the events sent again, which changes
// nothing. What could not be taken in for now is not acknowledged.
func (s *stream) poll(ctx context.Context) error {
	acknowledged, refused := []string{}, map[string]setError{}
	for {
		question := map[string]any{"ack": acknowledged, "setErrs": refused, "maxEvents": maxPolled, "returnImmediately": len(acknowledged)+len(refused) > 0}
		var answer struct {
			Sets map[string]string `json:"sets"`
		}
		if err := s.call(ctx, http.MethodPost, s.PollURL, question, &answer); err != nil {
			return err
		}
		s.cfg.Heard(ctx, s.Name)
		acknowledged, refused = []string{}, map[string]setError{}
		var failures []error
		for id, raw := range answer.Sets {
			err := s.take(ctx, raw)
			var final *refusal
			switch {
			case err == nil:
				acknowledged = append(acknowledged, id)
			case errors.As(err, &final):
				s.cfg.Log.WarnContext(ctx, "security event refused", "feed", s.Name, "cause", err)
				refused[id] = setError{Code: final.code, Description: "the event was not taken in"}
			default:
				failures = append(failures, err)
			}
		}
		if len(acknowledged)+len(refused) == 0 {
			return errors.Join(failures...)
		}
	}
}
