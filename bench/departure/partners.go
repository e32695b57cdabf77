package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"strongroom/bench/demo/story"
	"strongroom/ent/typeid"
)

// partner makes somebody from outside who was given the document.
func (w *world) partner(ctx context.Context) (person, error) {
	p, err := w.account(ctx, w.production.Partners, "PARTNER", "")
	if err != nil {
		return p, err
	}
	_, err = w.database.Exec(ctx, `
		INSERT INTO grants (id, created_at, tenure, giver_tenure, level, ceiling, valid_from, valid_until, purpose, fate, customer_id, document_id, user_id, giver_id)
		VALUES ($1, now(), 0, 0, 'DOWNLOAD', 'INTERNAL', now(), now() + interval '7 days', 'bench', 'END', $2, $3, $4, $5)`,
		typeid.New(typeid.Grant).String(), w.customer, w.document, p.id, w.custodian.id)
	return p, err
}

// watched makes a partner who has signed in at the provider, so that the vault
// has a refresh token to ask with; by one replica or, when that is in trouble, another.
func (w *world) watched(ctx context.Context) (person, error) {
	p, err := w.partner(ctx)
	if err != nil {
		return p, err
	}
	if err := w.providerAccount(ctx, http.MethodPut, p); err != nil {
		return p, err
	}
	var failures []error
	for first, i := pick(len(w.replicas)), 0; i < len(w.replicas); i++ {
		secret, err := signIn(ctx, w.replicas[(first+i)%len(w.replicas)].URL, p)
		if err == nil {
			p.secret = secret
			return p, nil
		}
		failures = append(failures, err)
	}
	return p, errors.Join(failures...)
}

func signIn(ctx context.Context, base string, p person) (secret string, err error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	browser, err := story.SignIn(ctx, base, "partner", p.id)
	if err != nil {
		return "", err
	}
	return browser.Session()
}

// forget has the provider remove somebody's account, and lets the time pass
// after which it is asked again. A replica does so within three seconds.
func (w *world) forget(ctx context.Context, who person) error {
	if err := w.providerAccount(ctx, http.MethodDelete, who); err != nil {
		return err
	}
	_, err := w.database.Exec(ctx, `
		UPDATE refresh_tokens SET asked_at = asked_at - interval '1 hour'
		WHERE session_id IN (SELECT id FROM sessions WHERE user_id = $1)`, who.id)
	return err
}

// providerAccount makes or removes an account at the provider of partners. One
// that is gone stays so.
func (w *world) providerAccount(ctx context.Context, method string, who person) error {
	address := who.issuer + "/__test/accounts/" + url.PathEscape(who.id)
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader("{}"))
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent && answer.StatusCode != http.StatusNotFound {
		return fmt.Errorf("%s %s answers %s", method, address, answer.Status)
	}
	return nil
}
