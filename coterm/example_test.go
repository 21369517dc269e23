package coterm_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// owned is a subscription for three seats that was bought on one day, as it is seen on another.
func owned(product string, length calendar.Term, start, today string) lifecycle.View {
	s, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: product, Length: length, Seats: 3, Ordered: calendar.MustParseDate(start),
	})
	if err != nil {
		panic(err)
	}
	return s.On(calendar.MustParseDate(today))
}

// AutoCAD renews in October 2025, Revit in March 2026 and Maya in November 2025: on which day could they all renew?
func Example() {
	const today = "2025-09-01"
	plans, err := coterm.Align(coterm.Portfolio{
		Horizon: calendar.MustParseDate("2026-12-31"), Plans: 1,
		Members: []coterm.Member{
			{
				ID: "AutoCAD", View: owned("AutoCAD", calendar.Annual, "2024-10-01", today),
				SRP: money.MustParseAmount("EUR 2145.00"),
			},
			{
				ID: "Revit", View: owned("Revit", calendar.Annual, "2025-03-01", today),
				SRP: money.MustParseAmount("EUR 3339.00"),
			},
			{
				ID: "Maya", View: owned("Maya", calendar.Annual, "2024-11-18", today),
				SRP: money.MustParseAmount("EUR 3049.00"),
			},
		},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(plans[0].Explain())
	// Output:
	// 2026-03-01: 3 aligned, 0 not; EUR 5243.36, EUR 0.00 beyond renewing
	// AutoCAD: 2025-09-01 extend to 2026-03-01: EUR 2145.00 ÷ 365 × 151 days × 3 seats = 2662.1506… → 2662.15 (half up)
	// Maya: 2025-09-01 extend to 2026-03-01: EUR 3049.00 ÷ 365 × 103 days × 3 seats = 2581.2082… → 2581.21 (half up)
	// Revit: renews on that day already
}

// Two more seats for a three-year subscription: a part up to the anniversary, and each later year at its own price.
func ExampleAddSeats() {
	v := owned("AEC Collection", calendar.ThreeYear, "2024-10-01", "2025-03-15")
	add, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: money.MustParseAmount("EUR 5925.00")})
	if err != nil {
		panic(err)
	}
	fmt.Println(add.Charge)
	for _, part := range add.Instalments {
		fmt.Println(part)
	}
	next, err := lifecycle.New(v.Edition(), add.Next)
	fmt.Println(next.On(v.Day()).Seats(), "seats", err)
	// Output:
	// EUR 5925.00 ÷ 1095 × 930 days × 2 seats = 10064.3835… → 10064.38 (half up)
	// 1 of 3: EUR 2164.38 on 2025-03-15
	// 2 of 3: EUR 3950.00 on 2025-10-01
	// 3 of 3: EUR 3950.00 on 2026-10-01
	// 5 seats <nil>
}

// A request that may arrive twice states the renewal date and the number of seats that it expects, so that it is
// carried out neither after another renewal nor a second time.
func ExampleAddSeats_repeated() {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-09-30")
	request := coterm.SeatRequest{
		Seats: 1, SRP: money.MustParseAmount("EUR 365.00"), If: v.Renewal(), IfSeats: v.Seats(),
	}
	added, err := v.AddSeats(1)
	if err != nil {
		panic(err)
	}
	_, err = coterm.AddSeats(added.On(v.Day()), request)
	fmt.Println(err)
	renewed, err := v.Renew(lifecycle.RenewalChanges{})
	if err != nil {
		panic(err)
	}
	_, err = coterm.AddSeats(renewed.On(v.Day()), request)
	fmt.Println(err)
	// Output:
	// coterm.AddSeats: ifSeats 3: is not the number of seats, which is 4
	// coterm.AddSeats: if 2025-10-01: is not the renewal date, which is 2026-10-01
}

// A three-year renewal in its window, by invoice: the first instalment is dated on the renewal date.
func ExampleRenew() {
	net30, err := invoice.Net(30)
	if err != nil {
		panic(err)
	}
	v := owned("AEC Collection", calendar.ThreeYear, "2024-10-01", "2027-08-01")
	renewal, err := coterm.Renew(v, coterm.RenewalRequest{
		SRP: money.MustParseAmount("EUR 10764.00"), NetTerms: net30, Payer: lifecycle.PayerOnFile,
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(renewal.Decision.Rule)
	fmt.Println(renewal.Charge)
	for _, part := range renewal.Instalments {
		fmt.Println(part)
	}
	// Output:
	// invoice.by-renewal
	// EUR 10764.00 × 3 seats = 32292.00
	// 1 of 3: EUR 10764.00 on 2027-10-01, due 2027-10-31
	// 2 of 3: EUR 10764.00 on 2028-10-01, due 2028-10-31
	// 3 of 3: EUR 10764.00 on 2029-10-01, due 2029-10-31
}

// A late renewal with another number of seats takes a partner's quote.
func ExampleRenew_withChanges() {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-10-20")
	renewal, err := coterm.Renew(v, coterm.RenewalRequest{SRP: money.MustParseAmount("EUR 2145.00"), Seats: 2})
	fmt.Println(renewal.Decision, err)
	fmt.Println(renewal.Charge)
	// Output:
	// allowed on 2025-10-20 by renewal.with-changes (2025-07-03 through 2025-11-14): partner <nil>
	// EUR 2145.00 × 2 seats = 4290.00
}

func ExampleExtend() {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-09-01")
	host := owned("Revit", calendar.Annual, "2025-03-01", "2025-09-01")
	x, err := coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: money.MustParseAmount("EUR 2145.00")})
	if err != nil {
		panic(err)
	}
	fmt.Println(x.Charge)
	fmt.Println(x.Instalments[0])
	fmt.Println("renews on", x.Next.Terms[1].End)
	// Output:
	// EUR 2145.00 ÷ 365 × 151 days × 3 seats = 2662.1506… → 2662.15 (half up)
	// 1 of 1: EUR 2662.15 on 2025-09-01
	// renews on 2026-03-01
}

