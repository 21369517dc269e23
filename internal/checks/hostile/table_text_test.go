package hostile_test

import (
	"bytes"
	"encoding/json"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// strangeTexts are texts that cannot be read as anything.
var strangeTexts = []hostile{
	{
		"NUL in a name", with(func(f *lifecycle.Facts) { f.Offering = "Auto\x00CAD" }),
		"lifecycle.New: offering \"Auto\\x00CAD\": has characters that cannot be printed or is not UTF-8",
	},
	{
		"invalid UTF-8 in a name", with(func(f *lifecycle.Facts) { f.Offering = "Auto\xffCAD" }),
		"lifecycle.New: offering \"Auto\\xffCAD\": has characters that cannot be printed or is not UTF-8",
	},
	{
		"a name of a megabyte", with(func(f *lifecycle.Facts) { f.Offering = strings.Repeat("x", 1<<20) }),
		"lifecycle.New: offering \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"…: is " +
			"longer than 200 bytes",
	},
	{
		"NUL in a date", func() error { return second(calendar.ParseDate("2025-06-1\x00")) },
		"calendar.ParseDate: date \"2025-06-1\\x00\": is not of the form YYYY-MM-DD",
	},
	{
		"invalid UTF-8 in an amount", func() error { return second(money.ParseAmount("EUR \xff")) },
		"money.ParseAmount: number \"\\xff\": is not a plain number such as 2145.00",
	},
	{"NUL in an edition", func() error {
		return second(policy.DecodeEdition(strings.NewReader("{\"name\": \"a\\u0000b\"}"), europe))
	}, "policy.DecodeEdition: name \"a\\x00b\": has characters that cannot be printed or is not UTF-8"},
	{
		"invalid UTF-8 in an edition",
		func() error { return second(policy.DecodeEdition(strings.NewReader("{\"name\": \"\xff\"}"), europe)) },
		"policy.DecodeEdition: edition: is not UTF-8",
	},
	{
		"an edition of two megabytes",
		func() error { return second(policy.DecodeEdition(bytes.NewReader(make([]byte, 2<<20)), europe)) },
		"policy.DecodeEdition: edition: is longer than 1048576 bytes",
	},
}

// doubledKeys are documents in which a key appears twice.
var doubledKeys = []hostile{
	{"a doubled key of an edition", func() error {
		return second(policy.DecodeEdition(strings.NewReader(`{"refund": {"annual": 3, "annual": 4}}`), europe))
	}, "policy.DecodeEdition: refund.annual: is a duplicate"},
	{
		"a doubled key of facts",
		func() error { var f lifecycle.Facts; return json.Unmarshal([]byte(`{"seats": 1, "seats": 2}`), &f) },
		"lifecycle.Facts.UnmarshalJSON: seats: is a duplicate",
	},
	{"a doubled key of an amount", func() error {
		var a money.Amount
		return json.Unmarshal([]byte(`{"currency": "EUR", "amount": "1.00", "amount": "2.00"}`), &a)
	}, "money.Amount.UnmarshalJSON: amount: is a duplicate"},
	{"a doubled key of an invoice", func() error {
		var i invoice.Invoice
		return json.Unmarshal([]byte(`{"number": "1", "number": "2"}`), &i)
	}, "invoice.Invoice.UnmarshalJSON: number: is a duplicate"},
	{
		"a doubled key of a quote",
		func() error { var q order.Quote; return json.Unmarshal([]byte(`{"number": "1", "number": "2"}`), &q) },
		"order.Quote.UnmarshalJSON: number: is a duplicate",
	},
}
