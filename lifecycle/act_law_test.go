package lifecycle_test

import (
	"errors"
	"flag"
	"slices"
	"strconv"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// drawnCurrent draws a subscription as it is known on a day on which acts can be recorded.
func drawnCurrent(t *rapid.T) lifecycle.View {
	s, today := drawn(t)
	today = calendar.Latest(today, s.Facts().Terms[0].Ordered)
	then, err := lifecycle.New(s.Edition(), billingtest.KnownOn(s.Facts(), today))
	if err != nil {
		t.Fatal(err)
	}
	v := then.On(today)
	if !v.IsCurrent() {
		t.Skip("nothing is recorded before the first order")
	}
	return v
}

// request is something that a customer asks for on the day of a view.
type request func(v lifecycle.View) (lifecycle.Subscription, error)

// afterAll does acts on the day of a view, one after the other. It reports whether all of them are allowed.
func afterAll(t *rapid.T, v lifecycle.View, acts ...request) (lifecycle.Subscription, bool) {
	s := v.Subscription()
	for _, do := range acts {
		next, err := do(s.On(v.Day()))
		var refusal *policy.Refusal
		switch {
		case errors.As(err, &refusal):
			return s, false
		case err != nil:
			t.Fatalf("%v\n%+v", err, s.Facts())
		}
		s = next
	}
	return s, true
}

// holdsOnce fails if no draw met the conditions of a property, unless fewer draws than the default were asked for: by
// number, or with -short, which takes a fifth of them.
func holdsOnce(t *testing.T, held int) {
	t.Helper()
	draws, err := strconv.Atoi(flag.Lookup("rapid.checks").Value.String())
	if err != nil {
		t.Fatal(err)
	}
	if held == 0 && draws >= 100 && !testing.Short() {
		t.Error("nothing was drawn of which it could hold")
	}
}

// daysAfter returns a day, some days after it, and the later days around the start and end of every known term.
func daysAfter(s lifecycle.Subscription, day calendar.Date) []calendar.Date {
	days := []calendar.Date{day, day.AddDays(1), day.AddDays(29), day.AddDays(800)}
	for _, term := range s.Facts().Terms {
		for _, edge := range []calendar.Date{term.Start, term.End} {
			for near := -1; near <= 1; near++ {
				if d := edge.AddDays(near); d.After(day) {
					days = append(days, d)
				}
			}
		}
	}
	return days
}

// sameLife checks that two subscriptions give the same answers from a day on.
func sameLife(t *rapid.T, one, other lifecycle.Subscription, from calendar.Date) {
	for _, d := range daysAfter(one, from) {
		a, b := one.On(d), other.On(d)
		if a.Status() != b.Status() || a.Seats() != b.Seats() || a.Offering() != b.Offering() ||
			a.NextTerm() != b.NextTerm() || a.AutoRenew() != b.AutoRenew() || a.Stretch() != b.Stretch() {
			t.Fatalf("on %s it is %s, %d × %s, then %+v\nand %s, %d × %s, then %+v\n%+v\n%+v", d,
				a.Status(), a.Seats(), a.Offering(), a.NextTerm(), b.Status(), b.Seats(), b.Offering(), b.NextTerm(),
				one.Facts(), other.Facts())
		}
		if got, want := said(a), said(b); got != want {
			t.Fatalf("on %s it says\n%s\nand\n%s\n%+v\n%+v", d, got, want, one.Facts(), other.Facts())
		}
	}
}

// change.seats-up: adding seats in two steps is the same as adding them all at once.
func TestAddSeats_IsAdditive(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		some, more := rapid.IntRange(1, 5).Draw(t, "some"), rapid.IntRange(1, 5).Draw(t, "more")
		add := func(n int) request {
			return func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(n) }
		}
		parts, ok := afterAll(t, v, add(some), add(more))
		whole, allowed := afterAll(t, v, add(some+more))
		if ok != allowed {
			t.Fatalf("in parts %t, at once %t\n%+v", ok, allowed, v.Subscription().Facts())
		}
		if ok {
			held++
			sameLife(t, parts, whole, v.Day())
		}
	})
	holdsOnce(t, held)
}

// change.pending: of two requests for the same thing on one day, only the later one counts.
func TestChangePending_TheLastCounts(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		kind := rapid.SampledFrom(requested).Draw(t, "kind")
		first, last := drawRequest(t, v, kind, "first"), drawRequest(t, v, kind, "last")
		alone, allowed := afterAll(t, v, last)
		both, ok := afterAll(t, v, first, last)
		if ok && allowed { // asked for alone, the last may ask for what is in force anyway
			held++
			sameLife(t, both, alone, v.Day())
		}
	})
	holdsOnce(t, held)
}

