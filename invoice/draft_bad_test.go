package invoice_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/shopspring/decimal"
)

// badDraft is a row of the tables below.
type badDraft struct {
	change func(*invoice.Draft)
	want   string
	is     error
}

func refuseDraft(t *testing.T, rows []badDraft) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.want, func(t *testing.T) {
			d := draft(t)
			test.change(&d)
			inv, err := invoice.New(policy.Europe2024(), d)
			if len(billingrules.InputErrors(err)) != 1 || !errors.Is(err, test.is) ||
				!strings.HasPrefix(err.Error(), "invoice.New: "+test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
			if len(inv.Lines) != 0 || inv.String() != "no invoice" {
				t.Errorf("%s: with an error comes %s", test.want, inv)
			}
		})
	}
}

func TestNew_BadDrafts(t *testing.T) {
	refuseDraft(t, []badDraft{
		{func(d *invoice.Draft) { d.Number = "" }, "number: is missing", billingrules.ErrMissing},
		{
			func(d *invoice.Draft) { d.Number = "1\n2" }, `number "1\n2": has characters that cannot be printed`,
			billingrules.ErrSyntax,
		},
		{func(d *invoice.Draft) { d.Number = strings.Repeat("1", 201) }, `number "1111`, billingrules.ErrRange},
		{
			func(d *invoice.Draft) { d.Issued, d.Items = calendar.Date{}, d.Items[:2] }, "issued: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Issued, d.Items = date("9999-12-20"), d.Items[:2] },
			"issued 9999-12-20: is too near the end of the calendar", billingrules.ErrRange,
		},
		{func(d *invoice.Draft) { d.Items = nil }, "items: is missing", billingrules.ErrMissing},
		{
			func(d *invoice.Draft) { d.Items = make([]invoice.Item, 10_001) },
			"items: has 10001 entries, at most 10000 are allowed",
			billingrules.ErrRange,
		},
	})
}

func TestNew_BadCharges(t *testing.T) {
	refuseDraft(t, []badDraft{
		{
			func(d *invoice.Draft) { d.Items[0].Description = "" }, "items[0].description: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Quantity = 3 }, "items[0].charge: must not be set beside a quantity",
			billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[0].UnitPrice = amount("EUR 1.00") },
			"items[0].charge: must not be set beside a quantity", billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Seats = 0 }, "items[0].charge.seats: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Amount = amount("EUR 0.001") },
			"items[0].charge.amount EUR 0.001: is not a whole number", billingrules.ErrRange,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Amount = money.Amount{} }, "items[0].charge.amount: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Amount = amount("EUR 5.00") },
			"items[0].charge.amount EUR 5.00: does not follow from the other figures: they give EUR 2115.62",
			billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Days = 1000 },
			"items[0].charge.days 1000: must be 120 for 2025-08-02/2025-11-30", billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge.Rounded = false },
			"items[0].charge.rounded false: does not follow from the other figures: they give true",
			billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[0].Charge = proration.Charge{} }, "items[0].charge: is missing",
			billingrules.ErrMissing,
		},
	})
}

func TestNew_BadQuantities(t *testing.T) {
	huge, err := money.New(decimal.New(999_999_999_999_999_999, 14), money.MustParseCurrency("EUR"))
	if err != nil {
		t.Fatal(err)
	}
	refuseDraft(t, []badDraft{
		{func(d *invoice.Draft) { d.Items[1].Quantity = 0 }, "items[1].quantity: is missing", billingrules.ErrMissing},
		{
			func(d *invoice.Draft) { d.Items[1].Quantity = -1 }, "items[1].quantity -1: must be from 1 to 1000000",
			billingrules.ErrRange,
		},
		{
			func(d *invoice.Draft) { d.Items[1].Quantity = 1_000_001 }, "items[1].quantity 1000001: must be from 1",
			billingrules.ErrRange,
		},
		{
			func(d *invoice.Draft) { d.Items[1].UnitPrice = money.Amount{} }, "items[1].unitPrice: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Items[1].UnitPrice = amount("EUR -1.00") },
			"items[1].unitPrice EUR -1.00: is negative", billingrules.ErrRange,
		},
		{func(d *invoice.Draft) { d.Items[1].UnitPrice = huge }, "items[1].unitPrice", billingrules.ErrRange},
	})
}

