package proration_test

import (
	"fmt"
	"math/big"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// The oracle walks from day to day with a calendar of its own and counts in fractions. It is slow and knows nothing but
// the rulebook.

// asked is one question in the oracle's own terms: a service from start, a month date of the anchor, up to end, and the
// days bought of it.
type asked struct {
	term               calendar.Term
	anchor, start, end day
	from, until        day
	shift              int // how many months start is after the anchor
}

// fullTerm asks for the whole of one term.
func fullTerm(term calendar.Term, start day) asked {
	end := start.monthsOn(monthsOf(term))
	return asked{term: term, anchor: start, start: start, end: end, from: start, until: end}
}

func monthsOf(term calendar.Term) int {
	switch term {
	case calendar.Monthly:
		return 1
	case calendar.Annual:
		return 12
	case calendar.ThreeYear:
		return 36
	}
	panic("no such term")
}

func (q asked) String() string {
	return fmt.Sprintf("%v anchored on %v, [%v, %v), bought [%v, %v)", q.term, q.anchor, q.start, q.end, q.from,
		q.until)
}

func (q asked) service(t failer) calendar.Service {
	t.Helper()
	covered, err := calendar.Between(q.start.date(), q.end.date())
	if err != nil {
		t.Fatal(err)
	}
	service, err := calendar.NewService(q.term, q.anchor.date(), covered)
	if err != nil {
		t.Fatal(err)
	}
	return service
}

func (q asked) bought(t failer) calendar.Period {
	t.Helper()
	p, err := calendar.Between(q.from.date(), q.until.date())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// failer is what *testing.T, *testing.B and *rapid.T have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// oracleDays counts the days that are charged. Under Standard, a full service year counts as year days and a full month
// as month days.
func oracleDays(q asked, count policy.DayCount, year, month int) int {
	unit, full := 12, year
	if q.term == calendar.Monthly {
		unit, full = 1, month
	}
	total := 0
	for j := 0; ; j++ {
		lo := q.anchor.monthsOn(q.shift + j*unit)
		hi := q.anchor.monthsOn(q.shift + (j+1)*unit)
		if !lo.before(q.end) {
			return total
		}
		inside, missed, leap := 0, 0, 0
		for d := lo; d.before(hi); d = d.next() {
			if d.before(q.from) || !d.before(q.until) {
				missed++
				continue
			}
			inside++
			if d.m == 2 && d.d == 29 {
				leap++
			}
		}
		switch {
		case count == policy.Actual:
			total += inside
		case count == policy.NoLeapDay:
			total += inside - leap
		case missed == 0:
			total += full
		default:
			total += min(inside, full)
		}
	}
}

// oracleExact is the price before any rounding.
func oracleExact(srp *big.Rat, days, seats, divisor int) *big.Rat {
	rate := new(big.Rat).Quo(srp, big.NewRat(int64(divisor), 1))
	rate.Mul(rate, big.NewRat(int64(days), 1))
	return rate.Mul(rate, big.NewRat(int64(seats), 1))
}

// oracleRound rounds a price of 0 or more to a number of places, by its distance from the value below it.
func oracleRound(x *big.Rat, places int, mode money.Mode) *big.Rat {
	scale := big.NewRat(1, 1)
	for range places {
		scale.Mul(scale, big.NewRat(10, 1))
	}
	scaled := new(big.Rat).Mul(x, scale)
	below := new(big.Int).Quo(scaled.Num(), scaled.Denom())
	rest := new(big.Rat).Sub(scaled, new(big.Rat).SetInt(below))
	half := rest.Cmp(big.NewRat(1, 2))
	up := false
	switch mode {
	case money.HalfUp:
		up = half >= 0
	case money.HalfEven:
		up = half > 0 || half == 0 && below.Bit(0) == 1
	case money.Up:
		up = rest.Sign() > 0
	case money.Down:
	default:
		panic("no such mode")
	}
	if up {
		below.Add(below, big.NewInt(1))
	}
	return new(big.Rat).Quo(new(big.Rat).SetInt(below), scale)
}

var (
	terms  = []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear}
	counts = []policy.DayCount{policy.Standard, policy.Actual, policy.NoLeapDay}
	modes  = []money.Mode{money.HalfUp, money.HalfEven, money.Up, money.Down}
	places = []policy.RoundAt{policy.RoundLine, policy.RoundSeat, policy.RoundDailyRate}
)

// drawDay draws a day, more often one at the end of a month or in a leap year.
func drawDay(t *rapid.T, label string) day {
	y := rapid.OneOf(rapid.IntRange(2023, 2028),
		rapid.SampledFrom([]int{1999, 2000, 2024, 2028, 2099, 2100, 2400})).Draw(t, label+" year")
	m := rapid.OneOf(rapid.IntRange(1, 12), rapid.SampledFrom([]int{1, 2, 2, 3, 12})).Draw(t, label+" month")
	d := rapid.OneOf(rapid.IntRange(28, 31), rapid.IntRange(1, 31)).Draw(t, label+" day")
	return day{y, m, min(d, monthLength(y, m))}
}

// drawAsked draws a service with an even, a ragged or an aligned end and some days of it, whole stretches more often
// than chance would have it.
func drawAsked(t *rapid.T) asked {
	q := asked{term: rapid.SampledFrom(terms).Draw(t, "term"), anchor: drawDay(t, "anchor")}
	q.shift = rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 40)).Draw(t, "shift")
	q.start = q.anchor.monthsOn(q.shift)
	unit := 12
	if q.term == calendar.Monthly {
		unit = 1
	}
	switch rapid.SampledFrom([]string{"even", "ragged", "aligned"}).Draw(t, "end") {
	case "even":
		q.end = q.anchor.monthsOn(q.shift + monthsOf(q.term))
	case "ragged":
		q.end = q.start.plus(rapid.IntRange(1, 1200).Draw(t, "length"))
	case "aligned":
		q.end = q.anchor.monthsOn(q.shift + rapid.IntRange(1, 40).Draw(t, "months"))
	}
	all := q.start.daysTo(q.end)
	near := func(label string) day {
		switch rapid.SampledFrom([]string{"any", "cut", "start", "end"}).Draw(t, label) {
		case "any":
			return q.start.plus(rapid.IntRange(0, all-1).Draw(t, label+" offset"))
		case "cut":
			cut := q.anchor.monthsOn(q.shift + unit*rapid.IntRange(0, 4).Draw(t, label+" stretch"))
			cut = cut.plus(rapid.IntRange(0, 2).Draw(t, label+" past"))
			if q.end.before(cut) {
				return q.end
			}
			return cut
		case "start":
			return q.start.plus(min(all-1, rapid.IntRange(0, 3).Draw(t, label+" past")))
		}
		return q.start.plus(max(0, all-rapid.IntRange(0, 3).Draw(t, label+" early")))
	}
	q.from, q.until = near("from"), near("until")
	if q.until.before(q.from) {
		q.from, q.until = q.until, q.from
	}
	if q.from == q.until {
		if q.from == q.end {
			q.from, q.until = q.start, q.end
		} else {
			q.until = q.from.next()
		}
	}
	return q
}

func euros(number string) money.Amount { return money.MustParseAmount("EUR " + number) }

func period(t testing.TB, text string) calendar.Period {
	t.Helper()
	p, err := calendar.ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// service is one service of a term that starts on its anchor.
func service(t testing.TB, term calendar.Term, text string) calendar.Service {
	t.Helper()
	p := period(t, text)
	s, err := calendar.NewService(term, p.Start(), p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
