package vault_test

import (
	"slices"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/viewer"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestADateSetAhead(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		tom, handed := w.Staff("tom"), w.Partner("handed")
		week := func(in *vault.GrantAccess) { in.Until = w.Clock.Now().AddDate(0, 0, 7) }
		s.clara.MustGrant(s.pia, s.document, week)
		s.clara.MustGrant(handed, s.document, week, func(in *vault.GrantAccess) { in.Fate = grant.FateHAND_OVER })
		at := w.Clock.Now().Add(24 * time.Hour)
		schedule := func(by vaulttest.Person, change ...func(*vault.ScheduleDeparture)) (*gen.Departure, error) {
			in := vault.ScheduleDeparture{DepartUser: vault.DepartUser{UserID: s.clara.ID, Reason: "new job", SuccessorID: &s.sam.ID}, At: at}
			for _, c := range change {
				c(&in)
			}
			return w.ScheduleDeparture(by.Ctx(), in)
		}
		must := func(d *gen.Departure, err error) *gen.Departure {
			t.Helper()
			wantCode(t, err, "")
			return d
		}
		read := func(d *gen.Departure) *gen.Departure {
			t.Helper()
			return must(w.Reader().Departure.Query().Where(departure.ID(d.ID)).Only(viewer.As(t.Context(), viewer.Decider, w.Clock.Now())))
		}
		t.Run("refused", func(t *testing.T) {
			for name, c := range map[string]struct {
				by     vaulttest.Person
				change func(*vault.ScheduleDeparture)
				want   vault.Code
			}{
				"a custodian":       {s.clara, func(*vault.ScheduleDeparture) {}, vault.Forbidden},
				"no date ahead":     {s.ada, func(in *vault.ScheduleDeparture) { in.At = w.Clock.Now() }, vault.BadUserInput},
				"no reason":         {s.ada, func(in *vault.ScheduleDeparture) { in.Reason = " " }, vault.BadUserInput},
				"a partner as heir": {s.ada, func(in *vault.ScheduleDeparture) { in.SuccessorID = &s.pia.ID }, vault.FailedPrecondition},
				"the last admin":    {s.ada, func(in *vault.ScheduleDeparture) { in.UserID = s.ada.ID }, vault.FailedPrecondition},
			} {
				t.Run(name, func(t *testing.T) {
					_, err := schedule(c.by, c.change)
					wantCode(t, err, c.want)
				})
			}
		})
		first := must(schedule(s.ada))
		t.Run("twice changes nothing", func(t *testing.T) {
			if again := must(schedule(s.ada)); again.ID != first.ID {
				t.Error("a second case file")
			}
		})
		t.Run("changes nothing before", func(t *testing.T) {
			w.Clock.Set(at.Add(-time.Microsecond))
			wantCode(t, w.RecordDepartures(t.Context()), "")
			s.open(t, s.clara)
			s.open(t, s.pia)
			s.open(t, handed)
		})
		t.Run("is called off", func(t *testing.T) {
			_, err := w.CancelDeparture(s.clara.Ctx(), vault.CancelDeparture{UserID: s.clara.ID})
			wantCode(t, err, vault.Forbidden)
			for range 2 {
				_, err := w.CancelDeparture(s.ada.Ctx(), vault.CancelDeparture{UserID: s.clara.ID})
				wantCode(t, err, "")
			}
			w.Clock.Set(at)
			s.open(t, s.clara)
			s.open(t, s.pia)
			if got := read(first); got.CancelledAt == nil || *got.CancelledByID != s.ada.ID {
				t.Errorf("the case file says %+v", got)
			}
		})
		at = w.Clock.Now().Add(24 * time.Hour)
		moved := must(schedule(s.ada))
		at = at.Add(time.Hour)
		second := must(schedule(s.ada))
		t.Run("moves", func(t *testing.T) {
			if got := read(moved); got.CancelledAt == nil {
				t.Error("the earlier date still stands")
			}
			w.Clock.Set(at.Add(-time.Microsecond))
			s.open(t, s.clara)
		})
		t.Run("ends everything at the very instant, with nobody awake", func(t *testing.T) {
			before := s.clara.Ctx()
			w.Clock.Set(at)
			s.shut(t, s.clara)
			s.shut(t, s.pia)
			s.open(t, handed)
			_, err := w.CreateCustomer(before, vault.CreateCustomer{Name: "X", Category: "Y", Importance: "NORMAL"})
			wantCode(t, err, vault.Unauthenticated)
			_, err = s.sam.Grant(s.clara, s.document)
			if err == nil {
				t.Error("somebody who has left was given something")
			}
		})
		t.Run("is put on record by a round", func(t *testing.T) {
			w.Clock.Move(time.Minute)
			for range 2 {
				wantCode(t, w.RecordDepartures(t.Context()), "")
			}
			clara, err := w.Reader().User.Query().Where(user.ID(s.clara.ID)).Only(s.ada.Ctx())
			wantCode(t, err, "")
			got := read(second)
			if clara.Status != user.StatusDEPARTED || !got.DepartedAt.Equal(at) || got.Trigger != departure.TriggerSCHEDULE {
				t.Errorf("%s, %+v", clara.Status, got)
			}
			_, err = w.CancelDeparture(s.ada.Ctx(), vault.CancelDeparture{UserID: s.clara.ID})
			wantCode(t, err, vault.FailedPrecondition)
			if got := w.Sources(vaulttest.Issuer, "clara"); len(got) == 0 || got[len(got)-1] != "SCHEDULE" {
				t.Errorf("the log says %q", got)
			}
		})
		t.Run("is put on record at first notice", func(t *testing.T) {
			at = w.Clock.Now().Add(time.Hour)
			third := must(schedule(s.ada, func(in *vault.ScheduleDeparture) { in.UserID = tom.ID }))
			w.Clock.Set(at.Add(time.Second))
			got, err := w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: tom.ID, Reason: "too late"})
			wantCode(t, err, "")
			if got.ID != third.ID {
				t.Error("a second case file")
			}
			_, err = w.ReinstateUser(s.ada.Ctx(), vault.ReinstateUser{UserID: tom.ID, Reason: "back"})
			wantCode(t, err, "")
			w.Clock.Move(time.Second)
			tom.Customer("Contoso")
		})
		t.Run("is overtaken by a signal, which keeps the successor", func(t *testing.T) {
			at = w.Clock.Now().Add(time.Hour)
			must(schedule(s.ada, func(in *vault.ScheduleDeparture) { in.UserID = tom.ID }))
			wantCode(t, w.ReceiveSignal(t.Context(), signalFor(tom, vault.EffectDepart)), "")
			got := must(w.Reader().Departure.Query().
				Where(departure.UserID(tom.ID), departure.Tenure(1), departure.CancelledAtIsNil()).
				Only(s.ada.Ctx()))
			if got.Trigger != departure.TriggerSHARED_SIGNALS || got.SuccessorID == nil || *got.SuccessorID != s.sam.ID || !got.DepartedAt.Equal(w.Clock.Now()) {
				t.Errorf("the case file says %+v", got)
			}
		})
	})
}

