package lifecycle_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// Returns that cannot be are refused by field.
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

// The latest term is returned first, once, and after its order.
func TestNew_BadReturnsOfTerms(t *testing.T) {
	start, second := day("2024-10-01"), day("2025-10-01")
	term := func(on, of string) lifecycle.ReturnedPurchase {
		return lifecycle.ReturnedPurchase{Day: day(on), Term: day(of)}
	}
	refuseReturns(t, []badReturn{
		{
			"the first term before the second",
			[]lifecycle.ReturnedPurchase{term("2025-08-01", "2024-10-01")},
			nil,
			"returns[0].term 2024-10-01: is followed by the term of 2025-10-01, which is to be returned first",
		},
		{
			"twice",
			[]lifecycle.ReturnedPurchase{term("2025-08-01", "2025-10-01"), term("2025-08-02", "2025-10-01")},
			nil,
			"returns[1].term 2025-10-01: was returned on 2025-08-01",
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
			[]lifecycle.ReturnedPurchase{term("2025-07-09", "2025-10-01")},
			nil,
			"returns[0].term 2025-10-01: is no day on which a term starts that was ordered by 2025-07-09",
		},
		{
			"all before the order",
			[]lifecycle.ReturnedPurchase{term("2024-09-30", "2024-10-01")},
			func(f *lifecycle.Facts) { f.Terms = f.Terms[:1] },
			"returns[0].term 2024-10-01: is no day on which a term starts that was ordered by 2024-09-30",
		},
		{
			"of no term",
			[]lifecycle.ReturnedPurchase{term("2025-08-01", "2025-09-30")},
			nil,
			"returns[0].term 2025-09-30: is no day on which a term starts that was ordered by 2025-08-01",
		},
	})
}

// A return by itself has its day, and is of a term or of seats.
func TestNew_BadReturnsAlone(t *testing.T) {
	start, second := day("2024-10-01"), day("2025-10-01")
	term := func(on, of string) lifecycle.ReturnedPurchase {
		return lifecycle.ReturnedPurchase{Day: day(on), Term: day(of)}
	}
	seats := func(on string, n int) lifecycle.ReturnedPurchase {
		return lifecycle.ReturnedPurchase{Day: day(on), Added: day("2025-01-10"), Seats: n, Until: second}
	}
	number := func(on string, n int) lifecycle.Change {
		return lifecycle.Change{What: lifecycle.SeatsChanged, Asked: day(on), Effective: day(on), Seats: n}
	}
	refuseReturns(t, []badReturn{
		{"without a day", []lifecycle.ReturnedPurchase{{Term: second}}, nil, "returns[0].day: is missing"},
		{"of nothing", []lifecycle.ReturnedPurchase{{Day: second}}, nil, "returns[0].term: is missing"},
		{
			"of a term and seats",
			[]lifecycle.ReturnedPurchase{{Day: second, Term: second, Added: start}},
			nil,
			"returns[0].added 2024-10-01: must be none: a term is returned",
		},
		{
			"in another order",
			[]lifecycle.ReturnedPurchase{seats("2025-08-02", 1), term("2025-08-01", "2025-10-01")},
			func(f *lifecycle.Facts) {
				f.Changes = []lifecycle.Change{number("2025-01-10", 4), number("2025-08-02", 3)}
			},
			"returns[1].day 2025-08-01: is before the return that is listed before it",
		},
	})
}

// As many seats are returned as were added, up to the date that they were bought for.
func TestNew_BadReturnsOfSeats(t *testing.T) {
	start, second := day("2024-10-01"), day("2025-10-01")
	seats := func(on string, n int) lifecycle.ReturnedPurchase {
		return lifecycle.ReturnedPurchase{Day: day(on), Added: day("2025-01-10"), Seats: n, Until: second}
	}
	number := func(on string, n int) lifecycle.Change {
		return lifecycle.Change{What: lifecycle.SeatsChanged, Asked: day(on), Effective: day(on), Seats: n}
	}
	refuseReturns(t, []badReturn{
		{
			"of seats that were not added",
			[]lifecycle.ReturnedPurchase{seats("2025-01-20", 1)},
			nil,
			"returns[0].seats 1: makes 1 that are returned, of 0 that were added on 2025-01-10",
		},
		{
			"of more seats than were added",
			[]lifecycle.ReturnedPurchase{seats("2025-01-20", 2), seats("2025-01-21", 2)},
			func(f *lifecycle.Facts) {
				f.Changes = []lifecycle.Change{
					number("2025-01-10", 6), number("2025-01-20", 4), number("2025-01-21", 2),
				}
			},
			"returns[1].seats 2: makes 4 that are returned, of 3 that were added on 2025-01-10",
		},
		{
			"of seats that stay",
			[]lifecycle.ReturnedPurchase{seats("2025-01-20", 3)},
			func(f *lifecycle.Facts) { f.Changes = []lifecycle.Change{number("2025-01-10", 6)} },
			"returns[0].seats 3: makes 3 that are returned on 2025-01-20, but by the changes of that day there are 0 " +
				"fewer",
		},
		{
			"of seats before they were added",
			[]lifecycle.ReturnedPurchase{seats("2025-01-09", 3)},
			nil,
			"returns[0].day 2025-01-09: is before the order, 2025-01-10",
		},
		{
			"of no seats",
			[]lifecycle.ReturnedPurchase{seats("2025-01-20", 0)},
			nil,
			"returns[0].seats 0: must be from 1 to 1000000",
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
				f.Changes = []lifecycle.Change{number("2025-01-10", 6), number("2025-01-20", 3)}
			},
			"returns[0].until 2026-10-01: is no renewal date that was known on 2025-01-10",
		},
	})
}

