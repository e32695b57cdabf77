package vault_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/graph/page"
	"strongroom/policies"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestListEqualsDecide builds random worlds step by step and compares, after each
// step, for somebody and every document, what the lists show, whole and page by
// page, what node finds, what a decision says and what a download gives, with each
// other and with a model that knows neither SQL nor Casbin's table.
func TestListEqualsDecide(t *testing.T) {
	t.Parallel()
	for _, d := range vaulttest.Dialects() {
		t.Run(d, func(t *testing.T) {
			t.Parallel()
			w := vaulttest.New(t, d)
			rapid.Check(t, func(t *rapid.T) {
				r := newRandomWorld(t, w)
				t.Repeat(map[string]func(*rapid.T){
					"folder": r.addFolder, "document": r.addDocument, "grant": r.addGrant, "link": seldom(r.addLink), "revoke": r.revoke,
					"assign": r.assign, "unassign": r.unassign, "move": r.move, "classify": r.classify,
					"delete": r.remove, "suspend": seldom(r.suspend), "reinstate": r.reinstate, "depart": seldom(r.depart),
					"schedule": seldom(r.schedule), "cancel": r.cancel, "download": r.download,
					"time": func(t *rapid.T) {
						w.Clock.Move(time.Duration(rapid.IntRange(1, 48*60).Draw(t, "minutes")) * time.Minute)
					},
					"": r.compare,
				})
			})
		})
	}
}

type randomWorld struct {
	*vaulttest.World
	ada       vaulttest.Person
	people    []vaulttest.Person
	doers     []vaulttest.Person // who does things; the first custodian more often than others
	customer  *gen.Customer
	folders   []typeid.ID
	documents []typeid.ID
	grants    []typeid.ID
	contents  map[typeid.ID][]byte
}

// newRandomWorld begins with what makes worlds differ: a custodian has brought in
// documents, given roles and opened some of them to others.
func newRandomWorld(t *rapid.T, w *vaulttest.World) *randomWorld {
	suffix := typeid.New(typeid.User).String()
	r := &randomWorld{World: w, ada: w.Admin("ada" + suffix), contents: map[typeid.ID][]byte{}}
	clara := w.Staff("clara" + suffix)
	r.people = []vaulttest.Person{
		clara, w.Staff("sam" + suffix), w.Staff("tom" + suffix), w.Partner("pia" + suffix), w.Partner("paul" + suffix), r.ada,
	}
	var root *gen.Folder
	r.customer, root = clara.Customer("Customer " + suffix)
	r.folders = []typeid.ID{root.ID}
	r.doers = r.people[:1]
	for _, begin := range []struct {
		do          func(*rapid.T)
		least, most int
	}{{r.addFolder, 0, 2}, {r.addDocument, 1, 4}, {r.addGrant, 0, 5}, {r.addLink, 0, 1}, {r.assign, 0, 2}} {
		for range rapid.IntRange(begin.least, begin.most).Draw(t, "so many") {
			begin.do(t)
		}
	}
	r.doers = append(slices.Repeat(r.people[:1], 4), r.people...)
	return r
}

// seldom does an act half as often, since rapid draws another for one that is
// skipped: a world that everybody has left says little.
func seldom(act func(*rapid.T)) func(*rapid.T) {
	return func(t *rapid.T) {
		if rapid.Bool().Draw(t, "not now") {
			t.Skip("not now")
		}
		act(t)
	}
}

func pick[T any](t *rapid.T, from []T, label string) T {
	if len(from) == 0 {
		t.Skip("there is none") // rapid draws another step of the same world
	}
	return rapid.SampledFrom(from).Draw(t, label)
}

// settle fails on errors that no use case may answer with.
func settle(t *rapid.T, err error) bool {
	if err != nil && (vault.CodeOf(err) == vault.Internal || vault.CodeOf(err) == vault.Unavailable) {
		t.Fatalf("broken: %v", err)
	}
	return err == nil
}

