package invoice_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// returned is an annual subscription that was bought on 2025-06-10 and is given back some days later.
func returned(t testing.TB, day string, paid ...refund.PaidLine) refund.Return {
	t.Helper()
	r, err := refund.Check(policy.Europe2024(), refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Online, Event: refund.Bought,
		Ordered: date("2025-06-10"), Paid: paid,
	}, date(day))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// paidTax is a tax of 21% that was paid.
func paidTax(sum string) []refund.TaxPart { return []refund.TaxPart{{Tax: "21%", Amount: amount(sum)}} }

// vat21 is a tax of 21% that is given back.
func vat21(sum string) []invoice.LineTax {
	return []invoice.LineTax{{Rate: invoice.MustParseTaxRate("21%"), Amount: amount(sum)}}
}

func TestCreditMirrorsItsInvoice(t *testing.T) {
	inv := made(t)
	note, err := invoice.Credit(inv, "C-7", date("2025-08-02"))
	if err != nil {
		t.Fatal(err)
	}
	if len(note.Lines) != len(inv.Lines) || !note.Totals.Equal(inv.Totals) || note.Invoice != inv.Number ||
		note.Number != "C-7" || note.Issued != date("2025-08-02") {
		t.Errorf("got %+v", note)
	}
	for i, l := range note.Lines {
		if l.Description != inv.Lines[i].Description || !l.Net.Equal(inv.Lines[i].Net) ||
			!l.Tax.Equal(inv.Lines[i].Tax) {
			t.Errorf("line %d: %+v", i, l)
		}
	}
	const want = "credit note C-7 of 2025-08-02 for invoice 2025-133: EUR 39395.62 + tax 738.28 = 40133.90"
	if got := note.String(); got != want {
		t.Error(got)
	}
	if o := note.Open(); o.Number != "C-7" || !o.Amount.Equal(inv.Total) {
		t.Errorf("open: %+v", o)
	}
}

// refund.amount: what is given back goes into the note as it is.
func TestCreditOfAReturn(t *testing.T) {
	r := returned(t, "2025-07-01",
		refund.PaidLine{
			Description: "AutoCAD", Net: amount("EUR 2145.00"), Tax: amount("EUR 450.45"), Taxes: paidTax("EUR 450.45"),
		},
		refund.PaidLine{
			Description: "Docs", Net: amount("EUR 145.00"), Tax: amount("EUR 30.45"), Taxes: paidTax("EUR 30.45"),
			ReturnedNet: amount("EUR 45.00"), ReturnedTax: amount("EUR 9.45"), ReturnedTaxes: paidTax("EUR 9.45"),
		},
	)
	note, err := invoice.CreditReturn(r, "C-8", date("2025-07-01"))
	if err != nil || !note.Total.Equal(r.Total) || !note.Net.Equal(r.Net) || note.Invoice != "" {
		t.Fatalf("%s, %v", note, err)
	}
	want := []invoice.CreditLine{
		{Description: "AutoCAD", Net: amount("EUR 2145.00"), Tax: amount("EUR 450.45"), Taxes: vat21("EUR 450.45")},
		{Description: "Docs", Net: amount("EUR 100.00"), Tax: amount("EUR 21.00"), Taxes: vat21("EUR 21.00")},
	}
	if diff := cmp.Diff(want, note.Lines); diff != "" {
		t.Error(diff)
	}
	note.Lines[0].Description = "changed"
	if r.Lines[0].Description != "AutoCAD" {
		t.Error("the note holds the lines of the return")
	}
	if got := note.String(); got != "credit note C-8 of 2025-07-01: EUR 2245.00 + tax 471.45 = 2716.45" {
		t.Error(got)
	}
	var refusal *policy.Refusal
	_, err = invoice.CreditReturn(returned(t, "2025-07-11"), "C-9", date("2025-07-11"))
	if !errors.As(err, &refusal) || refusal.Decision.Rule != "refund.long" {
		t.Error(err)
	}
}

// badCredit is a row of the tables below.
type badCredit struct {
	make func() (invoice.CreditNote, error)
	want string
}

