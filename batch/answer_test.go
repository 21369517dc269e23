package batch_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"example.com/billingrules/batch"
	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

const maxFiner = 6

func day(text string) calendar.Date { return calendar.MustParseDate(text) }

// agree compares every row with the scalar calls.
func agree(t *testing.T, ed policy.Edition, on calendar.Date, finer int, facts ...fact) {
	t.Helper()
	disagree(t, ed, on, finer, facts)
	if t.Failed() {
		t.FailNow()
	}
}

// readings are editions that differ in every reading that a plain row depends on.
func readings(t *testing.T) []policy.Edition {
	t.Helper()
	var all []policy.Edition
	for count := policy.Standard; count.IsValid(); count++ {
		for at := policy.RoundLine; at.IsValid(); at++ {
			for flip := range 3 {
				p := policy.Europe2024().Parameters()
				p.Name = fmt.Sprint("Acme", count, at, flip)
				p.Proration.DayCount, p.Proration.RoundAt = count, at
				switch flip {
				case 1:
					p.Lapse.ExemptUnpaidStops = policy.Yes
				case 2:
					p.Lapse.StagesBeforeEdition, p.Lapse.ExemptUnpaidStops = policy.Yes, policy.Yes
					p.Lapse.ExemptLateRenewal, p.Renewal.AwaitedDays = policy.Yes, 0
					p.Proration.StandardDays = policy.PerTerm{Monthly: 28, Annual: 360, ThreeYear: 1080}
				}
				ed, err := policy.NewEdition(p)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, ed)
			}
		}
	}
	return all
}

// Every start in a cycle of leap years, every length, and the days around every edge of the term and of its stages; the
// readings take turns.
func TestAnswer_EveryStart(t *testing.T) {
	t.Parallel()
	editions := readings(t)
	starts := slices.Collect(testkit.Spread(testkit.Days(day("2023-03-01"), day("2027-03-01")), 23, leapDay))
	for length := calendar.Monthly; length.IsValid(); length++ {
		t.Run(length.String(), func(t *testing.T) {
			t.Parallel()
			for i, start := range starts {
				around(t, editions[i%len(editions)], start, length)
			}
		})
	}
}

// leapDay reports whether a day is a 28 or 29 February or a 1 March around a leap day.
func leapDay(d calendar.Date) bool {
	before := d.Sub(day("2024-02-29"))
	return before >= -1 && before <= 1
}

// around asks on the days around the edges of one term, with every due date and flag that matters.
func around(t *testing.T, ed policy.Edition, start calendar.Date, length calendar.Term) {
	t.Helper()
	end := start.AddMonths(length.Months())
	var facts []fact
	for _, due := range []calendar.Date{{}, start, end.AddDays(-20), end.AddDays(-1), end, end.AddDays(1)} {
		for flags := batch.Flags(0); flags < batch.History; flags++ {
			facts = append(facts, fact{start.AddDays(-int(flags)), start, length, due, 7, 214_501, flags})
		}
	}
	for _, edge := range []calendar.Date{
		start, start.AddMonths(12), start.AddMonths(24), end, end.AddDays(45), end.AddDays(15),
	} {
		for off := -1; off <= 1; off++ {
			agree(t, ed, edge.AddDays(off), 0, facts...)
		}
	}
}

// Prices at the edges of 64 bits, on the way and in the end.
func TestAnswer_LargePrices(t *testing.T) {
	t.Parallel()
	for _, ed := range readings(t) {
		t.Run(ed.Name(), func(t *testing.T) {
			t.Parallel()
			var facts []fact
			for _, srp := range []int64{
				0, 1, math.MaxInt64 / 1_000_000, math.MaxInt64/1_000_000 + 1, math.MaxInt64 - 1,
				math.MaxInt64,
			} {
				for _, seats := range []int32{1, 2, 365, 1_000_000} {
					for length := calendar.Monthly; length.IsValid(); length++ {
						facts = append(facts, fact{
							ordered: day("2025-01-31"), start: day("2025-01-31"), length: length, seats: seats,
							srp: srp,
						})
					}
				}
			}
			for _, finer := range []int{0, maxFiner} {
				for _, on := range []string{"2025-01-31", "2025-02-01", "2025-02-27"} {
					agree(t, ed, day(on), finer, facts...)
				}
			}
		})
	}
}

