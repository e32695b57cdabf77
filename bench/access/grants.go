package main

import (
	"context"
	"encoding/json"
	"time"
)

// grants measures giving, moving the end of, and ending a grant, on a folder
// with a tenth of all documents beneath it and on one with ten documents.
func (r *run) grants(ctx context.Context, full *vault) error {
	giver := full.as(custodian)
	// of returns the three acts on a folder; each leaves nothing in force.
	of := func(folder int) (tasks []task) {
		var id string
		act := func(mutation string, variables map[string]any) error {
			data, err := giver.ask(ctx, mutation, variables)
			if err != nil {
				return err
			}
			var answer struct {
				Done struct{ Grant struct{ ID string } }
			}
			err = json.Unmarshal(data, &answer)
			id = answer.Done.Grant.ID
			return err
		}
		return []task{
			func(context.Context) error {
				return act(`mutation ($in: GrantAccessInput!) { done: grantAccess(input: $in) { grant { id } } }`, map[string]any{"in": map[string]any{
					"userId": nthID("usr", somebodyToGrant), "folderId": nthID("fld", folder), "level": "VIEW", "fate": "END",
					"purpose": "bench", "until": time.Now().Add(time.Hour).UTC(),
				}})
			},
			func(context.Context) error {
				return act(`mutation ($in: ExtendGrantInput!) { done: extendGrant(input: $in) { grant { id } } }`, map[string]any{"in": map[string]any{
					"grantId": id, "until": time.Now().Add(2 * time.Hour).UTC(),
				}})
			},
			func(context.Context) error {
				return act(`mutation ($in: RevokeGrantInput!) { done: revokeGrant(input: $in) { grant { id } } }`, map[string]any{"in": map[string]any{"grantId": id}})
			},
		}
	}
	took, err := inTurns(ctx, r.rounds, append(of(0), of(100_000)...)...)
	if err != nil {
		return err
	}
	for i, name := range []string{"giving", "moving", "ending"} {
		r.found.AtMost(name+" a grant on a folder: many beneath/ten", ratio(took[i], took[3+i]), 2)
	}
	return nil
}
