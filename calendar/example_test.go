package calendar_test

import (
	"encoding/json"
	"fmt"
	"time"
	_ "time/tzdata"

	"example.com/billingrules/calendar"
)

// location loads a zone, which the library itself never does.
func location(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// The page's own example: bought on 10 June 2024 for a year.
func Example() {
	bought := calendar.MustParseDate("2024-06-10")
	term, err := calendar.Annual.Period(bought, bought)
	if err != nil {
		fmt.Println(err)
		return
	}
	brussels := location("Europe/Brussels")
	expires, _ := term.Expiry(brussels)
	_, renews := term.Instants(brussels)
	fmt.Println("covers ", term.Start(), "through", term.LastDay())
	fmt.Println("expires", expires)
	fmt.Println("renews ", renews)
	// Output:
	// covers  2024-06-10 through 2025-06-09
	// expires 2025-06-09 23:59:59 +0200 CEST
	// renews  2025-06-10 00:00:00 +0200 CEST
}

func ExampleNewDate() {
	fmt.Println(calendar.NewDate(2024, time.February, 29))
	fmt.Println(calendar.NewDate(2025, time.February, 29))
	// Output:
	// 2024-02-29 <nil>
	// no date calendar.NewDate: day 29: must be from 1 to 28 in February 2025
}

func ExampleParseDate() {
	fmt.Println(calendar.ParseDate("2025-06-09"))
	fmt.Println(calendar.ParseDate("9-6-2025"))
	fmt.Println(calendar.ParseDate("2025-02-30"))
	// Output:
	// 2025-06-09 <nil>
	// no date calendar.ParseDate: date "9-6-2025": is not of the form YYYY-MM-DD
	// no date calendar.ParseDate: date "2025-02-30": there is no such day
}

func ExampleMustParseDate() {
	fmt.Println(calendar.MustParseDate("2024-09-16"))
	// Output: 2024-09-16
}

// Half past eleven in the evening in New York is the next day in Brussels, and the subscription was bought in Brussels.
func ExampleDateOf() {
	now := time.Date(2025, time.June, 9, 23, 30, 0, 0, location("America/New_York"))
	fmt.Println(calendar.DateOf(now, location("Europe/Brussels")))
	// Output: 2025-06-10
}

// In St John's the clock went back on 29 October 2006 from 00:01 to 23:01. The repeated hour belongs to the 29th, which
// had already begun.
func ExampleDateOf_clockGoesBack() {
	newfoundland := location("America/St_Johns")
	again := time.Date(2006, time.October, 29, 3, 0, 0, 0, time.UTC).In(newfoundland)
	fmt.Println("the clock shows", again.Format("2006-01-02 15:04"), "on", calendar.DateOf(again, newfoundland))
	// Output: the clock shows 2006-10-28 23:30 on 2006-10-29
}

func ExampleDate_Start() {
	fmt.Println(calendar.MustParseDate("2025-06-10").Start(location("Europe/Brussels")))
	fmt.Println(calendar.MustParseDate("2018-11-04").Start(location("America/Sao_Paulo"))) // midnight was skipped
	// Output:
	// 2025-06-10 00:00:00 +0200 CEST
	// 2018-11-04 01:00:00 -0200 -02
}

func ExampleDate_Civil() {
	year, month, day := calendar.MustParseDate("2024-02-29").Civil()
	fmt.Println(year, month, day)
	// Output: 2024 February 29
}

func ExampleDate_Weekday() {
	fmt.Println(calendar.MustParseDate("2024-09-16").Weekday())
	// Output: Monday
}

// Early renewal opens ninety days before the renewal date.
func ExampleDate_AddDays() {
	fmt.Println(calendar.MustParseDate("2025-06-10").AddDays(-90))
	// Output: 2025-03-12
}

// Every month date is counted from the anchor.
func ExampleDate_AddMonths() {
	anchor := calendar.MustParseDate("2025-01-31")
	fmt.Println(anchor.AddMonths(1), anchor.AddMonths(2), anchor.AddMonths(3))
	leap := calendar.MustParseDate("2024-02-29")
	fmt.Println(leap.AddMonths(12), leap.AddMonths(24), leap.AddMonths(48))
	// Output:
	// 2025-02-28 2025-03-31 2025-04-30
	// 2025-02-28 2026-02-28 2028-02-29
}

func ExampleDate_Sub() {
	renewal, today := calendar.MustParseDate("2025-06-10"), calendar.MustParseDate("2025-05-12")
	fmt.Println(renewal.Sub(today), "days left")
	// Output: 29 days left
}

func ExampleDate_Compare() {
	due, paid := calendar.MustParseDate("2025-05-31"), calendar.MustParseDate("2025-06-02")
	fmt.Println(due.Compare(paid), paid.Compare(due), due.Compare(due))
	// Output: -1 1 0
}

func ExampleDate_Before() {
	fmt.Println(calendar.MustParseDate("2024-09-15").Before(calendar.MustParseDate("2024-09-16")))
	// Output: true
}

func ExampleDate_After() {
	fmt.Println(calendar.MustParseDate("2024-09-15").After(calendar.MustParseDate("2024-09-16")))
	// Output: false
}

func ExampleDate_IsZero() {
	var none calendar.Date
	fmt.Println(none.IsZero(), none, none.AddDays(1).IsZero())
	// Output: true no date true
}

func ExampleDate_String() {
	fmt.Println(calendar.MustParseDate("2025-06-09"))
	// Output: 2025-06-09
}

func ExampleDate_AppendText() {
	line, err := calendar.MustParseDate("2025-06-09").AppendText([]byte("due "))
	fmt.Println(string(line), err)
	// Output: due 2025-06-09 <nil>
}

func ExampleDate_MarshalText() {
	text, err := calendar.MustParseDate("2025-06-09").MarshalText()
	fmt.Println(string(text), err)
	// Output: 2025-06-09 <nil>
}

func ExampleDate_UnmarshalText() {
	var d calendar.Date
	err := d.UnmarshalText([]byte("2025-06-09"))
	fmt.Println(d, err)
	// Output: 2025-06-09 <nil>
}

// A date that is absent, null or empty is no date.
func ExampleDate_UnmarshalJSON() {
	var invoice struct {
		Due  calendar.Date `json:"due"`
		Paid calendar.Date `json:"paid,omitzero"`
	}
	err := json.Unmarshal([]byte(`{"due": "2025-05-31", "paid": null}`), &invoice)
	fmt.Println(invoice.Due, invoice.Paid.IsZero(), err)
	text, err := json.Marshal(invoice)
	fmt.Println(string(text), err)
	// Output:
	// 2025-05-31 true <nil>
	// {"due":"2025-05-31"} <nil>
}

func ExampleDate_Scan() {
	var d calendar.Date
	fmt.Println(d.Scan("2025-06-09"), d)
	fmt.Println(d.Scan(time.Date(2025, time.June, 9, 22, 30, 0, 0, time.UTC)))
	// Output:
	// <nil> 2025-06-09
	// calendar.Date.Scan: date 2025-06-09 22:30:00 +0000 UTC: is an instant, not a date: use DateOf
}

func ExampleDate_Value() {
	stored, err := calendar.MustParseDate("2025-06-09").Value()
	fmt.Println(stored, err)
	// Output: 2025-06-09 <nil>
}

func ExampleParseTerm() {
	fmt.Println(calendar.ParseTerm("three-year"))
	_, err := calendar.ParseTerm("yearly")
	fmt.Println(err)
	// Output:
	// three-year <nil>
	// calendar.ParseTerm: term "yearly": is not known; one of: monthly, annual, three-year
}

func ExampleTerm_Months() {
	fmt.Println(calendar.Monthly.Months(), calendar.Annual.Months(), calendar.ThreeYear.Months())
	// Output: 1 12 36
}

func ExampleTerm_IsValid() {
	fmt.Println(calendar.Annual.IsValid(), calendar.Term(0).IsValid())
	// Output: true false
}

// The second term of a subscription bought on a 31st starts on the 28th, and the third on a 31st again.
func ExampleTerm_Period() {
	anchor := calendar.MustParseDate("2025-01-31")
	start := anchor
	for range 3 {
		term, err := calendar.Monthly.Period(anchor, start)
		fmt.Println(term, err)
		start = term.End()
	}
	// Output:
	// 2025-01-31/2025-02-28 <nil>
	// 2025-02-28/2025-03-31 <nil>
	// 2025-03-31/2025-04-30 <nil>
}

func ExampleTerm_String() {
	fmt.Println(calendar.ThreeYear)
	// Output: three-year
}

func ExampleTerm_AppendText() {
	text, err := calendar.Annual.AppendText([]byte("term="))
	fmt.Println(string(text), err)
	// Output: term=annual <nil>
}

func ExampleTerm_MarshalText() {
	text, err := calendar.Annual.MarshalText()
	fmt.Println(string(text), err)
	// Output: annual <nil>
}

func ExampleTerm_UnmarshalText() {
	var t calendar.Term
	fmt.Println(t.UnmarshalText([]byte("annual")), t)
	// Output: <nil> annual
}

func ExampleTerm_Scan() {
	var t calendar.Term
	fmt.Println(t.Scan("monthly"), t)
	// Output: <nil> monthly
}

func ExampleTerm_Value() {
	stored, err := calendar.ThreeYear.Value()
	fmt.Println(stored, err)
	// Output: three-year <nil>
}
