package vault_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen/customerkey"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// destroy has one admin ask for the destruction of keys and another confirm it.
func (s *scene) destroy(first, second vaulttest.Person, levels ...classification.Level) (int, error) {
	asked, err := s.RequestKeyDestruction(first.Ctx(), vault.RequestKeyDestruction{
		CustomerID: s.customer.ID, Classification: levels, Reason: "they left",
	})
	if err != nil {
		return 0, err
	}
	return s.ConfirmKeyDestruction(second.Ctx(), vault.ConfirmKeyDestruction{RequestID: asked.ID})
}

func TestDestroyedKeysOpenNothing(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		ben := w.Admin("ben")
		secret := s.clara.Document(s.root.ID, "Secret", classification.Secret, []byte("secret"))
		_, elsewhere := s.sam.Customer("Southwind")
		other := s.sam.Document(elsewhere.ID, "Other", classification.Confidential, []byte("other"))
		under := s.begin(t, 1000, func(in *vault.CreateUpload) { level := classification.Confidential; in.Classification = &level })
		content, err := s.OpenDocument(s.clara.Ctx(), s.document)
		wantCode(t, err, "")
		defer content.Body.Close()
		_, err = io.ReadFull(content.Body, make([]byte, 10))
		wantCode(t, err, "")
		n, err := s.destroy(s.ada, ben, classification.Confidential)
		if err != nil || n != 1 {
			t.Fatalf("%d keys, %v", n, err)
		}
		select {
		case <-content.Access.Done():
		case <-time.After(5 * time.Second):
			t.Error("the download that was under way goes on")
		}
		_, err = s.clara.Download(s.document)
		wantCode(t, err, vault.FailedPrecondition)
		_, err = s.send(under.ID, 0, bytes.NewReader(make([]byte, 1000)), 1000)
		wantCode(t, err, vault.FailedPrecondition)
		level := classification.Public
		_, err = s.UpdateDocument(s.clara.Ctx(), vault.UpdateDocument{DocumentID: s.document, Classification: &level})
		wantCode(t, err, vault.FailedPrecondition)
		for who, id := range map[*vaulttest.Person]typeid.ID{&s.clara: secret, &s.sam: other} {
			_, err := who.Download(id)
			wantCode(t, err, "")
		}

		// New papers get a new key, and rotation passes by the one that is gone.
		fresh := s.clara.Document(s.root.ID, "New", classification.Confidential, []byte("new"))
		s.Clock.Move(time.Second)
		_, _, err = vault.NewRotation(s.Database, s.Config.Root, s.Config.Clock).Customer(t.Context(), s.Clock.Now())
		wantCode(t, err, "")
		_, err = s.clara.Download(fresh)
		wantCode(t, err, "")
		_, err = s.clara.Download(s.document)
		wantCode(t, err, vault.FailedPrecondition)

		// The database keeps it so, by hand as well.
		keeper := viewer.As(t.Context(), viewer.Keeper, s.Clock.Now())
		gone, err := s.Reader().CustomerKey.Query().Where(customerkey.DestroyedAtNotNil()).Only(keeper)
		wantCode(t, err, "")
		if len(gone.Wrapped) > 0 {
			t.Error("the wrapped key is still there")
		}
		for _, statement := range []string{
			"UPDATE customer_keys SET destroyed_at = NULL",
			"UPDATE versions SET customer_key_id = '" + gone.ID.String() + "' WHERE document_id = '" + fresh.String() + "'",
		} {
			if _, err := s.Database.DB().ExecContext(t.Context(), statement); err == nil {
				t.Errorf("%s went through", statement)
			}
		}
	})
}

func TestAllKeysAreDestroyed(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		ben := w.Admin("ben")
		s.clara.Document(s.root.ID, "Secret", classification.Secret, []byte("secret"))
		mail := "jo@example.com"
		_, err := s.UpdateCustomer(s.clara.Ctx(), vault.UpdateCustomer{
			CustomerID: s.customer.ID, Contacts: []*vault.Contact{{Name: "Jo", Email: &mail}},
		})
		wantCode(t, err, "")
		n, err := s.destroy(s.ada, ben)
		if err != nil || n != 2 {
			t.Fatalf("%d keys, %v", n, err)
		}
		contacts, err := s.RevealContacts(s.clara.Ctx(), vault.RevealContacts{CustomerID: s.customer.ID, Purpose: "call"})
		if err != nil || len(contacts) > 0 {
			t.Errorf("contacts %v, %v", contacts, err)
		}
		_, err = s.clara.Download(s.document)
		wantCode(t, err, vault.FailedPrecondition)
		_, err = s.destroy(s.ada, ben)
		wantCode(t, err, vault.FailedPrecondition)
	})
}

