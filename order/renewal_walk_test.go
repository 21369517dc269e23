package order_test

import (
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// renewalWalk is a renewal that is asked for on every day from before its window to after the end of the subscription.
type renewalWalk struct {
	sub     lifecycle.Subscription
	changes lifecycle.RenewalChanges
	payer   lifecycle.PayerStatus
	days    []walkedDay
}

// walkedDay is a day of a walk, with the decisions of its own view.
type walkedDay struct {
	view    lifecycle.View
	renewal order.RenewalDecisions
}

// walkRenewal walks from before the renewal window of the first term to after the end of Suspended.
func walkRenewal(
	sub lifecycle.Subscription, changes lifecycle.RenewalChanges, payer lifecycle.PayerStatus,
) renewalWalk {
	w := renewalWalk{sub: sub, changes: changes, payer: payer}
	renews := sub.Facts().Terms[0].End
	for day := range testkit.Days(renews.AddDays(-95), renews.AddDays(60)) {
		v := sub.On(day)
		w.days = append(w.days, walkedDay{v, order.RenewalOf(v, changes, payer)})
	}
	return w
}

// takes reads the rulebook's rows: whether an order for the renewal can be made that day and paid with a method.
func (w renewalWalk) takes(d walkedDay, r order.Request, method policy.PaymentMethod) bool {
	ed, day := w.sub.Edition(), d.view.Day()
	byQuote, early := r.Channel == policy.Quote, day.Before(d.view.Renewal())
	atCheckout := r.Channel == policy.Online || byQuote && ed.OrderRules().QuoteCountsAsOnline == policy.Yes
	byInvoice := method == policy.PayByInvoice && (r.Channel == policy.Online || r.Channel == policy.Sales)
	switch {
	case !d.view.CanRenewWith(w.changes).Allowed(): // renewal.window, renewal.late
		return false
	case byQuote && r.Kind == policy.Subscription && day.Before(ed.FirstDay()): // quote.available
		return false
	case byQuote && r.Segment == order.PublicSector && ed.OrderRules().PublicSector == policy.No:
		return false
	case atCheckout && r.TaxExempt: // order.tax-exempt
		return false
	case w.changed(d.view) && !early && !byQuote: // renewal.with-changes
		return false
	case byInvoice:
		return d.view.CanRenewByInvoice(w.payer, w.changes).Allowed()
	case method == policy.Card || method == policy.PayPal:
		if c, ok := ed.CardCeiling(r.Total.Currency()); ok && testkit.Exact(r.Total).Cmp(testkit.Exact(c)) > 0 {
			return false
		}
	}
	return strings.Contains(published, r.Channel.String()+" "+method.String())
}

// changed reports whether what the renewal carries makes a difference to the next term.
func (w renewalWalk) changed(v lifecycle.View) bool {
	next := v.NextTerm()
	return w.changes.Seats > 0 && w.changes.Seats != next.Seats ||
		w.changes.Length > 0 && w.changes.Length != next.Length
}

// stretch returns the days of one run of yes: that of the day asked about, else the next one, else the last one.
func stretch(days []walkedDay, yes []bool, asked int) (run calendar.Period) {
	for i := 0; i < len(yes); i++ {
		if !yes[i] {
			continue
		}
		from := days[i].view.Day()
		for i < len(yes) && yes[i] {
			i++
		}
		run = calendar.Span(from, days[i-1].view.Day().AddDays(1))
		if i > asked {
			break
		}
	}
	return run
}

// hold asks for the renewal on every day, and compares the answer and its window with the rulebook's rows.
func (w renewalWalk) hold(t *testing.T, r order.Request, method policy.PaymentMethod) {
	t.Helper()
	yes, answers := make([]bool, len(w.days)), make([]policy.Decision, len(w.days))
	for i, d := range w.days {
		r.Renewal = d.renewal
		var err error
		if answers[i], err = order.CanPay(w.sub.Edition(), r, method, d.view.Day()); err != nil {
			t.Fatal(err)
		}
		yes[i] = w.takes(d, r, method)
	}
	later := false
	for i := len(answers) - 1; i >= 0; i-- {
		d, want := answers[i], stretch(w.days, yes, i)
		if d.Allowed() != yes[i] || d.Window != want {
			t.Fatalf("%v with %v: %s, want %v", r.Channel, method, d, want)
		}
		early := r.Kind == policy.Subscription && d.Asked.Before(w.sub.Edition().FirstDay())
		waits, quoted := d.Remedy == policy.WaitForWindow, r.Channel == policy.Quote && w.changed(w.days[i].view)
		forNoPayer := method == policy.PayByInvoice && w.days[i].renewal.ByInvoice.Window.IsZero() // as lifecycle says
		if waits && !later && !forNoPayer || early && quoted && !yes[i] && later && !waits {
			t.Fatalf("%v with %v: %s, and on a later day it is allowed: %t", r.Channel, method, d, later)
		}
		later = later || yes[i]
	}
}

// holdAll asks for the renewal through every channel, for every buyer, and with every kind of method.
func (w renewalWalk) holdAll(t *testing.T) {
	t.Helper()
	for channel := policy.Online; channel <= policy.Reseller; channel++ {
		for buyer := range 3 {
			for _, method := range []policy.PaymentMethod{
				policy.Card, policy.DirectDebit, policy.BankTransfer, policy.PurchaseOrder, policy.PayByInvoice,
			} {
				w.hold(t, order.Request{
					Kind: w.sub.Kind(), Channel: channel, TaxExempt: buyer == 1, Segment: order.Segment(1 + buyer/2),
					Total: amount("EUR 100.01"),
				}, method)
			}
		}
	}
}
