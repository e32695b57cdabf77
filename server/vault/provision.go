package vault

import (
	"context"
	"strings"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/scimmember"
	"strongroom/ent/gen/scimuser"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
)

// Directory is where an OpenID provider keeps its people, and speaks for them
// by SCIM. No account of another issuer exists for it: the row rules see to it.
type Directory struct {
	// Name tells the feed in the log, such as "scim:staff".
	Name string
	// Issuer and Kind are those of the accounts.
	Issuer string
	Kind   viewer.Kind
	// Admits is the display name of the group that admits: whoever is taken out
	// of it leaves. Empty is none.
	Admits string
}

// ProvisionedUser is an account as its directory describes it.
type ProvisionedUser struct {
	ID typeid.ID
	// Subject is the account's name at the OpenID provider.
	Subject string
	// UserName is unique in the directory, whatever the case of its letters.
	UserName string
	// ExternalID, GivenName, FamilyName and Email may be empty.
	ExternalID, GivenName, FamilyName string
	DisplayName, Email                string
	// Active tells whether the account may act. It is what is, not what the
	// directory wishes: to change it is without effect.
	Active bool
	// Left is set to say that the person has left; it is never read as true.
	Left bool
	// Groups are those that the user is in, by their IDs.
	Groups               map[typeid.ID]string
	CreatedAt, UpdatedAt time.Time
}

// provisioner is who acts for a directory.
func (d Directory) provisioner(at time.Time) viewer.Viewer {
	return viewer.Viewer{System: viewer.Provisioner, Issuer: d.Issuer, At: at}
}

// ProvisionUser makes an account ready before its first sign-in. One that is
// there already, because it signed in before, is described from now on; one
// that has departed stays so. It fails with Conflict for a user that the
// directory has made before, or another of the same name.
func (v *Vault) ProvisionUser(ctx context.Context, d Directory, in ProvisionedUser) (made ProvisionedUser, err error) {
	if err := in.check(); err != nil {
		return ProvisionedUser{}, err
	}
	err = v.writeAs(ctx, d.provisioner(time.Time{}), func(ctx context.Context, a *act) error {
		account, err := a.tx.User.Query().Where(user.Subject(in.Subject)).Only(ctx)
		if gen.IsNotFound(err) {
			account, err = a.tx.User.Create().
				SetCreatedAt(a.at).
				SetIssuer(d.Issuer).
				SetSubject(in.Subject).
				SetKind(user.Kind(d.Kind)).
				SetDisplayName(in.DisplayName).
				SetValidAfter(neverEnded).
				Save(ctx)
		}
		if err != nil {
			return err
		}
		known, err := a.tx.ScimUser.Query().Where(scimuser.UserID(account.ID)).Only(ctx)
		switch {
		case gen.IsNotFound(err):
			known, err = a.tx.ScimUser.Create().
				SetCreatedAt(a.at).
				SetUpdatedAt(a.at).
				SetUserID(account.ID).
				SetIssuer(d.Issuer).
				SetUserName(in.UserName).
				SetUserNameFolded(strings.ToLower(in.UserName)).
				Save(ctx)
			if err != nil {
				return err
			}
		case err != nil:
			return err
		case known.DeletedAt == nil:
			return conflict("the directory has made this user before")
		}
		if err := a.describe(ctx, d, known, in); err != nil {
			return err
		}
		made, err = a.provisionedUser(ctx, account.ID)
		return err
	})
	return made, err
}

