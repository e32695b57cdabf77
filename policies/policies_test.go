package policies_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"strongroom/policies"
)

var update = flag.Bool("update", false, "write testdata/matrix.golden anew; read the difference before you commit it")

const goldenFile = "testdata/matrix.golden"

func TestMatrixIsAsAgreed(t *testing.T) {
	got := matrix(load(t))
	if *update {
		if err := os.WriteFile(goldenFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := read(t, goldenFile)
	if got != want {
		t.Errorf("who may do what has changed (if it is meant: go test ./policies -update)\n%s", difference(want, got))
	}
}

// Every change of a line of policy.csv changes the matrix, so that none goes unseen.
func TestEveryFlippedLineIsCaught(t *testing.T) {
	want := read(t, goldenFile)
	lines := strings.SplitAfter(read(t, "policy.csv"), "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, "p,") {
			continue
		}
		flips := []string{""} // gone, and one classification up or down
		order := policies.Classifications()
		for j, c := range order {
			if before, ok := strings.CutSuffix(line, string(c)+"\n"); ok {
				flips = append(flips, before+string(order[max(j-1, (j+1)%len(order))])+"\n")
			}
		}
		t.Run(fmt.Sprintf("line %d", i+1), func(t *testing.T) {
			t.Parallel()
			for _, flip := range flips {
				mutant := slices.Concat(lines[:i], []string{flip}, lines[i+1:])
				files := defaultFiles(t)
				files["policy.csv"] = &fstest.MapFile{Data: []byte(strings.Join(mutant, ""))}
				p, err := policies.Load(files)
				if err != nil {
					t.Fatal(err)
				}
				if matrix(p) == want {
					t.Errorf("%q in place of %q passes unseen", flip, line)
				}
			}
		})
	}
}

func TestTableIsWhatCasbinSays(t *testing.T) {
	p := load(t)
	roles := append(policies.Roles(), "", "*", "ADMIN", "root")
	actions := append(policies.Actions(), "", "*", "document:*", "document:burn")
	classifications := append(policies.Classifications(), policies.Any, "", "secret", "TOP SECRET")
	for _, role := range roles {
		for _, action := range actions {
			for _, c := range classifications {
				want, err := p.Enforce(role, action, c)
				if err != nil {
					t.Fatalf("Enforce(%q, %q, %q): %v", role, action, c, err)
				}
				if got := p.Check(role, action, c); got != want {
					t.Errorf("Check(%q, %q, %q) = %t, Casbin says %t", role, action, c, got, want)
				}
			}
		}
	}
}

func TestUnknownWordsAreRefused(t *testing.T) {
	p := load(t)
	for _, c := range append(policies.Classifications(), policies.Any, "", "TOP SECRET") {
		for _, role := range []policies.Role{"", "*", "ADMIN", "custodian "} {
			for _, action := range policies.Actions() {
				if p.Check(role, action, c) {
					t.Errorf("%q may %s at %q", role, action, c)
				}
			}
		}
		for _, action := range []policies.Action{"", "*", "document:*", "DOCUMENT:VIEW"} {
			for _, role := range policies.Roles() {
				if p.Check(role, action, c) {
					t.Errorf("%s may %q at %q", role, action, c)
				}
			}
		}
	}
	for _, role := range policies.Roles() {
		for _, action := range policies.Actions() {
			if p.Check(role, action, "") || p.Check(role, action, "TOP SECRET") || p.Check(role, action, "secret") {
				t.Errorf("%s may %s at an unknown classification", role, action)
			}
		}
	}
}

func TestDutiesAreSeparate(t *testing.T) {
	p := load(t)
	never := func(t *testing.T, role policies.Role, actions ...policies.Action) {
		t.Helper()
		for _, action := range actions {
			for _, c := range append(policies.Classifications(), policies.Any) {
				if p.Check(role, action, c) {
					t.Errorf("%s may %s at %s", role, action, c)
				}
			}
		}
	}
	onDocuments := actionsOn("document:")
	t.Run("an admin touches no folder and no document, and reads no log", func(t *testing.T) {
		never(t, policies.Admin, append(onDocuments, policies.FolderView, policies.FolderCreate, policies.AuditRead)...)
	})
	t.Run("an auditor only looks, and opens nothing", func(t *testing.T) {
		looks := []policies.Action{
			policies.CustomerView, policies.FolderView, policies.DocumentView,
			policies.UserView, policies.DepartureView, policies.AuditRead,
		}
		never(t, policies.Auditor, slices.DeleteFunc(policies.Actions(), func(a policies.Action) bool {
			return slices.Contains(looks, a)
		})...)
	})
	t.Run("an account by itself touches no folder and no document", func(t *testing.T) {
		for _, role := range []policies.Role{policies.Staff, policies.Partner, policies.Service} {
			never(t, role, append(onDocuments, policies.FolderView, policies.FolderCreate)...)
		}
	})
	t.Run("a partner and a service do nothing by themselves", func(t *testing.T) {
		never(t, policies.Partner, policies.Actions()...)
		never(t, policies.Service, policies.Actions()...)
	})
	t.Run("only an admin runs people", func(t *testing.T) {
		runs := append(actionsOn("user:"), policies.RoleAssignGlobal)
		runs = slices.DeleteFunc(runs, func(a policies.Action) bool { return a == policies.UserView })
		for _, role := range policies.Roles() {
			if role != policies.Admin {
				never(t, role, runs...)
			}
		}
	})
	t.Run("only an auditor reads the log", func(t *testing.T) {
		for _, role := range policies.Roles() {
			if role != policies.Auditor {
				never(t, role, policies.AuditRead)
			}
		}
	})
	t.Run("only a custodian reads a customer's part of the log", func(t *testing.T) {
		for _, role := range policies.Roles() {
			if role != policies.Custodian {
				never(t, role, policies.CustomerAudit)
			}
		}
	})
	t.Run("a grant cannot be passed on", func(t *testing.T) {
		for _, role := range []policies.Role{policies.GrantView, policies.GrantDownload, policies.GrantEdit} {
			never(t, role, policies.DocumentShare, policies.RoleAssign)
		}
	})
}

func TestWhatIsAllowedIsAllowedBelow(t *testing.T) {
	p := load(t)
	order := policies.Classifications()
	for _, role := range policies.Roles() {
		for _, action := range policies.Actions() {
			for i, c := range order[1:] {
				if p.Check(role, action, c) && !p.Check(role, action, order[i]) {
					t.Errorf("%s may %s at %s but not at %s", role, action, c, order[i])
				}
			}
		}
	}
}

func TestWhatCanBeDoneCanBeSeen(t *testing.T) {
	p := load(t)
	for _, role := range policies.Roles() {
		for _, action := range actionsOn("document:") {
			for _, c := range policies.Classifications() {
				if p.Check(role, action, c) && !p.Check(role, policies.DocumentView, c) {
					t.Errorf("%s may %s at %s, unseen", role, action, c)
				}
			}
		}
	}
}

func TestSight(t *testing.T) {
	p := load(t)
	sight := p.Sight()
	if len(sight) != len(policies.Roles()) {
		t.Errorf("%d roles, want %d", len(sight), len(policies.Roles()))
	}
	all := []string{"PUBLIC", "INTERNAL", "CONFIDENTIAL", "SECRET"}
	for role, want := range map[string][]string{
		"admin": {}, "staff": {}, "partner": {}, "service": {},
		"auditor": all, "custodian": all, "editor": all[:3], "viewer": all[:3],
		"grant-view": all, "grant-download": all, "grant-edit": all,
	} {
		if got, ok := sight[role]; !ok || !slices.Equal(got, want) {
			t.Errorf("%s sees %v, want %v", role, got, want)
		}
	}
	sight["admin"] = all
	if len(p.Sight()["admin"]) != 0 {
		t.Error("what a caller does to its map reaches the policy")
	}
}

func TestWhyNamesTheLine(t *testing.T) {
	p := load(t)
	lines := strings.Split(read(t, "policy.csv"), "\n")
	for _, role := range policies.Roles() {
		for _, action := range policies.Actions() {
			for _, c := range append(policies.Classifications(), policies.Any) {
				why := p.Why(role, action, c)
				if (why != "") != p.Check(role, action, c) {
					t.Fatalf("why %s may %s at %s: %q", role, action, c, why)
				}
				var line int
				if n, _ := fmt.Sscanf(why, "policy.csv:%d: ", &line); n == 1 {
					want := strings.Join(strings.Fields(lines[line-1]), " ")
					if !strings.HasSuffix(why, ": "+want) {
						t.Errorf("%q, where line %d is %q", why, line, want)
					}
				}
			}
		}
	}
}

func TestPowers(t *testing.T) {
	p := load(t)
	for _, role := range policies.Roles() {
		for _, action := range policies.Actions() {
			has := slices.Contains(p.Powers()[string(role)], string(action))
			if want := p.Check(role, action, policies.Any); has != want {
				t.Errorf("%s has the power to %s: %v, want %v", role, action, has, want)
			}
		}
	}
}

func TestHandling(t *testing.T) {
	const day = 24 * time.Hour
	p := load(t)
	for c, want := range map[policies.Classification]policies.Handling{
		policies.Public:   {LongestGrant: 365 * day, Links: true, Recovery: 30 * day, Bucket: "default"},
		policies.Internal: {LongestGrant: 180 * day, Links: true, Recovery: 30 * day, Bucket: "default"},
		policies.Confidential: {
			LongestGrant: 90 * day, Approvals: 1, Links: true, Watermark: true, Recovery: 60 * day, Bucket: "default",
		},
		policies.Secret: {
			LongestGrant: 7 * day, Approvals: 2, Watermark: true, ViewOnly: true, Recovery: 90 * day, Bucket: "default",
		},
		policies.Any: {Watermark: true, ViewOnly: true},
		"TOP SECRET": {Watermark: true, ViewOnly: true},
	} {
		if got := p.Handling(c); got != want {
			t.Errorf("%s: %+v, want %+v", c, got, want)
		}
	}
}

func TestWordsAreReturnedFresh(t *testing.T) {
	policies.Roles()[0] = "root"
	policies.Actions()[0] = "document:burn"
	policies.Classifications()[0] = policies.Any
	if policies.Roles()[0] != policies.Admin || policies.Actions()[0] != policies.CustomerCreate ||
		policies.Classifications()[0] != policies.Public {
		t.Error("a caller can change the words")
	}
}

func TestPolicyServesManyAtOnce(t *testing.T) {
	p := load(t)
	var group sync.WaitGroup
	for _, role := range policies.Roles() {
		group.Go(func() {
			for _, action := range policies.Actions() {
				ok, err := p.Enforce(role, action, policies.Public)
				if err != nil || ok != p.Check(role, action, policies.Public) {
					t.Errorf("%s, %s: %t, %v", role, action, ok, err)
				}
			}
		})
	}
	group.Wait()
}

func TestCheckAllocatesNothing(t *testing.T) {
	p := load(t)
	if n := testing.AllocsPerRun(1000, func() {
		p.Check(policies.Editor, policies.DocumentDownload, policies.Confidential)
		p.Check(policies.Editor, policies.DocumentDownload, policies.Secret)
		p.Check("nobody", "document:burn", "TOP SECRET")
	}); n != 0 {
		t.Errorf("%v allocations, want 0", n)
	}
}

func BenchmarkCheck(b *testing.B) {
	p := load(b)
	b.ReportAllocs()
	for b.Loop() {
		p.Check(policies.Editor, policies.DocumentDownload, policies.Confidential)
	}
}

func BenchmarkEnforce(b *testing.B) {
	p := load(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Enforce(policies.Editor, policies.DocumentDownload, policies.Confidential); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}

// matrix writes down every answer that the policy gives, a line for each role
// and action: the highest classification, * where there is no document, - where
// it is refused.
func matrix(p *policies.Policy) string {
	var b strings.Builder
	for _, role := range policies.Roles() {
		for _, action := range policies.Actions() {
			fmt.Fprintf(&b, "%-15s%-21s%s\n", role, action, highest(p, role, action))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func highest(p *policies.Policy, role policies.Role, action policies.Action) string {
	order := policies.Classifications()
	var allowed []string
	for _, c := range append(order, policies.Any) {
		if p.Check(role, action, c) {
			allowed = append(allowed, string(c))
		}
	}
	switch n := len(allowed); {
	case n == 0:
		return "-"
	case n <= len(order) && allowed[n-1] == string(order[n-1]):
		return allowed[n-1]
	default: // * alone, or a set with gaps, which then shows
		return strings.Join(allowed, "+")
	}
}

func difference(want, got string) string {
	var b strings.Builder
	wantLines, gotLines := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, line := range wantLines {
		if !slices.Contains(gotLines, line) {
			b.WriteString("- " + line + "\n")
		}
	}
	for _, line := range gotLines {
		if !slices.Contains(wantLines, line) {
			b.WriteString("+ " + line + "\n")
		}
	}
	return b.String()
}

func actionsOn(noun string) []policies.Action {
	return slices.DeleteFunc(policies.Actions(), func(a policies.Action) bool {
		return !strings.HasPrefix(string(a), noun)
	})
}

func load(tb testing.TB) *policies.Policy {
	tb.Helper()
	p, err := policies.Default()
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func read(tb testing.TB, name string) string {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

func defaultFiles(tb testing.TB) fstest.MapFS {
	tb.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"model.conf", "policy.csv", "handling.csv"} {
		files[name] = &fstest.MapFile{Data: []byte(read(tb, name))}
	}
	return files
}