func refuseCredit(t *testing.T, rows []badCredit) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.want, func(t *testing.T) {
			note, err := test.make()
			if err == nil || !strings.HasPrefix(err.Error(), test.want) || note.String() != "no credit note" {
				t.Errorf("%s, %v, want %s", note, err, test.want)
			}
		})
	}
}

func TestCredit_Bad(t *testing.T) {
	inv := made(t)
	refuseCredit(t, []badCredit{
		{func() (invoice.CreditNote, error) {
			return invoice.Credit(invoice.Invoice{}, "C-7", date("2025-08-02"))
		}, "invoice.Credit: invoice: is missing"},
		{
			func() (invoice.CreditNote, error) { return invoice.Credit(inv, "", date("2025-08-02")) },
			"invoice.Credit: number: is missing",
		},
		{
			func() (invoice.CreditNote, error) { return invoice.Credit(inv, "C-7", calendar.Date{}) },
			"invoice.Credit: issued: is missing",
		},
		{
			func() (invoice.CreditNote, error) { return invoice.Credit(inv, "C-7", date("2025-08-01")) },
			"invoice.Credit: issued 2025-08-01: is before 2025-08-02",
		},
	})
}

func TestCreditReturn_Bad(t *testing.T) {
	inv, r := made(t), returned(t, "2025-07-01", refund.PaidLine{
		Description: "AutoCAD", Net: amount("EUR 1.00"), Tax: amount("EUR 0.00"),
		Taxes: []refund.TaxPart{{Tax: "0%", Amount: amount("EUR 0.00")}},
	})
	refuseCredit(t, []badCredit{
		{func() (invoice.CreditNote, error) {
			return invoice.CreditReturn(refund.Return{}, "C-7", date("2025-08-01"))
		}, "invoice.CreditReturn: return: is missing"},
		{
			func() (invoice.CreditNote, error) { return invoice.CreditReturn(r, "C-7", date("2025-06-30")) },
			"invoice.CreditReturn: issued 2025-06-30: is before 2025-07-01",
		},
		{func() (invoice.CreditNote, error) {
			return invoice.CreditReturn(returned(t, "2025-07-01"), "C-7", date("2025-07-01"))
		}, "invoice.CreditReturn: lines: is missing"},
		{func() (invoice.CreditNote, error) {
			mixed := r
			mixed.Lines = []refund.ReturnedLine{{Net: amount("EUR 1.00"), Tax: amount("USD 0.00")}}
			return invoice.CreditReturn(mixed, "C-7", date("2025-07-01"))
		}, "invoice.CreditReturn: return.lines[0].tax USD 0.00: "},
		{func() (invoice.CreditNote, error) {
			changed := r
			changed.Lines = []refund.ReturnedLine{
				{Description: "AutoCAD", Net: amount("EUR 6.00"), Tax: amount("EUR 0.00")},
			}
			return invoice.CreditReturn(changed, "C-7", date("2025-07-01"))
		}, "invoice.CreditReturn: return.net EUR 1.00: is not the sum of the lines, EUR 6.00"},
		{func() (invoice.CreditNote, error) {
			mixed := inv
			mixed.Lines = append(slices.Clone(inv.Lines),
				invoice.Line{Net: amount("USD 1.00"), Tax: amount("USD 0.00")})
			return invoice.Credit(mixed, "C-7", date("2025-08-02"))
		}, "invoice.Credit: invoice.lines[3].description: is missing"},
		{func() (invoice.CreditNote, error) {
			unnamed := r
			unnamed.Lines = []refund.ReturnedLine{{Net: amount("EUR 1.00"), Tax: amount("EUR 0.00")}}
			return invoice.CreditReturn(unnamed, "C-7", date("2025-07-01"))
		}, "invoice.CreditReturn: return.lines[0].taxes: is missing"},
		{func() (invoice.CreditNote, error) {
			two := r
			two.Lines = []refund.ReturnedLine{{
				Net: amount("EUR 1.00"), Tax: amount("EUR 0.00"),
				Taxes: []refund.TaxPart{
					{Tax: "0%", Amount: amount("EUR 0.00")},
					{Tax: "GST 0%", Amount: amount("EUR 0.00")},
				},
			}}
			return invoice.CreditReturn(two, "C-7", date("2025-07-01"))
		}, "invoice.CreditReturn: return.lines[0].taxes[0].name: is missing"},
	})
}