func (r *randomWorld) addFolder(t *rapid.T) {
	f, err := r.CreateFolder(pick(t, r.doers, "by").Ctx(), vault.CreateFolder{
		ParentID: pick(t, r.folders, "parent"), Name: typeid.New(typeid.Folder).String(),
	})
	if settle(t, err) {
		r.folders = append(r.folders, f.ID)
	}
}

func (r *randomWorld) addDocument(t *rapid.T) {
	folderID, title := pick(t, r.folders, "folder"), "T"
	level, content := pick(t, classification.All(), "level"), vaulttest.Bytes(3)
	id, err := pick(t, r.doers, "by").Upload(vault.CreateUpload{
		FolderID: &folderID, Title: &title, Classification: &level, MediaType: "a/b", Size: 3,
	}, content)
	if settle(t, err) {
		r.documents = append(r.documents, id)
		r.contents[id] = content
	}
}

func (r *randomWorld) addGrant(t *rapid.T) {
	in := r.access(t)
	in.UserID = pick(t, r.people[1:], "to").ID
	g, err := r.GrantAccess(pick(t, r.doers, "by").Ctx(), in)
	if settle(t, err) {
		r.grants = append(r.grants, g.ID)
	}
}

// addLink has somebody make a share link, whose recipient is one of the people from then on.
func (r *randomWorld) addLink(t *rapid.T) {
	made, err := r.CreateShareLink(pick(t, r.doers, "by").Ctx(), vault.CreateShareLink{Email: "rita@example.org", GrantAccess: r.access(t)})
	if settle(t, err) {
		r.grants = append(r.grants, made.GrantID)
		r.people = append(r.people, r.Recipient(made))
	}
}

// access is what a grant or a share link opens.
func (r *randomWorld) access(t *rapid.T) vault.GrantAccess {
	from := r.Clock.Now()
	if rapid.IntRange(0, 3).Draw(t, "later") == 0 {
		from = from.Add(time.Duration(rapid.IntRange(0, 2000).Draw(t, "delay")) * time.Minute)
	}
	in := vault.GrantAccess{
		From:    &from,
		Until:   from.Add(time.Duration(rapid.IntRange(1, 6*24*60).Draw(t, "length")) * time.Minute),
		Level:   pick(t, []grant.Level{grant.LevelVIEW, grant.LevelDOWNLOAD, grant.LevelEDIT}, "level"),
		Fate:    pick(t, []grant.Fate{grant.FateEND, grant.FateHAND_OVER, grant.FateHOLD}, "fate"),
		Purpose: "p",
	}
	if in.Fate == grant.FateHOLD {
		days := rapid.IntRange(1, 3).Draw(t, "days")
		in.HoldDays = &days
	}
	if rapid.IntRange(0, 3).Draw(t, "limited") == 0 {
		limit := rapid.IntRange(1, 3).Draw(t, "limit")
		in.UseLimit = &limit
	}
	if rapid.Bool().Draw(t, "on folder") {
		id := pick(t, r.folders, "folder")
		in.FolderID = &id
	} else {
		id := pick(t, r.documents, "document")
		in.DocumentID = &id
	}
	return in
}

func (r *randomWorld) revoke(t *rapid.T) {
	_, err := r.RevokeGrant(pick(t, r.doers, "by").Ctx(), vault.RevokeGrant{GrantID: pick(t, r.grants, "grant")})
	settle(t, err)
}

func (r *randomWorld) assign(t *rapid.T) {
	role := pick(t, []membership.Role{membership.RoleCUSTODIAN, membership.RoleEDITOR, membership.RoleVIEWER}, "role")
	_, err := r.AssignRole(pick(t, r.doers, "by").Ctx(), vault.AssignRole{
		UserID: pick(t, r.people, "to").ID, Customer: &vault.CustomerRole{CustomerID: r.customer.ID, Role: role},
	})
	settle(t, err)
}

