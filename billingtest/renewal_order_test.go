package billingtest_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// edition.before, renewal.window: if the renewal is refused, every channel refuses the order for it. A term from before
// the edition is over on its renewal date.
func TestRenewalsInOrders(t *testing.T) {
	ed := policy.Europe2024()
	for _, on := range []string{"2024-09-15", "2024-09-16", "2024-11-30", "2024-12-01", "2024-12-02"} {
		for _, channel := range []policy.Channel{policy.Online, policy.Quote, policy.Sales} {
			t.Run(on+" "+channel.String(), func(t *testing.T) {
				v := known(t, ed, calendar.Annual, "2023-12-01", on, nil)
				renew := v.CanRenew()
				r := order.Request{Kind: policy.Subscription, Channel: channel}
				r.Renewal = order.RenewalOf(v, lifecycle.RenewalChanges{}, lifecycle.NoPayer)
				d, err := order.CanPay(ed, r, policy.DirectDebit, v.Day())
				if err != nil {
					t.Fatal(err)
				}
				tooEarly := channel == policy.Quote && !ed.Covers(v.Day())
				if d.Allowed() != (renew.Allowed() && !tooEarly) || !renew.Allowed() && d.Rule != renew.Rule {
					t.Errorf("got  %s\nthe renewal is %s", d, renew)
				}
				if want := on < "2024-12-01"; renew.Allowed() != want {
					t.Errorf("the renewal is %s", renew)
				}
			})
		}
	}
}
