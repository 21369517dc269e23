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

func ExampleBetween() {
	term, err := calendar.Between(calendar.MustParseDate("2024-06-10"), calendar.MustParseDate("2025-06-10"))
	fmt.Println(term, err)
	_, err = calendar.Between(calendar.MustParseDate("2025-06-10"), calendar.MustParseDate("2024-06-10"))
	fmt.Println(err)
	// Output:
	// 2024-06-10/2025-06-10 <nil>
	// calendar.Between: end 2024-06-10: is before the start 2025-06-10
}

// The days on which early renewal is possible.
func ExampleSince() {
	renewal := calendar.MustParseDate("2025-06-10")
	fmt.Println(calendar.Since(renewal.AddDays(-90)).Intersect(calendar.Until(renewal)))
	// Output: 2025-03-12/2025-06-10
}

func ExampleUntil() {
	early := calendar.Until(calendar.MustParseDate("2025-06-10"))
	fmt.Println(early, early.LastDay())
	// Output: ../2025-06-10 2025-06-09
}

func ExampleAlways() {
	fmt.Println(calendar.Always(), calendar.Always().Contains(calendar.Date{}))
	// Output: ../.. false
}

func ExampleParsePeriod() {
	fmt.Println(calendar.ParsePeriod("2024-06-10/2025-06-10"))
	fmt.Println(calendar.ParsePeriod("2024-06-10/.."))
	fmt.Println(calendar.ParsePeriod("2025-06-10/2024-06-10"))
	// Output:
	// 2024-06-10/2025-06-10 <nil>
	// 2024-06-10/.. <nil>
	// never calendar.ParsePeriod: period "2025-06-10/2024-06-10": has no day
}

// year is the annual term that starts on 10 June 2024.
func year() calendar.Period {
	start, end := calendar.MustParseDate("2024-06-10"), calendar.MustParseDate("2025-06-10")
	return calendar.Since(start).Intersect(calendar.Until(end))
}

func ExamplePeriod_Start() {
	fmt.Println(year().Start())
	// Output: 2024-06-10
}

func ExamplePeriod_End() {
	fmt.Println(year().End(), "is the renewal date")
	// Output: 2025-06-10 is the renewal date
}

func ExamplePeriod_LastDay() {
	fmt.Println(year().LastDay())
	// Output: 2025-06-09
}

func ExamplePeriod_Days() {
	fmt.Println(year().Days())
	fmt.Println(calendar.Always().Days())
	// Output:
	// 365 true
	// 0 false
}

func ExamplePeriod_Contains() {
	fmt.Println(year().Contains(calendar.MustParseDate("2025-06-09")),
		year().Contains(calendar.MustParseDate("2025-06-10")))
	// Output: true false
}

// What is left of a term today.
func ExamplePeriod_Intersect() {
	fmt.Println(year().Intersect(calendar.Since(calendar.MustParseDate("2025-05-12"))))
	// Output: 2025-05-12/2025-06-10
}

func ExamplePeriod_Instants() {
	from, until := year().Instants(location("Europe/Brussels"))
	fmt.Println(from)
	fmt.Println(until)
	// Output:
	// 2024-06-10 00:00:00 +0200 CEST
	// 2025-06-10 00:00:00 +0200 CEST
}

func ExamplePeriod_Expiry() {
	expires, ok := year().Expiry(location("Europe/Brussels"))
	fmt.Println(expires, ok)
	// Output: 2025-06-09 23:59:59 +0200 CEST true
}

func ExamplePeriod_IsZero() {
	fmt.Println(year().Intersect(calendar.Since(calendar.MustParseDate("2025-06-10"))).IsZero())
	// Output: true
}

func ExamplePeriod_String() {
	fmt.Println(year(), calendar.Period{})
	// Output: 2024-06-10/2025-06-10 never
}

func ExamplePeriod_AppendText() {
	text, err := year().AppendText([]byte("term "))
	fmt.Println(string(text), err)
	// Output: term 2024-06-10/2025-06-10 <nil>
}

func ExamplePeriod_MarshalText() {
	text, err := year().MarshalText()
	fmt.Println(string(text), err)
	// Output: 2024-06-10/2025-06-10 <nil>
}

func ExamplePeriod_UnmarshalText() {
	var p calendar.Period
	fmt.Println(p.UnmarshalText([]byte("../2025-06-10")), p)
	// Output: <nil> ../2025-06-10
}

func ExamplePeriod_UnmarshalJSON() {
	var p calendar.Period
	fmt.Println(json.Unmarshal([]byte(`"2024-06-10/2025-06-10"`), &p), p)
	fmt.Println(json.Unmarshal([]byte(`null`), &p), p)
	// Output:
	// <nil> 2024-06-10/2025-06-10
	// <nil> never
}

