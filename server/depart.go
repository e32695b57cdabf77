package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strings"
	"time"

	"strongroom/ent/gen"
	account "strongroom/ent/gen/user"
	"strongroom/server/vault"
)

type departCommand struct {
	User      string    `arg:"" help:"Who leaves: an ID, usr_…, or an e-mail address that nobody else has."`
	Reason    string    `required:"" placeholder:"TEXT" help:"Why, for the case file and the log."`
	Successor string    `placeholder:"USER" help:"Who takes over what is to be handed over."`
	At        time.Time `placeholder:"INSTANT" help:"Leave at an instant that lies ahead (RFC 3339) rather than now."`
	Force     bool      `help:"Do it even if no admin remains. Another is made by naming one in the configuration (--staff-admin-subjects)."`
	Yes       bool      `help:"Do not ask."`
	Database  Database  `embed:"" group:"database"`
}

// Help is the end of what --help prints.
func (departCommand) Help() string {
	return `Prints what would end, be handed over or be held, asks, does it, and prints the case file. The server need not be told:
whatever is under way is cut on every replica within a second. Who has left already stays so, and the case file is printed again.`
}

// Run rehearses, asks and lets leave.
func (c departCommand) Run(ctx context.Context, t terminal) (err error) {
	driver, err := c.Database.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, driver.Close()) }()
	o := vault.NewOperator(driver, time.Now, operatorName())
	who, err := o.Find(ctx, c.User)
	if err != nil {
		return err
	}
	in := vault.DepartUser{UserID: who.ID, Reason: c.Reason, Force: c.Force}
	if c.Successor != "" {
		heir, err := o.Find(ctx, c.Successor)
		if err != nil {
			return fmt.Errorf("successor: %w", err)
		}
		in.SuccessorID = &heir.ID
	}
	if who.Status != account.StatusDEPARTED {
		if err := c.rehearse(ctx, t, o, who, in); err != nil {
			return err
		}
	}
	file, err := o.Depart(ctx, in, c.At)
	if err != nil {
		return err
	}
	effects, err := o.Effects(ctx, file)
	if err != nil {
		return err
	}
	return say(t.out, "case file %s: %s is gone from %s on, trigger %s, by %s: %s\n%s",
		file.ID, file.UserID, file.DepartedAt.UTC().Format(time.RFC3339Nano), file.Trigger, byWhom(file), file.Reason, effectsOf(effects))
}

// errLeft is the answer of a person who was asked.
var errLeft = errors.New("nothing was done; type yes, or give --yes")

// rehearse tells what would happen, and asks whether it is to.
func (c departCommand) rehearse(ctx context.Context, t terminal, o *vault.Operator, who *gen.User, in vault.DepartUser) error {
	file, err := o.Rehearse(ctx, in)
	if err != nil {
		return err
	}
	effects, err := o.Effects(ctx, file)
	if err != nil {
		return err
	}
	if err := say(t.out, "%s is %s, %s of %s. By leaving now:\n%s", who.ID, who.DisplayName, who.Kind, who.Issuer, effectsOf(effects)); err != nil {
		return err
	}
	if c.Yes {
		return nil
	}
	complain(t.err, "Let %s leave? Type yes: ", who.DisplayName)
	answer, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if strings.TrimSpace(answer) != "yes" {
		return errLeft
	}
	return nil
}

// effectsOf writes what a departure does, a line each.
func effectsOf(e vault.Effects) string {
	var b strings.Builder
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(&b, "  "+format+"\n", args...) } // a Builder never fails
	line("sessions ended: %d, access tokens: %d, roles: %d, uploads: %d, grants to them: %d",
		e.Sessions, e.Tokens, e.Memberships, e.Uploads, e.GrantsReceived)
	line("grants by them ended: %d, handed over: %d, held: %d", e.GrantsEnded, e.GrantsHandedOver, e.GrantsHeld)
	line("customers handed over: %d, left without a custodian: %d", e.CustomersHandedOver, e.CustomersBereft)
	for _, c := range e.Bereft {
		line("  %s %s", c.ID, c.Name)
	}
	if e.Unusual {
		line("unusual: %d downloads in the last 14 days, where %.1f are usual", e.Recent, e.Usual)
	}
	return b.String()
}

func byWhom(file *gen.Departure) string {
	switch {
	case file.RecordedByID != nil:
		return file.RecordedByID.String()
	case file.Source != nil:
		return *file.Source
	default:
		return "the server"
	}
}

// operatorName is who runs a command, as the machine knows them.
func operatorName() string {
	name := "somebody"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	return name + " at " + host
}

func say(w io.Writer, format string, args ...any) error {
	_, err := fmt.Fprintf(w, format, args...)
	return err
}
