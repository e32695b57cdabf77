package vault_test

import (
	"slices"
	"testing"
	"time"

	"strongroom/ent/flow"
	"strongroom/ent/gen"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/witness"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestWitness(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		content, err := w.OpenDocument(s.clara.Ctx(), s.document)
		wantCode(t, err, "")
		defer content.Body.Close()
		if _, err := content.Body.Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		session, err := w.SignIn(t.Context(), s.clara.Identity())
		wantCode(t, err, "")
		w.Clock.Move(time.Second)
		d, err := w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left"})
		wantCode(t, err, "")
		seen := func(done func(*gen.Witness) bool) {
			t.Helper()
			var row *gen.Witness
			for until := time.Now().Add(10 * time.Second); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
				wantCode(t, w.WitnessDepartures(t.Context()), "")
				row, err = w.Reader().Witness.Query().Where(witness.DepartureID(d.ID)).Only(s.ada.Ctx())
				if err == nil && done(row) {
					return
				}
			}
			t.Fatalf("the witness says %v, %v", row, err)
		}
		seen(func(row *gen.Witness) bool {
			return row.StreamsCut == 1 && row.Replica == "test" &&
				slices.Equal(row.Streams, []flow.Cut{{Kind: flow.Download, At: w.Clock.Now(), DocumentID: s.document}})
		})
		if content.Access.Err() == nil {
			t.Error("witnessed before the stream was cut")
		}
		w.Clock.Move(time.Second)
		_, err = w.Resume(t.Context(), session.Secret)
		wantCode(t, err, vault.Unauthenticated)
		s.clara.Ctx()
		_, err = w.SignIn(t.Context(), s.clara.Identity())
		wantCode(t, err, vault.Unauthenticated)
		seen(func(row *gen.Witness) bool {
			return row.Refused == 3 && row.RefusedAt.Equal(w.Clock.Now()) && row.StreamsCut == 1
		})
	})
}

func TestHandOver(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		tom := w.Staff("tom")
		shared, _ := s.clara.Customer("Shared")
		s.clara.Assign(tom, shared.ID, membership.RoleCUSTODIAN)
		w.Clock.Move(time.Second)
		_, err := w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left", SuccessorID: &s.sam.ID})
		wantCode(t, err, "")
		s.shut(t, s.sam)
		for range 2 {
			wantCode(t, w.HandOver(t.Context()), "")
		}
		s.open(t, s.sam)
		of := func(p vaulttest.Person) (customers []typeid.ID) {
			t.Helper()
			rows, err := w.Reader().Membership.Query().Where(membership.UserID(p.ID), membership.EndedAtIsNil()).All(s.ada.Ctx())
			wantCode(t, err, "")
			for _, m := range rows {
				customers = append(customers, m.CustomerID)
			}
			return customers
		}
		if got := of(s.sam); len(got) != 1 || got[0] != s.customer.ID {
			t.Errorf("the successor has %v, want the customer that had no other custodian", got)
		}
		t.Run("once", func(t *testing.T) {
			_, err := w.UnassignRole(s.ada.Ctx(), vault.UnassignRole{UserID: s.sam.ID, CustomerID: &s.customer.ID})
			wantCode(t, err, "")
			wantCode(t, w.HandOver(t.Context()), "")
			s.shut(t, s.sam)
		})
		t.Run("to nobody who has left", func(t *testing.T) {
			_, err := w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: tom.ID, Reason: "left", SuccessorID: &s.sam.ID})
			wantCode(t, err, "")
			_, err = w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.sam.ID, Reason: "left"})
			wantCode(t, err, "")
			wantCode(t, w.HandOver(t.Context()), "")
			if got := of(s.sam); len(got) != 0 {
				t.Errorf("%v", got)
			}
		})
	})
}
