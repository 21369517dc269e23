package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// refund.scope: over the sequences of up to three acts of one day, a term can have been ordered for a number of seats
// if and only if a sequence that leads to the same facts orders it for that number.
func TestSubscription_StartsWith_EverySequenceOfADay(t *testing.T) {
	t.Parallel()
	facts := 0
	for _, reading := range []policy.YesNo{policy.No, policy.Yes} {
		ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = reading })
		for _, length := range []calendar.Term{calendar.Monthly, calendar.Annual} {
			for _, off := range []int{-5, 0, 1} { // days from the renewal date
				for _, before := range []doneOn{nil, reduceTo(3), addSome(1), renewedAndReduced} {
					facts += holdsEverySequence(t, ed, length, off, before)
				}
			}
		}
	}
	if facts < 2000 {
		t.Errorf("only %d facts", facts)
	}
}

func reduceTo(seats int) doneOn {
	return func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(seats) }
}

// renewedAndReduced renews for more seats, and then asks for fewer from the renewal date after that.
func renewedAndReduced(v lifecycle.View) (lifecycle.Subscription, error) {
	s, err := v.Renew(lifecycle.RenewalChanges{Seats: 8})
	if err != nil {
		return lifecycle.Subscription{}, err
	}
	return s.On(v.Day()).ReduceSeats(4)
}

func addSome(seats int) doneOn {
	return func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(seats) }
}

// soldDay is a subscription after some acts of a day, and the number of seats for which its latest term was ordered.
type soldDay struct {
	s    lifecycle.Subscription
	sold int
}

// holdsEverySequence holds the sequences that start with five seats and one act before the day, and returns to how many
// facts they lead.
func holdsEverySequence(t *testing.T, ed policy.Edition, length calendar.Term, off int, before doneOn) int {
	t.Helper()
	s := subscription(t, ed, bought(t, length, day("2025-01-15"), day("2025-01-15")))
	s = must(t)(s.On(day("2025-01-15")).AddSeats(5 - s.Facts().Seats))
	renewal := s.On(day("2025-01-15")).Renewal()
	if before != nil {
		s = must(t)(before(s.On(renewal.AddDays(-8))))
	}
	host, on := annual(t, renewal.AddMonths(-6).String()), renewal.AddDays(off)
	sold, reached := map[string][]int{}, map[string]lifecycle.Subscription{}
	now := []soldDay{{s, s.Facts().Seats}}
	for range 3 {
		var next []soldDay
		for _, from := range now {
			for _, to := range soldNext(from, host, on) {
				key := factsText(t, to.s)
				if !slices.Contains(sold[key], to.sold) {
					sold[key], reached[key] = append(sold[key], to.sold), to.s
					next = append(next, to)
				}
			}
		}
		now = next
	}
	for key, want := range sold {
		if terms := reached[key].Facts().Terms; terms[len(terms)-1].Ordered != on || len(terms) == 1 {
			continue // nothing was ordered on the day
		}
		var got []int
		for n := range 20 {
			if reached[key].StartsWith(n) {
				got = append(got, n)
			}
		}
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("%v, want %v\n%s", got, want, key)
		}
	}
	return len(sold)
}

func factsText(t *testing.T, s lifecycle.Subscription) string {
	t.Helper()
	text, err := s.Facts().AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// soldNext returns what one more act of the day leads to.
func soldNext(from soldDay, host lifecycle.Subscription, on calendar.Date) []soldDay {
	var to []soldDay
	v := from.s.On(on)
	done := func(sold int) func(lifecycle.Subscription, error) {
		return func(s lifecycle.Subscription, err error) {
			if err == nil {
				to = append(to, soldDay{s, sold})
			}
		}
	}
	done(v.RenewalTerm(plain).Seats)(v.Renew(plain))
	done(v.NextTerm().Seats)(v.Extend(host.On(on)))
	for seats := 3; seats <= 11; seats++ {
		done(seats)(v.Renew(lifecycle.RenewalChanges{Seats: seats}))
		done(from.sold)(v.ReduceSeats(seats))
	}
	done(from.sold)(v.AddSeats(1))
	done(from.sold)(v.AddSeats(2))
	return to
}
