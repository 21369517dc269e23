package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// madeAgain is the day on which two seats are added, and a renewal is returned and made again.
const madeAgain = "2025-08-11"

// refund.effect: a renewal is returned and made again on the day on which seats are added, before or after that. The
// seats are returned, at once or one by one. What the second renewal was charged for stays.
func TestReturn_SeatsOfADayOnWhichTheRenewalWasMadeAgain(t *testing.T) {
	t.Parallel()
	const on, renewal = madeAgain, "2025-10-01"
	for name, changes := range map[string]lifecycle.RenewalChanges{
		"for fewer":           {Seats: 1},
		"for more":            {Seats: 12},
		"for another product": {Offering: "Revit", Seats: 4},
		"for another length":  {Length: calendar.ThreeYear, Seats: 4},
	} {
		for _, first := range []string{"2025-08-01", on} {
			for _, late := range []bool{false, true} { // whether the seats are added after the second renewal
				if late && (changes.Offering != "" || changes.Length != 0) {
					continue // none can be
				}
				l := tell(t, annual3).renew(first)
				if !late {
					l = l.add(on, 2)
				}
				l = l.returnTerm(on, renewal).renewWith(on, changes)
				if late {
					l = l.add(on, 2)
				}
				for _, back := range []string{on, "2025-08-15"} {
					checkGivenBack(t, name+", first on "+first+", back on "+back, l.s, back, changes.Seats)
				}
			}
		}
	}
}

// A number that was pending before is the one that the second renewal is charged for.
func TestReturn_SeatsOfADayOnWhichTheRenewalForFewerWasMadeAgain(t *testing.T) {
	t.Parallel()
	const on, renewal = madeAgain, "2025-10-01"
	for name, life := range map[string]*told{
		"reduced on an earlier day": tell(t, annual3).reduce("2025-08-05", 1).
			renew("2025-08-05").add(on, 2).returnTerm(on, renewal).renew(on),
		"reduced on the day": tell(t, annual3).reduce(on, 1).renew(on).add(on, 2).returnTerm(on, renewal).renew(on),
		"reduced in between": tell(t, annual3).renew(on).add(on, 2).returnTerm(on, renewal).reduce(on, 1).renew(on),
		"added after both":   tell(t, annual3).reduce(on, 1).renew(on).returnTerm(on, renewal).renew(on).add(on, 2),
	} {
		for _, back := range []string{on, "2025-08-15"} {
			checkGivenBack(t, name+", back on "+back, life.s, back, 1)
		}
	}
}

// checkGivenBack returns two seats of that day, which were added to three, and checks what is left before and after the
// renewal date.
func checkGivenBack(t *testing.T, name string, s lifecycle.Subscription, back string, then int) {
	t.Helper()
	until := day("2026-10-01") // of the first renewal, too
	for _, parts := range [][]int{{2}, {1, 1}} {
		left := s
		for i, seats := range parts {
			left = must(t)(left.On(day(back).AddDays(i)).Return(
				lifecycle.ReturnedPurchase{Added: day(madeAgain), Seats: seats, Until: until}))
		}
		for on, want := range map[string]int{"2025-09-30": 3, "2025-10-01": then} {
			if got := left.On(day(on)).Seats(); got != want {
				t.Errorf("%s, %d at once: %d seats on %s, not %d", name, parts[0], got, on, want)
			}
		}
	}
}

// Seats added before the second renewal and after it: those that raised its number are taken off it, at once or one by
// one, and it keeps what it was charged for.
func TestReturn_SeatsOfADayBeforeAndAfterTheRenewalWasMadeAgain(t *testing.T) {
	t.Parallel()
	const on = madeAgain
	both := tell(t, annual3).renew(on).add(on, 3).returnTerm(on, "2025-10-01").
		renewWith(on, lifecycle.RenewalChanges{Seats: 1}).add(on, 2).s
	for _, back := range []string{on, "2025-08-15"} {
		for _, parts := range [][]int{{5}, {1, 4}, {2, 3}, {3, 2}, {4, 1}} {
			left := both
			for i, seats := range parts {
				left = must(t)(left.On(day(back).AddDays(i)).Return(
					lifecycle.ReturnedPurchase{Added: day(on), Seats: seats, Until: day("2026-10-01")}))
			}
			was, then := left.On(day("2025-09-30")).Seats(), left.On(day("2025-10-01")).Seats()
			if was != 3 || then != 1 {
				t.Errorf("%d, back on %s: %d seats, then %d", parts, back, was, then)
			}
		}
	}
}

// A renewal as it is, or for a number that seats can have raised: facts are the same in either order, and the seats are
// taken off the second renewal.
func TestReturn_SeatsOfADayThatFactsCannotTellApart(t *testing.T) {
	t.Parallel()
	const on = madeAgain
	asItIs := tell(t, annual3).renew(on).add(on, 2).returnTerm(on, "2025-10-01").renew(on)
	checkGivenBack(t, "as it is", asItIs.s, on, 3)
	pending := tell(t, annual3).reduce("2025-08-05", 2).renew(on).add(on, 2).returnTerm(on, "2025-10-01").
		renewWith(on, lifecycle.RenewalChanges{Seats: 4})
	checkGivenBack(t, "as many as if they were added to a reduced number", pending.s, on, 2)

	two := tell(t, annual3).reduce("2025-08-05", 2).renew(on).add(on, 1).add(on, 2).returnTerm(on, "2025-10-01").
		renewWith(on, lifecycle.RenewalChanges{Seats: 4}).s
	all := must(t)(two.On(day(on)).Return(lifecycle.ReturnedPurchase{
		Added: day(on), Seats: 3, Until: day("2026-10-01"),
	}))
	if was, then := all.On(day("2025-09-30")).Seats(), all.On(day("2025-10-01")).Seats(); was != 3 || then != 2 {
		t.Errorf("the later two of three can have raised the number: %d seats, then %d", was, then)
	}
}