func TestKeyDestructionTakesTwo(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		ben, cleo := w.Admin("ben"), w.Admin("cleo")
		ask := vault.RequestKeyDestruction{CustomerID: s.customer.ID, Reason: "they left"}
		request := func(p vaulttest.Person) typeid.ID {
			t.Helper()
			asked, err := s.RequestKeyDestruction(p.Ctx(), ask)
			wantCode(t, err, "")
			return asked.ID
		}
		confirm := func(p vaulttest.Person, id typeid.ID, want vault.Code) {
			t.Helper()
			_, err := s.ConfirmKeyDestruction(p.Ctx(), vault.ConfirmKeyDestruction{RequestID: id})
			wantCode(t, err, want)
		}
		pending := func(want int) {
			t.Helper()
			asked, err := s.KeyDestructions(s.ada.Ctx())
			if err != nil || len(asked) != want {
				t.Errorf("%d requests, %v; want %d", len(asked), err, want)
			}
		}
		for _, p := range []vaulttest.Person{s.clara, s.sam, s.pia} {
			_, err := s.RequestKeyDestruction(p.Ctx(), ask)
			wantCode(t, err, vault.Forbidden)
			confirm(p, typeid.New(typeid.Event), vault.Forbidden)
			_, err = s.KeyDestructions(p.Ctx())
			wantCode(t, err, vault.Forbidden)
		}
		for field, in := range map[string]vault.RequestKeyDestruction{
			"customerId":     {CustomerID: s.root.ID, Reason: "r"},
			"reason":         {CustomerID: s.customer.ID, Reason: " "},
			"classification": {CustomerID: s.customer.ID, Reason: "r", Classification: []classification.Level{"TOP"}},
		} {
			_, err := s.RequestKeyDestruction(s.ada.Ctx(), in)
			if vault.CodeOf(err) != vault.BadUserInput {
				t.Errorf("%s: %v", field, err)
			}
		}
		_, err := s.RequestKeyDestruction(s.ada.Ctx(), vault.RequestKeyDestruction{
			CustomerID: s.customer.ID, Reason: "r", Classification: []classification.Level{classification.Secret},
		})
		wantCode(t, err, vault.FailedPrecondition) // there is no such key

		confirm(ben, typeid.New(typeid.Event), vault.NotFound)
		late := request(s.ada)
		confirm(s.ada, late, vault.FailedPrecondition)
		pending(1)
		s.Clock.Move(24 * time.Hour)
		pending(0)
		confirm(ben, late, vault.NotFound)

		left := request(cleo)
		_, err = s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: cleo.ID, Reason: "left"})
		wantCode(t, err, "")
		confirm(ben, left, vault.FailedPrecondition)
		demoted := request(ben)
		_, err = s.UnassignRole(s.ada.Ctx(), vault.UnassignRole{UserID: ben.ID})
		wantCode(t, err, "")
		confirm(s.ada, demoted, vault.FailedPrecondition)
		role := user.RoleADMIN
		_, err = s.AssignRole(s.ada.Ctx(), vault.AssignRole{UserID: ben.ID, Global: &role})
		wantCode(t, err, "")

		s.open(t, s.clara)
		twice := request(s.ada)
		confirm(ben, twice, "")
		confirm(ben, twice, vault.NotFound)
	})
}

func TestHeldKeysAreNotDestroyed(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		ben := w.Admin("ben")
		gone := s.clara.Document(s.root.ID, "Gone", classification.Public, []byte("gone"))
		wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: gone}), "")
		_, err := s.destroy(s.ada, ben)
		wantCode(t, err, vault.FailedPrecondition)
		_, err = s.destroy(s.ada, ben, classification.Public)
		wantCode(t, err, vault.FailedPrecondition)
		asked, err := s.RequestKeyDestruction(s.ada.Ctx(), vault.RequestKeyDestruction{
			CustomerID: s.customer.ID, Classification: []classification.Level{classification.Confidential}, Reason: "r",
		})
		wantCode(t, err, "")

		// A hold that comes between the two counts.
		days := 7
		s.clara.MustGrant(s.pia, s.document, func(in *vault.GrantAccess) {
			in.Fate, in.HoldDays, in.Until = grant.FateHOLD, &days, s.Clock.Now().Add(30*24*time.Hour)
		})
		_, err = s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left"})
		wantCode(t, err, "")
		_, err = s.ConfirmKeyDestruction(ben.Ctx(), vault.ConfirmKeyDestruction{RequestID: asked.ID})
		wantCode(t, err, vault.FailedPrecondition)
		s.open(t, s.pia)
		s.Clock.Move(7 * 24 * time.Hour)
		_, err = s.destroy(s.ada, ben, classification.Confidential)
		wantCode(t, err, "")
	})
}
