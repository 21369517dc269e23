package order_test

import (
	"strings"
	"testing"
	"time"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// order.vendor-setup, order.charge-when-ready, order.confirmation and order.insufficient-credit: times are the
// edition's.
func TestNotices(t *testing.T) {
	list, err := order.Notices(policy.Europe2024(), policy.Quote)
	if err != nil || len(list) != 4 {
		t.Fatalf("%v, %v", list, err)
	}
	times := policy.Europe2024().OrderRules()
	for i, want := range []order.Notice{
		{Rule: "order.vendor-setup", Text: "supplier"},
		{Rule: "order.charge-when-ready", Within: times.Processing, Text: "within 24h."},
		{Rule: "order.confirmation", Within: times.Confirmation, Remedy: policy.AskSupport, Text: "after 24h,"},
		{
			Rule: "order.insufficient-credit", Within: times.QuoteReopening, Remedy: policy.RaiseCredit,
			Text: "within 15m:",
		},
	} {
		t.Run(string(want.Rule), func(t *testing.T) {
			got := list[i]
			if !strings.Contains(got.Text, want.Text) {
				t.Errorf("%q does not say %q", got.Text, want.Text)
			}
			if got.Text = want.Text; got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

// How many notices there are by other channels than quote.
func TestNotices_Channels(t *testing.T) {
	for channel, want := range map[policy.Channel]int{
		policy.Online: 2, policy.Sales: 2, policy.Reseller: 0, policy.Retailer: 0,
	} {
		t.Run(channel.String(), func(t *testing.T) {
			if list, err := order.Notices(policy.Europe2024(), channel); err != nil || len(list) != want {
				t.Errorf("%v, %v", list, err)
			}
		})
	}
}

// Hours, minutes and seconds of another edition.
func TestNotices_OtherTimes(t *testing.T) {
	ed := testkit.Edition(func(p *policy.Parameters) {
		p.Order.Processing, p.Order.Confirmation = 36*time.Hour+30*time.Minute, 90*time.Second
	})
	list, err := order.Notices(ed, policy.Online)
	if err != nil || !strings.Contains(list[0].Text, "within 36h30m.") ||
		!strings.Contains(list[1].Text, "after 1m30s,") {
		t.Errorf("%v, %v", list, err)
	}
}

func TestNotices_Bad(t *testing.T) {
	if _, err := order.Notices(policy.Edition{}, policy.Online); fields(err) != "edition" {
		t.Error(err)
	}
	if _, err := order.Notices(policy.Europe2024(), 0); fields(err) != "channel" {
		t.Error(err)
	}
}
