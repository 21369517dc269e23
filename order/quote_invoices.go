package order

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/invoice"
)

// Accept returns the quote as accepted on a day: no invoice of it is dated before that day, and nothing else changes.
// Accepting it again on the same day gives the same quote. If it cannot be accepted that day, the error is a
// [*policy.Refusal]: see [Quote.CanAccept].
func (q Quote) Accept(day calendar.Date) (Quote, error) {
	if err := q.CanAccept(day).Err(); err != nil {
		return Quote{}, err
	}
	q.Accepted = day
	return q, nil
}

// InvoiceDates returns the dates of the invoices that the quote becomes, in order. [Quote.Invoices] needs one number
// for each.
func (q Quote) InvoiceDates() []calendar.Date {
	var dates []calendar.Date
	for _, part := range q.parts() {
		if len(dates) == 0 || dates[len(dates)-1] != part.date {
			dates = append(dates, part.date)
		}
	}
	return dates
}

// Invoices returns the invoices that the quote becomes, under the numbers given: one for each date on which something
// is charged, with all that is charged on it, due by the net terms. They have the prices that were quoted, part by
// part, so that their nets add up to that of the quote; a discount is shared out over the instalments. They are worked
// out by the roundings that the quote records, even if another edition is in force by then. They do not depend on the
// day of the call: for a quote that is accepted later, see [Quote.Accept]. Implements invoice.annual-instalments.
//
// The tax of each invoice is rounded on that invoice (invoice.tax), so the taxes of several can add up to a minor unit
// or two more or less than the estimate in the quote.
//
// There are as many invoices as [Quote.InvoiceDates]; the error for too few or too many numbers says how many. If the
// currency has been withdrawn since the sale, later instalments are still invoiced in it; an item whose first charge is
// dated after the withdrawal is an error.
func (q Quote) Invoices(numbers ...string) ([]invoice.Invoice, error) {
	const op = "order.Quote.Invoices"
	if q.Issued.IsZero() {
		return nil, input.Missing(op, "quote")
	}
	if err := q.checkNumbers(op, numbers); err != nil {
		return nil, err
	}
	parts := q.parts()
	list := make([]invoice.Invoice, 0, len(numbers))
	var bad []error
	var lines []invoice.Line
	for i, date := range q.InvoiceDates() {
		draft := invoice.Draft{Number: numbers[i], Issued: date, NetTerms: q.NetTerms}
		for ; len(parts) > 0 && parts[0].date == date; parts = parts[1:] {
			draft.Items = append(draft.Items, parts[0].item)
		}
		inv, err := q.basis().Invoice(draft)
		for _, e := range input.All(err) {
			field := e.Field
			if field == "number" {
				field = fmt.Sprintf("numbers[%d]", i)
			}
			bad = append(bad, input.At(e, op, field))
		}
		list, lines = append(list, inv), append(lines, inv.Lines...)
	}
	if err := errors.Join(bad...); err != nil {
		return nil, err
	}
	if sum, err := invoice.Sum(lines); err != nil || !sum.Net.Equal(q.Net) {
		return nil, input.Errorf(op, "net", q.Net, input.ErrConflict, "is not the sum of the invoices, %s", sum.Net)
	}
	return list, nil
}

// checkNumbers refuses too few or too many numbers for the dates, and duplicates.
func (q Quote) checkNumbers(op string, numbers []string) error {
	dates := q.InvoiceDates()
	if len(numbers) != len(dates) {
		texts := make([]string, len(dates))
		for i, d := range dates {
			texts[i] = d.String()
		}
		return input.Errorf(op, "numbers", len(numbers), input.ErrConflict, "must be %d, one for each of %s",
			len(dates), strings.Join(texts, ", "))
	}
	var bad []error
	for i, number := range numbers {
		if slices.Contains(numbers[:i], number) {
			bad = append(bad, input.Duplicate(op, fmt.Sprintf("numbers[%d]", i), number))
		}
	}
	return errors.Join(bad...)
}

// datedItem is what is billed of an item on a date.
type datedItem struct {
	date calendar.Date
	item invoice.Item
}

// parts lists what is billed when, sorted by date and then in the order of the items.
func (q Quote) parts() []datedItem {
	var list []datedItem
	for _, item := range q.Items {
		item.Instalments = slices.Clone(item.Instalments)
		for i := range item.Instalments {
			part := &item.Instalments[i]
			part.Date = calendar.Latest(part.Date, q.Accepted)
			part.Due = item.NetTerms.Due(part.Date)
		}
		n := len(item.Instalments)
		if n == 0 {
			list = append(list, datedItem{calendar.Latest(q.Issued, q.Accepted), item})
		}
		for i, part := range item.Instalments {
			if n > 1 {
				item.Instalment = i + 1
			}
			list = append(list, datedItem{part.Date, item})
		}
	}
	slices.SortStableFunc(list, func(a, b datedItem) int { return a.date.Compare(b.date) })
	return list
}

// InvoicesOn returns the invoices that the quote becomes if it is accepted on a day, as [Quote.Accept] and
// [Quote.Invoices] do. They are numbered after the quote: Q-7-1, Q-7-2 and so on. If the quote cannot be accepted that
// day, the error is a [*policy.Refusal].
func (q Quote) InvoicesOn(day calendar.Date) ([]invoice.Invoice, error) {
	accepted, err := q.Accept(day)
	if err != nil {
		return nil, err
	}
	var numbers []string
	for i := range accepted.InvoiceDates() {
		numbers = append(numbers, fmt.Sprintf("%s-%d", q.Number, i+1))
	}
	return accepted.Invoices(numbers...)
}
