package invoice

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
)

// LinePart is a part of a line of an invoice that is to be credited.
type LinePart struct {
	Line int          // from 1 on
	Net  money.Amount // before tax: more than 0, at most what is left; the zero Amount for all that is left
}

// Credit returns a credit note for a whole invoice: the same lines with the same net and taxes, so that the note and
// the invoice cancel out under both readings of invoice.tax. A credit note cannot be dated before its invoice.
func Credit(inv Invoice, number string, issued calendar.Date) (CreditNote, error) {
	return creditLines("invoice.Credit", inv, nil, nil, number, issued)
}

// CreditLines returns a credit note for parts of an invoice, given its earlier credit notes: for some lines or parts of
// lines, or, if parts is empty, for all that is left. Every bad field is reported at once, such as a line that the
// invoice does not have, a part of 0, or more than is left.
//
// Each tax is worked out cumulatively. All notes together give back the rate × the sum of their nets, rounded as on
// the invoice, but never more than the tax of the line; once nothing of the line is left, they have given back exactly
// that tax. This note gives back what the earlier ones have not. So the notes of an invoice add up to it for each tax,
// under both readings of invoice.tax, and none gives back more than is left. Implements invoice.tax.
func CreditLines(
	inv Invoice, parts []LinePart, before []CreditNote, number string, issued calendar.Date,
) (CreditNote, error) {
	return creditLines("invoice.CreditLines", inv, parts, before, number, issued)
}

// creditLines credits parts of an invoice, or all of it that is left if there are none.
func creditLines(
	op string, inv Invoice, parts []LinePart, before []CreditNote, number string, issued calendar.Date,
) (CreditNote, error) {
	if inv.Issued.IsZero() {
		return CreditNote{}, input.Missing(op, "invoice")
	}
	if err := within(inv.check(op), op, "invoice"); err != nil {
		return CreditNote{}, err
	}
	done, err := credited(op, inv, before)
	if err != nil {
		return CreditNote{}, err
	}
	bad := []error{checkCredited(op, inv, done)}
	if slices.ContainsFunc(before, func(c CreditNote) bool { return c.Number == number }) {
		bad = append(bad, input.Duplicate(op, "number", number))
	}
	note := CreditNote{Number: number, Issued: issued, Invoice: inv.Number, TaxRounding: inv.TaxRounding}
	if len(parts) == 0 {
		note.Lines = allLeft(inv, done, len(before) > 0)
		if len(note.Lines) == 0 {
			bad = append(bad, input.Errorf(op, "before", nil, input.ErrConflict,
				"leaves nothing of the invoice to be credited"))
		}
	}
	for i, part := range parts {
		at := fmt.Sprintf("parts[%d].", i)
		if slices.ContainsFunc(parts[:i], func(b LinePart) bool { return b.Line == part.Line }) {
			bad = append(bad, input.Duplicate(op, at+"line", part.Line))
		}
		if err := part.check(op, at, inv, done); err != nil {
			bad = append(bad, err)
			continue
		}
		k := part.Line - 1
		if part.Net.IsZero() {
			part.Net = less(inv.Lines[k].Net, done[k].Net)
		}
		note.Lines = append(note.Lines, inv.creditOf(k, part.Net, done[k]))
	}
	if err := errors.Join(bad...); err != nil {
		return CreditNote{}, err
	}
	return credit(op, note, inv.Issued)
}

// check refuses a part of a line that does not exist, a part of 0, and more than is left.
func (p LinePart) check(op, at string, inv Invoice, done []CreditLine) error {
	if err := input.Count(op, at+"line", p.Line, len(inv.Lines)); err != nil {
		return err
	}
	k := p.Line - 1
	left := less(inv.Lines[k].Net, done[k].Net)
	switch {
	case left.Sign() == 0:
		return input.Errorf(op, at+"line", p.Line, input.ErrConflict, "has nothing left to be credited")
	case p.Net.IsZero():
		return nil
	case p.Net.Sign() == 0:
		return input.Errorf(op, at+"net", p.Net, input.ErrRange, "must be more than 0")
	}
	return checkPart(op, at+"net", p.Net, left)
}