func TestInactivity(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		w.Config.InactiveAfter = 90 * 24 * time.Hour
		w.Replica()
		s := newScene(w)
		w.Clock.Move(w.Config.InactiveAfter - time.Microsecond)
		s.open(t, s.clara) // and is seen
		w.Clock.Move(time.Microsecond)
		status := func(p vaulttest.Person) user.Status {
			t.Helper()
			found, err := w.Reader().User.Query().Where(user.ID(p.ID)).Only(viewer.As(t.Context(), viewer.Decider, w.Clock.Now()))
			wantCode(t, err, "")
			return found.Status
		}
		t.Run("lets nobody back in", func(t *testing.T) {
			_, err := w.SignIn(t.Context(), s.sam.Identity())
			wantCode(t, err, vault.Unauthenticated)
			if status(s.sam) != user.StatusDEPARTED {
				t.Error("no departure is on record")
			}
		})
		t.Run("is found by a round", func(t *testing.T) {
			for range 2 {
				wantCode(t, w.DepartInactive(t.Context()), "")
			}
			if got := w.Sources(vaulttest.Issuer, "pia"); !slices.Equal(got, []string{"INACTIVITY"}) {
				t.Errorf("the log says %q", got)
			}
			if status(s.pia) != user.StatusDEPARTED || status(s.clara) != user.StatusACTIVE {
				t.Errorf("pia %s, clara %s", status(s.pia), status(s.clara))
			}
		})
		t.Run("begins anew for who is let in again", func(t *testing.T) {
			_, err := w.SignIn(t.Context(), s.ada.Identity())
			wantCode(t, err, "")
			_, err = s.ReinstateUser(s.ada.Ctx(), vault.ReinstateUser{UserID: s.sam.ID, Reason: "back"})
			wantCode(t, err, "")
			wantCode(t, w.DepartInactive(t.Context()), "")
			w.Clock.Move(time.Minute)
			_, err = w.SignIn(t.Context(), s.sam.Identity())
			wantCode(t, err, "")
		})
		t.Run("spares the last admin", func(t *testing.T) {
			_, err := w.SignIn(t.Context(), s.ada.Identity())
			wantCode(t, err, "")
		})
	})
}

// TestAProvidersOwnSession holds that whoever signed out does not come straight
// back without having proved afresh who they are.
func TestAProvidersOwnSession(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		clara := w.Staff("clara")
		at := clara.Identity()
		at.ProviderSession = "one"
		in, err := w.SignIn(t.Context(), at)
		wantCode(t, err, "")
		elsewhere := clara.Identity()
		elsewhere.AuthenticatedAt, elsewhere.ProviderSession = at.AuthenticatedAt.Add(-time.Minute), "two"
		other, err := w.SignIn(t.Context(), elsewhere)
		wantCode(t, err, "")
		w.Clock.Move(time.Minute)
		ctx, err := w.Resume(t.Context(), in.Secret)
		wantCode(t, err, "")
		wantCode(t, w.SignOut(ctx), "")
		_, err = w.SignIn(t.Context(), at)
		wantCode(t, err, vault.Unauthenticated)
		_, err = w.Resume(t.Context(), other.Secret)
		wantCode(t, err, "")
		_, err = w.SignIn(t.Context(), elsewhere)
		wantCode(t, err, "")
		w.Clock.Move(time.Minute)
		at.AuthenticatedAt = w.Clock.Now()
		_, err = w.SignIn(t.Context(), at)
		wantCode(t, err, "")
	})
}

