package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// movedCase is a request made while something else is pending, and what an early renewal then buys.
type movedCase struct {
	asked         func(lifecycle.View) lifecycle.Subscription
	on            string // the day of the request; the renewal is on 2025-07-10
	carried       lifecycle.RenewalChanges
	ends          string // the end of the term that the renewal buys
	has, hasLater string // in that term, and in the next one
	endsLater     string
}

// holdMoved renews a subscription on 2025-07-10, and checks the term that this buys and the next one.
func holdMoved(t *testing.T, pending lifecycle.Subscription, tests map[string]movedCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := pending
			if tt.asked != nil {
				s = tt.asked(s.On(day(tt.on)))
			}
			v := s.On(day("2025-07-10"))
			told := v.RenewalTerm(tt.carried)
			renewed := must(t)(v.Renew(tt.carried))
			later := must(t)(renewed.On(day(tt.ends)).Renew(plain))
			if got := renewed.On(v.Day()).Renewal(); got != day(tt.ends) || told.Period().End() != got {
				t.Errorf("it renews on %s, and the term was told to end before %s", got, told.Period().End())
			}
			if got := has(later, "2025-10-01"); got != tt.has {
				t.Errorf("in the term there is %s, want %s", got, tt.has)
			}
			if got := has(later, tt.ends); got != tt.hasLater || later.On(day(tt.ends)).Renewal() != day(tt.endsLater) {
				t.Errorf("later there is %s up to %s, want %s", got, later.On(day(tt.ends)).Renewal(), tt.hasLater)
			}
		})
	}
}

// change.pending, where pending changes move with an early renewal: a change that is withdrawn or replaced on the day
// of the renewal is no longer pending, and does not come back a term later. If that is done the day before, the new
// request moves in place of the old one.
func TestChangePending_WithdrawnOnTheDayOfAnEarlyRenewal(t *testing.T) {
	follows := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	s := subscription(t, follows, annual(t, "2024-10-01").Facts())
	s = must(t)(s.On(day("2025-07-04")).ReduceSeats(1))
	s = must(t)(s.On(day("2025-07-04")).SwitchProduct("Revit"))
	s = must(t)(s.On(day("2025-07-04")).ChangeTerm(calendar.Monthly))
	with := func(seats int, offering string, length calendar.Term) func(lifecycle.View) lifecycle.Subscription {
		return func(v lifecycle.View) lifecycle.Subscription {
			next := must(t)(v.ReduceSeats(seats))
			next = must(t)(next.On(v.Day()).SwitchProduct(offering))
			return must(t)(next.On(v.Day()).ChangeTerm(length))
		}
	}
	holdMoved(t, s, map[string]movedCase{
		"withdrawn on the day": {
			with(3, "AutoCAD", calendar.Annual), "2025-07-10", plain, "2026-10-01", "AutoCAD 3", "AutoCAD 3",
			"2027-10-01",
		},
		"withdrawn the day before": {
			with(3, "AutoCAD", calendar.Annual), "2025-07-09", plain, "2026-10-01", "AutoCAD 3", "AutoCAD 3",
			"2027-10-01",
		},
		"replaced on the day": {
			with(2, "Maya", calendar.ThreeYear), "2025-07-10", plain, "2028-10-01", "Maya 2", "Maya 2", "2031-10-01",
		},
		"replaced the day before": {
			with(2, "Maya", calendar.ThreeYear), "2025-07-09", plain, "2026-10-01", "AutoCAD 3", "Maya 2", "2029-10-01",
		},
		"not withdrawn": {nil, "", plain, "2026-10-01", "AutoCAD 3", "Revit 1", "2026-11-01"},
		"replaced by the renewal": {
			nil, "",
			lifecycle.RenewalChanges{Seats: 4, Offering: "Maya", Length: calendar.ThreeYear},
			"2028-10-01", "Maya 4", "Maya 4", "2031-10-01",
		},
		"withdrawn by the renewal": {
			nil, "",
			lifecycle.RenewalChanges{Seats: 3, Offering: "AutoCAD", Length: calendar.Annual},
			"2026-10-01", "AutoCAD 3", "AutoCAD 3", "2027-10-01",
		},
		"only seats were asked for": {
			nil, "", lifecycle.RenewalChanges{Seats: 3}, "2026-10-01", "AutoCAD 3", "Revit 3", "2026-11-01",
		},
	})
}

// change.seats-up and change.effective-fixed, both readings: fewer seats asked for on the day of an early renewal are
// the number that it buys and that there is.
func TestRenew_EarlyOnTheDayOfFewerSeats(t *testing.T) {
	for _, reading := range []policy.YesNo{policy.No, policy.Yes} {
		t.Run("moves "+reading.String(), func(t *testing.T) {
			ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = reading })
			s := subscription(t, ed, bought(t, calendar.Monthly, day("2024-09-16"), day("2024-09-16")))
			v := must(t)(s.On(day("2024-09-16")).ReduceSeats(2)).On(day("2024-09-16"))
			told := v.RenewalTerm(plain)
			renewed := must(t)(v.Renew(plain))
			if got := has(renewed, "2024-10-16"); told.Seats != 2 || got != "AutoCAD 2" {
				t.Errorf("%d seats are bought, and there is %s", told.Seats, got)
			}
			if got := has(renewed, "2024-10-15"); got != "AutoCAD 3" {
				t.Errorf("until then there is %s", got)
			}
		})
	}
}
