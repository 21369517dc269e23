package order_test

import (
	"slices"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// orderEdition draws an edition, with readings of its own about orders.
func orderEdition(t *rapid.T) policy.Edition {
	p := billingtest.Edition(policy.Europe2024()).Draw(t, "edition").Parameters()
	answers := rapid.SampledFrom([]policy.YesNo{policy.Yes, policy.No})
	p.Order.PublicSector = answers.Draw(t, "quotes for the public sector")
	p.Order.QuoteCountsAsOnline = answers.Draw(t, "a quote counts as online")
	if rapid.Bool().Draw(t, "ceilings") {
		p.CardCeilings = []money.Amount{amount("EUR 100.00")}
	}
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// orderRequest draws what a buyer wants to order, and the method of payment.
func orderRequest(t *rapid.T, kind policy.Kind) (order.Request, policy.PaymentMethod) {
	return order.Request{
		Kind:      kind,
		Channel:   rapid.SampledFrom(enums[policy.Channel]()).Draw(t, "channel"),
		TaxExempt: rapid.Bool().Draw(t, "exempt"),
		Segment:   rapid.SampledFrom(enums[order.Segment]()).Draw(t, "segment"),
		Total:     rapid.SampledFrom([]money.Amount{amount("EUR 100.00"), amount("EUR 100.01")}).Draw(t, "total"),
	}, rapid.SampledFrom(enums[policy.PaymentMethod]()).Draw(t, "method")
}

// enums lists the values of an enumeration.
func enums[E interface {
	~uint8
	IsValid() bool
}]() (all []E) {
	for v := E(1); v.IsValid(); v++ {
		all = append(all, v)
	}
	return all
}

// paidInTime returns facts in which every invoice that is not overdue on a day is paid by its due day.
func paidInTime(f lifecycle.Facts, day calendar.Date) lifecycle.Facts {
	bills := slices.Clone(f.Invoices)
	for i := range bills {
		if b := &bills[i]; b.Paid.IsZero() && b.Returned.IsZero() && !b.Due.Before(day) {
			b.Paid = b.Due
		}
	}
	f.Invoices = bills
	return f
}

// nextYes returns the first run of days, of those from first to last, on which the answer is yes.
func nextYes(first, last calendar.Date, yes func(calendar.Date) bool) calendar.Period {
	from := first
	for !yes(from) {
		if from = from.AddDays(1); from.After(last) {
			return calendar.Period{}
		}
	}
	end := from
	for yes(end) && !end.After(last) {
		end = end.AddDays(1)
	}
	return calendar.Span(from, end)
}

// From the day on, the window of an answer has the next days on which the same order is allowed, if asked then, and the
// remedy is to wait only if there are any: with any history of the subscription, any changes, buyer, channel and
// method, under any edition.
func TestCanPay_AnyHistory(t *testing.T) { rapid.Check(t, windowIsNext) }

func windowIsNext(t *rapid.T) {
	ed := orderEdition(t)
	facts := billingtest.Facts(ed).Draw(t, "facts")
	last := facts.Terms[len(facts.Terms)-1]
	v := testkit.Must(lifecycle.New(ed, facts)).On(
		billingtest.Near(last.Ordered, last.End.AddDays(-90), last.End, ed.FirstDay()).Draw(t, "day"))
	if !v.IsCurrent() {
		t.Skip("what is known later changes the answer")
	}
	changes := lifecycle.RenewalChanges{
		Seats:  rapid.IntRange(0, 3).Draw(t, "seats"),
		Length: rapid.SampledFrom([]calendar.Term{0, 0, calendar.Monthly, calendar.Annual}).Draw(t, "length"),
	}
	payer := rapid.SampledFrom(enums[lifecycle.PayerStatus]()).Draw(t, "payer")
	r, method := orderRequest(t, v.Kind())
	ask := func(v lifecycle.View) policy.Decision {
		r.Renewal = order.RenewalOf(v, changes, payer)
		return testkit.Must(order.CanPay(ed, r, method, v.Day()))
	}
	d, then := ask(v), testkit.Must(lifecycle.New(ed, paidInTime(facts, v.Day())))
	yes := func(day calendar.Date) bool { return ask(then.On(day)).Allowed() }
	want := nextYes(v.Day(), v.Renewal().AddDays(200), yes)
	r.Renewal = order.RenewalOf(v, changes, payer)
	forNoPayer := method == policy.PayByInvoice && d.Remedy == r.Renewal.ByInvoice.Remedy // as lifecycle says
	waits := d.Remedy == policy.WaitForWindow && !forNoPayer
	if d.Window.Intersect(calendar.Since(v.Day())) != want || waits && want.IsZero() {
		t.Fatalf("%s, but it is allowed next in %s", d, want)
	}
}