func TestNew_BadDiscounts(t *testing.T) {
	huge, err := money.New(decimal.New(999_999_999_999_999_999, 14), money.MustParseCurrency("EUR"))
	if err != nil {
		t.Fatal(err)
	}
	refuseDraft(t, []badDraft{
		{
			func(d *invoice.Draft) { d.Items[1].Discount = amount("EUR 1499.76") },
			"items[1].discount EUR 1499.76: is more than EUR 1499.75", billingrules.ErrConflict,
		},
		{
			func(d *invoice.Draft) { d.Items[1].Discount = amount("EUR -0.01") },
			"items[1].discount EUR -0.01: is negative", billingrules.ErrRange,
		},
		{
			func(d *invoice.Draft) { d.Items[1].Discount = amount("EUR 0.001") },
			"items[1].discount EUR 0.001: is not a whole number", billingrules.ErrRange,
		},
		{
			func(d *invoice.Draft) { d.Items[1].Discount = amount("USD 1.00") },
			"items[1].discount USD 1.00: must be in EUR", billingrules.ErrCurrency,
		},
		{
			func(d *invoice.Draft) { d.Items[1].Taxes = invoice.Taxes{} }, "items[1].taxes: is missing",
			billingrules.ErrMissing,
		},
		{
			func(d *invoice.Draft) { d.Items[1].UnitPrice, d.Items[1].Discount = amount("USD 1.00"), money.Amount{} },
			"items", billingrules.ErrCurrency,
		},
		{func(d *invoice.Draft) {
			d.Items[1] = invoice.Item{Description: "x", Quantity: 1, UnitPrice: huge, Taxes: vat}
			d.Items[2] = d.Items[1]
		}, "items", billingrules.ErrRange},
		{func(d *invoice.Draft) {
			d.Items = []invoice.Item{
				{Description: "x", Quantity: 1, UnitPrice: huge, Taxes: invoice.MustParseTaxes("100%")},
			}
		}, "items", billingrules.ErrRange},
	})
}

func TestNew_BadInvoices(t *testing.T) {
	_, err := invoice.New(policy.Europe2024(), invoice.Draft{Items: []invoice.Item{{}, {}}})
	const want = "number issued items[0].description items[0].charge items[0].taxes " +
		"items[1].description items[1].charge items[1].taxes"
	if got := fields(err); got != want {
		t.Errorf("the zero Draft: %s", got)
	}
	if _, err := invoice.New(policy.Edition{}, draft(t)); fields(err) != "edition" {
		t.Error(err)
	}
	if _, err := invoice.NewLine(policy.Edition{}, draft(t).Items[0]); fields(err) != "edition" {
		t.Error(err)
	}
	if _, err := invoice.Sum(nil); fields(err) != "lines" {
		t.Error(err)
	}
}

// Each of the three sums is refused if no amount can hold it.
func TestSumTooLarge(t *testing.T) {
	huge, _ := money.New(decimal.New(999_999_999_999_999_999, 14), money.MustParseCurrency("EUR"))
	zero := amount("EUR 0.00")
	for name, lines := range map[string][]invoice.Line{
		"net": {{Net: huge, Tax: zero}, {Net: huge, Tax: zero}},
		"tax": {{Net: zero, Tax: huge}, {Net: zero, Tax: huge}}, "total": {{Net: huge, Tax: huge}},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := invoice.Sum(lines); !errors.Is(err, billingrules.ErrRange) || !got.Net.IsZero() {
				t.Errorf("%s: %s, %v", name, got, err)
			}
		})
	}
}
