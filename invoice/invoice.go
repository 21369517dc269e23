package invoice

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Draft is what an invoice is made of.
type Draft struct {
	Number   string        `json:"number"`            // at most 200 bytes
	Issued   calendar.Date `json:"issued,omitzero"`   // its date; if zero, that of the instalments it bills
	NetTerms NetTerms      `json:"netTerms,omitzero"` // if zero, those of its items; if they have none, due on its date
	Items    []Item        `json:"items"`             // at least one, all in one currency
}

// Invoice is a document that asks for money. [New] makes it; it is checked again when it is read from JSON. The zero
// Invoice is not valid.
type Invoice struct {
	Number   string        `json:"number"`            // at most 200 bytes
	Issued   calendar.Date `json:"issued"`            // its date
	NetTerms NetTerms      `json:"netTerms,omitzero"` // for pay by invoice; otherwise zero
	Due      calendar.Date `json:"due"`               // Issued plus the net days, if any
	Lines    []Line        `json:"lines"`             // at least one, all in one currency
	Totals
	Rounding    money.Mode         `json:"rounding"`    // how amounts between two minor units were rounded
	TaxRounding policy.TaxRounding `json:"taxRounding"` // what tax was computed on: each line, or all lines of a rate
	Edition     policy.Fingerprint `json:"edition"`     // the edition by which it was worked out
}

// New works out an invoice under an edition. Every bad field of the draft is reported at once.
//
// If an item has instalments, the invoice takes the date and the net terms of the instalment that is billed. Errors are
// a draft with another date or other net terms, items that do not belong on one invoice, an instalment that the price
// does not have, and one that is billed twice. A price may come from an earlier edition, as it often does for a second
// instalment. If it was rounded in another mode, bill it on its own [Basis].
//
// Nothing new is sold in a withdrawn currency, but later instalments of an earlier sale are still invoiced in it.
func New(ed policy.Edition, draft Draft) (Invoice, error) {
	const op = "invoice.New"
	if ed.IsZero() {
		return Invoice{}, input.Missing(op, "edition")
	}
	return BasisOf(ed).invoice(op, draft)
}

func (b Basis) invoice(op string, draft Draft) (Invoice, error) {
	counted := checkCount(op, "items", len(draft.Items))
	if len(draft.Items) > maxLines {
		return Invoice{}, counted
	}
	dated := draft.date(op)
	inv := Invoice{
		Number: draft.Number, Issued: draft.Issued, NetTerms: draft.NetTerms, Due: draft.NetTerms.Due(draft.Issued),
		Rounding: b.Rounding, TaxRounding: b.TaxRounding, Edition: b.Edition,
	}
	bad := []error{inv.checkHead(op), counted, dated}
	if counted == nil {
		var err error
		inv.Lines, inv.Totals, err = b.lines(op, draft.Items)
		bad = append(bad, err)
	}
	if err := errors.Join(bad...); err != nil {
		return Invoice{}, err
	}
	if err := inv.Total.Currency().CheckOn(draft.sold()); err != nil {
		return Invoice{}, input.At(err, op, "items")
	}
	return inv, nil
}

// sold returns the day on which the last of the items was sold, as far as the draft says: the date of the first
// instalment of an item, or without instalments the date of the invoice.
func (d *Draft) sold() calendar.Date {
	var last calendar.Date
	for _, item := range d.Items {
		day := d.Issued
		if len(item.Instalments) > 0 {
			day = calendar.Earliest(day, item.Instalments[0].Date)
		}
		last = calendar.Latest(last, day)
	}
	return last
}

// date gives a draft the date and the net terms of the instalments that it bills. It refuses items with another date or
// other net terms, and items that bill the same instalment twice.
func (d *Draft) date(op string) error {
	bad := []error{checkBilledOnce(op, d.Items)}
	agreed := !d.NetTerms.IsZero()
	for i, item := range d.Items {
		at := fmt.Sprintf("items[%d].", i)
		part, err := item.part(op)
		switch {
		case err != nil && item.Instalment == 0:
			bad = append(bad, input.At(err, op, at+"instalment"))
			continue
		case err != nil || len(item.Instalments) == 0:
			continue // it is refused with its line, or has no date
		}
		if d.Issued.IsZero() {
			d.Issued = part.Date
		}
		if !agreed {
			d.NetTerms, agreed = item.NetTerms, true
		}
		if part.Date != d.Issued {
			bad = append(bad, input.Errorf(op, at+"instalment", part, input.ErrConflict,
				"must have the date of the invoice, %s", d.Issued))
		}
		if item.NetTerms != d.NetTerms {
			bad = append(bad, input.Errorf(op, at+"netTerms", item.NetTerms, input.ErrConflict,
				"must be %s, as on the invoice", d.NetTerms))
		}
	}
	return errors.Join(bad...)
}

