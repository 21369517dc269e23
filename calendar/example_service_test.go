package calendar_test

import (
	"fmt"

	"example.com/billingrules/calendar"
)

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