func (r *randomWorld) unassign(t *rapid.T) {
	_, err := r.UnassignRole(pick(t, r.doers, "by").Ctx(), vault.UnassignRole{
		UserID: pick(t, r.people, "of").ID, CustomerID: &r.customer.ID,
	})
	settle(t, err)
}

func (r *randomWorld) move(t *rapid.T) {
	_, err := r.MoveDocument(pick(t, r.doers, "by").Ctx(), vault.MoveDocument{
		DocumentID: pick(t, r.documents, "document"), FolderID: pick(t, r.folders, "to"),
	})
	settle(t, err)
}

// classify has somebody reclassify a document, and holds what was rehearsed to
// what then happens.
func (r *randomWorld) classify(t *rapid.T) {
	level, by, id := pick(t, classification.All(), "level"), pick(t, r.doers, "by"), pick(t, r.documents, "document")
	before, sights := r.model(t), map[typeid.ID]bool{}
	for _, p := range r.people {
		sights[p.ID] = before.may(p.ID, id, policies.DocumentView)
	}
	said, refused := r.RehearseReclassification(by.Ctx(), id, level)
	settle(t, refused)
	_, err := r.UpdateDocument(by.Ctx(), vault.UpdateDocument{DocumentID: id, Classification: &level})
	unchanged := before.documents[id] != nil && before.documents[id].Classification == level
	if settle(t, err) != (refused == nil) && !unchanged {
		t.Fatalf("rehearsing says %v, doing it %v", refused, err)
	}
	if err != nil {
		return
	}
	after := r.model(t)
	untils := map[typeid.ID]time.Time{}
	for _, s := range said.Shortened {
		untils[s.GrantID] = s.Until
	}
	loses := map[typeid.ID]bool{}
	for i, g := range before.grants {
		now := after.grants[i]
		if ends := slices.Contains(said.Ended, g.ID); ends != (g.RevokedAt == nil && now.RevokedAt != nil) {
			t.Fatalf("grant %s: rehearsed to end %v, which is not what happened", g.ID, ends)
		}
		if until, shorter := untils[g.ID]; shorter != !now.ValidUntil.Equal(g.ValidUntil) || shorter && !now.ValidUntil.Equal(until) {
			t.Fatalf("grant %s: rehearsed to end at %v, ends at %v", g.ID, until, now.ValidUntil)
		}
		loses[g.UserID] = loses[g.UserID] || slices.Contains(append(said.Ended, said.Closed...), g.ID)
	}
	for _, m := range before.memberships {
		loses[m.UserID] = loses[m.UserID] || slices.Contains(said.Members, m.ID)
	}
	for _, p := range r.people {
		if sees := after.may(p.ID, id, policies.DocumentView); sights[p.ID] && !sees && !loses[p.ID] {
			t.Fatalf("%s loses the document, and that was not said", p.Subject)
		}
	}
}

func (r *randomWorld) remove(t *rapid.T) {
	settle(t, r.DeleteDocument(pick(t, r.doers, "by").Ctx(), vault.DeleteDocument{DocumentID: pick(t, r.documents, "document")}))
}

func (r *randomWorld) suspend(t *rapid.T) {
	_, err := r.SuspendUser(r.ada.Ctx(), vault.SuspendUser{UserID: pick(t, r.people, "whom").ID, Reason: "r"})
	settle(t, err)
}

func (r *randomWorld) reinstate(t *rapid.T) {
	_, err := r.ReinstateUser(r.ada.Ctx(), vault.ReinstateUser{UserID: pick(t, r.people, "whom").ID, Reason: "r"})
	settle(t, err)
	r.Clock.Move(time.Second)
}

