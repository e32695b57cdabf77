package page

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/gen/accessrequest"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/sharelink"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
)

// Connection is one page of a list.
type Connection[N any] struct {
	Edges    []*Edge[N]
	PageInfo *Info
	total    func(context.Context) (*Total, error)
}

// Nodes returns the rows of the page.
func (c *Connection[N]) Nodes() []*N {
	nodes := make([]*N, len(c.Edges))
	for i, edge := range c.Edges {
		nodes[i] = edge.Node
	}
	return nodes
}

// Edge is one row of a page.
type Edge[N any] struct {
	Node   *N
	Cursor string
}

// Info tells where a page lies. The specification asks for certainty only in
// the direction of reading; the other way, true means that the page was asked
// for by a cursor on that side.
type Info struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// The pages of the API and their rows.
type (
	// Customers is a page of customers.
	Customers = Connection[gen.Customer]
	// CustomerEdge is a row of it.
	CustomerEdge = Edge[gen.Customer]
	// Departures is a page of departures.
	Departures = Connection[gen.Departure]
	// DepartureEdge is a row of it.
	DepartureEdge = Edge[gen.Departure]
	// Documents is a page of documents.
	Documents = Connection[gen.Document]
	// DocumentEdge is a row of it.
	DocumentEdge = Edge[gen.Document]
	// Events is a page of events.
	Events = Connection[gen.Event]
	// EventEdge is a row of it.
	EventEdge = Edge[gen.Event]
	// Grants is a page of grants.
	Grants = Connection[gen.Grant]
	// GrantEdge is a row of it.
	GrantEdge = Edge[gen.Grant]
	// AccessRequests is a page of access requests.
	AccessRequests = Connection[gen.AccessRequest]
	// AccessRequestEdge is a row of it.
	AccessRequestEdge = Edge[gen.AccessRequest]
	// ShareLinks is a page of share links.
	ShareLinks = Connection[gen.ShareLink]
	// ShareLinkEdge is a row of it.
	ShareLinkEdge = Edge[gen.ShareLink]
	// Users is a page of users.
	Users = Connection[gen.User]
	// UserEdge is a row of it.
	UserEdge = Edge[gen.User]
)

// The nouns that are listed, with their orders.
var (
	Customer = Noun[gen.Customer]{
		Kind: typeid.Customer,
		ID:   func(c *gen.Customer) typeid.ID { return c.ID },
		Orders: map[string]Column[gen.Customer]{
			"NAME":       {customer.FieldName, func(c *gen.Customer) any { return c.Name }},
			"CREATED_AT": {customer.FieldCreatedAt, func(c *gen.Customer) any { return c.CreatedAt }},
		},
		Default: Order{"NAME", Ascending},
	}
	Departure = Noun[gen.Departure]{
		Kind: typeid.Departure,
		ID:   func(d *gen.Departure) typeid.ID { return d.ID },
		Orders: map[string]Column[gen.Departure]{
			"DEPARTED_AT": {departure.FieldDepartedAt, func(d *gen.Departure) any { return d.DepartedAt }},
			"CREATED_AT":  {departure.FieldCreatedAt, func(d *gen.Departure) any { return d.CreatedAt }},
		},
		Default: Order{"DEPARTED_AT", Ascending},
	}
	Document = Noun[gen.Document]{
		Kind: typeid.Document,
		ID:   func(d *gen.Document) typeid.ID { return d.ID },
		Orders: map[string]Column[gen.Document]{
			"TITLE":      {document.FieldTitle, func(d *gen.Document) any { return d.Title }},
			"CREATED_AT": {document.FieldCreatedAt, func(d *gen.Document) any { return d.CreatedAt }},
			"UPDATED_AT": {document.FieldUpdatedAt, func(d *gen.Document) any { return d.UpdatedAt }},
		},
		Default: Order{"TITLE", Ascending},
	}
	Event = Noun[gen.Event]{
		Kind: typeid.Event,
		ID:   func(e *gen.Event) typeid.ID { return e.ID },
		Orders: map[string]Column[gen.Event]{
			"CREATED_AT": {event.FieldCreatedAt, func(e *gen.Event) any { return e.CreatedAt }},
		},
		Default: Order{"CREATED_AT", Descending},
	}
	Grant = Noun[gen.Grant]{
		Kind: typeid.Grant,
		ID:   func(g *gen.Grant) typeid.ID { return g.ID },
		Orders: map[string]Column[gen.Grant]{
			"UNTIL":      {grant.FieldValidUntil, func(g *gen.Grant) any { return g.ValidUntil }},
			"CREATED_AT": {grant.FieldCreatedAt, func(g *gen.Grant) any { return g.CreatedAt }},
		},
		Default: Order{"UNTIL", Ascending},
	}
	AccessRequest = Noun[gen.AccessRequest]{
		Kind: typeid.AccessRequest,
		ID:   func(r *gen.AccessRequest) typeid.ID { return r.ID },
		Orders: map[string]Column[gen.AccessRequest]{
			"CREATED_AT": {accessrequest.FieldCreatedAt, func(r *gen.AccessRequest) any { return r.CreatedAt }},
		},
		Default: Order{"CREATED_AT", Descending},
	}
	ShareLink = Noun[gen.ShareLink]{
		Kind: typeid.ShareLink,
		ID:   func(r *gen.ShareLink) typeid.ID { return r.ID },
		Orders: map[string]Column[gen.ShareLink]{
			"CREATED_AT": {sharelink.FieldCreatedAt, func(r *gen.ShareLink) any { return r.CreatedAt }},
		},
		Default: Order{"CREATED_AT", Descending},
	}
	User = Noun[gen.User]{
		Kind: typeid.User,
		ID:   func(u *gen.User) typeid.ID { return u.ID },
		Orders: map[string]Column[gen.User]{
			"DISPLAY_NAME": {user.FieldDisplayName, func(u *gen.User) any { return u.DisplayName }},
			"CREATED_AT":   {user.FieldCreatedAt, func(u *gen.User) any { return u.CreatedAt }},
		},
		Default: Order{"DISPLAY_NAME", Ascending},
	}
)
