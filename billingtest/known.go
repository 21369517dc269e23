package billingtest

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// KnownOn returns the part of facts that had happened by the end of a day. The first term is always included.
func KnownOn(f lifecycle.Facts, day calendar.Date) lifecycle.Facts {
	known := f
	known.Terms, known.Invoices, known.Changes, known.FailedCharges, known.Returns = nil, nil, nil, nil, nil
	for i, term := range f.Terms {
		if i == 0 || !term.Ordered.After(day) {
			known.Terms = append(known.Terms, term)
		}
	}
	for _, invoice := range f.Invoices {
		if invoice.Issued.After(day) {
			continue
		}
		if invoice.Paid.After(day) {
			invoice.Paid = calendar.Date{}
		}
		if invoice.Returned.After(day) {
			invoice.Returned = calendar.Date{}
		}
		known.Invoices = append(known.Invoices, invoice)
	}
	for _, change := range f.Changes {
		if !change.Asked.After(day) {
			known.Changes = append(known.Changes, change)
		}
	}
	for _, failed := range f.FailedCharges {
		if !failed.After(day) {
			known.FailedCharges = append(known.FailedCharges, failed)
		}
	}
	for _, returned := range f.Returns {
		if !returned.Day.After(day) {
			known.Returns = append(known.Returns, returned)
		}
	}
	if f.Cancellation.Asked.After(day) {
		known.Cancellation = lifecycle.Cancellation{}
	}
	return known
}
