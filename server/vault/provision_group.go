package vault

import (
	"context"
	"maps"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/scimgroup"
	"strongroom/ent/gen/scimmember"
	"strongroom/ent/gen/scimuser"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
)

// MaxMembers bounds the members of a provisioned group.
const MaxMembers = 50_000

// ProvisionedGroup is a group as its directory keeps it.
type ProvisionedGroup struct {
	ID                      typeid.ID
	DisplayName, ExternalID string
	// Members are the users in it; nil where they were not asked for.
	Members              map[typeid.ID]struct{}
	CreatedAt, UpdatedAt time.Time
}

// ProvisionGroup makes a group. It fails with Conflict where another one has
// the name, and with BadUserInput for a member who is no user of the directory.
func (v *Vault) ProvisionGroup(ctx context.Context, d Directory, in ProvisionedGroup) (made ProvisionedGroup, err error) {
	err = v.writeAs(ctx, d.provisioner(time.Time{}), func(ctx context.Context, a *act) error {
		row, err := a.tx.ScimGroup.Create().
			SetCreatedAt(a.at).
			SetUpdatedAt(a.at).
			SetIssuer(d.Issuer).
			SetDisplayName(in.DisplayName).
			SetExternalID(in.ExternalID).
			Save(ctx)
		if err != nil {
			return err
		}
		made = groupOf(row, map[typeid.ID]struct{}{})
		in.ID = row.ID
		if made, err = a.regroup(ctx, d, made, in); err != nil {
			return err
		}
		return a.record(ctx, event{action: "group:provision", object: row.ID, detail: d.detail()})
	})
	return made, err
}

// ChangeProvisionedGroup is ChangeProvisionedUser for a group. Whoever is
// taken out of the group that admits leaves.
func (v *Vault) ChangeProvisionedGroup(
	ctx context.Context, d Directory, id typeid.ID, change func(*ProvisionedGroup) error,
) (changed ProvisionedGroup, err error) {
	err = v.writeAs(ctx, d.provisioner(time.Time{}), func(ctx context.Context, a *act) error {
		before, err := a.lockedGroup(ctx, id)
		if err != nil {
			return err
		}
		after := before
		after.Members = maps.Clone(before.Members)
		if err := change(&after); err != nil {
			return err
		}
		changed, err = a.regroup(ctx, d, before, after)
		return err
	})
	return changed, err
}

// RemoveProvisionedGroup deletes a group. With the group that admits all who
// are in it leave. The check is asked first. It fails with NotFound.
func (v *Vault) RemoveProvisionedGroup(ctx context.Context, d Directory, id typeid.ID, check func(ProvisionedGroup) error) error {
	return v.writeAs(ctx, d.provisioner(time.Time{}), func(ctx context.Context, a *act) error {
		before, err := a.lockedGroup(ctx, id)
		if err != nil {
			return err
		}
		if err := check(before); err != nil {
			return err
		}
		empty := before
		empty.Members = map[typeid.ID]struct{}{}
		if _, err := a.regroup(ctx, d, before, empty); err != nil {
			return err
		}
		if err := a.tx.ScimGroup.DeleteOneID(id).Exec(ctx); err != nil {
			return err
		}
		return a.record(ctx, event{action: "group:unprovision", object: id, detail: d.detail()})
	})
}

// ProvisionedGroups is ProvisionedUsers for groups, with their members if asked.
func (v *Vault) ProvisionedGroups(
	ctx context.Context, d Directory, offset, limit int, withMembers bool, where ...predicate.ScimGroup,
) (groups []ProvisionedGroup, total int, err error) {
	a := v.reading(d)
	ctx = viewer.NewContext(ctx, a.who)
	query := a.tx.ScimGroup.Query().Where(where...)
	if total, err = query.Clone().Count(ctx); err != nil || limit == 0 {
		return nil, total, translate(err)
	}
	rows, err := query.Order(scimgroup.ByID()).Offset(offset).Limit(limit).All(ctx)
	if err != nil {
		return nil, 0, translate(err)
	}
	for _, row := range rows {
		var members map[typeid.ID]struct{}
		if withMembers {
			if members, err = a.members(ctx, row.ID); err != nil {
				return nil, 0, translate(err)
			}
		}
		groups = append(groups, groupOf(row, members))
	}
	return groups, total, nil
}

