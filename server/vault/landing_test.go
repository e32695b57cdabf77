package vault_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"strongroom/ent/gen/event"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestLinkCodes(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		made := s.clara.MustLink(recipient, s.document, func(in *vault.CreateShareLink) { in.Until = w.Clock.Now().Add(24 * time.Hour) })
		wantOpen := func(what, code string, want vault.Code) {
			t.Helper()
			if got, _ := s.openLink(made, code); got != want {
				t.Fatalf("%s: %s, want %s", what, got, want)
			}
		}
		first := s.sentCode(t, made)
		w.Clock.Move(10 * time.Minute)
		wantOpen("after ten minutes", first, vault.BadUserInput)
		second := s.sentCode(t, made)
		wantCode(t, w.SendLinkCode(t.Context(), vaulttest.Key(made)), vault.Limited)
		w.Clock.Move(59 * time.Second)
		wantCode(t, w.SendLinkCode(t.Context(), vaulttest.Key(made)), vault.Limited) // the pause has doubled
		w.Clock.Move(time.Second)
		third := s.sentCode(t, made)
		wantOpen("with the one before", second, vault.BadUserInput)
		w.Clock.Move(10*time.Minute - time.Microsecond)
		wantOpen("just in time", third, "")
		fourth := s.sentCode(t, made) // at once, since the link was opened
		var tried atomic.Int32
		var group sync.WaitGroup
		for range 24 {
			group.Go(func() {
				_, err := s.OpenShareLink(t.Context(), vault.OpenShareLink{LinkKey: vaulttest.Key(made), Code: "x"})
				if err != nil && strings.Contains(err.Error(), "is wrong") {
					tried.Add(1)
				}
			})
		}
		group.Wait()
		if n := tried.Load(); n != 5 {
			t.Fatalf("%d codes could be tried", n)
		}
		wantOpen("after five wrong ones", fourth, vault.BadUserInput)
	})
}

// TestLinkCodesAreCounted lets four wrong tries pass, and not a fifth.
func TestLinkCodesAreCounted(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		made := s.clara.MustLink(recipient, s.document)
		sent := s.sentCode(t, made)
		for range 4 {
			s.openLink(made, "x")
		}
		if code, _ := s.openLink(made, sent); code != "" {
			t.Fatalf("after four wrong ones: %s", code)
		}
	})
}

func TestLinkPasscode(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		passcode := "correct horse"
		made := s.clara.MustLink(recipient, s.document, func(in *vault.CreateShareLink) { in.Passcode = &passcode })
		with := func(p string) func(*vault.OpenShareLink) { return func(in *vault.OpenShareLink) { in.Passcode = p } }
		sent := s.sentCode(t, made)
		if code, field := s.openLink(made, "x", with(passcode)); code != vault.BadUserInput || field != "code" {
			t.Fatalf("the passcode without the code: %s %s", code, field)
		}
		for range 9 {
			if code, field := s.openLink(made, sent, with("wrong horse")); code != vault.BadUserInput || field != "passcode" {
				t.Fatalf("a wrong passcode: %s %s", code, field)
			}
		}
		if code, _ := s.openLink(made, sent, with(passcode)); code != "" {
			t.Fatalf("the passcode: %s", code)
		}
		for _, wrong := range []int{1, 10} { // counted anew
			sent = s.sentCode(t, made)
			for range wrong {
				s.openLink(made, sent, with(""))
			}
			if wrong == 10 {
				break
			}
			if code, _ := s.openLink(made, sent, with(passcode)); code != "" {
				t.Fatalf("after one more wrong one: %s", code)
			}
		}
		if code, _ := s.openLink(made, sent, with(passcode)); code != vault.FailedPrecondition {
			t.Fatalf("after ten wrong ones: %s", code)
		}
		if at, err := w.Land(t.Context(), vaulttest.Key(made)); err != nil || at.State != vault.LinkLocked || !at.Passcode {
			t.Fatalf("the link says %+v, %v", at, err)
		}
	})
}

func TestLinkTerms(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		terms := "You tell nobody.\nNot even Paul."
		made := s.clara.MustLink(recipient, s.document, func(in *vault.CreateShareLink) { padded := " " + terms + "\n"; in.Terms = &padded })
		if at, err := w.Land(t.Context(), vaulttest.Key(made)); err != nil || at.Terms == nil || *at.Terms != terms {
			t.Fatalf("the link says %+v, %v", at, err)
		}
		sent := s.sentCode(t, made)
		if code, field := s.openLink(made, sent); code != vault.BadUserInput || field != "acceptTerms" {
			t.Fatalf("without agreeing: %s %s", code, field)
		}
		if code, _ := s.openLink(made, sent, func(in *vault.OpenShareLink) { in.AcceptTerms = true }); code != "" {
			t.Fatalf("agreeing: %s", code)
		}
		sum := sha256.Sum256([]byte(terms))
		told, err := w.Reader().Event.Query().Where(event.Action("link:open"), event.ObjectID(made.ID)).Only(s.clara.Ctx())
		if err != nil || told.Detail["terms"] != hex.EncodeToString(sum[:]) {
			t.Fatalf("the log tells %v, %v", told, err)
		}
		link, err := w.Reader().ShareLink.Get(s.clara.Ctx(), made.ID)
		if err != nil || link.TermsAcceptedAt == nil || link.OpenedAt == nil {
			t.Fatalf("%v, %v", link, err)
		}
	})
}