func TestCreditJSON(t *testing.T) {
	note, err := invoice.Credit(made(t), "C-7", date("2025-08-02"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(note)
	var read invoice.CreditNote
	if err != nil || json.Unmarshal(text, &read) != nil || !read.Equal(note) {
		t.Fatalf("%s, %v", text, err)
	}
	for _, test := range []struct{ old, new, want string }{
		{`"number":"C-7"`, `"number":""`, "number: is missing"},
		{`"issued":"2025-08-02"`, `"isued":"2025-08-02"`, `isued "2025-08-02": is not a known key`},
		{`"issued":"2025-08-02"`, `"issued":"2025-02-30"`, `: issued "2025-02-30": there is no such day`},
		{`"net":{"amount":"2115.62"`, `"net":{"amount":"-2115.62"`, "lines[0].net EUR -2115.62: is negative"},
		{`"tax":{"amount":"294.00"`, `"tax":{"amount":"294.001"`, "lines[1].tax EUR 294.001: is not a whole number"},
		{`"tax":{"amount":"294.00","currency":"EUR"}`, `"tax":{"amount":"294.00","currency":"USD"}`, "lines"},
		{`"net":{"amount":"2115.62"`, `"net":{"amount":"2115.63"`, "is not the sum of the lines"},
		{`"total":{"amount":"40133.90"`, `"total":{"amount":"40133.91"`, "is not the sum of the lines"},
	} {
		t.Run(test.want, func(t *testing.T) {
			if !strings.Contains(string(text), test.old) {
				t.Errorf("%s is not in %s", test.old, text)
			}
			kept := read
			if err := json.Unmarshal([]byte(strings.Replace(string(text), test.old, test.new, 1)), &kept); err == nil ||
				!strings.Contains(err.Error(), test.want) || !kept.Equal(note) {
				t.Errorf("%s → %s: %v", test.old, test.new, err)
			}
		})
	}
	if err := json.Unmarshal([]byte(`{"number":"C-7","issued":"2025-08-02","lines":[]}`), &read); err == nil ||
		!strings.Contains(err.Error(), "lines: is missing") {
		t.Error(err)
	}
	other := note
	other.Lines = nil
	if note.Equal(other) {
		t.Error("Equal")
	}
}

// An invoice and its credit note cancel out, line by line, whatever is on the invoice.
func TestCreditNoteCancelsItsInvoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := money.MustParseCurrency(rapid.SampledFrom([]string{"JPY", "EUR", "KWD"}).Draw(t, "currency"))
		var items []invoice.Item
		for range rapid.IntRange(1, 6).Draw(t, "lines") {
			price, err := money.FromMinor(rapid.Int64Range(0, 1<<40).Draw(t, "price"), currency)
			if err != nil {
				t.Fatal(err)
			}
			rate := rapid.SampledFrom([]string{"0%", "5.5%", "9.975%", "21%"}).Draw(t, "rate")
			items = append(items, invoice.Item{
				Description: "a line", Quantity: rapid.IntRange(1, 1000).Draw(t, "quantity"), UnitPrice: price,
				Taxes: invoice.MustParseTaxes(rate),
			})
		}
		inv, err := invoice.New(policy.Europe2024(),
			invoice.Draft{Number: "1", Issued: date("2025-01-01"), Items: items})
		if err != nil {
			t.Fatal(err)
		}
		note, err := invoice.Credit(inv, "C-1", date("2025-02-01"))
		if err != nil {
			t.Fatal(err)
		}
		rest := inv.Total
		for _, l := range note.Lines {
			if rest, err = rest.Sub(l.Net); err == nil {
				rest, err = rest.Sub(l.Tax)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if rest.Sign() != 0 {
			t.Fatalf("%s is left", rest)
		}
	})
}

// A note with more lines than a document can have is refused for that alone, without a look at each line.
func TestCreditNote_CheckLines(t *testing.T) {
	note := invoice.CreditNote{Number: "C-7", Issued: date("2025-08-02"), Lines: make([]invoice.CreditLine, 10_001)}
	const want = "invoice.CreditNote.Check: lines: has 10001 entries, at most 10000 are allowed"
	if err := note.Check(); err == nil || err.Error() != want {
		t.Error(err)
	}
}
