package order

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// agree takes over the net terms of the items, which must all be the same.
func (d *QuoteDraft) agree(op string) error {
	var bad []error
	agreed := !d.NetTerms.IsZero()
	for i, item := range d.Items {
		if !agreed && isSold(item) {
			d.NetTerms, agreed = item.NetTerms, true
		}
		bad = append(bad, checkTerms(op, i, item, d.NetTerms))
	}
	return errors.Join(bad...)
}

// isSold reports whether an item already has its instalments or a charge.
func isSold(item invoice.Item) bool { return len(item.Instalments) > 0 || !item.NetTerms.IsZero() }

// checkTerms refuses an item that is charged on other terms than its quote.
func checkTerms(op string, i int, item invoice.Item, terms invoice.NetTerms) error {
	if !isSold(item) || item.NetTerms == terms {
		return nil
	}
	return input.Errorf(op, fmt.Sprintf("items[%d].netTerms", i), item.NetTerms, input.ErrConflict,
		"must be %s, as in the quote", terms)
}

// line works out an item and its line.
func (d QuoteDraft) line(op string, ed policy.Edition, item invoice.Item) (invoice.Item, invoice.Line, error) {
	var bad []error
	if item.Instalment != 0 {
		bad = append(bad, input.Errorf(op, "instalment", item.Instalment, input.ErrConflict,
			"must be 0: a quote has all instalments"))
	}
	var err error
	if item.Priced.Equal(invoice.Priced{Renews: item.Renews}) {
		err = checkDays(op, ed, d, item)
	} else {
		item.Priced, err = d.price(op, ed, item)
	}
	if err != nil {
		return item, invoice.Line{}, errors.Join(append(bad, err)...)
	}
	line, err := invoice.NewLine(ed, item)
	return item, line, errors.Join(append(bad, err)...)
}

// price prices the request of an item, and compares the charge and the instalments that it has with the result.
func (d QuoteDraft) price(op string, ed policy.Edition, item invoice.Item) (invoice.Priced, error) {
	p, err := item.Reprice(ed)
	err = errors.Join(err, checkDays(op, ed, d, item))
	if err != nil {
		return invoice.Priced{}, err
	}
	if len(p.Instalments) == 0 {
		p, err = d.charge(ed, p)
	} else {
		err = errors.Join(p.Check(), d.checkFirst(op, ed, p))
	}
	if err == nil { // otherwise it could never be invoiced
		err = price.InUse(op, "request.srp", p.Request.SRP, p.Instalments[0].Date)
	}
	if err != nil || item.Charge.Equal(proration.Charge{}) {
		return p, err
	}
	var bad []error
	if !item.Charge.Equal(p.Charge) {
		bad = append(bad, input.Errorf(op, "charge", item.Charge.Amount, input.ErrConflict,
			"is not what the request costs under the edition, %s", difference(item.Charge, p.Charge)))
	}
	if was, n := len(item.Instalments), len(p.Instalments); was > 0 && was != n { // of an extension
		return p, errors.Join(append(bad, input.Errorf(op, "instalments", nil, input.ErrConflict,
			"has %d entries, but under the edition there are %d", was, n))...)
	}
	for i, part := range item.Instalments {
		if !part.Amount.Equal(p.Instalments[i].Amount) {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("instalments[%d].amount", i), part.Amount, input.ErrConflict,
				"must be %s, its part of the charge", p.Instalments[i].Amount))
		}
	}
	return p, errors.Join(bad...)
}

// difference says how a charge differs from the one under the edition. It compares the amount, the arithmetic, the day
// count, the rounding and the edition itself, in that order, and names the first that is not the same.
func difference(given, now proration.Charge) string {
	amount := now.Amount.String()
	if !given.Amount.Equal(now.Amount) {
		return amount
	}
	for _, f := range []struct {
		name    string
		was, is any
	}{
		{"arithmetic", given, now},
		{"day count", given.DayCount, now.DayCount},
		{"rounding", given.Rounding, now.Rounding},
		{"place of rounding", given.RoundAt, now.RoundAt},
	} {
		if was, is := fmt.Sprint(f.was), fmt.Sprint(f.is); was != is {
			return fmt.Sprintf("%s: its %s is %s, not %s", amount, f.name, is, was)
		}
	}
	return fmt.Sprintf("%s: its edition is %s, not %s", amount, now.Edition, given.Edition)
}

// checkFirst refuses a price that was made before the quote, and is charged before it, or for a day after its last one.
// An early renewal can be charged on the day on which its term starts.
func (d QuoteDraft) checkFirst(op string, ed policy.Edition, p invoice.Priced) error {
	first, ends := p.Instalments[0].Date, d.ends(ed)
	switch {
	case first.IsZero():
	case first.Before(d.Issued):
		return input.Errorf(op, "instalments[0].date", first, input.ErrConflict,
			"is before the day on which the quote is made, %s", d.Issued)
	case !first.Before(ends) && !chargedAtRenewal(p):
		return input.Errorf(op, "instalments[0].date", first, input.ErrConflict,
			"is after the last day of the quote, %s", ends.AddDays(-1))
	}
	return nil
}

// charge gives a price without instalments those of an order on the day of the quote.
func (d QuoteDraft) charge(ed policy.Edition, p invoice.Priced) (invoice.Priced, error) {
	p.NetTerms = d.NetTerms
	if !p.Charge.FullTerm {
		return d.chargePart(ed, p)
	}
	s := p.Request.Service
	full := price.Sure(s.Term().Service(s.Anchor(), p.Request.Bought.Start())) // what was priced
	list, err := invoice.Instalments(ed, invoice.Sale{
		Kind: d.Kind, Service: full, Ordered: d.Issued, Renewal: p.Renews != 0, Amount: p.Charge.Amount,
		NetTerms: d.NetTerms,
	})
	p.Instalments = list
	return p, err
}

// chargePart gives a part of a term its instalments: for seats added to a three-year term, up to the next anniversary
// and then on each. An extension is charged as the edition says. Implements coterm.multi-year.
func (d QuoteDraft) chargePart(ed policy.Edition, p invoice.Priced) (invoice.Priced, error) {
	parts := []calendar.Period{p.Charge.Bought}
	if !p.Extends {
		parts = price.Yearly(ed.InvoiceRules().Instalments, p.Request.Service, p.Charge.Bought)
	}
	p.Instalments = make([]invoice.Instalment, len(parts))
	for i, covers := range parts {
		date := d.Issued
		if i > 0 {
			date = covers.Start()
		}
		p.Instalments[i] = invoice.Instalment{
			Number: i + 1, Of: len(parts), Date: date, Due: d.NetTerms.Due(date), Covers: covers,
		}
	}
	p = price.Sure(p.Reprice(ed)) // which priced it; an extension may be charged yearly
	return p, p.Check()
}

// checkApart refuses an item with several instalments that equals an earlier one: its invoices could not be
// distinguished from those of the other, and would look as if they were billed twice.
func checkApart(op string, items []invoice.Item) error {
	var bad []error
	earlier := map[string][]invoice.Item{}
	for i, item := range items {
		if len(item.Instalments) < 2 {
			continue
		}
		if slices.ContainsFunc(earlier[item.Description], item.Equal) {
			bad = append(bad, input.Duplicate(op, fmt.Sprintf("items[%d]", i), item.Description))
		}
		earlier[item.Description] = append(earlier[item.Description], item)
	}
	return errors.Join(bad...)
}
