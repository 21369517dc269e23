package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// change.seats-up: one seat, which is the only change, was added on its day and on no other; and a term can have been
// ordered for one seat.
func TestFacts_OneSeat(t *testing.T) {
	one := annual3
	one.Seats = 1
	l := &told{t, must(t)(lifecycle.Buy(europe, one))}
	if f := l.s.Facts(); !f.StartsWith(1) || f.StartsWith(0) || f.StartsWith(2) {
		t.Error("the term starts with another number")
	}
	l.on("2025-01-10", func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(1) })
	for on, want := range map[string]bool{"2025-01-09": false, "2025-01-10": true, "2025-01-11": false} {
		if got := l.s.Facts().AddsSeats(1, day(on)); got != want {
			t.Errorf("a seat was added on %s: %v", on, got)
		}
	}
}

// refund.scope: if a term was returned, the number without the added seats is on record where it was bought, and where
// it was changed to.
func TestFacts_AddsSeats_OnRecord(t *testing.T) {
	l := &told{t, must(t)(lifecycle.Buy(europe, annual3))}
	add := func(on string, n int) {
		l.on(on, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(n) })
	}
	add("2025-02-01", 2)
	l.renew("2025-08-01")
	add("2025-08-03", 4) // 9 then
	l.returnTerm("2025-08-10", "2025-10-01")
	f := l.s.Facts()
	for seats, want := range map[int]bool{3: false, 4: true, 5: false, 6: true, 7: false} { // without them 5 or 3
		if got := f.AddsSeats(seats, day("2025-08-03")); got != want {
			t.Errorf("%d seats were added: %v", seats, got)
		}
	}
}

// refund.scope, change.effective-fixed: the latest term was ordered for exactly one number of seats, unless the number
// was changed or a term returned on the day of its order.
func TestSubscription_StartsWithOneNumber(t *testing.T) {
	readings := []policy.Edition{europe, edition(t, func(p *policy.Parameters) {
		p.Change.FollowsEarlyRenewal = policy.Yes
	})}
	rapid.Check(t, func(r *rapid.T) {
		ed := rapid.SampledFrom(readings).Draw(r, "edition")
		s := subscription(t, ed, billingtest.Facts(ed).Draw(r, "facts"))
		f, most := s.Facts(), s.Facts().Seats
		terms := slices.Collect(s.On(lastKnown(f)).Terms())
		if f.Kind != policy.Subscription || len(terms) == 0 {
			return
		}
		ordered := terms[len(terms)-1].Ordered
		for _, c := range f.Changes {
			if most = max(most, c.Seats); c.What == lifecycle.SeatsChanged && c.Asked == ordered {
				return
			}
		}
		if slices.ContainsFunc(f.Returns, func(b lifecycle.ReturnedPurchase) bool { return b.Day == ordered }) {
			return
		}
		var fits []int
		for n := range most + 2 {
			if s.StartsWith(n) {
				fits = append(fits, n)
			}
		}
		if len(fits) != 1 {
			r.Fatalf("it started with %v\n%+v", fits, f)
		}
	})
}
