package coterm_test

import (
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// pricedAct is an act on the day of a view, with the price by the function for its kind.
type pricedAct struct {
	name string
	v    lifecycle.View
	act  lifecycle.Act
	want func() coterm.ActPrice
}

// pricedActs are acts of every kind that buys something, with a list price and net terms.
func pricedActs(srp money.Amount, net30 invoice.NetTerms) []pricedAct {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	tried := trial().On(date("2025-08-20"))
	host := renewingOn("2026-06-01", v.Day())
	target := host.Subscription().Facts()
	return []pricedAct{
		{
			"added seats", v,
			lifecycle.Act{Do: lifecycle.ActionAddSeats, Seats: 2},
			func() coterm.ActPrice {
				p := must(coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: srp, NetTerms: net30}))
				return coterm.ActPrice(p)
			},
		},
		{
			"an extension", v,
			lifecycle.Act{Do: lifecycle.ActionExtend, Target: &target},
			func() coterm.ActPrice {
				to := must(lifecycle.New(europe, target)).On(v.Day())
				p := must(coterm.Extend(v, coterm.ExtensionRequest{To: to, SRP: srp, NetTerms: net30}))
				return coterm.ActPrice{Decision: p.Decision, Priced: p.Priced, Next: p.Next}
			},
		},
		{
			"an extension to a target of another edition", v,
			lifecycle.Act{Do: lifecycle.ActionExtend, Target: &target, TargetEdition: policy.NorthAmerica2024()},
			func() coterm.ActPrice {
				to := must(lifecycle.New(policy.NorthAmerica2024(), target)).On(v.Day())
				p := must(coterm.Extend(v, coterm.ExtensionRequest{To: to, SRP: srp, NetTerms: net30}))
				return coterm.ActPrice{Decision: p.Decision, Priced: p.Priced, Next: p.Next}
			},
		},
		{
			"a renewal", v,
			lifecycle.Act{Do: lifecycle.ActionRenew, Seats: 4},
			func() coterm.ActPrice {
				p := must(coterm.Renew(v, coterm.RenewalRequest{SRP: srp, Seats: 4, NetTerms: net30}))
				return coterm.ActPrice(p)
			},
		},
		{
			"a renewal by invoice", v,
			lifecycle.Act{Do: lifecycle.ActionRenewByInvoice, Payer: lifecycle.PayerOnFile},
			func() coterm.ActPrice {
				p := must(coterm.Renew(v, coterm.RenewalRequest{
					SRP: srp, NetTerms: net30, Payer: lifecycle.PayerOnFile,
				}))
				return coterm.ActPrice(p)
			},
		},
		{
			"a conversion", tried,
			lifecycle.Act{Do: lifecycle.ActionConvertTrial, Length: calendar.Annual, Seats: 2},
			func() coterm.ActPrice {
				p := must(coterm.Convert(tried, coterm.ConversionRequest{
					Length: calendar.Annual, Seats: 2, SRP: srp, NetTerms: net30,
				}))
				return coterm.ActPrice(p)
			},
		},
	}
}

// An act has the same price as the function for its kind returns.
func TestPriceAct(t *testing.T) {
	srp, net30 := amount("EUR 2145.00"), must(invoice.Net(30))
	for _, tt := range pricedActs(srp, net30) {
		t.Run(tt.name, func(t *testing.T) {
			got, want := must(coterm.PriceAct(tt.v, tt.act, srp, net30)), tt.want()
			if got.Decision != want.Decision || !got.Equal(want.Priced) ||
				len(got.Next.Terms) != len(want.Next.Terms) || len(got.Next.Changes) != len(want.Next.Changes) {
				t.Errorf("%+v\n%+v", got, want)
			}
		})
	}
}

func TestPriceAct_Refuses(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	host := factsOf(calendar.Annual, date("2025-06-01"), date("2025-06-01"))
	host.Seats = 0
	for _, tt := range []struct {
		name, fields string
		act          lifecycle.Act
	}{
		{"what buys nothing", "act.do", lifecycle.Act{Do: lifecycle.ActionReduceSeats, Seats: 2}},
		{"no act", "act.do", lifecycle.Act{}},
		{"a payer that the act does not take", "act.payer", lifecycle.Act{
			Do: lifecycle.ActionRenew, Payer: lifecycle.PayerOnFile,
		}},
		{"bad facts of a target", "target.seats", lifecycle.Act{Do: lifecycle.ActionExtend, Target: &host}},
		{"no target", "to", lifecycle.Act{Do: lifecycle.ActionExtend}},
		{"the end of a term", "act.end", lifecycle.Act{Do: lifecycle.ActionRenew, End: date("2026-10-01")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := coterm.PriceAct(v, tt.act, amount("EUR 2145.00"), invoice.NetTerms{})
			if fields(err) != tt.fields {
				t.Error(err)
			}
		})
	}
	var no *policy.Refusal
	_, err := coterm.PriceAct(v, lifecycle.Act{Do: lifecycle.ActionConvertTrial, Length: calendar.Annual, Seats: 1},
		amount("EUR 2145.00"), invoice.NetTerms{})
	if !errors.As(err, &no) || no.Decision.Rule != rule.TrialConvert {
		t.Error(err)
	}
}

// invoice.by-renewal: an act without a payer status is priced as one without a payer, as it is carried out.
func TestPriceAct_ByInvoiceWithoutAPayer(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	for _, payer := range []lifecycle.PayerStatus{0, lifecycle.NoPayer} {
		t.Run(payer.String(), func(t *testing.T) {
			act := lifecycle.Act{Do: lifecycle.ActionRenewByInvoice, Payer: payer}
			_, err := coterm.PriceAct(v, act, amount("EUR 2145.00"), must(invoice.Net(30)))
			_, done := v.Do(act)
			var priced, carried *policy.Refusal
			if !errors.As(err, &priced) || !errors.As(done, &carried) || priced.Decision != carried.Decision {
				t.Errorf("priced %v, done %v", err, done)
			}
		})
	}
}

// A request is data: one call prices it, and one call carries it out.
func ExamplePriceAct() {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-09-01")
	for _, act := range []lifecycle.Act{
		{Do: lifecycle.ActionAddSeats, Seats: 2},
		{Do: lifecycle.ActionRenew, Seats: 5},
	} {
		p, err := coterm.PriceAct(v, act, money.MustParseAmount("EUR 2145.00"), invoice.NetTerms{})
		if err != nil {
			panic(err)
		}
		fmt.Println(act.Do, p.Charge)
	}
	// Output:
	// add-seats EUR 2145.00 ÷ 365 × 30 days × 2 seats = 352.6027… → 352.60 (half up)
	// renew EUR 2145.00 × 5 seats = 10725.00
}