// ChangeProvisionedUser has a user described anew: change alters what the
// directory says of them, in the transaction that writes it, and its error
// refuses all of it. It fails with NotFound, and with Conflict where another
// user has the name.
func (v *Vault) ChangeProvisionedUser(
	ctx context.Context, d Directory, id typeid.ID, change func(*ProvisionedUser) error,
) (changed ProvisionedUser, err error) {
	err = v.writeAs(ctx, d.provisioner(time.Time{}), func(ctx context.Context, a *act) error {
		before, err := a.lockedProvisionedUser(ctx, id)
		if err != nil {
			return err
		}
		after := before
		if err := change(&after); err != nil {
			return err
		}
		if err := after.check(); err != nil {
			return err
		}
		known, err := a.tx.ScimUser.Query().Where(scimuser.UserID(id), scimuser.DeletedAtIsNil()).Only(ctx)
		if err != nil {
			return err
		}
		if after.Left || !after.describedAs(before) {
			if err := a.describe(ctx, d, known, after); err != nil {
				return err
			}
		}
		changed, err = a.provisionedUser(ctx, id)
		return err
	})
	return changed, err
}

// RemoveProvisionedUser takes a user out of the directory, which is leaving.
// The check is asked first, of the user as they are. It fails with NotFound.
func (v *Vault) RemoveProvisionedUser(ctx context.Context, d Directory, id typeid.ID, check func(ProvisionedUser) error) error {
	return v.writeAs(ctx, d.provisioner(time.Time{}), func(ctx context.Context, a *act) error {
		before, err := a.lockedProvisionedUser(ctx, id)
		if err != nil {
			return err
		}
		if err := check(before); err != nil {
			return err
		}
		if err := a.left(ctx, d, before.Subject, "deleted from the directory"); err != nil {
			return err
		}
		if _, err := a.tx.ScimMember.Delete().Where(scimmember.UserID(id)).Exec(ctx); err != nil {
			return err
		}
		err = a.tx.ScimUser.Update().Where(scimuser.UserID(id)).SetDeletedAt(a.at).SetUpdatedAt(a.at).Exec(ctx)
		if err != nil {
			return err
		}
		return a.record(ctx, event{action: "user:unprovision", object: id, subject: id, detail: d.detail()})
	})
}

// ProvisionedUsers reads the users of a directory of which all of where holds,
// in the order of their IDs: at most limit of them, without the first offset.
// The total counts them all.
func (v *Vault) ProvisionedUsers(
	ctx context.Context, d Directory, offset, limit int, where ...predicate.ScimUser,
) (users []ProvisionedUser, total int, err error) {
	a := v.reading(d)
	ctx = viewer.NewContext(ctx, a.who)
	query := a.tx.ScimUser.Query().Where(append(where, scimuser.DeletedAtIsNil())...)
	if total, err = query.Clone().Count(ctx); err != nil || limit == 0 {
		return nil, total, translate(err)
	}
	users, err = a.provisionedUsers(ctx, query.Order(scimuser.ByUserID()).Offset(offset).Limit(limit))
	return users, total, translate(err)
}

// reading is an act that only reads, for a directory.
func (v *Vault) reading(d Directory) *act {
	at := v.now()
	return &act{vault: v, tx: v.reader, who: d.provisioner(at), at: at}
}

// describe writes what a directory says of a user, and that they have left if
// it says so.
func (a *act) describe(ctx context.Context, d Directory, known *gen.ScimUser, in ProvisionedUser) error {
	err := known.Update().
		SetUserName(in.UserName).
		SetUserNameFolded(strings.ToLower(in.UserName)).
		SetExternalID(in.ExternalID).
		SetGivenName(in.GivenName).
		SetFamilyName(in.FamilyName).
		SetUpdatedAt(a.at).
		ClearDeletedAt().
		Exec(ctx)
	if err != nil {
		return err
	}
	if err := a.tx.User.UpdateOneID(known.UserID).SetDisplayName(in.DisplayName).SetEmail(in.Email).Exec(ctx); err != nil {
		return err
	}
	if in.Left {
		if err := a.left(ctx, d, in.Subject, "no longer active in the directory"); err != nil {
			return err
		}
	}
	return a.record(ctx, event{action: "user:provision", object: known.UserID, subject: known.UserID, detail: d.detail()})
}

// left has somebody leave by the word of their directory.
func (a *act) left(ctx context.Context, d Directory, subject, reason string) error {
	return a.receive(ctx, Signal{
		Source: departure.TriggerSCIM, From: d.Name, Issuer: d.Issuer, Subject: subject, Effect: EffectDepart, Reason: reason,
	})
}

