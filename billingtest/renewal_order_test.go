package billingtest_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
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

// renewal.with-changes: what an order knows of a renewal is read back as it was, and an order for it can be decided
// about, with every change, payer and day, under every reading of the edition. Through a quote the answer is that of
// the renewal itself.
func TestRenewalOf_AnyFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ed := billingtest.Edition(policy.Europe2024()).Draw(t, "edition")
		facts := billingtest.Facts(ed).Draw(t, "facts")
		s, err := lifecycle.New(ed, facts)
		if err != nil {
			t.Fatal(err)
		}
		last := facts.Terms[len(facts.Terms)-1]
		v := s.On(billingtest.Near(last.Ordered, last.Start, last.End).Draw(t, "day"))
		changes := lifecycle.RenewalChanges{
			Seats:  rapid.IntRange(0, 3).Draw(t, "seats"),
			Length: rapid.SampledFrom([]calendar.Term{0, calendar.Monthly, calendar.Annual}).Draw(t, "length"),
		}
		payer := rapid.SampledFrom([]lifecycle.PayerStatus{lifecycle.NoPayer, lifecycle.PayerOnFile}).Draw(t, "payer")
		renewal, back := order.RenewalOf(v, changes, payer), order.RenewalDecisions{}
		text, err := json.Marshal(renewal)
		if err == nil {
			err = json.Unmarshal(text, &back)
		}
		if err != nil || back != renewal {
			t.Fatalf("%s is read back as %+v, %v", text, back, err)
		}
		r := order.Request{
			Kind: policy.Subscription, Channel: policy.Quote, Segment: order.Commercial, Renewal: renewal,
		}
		d, err := order.CanPay(ed, r, policy.DirectDebit, v.Day())
		if err != nil || d.Allowed() != (renewal.Decision.Allowed() && ed.Covers(v.Day())) {
			t.Fatalf("%s, %v\nthe renewal is %s", d, err, renewal.Decision)
		}
	})
}