func (i Invoice) checkHead(op string) error {
	bad := []error{input.Name(op, "number", i.Number, maxText)}
	if i.Edition.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	switch {
	case i.Issued.IsZero():
		bad = append(bad, input.Missing(op, "issued"))
	case i.NetTerms.Due(i.Issued).IsZero():
		bad = append(bad, input.Errorf(op, "issued", i.Issued, input.ErrRange, "is too near the end of the calendar"))
	}
	return errors.Join(bad...)
}

func checkCount(op, field string, n int) error {
	if n == 0 {
		return input.Missing(op, field)
	}
	return input.Length(op, field, n, maxLines)
}

// within puts every bad field in err under the entry of a list.
func within(err error, op, entry string) error {
	return input.Within(err, op, entry+".")
}

// Check refuses an invoice that contradicts itself, and names every bad field: a line that does not follow from its own
// figures, a tax that is not what the invoice's reading of invoice.tax gives, totals that are not the sums of the
// lines. Code that passes an invoice on calls it first.
func (i Invoice) Check() error { return i.check("invoice.Invoice.Check") }

// Overdue reports whether the invoice, if it is unpaid, is past its due date on a day. On the due date itself it is
// not. An invoice for a total of 0 is never overdue (lapse.start).
func (i Invoice) Overdue(day calendar.Date) bool {
	return !i.Due.IsZero() && day.After(i.Due) && !i.Total.IsZero() && i.Total.Sign() > 0
}

// Open returns the invoice as an open item of which nothing has been paid.
func (i Invoice) Open() OpenItem { return OpenItem{Number: i.Number, Amount: i.Total} }

// Equal reports whether two invoices are equal, line by line.
func (i Invoice) Equal(b Invoice) bool {
	return i.Number == b.Number && i.Issued == b.Issued && i.NetTerms == b.NetTerms && i.Due == b.Due &&
		slices.EqualFunc(i.Lines, b.Lines, Line.Equal) && i.Totals.Equal(b.Totals) &&
		i.Rounding == b.Rounding && i.TaxRounding == b.TaxRounding && i.Edition == b.Edition
}

// String returns the invoice in one line, such as "invoice 2025-133 of 2025-10-01, due 2025-10-31: EUR 35880.00 + tax
// 7534.80 = 43414.80".
func (i Invoice) String() string {
	if i.Issued.IsZero() {
		return "no invoice"
	}
	s := "invoice " + i.Number + " of " + i.Issued.String()
	if i.Due != i.Issued {
		s += ", due " + i.Due.String()
	}
	return s + ": " + i.Totals.String()
}

// Explain returns the invoice: its lines with their arithmetic, its totals, the tax of each rate if that is what was
// rounded, and the statements of the rules.
func (i Invoice) Explain() string {
	if i.Issued.IsZero() {
		return i.String()
	}
	var b strings.Builder
	b.WriteString(i.String())
	for _, l := range i.Lines {
		b.WriteString("\n" + l.String())
	}
	if rates, err := ByRate(i.Lines); err == nil && i.TaxRounding == policy.TaxPerRate {
		for _, of := range rates {
			fmt.Fprintf(&b, "\n%s of %s, all lines of that rate together: %s",
				titled(Tax{of.Name, of.Rate}), of.Net, of.Tax.Number())
		}
	}
	b.WriteString("\n" + rule.Explain(rule.InvoiceTax, rule.InvoiceNetTerms))
	return b.String()
}

// near reports whether got is a × mul ÷ div, rounded to minor units in any mode.
func near(got, a money.Amount, mul, div int64) bool {
	for _, mode := range []money.Mode{money.Up, money.Down} {
		if edge, _, err := a.MulDiv(mul, div, a.Currency().Rounding(mode)); err == nil && edge.Equal(got) {
			return true
		}
	}
	return false
}