// depart has somebody leave, and holds what was rehearsed to what then happens.
func (r *randomWorld) depart(t *rapid.T) {
	r.Clock.Move(time.Millisecond) // two departures at one instant are rehearsed as if neither had come first
	in := vault.DepartUser{UserID: pick(t, r.people, "whom").ID, Reason: "r"}
	if rapid.Bool().Draw(t, "with successor") {
		id := pick(t, r.people, "successor").ID
		in.SuccessorID = &id
	}
	before := r.inForce(t)
	rehearsed, err := r.RehearseDeparture(r.ada.Ctx(), in.UserID, in.SuccessorID)
	settle(t, err)
	said, ending := vault.Outcome{}, map[typeid.ID]bool{}
	if rehearsed != nil {
		said, err = r.Outcome(t.Context(), rehearsed)
		settle(t, err)
		affected := r.Affected(rehearsed)
		ending = r.grantsThat(t, grant.Or(affected.Ended, affected.Received))
	}
	d, err := r.DepartUser(r.ada.Ctx(), in)
	if !settle(t, err) {
		return
	}
	if rehearsed == nil {
		if !d.DepartedAt.Before(r.Clock.Now()) {
			t.Fatalf("a departure took place that could not be rehearsed")
		}
		return
	}
	if did, err := r.Outcome(t.Context(), d); !settle(t, err) || did != said {
		t.Fatalf("%+v was rehearsed, %+v came of it", said, did)
	}
	after := r.inForce(t)
	for id := range before {
		if after[id] == ending[id] {
			t.Fatalf("grant %s: rehearsed to end %v, in force afterwards %v", id, ending[id], after[id])
		}
	}
}

func (r *randomWorld) grantsThat(t *rapid.T, narrow predicate.Grant) map[typeid.ID]bool {
	ids, err := r.Reader().Grant.Query().Where(narrow).IDs(viewer.As(r.Context(), viewer.Decider, r.Clock.Now()))
	settle(t, err)
	found := map[typeid.ID]bool{}
	for _, id := range ids {
		found[id] = true
	}
	return found
}

func (r *randomWorld) inForce(t *rapid.T) map[typeid.ID]bool {
	found, err := r.InForce(r.ada.Ctx(), r.grants...)
	settle(t, err)
	return found
}

func (r *randomWorld) schedule(t *rapid.T) {
	in := vault.ScheduleDeparture{
		DepartUser: vault.DepartUser{UserID: pick(t, r.people, "whom").ID, Reason: "r"},
		At:         r.Clock.Now().Add(time.Duration(rapid.IntRange(-10, 3000).Draw(t, "delay")) * time.Minute),
	}
	if rapid.Bool().Draw(t, "with successor") {
		id := pick(t, r.people, "successor").ID
		in.SuccessorID = &id
	}
	_, err := r.ScheduleDeparture(r.ada.Ctx(), in)
	settle(t, err)
	if rapid.Bool().Draw(t, "round") {
		settle(t, r.RecordDepartures(r.Context()))
	}
}

func (r *randomWorld) cancel(t *rapid.T) {
	_, err := r.CancelDeparture(r.ada.Ctx(), vault.CancelDeparture{UserID: pick(t, r.people, "whom").ID})
	settle(t, err)
}

// download has somebody take a document away, which may use up a grant.
func (r *randomWorld) download(t *rapid.T) {
	by, id := pick(t, r.people, "by"), pick(t, r.documents, "document")
	want := r.model(t).may(by.ID, id, policies.DocumentDownload)
	got, err := by.Download(id)
	if settle(t, err) != want || want && !bytes.Equal(got, r.contents[id]) {
		t.Fatalf("%s gets %q of %s, %v; the model says %v", by.Subject, got, id, err, want)
	}
}

