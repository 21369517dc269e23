package batch

import (
	"math"
	"math/bits"

	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// divider divides by one number, and rounds by one mode.
type divider struct {
	by      uint64
	bias    uint64 // what is added before rounding down, so that it rounds by the mode, but halves up
	odd     uint64 // 1 if halves are rounded to the even neighbor: a half that became an odd number is 1 too large
	inverse uint64 // 2⁶⁴ ÷ by, rounded up; 0 if by is 1
}

func dividerOf(by int, mode money.Mode) divider {
	d := divider{by: uint64(by), inverse: math.MaxUint64/uint64(by) + 1}
	switch mode {
	case money.HalfUp:
		d.bias = d.by / 2
	case money.HalfEven:
		d.bias = d.by / 2
		d.odd = 1 - d.by%2
	case money.Up:
		d.bias = d.by - 1
	case money.Down:
	}
	return d
}

// of returns a × b ÷ by, rounded, and false if that does not fit in 63 bits.
func (d *divider) of(a, b uint64) (uint64, bool) {
	high, low := bits.Mul64(a, b)
	low, carry := bits.Add64(low, d.bias, 0)
	high += carry
	switch {
	case high == 0 && low < d.inverse:
		return d.halfToEven(low, d.small(low)), true
	case high >= d.by:
		return 0, false
	}
	quotient, rest := bits.Div64(high, low, d.by)
	if rest == 0 {
		quotient &^= d.odd
	}
	return quotient, quotient <= math.MaxInt64
}

// small divides a number below inverse and rounds down, by a multiplication instead of a division. That is exact: n is
// less than 2⁶⁴ ÷ by, and inverse is that quotient, or larger by less than 1. So n × inverse ÷ 2⁶⁴
// is n ÷ by, or larger by less than 1 ÷ by: too little to reach the next whole number.
func (d *divider) small(n uint64) uint64 {
	quotient, _ := bits.Mul64(n, d.inverse)
	return quotient
}

// halfToEven corrects the quotient that small returned for n. A half has become a multiple of by, since bias was added.
// Of a multiple, and of nothing else, the lower 64 bits of n × inverse are less than inverse.
func (d *divider) halfToEven(n, quotient uint64) uint64 {
	if n*d.inverse < d.inverse {
		quotient &^= d.odd
	}
	return quotient
}

// prices writes the prices of the days, and reports whether all rows are good.
func (e *Engine) prices(in *Columns, out *Answers) bool {
	done, by := 0, &e.dividers[in.Finer]
	if e.roundAt == policy.RoundLine {
		if done = e.smallPrices(in, out); e.mode == money.HalfEven {
			e.halvesToEven(in, out, done) // apart, which is faster in the other modes
		}
	}
	for i := done; i < len(in.SRP); i++ {
		if in.SRP[i] < 0 || uint32(in.Seats[i]-1) >= proration.MaxSeats {
			if r := in.row(i); e.bad(&r) {
				return false
			}
		}
		d := &by[in.Length[i]%lengthsOf]
		price, fits := d.price(e.roundAt, uint64(in.SRP[i]), uint64(out.Days[i]), uint64(in.Seats[i]))
		if !fits {
			price, out.Row[i] = 0, TooLarge
		}
		out.Price[i] = int64(price)
	}
	return true
}

// smallPrices writes prices that are rounded once, with halves rounded up. It stops at the first row that has a bad
// list price, a bad number of seats or a price that is not small, and returns it. Below 2³¹, a list price times the
// seats and the days fits.
func (e *Engine) smallPrices(in *Columns, out *Answers) int {
	srps, by := in.SRP, &e.dividers[in.Finer]
	n := len(srps)
	lengths, seats, days, prices := in.Length[:n], in.Seats[:n], out.Days[:n], out.Price[:n]
	for i, srp := range srps {
		d, seats := &by[lengths[i]%lengthsOf], seats[i]
		product := d.product(srp, days[i], seats)
		if uint64(srp) > math.MaxInt32 || uint32(seats-1) >= proration.MaxSeats || product >= d.inverse {
			return i
		}
		prices[i] = int64(d.small(product))
	}
	return n
}

// halvesToEven corrects the first prices, those that smallPrices has written.
func (e *Engine) halvesToEven(in *Columns, out *Answers, n int) {
	by := &e.dividers[in.Finer]
	lengths, seats, srps, days, prices := in.Length[:n], in.Seats[:n], in.SRP[:n], out.Days[:n], out.Price[:n]
	for i, length := range lengths {
		d := &by[length%lengthsOf]
		prices[i] = int64(d.halfToEven(d.product(srps[i], days[i], seats[i]), uint64(prices[i])))
	}
}

// product returns what is divided.
func (d *divider) product(srp int64, days, seats int32) uint64 {
	return uint64(srp)*(uint64(uint32(days))*uint64(uint32(seats))) + d.bias
}

// times multiplies, and reports whether the product fits in 63 bits.
func times(a, b uint64) (uint64, bool) {
	high, low := bits.Mul64(a, b)
	return low, high == 0 && low <= math.MaxInt64
}

// price returns the price of seats for charged days, in minor units, and whether it fits in 64 bits. Implements
// proration.price.
func (d *divider) price(at policy.RoundAt, srp, charged, seats uint64) (price uint64, fits bool) {
	switch at {
	case policy.RoundLine:
		return d.of(srp, charged*seats)
	case policy.RoundSeat:
		if price, fits = d.of(srp, charged); fits {
			price, fits = times(price, seats)
		}
	case policy.RoundDailyRate:
		price, _ = d.of(srp, 1) // no larger than the price
		price, fits = times(price, charged*seats)
	}
	return price, fits
}
