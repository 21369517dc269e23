package order

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Figures are the numbers and dates of a quote, without its texts. When a stored quote is priced again, compare these,
// since a later release may word a description or the arithmetic differently. They are plain data, and read back from
// JSON. The zero Figures belong to no quote.
type Figures struct {
	Edition policy.Fingerprint `json:"edition"`
	Valid   calendar.Period    `json:"valid"` // the days on which it can be accepted
	invoice.Totals
	Lines    []LineFigures    `json:"lines"`    // one for each item
	Invoices []InvoiceFigures `json:"invoices"` // one for each invoice that it becomes
}

// LineFigures are the operands of a line: what is charged for which days. They are zero for an item that is not charged
// by the day or the term.
type LineFigures struct {
	SRP     money.Amount    `json:"srp,omitzero"`
	Seats   int             `json:"seats,omitzero"`
	Days    int             `json:"days,omitzero"`    // the days charged
	Divisor int             `json:"divisor,omitzero"` // the standard days of the term
	Bought  calendar.Period `json:"bought,omitzero"`
	Net     money.Amount    `json:"net,omitzero"` // before tax
}

// InvoiceFigures are the dates and amounts of an invoice. The zero InvoiceFigures belong to no invoice.
type InvoiceFigures struct {
	Issued calendar.Date `json:"issued"`
	Due    calendar.Date `json:"due"`
	invoice.Totals
}

// UnmarshalJSON reads figures strictly: an unknown or duplicate key is an error with its path. Figures that no quote
// can have are errors, too: without an edition, days or lines, with a total that is not the sum of net and tax, and
// with lines or invoices that do not add up to the net price. An error leaves the value as it was.
func (f *Figures) UnmarshalJSON(data []byte) error {
	const op = "order.Figures.UnmarshalJSON"
	type plain Figures // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "figures", data, &read); err != nil {
		return err
	}
	if err := Figures(read.plain).check(op); err != nil {
		return err
	}
	*f = Figures(read.plain)
	return nil
}

// UnmarshalJSON reads the figures of a line strictly, as [Figures.UnmarshalJSON] does. The net price is required; of
// the operands, all or none.
func (f *LineFigures) UnmarshalJSON(data []byte) error {
	const op = "order.LineFigures.UnmarshalJSON"
	type plain LineFigures // without this method
	var read plain
	if err := strict.Decode(op, "line", data, &read); err != nil {
		return err
	}
	if err := LineFigures(read).check(op); err != nil {
		return err
	}
	*f = LineFigures(read)
	return nil
}

// UnmarshalJSON reads the figures of an invoice strictly, as [Figures.UnmarshalJSON] does. The dates are required, and
// so is a total that is the sum of net and tax.
func (f *InvoiceFigures) UnmarshalJSON(data []byte) error {
	const op = "order.InvoiceFigures.UnmarshalJSON"
	type plain InvoiceFigures // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "invoice", data, &read); err != nil {
		return err
	}
	if err := InvoiceFigures(read.plain).check(op); err != nil {
		return err
	}
	*f = InvoiceFigures(read.plain)
	return nil
}

// Figures returns the figures of the quote and of the invoices that it becomes: see [Quote.InvoicesOn].
func (q Quote) Figures(invoices ...invoice.Invoice) Figures {
	f := Figures{Edition: q.Edition, Valid: q.Valid, Totals: q.Totals}
	for _, l := range q.Lines {
		c := l.Charge
		f.Lines = append(f.Lines, LineFigures{c.SRP, c.Seats, c.Days, c.Divisor, c.Bought, l.Net})
	}
	for _, inv := range invoices {
		f.Invoices = append(f.Invoices, InvoiceFigures{inv.Issued, inv.Due, inv.Totals})
	}
	return f
}

// Differences lists the figures that have changed, in the order of the document. They are compared by value, so that
// EUR 2.50 equals EUR 2.5. It returns nil if nothing has changed.
func (f Figures) Differences(now Figures) []FigureChange {
	var all differences
	all.note("edition", f.Edition, now.Edition)
	all.note("valid", f.Valid, now.Valid)
	all.totals("", f.Totals, now.Totals)
	all.note("lines", len(f.Lines), len(now.Lines))
	for i := range min(len(f.Lines), len(now.Lines)) {
		was, is, at := f.Lines[i], now.Lines[i], fmt.Sprintf("lines[%d].", i)
		all.note(at+"srp", was.SRP, is.SRP)
		all.note(at+"seats", was.Seats, is.Seats)
		all.note(at+"days", was.Days, is.Days)
		all.note(at+"divisor", was.Divisor, is.Divisor)
		all.note(at+"bought", was.Bought, is.Bought)
		all.note(at+"net", was.Net, is.Net)
	}
	all.note("invoices", len(f.Invoices), len(now.Invoices))
	for i := range min(len(f.Invoices), len(now.Invoices)) {
		was, is, at := f.Invoices[i], now.Invoices[i], fmt.Sprintf("invoices[%d].", i)
		all.note(at+"issued", was.Issued, is.Issued)
		all.note(at+"due", was.Due, is.Due)
		all.totals(at, was.Totals, is.Totals)
	}
	return all
}

// differences collects the figures that have changed.
type differences []FigureChange

// note adds a figure if its text has changed: amounts and periods are equal if and only if their texts are.
func (d *differences) note(figure string, was, now any) {
	if c := (FigureChange{figure, fmt.Sprint(was), fmt.Sprint(now)}); c.Was != c.Now {
		*d = append(*d, c)
	}
}

// totals adds those of the three totals that have changed.
func (d *differences) totals(at string, was, now invoice.Totals) {
	d.note(at+"net", was.Net, now.Net)
	d.note(at+"tax", was.Tax, now.Tax)
	d.note(at+"total", was.Total, now.Total)
}
