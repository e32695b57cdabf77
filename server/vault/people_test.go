package vault_test

import (
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestSession(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		clara := w.Staff("clara")
		signIn := func(t *testing.T) string {
			t.Helper()
			w.Clock.Move(time.Second)
			in, err := w.SignIn(t.Context(), clara.Identity())
			wantCode(t, err, "")
			return in.Secret
		}
		resume := func(t *testing.T, secret string, want vault.Code, why ...vault.Reason) {
			t.Helper()
			ctx, err := w.Resume(t.Context(), secret)
			wantCode(t, err, want)
			if len(why) > 0 && vault.ReasonOf(ctx) != why[0] {
				t.Errorf("refused by %q, want %q", vault.ReasonOf(ctx), why[0])
			}
		}
		t.Run("unknown secret", func(t *testing.T) { resume(t, "made up", vault.Unauthenticated, "") })
		t.Run("ends when idle", func(t *testing.T) {
			secret := signIn(t)
			w.Clock.Move(w.Config.SessionIdle - time.Second)
			resume(t, secret, "")
			w.Clock.Move(w.Config.SessionIdle - time.Second)
			resume(t, secret, "")
			w.Clock.Move(w.Config.SessionIdle)
			resume(t, secret, vault.Unauthenticated, vault.SessionExpired)
		})
		t.Run("ends however busy", func(t *testing.T) {
			secret := signIn(t)
			for range int(w.Config.SessionLife/(20*time.Minute)) - 1 {
				w.Clock.Move(20 * time.Minute)
				resume(t, secret, "")
			}
			w.Clock.Move(20 * time.Minute)
			resume(t, secret, vault.Unauthenticated, vault.SessionExpired)
		})
		t.Run("ends by signing out", func(t *testing.T) {
			secret, other := signIn(t), signIn(t)
			ctx, err := w.Resume(t.Context(), secret)
			wantCode(t, err, "")
			wantCode(t, w.SignOut(ctx), "")
			resume(t, secret, vault.Unauthenticated, vault.SessionEnded)
			resume(t, other, "")
		})
		t.Run("all end at once, and an older sign-in does not come back", func(t *testing.T) {
			secret, stale := signIn(t), clara.Identity()
			w.Clock.Move(time.Second)
			_, err := w.EndSessions(clara.Ctx(), vault.EndSessions{})
			wantCode(t, err, "")
			resume(t, secret, vault.Unauthenticated, vault.SessionEnded)
			_, err = w.SignIn(t.Context(), stale)
			wantCode(t, err, vault.Unauthenticated)
			_, err = w.Admit(t.Context(), stale)
			wantCode(t, err, vault.Unauthenticated)
			w.Clock.Move(time.Second)
			resume(t, signIn(t), "")
		})
		t.Run("of one provider session ends with it", func(t *testing.T) {
			at := func(sid string) string {
				w.Clock.Move(time.Second)
				who := clara.Identity()
				who.ProviderSession = sid
				in, err := w.SignIn(t.Context(), who)
				wantCode(t, err, "")
				return in.Secret
			}
			one, two := at("one"), at("two")
			n, err := w.EndProviderSessions(t.Context(), vault.Logout{Issuer: "https://other.example", Session: "one"})
			wantCode(t, err, "")
			if n != 0 {
				t.Fatal("another issuer's logout ended a session")
			}
			n, err = w.EndProviderSessions(t.Context(), vault.Logout{Issuer: vaulttest.Issuer, Session: "one"})
			wantCode(t, err, "")
			if n != 1 {
				t.Fatalf("%d ended, want 1", n)
			}
			resume(t, one, vault.Unauthenticated)
			resume(t, two, "")
			token := vault.Token{Issuer: vaulttest.Issuer, ID: "t", Until: w.Clock.Now().Add(time.Minute)}
			_, err = w.EndProviderSessions(t.Context(), vault.Logout{Issuer: vaulttest.Issuer, Subject: clara.Subject, Token: token})
			wantCode(t, err, "")
			resume(t, two, vault.Unauthenticated)
			three := at("three")
			_, err = w.Replica().EndProviderSessions(t.Context(), vault.Logout{Issuer: vaulttest.Issuer, Subject: clara.Subject, Token: token})
			wantCode(t, err, vault.Conflict)
			resume(t, three, "")
		})
	})
}

