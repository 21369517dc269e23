package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// refund.effect, renewal.auto-default: auto-renew is switched off, and two renewals of that day switch it on. Returned
// alone, the second leaves it as the first did; with the first goes that, too.
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
