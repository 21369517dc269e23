package invoice_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Whatever reads as an invoice adds up, and is written and read back as the same.
func FuzzInvoiceJSON(f *testing.F) {
	text, err := json.Marshal(made(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	rated, err := invoice.New(perRate(f, money.HalfUp), draft(f))
	if err != nil {
		f.Fatal(err)
	}
	if text, err = json.Marshal(rated); err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"number":"1","issued":"2025-01-01","due":"2025-01-01","lines":[{"description":"x"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var inv, again invoice.Invoice
		if err := json.Unmarshal(data, &inv); err != nil {
			return
		}
		if string(data) == "null" {
			return
		}
		sum, err := invoice.Sum(inv.Lines)
		if err != nil || !sum.Equal(inv.Totals) || inv.Due.Before(inv.Issued) {
			t.Fatalf("%s: %s, %v", inv, sum, err)
		}
		written, err := json.Marshal(inv)
		if err != nil || json.Unmarshal(written, &again) != nil || !again.Equal(inv) {
			t.Fatalf("%s is written as %s, %v", inv, written, err)
		}
		_ = inv.Explain()
	})
}

func FuzzCreditNoteJSON(f *testing.F) {
	note, err := invoice.Credit(made(f), "C-7", date("2025-08-02"))
	if err != nil {
		f.Fatal(err)
	}
	text, err := json.Marshal(note)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Fuzz(func(t *testing.T, data []byte) {
		var read, again invoice.CreditNote
		if json.Unmarshal(data, &read) != nil || string(data) == "null" {
			return
		}
		written, err := json.Marshal(read)
		if err != nil || json.Unmarshal(written, &again) != nil || !again.Equal(read) || read.String() == "" {
			t.Fatalf("%s is written as %s, %v", read, written, err)
		}
	})
}

func FuzzTexts(f *testing.F) {
	f.Add("21%", "net 30")
	f.Add("9.9750%", "net 0")
	f.Fuzz(func(t *testing.T, rate, terms string) {
		if r, err := invoice.ParseTaxRate(rate); err == nil {
			if again, err := invoice.ParseTaxRate(r.String()); err != nil || again != r {
				t.Fatalf("%q is %s, and that is %s, %v", rate, r, again, err)
			}
		}
		var n invoice.NetTerms
		if n.UnmarshalText([]byte(terms)) == nil {
			if text, err := n.MarshalText(); err != nil || string(text) != terms {
				t.Fatalf("%q is written as %q, %v", terms, text, err)
			}
		}
	})
}

// No sale, item or payment, however odd, panics or hangs; what is made of it adds up.
func FuzzDocuments(f *testing.F) {
	f.Add(uint8(1), uint8(3), "2024-10-01", "2024-10-01", true, "EUR 100.01", 30, 3, "EUR 1.00", "21%", uint8(1))
	f.Add(uint8(2), uint8(0), "9999-12-31", "0001-01-01", false, "JPY 99999999999999999999999999999999", -1, 1<<62,
		"JPY 0", "0%", uint8(99))
	f.Fuzz(func(t *testing.T, kind, term uint8, ordered, start string, renewal bool, price string, days, quantity int,
		discount, rate string, method uint8,
	) {
		read := func(s string) calendar.Date { d, _ := calendar.ParseDate(s); return d }
		sum := func(s string) money.Amount { a, _ := money.ParseAmount(s); return a }
		svc, _ := calendar.Term(term).Service(read(start), read(start))
		terms, _ := invoice.Net(days)
		taxes, _ := invoice.ParseTaxes(rate)
		ed := policy.Europe2024()
		list, err := invoice.Instalments(ed, invoice.Sale{
			Kind: policy.Kind(kind), Service: svc, Ordered: read(ordered), Renewal: renewal, Amount: sum(price),
			NetTerms: terms,
		})
		if err == nil {
			total := list[0].Amount
			for _, part := range list[1:] {
				total, _ = total.Add(part.Amount)
			}
			if !total.Equal(sum(price)) {
				t.Fatalf("%v sum to %s", list, total)
			}
		}
		inv, err := invoice.New(ed, invoice.Draft{
			Number: "1", Issued: read(ordered), NetTerms: terms,
			Items: []invoice.Item{
				{
					Description: "x", Quantity: quantity, UnitPrice: sum(price), Discount: sum(discount),
					Taxes: taxes,
				},
			},
		})
		if err != nil {
			return
		}
		s, err := invoice.Settle(invoice.Payment{
			Day: read(ordered), Invoices: []invoice.OpenItem{inv.Open()}, CashBalance: sum(discount),
			Method: policy.PaymentMethod(method), Amount: sum(price),
		})
		if err == nil && (s.Invoices[0].Amount.Sign() < 0 || s.CashBalance.Sign() < 0 || s.String() == "") {
			t.Fatal(s)
		}
	})
}
