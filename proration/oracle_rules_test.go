package proration_test

import (
	"math/big"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// oraclePrice is the price, rounded at the line, at one seat or at the daily rate, as the reading says, and whether the
// rounded value was not whole before.
func (r rules) oraclePrice(srp *big.Rat, days, seats, divisor, places int) (price *big.Rat, inexact bool) {
	exact, then := oracleExact(srp, days, seats, divisor), 1
	switch r.at {
	case policy.RoundSeat:
		exact, then = oracleExact(srp, days, 1, divisor), seats
	case policy.RoundDailyRate:
		exact, then = oracleExact(srp, 1, 1, divisor), days*seats
	case policy.RoundLine:
	default:
		panic("no such reading")
	}
	price = oracleRound(exact, places, r.mode)
	inexact = price.Cmp(exact) != 0
	return price.Mul(price, big.NewRat(int64(then), 1)), inexact
}

// rules are the parameters that this package reads.
type rules struct {
	monthly, annual, threeYear int
	count                      policy.DayCount
	mode                       money.Mode
	at                         policy.RoundAt
}

func published(count policy.DayCount, mode money.Mode) rules {
	return rules{30, 365, 1095, count, mode, policy.RoundLine}
}

func (r rules) edition(t failer) policy.Edition {
	t.Helper()
	p := policy.Europe2024().Parameters()
	p.Proration = policy.ProrationRules{
		StandardDays: policy.PerTerm{Monthly: r.monthly, Annual: r.annual, ThreeYear: r.threeYear},
		DayCount:     r.count,
		Rounding:     r.mode,
		RoundAt:      r.at,
	}
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

func (r rules) divisor(term calendar.Term) int {
	switch term {
	case calendar.Monthly:
		return r.monthly
	case calendar.Annual:
		return r.annual
	case calendar.ThreeYear:
		return r.threeYear
	}
	panic("no such term")
}

// days is what the oracle counts under these rules.
func (r rules) days(q asked) int {
	year := r.annual
	if q.term == calendar.ThreeYear {
		year = r.threeYear / 3
	}
	return oracleDays(q, r.count, year, r.monthly)
}
