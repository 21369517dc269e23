package invoice_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// plainLine is a line of one piece at a price, with taxes, under Europe2024.
func plainLine(t *testing.T, price, taxes string) invoice.Line {
	t.Helper()
	l, err := invoice.NewLine(policy.Europe2024(), itemsOf(1, price, taxes)[0])
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Lines that cannot be taxed together, in both readings of invoice.tax.
func TestTaxOfBadLines(t *testing.T) {
	one := plainLine(t, "EUR 1.00", "20%")
	huge := plainLine(t, "EUR 99999999999999999999999999999999", "0%")
	for _, ed := range []policy.Edition{policy.Europe2024(), perRate(t, money.HalfUp)} {
		for name, tt := range map[string]struct {
			lines []invoice.Line
			want  string
			is    error
		}{
			"two currencies": {
				[]invoice.Line{one, plainLine(t, "USD 1.00", "20%")}, "lines", billingrules.ErrCurrency,
			},
			"too much": {[]invoice.Line{huge, huge}, "lines", billingrules.ErrRange},
			"no lines": {nil, "lines", billingrules.ErrMissing},
			"lines without a price": {
				[]invoice.Line{one, {}, {Net: amount("EUR -1.00"), Taxes: taxed("21%")}},
				"lines[1].net lines[1].taxes lines[2].net", billingrules.ErrMissing,
			},
		} {
			t.Run(name+", "+ed.InvoiceRules().TaxRounding.String(), func(t *testing.T) {
				if _, _, err := invoice.TaxLines(ed, tt.lines); !errors.Is(err, tt.is) || fields(err) != tt.want {
					t.Error(err)
				}
			})
		}
	}
	if _, _, err := invoice.TaxLines(policy.Edition{}, []invoice.Line{one}); !errors.Is(err, billingrules.ErrMissing) ||
		fields(err) != "edition" {
		t.Errorf("no edition: %v", err)
	}
}

// A line that cannot be taxed, beside one that can.
func TestTaxOfABadLine(t *testing.T) {
	one := plainLine(t, "EUR 1.00", "20%")
	for want, l := range map[string]invoice.Line{
		"lines[1].net lines[1].taxes": {}, "lines[1].taxes": {Net: amount("EUR 1.00")},
		"lines[1].net":           {Net: amount("EUR -1.00"), Taxes: taxed("21%")},
		"lines[1].taxes[0].rate": {Net: amount("EUR 1.00"), Taxes: []invoice.LineTax{{Name: "GST"}}},
		"lines[1].taxes[1].name": {Net: amount("EUR 1.00"), Taxes: append(taxed("GST 5%"), taxed("GST 7%")...)},
	} {
		t.Run(want, func(t *testing.T) {
			if _, _, err := invoice.TaxLines(policy.Europe2024(), []invoice.Line{one, l}); fields(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		})
	}
}

func TestByRate_Bad(t *testing.T) {
	two := []invoice.Line{plainLine(t, "EUR 1.00", "20%"), plainLine(t, "USD 1.00", "20%")}
	if _, err := invoice.ByRate(two); !errors.Is(err, billingrules.ErrCurrency) {
		t.Errorf("two currencies: %v", err)
	}
	if _, err := invoice.ByRate(nil); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("no lines: %v", err)
	}
}

// TaxLines does not change the lines that it is given.
func TestTaxLines_LeavesItsInputUnchanged(t *testing.T) {
	var given []invoice.Line
	for range 3 {
		given = append(given, plainLine(t, "EUR 10.10", "15%"))
	}
	taxed, _, err := invoice.TaxLines(perRate(t, money.HalfUp), given)
	if err != nil || !given[2].Tax.Equal(amount("EUR 1.52")) || !taxed[2].Tax.Equal(amount("EUR 1.51")) {
		t.Errorf("the lines that were given have changed: %v, %v", given, err)
	}
	again, _, err := invoice.TaxLines(policy.Europe2024(), taxed)
	if err != nil || !again[2].Tax.Equal(amount("EUR 1.52")) {
		t.Errorf("per line, the tax per rate has stayed: %v, %v", again, err)
	}
}

// changedInvoice is a row of the tables below.
type changedInvoice struct {
	change func(*invoice.Invoice)
	want   string
}

func checkTaxed(t *testing.T, rows map[string]changedInvoice) {
	t.Helper()
	inv, err := invoice.New(perRate(t, money.HalfUp), invoice.Draft{
		Number: "1", Issued: date("2025-06-10"),
		Items: append(itemsOf(3, "EUR 10.10", "15%"), itemsOf(1, "EUR 0.125", "0%")...),
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range rows {
		t.Run(name, func(t *testing.T) {
			changed := inv
			changed.Lines = slices.Clone(inv.Lines)
			tt.change(&changed)
			err := invoice.CheckLines(changed.Rounding, changed.TaxRounding, changed.Lines, changed.Totals)
			got := ""
			if err != nil {
				got = strings.ReplaceAll(err.Error(), "invoice.CheckLines: ", "")
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// The lines of a document are checked against what the document says of them.
func TestCheckLines(t *testing.T) {
	checkTaxed(t, map[string]changedInvoice{
		"unchanged": {func(*invoice.Invoice) {}, ""},
		"no readings": {
			func(i *invoice.Invoice) { i.Rounding, i.TaxRounding = 0, 0 },
			"rounding: is missing\ntaxRounding: is missing",
		},
		"no lines": {func(i *invoice.Invoice) { i.Lines = nil }, "lines: is missing"},
		"the tax of two lines, exchanged": {
			func(i *invoice.Invoice) {
				a, b := &i.Lines[1], &i.Lines[2]
				a.Tax, b.Tax, a.Taxes, b.Taxes = b.Tax, a.Tax, b.Taxes, a.Taxes
			},
			"lines[1].taxes[0].amount EUR 1.51: is not 15% of EUR 10.10 worked out per-rate, EUR 1.52\n" +
				"lines[2].taxes[0].amount EUR 1.52: is not 15% of EUR 10.10 worked out per-rate, EUR 1.51",
		},
		"another reading": {
			func(i *invoice.Invoice) { i.TaxRounding = policy.TaxPerLine },
			"lines[2].taxes[0].amount EUR 1.51: is not 15% of EUR 10.10 worked out per-line, EUR 1.52",
		},
		"another mode": {
			func(i *invoice.Invoice) { i.Rounding = money.Down },
			"lines[1].taxes[0].amount EUR 1.52: is not 15% of EUR 10.10 worked out per-rate, EUR 1.51\n" +
				"lines[3].gross EUR 0.13: is not 1 × EUR 0.125 rounded down",
		},
		"another total": {
			func(i *invoice.Invoice) { i.Total = amount("EUR 34.97") },
			"total EUR 30.43 + tax 4.55 = 34.97: is not the sum of the lines, EUR 30.43 + tax 4.55 = 34.98",
		},
	})
}

func TestCheckLines_ThatContradictThemselves(t *testing.T) {
	checkTaxed(t, map[string]changedInvoice{
		"a line that contradicts itself": {
			func(i *invoice.Invoice) { i.Lines[0].Quantity = 2 }, "lines[0].gross EUR 10.10: is not 2 × EUR 10.10",
		},
		"a line with a charge that contradicts itself": {
			func(i *invoice.Invoice) {
				i.Lines[0].Charge = charge(t)
				i.Lines[0].Charge.Seats = 4
			},
			"lines[0].charge.amount EUR 2115.62: does not follow from the other figures: they give EUR 2820.82",
		},
		"two currencies": {
			func(i *invoice.Invoice) {
				l, err := invoice.NewLine(policy.Europe2024(), itemsOf(1, "USD 1.00", "15%")[0])
				if err != nil {
					t.Fatal(err)
				}
				i.Lines[2] = l
			},
			"lines USD 1.00: must be in EUR",
		},
		"a price that only fits if it is rounded down": {
			func(i *invoice.Invoice) {
				ed := perRate(t, money.Down)
				items := itemsOf(1, "EUR 7692307692307692307692307692307.692", "0%")
				items[0].Quantity = 13
				down, err := invoice.New(ed, invoice.Draft{Number: "1", Issued: date("2025-06-10"), Items: items})
				if err != nil {
					t.Fatal(err)
				}
				*i = down
				i.Rounding = money.HalfUp
			},
			"lines[0].gross EUR 99999999999999999999999999999999.99: " +
				"is not 13 × EUR 7692307692307692307692307692307.692 rounded half-up",
		},
	})
}
