package calendar_test

import (
	"fmt"

	"example.com/billingrules/calendar"
)

// quarterly bills every three months on the last day of the month.
func quarterly() calendar.Series {
	s, err := calendar.NewSeries(calendar.MustParseDate("2024-08-31"), 3, calendar.Months)
	if err != nil {
		panic(err)
	}
	return s
}

// A billing grid: its dates in one year, none of which drifts.
func ExampleNewSeries() {
	grid, err := calendar.NewSeries(calendar.MustParseDate("2024-08-31"), 3, calendar.Months)
	if err != nil {
		panic(err)
	}
	for d := range grid.In(calendar.Span(calendar.MustParseDate("2025-01-01"), calendar.MustParseDate("2026-01-01"))) {
		fmt.Println(d)
	}
	_, err = calendar.NewSeries(calendar.MustParseDate("2024-08-31"), 0, calendar.Months)
	fmt.Println(err)
	// Output:
	// 2025-02-28
	// 2025-05-31
	// 2025-08-31
	// 2025-11-30
	// calendar.NewSeries: step: is missing
}

func ExampleSeries_At() {
	fmt.Println(quarterly().At(2), quarterly().At(-2), quarterly().At(100_000))
	// Output: 2025-02-28 2024-02-29 no date
}

func ExampleSeries_Index() {
	fmt.Println(quarterly().Index(calendar.MustParseDate("2025-03-15")))
	// Output: 2 true
}

func ExampleSeries_Contains() {
	for _, d := range []string{"2025-02-28", "2025-05-28"} {
		fmt.Println(quarterly().Contains(calendar.MustParseDate(d)))
	}
	// Output:
	// true
	// false
}

func ExampleSeries_FirstAfter() {
	due := quarterly().FirstAfter(calendar.MustParseDate("2025-02-28"))
	fmt.Println(due)
	// Output: 2025-05-31
}

func ExampleSeries_LastBefore() {
	billed := quarterly().LastBefore(calendar.MustParseDate("2025-02-28"))
	fmt.Println(billed)
	// Output: 2024-11-30
}

func ExampleSeries_Period() {
	fmt.Println(quarterly().Period(calendar.MustParseDate("2025-02-28")))
	// Output: 2025-02-28/2025-05-31
}

// Between 10 January and 20 June 2025 lie five whole months and 10 of the 30 days of the sixth.
func ExampleSeries_Elapsed() {
	months, err := calendar.NewSeries(calendar.MustParseDate("2025-01-10"), 1, calendar.Months)
	if err != nil {
		panic(err)
	}
	fmt.Println(months.Elapsed(calendar.MustParseDate("2025-06-20")))
	// Output: 5 10 30
}

// Bought in the middle of a quarter and ended in the middle of another: a stub, whole quarters and a stub.
func ExampleSeries_Cut() {
	covered := calendar.Span(calendar.MustParseDate("2025-01-15"), calendar.MustParseDate("2025-09-10"))
	for piece := range quarterly().Cut(covered) {
		days, length := quarterly().Fraction(piece)
		fmt.Println(piece, days, "of", length)
	}
	// Output:
	// 2025-01-15/2025-02-28 44 of 90
	// 2025-02-28/2025-05-31 92 of 92
	// 2025-05-31/2025-08-31 92 of 92
	// 2025-08-31/2025-09-10 10 of 91
}

func ExampleSeries_Fraction() {
	stub := calendar.Span(calendar.MustParseDate("2025-02-28"), calendar.MustParseDate("2025-03-23"))
	fmt.Println(quarterly().Fraction(stub))
	// Output: 23 92
}

// Up to and including 31 May 2025 there are four dates, with the anchor.
func ExampleSeries_Count() {
	fmt.Println(quarterly().Count(calendar.Span(quarterly().Anchor(), calendar.MustParseDate("2025-06-01"))))
	// Output: 4
}

func ExampleSeries_In() {
	for d := range quarterly().In(calendar.Since(calendar.MustParseDate("9999-07-01"))) {
		fmt.Println(d) // up to the end of the calendar, and no further
	}
	// Output:
	// 9999-08-31
	// 9999-11-30
}

func ExampleSeries_Anchor() {
	fmt.Println(quarterly().Anchor())
	// Output: 2024-08-31
}

func ExampleSeries_StepLength() {
	fmt.Println(quarterly().StepLength(), quarterly().Unit())
	// Output: 3 months
}

func ExampleSeries_Unit() {
	fmt.Println(quarterly().Unit() == calendar.Months)
	// Output: true
}

func ExampleSeries_IsZero() {
	fmt.Println(calendar.Series{}.IsZero(), quarterly().IsZero())
	// Output: true false
}

func ExampleParseSeries() {
	fortnightly, err := calendar.ParseSeries("R/2025-01-03/P2W")
	fmt.Println(fortnightly.StepLength(), fortnightly.Unit(), err)
	// Output: 2 weeks <nil>
}

func ExampleSeries_String() {
	fmt.Println(quarterly(), calendar.Series{})
	// Output: R/2024-08-31/P3M no series
}

func ExampleSeries_AppendText() {
	text, err := quarterly().AppendText([]byte("billed "))
	fmt.Println(string(text), err)
	// Output: billed R/2024-08-31/P3M <nil>
}

func ExampleSeries_MarshalText() {
	text, err := quarterly().MarshalText()
	fmt.Println(string(text), err)
	// Output: R/2024-08-31/P3M <nil>
}

func ExampleSeries_UnmarshalText() {
	var s calendar.Series
	fmt.Println(s.UnmarshalText([]byte("R/2024-08-31/P3M")), s == quarterly())
	// Output: <nil> true
}

func ExampleSeries_UnmarshalJSON() {
	var s calendar.Series
	fmt.Println(s.UnmarshalJSON([]byte(`"R/2024-08-31/P3M"`)), s == quarterly())
	// Output: <nil> true
}

func ExampleSeries_Scan() {
	var s calendar.Series
	fmt.Println(s.Scan("R/2024-08-31/P3M"), s.Anchor())
	// Output: <nil> 2024-08-31
}

func ExampleSeries_Value() {
	stored, err := quarterly().Value()
	fmt.Println(stored, err)
	// Output: R/2024-08-31/P3M <nil>
}

func ExampleParseUnit() {
	fmt.Println(calendar.ParseUnit("weeks"))
	_, err := calendar.ParseUnit("years")
	fmt.Println(err)
	// Output:
	// weeks <nil>
	// calendar.ParseUnit: unit "years": is not known; one of: days, weeks, months
}

func ExampleUnit_String() {
	fmt.Println(calendar.Days, calendar.Weeks, calendar.Months)
	// Output: days weeks months
}

func ExampleUnit_IsValid() {
	fmt.Println(calendar.Months.IsValid(), calendar.Unit(0).IsValid())
	// Output: true false
}

func ExampleUnit_AppendText() {
	text, err := calendar.Weeks.AppendText([]byte("2 "))
	fmt.Println(string(text), err)
	// Output: 2 weeks <nil>
}

func ExampleUnit_MarshalText() {
	text, err := calendar.Weeks.MarshalText()
	fmt.Println(string(text), err)
	// Output: weeks <nil>
}

func ExampleUnit_UnmarshalText() {
	var u calendar.Unit
	fmt.Println(u.UnmarshalText([]byte("days")), u)
	// Output: <nil> days
}

func ExampleUnit_Scan() {
	var u calendar.Unit
	fmt.Println(u.Scan("months"), u)
	// Output: <nil> months
}

func ExampleUnit_Value() {
	stored, err := calendar.Months.Value()
	fmt.Println(stored, err)
	// Output: months <nil>
}
