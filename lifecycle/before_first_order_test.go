package lifecycle_test

import (
	"testing"

	"example.com/billingrules/lifecycle"
)

// term.length: nothing is known before the first order, not even if an invoice, imported or dated earlier, is older. On
// the day of the order the invoice is known.
func TestView_InvoiceBeforeTheFirstOrder(t *testing.T) {
	for name, invoice := range map[string]lifecycle.BilledInvoice{
		"unpaid":      {Number: "1", Issued: day("2024-11-18"), Due: day("2024-12-18")},
		"paid before": {Number: "1", Issued: day("2024-11-10"), Due: day("2024-12-10"), Paid: day("2024-11-18")},
		"paid after":  {Number: "1", Issued: day("2024-11-10"), Due: day("2024-12-10"), Paid: day("2024-11-20")},
	} {
		plain := annual(t, "2024-11-20")
		billed, err := plain.On(day("2024-11-20")).Bill(invoice)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for d := day("2024-11-09"); d.Before(day("2024-11-20")); d = d.AddDays(1) {
			v, same := billed.On(d), plain.On(d)
			if !v.IsZero() || v.Seats() != 0 || v.Status() != same.Status() || v.Actions() != same.Actions() {
				t.Errorf("%s, %s: %s, %d seats", name, d, v.Status(), v.Seats())
			}
			for b, state := range v.Invoices() {
				if state != lifecycle.InvoiceScheduled {
					t.Errorf("%s, %s: %s is %s", name, d, b.Number, state)
				}
			}
		}
		open := 0
		for range billed.On(day("2024-11-20")).Unpaid() {
			open++
		}
		if want := invoice.Paid.IsZero(); (open == 1) != want {
			t.Errorf("%s: %d unpaid invoices on the day of the order", name, open)
		}
	}
}