// What cannot be done is refused with the decision, which has the remedy.
func ExampleExtend_refused() {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-09-01")
	host := owned("AEC Collection", calendar.ThreeYear, "2025-02-01", "2025-09-01")
	_, err := coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: money.MustParseAmount("EUR 2145.00")})
	fmt.Println(err)
	// Output: refused on 2025-09-01 by coterm.switch-term-first (on no day): switch to a three-year term first
}

func ExampleEstimateNewProduct() {
	host := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-06-03")
	e, err := coterm.EstimateNewProduct(host, coterm.NewProductRequest{
		Length: calendar.Annual, Seats: 2, SRP: money.MustParseAmount("EUR 3339.00"),
	})
	fmt.Println(e.Charge, err)
	fmt.Println(e.Decision)
	// Output:
	// EUR 3339.00 ÷ 365 × 120 days × 2 seats = 2195.5068… → 2195.51 (half up) <nil>
	// allowed on 2025-06-03 by coterm.new-product (2024-09-16 through 2025-09-30): partner
}

func ExampleNewProductEstimate_String() {
	host := owned("AEC Collection", calendar.ThreeYear, "2024-10-01", "2026-06-29")
	e, err := coterm.EstimateNewProduct(host, coterm.NewProductRequest{
		Length: calendar.Annual, Seats: 1, SRP: money.MustParseAmount("EUR 365.00"),
	})
	charge, estimate, _ := strings.Cut(e.String(), ", ")
	fmt.Println(charge, err)
	fmt.Println(estimate)
	// Output:
	// EUR 365.00 ÷ 365 × 459 days × 1 seat = 459.00 <nil>
	// an estimate: ask a partner for a quote; longer than an extension of this term can be
}

func added() coterm.SeatPrice {
	v := owned("AEC Collection", calendar.ThreeYear, "2024-10-01", "2026-09-30")
	add, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: money.MustParseAmount("EUR 1095.00")})
	if err != nil {
		panic(err)
	}
	return add
}

func ExampleSeatPrice_Rules() {
	fmt.Println(added().Rules()[:3])
	// Output: [coterm.same-product coterm.multi-year proration.price]
}

func ExampleSeatPrice_Explain() {
	lines := strings.Split(added().Explain(), "\n")
	fmt.Println(strings.Join(lines[:3], "\n"))
	name, _, _ := strings.Cut(lines[3], ":")
	fmt.Println(name)
	// Output:
	// EUR 1095.00 ÷ 1095 × 366 days × 1 seat = 366.00
	// 1 of 2: EUR 1.00 on 2026-09-30
	// 2 of 2: EUR 365.00 on 2026-10-01
	// coterm.same-product
}

func renewed2026() coterm.RenewalPrice {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-09-01")
	renewal, err := coterm.Renew(v, coterm.RenewalRequest{SRP: money.MustParseAmount("EUR 2145.00")})
	if err != nil {
		panic(err)
	}
	return renewal
}

func ExampleRenewalPrice_Rules() {
	fmt.Println(renewed2026().Rules()[:3])
	// Output: [renewal.window renewal.next-term proration.price]
}

func ExampleRenewalPrice_Explain() {
	charge, _, _ := strings.Cut(renewed2026().Explain(), "\n")
	fmt.Println(charge)
	// Output: EUR 2145.00 × 3 seats = 6435.00
}

func toMarch() coterm.ExtensionPrice {
	x, err := coterm.Extend(owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-09-01"), coterm.ExtensionRequest{
		To: owned("Revit", calendar.Annual, "2025-03-01", "2025-09-01"), SRP: money.MustParseAmount("EUR 2145.00"),
	})
	if err != nil {
		panic(err)
	}
	return x
}

func ExampleExtensionPrice_Rules() {
	fmt.Println(toMarch().Rules()[:4])
	// Output: [coterm.extend-annual coterm.extend-window coterm.extend-future coterm.extend-charge]
}

func ExampleExtensionPrice_Explain() {
	lines := strings.Split(toMarch().Explain(), "\n")
	latest, _, _ := strings.Cut(lines[1], ",")
	fmt.Println(lines[0])
	fmt.Println(latest)
	// Output:
	// EUR 2145.00 ÷ 365 × 151 days × 3 seats = 2662.1506… → 2662.15 (half up)
	// at the latest 2026-10-01 (coterm.extend-annual: 2026-12-02 from the transaction
}

// A request in JSON is read just as strictly: misspelt seats would be lost.
func ExampleSeatRequest_UnmarshalJSON() {
	var request coterm.SeatRequest
	err := json.Unmarshal([]byte(`{"seat": 3, "srp": {"amount": "2145.00", "currency": "EUR"}}`), &request)
	fmt.Println(err)
	// Output: coterm.SeatRequest.UnmarshalJSON: seat 3: is not a known key
}
