package batch_test

import (
	"encoding/json"
	"fmt"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

func ExampleNew() {
	_, err := batch.New(policy.Europe2024(), calendar.Date{})
	fmt.Println(err)
	// Output:
	// batch.New: day: is missing
}

// Three subscriptions on one day: one in mid-term; one that lapsed because its invoice is overdue, and is Canceled
// before its renewal window would open, so it has no window; and one with a history, which is left to the scalar calls.
func ExampleEngine_Answer() {
	date := calendar.MustParseDate
	engine, err := batch.New(policy.Europe2024(), date("2025-08-02"))
	if err != nil {
		fmt.Println(err)
		return
	}
	in := batch.Columns{
		Ordered: []calendar.Date{date("2024-11-30"), date("2025-06-10"), date("2024-10-01")},
		Start:   []calendar.Date{date("2024-11-30"), date("2025-06-10"), date("2024-10-01")},
		End:     []calendar.Date{date("2025-11-30"), date("2026-06-10"), date("2027-10-01")},
		Length:  []calendar.Term{calendar.Annual, calendar.Annual, calendar.ThreeYear},
		Due:     []calendar.Date{{}, date("2025-07-10"), {}},
		Seats:   []int32{3, 5, 2},
		SRP:     []int64{2145_00, 365_00, 5925_00},
		Flags:   []batch.Flags{batch.AutoRenew, batch.AutoRenew, batch.AutoRenew | batch.History},
	}
	out := batch.Answers{
		Phase:       make([]lifecycle.Phase, 3),
		WindowOpens: make([]calendar.Date, 3),
		Days:        make([]int32, 3),
		Price:       make([]int64, 3),
		Row:         make([]batch.Outcome, 3),
	}
	if err := engine.Answer(in, out); err != nil {
		fmt.Println(err)
		return
	}
	for i, row := range out.Row {
		if row == batch.AskScalar {
			fmt.Println(row)
			continue
		}
		fmt.Println(row, out.Phase[i], out.WindowOpens[i], out.Days[i], out.Price[i])
	}
	// Output:
	// priced active 2025-09-01 120 211562
	// priced suspended no date 312 156000
	// ask-scalar
}

func ExampleOutcome() {
	var o batch.Outcome
	fmt.Println(json.Unmarshal([]byte(`"too-large"`), &o), o, o.IsValid())
	fmt.Println(o.Scan("not-covered"), o)
	value, err := o.Value()
	fmt.Println(value, err)
	text, err := json.Marshal(o)
	fmt.Println(string(text), err)
	fmt.Println(o.UnmarshalText([]byte("large")))
	// Output:
	// <nil> too-large true
	// <nil> not-covered
	// not-covered <nil>
	// "not-covered" <nil>
	// batch.Outcome.UnmarshalText: outcome "large": is not known; one of: priced, not-covered, too-large, ask-scalar
}
