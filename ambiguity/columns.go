package ambiguity

import (
	"slices"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// ColumnExposure is what another value of a reading would change on a day for subscriptions in columns.
type ColumnExposure struct {
	Reading    policy.Reading
	One, Other string // the value that the edition has, and the other one

	Phases, Windows, Days, Prices int // the rows whose phase, first day of the renewal window, days or price differ

	Total money.Amount // how much more the rows with a price under both values would cost

	// AskScalar is the number of rows that are not compared: those with a history, or with days before 1901 or after
	// 2096, which package batch does not answer.
	AskScalar int
}

// ExposeColumns returns what the other values of the readings that matter to package batch would change in the answers
// for columns of subscriptions that were bought once and never changed, on a day: the phase, the window and the price
// of the remaining days. The values are those that [Find] compares. Prices are in minor units of the currency. A
// million rows take about a second, and 36 MB.
//
// A value that cannot be, such as a negative price, is an error, by column and row. The zero Edition, the zero Currency
// and the zero Date are errors.
func ExposeColumns(
	ed policy.Edition, in batch.Columns, c money.Currency, day calendar.Date,
) ([]ColumnExposure, error) {
	const op = "ambiguity.ExposeColumns"
	own, err := batch.New(ed, day)
	if err != nil {
		return nil, input.Within(err, op, "")
	}
	if c.IsZero() {
		return nil, input.Missing(op, "currency")
	}
	var list []ColumnExposure
	var engines []*batch.Engine
	for r := range policy.Readings() {
		if !slices.Contains(ofColumns(), r.Key) {
			continue
		}
		names, editions, _ := readIn(op, ed, r) // the edition and the reading are good ones
		for i, name := range names {
			if name != r.Of(ed) {
				list = append(list, ColumnExposure{Reading: r, One: r.Of(ed), Other: name})
				engines = append(engines, price.Sure(batch.New(editions[i], day)))
			}
		}
	}
	one, other := answersOf(len(in.Start)), answersOf(len(in.Start))
	if err := own.Answer(in, one); err != nil {
		return nil, input.Within(err, op, "")
	}
	for i := range list {
		price.Sure(true, engines[i].Answer(in, other)) // the first engine has accepted these rows already
		list[i].compare(one, other, c)
	}
	return list, nil
}

// ofColumns lists the readings that change an answer of package batch.
func ofColumns() []string {
	return []string{
		"proration.dayCount", "proration.rounding", "proration.roundAt", "renewal.awaitedDays",
		"lapse.exemptUnpaidStops", "lapse.exemptLateRenewal", "lapse.stagesBeforeEdition",
	}
}

// compare counts the rows that differ, and adds up the differences.
func (e *ColumnExposure) compare(one, other batch.Answers, c money.Currency) {
	var high, low int64 // the sum in halves of 32 bits, neither of which overflows with a few thousand million rows
	for i, row := range one.Row {
		if row == batch.AskScalar {
			e.AskScalar++
			continue
		}
		e.Phases += differs(one.Phase[i] != other.Phase[i])
		e.Windows += differs(one.WindowOpens[i] != other.WindowOpens[i])
		e.Days += differs(one.Days[i] != other.Days[i])
		if row == batch.Priced && other.Row[i] == batch.Priced {
			more := other.Price[i] - one.Price[i]
			e.Prices += differs(more != 0)
			high, low = high+more>>32, low+more&(1<<32-1)
		}
	}
	exactly := c.Rounding(money.HalfUp)
	thousands, _ := price.SureExact(price.Sure(money.FromMinor(high, c)).MulDiv(1<<32, 1, exactly))
	e.Total = price.Sure(thousands.Add(price.Sure(money.FromMinor(low, c))))
}

func differs(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func answersOf(rows int) batch.Answers {
	return batch.Answers{
		Phase: make([]lifecycle.Phase, rows), WindowOpens: make([]calendar.Date, rows), Days: make([]int32, rows),
		Price: make([]int64, rows), Row: make([]batch.Outcome, rows),
	}
}
