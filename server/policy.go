package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"strongroom/ent/typeid"
	"strongroom/policies"
	"strongroom/server/vault"
)

type policyCommand struct {
	Explain policyExplainCommand `cmd:"" help:"Say why a user may do something to a document, or may not."`
	Check   policyCheckCommand   `cmd:"" help:"Check policy files of your own before they are used."`
}

type policyExplainCommand struct {
	User     string   `required:"" placeholder:"ID" help:"The user, usr_…"`
	Action   string   `required:"" placeholder:"NOUN:VERB" help:"The action, as policy.csv calls it."`
	Document string   `required:"" placeholder:"ID" help:"The document, doc_…"`
	Database Database `embed:"" group:"database"`
	Policies Policies `embed:"" group:"policies"`
}

// Help is the end of what --help prints.
func (policyExplainCommand) Help() string {
	return `Prints the decision, all that the user is or was on the document (by the account, a membership, a grant), what became of
each, and the line of policy.csv that allows the action to it. It reads the database and changes nothing.`
}

// Run explains; it fails when a part is away or an ID names nothing, not when
// the answer is no.
func (c policyExplainCommand) Run(ctx context.Context, t terminal) (err error) {
	policy, err := c.Policies.policy()
	if err != nil {
		return err
	}
	driver, err := c.Database.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, driver.Close()) }()
	e, err := vault.Explain(ctx, driver, policy, typeid.ID(c.User), policies.Action(c.Action), typeid.ID(c.Document))
	if err != nil {
		return err
	}
	return explain(t.out, e, policies.Action(c.Action))
}

func explain(w io.Writer, e *vault.Explanation, action policies.Action) error {
	var b strings.Builder
	answer := "may not"
	if e.Allowed {
		answer = "may"
	}
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(&b, format+"\n", args...) } // a Builder never fails
	line("%s, %s and %s, %s %s", e.User.ID, e.User.Kind, e.User.Status, answer, action)
	line("on %s, which is %s, in %s of %s", e.Document.ID, e.Document.Classification, e.Document.FolderID, e.Document.CustomerID)
	for _, title := range e.Titles {
		by, why := "the account", "no line of policy.csv allows it"
		if title.By != "" {
			by = title.By.String()
		}
		if title.Why != "" {
			why = title.Why
		}
		if title.Dead != "" {
			line("no    %s by %s: not in force: %s", title.Role, by, title.Dead)
			continue
		}
		verdict := "no "
		if title.Why != "" {
			verdict = "yes"
		}
		line("%s   %s by %s: %s", verdict, title.Role, by, why)
	}
	h := e.Handling
	line("grants on it last at most %d days; requests take %d approvals; links: %s; watermark: %s; only to view: %s",
		int(h.LongestGrant.Hours()/24), h.Approvals, yesNo(h.Links), yesNo(h.Watermark), yesNo(h.ViewOnly))
	_, err := io.WriteString(w, b.String())
	return err
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

type policyCheckCommand struct {
	Files []string `arg:"" name:"file" type:"existingfile" help:"A model.conf, policy.csv or handling.csv; the built-in one stands for each that is not given."`
}

// Run loads the files as the server would; it fails, naming file and line of
// every problem, when the server would not start.
func (c policyCheckCommand) Run(t terminal) error {
	files := overlay{}
	for _, path := range c.Files {
		name := filepath.Base(path)
		if _, err := fs.Stat(policies.Files(), name); err != nil {
			return usageError{fmt.Errorf("%s is no model.conf, policy.csv or handling.csv", path)}
		}
		if files[name] != "" {
			return usageError{fmt.Errorf("%s and %s are the same file of a policy", files[name], path)}
		}
		files[name] = path
	}
	if _, err := policies.Load(files); err != nil {
		return err
	}
	_, err := fmt.Fprintf(t.out, "sound: %s\n", strings.Join(slices.Sorted(maps.Keys(files)), ", "))
	return err
}

// overlay is the built-in rules, with the files at some paths in place of theirs.
type overlay map[string]string

// Open implements [fs.FS].
func (o overlay) Open(name string) (fs.File, error) {
	if path, ok := o[name]; ok {
		return os.Open(path)
	}
	return policies.Files().Open(name)
}
