package scim

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// page is which resources are asked for, and what of them (RFC 7644 sections 3.4.2 and 3.9).
type page struct {
	filter     string
	startIndex int // from 1
	count      int
	attributes []string // in lower case; nil is all
	excluded   []string
	wrong      error // what was wrong with the parameters
}

func parameters(query url.Values) page {
	p := page{
		filter:     query.Get("filter"),
		attributes: names(strings.Split(query.Get("attributes"), ",")),
		excluded:   names(strings.Split(query.Get("excludedAttributes"), ",")),
	}
	p.startIndex, p.wrong = number(query.Get("startIndex"), 1)
	count, err := number(query.Get("count"), maxPage)
	p.wrong = errors.Join(p.wrong, err)
	p.bound(count)
	return p
}

// searchRequest is the parameters in the body of a .search.
func searchRequest(body []byte) (page, error) {
	message, err := object(body)
	if err != nil {
		return page{}, err
	}
	if err := demand(message, searchSchema); err != nil {
		return page{}, err
	}
	var request struct {
		Filter     string   `json:"filter"`
		StartIndex *int     `json:"startIndex"`
		Count      *int     `json:"count"`
		Attributes []string `json:"attributes"`
		Excluded   []string `json:"excludedAttributes"`
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return page{}, badRequest(invalidSyntax, "the search request is not valid")
	}
	p := page{filter: request.Filter, startIndex: 1, attributes: names(request.Attributes), excluded: names(request.Excluded)}
	if request.StartIndex != nil {
		p.startIndex = *request.StartIndex
	}
	count := maxPage
	if request.Count != nil {
		count = *request.Count
	}
	p.bound(count)
	return p, nil
}

// bound puts what lies outside to the nearest that does not (RFC 7644 section 3.4.2.4).
func (p *page) bound(count int) {
	p.startIndex = max(p.startIndex, 1)
	p.count = min(max(count, 0), maxPage)
}

func number(text string, usual int) (int, error) {
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, badRequest(invalidValue, "%.20q is not a number", text)
	}
	return n, nil
}

// names are attributes as they are compared.
func names(listed []string) (lower []string) {
	for _, name := range listed {
		name = strings.ToLower(strings.TrimSpace(name))
		for _, own := range []string{userSchema, groupSchema} {
			name = strings.TrimPrefix(name, strings.ToLower(own)+":")
		}
		if name != "" {
			lower = append(lower, name)
		}
	}
	return lower
}

// wants tells whether an attribute is to be in the answer.
func (p page) wants(attribute string) bool {
	switch attribute {
	case "id", "schemas":
		return true // always returned (RFC 7643 section 7)
	}
	if p.attributes != nil {
		return mentions(p.attributes, attribute)
	}
	return !slices.Contains(p.excluded, attribute)
}

// project leaves out of a resource what is not wanted.
func (p page) project(one map[string]any) map[string]any {
	projected := make(map[string]any, len(one))
	for name, value := range one {
		if !p.wants(strings.ToLower(name)) {
			continue
		}
		if parts, ok := value.(map[string]any); ok {
			some := make(map[string]any, len(parts))
			for part, value := range parts {
				if p.wantsPart(strings.ToLower(name), strings.ToLower(part)) {
					some[part] = value
				}
			}
			value = some
		}
		projected[name] = value
	}
	return projected
}

func (p page) wantsPart(name, part string) bool {
	if p.attributes != nil {
		return slices.Contains(p.attributes, name) || slices.Contains(p.attributes, name+"."+part)
	}
	return !slices.Contains(p.excluded, name+"."+part)
}

// mentions tells whether a list names an attribute or a part of it.
func mentions(listed []string, attribute string) bool {
	return slices.ContainsFunc(listed, func(one string) bool {
		return one == attribute || strings.HasPrefix(one, attribute+".")
	})
}

// search answers with a page of resources, of one kind after the other.
func (s *Service) search(c call, p page, kinds ...kind) (answer, error) {
	if p.wrong != nil {
		return answer{}, p.wrong
	}
	var f filter
	var err error
	if p.filter != "" {
		if f, err = parseFilter(p.filter); err != nil {
			return answer{}, err
		}
	}
	resources, total := []map[string]any{}, 0
	for _, k := range kinds {
		rest := p
		rest.startIndex = max(p.startIndex-total, 1)
		rest.count = p.count - len(resources)
		found, all, err := k.list(c, f, rest)
		if err != nil {
			// Across kinds, an attribute that one of them lacks matches none of its resources.
			if own, ok := errors.AsType[*Error](err); len(kinds) > 1 && ok && own.Type == invalidFilter {
				continue
			}
			return answer{}, err
		}
		for _, one := range found {
			resources = append(resources, p.project(one))
		}
		total += all
	}
	return answer{status: http.StatusOK, body: map[string]any{
		"schemas": []string{listSchema}, "totalResults": total,
		"startIndex": p.startIndex, "itemsPerPage": len(resources), "Resources": resources,
	}}, nil
}

// searchAll is .search at the root, for resources of every kind (RFC 7644 section 3.4.3).
func (s *Service) searchAll(c call) (answer, error) {
	p, err := searchRequest(c.body)
	if err != nil {
		return answer{}, err
	}
	return s.search(c, p, users{s}, groups{s})
}
