package billingtest

import (
	"math/big"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// Days counts the days of bought within a service one by one, as the edition counts them. Implements proration.leap.
func Days(ed policy.Edition, service calendar.Service, bought calendar.Period) int {
	total := 0
	for _, s := range stretches(service) {
		days, full := 0, true
		for d := s.start; d.Before(s.end); d = d.AddDays(1) {
			_, month, day := d.Civil()
			leapDay := month == 2 && day == 29
			switch {
			case !bought.Contains(d):
				full = false
			case ed.ProrationRules().DayCount == policy.NoLeapDay && leapDay:
			default:
				days++
			}
		}
		if most := standard(ed, service.Term()); ed.ProrationRules().DayCount == policy.Standard {
			if full && s.whole {
				days = most
			}
			days = min(days, most)
		}
		total += days
	}
	return total
}

// stretch is a service year, or a service month of a monthly term; the last one may not be whole.
type stretch struct {
	start, end calendar.Date
	whole      bool
}

func stretches(service calendar.Service) []stretch {
	covered, step := service.Covered(), 12
	if service.Term() == calendar.Monthly {
		step = 1
	}
	months := 0
	for monthsAfter(service.Anchor(), months).Before(covered.Start()) {
		months++
	}
	var all []stretch
	for start := covered.Start(); start.Before(covered.End()); {
		months += step
		end := monthsAfter(service.Anchor(), months)
		p := stretch{start, end, !end.After(covered.End())}
		if !p.whole {
			p.end = covered.End()
		}
		all = append(all, p)
		start = p.end
	}
	return all
}

// monthsAfter tries the day of the month, and then earlier days until one exists. Implements term.anniversary.
func monthsAfter(anchor calendar.Date, months int) calendar.Date {
	year, month, day := anchor.Civil()
	for ; months > 0; months-- {
		if month++; month > 12 {
			year, month = year+1, 1
		}
	}
	for {
		if d, err := calendar.NewDate(year, month, day); err == nil || day == 1 {
			return d
		}
		day--
	}
}

// standard is the number of days that a whole part counts: the standard days, for a three-year term a third of them.
func standard(ed policy.Edition, term calendar.Term) int {
	days := ed.ProrationRules().StandardDays
	switch term {
	case calendar.Monthly:
		return days.Monthly
	case calendar.Annual:
		return days.Annual
	case calendar.ThreeYear:
		return days.ThreeYear / 3
	}
	return 0
}

// Price returns the price of a line in minor units: a fraction until its one rounding, of the line, of one seat or of
// the rate of one day, as the edition says. Implements proration.daily-rate and proration.price.
func Price(ed policy.Edition, line proration.PriceRequest) *big.Int {
	divisor := int64(standard(ed, line.Service.Term()))
	if line.Service.Term() == calendar.ThreeYear {
		divisor *= 3
	}
	days, seats := int64(Days(ed, line.Service, line.Bought)), int64(line.Seats)
	switch ed.ProrationRules().RoundAt {
	case policy.RoundSeat:
		return units(ed, line.SRP, days, divisor, seats)
	case policy.RoundDailyRate:
		return units(ed, line.SRP, 1, divisor, days*seats)
	case policy.RoundLine:
	}
	return units(ed, line.SRP, days*seats, divisor, 1)
}

// FullTerm returns the price of a full term in minor units: the list price times the seats. A list price finer than the
// minor unit is rounded for one seat or for the line, as the edition says. Implements proration.price.
func FullTerm(ed policy.Edition, line proration.PriceRequest) *big.Int {
	if ed.ProrationRules().RoundAt == policy.RoundSeat {
		return units(ed, line.SRP, 1, 1, int64(line.Seats))
	}
	return units(ed, line.SRP, int64(line.Seats), 1, 1)
}

// units is an amount × mul ÷ div, rounded to minor units, and then multiplied by another number.
func units(ed policy.Edition, amount money.Amount, mul, div, then int64) *big.Int {
	exact, ok := new(big.Rat).SetString(amount.Number())
	if !ok {
		return nil
	}
	for range amount.Currency().MinorUnits() {
		exact.Mul(exact, big.NewRat(10, 1))
	}
	whole := round(exact.Mul(exact, big.NewRat(mul, div)), ed.ProrationRules().Rounding)
	return whole.Mul(whole, big.NewInt(then))
}

// round rounds a number that is not negative.
func round(exact *big.Rat, mode money.Mode) *big.Int {
	whole, rest := new(big.Int).QuoRem(exact.Num(), exact.Denom(), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(exact.Denom())
	var up bool
	switch mode {
	case money.HalfUp:
		up = half >= 0
	case money.HalfEven:
		up = half > 0 || half == 0 && whole.Bit(0) == 1
	case money.Up:
		up = rest.Sign() > 0
	case money.Down:
		up = false
	}
	if up {
		whole.Add(whole, big.NewInt(1))
	}
	return whole
}
