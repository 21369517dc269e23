package order_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// plain and fewer are what a renewal of twenty seats carries: nothing, or fewer seats.
var (
	plain = lifecycle.RenewalChanges{}
	fewer = lifecycle.RenewalChanges{Seats: 15}
)

// waitCase is a renewal of twenty annual seats, which renew on 2026-02-10, and what is answered on a day.
type waitCase struct {
	on      string
	channel policy.Channel
	method  policy.PaymentMethod
	changes lifecycle.RenewalChanges
	want    string
}

// holdWaits asks for renewals of an order above the ceiling of USD, or of exactly that if change says so.
func holdWaits(t *testing.T, ed policy.Edition, change func(*order.Request), tests map[string]waitCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := renewalRequest(t, ed, tt.on, tt.channel, tt.changes)
			change(&r)
			if d, err := order.CanPay(ed, r, tt.method, date(tt.on)); err != nil || said(d) != tt.want {
				t.Errorf("%s, %v, want %s", d, err, tt.want)
			}
		})
	}
}

// order.payment-methods, renewal.window: before the window opens, a card above the ceiling is refused as in the window.
func TestCanPay_CeilingBeforeTheWindow(t *testing.T) {
	const sales, wait = "order.payment-methods ask-sales", "renewal.window wait-for-window"
	as := func(*order.Request) {}
	holdWaits(t, policy.Europe2025(), as, map[string]waitCase{
		"months before":         {"2025-05-12", policy.Quote, policy.Card, plain, sales},
		"the day before":        {"2025-11-11", policy.Online, policy.Card, plain, sales},
		"the day before, other": {"2025-11-11", policy.Online, policy.PayPal, plain, sales},
		"its first day":         {"2025-11-12", policy.Online, policy.Card, plain, sales},
		"with changes":          {"2025-11-11", policy.Online, policy.Card, fewer, sales},
		"through sales":         {"2025-11-11", policy.Sales, policy.Card, fewer, "order.payment-methods"},
		"by direct debit":       {"2025-11-11", policy.Online, policy.DirectDebit, plain, wait},
		"Canceled": {
			"2026-06-01", policy.Online, policy.Card, plain, "renewal.canceled-final buy-new",
		},
	})
	exactly := func(r *order.Request) { r.Total = amount("USD 25000.00") }
	holdWaits(t, policy.Europe2025(), exactly, map[string]waitCase{
		"exactly, the day before": {"2025-11-11", policy.Online, policy.Card, plain, wait},
		"exactly, its first day": {
			"2025-11-12", policy.Online, policy.Card, plain, "yes self-service",
		},
	})
}

// order.payment-methods, lapse.start: a method that is not taken is named before an open invoice, which would cancel
// the subscription before its window opens: paying it does not help such an order. It is due on 2025-09-01.
func TestCanPay_MethodBeforeAnOpenInvoice(t *testing.T) {
	ed := policy.Europe2025()
	s := testkit.Must(lifecycle.Buy(ed, lifecycle.PurchaseRequest{
		Offering: "Revit", Length: calendar.Annual, Seats: 20, Ordered: date("2025-02-10"),
	}))
	s = testkit.Must(lifecycle.New(ed, s.Facts().Bill(lifecycle.BilledInvoice{
		Number: "1", Issued: date("2025-08-01"), Due: date("2025-09-01"), NetTerms: true,
	})))
	const sales = "order.payment-methods ask-sales"
	for name, tt := range map[string]struct {
		method    policy.PaymentMethod
		total, on string
		want      string
	}{
		"a card, above the ceiling":    {policy.Card, "USD 25000.01", "2025-09-01", sales},
		"a card, exactly the ceiling":  {policy.Card, "USD 25000.00", "2025-09-01", "renewal.window pay-open-invoice"},
		"a purchase order":             {policy.PurchaseOrder, "USD 25000.00", "2025-09-01", sales},
		"overdue, above the ceiling":   {policy.Card, "USD 25000.01", "2025-09-02", "order.payment-methods"},
		"overdue, exactly the ceiling": {policy.Card, "USD 25000.00", "2025-09-02", "renewal.window pay-overdue"},
	} {
		t.Run(name, func(t *testing.T) {
			v := s.On(date(tt.on))
			r := order.Request{
				Kind: policy.Subscription, Channel: policy.Online, Segment: order.Commercial, Total: amount(tt.total),
				Renewal: order.RenewalOf(v, plain, lifecycle.PayerOnFile),
			}
			if d, err := order.CanPay(ed, r, tt.method, v.Day()); err != nil || said(d) != tt.want {
				t.Errorf("%s, %v", d, err)
			}
		})
	}
}