// TestRehearsal holds what TestListEqualsDecide does not have: sessions,
// uploads, downloads and the custodians of several customers.
func TestRehearsal(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		shared, _ := s.clara.Customer("Shared")
		s.clara.Assign(s.sam, shared.ID, "CUSTODIAN")
		w.Clock.Move(time.Minute)
		for range 2 {
			_, err := w.SignIn(t.Context(), s.clara.Identity())
			wantCode(t, err, "")
		}
		_, err := w.EndSessions(s.clara.Ctx(), vault.EndSessions{})
		wantCode(t, err, "")
		w.Clock.Move(time.Minute)
		_, err = w.SignIn(t.Context(), s.clara.Identity())
		wantCode(t, err, "")
		title, level := "T", classification.Internal
		for range 3 {
			_, err := w.CreateUpload(s.clara.Ctx(), vault.CreateUpload{
				FolderID: &s.root.ID, Title: &title, Classification: &level, MediaType: "a/b", Size: 3,
			})
			wantCode(t, err, "")
		}
		for range 30 {
			s.open(t, s.clara)
		}
		w.Clock.Move(time.Minute)
		for _, refused := range []struct {
			by   vaulttest.Person
			of   vaulttest.Person
			want vault.Code
		}{{s.clara, s.sam, vault.Forbidden}, {s.pia, s.pia, vault.Forbidden}} {
			_, err := w.RehearseDeparture(refused.by.Ctx(), refused.of.ID, nil)
			wantCode(t, err, refused.want)
		}
		rehearsed, err := w.RehearseDeparture(s.ada.Ctx(), s.clara.ID, nil)
		wantCode(t, err, "")
		want := vault.Outcome{Sessions: 1, Memberships: 2, Uploads: 3, CustomersBereft: 1}
		got, err := w.Outcome(t.Context(), rehearsed)
		wantCode(t, err, "")
		if got != want {
			t.Errorf("rehearsed %+v, want %+v", got, want)
		}
		warned, err := w.Downloads(t.Context(), rehearsed)
		wantCode(t, err, "")
		if warned != (vault.Downloads{Recent: 30, Unusual: true}) {
			t.Errorf("warned of %+v", warned)
		}
		d, err := w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left"})
		wantCode(t, err, "")
		for _, later := range []time.Duration{0, time.Hour, 30 * 24 * time.Hour} {
			w.Clock.Move(later)
			got, err := w.Outcome(t.Context(), d)
			wantCode(t, err, "")
			if got != want {
				t.Errorf("%s later %+v, want %+v", later, got, want)
			}
		}
	})
}

// TestEarlyWarning holds that a case tells of far more downloads than are
// usual before the leaving, and before a date that is set for it.
func TestEarlyWarning(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.clara.Assign(s.sam, s.customer.ID, membership.RoleVIEWER)
		download := func(p vaulttest.Person, times int) {
			for range times {
				s.open(t, p)
			}
		}
		warned := func(file *gen.Departure, err error) vault.Downloads {
			t.Helper()
			wantCode(t, err, "")
			got, err := w.Downloads(t.Context(), file)
			wantCode(t, err, "")
			return got
		}
		download(s.clara, 6*7) // 7 in each of 6 fortnights
		w.Clock.Move(14 * 24 * time.Hour)
		for _, c := range []struct {
			who   vaulttest.Person
			times int
			want  vault.Downloads
		}{
			{s.sam, 19, vault.Downloads{Recent: 19}},
			{s.sam, 1, vault.Downloads{Recent: 20, Unusual: true}},
			{s.clara, 21, vault.Downloads{Recent: 21, Usual: 7}},
			{s.clara, 1, vault.Downloads{Recent: 22, Usual: 7, Unusual: true}},
		} {
			download(c.who, c.times)
			w.Clock.Move(time.Hour)
			in := vault.DepartUser{UserID: c.who.ID, Reason: "new job"}
			if got := warned(w.ScheduleDeparture(s.ada.Ctx(), vault.ScheduleDeparture{DepartUser: in, At: w.Clock.Now().AddDate(0, 0, 1)})); got != c.want {
				t.Errorf("%s, ahead: %+v, want %+v", c.who.Subject, got, c.want)
			}
		}
		w.Clock.Move(24 * time.Hour)
		file, err := w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left"})
		w.Clock.Move(30 * 24 * time.Hour)
		if got := warned(file, err); got != (vault.Downloads{Recent: 22, Usual: 7, Unusual: true}) {
			t.Errorf("on record: %+v", got)
		}
	})
}