func TestAnAccountIsIssuerAndSubject(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		clara := w.Staff("clara")
		for name, change := range map[string]func(*vault.Identity){
			"another subject with the same e-mail address": func(i *vault.Identity) { i.Subject = "mallory" },
			"another issuer with the same subject":         func(i *vault.Identity) { i.Issuer = "https://evil.example" },
		} {
			t.Run(name, func(t *testing.T) {
				who := clara.Identity()
				change(&who)
				in, err := w.SignIn(t.Context(), who)
				wantCode(t, err, "")
				ctx, err := w.Resume(t.Context(), in.Secret)
				wantCode(t, err, "")
				n, err := w.Reader().User.Query().Where(user.ID(clara.ID)).Count(ctx)
				wantCode(t, err, "")
				me, err := w.Reader().Session.Query().QueryUser().Only(ctx)
				wantCode(t, err, "")
				if n != 1 || me.ID == clara.ID {
					t.Fatal("an account was taken over")
				}
			})
		}
		t.Run("nor does a name deceive", func(t *testing.T) {
			who := clara.Identity()
			who.DisplayName, who.UserAgent = "Eve\x1b[2J \u202egnimoc", "Browser\r\n"
			_, err := w.SignIn(t.Context(), who)
			wantCode(t, err, "")
			s := w.Reader().Session.Query().WithUser().Order(session.ByCreatedAt(sql.OrderDesc())).FirstX(clara.Ctx())
			if s.Edges.User.DisplayName != "Eve [2J  gnimoc" || s.UserAgent != "Browser" {
				t.Errorf("shown are %q and %q", s.Edges.User.DisplayName, s.UserAgent)
			}
		})
		t.Run("nor does it change its kind", func(t *testing.T) {
			who := clara.Identity()
			who.Kind = "PARTNER"
			_, err := w.SignIn(t.Context(), who)
			wantCode(t, err, vault.Unauthenticated)
		})
		t.Run("no subject", func(t *testing.T) {
			_, err := w.SignIn(t.Context(), vault.Identity{Issuer: vaulttest.Issuer, Kind: "STAFF"})
			wantCode(t, err, vault.Unauthenticated)
		})
	})
}

func TestRoles(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		assign := func(by, to vaulttest.Person, role membership.Role) error {
			_, err := s.AssignRole(by.Ctx(), vault.AssignRole{UserID: to.ID, Customer: &vault.CustomerRole{CustomerID: s.customer.ID, Role: role}})
			return err
		}
		global := func(by, to vaulttest.Person, role user.Role) error {
			_, err := s.AssignRole(by.Ctx(), vault.AssignRole{UserID: to.ID, Global: &role})
			return err
		}
		t.Run("a custodian gives and takes", func(t *testing.T) {
			wantCode(t, assign(s.clara, s.sam, membership.RoleVIEWER), "")
			s.open(t, s.sam)
			wantCode(t, assign(s.clara, s.sam, membership.RoleEDITOR), "")
			s.open(t, s.sam)
			_, err := s.UnassignRole(s.clara.Ctx(), vault.UnassignRole{UserID: s.sam.ID, CustomerID: &s.customer.ID})
			wantCode(t, err, "")
			s.shut(t, s.sam)
		})
		t.Run("an admin gives, but not to themselves", func(t *testing.T) {
			wantCode(t, assign(s.ada, s.sam, membership.RoleVIEWER), "")
			wantCode(t, assign(s.ada, s.ada, membership.RoleVIEWER), vault.Forbidden)
			wantCode(t, global(s.ada, s.ada, user.RoleAUDITOR), vault.Forbidden)
		})
		t.Run("what is said of taking away is what happens", func(t *testing.T) {
			var held []*gen.Membership
			for to, role := range map[vaulttest.Person]membership.Role{s.clara: membership.RoleCUSTODIAN, s.sam: membership.RoleEDITOR} {
				in := vault.AssignRole{UserID: to.ID, Customer: &vault.CustomerRole{CustomerID: s.customer.ID, Role: role}}
				assigned, err := s.AssignRole(s.ada.Ctx(), in)
				wantCode(t, err, "")
				held = append(held, assigned.Membership)
			}
			for _, m := range held {
				for _, p := range []vaulttest.Person{s.sam, s.pia, s.clara} {
					may, err := s.MayUnassign(p.Ctx(), m.ID)
					wantCode(t, err, "")
					_, err = s.UnassignRole(p.Ctx(), vault.UnassignRole{UserID: m.UserID, CustomerID: &s.customer.ID})
					if may[m.ID] != (err == nil) {
						t.Errorf("%s: said %v, but %v", p.Subject, may[m.ID], err)
					}
				}
			}
			wantCode(t, assign(s.ada, s.clara, membership.RoleCUSTODIAN), "")
			may, err := s.MayUnassign(s.ada.Ctx(), held[0].ID, held[1].ID)
			wantCode(t, err, "")
			if len(may) > 0 {
				t.Error("what is over can be taken away", may)
			}
		})
		t.Run("an editor gives none", func(t *testing.T) {
			wantCode(t, assign(s.clara, s.sam, membership.RoleEDITOR), "")
			wantCode(t, assign(s.sam, s.ada, membership.RoleVIEWER), vault.Forbidden)
		})
		t.Run("a stranger finds nothing", func(t *testing.T) {
			wantCode(t, assign(s.pia, s.sam, membership.RoleVIEWER), vault.NotFound)
			wantCode(t, global(s.pia, s.sam, user.RoleADMIN), vault.Forbidden)
		})
		t.Run("a partner gets none", func(t *testing.T) {
			wantCode(t, assign(s.ada, s.pia, membership.RoleVIEWER), vault.FailedPrecondition)
			wantCode(t, global(s.ada, s.pia, user.RoleADMIN), vault.FailedPrecondition)
		})
		t.Run("an auditor sees all and opens nothing", func(t *testing.T) {
			otto := s.Staff("otto")
			wantCode(t, global(s.ada, otto, user.RoleAUDITOR), "")
			if !otto.Sees(s.document) {
				t.Fatal("not seen")
			}
			_, err := otto.Download(s.document)
			wantCode(t, err, vault.Forbidden)
			if n, err := s.Reader().Event.Query().Count(otto.Ctx()); err != nil || n == 0 {
				t.Fatalf("%d events, %v", n, err)
			}
			others := s.Reader().Event.Query().Where(event.Or(event.CustomerIDIsNil(), event.CustomerIDNEQ(s.customer.ID)))
			if n, err := others.Count(s.clara.Ctx()); err != nil || n != 0 {
				t.Fatalf("a custodian reads %d events of what is not the customer's, %v", n, err)
			}
			if n, err := s.Reader().Event.Query().Count(s.pia.Ctx()); err != nil || n != 0 {
				t.Fatalf("somebody else reads %d events, %v", n, err)
			}
		})
	})
}

