package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// change.seats-up: only while Active, or also in Expired, as the edition reads it.
func TestCanAddSeats_WhileExpired(t *testing.T) {
	f := autoRenew(bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01")), false).Bill(
		unpaid("I-1", "2025-10-01", "2025-10-31"))
	lenient := edition(t, func(p *policy.Parameters) { p.Change.AddSeatsWhileExpired = policy.Yes })
	for on, want := range map[string][2]bool{
		"2025-10-31": {true, true}, "2025-11-01": {false, true},
		"2025-11-15": {false, true}, "2025-11-16": {false, false},
	} {
		t.Run(on, func(t *testing.T) {
			if d := subscription(t, europe, f).On(day(on)).CanAddSeats(); d.Allowed() != want[0] {
				t.Errorf("%v", d)
			}
			if d := subscription(t, lenient, f).On(day(on)).CanAddSeats(); d.Allowed() != want[1] {
				t.Errorf("leniently: %v", d)
			}
		})
	}
}

// coterm.same-product: seats can be added only if everything bought up to R has one length and one product.
func TestCanAddSeats_OneSRP(t *testing.T) {
	s := annual(t, "2024-10-01")
	early := day("2025-08-01")
	longer := must(t)(s.On(early).Renew(lifecycle.RenewalChanges{Length: calendar.ThreeYear}))
	switched := must(t)(s.On(early).Renew(lifecycle.RenewalChanges{Offering: "Revit"}))
	fewer := must(t)(s.On(early).Renew(lifecycle.RenewalChanges{Seats: 1}))
	no := func(window string) answer {
		return answer{id: rule.CotermSameProduct, remedy: policy.AskPartner, window: window}
	}
	yes := func(window string) answer {
		return answer{allowed: true, id: rule.ChangeSeatsUp, route: policy.SelfService, window: window}
	}
	three, second := window("2025-10-01", "2028-09-30"), window("2025-10-01", "2026-09-30")
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		on   string
		want answer
	}{
		"before the renewal":                 {longer, "2025-07-31", yes(window("2024-10-01", "2025-09-30"))},
		"two lengths":                        {longer, "2025-08-01", no(three)},
		"two lengths, the last day":          {longer, "2025-09-30", no(three)},
		"the second length":                  {longer, "2025-10-01", yes(three)},
		"two products":                       {switched, "2025-08-01", no(second)},
		"two products, the last day":         {switched, "2025-09-30", no(second)},
		"the second product":                 {switched, "2025-10-01", yes(second)},
		"two numbers of seats are no matter": {fewer, "2025-08-01", yes(window("2024-10-01", "2026-09-30"))},
	} {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(day(tt.on))
			decides(t, v.CanAddSeats(), tt.want)
			if v.Stretch().IsZero() == tt.want.allowed {
				t.Errorf("they would last %s", v.Stretch().Covered())
			}
			_, err := v.AddSeats(1)
			if (err == nil) != tt.want.allowed && v.IsCurrent() {
				t.Errorf("added: %v", err)
			}
		})
	}
}

// change.seats-up: takes effect at once, while Active. Law: the seat-days charged are the seat-days delivered.
func TestAddSeats(t *testing.T) {
	s := annual(t, "2024-10-01")
	more := must(t)(s.On(day("2025-06-01")).AddSeats(4))
	for on, want := range map[string]int{"2025-05-31": 3, "2025-06-01": 7, "2025-09-30": 7, "2025-10-01": 7} {
		t.Run("on "+on, func(t *testing.T) {
			if got := more.On(day(on)).Seats(); got != want {
				t.Errorf("%d seats, want %d", got, want)
			}
		})
	}
	if got := s.On(day("2025-06-01")).Seats(); got != 3 {
		t.Errorf("the old one has %d seats", got)
	}
	_, err := s.On(day("2025-10-01")).AddSeats(1)
	refusedBy(t, err, rule.ChangeSeatsUp, policy.RenewFirst)
}

