package invoice_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
	"github.com/google/go-cmp/cmp"
)

func TestItem_JSON(t *testing.T) {
	for _, item := range []invoice.Item{
		added(t, "EUR 5925.00").Item("2 seats more", vat),
		bought(t).Item("AEC Collection", vat),
		{
			Description: "Flex tokens", Quantity: 500, UnitPrice: amount("EUR 3.00"), Discount: amount("EUR 1.00"),
			Taxes: vat,
		},
	} {
		t.Run(item.Description, func(t *testing.T) {
			text, err := json.Marshal(item)
			var read invoice.Item
			if err != nil || json.Unmarshal(text, &read) != nil || !read.Equal(item) {
				t.Errorf("%s, %v\n%s", text, err, cmp.Diff(item, read))
			}
		})
	}
}

// A misspelt or doubled key is an error with its path, and changes nothing.
func TestItem_UnmarshalJSON(t *testing.T) {
	for name, tt := range map[string]struct {
		text, field string
		is          error
	}{
		"misspelt": {`{"discout":{"amount":"1.00","currency":"EUR"}}`, "discout", billingrules.ErrUnknown},
		"misspelt within": {
			`{"request":{"seat":1,"srp":{"amount":"1.00","currency":"EUR"}}}`, "request.seat",
			billingrules.ErrUnknown,
		},
		"doubled": {`{"quantity":1,"Quantity":2}`, "Quantity", billingrules.ErrConflict},
	} {
		t.Run(name, func(t *testing.T) {
			item := invoice.Item{Quantity: 7}
			if err := json.Unmarshal([]byte(tt.text), &item); fields(err) != tt.field || !errors.Is(err, tt.is) ||
				item.Quantity != 7 {
				t.Errorf("%v, %v", item, err)
			}
		})
	}
}

// instalmentDraft is a row of the tables below.
type instalmentDraft struct {
	name  string
	draft func(*invoice.Draft)
	want  string // the document, or the fields that are refused
}

func makeInstalment(t *testing.T, rows []instalmentDraft) {
	t.Helper()
	seats := added(t, "EUR 5925.00").Item("2 seats more", vat)
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			d := invoice.Draft{Number: "1", Items: []invoice.Item{seats}}
			tt.draft(&d)
			inv, err := invoice.New(policy.Europe2024(), d)
			switch {
			case tt.name == "twice":
				if fields(err) != "items[1].instalment" || !strings.HasSuffix(err.Error(), "is a duplicate") {
					t.Error(err)
				}
			case err != nil && fields(err) != tt.want || err == nil && inv.String() != tt.want:
				t.Errorf("%v, %v, want %s", inv, err, tt.want)
			}
		})
	}
}

// An invoice is dated and due as the instalment that it bills, and on the net terms of its items.
func TestNew_Instalments(t *testing.T) {
	term := bought(t).Item("AEC Collection", vat)
	single, err := invoice.PriceTerm(policy.Europe2024(), invoice.TermRequest{
		SRP: amount("EUR 1.00"), Seats: 1, Service: service(t, calendar.Annual, "2024-10-01", "2024-10-01"),
		Ordered: date("2024-10-01"),
	})
	if err != nil {
		t.Fatal(err)
	}
	whole := bought(t)
	whole.Instalments = nil
	makeInstalment(t, []instalmentDraft{
		{
			"the first", func(d *invoice.Draft) { d.Items[0].Instalment = 1 },
			"invoice 1 of 2025-03-15, due 2025-04-14: EUR 2164.38 + tax 454.52 = 2618.90",
		},
		{
			"the last", func(d *invoice.Draft) { d.Items[0].Instalment = 3 },
			"invoice 1 of 2026-10-01, due 2026-10-31: EUR 3950.00 + tax 829.50 = 4779.50",
		},
		{
			"with tokens", func(d *invoice.Draft) {
				d.Items[0].Instalment = 2
				d.Items = append(d.Items,
					invoice.Item{Description: "tokens", Quantity: 1, UnitPrice: amount("EUR 1.00"), Taxes: vat})
			}, "invoice 1 of 2025-10-01, due 2025-10-31: EUR 3951.00 + tax 829.71 = 4780.71",
		},
		{
			"a discount in proportion",
			func(d *invoice.Draft) { d.Items[0].Instalment, d.Items[0].Discount = 2, amount("EUR 64.38") },
			"invoice 1 of 2025-10-01, due 2025-10-31: EUR 3924.73 + tax 824.19 = 4748.92", // 3950 × 10000 ÷ 10064.38
		},
		{
			"a discount off a full term", func(d *invoice.Draft) {
				d.Items[0] = term
				d.Items[0].Instalment, d.Items[0].Discount = 1, amount("EUR 0.01")
			}, "invoice 1 of 2024-10-01: EUR 33.33 + tax 7.00 = 40.33",
		},
		{"the whole, undated", func(d *invoice.Draft) { d.Items[0] = whole.Item("AEC Collection", vat) }, "issued"},
		{
			"the whole",
			func(d *invoice.Draft) { d.Items[0], d.Issued = whole.Item("AEC Collection", vat), date("2024-10-05") },
			"invoice 1 of 2024-10-05: EUR 100.00 + tax 21.00 = 121.00",
		},
		{
			"the only one", func(d *invoice.Draft) { d.Items[0] = single.Item("AutoCAD", vat) },
			"invoice 1 of 2024-10-01: EUR 1.00 + tax 0.21 = 1.21",
		},
	})
}

func TestNew_InstalmentsRefused(t *testing.T) {
	term := bought(t).Item("AEC Collection", vat)
	whole := bought(t)
	whole.Instalments = nil
	makeInstalment(t, []instalmentDraft{
		{"which one", func(*invoice.Draft) {}, "issued items[0].instalment"},
		{"the fourth", func(d *invoice.Draft) { d.Items[0].Instalment = 4 }, "issued items[0].instalment"},
		{
			"the one before the first", func(d *invoice.Draft) { d.Items[0].Instalment = -1 },
			"issued items[0].instalment",
		},
		{
			"of what has none", func(d *invoice.Draft) {
				d.Items[0], d.Issued = whole.Item("x", vat), date("2024-10-05")
				d.Items[0].Instalment = 1
			},
			"items[0].instalment",
		},
		{
			"on another day", func(d *invoice.Draft) { d.Items[0].Instalment, d.Issued = 2, date("2025-10-02") },
			"items[0].instalment",
		},
		{
			"on other terms", func(d *invoice.Draft) { d.Items[0].Instalment, d.NetTerms = 2, net(t, 14) },
			"items[0].netTerms",
		},
		{
			"of two dates and terms", func(d *invoice.Draft) {
				d.Items = append(d.Items, term)
				d.Items[0].Instalment, d.Items[1].Instalment = 1, 3
			}, "items[1].instalment items[1].netTerms",
		},
		{
			"twice", func(d *invoice.Draft) {
				d.Items[0].Instalment = 2
				d.Items = append(d.Items, d.Items[0], d.Items[0])
				d.Items[2].Description = "2 seats more for others"
			}, "",
		},
	})
}

// A discount cannot be shared out over instalments that have more minor units than an int64 holds.
func TestNew_HugeInstalments(t *testing.T) {
	p := added(t, "EUR 999999999999999999")
	item := p.Item("seats", vat)
	item.Instalment, item.Discount = 2, amount("EUR 0.01")
	_, err := invoice.New(policy.Europe2024(), invoice.Draft{Number: "1", Items: []invoice.Item{item}})
	if fields(err) != "items[0].instalments[0].amount" {
		t.Error(err)
	}
}
