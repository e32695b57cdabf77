package vault_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/accessrequest"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// requests is a scene in which Pia may look at two documents, of which Clara and Sam are
// custodians, for three days.
type requests struct {
	*scene
	cora   vaulttest.Person
	secret typeid.ID
}

func newRequests(w *vaulttest.World) *requests {
	r := &requests{scene: newScene(w), cora: w.Staff("cora")}
	r.clara.Assign(r.sam, r.customer.ID, membership.RoleCUSTODIAN)
	r.secret = r.clara.Document(r.root.ID, "Secret.pdf", classification.Secret, []byte("secret"))
	for _, document := range []typeid.ID{r.document, r.secret} {
		r.clara.MustGrant(r.pia, document, func(in *vault.GrantAccess) {
			in.Level, in.Until = grant.LevelVIEW, w.Clock.Now().Add(3*24*time.Hour)
		})
	}
	return r
}

// ask is a request for an hour; change may say otherwise.
func (r *requests) ask(by vaulttest.Person, document typeid.ID, level grant.Level, change ...func(*vault.RequestAccess)) (*gen.AccessRequest, error) {
	in := vault.RequestAccess{DocumentID: document, Level: level, Seconds: 3600, Purpose: "Review"}
	for _, c := range change {
		c(&in)
	}
	return r.RequestAccess(by.Ctx(), in)
}

func (r *requests) mustAsk(t testing.TB, by vaulttest.Person, document typeid.ID, level grant.Level) *gen.AccessRequest {
	t.Helper()
	asked, err := r.ask(by, document, level)
	wantCode(t, err, "")
	return asked
}

func (r *requests) approve(by vaulttest.Person, asked *gen.AccessRequest) (*gen.AccessRequest, error) {
	return r.DecideAccessRequest(by.Ctx(), vault.DecideAccessRequest{AccessRequestID: asked.ID, Approve: true})
}

// wantOutcome agrees to a request and fails unless this comes of it; "" says that it waits.
func (r *requests) wantOutcome(t testing.TB, by vaulttest.Person, asked *gen.AccessRequest, want accessrequest.Outcome) *gen.AccessRequest {
	t.Helper()
	decided, err := r.approve(by, asked)
	wantCode(t, err, "")
	switch {
	case want == "" && decided.Outcome != nil:
		t.Fatalf("the request was %s, and should wait", *decided.Outcome)
	case want != "" && (decided.Outcome == nil || *decided.Outcome != want):
		t.Fatalf("the request waits, and should be %s", want)
	}
	return decided
}

func TestAccessRequest(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		r := newRequests(w)
		_, err := r.pia.Download(r.document)
		wantCode(t, err, vault.Forbidden)
		asked := r.mustAsk(t, r.pia, r.document, grant.LevelDOWNLOAD)
		_, err = r.pia.Download(r.document)
		wantCode(t, err, vault.Forbidden) // to ask gives nothing

		w.Clock.Move(time.Minute)
		decided := r.wantOutcome(t, r.clara, asked, accessrequest.OutcomeGRANTED)
		given, err := w.Reader().Grant.Get(r.pia.Ctx(), *decided.GrantID)
		wantCode(t, err, "")
		if given.GiverID != r.clara.ID || given.Fate != grant.FateEND || !given.ValidUntil.Equal(w.Clock.Now().Add(time.Hour)) || given.Purpose != "Review" {
			t.Fatalf("given %v", given)
		}
		r.open(t, r.pia)
		told, err := w.Reader().Event.Query().Where(event.CustomerID(r.customer.ID)).Order(event.ByCreatedAt(), event.ByID()).All(r.clara.Ctx())
		wantCode(t, err, "")
		var actions []string
		for _, e := range told {
			if e.Detail["request"] == asked.ID.String() || e.ObjectID != nil && *e.ObjectID == asked.ID {
				actions = append(actions, e.Action)
			}
		}
		if got := strings.Join(actions, " "); got != "document:request request:approve grant:give request:grant" {
			t.Fatalf("the log tells %s", got)
		}

		w.Clock.Move(time.Hour)
		_, err = r.pia.Download(r.document)
		wantCode(t, err, vault.Forbidden) // her access to look at it goes on
		for _, by := range []vaulttest.Person{r.clara, r.sam} {
			_, err = r.approve(by, asked)
			wantCode(t, err, vault.FailedPrecondition)
		}
	})
}

