package testkit_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

func TestValues(t *testing.T) {
	if got := testkit.Exact(money.MustParseAmount("EUR -0.05")); got.Cmp(big.NewRat(-1, 20)) != 0 {
		t.Errorf("EUR -0.05 is %s", got)
	}
	ed := testkit.Edition(func(p *policy.Parameters) { p.Refund.Monthly = 14 })
	if got := policy.Diff(policy.Europe2024(), ed); len(got) != 1 || got[0].Parameter != "refund.monthly" {
		t.Errorf("changed %v", got)
	}
}

func TestFields(t *testing.T) {
	_, err := order.CanOrder(policy.Edition{}, order.Request{}, calendar.Date{})
	if got, want := testkit.Fields(err), "edition kind channel day"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := testkit.Fields(nil); got != "" {
		t.Errorf("no error names %q", got)
	}
}

func TestEuros(t *testing.T) {
	var read money.Amount
	err := json.Unmarshal(testkit.Must(json.Marshal(testkit.Euros("0.05"))), &read)
	if want := money.MustParseAmount("EUR 0.05"); err != nil || !read.Equal(want) {
		t.Errorf("read as %s, %v", read, err)
	}
}

func TestValues_Refused(t *testing.T) {
	for name, call := range map[string]func(){
		"an error":    func() { testkit.Must(money.ParseAmount("EUR")) },
		"no amount":   func() { testkit.Exact(money.Amount{}) },
		"bad edition": func() { testkit.Edition(func(p *policy.Parameters) { p.Refund.Monthly = -1 }) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}
