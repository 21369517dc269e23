package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
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

// renewal.canceled-final: nothing is ordered while an older invoice is so long overdue that the subscription would be
// Canceled on the day of the order. One that is paid by then does not matter.
func TestNew_CanceledBeforeTheFirstOrder(t *testing.T) {
	first := day("2025-01-10")
	for _, tt := range []struct {
		due, paid string
		good      bool
	}{
		{"2024-11-25", "", false}, // Canceled from 2025-01-10 on
		{"2024-11-25", "2025-01-11", false},
		{"2024-11-25", "2025-01-10", true},
		{"2024-11-25", "2024-12-01", true},
		{"2024-11-26", "", true}, // Suspended on 2025-01-10
	} {
		f := bought(t, calendar.Annual, first, first)
		b := lifecycle.BilledInvoice{Number: "1", Issued: day("2024-11-01"), Due: day(tt.due)}
		if tt.paid != "" {
			b.Paid = day(tt.paid)
		}
		f.Invoices = []lifecycle.BilledInvoice{b}
		s, err := lifecycle.New(europe, f)
		if (err == nil) != tt.good || err != nil && testkit.Fields(err) != "terms[0].ordered" {
			t.Errorf("due %s, paid %s: %v", tt.due, tt.paid, err)
			continue
		}
		for days, phase := range s.On(first).Phases() {
			want := map[bool]lifecycle.Phase{true: lifecycle.Active, false: lifecycle.Suspended}[tt.paid != ""]
			if days.Start() != first || phase != want {
				t.Errorf("due %s, paid %s: %s %s", tt.due, tt.paid, phase, days)
			}
			break
		}
	}
}

// The same holds of an order that was returned or canceled on its day, so that it could have had no other phase.
func TestNew_CanceledBeforeAnOrderThatWasTakenBack(t *testing.T) {
	first := day("2025-01-10")
	// Canceled a day before the order, and on its day.
	for due, good := range map[string]bool{"2024-11-24": false, "2024-11-25": true} {
		f := bought(t, calendar.Annual, first, first)
		f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: day("2024-11-01"), Due: day(due)}}
		returned, canceled := f, f
		returned.Returns = []lifecycle.ReturnedPurchase{{Day: first, Term: first}}
		canceled.Cancellation = lifecycle.Cancellation{Asked: first, Effective: first}
		for name, f := range map[string]lifecycle.Facts{"returned": returned, "canceled": canceled} {
			s, err := lifecycle.New(europe, f)
			if (err == nil) != good || err != nil && testkit.Fields(err) != "terms[0].ordered" {
				t.Errorf("%s, due %s: %v", name, due, err)
				continue
			}
			for days, phase := range s.On(first).Phases() {
				if days != calendar.Since(first) || phase != lifecycle.Canceled {
					t.Errorf("%s, due %s: %s %s", name, due, phase, days)
				}
			}
		}
	}
}