func ExamplePeriod_Scan() {
	var p calendar.Period
	fmt.Println(p.Scan("2024-06-10/2025-06-10"), p)
	// Output: <nil> 2024-06-10/2025-06-10
}

func ExamplePeriod_Value() {
	stored, err := year().Value()
	fmt.Println(stored, err)
	// Output: 2024-06-10/2025-06-10 <nil>
}

// threeYears is a second term: renewed on 28 February 2027, in the series of 29 February 2024.
func threeYears() calendar.Service {
	anchor := calendar.MustParseDate("2024-02-29")
	term, err := calendar.ThreeYear.Period(anchor, calendar.MustParseDate("2027-02-28"))
	if err != nil {
		panic(err)
	}
	service, err := calendar.NewService(calendar.ThreeYear, anchor, term)
	if err != nil {
		panic(err)
	}
	return service
}

func ExampleNewService() {
	for year := range threeYears().All() {
		fmt.Println(year)
	}
	// Output:
	// 2027-02-28/2028-02-29
	// 2028-02-29/2029-02-28
	// 2029-02-28/2030-02-28
}

func ExampleTerm_Service() {
	bought := calendar.MustParseDate("2024-06-10")
	service, err := calendar.Annual.Service(bought, bought)
	fmt.Println(service, err)
	// Output: annual 2024-06-10 2024-06-10/2025-06-10 <nil>
}

func ExampleService_String() {
	fmt.Println(threeYears())
	// Output: three-year 2024-02-29 2027-02-28/2030-02-28
}

func ExampleService_MarshalText() {
	text, err := threeYears().MarshalText()
	fmt.Println(string(text), err)
	// Output: three-year 2024-02-29 2027-02-28/2030-02-28 <nil>
}

func ExampleService_UnmarshalText() {
	var s calendar.Service
	fmt.Println(s.UnmarshalText([]byte("three-year 2024-02-29 2027-02-28/2030-02-28")), s.Len())
	// Output: <nil> 3
}

func ExampleService_AppendText() {
	text, err := threeYears().AppendText([]byte("Covers "))
	fmt.Println(string(text), err)
	// Output: Covers three-year 2024-02-29 2027-02-28/2030-02-28 <nil>
}

func ExampleService_UnmarshalJSON() {
	var s calendar.Service
	fmt.Println(s.UnmarshalJSON([]byte(`"three-year 2024-02-29 2027-02-28/2030-02-28"`)), s.Len())
	// Output: <nil> 3
}

func ExampleService_Scan() {
	var s calendar.Service
	fmt.Println(s.Scan("annual 2024-06-10 2024-06-10/2025-06-10"), s.Covered().End())
	// Output: <nil> 2025-06-10
}

func ExampleService_Value() {
	stored, err := threeYears().Value()
	fmt.Println(stored, err)
	// Output: three-year 2024-02-29 2027-02-28/2030-02-28 <nil>
}

func ExampleService_All() {
	for year := range threeYears().All() {
		days, _ := year.Days()
		fmt.Print(days, " ")
	}
	// Output: 366 365 365
}

// The renewal date is not among them: nothing is invoiced on it.
func ExampleService_Anniversaries() {
	for d := range threeYears().Anniversaries() {
		fmt.Println(d)
	}
	// Output:
	// 2028-02-29
	// 2029-02-28
}

func ExampleService_Len() {
	fmt.Println(threeYears().Len())
	// Output: 3
}

func ExampleService_At() {
	fmt.Println(threeYears().At(1), threeYears().At(3))
	// Output: 2028-02-29/2029-02-28 never
}

func ExampleService_Index() {
	fmt.Println(threeYears().Index(calendar.MustParseDate("2028-02-28")),
		threeYears().Index(calendar.MustParseDate("2028-02-29")))
	// Output: 0 1
}

// A year and a half, after an alignment: the last stretch is no full service year.
func ExampleService_Full() {
	bought := calendar.MustParseDate("2025-01-01")
	aligned, err := calendar.NewService(calendar.Annual, bought,
		calendar.Since(bought).Intersect(calendar.Until(calendar.MustParseDate("2026-07-01"))))
	fmt.Println(aligned.Full(0), aligned.Full(1), err)
	// Output: true false <nil>
}

func ExampleService_Term() {
	fmt.Println(threeYears().Term())
	// Output: three-year
}

func ExampleService_Anchor() {
	fmt.Println(threeYears().Anchor())
	// Output: 2024-02-29
}

func ExampleService_Covered() {
	fmt.Println(threeYears().Covered())
	// Output: 2027-02-28/2030-02-28
}

func ExampleService_IsZero() {
	fmt.Println(calendar.Service{}.IsZero(), threeYears().IsZero())
	// Output: true false
}
