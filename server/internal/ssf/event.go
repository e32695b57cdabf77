package ssf

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"strongroom/ent/gen/departure"
	"strongroom/server/internal/auth"
	"strongroom/server/vault"
)

// memory is how long a token is remembered. One that comes again later is too old to change anything: the
// account has been reinstated, or its sessions ended, since it happened.
const memory = 7 * 24 * time.Hour

// fresh is how old a token may be to prove that events get through.
const fresh = 2 * time.Minute

// The events that are understood, and those about the stream itself.
const (
	caep = "https://schemas.openid.net/secevent/caep/event-type/"
	risc = "https://schemas.openid.net/secevent/risc/event-type/"
)

// set is a security event token that holds (RFC 8417 section 2.2).
type set struct {
	Issuer   string                     `json:"iss"`
	Audience jwt.Audience               `json:"aud"`
	ID       string                     `json:"jti"`
	IssuedAt *jwt.NumericDate           `json:"iat"`
	Expiry   *jwt.NumericDate           `json:"exp"`
	Happened *jwt.NumericDate           `json:"toe"`
	Subject  *subject                   `json:"sub_id"`
	Events   map[string]json.RawMessage `json:"events"`
}

// event is what the events that are understood have in common.
type event struct {
	Subject   *subject         `json:"subject"` // before Shared Signals Framework 1.0
	Timestamp *jwt.NumericDate `json:"event_timestamp"`
	Change    string           `json:"change_type"`
	Reason    json.RawMessage  `json:"reason_admin"`
}

// take verifies a token and does what it says. A *refusal is final; anything else may be tried again.
func (s *stream) take(ctx context.Context, raw string) error {
	t, err := s.read(ctx, raw)
	if err != nil {
		return err
	}
	if age := s.cfg.Clock().Sub(t.IssuedAt.Time()); age < fresh {
		s.cfg.Heard(ctx, s.Name)
	}
	for _, kind := range slices.Sorted(maps.Keys(t.Events)) {
		if err := s.act(ctx, t, kind); err != nil {
			return err
		}
	}
	return nil
}

// read verifies a token: type, signature, issuer, audience and time.
func (s *stream) read(ctx context.Context, raw string) (t set, err error) {
	token, err := jwt.ParseSigned(raw, auth.Asymmetric())
	if err != nil {
		return t, refuse(invalidRequest, "it is no signed token: %w", err)
	}
	// The type keeps an ID token or a logout token from being taken for an event (RFC 8417 section 4).
	kind, _ := token.Headers[0].ExtraHeaders[jose.HeaderType].(string)
	if kind = strings.TrimPrefix(strings.ToLower(kind), "application/"); kind != "secevent+jwt" {
		return t, refuse(invalidRequest, "type %.40q is not that of a security event token", kind)
	}
	if err := token.UnsafeClaimsWithoutVerification(&t); err != nil {
		return t, refuse(invalidRequest, "claims: %w", err)
	}
	if t.Issuer != s.Issuer {
		return t, refuse(invalidIssuer, "it is from %.200q", t.Issuer)
	}
	known, err := s.discover(ctx)
	if err != nil {
		return t, err
	}
	if _, err := known.keys.VerifySignature(ctx, raw); err != nil {
		if auth.Away(err) || ctx.Err() != nil {
			return t, err
		}
		return t, refuse(invalidKey, "signature: %w", err)
	}
	now := s.cfg.Clock()
	switch {
	case !t.Audience.Contains(s.Audience):
		return t, refuse(invalidAudience, "it is for %.200q", fmt.Sprint(t.Audience))
	case t.ID == "" || t.IssuedAt == nil:
		return t, refuse(invalidRequest, "jti or iat is missing")
	case t.IssuedAt.Time().After(now.Add(s.cfg.ClockSkew)):
		return t, refuse(invalidRequest, "it is from the future")
	case t.Expiry != nil && now.After(t.Expiry.Time().Add(s.cfg.ClockSkew)):
		return t, refuse(invalidRequest, "it is over")
	case len(t.Events) == 0:
		return t, refuse(invalidRequest, "there is no event in it")
	}
	return t, nil
}

// act does what one event of a token says. What is not understood, or is about nobody here, is nothing.
func (s *stream) act(ctx context.Context, t set, kind string) error {
	var e event
	if err := json.Unmarshal(t.Events[kind], &e); err != nil {
		return refuse(invalidRequest, "event: %w", err)
	}
	effect := s.effect(kind, e)
	if effect == "" {
		return nil
	}
	about := t.Subject
	if about == nil {
		about = e.Subject
	}
	if about == nil {
		return refuse(invalidRequest, "the event names nobody")
	}
	id := vault.Token{Issuer: t.Issuer, ID: t.ID + " " + kind, Until: s.cfg.Clock().Add(memory)}
	account := about.account(s.Accounts)
	if account == "" {
		return s.endSession(ctx, about, effect, id)
	}
	happened := t.IssuedAt
	for _, told := range []*jwt.NumericDate{t.Happened, e.Timestamp} {
		if told != nil {
			happened = told
		}
	}
	// It is told in whole seconds. Whoever authenticated within that one may have
	// done so before.
	at := happened.Time().Add(time.Second)
	err := s.cfg.Vault.ReceiveSignal(ctx, vault.Signal{
		Source: departure.TriggerSHARED_SIGNALS, From: s.Name, Issuer: s.Accounts, Subject: account,
		Effect: effect, At: at, Reason: e.reason(kind), Token: id,
	})
	if vault.CodeOf(err) == vault.NotFound {
		return s.endSession(ctx, about, effect, id)
	}
	return err
}

// endSession ends the one session that an event names, if it names no account that is known.
func (s *stream) endSession(ctx context.Context, about *subject, effect vault.Effect, id vault.Token) error {
	sid := about.session()
	if sid == "" || effect != vault.EffectEndSessions {
		s.cfg.Log.WarnContext(ctx, "a security event is about nobody who is known", "feed", s.Name, "format", about.format())
		return nil
	}
	_, err := s.cfg.Vault.EndProviderSessions(ctx, vault.Logout{From: s.Name, Issuer: s.Accounts, Session: sid, Token: id})
	if vault.CodeOf(err) == vault.Conflict { // it came before
		return nil
	}
	return err
}

// effect is what an event means; empty is nothing. That an account is enabled again, or a credential was
// added, means nothing: coming back is an admin's act.
func (s *stream) effect(kind string, e event) vault.Effect {
	switch kind {
	case caep + "session-revoked", risc + "sessions-revoked":
		return vault.EffectEndSessions
	case caep + "credential-change":
		if e.Change != "create" {
			return vault.EffectEndSessions
		}
	case risc + "account-disabled":
		return s.Disabled
	case risc + "account-purged":
		return vault.EffectDepart
	}
	return ""
}

// reason is what the transmitter says to admins, a text or one for each language (CAEP section 2), and
// otherwise the event's own name.
func (e event) reason(kind string) string {
	var text string
	var texts map[string]string
	switch {
	case json.Unmarshal(e.Reason, &text) == nil && text != "":
		return text
	case json.Unmarshal(e.Reason, &texts) == nil && texts["en"] != "":
		return texts["en"]
	case len(texts) > 0:
		return texts[slices.Min(slices.Collect(maps.Keys(texts)))]
	}
	return kind[strings.LastIndex(kind, "/")+1:]
}
