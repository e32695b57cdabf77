package scim

import (
	"fmt"
	"strings"
	"testing"
)

// write is the inverse of parseFilter.
func write(f filter) string {
	switch f := f.(type) {
	case both:
		return "(" + write(f.left) + " and " + write(f.right) + ")"
	case either:
		return "(" + write(f.left) + " or " + write(f.right) + ")"
	case not:
		return "not (" + write(f.negated) + ")"
	case within:
		return f.attribute + "[" + write(f.element) + "]"
	case comparison:
		switch value := f.value.(type) {
		case string:
			return f.attribute + " " + f.operator + " " + quote(value)
		case nil:
			if f.operator == "pr" {
				return f.attribute + " pr"
			}
			return f.attribute + " " + f.operator + " null"
		default:
			return fmt.Sprintf("%s %s %v", f.attribute, f.operator, value)
		}
	}
	panic("no filter")
}

func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < 0x20 || r == '"' || r == '\\' {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

func TestFilter(t *testing.T) {
	for text, want := range map[string]string{
		`userName eq "bjensen"`:                                      `username eq "bjensen"`,
		`USERNAME EQ "Bjensen"`:                                      `username eq "Bjensen"`,
		`name.familyName co "O'Malley"`:                              `name.familyname co "O'Malley"`,
		`userName eq "a\"b\u00e9é"`:                                  `username eq "a\u0022béé"`,
		`urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"`: `username sw "J"`,
		`title pr and userType eq "Employee"`:                        `(title pr and usertype eq "Employee")`,
		`a eq 1 or b eq true and c eq null`:                          `(a eq 1 or (b eq true and c eq null))`,
		`(a eq 1 or b eq 2) and not (c pr)`:                          `((a eq 1 or b eq 2) and not (c pr))`,
		`not(c pr)`:                                                  `not (c pr)`,
		`not pr`:                                                     `not pr`,
		`emails[type eq "work" and value co "@example.com"]`:         `emails[(type eq "work" and value co "@example.com")]`,
		`  a   pr  `:                                                 `a pr`,
		`orange pr or a pr`:                                          `(orange pr or a pr)`,
		`meta.lastModified gt "2011-05-13T04:42:34Z"`:                `meta.lastmodified gt "2011-05-13T04:42:34Z"`,
	} {
		t.Run(text, func(t *testing.T) {
			got, err := parseFilter(text)
			if err != nil {
				t.Fatal(err)
			}
			if write(got) != want {
				t.Errorf("%s, want %s", write(got), want)
			}
		})
	}
	deep := func(n int) string { return strings.Repeat("(", n) + "a pr" + strings.Repeat(")", n) }
	wide := func(n int) string { return strings.TrimSuffix(strings.Repeat("a pr or ", n), " or ") }
	for _, text := range []string{deep(maxFilterDepth), wide(maxFilterTerms)} {
		if _, err := parseFilter(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{
		``, ` `, `a`, `a eq`, `a xx "b"`, `eq "b"`, `a eq 'b'`, `a eq "b`, `a eq b`, `a eq {}`, `a eq [1]`, `a pr b pr`, `a pr and`, `and a pr`,
		`(a pr`, `a pr)`, `a[b pr`, `a[]`, `a]`, `not a pr`, `a eq "b" c`, `.a pr`, `a. pr`, `a eq "b"; DROP TABLE users`, `a eq "b" -- x`,
		"a eq \"\xff\"", deep(maxFilterDepth + 1), deep(100_000), wide(maxFilterTerms + 1), wide(100_000),
		`a eq "` + strings.Repeat("x", maxFilterLength) + `"`, strings.Repeat("a[", 1000),
	} {
		if f, err := parseFilter(text); err == nil {
			t.Errorf("%.60s was read as %s", text, write(f))
		} else if present(err).Type != invalidFilter || present(err).Status != 400 {
			t.Errorf("%.60s: %v", text, err)
		}
	}
}

func TestPath(t *testing.T) {
	for text, want := range map[string]string{
		`active`:                       "active",
		`name.givenName`:               "name.givenname",
		`members[value eq "usr_1"]`:    `members[value eq "usr_1"]`,
		`emails[type eq "work"].value`: `emails.value[type eq "work"]`,
		`urn:ietf:params:scim:schemas:core:2.0:User:name.familyName`:            "name.familyname",
		`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:department",
	} {
		got, err := parsePath(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		written := got.attribute
		if got.element != nil {
			written += "[" + write(got.element) + "]"
		}
		if written != want {
			t.Errorf("%s was read as %s, want %s", text, written, want)
		}
	}
	for _, text := range []string{`a b`, `a[`, `a[b eq "c"]d`, `a[b eq "c"].`, `[a eq "b"]`, `a..`, `"a"`, `a[b eq "c"][d eq "e"]`} {
		if _, err := parsePath(text); err == nil || present(err).Type != invalidPath {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// FuzzFilter holds that what is read, written and read again is the same, and that every filter that can
// be read either finds its columns or is refused.
func FuzzFilter(f *testing.F) {
	for _, seed := range []string{
		`userName eq "bjensen"`, `emails[type eq "work" and not (value co "x")]`, `(a eq 1.5e3 or b ne null) and c pr`,
		`urn:ietf:params:scim:schemas:core:2.0:User:active eq "False"`, `meta.created ge "2011-05-13T04:42:34Z"`, `members.value eq "%_\\"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, err := parseFilter(text)
		if err != nil {
			return
		}
		for _, compile := range []func(filter) error{
			func(f filter) error { _, err := whereUser(f); return err },
			func(f filter) error { _, err := whereGroup(f); return err },
		} {
			if err := compile(read); err != nil && present(err).Type != invalidFilter {
				t.Fatalf("%s: %v", text, err)
			}
		}
		if len(write(read)) > maxFilterLength {
			return
		}
		again, err := parseFilter(write(read))
		if err != nil {
			if strings.Contains(err.Error(), "inside one another") {
				return // written with more parentheses than it had
			}
			t.Fatalf("%s was written as %s: %v", text, write(read), err)
		}
		if write(again) != write(read) {
			t.Fatalf("%s was written as %s, and that as %s", text, write(read), write(again))
		}
	})
}
