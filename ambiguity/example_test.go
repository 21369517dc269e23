package ambiguity_test

import (
	"errors"
	"fmt"
	"strings"

	"example.com/billingrules/ambiguity"
	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

func day(text string) calendar.Date { return calendar.MustParseDate(text) }

// reading returns a reading by its key.
func reading(key string) policy.Reading {
	for r := range policy.Readings() {
		if r.Key == key {
			return r
		}
	}
	return policy.Reading{}
}

// bought returns the facts of an annual subscription.
func bought(ordered string, seats int) lifecycle.Facts {
	sub, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: seats, Ordered: day(ordered),
	})
	if err != nil {
		panic(err)
	}
	return sub.Facts()
}

func ExampleFind() {
	found, err := ambiguity.Find(policy.Europe2024(), reading("coterm.fromEnd"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range found {
		fmt.Println(f.Reading.Key, f.One, "or", f.Other)
		for _, w := range f.Witnesses {
			days, _ := w.Contrasts[0].Days()
			fmt.Println(w.Rule, days)
			fmt.Println(" ", w.Case)
			fmt.Println(" ", w.Contrasts[0].One, "or", w.Contrasts[0].Other)
		}
	}
	// Output:
	// coterm.fromEnd no or yes
	// coterm.extend-annual -1
	//   how far an extension reaches: annual, ordered on 2026-03-01, on 2026-12-01
	//   2028-03-01 (coterm.extend-annual) or 2028-02-29 (coterm.extend-annual)
	// coterm.extend-three-year -1
	//   how far an extension reaches: three-year, ordered on 2026-03-01, on 2028-12-01
	//   2032-03-01 (coterm.extend-three-year) or 2032-02-29 (coterm.extend-three-year)
}

func ExampleFinding_Rules() {
	found, err := ambiguity.Find(policy.Europe2024(), reading("proration.dayCount"))
	fmt.Println(found[0].Rules(), err)
	// Output: [proration.price proration.leap] <nil>
}

func ExampleAnalyze() {
	found, err := ambiguity.Analyze(policy.Europe2024())
	witnesses := 0
	for _, f := range found {
		witnesses += len(f.Witnesses)
	}
	fmt.Println(len(found), "pairs of values,", witnesses, "witnesses,", err)
	// Output: 45 pairs of values, 103 witnesses, <nil>
}

func ExampleReport() {
	ed := policy.Europe2024()
	found, err := ambiguity.Find(ed, reading("order.quoteLastDay"))
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := ambiguity.Report(ed, found)
	title, _, _ := strings.Cut(text, "\n")
	fmt.Println(title, err)
	// Output: # Where the page can be read in two ways <nil>
}

func ExampleFixed() {
	for _, f := range ambiguity.Fixed() {
		fmt.Printf("%s: %s\n  %s, and not %s\n", f.Rule, f.Says, f.One, f.Other)
	}
	// Output:
	// term.anniversary: the day that a shorter month does not have
	//   2025-02-28, and not 2025-03-03
	// term.anniversary: the date after one that was moved to the end of a shorter month
	//   2025-03-31, and not 2025-03-28
	// term.anniversary: an anchor that is the last day of its month
	//   2025-03-28, and not 2025-03-31
}

func ExampleExpose() {
	srp := money.MustParseAmount("EUR 365.00")
	list, err := ambiguity.Expose(policy.Europe2024(), reading("proration.dayCount"), []ambiguity.Holding{
		{ID: "S-1", Facts: bought("2027-10-01", 2), SRP: srp},
		{ID: "S-2", Facts: bought("2026-11-15", 1), SRP: srp},
	}, day("2027-10-01"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range list {
		fmt.Println(e)
		for _, m := range e.Moved {
			fmt.Println(" ", m.ID, m.Contrasts)
		}
	}
	// Output:
	// proration.dayCount: actual, not standard: 1 moved; remaining EUR 2.00, renewals nothing
	//   S-1 [price of the days that are left: EUR 730.00 (proration.price) or EUR 732.00 (proration.price)]
	// proration.dayCount: no-leap-day, not standard: 0 moved; remaining nothing, renewals nothing
}

func ExampleExposeColumns() {
	columns := batch.Columns{
		Ordered: []calendar.Date{day("2027-10-01")}, Start: []calendar.Date{day("2027-10-01")},
		End: []calendar.Date{day("2028-10-01")}, Length: []calendar.Term{calendar.Annual}, Due: []calendar.Date{{}},
		Seats: []int32{2}, SRP: []int64{36500}, Flags: []batch.Flags{batch.AutoRenew},
	}
	list, err := ambiguity.ExposeColumns(policy.Europe2024(), columns, money.MustParseCurrency("EUR"),
		day("2027-10-01"))
	for _, e := range list {
		if e.Prices > 0 {
			fmt.Println(e.Reading.Key, e.Other, e.Prices, e.Total)
		}
	}
	fmt.Println(err)
	// Output:
	// proration.dayCount actual 1 EUR 2.00
	// <nil>
}

func ExampleNewStrict() {
	strict, err := ambiguity.NewStrict(policy.Europe2024(), reading("change.addSeatsWhileExpired"))
	fmt.Println(strict.Edition().Name(), err)
	// Output: Europe2024 <nil>
}

func ExampleStrict_Edition() {
	fmt.Println(ambiguity.Strict{}.Edition())
	// Output: no edition
}

func ExampleStrict_Decide() {
	strict, err := ambiguity.NewStrict(policy.Europe2024())
	if err != nil {
		fmt.Println(err)
		return
	}
	facts := bought("2024-09-15", 5) // the day before the first day of the edition
	d, err := strict.Decide(facts, lifecycle.ActionRenew, day("2025-08-01"))
	fmt.Println(d, err)
	d, err = strict.Decide(facts, lifecycle.ActionAddSeats, day("2025-08-01"))
	fmt.Println(d)
	var disagreement *ambiguity.Disagreement
	if errors.As(err, &disagreement) {
		fmt.Printf("%s: %s or %s\n", disagreement.Reading.Key, disagreement.One, disagreement.Other)
	}
	// Output:
	// allowed on 2025-08-01 by renewal.window (2025-06-17 through 2025-09-14) <nil>
	// refused on 2025-08-01 by edition.gate (on no day): contact support
	// gate.addedSeats: by-act or by-term
}

func ExampleAgreed() {
	strict, err := ambiguity.NewStrict(policy.Europe2024(), reading("proration.roundAt"))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = ambiguity.Agreed(strict, func(ed policy.Edition) (money.Amount, error) {
		sub, err := lifecycle.New(ed, bought("2024-11-30", 5))
		if err != nil {
			return money.Amount{}, err
		}
		p, err := coterm.AddSeats(sub.On(day("2025-08-02")), coterm.SeatRequest{
			Seats: 3, SRP: money.MustParseAmount("EUR 2145.00"),
		})
		return p.Charge.Amount, err
	}, money.Amount.Equal)
	var disagreement *ambiguity.Disagreement
	fmt.Println(errors.As(err, &disagreement))
	fmt.Println(err)
	// Output:
	// true
	// two readings of proration.roundAt disagree: line, by which EUR 2115.62; and seat, by which EUR 2115.63
}

func ExampleDisagreement_Error() {
	err := &ambiguity.Disagreement{
		Reading: reading("order.quoteLastDay"), One: "yes", Other: "no", Says: "yes", OtherSays: "no",
	}
	fmt.Println(err)
	// Output: two readings of order.quoteLastDay disagree: yes, by which yes; and no, by which no
}

func ExampleCase_String() {
	c := ambiguity.Case{
		Asks: "added seats", Length: calendar.Monthly, Ordered: day("2024-10-01"),
		Price: money.MustParseAmount("EUR 0.01"), Count: 1, Day: day("2024-10-02"),
	}
	fmt.Println(c)
	fmt.Println(ambiguity.Case{})
	// Output:
	// added seats: monthly, ordered on 2024-10-01, priced at EUR 0.01, 1 of them, on 2024-10-02
	// no case
}

func ExampleCase_InWords() {
	c := ambiguity.Case{Asks: "a quote", Ordered: day("2025-03-01"), Expires: day("2025-03-31"), Day: day("2025-03-31")}
	fmt.Println(strings.Join(c.InWords(), "; "))
	// Output: ordered on 2025-03-01; a quote that expires on 2025-03-31; on 2025-03-31
}

func ExampleCase_Days() {
	fmt.Println(ambiguity.Case{Ordered: day("2025-03-01"), Day: day("2025-03-31")}.Days())
	// Output: 30
}

func ExampleCase_Compare() {
	small := ambiguity.Case{Ordered: day("2025-03-01"), Day: day("2025-03-02")}
	large := ambiguity.Case{Ordered: day("2025-03-01"), Day: day("2025-03-03")}
	fmt.Println(small.Compare(large), large.Compare(small), small.Compare(small))
	// Output: -1 1 0
}

func ExampleContrast_Days() {
	c := ambiguity.Contrast{
		One: ambiguity.Figure{Day: day("2025-06-09")}, Other: ambiguity.Figure{Day: day("2025-06-10")},
	}
	fmt.Println(c.Days())
	// Output: 1 true
}

func ExampleContrast_Amount() {
	c := ambiguity.Contrast{
		One:   ambiguity.Figure{Amount: money.MustParseAmount("EUR 2115.62")},
		Other: ambiguity.Figure{Amount: money.MustParseAmount("EUR 2116.80")},
	}
	fmt.Println(c.Amount())
	// Output: EUR 1.18
}

func ExampleContrast_String() {
	c := ambiguity.Contrast{
		One:   ambiguity.Figure{Asks: "phase", Rule: "lapse.expired-days", Says: "expired"},
		Other: ambiguity.Figure{Asks: "phase", Rule: "renewal.awaited", Says: "active"},
	}
	fmt.Println(c)
	fmt.Println(ambiguity.Contrast{})
	// Output:
	// phase: expired (lapse.expired-days) or active (renewal.awaited)
	// no contrast
}

func ExampleFigure_String() {
	fmt.Println(ambiguity.Figure{Asks: "phase", Rule: "lapse.expired-days", Says: "expired"})
	fmt.Println(ambiguity.Figure{})
	// Output:
	// expired (lapse.expired-days)
	// no answer
}

func ExampleExposure_String() {
	fmt.Println(ambiguity.Exposure{})
	// Output: no exposure
}
