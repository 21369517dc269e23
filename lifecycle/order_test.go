package lifecycle_test

import (
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// refund.days: a next term cannot have been ordered before its renewal window, nor an invoice paid after its return.
func TestNew_WhatCannotHaveHappened(t *testing.T) {
	renewed := func(bought, ordered string) lifecycle.Facts {
		start := day(bought)
		return lifecycle.Facts{
			Kind: 1, Offering: "AutoCAD", Anchor: start, Seats: 3, Terms: []lifecycle.BoughtTerm{
				{Ordered: start, Start: start, End: start.AddMonths(12), Length: calendar.Annual},
				{Ordered: day(ordered), Start: start.AddMonths(12), End: start.AddMonths(24), Length: calendar.Annual},
			},
		}
	}
	extended := func(ordered string) lifecycle.Facts {
		f := renewed("2024-10-01", ordered)
		f.Terms[1].End, f.Terms[1].AlignedTo = day("2026-03-15"), day("2024-03-15")
		return f
	}
	paid := func(on string) lifecycle.Facts {
		f := renewed("2024-10-01", "2025-08-01")
		f.Invoices = []lifecycle.BilledInvoice{{
			Number: "I-1", Issued: day("2025-08-01"), Due: day("2025-08-01"), Paid: day(on),
			Returned: day("2025-08-05"),
		}}
		f.Returns = []lifecycle.ReturnedPurchase{{Day: day("2025-08-05"), Term: day("2025-10-01")}}
		return f
	}
	const early = "is before the renewal window of 2025-10-01, which opens on 2025-07-03"
	for _, tt := range []struct {
		name string
		f    lifecycle.Facts
		want string // "" if New takes them
	}{
		{"two months after the purchase", renewed("2024-10-01", "2024-12-01"), early},
		{"the day before the window", renewed("2024-10-01", "2025-07-02"), early},
		{"the first day of the window", renewed("2024-10-01", "2025-07-03"), ""},
		{"an extension the day before the window", extended("2025-07-02"), early},
		{"an extension on its first day", extended("2025-07-03"), ""},
		{"the day before the edition, whose window does not count", renewed("2023-12-31", "2024-09-15"), ""},
		{"the first day of the edition", renewed("2023-12-31", "2024-09-16"), "opens on 2024-10-02"},
		{"paid on the day of the return", paid("2025-08-05"), ""},
		{"paid the day after", paid("2025-08-06"), "is after the day on which it was returned, 2025-08-05"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := lifecycle.New(europe, tt.f)
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
