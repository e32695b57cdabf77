package vault

import (
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
	"strongroom/policies"
)

// Explanation says why somebody may do something to a document, or may not.
type Explanation struct {
	User     *gen.User
	Document *gen.Document
	At       time.Time
	// Allowed is the decision itself.
	Allowed bool
	// Titles are all that the user is, or was, on the document.
	Titles []ExplainedTitle
	// Handling is how documents of its classification are handled.
	Handling policies.Handling
}

// ExplainedTitle is something that a user is, or was, on a document.
type ExplainedTitle struct {
	Role policies.Role
	// By is the membership or the grant; empty for the account itself.
	By typeid.ID
	// Dead says why the title is not in force; empty when it is.
	Dead string
	// Why is the line of policy.csv that allows the action to the role; empty
	// when none does.
	Why string
}

// Explain tells an operator, who has the database, why a user may do an action
// on a document now. It fails with BadUserInput for what is no user, action or
// document, and with NotFound for one that is not there. It decides as every
// request is decided, and writes nothing.
func Explain(
	ctx context.Context, database *sql.Driver, policy *policies.Policy, userID typeid.ID, action policies.Action, documentID typeid.ID,
) (*Explanation, error) {
	if err := want("user", typeid.User, userID); err != nil {
		return nil, err
	}
	if err := want("document", typeid.Document, documentID); err != nil {
		return nil, err
	}
	if !slices.Contains(policies.Actions(), action) {
		return nil, badInput("action", "is none of the known actions")
	}
	v := over(Config{Database: database, Policy: policy, Clock: time.Now})
	a := &act{vault: v, tx: v.client, at: v.now()}
	e, err := a.explain(ctx, userID, action, documentID)
	return e, translate(err)
}

func (a *act) explain(ctx context.Context, userID typeid.ID, action policies.Action, documentID typeid.ID) (*Explanation, error) {
	account, err := a.tx.User.Query().Where(user.ID(userID)).Only(a.facts(ctx))
	if err != nil {
		return nil, err
	}
	d, err := a.document(ctx, documentID)
	if err != nil {
		return nil, err
	}
	a.who = a.vault.viewerOf(account, a.at, "", nil, a.at)
	o := ofDocument(d)
	e := &Explanation{User: account, Document: d, At: a.at, Handling: a.vault.cfg.Policy.Handling(o.classification)}
	live, err := a.titles(ctx, o)
	if err != nil {
		return nil, err
	}
	_, refused := a.judge(live, action, o)
	e.Allowed = active(account, a.at) && refused == nil

	c := judgedAt(action, o.classification)
	add := func(role policies.Role, by typeid.ID, dead string) {
		if dead == "" && !a.who.InScope(string(action)) {
			dead = "the recipient of a share link can view and download, and nothing else"
		}
		e.Titles = append(e.Titles, ExplainedTitle{role, by, dead, a.vault.cfg.Policy.Why(role, action, c)})
	}
	for _, own := range a.ownTitles() {
		add(own.role, "", whyInactive(account, a.at))
	}
	members, err := a.tx.Membership.Query().
		Where(membership.UserID(userID), membership.CustomerID(d.CustomerID)).
		Order(membership.ByCreatedAt(), membership.ByID()).
		All(a.facts(ctx))
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		add(policies.Role(rule.RoleOf(m.Role)), m.ID, whyDeadMembership(m, account, a.at))
	}
	grants, err := a.grantsReaching(ctx, userID, d)
	if err != nil {
		return nil, err
	}
	inForce, err := a.vault.InForce(ctx, idsOf(grants)...)
	if err != nil {
		return nil, err
	}
	for _, g := range grants {
		dead := ""
		switch {
		case !inForce[g.ID]:
			dead = a.whyDeadGrant(g, account)
		case !slices.Contains(d.Classification.AndAbove(), g.Ceiling):
			dead = fmt.Sprintf("it opens no more than %s", g.Ceiling)
		}
		add(policies.Role(rule.RoleAt(g.Level)), g.ID, dead)
	}
	return e, nil
}

// grantsReaching finds all grants to a user on a document or above it, in force
// or not.
func (a *act) grantsReaching(ctx context.Context, userID typeid.ID, d *gen.Document) ([]*gen.Grant, error) {
	above, err := a.tx.Ancestry.Query().Where(ancestry.DescendantID(d.FolderID)).All(a.facts(ctx))
	if err != nil {
		return nil, err
	}
	folders := make([]typeid.ID, 0, len(above))
	for _, up := range above {
		folders = append(folders, up.AncestorID)
	}
	return a.tx.Grant.Query().
		Where(grant.UserID(userID), grant.Or(grant.DocumentID(d.ID), grant.FolderIDIn(folders...))).
		Order(grant.ByCreatedAt(), grant.ByID()).
		All(a.facts(ctx))
}

// whyInactive says in words why an account may not act; empty when it may.
func whyInactive(account *gen.User, at time.Time) string {
	switch {
	case account.Status != user.StatusACTIVE:
		return "the account is " + string(account.Status)
	case !active(account, at):
		return "the account's date of leaving has come"
	default:
		return ""
	}
}

// whyDeadMembership says in words why rule.LiveMemberships leaves a membership out.
func whyDeadMembership(m *gen.Membership, account *gen.User, at time.Time) string {
	switch {
	case m.EndedAt != nil:
		return "it was taken away at " + m.EndedAt.Format(time.RFC3339)
	case !active(account, at):
		return whyInactive(account, at)
	case account.Role != nil:
		return "the account has a role for the whole vault"
	case m.Tenure != account.Tenure:
		return "it ended with the user's leaving"
	default:
		return ""
	}
}

// whyDeadGrant says in words why rule.LiveGrants leaves a grant out.
func (a *act) whyDeadGrant(g *gen.Grant, account *gen.User) string {
	switch {
	case g.RevokedAt != nil:
		return "it was revoked at " + g.RevokedAt.Format(time.RFC3339)
	case a.at.Before(g.ValidFrom):
		return "it begins at " + g.ValidFrom.Format(time.RFC3339)
	case !a.at.Before(g.ValidUntil):
		return "it ended at " + g.ValidUntil.Format(time.RFC3339)
	case g.UseLimit != nil && g.Uses >= *g.UseLimit:
		return "it is used up"
	case !active(account, a.at):
		return whyInactive(account, a.at)
	case account.Role != nil:
		return "the account has a role for the whole vault"
	case g.Tenure != account.Tenure:
		return "it ended with the user's leaving"
	default:
		return "its giver, " + g.GiverID.String() + ", may not act, or has left, and its fate is " + string(g.Fate)
	}
}

func idsOf(grants []*gen.Grant) []typeid.ID {
	all := make([]typeid.ID, 0, len(grants))
	for _, g := range grants {
		all = append(all, g.ID)
	}
	return all
}
