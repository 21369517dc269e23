package batch

import (
	"math"
	"math/bits"

	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// divider divides by one number, and rounds by one mode.
type divider struct {
	by  uint64
	up  uint64 // the smallest remainder that is rounded up; by if none is
	odd uint64 // 1 if half of by is rounded to the even neighbor: up from an odd one

	bias    uint64 // what is added before rounding down, so that it rounds as up has it
	inverse uint64 // 2⁶³⁺ˢ ÷ by, rounded down, and 1 more; 2ˢ is the first power of two that is by or more
	shift   uint8  // s
}

// small is a number so far below 2⁶³ that a bias can be added.
const small = 1 << 62

func dividerOf(by int, mode money.Mode) divider {
	d := divider{by: uint64(by)}
	switch mode {
	case money.HalfUp:
		d.up = (d.by + 1) / 2
	case money.HalfEven:
		d.up = d.by/2 + 1
		d.odd = 1 - d.by%2
	case money.Up:
		d.up = 1
	case money.Down:
		d.up = d.by
	}
	d.bias = d.by - d.up
	s := bits.Len64(d.by - 1)
	high, low := bits.Mul64(1<<63, 1<<s)
	d.inverse, _ = bits.Div64(high, low, d.by)
	d.inverse++
	d.shift = uint8(s)
	return d
}

// of returns a × b ÷ by, rounded, and false if that does not fit in 63 bits.
func (d *divider) of(a, b uint64) (uint64, bool) {
	high, low := bits.Mul64(a, b)
	switch {
	case high == 0 && low < small:
		return d.ofSmall(low), true
	case high >= d.by:
		return 0, false
	}
	quotient, rest := bits.Div64(high, low, d.by)
	if rest+quotient&d.odd >= d.up {
		quotient++
	}
	return quotient, quotient <= math.MaxInt64
}

// ofSmall divides a small number and rounds it, by a multiplication instead of a division. That is exact: inverse is
// more than 2⁶³⁺ˢ ÷ by, but by no more than 1. So a number below 2⁶³ times inverse, divided by 2⁶³⁺ˢ,
// is too large by less than 1 ÷ 2ˢ. That is at most 1 ÷ by: too little to reach the next whole number.
func (d *divider) ofSmall(n uint64) uint64 {
	quotient, _ := bits.Mul64(2*(n+d.bias), d.inverse)
	quotient >>= d.shift & 63
	if quotient&d.odd != 0 && n-quotient*d.by == d.up-1 { // half, and odd
		quotient++
	}
	return quotient
}

// prices writes the prices of the days.
func (e *Engine) prices(in *Columns, out *Answers) {
	done, by := 0, &e.dividers[in.Finer]
	if e.roundAt == policy.RoundLine {
		done = e.smallPrices(in, out)
	}
	for i := done; i < len(in.SRP); i++ {
		d := &by[in.Length[i]%lengthsOf]
		price, fits := d.price(e.roundAt, uint64(in.SRP[i]), uint64(out.Days[i]), uint64(in.Seats[i]))
		if !fits {
			price, out.Row[i] = 0, TooLarge
		}
		out.Price[i] = int64(price)
	}
}

// smallPrices writes prices that are rounded once, up to the first row with a list price of 2³¹ or more, and returns
// that row. Below 2³¹, the product with the seats and the days is small.
func (e *Engine) smallPrices(in *Columns, out *Answers) int {
	srps, by := in.SRP, &e.dividers[in.Finer]
	n := len(srps)
	lengths, seats, days, prices := in.Length[:n], in.Seats[:n], out.Days[:n], out.Price[:n]
	for i, srp := range srps {
		if srp > math.MaxInt32 {
			return i
		}
		product := uint64(srp) * (uint64(uint32(days[i])) * uint64(uint32(seats[i])))
		prices[i] = int64(by[lengths[i]%lengthsOf].ofSmall(product))
	}
	return n
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
