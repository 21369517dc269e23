package proration_test

import (
	"encoding/json"
	"fmt"
	"log"
	"strings"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// Three seats are added to an annual subscription on 10 February, in the afternoon in Brussels. Each pays for the days
// that are left, that afternoon's included.
func Example() {
	brussels := time.FixedZone("CET", 3600)
	now := time.Date(2026, time.February, 10, 15, 30, 0, 0, brussels)
	today := calendar.DateOf(now, brussels)

	bought := calendar.MustParseDate("2025-06-10")
	term, err := calendar.Annual.Period(bought, bought)
	if err != nil {
		log.Fatal(err)
	}
	year, err := calendar.NewService(calendar.Annual, bought, term)
	if err != nil {
		log.Fatal(err)
	}
	left, err := calendar.Between(today, term.End())
	if err != nil {
		log.Fatal(err)
	}

	charge, err := proration.Price(policy.Europe2024(), proration.PriceRequest{
		SRP:     money.MustParseAmount("EUR 2145.00"),
		Seats:   3,
		Service: year,
		Bought:  left,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("to pay before tax:", charge.Amount)
	fmt.Println(charge)
	// Output:
	// to pay before tax: EUR 2115.62
	// EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)
}

// annual is the service year from 10 June 2025, of which examples buy some days.
func annual() calendar.Service {
	term, err := calendar.ParsePeriod("2025-06-10/2026-06-10")
	if err != nil {
		log.Fatal(err)
	}
	year, err := calendar.NewService(calendar.Annual, term.Start(), term)
	if err != nil {
		log.Fatal(err)
	}
	return year
}

// stubCharge is what three seats cost from 10 February 2026 on.
func stubCharge() proration.Charge {
	year := annual()
	left, err := calendar.Between(calendar.MustParseDate("2026-02-10"), year.Covered().End())
	if err != nil {
		log.Fatal(err)
	}
	charge, err := proration.Price(policy.Europe2024(), proration.PriceRequest{
		SRP: money.MustParseAmount("EUR 2145.00"), Seats: 3, Service: year, Bought: left,
	})
	if err != nil {
		log.Fatal(err)
	}
	return charge
}

func ExamplePrice() {
	year := annual()
	charge, err := proration.Price(policy.Europe2024(), proration.PriceRequest{
		SRP: money.MustParseAmount("EUR 2145.00"), Seats: 10, Service: year, Bought: year.Covered(),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(charge)

	_, err = proration.Price(policy.Europe2024(), proration.PriceRequest{
		SRP: money.MustParseAmount("EUR -2145.00"), Service: year, Bought: year.Covered(),
	})
	fmt.Println(err)
	// Output:
	// EUR 2145.00 ÷ 365 × 365 days × 10 seats = 21450.00
	// proration.Price: srp EUR -2145.00: is negative
	// proration.Price: seats: is missing
}

// A renewal costs the list price of every seat, even if the term has a leap day.
func ExampleFullTerm() {
	anchor := calendar.MustParseDate("2027-06-10")
	service, err := calendar.Annual.Service(anchor, anchor)
	if err != nil {
		fmt.Println(err)
		return
	}
	charge, err := proration.FullTerm(policy.Europe2024(), proration.PriceRequest{
		SRP: money.MustParseAmount("EUR 2145.00"), Seats: 3, Service: service, Bought: service.Covered(),
	})
	fmt.Println(charge, err)
	// Output: EUR 2145.00 × 3 seats = 6435.00 <nil>
}

// A stored charge reads back with its arithmetic; one that was changed by a cent does not.
func ExampleCharge_UnmarshalJSON() {
	stored := `{"amount":{"amount":"2115.63","currency":"EUR"},"srp":{"amount":"2145.00","currency":"EUR"},
		"divisor":365,"days":120,"seats":3,"bought":"2026-02-10/2026-06-10","dayCount":"standard",
		"rounding":"half-up","roundAt":"line","rounded":true,"edition":"b08f05981627f041a4cc82db0b953756"}`
	var charge proration.Charge
	fmt.Println(json.Unmarshal([]byte(stored), &charge))
	// Output:
	// proration.Charge.UnmarshalJSON: amount EUR 2115.63: does not follow from the other figures: they give EUR 2115.62
}

// Whatever bills a charge refuses it if it was changed.
func ExampleCharge_Check() {
	charge := stubCharge()
	fmt.Println(charge.Check())
	charge.Amount = money.MustParseAmount("EUR 5.00")
	fmt.Println(charge.Check())
	fmt.Println(charge)
	// Output:
	// <nil>
	// proration.Charge.Check: amount EUR 5.00: does not follow from the other figures: they give EUR 2115.62
	// EUR 5.00, which its figures do not give
}

// The divisor tells which term a charge was prorated by.
func ExampleCharge_Term() {
	charge := stubCharge()
	fmt.Println(charge.Term(), charge.Divisor)
	// Output: annual 365
}

// A month of 28 days counts 30, and 27 days of it count 27.
func ExampleDays() {
	term, err := calendar.ParsePeriod("2025-02-10/2025-03-10")
	if err != nil {
		log.Fatal(err)
	}
	month, err := calendar.NewService(calendar.Monthly, term.Start(), term)
	if err != nil {
		log.Fatal(err)
	}
	for _, from := range []string{"2025-02-10", "2025-02-11", "2025-03-09"} {
		bought, err := calendar.Between(calendar.MustParseDate(from), term.End())
		if err != nil {
			log.Fatal(err)
		}
		days, err := proration.Days(policy.Europe2024(), month, bought)
		fmt.Println(from, days, err)
	}
	// Output:
	// 2025-02-10 30 <nil>
	// 2025-02-11 27 <nil>
	// 2025-03-09 1 <nil>
}

func ExampleDailyRate() {
	rate, err := proration.DailyRate(policy.Europe2024(), calendar.ThreeYear, money.MustParseAmount("EUR 6114.00"))
	fmt.Println(rate, err)
	// Output:
	// EUR 6114.00 ÷ 1095 = 5.583561… a day <nil>
}

func ExampleRate_String() {
	rate, err := proration.DailyRate(policy.Europe2024(), calendar.Monthly, money.MustParseAmount("EUR 270.00"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(rate.String())
	fmt.Println(proration.Rate{}.String())
	// Output:
	// EUR 270.00 ÷ 30 = 9.00 a day
	// no rate
}

func ExampleRate_Round() {
	srp := money.MustParseAmount("EUR 2145.00")
	rate, err := proration.DailyRate(policy.Europe2024(), calendar.Annual, srp)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(rate.Round(srp.Currency().Rounding(money.HalfUp)))
	fmt.Println(rate.Round(money.Rounding{Places: 4, Mode: money.HalfUp}))
	// Output:
	// EUR 5.88 false <nil>
	// EUR 5.8767 false <nil>
}

func ExampleCharge_String() {
	fmt.Println(stubCharge().String())
	// Output:
	// EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)
}

func ExampleCharge_Explain() {
	fmt.Println(strings.NewReplacer(": ", ":\n  ", ", ", ",\n  ", "; ", ";\n  ").Replace(stubCharge().Explain()))
	// Output:
	// EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)
	// proration.price:
	//   A prorated price is the daily rate times the days bought times the seats,
	//   divided once and rounded once to the minor unit of the currency,
	//   at the place that the edition says.
	// proration.standard-days:
	//   Each term has a published number of days by which its price is divided,
	//   and leap years never change it.
	// proration.days:
	//   Added seats buy the days from the day of the transaction through the last covered day,
	//   both counted;
	//   an extension buys those from the old renewal date up to the new one.
	// proration.leap:
	//   Leap years are not taken into account,
	//   in the way that the edition's day count says.
	// proration.pre-tax:
	//   The SRP,
	//   and so every prorated price,
	//   is before tax.
}

func ExampleCharge_Rules() {
	for _, id := range stubCharge().Rules() {
		fmt.Println(id)
	}
	// Output:
	// proration.price
	// proration.standard-days
	// proration.days
	// proration.leap
	// proration.pre-tax
}

// A charge is stored as JSON and is the same when it is read back.
func ExampleCharge_Equal() {
	charge := stubCharge()
	data, err := json.Marshal(charge)
	if err != nil {
		log.Fatal(err)
	}
	var stored proration.Charge
	if err := json.Unmarshal(data, &stored); err != nil {
		log.Fatal(err)
	}
	fmt.Println(stored.Equal(charge))
	stored.Seats = 4
	fmt.Println(stored.Equal(charge))
	// Output:
	// true
	// false
}