// The rest of the facts is held to the returns.
func TestNew_BadReturnsWithOthers(t *testing.T) {
	term := func(on, of string) lifecycle.ReturnedPurchase {
		return lifecycle.ReturnedPurchase{Day: day(on), Term: day(of)}
	}
	refuseReturns(t, []badReturn{
		{
			"an invoice that fell away on another day",
			[]lifecycle.ReturnedPurchase{term("2025-08-01", "2025-10-01")},
			func(f *lifecycle.Facts) {
				f.Invoices = []lifecycle.BilledInvoice{unpaid("I-1", "2025-07-10", "2025-08-10")}
				f.Invoices[0].Returned = day("2025-08-02")
			}, "invoices[0].returned 2025-08-02: is no day on which something was returned",
		},
		{
			"renewed after all was returned",
			[]lifecycle.ReturnedPurchase{term("2024-10-10", "2024-10-01")},
			nil,
			"terms[1].ordered 2025-07-10: is after everything was returned, on 2024-10-10",
		},
		{
			"a term that starts where no other ends",
			[]lifecycle.ReturnedPurchase{term("2025-08-01", "2025-10-01")},
			func(f *lifecycle.Facts) {
				f.Terms = append(f.Terms, lifecycle.BoughtTerm{
					Ordered: day("2026-09-01"), Start: day("2026-10-01"), End: day("2027-10-01"),
					Length: calendar.Annual,
				})
			}, "terms[2].start 2026-10-01: leaves a gap or overlaps: the term before ends on 2025-10-01",
		},
		{
			"of a trial",
			[]lifecycle.ReturnedPurchase{term("2025-01-03", "2025-01-02")},
			func(f *lifecycle.Facts) { *f = trial() }, "returns[0].day 2025-01-03: must not be: a trial is not bought",
		},
		{
			"too many", make([]lifecycle.ReturnedPurchase, 101), nil,
			"returns: has 101 entries, at most 100 are allowed",
		},
	})
}

// What a transition refuses names its field, and leaves the view as it is.
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
			"lifecycle.View.Return: what.day 2025-01-20: must be the day, 2025-01-21",
		},
		"an unknown invoice": {
			func() (lifecycle.Subscription, error) { return v.Return(term, "I-2") },
			`lifecycle.View.Return: invoices[0] "I-2": is no invoice of this subscription`,
		},
		"an invoice that fell away": {
			func() (lifecycle.Subscription, error) { return v.Return(term, "I-1") },
			`lifecycle.View.Return: invoices[0] "I-1": fell away with the return of 2025-01-20`,
		},
		"it is not paid either": {
			func() (lifecycle.Subscription, error) { return v.Pay("I-1") },
			`lifecycle.View.Pay: numbers[0] "I-1": fell away with the return of 2025-01-20`,
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
			"lifecycle.View.Return: returns[1].seats 2: makes 3 that are returned, of 2 that were added on 2025-01-10",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := test.do(); err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
	if _, err := l.s.On(day("2025-01-19")).Return(term); !errors.Is(err, lifecycle.ErrLaterFacts) {
		t.Error(err)
	}
	if v.IsCurrent() != true || l.s.On(day("2025-01-19")).IsCurrent() {
		t.Error("a return is an act")
	}
}

// After the first purchase was returned it can be renewed on no day; after a renewal was, the window is a past one.
func TestReturn_NoRenewalOfNothing(t *testing.T) {
	bought := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Ordered = day("2025-08-01") })
	for name, test := range map[string]struct {
		v    lifecycle.View
		want calendar.Period
	}{
		"nothing is left": {
			tell(t, bought).returnTerm("2025-08-05", "2025-08-01").s.On(day("2025-08-06")), calendar.Period{},
		},
		"a term is left": {
			tell(t, annual3).renew("2025-09-30").returnTerm("2025-10-20", "2025-10-01").s.On(day("2025-10-21")),
			calendar.Span(day("2025-07-03"), day("2025-10-20")),
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, changes := range []lifecycle.RenewalChanges{{}, {Seats: 2}} {
				d := test.v.CanRenewWith(changes)
				if d.Allowed() || d.Rule != "renewal.canceled-final" || d.Window != test.want {
					t.Error(d)
				}
			}
		})
	}
}

