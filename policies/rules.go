package policies

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// rule is one line of policy.csv.
type rule struct {
	role    Role
	action  Action
	highest Classification
	line    int
}

func loadRules(fsys fs.FS) ([]rule, error) {
	records, err := readCSV(fsys, policyFile)
	var rules []rule
	problems := []error{err}
	for _, record := range records {
		r, err := parseRule(record)
		if err == nil {
			same := func(o rule) bool { return o.role == r.role && o.action == r.action }
			if i := slices.IndexFunc(rules, same); i >= 0 {
				err = fmt.Errorf("line %d has a rule for %s, %s already", rules[i].line, r.role, r.action)
			}
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", policyFile, record.line, err))
			continue
		}
		rules = append(rules, r)
	}
	return rules, errors.Join(problems...)
}

func parseRule(record record) (rule, error) {
	fields := record.fields
	if fields[0] != "p" {
		return rule{}, fmt.Errorf("unknown kind of line %q, want p", fields[0])
	}
	if len(fields) == 5 {
		return rule{}, fmt.Errorf("unknown effect %q: a line has no effect but to allow", fields[4])
	}
	if len(fields) != 4 {
		return rule{}, fmt.Errorf("%d fields, want 4: p, role, action, highest classification", len(fields))
	}
	r := rule{Role(fields[1]), Action(fields[2]), Classification(fields[3]), record.line}
	switch {
	case !slices.Contains(Roles(), r.role):
		return rule{}, fmt.Errorf("unknown role %q", r.role)
	case !slices.Contains(Actions(), r.action):
		return rule{}, fmt.Errorf("unknown action %q", r.action)
	case r.highest != Any && !slices.Contains(Classifications(), r.highest):
		return rule{}, fmt.Errorf("unknown classification %q", r.highest)
	case r.action.onDocument() && r.highest == Any:
		return rule{}, fmt.Errorf("%s needs a highest classification, not *", r.action)
	case !r.action.onDocument() && r.highest != Any:
		return rule{}, fmt.Errorf("%s concerns no document: want *, not %s", r.action, r.highest)
	}
	return r, nil
}
