package billingtest

import (
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// If the facts do not say what came with a term, it stays behind when the term is returned, and law 20 finds it.
func TestStanding_FindsSeatsLeftByAReturn(t *testing.T) {
	t.Parallel()
	first, day, back := date(t, "2024-10-01"), date(t, "2025-08-01"), date(t, "2025-08-05")
	p := lifecycle.PurchaseRequest{Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: first}
	without, err := lifecycle.Buy(policy.Europe2024(), p)
	if err == nil {
		without, err = without.On(day).ReduceSeats(3)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, carried := range []lifecycle.RenewalChanges{{}, {Seats: 4}, {Offering: "Revit"}} {
		t.Run(fmt.Sprintf("%+v", carried), func(t *testing.T) {
			with, err := without.On(day).Renew(carried)
			if err != nil {
				t.Fatal(err)
			}
			told := with.Facts()
			untold := with.Facts()
			untold.Changes = slices.Clone(told.Changes)
			for i := range untold.Changes {
				untold.Changes[i].WithTerm = false
			}
			for _, f := range []lifecycle.Facts{told, untold} {
				s, err := lifecycle.New(policy.Europe2024(), f)
				if err == nil {
					s, err = s.On(back).Return(lifecycle.ReturnedPurchase{Term: date(t, "2025-10-01")})
				}
				if err != nil {
					t.Fatal(err)
				}
				carries := carried != lifecycle.RenewalChanges{}
				differs := standing(s, back) != standing(without, back)
				if want := carries && !f.Changes[len(f.Changes)-1].WithTerm; differs != want {
					t.Errorf("%+v, and %+v: differs %t", carried, f.Changes, differs)
				}
			}
		})
	}
}

func date(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
