package order_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// A desk's day: a quote is made, accepted on its last day, and paid by invoice if nothing stands in the way.
func Example() {
	ed, q := policy.Europe2024(), offer()
	fmt.Println(q)
	day := calendar.MustParseDate("2025-06-10")
	fmt.Println(q.CanAccept(day))
	payers, err := invoice.NewPayers(ed, "5501234", "ap@lambrecht.example")
	if err != nil {
		panic(err)
	}
	refused, err := order.CheckNetTerms(ed, order.Account{
		CustomerNumber: "K-77", Payers: payers, Credit: money.MustParseAmount("EUR 15000.00"),
		Unpaid: []order.OpenInvoice{{Number: "2025-077", Due: calendar.MustParseDate("2025-05-31")}},
	}, order.NetTermsOrder{Kind: q.Kind, CustomerNumber: "K-77", Payer: "AP@lambrecht.example", Total: q.Total}, day)
	if err != nil {
		panic(err)
	}
	for _, d := range refused {
		fmt.Println(d)
	}
	// Output:
	// quote Q-1042 of 2025-05-12, prices hold through 2025-06-10
	// Revit: EUR 3339.00 × 5 seats = 16695.00 − 695.00 discount; net 16000.00, tax 21% 3360.00
	// discount EUR 695.00
	// EUR 16000.00 + tax 3360.00 = 19360.00 (tax estimated)
	// allowed on 2025-06-10 by quote.valid (2025-05-12 through 2025-06-10): self-service
	// refused on 2025-06-10 by order.overdue-balance (through 2025-05-31): pay what is overdue
	// refused on 2025-06-10 by order.insufficient-credit (on no day): pay open invoices or have the credit raised
}

func ExampleCompose() {
	basket := []order.BasketItem{
		{
			Product: "AutoCAD",
			Kind:    policy.Subscription,
			Licence: "single-user",
			Term:    calendar.Annual,
			Seats:   3,
			SRP:     money.MustParseAmount("EUR 2145.00"),
		},
		{
			Product: "3ds Max",
			Kind:    policy.Subscription,
			Licence: "single-user",
			Term:    calendar.Monthly,
			Seats:   1,
			SRP:     money.MustParseAmount("EUR 284.35"),
		},
		{
			Product: "Revit",
			Kind:    policy.Subscription,
			Licence: "single-user",
			Term:    calendar.Annual,
			Seats:   5,
			SRP:     money.MustParseAmount("EUR 3339.00"),
		},
	}
	c, err := order.Compose(policy.Europe2024(), basket, calendar.MustParseDate("2025-05-12"))
	fmt.Println(c, err)
	// Output:
	// refused on 2025-05-12 by order.one-kind (on no day): place separate orders
	// order 1: subscription, single-user, annual: lines 1, 3
	// order 2: subscription, single-user, monthly: line 2 <nil>
}

func ExampleComposition_String() {
	one := []order.BasketItem{
		{
			Product: "Flex tokens",
			Kind:    policy.FlexTokens,
			Licence: "flex",
			Seats:   500,
			SRP:     money.MustParseAmount("EUR 3.00"),
		},
	}
	c, err := order.Compose(policy.Europe2024(), one, calendar.MustParseDate("2025-05-12"))
	fmt.Println(c.String(), err)
	// Output:
	// allowed on 2025-05-12 by order.one-kind (on any day)
	// order 1: flex-tokens, flex: line 1 <nil>
}

func ExampleSeparateOrder_String() {
	o := order.SeparateOrder{
		Kind: policy.Subscription, Licence: "multi-user", Term: calendar.ThreeYear, Numbers: []int{2, 4},
	}
	fmt.Println(o.String())
	// Output: subscription, multi-user, three-year: lines 2, 4
}

func ExampleCanOrder() {
	exempt := order.Request{Kind: policy.Subscription, Channel: policy.Online, TaxExempt: true}
	fmt.Println(order.CanOrder(policy.Europe2024(), exempt, calendar.MustParseDate("2025-05-12")))
	early := order.Request{Kind: policy.Subscription, Channel: policy.Quote}
	fmt.Println(order.CanOrder(policy.Europe2024(), early, calendar.MustParseDate("2024-09-15")))
	// Output:
	// refused on 2025-05-12 by order.tax-exempt (on no day): order from a reseller <nil>
	// refused on 2024-09-15 by edition.before (from 2024-09-16 on): ask the seller <nil>
}

func ExampleCanPay() {
	online := order.Request{Kind: policy.Subscription, Channel: policy.Online}
	for _, method := range []policy.PaymentMethod{policy.Card, policy.PurchaseOrder, policy.PayByInvoice} {
		fmt.Println(order.CanPay(policy.Europe2024(), online, method, calendar.MustParseDate("2025-05-12")))
	}
	// Output:
	// allowed on 2025-05-12 by order.payment-methods (on any day): self-service <nil>
	// refused on 2025-05-12 by order.payment-methods (on no day): order through the vendor's sales team <nil>
	// refused on 2025-05-12 by order.payment-methods (on no day): ask a partner for a quote <nil>
}

// A renewal is paid by invoice where the decision about that renewal says so.
func ExampleCanPay_renewal() {
	sub, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: calendar.MustParseDate("2024-10-01"),
	})
	if err != nil {
		panic(err)
	}
	v := sub.On(calendar.MustParseDate("2025-08-01"))
	request := order.Request{
		Kind: policy.Subscription, Channel: policy.Online,
		Renewal: order.RenewalOf(v, lifecycle.RenewalChanges{}, lifecycle.PayerOnFile),
	}
	fmt.Println(order.CanPay(v.Edition(), request, policy.PayByInvoice, v.Day()))
	// Output: allowed on 2025-08-01 by invoice.by-renewal (2025-07-03 through 2025-09-30): self-service <nil>
}

