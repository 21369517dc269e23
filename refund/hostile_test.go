package refund_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"github.com/shopspring/decimal"
)

// Every bad field is named, with what it held and why it cannot be.
func TestBadPurchases(t *testing.T) {
	good := func() refund.Purchase {
		return bought(refund.Paid{Description: "AutoCAD", Net: amount("EUR 10.00"), Tax: amount("EUR 2.10")})
	}
	tests := []struct {
		change func(*refund.Purchase)
		want   string
		is     error
	}{
		{func(p *refund.Purchase) { p.Kind = 0 }, "kind: is missing", billingrules.ErrMissing},
		{func(p *refund.Purchase) { p.Kind = 99 }, "kind 99: is not known; one of: ", billingrules.ErrUnknown},
		{func(p *refund.Purchase) { p.Term = 0 }, "term: is missing", billingrules.ErrMissing},
		{func(p *refund.Purchase) { p.Term = 9 }, "term 9: is not known; one of: ", billingrules.ErrUnknown},
		{func(p *refund.Purchase) { p.Kind = policy.FlexTokens }, "term annual: cannot be: Flex tokens have none", billingrules.ErrConflict},
		{func(p *refund.Purchase) { p.Kind, p.Term = policy.MaintenancePlan, 9 }, "term 9: is not known; one of: ", billingrules.ErrUnknown},
		{func(p *refund.Purchase) { p.Channel = 0 }, "channel: is missing", billingrules.ErrMissing},
		{func(p *refund.Purchase) { p.Channel = 6 }, "channel 6: is not known; one of: ", billingrules.ErrUnknown},
		{func(p *refund.Purchase) { p.Event = 0 }, "event: is missing", billingrules.ErrMissing},
		{func(p *refund.Purchase) { p.Event = 5 }, "event 5: is not known; one of: ", billingrules.ErrUnknown},
		{func(p *refund.Purchase) { p.Kind, p.Term, p.Event = policy.FlexTokens, 0, refund.SeatsAdded }, "event seats: cannot be: Flex tokens", billingrules.ErrConflict},
		{func(p *refund.Purchase) { p.Kind, p.Term, p.Event = policy.FlexTokens, 0, refund.Aligned }, "event alignment: cannot be: Flex tokens", billingrules.ErrConflict},
		{func(p *refund.Purchase) { p.Ordered = calendar.Date{} }, "ordered: is missing", billingrules.ErrMissing},
		{func(p *refund.Purchase) { p.Ordered = date("9999-12-15") }, "ordered 9999-12-15: is too near the end of the calendar", billingrules.ErrRange},
		{func(p *refund.Purchase) { p.Ordered = date("9999-12-01") }, "ordered 9999-12-01: is too near the end of the calendar", billingrules.ErrRange},
		{func(p *refund.Purchase) { p.Event = refund.Renewed }, "renewal: is missing", billingrules.ErrMissing},
		{func(p *refund.Purchase) { p.Renewal = date("2025-06-10") }, "renewal 2025-06-10: cannot be: the event is no renewal", billingrules.ErrConflict},
		{func(p *refund.Purchase) { p.Paid[0].Net = money.Amount{} }, "paid[0].net: is missing", billingrules.ErrMissing},
		{func(p *refund.Purchase) { p.Paid[0].Tax = money.Amount{} }, "paid[0].tax: is missing", billingrules.ErrMissing},
		{func(p *refund.Purchase) { p.Paid[0].Net = amount("EUR -0.01") }, "paid[0].net EUR -0.01: is negative", billingrules.ErrRange},
		{func(p *refund.Purchase) { p.Paid[0].Tax = amount("EUR 0.001") }, "paid[0].tax EUR 0.001: is not a whole number of minor units", billingrules.ErrRange},
		{func(p *refund.Purchase) { p.Paid[0].Tax = amount("USD 1.00") }, "paid[0].tax USD 1.00: is not in EUR", billingrules.ErrCurrency},
		{func(p *refund.Purchase) {
			p.Paid = append(p.Paid, refund.Paid{Net: amount("JPY 1"), Tax: amount("EUR 0.00")})
		}, "paid[1].net JPY 1: is not in EUR", billingrules.ErrCurrency},
		{func(p *refund.Purchase) { p.Paid[0].ReturnedNet = amount("EUR 10.01") }, "paid[0].returnedNet EUR 10.01: is more than was paid, EUR 10.00", billingrules.ErrConflict},
		{func(p *refund.Purchase) { p.Paid[0].ReturnedTax = amount("EUR 2.11") }, "paid[0].returnedTax EUR 2.11: is more than was paid, EUR 2.10", billingrules.ErrConflict},
		{func(p *refund.Purchase) { p.Paid[0].ReturnedTax = amount("USD 1.00") }, "paid[0].returnedTax USD 1.00: is not in EUR", billingrules.ErrCurrency},
		{func(p *refund.Purchase) { p.Paid[0].ReturnedNet = amount("EUR -1.00") }, "paid[0].returnedNet EUR -1.00: is negative", billingrules.ErrRange},
		{func(p *refund.Purchase) { p.Paid = make([]refund.Paid, 10_001) }, "paid: has 10001 entries, at most 10000 are allowed", billingrules.ErrRange},
	}
	for _, test := range tests {
		p := good()
		test.change(&p)
		r, err := refund.Check(policy.Europe2024(), p, date("2025-06-10"))
		bad := billingrules.InputErrors(err)
		if len(bad) != 1 || !strings.HasPrefix(bad[0].Error(), "refund.Check: "+test.want) || !errors.Is(err, test.is) {
			t.Errorf("got %v, want %s", err, test.want)
		}
		if r.Decision != (policy.Decision{}) || len(r.Lines) > 0 {
			t.Errorf("%s: with an error comes %+v", test.want, r)
		}
	}
	if _, err := refund.Check(policy.Europe2024(), good(), date("2025-06-10")); err != nil {
		t.Error(err)
	}
}