// compare holds every way of asking to the model.
func (r *randomWorld) compare(t *rapid.T) {
	m, p := r.model(t), pick(t, r.people, "who asks")
	ctx := p.Ctx()
	listed, err := r.Reader().Document.Query().Where(document.CustomerID(r.customer.ID)).IDs(ctx)
	if _, somebody := viewer.FromContext(ctx); somebody {
		settle(t, err)
		r.turnPages(t, p, listed)
		reads, err := r.Reader().Event.Query().Where(event.CustomerID(r.customer.ID)).Exist(ctx)
		settle(t, err)
		may, err := r.MayOn(ctx, policies.CustomerAudit, r.customer.ID)
		if want := m.is(p.ID, policies.Custodian); !settle(t, err) || may[r.customer.ID] != want || reads != want {
			t.Fatalf("%s may read the customer's part of the log: %v, and reads %v; the model says %v", p.Subject, may, reads, want)
		}
	} // nobody is denied
	for _, action := range []policies.Action{policies.DocumentView, policies.DocumentDownload, policies.DocumentEdit, policies.DocumentShare} {
		may, err := r.MayOn(ctx, action, r.documents...)
		settle(t, err)
		for _, id := range r.documents {
			if want := m.may(p.ID, id, action); may[id] != want {
				t.Fatalf("%s may %s %s: %v, the model says %v", p.Subject, action, id, may[id], want)
			}
		}
	}
	for _, id := range r.documents {
		want := m.may(p.ID, id, policies.DocumentView)
		if got := slices.Contains(listed, id); got != want {
			t.Fatalf("%s lists %s: %v, the model says %v", p.Subject, id, got, want)
		}
		if n, _ := r.Reader().Document.Query().Where(document.ID(id)).Count(ctx); (n == 1) != want {
			t.Fatalf("%s finds %d of node %s, the model says %v", p.Subject, n, id, want)
		}
		if _, err := r.OpenDocument(ctx, id); (err == nil) != m.may(p.ID, id, policies.DocumentDownload) {
			t.Fatalf("%s opens %s: %v, the model says otherwise", p.Subject, id, err)
		}
	}
}

// turnPages reads the list in pages: each document once, in the order.
func (r *randomWorld) turnPages(t *rapid.T, p vaulttest.Person, listed []typeid.ID) {
	order := page.Order{
		Field:     pick(t, slices.Sorted(maps.Keys(page.Document.Orders)), "order"),
		Direction: pick(t, []page.Direction{page.Ascending, page.Descending}, "direction"),
	}
	size := rapid.IntRange(1, 4).Draw(t, "page size")
	window, backwards := page.Window{First: &size}, rapid.Bool().Draw(t, "backwards")
	if backwards {
		window = page.Window{Last: &size}
	}
	var read []*gen.Document
	for {
		query := r.Reader().Document.Query().Where(document.CustomerID(r.customer.ID))
		found, err := page.List(p.Ctx(), query, page.Document, &order, window)
		settle(t, err)
		if total, err := found.TotalCount(p.Ctx()); !settle(t, err) || *total != (page.Total{Value: len(listed), Exact: true}) {
			t.Fatalf("%s is told of %+v documents; %d are listed", p.Subject, total, len(listed))
		}
		if backwards {
			read = append(found.Nodes(), read...)
		} else {
			read = append(read, found.Nodes()...)
		}
		if backwards && !found.PageInfo.HasPreviousPage || !backwards && !found.PageInfo.HasNextPage || len(read) > len(listed) {
			break
		}
		window.After, window.Before = nil, nil
		if backwards {
			window.Before = found.PageInfo.StartCursor
		} else {
			window.After = found.PageInfo.EndCursor
		}
	}
	key := func(d *gen.Document) string {
		if at, ok := page.Document.Orders[order.Field].Value(d).(time.Time); ok {
			return at.UTC().Format("2006-01-02T15:04:05.000000") + d.ID.String()
		}
		return page.Document.Orders[order.Field].Value(d).(string) + " " + d.ID.String()
	}
	inOrder := slices.IsSortedFunc(read, func(a, b *gen.Document) int {
		if order.Direction == page.Descending {
			a, b = b, a
		}
		return strings.Compare(key(a), key(b))
	})
	ids := map[typeid.ID]bool{}
	for _, d := range read {
		ids[d.ID] = slices.Contains(listed, d.ID)
	}
	if !inOrder || len(read) != len(listed) || len(ids) != len(listed) || slices.Contains(slices.Collect(maps.Values(ids)), false) {
		t.Fatalf("%s reads %d documents in pages by %v, in order: %v; %d are listed", p.Subject, len(read), order, inOrder, len(listed))
	}
}
