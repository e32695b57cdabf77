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
	return r, separate(r)
}

// separate refuses a line that would put two duties into one hand, whoever
// wrote the file.
func separate(r rule) error {
	papers := r.action.onDocument() || r.action.noun() == "folder"
	looks := r.action.verb() == "view" || r.action == AuditRead
	people := r.action.noun() == "user" && !looks || r.action == RoleAssignGlobal
	account := r.role == Staff || r.role == Partner || r.role == Service
	given := r.role == GrantView || r.role == GrantDownload || r.role == GrantEdit
	switch {
	case r.role == Admin && (papers || r.action == AuditRead):
		return fmt.Errorf("%s for admin: who runs people touches no folder and no document, and reads no log", r.action)
	case r.role == Auditor && !looks:
		return fmt.Errorf("%s for auditor: who reads the log only looks", r.action)
	case r.role != Admin && people:
		return fmt.Errorf("%s for %s: only an admin runs people", r.action, r.role)
	case r.role != Admin && r.action == KeyDestroy:
		return fmt.Errorf("%s for %s: only admins, two of them, destroy keys", r.action, r.role)
	case r.role != Auditor && r.action == AuditRead:
		return fmt.Errorf("%s for %s: only an auditor reads the log", r.action, r.role)
	case r.role != Custodian && r.action == CustomerAudit:
		return fmt.Errorf("%s for %s: only a custodian reads a customer's part of the log", r.action, r.role)
	case account && papers:
		return fmt.Errorf("%s for %s: an account by itself touches no folder and no document", r.action, r.role)
	case given && (r.action == DocumentShare || r.action == RoleAssign):
		return fmt.Errorf("%s for %s: a grant cannot be passed on", r.action, r.role)
	}
	return nil
}
