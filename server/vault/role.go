package vault

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/policies"
)

// AssignRole gives a user a role, for one customer or for the whole vault.
// Nobody gives a role to themselves, whatever they are.
func (v *Vault) AssignRole(ctx context.Context, in AssignRole) (assigned Assigned, err error) {
	if err = want("userId", typeid.User, in.UserID); err != nil {
		return Assigned{}, err
	}
	if (in.Customer == nil) == (in.Global == nil) {
		return Assigned{}, badInput("customer", "give exactly one of customer and global")
	}
	if in.Global != nil && user.RoleValidator(*in.Global) != nil {
		return Assigned{}, badInput("global", "is none of the known roles")
	}
	if in.Customer != nil {
		if err = want("customer.customerId", typeid.Customer, in.Customer.CustomerID); err != nil {
			return Assigned{}, err
		}
		if membership.RoleValidator(in.Customer.Role) != nil {
			return Assigned{}, badInput("customer.role", "is none of the known roles")
		}
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if in.Global != nil {
			assigned.User, err = a.assignGlobal(ctx, in.UserID, in.Global)
			return err
		}
		account, found, err := a.assignee(ctx, in.UserID, in.Customer.CustomerID)
		if err != nil {
			return err
		}
		if !activeStaff(account, a.at) {
			return failed("only active staff can have a role for a customer")
		}
		if account.Role != nil {
			return failed("somebody with a role for the whole vault does not read documents")
		}
		assigned.User = account
		if assigned.Membership, err = a.assign(ctx, account.ID, found.ID, in.Customer.Role); err != nil {
			return err
		}
		return a.record(ctx, event{
			action: string(policies.RoleAssign), object: assigned.Membership.ID, customer: found.ID, subject: account.ID,
			detail: map[string]string{"role": string(in.Customer.Role)},
		})
	})
	return assigned, err
}

// UnassignRole takes a role away, for one customer or for the whole vault.
// Taking away what is not held changes nothing.
func (v *Vault) UnassignRole(ctx context.Context, in UnassignRole) (account *gen.User, err error) {
	if err = want("userId", typeid.User, in.UserID); err != nil {
		return nil, err
	}
	if in.CustomerID != nil {
		if err = want("customerId", typeid.Customer, *in.CustomerID); err != nil {
			return nil, err
		}
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if in.CustomerID == nil {
			account, err = a.assignGlobal(ctx, in.UserID, nil)
			return err
		}
		var found *gen.Customer
		if account, found, err = a.assignee(ctx, in.UserID, *in.CustomerID); err != nil {
			return err
		}
		ended, err := a.endMembership(ctx, account.ID, found.ID)
		if err != nil || ended == 0 {
			return err
		}
		return a.record(ctx, event{action: "role:unassign", object: account.ID, customer: found.ID, subject: account.ID})
	})
	return account, err
}

// assignee finds who is to have, or to lose, which customer's role, and
// decides whether the acting user may say so.
func (a *act) assignee(ctx context.Context, userID, customerID typeid.ID) (*gen.User, *gen.Customer, error) {
	found, err := a.customer(ctx, customerID)
	if err != nil {
		return nil, nil, err
	}
	if _, err := a.decide(ctx, policies.RoleAssign, ofCustomer(found)); err != nil {
		return nil, nil, err
	}
	if err := a.notOneself(userID); err != nil {
		return nil, nil, err
	}
	account, err := a.tx.User.Query().Where(user.ID(userID)).Only(ctx)
	return account, found, err
}

// notOneself refuses to let anybody give or take a role of their own.
func (a *act) notOneself(userID typeid.ID) error {
	if userID == a.who.ID {
		return forbidden()
	}
	return nil
}

// MayUnassign tells which of some memberships the viewer may end; those that
// have ended or do not exist for them are not among them. An error says that a
// part is away.
func (v *Vault) MayUnassign(ctx context.Context, membershipIDs ...typeid.ID) (map[typeid.ID]bool, error) {
	may := make(map[typeid.ID]bool, len(membershipIDs))
	a, ok := v.asking(ctx)
	if !ok || len(membershipIDs) == 0 {
		return may, nil
	}
	held, err := a.tx.Membership.Query().Where(membership.IDIn(membershipIDs...), membership.EndedAtIsNil()).All(ctx)
	if err != nil {
		return nil, translate(err)
	}
	customers := make([]typeid.ID, len(held))
	for i, m := range held {
		customers[i] = m.CustomerID
	}
	assign, err := v.MayOn(ctx, policies.RoleAssign, customers...)
	if err != nil {
		return nil, err
	}
	for _, m := range held {
		may[m.ID] = assign[m.CustomerID] && a.notOneself(m.UserID) == nil
	}
	return may, nil
}

// assign gives a user a role for a customer, instead of an earlier one.
func (a *act) assign(ctx context.Context, userID, customerID typeid.ID, role membership.Role) (*gen.Membership, error) {
	if _, err := a.endMembership(ctx, userID, customerID); err != nil {
		return nil, err
	}
	account, err := a.tx.User.Query().Where(user.ID(userID)).Only(a.facts(ctx))
	if err != nil {
		return nil, err
	}
	by := a.who.ID
	if by == "" { // what a successor inherits, nobody assigns but themselves
		by = userID
	}
	return a.tx.Membership.Create().
		SetCreatedAt(a.at).
		SetUserID(userID).
		SetCustomerID(customerID).
		SetRole(role).
		SetTenure(account.Tenure).
		SetAssignedByID(by).
		Save(ctx)
}

func (a *act) endMembership(ctx context.Context, userID, customerID typeid.ID) (int, error) {
	return a.tx.Membership.Update().
		Where(membership.UserID(userID), membership.CustomerID(customerID), membership.EndedAtIsNil()).
		SetEndedAt(a.at).
		Save(ctx)
}

// assignGlobal gives a user a role for the whole vault; nil takes it away.
func (a *act) assignGlobal(ctx context.Context, userID typeid.ID, role *user.Role) (*gen.User, error) {
	account, err := a.person(ctx, policies.RoleAssignGlobal, userID)
	if err != nil {
		return nil, err
	}
	if role != nil && !activeStaff(account, a.at) {
		return nil, failed("only active staff can have a role for the whole vault")
	}
	if role == nil || *role != user.RoleADMIN {
		if err := a.keepAnAdmin(ctx, account); err != nil {
			return nil, err
		}
	}
	update, detail := a.tx.User.UpdateOneID(userID), ""
	if role == nil {
		update.ClearRole()
	} else {
		update.SetRole(*role)
		detail = string(*role)
	}
	if account, err = update.Save(ctx); err != nil {
		return nil, err
	}
	return account, a.record(ctx, event{
		action: string(policies.RoleAssignGlobal), object: userID, subject: userID, detail: map[string]string{"role": detail},
	})
}
