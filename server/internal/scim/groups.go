package scim

import (
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/scimgroup"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

// groups are the resources of type Group.
type groups struct{ *Service }

func (groups) name() string { return "Group" }

// groupOf reads a whole group from a body.
func (c call) groupOf(g *vault.ProvisionedGroup) error {
	body, err := object(c.body)
	if err != nil {
		return err
	}
	if err := demand(body, groupSchema); err != nil {
		return err
	}
	g.DisplayName, g.ExternalID, g.Members = "", "", map[typeid.ID]struct{}{}
	return patchGroup(g, []operation{{op: "replace", value: map[string]any(body)}})
}

func (k groups) create(c call) (map[string]any, error) {
	var g vault.ProvisionedGroup
	if err := c.groupOf(&g); err != nil {
		return nil, err
	}
	made, err := k.cfg.Vault.ProvisionGroup(c, c.directory.Directory, g)
	if err != nil {
		return nil, err
	}
	return k.group(made), nil
}

func (k groups) read(c call, id typeid.ID) (map[string]any, error) {
	p := parameters(c.query)
	found, _, err := k.cfg.Vault.ProvisionedGroups(c, c.directory.Directory, 0, 1, p.wants("members"), scimgroup.ID(id))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, notFound()
	}
	return k.group(found[0]), nil
}

func (k groups) replace(c call, id typeid.ID) (map[string]any, error) {
	return k.change(c, id, c.groupOf)
}

func (k groups) patch(c call, id typeid.ID) (map[string]any, error) {
	operations, err := patchOf(c.body)
	if err != nil {
		return nil, err
	}
	return k.change(c, id, func(g *vault.ProvisionedGroup) error { return patchGroup(g, operations) })
}

func (k groups) change(c call, id typeid.ID, change func(*vault.ProvisionedGroup) error) (map[string]any, error) {
	changed, err := k.cfg.Vault.ChangeProvisionedGroup(c, c.directory.Directory, id, func(g *vault.ProvisionedGroup) error {
		if err := c.unchanged(k.group(*g)); err != nil {
			return err
		}
		return change(g)
	})
	if err != nil {
		return nil, err
	}
	return k.group(changed), nil
}

func (k groups) remove(c call, id typeid.ID) error {
	return k.cfg.Vault.RemoveProvisionedGroup(c, c.directory.Directory, id, func(g vault.ProvisionedGroup) error {
		return c.unchanged(k.group(g))
	})
}

func (k groups) list(c call, f filter, p page) (found []map[string]any, total int, err error) {
	var where []predicate.ScimGroup
	if f != nil {
		condition, err := whereGroup(f)
		if err != nil {
			return nil, 0, err
		}
		where = append(where, condition)
	}
	rows, total, err := k.cfg.Vault.ProvisionedGroups(c, c.directory.Directory, p.startIndex-1, p.count, p.wants("members"), where...)
	for _, row := range rows {
		found = append(found, k.group(row))
	}
	return found, total, err
}
