package invoice_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func open(number, sum string) invoice.OpenItem {
	return invoice.OpenItem{Number: number, Amount: amount(sum)}
}

// settling is a row of the tables below.
type settling struct {
	name string
	p    invoice.Payment
	want string
}

func settle(t *testing.T, rows []settling) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			test.p.Day = date("2025-05-12")
			s, err := invoice.Settle(test.p)
			if err != nil || s.String() != test.want || s.Day != test.p.Day {
				t.Errorf("%s: %v\ngot  %q\nwant %q", test.name, err, s, test.want)
			}
		})
	}
}

// invoice.pay: credit notes first, then the cash balance, then what is paid in; an overpayment stays as cash balance.
func TestSettle_OneSource(t *testing.T) {
	settle(t, []settling{
		{
			"one invoice, exactly",
			invoice.Payment{
				Invoices: []invoice.OpenItem{open("A", "EUR 100.00")}, Method: policy.Card,
				Amount: amount("EUR 100.00"),
			},
			"A: EUR 100.00 by card\ncash balance: EUR 0.00",
		},
		{
			"too little",
			invoice.Payment{
				Invoices: []invoice.OpenItem{open("A", "EUR 100.00"), open("B", "EUR 50.00")},
				Method:   policy.BankTransfer, Amount: amount("EUR 120.00"),
			},
			"A: EUR 100.00 by bank-transfer\nB: EUR 20.00 by bank-transfer\nB: EUR 30.00 left to pay\n" +
				"cash balance: EUR 0.00",
		},
		{
			"too much",
			invoice.Payment{
				Invoices: []invoice.OpenItem{open("A", "EUR 100.00")}, Method: policy.PayPal,
				Amount: amount("EUR 100.01"),
			},
			"A: EUR 100.00 by paypal\ncash balance: EUR 0.01",
		},
	})
}

func TestSettle_SeveralSources(t *testing.T) {
	settle(t, []settling{
		{
			"everything at once",
			invoice.Payment{
				Invoices: []invoice.OpenItem{
					open("A", "EUR 100.00"), open("B", "EUR 50.00"), open("C", "EUR 25.00"),
				},
				CreditNotes: []invoice.OpenItem{open("C-1", "EUR 30.00"), open("C-2", "EUR 90.00")},
				CashBalance: amount("EUR 10.00"), Method: policy.DirectDebit, Amount: amount("EUR 45.00"),
			},
			"A: EUR 30.00 from credit note C-1\n" +
				"A: EUR 70.00 from credit note C-2\n" +
				"B: EUR 20.00 from credit note C-2\n" +
				"B: EUR 10.00 from the cash balance\n" +
				"B: EUR 20.00 by direct-debit\n" +
				"C: EUR 25.00 by direct-debit\n" +
				"cash balance: EUR 0.00",
		},
		{
			"credit is left",
			invoice.Payment{
				Invoices:    []invoice.OpenItem{open("A", "EUR 100.00")},
				CreditNotes: []invoice.OpenItem{open("C-1", "EUR 100.00"), open("C-2", "EUR 5.00")},
				CashBalance: amount("EUR 10.00"),
			},
			"A: EUR 100.00 from credit note C-1\ncredit note C-2: EUR 5.00 left to use\ncash balance: EUR 10.00",
		},
		{
			"nothing to pay",
			invoice.Payment{
				Invoices: []invoice.OpenItem{open("A", "EUR 0.00")}, Method: policy.Card, Amount: amount("EUR 1.00"),
			},
			"cash balance: EUR 1.00",
		},
		{
			"nothing paid",
			invoice.Payment{Invoices: []invoice.OpenItem{open("A", "JPY 5")}},
			"A: JPY 5 left to pay\ncash balance: JPY 0",
		},
	})
}

// For each source and in all, what came in is what was applied plus what is left; no invoice gets more than what is
// open on it; and nothing is paid in while there is credit left that an open invoice could use.
func TestSettle_SumsBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPayment(t)
		s, err := invoice.Settle(p)
		if err != nil {
			t.Fatal(err)
		}
		in := sumOf(t, amounts(p.CreditNotes), p.CashBalance, p.Amount)
		out := sumOf(t, amounts(s.CreditNotes), s.CashBalance)
		for _, a := range s.Applied {
			out.Add(out, unitsOf(t, a.Amount))
		}
		if in.Cmp(out) != 0 {
			t.Fatalf("%s came in, %s is there", in, out)
		}
		for i, invoiced := range p.Invoices {
			checkSettledInvoice(t, s, invoiced, s.Invoices[i])
		}
		for i, note := range p.CreditNotes {
			checkUsedNote(t, s, note, s.CreditNotes[i])
		}
		text, err := json.Marshal(s)
		var read invoice.Settlement
		if err != nil || json.Unmarshal(text, &read) != nil ||
			!cmp.Equal(s, read, cmp.Comparer(func(a, b calendar.Date) bool { return a == b })) {
			t.Fatalf("%s, %v", text, err)
		}
	})
}