func TestZeroValuesAreRefusedByName(t *testing.T) {
	_, err := refund.Check(policy.Edition{}, refund.Purchase{}, calendar.Date{})
	var fields []string
	for _, e := range billingrules.InputErrors(err) {
		fields = append(fields, e.Field)
		if !errors.Is(e, billingrules.ErrMissing) {
			t.Error(e)
		}
	}
	if got, want := fmt.Sprint(fields), "[edition kind channel event ordered day]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Sums that no amount can hold are errors, whichever sum it is.
func TestSumsTooLarge(t *testing.T) {
	huge, err := money.New(decimal.New(999_999_999_999_999_999, 14), money.MustParseCurrency("EUR"))
	if err != nil {
		t.Fatal(err)
	}
	zero := amount("EUR 0.00")
	for name, paid := range map[string][]refund.Paid{
		"net":   {{Net: huge, Tax: zero}, {Net: huge, Tax: zero}},
		"tax":   {{Net: zero, Tax: huge}, {Net: zero, Tax: huge}},
		"total": {{Net: huge, Tax: huge}},
	} {
		r, err := refund.Check(policy.Europe2024(), bought(paid...), date("2025-06-10"))
		if !errors.Is(err, billingrules.ErrRange) || !strings.HasPrefix(err.Error(), "refund.Check: paid") || len(r.Lines) > 0 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

// No purchase, however odd, panics or hangs, and the law of decisions holds of every answer.
func FuzzCheck(f *testing.F) {
	f.Add(uint8(1), uint8(2), uint8(1), uint8(1), "2025-06-10", "", "2025-06-10", "EUR 10.00", "EUR 2.10", "")
	f.Add(uint8(1), uint8(1), uint8(2), uint8(2), "2025-06-10", "2025-08-01", "2025-07-10", "JPY 10", "JPY 1", "JPY 3")
	f.Add(uint8(2), uint8(0), uint8(4), uint8(2), "9999-12-31", "0001-01-01", "9999-12-31", "EUR 99999999999999999999999999999999.99", "EUR 0.01", "")
	f.Fuzz(func(t *testing.T, kind, term, channel, event uint8, ordered, renewal, asked, net, tax, returned string) {
		read := func(s string) calendar.Date { d, _ := calendar.ParseDate(s); return d }
		price := func(s string) money.Amount { a, _ := money.ParseAmount(s); return a }
		p := refund.Purchase{
			Kind: policy.Kind(kind), Term: calendar.Term(term), Channel: policy.Channel(channel), Event: refund.Occasion(event),
			Ordered: read(ordered), Renewal: read(renewal),
			Paid: []refund.Paid{{Description: "a line", Net: price(net), Tax: price(tax), ReturnedNet: price(returned)}},
		}
		r, err := refund.Check(policy.Europe2024(), p, read(asked))
		if err != nil {
			if len(billingrules.InputErrors(err)) == 0 || r.Decision.Allowed() {
				t.Fatalf("%+v with %v", r, err)
			}
			return
		}
		d := r.Decision
		if d.Allowed() != d.Window.Contains(d.Asked) || d.Allowed() != !r.Total.IsZero() || r.String() == "" || r.Explain() == "" {
			t.Fatalf("%+v", r)
		}
		if d.Allowed() && (r.Deadline.Before(d.Asked) || r.By == 0) {
			t.Fatalf("allowed after its deadline: %s", r)
		}
	})
}
