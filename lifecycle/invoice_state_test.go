package lifecycle_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// billed is an annual subscription with one invoice for each state that an invoice can end in.
func billed(t *testing.T) lifecycle.Subscription {
	t.Helper()
	f := annual(t, "2025-01-10").Facts()
	made := func(number string, change func(*lifecycle.BilledInvoice)) {
		b := lifecycle.BilledInvoice{Number: number, Issued: day("2025-02-01"), Due: day("2025-03-03")}
		change(&b)
		f = f.Bill(b)
	}
	made("unpaid", func(*lifecycle.BilledInvoice) {})
	made("paid", func(b *lifecycle.BilledInvoice) { b.Paid = day("2025-02-20") })
	made("paid-late", func(b *lifecycle.BilledInvoice) { b.Paid = day("2025-03-05") })
	made("returned", func(b *lifecycle.BilledInvoice) { b.Returned = day("2025-02-20") })
	made("paid-then-returned", func(b *lifecycle.BilledInvoice) {
		b.Paid, b.Returned = day("2025-02-10"), day("2025-02-20")
	})
	made("nothing", func(b *lifecycle.BilledInvoice) { b.NothingOwed = true })
	f.Returns = []lifecycle.ReturnedPurchase{{Day: day("2025-02-20"), Term: day("2025-01-10")}}
	return subscription(t, europe, f)
}

func TestView_Invoices(t *testing.T) {
	s := billed(t)
	for _, tt := range []struct {
		name, day string
		states    string // of the invoices, in order
	}{
		{"before the order", "2025-01-09", "scheduled scheduled scheduled scheduled scheduled scheduled"},
		{"before they are issued", "2025-01-31", "scheduled scheduled scheduled scheduled scheduled scheduled"},
		{"issued", "2025-02-01", "open open open open open nothing-owed"},
		{"the day before", "2025-02-19", "open open open open paid nothing-owed"},
		{"settled", "2025-02-20", "open paid open returned paid nothing-owed"},
		{"due", "2025-03-03", "open paid open returned paid nothing-owed"},
		{"overdue", "2025-03-04", "overdue paid overdue returned paid nothing-owed"},
		{"paid late", "2025-03-05", "overdue paid paid returned paid nothing-owed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v, states := s.On(day(tt.day)), ""
			var unpaid, overdue []lifecycle.BilledInvoice
			for b, state := range v.Invoices() {
				if states != "" {
					states += " "
				}
				states += state.String()
				if state == lifecycle.InvoiceOverdue {
					overdue = append(overdue, b)
				}
				if state == lifecycle.InvoiceOverdue || state == lifecycle.InvoiceOpen {
					unpaid = append(unpaid, b)
				}
				if b.Paid.After(v.Day()) || b.Returned.After(v.Day()) {
					t.Errorf("%s tells of a later day: %+v", b.Number, b)
				}
			}
			if states != tt.states {
				t.Error(states)
			}
			if !slices.Equal(unpaid, slices.Collect(v.Unpaid())) ||
				!slices.Equal(overdue, slices.Collect(v.Overdue())) {
				t.Errorf("%v %v", unpaid, overdue)
			}
		})
	}
}

// refund.effect: an invoice that is still to be issued falls away on the day of the return, too.
func TestView_Invoices_ReturnedBeforeTheyAreIssued(t *testing.T) {
	s := must(t)(annual(t, "2025-01-10").On(day("2025-01-10")).Bill(
		lifecycle.BilledInvoice{Number: "2", Issued: day("2026-01-10"), Due: day("2026-02-09")}))
	s = must(t)(s.On(day("2025-01-20")).Return(lifecycle.ReturnedPurchase{Term: day("2025-01-10")}, "2"))
	for on, want := range map[string]lifecycle.InvoiceState{
		"2025-01-19": lifecycle.InvoiceScheduled, "2025-01-20": lifecycle.InvoiceReturned,
		"2026-01-10": lifecycle.InvoiceReturned,
	} {
		for _, got := range s.On(day(on)).Invoices() {
			if got != want {
				t.Errorf("%s: %s, want %s", on, got, want)
			}
		}
	}
}

func TestView_Invoices_ZeroValues(t *testing.T) {
	for name, v := range map[string]lifecycle.View{"zero View": {}, "zero Date": billed(t).On(calendar.Date{})} {
		t.Run(name, func(t *testing.T) {
			for b := range v.Invoices() {
				t.Errorf("%v", b)
			}
		})
	}
	for range billed(t).On(day("2025-02-01")).Invoices() {
		break // nothing is yielded after a break
	}
}

// A month after paying the first instalment, a customer asks for the invoices.
func ExampleView_Invoices() {
	for _, on := range []string{"2024-12-01", "2025-12-01"} {
		fmt.Println("on", on)
		for b, state := range collection().On(day(on)).Invoices() {
			fmt.Println(b.Number, b.Issued, state)
		}
	}
	// Output:
	// on 2024-12-01
	// 2024-118 2024-10-15 paid
	// 2025-133 2025-10-15 scheduled
	// on 2025-12-01
	// 2024-118 2024-10-15 paid
	// 2025-133 2025-10-15 overdue
}

// A caller that has seen enough invoices can stop.
func TestView_Unpaid_StopsEarly(t *testing.T) {
	f := annual(t, "2025-01-10").Facts()
	for _, number := range []string{"1", "2"} {
		f.Invoices = append(f.Invoices,
			lifecycle.BilledInvoice{Number: number, Issued: day("2025-01-10"), Due: day("2025-02-09")})
	}
	v := subscription(t, europe, f).On(day("2025-02-10"))
	for name, list := range map[string]iter.Seq[lifecycle.BilledInvoice]{"unpaid": v.Unpaid(), "overdue": v.Overdue()} {
		t.Run(name, func(t *testing.T) {
			seen := 0
			for range list {
				seen++
				break
			}
			if seen != 1 {
				t.Errorf("%d are shown", seen)
			}
		})
	}
}