// TestAccessRequestOfSecrets wants two who agree, as the handling rules say.
func TestAccessRequestOfSecrets(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		r := newRequests(w)
		r.clara.Assign(r.cora, r.customer.ID, membership.RoleCUSTODIAN)
		asked := r.mustAsk(t, r.pia, r.secret, grant.LevelVIEW)
		r.wantOutcome(t, r.clara, asked, "")
		r.wantOutcome(t, r.clara, asked, "") // one person is one
		if n, err := w.Reader().AccessApproval.Query().Count(r.sam.Ctx()); err != nil || n != 1 {
			t.Fatalf("%d agreed, %v", n, err)
		}
		rights, err := w.MayOnRequests(r.clara.Ctx(), asked.ID)
		if err != nil || rights[asked.ID].Decide {
			t.Fatalf("who agreed is asked again, %v", err)
		}

		_, err = w.DepartUser(r.ada.Ctx(), vault.DepartUser{UserID: r.clara.ID, Reason: "left"})
		wantCode(t, err, "")
		r.wantOutcome(t, r.sam, asked, "") // who left agrees to nothing
		decided := r.wantOutcome(t, r.cora, asked, accessrequest.OutcomeGRANTED)
		given, err := w.Reader().Grant.Get(r.pia.Ctx(), *decided.GrantID)
		wantCode(t, err, "")
		if given.GiverID != r.cora.ID || !given.Watermark {
			t.Fatalf("given %v", given)
		}
	})
}

// TestAccessRequestAgreementEndsWithTenure does not count what somebody agreed to before
// they left, though they came back to the same role.
func TestAccessRequestAgreementEndsWithTenure(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		r := newRequests(w)
		asked := r.mustAsk(t, r.pia, r.secret, grant.LevelVIEW)
		r.wantOutcome(t, r.clara, asked, "")
		_, err := w.DepartUser(r.ada.Ctx(), vault.DepartUser{UserID: r.clara.ID, Reason: "left"})
		wantCode(t, err, "")
		_, err = w.ReinstateUser(r.ada.Ctx(), vault.ReinstateUser{UserID: r.clara.ID, Reason: "came back"})
		wantCode(t, err, "")
		w.Clock.Move(time.Second) // what was signed in before stays shut
		r.sam.Assign(r.clara, r.customer.ID, membership.RoleCUSTODIAN)
		r.wantOutcome(t, r.sam, asked, "")
		rights, err := w.MayOnRequests(r.clara.Ctx(), asked.ID)
		if err != nil || !rights[asked.ID].Decide {
			t.Fatalf("who came back is not asked again, %v", err)
		}
		r.wantOutcome(t, r.clara, asked, accessrequest.OutcomeGRANTED)
	})
}

// TestAccessRequestAgreedLowered completes what waits for one more who agrees, once the
// document is lowered so that one is enough.
func TestAccessRequestAgreedLowered(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		r := newRequests(w)
		asked := r.mustAsk(t, r.pia, r.secret, grant.LevelVIEW)
		r.wantOutcome(t, r.clara, asked, "")
		lower := classification.Confidential
		_, err := w.UpdateDocument(r.clara.Ctx(), vault.UpdateDocument{DocumentID: r.secret, Classification: &lower})
		wantCode(t, err, "")
		r.wantOutcome(t, r.clara, asked, accessrequest.OutcomeGRANTED)
	})
}

