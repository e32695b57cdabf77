package scim

import (
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/scimuser"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

// users are the resources of type User.
type users struct{ *Service }

func (users) name() string { return "User" }

// userOf reads a whole user from a body: of what is not in it, nothing is left but whether they may act.
func (c call) userOf(u *vault.ProvisionedUser) error {
	body, err := object(c.body)
	if err != nil {
		return err
	}
	if err := demand(body, userSchema); err != nil {
		return err
	}
	if err := patchUser(u, []operation{{op: "replace", value: map[string]any(body)}}); err != nil {
		return err
	}
	if u.UserName == "" {
		return badRequest(invalidValue, "userName is required")
	}
	return nil
}

// subjectOf is the account that the directory's attribute names.
func (c call) subjectOf(u vault.ProvisionedUser) string {
	if c.directory.Subject == ByUserName {
		return u.UserName
	}
	return u.ExternalID
}

func (k users) create(c call) (map[string]any, error) {
	var u vault.ProvisionedUser
	if err := c.userOf(&u); err != nil {
		return nil, err
	}
	if u.Subject = c.subjectOf(u); u.Subject == "" {
		return nil, badRequest(invalidValue, "%s is required: it names the account", c.directory.Subject)
	}
	made, err := k.cfg.Vault.ProvisionUser(c, c.directory.Directory, u)
	if err != nil {
		return nil, err
	}
	return k.user(made), nil
}

func (k users) read(c call, id typeid.ID) (map[string]any, error) {
	found, _, err := k.cfg.Vault.ProvisionedUsers(c, c.directory.Directory, 0, 1, scimuser.UserID(id))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, notFound()
	}
	return k.user(found[0]), nil
}

func (k users) replace(c call, id typeid.ID) (map[string]any, error) {
	return k.change(c, id, func(u *vault.ProvisionedUser) error {
		bare := *u
		bare.UserName, bare.ExternalID, bare.GivenName, bare.FamilyName, bare.DisplayName, bare.Email = "", "", "", "", "", ""
		if err := c.userOf(&bare); err != nil {
			return err
		}
		if bare.ExternalID == "" && c.directory.Subject == ByExternalID {
			bare.ExternalID = u.ExternalID // what names the account stays
		}
		*u = bare
		return nil
	})
}

func (k users) patch(c call, id typeid.ID) (map[string]any, error) {
	operations, err := patchOf(c.body)
	if err != nil {
		return nil, err
	}
	return k.change(c, id, func(u *vault.ProvisionedUser) error { return patchUser(u, operations) })
}

// change refuses to make one account another: what names it at the OpenID provider stays.
func (k users) change(c call, id typeid.ID, change func(*vault.ProvisionedUser) error) (map[string]any, error) {
	changed, err := k.cfg.Vault.ChangeProvisionedUser(c, c.directory.Directory, id, func(u *vault.ProvisionedUser) error {
		if err := c.unchanged(k.user(*u)); err != nil {
			return err
		}
		before := c.subjectOf(*u)
		if err := change(u); err != nil {
			return err
		}
		if c.subjectOf(*u) != before {
			return badRequest(mutability, "%s names the account and stays", c.directory.Subject)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return k.user(changed), nil
}

func (k users) remove(c call, id typeid.ID) error {
	return k.cfg.Vault.RemoveProvisionedUser(c, c.directory.Directory, id, func(u vault.ProvisionedUser) error {
		return c.unchanged(k.user(u))
	})
}

func (k users) list(c call, f filter, p page) (found []map[string]any, total int, err error) {
	var where []predicate.ScimUser
	if f != nil {
		condition, err := whereUser(f)
		if err != nil {
			return nil, 0, err
		}
		where = append(where, condition)
	}
	rows, total, err := k.cfg.Vault.ProvisionedUsers(c, c.directory.Directory, p.startIndex-1, p.count, where...)
	for _, row := range rows {
		found = append(found, k.user(row))
	}
	return found, total, err
}
