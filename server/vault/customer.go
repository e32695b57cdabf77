package vault

import (
	"context"
	"encoding/json"
	"fmt"
	"net/mail"
	"strings"
	"unicode/utf8"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/customerkey"
	"strongroom/ent/gen/membership"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/seal"
)

// CreateCustomer creates a customer with its root folder and makes the viewer
// its custodian.
func (v *Vault) CreateCustomer(ctx context.Context, in CreateCustomer) (created *gen.Customer, err error) {
	if in.Name, err = text("name", in.Name, 200); err != nil {
		return nil, err
	}
	if in.Category, err = text("category", in.Category, 80); err != nil {
		return nil, err
	}
	if err = customer.ImportanceValidator(in.Importance); err != nil {
		return nil, badInput("importance", "is none of the known levels")
	}
	if err = checkContacts(in.Contacts); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if err := a.decideOwn(policies.CustomerCreate); err != nil {
			return err
		}
		created, err = a.tx.Customer.Create().
			SetCreatedAt(a.at).
			SetUpdatedAt(a.at).
			SetName(in.Name).
			SetCategory(in.Category).
			SetImportance(in.Importance).
			Save(ctx)
		if err != nil {
			return err
		}
		if created, err = a.setContacts(ctx, created, in.Contacts); err != nil {
			return err
		}
		root, err := a.tx.Folder.Create().
			SetCreatedAt(a.at).
			SetCustomerID(created.ID).
			SetName(in.Name).
			Save(ctx)
		if err != nil {
			return err
		}
		if err := a.adopt(ctx, root); err != nil {
			return err
		}
		own, err := a.assign(ctx, a.who.ID, created.ID, membership.RoleCUSTODIAN)
		if err != nil {
			return err
		}
		err = a.record(ctx, event{
			action: string(policies.RoleAssign), object: own.ID, customer: created.ID, subject: a.who.ID,
			detail: map[string]string{"role": string(membership.RoleCUSTODIAN)},
		})
		if err != nil {
			return err
		}
		return a.record(ctx, event{action: string(policies.CustomerCreate), object: created.ID, customer: created.ID})
	})
	return created, err
}

// UpdateCustomer changes the fields of a customer that are given. New contacts
// are sealed under the customer's own key; a nil list stays, an empty one
// removes them.
func (v *Vault) UpdateCustomer(ctx context.Context, in UpdateCustomer) (updated *gen.Customer, err error) {
	if err = want("customerId", typeid.Customer, in.CustomerID); err != nil {
		return nil, err
	}
	if in.Name != nil {
		if *in.Name, err = text("name", *in.Name, 200); err != nil {
			return nil, err
		}
	}
	if in.Category != nil {
		if *in.Category, err = text("category", *in.Category, 80); err != nil {
			return nil, err
		}
	}
	if in.Importance != nil && customer.ImportanceValidator(*in.Importance) != nil {
		return nil, badInput("importance", "is none of the known levels")
	}
	if err = checkContacts(in.Contacts); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		found, err := a.customer(ctx, in.CustomerID)
		if err != nil {
			return err
		}
		if _, err := a.decide(ctx, policies.CustomerUpdate, ofCustomer(found)); err != nil {
			return err
		}
		updated, err = a.tx.Customer.UpdateOneID(found.ID).
			SetUpdatedAt(a.at).
			SetNillableName(in.Name).
			SetNillableCategory(in.Category).
			SetNillableImportance(in.Importance).
			Save(ctx)
		if err != nil {
			return err
		}
		if updated, err = a.setContacts(ctx, updated, in.Contacts); err != nil {
			return err
		}
		return a.record(ctx, event{action: string(policies.CustomerUpdate), object: found.ID, customer: found.ID})
	})
	return updated, err
}

// contactLevel is the classification under whose key contacts are sealed.
const contactLevel = classification.Confidential

const contactLabel = "contacts"

// setContacts seals contacts under the customer's own key; a nil list changes
// nothing.
func (a *act) setContacts(ctx context.Context, c *gen.Customer, contacts []*Contact) (*gen.Customer, error) {
	if contacts == nil {
		return c, nil
	}
	key, err := a.newestKey(ctx, c.ID, contactLevel)
	if err != nil {
		return nil, err
	}
	defer key.key.Wipe()
	plain, err := json.Marshal(contacts)
	if err != nil {
		return nil, fmt.Errorf("encode contacts: %w", err)
	}
	sealed, err := seal.SealValue(key.key, contactLabel, []byte(c.ID), plain)
	if err != nil {
		return nil, err
	}
	kept, err := json.Marshal(envelope{Key: key.row.ID, Sealed: sealed})
	if err != nil {
		return nil, fmt.Errorf("encode contacts: %w", err)
	}
	return a.tx.Customer.UpdateOneID(c.ID).SetContactsSealed(kept).Save(ctx)
}

// envelope is a sealed value in a column, with the customer key that seals it.
type envelope struct {
	Key    typeid.ID `json:"key"`
	Sealed []byte    `json:"sealed"`
}

