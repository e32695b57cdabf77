package graph_test

import (
	"context"
	"crypto/sha256"
	stdsql "database/sql"
	"slices"
	"strings"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/graph"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// canaries is a world in which everything secret has a mark that is found
// nowhere else, and it is written down who may see it.
//
// Of the customer markacme, cora is custodian, ed editor and vic viewer; susan
// was an editor and is suspended, dora was one and has departed: both ask on,
// in requests that were admitted before. Pat has a grant on markplan; quin (a
// partner), bot (a service) and sam (staff, with a customer of his own) have
// nothing to do with markacme. Ada is admin, otto auditor.
type canaries struct {
	*api
	people map[string]interface{ Ctx() context.Context }
	// seenBy names, for each mark, the people who may see it.
	seenBy map[string][]string
	// ids are the IDs in the world, by kind.
	ids map[typeid.Kind][]typeid.ID
	// cora and papers are for changing the world where others do not see it.
	cora   vaulttest.Person
	papers typeid.ID
}

const (
	everybody = "ada otto cora ed vic susan dora sam" // who sees all users
	ofAcme    = "otto cora ed vic"
)

func newCanaries(t testing.TB, d string) *canaries {
	t.Helper()
	w := vaulttest.New(t, d)
	c := &canaries{seenBy: map[string][]string{}, ids: map[typeid.Kind][]typeid.ID{}, people: map[string]interface{ Ctx() context.Context }{"nobody": nobody{}}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	person := map[string]vaulttest.Person{"ada": w.Admin("markada")}
	for _, name := range []string{"otto", "cora", "ed", "vic", "susan", "dora", "sam", "carl"} {
		person[name] = w.Staff("mark" + name)
	}
	person["pat"], person["quin"], person["bot"] = w.Partner("markpat"), w.Partner("markquin"), w.Service("markbot")
	for name, p := range person {
		c.people[name] = p
		c.secret(p.ID, "mark"+name, everybody+" "+name)
	}
	delete(c.people, "carl")
	c.secret(person["cora"].ID, "markcora", everybody+" pat rita") // who has a grant sees who gave it
	ada, cora, sam := person["ada"], person["cora"], person["sam"]
	c.cora = cora

	auditor := user.RoleAUDITOR
	_, err := w.AssignRole(ada.Ctx(), vault.AssignRole{UserID: person["otto"].ID, Global: &auditor})
	must(err)
	email, phone := "markemail@example.com", "+49 30 markphone"
	acme, err := w.CreateCustomer(cora.Ctx(), vault.CreateCustomer{
		Name: "markacme", Category: "markcategory", Importance: customer.ImportanceHIGH,
		Contacts: []*vault.Contact{{Name: "markcontact", Email: &email, Phone: &phone}},
	})
	must(err)
	for mark, seenBy := range map[string]string{"markacme": ofAcme + " ada", "markcategory": ofAcme + " ada", "markcontact": ofAcme + " ada", "markemail": "", "markphone": ""} {
		c.secret(acme.ID, mark, seenBy)
	}
	root, err := w.Reader().Folder.Query().Only(cora.Ctx())
	must(err)
	c.secret(root.ID, "", ofAcme)
	for name, role := range map[string]membership.Role{"ed": membership.RoleEDITOR, "vic": membership.RoleVIEWER, "susan": membership.RoleEDITOR, "dora": membership.RoleEDITOR} {
		cora.Assign(person[name], acme.ID, role)
	}
	cora.Assign(person["carl"], acme.ID, membership.RoleVIEWER)
	_, err = w.UnassignRole(cora.Ctx(), vault.UnassignRole{UserID: person["carl"].ID, CustomerID: &acme.ID})
	must(err)
	papers := cora.Folder(root.ID, "markpapers")
	c.papers = papers.ID
	c.secret(papers.ID, "markpapers", ofAcme)
	document := func(by vaulttest.Person, folder typeid.ID, title string, level classification.Level, seenBy string) typeid.ID {
		id := by.Document(folder, title, level, []byte("content of "+title))
		c.secret(id, title, seenBy)
		ver, err := w.Reader().Version.Query().Where(version.DocumentID(id)).Only(by.Ctx())
		must(err)
		c.secret(ver.ID, "", seenBy+" "+strings.TrimPrefix(by.Subject, "mark")) // the custodian, in the log
		c.secret("", ver.Object, "")
		c.secret("", "content of "+title, "")
		return id
	}
	plan := document(cora, papers.ID, "markplan", classification.Internal, ofAcme+" pat rita")
	deal := document(cora, papers.ID, "markdeal", classification.Secret, "cora otto")
	bin := document(cora, papers.ID, "markbin", classification.Public, "")
	must(w.DeleteDocument(cora.Ctx(), vault.DeleteDocument{DocumentID: bin}))
	c.secret(bin, "markbin", "cora ed") // who may bring it back
	zeta, zetaRoot := sam.Customer("markzeta")
	c.secret(zeta.ID, "markzeta", "sam otto ada")
	c.secret(zetaRoot.ID, "", "sam otto")
	paper := document(sam, zetaRoot.ID, "markletter", classification.Internal, "sam otto")

	give := func(by vaulttest.Person, to string, on typeid.ID, purpose, seenBy string, change func(*vault.GrantAccess)) {
		g := by.MustGrant(person[to], on, func(in *vault.GrantAccess) {
			in.Purpose = purpose
			change(in)
		})
		c.secret(g.ID, purpose, seenBy)
	}
	limit := 5
	give(cora, "pat", plan, "markpurpose", "cora pat ada otto", func(in *vault.GrantAccess) { in.UseLimit = &limit })
	give(cora, "carl", deal, "markwhisper", "cora ada otto", func(in *vault.GrantAccess) { in.Level = grant.LevelVIEW })
	give(sam, "carl", paper, "markother", "sam ada otto", func(*vault.GrantAccess) {})
	brief := document(cora, papers.ID, "markbrief", classification.Confidential, ofAcme)
	give(cora, "carl", brief, "markloan", "cora ada otto", func(in *vault.GrantAccess) {
		in.Level, in.Until = grant.LevelVIEW, w.Clock.Now().AddDate(0, 0, 30)
	})
	give(cora, "carl", brief, "markbelow", "cora ada otto", func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, &papers.ID })
	onFolder := cora.MustGrant(person["carl"], plan, func(in *vault.GrantAccess) {
		days := 3
		in.Purpose, in.DocumentID, in.FolderID, in.Fate, in.HoldDays = "markfolder", nil, &papers.ID, grant.FateHOLD, &days
	})
	c.secret(onFolder.ID, "markfolder", "cora ada otto")
	_, err = w.RevokeGrant(cora.Ctx(), vault.RevokeGrant{GrantID: onFolder.ID})
	must(err)

	ask := func(name string, on typeid.ID, level grant.Level, purpose, seenBy string) vault.DecideAccessRequest {
		asked, err := w.RequestAccess(person[name].Ctx(), vault.RequestAccess{DocumentID: on, Level: level, Seconds: 3600, Purpose: purpose})
		must(err)
		c.secret(asked.ID, purpose, seenBy)
		return vault.DecideAccessRequest{AccessRequestID: asked.ID, Approve: true}
	}
	waits := ask("carl", deal, grant.LevelVIEW, "markplea", "cora ada otto") // for one more who agrees
	_, err = w.DecideAccessRequest(cora.Ctx(), waits)
	must(err)
	answered, err := w.DecideAccessRequest(cora.Ctx(), ask("pat", plan, grant.LevelEDIT, "markgranted", "cora pat ada otto"))
	must(err)
	c.secret(*answered.GrantID, "", "cora pat ada otto")
	refused, why := ask("vic", brief, grant.LevelEDIT, "markrefused", "cora vic ada otto"), "marknote"
	refused.Approve, refused.Note = false, &why
	_, err = w.DecideAccessRequest(cora.Ctx(), refused)
	must(err)
	c.secret("", why, "cora vic ada otto")

	terms, passcode := "markterms", "markpasscode"
	link := func(on typeid.ID, email, purpose string, change func(*vault.CreateShareLink)) vault.MadeShareLink {
		made := cora.MustLink(email, on, func(in *vault.CreateShareLink) {
			in.Purpose = purpose
			change(in)
		})
		c.secret(made.ID, "", "cora ada otto")
		c.secret("", made.Secret, "")
		return made
	}
	opened := link(plan, "markrita@example.com", "marklink", func(in *vault.CreateShareLink) { in.Terms = &terms })
	c.secret("", terms, "cora ada otto")
	c.secret(opened.GrantID, "marklink", "cora ada otto rita")
	rita := w.Recipient(opened)
	rita.Ctx() // opens it
	person["rita"], c.people["rita"] = rita, rita
	c.secret(rita.ID, "markrita", "cora ada otto rita")
	locked := link(brief, "marklocked@example.com", "marklock", func(in *vault.CreateShareLink) { in.Passcode = &passcode })
	c.secret(locked.GrantID, "marklock", "cora ada otto")
	c.secret(w.Recipient(locked).ID, "marklocked", "cora ada otto")
	c.secret("", passcode, "")
	sent, err := w.SentCode(locked)
	must(err)
	for range 10 {
		_, err = w.OpenShareLink(t.Context(), vault.OpenShareLink{LinkKey: vaulttest.Key(locked), Code: sent, Passcode: "wrong"})
		if vault.CodeOf(err) != vault.BadUserInput {
			t.Fatal(err)
		}
	}

	shred, err := w.RequestKeyDestruction(ada.Ctx(), vault.RequestKeyDestruction{CustomerID: zeta.ID, Reason: "markshred"})
	must(err)
	c.secret(shred.ID, "markshred", "ada otto sam")

	title := "markupload"
	up, err := w.CreateUpload(cora.Ctx(), vault.CreateUpload{FolderID: &papers.ID, Title: &title, MediaType: "a/b", Size: 10})
	must(err)
	c.secret("", title, "")
	c.secret(up.ID, "", "cora") // in the log
	up, err = w.CreateUpload(person["dora"].Ctx(), vault.CreateUpload{DocumentID: &plan, MediaType: "a/b", Size: 10})
	must(err)
	c.secret(up.ID, "", "cora")
	signedIn := cora.Identity()
	signedIn.UserAgent = "markagent"
	_, err = w.SignIn(t.Context(), signedIn)
	must(err)
	c.secret("", "markagent", "cora ada")

	for _, name := range []string{"susan", "dora"} {
		c.people[name] = fixed{person[name].Ctx()}
	}
	_, err = w.SuspendUser(ada.Ctx(), vault.SuspendUser{UserID: person["susan"].ID, Reason: "marksuspension"})
	must(err)
	c.secret("", "marksuspension", "otto")
	program := person["dora"].Identity()
	program.Bearer = vault.Bearer{Hash: sha256.Sum256([]byte("marktoken")), Client: "markclient", ExpiresAt: w.Clock.Now().Add(time.Hour)}
	_, err = w.Admit(t.Context(), program)
	must(err)
	c.secret("", "markclient", "ada otto dora")
	left, err := w.DepartUser(ada.Ctx(), vault.DepartUser{UserID: person["dora"].ID, Reason: "markleaving", SuccessorID: &person["cora"].ID})
	must(err)
	c.secret(left.ID, "markleaving", "ada otto dora")
	planned, err := w.ScheduleDeparture(ada.Ctx(), vault.ScheduleDeparture{
		DepartUser: vault.DepartUser{UserID: person["carl"].ID, Reason: "markdate"}, At: w.Clock.Now().Add(time.Hour),
	})
	must(err)
	c.secret(planned.ID, "markdate", "ada otto")
	_, err = w.CancelDeparture(ada.Ctx(), vault.CancelDeparture{UserID: person["carl"].ID})
	must(err)
	witness := typeid.New(typeid.Witness)
	_, err = w.Database.DB().ExecContext(t.Context(), "INSERT INTO witnesses (id, created_at, replica, settled_at, streams_cut, streams, refused, refused_at, departure_id) "+
		"SELECT '"+witness.String()+"', departed_at, 'markreplica', departed_at, 1, $1, 1, departed_at, id FROM departures WHERE cancelled_at IS NULL",
		`[{"kind": "DOWNLOAD", "at": "2026-03-01T09:00:00Z", "document": "`+deal.String()+`"}]`)
	must(err)
	c.secret(witness, "markreplica", "ada otto")

	c.rest(t, w, person)
	w.Config.Feeds = []vault.Feed{{Name: "markfeed", Kind: vault.FeedSCIM, Issuer: vaulttest.Issuer, SilentAfter: time.Hour}}
	w.Replica()
	c.secret("", "markfeed", "ada")
	c.api = over(t, w, func(cfg *graph.Config) {
		l := graph.DefaultLimits
		l.Document, l.Tokens, l.Fields, l.Aliases, l.Cost = l.Document*10, l.Tokens*10, l.Fields*10, l.Aliases*10, l.Cost*100
		cfg.Limits = l
	})
	return c
}

// rest notes the IDs that acts left behind.
func (c *canaries) rest(t testing.TB, w *vaulttest.World, person map[string]vaulttest.Person) {
	t.Helper()
	all := viewer.As(t.Context(), viewer.Registrar, w.Clock.Now())
	members, err := w.Reader().Membership.Query().WithUser().All(all)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range members {
		name := strings.TrimPrefix(m.Edges.User.Subject, "mark")
		seenBy := ofAcme + " ada " + name
		if m.UserID == person["sam"].ID {
			seenBy = "sam otto ada"
		}
		c.secret(m.ID, "", seenBy)
	}
	for of, seenBy := range map[string]string{
		"sessions WHERE user_id = '" + person["cora"].ID.String() + "'":                  "cora ada",
		"sessions WHERE user_id = '" + person["rita"].ID.String() + "'":                  "rita ada",
		"events WHERE customer_id IS NULL":                                               "",
		"events WHERE customer_id IN (SELECT id FROM customers WHERE name = 'markacme')": "cora",
		"events WHERE customer_id IN (SELECT id FROM customers WHERE name = 'markzeta')": "sam",
	} {
		rows, err := w.Database.DB().QueryContext(t.Context(), "SELECT id FROM "+of)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range column(t, rows) {
			c.secret(typeid.ID(id), "", seenBy)
		}
	}
}

func column(t testing.TB, rows *stdsql.Rows) (values []string) {
	t.Helper()
	defer rows.Close()
	for rows.Next() {
		var value string
		if err := rows.Scan(&value); err != nil {
			t.Fatal(err)
		}
		values = append(values, value)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return values
}

// secret notes who may see a mark, and the ID of what bears it; one of the two
// may be empty. An ID that bears several marks is seen with any of them; the
// auditor sees them all in the log, which names everything by its ID, and a
// custodian those in the customer's part of it.
func (c *canaries) secret(id typeid.ID, mark, seenBy string) {
	if mark != "" {
		c.seenBy[mark] = strings.Fields(seenBy)
	}
	if id == "" {
		return
	}
	if !slices.Contains(c.ids[id.Kind()], id) {
		c.ids[id.Kind()] = append(c.ids[id.Kind()], id)
	}
	c.seenBy[id.String()] = append(c.seenBy[id.String()], strings.Fields(seenBy+" otto")...)
}
