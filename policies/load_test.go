package policies_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"strongroom/policies"
)

func TestLoadReadsAnOperatorsFiles(t *testing.T) {
	files := defaultFiles(t)
	files["policy.csv"] = &fstest.MapFile{
		Data: []byte("# ours\r\np,viewer,document:view,INTERNAL\r\n\"p\", \"admin\", user:view, *\r\n"),
	}
	p, err := policies.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if !p.Check(policies.Viewer, policies.DocumentView, policies.Internal) ||
		!p.Check(policies.Admin, policies.UserView, policies.Any) {
		t.Error("what the file allows is refused")
	}
	if p.Check(policies.Viewer, policies.DocumentView, policies.Confidential) ||
		p.Check(policies.Custodian, policies.DocumentView, policies.Public) {
		t.Error("the embedded rules are still in force")
	}
}

func TestLoadTakesAModelThatNarrows(t *testing.T) {
	p, err := policies.Load(edited(t, "model.conf", "r.role == p.role", `r.role == p.role && r.role != "viewer"`))
	if err != nil {
		t.Fatal(err)
	}
	if p.Check(policies.Viewer, policies.DocumentView, policies.Public) {
		t.Error("the model is not in force")
	}
}

func TestLoadRefuses(t *testing.T) {
	const (
		download = "p, viewer, document:download, CONFIDENTIAL"
		staff    = "p, staff, user:view,       *"
		secret   = "SECRET,         7,                  2,         no,    yes,       yes,       90,            default"
	)
	for name, c := range map[string]struct {
		file, old, new string // the edit; without old, new is the whole file
		at             string // the text of the line that the error must name; empty for a file as a whole
		want           string
	}{
		"an unknown role": {
			"policy.csv", download, "p, viewr, document:download, CONFIDENTIAL",
			"viewr,", `unknown role "viewr"`,
		},
		"an admin who sees documents": {
			"policy.csv", "p, admin, departure:view,     *", "p, admin, document:view, PUBLIC",
			"p, admin, document:view", "document:view for admin: who runs people touches no folder and no document",
		},
		"an admin who reads the log": {
			"policy.csv", "p, admin, departure:view,     *", "p, admin, audit:read, *",
			"p, admin, audit:read", "audit:read for admin",
		},
		"an auditor who changes something": {
			"policy.csv", "p, auditor, customer:view,  *", "p, auditor, customer:update, *",
			"p, auditor, customer:update", "customer:update for auditor: who reads the log only looks",
		},
		"an auditor who downloads": {
			"policy.csv", "p, auditor, document:view,  SECRET", "p, auditor, document:download, PUBLIC",
			"p, auditor, document:download", "document:download for auditor",
		},
		"staff who run people": {
			"policy.csv", staff, "p, staff, user:depart, *",
			"p, staff, user:depart", "user:depart for staff: only an admin runs people",
		},
		"a custodian who gives global roles": {
			"policy.csv", "p, custodian, role:assign,       *", "p, custodian, role:assign-global, *",
			"p, custodian, role:assign-global", "only an admin runs people",
		},
		"a custodian who destroys keys": {
			"policy.csv", "p, custodian, role:assign,       *", "p, custodian, key:destroy, *",
			"p, custodian, key:destroy", "only admins, two of them, destroy keys",
		},
		"a custodian who reads the log": {
			"policy.csv", "p, custodian, role:assign,       *", "p, custodian, audit:read, *",
			"p, custodian, audit:read", "only an auditor reads the log",
		},
		"an editor who reads the log of a customer": {
			"policy.csv", "p, editor, customer:reveal,   *", "p, editor, customer:audit, *",
			"p, editor, customer:audit", "only a custodian reads a customer's part of the log",
		},
		"staff who see documents by themselves": {
			"policy.csv", staff, "p, staff, document:view, PUBLIC",
			"p, staff, document:view", "an account by itself touches no folder and no document",
		},
		"a grant that is passed on": {
			"policy.csv", "p, grant-edit, document:edit,     CONFIDENTIAL", "p, grant-edit, document:share, PUBLIC",
			"p, grant-edit, document:share", "a grant cannot be passed on",
		},
		"all roles at once": {
			"policy.csv", download, "p, *, document:download, CONFIDENTIAL",
			"p, *,", `unknown role "*"`,
		},
		"an unknown action": {
			"policy.csv", download, "p, viewer, document:burn, CONFIDENTIAL",
			"document:burn", `unknown action "document:burn"`,
		},
		"all actions at once": {
			"policy.csv", download, "p, viewer, *, CONFIDENTIAL",
			"p, viewer, *,", `unknown action "*"`,
		},
		"an unknown classification": {
			"policy.csv", download, "p, viewer, document:download, confidential",
			", confidential", `unknown classification "confidential"`,
		},
		"trailing blanks": {
			"policy.csv", download, download + " ",
			download + " ", `unknown classification "CONFIDENTIAL "`,
		},
		"all classifications at once": {
			"policy.csv", download, "p, viewer, document:download, *",
			"p, viewer, document:download, *", "document:download needs a highest classification, not *",
		},
		"a classification where there is no document": {
			"policy.csv", staff, "p, staff, user:view, SECRET",
			"p, staff, user:view, SECRET", "user:view concerns no document: want *, not SECRET",
		},
		"an effect": {
			"policy.csv", download, download + ", deny",
			", deny", `unknown effect "deny": a line has no effect but to allow`,
		},
		"a role inside another": {
			"policy.csv", download, "g, viewer, editor",
			"g, viewer", `unknown kind of line "g", want p`,
		},
		"a field too few": {
			"policy.csv", download, "p, viewer, document:download",
			"p, viewer, document:download", "3 fields, want 4: p, role, action, highest classification",
		},
		"a rule said twice": {
			"policy.csv", staff, staff + "\np, staff, user:view, *",
			"p, staff, user:view, *", "has a rule for staff, user:view already",
		},
		"a rule said twice with different classifications": {
			"policy.csv", download, download + "\np, viewer, document:download, SECRET",
			"viewer, document:download, SECRET", "has a rule for viewer, document:download already",
		},
		"a stray quote in the rules": {
			"policy.csv", download, `p, viewer, document:download, CONFIDENTIAL"`,
			`CONFIDENTIAL"`, `bare " in non-quoted-field`,
		},
		"rules that allow nothing": {
			"policy.csv", "", "# nothing\n",
			"", "policy.csv: nothing but comments",
		},

		"no row for a classification": {
			"handling.csv", secret, "",
			"", "handling.csv: no row for SECRET",
		},
		"handling of an unknown classification": {
			"handling.csv", secret, secret + "\n" + strings.Replace(secret, "SECRET", "TOP SECRET", 1),
			"TOP SECRET", `unknown classification "TOP SECRET"`,
		},
		"handling of everything at once": {
			"handling.csv", secret, secret + "\n" + strings.Replace(secret, "SECRET", "*", 1),
			"*, ", `unknown classification "*"`,
		},
		"handling said twice": {
			"handling.csv", secret, secret + "\nSECRET, 7, 2, no, yes, yes, 90, default",
			"SECRET, 7, 2", "has a row for SECRET already",
		},
		"other columns": {
			"handling.csv", "longest_grant_days, approvals", "approvals, longest_grant_days",
			"classification, ", "want the columns classification, longest_grant_days, approvals",
		},
		"no columns": {
			"handling.csv", "classification, longest", "# classification, longest",
			"PUBLIC,", "want the columns classification,",
		},
		"no handling at all": {
			"handling.csv", "", "\n",
			"", "handling.csv: nothing but comments",
		},
		"a field too many in the handling": {
			"handling.csv", secret, secret + ", default",
			"default, default", "9 fields, want 8",
		},
		"a time that is no number": {
			"handling.csv", secret, strings.Replace(secret, " 7,", " a week,", 1),
			"a week", `longest_grant_days is "a week", want a whole number from 0 to 36500`,
		},
		"a time without end": {
			"handling.csv", secret, strings.Replace(secret, " 7,", " 36501,", 1),
			"36501", `longest_grant_days is "36501", want a whole number from 0 to 36500`,
		},
		"a time below nothing": {
			"handling.csv", secret, strings.Replace(secret, " 90,", " -1,", 1),
			"-1", `recovery_days is "-1", want a whole number from 0 to 36500`,
		},
		"half an approval": {
			"handling.csv", secret, strings.Replace(secret, " 2,", " 1.5,", 1),
			"1.5", `approvals is "1.5", want a whole number from 0 to 100`,
		},
		"neither yes nor no": {
			"handling.csv", secret, strings.Replace(secret, " no,", " maybe,", 1),
			"maybe", `links is "maybe", want yes or no`,
		},
		"no bucket": {
			"handling.csv", secret, strings.Replace(secret, "default", "", 1),
			"SECRET,", `bucket is "", want a label`,
		},
		"an open quote in the handling": {
			"handling.csv", secret, `SECRET, "7`,
			`"7`, `extraneous or missing " in quoted-field`,
		},

		"a model with another question": {
			"model.conf", "r = role, action, classification", "r = role, action",
			"[request_definition]", "unknown request_definition, want r = role, action, classification",
		},
		"a model with other lines": {
			"model.conf", "p = role, action, highest", "p = role, action, highest, eft",
			"[policy_definition]", "unknown policy_definition, want p = role, action, highest",
		},
		"a model that allows unless forbidden": {
			"model.conf", "some(where (p.eft == allow))", "!some(where (p.eft == deny))",
			"[policy_effect]", "unknown policy_effect, want e = some(where (p.eft == allow))",
		},
		"a model without a matcher": {
			"model.conf", "[matchers]", "[watchers]",
			"", "model.conf: missing required sections: matchers",
		},
		"a model that is no model": {
			"model.conf", "", "[matchers]\nwhatever\n",
			"", "model.conf: parse the content error : line 2 , whatever",
		},
		"a matcher that is no expression": {
			"model.conf", "r.role == p.role &&", "r.role == p.role && &&",
			"[matchers]", "asking for admin, customer:create, PUBLIC:",
		},
		"a matcher that fails half way": {
			"model.conf", "p.highest)", "p.highest, 1)",
			"[matchers]", "upTo takes 2 arguments, not 3",
		},
		"a matcher that compares what is no word": {
			"model.conf", "p.highest)", "1)",
			"[matchers]", "upTo compares words",
		},
		"a matcher with an unknown function": {
			"model.conf", "upTo(", "below(",
			"[matchers]", "below",
		},
		"a matcher that answers with a word": {
			"model.conf", "m = ", `m = "yes" # `,
			"[matchers]", "asking for admin, customer:create, PUBLIC:",
		},
		"a matcher that allows everything": {
			"model.conf", "m = ", "m = 1 == 1 # ",
			"[matchers]", "allows admin, customer:create, PUBLIC, which no line of policy.csv says",
		},
		"a matcher that forgets the role": {
			"model.conf", "r.role == p.role && ", "",
			"[matchers]", "which no line of policy.csv says",
		},
		"a matcher that forgets the classification": {
			"model.conf", " && upTo(r.classification, p.highest)", "",
			"[matchers]", "which no line of policy.csv says",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := defaultFiles(t)
			if c.old == "" {
				files[c.file] = &fstest.MapFile{Data: []byte(c.new)}
			} else {
				files = edited(t, c.file, c.old, c.new)
			}
			p, err := policies.Load(files)
			if err == nil || p != nil {
				t.Fatalf("accepted, with the error %v", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v\nwant: %s", err, c.want)
			}
			if c.at != "" {
				wantLine(t, err, c.file, string(files[c.file].Data), c.at)
			}
		})
	}
	for _, name := range []string{"model.conf", "policy.csv", "handling.csv"} {
		t.Run("no "+name, func(t *testing.T) {
			files := defaultFiles(t)
			delete(files, name)
			_, err := policies.Load(files)
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("error %v, want one that names %s", err, name)
			}
		})
		t.Run("a folder called "+name, func(t *testing.T) {
			files := defaultFiles(t)
			files[name] = &fstest.MapFile{Mode: fs.ModeDir | 0o755}
			_, err := policies.Load(files)
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("error %v, want one that names %s", err, name)
			}
		})
	}
}

