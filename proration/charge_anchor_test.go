package proration_test

import (
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// anchored is the price of some days of a service that begins on its anchor, where a month counts 30 days and a year as
// many as are given.
func anchored(t *testing.T, term calendar.Term, year int, anchor, bought string) proration.Charge {
	t.Helper()
	p := policy.Europe2024().Parameters()
	p.Proration.StandardDays = policy.PerTerm{Monthly: 30, Annual: year, ThreeYear: 3 * year}
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	request := proration.PriceRequest{SRP: euros("2145.00"), Seats: 3, Bought: period(t, bought)}
	first := calendar.MustParseDate(anchor)
	if request.Service, err = calendar.NewService(term, first, calendar.Span(first, request.Bought.End())); err != nil {
		t.Fatal(err)
	}
	charge, err := proration.Price(ed, request)
	if err != nil {
		t.Fatal(err)
	}
	return charge
}

// proration.standard-days: a charge does not say where its service years and months begin. Its days are right if they
// follow from any beginning, also one that neither the first day bought nor the end suggests; one day more is refused.
func TestCharge_Check_Anchor(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		term           calendar.Term
		year           int
		anchor, bought string
		days, most     int
	}{
		"months from the first day bought":  {calendar.Monthly, 360, "2025-07-20", "2025-07-20/2025-09-02", 43, 44},
		"months from the 10th, no full one": {calendar.Monthly, 360, "2025-07-10", "2025-07-20/2025-09-02", 44, 44},
		"years from the first day bought":   {calendar.Annual, 360, "2025-01-10", "2025-01-10/2026-05-25", 495, 500},
		"years from September, no full one": {calendar.Annual, 360, "2024-09-01", "2025-01-10/2026-05-25", 500, 500},
		"years from 29 July alone":          {calendar.Annual, 200, "2024-07-29", "2025-01-10/2026-02-14", 400, 400},
		"years from 28 February":            {calendar.Annual, 366, "2027-02-28", "2027-06-10/2029-02-28", 629, 630},
		"years from 29 February":            {calendar.Annual, 366, "2024-02-29", "2027-06-10/2029-02-28", 630, 630},
		"from 29 February, eight years ago": {calendar.Annual, 366, "1896-02-29", "1904-01-10/1905-02-28", 416, 416},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			charge := anchored(t, tt.term, tt.year, tt.anchor, tt.bought)
			if err := charge.Check(); charge.Days != tt.days || err != nil {
				t.Errorf("%d days, want %d: %v", charge.Days, tt.days, err)
			}
			charge.Days = tt.most + 1
			if list := billingrules.InputErrors(charge.Check()); len(list) != 1 || list[0].Field != "days" {
				t.Errorf("%d days are not refused: %v", charge.Days, list)
			}
		})
	}
}

// proration.price: a full term that begins at the end of a short month ends on the day of its anchor, in the month and
// the year in which the term is over.
func TestCharge_Check_FullTermFromMonthEnd(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		term           calendar.Term
		anchor, bought string
		later          string // the same days of another month or year, which are no full term
	}{
		"a month, on the 28th": {calendar.Monthly, "2025-01-28", "2025-02-28/2025-03-28", "2025-02-28/2026-03-28"},
		"a month, on the 29th": {calendar.Monthly, "2025-01-29", "2025-02-28/2025-03-29", "2025-02-28/2025-04-29"},
		"a month, on the 31st": {calendar.Monthly, "2025-01-31", "2025-02-28/2025-03-31", "2025-02-28/2026-03-31"},
		"a year":               {calendar.Annual, "2024-02-29", "2027-02-28/2028-02-29", "2027-02-28/2029-02-28"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			request := proration.PriceRequest{SRP: euros("2145.00"), Seats: 3, Bought: period(t, tt.bought)}
			var err error
			request.Service, err = calendar.NewService(tt.term, calendar.MustParseDate(tt.anchor), request.Bought)
			if err != nil {
				t.Fatal(err)
			}
			charge, err := proration.FullTerm(policy.Europe2024(), request)
			if err != nil || charge.Check() != nil {
				t.Fatalf("%v, %v", err, charge.Check())
			}
			charge.Bought = period(t, tt.later)
			if list := billingrules.InputErrors(charge.Check()); len(list) != 1 || list[0].Field != "bought" {
				t.Errorf("%s is not refused: %v", tt.later, list)
			}
		})
	}
}
