package invoice

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/internal/strict"
	"example.com/billingrules/refund"
)

// CreditNote is a document that gives money back: it mirrors what it credits line by line. Its amounts are positive.
// The zero CreditNote is none.
type CreditNote struct {
	Number  string                `json:"number"`            // at most 200 bytes
	Issued  calendar.Date         `json:"issued"`            // its date, not before that of the invoice
	Invoice string                `json:"invoice,omitempty"` // the number of the invoice that it credits; empty for one that comes from a return
	Lines   []refund.ReturnedLine `json:"lines"`             // at least one, all in one currency
	Totals
}

// Credit returns a credit note for the whole of an invoice: the same lines, with the same net and tax, so that the two
// together come to nothing. No tax is worked out again, so that this holds whether it was per line or per rate. A
// credit note cannot be older than its invoice.
func Credit(inv Invoice, number string, issued calendar.Date) (CreditNote, error) {
	const op = "invoice.Credit"
	if inv.Issued.IsZero() {
		return CreditNote{}, input.Missing(op, "invoice")
	}
	lines := make([]refund.ReturnedLine, len(inv.Lines))
	for i, l := range inv.Lines {
		lines[i] = refund.ReturnedLine{Description: l.Description, Net: l.Net, Tax: l.Tax}
	}
	return credit(op, CreditNote{Number: number, Issued: issued, Invoice: inv.Number, Lines: lines}, inv.Issued)
}

// CreditReturn returns a credit note for a return that has been granted: the lines that are given back. A return
// that was refused gives its [*policy.Refusal], and one that [refund.Return.Check] refuses is an error.
func CreditReturn(r refund.Return, number string, issued calendar.Date) (CreditNote, error) {
	const op = "invoice.CreditReturn"
	if r.Decision.Rule == "" {
		return CreditNote{}, input.Missing(op, "return")
	}
	if err := r.Decision.Err(); err != nil {
		return CreditNote{}, err
	}
	if err := within(r.Check(), op, "return"); err != nil {
		return CreditNote{}, err
	}
	return credit(op, CreditNote{Number: number, Issued: issued, Lines: slices.Clone(r.Lines)}, r.Decision.Asked)
}

// credit checks and adds up a note that may not be older than what it credits.
func credit(op string, c CreditNote, since calendar.Date) (CreditNote, error) {
	bad := []error{c.checkHead(op)}
	if !c.Issued.IsZero() && c.Issued.Before(since) {
		bad = append(bad, input.Errorf(op, "issued", c.Issued, input.ErrConflict, "is before %s, the day of what it credits", since))
	}
	if err := errors.Join(bad...); err != nil {
		return CreditNote{}, err
	}
	var err error
	c.Totals, err = c.sum(op)
	if err != nil {
		return CreditNote{}, err
	}
	return c, nil
}

func (c CreditNote) checkHead(op string) error {
	bad := []error{input.Name(op, "number", c.Number, maxText)}
	if c.Issued.IsZero() {
		bad = append(bad, input.Missing(op, "issued"))
	}
	return errors.Join(append(bad, checkCount(op, "lines", len(c.Lines)))...)
}

func (c CreditNote) sum(op string) (Totals, error) {
	t := Totals{Net: c.Lines[0].Net, Tax: c.Lines[0].Tax} // there is one: see checkHead
	for _, l := range c.Lines[1:] {
		if err := t.add(op, l.Net, l.Tax); err != nil {
			return Totals{}, err
		}
	}
	return t, t.total(op)
}

// UnmarshalJSON reads a credit note strictly: a key that is not known or is a duplicate, a negative amount, and
// totals that are not the sums of the lines are errors.
func (c *CreditNote) UnmarshalJSON(data []byte) error {
	const op = "invoice.CreditNote.UnmarshalJSON"
	type plain CreditNote // without this method
	var read plain
	if err := strict.Decode(op, "creditNote", data, &read); err != nil {
		return err
	}
	note := CreditNote(read)
	bad := []error{note.checkHead(op)}
	if note.Invoice != "" {
		bad = append(bad, input.Name(op, "invoice", note.Invoice, maxText))
	}
	for i, l := range note.Lines {
		at := fmt.Sprintf("lines[%d].", i)
		if l.Description != "" {
			bad = append(bad, input.Name(op, at+"description", l.Description, maxText))
		}
		bad = append(bad, price.Whole(op, at+"net", l.Net), price.Whole(op, at+"tax", l.Tax))
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	want, err := note.sum(op)
	if err != nil {
		return err
	}
	if !note.Totals.Equal(want) {
		return input.Errorf(op, "total", note.Totals, input.ErrConflict, "is not the sum of the lines, %s", want)
	}
	*c = note
	return nil
}

// Open returns the credit note as something of which nothing has been used.
func (c CreditNote) Open() OpenItem { return OpenItem{Number: c.Number, Amount: c.Total} }

// Equal reports whether two credit notes are equal, line by line.
func (c CreditNote) Equal(b CreditNote) bool {
	same := func(x, y refund.ReturnedLine) bool {
		return x.Description == y.Description && x.Net.Equal(y.Net) && x.Tax.Equal(y.Tax)
	}
	return c.Number == b.Number && c.Issued == b.Issued && c.Invoice == b.Invoice &&
		slices.EqualFunc(c.Lines, b.Lines, same) && c.Totals.Equal(b.Totals)
}

// String returns the credit note in one line, as "credit note C-7 of 2025-07-02 for invoice 2025-077: EUR 100.00 + tax
// 21.00 = 121.00".
func (c CreditNote) String() string {
	if c.Issued.IsZero() {
		return "no credit note"
	}
	s := "credit note " + c.Number + " of " + c.Issued.String()
	if c.Invoice != "" {
		s += " for invoice " + c.Invoice
	}
	return s + ": " + c.Totals.String()
}
