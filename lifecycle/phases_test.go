package lifecycle_test

import (
	"iter"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

// compare compares a subscription with the naive walk on every day, and, for some days, with what was known on them.
func compare(t *testing.T, f lifecycle.Facts, until calendar.Date) {
	t.Helper()
	s := subscription(t, europe, f)
	walk := billingtest.Walk(europe, f, until)
	first := f.Terms[0].Start
	since := first
	for i, want := range walk {
		if i > 0 && walk[i-1].Phase != want.Phase {
			since = want.Date
		}
		got := s.On(want.Date).Status()
		if got.Phase != want.Phase || got.Provisional != want.Provisional || got.Since != since ||
			got.Day != want.Date {
			t.Fatalf("on %s it is %v, want %+v since %s\n%+v", want.Date, got, want, since, f)
		}
		edge := i > 0 && walk[i-1].Phase != want.Phase || i+1 < len(walk) && walk[i+1].Phase != want.Phase
		if edge || i%97 == 0 {
			compareThen(t, s, f, want)
		}
	}
	comparePhases(t, s.On(until), walk)
}

// comparePhases compares the phases with the walk: they leave no day out, and each day is in its own phase.
func comparePhases(t *testing.T, v lifecycle.View, walk []billingtest.WalkedDay) {
	t.Helper()
	first := walk[0].Date
	start := first
	for p, phase := range v.Phases() {
		if p.Start() != start {
			t.Fatalf("phase %s starts on %s, want %s", p, p.Start(), start)
		}
		for d := p.Start(); p.Contains(d) && d.Before(v.Day()); d = d.AddDays(1) {
			if walk[d.Sub(first)].Phase != phase {
				t.Fatalf("%s is in %s %s\n%+v", d, phase, p, v.Subscription().Facts())
			}
		}
		if start = p.End(); start.IsZero() != (phase == lifecycle.Canceled) {
			t.Fatalf("%s is %s", phase, p)
		}
	}
	if !start.IsZero() {
		t.Fatalf("the phases end on %s", start)
	}
}

// compareThen asks what was known on a day, and what would follow if nothing more happened.
func compareThen(t *testing.T, s lifecycle.Subscription, f lifecycle.Facts, want billingtest.WalkedDay) {
	t.Helper()
	got, then := s.On(want.Date).Status(), billingtest.KnownOn(f, want.Date)
	if replayed := subscription(t, europe, then).On(want.Date).Status(); replayed != got {
		t.Fatalf("on %s it is %v, but by what was known then %v\n%+v", want.Date, got, replayed, f)
	}
	next, until := lifecycle.Phase(0), calendar.Date{}
	for _, later := range billingtest.Walk(europe, then, want.Date.AddDays(120)) {
		if later.Date.After(want.Date) && later.Phase != want.Phase {
			next, until = later.Phase, later.Date
			break
		}
	}
	if !until.IsZero() && (got.NextPhase != next || got.Until != until) {
		t.Fatalf("on %s it is %v, want %s from %s on\n%+v", want.Date, got, next, until, f)
	}
	if want.Phase == lifecycle.Canceled && (got.NextPhase != 0 || !got.Until.IsZero()) {
		t.Fatalf("on %s it is %v, and goes on\n%+v", want.Date, got, f)
	}
}

// lapse.start, lapse.expired-days, lapse.suspended-days, lapse.canceled, renewal.awaited, renewal.next-term,
// lapse.reactivate: every day up to 2040, or up to a year after the end if there is an invoice, for each length, with
// auto-renew on and off, an invoice due before, at and after the end, paid and unpaid, and renewals that are early, in
// time and late.
func TestView_Phase_EveryDay(t *testing.T) {
	t.Parallel()
	until := day("2041-01-01")
	for _, length := range []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear} {
		for _, start := range []string{"2028-02-29", "2024-09-16", "2025-01-31"} {
			t.Run(length.String()+" from "+start, func(t *testing.T) {
				t.Parallel()
				sample := testkit.NewSample(61)
				for f, plain := range histories(t, length, day(start)) {
					if !sample.Takes(plain) || tooLate(f) {
						continue
					}
					end := f.Terms[len(f.Terms)-1].End
					switch n := len(f.Invoices); {
					case n == 0:
						compare(t, f, until)
					case f.Invoices[0].Paid.IsZero():
						compare(t, f, end.AddDays(400))
					default:
						compare(t, f, end.AddDays(100))
					}
				}
			})
		}
	}
}

