package billingtest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"pgregory.net/rapid"
)

// acme is a vendor's own edition, as its tests read it from the file that it ships.
func acme() policy.Edition {
	file := strings.NewReader(`{
		"name": "Acme2026", "region": "Europe", "firstDay": "2026-01-01",
		"proration": {"standardDays": {"annual": 360, "threeYear": 1080}},
		"lapse": {"expiredDays": 10},
		"refund": {"monthly": 14, "annual": 14, "threeYear": 14}
	}`)
	ed, err := policy.DecodeEdition(file, policy.Europe2024())
	if err != nil {
		panic(err)
	}
	return ed
}

// A vendor checks its own edition against every law, and its store against the law that facts come back as they went
// in.
func Example() {
	TestEdition := func(t *testing.T) {
		billingtest.Check(t, acme())
	}
	TestStore := func(t *testing.T) {
		billingtest.CheckStore(t, acme(), func(f lifecycle.Facts) (lifecycle.Facts, error) {
			row, err := json.Marshal(f) // your own store writes and reads here
			if err != nil {
				return lifecycle.Facts{}, err
			}
			var back lifecycle.Facts
			return back, json.Unmarshal(row, &back)
		})
	}
	_, _ = TestEdition, TestStore // in a test file, go test finds them by name
	fmt.Println(acme().Name())
	// Output: Acme2026
}

// TestAcme runs what the example shows.
func TestAcme(t *testing.T) {
	billingtest.Check(t, acme())
	billingtest.CheckStore(t, acme(), jsonStore)
}

func ExampleCheck() {
	_ = func(t *testing.T) { billingtest.Check(t, acme()) }
	fmt.Println(len(billingtest.Laws()), "laws")
	// Output: 21 laws
}

func ExampleCheckStore() {
	_ = func(t *testing.T) {
		billingtest.CheckStore(t, acme(), func(f lifecycle.Facts) (lifecycle.Facts, error) {
			row, err := json.Marshal(f) // into a database
			if err != nil {
				return lifecycle.Facts{}, err
			}
			var back lifecycle.Facts
			return back, json.Unmarshal(row, &back) // and out of it
		})
	}
	// Output:
}

func ExampleLaws() {
	for _, law := range billingtest.Laws()[:3] {
		fmt.Println(law)
	}
	// Output:
	// law 1: an edition is read back as it was written
	// law 2: the phases of a subscription follow each other without gap or overlap, from its first day on
	// law 3: every day has the phase that a walk from day to day finds
}

func ExampleLaw_String() {
	law := billingtest.Laws()[8]
	fmt.Println(law)
	fmt.Println(law.Rules)
	// Output:
	// law 9: a full term costs exactly its list price, and so do all of its days where they are standard
	// [proration.leap proration.price]
}

// A property of your own can include a law, under an edition that the property draws.
func ExampleLaw_Check() {
	_ = func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			ed := billingtest.Edition(acme()).Draw(t, "edition")
			billingtest.Laws()[7].Check(t, ed)
		})
	}
	// Output:
}

// bought is an annual subscription that somebody bought of Acme.
func bought() lifecycle.Facts {
	s, err := lifecycle.Buy(acme(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 3, Ordered: calendar.MustParseDate("2026-02-10"),
	})
	if err != nil {
		panic(err)
	}
	return s.Facts()
}

func ExampleWalk() {
	var last lifecycle.Phase
	for _, day := range billingtest.Walk(acme(), bought(), calendar.MustParseDate("2028-01-01")) {
		if day.Phase != last {
			fmt.Println(day.Date, day.Phase)
			last = day.Phase
		}
	}
	// Output:
	// 2026-02-10 active
	// 2027-02-11 expired
	// 2027-02-20 suspended
	// 2027-03-22 canceled
}

func ExampleWalkedDay() {
	days := billingtest.Walk(acme(), bought(), calendar.MustParseDate("2027-02-11"))
	fmt.Printf("%+v\n", days[len(days)-1])
	// Output: {Date:2027-02-10 Phase:active Provisional:true}
}

