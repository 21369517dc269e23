package coterm_test

import (
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// owned is a subscription for three seats that was bought on a day.
func owned(product string, length calendar.Term, on string) lifecycle.Subscription {
	start := calendar.MustParseDate(on)
	term, err := length.Period(start, start)
	if err != nil {
		panic(err)
	}
	s, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: product, Anchor: start, Seats: 3,
		Terms: []lifecycle.BoughtTerm{{Ordered: start, Start: start, End: term.End(), Length: length}},
	})
	if err != nil {
		panic(err)
	}
	return s
}

// AutoCAD renews in October 2025, Revit in March 2026, and Civil 3D in November 2025: on which day could all of them?
func Example() {
	plans, err := coterm.Align(coterm.Portfolio{
		On: calendar.MustParseDate("2025-09-01"), Horizon: calendar.MustParseDate("2026-12-31"),
		Members: []coterm.Member{
			{ID: "AutoCAD", Subscription: owned("AutoCAD", calendar.Annual, "2024-10-01"), SRP: money.MustParseAmount("EUR 2145.00")},
			{ID: "Revit", Subscription: owned("Revit", calendar.Annual, "2025-03-01"), SRP: money.MustParseAmount("EUR 3339.00")},
			{ID: "Civil 3D", Subscription: owned("Civil 3D", calendar.Annual, "2024-11-18"), SRP: money.MustParseAmount("EUR 3049.00")},
		},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(plans[0].Explain())
	// Output:
	// 2026-03-01: 3 aligned, 0 not; EUR 5243.36, EUR 0.00 beyond renewing
	// AutoCAD: 2025-09-01 extend to 2026-03-01: EUR 2145.00 ÷ 365 × 151 days × 3 seats = 2662.1506… → 2662.15 (half up)
	// Civil 3D: 2025-09-01 extend to 2026-03-01: EUR 3049.00 ÷ 365 × 103 days × 3 seats = 2581.2082… → 2581.21 (half up)
	// Revit: renews on that day already
}

func ExampleAddSeats() {
	s := owned("AEC Collection", calendar.ThreeYear, "2024-10-01")
	add, err := coterm.AddSeats(s, coterm.SeatAdd{On: calendar.MustParseDate("2025-06-03"), Seats: 2, SRP: money.MustParseAmount("EUR 10764.00")})
	if err != nil {
		panic(err)
	}
	fmt.Println(add.Charge)
	for _, part := range add.Instalments {
		fmt.Println(part)
	}
	// Output:
	// EUR 10764.00 ÷ 1095 × 850 days × 2 seats = 16711.2328… → 16711.23 (half up)
	// 1 of 3: EUR 2359.24 on 2025-06-03
	// 2 of 3: EUR 7176.00 on 2025-10-01
	// 3 of 3: EUR 7175.99 on 2026-10-01
}

func ExampleCanAddSeats() {
	s := owned("AutoCAD", calendar.Annual, "2024-10-01")
	fmt.Println(coterm.CanAddSeats(s, calendar.MustParseDate("2025-09-30")))
	fmt.Println(coterm.CanAddSeats(s, calendar.MustParseDate("2025-10-01")))
	// Output:
	// allowed on 2025-09-30 by coterm.same-product (2024-10-01 through 2025-09-30): self-service
	// refused on 2025-10-01 by change.seats-up (2024-10-01 through 2025-09-30): renew first
}

func ExampleExtensionLimit() {
	s := owned("AutoCAD", calendar.Annual, "2024-10-01")
	fmt.Println(coterm.ExtensionLimit(s, calendar.MustParseDate("2025-07-03")))
	switched, _ := s.ChangeTerm(calendar.MustParseDate("2025-07-03"), calendar.ThreeYear)
	fmt.Println(coterm.ExtensionLimit(switched, calendar.MustParseDate("2025-07-03")))
	// Output:
	// 2026-10-01 (coterm.extend-annual: 2026-10-04 from the transaction, 2026-10-01 from the renewal date) <nil>
	// 2028-10-01 (coterm.extend-three-year: 2028-10-04 from the transaction, 2028-10-01 from the renewal date) <nil>
}

func ExampleLimit_String() {
	limit, _ := coterm.ExtensionLimit(owned("AutoCAD", calendar.Annual, "2024-11-30"), calendar.MustParseDate("2025-11-29"))
	fmt.Println(limit.String())
	// Output: 2026-11-30 (coterm.extend-annual: 2027-03-01 from the transaction, 2026-11-30 from the renewal date)
}

func ExampleCanExtend() {
	s, day := owned("AutoCAD", calendar.Annual, "2024-10-01"), calendar.MustParseDate("2025-09-01")
	fmt.Println(coterm.CanExtend(s, day, owned("Revit", calendar.Annual, "2025-03-01")))
	fmt.Println(coterm.CanExtend(s, day, owned("AEC Collection", calendar.ThreeYear, "2025-02-01")))
	fmt.Println(coterm.CanExtend(s, calendar.MustParseDate("2025-07-01"), owned("Revit", calendar.Annual, "2025-03-01")))
	// Output:
	// allowed on 2025-09-01 by coterm.extend-annual (2025-07-03 through 2025-09-30): partner
	// refused on 2025-09-01 by coterm.switch-term-first (on no day): switch to a three-year term first
	// refused on 2025-07-01 by coterm.extend-window (2025-07-03 through 2025-09-30): wait for the window to open
}

func ExampleExtend() {
	x, err := coterm.Extend(owned("AutoCAD", calendar.Annual, "2024-10-01"), coterm.Extension{
		On: calendar.MustParseDate("2025-09-01"), To: owned("Revit", calendar.Annual, "2025-03-01"), SRP: money.MustParseAmount("EUR 2145.00"),
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(x.Charge)
	fmt.Println("renews on", x.Next.Renewal(calendar.MustParseDate("2025-09-01")))
	// Output:
	// EUR 2145.00 ÷ 365 × 151 days × 3 seats = 2662.1506… → 2662.15 (half up)
	// renews on 2026-03-01
}

func ExampleEstimateNewProduct() {
	e, err := coterm.EstimateNewProduct(owned("AutoCAD", calendar.Annual, "2024-10-01"), coterm.NewProduct{
		On: calendar.MustParseDate("2025-06-03"), Term: calendar.Annual, Seats: 2, SRP: money.MustParseAmount("EUR 3339.00"),
	})
	fmt.Println(e, err)
	// Output: EUR 3339.00 ÷ 365 × 120 days × 2 seats = 2195.5068… → 2195.51 (half up), an estimate: ask a partner for a quote <nil>
}

func ExampleEstimate_String() {
	e, _ := coterm.EstimateNewProduct(owned("AutoCAD", calendar.Annual, "2024-10-01"), coterm.NewProduct{
		On: calendar.MustParseDate("2025-09-30"), Term: calendar.Annual, Seats: 1, SRP: money.MustParseAmount("EUR 365.00"),
	})
	fmt.Println(e.String())
	// Output: EUR 365.00 ÷ 365 × 1 day × 1 seat = 1.00, an estimate: ask a partner for a quote
}

// plans are those of two subscriptions, one of which has ended and is renewed late.
func plans() []coterm.Plan {
	list, err := coterm.Align(coterm.Portfolio{
		On: calendar.MustParseDate("2025-10-10"), Horizon: calendar.MustParseDate("2027-12-31"),
		Members: []coterm.Member{
			{ID: "AutoCAD", Subscription: owned("AutoCAD", calendar.Annual, "2024-10-01"), SRP: money.MustParseAmount("EUR 2145.00")},
			{ID: "Revit", Subscription: owned("Revit", calendar.Annual, "2024-11-18"), SRP: money.MustParseAmount("EUR 3339.00")},
		},
	})
	if err != nil {
		panic(err)
	}
	return list
}

func ExampleAlign() {
	for _, plan := range plans() {
		fmt.Println(plan)
	}
	// Output:
	// 2026-10-01: 2 aligned, 0 not; EUR 15134.70, EUR 0.00 beyond renewing
	// 2026-11-18: 2 aligned, 0 not; EUR 17298.25, EUR 0.00 beyond renewing
	// 2027-10-01: 2 aligned, 0 not; EUR 31586.70, EUR 0.00 beyond renewing
	// 2027-11-18: 2 aligned, 0 not; EUR 33750.25, EUR 0.00 beyond renewing
}

func ExamplePlan_Moves() {
	for _, m := range plans()[0].Moves() {
		fmt.Println(m.ID, m.Cost, len(m.Steps))
	}
	// Output:
	// AutoCAD EUR 6435.00 1
	// Revit EUR 8699.70 1
}

func ExamplePlan_Explain() {
	fmt.Println(plans()[0].Explain())
	// Output:
	// 2026-10-01: 2 aligned, 0 not; EUR 15134.70, EUR 0.00 beyond renewing
	// AutoCAD: 2025-10-10 renew until 2026-10-01: EUR 2145.00 × 3 = 6435.00
	// Revit: 2025-10-10 extend to 2026-10-01: EUR 3339.00 ÷ 365 × 317 days × 3 seats = 8699.6958… → 8699.70 (half up)
}

func ExamplePlan_String() {
	fmt.Println(plans()[1].String())
	// Output: 2026-11-18: 2 aligned, 0 not; EUR 17298.25, EUR 0.00 beyond renewing
}

func ExampleMove_String() {
	fmt.Println(plans()[0].Moves()[1].String())
	// Output: Revit: 2025-10-10 extend to 2026-10-01: EUR 3339.00 ÷ 365 × 317 days × 3 seats = 8699.6958… → 8699.70 (half up)
}

func ExampleStep_String() {
	fmt.Println(plans()[1].Moves()[0].Steps[0].String())
	// Output: 2025-10-10 renew until 2026-10-01: EUR 2145.00 × 3 = 6435.00
}

func ExampleAction() {
	fmt.Println(coterm.Renew, coterm.SwitchTerm, coterm.ExtendTo)
	// Output: renew switch-term extend
}

func ExampleAction_MarshalText() {
	text, err := coterm.SwitchTerm.MarshalText()
	fmt.Println(string(text), err)
	// Output: switch-term <nil>
}

func ExampleAction_UnmarshalText() {
	var a coterm.Action
	fmt.Println(a.UnmarshalText([]byte("wait")))
	// Output: coterm.Action.UnmarshalText: do "wait": is none of: renew, switch-term, extend
}

func added() coterm.Addition {
	s := owned("AEC Collection", calendar.ThreeYear, "2024-10-01")
	add, err := coterm.AddSeats(s, coterm.SeatAdd{On: calendar.MustParseDate("2026-09-30"), Seats: 1, SRP: money.MustParseAmount("EUR 1095.00")})
	if err != nil {
		panic(err)
	}
	return add
}

func extended() coterm.Extended {
	x, err := coterm.Extend(owned("AutoCAD", calendar.Annual, "2024-10-01"), coterm.Extension{
		On: calendar.MustParseDate("2025-09-01"), To: owned("Revit", calendar.Annual, "2025-03-01"), SRP: money.MustParseAmount("EUR 2145.00"),
	})
	if err != nil {
		panic(err)
	}
	return x
}

func ExampleAddition_Rules() {
	fmt.Println(added().Rules())
	// Output: [coterm.same-product coterm.multi-year proration.price proration.standard-days proration.days proration.leap proration.pre-tax]
}

func ExampleAddition_Explain() {
	lines := strings.Split(added().Explain(), "\n")
	fmt.Println(strings.Join(lines[:4], "\n"))
	// Output:
	// EUR 1095.00 ÷ 1095 × 366 days × 1 seat = 366.00
	// 1 of 2: EUR 1.00 on 2026-09-30
	// 2 of 2: EUR 365.00 on 2026-10-01
	// coterm.same-product: Seats added to a subscription take its term and its renewal date and are prorated to that date with its own SRP and standard days.
}

func ExampleExtended_Rules() {
	fmt.Println(extended().Rules()[:5])
	// Output: [coterm.extend-annual coterm.extend-window coterm.extend-future coterm.extend-partner coterm.no-refund]
}

func ExampleExtended_Explain() {
	lines := strings.Split(extended().Explain(), "\n")
	fmt.Println(strings.Join(lines[:3], "\n"))
	// Output:
	// EUR 2145.00 ÷ 365 × 151 days × 3 seats = 2662.1506… → 2662.15 (half up)
	// at the latest 2026-10-01 (coterm.extend-annual: 2026-12-02 from the transaction, 2026-10-01 from the renewal date)
	// coterm.extend-annual: An annual subscription can be extended up to a published number of months from the day of the transaction and a published number from its renewal date.
}
