package invoice

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// CreditNote is a document that gives money back, line by line, with each tax by its name and rate. Its amounts are
// positive. The zero CreditNote is not valid.
type CreditNote struct {
	Number  string        `json:"number"`            // at most 200 bytes
	Issued  calendar.Date `json:"issued"`            // its date, not before that of the invoice
	Invoice string        `json:"invoice,omitempty"` // the number of its invoice; empty in the note of a return
	Lines   []CreditLine  `json:"lines"`             // at least one, all in one currency
	Totals
	// TaxRounding is what the tax of its invoice was computed on: each line, or all lines of a rate. It is zero in the
	// note of a return, whose taxes are those that were paid, on one or several invoices.
	TaxRounding policy.TaxRounding `json:"taxRounding,omitzero"`
}

// CreditReturn returns a credit note for a return that was allowed, with the lines that are given back. For a refused
// return the error is its [*policy.Refusal]. A return that [refund.Return.Check] refuses is an error, and so is one
// without taxes; lines from [Invoice.PaidLines] have them.
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
	lines, err := returnedLines(op, r.Lines)
	if err != nil {
		return CreditNote{}, err
	}
	return credit(op, CreditNote{Number: number, Issued: issued, Lines: lines}, r.Decision.Asked)
}

// credit checks and adds up a note that may not be older than what it credits.
func credit(op string, c CreditNote, since calendar.Date) (CreditNote, error) {
	bad := []error{c.checkHead(op)}
	if !c.Issued.IsZero() && c.Issued.Before(since) {
		bad = append(bad, input.Errorf(op, "issued", c.Issued, input.ErrConflict,
			"is before %s, the day of the invoice or return that it credits", since))
	}
	if err := errors.Join(bad...); err != nil {
		return CreditNote{}, err
	}
	c.Totals = price.Sure(c.sum(op)) // at most that of what it credits, which was checked
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
	t := Totals{Net: c.Lines[0].Net, Tax: c.Lines[0].Tax} // it exists: see checkHead
	for _, l := range c.Lines[1:] {
		if err := t.add(op, l.Net, l.Tax); err != nil {
			return Totals{}, err
		}
	}
	return t, t.total(op)
}

// UnmarshalJSON reads a credit note strictly: an unknown or duplicate key, a negative amount, a tax that is not that of
// its line, and totals that are not the sums of the lines are errors.
func (c *CreditNote) UnmarshalJSON(data []byte) error {
	const op = "invoice.CreditNote.UnmarshalJSON"
	type plain CreditNote // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "creditNote", data, &read); err != nil {
		return err
	}
	if err := CreditNote(read.plain).check(op); err != nil {
		return err
	}
	*c = CreditNote(read.plain)
	return nil
}

func (c CreditNote) check(op string) error {
	bad := []error{c.checkHead(op)}
	if c.Invoice != "" {
		bad = append(bad, input.Name(op, "invoice", c.Invoice, maxText))
	}
	switch _, err := c.TaxRounding.MarshalText(); {
	case c.Invoice != "":
		bad = append(bad, input.At(err, op, "taxRounding"))
	case c.TaxRounding != 0:
		bad = append(bad, input.Errorf(op, "taxRounding", c.TaxRounding, input.ErrConflict,
			"must not be set: there is no invoice"))
	}
	if len(c.Lines) > maxLines {
		return errors.Join(bad...)
	}
	for i, l := range c.Lines {
		at := fmt.Sprintf("lines[%d]", i)
		bad = append(bad, within(l.check(op), op, at))
		if (l.Line > 0) != (c.Invoice != "") {
			bad = append(bad, input.Errorf(op, at+".line", l.Line, input.ErrConflict,
				"must be the number of a line of the invoice, or 0 if there is no invoice"))
		}
		if l.Line > 0 && slices.ContainsFunc(c.Lines[:i], func(b CreditLine) bool { return b.Line == l.Line }) {
			bad = append(bad, input.Duplicate(op, at+".line", l.Line))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	want, err := c.sum(op)
	if err != nil {
		return err
	}
	if !c.Totals.Equal(want) {
		return input.Errorf(op, "total", c.Totals, input.ErrConflict, "is not the sum of the lines, %s", want)
	}
	return nil
}

// Check refuses a credit note that contradicts itself, and names every bad field: a tax that is not that of its line,
// and totals that are not the sums of the lines. Code that passes a credit note on calls it first.
func (c CreditNote) Check() error { return c.check("invoice.CreditNote.Check") }

// Open returns the credit note as an open item of which nothing has been used.
func (c CreditNote) Open() OpenItem { return OpenItem{Number: c.Number, Amount: c.Total} }

// Equal reports whether two credit notes are equal, line by line.
func (c CreditNote) Equal(b CreditNote) bool {
	return c.Number == b.Number && c.Issued == b.Issued && c.Invoice == b.Invoice &&
		slices.EqualFunc(c.Lines, b.Lines, CreditLine.Equal) && c.Totals.Equal(b.Totals) &&
		c.TaxRounding == b.TaxRounding
}

// String returns the credit note in one line, such as "credit note C-7 of 2025-07-02 for invoice 2025-077: EUR 100.00 +
// tax 21.00 = 121.00".
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

// Explain returns the credit note: its lines with each tax by name and rate, what each tax comes to, and the statement
// of the rule.
func (c CreditNote) Explain() string {
	if c.Issued.IsZero() {
		return c.String()
	}
	var b strings.Builder
	b.WriteString(c.String())
	for _, l := range c.Lines {
		b.WriteString("\n" + l.String())
	}
	if rates, err := c.ByRate(); err == nil {
		for _, of := range rates {
			fmt.Fprintf(&b, "\n%s of %s: %s", titled(Tax{of.Name, of.Rate}), of.Net, of.Tax.Number())
		}
	}
	b.WriteString("\n" + rule.Explain(rule.InvoiceTax))
	return b.String()
}

// ByRate returns the totals for each tax, as [ByRate] does for an invoice.
func (c CreditNote) ByRate() ([]RateTotals, error) {
	lines := make([]Line, len(c.Lines))
	for i, l := range c.Lines {
		lines[i] = Line{Net: l.Net, Taxes: l.Taxes, Tax: l.Tax}
	}
	return byRate("invoice.CreditNote.ByRate", lines)
}