// renewal.with-changes: if there is no early renewal, changes take a quote on every day, so that every other channel
// refuses them at once. By quote, and without changes, the remedy is to wait for the renewal date.
func TestCanPay_ChangesWithoutEarlyRenewal(t *testing.T) {
	ed := testkit.Edition(func(p *policy.Parameters) { p.Renewal.WindowDays = 0 })
	const quote, wait = "renewal.with-changes renew-by-quote", "renewal.window wait-for-window"
	as := func(*order.Request) {}
	holdWaits(t, ed, as, map[string]waitCase{
		"online, months before":      {"2025-05-12", policy.Online, policy.DirectDebit, fewer, quote},
		"online, the day before":     {"2026-02-09", policy.Online, policy.DirectDebit, fewer, quote},
		"online, the renewal date":   {"2026-02-10", policy.Online, policy.DirectDebit, fewer, quote},
		"sales, the day before":      {"2026-02-09", policy.Sales, policy.PurchaseOrder, fewer, quote},
		"online, by invoice":         {"2026-02-09", policy.Online, policy.PayByInvoice, fewer, quote},
		"by quote, the day before":   {"2026-02-09", policy.Quote, policy.DirectDebit, fewer, wait},
		"by quote, the renewal date": {"2026-02-10", policy.Quote, policy.DirectDebit, fewer, "yes partner"},
		"without changes":            {"2026-02-09", policy.Online, policy.DirectDebit, plain, wait},
		"as it is": {
			"2026-02-09", policy.Online, policy.DirectDebit, lifecycle.RenewalChanges{Seats: 20}, wait,
		},
		"without changes, by invoice": {
			"2026-02-09", policy.Online, policy.PayByInvoice, plain, "renewal.window",
		},
	})
	noQuotes := testkit.Edition(func(p *policy.Parameters) {
		p.Renewal.WindowDays, p.Order.PublicSector = 0, policy.No
	})
	public := func(r *order.Request) { r.Segment = order.PublicSector }
	holdWaits(t, noQuotes, public, map[string]waitCase{
		"the public sector": {
			"2026-02-09", policy.Online, policy.DirectDebit, fewer, "renewal.with-changes ask-reseller",
		},
		"the public sector, the renewal date": {
			"2026-02-10", policy.Online, policy.DirectDebit, fewer, "renewal.with-changes ask-reseller",
		},
	})
}

// invoice.by-renewal: without a payer no renewal is paid by invoice on any day. Before the window the remedy is to
// wait, as [lifecycle.View.CanRenewByInvoice] says, since it cannot be renewed by quote then either.
func TestCanPay_ByInvoiceBeforeTheWindow(t *testing.T) {
	ed := policy.Europe2024()
	const wait, quote = "renewal.window wait-for-window", "invoice.by-renewal renew-by-quote"
	as := func(*order.Request) {}
	holdWaits(t, ed, as, map[string]waitCase{
		"months before":  {"2025-05-12", policy.Sales, policy.PayByInvoice, plain, wait},
		"the day before": {"2025-11-11", policy.Online, policy.PayByInvoice, plain, wait},
		"its first day":  {"2025-11-12", policy.Online, policy.PayByInvoice, plain, quote},
		"with changes":   {"2025-11-11", policy.Online, policy.PayByInvoice, fewer, wait},
	})
	for on, want := range map[string]string{
		"2025-11-11": "renewal.window wait-for-window", "2025-11-12": "yes self-service",
	} {
		t.Run("with a payer "+on, func(t *testing.T) {
			r := renewalRequest(t, ed, on, policy.Online, lifecycle.RenewalChanges{})
			s := testkit.Must(lifecycle.Buy(ed, lifecycle.PurchaseRequest{
				Offering: "Revit", Length: calendar.Annual, Seats: 20, Ordered: date("2025-02-10"),
			}))
			r.Renewal = order.RenewalOf(s.On(date(on)), plain, lifecycle.PayerOnFile)
			if d, err := order.CanPay(ed, r, policy.PayByInvoice, date(on)); err != nil || said(d) != want {
				t.Errorf("%s, %v", d, err)
			}
		})
	}
}

// A decision that says to wait has a day to wait for.
func TestRenewalDecisions_WaitForNothing(t *testing.T) {
	for name, tt := range map[string]struct {
		window calendar.Period
		fields string
	}{
		"tomorrow": {calendar.Since(askedOn.AddDays(1)), ""},
		"no day":   {calendar.Period{}, "decision.remedy"},
		"days past": {
			calendar.Until(askedOn), "decision.remedy",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := order.RenewalDecisions{Decision: decided("renewal.window", tt.window, 0, policy.WaitForWindow)}
			err := json.Unmarshal(testkit.Must(json.Marshal(r)), &order.RenewalDecisions{})
			if fields(err) != tt.fields {
				t.Error(err)
			}
		})
	}
}
