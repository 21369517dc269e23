package lifecycle_test

import (
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// lapse.start: of several unpaid invoices, the one due first decides, in whatever order they are listed and whichever
// are on net terms: the phases are the same as with that invoice alone.
func TestLapseStart_OfSeveralDebts(t *testing.T) {
	start := day("2024-10-01")
	year := bought(t, calendar.Annual, start, start)
	months := bought(t, calendar.Monthly, start, start, start.AddDays(2), start.AddDays(2), start.AddDays(2))
	for name, f := range map[string]lifecycle.Facts{"one term": year, "four terms": months} {
		for which := range 1 << 6 { // which of them are on net terms, and which are paid
			t.Run(fmt.Sprint(name, " ", which), func(t *testing.T) {
				var invoices []lifecycle.BilledInvoice
				for k := range 3 {
					b := unpaid(itoa(k), "2024-10-01", "2024-10-11")
					b.Due, b.NetTerms = b.Due.AddDays(10*k), which>>k&1 == 1
					if which>>(3+k)&1 == 1 {
						b.Paid = b.Issued
					}
					invoices = append(invoices, b)
				}
				alone := f
				open := func(b lifecycle.BilledInvoice) bool { return b.Paid.IsZero() }
				if first := slices.IndexFunc(invoices, open); first >= 0 {
					alone = f.Bill(invoices[first])
				}
				want := subscription(t, europe, alone)
				for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
					listed := f
					for _, k := range order {
						listed = listed.Bill(invoices[k])
					}
					s := subscription(t, europe, listed)
					for on := range 150 {
						d := start.AddDays(on)
						if got, want := s.On(d).Phase(), want.On(d).Phase(); got != want {
							t.Fatalf("%v on %s: %s, want %s", order, d, got, want)
						}
					}
				}
			})
		}
	}
}