// An answer is never kept past the day of a return, and the rule behind Canceled is refund.effect.
func TestReturn_Answers(t *testing.T) {
	s := tell(t, annual3).renew("2025-09-30").returnTerm("2025-10-20", "2025-10-01").s
	v := s.On(day("2025-10-05"))
	until, ok := v.ValidUntil(time.UTC)
	if !ok || calendar.DateOf(until, time.UTC) != day("2025-10-20") || v.Actions().ValidUntil() != day("2025-10-20") {
		t.Errorf("valid until %s, %v, the menu until %s", until, ok, v.Actions().ValidUntil())
	}
	after := s.On(day("2025-10-21"))
	if got := after.Status().String(); got != "canceled since 2025-10-20 (refund.effect)" {
		t.Error(got)
	}
	if d := after.CanRenew(); d.Allowed() || d.Rule != "renewal.canceled-final" || d.Remedy != policy.BuyNew {
		t.Error(d)
	}
	if after.Can(lifecycle.ProductAccess) || !after.Stretch().Covered().IsZero() {
		t.Error("it is still covered")
	}
	for range (lifecycle.View{}).Terms() {
		t.Error("a term of nothing")
	}
	for range s.On(day("2025-10-19")).Terms() {
		break
	}
	if _, ok := after.ValidUntil(time.UTC); ok {
		t.Error("it comes back")
	}
	phases := ""
	for days, phase := range s.On(day("2026-01-01")).Phases() {
		phases += days.String() + " " + phase.String() + "; "
	}
	if want := "2024-10-01/2025-10-20 active; 2025-10-20/.. canceled; "; phases != want {
		t.Errorf("%s, want %s", phases, want)
	}
	if n := testing.AllocsPerRun(100, func() {
		for _, on := range []calendar.Date{day("2025-10-19"), day("2025-10-20"), day("2026-10-20")} {
			w := s.On(on)
			_, _, _, _, _ = w.Phase(), w.Seats(), w.Offering(), w.CanRenew(), w.Status()
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestTimeline_Returns(t *testing.T) {
	renewed := tell(t, annual3).add("2025-01-10", 2).returnSeats("2025-01-20", "2025-01-10", 2).
		renewWith("2025-09-30", lifecycle.RenewalChanges{Seats: 8, Length: calendar.ThreeYear})
	early := tell(t, annual3).auto("2025-01-15", false).renew("2025-07-10").returnTerm("2025-07-20", "2025-10-01")
	back := renewed.s
	for name, tt := range map[string]struct {
		v    lifecycle.View
		want string
	}{
		"known before": {back.On(day("2025-10-05")), `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-01-20 returned (refund.effect)
2025-07-03 window-opens (renewal.window)
2025-10-01 term-starts (term.length)
2025-10-01 change-takes-effect seats (change.seats-down)
2025-10-01 change-takes-effect term (change.term)`},
		"after its start": {renewed.returnTerm("2025-10-20", "2025-10-01").s.On(day("2025-12-01")), `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-01-20 returned (refund.effect)
2025-07-03 window-opens (renewal.window)
2025-10-01 term-starts (term.length)
2025-10-01 change-takes-effect seats (change.seats-down)
2025-10-01 change-takes-effect term (change.term)
2025-10-20 returned (refund.effect)
2025-10-20 phase-starts canceled (refund.effect)`},
		"before R": {early.s.On(day("2025-08-01")), `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-07-03 window-opens (renewal.window)
2025-07-20 returned (refund.effect)
2025-09-30 last-day (term.expiry)
2025-10-01 phase-starts expired (lapse.expired-days)
2025-10-16 phase-starts suspended (lapse.suspended-days)
2025-11-15 phase-starts canceled (lapse.canceled)`},
		"renewed again": {early.auto("2025-08-01", true).s.On(day("2025-08-01")), `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-07-03 window-opens (renewal.window)
2025-07-20 returned (refund.effect)
2025-10-01 term-starts (term.length), projected`},
		"all, on the day of the order": {
			tell(t, annual3).returnTerm("2024-10-01", "2024-10-01").s.On(day("2025-01-01")), `
2024-10-01 returned (refund.effect)
2024-10-01 phase-starts canceled (refund.effect)`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := timeline(t, tt.v, "2024-10-01", "2026-01-01"); strings.Join(got,
				"\n") != strings.TrimSpace(tt.want) {
				t.Errorf("got\n%s\nwant%s", strings.Join(got, "\n"), tt.want)
			}
		})
	}
}

// What is not known yet of a return and of the invoices that fall away with it is not in a timeline.
func TestTimeline_LaterReturn(t *testing.T) {
	s := tell(t, annual3).bill("I-1", "2024-10-01", "2024-10-10").returnTerm("2024-10-20", "2024-10-01", "I-1").s
	got := timeline(t, s.On(day("2024-10-12")), "2024-10-01", "2024-12-31")
	want := []string{
		"2024-10-01 term-starts (term.length)",
		"2024-10-01 phase-starts active (lapse.start)",
		"2024-10-11 phase-starts expired (lapse.expired-days)",
		"2024-10-26 phase-starts suspended (lapse.suspended-days)",
		"2024-11-25 phase-starts canceled (lapse.canceled)",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	var bad *billingrules.InputError
	if _, err := s.On(day("2024-10-20")).Renew(lifecycle.RenewalChanges{}); errors.As(err, &bad) || err == nil {
		t.Errorf("renewed after the return: %v", err)
	}
}
