package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

// refund.effect, renewal.auto-default: auto-renew is switched off, then two renewals on the same day switch it on.
// Returning only the second leaves auto-renew as the first did; returning the first too undoes that as well.
func TestReturn_OneOfTwoRenewalsOfADay(t *testing.T) {
	t.Parallel()
	start, on := day("2025-06-20"), day("2025-07-10")
	off := must(t)(subscription(t, europe, bought(t, calendar.Monthly, start, start)).On(on).SetAutoRenew(false))
	first := must(t)(off.On(on).Renew(plain))
	second := must(t)(first.On(on).Renew(plain))
	last := func(s lifecycle.Subscription) lifecycle.ReturnedPurchase {
		terms := s.Facts().Terms
		return lifecycle.ReturnedPurchase{Term: terms[len(terms)-1].Start}
	}
	for _, back := range []string{"2025-07-10", "2025-07-11"} {
		t.Run("returned on "+back, func(t *testing.T) {
			t.Parallel()
			one := must(t)(second.On(day(back)).Return(last(second)))
			if !one.On(day(back)).AutoRenew() {
				t.Errorf("the first renewal had switched auto-renew on: %+v", one.Facts().Changes)
			}
			none := must(t)(one.On(day(back)).Return(last(first)))
			if none.On(day(back)).AutoRenew() {
				t.Errorf("without renewals auto-renew is off: %+v", none.Facts().Changes)
			}
		})
	}
}

// Three renewals of a day, each of which carries another number of seats, are returned from the last to the first.
// After each return the facts answer as if that renewal had not been ordered.
func TestReturn_ThreeRenewalsOfADay(t *testing.T) {
	t.Parallel()
	start, on := day("2025-06-20"), day("2025-06-25")
	s := subscription(t, europe, bought(t, calendar.Monthly, start, start))
	bought := []lifecycle.Subscription{s}
	for seats := 4; seats <= 6; seats++ {
		s = must(t)(s.On(on).Renew(lifecycle.RenewalChanges{Seats: seats}))
		bought = append(bought, s)
	}
	for _, back := range []string{"2025-06-25", "2025-06-26", "2025-07-01"} {
		t.Run("returned on "+back, func(t *testing.T) {
			t.Parallel()
			left := s
			for n := len(bought) - 2; n >= 0; n-- {
				terms := bought[n+1].Facts().Terms
				what := lifecycle.ReturnedPurchase{Term: terms[len(terms)-1].Start}
				left = must(t)(left.On(day(back)).Return(what))
				for d := range testkit.Days(day(back), day("2025-11-01")) {
					got, want := left.On(d), bought[n].On(d)
					if got.Status() != want.Status() || got.Seats() != want.Seats() ||
						got.AutoRenew() != want.AutoRenew() || got.Renewal() != want.Renewal() {
						t.Fatalf("%d left, on %s: %v with %d seats, want %v with %d", n, d, got.Status(), got.Seats(),
							want.Status(), want.Seats())
					}
				}
			}
		})
	}
}
