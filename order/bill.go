package order

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
)

// Bill accepts the quote on a day and returns the invoices that it becomes, as [Quote.Accept] and [Quote.Invoices] do.
// They are numbered after the quote: Q-7-1, Q-7-2 and so on. If the quote cannot be accepted that day, the error is a
// [*policy.Refusal].
func (q Quote) Bill(day calendar.Date) ([]invoice.Invoice, error) {
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