// Every rounding mode below, at and above a half of a minor unit, with even and odd numbers below the half.
func TestAnswer_EveryMode(t *testing.T) {
	t.Parallel()
	for mode := money.Mode(1); mode.IsValid(); mode++ {
		for at := policy.RoundLine; at.IsValid(); at++ {
			for _, divisor := range []int{365, 366} {
				t.Run(fmt.Sprint(mode, " ", at, " ", divisor), func(t *testing.T) {
					t.Parallel()
					p := policy.Europe2024().Parameters()
					p.Name = "Acme"
					p.Proration.Rounding, p.Proration.RoundAt, p.Proration.StandardDays.Annual = mode, at, divisor
					ed, err := policy.NewEdition(p)
					if err != nil {
						t.Fatal(err)
					}
					var facts []fact
					for srp := range int64(3 * 366) {
						facts = append(facts, fact{
							ordered: day("2025-01-31"), start: day("2025-01-31"), length: calendar.Annual, seats: 1,
							srp: srp,
						})
					}
					agree(t, ed, day("2026-01-30"), 0, facts...)
				})
			}
		}
	}
}

// Starts in all years of plain rows, on days early and late in these years, and long before and after them.
func TestAnswer_FarDays(t *testing.T) {
	t.Parallel()
	for _, on := range []string{
		"0001-01-01", "1900-12-31", "1901-06-01", "1911-03-01", "2026-05-31", "2092-02-29", "2096-12-31", "2097-01-01",
		"2110-01-01", "9999-12-31",
	} {
		t.Run(on, func(t *testing.T) {
			t.Parallel()
			first, last := day("1901-01-05"), day("2093-12-31")
			starts := slices.Collect(testkit.Spread(testkit.Days(first, last), 311, leapDay))
			for _, ago := range []int{-697, -696, -695, -1, 0, 1, 1095, 1096, 3399, 3400, 3401} {
				if start := day(on).AddDays(-ago); !start.Before(first) && !start.After(last) {
					starts = append(starts, start)
				}
			}
			var facts []fact
			for i, start := range starts {
				facts = append(facts, fact{
					ordered: start, start: start, length: calendar.Term(1 + i%3), due: start.AddDays(20), seats: 3,
					srp: 36500, flags: batch.AutoRenew,
				})
			}
			agree(t, policy.Europe2024(), day(on), 0, facts...)
		})
	}
}

// On a leap day that is not charged, a term that ends the day after covers the day, and costs nothing.
func TestAnswer_LeapDayNotCharged(t *testing.T) {
	t.Parallel()
	p := policy.Europe2024().Parameters()
	p.Name, p.Proration.DayCount = "Acme", policy.NoLeapDay
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, due := range []calendar.Date{{}, day("2024-02-10"), day("2024-02-29")} {
		agree(t, ed, day("2024-02-29"), 0,
			fact{day("2024-02-01"), day("2024-02-01"), calendar.Monthly, due, 7, 214_501, 0},
			fact{day("2023-03-01"), day("2023-03-01"), calendar.Annual, due, 7, 214_501, batch.AutoRenew},
			fact{day("2021-03-01"), day("2021-03-01"), calendar.ThreeYear, due, 7, 214_501, batch.Exempt},
		)
	}
}

func TestAnswer_Drawn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, drawn)
}

func FuzzAnswer(f *testing.F) { f.Fuzz(rapid.MakeFuzz(drawn)) }

// drawn compares drawn columns, under a drawn edition, with the scalar calls.
func drawn(r *rapid.T) {
	ed := billingtest.Edition(policy.Europe2024()).Draw(r, "edition")
	finer := rapid.IntRange(0, maxFiner).Draw(r, "finer")
	var facts []fact
	for range rapid.IntRange(1, 5).Draw(r, "rows") {
		start := billingtest.Near(day("2024-02-29"), day("2025-06-10")).Draw(r, "start")
		length := billingtest.Term().Draw(r, "length")
		end := start.AddMonths(length.Months())
		f := fact{
			ordered: start.AddDays(-rapid.IntRange(0, 28).Draw(r, "ahead")), start: start, length: length,
			seats: rapid.Int32Range(1, 1_000_000).Draw(r, "seats"),
			srp:   rapid.Int64Range(0, math.MaxInt64).Draw(r, "srp"),
			flags: batch.Flags(rapid.IntRange(0, 3).Draw(r, "flags")),
		}
		if rapid.Bool().Draw(r, "unpaid") {
			f.due = calendar.Latest(f.ordered, billingtest.Near(start, end).Draw(r, "due"))
		}
		facts = append(facts, f)
	}
	on := billingtest.Near(facts[0].start, facts[0].end(), facts[0].end().AddDays(45)).Draw(r, "day")
	engine, err := batch.New(ed, on)
	if err != nil {
		r.Fatal(err)
	}
	in, out := columns(finer, facts...)
	if err := engine.Answer(in, out); err != nil {
		r.Fatal(err)
	}
	for i, f := range facts {
		if got, want := row(out, i), scalar(r, ed, on, finer, f); got != want {
			r.Fatalf("on %s, %+v: got %+v, want %+v", on, f, got, want)
		}
	}
}