func (a *act) lockedProvisionedUser(ctx context.Context, id typeid.ID) (ProvisionedUser, error) {
	query := a.tx.User.Query().Where(user.ID(id))
	if a.vault.postgres() {
		query.ForUpdate()
	}
	if _, err := query.Only(ctx); err != nil {
		return ProvisionedUser{}, err
	}
	return a.provisionedUser(ctx, id)
}

func (a *act) provisionedUser(ctx context.Context, id typeid.ID) (ProvisionedUser, error) {
	found, err := a.provisionedUsers(ctx, a.tx.ScimUser.Query().Where(scimuser.UserID(id), scimuser.DeletedAtIsNil()))
	if err != nil {
		return ProvisionedUser{}, err
	}
	if len(found) == 0 {
		return ProvisionedUser{}, notFound()
	}
	return found[0], nil
}

// provisionedUsers reads users with the groups that they are in.
func (a *act) provisionedUsers(ctx context.Context, query *gen.ScimUserQuery) ([]ProvisionedUser, error) {
	rows, err := query.WithUser().All(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]typeid.ID, 0, len(rows))
	for _, row := range rows {
		ids = append(ids, row.UserID)
	}
	members, err := a.tx.ScimMember.Query().Where(scimmember.UserIDIn(ids...)).WithGroup().All(ctx)
	if err != nil {
		return nil, err
	}
	groups := map[typeid.ID]map[typeid.ID]string{}
	for _, m := range members {
		if groups[m.UserID] == nil {
			groups[m.UserID] = map[typeid.ID]string{}
		}
		groups[m.UserID][m.GroupID] = m.Edges.Group.DisplayName
	}
	users := make([]ProvisionedUser, 0, len(rows))
	for _, row := range rows {
		account := row.Edges.User
		users = append(users, ProvisionedUser{
			ID: account.ID, Subject: account.Subject, UserName: row.UserName, ExternalID: row.ExternalID,
			GivenName: row.GivenName, FamilyName: row.FamilyName, DisplayName: account.DisplayName, Email: account.Email,
			Active: active(account, a.at), Groups: groups[account.ID],
			CreatedAt: row.CreatedAt.UTC(), UpdatedAt: row.UpdatedAt.UTC(),
		})
	}
	return users, nil
}

// check cleans what a directory says of a user, or refuses it.
func (u *ProvisionedUser) check() (err error) {
	if u.Subject == "" {
		return badInput("subject", "must not be empty")
	}
	if u.DisplayName == "" {
		u.DisplayName = strings.TrimSpace(u.GivenName + " " + u.FamilyName)
	}
	if u.DisplayName == "" {
		u.DisplayName = u.UserName
	}
	for _, field := range []struct {
		name  string
		value *string
		most  int
		check func(field, s string, most int) (string, error)
	}{
		{"userName", &u.UserName, 320, text},
		{"externalId", &u.ExternalID, 320, optionalText},
		{"name.givenName", &u.GivenName, 200, optionalText},
		{"name.familyName", &u.FamilyName, 200, optionalText},
		{"displayName", &u.DisplayName, 200, text},
		{"emails", &u.Email, 320, optionalText},
	} {
		if *field.value, err = field.check(field.name, *field.value, field.most); err != nil {
			return err
		}
	}
	return nil
}

// describedAs tells whether the directory says the same of two.
func (u ProvisionedUser) describedAs(other ProvisionedUser) bool {
	return u.UserName == other.UserName && u.ExternalID == other.ExternalID && u.GivenName == other.GivenName &&
		u.FamilyName == other.FamilyName && u.DisplayName == other.DisplayName && u.Email == other.Email
}

func (d Directory) detail() map[string]string { return map[string]string{"source": d.Name} }

// optionalText is text, which may be empty.
func optionalText(field, s string, most int) (string, error) {
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	return text(field, s, most)
}
