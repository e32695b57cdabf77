package vault_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func signalFor(p vaulttest.Person, effect vault.Effect) vault.Signal {
	return vault.Signal{
		Source: departure.TriggerSHARED_SIGNALS, From: "idp", Issuer: vaulttest.Issuer, Subject: p.Subject, Effect: effect, Reason: "gone",
	}
}

func TestASignalOfLeaving(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		tom := w.Staff("tom")
		departures := func(p vaulttest.Person) int {
			t.Helper()
			n, err := s.Reader().Departure.Query().Where(departure.UserID(p.ID)).Count(viewer.As(t.Context(), viewer.Decider, w.Clock.Now()))
			wantCode(t, err, "")
			return n
		}
		status := func(p vaulttest.Person) user.Status {
			t.Helper()
			found, err := s.Reader().User.Query().Where(user.ID(p.ID)).Only(viewer.As(t.Context(), viewer.Decider, w.Clock.Now()))
			wantCode(t, err, "")
			return found.Status
		}
		t.Run("refused", func(t *testing.T) {
			for name, c := range map[string]struct {
				change func(*vault.Signal)
				want   vault.Code
			}{
				"an admin's act is none":     {func(s *vault.Signal) { s.Source = departure.TriggerADMIN }, vault.BadUserInput},
				"an unknown source":          {func(s *vault.Signal) { s.Source = "RUMOUR" }, vault.BadUserInput},
				"an unknown effect":          {func(s *vault.Signal) { s.Effect = "SHOUT" }, vault.BadUserInput},
				"no issuer":                  {func(s *vault.Signal) { s.Issuer = "" }, vault.BadUserInput},
				"no subject":                 {func(s *vault.Signal) { s.Subject = "" }, vault.BadUserInput},
				"an unknown account":         {func(s *vault.Signal) { s.Subject = "nobody" }, vault.NotFound},
				"the same of another issuer": {func(s *vault.Signal) { s.Issuer = "https://other.example" }, vault.NotFound},
			} {
				t.Run(name, func(t *testing.T) {
					news := signalFor(s.clara, vault.EffectDepart)
					c.change(&news)
					wantCode(t, w.ReceiveSignal(t.Context(), news), c.want)
				})
			}
			s.open(t, s.clara)
		})
		t.Run("ends everything, and says where from", func(t *testing.T) {
			s.clara.MustGrant(s.pia, s.document)
			news := signalFor(s.clara, vault.EffectDepart)
			news.Reason = "gone\n\u202eaway\xff"
			wantCode(t, w.ReceiveSignal(t.Context(), news), "")
			s.shut(t, s.clara)
			s.shut(t, s.pia)
			file, err := s.Reader().Departure.Query().Where(departure.UserID(s.clara.ID)).Only(s.ada.Ctx())
			wantCode(t, err, "")
			if file.Trigger != departure.TriggerSHARED_SIGNALS || *file.Source != "idp" || file.RecordedByID != nil || file.Reason != "gone  away\ufffd" {
				t.Errorf("the case file says %+v", file)
			}
			if got := w.Sources(vaulttest.Issuer, "clara"); !slices.Equal(got, []string{"SHARED_SIGNALS idp"}) {
				t.Errorf("the log says %q", got)
			}
		})
		t.Run("twice changes nothing", func(t *testing.T) {
			wantCode(t, w.ReceiveSignal(t.Context(), signalFor(s.clara, vault.EffectDepart)), "")
			wantCode(t, w.ReceiveSignal(t.Context(), signalFor(s.clara, vault.EffectSuspend)), "")
			wantCode(t, w.ReceiveSignal(t.Context(), signalFor(s.clara, vault.EffectEndSessions)), "")
			if n := departures(s.clara); n != 1 || status(s.clara) != user.StatusDEPARTED {
				t.Errorf("%d case files, %s", n, status(s.clara))
			}
		})
		t.Run("from several sources at once counts once", func(t *testing.T) {
			var at sync.WaitGroup
			for _, source := range []departure.Trigger{departure.TriggerSCIM, departure.TriggerSHARED_SIGNALS, departure.TriggerPROVIDER} {
				at.Go(func() {
					news := signalFor(tom, vault.EffectDepart)
					news.Source = source
					if err := w.ReceiveSignal(t.Context(), news); err != nil {
						t.Errorf("%s: %v", source, err)
					}
				})
			}
			at.Go(func() {
				if _, err := s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: tom.ID, Reason: "left"}); err != nil {
					t.Errorf("departUser: %v", err)
				}
			})
			at.Wait()
			if n := departures(tom); n != 1 {
				t.Errorf("%d case files", n)
			}
		})
		t.Run("from before a reinstatement says nothing new", func(t *testing.T) {
			before := w.Clock.Now()
			w.Clock.Move(time.Minute)
			_, err := s.ReinstateUser(s.ada.Ctx(), vault.ReinstateUser{UserID: tom.ID, Reason: "back"})
			wantCode(t, err, "")
			w.Clock.Move(time.Minute)
			for _, effect := range []vault.Effect{vault.EffectDepart, vault.EffectSuspend, vault.EffectEndSessions} {
				news := signalFor(tom, effect)
				news.At = before
				wantCode(t, w.ReceiveSignal(t.Context(), news), "")
			}
			if status(tom) != user.StatusACTIVE {
				t.Errorf("%s", status(tom))
			}
			news := signalFor(tom, vault.EffectDepart)
			news.At = before.Add(90 * time.Second)
			wantCode(t, w.ReceiveSignal(t.Context(), news), "")
			if status(tom) != user.StatusDEPARTED || departures(tom) != 2 {
				t.Errorf("a newer one did not count: %s", status(tom))
			}
		})
		t.Run("suspends", func(t *testing.T) {
			wantCode(t, w.ReceiveSignal(t.Context(), signalFor(s.sam, vault.EffectSuspend)), "")
			if status(s.sam) != user.StatusSUSPENDED || departures(s.sam) != 0 {
				t.Errorf("%s", status(s.sam))
			}
		})
		t.Run("the last admin goes like anybody else", func(t *testing.T) {
			wantCode(t, w.ReceiveSignal(t.Context(), signalFor(s.ada, vault.EffectDepart)), "")
			if status(s.ada) != user.StatusDEPARTED {
				t.Errorf("%s", status(s.ada))
			}
		})
	})
}

