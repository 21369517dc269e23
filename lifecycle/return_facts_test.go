package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

// termBack is the return, on one day, of the term that starts on another.
func termBack(on, start string) lifecycle.ReturnedPurchase {
	return lifecycle.ReturnedPurchase{Day: day(on), Term: day(start)}
}

// seatsBack is the return, on a day, of seats that were added on 2025-01-10 for the first of two annual terms.
func seatsBack(on string, n int) lifecycle.ReturnedPurchase {
	return lifecycle.ReturnedPurchase{Day: day(on), Added: day("2025-01-10"), Seats: n, Until: day("2025-10-01")}
}

// seatsSet is a change of the number of seats, asked for and effective on the same day.
func seatsSet(on string, n int) lifecycle.Change {
	return lifecycle.Change{What: lifecycle.SeatsChanged, Asked: day(on), Effective: day(on), Seats: n}
}

// Impossible returns are refused, each by its field.
type badReturn struct {
	name    string
	returns []lifecycle.ReturnedPurchase
	change  func(*lifecycle.Facts)
	want    string
}

func refuseReturns(t *testing.T, tests []badReturn) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-07-10"))
			if test.change != nil {
				test.change(&f)
			}
			f.Returns = test.returns
			if _, err := lifecycle.New(europe, f); err == nil || err.Error() != "lifecycle.New: "+test.want {
				t.Errorf("got  %v\nwant lifecycle.New: %s", err, test.want)
			}
		})
	}
}

// A term can be returned only if it is the latest, only once, and only after its order.
func TestNew_BadReturnsOfTerms(t *testing.T) {
	start, second := day("2024-10-01"), day("2025-10-01")
	refuseReturns(t, []badReturn{
		{
			"the first term before the second",
			[]lifecycle.ReturnedPurchase{termBack("2025-08-01", "2024-10-01")},
			nil,
			"returns[0].term 2024-10-01: is followed by the term that starts on 2025-10-01, which must be returned " +
				"first",
		},
		{
			"twice",
			[]lifecycle.ReturnedPurchase{termBack("2025-08-01", "2025-10-01"), termBack("2025-08-02", "2025-10-01")},
			nil,
			"returns[1].term 2025-10-01: was already returned on 2025-08-01",
		},
		{
			"with one note for two",
			[]lifecycle.ReturnedPurchase{
				{Day: day("2025-08-01"), Term: second, Note: "C-8"}, {Day: day("2025-08-02"), Term: start, Note: "C-8"},
			},
			nil,
			`returns[1].note "C-8": is a duplicate`,
		},
		{
			"with a note that ends in a blank",
			[]lifecycle.ReturnedPurchase{{Day: day("2025-08-01"), Term: second, Note: "C-8 "}},
			nil,
			`returns[0].note "C-8 ": begins or ends in a blank`,
		},
		{
			"before the order",
			[]lifecycle.ReturnedPurchase{termBack("2025-07-09", "2025-10-01")},
			nil,
			"returns[0].term 2025-10-01: is not the start of a term that was ordered by 2025-07-09",
		},
		{
			"all before the order",
			[]lifecycle.ReturnedPurchase{termBack("2024-09-30", "2024-10-01")},
			func(f *lifecycle.Facts) { f.Terms = f.Terms[:1] },
			"returns[0].term 2024-10-01: is not the start of a term that was ordered by 2024-09-30",
		},
		{
			"of no term",
			[]lifecycle.ReturnedPurchase{termBack("2025-08-01", "2025-09-30")},
			nil,
			"returns[0].term 2025-09-30: is not the start of a term that was ordered by 2025-08-01",
		},
	})
}

// A return has a day, and is either of a term or of seats.
func TestNew_BadReturnsAlone(t *testing.T) {
	start, second := day("2024-10-01"), day("2025-10-01")
	refuseReturns(t, []badReturn{
		{"without a day", []lifecycle.ReturnedPurchase{{Term: second}}, nil, "returns[0].day: is missing"},
		{"of nothing", []lifecycle.ReturnedPurchase{{Day: second}}, nil, "returns[0].term: is missing"},
		{
			"of a term and seats",
			[]lifecycle.ReturnedPurchase{{Day: second, Term: second, Added: start}},
			nil,
			"returns[0].added 2024-10-01: must not be set: a term is returned",
		},
		{
			"in another order",
			[]lifecycle.ReturnedPurchase{seatsBack("2025-08-02", 1), termBack("2025-08-01", "2025-10-01")},
			func(f *lifecycle.Facts) {
				f.Changes = []lifecycle.Change{seatsSet("2025-01-10", 4), seatsSet("2025-08-02", 3)}
			},
			"returns[1].day 2025-08-01: is before the day of the return listed before it",
		},
	})
}

