package billingtest

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// Facts draws facts that can have happened under an edition: a purchase, and what was done with it over some years, with
// renewals early and late, invoices paid and unpaid, and changes of every kind. They are good for [lifecycle.New] under that
// edition. Their days are the nasty ones: those of [Date], and those beside the edges of windows and stages.
func Facts(ed policy.Edition) *rapid.Generator[lifecycle.Facts] {
	return rapid.Custom(func(t *rapid.T) lifecycle.Facts {
		l := &life{t: t, today: firstDay(t, ed)}
		l.buy(ed)
		for range rapid.IntRange(0, 8).Draw(t, "steps") {
			l.today = l.later()
			l.step()
		}
		f := l.s.Facts()
		if rapid.IntRange(0, 19).Draw(t, "is canceled") == 0 {
			f.Canceled = l.later()
		}
		return f
	})
}

// firstDay draws the day of a purchase: one in four is about the first day of the edition.
func firstDay(t *rapid.T, ed policy.Edition) calendar.Date {
	if rapid.IntRange(0, 3).Draw(t, "about the first day") == 0 {
		return Near(ed.FirstDay()).Draw(t, "first")
	}
	return Date().Draw(t, "first")
}

// life is what happens to one subscription, a day at a time.
type life struct {
	t     *rapid.T
	s     lifecycle.Subscription
	today calendar.Date
	bills int
}

func (l *life) buy(ed policy.Edition) {
	f := lifecycle.Facts{Kind: policy.Subscription, Offering: offering().Draw(l.t, "offering"), Anchor: l.today}
	first := lifecycle.BoughtTerm{Ordered: l.today, Start: l.today}
	switch rapid.IntRange(0, 9).Draw(l.t, "kind") {
	case 0:
		f.Kind, f.Seats, first.End = policy.Trial, 1, l.today.AddDays(30)
	case 1:
		f.Kind, first.End = policy.FlexTokens, l.today.AddMonths(12)
	default:
		f.Seats = rapid.IntRange(ed.Change().MinimumSeats, 9).Draw(l.t, "seats")
		first.Length = Term().Draw(l.t, "length")
		period, err := first.Length.Period(l.today, l.today)
		if err != nil {
			l.t.Fatal(err)
		}
		first.End = period.End()
	}
	f.Terms = []lifecycle.BoughtTerm{first}
	f.Invoices = l.invoices()
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
	edges := []calendar.Date{l.today, l.s.Renewal(l.today), l.s.On(l.today).Until}
	for _, d := range l.s.Actions(l.today).All() {
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
	var next lifecycle.Subscription
	var err error
	switch rapid.IntRange(0, 9).Draw(l.t, "step") {
	case 0:
		next, err = l.s.SetAutoRenew(l.today, rapid.Bool().Draw(l.t, "auto-renew"))
	case 1:
		next, err = l.s.ChangeTerm(l.today, Term().Draw(l.t, "next length"))
	case 2:
		next, err = l.s.SwitchProduct(l.today, offering().Draw(l.t, "next offering"))
	case 3:
		next, err = l.s.ReduceSeats(l.today, rapid.IntRange(1, 9).Draw(l.t, "fewer seats"))
	case 4:
		next, err = l.s.AddSeats(l.today, rapid.IntRange(1, 9).Draw(l.t, "more seats"), lifecycle.Order{Invoices: l.invoices()})
	case 5, 6:
		next, err = l.pay()
	default:
		order := lifecycle.Order{Invoices: l.invoices()}
		if l.s.Kind() == policy.FlexTokens {
			order.End = l.s.Renewal(l.today).AddMonths(12)
		}
		next, err = l.s.Renew(l.today, order)
	}
	var refusal *policy.Refusal
	switch {
	case err == nil:
		l.s = next
	case !errors.As(err, &refusal):
		l.t.Fatalf("on %s: %v\n%+v", l.today, err, l.s.Facts())
	}
}

// pay pays the first invoice that is open, if there is one.
func (l *life) pay() (lifecycle.Subscription, error) {
	for _, invoice := range l.s.Facts().Invoices {
		if invoice.Paid.IsZero() {
			return l.s.Pay(l.today, invoice.Number)
		}
	}
	return l.s, nil
}

// invoices draws the invoice of an order, or none.
func (l *life) invoices() []lifecycle.BilledInvoice {
	if rapid.IntRange(0, 2).Draw(l.t, "is invoiced") != 0 {
		return nil
	}
	l.bills++
	return []lifecycle.BilledInvoice{{
		Number: fmt.Sprintf("I-%d", l.bills), Issued: l.today, Due: l.today.AddDays(rapid.SampledFrom([]int{0, 1, 14, 30, 60}).Draw(l.t, "net days")),
		NetTerms: rapid.Bool().Draw(l.t, "on net terms"),
	}}
}