// TestAccessRequestAgreementIsOfWhoCould does not count somebody whose role would no
// longer let them give the access.
func TestAccessRequestAgreementIsOfWhoCould(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		r := newRequests(w)
		r.clara.Assign(r.cora, r.customer.ID, membership.RoleCUSTODIAN)
		asked := r.mustAsk(t, r.pia, r.secret, grant.LevelVIEW)
		r.wantOutcome(t, r.cora, asked, "")
		r.clara.Assign(r.cora, r.customer.ID, membership.RoleEDITOR)
		r.wantOutcome(t, r.clara, asked, "")
		r.wantOutcome(t, r.sam, asked, accessrequest.OutcomeGRANTED)
	})
}

func TestAccessRequestIsDecidedByOthers(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		r := newRequests(w)
		r.clara.Assign(r.cora, r.customer.ID, membership.RoleVIEWER)
		asked := r.mustAsk(t, r.cora, r.document, grant.LevelEDIT)
		for name, refused := range map[string]struct {
			by   vaulttest.Person
			code vault.Code
		}{
			"who asks":         {r.cora, vault.Forbidden},
			"another who asks": {r.pia, vault.NotFound},
			"an admin":         {r.ada, vault.NotFound}, // for whom there is no document
		} {
			_, err := r.approve(refused.by, asked)
			if vault.CodeOf(err) != refused.code {
				t.Errorf("%s: %v, want %s", name, err, refused.code)
			}
		}
		r.clara.Assign(r.cora, r.customer.ID, membership.RoleCUSTODIAN)
		_, err := r.approve(r.cora, asked)
		wantCode(t, err, vault.Forbidden) // whatever they are by now
		r.clara.Assign(r.sam, r.customer.ID, membership.RoleEDITOR)
		_, err = r.approve(r.sam, asked)
		wantCode(t, err, vault.NotFound) // who answers for nothing is not told
		r.wantOutcome(t, r.clara, asked, accessrequest.OutcomeGRANTED)
	})
}

// TestAccessRequestThatNoLongerFits is refused by what has changed since it was made.
func TestAccessRequestThatNoLongerFits(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, r *requests){
		"raised to where nothing is taken away": func(t *testing.T, r *requests) {
			level := classification.Secret
			_, err := r.UpdateDocument(r.clara.Ctx(), vault.UpdateDocument{DocumentID: r.document, Classification: &level})
			wantCode(t, err, "")
		},
		"lapsed": func(_ *testing.T, r *requests) { r.Clock.Move(14 * 24 * time.Hour) },
		"who asked is suspended": func(t *testing.T, r *requests) {
			_, err := r.SuspendUser(r.ada.Ctx(), vault.SuspendUser{UserID: r.pia.ID, Reason: "lost phone"})
			wantCode(t, err, "")
		},
		"who asked left and came back": func(t *testing.T, r *requests) {
			_, err := r.DepartUser(r.ada.Ctx(), vault.DepartUser{UserID: r.pia.ID, Reason: "left"})
			wantCode(t, err, "")
			_, err = r.ReinstateUser(r.ada.Ctx(), vault.ReinstateUser{UserID: r.pia.ID, Reason: "came back"})
			wantCode(t, err, "")
		},
		"withdrawn": func(t *testing.T, r *requests) {
			back := vault.WithdrawAccessRequest{AccessRequestID: r.only(t).ID}
			_, err := r.WithdrawAccessRequest(r.pia.Ctx(), back)
			wantCode(t, err, "")
			_, err = r.WithdrawAccessRequest(r.pia.Ctx(), back)
			wantCode(t, err, vault.FailedPrecondition)
		},
		"refused": func(t *testing.T, r *requests) {
			note := "ask your own firm"
			decided, err := r.DecideAccessRequest(r.sam.Ctx(), vault.DecideAccessRequest{AccessRequestID: r.only(t).ID, Note: &note})
			wantCode(t, err, "")
			if *decided.Note != note || *decided.Outcome != accessrequest.OutcomeREFUSED {
				t.Fatalf("decided %v", decided)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
				r := newRequests(w)
				asked := r.mustAsk(t, r.pia, r.document, grant.LevelDOWNLOAD)
				change(t, r)
				_, err := r.approve(r.clara, asked)
				wantCode(t, err, vault.FailedPrecondition)
				if n, err := w.Reader().Grant.Query().Where(grant.LevelEQ(grant.LevelDOWNLOAD)).Count(r.clara.Ctx()); err != nil || n != 0 {
					t.Fatalf("%d grants came of it, %v", n, err)
				}
			})
		})
	}
}

