package refund_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// A support desk's day: somebody renewed ten weeks early and wants the renewal back.
func Example() {
	renewal := refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Online,
		Event:   refund.Renewed,
		Ordered: calendar.MustParseDate("2025-04-01"), // the day they clicked
		Renewal: calendar.MustParseDate("2025-06-10"), // the day on which the new term starts
		Paid: []refund.PaidLine{{
			Description: "AutoCAD, 1 seat",
			Net:         money.MustParseAmount("EUR 2145.00"), Tax: money.MustParseAmount("EUR 450.45"),
		}},
	}
	for _, day := range []string{"2025-05-02", "2025-07-10", "2025-07-11"} {
		r, err := refund.Check(policy.Europe2024(), renewal, calendar.MustParseDate(day))
		if err != nil {
			panic(err)
		}
		fmt.Println(r)
	}
	// Output:
	// returnable through 2025-07-10, to be started by then (refund.long): EUR 2595.45
	// returnable through 2025-07-10, to be started by then (refund.long): EUR 2595.45
	// refused on 2025-07-11 by refund.long (2025-04-01 through 2025-07-10)
}

func ExampleCheck() {
	purchase := refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Monthly, Channel: policy.Reseller,
		Event: refund.Bought, Ordered: calendar.MustParseDate("2025-01-31"),
	}
	r, err := refund.Check(policy.Europe2024(), purchase, calendar.MustParseDate("2025-02-15"))
	fmt.Println(r, err)
	purchase.Channel = policy.Online
	r, err = refund.Check(policy.Europe2024(), purchase, calendar.MustParseDate("2025-02-15"))
	fmt.Println(r, err)
	// Output:
	// refused on 2025-02-15 by refund.direct-only (on no day): ask the seller <nil>
	// returnable through 2025-02-15, to be made by then (refund.monthly) <nil>
}

func ExampleReturn_Explain() {
	seats := refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Quote,
		Event: refund.SeatsAdded, Ordered: calendar.MustParseDate("2025-04-12"),
		Paid: []refund.PaidLine{{
			Description: "2 seats more",
			Net:         money.MustParseAmount("EUR 693.45"), Tax: money.MustParseAmount("EUR 145.62"),
		}},
	}
	r, err := refund.Check(policy.Europe2024(), seats, calendar.MustParseDate("2025-05-12"))
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(r.Explain()) {
		fmt.Printf("%.80s\n", strings.TrimSpace(line)) // as much as fits here
	}
	// Output:
	// returnable through 2025-05-12, to be started by then (refund.long): EUR 839.07
	// 2 seats more: EUR 693.45 + tax 145.62
	// refund.long: An annual or three-year subscription is refunded if the return is s
	// refund.days: The day of the purchase is day zero, the window opens with the orde
	// refund.scope: Added seats and alignment charges are purchases of their own, with
	// refund.amount: What was paid for the purchase is refunded, per line with its tax
}

func ExampleReturn_Rules() {
	tokens := refund.Purchase{
		Kind:    policy.FlexTokens,
		Channel: policy.Quote,
		Event:   refund.Bought,
		Ordered: calendar.MustParseDate("2025-03-03"),
	}
	r, err := refund.Check(policy.Europe2024(), tokens, calendar.MustParseDate("2025-03-10"))
	fmt.Println(r.Rules(), err)
	// Output: [refund.flex refund.days] <nil>
}

func ExampleReturn_String() {
	hours := refund.Purchase{
		Kind:    policy.Consulting,
		Channel: policy.Sales,
		Event:   refund.Bought,
		Ordered: calendar.MustParseDate("2025-03-03"),
	}
	r, err := refund.Check(policy.Europe2024(), hours, calendar.MustParseDate("2025-03-03"))
	fmt.Println(r.String(), err)
	// Output: refused on 2025-03-03 by refund.excluded (on no day) <nil>
}

func ExamplePurchase() {
	var p refund.Purchase
	err := json.Unmarshal(
		[]byte(`{"kind": "flex-tokens", "channel": "quote", "event": "purchase", "ordered": "2025-03-03"}`),
		&p,
	)
	fmt.Println(p.Kind, p.Channel, p.Event, p.Ordered, err)
	// Output: flex-tokens quote purchase 2025-03-03 <nil>
}

// With a misspelt key, everything would be given back again.
func ExamplePurchase_UnmarshalJSON() {
	var p refund.Purchase
	err := json.Unmarshal([]byte(`{
		"kind": "flex-tokens", "channel": "quote", "event": "purchase", "ordered": "2025-03-03",
		"paid": [{"returned_net": {"amount": "30.00", "currency": "EUR"}}]
	}`), &p)
	fmt.Println(errors.Is(err, billingrules.ErrUnknown), billingrules.InputErrors(err)[0].Field)
	// Output: true paid[0].returned_net
}