// regroup writes a group that was read as before, so that it becomes after.
func (a *act) regroup(ctx context.Context, d Directory, before, after ProvisionedGroup) (_ ProvisionedGroup, err error) {
	if after.DisplayName, err = text("displayName", after.DisplayName, 200); err != nil {
		return ProvisionedGroup{}, err
	}
	if after.ExternalID, err = optionalText("externalId", after.ExternalID, 320); err != nil {
		return ProvisionedGroup{}, err
	}
	if len(after.Members) > MaxMembers {
		return ProvisionedGroup{}, badInput("members", "has more than %d values", MaxMembers)
	}
	joined, parted := without(after.Members, before.Members), without(before.Members, after.Members)
	if len(joined)+len(parted) == 0 && before.DisplayName == after.DisplayName && before.ExternalID == after.ExternalID {
		return before, nil
	}
	if err := a.join(ctx, after.ID, joined); err != nil {
		return ProvisionedGroup{}, err
	}
	// The group that admits does so under its name: to rename it dissolves it.
	admitted := before.DisplayName == d.Admits && d.Admits != ""
	leaving := parted
	if admitted && after.DisplayName != d.Admits {
		leaving = slices.Collect(maps.Keys(before.Members))
	}
	if admitted {
		if err := a.dismissed(ctx, d, leaving); err != nil {
			return ProvisionedGroup{}, err
		}
	}
	for some := range slices.Chunk(parted, chunk) {
		if _, err := a.tx.ScimMember.Delete().Where(scimmember.GroupID(after.ID), scimmember.UserIDIn(some...)).Exec(ctx); err != nil {
			return ProvisionedGroup{}, err
		}
	}
	after.UpdatedAt = a.at
	err = a.tx.ScimGroup.UpdateOneID(after.ID).
		SetDisplayName(after.DisplayName).
		SetExternalID(after.ExternalID).
		SetUpdatedAt(a.at).
		Exec(ctx)
	return after, err
}

// chunk bounds the values in one statement.
const chunk = 500

// join puts users into a group; each must be one of the directory.
func (a *act) join(ctx context.Context, groupID typeid.ID, joined []typeid.ID) error {
	for some := range slices.Chunk(joined, chunk) {
		known, err := a.tx.ScimUser.Query().Where(scimuser.UserIDIn(some...), scimuser.DeletedAtIsNil()).Count(ctx)
		if err != nil {
			return err
		}
		if known < len(some) {
			return badInput("members", "names somebody who is no user here")
		}
		rows := make([]*gen.ScimMemberCreate, 0, len(some))
		for _, id := range some {
			rows = append(rows, a.tx.ScimMember.Create().SetGroupID(groupID).SetUserID(id))
		}
		if err := a.tx.ScimMember.CreateBulk(rows...).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// dismissed has those leave who are no longer in the group that admits.
func (a *act) dismissed(ctx context.Context, d Directory, ids []typeid.ID) error {
	for some := range slices.Chunk(ids, chunk) {
		accounts, err := a.tx.User.Query().Where(user.IDIn(some...)).Order(user.ByID()).All(ctx)
		if err != nil {
			return err
		}
		for _, account := range accounts {
			if err := a.left(ctx, d, account.Subject, "no longer in the group "+d.Admits); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *act) lockedGroup(ctx context.Context, id typeid.ID) (ProvisionedGroup, error) {
	query := a.tx.ScimGroup.Query().Where(scimgroup.ID(id))
	if a.vault.postgres() {
		query.ForUpdate()
	}
	row, err := query.Only(ctx)
	if err != nil {
		return ProvisionedGroup{}, err
	}
	members, err := a.members(ctx, id)
	return groupOf(row, members), err
}

func (a *act) members(ctx context.Context, groupID typeid.ID) (map[typeid.ID]struct{}, error) {
	rows, err := a.tx.ScimMember.Query().
		Where(scimmember.GroupID(groupID)).
		Order(scimmember.ByUserID(sql.OrderAsc())).
		All(ctx)
	members := make(map[typeid.ID]struct{}, len(rows))
	for _, row := range rows {
		members[row.UserID] = struct{}{}
	}
	return members, err
}

func groupOf(row *gen.ScimGroup, members map[typeid.ID]struct{}) ProvisionedGroup {
	return ProvisionedGroup{
		ID: row.ID, DisplayName: row.DisplayName, ExternalID: row.ExternalID, Members: members,
		CreatedAt: row.CreatedAt.UTC(), UpdatedAt: row.UpdatedAt.UTC(),
	}
}

// without are the keys of one set that are not in another, in order.
func without(one, other map[typeid.ID]struct{}) (rest []typeid.ID) {
	for id := range one {
		if _, both := other[id]; !both {
			rest = append(rest, id)
		}
	}
	slices.Sort(rest)
	return rest
}