func (r *requests) only(t testing.TB) *gen.AccessRequest {
	t.Helper()
	asked, err := r.Reader().AccessRequest.Query().Where(accessrequest.OutcomeIsNil()).Only(r.clara.Ctx())
	wantCode(t, err, "")
	return asked
}

func TestAccessRequestBadInput(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		r := newRequests(w)
		other := r.clara.Document(r.root.ID, "Other.pdf", classification.Public, []byte("x"))
		for name, bad := range map[string]struct {
			by       vaulttest.Person
			document typeid.ID
			change   func(*vault.RequestAccess)
			code     vault.Code
			field    string
		}{
			"no time":             {r.pia, r.document, func(in *vault.RequestAccess) { in.Seconds = 0 }, vault.BadUserInput, "seconds"},
			"too long":            {r.pia, r.document, func(in *vault.RequestAccess) { in.Seconds = 90*24*3600 + 1 }, vault.BadUserInput, "seconds"},
			"longer than time":    {r.pia, r.document, func(in *vault.RequestAccess) { in.Seconds = 1<<62 + 1 }, vault.BadUserInput, "seconds"},
			"no level":            {r.pia, r.document, func(in *vault.RequestAccess) { in.Level = "ALL" }, vault.BadUserInput, "level"},
			"secrets taken away":  {r.pia, r.secret, func(*vault.RequestAccess) {}, vault.BadUserInput, "level"},
			"no purpose":          {r.pia, r.document, func(in *vault.RequestAccess) { in.Purpose = " " }, vault.BadUserInput, "purpose"},
			"no document":         {r.pia, r.customer.ID, func(*vault.RequestAccess) {}, vault.BadUserInput, "documentId"},
			"what is not seen":    {r.pia, other, func(*vault.RequestAccess) {}, vault.NotFound, ""},
			"what there is none":  {r.pia, typeid.New(typeid.Document), func(*vault.RequestAccess) {}, vault.NotFound, ""},
			"what one can do":     {r.clara, other, func(*vault.RequestAccess) {}, vault.Forbidden, ""},
			"what one may not be": {r.ada, other, func(*vault.RequestAccess) {}, vault.NotFound, ""},
		} {
			_, err := r.ask(bad.by, bad.document, grant.LevelDOWNLOAD, bad.change)
			if vault.CodeOf(err) != bad.code || fieldOf(err) != bad.field {
				t.Errorf("%s: %v at %q, want %s at %q", name, err, fieldOf(err), bad.code, bad.field)
			}
		}
		asked := r.mustAsk(t, r.pia, r.document, grant.LevelDOWNLOAD)
		_, err := r.ask(r.pia, r.document, grant.LevelEDIT)
		wantCode(t, err, vault.Conflict)
		note := "fine"
		_, err = w.DecideAccessRequest(r.clara.Ctx(), vault.DecideAccessRequest{AccessRequestID: asked.ID, Approve: true, Note: &note})
		wantCode(t, err, vault.BadUserInput)
		_, err = w.WithdrawAccessRequest(r.clara.Ctx(), vault.WithdrawAccessRequest{AccessRequestID: asked.ID})
		wantCode(t, err, vault.Forbidden)
		_, err = w.WithdrawAccessRequest(r.cora.Ctx(), vault.WithdrawAccessRequest{AccessRequestID: asked.ID})
		wantCode(t, err, vault.NotFound)
		if n, err := w.Reader().AccessRequest.Query().Count(viewer.As(t.Context(), viewer.Decider, w.Clock.Now())); err != nil || n != 1 {
			t.Fatalf("%d requests, %v", n, err)
		}
	})
}

