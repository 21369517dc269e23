package lifecycle_test

import (
	"slices"
	"strconv"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

func day(text string) calendar.Date { return calendar.MustParseDate(text) }

// europe is the edition of every test but those of readings.
var europe = policy.Europe2024()

func subscription(t testing.TB, ed policy.Edition, f lifecycle.Facts) lifecycle.Subscription {
	t.Helper()
	s, err := lifecycle.New(ed, f)
	if err != nil {
		t.Fatalf("%v\n%+v", err, f)
	}
	return s
}

// bought returns the facts of a subscription that was bought on a day, for a number of terms in a row, each renewed on the day that
// ordered says; the first entry is the day of the purchase.
func bought(t testing.TB, length calendar.Term, start calendar.Date, ordered ...calendar.Date) lifecycle.Facts {
	t.Helper()
	f := lifecycle.Facts{Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 3}
	for _, o := range ordered {
		p, err := length.Period(start, start)
		if len(f.Terms) > 0 {
			p, err = length.Period(f.Anchor, f.Terms[len(f.Terms)-1].End)
		}
		if err != nil {
			t.Fatal(err)
		}
		f.Terms = append(f.Terms, lifecycle.BoughtTerm{Ordered: o, Start: p.Start(), End: p.End(), Length: length})
	}
	return f
}

// autoRenew switches auto-renew on the day of the purchase.
func autoRenew(f lifecycle.Facts, on bool) lifecycle.Facts {
	asked := f.Terms[0].Ordered
	f.Changes = append(slices.Clone(f.Changes), lifecycle.Change{What: lifecycle.AutoRenewSwitched, Asked: asked, Effective: asked, AutoRenew: on})
	return f
}

// compare holds a subscription against the naive walk on every day, and against what had been known on a day on some of them.
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
		if got.Phase != want.Phase || got.Provisional != want.Provisional || got.Since != since || got.Day != want.Date {
			t.Fatalf("on %s it is %v, want %+v since %s\n%+v", want.Date, got, want, since, f)
		}
		edge := i > 0 && walk[i-1].Phase != want.Phase || i+1 < len(walk) && walk[i+1].Phase != want.Phase
		if edge || i%97 == 0 {
			compareThen(t, s, f, want)
		}
	}
	start := first
	for p, phase := range final(s).Phases() {
		if p.Start() != start {
			t.Fatalf("phase %s starts on %s, want %s", p, p.Start(), start)
		}
		for d := p.Start(); p.Contains(d) && d.Before(until); d = d.AddDays(1) {
			if walk[d.Sub(first)].Phase != phase {
				t.Fatalf("%s is in %s %s\n%+v", d, phase, p, f)
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

// compareThen asks what had been known on a day, and what came next if nothing more happened.
func compareThen(t *testing.T, s lifecycle.Subscription, f lifecycle.Facts, want billingtest.Day) {
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
	if !until.IsZero() && (got.NextPhase != next || got.Until != until) || want.Phase == lifecycle.Canceled && (got.NextPhase != 0 || !got.Until.IsZero()) {
		t.Fatalf("on %s it is %v, want %s from %s on\n%+v", want.Date, got, next, until, f)
	}
}

// lapse.start, lapse.expired-days, lapse.suspended-days, lapse.canceled, renewal.awaited, renewal.next-term, lapse.reactivate: every day up to
// 2040, for each term, auto-renew on and off, an invoice due before, at and after the end, paid or not, and renewals early, in time and late.
func TestEveryDay(t *testing.T) {
	until := day("2041-01-01")
	for _, length := range []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear} {
		starts := []string{"2028-02-29", "2024-09-16", "2025-01-31"}
		if testing.Short() {
			starts = starts[:1]
		}
		for _, start := range starts {
			for _, on := range []bool{false, true} {
				once := autoRenew(bought(t, length, day(start), day(start)), on)
				end := once.Terms[0].End
				histories := []lifecycle.Facts{once}
				for _, renewed := range []int{-80, -1, 0, 1, 15, 16, 29} {
					if ordered := end.AddDays(renewed); !ordered.Before(day(start)) {
						histories = append(histories, autoRenew(bought(t, length, day(start), day(start), ordered), on))
					}
				}
				for _, f := range histories {
					compare(t, f, until)
					for _, due := range []int{-300, -20, -2, -1, 0, 1, 14} {
						issued := day(start)
						dueDay := end.AddDays(due)
						if dueDay.Before(issued) {
							continue
						}
						unpaid := f
						unpaid.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: issued, Due: dueDay}}
						if tooLate(unpaid) {
							continue
						}
						compare(t, unpaid, until)
						for _, paid := range []int{0, 1, 15, 16, 31, 46, 60} {
							settled := unpaid
							settled.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: issued, Due: dueDay, Paid: dueDay.AddDays(paid)}}
							if !tooLate(settled) {
								compare(t, settled, end.AddDays(200))
							}
						}
					}
				}
			}
		}
	}
}

// tooLate reports facts whose renewal was ordered when the walk says that it was canceled already; New refuses those.
func tooLate(f lifecycle.Facts) bool {
	for i, term := range f.Terms[1:] {
		before := f
		before.Terms = f.Terms[:i+1]
		walk := billingtest.Walk(europe, before, latestOf(term.Ordered, f.Terms[0].Start).AddDays(1))
		if walk[len(walk)-1].Phase == lifecycle.Canceled {
			return true
		}
	}
	return false
}

func latestOf(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// lapse.exempt and edition.before: no stages.
func TestEveryDayWithoutStages(t *testing.T) {
	for _, on := range []bool{false, true} {
		exempt := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), on)
		exempt.Offering = "Autodesk Docs"
		exempt.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: day("2024-10-01"), Due: day("2024-10-31")}}
		compare(t, exempt, day("2027-01-01"))
		before := bought(t, calendar.Annual, day("2024-06-10"), day("2024-06-10"), day("2025-06-01"))
		before.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: day("2024-06-10"), Due: day("2024-07-10"), Paid: day("2025-05-01")}}
		if on {
			before = autoRenew(before, true)
		}
		compare(t, before, day("2027-01-01"))
		before.Terms = before.Terms[:1]
		compare(t, before, day("2026-01-01"))
		trial := lifecycle.Facts{Kind: policy.Trial, Offering: "Maya", Anchor: day("2025-01-01"), Seats: 1, Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-01-01"), Start: day("2025-01-01"), End: day("2025-01-31")}}}
		compare(t, trial, day("2026-01-01"))
		flex := lifecycle.Facts{Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: day("2025-01-01"), Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-01-01"), Start: day("2025-01-01"), End: day("2026-01-01")}}}
		compare(t, flex, day("2027-01-01"))
		canceled := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), on)
		canceled.Cancellation = lifecycle.Cancellation{Asked: day("2025-03-03"), Effective: day("2025-03-03")}
		compare(t, canceled, day("2027-01-01"))
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