func TestLoadNamesEveryProblem(t *testing.T) {
	files := fstest.MapFS{
		"model.conf": {Data: []byte(strings.Replace(read(t, "model.conf"), "== allow", "== deny", 1))},
		"policy.csv": {Data: []byte("p, viewer, document:view, SECRET\np, root, document:view, SECRET\n" +
			"p, view\"er, x, y\np, viewer, document:burn, SECRET\n")},
		"handling.csv": {Data: []byte("classification, longest_grant_days, approvals, links, watermark, view_only, " +
			"recovery_days, bucket\nPUBLIC, 1, 1, yes, yes, yes, never, default\nINTERNAL\n")},
	}
	_, err := policies.Load(files)
	if err == nil {
		t.Fatal("accepted")
	}
	got := strings.Split(err.Error(), "\n")
	for _, want := range []string{
		"model.conf:13: unknown policy_effect",
		"policy.csv:2: unknown role",
		"policy.csv:3: bare",
		"policy.csv:4: unknown action",
		"handling.csv:2: recovery_days",
		"handling.csv:3: 1 fields",
		"handling.csv: no row for CONFIDENTIAL",
		"handling.csv: no row for SECRET",
	} {
		if !slices.ContainsFunc(got, func(line string) bool { return strings.HasPrefix(line, want) }) {
			t.Errorf("no line %q in:\n%v", want, err)
		}
	}
	if len(got) != 8 {
		t.Errorf("%d problems, want 8:\n%v", len(got), err)
	}
}

