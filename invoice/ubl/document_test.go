package ubl_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/policy"
)

// detailsCase is a row of the tables below.
type detailsCase struct {
	change func(*ubl.Details)
	want   string // without the operation; "" for nothing
}

func checkDetails(t *testing.T, rows map[string]detailsCase) {
	t.Helper()
	for name, tt := range rows {
		t.Run(name, func(t *testing.T) {
			want := tt.want
			if want != "" {
				want = "ubl.Encode: " + strings.ReplaceAll(want, "\n", "\nubl.Encode: ")
			}
			if got := refusal(t, tt.change); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// Everything that is missing or wrong is reported by its field, all at once.
func TestEncode_References(t *testing.T) {
	checkDetails(t, map[string]detailsCase{
		"nothing": {func(d *ubl.Details) { *d = ubl.Details{} }, `seller.name: is missing
seller.endpoint: is missing
seller.address.street: is missing
seller.address.city: is missing
seller.address.country: is missing
buyer.name: is missing
buyer.endpoint: is missing
buyer.address.street: is missing
buyer.address.city: is missing
buyer.address.country: is missing
seller.vat: is missing
buyerReference: is missing, and so is order: one of them is needed
means.method: is missing`},
		"a reference": {func(d *ubl.Details) { d.Order, d.BuyerReference = "", "Studio 2" }, ""},
		"no order": {
			func(d *ubl.Details) { d.Order = "" },
			"buyerReference: is missing, and so is order: one of them is needed",
		},
		"a long order": {
			func(d *ubl.Details) { d.Order = strings.Repeat("9", 201) },
			`order "` + strings.Repeat("9", 64) + `"…: is longer than 200 bytes`,
		},
		"an order": {func(d *ubl.Details) { d.Order = strings.Repeat("9", 200) }, ""},
	})
}

func TestEncode_Means(t *testing.T) {
	means := func(m ubl.Means) func(*ubl.Details) { return func(d *ubl.Details) { d.Means = m } }
	checkDetails(t, map[string]detailsCase{
		"card":         {means(ubl.Means{Method: policy.Card, Reference: "2025-133"}), ""},
		"paypal":       {means(ubl.Means{Method: policy.PayPal}), ""},
		"direct debit": {means(ubl.Means{Method: policy.DirectDebit, Mandate: "M-7"}), ""},
		"no mandate":   {means(ubl.Means{Method: policy.DirectDebit}), "means.mandate: is missing"},
		"cash balance": {
			means(ubl.Means{Method: policy.CashBalance}),
			"means.method cash-balance: is not a method of paying an invoice",
		},
		"another means": {
			means(ubl.Means{Method: 99}),
			"means.method 99: is not known; one of: card, paypal, direct-debit, bank-transfer, credit-note, " +
				"cash-balance, purchase-order, pay-by-invoice",
		},
		"an account of a card": {
			means(ubl.Means{Method: policy.Card, IBAN: "BE68539007547034", BIC: "KREDBEBB", Mandate: "M-7"}),
			`means.iban "BE68539007547034": must not be set: payment is by card
means.bic "KREDBEBB": must not be set: payment is by card
means.mandate "M-7": must not be set: payment is by card`,
		},
		"an account of a direct debit": {
			means(ubl.Means{Method: policy.DirectDebit, IBAN: "BE68539007547034", BIC: "KREDBEBB", Mandate: "M-7"}),
			`means.iban "BE68539007547034": must not be set: payment is by direct-debit
means.bic "KREDBEBB": must not be set: payment is by direct-debit`,
		},
		"a mandate of a transfer": {
			func(d *ubl.Details) { d.Means.Mandate = "M-7" },
			`means.mandate "M-7": must not be set: payment is by bank-transfer`,
		},
	})
}

func TestEncode_Untaxed(t *testing.T) {
	checkDetails(t, map[string]detailsCase{
		"nothing said of 0%": {
			func(d *ubl.Details) { d.Untaxed = nil },
			`invoice.lines[2].taxes tax 0% 0.00: is missing in untaxed, which must say why the tax is 0%
invoice.lines[3].taxes training 0% 0.00: is missing in untaxed, which must say why the tax is 0%
invoice.lines[4].taxes reverse charge 0% 0.00: is missing in untaxed, which must say why the tax is 0%`,
		},
		"no category": {func(d *ubl.Details) { d.Untaxed[0].Category = 0 }, "untaxed[0].category: is missing"},
		"a reason of none": {
			func(d *ubl.Details) { d.Untaxed[0].Reason = "x" },
			`untaxed[0].reason "x": must not be set: the zero rate needs no reason`,
		},
		"no reason":   {func(d *ubl.Details) { d.Untaxed[3].Reason = "" }, "untaxed[3].reason: is missing"},
		"a duplicate": {func(d *ubl.Details) { d.Untaxed[3].Tax = "" }, `untaxed[3].tax "": is a duplicate`},
		"another reason": {
			func(d *ubl.Details) { d.Untaxed[2].Reason = "x" },
			`untaxed[2].reason "x": must be "` + untaxed()[1].Reason +
				`", as for the other tax of this category: a document has one reason for all`,
		},
		"too many to say": {
			func(d *ubl.Details) { d.Untaxed = make([]ubl.Untaxed, 101) },
			"untaxed: has 101 entries, at most 100 are allowed",
		},
		"a seller of no id": {
			func(d *ubl.Details) { d.Seller.VAT, d.Seller.Company = "", "" },
			"seller.vat: is missing",
		},
	})
}

// BR-CO-17 wants the tax of a category rounded to two decimals: 15% of JPY 1010 is 151.50, which nobody can pay. The
// tax is rounded to the currency instead, which is less than one unit away; a tax that is whole is exactly that of the
// rule.
func TestEncode_NoDecimals(t *testing.T) {
	for price, want := range map[string]struct{ tax, byRule string }{
		"JPY 1010": {"152", "151.50"}, "JPY 1003": {"150", "150.45"}, "JPY 1000": {"150", "150.00"},
	} {
		t.Run(price, func(t *testing.T) {
			inv := must(invoice.New(policy.Europe2024(), invoice.Draft{
				Number: "1", Issued: calendar.MustParseDate("2025-06-10"), Items: []invoice.Item{{
					Description: "tokens", Quantity: 1, UnitPrice: amount(price), Taxes: invoice.MustParseTaxes("15%"),
				}},
			}))
			d := parsed(t, must(ubl.Encode(ubl.Document{Invoice: inv, Details: details()})))
			s := d.all("TaxTotal/TaxSubtotal")[0]
			tax := new(big.Rat).Mul(s.number("TaxableAmount"), s.number("TaxCategory/Percent"))
			rule := halfUp(tax.Quo(tax, big.NewRat(100, 1)), 2)
			off := new(big.Rat).Sub(s.number("TaxAmount"), rule)
			if s.text("TaxAmount") != want.tax || rule.FloatString(2) != want.byRule ||
				off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 || inv.Tax.Number() != want.tax {
				t.Errorf("%s, by the rule %s", s.text("TaxAmount"), rule.FloatString(2))
			}
		})
	}
}

// An e-invoice has one tax a line, at most two decimals, and the tax of all lines of a rate together (invoice.tax).
func TestEncode_Invoice(t *testing.T) {
	draft := func(items ...invoice.Item) invoice.Draft {
		return invoice.Draft{Number: "1", Issued: calendar.MustParseDate("2025-06-10"), Items: items}
	}
	tokens := func(price, taxes string) invoice.Item {
		return invoice.Item{
			Description: "tokens", Quantity: 1, UnitPrice: amount(price), Taxes: invoice.MustParseTaxes(taxes),
		}
	}
	perRate := policy.Europe2024().Parameters()
	perRate.Invoice.TaxRounding = policy.TaxPerRate
	three := []invoice.Item{tokens("EUR 10.10", "15%"), tokens("EUR 10.10", "15%"), tokens("EUR 10.10", "15%")}
	byLine := must(invoice.New(policy.Europe2024(), draft(three...)))
	changed := byLine
	changed.Total = amount("EUR 1.00")
	for _, tt := range []struct {
		name string
		inv  invoice.Invoice
		want string
	}{
		{"none", invoice.Invoice{}, "invoice: is missing"},
		{
			"one that was changed", changed,
			"invoice.total EUR 30.30 + tax 4.56 = 1.00: is not the sum of the lines, EUR 30.30 + tax 4.56 = 34.86",
		},
		{
			"tax per line", byLine, "invoice.tax[S 15%] EUR 4.56: is not 15% of EUR 30.30 rounded half-up, EUR 4.55, " +
				"as an e-invoice requires (BR-CO-17); tax worked out per-rate is, if each rate has one name",
		},
		{"tax per rate", must(invoice.New(must(policy.NewEdition(perRate)), draft(three...))), ""},
		{
			"several taxes", must(invoice.New(policy.Europe2024(), draft(tokens("CAD 86.97", "GST 5% + QST 9.975%")))),
			"invoice.lines[0].taxes: has 2 entries, at most 1 are allowed",
		},
		{
			"three decimals", must(invoice.New(policy.Europe2024(), draft(tokens("KWD 10.100", "15%")))),
			"invoice.total KWD 11.615: is in KWD, with 3 decimals; an e-invoice has at most 2",
		},
		{"no decimals", must(invoice.New(policy.Europe2024(), draft(tokens("JPY 1010", "15%")))), ""},
		{"nothing to be paid", must(invoice.New(policy.Europe2024(), draft(tokens("EUR 0.00", "15%")))), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.want
			if want != "" {
				want = "ubl.Encode: " + want
			}
			data, err := ubl.Encode(ubl.Document{Invoice: tt.inv, Details: details()})
			if (err == nil) != (want == "") || err != nil && err.Error() != want {
				t.Errorf("%s\n%v", data, err)
			}
			if err != nil && len(billingrules.InputErrors(err)) != 1 {
				t.Error(billingrules.InputErrors(err))
			}
		})
	}
}

// An instalment says what it is a part of, with the discount off the whole.
func TestEncode_Lines(t *testing.T) {
	start := calendar.MustParseDate("2025-03-01")
	buy := must(invoice.PriceTerm(policy.Europe2024(), invoice.TermRequest{
		SRP: amount("EUR 10764.00"), Seats: 10, Service: must(calendar.ThreeYear.Service(start, start)), Ordered: start,
	}))
	second := buy.Item("AEC Collection", invoice.MustParseTaxes("VAT 21%"))
	second.Instalment, second.Discount = 2, amount("EUR 640.00")
	inv := must(invoice.New(policy.Europe2024(), invoice.Draft{Number: "2026-7", Items: []invoice.Item{second}}))
	data := must(ubl.Encode(ubl.Document{Invoice: inv, Details: details()}))
	l := lines(parsed(t, data))[0]
	got := map[string]string{
		"note": l.text("Note"), "quantity": l.text("InvoicedQuantity"), "net": l.text("LineExtensionAmount"),
		"price": l.text("Price/PriceAmount"), "base": l.text("Price/BaseQuantity"), "name": l.text("Item/Name"),
		"from": l.text("InvoicePeriod/StartDate"), "to": l.text("InvoicePeriod/EndDate"),
		"off": l.text("AllowanceCharge/Amount"),
	}
	for _, p := range l.all("Item/AdditionalItemProperty") {
		got[p.text("Name")] = p.text("Value")
	}
	want := map[string]string{
		"note": "EUR 10764.00 × 10 seats = 107640.00; instalment 2 of 3 of EUR 107640.00 less a discount of EUR 640.00",
		"name": "AEC Collection", "quantity": "10", "net": "35666.67", "price": "35666.67", "base": "10", "off": "",
		"from": "2026-03-01", "to": "2027-02-28",
		"List price": "10764.00", "Divisor": "1095", "Days": "1095", "Day count": "standard", "Rounding": "half-up",
		"Rounded at": "line", "Was rounded": "no", "Full term": "yes",
		"Days of all instalments": "2025-03-01/2028-03-01",
		"Price edition":           policy.Europe2024().Fingerprint().String(),
		"Instalment":              "2 of 3", "Price of all instalments": "107640.00",
		"Discount on all instalments": "640.00",
		"Tax name":                    "VAT", "Tax amount": "7490.00",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
	if read, err := ubl.Decode(data); err != nil || !read.Invoice.Equal(inv) {
		t.Errorf("%v, %v", read.Invoice, err)
	}
}

func TestDetails_JSON(t *testing.T) {
	d := details()
	d.Untaxed = untaxed()
	data := must(json.Marshal(d))
	var read ubl.Details
	if err := json.Unmarshal(data, &read); err != nil || !reflect.DeepEqual(read, d) {
		t.Errorf("%s: %+v, %v", data, read, err)
	}
	for text, want := range map[string]string{
		`{"seler":"x"}`:           `ubl.Details.UnmarshalJSON: seler "x": is not a known key`,
		`{"seller":{"nam":"x"}}`:  `ubl.Details.UnmarshalJSON: seller.nam "x": is not a known key`,
		`{"untaxed":[{"why":1}]}`: `ubl.Details.UnmarshalJSON: untaxed[0].why 1: is not a known key`,
	} {
		t.Run(text, func(t *testing.T) {
			read := details()
			err := json.Unmarshal([]byte(text), &read)
			if err == nil || err.Error() != want || !reflect.DeepEqual(read, details()) {
				t.Errorf("%s: %v", text, err)
			}
		})
	}
	for _, into := range []json.Unmarshaler{&read, &read.Buyer, &read.Buyer.Address, &read.Means, &read.Untaxed[0]} {
		t.Run(fmt.Sprintf("%T", into), func(t *testing.T) {
			err := into.UnmarshalJSON([]byte(`{"x":1}`))
			if err == nil || !strings.HasSuffix(err.Error(), "UnmarshalJSON: x 1: is not a known key") {
				t.Errorf("%T: %v", into, err)
			}
		})
	}
}

func TestCategory(t *testing.T) {
	for _, v := range []ubl.Category{ubl.ZeroRated, ubl.Exempt, ubl.ReverseCharge} {
		t.Run(v.String(), func(t *testing.T) {
			value, err := v.Value()
			var read ubl.Category
			if err != nil || value != v.String() || read.Scan(value) != nil || read != v || !v.IsValid() {
				t.Errorf("%v is stored as %v and read as %v, %v", v, value, read, err)
			}
		})
	}
}
