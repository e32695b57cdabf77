package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/gen/document"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
	"strongroom/server/vault"
)

func (r *customerResolver) Contacts(ctx context.Context, obj *gen.Customer) ([]*vault.Contact, error) {
	return listForAll(ctx, obj, func(c *gen.Customer) typeid.ID { return c.ID }, r.maskedContacts)
}

func (r *customerResolver) RootFolder(ctx context.Context, obj *gen.Customer) (*gen.Folder, error) {
	return forAll(ctx, obj, func(c *gen.Customer) typeid.ID { return c.ID }, r.rootsByCustomer)
}

func (r *customerResolver) Documents(ctx context.Context, obj *gen.Customer, filter *api.DocumentFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.Document], error) {
	fetch := r.documentsPer(document.FieldCustomerID, func(d *gen.Document) typeid.ID { return d.CustomerID }, filter, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
	return forAll(ctx, obj, func(c *gen.Customer) typeid.ID { return c.ID }, fetch)
}

func (r *customerResolver) Memberships(ctx context.Context, obj *gen.Customer) ([]*gen.Membership, error) {
	return listForAll(ctx, obj, func(c *gen.Customer) typeid.ID { return c.ID }, r.membershipsByCustomer)
}

func (r *customerResolver) ViewerCan(ctx context.Context, obj *gen.Customer, action api.CustomerAction) (bool, error) {
	return forAll(ctx, obj, func(c *gen.Customer) typeid.ID { return c.ID }, r.allowed(onCustomer[action]))
}

func (r *mutationResolver) CreateCustomer(ctx context.Context, input vault.CreateCustomer) (*api.CreateCustomerPayload, error) {
	customer, err := r.vault.CreateCustomer(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.CreateCustomerPayload{Customer: customer}, nil
}

func (r *mutationResolver) UpdateCustomer(ctx context.Context, input vault.UpdateCustomer) (*api.UpdateCustomerPayload, error) {
	customer, err := r.vault.UpdateCustomer(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.UpdateCustomerPayload{Customer: customer}, nil
}

func (r *mutationResolver) RevealContacts(ctx context.Context, input vault.RevealContacts) (*api.RevealContactsPayload, error) {
	contacts, err := r.vault.RevealContacts(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.RevealContactsPayload{Contacts: contacts}, nil
}

func (r *queryResolver) Customers(ctx context.Context, filter *api.CustomerFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.Customer], error) {
	narrow, err := customers(filter)
	if err != nil {
		return nil, err
	}
	query := r.vault.Reader().Customer.Query().Where(narrow...)
	return list(ctx, query, page.Customer, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *resolver) Customer() api.CustomerResolver { return &customerResolver{r} }

type customerResolver struct{ *resolver }
