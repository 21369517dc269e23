package billingtest

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// twins are two subscriptions: for the first, a term is bought and returned; for the second, it is not. Everything else
// is done to both.
type twins struct {
	t             *rapid.T
	with, without lifecycle.Subscription
	day           calendar.Date
	start         calendar.Date // the start of the term, from its order to its return; otherwise the zero Date
	lots          []lot
}

// lot is seats that were added to both on a day, with the renewal dates up to which they were bought.
type lot struct {
	added         calendar.Date
	seats         int
	with, without calendar.Date
}

// returnsLeaveNothing buys a term before the renewal date, returns it before that date, and does other things on the
// same days and in between.
func returnsLeaveNothing(t *rapid.T, asked, told policy.Edition) {
	p := lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: Term().Draw(t, "length"), Seats: seats(t, asked, 9),
		Ordered: calendar.Latest(asked.FirstDay(), told.FirstDay()).AddDays(rapid.IntRange(0, 800).Draw(t, "bought")),
	}
	with, err := lifecycle.Buy(asked, p)
	if err != nil {
		t.Fatal(err)
	}
	w := twins{t: t, with: with, without: under(t, told, with.On(p.Ordered)).Subscription()}
	renewal := with.On(p.Ordered).Renewal()
	w.day = renewal.AddDays(-rapid.IntRange(3, 27).Draw(t, "days before the renewal date"))
	w.acts("before")
	if !w.order() {
		return
	}
	w.acts("bought")
	next, err := w.with.On(w.day).Return(lifecycle.ReturnedPurchase{Term: w.start})
	if err != nil {
		t.Fatalf("%v\n%+v", err, w.with.Facts())
	}
	w.with, w.start = next, calendar.Date{}
	w.acts("returned")
	if with, without := standing(w.with, w.day), standing(w.without, w.day); with != without {
		t.Fatalf("on %s it is %s, without it %s\n%+v\n%+v", w.day, with, without, w.with.Facts(), w.without.Facts())
	}
}

// standing says what is left of a return on a day.
func standing(s lifecycle.Subscription, day calendar.Date) string {
	v := s.On(day)
	next := v.NextTerm()
	return fmt.Sprintf("%s with %d seats of %s, auto-renew %t, then %s with %d of %s", v.Phase(), v.Seats(),
		v.Offering(),
		v.AutoRenew(), next.Period(), next.Seats, next.Offering)
}

// order renews or extends the first twin, and reports whether that was possible.
func (w *twins) order() bool {
	v := w.with.On(w.day)
	w.start = v.Renewal()
	var next lifecycle.Subscription
	var err error
	if rapid.Bool().Draw(w.t, "is extended") {
		host, hostErr := hostOf(v, rapid.IntRange(1, 300).Draw(w.t, "days to the target"))
		if hostErr != nil {
			return false
		}
		next, err = v.Extend(host)
	} else {
		next, err = v.Renew(lifecycle.RenewalChanges{
			Seats:    rapid.SampledFrom([]int{0, 0, 1, 6}).Draw(w.t, "carries seats"),
			Length:   rapid.SampledFrom([]calendar.Term{0, 0, calendar.Monthly}).Draw(w.t, "carries a length"),
			Offering: rapid.SampledFrom([]string{"", "", "Revit"}).Draw(w.t, "carries a product"),
		})
	}
	if err == nil {
		w.with = next
	}
	return err == nil
}

// acts does up to four things, on the day and on later days up to the day before the renewal date.
func (w *twins) acts(when string) {
	for range rapid.IntRange(0, 4).Draw(w.t, "acts "+when) {
		w.act(rapid.IntRange(0, 6).Draw(w.t, "act"))
		next := w.day.AddDays(rapid.IntRange(0, 1).Draw(w.t, "days on"))
		if next.Before(w.without.On(w.day).Renewal()) {
			w.day = next
		}
	}
}

func (w *twins) act(n int) {
	switch n {
	case 0, 1:
		more := rapid.IntRange(1, 3).Draw(w.t, "more seats")
		added := lot{w.day, more, w.with.On(w.day).Renewal(), w.without.On(w.day).Renewal()}
		if w.both(func(v lifecycle.View, _ bool) (lifecycle.Subscription, error) { return v.AddSeats(more) }) {
			w.lots = append(w.lots, added)
		}
	case 2:
		on := rapid.Bool().Draw(w.t, "auto-renew")
		w.both(func(v lifecycle.View, _ bool) (lifecycle.Subscription, error) { return v.SetAutoRenew(on) })
	case 3:
		w.reduce(rapid.IntRange(1, 9).Draw(w.t, "fewer seats"))
	case 4:
		w.reduce(w.with.On(w.day).Seats()) // which withdraws
	case 5:
		if len(w.lots) > 0 {
			w.giveBack(rapid.IntRange(0, len(w.lots)-1).Draw(w.t, "gives back"))
		}
	case 6:
		if w.start.IsZero() {
			w.both(func(v lifecycle.View, _ bool) (lifecycle.Subscription, error) { return v.SwitchProduct("Maya") })
		}
	}
}

// reduce asks for fewer seats. While the term is bought, that is for the renewal date after it, and is lost with it.
func (w *twins) reduce(to int) {
	if w.start.IsZero() {
		w.both(func(v lifecycle.View, _ bool) (lifecycle.Subscription, error) { return v.ReduceSeats(to) })
	} else if next, err := w.with.On(w.day).ReduceSeats(to); err == nil {
		w.with = next
	}
}

func (w *twins) giveBack(n int) {
	of := w.lots[n]
	w.lots = append(w.lots[:n:n], w.lots[n+1:]...)
	w.both(func(v lifecycle.View, with bool) (lifecycle.Subscription, error) {
		what := lifecycle.ReturnedPurchase{Added: of.added, Seats: of.seats, Until: of.without}
		if with {
			what.Until = of.with
		}
		next, err := v.Return(what)
		if err != nil {
			w.t.Fatalf("%v\n%+v", err, v.Subscription().Facts())
		}
		return next, err
	})
}

// both does something to both, or to neither if it is impossible for one of them, and reports which.
func (w *twins) both(do func(v lifecycle.View, with bool) (lifecycle.Subscription, error)) bool {
	with, err := do(w.with.On(w.day), true)
	if err != nil {
		return false
	}
	without, err := do(w.without.On(w.day), false)
	if err != nil {
		return false
	}
	w.with, w.without = with, without
	return true
}
