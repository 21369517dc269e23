package lifecycle

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
)

// Each list of facts can be as long as it may be, and no longer.
func TestFacts_Fits(t *testing.T) {
	for list, tt := range map[string]struct {
		most int
		set  func(f *Facts, n int)
	}{
		"terms":          {1000, func(f *Facts, n int) { f.Terms = make([]BoughtTerm, n) }},
		"invoices":       {10_000, func(f *Facts, n int) { f.Invoices = make([]BilledInvoice, n) }},
		"changes":        {10_000, func(f *Facts, n int) { f.Changes = make([]Change, n) }},
		"failed charges": {10_000, func(f *Facts, n int) { f.FailedCharges = make([]calendar.Date, n) }},
		"returns":        {100, func(f *Facts, n int) { f.Returns = make([]ReturnedPurchase, n) }},
	} {
		for n, want := range map[int]bool{tt.most - 1: true, tt.most: true, tt.most + 1: false} {
			t.Run(fmt.Sprint(n, " ", list), func(t *testing.T) {
				var f Facts
				if tt.set(&f, n); f.fits() != want {
					t.Errorf("they fit: %v", !want)
				}
			})
		}
	}
}
