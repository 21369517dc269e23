package order

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Figures are what a quote comes to, without its words: what a stored quote is held to when it is priced again. A later
// release may choose other words for a description or an arithmetic, and the quote is the same one all the same. They
// are plain data, and read back from JSON. The zero Figures are those of no quote.
type Figures struct {
	Edition policy.Fingerprint `json:"edition"`
	Valid   calendar.Period    `json:"valid"` // the days on which it can be accepted
	invoice.Totals
	Lines    []LineFigures    `json:"lines"`    // one for each item
	Invoices []InvoiceFigures `json:"invoices"` // of those that it becomes
}

// LineFigures are the operands of a line: what is charged for which days. They are zero of an item that is not charged
// by the day or the term. The zero LineFigures are those of such an item.
type LineFigures struct {
	SRP     money.Amount    `json:"srp,omitzero"`
	Seats   int             `json:"seats,omitzero"`
	Days    int             `json:"days,omitzero"`    // that are charged
	Divisor int             `json:"divisor,omitzero"` // the standard days of the term
	Bought  calendar.Period `json:"bought,omitzero"`
	Net     money.Amount    `json:"net,omitzero"` // before tax
}

// InvoiceFigures are the dates and amounts of an invoice. The zero InvoiceFigures are those of none.
type InvoiceFigures struct {
	Issued calendar.Date `json:"issued"`
	Due    calendar.Date `json:"due"`
	invoice.Totals
}

// UnmarshalJSON reads figures strictly: a key that is not known or is a duplicate is an error, by its path.
func (f *Figures) UnmarshalJSON(data []byte) error {
	type plain Figures // without this method
	return strict.Into("order.Figures.UnmarshalJSON", "figures", data, (*plain)(f))
}

// UnmarshalJSON reads the figures of a line strictly, as [Figures.UnmarshalJSON] does.
func (f *LineFigures) UnmarshalJSON(data []byte) error {
	type plain LineFigures // without this method
	return strict.Into("order.LineFigures.UnmarshalJSON", "line", data, (*plain)(f))
}

// UnmarshalJSON reads the figures of an invoice strictly, as [Figures.UnmarshalJSON] does.
func (f *InvoiceFigures) UnmarshalJSON(data []byte) error {
	type plain InvoiceFigures // without this method
	return strict.Into("order.InvoiceFigures.UnmarshalJSON", "invoice", data, (*plain)(f))
}

// Figures returns what the quote comes to, with the figures of the invoices that it becomes: see [Quote.Bill].
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

// Differences lists the figures that are others now, in the order of the document. They are compared by their values,
// so that EUR 2.50 is EUR 2.5. There is none if the quote comes out as it did.
func (f Figures) Differences(now Figures) []FigureChange {
	var r Repricing
	r.differ("edition", f.Edition, now.Edition)
	r.differ("valid", f.Valid, now.Valid)
	r.differTotals("", f.Totals, now.Totals)
	r.differ("lines", len(f.Lines), len(now.Lines))
	for i := range min(len(f.Lines), len(now.Lines)) {
		was, is, at := f.Lines[i], now.Lines[i], fmt.Sprintf("lines[%d].", i)
		r.differ(at+"srp", was.SRP, is.SRP)
		r.differ(at+"seats", was.Seats, is.Seats)
		r.differ(at+"days", was.Days, is.Days)
		r.differ(at+"divisor", was.Divisor, is.Divisor)
		r.differ(at+"bought", was.Bought, is.Bought)
		r.differ(at+"net", was.Net, is.Net)
	}
	r.differ("invoices", len(f.Invoices), len(now.Invoices))
	for i := range min(len(f.Invoices), len(now.Invoices)) {
		was, is, at := f.Invoices[i], now.Invoices[i], fmt.Sprintf("invoices[%d].", i)
		r.differ(at+"issued", was.Issued, is.Issued)
		r.differ(at+"due", was.Due, is.Due)
		r.differTotals(at, was.Totals, is.Totals)
	}
	return r.Differences
}

func (r *Repricing) differTotals(at string, was, now invoice.Totals) {
	r.differ(at+"net", was.Net, now.Net)
	r.differ(at+"tax", was.Tax, now.Tax)
	r.differ(at+"total", was.Total, now.Total)
}
