package invoice_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// A note with as many lines as a document can have is checked line by line.
func TestCreditNote_CheckMostLines(t *testing.T) {
	note := invoice.CreditNote{Number: "C-7", Issued: date("2025-08-02"), Lines: make([]invoice.CreditLine, 10_000)}
	list := billingrules.InputErrors(note.Check())
	if len(list) == 0 || !strings.HasPrefix(list[len(list)-1].Field, "lines[9999]") {
		t.Errorf("%d errors", len(list))
	}
}

// A line that costs nothing is on the credit note of the whole invoice, but not on that of what is left.
func TestCreditLines_FreeLine(t *testing.T) {
	inv, err := invoice.New(policy.Europe2024(), invoice.Draft{
		Number: "2025-119", Issued: date("2025-07-01"), Items: []invoice.Item{
			{Description: "Seats", Quantity: 2, UnitPrice: amount("EUR 100.00"), Taxes: vat},
			{Description: "Training", Quantity: 1, UnitPrice: amount("EUR 0.00"), Taxes: vat},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	whole, err := invoice.CreditLines(inv, nil, nil, "C-1", inv.Issued)
	if err != nil || len(whole.Lines) != 2 || whole.Lines[1].Line != 2 {
		t.Errorf("%v, %v", whole.Lines, err)
	}
	part, err := invoice.CreditLines(
		inv, []invoice.LinePart{{Line: 1, Net: amount("EUR 50.00")}}, nil, "C-1", inv.Issued,
	)
	if err != nil {
		t.Fatal(err)
	}
	rest, err := invoice.CreditLines(inv, nil, []invoice.CreditNote{part}, "C-2", inv.Issued)
	if err != nil || len(rest.Lines) != 1 || rest.Lines[0].Line != 1 {
		t.Errorf("%v, %v", rest.Lines, err)
	}
}

// An earlier note with another tax is refused by the number of its line.
func TestCreditLines_OtherTax(t *testing.T) {
	inv := cad(t)
	for line, want := range map[int]string{
		1: "gives back GST 5% 0.51 of line 1, and not CAD 0.50",
		2: "gives back GST 5% 0.26 of line 2, and not CAD 0.25",
	} {
		t.Run(fmt.Sprint("line ", line), func(t *testing.T) {
			net := amount([]string{"CAD 10.00", "CAD 5.00"}[line-1])
			note, err := invoice.CreditLines(inv, []invoice.LinePart{{Line: line, Net: net}}, nil, "C-1", inv.Issued)
			if err != nil {
				t.Fatal(err)
			}
			cent := amount("CAD 0.01")
			for _, sum := range []*money.Amount{
				&note.Lines[0].Taxes[0].Amount, &note.Lines[0].Tax, &note.Tax, &note.Total,
			} {
				if *sum, err = sum.Add(cent); err != nil {
					t.Fatal(err)
				}
			}
			_, err = invoice.CreditLines(inv, nil, []invoice.CreditNote{note}, "C-2", inv.Issued)
			if fields(err) != "before" || !strings.HasSuffix(err.Error(), want) {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}

// invoice.annual-instalments: a line that is charged at once, as one instalment of one, does not speak of instalments.
func TestLine_OneInstalment(t *testing.T) {
	for ordered, want := range map[string]string{"2024-09-15": "", "2024-09-16": "instalment 1 of 3"} {
		t.Run(ordered, func(t *testing.T) {
			p, err := invoice.PriceTerm(policy.Europe2024(), invoice.TermRequest{
				SRP: amount("EUR 100.00"), Seats: 1, Ordered: date(ordered),
				Service: service(t, calendar.ThreeYear, "2024-10-01", "2024-10-01"),
			})
			if err != nil {
				t.Fatal(err)
			}
			inv, err := invoice.New(policy.Europe2024(), invoice.Draft{
				Number: "7", Issued: date(ordered),
				Items: []invoice.Item{{Description: "AutoCAD", Priced: p, Instalment: 1, Taxes: vat}},
			})
			if err != nil {
				t.Fatal(err)
			}
			x, err := inv.Explanation(policy.Europe2024())
			if err != nil {
				t.Fatal(err)
			}
			says := strings.Contains(inv.Lines[0].String(), "instalment")
			shows := strings.Contains(strings.Join(asks(x.Parts[1]), "\n"), "instalment")
			if says != (want != "") || shows != says || !strings.Contains(inv.Lines[0].String(), want) {
				t.Errorf("%s, %q, want %q", inv.Lines[0], asks(x.Parts[1]), want)
			}
		})
	}
}

// invoice.tax: as many taxes as a line can have are each read for themselves.
func TestParseTaxes_MostTaxes(t *testing.T) {
	names := strings.Split("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "")[:invoice.MaxTaxes]
	good := strings.Join(names, " 1% + ") + " 1%"
	if taxes, err := invoice.ParseTaxes(good); err != nil || len(taxes.List()) != invoice.MaxTaxes {
		t.Errorf("%v, %v", taxes, err)
	}
	bad := strings.TrimSuffix(good, "1%") + "one"
	if _, err := invoice.ParseTaxes(bad); !errors.Is(err, billingrules.ErrSyntax) {
		t.Errorf("%q: %v", bad, err)
	}
	if _, err := invoice.ParseTaxes(good + " + ZZ 1%"); !errors.Is(err, billingrules.ErrRange) {
		t.Errorf("one more: %v", err)
	}
}

func TestSettlementString_Zero(t *testing.T) {
	if got := (invoice.Settlement{}).String(); got != "no settlement" {
		t.Error(got)
	}
}
