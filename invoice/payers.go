package invoice

import (
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Payers are the e-mail addresses that receive the invoices of one payer number and are responsible for paying them.
// Addresses are compared without regard to case. Payers are immutable; the zero Payers have no payer number.
type Payers struct {
	number string
	emails []string
	most   int
	by     policy.Fingerprint
}

// NewPayers returns the payers of a payer number. A duplicate address and more addresses than the edition
// allows for one number are errors. Implements invoice.payers.
func NewPayers(ed policy.Edition, number string, emails ...string) (Payers, error) {
	const op = "invoice.NewPayers"
	if ed.IsZero() {
		return Payers{}, input.Missing(op, "edition")
	}
	if err := input.Name(op, "number", number, maxText); err != nil {
		return Payers{}, err
	}
	p := Payers{number: number, most: ed.InvoiceRules().PayersPerPayerNumber, by: ed.Fingerprint()}
	if len(emails) > p.most {
		return Payers{}, input.Errorf(op, "emails", nil, input.ErrRange,
			"has %d entries, at most %d are allowed for one payer number (%s)", len(emails), p.most, rule.InvoicePayers)
	}
	for i, email := range emails {
		if err := p.check(op, fmt.Sprintf("emails[%d]", i), email); err != nil {
			return Payers{}, err
		}
		p.emails = append(p.emails, email)
	}
	return p, nil
}

// check refuses a malformed address and a duplicate.
func (p Payers) check(op, field, email string) error {
	if err := checkEmail(op, field, email); err != nil {
		return err
	}
	if p.Contains(email) {
		return input.Errorf(op, field, email, input.ErrConflict, "is a duplicate")
	}
	return nil
}

// checkEmail refuses what cannot be an address. Whether it exists, only sending to it can show.
func checkEmail(op, field, email string) error {
	if err := input.Name(op, field, email, input.MaxEmail); err != nil {
		return err
	}
	local, domain, found := strings.Cut(email, "@")
	if !found || local == "" || domain == "" || strings.ContainsAny(email, " ,;<>") || strings.Contains(domain, "@") {
		return input.Errorf(op, field, email, input.ErrSyntax, "is not one e-mail address")
	}
	return nil
}

// PayerNumber returns the payer number; empty for the zero Payers.
func (p Payers) PayerNumber() string { return p.number }

// Emails returns the addresses, as they were written, in the order in which they were added.
func (p Payers) Emails() []string { return slices.Clone(p.emails) }

// Contains reports whether an address is among the payers, without regard to case. What [Payers.Add] refuses as
// malformed is not among them.
func (p Payers) Contains(email string) bool { return p.index(email) >= 0 }

// index returns the place of an address, and -1 if it is not among the payers. Some characters that cannot be in an
// address differ from a letter only in case, such as the Kelvin sign.
func (p Payers) index(email string) int {
	if checkEmail("", "", email) != nil {
		return -1
	}
	return slices.IndexFunc(p.emails, func(e string) bool { return strings.EqualFold(e, email) })
}

// CanAdd decides whether there is room for another payer. Implements invoice.payers.
func (p Payers) CanAdd(day calendar.Date) policy.Decision {
	d := policy.Decision{Rule: rule.InvoicePayers, Asked: day, Window: calendar.Always(), Edition: p.by}
	if len(p.emails) >= p.most {
		d.Window, d.Remedy = calendar.Period{}, policy.RemovePayer
	}
	return d
}

// Add returns the payers with another one. If there is no room, the error is a [*policy.Refusal] by invoice.payers. An
// address that is malformed, or a duplicate, is an error.
func (p Payers) Add(email string, day calendar.Date) (Payers, error) {
	const op = "invoice.Payers.Add"
	switch {
	case p.number == "":
		return Payers{}, input.Missing(op, "payers")
	case day.IsZero():
		return Payers{}, input.Missing(op, "day")
	}
	if err := p.check(op, "email", email); err != nil {
		return Payers{}, err
	}
	if err := p.CanAdd(day).Err(); err != nil {
		return Payers{}, err
	}
	p.emails = append(slices.Clone(p.emails), email)
	return p, nil
}

// Remove returns the payers without an address. An address that is not among them is an error.
func (p Payers) Remove(email string) (Payers, error) {
	i := p.index(email)
	if i < 0 {
		return Payers{}, input.Errorf("invoice.Payers.Remove", "email", email, input.ErrUnknown,
			"is not among the payers")
	}
	p.emails = slices.Delete(slices.Clone(p.emails), i, i+1)
	return p, nil
}
