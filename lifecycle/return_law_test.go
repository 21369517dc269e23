package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// refund.effect: buying something and returning it some days later leaves everything as it would be without it, as long
// as an earlier purchase covers the day; otherwise the subscription is Canceled.
func TestReturn_LeavesEverythingAsWithoutIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ed := billingtest.Edition(policy.Europe2024()).Draw(t, "edition")
		f := billingtest.Facts(ed).Draw(t, "facts")
		s, err := lifecycle.New(ed, f)
		if err != nil || f.Kind != policy.Subscription {
			return
		}
		today := billingtest.Near(lastKnown(f), s.On(lastKnown(f)).Renewal()).Draw(t, "today")
		v := s.On(calendar.Latest(lastKnown(f), today))
		var next lifecycle.Subscription
		var what lifecycle.ReturnedPurchase
		if rapid.Bool().Draw(t, "renews") {
			if slices.ContainsFunc(f.Changes, func(c lifecycle.Change) bool { return c.Asked == v.Day() }) {
				return // what was asked for on the day of the order goes with the return
			}
			what.Term = v.Renewal()
			next, err = v.Renew(lifecycle.RenewalChanges{
				Seats:  rapid.IntRange(0, 9).Draw(t, "seats"),
				Length: calendar.Term(rapid.IntRange(0, 3).Draw(t, "length")),
			})
		} else {
			what.Added, what.Seats, what.Until = v.Day(), rapid.IntRange(1, 9).Draw(t, "added"), v.Renewal()
			next, err = v.AddSeats(what.Seats)
		}
		if err != nil {
			return
		}
		back := v.Day().AddDays(rapid.IntRange(0, 30).Draw(t, "days to the return"))
		last, err := next.On(back).Return(what)
		if err != nil {
			t.Fatalf("%v\n%+v", err, next.Facts())
		}
		if was, is := s.On(back.AddDays(-1)), last.On(back.AddDays(-1)); back == v.Day() &&
			was.Status() != is.Status() {
			t.Fatalf("the day before was %s, is %s\n%+v", was.Status(), is.Status(), last.Facts())
		}
		if !what.Term.IsZero() && !what.Term.After(back) {
			if w := last.On(back); w.Phase() != lifecycle.Canceled || w.Renewal() != what.Term {
				t.Fatalf("it is %s, up to %s\n%+v", w.Status(), w.Renewal(), last.Facts())
			}
			return
		}
		for _, n := range []int{0, 1, 10, 40, 100, 400} {
			d := back.AddDays(n)
			without, with := s.On(d), last.On(d)
			if without.Phase() == lifecycle.Canceled {
				break
			}
			if without.Phase() != with.Phase() || without.Provisional() != with.Provisional() ||
				without.Seats() != with.Seats() && (what.Until.IsZero() || d.Before(what.Until)) ||
				without.Offering() != with.Offering() ||
				without.AutoRenew() != with.AutoRenew() || without.NextTerm() != with.NextTerm() {
				t.Fatalf("on %s it is %s with %d seats, without it %s with %d; next %+v and %+v\n%+v", d,
					with.Status(), with.Seats(), without.Status(), without.Seats(), with.NextTerm(), without.NextTerm(),
					last.Facts())
			}
		}
	})
}