// drawPayment draws a payment of some invoices, with or without credit notes and something paid in.
func drawPayment(t *rapid.T) invoice.Payment {
	currency := money.MustParseCurrency(rapid.SampledFrom([]string{"JPY", "EUR", "KWD"}).Draw(t, "currency"))
	units := func(label string) money.Amount {
		n := rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64Range(0, 1<<60)).Draw(t, label)
		a, err := money.FromMinor(n, currency)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	p := invoice.Payment{Day: date("2025-05-12"), CashBalance: units("cash")}
	for i := range rapid.IntRange(1, 5).Draw(t, "invoices") {
		p.Invoices = append(p.Invoices, invoice.OpenItem{Number: string(rune('A' + i)), Amount: units("invoice")})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "credit notes") {
		p.CreditNotes = append(p.CreditNotes, invoice.OpenItem{
			Number: string(rune('a' + i)), Amount: units("credit note"),
		})
	}
	if rapid.Bool().Draw(t, "pays") {
		p.Method, p.Amount = policy.Card, units("paid in")
	}
	return p
}

// checkSettledInvoice checks that an invoice is the sum of what was applied to it and what is left of it, and that
// nothing is left to pay with while it is open.
func checkSettledInvoice(t *rapid.T, s invoice.Settlement, was, left invoice.OpenItem) {
	sum := unitsOf(t, left.Amount)
	for _, a := range s.Applied {
		if a.Invoice == was.Number {
			sum.Add(sum, unitsOf(t, a.Amount))
		}
	}
	if sum.Cmp(unitsOf(t, was.Amount)) != 0 || left.Number != was.Number {
		t.Fatalf("of invoice %s %s is paid or left", was.Number, sum)
	}
	if left.Amount.Sign() > 0 && sumOf(t, amounts(s.CreditNotes), s.CashBalance).Sign() > 0 {
		t.Fatalf("something is left, and invoice %s is open", was.Number)
	}
}

// checkUsedNote checks that a credit note is the sum of what was used of it and what is left of it, and that nothing
// else is applied while some of it is left.
func checkUsedNote(t *rapid.T, s invoice.Settlement, was, left invoice.OpenItem) {
	sum := unitsOf(t, left.Amount)
	for _, a := range s.Applied {
		if a.From == policy.CreditNote && a.Credit == was.Number {
			sum.Add(sum, unitsOf(t, a.Amount))
		}
		if a.From != policy.CreditNote && left.Amount.Sign() > 0 {
			t.Fatalf("%s is applied by %s before credit note %s is used up", a.Amount, a.From, was.Number)
		}
	}
	if sum.Cmp(unitsOf(t, was.Amount)) != 0 {
		t.Fatalf("of credit note %s %s is used or left", was.Number, sum)
	}
}

// unitsOf returns an amount in minor units; 0 for no amount.
func unitsOf(t *rapid.T, a money.Amount) *big.Int {
	if a.IsZero() {
		return new(big.Int)
	}
	n, err := a.Minor()
	if err != nil || n < 0 {
		t.Fatalf("%s, %v", a, err)
	}
	return big.NewInt(n)
}

// sumOf returns the sum of amounts in minor units.
func sumOf(t *rapid.T, list []money.Amount, more ...money.Amount) *big.Int {
	sum := new(big.Int)
	for _, a := range append(list, more...) {
		sum.Add(sum, unitsOf(t, a))
	}
	return sum
}

// amounts returns the amounts of open items.
func amounts(items []invoice.OpenItem) []money.Amount {
	list := make([]money.Amount, len(items))
	for i, item := range items {
		list[i] = item.Amount
	}
	return list
}

// As many invoices and credit notes as a payment can have.
func TestTenThousandInvoices(t *testing.T) {
	p := invoice.Payment{Day: date("2025-05-12"), Method: policy.Card, Amount: amount("EUR 5000.00")}
	for i := range 10_000 {
		p.Invoices = append(p.Invoices, open(fmt.Sprint("I-", i), "EUR 1.00"))
		p.CreditNotes = append(p.CreditNotes, open(fmt.Sprint("C-", i), "EUR 0.50"))
	}
	s, err := invoice.Settle(p)
	if err != nil || s.CashBalance.Sign() != 0 || s.Invoices[9_999].Amount.Sign() != 0 {
		t.Errorf("%s left, %v", s.CashBalance, err)
	}
}