// A renewal with other seats can be ordered online until the renewal date. From then on it takes a partner's quote.
func ExampleRenewalOf() {
	sub, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: calendar.MustParseDate("2024-10-01"),
	})
	if err != nil {
		panic(err)
	}
	for _, on := range []string{"2025-08-01", "2025-10-08"} {
		v := sub.On(calendar.MustParseDate(on))
		request := order.Request{Kind: policy.Subscription, Channel: policy.Online}
		request.Renewal = order.RenewalOf(v, lifecycle.RenewalChanges{Seats: 3}, lifecycle.NoPayer)
		fmt.Println(order.CanPay(v.Edition(), request, policy.Card, v.Day()))
	}
	// Output:
	// allowed on 2025-08-01 by order.payment-methods (2025-07-03 through 2025-09-30): self-service <nil>
	// refused on 2025-10-08 by renewal.with-changes (2025-07-03 through 2025-09-30): renew by quote <nil>
}

// Europe2025 has a total above which neither card nor PayPal is taken, and takes no quote from the public sector.
func ExampleCanPay_europe2025() {
	ed, day := policy.Europe2025(), calendar.MustParseDate("2026-01-12")
	large := order.Request{
		Kind: policy.Subscription, Channel: policy.Quote,
		Segment: order.Commercial, Total: money.MustParseAmount("USD 25000.01"),
	}
	fmt.Println(order.CanPay(ed, large, policy.Card, day))
	fmt.Println(order.CanPay(ed, large, policy.DirectDebit, day))
	large.Segment = order.PublicSector
	fmt.Println(order.CanPay(ed, large, policy.DirectDebit, day))
	// Output:
	// refused on 2026-01-12 by order.payment-methods (on no day): order through the vendor's sales team <nil>
	// allowed on 2026-01-12 by order.payment-methods (from 2024-09-16 on): partner <nil>
	// refused on 2026-01-12 by quote.available (on no day): order from a reseller <nil>
}

func ExampleMethods() {
	for _, method := range order.Methods(policy.Quote) {
		fmt.Println(method)
	}
	// Output:
	// card
	// paypal
	// direct-debit
	// pay-by-invoice
}

func ExampleCheckNetTerms() {
	ed := policy.Europe2024()
	payers, err := invoice.NewPayers(ed, "5501234", "ap@lambrecht.example")
	if err != nil {
		panic(err)
	}
	account := order.Account{CustomerNumber: "K-77", Payers: payers, Credit: money.MustParseAmount("EUR 6000.00")}
	wanted := order.NetTermsOrder{
		Kind:           policy.Subscription,
		CustomerNumber: "K-78",
		Payer:          "ap@lambrecht.example",
		Total:          money.MustParseAmount("EUR 6000.00"),
	}
	today := calendar.MustParseDate("2025-05-12")
	refused, err := order.CheckNetTerms(ed, account, wanted, today)
	for _, d := range refused {
		fmt.Printf("%s: %s\n", d.Rule, d.Remedy.Advice())
	}
	fmt.Println(err)
	wanted.CustomerNumber = "K-77" // exactly what is left of the credit passes
	fmt.Println(order.CheckNetTerms(ed, account, wanted, today))
	// Output:
	// order.payer-mismatch: check the customer number and the payer's e-mail address
	// <nil>
	// [] <nil>
}

func ExampleBasketItem_UnmarshalJSON() {
	var line order.BasketItem
	err := json.Unmarshal([]byte(`{"product": "Revit", "license": "single-user"}`), &line)
	fmt.Println(errors.Is(err, billingrules.ErrUnknown), billingrules.InputErrors(err)[0].Field)
	// Output: true license
}

func ExampleRequest_UnmarshalJSON() {
	var r order.Request
	err := json.Unmarshal([]byte(`{"kind": "subscription", "channel": "quote", "segment": "public-sector"}`), &r)
	fmt.Println(r.Kind, r.Channel, r.Segment, err)
	// Output: subscription quote public-sector <nil>
}

func ExampleNetTermsOrder_UnmarshalJSON() {
	var o order.NetTermsOrder
	err := json.Unmarshal([]byte(`{"kind": "subscription", "customer": "K-77"}`), &o)
	fmt.Println(errors.Is(err, billingrules.ErrUnknown), billingrules.InputErrors(err)[0].Field)
	// Output: true customer
}

func ExampleOpenInvoice_UnmarshalJSON() {
	var i order.OpenInvoice
	err := json.Unmarshal([]byte(`{"number": "2025-077", "due": "2025-05-31"}`), &i)
	fmt.Println(i.Number, i.Due, err)
	// Output: 2025-077 2025-05-31 <nil>
}

func ExampleSegment() {
	fmt.Println(order.Commercial, order.PublicSector)
	// Output: commercial public-sector
}

func ExampleSegment_IsValid() {
	fmt.Println(order.PublicSector.IsValid(), order.Segment(0).IsValid())
	// Output: true false
}

func ExampleSegment_MarshalText() {
	text, err := order.PublicSector.MarshalText()
	fmt.Println(string(text), err)
	// Output: public-sector <nil>
}

func ExampleSegment_UnmarshalText() {
	var v order.Segment
	fmt.Println(v.UnmarshalText([]byte("commercial")), v)
	// Output: <nil> commercial
}

func ExampleSegment_Scan() {
	var v order.Segment
	fmt.Println(v.Scan("public-sector"), v)
	// Output: <nil> public-sector
}

func ExampleSegment_Value() {
	fmt.Println(order.Commercial.Value())
	// Output: commercial <nil>
}
