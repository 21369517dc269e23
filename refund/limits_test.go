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

func TestCheck_EdgesOfAmounts(t *testing.T) {
	for name, line := range map[string]refund.PaidLine{
		"as much tax as net":             paid(strings.Repeat("x", 200), "EUR 10.00", "EUR 10.00"),
		"four taxes, three rounded up":   paid("x", "EUR 10.00", "EUR 10.03"),
		"three cents of tax not due yet": paid("x", "EUR 100.00", "EUR 21.00", "EUR 0.19", "EUR 0.00"),
		"nothing returned":               paid("x", "EUR 100.00", "EUR 21.00", "EUR 0.00", "EUR 0.00"),
		"net returned that had no tax":   paid("x", "EUR 100.00", "EUR 0.00", "EUR 50.00", "EUR 0.00"),
		"net returned with a cent":       paid("x", "EUR 100.00", "EUR 21.00", "EUR 50.00", "EUR 0.01"),
		"tax returned with a cent":       paid("x", "EUR 100.00", "EUR 21.00", "EUR 0.01", "EUR 21.00"),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := refund.Check(policy.Europe2024(), bought(line), date("2025-06-10")); err != nil {
				t.Error(err)
			}
		})
	}
	t.Run("currencies without a first one", func(t *testing.T) {
		p := bought(refund.PaidLine{}, paid("x", "EUR 1.00", "USD 1.00"))
		_, err := refund.Check(policy.Europe2024(), p, date("2025-06-10"))
		if bad := billingrules.InputErrors(err); len(bad) != 3 || bad[2].Field != "paid[1].tax" {
			t.Error(err)
		}
	})
}

// The number of seats of a line, on both sides of both edges.
func TestCheck_Seats(t *testing.T) {
	for _, tt := range []struct {
		seats int
		want  bool
	}{{-1, false}, {0, true}, {1_000_000, true}, {1_000_001, false}} {
		t.Run(fmt.Sprint(tt.seats), func(t *testing.T) {
			line := paid("AutoCAD", "EUR 10.00", "EUR 2.10")
			line.Seats = tt.seats
			_, err := refund.Check(policy.Europe2024(), bought(line), date("2025-06-10"))
			bad := billingrules.InputErrors(err)
			if (err == nil) != tt.want || !tt.want && bad[0].Field != "paid[0].seats" {
				t.Error(err)
			}
		})
	}
}

func TestCheck_ZeroValues(t *testing.T) {
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

// Each sum that no amount can hold is an error.
func TestCheck_SumsTooLarge(t *testing.T) {
	huge, err := money.New(decimal.New(999_999_999_999_999_999, 14), money.MustParseCurrency("EUR"))
	if err != nil {
		t.Fatal(err)
	}
	zero, cent := amount("EUR 0.00"), amount("EUR 0.01")
	for name, paid := range map[string][]refund.PaidLine{
		"net": {{Net: huge, Tax: zero}, {Net: huge, Tax: zero}},
		"tax": {
			{Net: huge, Tax: huge, ReturnedNet: huge, ReturnedTax: cent},
			{Net: huge, Tax: huge, ReturnedNet: huge, ReturnedTax: cent},
		},
		"total": {{Net: huge, Tax: huge}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := refund.Check(policy.Europe2024(), bought(paid...), date("2025-06-10"))
			wantErrors(t, err, "refund.Check: paid", []string{""}, billingrules.ErrRange)
			if len(r.Lines) > 0 {
				t.Errorf("got %+v", r)
			}
		})
	}
}

// No purchase, however odd, panics or hangs, and the law of decisions holds of every answer.
func FuzzCheck(f *testing.F) {
	f.Add(uint8(1), uint8(2), uint8(1), uint8(1), "2025-06-10", "", "2025-06-10", "EUR 10.00", "EUR 2.10", "")
	f.Add(uint8(1), uint8(1), uint8(2), uint8(2), "2025-06-10", "2025-08-01", "2025-07-10", "JPY 10", "JPY 1", "JPY 3")
	f.Add(
		uint8(2),
		uint8(0),
		uint8(4),
		uint8(2),
		"9999-12-31",
		"0001-01-01",
		"9999-12-31",
		"EUR 99999999999999999999999999999999.99",
		"EUR 0.01",
		"",
	)
	f.Fuzz(func(t *testing.T, kind, term, channel, event uint8, ordered, renewal, asked, net, tax, returned string) {
		read := func(s string) calendar.Date { d, _ := calendar.ParseDate(s); return d }
		price := func(s string) money.Amount { a, _ := money.ParseAmount(s); return a }
		p := refund.Purchase{
			Kind: policy.Kind(
				kind,
			), Term: calendar.Term(term), Channel: policy.Channel(channel), Event: refund.Occasion(event),
			Ordered: read(ordered), Renewal: read(renewal),
			Paid: []refund.PaidLine{
				{Description: "a line", Net: price(net), Tax: price(tax), ReturnedNet: price(returned)},
			},
		}
		r, err := refund.Check(policy.Europe2024(), p, read(asked))
		if err != nil {
			if len(billingrules.InputErrors(err)) == 0 || r.Decision.Allowed() {
				t.Fatalf("%+v with %v", r, err)
			}
			return
		}
		d := r.Decision
		if d.Allowed() != d.Window.Contains(d.Asked) || d.Allowed() != !r.Total.IsZero() || r.String() == "" ||
			r.Explain() == "" {
			t.Fatalf("%+v", r)
		}
		if d.Allowed() && (r.Deadline.Before(d.Asked) || r.By == 0) {
			t.Fatalf("allowed after its deadline: %s", r)
		}
	})
}
