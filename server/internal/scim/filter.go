package scim

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The bounds of a filter, which a directory may fill with what it likes.
const (
	maxFilterLength = 2048 // bytes
	maxFilterDepth  = 8    // brackets and parentheses inside one another
	maxFilterTerms  = 32   // comparisons
)

// filter is a filter of RFC 7644 section 3.4.2.2 as it was written. Which attributes there are is not
// known yet.
type filter interface{ isFilter() }

type (
	// comparison is "attribute operator value". Its value is a string, json.Number, bool or nil.
	comparison struct {
		attribute string // in lower case, sub-attributes behind a dot
		operator  string // in lower case
		value     any
	}
	// within is "attribute[filter]": what one element of a multi-valued attribute must be.
	within struct {
		attribute string
		element   filter
	}
	both   struct{ left, right filter }
	either struct{ left, right filter }
	not    struct{ negated filter }
)

func (comparison) isFilter() {}
func (within) isFilter()     {}
func (both) isFilter()       {}
func (either) isFilter()     {}
func (not) isFilter()        {}

// parser reads filters and the paths of PATCH. The one kept library for it in Go was last released in 2021,
// refuses strings beyond ASCII and leaves JSON's escapes as they are.
type parser struct {
	rest  string
	depth int
	terms int
}

// parseFilter reads a whole filter. Its error is an invalidFilter.
func parseFilter(text string) (filter, error) {
	p, err := newParser(text)
	if err != nil {
		return nil, badRequest(invalidFilter, "the filter is not valid: %v", err)
	}
	read, err := p.disjunction()
	if err == nil && p.blank() != "" {
		err = p.unexpected()
	}
	if err != nil {
		return nil, badRequest(invalidFilter, "the filter is not valid: %v", err)
	}
	return read, nil
}

// path is what an operation of PATCH is about (RFC 7644 section 3.5.2): "attribute", "attribute.sub",
// "attribute[filter]" or "attribute[filter].sub".
type path struct {
	attribute string // in lower case, without the filter, with the sub-attribute behind a dot
	element   filter // nil if there is none
}

// parsePath reads a whole path. Its error is an invalidPath.
func parsePath(text string) (path, error) {
	p, err := newParser(text)
	if err != nil {
		return path{}, badRequest(invalidPath, "the path is not valid: %v", err)
	}
	read, err := p.path()
	if err == nil && p.rest != "" {
		err = p.unexpected()
	}
	if err != nil {
		return path{}, badRequest(invalidPath, "the path is not valid: %v", err)
	}
	return read, nil
}

func newParser(text string) (*parser, error) {
	switch {
	case len(text) > maxFilterLength:
		return nil, fmt.Errorf("longer than %d bytes", maxFilterLength)
	case !utf8.ValidString(text):
		return nil, fmt.Errorf("not UTF-8")
	}
	return &parser{rest: text}, nil
}

func (p *parser) path() (read path, err error) {
	if read.attribute, err = p.attribute(); err != nil || !p.take("[") {
		return read, err
	}
	if read.element, err = p.bracketed("]"); err != nil {
		return read, err
	}
	if p.take(".") {
		sub, err := p.attribute()
		if err != nil {
			return read, err
		}
		read.attribute += "." + sub
	}
	return read, nil
}

func (p *parser) disjunction() (filter, error) {
	left, err := p.conjunction()
	for err == nil && p.word("or") {
		var right filter
		right, err = p.conjunction()
		left = either{left, right}
	}
	return left, err
}

func (p *parser) conjunction() (filter, error) {
	left, err := p.term()
	for err == nil && p.word("and") {
		var right filter
		right, err = p.term()
		left = both{left, right}
	}
	return left, err
}

func (p *parser) term() (filter, error) {
	p.blank()
	if p.take("(") {
		return p.bracketed(")")
	}
	before := *p
	if p.word("not") {
		if p.blank(); p.take("(") {
			negated, err := p.bracketed(")")
			return not{negated}, err
		}
		*p = before // an attribute of that name
	}
	attribute, err := p.attribute()
	if err != nil {
		return nil, err
	}
	if p.take("[") {
		element, err := p.bracketed("]")
		return within{attribute, element}, err
	}
	return p.comparison(attribute)
}

// bracketed reads a filter and what closes it.
func (p *parser) bracketed(closing string) (filter, error) {
	if p.depth++; p.depth > maxFilterDepth {
		return nil, fmt.Errorf("more than %d brackets inside one another", maxFilterDepth)
	}
	inner, err := p.disjunction()
	if err != nil {
		return nil, err
	}
	if p.blank(); !p.take(closing) {
		return nil, p.unexpected()
	}
	p.depth--
	return inner, nil
}

func (p *parser) comparison(attribute string) (filter, error) {
	if p.terms++; p.terms > maxFilterTerms {
		return nil, fmt.Errorf("more than %d comparisons", maxFilterTerms)
	}
	for _, operator := range []string{"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"} {
		if p.word(operator) {
			value, err := p.value()
			return comparison{attribute, operator, value}, err
		}
	}
	if p.word("pr") {
		return comparison{attribute: attribute, operator: "pr"}, nil
	}
	return nil, p.unexpected()
}

// value reads a JSON string, number, true, false or null.
func (p *parser) value() (any, error) {
	p.blank()
	decoder := json.NewDecoder(strings.NewReader(p.rest))
	decoder.UseNumber()
	token, err := decoder.Token()
	if err != nil {
		return nil, p.unexpected()
	}
	if _, bracket := token.(json.Delim); bracket {
		return nil, p.unexpected()
	}
	p.rest = p.rest[decoder.InputOffset():]
	return token, nil
}

// attribute reads a name, with the URN of its schema and a sub-attribute if they are there.
func (p *parser) attribute() (string, error) {
	end := 0
	for end < len(p.rest) && isNameByte(p.rest[end]) {
		end++
	}
	name := strings.ToLower(p.rest[:end])
	for _, known := range []string{userSchema, groupSchema} {
		name = strings.TrimPrefix(name, strings.ToLower(known)+":")
	}
	if name == "" || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") {
		return "", p.unexpected()
	}
	p.rest = p.rest[end:]
	return name, nil
}

// isNameByte also allows what URNs are made of (RFC 7644 section 3.10).
func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_$:.", c) >= 0
}

// word takes a keyword that ends where a word does.
func (p *parser) word(keyword string) bool {
	p.blank()
	if len(p.rest) < len(keyword) || !strings.EqualFold(p.rest[:len(keyword)], keyword) {
		return false
	}
	if len(p.rest) > len(keyword) && isNameByte(p.rest[len(keyword)]) {
		return false
	}
	p.rest = p.rest[len(keyword):]
	return true
}

func (p *parser) take(token string) bool {
	rest, found := strings.CutPrefix(p.rest, token)
	p.rest = rest
	return found
}

// blank skips spaces and returns what follows.
func (p *parser) blank() string {
	p.rest = strings.TrimLeft(p.rest, " ")
	return p.rest
}

func (p *parser) unexpected() error {
	if p.rest == "" {
		return fmt.Errorf("it ends too early")
	}
	return fmt.Errorf("not understood from %.20q on", p.rest)
}