func ExampleKnownOn() {
	f := bought()
	f.Invoices = []lifecycle.BilledInvoice{{
		Number: "I-1", Issued: calendar.MustParseDate("2026-02-10"), Due: calendar.MustParseDate("2026-03-12"),
		Paid: calendar.MustParseDate("2026-03-20"),
	}}
	known := billingtest.KnownOn(f, calendar.MustParseDate("2026-03-19"))
	fmt.Println(known.Invoices[0].Paid.IsZero())
	// Output: true
}

// seats are three seats for the rest of a year.
func seats() proration.PriceRequest {
	term, err := calendar.Annual.Service(calendar.MustParseDate("2026-02-10"), calendar.MustParseDate("2026-02-10"))
	if err != nil {
		panic(err)
	}
	rest := calendar.Since(calendar.MustParseDate("2026-08-02")).Intersect(term.Covered())
	return proration.PriceRequest{SRP: money.MustParseAmount("EUR 2145.00"), Seats: 3, Service: term, Bought: rest}
}

func ExampleDays() {
	fmt.Println(billingtest.Days(acme(), seats().Service, seats().Bought))
	// Output: 192
}

func ExamplePrice() {
	fmt.Println(billingtest.Price(acme(), seats()), "cents") // 2145.00 × 192 × 3 ÷ 360
	// Output: 343200 cents
}

// Generators draw inside a property; outside of one, Example shows what they can draw.

func ExampleDate() {
	for seed := range 4 {
		fmt.Println(billingtest.Date().Example(seed))
	}
	// Output:
	// 2023-01-25
	// 2031-05-01
	// 2023-01-02
	// 2023-03-01
}

func ExampleNear() {
	opens, closes := calendar.MustParseDate("2026-11-12"), calendar.MustParseDate("2027-02-10")
	for seed := range 4 {
		fmt.Println(billingtest.Near(opens, closes).Example(seed))
	}
	// Output:
	// 2027-02-11
	// 2026-11-13
	// 2027-02-11
	// 2026-11-12
}

func ExampleTerm() {
	fmt.Println(billingtest.Term().Example(1))
	// Output: three-year
}

func ExampleAmount() {
	fmt.Println(billingtest.Amount(money.MustParseCurrency("JPY")).Example(1))
	// Output: JPY 8196553
}

func ExampleSRP() {
	for seed := range 4 {
		fmt.Println(billingtest.SRP().Example(seed))
	}
	// Output:
	// EUR 76.54
	// USD 1.78
	// CLF 0.0002
	// JPY 3
}

func ExampleEdition() {
	moved := policy.Diff(acme(), billingtest.Edition(acme()).Example(1))
	fmt.Println(len(moved), "readings differ:", moved[2])
	// Output: 4 readings differ: days in Suspended of a monthly subscription: 15 → 14 (lapse.suspended-days)
}

func ExampleFacts() {
	f := billingtest.Facts(acme()).Example(5)
	fmt.Println(f.Kind, f.Terms[0].Start, len(f.Terms), "terms", len(f.Changes), "changes", len(f.Invoices), "invoices")
	// Output: trial 2023-02-28 1 terms 0 changes 0 invoices
}

// A year at EUR 2145.00, for three seats, is not divided: 3 × 2145.00.
func ExampleFullTerm() {
	fmt.Println(billingtest.FullTerm(acme(), seats()), "cents")
	// Output: 643500 cents
}

func ExamplePriceRequest() {
	line := billingtest.PriceRequest().Example(2)
	fmt.Println(line.Seats, "seats", line.SRP, line.Service, line.Bought)
	// Output: 3 seats KWD 0.015 annual 2023-10-29 2025-10-29/2026-10-29 2025-10-29/2025-10-31
}

func ExamplePortfolio() {
	for _, m := range billingtest.Portfolio(acme(), 3, 12).Example(1).Members {
		fmt.Println(m.ID, m.View.Subscription().Facts().Terms[0].End, m.SRP)
	}
	// Output:
	// S-1 2027-04-21 EUR 365.00
	// S-2 2027-02-07 EUR 365.00
}

func ExamplePurchase() {
	p := billingtest.Purchase(policy.Europe2024()).Example(4)
	fmt.Println(p.Kind, p.Term, p.Channel, p.Event, p.Ordered)
	// Output: subscription three-year online purchase 2023-01-28
}
