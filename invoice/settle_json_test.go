package invoice_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// settled pays two invoices from two credit notes, the cash balance and a card.
func settled(t *testing.T) invoice.Settlement {
	t.Helper()
	s, err := invoice.Settle(invoice.Payment{
		Day: date("2025-05-12"), CashBalance: amount("EUR 3.00"), Method: policy.Card, Amount: amount("EUR 4.00"),
		Invoices: []invoice.OpenItem{
			{Number: "1", Amount: amount("EUR 2.00")},
			{Number: "2", Amount: amount("EUR 7.50")},
		},
		CreditNotes: []invoice.OpenItem{
			{Number: "C-1", Amount: amount("EUR 1.00")}, {Number: "C-2", Amount: amount("EUR 2.00")},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// changedSettlement is a row of the tables below.
type changedSettlement struct {
	old, text, fields string
	is                error
}

func readSettlement(t *testing.T, rows map[string]changedSettlement) {
	t.Helper()
	data, err := json.Marshal(settled(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range rows {
		t.Run(name, func(t *testing.T) {
			kept := invoice.Settlement{Day: date("2000-01-01")}
			text := strings.ReplaceAll(string(data), tt.old, tt.text)
			err := json.Unmarshal([]byte(text), &kept)
			if fields(err) != tt.fields || !errors.Is(err, tt.is) || err != nil && kept.Day != date("2000-01-01") {
				t.Errorf("%s: %v", text, err)
			}
			if err == nil && kept.Day != date("2025-05-12") {
				t.Errorf("%s reads as %v", text, kept)
			}
		})
	}
}

// A settlement must say what one payment comes to; anything else is refused by its field, and changes nothing. Its last
// sum is 3.50 of the 4.00 that the card paid in.
func TestSettlement_UnmarshalJSON(t *testing.T) {
	const (
		five = `{"amount":"5.00","currency":"EUR"}`
		none = `{"amount":"0.00","currency":"EUR"}`
		card = `{"invoice":"2","from":"card","amount":{"amount":"3.50","currency":"EUR"}}`
	)
	readSettlement(t, map[string]changedSettlement{
		"unchanged": {`"day"`, `"day"`, "", nil},
		"misspelt":  {`"day"`, `"dey"`, "dey", billingrules.ErrUnknown},
		"no day":    {`"day":"2025-05-12",`, ``, "day", billingrules.ErrMissing},
		"no balance": {
			`,"cashBalance":{"amount":"0.50","currency":"EUR"}`, ``,
			"cashBalance", billingrules.ErrMissing,
		},
		"a balance of USD": {
			`"0.50","currency":"EUR"`, `"0.50","currency":"USD"`,
			"cashBalance", billingrules.ErrCurrency,
		},
		"another balance": {`"0.50"`, `"0.51"`, "", nil}, // as if the card had paid in 4.01
		"an unpaid invoice": {
			`{"number":"2","amount":` + none, `{"number":"2","amount":` + five,
			"applied[4]", billingrules.ErrConflict,
		},
		"an unused credit note": {
			`{"number":"C-2","amount":` + none, `{"number":"C-2","amount":` + five,
			"applied[2]", billingrules.ErrConflict,
		},
	})
}

func TestSettlement_UnmarshalJSON_Sums(t *testing.T) {
	const (
		five = `{"amount":"5.00","currency":"EUR"}`
		none = `{"amount":"0.00","currency":"EUR"}`
		card = `{"invoice":"2","from":"card","amount":{"amount":"3.50","currency":"EUR"}}`
	)
	readSettlement(t, map[string]changedSettlement{
		"a sum of USD": {
			`"3.50","currency":"EUR"`, `"3.50","currency":"USD"`,
			"applied[4].amount", billingrules.ErrCurrency,
		},
		"a negative sum":   {`"3.50"`, `"-3.50"`, "applied[4].amount", billingrules.ErrRange},
		"a sum of nothing": {`"3.50"`, `"0.00"`, "applied[4]", billingrules.ErrConflict},
		"an unknown invoice": {
			`{"invoice":"2","from":"card"`, `{"invoice":"3","from":"card"`,
			"applied[4].invoice", billingrules.ErrConflict,
		},
		"an earlier invoice": {
			`{"invoice":"2","from":"card"`, `{"invoice":"1","from":"card"`,
			"applied[1]", billingrules.ErrConflict,
		},
		"an unknown credit note": {
			`"credit":"C-2"`, `"credit":"C-3"`,
			"applied[1].credit applied[2].credit", billingrules.ErrConflict,
		},
		"a cash balance with a credit note": {
			`"from":"cash-balance"`, `"from":"cash-balance","credit":"C-2"`,
			"applied[3].credit", billingrules.ErrConflict,
		},
		"by invoice": {
			`"from":"card"`, `"from":"pay-by-invoice"`,
			"applied[4].from", billingrules.ErrConflict,
		},
		"without a method": {`"from":"card",`, ``, "applied[4].from", billingrules.ErrMissing},
		"a duplicate sum": {
			card, card + `,` + card, "applied[4]", billingrules.ErrConflict,
		},
		"by two methods": {
			card, card + `,` + strings.Replace(card, "card", "paypal", 1), "applied[5].from", billingrules.ErrConflict,
		},
		"no invoices": {`"number":"2"`, `"number":"1"`, "invoices[1].number", billingrules.ErrConflict},
		"too large": {
			`"3.50"`, `"` + strings.Repeat("9", 32) + `.00"`, "applied[4].amount", billingrules.ErrRange,
		},
	})
}

// What is left of a payment that does not match the settlement may be too large for an amount.
func TestSettlement_UnmarshalJSON_TooMuchLeft(t *testing.T) {
	most := amount("EUR " + strings.Repeat("9", 32) + ".00")
	data, err := json.Marshal(invoice.Settlement{
		Day: date("2025-05-12"), CashBalance: amount("EUR 0.00"),
		Applied: []invoice.Applied{
			{Invoice: "1", From: policy.CashBalance, Amount: most}, {Invoice: "2", From: policy.Card, Amount: most},
		},
		Invoices: []invoice.OpenItem{
			{Number: "1", Amount: amount("EUR 0.00")}, {Number: "2", Amount: amount("EUR 0.00")},
		},
		CreditNotes: []invoice.OpenItem{{Number: "C-1", Amount: most}, {Number: "C-2", Amount: most}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var s invoice.Settlement
	if err := json.Unmarshal(data, &s); !errors.Is(err, billingrules.ErrRange) {
		t.Errorf("%s reads as %v, %v", data, s, err)
	}
}

// Every settlement reads back as it was written.
func TestSettlement_UnmarshalJSON_Drawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := func(prefix string, least int) []invoice.OpenItem {
			var list []invoice.OpenItem
			for i := range rapid.IntRange(least, 3).Draw(t, prefix) {
				list = append(list, invoice.OpenItem{Number: prefix + string(rune('1'+i)), Amount: cents(t)})
			}
			return list
		}
		p := invoice.Payment{Day: date("2025-05-12"), Invoices: items("I-", 1), CreditNotes: items("C-", 0)}
		if rapid.Bool().Draw(t, "balance") {
			p.CashBalance = cents(t)
		}
		if rapid.Bool().Draw(t, "paid in") {
			p.Method, p.Amount = policy.Card, cents(t)
		}
		s, err := invoice.Settle(p)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back invoice.Settlement
		if err := json.Unmarshal(data, &back); err != nil || back.String() != s.String() ||
			!slices.Equal(back.Paid(), s.Paid()) {
			t.Fatalf("%s reads as %v, %v", data, back, err)
		}
	})
}

// cents draws a few cents, often none.
func cents(t *rapid.T) money.Amount {
	a, err := money.FromMinor(rapid.Int64Range(0, 5).Draw(t, "cents"), money.MustParseCurrency("EUR"))
	if err != nil {
		t.Fatal(err)
	}
	return a
}