// TestAccessRequestsOfOne are bounded as long as they wait.
func TestAccessRequestsOfOne(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		r := newRequests(w)
		folder := r.clara.Folder(r.root.ID, "Many")
		r.clara.MustGrant(r.pia, r.document, func(in *vault.GrantAccess) { in.DocumentID, in.FolderID, in.Level = nil, &folder.ID, grant.LevelVIEW })
		var last *gen.AccessRequest
		for range 100 {
			last = r.mustAsk(t, r.pia, r.clara.Document(folder.ID, "Letter", classification.Public, []byte("x")), grant.LevelDOWNLOAD)
		}
		more := r.clara.Document(folder.ID, "Letter", classification.Public, []byte("x"))
		_, err := r.ask(r.pia, more, grant.LevelDOWNLOAD)
		wantCode(t, err, vault.Limited)
		_, err = w.WithdrawAccessRequest(r.pia.Ctx(), vault.WithdrawAccessRequest{AccessRequestID: last.ID})
		wantCode(t, err, "")
		r.mustAsk(t, r.pia, more, grant.LevelDOWNLOAD)
	})
}

// TestRacesForOneRequest lets two ask for the same at once, and then two agree: one
// request and one grant come of it.
func TestRacesForOneRequest(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		r := newRequests(w)
		atOnce := func(n int, do func(i int)) {
			var group sync.WaitGroup
			for i := range n {
				group.Go(func() { do(i) })
			}
			group.Wait()
		}
		for range 10 {
			atOnce(4, func(int) {
				if _, err := r.ask(r.pia, r.document, grant.LevelDOWNLOAD); err != nil && vault.CodeOf(err) != vault.Conflict {
					t.Errorf("ask: %v", err)
				}
			})
			_, err := w.WithdrawAccessRequest(r.pia.Ctx(), vault.WithdrawAccessRequest{AccessRequestID: r.only(t).ID})
			wantCode(t, err, "")
		}
		asked := r.mustAsk(t, r.pia, r.document, grant.LevelDOWNLOAD)
		custodians := []vaulttest.Person{r.clara, r.sam}
		atOnce(2, func(i int) {
			if _, err := r.approve(custodians[i], asked); err != nil && vault.CodeOf(err) != vault.FailedPrecondition && vault.CodeOf(err) != vault.Conflict {
				t.Errorf("approve: %v", err)
			}
		})
		if n, err := w.Reader().Grant.Query().Where(grant.LevelEQ(grant.LevelDOWNLOAD)).Count(r.clara.Ctx()); err != nil || n != 1 {
			t.Fatalf("%d grants, %v", n, err)
		}
		r.open(t, r.pia)
	})
}

func TestReturnAccess(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		loan := s.clara.MustGrant(s.pia, s.document)
		s.open(t, s.pia)
		for by, want := range map[vaulttest.Person]vault.Code{s.clara: vault.Forbidden, s.sam: vault.NotFound} {
			_, err := w.ReturnAccess(by.Ctx(), vault.ReturnAccess{GrantID: loan.ID})
			wantCode(t, err, want)
		}
		s.open(t, s.pia)
		for range 2 {
			returned, err := w.ReturnAccess(s.pia.Ctx(), vault.ReturnAccess{GrantID: loan.ID})
			wantCode(t, err, "")
			if *returned.RevokedByID != s.pia.ID {
				t.Fatalf("returned by %s", *returned.RevokedByID)
			}
			s.shut(t, s.pia)
		}
		if n, err := w.Reader().Event.Query().Where(event.Action("grant:return"), event.ObjectID(loan.ID)).Count(s.clara.Ctx()); err != nil || n != 1 {
			t.Fatalf("the log tells it %d times, %v", n, err)
		}
	})
}

// fieldOf is the field that an error names.
func fieldOf(err error) string {
	var e *vault.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}
