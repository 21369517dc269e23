package calendar_test

import (
	"encoding/json"
	"fmt"

	"example.com/billingrules/calendar"
)

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
