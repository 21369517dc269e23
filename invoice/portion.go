package invoice

import (
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// portion is one of the instalments of a charge: its number, how many there are, and the days that it is for.
type portion struct {
	charge     proration.Charge
	number, of int // from 1 on
	covers     calendar.Period
}

// checkCovers refuses days that cannot be those of the part.
func (p portion) checkCovers(op string) error {
	switch bought := p.charge.Bought; {
	case p.covers.IsZero():
		return input.Missing(op, "covers")
	case p.covers.Intersect(bought) != p.covers:
		return input.Errorf(op, "covers", p.covers, input.ErrConflict, "is not within the days bought, %s", bought)
	case !p.isCut():
		return input.Errorf(op, "covers", p.covers, input.ErrConflict,
			"cannot be the days of instalment %d of %d of %s",
			p.number, p.of, bought)
	}
	return nil
}

// isCut reports whether the days, which are among those bought, can be those of the part. The first part begins with
// the days bought, and the last one ends with them; between them, parts are service years. For a full term these are
// the years from its start. For a part of a term it is not known when they begin, so it is enough that there is room
// for the parts before and after.
func (p portion) isCut() bool {
	bought, start, end := p.charge.Bought, p.covers.Start(), p.covers.End()
	if (start == bought.Start()) != (p.number == 1) || (end == bought.End()) != (p.number == p.of) {
		return false
	}
	if p.charge.FullTerm {
		return isYearsAfter(start, bought.Start(), p.number-1) &&
			(p.number == p.of || isYearsAfter(end, bought.Start(), p.number))
	}
	first, _, _ := start.Civil()
	last, _, _ := end.Civil()
	if p.number > 1 && p.number < p.of && !isYearsAfter(end, start, last-first) {
		return false
	}
	return p.number-1 <= yearsBegun(bought.Start(), start) && p.of-p.number <= yearsBegun(end, bought.End())
}

// isYearsAfter reports whether a day is whole years after another: on the same day of the year, or on either of the
// last two days of February, on which years counted from 29 February begin.
func isYearsAfter(day, of calendar.Date, years int) bool {
	y, m, d := day.Civil()
	year, month, first := of.Civil()
	return y-year == years && m == month && (d == first || m == time.February && d >= 28 && first >= 28)
}

// yearsBegun returns the largest number of service years that can begin from one day up to another. From 28 February
// 2028 to 28 February 2029 there can be two, if one begins on 29 February 2028.
func yearsBegun(from, to calendar.Date) int {
	year, _, _ := from.Civil()
	last, month, day := to.Civil()
	years := last - year
	if month == time.February && day == 28 {
		to = to.AddDays(1)
	}
	if from.AddMonths(12 * years).Before(to) {
		years++
	}
	return years
}

// checkNet refuses an amount that cannot be the part's share of whole, which is the charge less the discount. For a
// full term it must be an equal part. For a part of a term it must be in proportion to its days, with a tolerance for
// what is not known here: how many days a service year counts, and how each amount was rounded. Only three-year terms
// have instalments.
func (p portion) checkNet(op, field string, net, whole money.Amount) error {
	if p.charge.FullTerm || p.of == 1 {
		if equal := price.Sure(whole.Split(p.of))[p.number-1]; !net.Equal(equal) {
			return input.Errorf(op, field, net, input.ErrConflict, "must be %s, its part of %s", equal, whole)
		}
		return nil
	}
	if !p.isProportional(net, whole) {
		return input.Errorf(op, field, net, input.ErrConflict, "is not the part of %s for %s", whole, p.covers)
	}
	return nil
}

func (p portion) isProportional(net, whole money.Amount) bool {
	c := p.charge
	const standard = 365
	off := max(standard-c.Divisor/3, c.Divisor/3-standard) // days of a full service year
	if c.Days == 0 || off > 6 {
		return true
	}
	rounded := int64(p.of) + 2 // minor units: one for each part, for a discount, and for the proportion
	if c.RoundAt == policy.RoundSeat {
		rounded *= int64(c.Seats)
	}
	slack := price.Sure(money.FromMinor(rounded, whole.Currency()))
	share := func(days int, mode money.Mode) money.Amount {
		amount, _ := price.SureExact(whole.MulDiv(int64(days), int64(c.Days), whole.Currency().Rounding(mode)))
		return amount
	}
	days, _ := p.covers.Days()
	leap := price.LeapDays(calendar.Span(c.Bought.Start(), c.Bought.End().AddDays(1))) // a year can end before that day
	off = leap + off*yearsBegun(c.Bought.Start(), c.Bought.End())
	least, most := share(max(days-off, 0), money.Down), share(min(days+off, c.Days), money.Up)
	return price.Sure(less(least, net).Cmp(slack)) <= 0 && price.Sure(less(net, most).Cmp(slack)) <= 0
}
