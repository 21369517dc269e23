package invoice_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
	"example.com/billingrules/proration"
)

// An item that can become a line reads back as it was written, and so does an item that a quote has yet to price.
func TestItem_UnmarshalJSON_Good(t *testing.T) {
	items := draft(t).Items
	whole := items[2]
	whole.Instalment = 0 // as in a quote
	asked := invoice.Item{
		Description: "AutoCAD", Taxes: vat, Discount: amount("EUR 99999999.00"),
		Priced: invoice.Priced{Request: proration.PriceRequest{SRP: amount("EUR 2145.00")}},
	}
	finer := invoice.Item{
		Description: "Flex tokens", Quantity: 1, UnitPrice: amount("EUR 2.991"), Discount: amount("EUR 3.00"),
		Taxes: vat,
	}
	for i, item := range append(items, whole, asked, finer) {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			data, err := json.Marshal(item)
			if err != nil {
				t.Fatal(err)
			}
			var back invoice.Item
			if err := json.Unmarshal(data, &back); err != nil || !back.Equal(item) {
				t.Errorf("%s reads as %+v, %v", data, back, err)
			}
		})
	}
}

// An item that invoice.New refuses is refused by the same fields when it is read, and changes nothing.
func TestItem_UnmarshalJSON_Bad(t *testing.T) {
	const (
		tokens = `"description":"tokens","taxes":"21%","unitPrice":{"amount":"3.00","currency":"EUR"}`
		asked  = `"description":"AutoCAD","taxes":"21%","request":{"srp":{"amount":"9.00","currency":"EUR"}}`
	)
	for name, tt := range map[string]struct {
		text, fields string
		is           error
	}{
		"nothing":            {`{}`, "description charge taxes", billingrules.ErrMissing},
		"no quantity":        {`{` + tokens + `}`, "quantity", billingrules.ErrMissing},
		"negative quantity":  {`{` + tokens + `,"quantity":-1}`, "quantity", billingrules.ErrRange},
		"too large quantity": {`{` + tokens + `,"quantity":1000001}`, "quantity", billingrules.ErrRange},
		"negative price": {
			`{"description":"x","taxes":"21%","quantity":1,"unitPrice":{"amount":"-0.01","currency":"EUR"}}`,
			"unitPrice",
			billingrules.ErrRange,
		},
		"discount above the price": {
			`{` + tokens + `,"quantity":2,"discount":{"amount":"6.01","currency":"EUR"}}`, "discount",
			billingrules.ErrConflict,
		},
		"discount in another currency": {
			`{` + tokens + `,"quantity":2,"discount":{"amount":"1.00","currency":"USD"}}`, "discount",
			billingrules.ErrCurrency,
		},
		"a blank at the end": {
			`{"description":"x ","taxes":"21%","quantity":1,"unitPrice":{"amount":"3.00","currency":"EUR"}}`,
			"description",
			billingrules.ErrSyntax,
		},
		"instalment of nothing": {
			`{` + tokens + `,"quantity":2,"instalment":1}`, "instalment",
			billingrules.ErrConflict,
		},
		"a renewal without a charge": {
			`{"description":"x","taxes":"21%","renews":"annual"}`, "charge", billingrules.ErrMissing,
		},
		"a request and nothing else": {
			`{"request":{"seats":3}}`, "description taxes", billingrules.ErrMissing,
		},
		"a request beside a quantity": {`{` + asked + `,"quantity":1}`, "request", billingrules.ErrConflict},
		"a request and an instalment": {`{` + asked + `,"instalment":1}`, "instalment", billingrules.ErrConflict},
		"a request and a discount of part of a cent": {
			`{` + asked + `,"discount":{"amount":"0.001","currency":"EUR"}}`, "discount", billingrules.ErrRange,
		},
		"a request and a discount in another currency": {
			`{` + asked + `,"discount":{"amount":"1.00","currency":"USD"}}`, "discount", billingrules.ErrCurrency,
		},
	} {
		t.Run(name, func(t *testing.T) {
			kept := invoice.Item{Description: "kept"}
			err := json.Unmarshal([]byte(tt.text), &kept)
			if fields(err) != tt.fields || !errors.Is(err, tt.is) || kept.Description != "kept" {
				t.Errorf("%v leaves %+v", err, kept)
			}
		})
	}
}
