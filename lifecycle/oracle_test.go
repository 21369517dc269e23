package lifecycle_test

import (
	"slices"
	"strconv"
	"testing"

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
		f.Terms = append(f.Terms, lifecycle.Term{Ordered: o, Start: p.Start(), End: p.End(), Length: length})
	}
	return f
}

// autoRenew switches auto-renew on the day of the purchase.
func autoRenew(f lifecycle.Facts, on bool) lifecycle.Facts {
	asked := f.Terms[0].Ordered
	f.Changes = append(slices.Clone(f.Changes), lifecycle.Change{What: lifecycle.AutoRenewSwitched, Asked: asked, Effective: asked, On: on})
	return f
}

// knownOn leaves of facts what had happened by a day.
func knownOn(f lifecycle.Facts, d calendar.Date) lifecycle.Facts {
	k := f
	k.Terms, k.Invoices, k.Changes = nil, nil, nil
	for _, term := range f.Terms {
		if !term.Ordered.After(d) {
			k.Terms = append(k.Terms, term)
		}
	}
	for _, invoice := range f.Invoices {
		if invoice.Issued.After(d) {
			continue
		}
		if invoice.Paid.After(d) {
			invoice.Paid = calendar.Date{}
		}
		k.Invoices = append(k.Invoices, invoice)
	}
	for _, change := range f.Changes {
		if !change.Asked.After(d) {
			k.Changes = append(k.Changes, change)
		}
	}
	if f.Canceled.After(d) {
		k.Canceled = calendar.Date{}
	}
	return k
}

// walk is the naive life of a subscription under the European edition: it goes from day to day and asks on each how long the lapse has
// lasted. Its numbers are typed in from the rulebook.
type walk struct {
	facts    lifecycle.Facts
	exempt   bool
	phases   []lifecycle.Phase // by day, from the first covered one
	awaiting []bool
}

func walked(f lifecycle.Facts, exempt bool, until calendar.Date) walk {
	w := walk{facts: f, exempt: exempt}
	canceled := false
	for d := f.Terms[0].Start; d.Before(until); d = d.AddDays(1) {
		// What has come to Canceled when a day begins stays so, also if it is paid or renewed in the course of that day.
		if d.After(f.Terms[0].Start) {
			overnight, _ := w.step(d, d.AddDays(-1))
			canceled = canceled || overnight == lifecycle.Canceled
		}
		phase, awaiting := w.step(d, d)
		canceled = canceled || phase == lifecycle.Canceled
		if canceled {
			phase, awaiting = lifecycle.Canceled, false
		}
		w.phases = append(w.phases, phase)
		w.awaiting = append(w.awaiting, awaiting)
	}
	return w
}

// step looks at a day with what is known on the same or another.
func (w walk) step(d, known calendar.Date) (phase lifecycle.Phase, awaiting bool) {
	var last lifecycle.Term
	for _, term := range w.facts.Terms {
		if !term.Ordered.After(known) {
			last = term
		}
	}
	gated := !last.Ordered.Before(day("2024-09-16"))
	auto := gated && w.facts.Kind == policy.Subscription
	for _, change := range w.facts.Changes {
		if change.What == lifecycle.AutoRenewSwitched && !change.Asked.After(known) {
			auto = change.On
		}
	}
	overdue, sinceEnd, sinceDue := false, d.Sub(last.End)+1, 0
	for _, invoice := range w.facts.Invoices {
		paid := !invoice.Paid.IsZero() && !invoice.Paid.After(known)
		if !invoice.Issued.After(known) && !paid && invoice.Due.Before(d) {
			overdue = true
			sinceDue = max(sinceDue, d.Sub(invoice.Due))
		}
	}
	staged := gated && !w.exempt && w.facts.Kind != policy.Trial
	switch {
	case !w.facts.Canceled.IsZero() && !known.Before(w.facts.Canceled):
		return lifecycle.Canceled, false
	case !staged && sinceEnd < 1:
		return lifecycle.Active, false
	case staged && sinceEnd < 1 && !overdue:
		return lifecycle.Active, false
	case auto && sinceEnd == 1 && (!overdue || !staged):
		return lifecycle.Active, true
	case !staged:
		return lifecycle.Canceled, false
	}
	lasted := max(sinceEnd, sinceDue)
	suspended := 30
	if last.Length == calendar.Monthly {
		suspended = 15
	}
	switch {
	case lasted <= 15:
		return lifecycle.Expired, false
	case lasted <= 15+suspended:
		return lifecycle.Suspended, false
	}
	return lifecycle.Canceled, false
}

