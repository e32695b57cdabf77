package vault

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
)

// Operator lets people leave at the command line, for whoever has the database.
// It does what an admin does, by the same use cases, while the vault is in use or not.
type Operator struct {
	vault *Vault
	// from names the operator for the log and the case file.
	from string
}

// NewOperator prepares to work on a database. From names who it is for.
func NewOperator(database *sql.Driver, clock func() time.Time, from string) *Operator {
	return &Operator{vault: bare(Config{Database: database, Clock: clock}), from: from}
}

// Find finds somebody by their ID, or by an e-mail address that only they have.
// It fails with NotFound for nobody, and with Conflict for several.
func (o *Operator) Find(ctx context.Context, name string) (*gen.User, error) {
	whom := predicate.User(user.EmailEqualFold(name))
	if id, err := typeid.ParseAs(typeid.User, name); err == nil {
		whom = user.ID(id)
	}
	found, err := o.vault.reader.User.Query().Where(whom).Order(user.ByID()).Limit(2).
		All(viewer.As(ctx, viewer.Messenger, o.vault.now()))
	switch {
	case err != nil:
		return nil, translate(err)
	case len(found) == 0:
		return nil, &Error{Code: NotFound, Message: fmt.Sprintf("there is nobody by the name of %q", name)}
	case len(found) > 1:
		return nil, conflict("%q is the e-mail address of several; give the ID, such as %s or %s", name, found[0].ID, found[1].ID)
	}
	return found[0], nil
}

// Rehearse tells what a departure would do now, as a case file that is nowhere
// kept. It refuses what Depart refuses, and what has happened already.
func (o *Operator) Rehearse(ctx context.Context, in DepartUser) (*gen.Departure, error) {
	in, err := in.check()
	if err != nil {
		return nil, err
	}
	at := o.vault.now()
	a := &act{vault: o.vault, tx: o.vault.reader, who: viewer.Viewer{System: viewer.Messenger, At: at}, at: at}
	file, err := a.rehearse(viewer.NewContext(ctx, a.who), in)
	return file, translate(err)
}

// Effects are what a departure does, in numbers, and the first of the customers
// that it leaves without a custodian.
type Effects struct {
	Outcome
	Downloads
	Bereft []*gen.Customer
}

// firstBereft bounds Effects.Bereft.
const firstBereft = 20

// Effects tells what a departure does, rehearsed or real.
func (o *Operator) Effects(ctx context.Context, file *gen.Departure) (e Effects, err error) {
	if e.Outcome, err = o.vault.Outcome(ctx, file); err != nil {
		return e, err
	}
	if e.Downloads, err = o.vault.Downloads(ctx, file); err != nil {
		return e, err
	}
	e.Bereft, err = o.vault.reader.Customer.Query().
		Where(o.vault.Affected(file).CustomersBereft).
		Order(customer.ByName(), customer.ByID()).
		Limit(firstBereft).
		All(viewer.As(ctx, viewer.Registrar, o.vault.now()))
	return e, translate(err)
}

// Depart is [Vault.DepartUser], and, with an instant that lies ahead,
// [Vault.ScheduleDeparture].
func (o *Operator) Depart(ctx context.Context, in DepartUser, at time.Time) (file *gen.Departure, err error) {
	if in, err = in.check(); err != nil {
		return nil, err
	}
	l := leaving{trigger: departure.TriggerOPERATOR, source: o.from}
	err = o.vault.writeAs(ctx, viewer.Viewer{System: viewer.Messenger}, func(ctx context.Context, a *act) error {
		account, err := a.locked(ctx, user.ID(in.UserID))
		if err != nil {
			return err
		}
		if at.IsZero() {
			file, err = a.end(ctx, account, in, l)
		} else {
			file, err = a.schedule(ctx, account, ScheduleDeparture{DepartUser: in, At: at}, l)
		}
		return err
	})
	return file, err
}
