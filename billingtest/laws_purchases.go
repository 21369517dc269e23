package billingtest

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"pgregory.net/rapid"
)

// buyer buys several things for one subscription, often on one day, and returns some of them.
type buyer struct {
	t    *rapid.T
	s    lifecycle.Subscription
	day  calendar.Date
	lots []lot
}

// purchasesReturn does up to eight things within a few days around the opening of the renewal window or the renewal
// date, and some days later returns each purchase that is listed. That must be possible as long as the deadline has not
// passed.
func purchasesReturn(t *rapid.T, asked, told policy.Edition) {
	p := lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: Term().Draw(t, "length"), Seats: seats(t, asked, 9),
		Ordered: calendar.Latest(asked.FirstDay(), told.FirstDay()).AddDays(rapid.IntRange(0, 800).Draw(t, "bought")),
	}
	s, err := lifecycle.Buy(asked, p)
	if err != nil {
		t.Fatal(err)
	}
	b := buyer{t: t, s: s, day: s.On(p.Ordered).Renewal().AddDays(-rapid.IntRange(-2, 20).Draw(t, "days before R"))}
	for range rapid.IntRange(1, 8).Draw(t, "acts") {
		b.act()
		b.day = b.day.AddDays(rapid.SampledFrom([]int{0, 0, 0, 1}).Draw(t, "days on"))
	}
	b.day = b.day.AddDays(rapid.SampledFrom([]int{0, 0, 1, 14, 15, 16, 29, 30, 31}).Draw(t, "days later"))
	for _, purchase := range coterm.Purchases(b.s, policy.Online) {
		if purchase.Returned.IsZero() {
			b.giveBack(told, purchase)
		}
	}
}

// act does one thing, if it is possible.
func (b *buyer) act() {
	v := b.s.On(b.day)
	var next lifecycle.Subscription
	var err error
	switch rapid.IntRange(0, 5).Draw(b.t, "act") {
	case 0, 1:
		more := rapid.IntRange(1, 3).Draw(b.t, "more seats")
		if next, err = v.AddSeats(more); err == nil {
			b.lots = append(b.lots, lot{added: b.day, seats: more, with: v.Renewal(), without: v.Renewal()})
		}
	case 2:
		next, err = v.Renew(lifecycle.RenewalChanges{
			Seats:  rapid.SampledFrom([]int{0, 0, 12, 30}).Draw(b.t, "carries seats"),
			Length: rapid.SampledFrom(append(lengths(), 0, 0)).Draw(b.t, "carries a length"),
		})
	case 3:
		var host lifecycle.View
		if host, err = hostOf(v, rapid.IntRange(1, 300).Draw(b.t, "days to the target")); err == nil {
			next, err = v.Extend(host)
		}
	case 4:
		next, err = b.giveBackTerm(v)
	case 5:
		next, err = b.giveBackLast(v)
	}
	if err == nil && !next.IsZero() {
		b.s = next
	}
}

// giveBackTerm returns the latest term, unless it is the first one. The seats that were added to it end with it.
func (b *buyer) giveBackTerm(v lifecycle.View) (lifecycle.Subscription, error) {
	terms := slices.Collect(v.Terms())
	if len(terms) < 2 {
		return b.s, nil
	}
	start := terms[len(terms)-1].Start
	next, err := v.Return(lifecycle.ReturnedPurchase{Term: start})
	if err != nil {
		b.t.Fatalf("on %s %s: %v\n%+v", b.day, start, err, b.s.Facts())
	}
	for i := range b.lots {
		b.lots[i].without = calendar.Earliest(b.lots[i].without, start)
	}
	return next, err
}

// giveBackLast returns the seats that were added last.
func (b *buyer) giveBackLast(v lifecycle.View) (lifecycle.Subscription, error) {
	n := len(b.lots) - 1
	if n < 0 {
		return b.s, nil
	}
	of := b.lots[n]
	next, err := v.Return(lifecycle.ReturnedPurchase{Added: of.added, Seats: of.seats, Until: of.with})
	if err != nil {
		b.t.Fatalf("on %s %+v: %v\n%+v", b.day, of, err, b.s.Facts())
	}
	b.lots = b.lots[:n]
	return next, err
}

// giveBack returns a purchase that is listed: the latest term, or each lot of the seats that were added on a day. While
// the seats last, there are as many fewer.
func (b *buyer) giveBack(told policy.Edition, purchase coterm.RecordedPurchase) {
	v := b.s.On(b.day)
	if !purchase.What.Term.IsZero() {
		terms := slices.Collect(v.Terms())
		if len(terms) > 0 && terms[len(terms)-1].Start == purchase.What.Term {
			b.returns(told, purchase)
		}
		return
	}
	for _, of := range b.lots {
		if of.added != purchase.What.Added {
			continue
		}
		purchase.What.Seats, purchase.What.Until = of.seats, of.with
		next := b.returns(told, purchase)
		if left := next.On(b.day).Seats(); !next.IsZero() && b.day.Before(of.without) && left != v.Seats()-of.seats {
			b.t.Fatalf("on %s %+v: %d seats are left of %d\n%+v", b.day, of, left, v.Seats(), next.Facts())
		}
	}
}

// returns gives back a purchase, which must be possible exactly when the decision allows it, and returns what is left;
// the zero Subscription if it is not possible.
func (b *buyer) returns(told policy.Edition, purchase coterm.RecordedPurchase) lifecycle.Subscription {
	check, err := refund.Check(told, purchase.Of, b.day)
	if err != nil {
		b.t.Fatalf("on %s %+v: %v\n%+v", b.day, purchase, err, b.s.Facts())
	}
	v := b.s.On(b.day)
	credit, err := coterm.Return(v, coterm.ReturnRequest{What: purchase.What, Channel: policy.Online})
	if (err == nil) != check.Decision.Allowed() {
		b.t.Fatalf("on %s %+v: %s, but it gives %v\n%+v", b.day, purchase.What, check.Decision, err, b.s.Facts())
	}
	if err != nil {
		return lifecycle.Subscription{}
	}
	readsBack(b.t, credit, credit)
	next, err := lifecycle.New(v.Edition(), credit.Next)
	if err != nil {
		b.t.Fatalf("on %s %+v: %v\n%+v", b.day, purchase.What, err, credit.Next)
	}
	return next
}