// MaskedContacts returns the contacts of some customers with their personal
// fields masked; those of customers that do not exist for the viewer are not
// among them.
func (v *Vault) MaskedContacts(ctx context.Context, customerIDs ...typeid.ID) (map[typeid.ID][]*Contact, error) {
	rows, err := v.reader.Customer.Query().Where(customer.IDIn(customerIDs...)).All(ctx)
	if err != nil {
		return nil, translate(err)
	}
	masks, err := v.contacts(ctx, rows...)
	if err != nil {
		return nil, err
	}
	for _, contacts := range masks {
		for _, contact := range contacts {
			contact.Name = maskName(contact.Name)
			contact.Email = masked(contact.Email, maskEmail)
			contact.Phone = masked(contact.Phone, maskPhone)
		}
	}
	return masks, nil
}

// RevealContacts returns the contacts of a customer in clear. Who did so, and
// for what purpose, is in the log before they are.
func (v *Vault) RevealContacts(ctx context.Context, in RevealContacts) (contacts []*Contact, err error) {
	if err = want("customerId", typeid.Customer, in.CustomerID); err != nil {
		return nil, err
	}
	if in.Purpose, err = text("purpose", in.Purpose, 500); err != nil {
		return nil, err
	}
	var found *gen.Customer
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if found, err = a.customer(ctx, in.CustomerID); err != nil {
			return err
		}
		if _, err := a.decide(ctx, policies.CustomerReveal, ofCustomer(found)); err != nil {
			return err
		}
		return a.record(ctx, event{
			action: string(policies.CustomerReveal), object: found.ID, customer: found.ID,
			detail: map[string]string{"purpose": in.Purpose},
		})
	})
	if err != nil {
		return nil, err
	}
	clear, err := v.contacts(ctx, found)
	return clear[found.ID], err
}

// contacts opens the contacts of customers that were found for the viewer. Those
// whose key was destroyed are none.
func (v *Vault) contacts(ctx context.Context, rows ...*gen.Customer) (map[typeid.ID][]*Contact, error) {
	clear := make(map[typeid.ID][]*Contact, len(rows))
	sealed := make(map[typeid.ID]envelope, len(rows))
	keys := make([]typeid.ID, 0, len(rows))
	for _, c := range rows {
		clear[c.ID] = []*Contact{}
		if len(c.ContactsSealed) == 0 {
			continue
		}
		var kept envelope
		if err := json.Unmarshal(c.ContactsSealed, &kept); err != nil {
			return nil, translate(fmt.Errorf("decode contacts: %w", err))
		}
		sealed[c.ID] = kept
		keys = append(keys, kept.Key)
	}
	keyRows, err := v.reader.CustomerKey.Query().
		Where(customerkey.IDIn(keys...), customerkey.DestroyedAtIsNil()).
		All(viewer.As(ctx, viewer.Keeper, v.now()))
	if err != nil {
		return nil, translate(err)
	}
	for _, row := range keyRows {
		if clear[row.CustomerID], err = v.openContacts(ctx, row, sealed[row.CustomerID]); err != nil {
			return nil, err
		}
	}
	return clear, nil
}

func (v *Vault) openContacts(ctx context.Context, row *gen.CustomerKey, kept envelope) (contacts []*Contact, err error) {
	key, err := v.unwrap(ctx, row)
	if err != nil {
		return nil, err
	}
	defer key.key.Wipe()
	plain, err := seal.OpenValue(key.key, contactLabel, []byte(row.CustomerID), kept.Sealed)
	if err != nil {
		return nil, translate(err)
	}
	if err := json.Unmarshal(plain, &contacts); err != nil {
		return nil, translate(fmt.Errorf("decode contacts: %w", err))
	}
	return contacts, nil
}

func checkContacts(contacts []*Contact) (err error) {
	if len(contacts) > 20 {
		return badInput("contacts", "are more than 20")
	}
	for i, contact := range contacts {
		field := fmt.Sprintf("contacts.%d.", i)
		if contact.Name, err = text(field+"name", contact.Name, 200); err != nil {
			return err
		}
		if contact.Email != nil {
			address, err := mail.ParseAddress(*contact.Email)
			if err != nil || address.Address != *contact.Email || len(*contact.Email) > 320 {
				return badInput(field+"email", "is not an e-mail address")
			}
		}
		if contact.Phone != nil {
			if *contact.Phone, err = text(field+"phone", *contact.Phone, 40); err != nil {
				return err
			}
		}
	}
	return nil
}

func masked(s *string, mask func(string) string) *string {
	if s == nil {
		return nil
	}
	m := mask(*s)
	return &m
}

// maskName keeps the first character of each word: J•••• D••••.
func maskName(s string) string {
	words := strings.Fields(s)
	for i, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		words[i] = string(first) + "••••"
	}
	return strings.Join(words, " ")
}

// maskEmail keeps the first character and the domain: j••••@example.com.
func maskEmail(s string) string {
	local, domain, _ := strings.Cut(s, "@")
	first, _ := utf8.DecodeRuneInString(local)
	return string(first) + "••••@" + domain
}

// maskPhone keeps the last two characters of a number that has more.
func maskPhone(s string) string {
	runes := []rune(s)
	if len(runes) < 6 {
		return "••••"
	}
	return "••••" + string(runes[max(0, len(runes)-2):])
}
