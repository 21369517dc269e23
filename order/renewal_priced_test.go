package order_test

import (
	"errors"
	"fmt"
	"testing"

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
