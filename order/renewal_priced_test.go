package order_test

import (
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// renewal.with-changes, invoice.by-renewal, quote.available: an order for a renewal that is paid by invoice, by quote
// or online, is refused for the same reason, in the same window and with the same remedy as its price.
func TestCanPay_RenewalAsPriced(t *testing.T) {
	sample := testkit.NewSample(37)
	for _, e := range walkedEditions(t) {
		t.Run(e.name, func(t *testing.T) {
			for _, s := range walkedSubscriptions(e.edition) {
				if s.sub.Kind() != policy.Subscription {
					continue // which has no term to be priced
				}
				for _, changes := range []lifecycle.RenewalChanges{{}, {Seats: 2}, {Seats: 3}, {Seats: 4}} {
					if sample.Takes(false) {
						t.Run(fmt.Sprintf("%s/%+v", s.name, changes), func(t *testing.T) {
							holdPriced(t, s.sub, changes)
						})
					}
				}
			}
		})
	}
}

func holdPriced(t *testing.T, sub lifecycle.Subscription, changes lifecycle.RenewalChanges) {
	t.Helper()
	for _, way := range []struct {
		channel policy.Channel
		payer   lifecycle.PayerStatus
	}{{policy.Quote, 0}, {policy.Online, lifecycle.NoPayer}, {policy.Online, lifecycle.PayerOnFile}} {
		for _, d := range walkRenewal(sub, changes, way.payer).days {
			day := d.view.Day()
			online := way.channel == policy.Online && d.renewal.QuotedFrom.IsZero() // with changes, the channel refuses
			if !d.view.IsCurrent() || !online && way.channel != policy.Quote {
				continue
			}
			r := order.Request{
				Kind: policy.Subscription, Channel: way.channel, Segment: order.Commercial, Renewal: d.renewal,
			}
			said, err := order.CanPay(sub.Edition(), r, policy.PayByInvoice, day)
			if err != nil {
				t.Fatal(err)
			}
			p, err := coterm.Renew(d.view, coterm.RenewalRequest{
				SRP: amount("EUR 300.00"), Seats: changes.Seats, NetTerms: net(t, 30), Payer: way.payer,
			})
			priced := p.Decision
			if refusal := (*policy.Refusal)(nil); errors.As(err, &refusal) {
				priced = refusal.Decision
				if said.Rule != priced.Rule || said.Remedy != priced.Remedy {
					t.Errorf("%s, %s: %s; priced: %s", day, way.channel, said, priced)
				}
			} else if err != nil {
				t.Fatal(err)
			}
			if said.Window != priced.Window {
				t.Errorf("%s, %s: %s; priced: %s", day, way.channel, said, priced)
			}
		}
	}
}

// invoice.by-renewal: a renewal without changes that is paid by invoice online has the answer of
// lifecycle.View.CanRenewByInvoice, also if one invoice is overdue without taking access, and another is open.
func TestCanPay_RenewalByInvoiceInDebt(t *testing.T) {
	for _, ed := range []policy.Edition{
		policy.Europe2024(), testkit.Edition(func(p *policy.Parameters) { p.Renewal.WindowDays = 0 }),
	} {
		holdInDebt(t, ed)
	}
}

func holdInDebt(t *testing.T, ed policy.Edition) {
	t.Helper()
	s := testkit.Must(lifecycle.Buy(ed, lifecycle.PurchaseRequest{
		Offering: "Autodesk Docs", Length: calendar.Annual, Seats: 3, Ordered: date("2024-10-01"),
	}))
	s = testkit.Must(s.On(date("2024-10-01")).Bill(lifecycle.BilledInvoice{
		Number: "old", Issued: date("2024-10-01"), Due: date("2025-06-01"),
	}))
	if s.On(date("2025-09-20")).CanRenew().Allowed() {
		s = testkit.Must(s.On(date("2025-09-20")).Renew(lifecycle.RenewalChanges{Offering: "Revit"}))
	}
	s = testkit.Must(s.On(date("2025-09-20")).Bill(lifecycle.BilledInvoice{
		Number: "new", Issued: date("2025-10-01"), Due: date("2025-10-15"),
	}))
	for day := range testkit.Days(date("2025-09-20"), date("2026-10-10")) {
		for payer := lifecycle.NoPayer; payer <= lifecycle.PayerOnFile; payer++ {
			v := s.On(day)
			r := order.Request{
				Kind: policy.Subscription, Channel: policy.Online,
				Renewal: order.RenewalOf(v, lifecycle.RenewalChanges{}, payer),
			}
			got, err := order.CanPay(ed, r, policy.PayByInvoice, day)
			if want := v.CanRenewByInvoice(payer, lifecycle.RenewalChanges{}); err != nil || got != want {
				t.Errorf("%s, %s: %s (%s), %v, want %s (%s)", day, payer, got, got.Remedy, err, want, want.Remedy)
			}
		}
	}
}
