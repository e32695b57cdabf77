package policies

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
)

// The names of the files, in the embedded set and in an operator's own.
const (
	modelFile    = "model.conf"
	policyFile   = "policy.csv"
	handlingFile = "handling.csv"
)

//go:embed model.conf policy.csv handling.csv
var embedded embed.FS

// Policy is a set of rules that was found sound. It never changes and is safe
// for concurrent use.
type Policy struct {
	enforcer *casbin.Enforcer
	allowed  map[request]rule // what the enforcer answers with yes, and the line that says so
	handling map[Classification]Handling
}

// request is one question that can be asked of the rules.
type request struct {
	role           Role
	action         Action
	classification Classification
}

// Default returns the rules that come with Strongroom.
func Default() (*Policy, error) { return Load(embedded) }

// Files are the rules that come with Strongroom, as [Load] takes them.
func Files() fs.FS { return embedded }

// Load reads model.conf, policy.csv and handling.csv from the root of fsys. Its
// error tells every problem found, one a line, each with the file and, where
// there is one, the line: an unknown role, action, classification or effect,
// something said twice, a classification without handling. The matcher is tried
// when all else is right; of it the first problem is told, such as an answer that
// policy.csv does not give. There is no Policy then; do not start without.
// It takes tens of milliseconds: load once.
func Load(fsys fs.FS) (*Policy, error) {
	casbinModel, matcherLine, modelErr := loadModel(fsys)
	rules, policyErr := loadRules(fsys)
	handling, handlingErr := loadHandling(fsys)
	if err := errors.Join(modelErr, policyErr, handlingErr); err != nil {
		return nil, err
	}
	enforcer, err := newEnforcer(casbinModel, rules)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", modelFile, err)
	}
	p := &Policy{enforcer: enforcer, allowed: make(map[request]rule), handling: handling}
	if err := p.tabulate(rules); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", modelFile, matcherLine, err)
	}
	return p, nil
}

// Check tells whether the role may do the action at the classification, which is
// [Any] for an action that concerns no document. Unknown words are refused. It
// is a look-up, cheap enough for every row of a page.
func (p *Policy) Check(role Role, action Action, c Classification) bool {
	_, ok := p.allowed[request{role, action, c}]
	return ok
}

// Why returns the line of policy.csv by which [Policy.Check] says yes, as
// "policy.csv:93: p, viewer, folder:view, *"; "" where it says no.
func (p *Policy) Why(role Role, action Action, c Classification) string {
	r, ok := p.allowed[request{role, action, c}]
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s:%d: p, %s, %s, %s", policyFile, r.line, r.role, r.action, r.highest)
}

// Enforce asks Casbin what [Policy.Check] looks up. It takes about a thousand
// times as long and is there to hold the table to the rules; an error denies.
func (p *Policy) Enforce(role Role, action Action, c Classification) (bool, error) {
	return p.enforcer.Enforce(string(role), string(action), string(c))
}

// Sight returns, for every role, the classifications at which it may
// document:view, lowest first: the same rule for lists that Check is for single
// documents. The map is the caller's own.
func (p *Policy) Sight() map[string][]string {
	sight := make(map[string][]string)
	for _, role := range Roles() {
		seen := []string{}
		for _, c := range Classifications() {
			if p.Check(role, DocumentView, c) {
				seen = append(seen, string(c))
			}
		}
		sight[string(role)] = seen
	}
	return sight
}

// Powers returns, for every role, the actions that concern no document and that
// it may do: for lists what Check is for single objects. The map is the
// caller's own.
func (p *Policy) Powers() map[string][]string {
	powers := make(map[string][]string)
	for _, role := range Roles() {
		may := []string{}
		for _, action := range Actions() {
			if p.Check(role, action, Any) {
				may = append(may, string(action))
			}
		}
		powers[string(role)] = may
	}
	return powers
}

// tabulate asks Casbin for the whole product of roles, actions and
// classifications. Each yes must rest on a line of policy.csv, so that whoever
// reads that file has read everything that is allowed; a model can only narrow.
func (p *Policy) tabulate(rules []rule) error {
	for _, role := range Roles() {
		for _, action := range Actions() {
			for _, c := range append(Classifications(), Any) {
				ok, err := p.Enforce(role, action, c)
				if err != nil {
					return fmt.Errorf("asking for %s, %s, %s: %w", role, action, c, err)
				}
				if !ok {
					continue
				}
				said := slices.IndexFunc(rules, func(r rule) bool {
					return r.role == role && r.action == action && c.upTo(r.highest)
				})
				if said < 0 {
					return fmt.Errorf("allows %s, %s, %s, which no line of %s says", role, action, c, policyFile)
				}
				p.allowed[request{role, action, c}] = rules[said]
			}
		}
	}
	return nil
}

// newEnforcer gives the rules to Casbin, and upTo to the matcher.
func newEnforcer(m model.Model, rules []rule) (*casbin.Enforcer, error) {
	for _, r := range rules {
		if err := m.AddPolicy("p", "p", []string{string(r.role), string(r.action), string(r.highest)}); err != nil {
			return nil, err
		}
	}
	enforcer, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, err
	}
	enforcer.AddFunction("upTo", func(args ...any) (any, error) {
		if len(args) != 2 {
			return nil, fmt.Errorf("upTo takes 2 arguments, not %d", len(args))
		}
		c, okC := args[0].(string)
		highest, okHighest := args[1].(string)
		if !okC || !okHighest {
			return nil, errors.New("upTo compares words")
		}
		return Classification(c).upTo(Classification(highest)), nil
	})
	return enforcer, nil
}

// loadModel reads model.conf, and tells on which line its matcher begins. Only
// the matcher is free: the rest is what this package asks, reads and promises.
func loadModel(fsys fs.FS) (m model.Model, matcherLine int, err error) {
	text, err := fs.ReadFile(fsys, modelFile)
	if err != nil {
		return nil, 0, err
	}
	m, err = model.NewModelFromString(string(text))
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", modelFile, err)
	}
	var problems []error
	for _, want := range []struct{ section, key, value string }{
		{"request_definition", "r", "role, action, classification"},
		{"policy_definition", "p", "role, action, highest"},
		{"policy_effect", "e", "some(where (p.eft == allow))"},
	} {
		// Casbin keeps the effect as it compiles it.
		if m[want.key][want.key].Value != strings.Replace(want.value, "p.eft", "p_eft", 1) {
			problems = append(problems, fmt.Errorf("%s:%d: unknown %s, want %s = %s",
				modelFile, lineOf(string(text), want.section), want.section, want.key, want.value))
		}
	}
	return m, lineOf(string(text), "matchers"), errors.Join(problems...)
}

// lineOf returns the number of the line that opens a section of model.conf.
func lineOf(text, section string) int {
	line := 0
	for content := range strings.Lines(text) {
		line++
		if strings.TrimSpace(content) == "["+section+"]" {
			break
		}
	}
	return line
}
