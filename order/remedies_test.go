package order_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// renewalRequest asks for a renewal, with its changes, of twenty annual seats that renew on 2026-02-10.
func renewalRequest(
	t *testing.T, ed policy.Edition, on string, channel policy.Channel, changes lifecycle.RenewalChanges,
) order.Request {
	t.Helper()
	s, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{
		Offering: "Revit", Length: calendar.Annual, Seats: 20, Ordered: date("2025-02-10"),
	})
	if err != nil {
		t.Fatal(err)
	}
	v := s.On(date(on))
	return order.Request{
		Kind: policy.Subscription, Channel: channel, Segment: order.Commercial,
		Total: money.MustParseAmount("USD 25000.01"), Renewal: order.RenewalOf(v, changes, lifecycle.NoPayer),
	}
}

// renewal.with-changes, invoice.by-renewal: the remedy is to renew by quote only for buyers who can order by quote.
// Others are told what CanOrder tells them about a quote.
func TestCanPay_RenewalOfBuyersWithoutQuotes(t *testing.T) {
	asOnline := testkit.Edition(func(p *policy.Parameters) { p.Order.QuoteCountsAsOnline = policy.Yes })
	for name, test := range map[string]struct {
		edition  policy.Edition
		on       string
		channel  policy.Channel
		changes  lifecycle.RenewalChanges
		method   policy.PaymentMethod
		segment  order.Segment
		exempt   bool
		decision rule.ID
		want     policy.Remedy
	}{
		"with changes, online": {
			policy.Europe2025(), "2026-02-20", policy.Online,
			lifecycle.RenewalChanges{Seats: 15},
			policy.DirectDebit,
			order.Commercial, false, rule.RenewalWithChanges, policy.RenewByQuote,
		},
		"with changes, the public sector": {
			policy.Europe2025(), "2026-02-20", policy.Online,
			lifecycle.RenewalChanges{Seats: 15},
			policy.DirectDebit,
			order.PublicSector, false, rule.RenewalWithChanges, policy.AskReseller,
		},
		"with changes, through a reseller": {
			policy.Europe2025(), "2026-02-20", policy.Reseller,
			lifecycle.RenewalChanges{Seats: 15},
			policy.DirectDebit,
			order.PublicSector, false, rule.RenewalWithChanges, policy.AskSeller,
		},
		"with changes, exempt, through sales": {
			asOnline, "2026-02-20", policy.Sales,
			lifecycle.RenewalChanges{Seats: 15},
			policy.DirectDebit,
			order.Commercial, true, rule.RenewalWithChanges, policy.AskReseller,
		},
		"without a payer": {
			policy.Europe2025(), "2026-01-15", policy.Online,
			lifecycle.RenewalChanges{},
			policy.PayByInvoice,
			order.Commercial, false, rule.InvoiceByRenewal, policy.RenewByQuote,
		},
		"without a payer, the public sector": {
			policy.Europe2025(), "2026-01-15", policy.Sales,
			lifecycle.RenewalChanges{},
			policy.PayByInvoice,
			order.PublicSector, false, rule.InvoiceByRenewal, policy.AskReseller,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := renewalRequest(t, test.edition, test.on, test.channel, test.changes)
			r.Segment, r.TaxExempt = test.segment, test.exempt
			d, err := order.CanPay(test.edition, r, test.method, date(test.on))
			if err != nil || d.Allowed() || d.Rule != test.decision || d.Remedy != test.want {
				t.Errorf("%s, %v, remedy %v, want %v by %s", d, err, d.Remedy, test.want, test.decision)
			}
		})
	}
}

// order.payment-methods: above the ceiling of cards, sales takes a purchase order, unless only a quote will do: then
// nothing but another method of the quote helps, which is no remedy of its own.
func TestCanPay_AboveTheCeilingByQuote(t *testing.T) {
	ed := policy.Europe2025()
	for name, test := range map[string]struct {
		on      string
		changes lifecycle.RenewalChanges
		want    policy.Remedy
	}{
		"a renewal as it is":          {"2026-02-20", lifecycle.RenewalChanges{}, policy.AskSales},
		"a late one with fewer seats": {"2026-02-20", lifecycle.RenewalChanges{Seats: 15}, 0},
		"an early one with fewer":     {"2026-01-20", lifecycle.RenewalChanges{Seats: 15}, policy.AskSales},
	} {
		t.Run(name, func(t *testing.T) {
			r := renewalRequest(t, ed, test.on, policy.Quote, test.changes)
			d, err := order.CanPay(ed, r, policy.Card, date(test.on))
			if err != nil || d.Rule != rule.OrderPaymentMethods || d.Allowed() || d.Remedy != test.want {
				t.Errorf("%s, %v, remedy %v, want %v", d, err, d.Remedy, test.want)
			}
			if d, err := order.CanPay(ed, r, policy.DirectDebit, date(test.on)); err != nil || !d.Allowed() {
				t.Errorf("by direct debit: %s, %v", d, err)
			}
		})
	}
}

// renewal.with-changes: a refusal that advises a quote, given as the answer about the renewal itself, is repeated as it
// is, through every channel.
func TestCanPay_RenewalRefusedForAQuote(t *testing.T) {
	ed := policy.Europe2024()
	for channel := policy.Online; channel.IsValid(); channel++ {
		t.Run(channel.String(), func(t *testing.T) {
			r := renewalRequest(t, ed, "2026-01-15", channel, lifecycle.RenewalChanges{})
			r.Renewal.Decision = r.Renewal.ByInvoice
			d, err := order.CanPay(ed, r, policy.DirectDebit, date("2026-01-15"))
			if err != nil || d.Allowed() || d.Rule != rule.InvoiceByRenewal && channel.Direct() {
				t.Errorf("%s, %v", d, err)
			}
		})
	}
}
