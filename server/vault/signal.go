package vault

import (
	"context"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/user"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// Signal is news from outside that somebody leaves, is to be suspended, or is
// to be signed out.
type Signal struct {
	// Source is what sort of signal it is; any but ADMIN.
	Source departure.Trigger
	// From tells which feed or provider it came from, for the log and the case file.
	From string
	// Issuer and Subject name the account.
	Issuer, Subject string
	Effect          Effect
	// At is when it happened, as the sender says; zero, or what lies ahead, is now.
	At time.Time
	// Reason is shown in the case file. No wording keeps a signal from
	// counting: it may be empty, and is shortened and cleaned.
	Reason string
	// Token is the signed message that brought the signal, if one did: it
	// counts once, on whichever replica.
	Token Token
}

// Effect is what a signal asks for.
type Effect string

// The effects.
const (
	// EffectDepart ends everything, as DepartUser does.
	EffectDepart Effect = "DEPART"
	// EffectSuspend stops the account for now, as SuspendUser does.
	EffectSuspend Effect = "SUSPEND"
	// EffectEndSessions ends the sessions and tokens of whoever authenticated
	// before the signal's instant.
	EffectEndSessions Effect = "END_SESSIONS"
)

// ReceiveSignal does what a signal asks for, once: what is so already stays
// as it is. A signal from before the account was last reinstated says nothing
// new, however late it comes. Nor does one to end sessions from before they
// were last ended.
//
// The last admin goes like anybody else: a leaver is a leaver, and an admin of
// whom the provider says so is worse than none. That is an error in the log;
// another admin is made by naming one in the configuration (AdminSubjects).
// INACTIVITY alone spares the last admin, with FailedPrecondition: it is a guess of our own.
//
// It fails with NotFound for an account that is not known.
func (v *Vault) ReceiveSignal(ctx context.Context, s Signal) error {
	if err := s.check(); err != nil {
		return err
	}
	return v.writeAs(ctx, viewer.Viewer{System: viewer.Messenger}, func(ctx context.Context, a *act) error {
		fresh, err := a.once(ctx, s.Token)
		if err != nil || !fresh {
			return err
		}
		return a.receive(ctx, s)
	})
}

// receive is ReceiveSignal within a use case of which the signal is a part.
func (a *act) receive(ctx context.Context, s Signal) error {
	account, err := a.locked(ctx, user.Issuer(s.Issuer), user.Subject(s.Subject))
	if err != nil {
		return err
	}
	at := s.At.UTC().Truncate(time.Microsecond)
	if s.At.IsZero() || at.After(a.at) {
		at = a.at
	}
	if account.ReinstatedAt != nil && at.Before(*account.ReinstatedAt) {
		return nil
	}
	if s.Source == departure.TriggerINACTIVITY && !a.vault.idle(account, a.at) {
		return nil
	}
	if s.Effect == EffectEndSessions {
		return a.signOut(ctx, account, at, s)
	}
	bereft, err := a.lastAdmin(ctx, account, user.Or(user.DepartsAtIsNil(), user.DepartsAtGT(a.at)))
	if err != nil {
		return err
	}
	if bereft && s.Source == departure.TriggerINACTIVITY {
		return failed("no admin would remain")
	}
	if bereft {
		a.vault.cfg.Log.ErrorContext(ctx, "no active admin is left; name one in the configuration", "signal", s.Source, "from", s.From)
	}
	if s.Effect == EffectSuspend {
		return a.suspend(ctx, account, s.leaving())
	}
	_, err = a.depart(ctx, account, s.leaving())
	return err
}

// signOut ends the sessions and tokens of whoever authenticated before an instant.
func (a *act) signOut(ctx context.Context, account *gen.User, before time.Time, s Signal) error {
	if account.Status != user.StatusACTIVE || !account.ValidAfter.Before(before) {
		return nil
	}
	update := a.tx.User.UpdateOneID(account.ID).SetValidAfter(before)
	if before.Equal(a.at) {
		update.AddEpoch(1) // whatever the provider's clock said when they were opened
	}
	if err := update.Exec(ctx); err != nil {
		return err
	}
	if err := a.stamp(ctx, account.ID, before); err != nil {
		return err
	}
	return a.record(ctx, event{
		action: string(policies.UserEndSessions), object: account.ID, subject: account.ID, detail: s.leaving().detail(),
	})
}

// check is what can be said of a signal without the database.
func (s Signal) check() error {
	switch {
	case departure.TriggerValidator(s.Source) != nil, s.Source == departure.TriggerADMIN:
		return badInput("source", "is no source of signals")
	case s.Issuer == "":
		return badInput("issuer", "must not be empty")
	case s.Subject == "":
		return badInput("subject", "must not be empty")
	}
	switch s.Effect {
	case EffectDepart, EffectSuspend, EffectEndSessions:
		return nil
	default:
		return badInput("effect", "is none of the known effects")
	}
}

func (s Signal) leaving() leaving {
	l := leaving{trigger: s.Source, source: clean(s.From, 200), reason: clean(s.Reason, 500)}
	if l.reason == "" {
		l.reason = "a signal was received"
	}
	return l
}
