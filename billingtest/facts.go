package billingtest

import (
	"errors"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"pgregory.net/rapid"
)

// Facts draws facts that can have happened under an edition: a purchase, and some years of early and late renewals,
// with and without changes, invoices paid, open and overdue, failed charges, cancellations, returns and changes of
// every kind. [lifecycle.New] accepts them under that edition. Their days are the difficult ones: those of [Date], and
// those next to the edges of windows and stages.
func Facts(ed policy.Edition) *rapid.Generator[lifecycle.Facts] {
	return rapid.Custom(func(t *rapid.T) lifecycle.Facts { return live(t, ed).s.Facts() })
}

// live draws a life: a purchase, and up to eight steps.
func live(t *rapid.T, ed policy.Edition) *life {
	l := &life{t: t, today: firstDay(t, ed)}
	l.buy(ed)
	for range rapid.IntRange(0, 8).Draw(t, "steps") {
		l.today = l.later()
		l.step()
	}
	return l
}

// firstDay draws the day of a purchase: one in four is near the first day of the edition.
func firstDay(t *rapid.T, ed policy.Edition) calendar.Date {
	if rapid.IntRange(0, 3).Draw(t, "about the first day") == 0 {
		return Near(ed.FirstDay()).Draw(t, "first")
	}
	return Date().Draw(t, "first")
}

// life is what happens to one subscription, one day at a time.
type life struct {
	t       *rapid.T
	s       lifecycle.Subscription
	today   calendar.Date
	bills   int
	charged []charge // what was paid for, seat by seat
}

// charge is seats that one order paid for over some days: a term, or seats that were added to one.
type charge struct {
	seats    int
	days     calendar.Period
	added    bool
	bills    []string
	returned calendar.Date // the zero Date if it was not
	lost     calendar.Date // of added seats: the start of the returned term that they were part of
}

// delivered returns the days on which the seats must be delivered; days of a returned term are left out.
func (c charge) delivered() calendar.Period {
	days := c.days.Intersect(calendar.Until(calendar.Earliest(c.lost, c.days.End())))
	switch {
	case c.returned.IsZero():
		return days
	case !c.added:
		return calendar.Period{}
	}
	return days.Intersect(calendar.Until(c.returned))
}

func (l *life) buy(ed policy.Edition) {
	start := l.today.AddDays(rapid.SampledFrom([]int{0, 0, 0, 0, 1, 20}).Draw(l.t, "days to the start"))
	f := lifecycle.Facts{Kind: policy.Subscription, Offering: offering().Draw(l.t, "offering"), Anchor: start}
	first := lifecycle.BoughtTerm{Ordered: l.today, Start: start}
	switch rapid.IntRange(0, 9).Draw(l.t, "kind") {
	case 0:
		f.Kind, f.Seats, first.End = policy.Trial, 1, start.AddDays(30)
	case 1:
		f.Kind, first.End = policy.FlexTokens, start.AddMonths(12)
	default:
		f.Seats = seats(l.t, ed, 9)
		first.Length = Term().Draw(l.t, "length")
		period, err := first.Length.Period(start, start)
		if err != nil {
			l.t.Fatal(err)
		}
		first.End = period.End()
	}
	f.Terms = []lifecycle.BoughtTerm{first}
	f.Invoices = l.invoices()
	l.charged = []charge{{seats: f.Seats, days: calendar.Span(first.Start, first.End), bills: numbers(f.Invoices)}}
	var err error
	if l.s, err = lifecycle.New(ed, f); err != nil {
		l.t.Fatalf("what was bought is refused: %v\n%+v", err, f)
	}
}

func offering() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"AutoCAD", "Revit", "Maya", "Autodesk Docs", "Autodesk Build 550"})
}

// later draws the day on which something happens next: often one on which an answer changes.
func (l *life) later() calendar.Date {
	v := l.s.On(l.today)
	edges := []calendar.Date{l.today, v.Renewal(), v.Status().Until}
	for _, d := range v.Actions().All() {
		edges = append(edges, d.Window.Start(), d.Window.End())
	}
	var known []calendar.Date
	for _, d := range edges {
		if !d.IsZero() {
			known = append(known, d)
		}
	}
	day := Near(known...).Draw(l.t, "next")
	if day.Before(l.today) {
		return l.today.AddDays(rapid.IntRange(0, 400).Draw(l.t, "days on"))
	}
	return day
}

// step does something, if the rules allow it that day.
func (l *life) step() {
	v, bought := l.s.On(l.today), len(l.charged)
	var next lifecycle.Subscription
	var err error
	switch rapid.IntRange(0, 14).Draw(l.t, "step") {
	case 0:
		next, err = v.SetAutoRenew(rapid.Bool().Draw(l.t, "auto-renew"))
	case 1:
		next, err = v.ChangeTerm(Term().Draw(l.t, "next length"))
	case 2:
		next, err = v.SwitchProduct(offering().Draw(l.t, "next offering"))
	case 3:
		next, err = v.ReduceSeats(rapid.IntRange(1, 9).Draw(l.t, "fewer seats"))
	case 4, 5:
		next, err = l.add(v)
	case 6, 7:
		next, err = l.pay(v)
	case 8:
		next, err = l.extend(v)
	case 9:
		next, err = l.end(v)
	case 14:
		next, err = l.giveBack(v)
	default:
		next, err = l.renew(v)
	}
	if err == nil && len(l.charged) > bought && rapid.IntRange(0, 3).Draw(l.t, "is given back soon") == 0 {
		l.s, l.today = next, l.today.AddDays(rapid.SampledFrom([]int{0, 1, 15, 30}).Draw(l.t, "after days"))
		next, err = l.giveBack(l.s.On(l.today))
	}
	var refusal *policy.Refusal
	if err != nil && !errors.As(err, &refusal) {
		l.t.Fatalf("on %s: %v\n%+v", l.today, err, l.s.Facts())
	}
	if err == nil {
		l.s = next
	}
}