// credited returns what credit notes of an invoice give back of each of its lines.
func credited(op string, inv Invoice, notes []CreditNote) ([]CreditLine, error) {
	zero := price.Sure(money.FromMinor(0, inv.Net.Currency()))
	done := make([]CreditLine, len(inv.Lines))
	for k, l := range inv.Lines {
		done[k] = CreditLine{Net: zero, Tax: zero, Taxes: slices.Clone(l.Taxes)}
		for j := range done[k].Taxes {
			done[k].Taxes[j].Amount = zero
		}
	}
	var bad []error
	for n, note := range notes {
		at := fmt.Sprintf("before[%d].", n)
		if err := input.Within(note.check(op), op, at); err != nil {
			bad = append(bad, err)
			continue
		}
		if note.Invoice != inv.Number {
			bad = append(bad, input.Errorf(op, at+"invoice", note.Invoice, input.ErrConflict,
				"must be %s, the number of the invoice", inv.Number))
			continue
		}
		if note.TaxRounding != inv.TaxRounding {
			bad = append(bad, input.Errorf(op, at+"taxRounding", note.TaxRounding, input.ErrConflict,
				"must be %s, as on the invoice", inv.TaxRounding))
		}
		if slices.ContainsFunc(notes[:n], func(b CreditNote) bool { return b.Number == note.Number }) {
			bad = append(bad, input.Duplicate(op, at+"number", note.Number))
		}
		for i, l := range note.Lines {
			at := fmt.Sprintf("%slines[%d].", at, i)
			if err := input.Count(op, at+"line", l.Line, len(inv.Lines)); err != nil {
				bad = append(bad, err)
				continue
			}
			of := inv.Lines[l.Line-1]
			if err := checkPart(op, at+"net", l.Net, less(of.Net, done[l.Line-1].Net)); err != nil {
				bad = append(bad, err)
				continue
			}
			if !slices.EqualFunc(l.Taxes, of.Taxes, func(a, b LineTax) bool { return a.of() == b.of() }) {
				bad = append(bad, input.Errorf(op, at+"taxes", nil, input.ErrConflict,
					"must be those of the line of the invoice"))
				continue
			}
			done[l.Line-1].add(l)
		}
	}
	return done, errors.Join(bad...)
}

// add adds what another note credits of the line. Both have the same taxes, and the sum is at most what the line has.
func (l *CreditLine) add(b CreditLine) {
	l.Net, l.Tax = plus(l.Net, b.Net), plus(l.Tax, b.Tax)
	for j := range l.Taxes {
		l.Taxes[j].Amount = plus(l.Taxes[j].Amount, b.Taxes[j].Amount)
	}
}

// checkCredited refuses notes whose taxes are not those that [CreditLines] gives.
func checkCredited(op string, inv Invoice, done []CreditLine) error {
	for k, d := range done {
		for j, t := range d.Taxes {
			if want := inv.taxOf(k, j, d.Net); !t.Amount.Equal(want) {
				return input.Errorf(op, "before", nil, input.ErrConflict, "gives back %s of line %d, and not %s", t,
					k+1, want)
			}
		}
	}
	return nil
}

// taxOf returns what a tax of a line comes to if a part of its net price is credited.
func (i Invoice) taxOf(k, j int, net money.Amount) money.Amount {
	whole := i.Lines[k].Taxes[j]
	tax := whole.Rate.of(net, i.Rounding)
	if net.Equal(i.Lines[k].Net) || price.Sure(tax.Cmp(whole.Amount)) > 0 {
		return whole.Amount
	}
	return tax
}

// creditOf credits a net price of a line of which something was credited before.
func (i Invoice) creditOf(k int, net money.Amount, done CreditLine) CreditLine {
	of := i.Lines[k]
	l := CreditLine{Line: k + 1, Description: of.Description, Net: net, Taxes: slices.Clone(of.Taxes)}
	l.Tax = price.Sure(money.FromMinor(0, net.Currency()))
	for j := range l.Taxes {
		l.Taxes[j].Amount = less(i.taxOf(k, j, plus(done.Net, net)), done.Taxes[j].Amount)
		l.Tax = plus(l.Tax, l.Taxes[j].Amount)
	}
	return l
}

// allLeft credits what is left of an invoice, including lines of 0 if nothing was credited before.
func allLeft(inv Invoice, done []CreditLine, before bool) []CreditLine {
	var lines []CreditLine
	for k, l := range inv.Lines {
		if left := less(l.Net, done[k].Net); left.Sign() > 0 || !before {
			lines = append(lines, inv.creditOf(k, left, done[k]))
		}
	}
	return lines
}