func TestAddSeats_BadNumbers(t *testing.T) {
	s := annual(t, "2024-10-01")
	more := must(t)(s.On(day("2025-06-01")).AddSeats(4))
	for name, tt := range map[string]struct {
		v    lifecycle.View
		more int
		want string
		is   error
	}{
		"no subscription": {lifecycle.View{}, 1, "subscription: is missing", billingrules.ErrMissing},
		"none":            {s.On(day("2025-06-01")), 0, "seats: is missing", billingrules.ErrMissing},
		"fewer": {
			s.On(day("2025-06-01")), -1, "seats -1: must be from 1 to 1000000", billingrules.ErrRange,
		},
		"more than there are": {
			s.On(day("2025-06-01")), 1_000_001, "seats 1000001: must be from 1", billingrules.ErrRange,
		},
		"too many in all": {
			s.On(day("2025-06-01")), 999_998, "seats 999998: makes a total of 1000001 seats, at most 1000000",
			billingrules.ErrRange,
		},
		"before the last fact": {
			more.On(day("2025-05-31")), 1, "day 2025-05-31: is before 2025-06-01", lifecycle.ErrLaterFacts,
		},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := tt.v.AddSeats(tt.more)
			want := "lifecycle.View.AddSeats: " + tt.want
			if !errors.Is(err, tt.is) || len(err.Error()) < len(want) || err.Error()[:len(want)] != want ||
				!next.IsZero() {
				t.Errorf("got %v", err)
			}
		})
	}
	if most := must(t)(s.On(day("2025-06-01")).AddSeats(999_997)); most.On(day("2025-06-01")).Seats() != 1_000_000 {
		t.Error("one million seats are not too many")
	}
}

// change.seats-up: a pending number that takes effect inside the stretch is raised, one that takes effect at its end is
// not, and a withdrawn one does not count.
func TestAddSeats_PendingNumbers(t *testing.T) {
	ten := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	ten.Seats = 10
	s := subscription(t, europe, ten)
	asked := must(t)(s.On(day("2025-07-03")).ReduceSeats(5))
	early := must(t)(asked.On(day("2025-07-04")).Renew(plain))
	again := must(t)(early.On(day("2025-07-05")).ReduceSeats(2)) // from 2026-10-01 on
	withdrawn := must(t)(asked.On(day("2025-07-04")).ReduceSeats(10))
	for name, tt := range map[string]struct {
		s              lifecycle.Subscription
		now, then, end int // on the day, from the old R on, and from the new R on if renewed
	}{
		"nothing pending":                    {s, 13, 13, 13},
		"pending on R":                       {asked, 13, 5, 5},
		"renewed early":                      {early, 13, 8, 8},
		"renewed early, and pending again":   {again, 13, 8, 2},
		"withdrawn":                          {withdrawn, 13, 13, 13},
		"withdrawn, and asked for once more": {must(t)(withdrawn.On(day("2025-07-05")).ReduceSeats(7)), 13, 7, 7},
	} {
		t.Run(name, func(t *testing.T) {
			on := day("2025-07-10")
			next := must(t)(tt.s.On(on).AddSeats(3))
			for next.On(on).Renewal().Before(day("2027-10-01")) {
				next = must(t)(next.On(calendar.Latest(next.On(on).Renewal().AddDays(-1), on)).Renew(plain))
				on = lastKnown(next.Facts())
			}
			for day, want := range map[string]int{
				"2025-09-30": tt.now, "2025-10-01": tt.then, "2026-09-30": tt.then, "2026-10-01": tt.end,
			} {
				t.Run("on "+day, func(t *testing.T) {
					if got := next.On(calendar.MustParseDate(day)).Seats(); got != want {
						t.Errorf("%d seats, want %d", got, want)
					}
				})
			}
		})
	}
}

// change.seats-up: every number of seats that results from the addition is checked against the maximum.
func TestAddSeats_TooManyLater(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	grown := must(t)(subscription(t, europe, f).On(day("2025-08-01")).Renew(lifecycle.RenewalChanges{Seats: 999_999}))
	if _, err := grown.On(day("2025-08-02")).AddSeats(2); !errors.Is(err, billingrules.ErrRange) {
		t.Errorf("from R on there are too many: %v", err)
	}
	if _, err := grown.On(day("2025-08-02")).AddSeats(1); err != nil {
		t.Error(err)
	}
	f.Seats = 999_999
	kept := must(t)(subscription(t, europe, f).On(day("2025-01-01")).ReduceSeats(1))
	kept = must(t)(kept.On(day("2025-01-01")).ReduceSeats(999_999))
	if _, err := kept.On(day("2025-01-02")).AddSeats(1); err != nil {
		t.Error(err)
	}
	if _, err := kept.On(day("2025-01-02")).AddSeats(2); !errors.Is(err, billingrules.ErrRange) {
		t.Errorf("got %v", err)
	}
}
