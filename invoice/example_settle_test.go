package invoice_test

import (
	"encoding/json"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// One payment for two invoices, both overdue, pays the first in full and the second in part. An invoice paid only in
// part is unpaid, so the subscription stays suspended until the rest comes in.
func ExampleSettlement_Paid() {
	sub, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: calendar.MustParseDate("2025-03-01"), Seats: 3,
		Terms: []lifecycle.BoughtTerm{{
			Ordered: calendar.MustParseDate("2025-03-01"), Start: calendar.MustParseDate("2025-03-01"),
			End: calendar.MustParseDate("2026-03-01"), Length: calendar.Annual,
		}},
		Invoices: []lifecycle.BilledInvoice{
			{
				Number: "2025-077", Issued: calendar.MustParseDate("2025-03-01"),
				Due: calendar.MustParseDate("2025-03-31"), NetTerms: true,
			},
			{
				Number: "2025-078", Issued: calendar.MustParseDate("2025-03-08"),
				Due: calendar.MustParseDate("2025-04-07"), NetTerms: true,
			},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	left := money.MustParseAmount("EUR 50.00")
	for _, payment := range []invoice.Payment{
		{
			Day: calendar.MustParseDate("2025-05-12"), Method: policy.BankTransfer,
			Amount: money.MustParseAmount("EUR 220.00"),
			Invoices: []invoice.OpenItem{
				{Number: "2025-077", Amount: money.MustParseAmount("EUR 200.00")},
				{Number: "2025-078", Amount: left},
			},
		},
		{
			Day: calendar.MustParseDate("2025-05-14"), Method: policy.Card, Amount: money.MustParseAmount("EUR 30.00"),
			Invoices: []invoice.OpenItem{{Number: "2025-078", Amount: money.MustParseAmount("EUR 30.00")}},
		},
	} {
		done, err := invoice.Settle(payment)
		if err != nil {
			fmt.Println(err)
			return
		}
		if sub, err = sub.On(done.Day).Pay(done.Paid()...); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(done.Day, "paid", done.Paid(), sub.On(done.Day).Phase())
	}
	// Output:
	// 2025-05-12 paid [2025-077] suspended
	// 2025-05-14 paid [2025-078] active
}

// A discount under a misspelt key would be lost.
func ExampleDraft_UnmarshalJSON() {
	var d invoice.Draft
	text := `{"number": "2025-133", "items": [{"description": "Flex tokens", "discout": null}]}`
	fmt.Println(json.Unmarshal([]byte(text), &d))
	// Output: invoice.Draft.UnmarshalJSON: items[0].discout null: is not a known key
}

// A payment under a misspelt key would be lost.
func ExamplePayment_UnmarshalJSON() {
	var p invoice.Payment
	fmt.Println(json.Unmarshal([]byte(`{"day": "2025-05-12", "invoice": [{"number": "2025-077"}]}`), &p))
	fmt.Println(json.Unmarshal([]byte(`{
		"day": "2025-05-12", "invoices": [{"number": "2025-077", "amount": {"amount": "200.00", "currency": "EUR"}}],
		"amount": {"amount": "220.00", "currency": "EUR"}
	}`), &p))
	// Output:
	// invoice.Payment.UnmarshalJSON: invoice [{"number": "2025-077"}]: is not a known key
	// invoice.Payment.UnmarshalJSON: method: is missing
}