func TestDeparture(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		depart := func(by vaulttest.Person, in vault.DepartUser) error {
			in.Reason = "left"
			_, err := s.DepartUser(by.Ctx(), in)
			return err
		}
		t.Run("refused for", func(t *testing.T) {
			wantCode(t, depart(s.clara, vault.DepartUser{UserID: s.sam.ID}), vault.Forbidden)
			wantCode(t, depart(s.ada, vault.DepartUser{UserID: typeid.New(typeid.User)}), vault.NotFound)
			wantCode(t, depart(s.ada, vault.DepartUser{UserID: s.document}), vault.BadUserInput)
			wantCode(t, depart(s.ada, vault.DepartUser{UserID: s.clara.ID, SuccessorID: &s.clara.ID}), vault.BadUserInput)
			wantCode(t, depart(s.ada, vault.DepartUser{UserID: s.clara.ID, SuccessorID: &s.pia.ID}), vault.FailedPrecondition)
			wantCode(t, depart(s.ada, vault.DepartUser{UserID: s.ada.ID}), vault.FailedPrecondition)
			s.open(t, s.clara)
		})
		t.Run("of somebody gone changes nothing", func(t *testing.T) {
			first, err := s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.sam.ID, Reason: "resigned"})
			wantCode(t, err, "")
			w.Clock.Move(time.Hour)
			again, err := s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.sam.ID, Reason: "dismissed", SuccessorID: &s.clara.ID})
			wantCode(t, err, "")
			if again.ID != first.ID || again.Reason != "resigned" || again.SuccessorID != nil || !again.DepartedAt.Equal(first.DepartedAt) {
				t.Errorf("the case file was %+v and is %+v", first, again)
			}
			_, err = s.ScheduleDeparture(s.ada.Ctx(), vault.ScheduleDeparture{
				DepartUser: vault.DepartUser{UserID: s.sam.ID, Reason: "left"}, At: w.Clock.Now().Add(time.Hour),
			})
			wantCode(t, err, vault.FailedPrecondition)
			_, err = s.RehearseDeparture(s.ada.Ctx(), s.sam.ID, nil)
			wantCode(t, err, vault.FailedPrecondition)
			_, err = s.SuspendUser(s.ada.Ctx(), vault.SuspendUser{UserID: s.sam.ID, Reason: "left"})
			wantCode(t, err, vault.FailedPrecondition)
		})
		t.Run("to a successor who is gone changes nothing", func(t *testing.T) {
			away, due := w.Staff("away"), w.Staff("due")
			_, err := s.SuspendUser(s.ada.Ctx(), vault.SuspendUser{UserID: away.ID, Reason: "away"})
			wantCode(t, err, "")
			_, err = s.ScheduleDeparture(s.ada.Ctx(), vault.ScheduleDeparture{
				DepartUser: vault.DepartUser{UserID: due.ID, Reason: "left"}, At: w.Clock.Now().Add(time.Minute),
			})
			wantCode(t, err, "")
			w.Clock.Move(time.Minute)
			written := func() (n int) {
				t.Helper()
				wantCode(t, w.Database.DB().QueryRowContext(t.Context(),
					"SELECT (SELECT count(*) FROM departures) + (SELECT count(*) FROM events)").Scan(&n), "")
				return n
			}
			before := written()
			for name, heir := range map[string]vaulttest.Person{"departed": s.sam, "suspended": away, "due": due} {
				t.Run(name, func(t *testing.T) {
					in := vault.DepartUser{UserID: s.clara.ID, SuccessorID: &heir.ID, Reason: "left"}
					wantCode(t, depart(s.ada, in), vault.FailedPrecondition)
					_, err := s.ScheduleDeparture(s.ada.Ctx(), vault.ScheduleDeparture{DepartUser: in, At: w.Clock.Now().Add(time.Hour)})
					wantCode(t, err, vault.FailedPrecondition)
					_, err = s.RehearseDeparture(s.ada.Ctx(), s.clara.ID, &heir.ID)
					wantCode(t, err, vault.FailedPrecondition)
				})
			}
			if after := written(); after != before {
				t.Errorf("%d rows were written", after-before)
			}
			s.open(t, s.clara)
		})
		t.Run("of oneself is one as any other", func(t *testing.T) {
			bob := w.Admin("bob")
			_, err := s.SuspendUser(bob.Ctx(), vault.SuspendUser{UserID: bob.ID, Reason: "odd"})
			wantCode(t, err, vault.FailedPrecondition)
			wantCode(t, depart(bob, vault.DepartUser{UserID: bob.ID}), "")
			wantCode(t, depart(bob, vault.DepartUser{UserID: s.clara.ID}), vault.Unauthenticated)
			s.open(t, s.clara)
		})
		t.Run("the last admin goes when forced", func(t *testing.T) {
			wantCode(t, depart(s.ada, vault.DepartUser{UserID: s.ada.ID, Force: true}), "")
			wantCode(t, depart(s.ada, vault.DepartUser{UserID: s.clara.ID}), vault.Unauthenticated)
		})
	})
}

