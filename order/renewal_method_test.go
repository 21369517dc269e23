package order_test

import (
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// order.payment-methods, renewal.window: before the window opens, a method that the channel does not take is refused as
// on the first day of the window, since waiting does not help. The window of the renewal below opens on 2025-11-12.
func TestCanPay_MethodBeforeTheWindow(t *testing.T) {
	for name, test := range map[string]struct {
		channel policy.Channel
		method  policy.PaymentMethod
		want    string
	}{
		"reseller, card":         {policy.Reseller, policy.Card, "order.payment-methods ask-seller"},
		"online, bank transfer":  {policy.Online, policy.BankTransfer, "order.payment-methods"},
		"sales, bank transfer":   {policy.Sales, policy.BankTransfer, "order.payment-methods"},
		"online, purchase order": {policy.Online, policy.PurchaseOrder, "order.payment-methods ask-sales"},
		"quote, purchase order":  {policy.Quote, policy.PurchaseOrder, "order.payment-methods ask-sales"},
	} {
		for _, changes := range []lifecycle.RenewalChanges{{}, {Seats: 15}} {
			for _, on := range []string{"2025-05-12", "2025-11-11", "2025-11-12"} {
				t.Run(name+" "+on, func(t *testing.T) {
					ed := policy.Europe2024()
					r := renewalRequest(t, ed, on, test.channel, changes)
					d, err := order.CanPay(ed, r, test.method, date(on))
					if err != nil || said(d) != test.want || !d.Window.IsZero() {
						t.Errorf("%s, %v, want %s", d, err, test.want)
					}
				})
			}
		}
	}
}

// renewal.window, renewal.with-changes, renewal.canceled-final: a method that the channel takes is paid with in the
// window, so before it the remedy is to wait. After the renewal date a method that is not taken comes after the quote
// that changes take, and after the end of the subscription.
func TestCanPay_MethodAndRenewal(t *testing.T) {
	for name, test := range map[string]struct {
		on      string
		channel policy.Channel
		method  policy.PaymentMethod
		want    string
	}{
		"too early, a method that is taken": {
			"2025-05-12", policy.Online, policy.DirectDebit, "renewal.window wait-for-window",
		},
		"late, with changes": {
			"2026-02-20", policy.Online, policy.BankTransfer, "renewal.with-changes renew-by-quote",
		},
		"late, with changes, by quote": {
			"2026-02-20", policy.Quote, policy.PurchaseOrder, "order.payment-methods",
		},
		"Canceled": {
			"2026-06-01", policy.Quote, policy.PurchaseOrder, "renewal.canceled-final buy-new",
		},
	} {
		t.Run(name, func(t *testing.T) {
			ed := policy.Europe2024()
			r := renewalRequest(t, ed, test.on, test.channel, lifecycle.RenewalChanges{Seats: 15})
			d, err := order.CanPay(ed, r, test.method, date(test.on))
			if err != nil || said(d) != test.want {
				t.Errorf("%s, %v, want %s", d, err, test.want)
			}
		})
	}
}

// order.payment-methods: if there is no early renewal, changes always take a quote, so that sales never helps with the
// purchase order. Without changes it does from the renewal date on.
func TestCanPay_MethodWithoutEarlyRenewal(t *testing.T) {
	ed := testkit.Edition(func(p *policy.Parameters) { p.Renewal.WindowDays = 0 })
	for want, changes := range map[string]lifecycle.RenewalChanges{
		"order.payment-methods":           {Seats: 15},
		"order.payment-methods ask-sales": {},
	} {
		for _, on := range []string{"2025-05-12", "2026-02-09", "2026-02-10"} {
			t.Run(want+" "+on, func(t *testing.T) {
				r := renewalRequest(t, ed, on, policy.Quote, changes)
				d, err := order.CanPay(ed, r, policy.PurchaseOrder, date(on))
				if err != nil || said(d) != want {
					t.Errorf("%s, %v", d, err)
				}
			})
		}
	}
}