// Whatever the files say, Load neither panics nor allows what the rules do not
// say; and an error names one of them.
func FuzzLoad(f *testing.F) {
	f.Add(read(f, "model.conf"), read(f, "policy.csv"), read(f, "handling.csv"))
	f.Add(read(f, "model.conf"), "p, viewer, document:view, SECRET\n", read(f, "handling.csv"))
	f.Add("[matchers]\nm = g(r.role, p.role)\n[role_definition]\ng = _, _\n", "g, viewer, editor\n", "")
	f.Fuzz(func(t *testing.T, model, policy, handling string) {
		p, err := policies.Load(fstest.MapFS{
			"model.conf":   {Data: []byte(model)},
			"policy.csv":   {Data: []byte(policy)},
			"handling.csv": {Data: []byte(handling)},
		})
		if err != nil {
			for line := range strings.Lines(err.Error()) {
				if strings.Contains(line, "model.conf") || strings.Contains(line, "policy.csv") ||
					strings.Contains(line, "handling.csv") {
					return
				}
			}
			t.Fatalf("an error that names no file: %v", err)
		}
		for _, role := range policies.Roles() {
			for _, action := range policies.Actions() {
				said := strings.Contains(policy, string(role)) && strings.Contains(policy, string(action))
				if highest(p, role, action) != "-" && !said {
					t.Fatalf("%s may %s, which no line says", role, action)
				}
			}
		}
		for _, c := range policies.Classifications() {
			if h := p.Handling(c); h.LongestGrant < 0 || h.Recovery < 0 || h.Approvals < 0 || h.Bucket == "" {
				t.Fatalf("%s: %+v", c, h)
			}
		}
	})
}

// edited returns the default files with the first old in one of them replaced.
func edited(tb testing.TB, file, old, new string) fstest.MapFS {
	tb.Helper()
	files := defaultFiles(tb)
	text := string(files[file].Data)
	if !strings.Contains(text, old) {
		tb.Fatalf("%s does not contain %q", file, old)
	}
	files[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
	return files
}

// wantLine holds an error to naming the file and the line that contains a text.
func wantLine(tb testing.TB, err error, file, data, text string) {
	tb.Helper()
	lines := strings.Split(data, "\n")
	for i, line := range lines {
		if strings.Contains(line, text) && !strings.HasPrefix(line, "#") {
			if want := fmt.Sprintf("%s:%d: ", file, i+1); !strings.Contains(err.Error(), want) {
				tb.Errorf("%v\nwant it at %s", err, want)
			}
			return
		}
	}
	tb.Fatalf("%s does not contain %q", file, text)
}
