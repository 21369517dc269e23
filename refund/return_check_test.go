package refund_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// Which purchases a return cannot be of: each differs in one way from the purchase that is returned.
func TestReturn_CheckOf(t *testing.T) {
	annual := refund.Purchase{
		Kind: policy.Subscription, Channel: policy.Online, Event: refund.Bought, Ordered: date("2025-03-10"),
		Term: calendar.Annual,
	}
	r, err := refund.Check(policy.Europe2024(), annual, date("2025-03-20"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		change func(*refund.Purchase)
		fields string
	}{
		{"the purchase", func(*refund.Purchase) {}, ""},
		{"three years", func(p *refund.Purchase) { p.Term = calendar.ThreeYear }, ""}, // by the same rule
		{"monthly", func(p *refund.Purchase) { p.Term = calendar.Monthly }, "decision.rule by"},
		{"tokens", func(p *refund.Purchase) { p.Kind, p.Term = policy.FlexTokens, 0 }, "decision.rule"},
		{"consulting", func(p *refund.Purchase) { p.Kind, p.Term = policy.Consulting, 0 }, "decision.rule by"},
		{"a renewal", func(p *refund.Purchase) { p.Event = refund.Renewed }, "event"},
		{"ordered on the day before", func(p *refund.Purchase) { p.Ordered = date("2025-03-09") }, "decision.window"},
		{"ordered on the day after", func(p *refund.Purchase) { p.Ordered = date("2025-03-11") }, "decision.window"},
		{"through a partner", func(p *refund.Purchase) { p.Channel = policy.Reseller }, "decision.rule by"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := annual
			tt.change(&p)
			if err := r.CheckOf(p); testkit.Fields(err) != tt.fields {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.fields, err)
			}
		})
	}
	refused, err := refund.Check(policy.Europe2024(), annual, date("2025-06-20"))
	if err != nil {
		t.Fatal(err)
	}
	annual.Term = calendar.Monthly
	if err := refused.CheckOf(annual); err != nil {
		t.Errorf("refused: %v", err)
	}
}