func TestASignalThatEndsSessions(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		clara := w.Staff("clara")
		signIn := func() (secret string) {
			t.Helper()
			w.Clock.Move(time.Minute)
			in, err := w.SignIn(t.Context(), clara.Identity())
			wantCode(t, err, "")
			w.Clock.Move(time.Minute)
			return in.Secret
		}
		resume := func(secret string, want vault.Code) {
			t.Helper()
			_, err := w.Resume(t.Context(), secret)
			wantCode(t, err, want)
		}
		receive := func(at time.Time) {
			t.Helper()
			news := signalFor(clara, vault.EffectEndSessions)
			news.At = at
			wantCode(t, w.ReceiveSignal(t.Context(), news), "")
		}
		ended := func() int {
			t.Helper()
			var n int
			row := w.Database.DB().QueryRowContext(t.Context(),
				"SELECT count(*) FROM events WHERE "+event.FieldAction+" = 'user:end-sessions' AND "+event.FieldActorSystem+" = 'messenger'")
			wantCode(t, row.Scan(&n), "")
			return n
		}
		old, stale := signIn(), clara.Identity()
		oldBearer := clara.Ctx()
		between := w.Clock.Now()
		young := signIn()
		youngBearer := clara.Ctx()

		receive(between)
		resume(old, vault.Unauthenticated)
		resume(young, "")
		_, err := w.CreateFolder(oldBearer, vault.CreateFolder{ParentID: typeid.New(typeid.Folder), Name: "x"})
		wantCode(t, err, vault.Unauthenticated)
		_, err = w.CreateFolder(youngBearer, vault.CreateFolder{ParentID: typeid.New(typeid.Folder), Name: "x"})
		wantCode(t, err, vault.NotFound)
		_, err = w.SignIn(t.Context(), vault.Identity{
			Issuer: stale.Issuer, Subject: stale.Subject, Kind: stale.Kind, AuthenticatedAt: between,
		})
		wantCode(t, err, vault.Unauthenticated)
		receive(between)
		receive(between.Add(-time.Minute))
		resume(young, "")
		if n := ended(); n != 1 {
			t.Errorf("%d events, want 1: twice and out of order changes nothing", n)
		}
		receive(time.Time{})
		resume(young, vault.Unauthenticated)
		receive(w.Clock.Now().Add(time.Hour)) // ahead is now, and now is done
		if n := ended(); n != 2 {
			t.Errorf("%d events, want 2", n)
		}
		resume(signIn(), "")
	})
}
