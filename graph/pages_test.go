package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"strongroom/ent/classification"
)

// TestPages walks lists to and fro: every walk sees every row once, in order.
func TestPages(t *testing.T) { onEach(t, walkPages) }

func walkPages(t *testing.T, c *cast) {
	cora := c.people["cora"]
	titles := []string{"Deal.pdf", "Plan.pdf"}
	for i := range 9 {
		title := fmt.Sprintf("Same %d", i/3) // equal keys: the ID decides
		cora.Document(c.ids["papers"], title, classification.Internal, []byte("x"))
		titles = append(titles, title)
	}
	slices.Sort(titles)
	const root = `query ($first: Int, $after: Cursor, $last: Int, $before: Cursor, $by: DocumentOrderField!, $to: OrderDirection!) {
		page: documents(first: $first, after: $after, last: $last, before: $before, orderBy: { field: $by, direction: $to }) {
			pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { node { title } } } }`
	const nested = `query ($first: Int, $after: Cursor, $last: Int, $before: Cursor, $by: DocumentOrderField!, $to: OrderDirection!, $id: ID!) {
		node(id: $id) { ... on Folder { page: documents(first: $first, after: $after, last: $last, before: $before, orderBy: { field: $by, direction: $to }) {
			pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { node { title } } } } } }`

	for _, tc := range []struct {
		name, query, at string
		by, to          string
	}{
		{"root, up", root, "page", "TITLE", "ASC"},
		{"root, down", root, "page", "TITLE", "DESC"},
		{"root, by time", root, "page", "CREATED_AT", "ASC"},
		{"nested, up", nested, "node.page", "TITLE", "ASC"},
		{"nested, down by time", nested, "node.page", "UPDATED_AT", "DESC"},
	} {
		for _, backwards := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, backwards %v", tc.name, backwards), func(t *testing.T) {
				size, behind, more, cursor := "first", "after", "hasNextPage", "endCursor"
				if backwards {
					size, behind, more, cursor = "last", "before", "hasPreviousPage", "startCursor"
				}
				var walked []string
				variables := map[string]any{size: 4, "by": tc.by, "to": tc.to}
				if tc.query == nested {
					variables["id"] = c.ids["papers"]
				}
				for pages := 1; ; pages++ {
					got := c.ask(cora, tc.query, variables)
					if got.code() != "" {
						t.Fatalf("got %s", got.body)
					}
					var page []string
					for _, edge := range got.at(t, tc.at+".edges").([]any) {
						page = append(page, edge.(map[string]any)["node"].(map[string]any)["title"].(string))
					}
					if backwards {
						walked = append(page, walked...)
					} else {
						walked = append(walked, page...)
					}
					if got.at(t, tc.at+".pageInfo."+more) != true {
						break
					}
					if pages > 3 {
						t.Fatalf("more pages than rows: %s", got.body)
					}
					variables[behind] = got.at(t, tc.at+".pageInfo."+cursor)
				}
				if len(walked) != len(titles) {
					t.Fatalf("walked %v", walked)
				}
				if tc.by == "TITLE" {
					want := slices.Clone(titles)
					if tc.to == "DESC" {
						slices.Reverse(want)
					}
					if !slices.Equal(walked, want) {
						t.Errorf("walked %v, want %v", walked, want)
					}
				}
				slices.Sort(walked)
				if !slices.Equal(walked, titles) {
					t.Errorf("walked %v, want %v", walked, titles)
				}
			})
		}
	}
}

func TestWindows(t *testing.T) {
	c := stage(t)
	cora := c.people["cora"]
	foreign := c.ask(cora, `{ customers { pageInfo { endCursor } } }`, nil).at(t, "customers.pageInfo.endCursor")
	byTitle := c.ask(cora, `{ documents { pageInfo { endCursor } } }`, nil).at(t, "documents.pageInfo.endCursor")
	for _, tc := range []struct {
		name, arguments, code, field string
	}{
		{"none", "", "", ""},
		{"no rows", "(first: 0)", "", ""},
		{"largest", "(last: 100)", "", ""},
		{"too large", "(first: 101)", "LIMITED", "first"},
		{"negative", "(last: -1)", "BAD_USER_INPUT", "last"},
		{"both", "(first: 1, last: 1)", "BAD_USER_INPUT", "last"},
		{"no cursor", `(after: "nonsense")`, "BAD_USER_INPUT", "after"},
		{"cursor of another list", fmt.Sprintf(`(before: %q)`, foreign), "BAD_USER_INPUT", "before"},
		{"cursor of another order", fmt.Sprintf(`(after: %q, orderBy: {field: CREATED_AT})`, byTitle), "BAD_USER_INPUT", "after"},
		{"own cursor", fmt.Sprintf(`(after: %q)`, byTitle), "", ""},
		{"far too large", `(first: 99999999999)`, "LIMITED", "first"},
		{"search for nothing", `(filter: {search: ""})`, "BAD_USER_INPUT", "filter.search"},
		{"search for NUL", `(filter: {search: "a\u0000"})`, "BAD_USER_INPUT", "filter.search"},
		{"too many titles", `(filter: {titles: [` + strings.Repeat(`"a" `, 101) + `]})`, "LIMITED", ""},
		{"NUL in a title", `(filter: {titles: ["a\u0000"]})`, "BAD_USER_INPUT", "filter.titles"},
		{"wrong kind of ID", `(filter: {customerId: "` + c.ids["plan"].String() + `"})`, "BAD_USER_INPUT", "filter.customerId"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := c.ask(cora, `{ documents`+tc.arguments+` { edges { node { id } } } }`, nil)
			if got.code() != tc.code || got.field() != tc.field {
				t.Errorf("root: got %s", got.body)
			}
			got = c.ask(cora, `{ customers { edges { node { documents`+tc.arguments+` { edges { node { id } } } } } } }`, nil)
			if got.code() != tc.code || got.field() != tc.field {
				t.Errorf("nested: got %s", got.body)
			}
			if c.log.Len() > 0 {
				t.Errorf("logged: %s", c.log)
			}
		})
	}
}