// giveBack returns a purchase with its invoices: the latest term, or seats that were added since, sometimes only some
// of them.
func (l *life) giveBack(v lifecycle.View) (lifecycle.Subscription, error) {
	var open []int
	for i := len(l.charged) - 1; i >= 0; i-- {
		if !l.charged[i].returned.IsZero() {
			continue
		}
		if open = append(open, i); !l.charged[i].added {
			break // terms go one by one, the latest first
		}
	}
	if len(open) == 0 || v.Kind() == policy.Trial {
		return l.s, nil
	}
	n := rapid.SampledFrom(open).Draw(l.t, "gives back")
	if n == 0 && rapid.IntRange(0, 3).Draw(l.t, "gives all back") != 0 {
		return l.add(v) // few lives are that short
	}
	c := l.charged[n]
	what := lifecycle.ReturnedPurchase{Term: c.days.Start()}
	if c.added {
		what = lifecycle.ReturnedPurchase{Added: c.days.Start(), Seats: c.seats, Until: c.days.End()}
		if rest := rapid.IntRange(0, c.seats-1).Draw(l.t, "seats that are kept"); rest > 0 {
			what.Seats -= rest
			l.charged[n].seats = what.Seats
			l.charged = append(l.charged, charge{seats: rest, days: c.days, added: true, lost: c.lost})
		}
	}
	l.charged[n].returned = l.today
	for i := range l.charged {
		if !c.added && l.charged[i].added { // they end with the term that they were added to
			l.charged[i].lost = calendar.Earliest(l.charged[i].lost, c.days.Start())
		}
	}
	return v.Return(what, c.bills...)
}

func (l *life) add(v lifecycle.View) (lifecycle.Subscription, error) {
	more := rapid.IntRange(1, 9).Draw(l.t, "more seats")
	next, err := v.AddSeats(more)
	return l.billed(next, err, charge{seats: more, days: calendar.Span(l.today, v.Renewal()), added: true})
}

func (l *life) renew(v lifecycle.View) (lifecycle.Subscription, error) {
	var changes lifecycle.RenewalChanges
	switch {
	case v.Kind() == policy.FlexTokens:
		changes.End = lastEnd(v)
	case v.Kind() == policy.Subscription && rapid.IntRange(0, 3).Draw(l.t, "carries changes") == 0:
		changes = lifecycle.RenewalChanges{
			Seats:  rapid.IntRange(0, 9).Draw(l.t, "seats of the next term"),
			Length: calendar.Term(rapid.IntRange(0, 3).Draw(l.t, "length of the next term")),
			Offering: rapid.SampledFrom([]string{"", "", "Revit", "Autodesk Docs"}).
				Draw(l.t, "offering of the next term"),
		}
	}
	next, err := v.Renew(changes)
	if err != nil {
		return next, err
	}
	terms := next.Facts().Terms
	last := terms[len(terms)-1]
	return l.billed(next, err, charge{seats: v.RenewalTerm(changes).Seats, days: calendar.Span(last.Start, last.End)})
}

// extend moves the renewal date to that of an annual subscription that renews some months later.
func (l *life) extend(v lifecycle.View) (lifecycle.Subscription, error) {
	host, err := hostOf(v, rapid.IntRange(1, 380).Draw(l.t, "days to the target"))
	if err != nil {
		return l.s, err
	}
	next, err := v.Extend(host)
	return l.billed(next, err, charge{seats: v.NextTerm().Seats, days: calendar.Span(v.Renewal(), host.Renewal())})
}

// hostOf returns the view of a subscription that renews a given number of days after the viewed one: an annual one if
// that can have been bought by then, or else a three-year one, which is extended if necessary.
func hostOf(v lifecycle.View, days int) (lifecycle.View, error) {
	target, length := v.Renewal().AddDays(days), calendar.Annual
	if target.AddMonths(-length.Months()).After(v.Day()) {
		length = calendar.ThreeYear
	}
	start := target.AddMonths(-length.Months())
	anchor := target.AddMonths(-48) // four years ago there was a 29 February, too
	terms := []lifecycle.BoughtTerm{{Ordered: start, Start: start, End: target, Length: length}}
	if start.After(v.Day()) { // no full term reaches that far: it was aligned when it was bought
		anchor = v.Day()
		terms[0] = lifecycle.BoughtTerm{
			Ordered: anchor, Start: anchor, End: target, Length: length, AlignedTo: target,
		}
	}
	host, err := lifecycle.New(v.Edition(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: anchor, Seats: 1, Terms: terms,
	})
	return host.On(v.Day()), err
}

// end sometimes makes the charge of an automatic renewal fail, or asks for a cancellation.
func (l *life) end(v lifecycle.View) (lifecycle.Subscription, error) {
	_, canceled := v.Cancellation()
	again := slices.Contains(l.s.Facts().FailedCharges, l.today)
	switch {
	case v.Provisional() && !again && v.AutoRenew():
		return v.FailCharge()
	case !canceled && v.Phase() != lifecycle.Canceled && rapid.Bool().Draw(l.t, "is canceled"):
		return v.Cancel(l.today.AddDays(rapid.SampledFrom([]int{0, 1, 30, 400}).Draw(l.t, "canceled in days")))
	}
	return l.s, nil
}

// seats draws a number of seats, from the minimum of an edition to a given number, or to a little more than the minimum
// if that is larger.
func seats(t *rapid.T, ed policy.Edition, most int) int {
	least := ed.ChangeRules().MinimumSeats
	most = min(max(most, least+3), proration.MaxSeats)
	return rapid.IntRange(least, most).Draw(t, "seats")
}