// compare holds a subscription against the walk on every day, and against what had been known on a day on some of them.
func compare(t *testing.T, f lifecycle.Facts, exempt bool, until calendar.Date) {
	t.Helper()
	s := subscription(t, europe, f)
	w := walked(f, exempt, until)
	first := f.Terms[0].Start
	since := first
	for i, want := range w.phases {
		d := first.AddDays(i)
		if i > 0 && w.phases[i-1] != want {
			since = d
		}
		got := s.On(d)
		if got.Phase != want || got.Provisional != w.awaiting[i] || got.Since != since || got.Day != d {
			t.Fatalf("on %s it is %v, want %s since %s, provisional %v\n%+v", d, got, want, since, w.awaiting[i], f)
		}
		edge := i > 0 && w.phases[i-1] != want || i+1 < len(w.phases) && w.phases[i+1] != want
		if !edge && i%97 != 0 {
			continue
		}
		then := knownOn(f, d)
		if replayed := subscription(t, europe, then).On(d); replayed != got {
			t.Fatalf("on %s it is %v, but by what was known then %v\n%+v", d, got, replayed, f)
		}
		// What comes next, if nothing more happens.
		ahead := walked(then, exempt, d.AddDays(120))
		next, until := lifecycle.Phase(0), calendar.Date{}
		for j := d.Sub(first); j < len(ahead.phases); j++ {
			if ahead.phases[j] != want {
				next, until = ahead.phases[j], first.AddDays(j)
				break
			}
		}
		if !until.IsZero() && (got.Next != next || got.Until != until) || want == lifecycle.Canceled && (got.Next != 0 || !got.Until.IsZero()) {
			t.Fatalf("on %s it is %v, want %s from %s on\n%+v", d, got, next, until, f)
		}
	}
	start := first
	for p, phase := range s.Phases() {
		if p.Start() != start {
			t.Fatalf("phase %s starts on %s, want %s", p, p.Start(), start)
		}
		for d := p.Start(); p.Contains(d) && d.Before(until); d = d.AddDays(1) {
			if w.phases[d.Sub(first)] != phase {
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

// lapse.start, lapse.expired-days, lapse.suspended-days, lapse.canceled, renewal.awaited, renewal.next-term, lapse.reactivate: every day up to
// 2040, for each term, auto-renew on and off, an invoice due before, at and after the end, paid or not, and renewals early, in time and late.
func TestEveryDay(t *testing.T) {
	until := day("2041-01-01")
	for _, length := range []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear} {
		for _, start := range []string{"2024-09-16", "2025-01-31", "2028-02-29"} {
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
					compare(t, f, false, until)
					for _, due := range []int{-300, -20, -2, -1, 0, 1, 14} {
						issued := day(start)
						dueDay := end.AddDays(due)
						if dueDay.Before(issued) {
							continue
						}
						unpaid := f
						unpaid.Invoices = []lifecycle.Invoice{{Number: "I-1", Issued: issued, Due: dueDay}}
						if tooLate(unpaid) {
							continue
						}
						compare(t, unpaid, false, until)
						for _, paid := range []int{0, 1, 15, 16, 31, 46, 60} {
							settled := unpaid
							settled.Invoices = []lifecycle.Invoice{{Number: "I-1", Issued: issued, Due: dueDay, Paid: dueDay.AddDays(paid)}}
							if !tooLate(settled) {
								compare(t, settled, false, end.AddDays(200))
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
		w := walked(before, false, latestOf(term.Ordered, f.Terms[0].Start).AddDays(1))
		if w.phases[len(w.phases)-1] == lifecycle.Canceled {
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
		exempt.Invoices = []lifecycle.Invoice{{Number: "I-1", Issued: day("2024-10-01"), Due: day("2024-10-31")}}
		compare(t, exempt, true, day("2027-01-01"))
		before := bought(t, calendar.Annual, day("2024-06-10"), day("2024-06-10"), day("2025-06-01"))
		before.Invoices = []lifecycle.Invoice{{Number: "I-1", Issued: day("2024-06-10"), Due: day("2024-07-10"), Paid: day("2025-05-01")}}
		if on {
			before = autoRenew(before, true)
		}
		compare(t, before, false, day("2027-01-01"))
		before.Terms = before.Terms[:1]
		compare(t, before, false, day("2026-01-01"))
		trial := lifecycle.Facts{Kind: policy.Trial, Offering: "Maya", Anchor: day("2025-01-01"), Seats: 1, Terms: []lifecycle.Term{{Ordered: day("2025-01-01"), Start: day("2025-01-01"), End: day("2025-01-31")}}}
		compare(t, trial, false, day("2026-01-01"))
		flex := lifecycle.Facts{Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: day("2025-01-01"), Terms: []lifecycle.Term{{Ordered: day("2025-01-01"), Start: day("2025-01-01"), End: day("2026-01-01")}}}
		compare(t, flex, false, day("2027-01-01"))
		canceled := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), on)
		canceled.Canceled = day("2025-03-03")
		compare(t, canceled, false, day("2027-01-01"))
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