// histories yields possible histories of a subscription: with and without auto-renew, renewed or not, with a debt or
// not. Those with neither a renewal nor a debt are plain.
func histories(t *testing.T, length calendar.Term, start calendar.Date) iter.Seq2[lifecycle.Facts, bool] {
	return func(yield func(lifecycle.Facts, bool) bool) {
		for _, on := range []bool{false, true} {
			once := autoRenew(bought(t, length, start, start), on)
			end := once.Terms[0].End
			renewed := []lifecycle.Facts{once}
			for _, days := range []int{-80, -1, 0, 1, 15, 16, 29} {
				if ordered := end.AddDays(days); !ordered.Before(start) {
					renewed = append(renewed, autoRenew(bought(t, length, start, start, ordered), on))
				}
			}
			for i, f := range renewed {
				if !yield(f, i == 0) {
					return
				}
				for b := range owed(start, end) {
					if !yield(f.Bill(b), false) {
						return
					}
				}
			}
		}
	}
}

// owed yields invoices that are due around the end of a term: unpaid, paid in time and paid late.
func owed(start, end calendar.Date) iter.Seq[lifecycle.BilledInvoice] {
	return func(yield func(lifecycle.BilledInvoice) bool) {
		for _, due := range []int{-300, -20, -2, -1, 0, 1, 14} {
			b := lifecycle.BilledInvoice{Number: "I-1", Issued: start, Due: end.AddDays(due)}
			if b.Due.Before(start) {
				continue
			}
			for _, paid := range []int{-1, 0, 1, 15, 16, 31, 46, 60} {
				if b.Paid = (calendar.Date{}); paid >= 0 {
					b.Paid = b.Due.AddDays(paid)
				}
				if !yield(b) {
					return
				}
			}
		}
	}
}

// tooLate reports whether a renewal was ordered when, by the walk, the subscription was already Canceled; New refuses
// such facts.
func tooLate(f lifecycle.Facts) bool {
	for i, term := range f.Terms[1:] {
		before := f
		before.Terms = f.Terms[:i+1]
		walk := billingtest.Walk(europe, before, calendar.Latest(term.Ordered, f.Terms[0].Start).AddDays(1))
		if walk[len(walk)-1].Phase == lifecycle.Canceled {
			return true
		}
	}
	return false
}

// lapse.exempt and edition.before: no stages.
func TestView_Phase_WithoutStages(t *testing.T) {
	t.Parallel()
	until := day("2027-01-01")
	for name, f := range withoutStages(t) {
		for _, on := range []bool{false, true} {
			t.Run(name+", auto-renew "+map[bool]string{false: "off", true: "on"}[on], func(t *testing.T) {
				compare(t, autoRenew(f, on), until)
			})
		}
	}
	for name, f := range map[string]lifecycle.Facts{"trial": trial(), "Flex tokens": tokens("2025-01-01")} {
		t.Run(name, func(t *testing.T) { compare(t, f, until) })
	}
}

func withoutStages(t *testing.T) map[string]lifecycle.Facts {
	exempt := bought(t, calendar.Annual, day("2024-10-01"),
		day("2024-10-01")).Bill(unpaid("I-1", "2024-10-01", "2024-10-31"))
	exempt.Offering = "Autodesk Docs"
	old := bought(t, calendar.Annual, day("2024-06-10"), day("2024-06-10"), day("2025-06-01"))
	paid := unpaid("I-1", "2024-06-10", "2024-07-10")
	paid.Paid = day("2025-05-01")
	once := old.Bill(paid)
	once.Terms = once.Terms[:1]
	canceled := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	canceled.Cancellation = lifecycle.Cancellation{Asked: day("2025-02-03"), Effective: day("2025-03-03")}
	return map[string]lifecycle.Facts{
		"exempt":                         exempt,
		"before the edition":             once,
		"before the edition and renewed": old.Bill(paid),
		"canceled":                       canceled,
	}
}
