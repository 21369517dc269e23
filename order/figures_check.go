package order

import (
	"errors"
	"fmt"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/proration"
)

// check refuses figures that no quote can have. The lines and the invoices have been read, and so are checked.
func (f Figures) check(op string) error {
	err := errors.Join(
		input.Need(op, "edition", f.Edition.IsZero()), input.Need(op, "valid", f.Valid.IsZero()),
		input.Need(op, "lines", len(f.Lines) == 0), input.Within(invoice.CheckTotals(f.Totals), op, ""),
	)
	if err != nil {
		return err
	}
	lines := make([]money.Amount, len(f.Lines))
	for i, l := range f.Lines {
		lines[i] = l.Net
	}
	invoices := make([]money.Amount, len(f.Invoices))
	for i, inv := range f.Invoices {
		invoices[i] = inv.Net
	}
	bad := []error{addsUp(op, "lines", lines, f.Net)}
	if len(invoices) > 0 {
		bad = append(bad, addsUp(op, "invoices", invoices, f.Net))
	}
	return errors.Join(bad...)
}

// addsUp refuses net prices that do not add up to the net price of the quote.
func addsUp(op, field string, parts []money.Amount, net money.Amount) error {
	sum := parts[0]
	for i, part := range parts[1:] {
		var err error
		if sum, err = sum.Add(part); err != nil {
			return input.At(err, op, fmt.Sprintf("%s[%d].net", field, i+1))
		}
	}
	if !sum.Equal(net) {
		return input.Errorf(op, field, sum, input.ErrConflict, "do not add up to the net price, %s", net)
	}
	return nil
}

// check refuses the figures of a line without its net price, or with some of its operands and not the others.
func (f LineFigures) check(op string) error {
	bad := []error{price.Whole(op, "net", f.Net)}
	if f.SRP.IsZero() && f.Seats == 0 && f.Days == 0 && f.Divisor == 0 && f.Bought.IsZero() {
		return errors.Join(bad...)
	}
	bad = append(bad, price.Check(op, "srp", f.SRP), input.Count(op, "seats", f.Seats, proration.MaxSeats),
		input.Count(op, "divisor", f.Divisor, maxDivisor))
	// A day count can count a month of 28 days as 31, which is the most that it can add.
	if days, bounded := f.Bought.Days(); !bounded || days == 0 {
		bad = append(bad, input.Missing(op, "bought"))
	} else if f.Days < 0 || f.Days > days*longestMonth/shortestMonth {
		bad = append(bad, input.Errorf(op, "days", f.Days, input.ErrConflict,
			"is not a number of days to charge for %s", f.Bought))
	}
	if bad[0] == nil && bad[1] == nil {
		bad = append(bad, price.In(op, "srp", f.SRP, f.Net.Currency(), "the net price"))
	}
	return errors.Join(bad...)
}

// The days of months, and the most standard days that a term can have: those of three leap years.
const (
	shortestMonth = 28
	longestMonth  = 31
	maxDivisor    = 3 * 366
)

// check refuses the figures of an invoice without its dates, and those that contradict each other.
func (f InvoiceFigures) check(op string) error {
	bad := []error{input.Need(op, "issued", f.Issued.IsZero()), input.Need(op, "due", f.Due.IsZero())}
	if errors.Join(bad...) == nil && f.Due.Before(f.Issued) {
		bad = append(bad, input.Errorf(op, "due", f.Due, input.ErrConflict, "is before its date, %s", f.Issued))
	}
	return errors.Join(append(bad, input.Within(invoice.CheckTotals(f.Totals), op, ""))...)
}