// At most as many seats are returned as were added, and only up to the date for which they were bought.
func TestNew_BadReturnsOfSeats(t *testing.T) {
	refuseReturns(t, []badReturn{
		{
			"of seats that were not added",
			[]lifecycle.ReturnedPurchase{seatsBack("2025-01-20", 1)},
			nil,
			"returns[0].seats 1: brings the seats returned to 1, but 0 were added on 2025-01-10",
		},
		{
			"of more seats than were added",
			[]lifecycle.ReturnedPurchase{seatsBack("2025-01-20", 2), seatsBack("2025-01-21", 2)},
			func(f *lifecycle.Facts) {
				f.Changes = []lifecycle.Change{
					seatsSet("2025-01-10", 6), seatsSet("2025-01-20", 4), seatsSet("2025-01-21", 2),
				}
			},
			"returns[1].seats 2: brings the seats returned to 4, but 3 were added on 2025-01-10",
		},
		{
			"of seats that stay",
			[]lifecycle.ReturnedPurchase{seatsBack("2025-01-20", 3)},
			func(f *lifecycle.Facts) { f.Changes = []lifecycle.Change{seatsSet("2025-01-10", 6)} },
			"returns[0].seats 3: brings the seats returned on 2025-01-20 to 3, but the changes of that day take away 0",
		},
		{
			"of no seats",
			[]lifecycle.ReturnedPurchase{seatsBack("2025-01-20", 0)},
			nil,
			"returns[0].seats 0: must be from 1 to 1000000",
		},
	})
}

// Seats are returned after the day on which they were added, up to the renewal date that was known on that day.
func TestNew_BadDaysOfReturnedSeats(t *testing.T) {
	start, second := day("2024-10-01"), day("2025-10-01")
	refuseReturns(t, []badReturn{
		{
			"of seats before they were added",
			[]lifecycle.ReturnedPurchase{seatsBack("2025-01-09", 3)},
			nil,
			"returns[0].day 2025-01-09: is before the order, 2025-01-10",
		},
		{
			"of seats for no days",
			[]lifecycle.ReturnedPurchase{{Day: second, Added: start, Seats: 1, Until: start}},
			nil,
			"returns[0].until 2024-10-01: is not after the day on which they were added, 2024-10-01",
		},
		{
			"of seats up to another day than the renewal date",
			[]lifecycle.ReturnedPurchase{
				{Day: day("2025-01-20"), Added: day("2025-01-10"), Seats: 3, Until: day("2026-10-01")},
			},
			func(f *lifecycle.Facts) {
				f.Changes = []lifecycle.Change{seatsSet("2025-01-10", 6), seatsSet("2025-01-20", 3)}
			},
			"returns[0].until 2026-10-01: is not a renewal date that was known on 2025-01-10",
		},
	})
}

// The other facts are checked against the returns.
func TestNew_BadReturnsWithOthers(t *testing.T) {
	refuseReturns(t, []badReturn{
		{
			"an invoice that fell away on another day",
			[]lifecycle.ReturnedPurchase{termBack("2025-08-01", "2025-10-01")},
			func(f *lifecycle.Facts) {
				f.Invoices = []lifecycle.BilledInvoice{unpaid("I-1", "2025-07-10", "2025-08-10")}
				f.Invoices[0].Returned = day("2025-08-02")
			}, "invoices[0].returned 2025-08-02: is not a day on which something was returned",
		},
		{
			"renewed after all was returned",
			[]lifecycle.ReturnedPurchase{termBack("2024-10-10", "2024-10-01")},
			nil,
			"terms[1].ordered 2025-07-10: is after the day on which everything was returned, 2024-10-10",
		},
		{
			"a term that starts where no other ends",
			[]lifecycle.ReturnedPurchase{termBack("2025-08-01", "2025-10-01")},
			func(f *lifecycle.Facts) {
				f.Terms = append(f.Terms, lifecycle.BoughtTerm{
					Ordered: day("2026-09-01"), Start: day("2026-10-01"), End: day("2027-10-01"),
					Length: calendar.Annual,
				})
			}, "terms[2].start 2026-10-01: leaves a gap or overlaps: the term before ends on 2025-10-01",
		},
		{
			"of a trial",
			[]lifecycle.ReturnedPurchase{termBack("2025-01-03", "2025-01-02")},
			func(f *lifecycle.Facts) { *f = trial() },
			"returns[0].day 2025-01-03: must not be set: a trial is not bought",
		},
		{
			"too many", make([]lifecycle.ReturnedPurchase, 101), nil,
			"returns: has 101 entries, at most 100 are allowed",
		},
	})
}