func ExamplePaidLine() {
	line := refund.PaidLine{
		Description: "AutoCAD, 1 seat",
		Net:         money.MustParseAmount("EUR 2145.00"), Tax: money.MustParseAmount("EUR 450.45"),
		ReturnedNet: money.MustParseAmount("EUR 145.00"), ReturnedTax: money.MustParseAmount("EUR 30.45"),
	}
	r, err := refund.Check(policy.Europe2024(), refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Online, Event: refund.Bought,
		Ordered: calendar.MustParseDate("2025-06-10"), Paid: []refund.PaidLine{line},
	}, calendar.MustParseDate("2025-06-20"))
	fmt.Println(r.Total, err)
	// Output: EUR 2420.00 <nil>
}

func ExamplePaidLine_UnmarshalJSON() {
	var line refund.PaidLine
	err := json.Unmarshal([]byte(`{"description": "AutoCAD", "net": null, "net": null}`), &line)
	fmt.Println(errors.Is(err, billingrules.ErrConflict), billingrules.InputErrors(err)[0].Field)
	// Output: true net
}

func ExampleOccasion() {
	fmt.Println(refund.Bought, refund.Renewed, refund.SeatsAdded, refund.Aligned)
	// Output: purchase renewal seats alignment
}

func ExampleOccasion_MarshalText() {
	_, err := refund.Occasion(0).MarshalText()
	fmt.Println(err)
	// Output: refund.Occasion.MarshalText: event: is missing
}

func ExampleOccasion_UnmarshalText() {
	var e refund.Occasion
	err := e.UnmarshalText([]byte("alignment"))
	fmt.Println(e == refund.Aligned, err)
	// Output: true <nil>
}

func ExampleBy() {
	fmt.Println(refund.Made, refund.Started)
	// Output: made started
}

func ExampleBy_MarshalText() {
	text, err := refund.Started.MarshalText()
	fmt.Println(string(text), err)
	// Output: started <nil>
}

func ExampleBy_UnmarshalText() {
	var b refund.By
	fmt.Println(b.UnmarshalText([]byte("asked")))
	// Output: refund.By.UnmarshalText: by "asked": is not known; one of: made, started
}

// Whatever pays back a return refuses it if it was changed while stored.
func ExampleReturn_Check() {
	day := calendar.MustParseDate("2025-03-10")
	r, err := refund.Check(policy.Europe2024(), refund.Purchase{
		Kind: policy.FlexTokens, Channel: policy.Online, Event: refund.Bought, Ordered: day,
		Paid: []refund.PaidLine{{
			Description: "100 tokens", Net: money.MustParseAmount("EUR 365.00"),
			Tax: money.MustParseAmount("EUR 76.65"),
		}},
	}, day)
	fmt.Println(r.Check(), err)
	r.Lines[0].Net = money.MustParseAmount("EUR 965.00")
	fmt.Println(r.Check())
	// Output:
	// <nil> <nil>
	// refund.Return.Check: net EUR 365.00: is not the sum of the lines, EUR 965.00
	// refund.Return.Check: total EUR 441.65: is not the sum of the lines, EUR 1041.65
}

func ExampleReturn_CheckOf() {
	day := calendar.MustParseDate("2025-03-10")
	p := refund.Purchase{
		Kind: policy.Subscription, Channel: policy.Online, Event: refund.Bought, Ordered: day, Term: calendar.Annual,
	}
	r, err := refund.Check(policy.Europe2024(), p, day)
	fmt.Println(r.CheckOf(p), err)
	p.Term = calendar.Monthly
	fmt.Println(r.CheckOf(p))
	// Output:
	// <nil> <nil>
	// refund.Return.CheckOf: decision.rule refund.long: must be refund.monthly, as for the purchase
	// refund.Return.CheckOf: by started: must be made, as for the purchase
}

func ExampleOccasion_IsValid() {
	fmt.Println(refund.Renewed.IsValid(), refund.Occasion(0).IsValid())
	// Output: true false
}

func ExampleOccasion_Scan() {
	var v refund.Occasion
	fmt.Println(v.Scan("renewal"), v)
	// Output: <nil> renewal
}

func ExampleOccasion_Value() {
	fmt.Println(refund.Renewed.Value())
	// Output: renewal <nil>
}

func ExampleBy_IsValid() {
	fmt.Println(refund.Started.IsValid(), refund.By(0).IsValid())
	// Output: true false
}

func ExampleBy_Scan() {
	var v refund.By
	fmt.Println(v.Scan("started"), v)
	// Output: <nil> started
}

func ExampleBy_Value() {
	fmt.Println(refund.Started.Value())
	// Output: started <nil>
}

func ExampleTaxPart_String() {
	fmt.Println(refund.TaxPart{Tax: "GST 5%", Amount: money.MustParseAmount("CAD 4.35")})
	// Output: GST 5% 4.35
}

func ExampleTaxPart_Equal() {
	gst := refund.TaxPart{Tax: "GST 5%", Amount: money.MustParseAmount("CAD 4.35")}
	fmt.Println(gst.Equal(gst), gst.Equal(refund.TaxPart{}))
	// Output: true false
}

func ExampleTaxPart_UnmarshalJSON() {
	var tax refund.TaxPart
	fmt.Println(json.Unmarshal([]byte(`{"name":"GST 5%"}`), &tax))
	// Output: refund.TaxPart.UnmarshalJSON: name "GST 5%": is not a known key
}