// change.pending: the order of requests for different things does not matter.
func TestChangePending_InAnyOrder(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		kinds := rapid.Permutation(requested).Draw(t, "kinds")
		first, last := drawRequest(t, v, kinds[0], "first"), drawRequest(t, v, kinds[1], "last")
		one, ok := afterAll(t, v, first, last)
		other, allowed := afterAll(t, v, last, first)
		if ok != allowed {
			t.Fatalf("in this order %t, in the other %t\n%+v", ok, allowed, v.Subscription().Facts())
		}
		if ok {
			held++
			sameLife(t, one, other, v.Day())
		}
	})
	holdsOnce(t, held)
}

// requested lists the kinds of changes that can be asked for and take effect with the next term.
var requested = []lifecycle.ChangeKind{lifecycle.SeatsChanged, lifecycle.ProductSwitched, lifecycle.TermChanged}

func drawRequest(t *rapid.T, v lifecycle.View, kind lifecycle.ChangeKind, label string) request {
	if kind == lifecycle.SeatsChanged {
		seats := rapid.IntRange(1, max(v.Seats(), 1)).Draw(t, label+" seats")
		return func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(seats) }
	}
	if kind == lifecycle.ProductSwitched {
		product := rapid.SampledFrom([]string{"AutoCAD", "Maya", "Revit"}).Draw(t, label+" product")
		return func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SwitchProduct(product) }
	}
	length := billingtest.Term().Draw(t, label+" length")
	return func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ChangeTerm(length) }
}

// renewal.next-term, renewal.with-changes: a renewal gives exactly the term that was announced for it.
func TestRenew_GivesTheAnnouncedTerm(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		changes := lifecycle.RenewalChanges{
			Seats:    rapid.IntRange(0, 4).Draw(t, "seats"),
			Offering: rapid.SampledFrom([]string{"", "AutoCAD", "Maya"}).Draw(t, "offering"),
		}
		if rapid.Bool().Draw(t, "another length") {
			changes.Length = billingtest.Term().Draw(t, "length")
		}
		if !v.CanRenewWith(changes).Allowed() || v.Kind() != policy.Subscription {
			return
		}
		held++
		told := v.RenewalTerm(changes)
		next, err := v.Renew(changes)
		if err != nil {
			t.Fatal(err)
		}
		terms := next.Facts().Terms
		last := terms[len(terms)-1]
		if last.Ordered != v.Day() || last.Start != told.Start || last.End != told.Period().End() ||
			last.Length != told.Length {
			t.Fatalf("told %+v, made %+v\n%+v", told, last, v.Subscription().Facts())
		}
		then := next.On(calendar.Latest(v.Day(), last.Start))
		if then.Seats() != told.Seats || then.Offering() != told.Offering || then.Renewal() != last.End {
			t.Fatalf("told %+v, there is %d × %s up to %s\n%+v", told, then.Seats(), then.Offering(), then.Renewal(),
				next.Facts())
		}
	})
	holdsOnce(t, held)
}

// Invoices can be paid in any order, or all at once, with the same result.
func TestPay_InAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		numbers := []string{"one", "two", "three"}
		var bills []lifecycle.BilledInvoice
		for _, n := range numbers {
			due := v.Day().AddDays(rapid.IntRange(0, 90).Draw(t, n+" net"))
			bills = append(bills, lifecycle.BilledInvoice{Number: n, Issued: v.Day(), Due: due, NetTerms: true})
		}
		billed, err := lifecycle.New(v.Edition(), v.Subscription().Facts().Bill(bills...))
		if err != nil {
			t.Fatal(err)
		}
		v = billed.On(v.Day().AddDays(rapid.IntRange(0, 120).Draw(t, "paid after")))
		pay := func(n string) request {
			return func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Pay(n) }
		}
		var acts []request
		for _, n := range numbers {
			acts = append(acts, pay(n))
		}
		forth, _ := afterAll(t, v, acts...)
		slices.Reverse(acts)
		back, _ := afterAll(t, v, acts...)
		atOnce, err := v.Pay(numbers...)
		if err != nil {
			t.Fatal(err)
		}
		sameLife(t, forth, back, v.Day())
		sameLife(t, forth, atOnce, v.Day())
	})
}

// An invoice that is paid by its due date changes no answer from the day of the payment on.
func TestPay_InTimeChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		days := rapid.IntRange(0, 60).Draw(t, "net")
		paidAfter := rapid.IntRange(0, days).Draw(t, "paid after")
		f := v.Subscription().Facts().Bill(lifecycle.BilledInvoice{
			Number: "paid in time", Issued: v.Day(), Due: v.Day().AddDays(days), Paid: v.Day().AddDays(paidAfter),
			NetTerms: days > 0,
		})
		billed, err := lifecycle.New(v.Edition(), f)
		if err != nil {
			t.Fatal(err)
		}
		sameLife(t, billed, v.Subscription(), v.Day().AddDays(paidAfter))
	})
}
