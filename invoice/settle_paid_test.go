package invoice_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// invoice.pay: an invoice is paid only if it is paid in full, from whatever source.
func TestSettlement_Paid(t *testing.T) {
	for name, tt := range map[string]struct {
		invoices []string // amounts
		change   func(*invoice.Payment)
		want     []string
	}{
		"all":                    {[]string{"EUR 200.00", "EUR 20.00"}, nil, []string{"1", "2"}},
		"more than all":          {[]string{"EUR 200.00", "EUR 19.99"}, nil, []string{"1", "2"}},
		"a cent less":            {[]string{"EUR 200.00", "EUR 20.01"}, nil, []string{"1"}},
		"nothing left for it":    {[]string{"EUR 220.00", "EUR 20.01"}, nil, []string{"1"}},
		"a part of one":          {[]string{"EUR 220.01"}, nil, nil},
		"nothing was owed":       {[]string{"EUR 0.00", "EUR 220.00"}, nil, []string{"2"}},
		"in the order they came": {[]string{"EUR 1.00", "EUR 300.00", "EUR 1.00"}, nil, []string{"1"}},
		"by credit note": {[]string{"EUR 5.00", "EUR 5.00"}, func(p *invoice.Payment) {
			p.Method, p.Amount = 0, money.Amount{}
			p.CreditNotes = []invoice.OpenItem{{Number: "C-1", Amount: amount("EUR 5.00")}}
		}, []string{"1"}},
		"by all there is": {[]string{"EUR 223.00"}, func(p *invoice.Payment) {
			p.CashBalance = amount("EUR 1.00")
			p.CreditNotes = []invoice.OpenItem{{Number: "C-1", Amount: amount("EUR 2.00")}}
		}, []string{"1"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := invoice.Payment{Day: date("2025-05-12"), Method: policy.Card, Amount: amount("EUR 220.00")}
			for i, a := range tt.invoices {
				p.Invoices = append(p.Invoices, invoice.OpenItem{Number: string(rune('1' + i)), Amount: amount(a)})
			}
			if tt.change != nil {
				tt.change(&p)
			}
			s, err := invoice.Settle(p)
			if err != nil || !slices.Equal(s.Paid(), tt.want) {
				t.Errorf("%v, %v", s.Paid(), err)
			}
		})
	}
	if got := (invoice.Settlement{}).Paid(); got != nil {
		t.Errorf("nothing has paid %v", got)
	}
}

// What is written reads back; a misspelt or doubled key, and anything that Settle refuses, is refused by its path and
// changes nothing.
func TestPayment_UnmarshalJSON(t *testing.T) {
	p := invoice.Payment{
		Day: date("2025-05-12"), Method: policy.Card, Amount: amount("EUR 1.00"), CashBalance: amount("EUR 2.00"),
		Invoices:    []invoice.OpenItem{{Number: "1", Amount: amount("EUR 3.00")}},
		CreditNotes: []invoice.OpenItem{{Number: "C-1", Amount: amount("EUR 4.00")}},
	}
	data, err := json.Marshal(p)
	var back invoice.Payment
	if err != nil || json.Unmarshal(data, &back) != nil {
		t.Fatal(string(data), err)
	}
	again, err := json.Marshal(back)
	if err != nil || string(again) != string(data) {
		t.Fatalf("%s reads back as %s, %v", data, again, err)
	}
	const good = `"day":"2025-05-12","invoices":[{"number":"1","amount":{"amount":"3.00","currency":"EUR"}}]`
	for name, tt := range map[string]struct {
		text, fields string
		is           error
	}{
		"misspelt": {`{` + good + `,"creditnote":[]}`, "creditnote", billingrules.ErrUnknown},
		"misspelt within": {
			`{` + good + `,"creditNotes":[{"amont":1}]}`, "creditNotes[0].amont",
			billingrules.ErrUnknown,
		},
		"doubled": {`{` + good + `,"day":"2025-05-12"}`, "day", billingrules.ErrConflict},
		"nothing": {`{}`, "invoices day", billingrules.ErrMissing},
		"another currency": {
			`{` + good + `,"cashBalance":{"amount":"3.00","currency":"USD"}}`, "cashBalance",
			billingrules.ErrCurrency,
		},
		"by invoice": {`{` + good + `,"method":"pay-by-invoice"}`, "method", billingrules.ErrConflict},
		"no object":  {`[]`, "payment", billingrules.ErrSyntax},
	} {
		t.Run(name, func(t *testing.T) {
			kept := p
			err := json.Unmarshal([]byte(tt.text), &kept)
			if fields(err) != tt.fields || !errors.Is(err, tt.is) || !reflect.DeepEqual(kept, p) {
				t.Errorf("%v leaves %+v", err, kept)
			}
		})
	}
}
