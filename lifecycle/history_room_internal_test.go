package lifecycle

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
)

// busy is facts with more days of each kind than the stack has room for.
func busy() Facts {
	day := func(n int) calendar.Date { return calendar.MustParseDate("2024-01-01").AddDays(n) }
	var f Facts
	for n := range 40 {
		f.Terms = append(f.Terms, BoughtTerm{Ordered: day(n)})
		f.Invoices = append(f.Invoices, BilledInvoice{Issued: day(100 + n), Paid: day(200 + n)})
		f.Changes = append(f.Changes, Change{Asked: day(300 + n)})
		f.FailedCharges = append(f.FailedCharges, day(400+n))
		f.Returns = append(f.Returns, ReturnedPurchase{Day: day(500 + n)})
	}
	for n := range 17 { // so many days that one more or less takes another piece of memory
		f.Changes = append(f.Changes, Change{Asked: day(340 + n)})
	}
	f.Cancellation.Asked = day(600)
	return f
}

// The days on which something becomes known are listed in one piece.
func TestFacts_EventDays(t *testing.T) {
	f := busy()
	var room [8]calendar.Date
	if days := f.eventDays(room[:0]); len(days) != 258 {
		t.Errorf("%d days", len(days))
	}
	if n := testing.AllocsPerRun(10, func() { f.eventDays(room[:0]) }); n > 1 && !testkit.Race {
		t.Errorf("%v allocations", n)
	}
}

// Each term, change, failed charge and return, each change of a debt and a cancellation can need a snapshot, but only
// one a day.
func TestFacts_MostEarlier(t *testing.T) {
	f := busy()
	f.Terms, f.Changes, f.FailedCharges, f.Returns = f.Terms[:2], f.Changes[:3], f.FailedCharges[:5], f.Returns[:7]
	owed := []debts{{}, {due: calendar.MustParseDate("2024-03-01")}, {due: calendar.MustParseDate("2024-03-01")}, {}}
	for _, tt := range []struct {
		days int
		owed []debts
		want int
	}{{1000, nil, 18}, {1000, owed, 20}, {17, owed, 17}, {0, nil, 0}} {
		t.Run(fmt.Sprint(tt.days, " days"), func(t *testing.T) {
			if got := f.mostEarlier(tt.days, tt.owed); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}
