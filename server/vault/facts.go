package vault

import (
	"context"
	stdsql "database/sql"
	"slices"

	"strongroom/ent/classification"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
	"strongroom/policies"
)

// title is something that the acting user is on an object, and why.
type title struct {
	role policies.Role
	// grant is the grant that makes it so, if one does; limited tells whether
	// each download uses it up.
	grant   typeid.ID
	limited bool
	// ceiling is the most confidential documents that the grant opens.
	ceiling classification.Level
}

// known is an object that is there, with all that the acting user is on it.
type known struct {
	object
	titles []title
}

// titles gathers the facts of a decision about an object that was read already:
// all that the acting user is on it at this instant. What follows from the
// account itself is known; the rest is one indexed query over live memberships
// and live grants.
func (a *act) titles(ctx context.Context, o object) ([]title, error) {
	_, held, err := a.ask(ctx, o.id().Kind(), false, o.customer, o.folder, o.document)
	if err != nil {
		return nil, err
	}
	return a.titlesOn(o, held), nil
}

// known finds those of some customers, folders and documents that exist, with
// the titles on each: one query for each of the three nouns that is among them,
// and the same for what exists as for what does not.
func (a *act) known(ctx context.Context, ids ...typeid.ID) (map[typeid.ID]known, error) {
	byKind := map[typeid.Kind][]typeid.ID{}
	for _, id := range ids {
		switch kind := id.Kind(); kind {
		case typeid.Customer, typeid.Folder, typeid.Document: // what decisions are about
			byKind[kind] = append(byKind[kind], id)
		}
	}
	found := make(map[typeid.ID]known, len(ids))
	for kind, ids := range byKind {
		slices.Sort(ids)
		objects, held, err := a.ask(ctx, kind, true, slices.Compact(ids)...)
		if err != nil {
			return nil, err
		}
		for _, o := range objects {
			found[o.id()] = known{o, a.titlesOn(o, held)}
		}
	}
	return found, nil
}

// find is known, of one.
func (a *act) find(ctx context.Context, id typeid.ID) (known, error) {
	found, err := a.known(ctx, id)
	if err != nil {
		return known{}, err
	}
	k, ok := found[id]
	if !ok {
		return known{}, notFound()
	}
	return k, nil
}

// held is a title on everything of a customer, on all documents of a folder, or
// on one document.
type held struct {
	title
	on typeid.ID
}

// titlesOn are those of some titles that are on an object, and those of the account.
func (a *act) titlesOn(o object, all []held) []title {
	titles := a.ownTitles()
	for _, h := range all {
		if h.on == o.customer || h.on == o.folder || h.on == o.document {
			titles = append(titles, h.title)
		}
	}
	return titles
}

// ask runs the statement of a question about objects of a noun: about those to
// be found, or about the customer, folder and document of one.
func (a *act) ask(ctx context.Context, noun typeid.Kind, find bool, ids ...typeid.ID) (objects []object, all []held, err error) {
	q := question{dialect: a.vault.cfg.Database.Dialect(), noun: noun}
	if find {
		q.sought = len(ids)
	}
	text, args := a.vault.statements.of(q, asker{a.who.ID, a.used, a.at}, ids)
	rows, err := a.tx.QueryContext(a.facts(ctx), text, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close() // rows.Err below tells
	for rows.Next() {
		var customerID, folderID, documentID, on, word, grantID, level stdsql.NullString
		var limit stdsql.NullInt64
		if err := rows.Scan(&customerID, &folderID, &documentID, &level, &on, &word, &grantID, &limit); err != nil {
			return nil, nil, err
		}
		switch {
		case !word.Valid:
			o := object{typeid.ID(customerID.String), typeid.ID(folderID.String), typeid.ID(documentID.String), policies.Any}
			if level.Valid {
				o.classification = policies.Classification(level.String)
			}
			objects = append(objects, o)
		case grantID.Valid:
			all = append(all, held{title{
				role:    policies.Role(rule.RoleAt(grant.Level(word.String))),
				grant:   typeid.ID(grantID.String),
				limited: limit.Valid,
				ceiling: classification.Level(level.String),
			}, typeid.ID(on.String)})
		default:
			all = append(all, held{title{role: policies.Role(rule.RoleOf(membership.Role(word.String)))}, typeid.ID(on.String)})
		}
	}
	return objects, all, rows.Err()
}