// A transition that is refused names the field, and leaves the view as it is.
func TestReturn_Bad(t *testing.T) {
	l := tell(t, annual3).add("2025-01-10", 2).bill("I-1", "2025-01-10", "2025-02-10")
	l.returnSeats("2025-01-20", "2025-01-10", 1, "I-1")
	v := l.s.On(day("2025-01-21"))
	term := lifecycle.ReturnedPurchase{Term: day("2024-10-01")}
	for name, test := range map[string]struct {
		do   func() (lifecycle.Subscription, error)
		want string
	}{
		"nothing is known": {
			func() (lifecycle.Subscription, error) { return lifecycle.View{}.Return(term) },
			"lifecycle.View.Return: subscription: is missing",
		},
		"another day": {
			func() (lifecycle.Subscription, error) {
				return v.Return(lifecycle.ReturnedPurchase{Day: day("2025-01-20"), Term: day("2024-10-01")})
			},
			"lifecycle.View.Return: what.day 2025-01-20: must be 2025-01-21, the day of the view",
		},
		"an unknown invoice": {
			func() (lifecycle.Subscription, error) { return v.Return(term, "I-2") },
			`lifecycle.View.Return: invoices[0] "I-2": is not an invoice of this subscription`,
		},
		"an invoice that fell away": {
			func() (lifecycle.Subscription, error) { return v.Return(term, "I-1") },
			`lifecycle.View.Return: invoices[0] "I-1": fell away with the return on 2025-01-20`,
		},
		"it is not paid either": {
			func() (lifecycle.Subscription, error) { return v.Pay("I-1") },
			`lifecycle.View.Pay: numbers[0] "I-1": fell away with the return on 2025-01-20`,
		},
		"nothing": {
			func() (lifecycle.Subscription, error) { return v.Return(lifecycle.ReturnedPurchase{}) },
			"lifecycle.View.Return: returns[1].term: is missing",
		},
		"seats of a day before the first order": {
			func() (lifecycle.Subscription, error) {
				return v.Return(lifecycle.ReturnedPurchase{Added: day("2024-09-30"), Seats: 1})
			},
			"lifecycle.View.Return: returns[1].until: is missing",
		},
		"more seats than are left of them": {
			func() (lifecycle.Subscription, error) {
				return v.Return(lifecycle.ReturnedPurchase{Added: day("2025-01-10"), Seats: 2})
			},
			"lifecycle.View.Return: returns[1].seats 2: brings the seats returned to 3, but 2 were added on 2025-01-10",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := test.do(); err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

// A return is an act: once it is recorded, nothing can be returned on an earlier day.
func TestReturn_NoReturnOnAnEarlierDay(t *testing.T) {
	l := tell(t, annual3).add("2025-01-10", 2).bill("I-1", "2025-01-10", "2025-02-10")
	l.returnSeats("2025-01-20", "2025-01-10", 1, "I-1")
	before := l.s.On(day("2025-01-19"))
	_, err := before.Return(lifecycle.ReturnedPurchase{Term: day("2024-10-01")})
	if !errors.Is(err, lifecycle.ErrLaterFacts) {
		t.Error(err)
	}
	if before.IsCurrent() || !l.s.On(day("2025-01-21")).IsCurrent() {
		t.Error("a return is no act")
	}
}

// refund.effect: if the term that an early renewal follows is not in the facts, the renewal cannot be returned before
// it starts, since the renewal date would go back to the end of that term. From its start on it can: the subscription
// is Canceled either way.
func TestReturn_OfTheFirstListedTerm(t *testing.T) {
	t.Parallel()
	full := must(t)(annual(t, "2024-10-01").On(day("2025-09-01")).Renew(plain))
	facts := full.Facts()
	facts.Terms = facts.Terms[1:]
	short := subscription(t, europe, facts)
	what := lifecycle.ReturnedPurchase{Term: day("2025-10-01")}
	if _, err := short.On(day("2025-09-30")).Return(what); testkit.Fields(err) != "returns[0].term" {
		t.Errorf("a day before its start: %v", err)
	}
	what.Day = day("2025-09-30")
	facts.Returns = []lifecycle.ReturnedPurchase{what}
	if _, err := lifecycle.New(europe, facts); testkit.Fields(err) != "returns[0].term" {
		t.Errorf("as facts: %v", err)
	}
	what.Day = calendar.Date{}
	for _, s := range []lifecycle.Subscription{full, short} {
		phaseIs(t, must(t)(s.On(day("2025-10-01")).Return(what)), "2025-10-01", lifecycle.Canceled)
	}
}
