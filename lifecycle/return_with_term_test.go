package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/lifecycle"
)

// refund.effect: what came with a renewal falls away if its term is returned on the day of the order, so facts in which
// it is left are refused.
func TestNew_ChangeOfATermReturnedTheSameDay(t *testing.T) {
	on, term := day("2025-09-30"), lifecycle.ReturnedPurchase{Term: day("2025-10-01")}
	off := must(t)(annual(t, "2024-10-01").On(on).SetAutoRenew(false))
	renewed := must(t)(off.On(on).Renew(lifecycle.RenewalChanges{Seats: 6})) // this switches auto-renew on again
	returned := must(t)(renewed.On(on).Return(term))
	left := returned.Facts()
	left.Changes = renewed.Facts().Changes
	_, err := lifecycle.New(europe, left)
	bad := billingrules.InputErrors(err)
	if len(bad) != 2 || !errors.Is(err, billingrules.ErrConflict) {
		t.Fatalf("%d errors: %v", len(bad), err)
	}
	for i, field := range []string{"changes[1].withTerm", "changes[2].withTerm"} {
		want := "lifecycle.New: " + field + " true: must not be set: the term that was ordered on 2025-09-30 was " +
			"returned on that day"
		if got := bad[i].Error(); got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
	// After another renewal of the day the changes can be those of that renewal.
	again := must(t)(returned.On(on).Renew(lifecycle.RenewalChanges{Seats: 6}))
	subscription(t, europe, again.Facts())
	// If the term is returned later, the changes stay on record.
	subscription(t, europe, must(t)(renewed.On(on.AddDays(1)).Return(term)).Facts())
}