func TestContacts(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		mail, phone, bad := "jane@example.com", "+43 1 2345678", "no address"
		_, err := s.UpdateCustomer(s.clara.Ctx(), vault.UpdateCustomer{
			CustomerID: s.customer.ID, Contacts: []*vault.Contact{{Name: "Jane Doe", Email: &mail, Phone: &phone}},
		})
		wantCode(t, err, "")
		_, err = s.UpdateCustomer(s.clara.Ctx(), vault.UpdateCustomer{
			CustomerID: s.customer.ID, Contacts: []*vault.Contact{{Name: "Jane", Email: &bad}},
		})
		wantCode(t, err, vault.BadUserInput)
		_, err = s.UpdateCustomer(s.sam.Ctx(), vault.UpdateCustomer{CustomerID: s.customer.ID, Contacts: []*vault.Contact{}})
		wantCode(t, err, vault.NotFound)

		contacts, err := s.MaskedContacts(s.clara.Ctx(), s.customer.ID)
		wantCode(t, err, "")
		got := contacts[s.customer.ID]
		if len(got) != 1 || got[0].Name != "J•••• D••••" || *got[0].Email != "j••••@example.com" || *got[0].Phone != "••••78" {
			t.Fatalf("contacts %+v", got)
		}
		if contacts, err := s.MaskedContacts(s.sam.Ctx(), s.customer.ID); err != nil || len(contacts) != 0 {
			t.Fatalf("a stranger reads %v, %v", contacts, err)
		}
		clear, err := s.RevealContacts(s.clara.Ctx(), vault.RevealContacts{CustomerID: s.customer.ID, Purpose: "yearly letter"})
		wantCode(t, err, "")
		if len(clear) != 1 || clear[0].Name != "Jane Doe" || *clear[0].Email != mail || *clear[0].Phone != phone {
			t.Errorf("in clear %+v", clear)
		}
		_, err = s.AssignRole(s.ada.Ctx(), vault.AssignRole{UserID: s.sam.ID, Global: new(user.RoleAUDITOR)})
		wantCode(t, err, "")
		seen, err := s.Reader().Event.Query().Where(event.Action("customer:reveal"), event.ActorID(s.clara.ID)).All(s.sam.Ctx())
		if err != nil || len(seen) != 1 || seen[0].Detail["purpose"] != "yearly letter" {
			t.Errorf("the log says %v, %v", seen, err)
		}
		var stored []byte
		row := w.Database.DB().QueryRowContext(t.Context(), "SELECT contacts_sealed FROM customers")
		if err := row.Scan(&stored); err != nil || len(stored) == 0 || strings.Contains(string(stored), "jane") {
			t.Fatalf("stored %q, %v", stored, err)
		}
	})
}
