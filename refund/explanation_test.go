package refund_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// returned is the return of two seats that were added on 2025-04-12, asked about on a day.
func returned(day string) refund.Return {
	r, err := refund.Check(policy.Europe2024(), refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Quote,
		Event: refund.SeatsAdded, Ordered: calendar.MustParseDate("2025-04-12"),
		Paid: []refund.PaidLine{{
			Description: "2 seats", Net: money.MustParseAmount("EUR 2726.90"), Tax: money.MustParseAmount("EUR 572.65"),
		}},
	}, calendar.MustParseDate(day))
	if err != nil {
		panic(err)
	}
	return r
}

// The thirtieth day after the order is the last one; a line is opened only where it is given back.
func TestReturnExplanation(t *testing.T) {
	ed := policy.Europe2024()
	reseller, err := refund.Check(ed, refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Monthly, Channel: policy.Reseller, Event: refund.Bought,
		Ordered: calendar.MustParseDate("2025-01-31"),
	}, calendar.MustParseDate("2025-02-15"))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		r          refund.Return
		value      string
		parts      int
		lastOfPart string // the rule that the last part ends with
	}{
		"on the last day": {returned("2025-05-12"), "yes", 2, "refund.amount"},
		"the day after":   {returned("2025-05-13"), "no", 1, "refund.scope"},
		"no window":       {reseller, "no", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			x, err := tt.r.Explanation(ed)
			if err != nil || x.Value != tt.value || len(x.Parts) != tt.parts {
				t.Fatalf("%s, %v", x, err)
			}
			if len(x.Rules) != 1 || x.Rules[0].Rule != tt.r.Decision.Rule {
				t.Errorf("it rests on %v", x.Rules)
			}
			if tt.parts == 0 {
				return
			}
			rules := x.Parts[tt.parts-1].Rules
			if got := string(rules[len(rules)-1].Rule); got != tt.lastOfPart {
				t.Errorf("the last part rests on %s", got)
			}
		})
	}
}

// refund.scope: the last day of seats that were added and of an alignment charge follows from what these are; that of
// other purchases does not.
func TestReturnExplanation_Scope(t *testing.T) {
	for event, scope := range map[refund.Occasion]bool{
		refund.Bought: false, refund.Renewed: false, refund.SeatsAdded: true, refund.Aligned: true,
	} {
		t.Run(event.String(), func(t *testing.T) {
			p := refund.Purchase{
				Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Quote, Event: event,
				Ordered: calendar.MustParseDate("2025-04-12"),
			}
			if event == refund.Renewed {
				p.Renewal = p.Ordered
			}
			r, err := refund.Check(policy.Europe2024(), p, p.Ordered)
			if err != nil {
				t.Fatal(err)
			}
			x, err := r.Explanation(policy.Europe2024())
			if err != nil || len(x.Parts) != 1 || x.Parts[0].Asks != "last day" {
				t.Fatalf("%s, %v", x, err)
			}
			rests := slices.ContainsFunc(x.Parts[0].Rules, func(o policy.ExplainedRule) bool {
				return o.Rule == rule.RefundScope
			})
			if rests != scope {
				t.Errorf("the last day rests on %v", x.Parts[0].Rules)
			}
		})
	}
}

func TestReturnExplanation_Refused(t *testing.T) {
	good := returned("2025-05-12")
	for name, tt := range map[string]struct {
		r     refund.Return
		ed    policy.Edition
		is    error
		field string
	}{
		"nothing":         {refund.Return{}, policy.Europe2024(), billingrules.ErrMissing, "decision.rule"},
		"another edition": {good, policy.NorthAmerica2024(), billingrules.ErrConflict, "decision.edition"},
		"no edition":      {good, policy.Edition{}, billingrules.ErrMissing, "edition"},
	} {
		t.Run(name, func(t *testing.T) {
			x, err := tt.r.Explanation(tt.ed)
			list := billingrules.InputErrors(err)
			if !errors.Is(err, tt.is) || len(list) == 0 || list[0].Field != tt.field || x.Asks != "" {
				t.Errorf("%s, %v", x, err)
			}
		})
	}
}

func ExampleReturn_Explanation() {
	x, err := returned("2025-05-12").Explanation(policy.Europe2024())
	fmt.Println(x.Asks, x.Value, x.Rules[0].Rule, err)
	for _, part := range x.Parts {
		fmt.Println(part.Asks, part.Value, part.Rules[0].Rule)
		for _, of := range part.Parts {
			fmt.Println("  ", of.Asks, of.Value, of.Rules[0].Rule)
		}
	}
	// Output:
	// return of the seats yes refund.long <nil>
	// last day 2025-05-12 refund.days
	// given back EUR 3299.55 refund.amount
	//    line 1, 2 seats EUR 2726.90 refund.amount
}
