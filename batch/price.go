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
	by  uint64
	up  uint64 // the smallest remainder that is rounded up; by if none is
	odd uint64 // 1 if half of by is rounded to the even neighbor: up from an odd one

	bias    uint64 // what is added before rounding down, so that it rounds as up has it
	inverse uint64 // 2⁶⁴ ÷ by, rounded up
	small   uint64 // below this, a number is divided by a multiplication with inverse
	half    uint64 // the low half of that product is more than this only if the remainder is half of by; see ofSmall

	_ uint64 // so that a divider has 64 bytes, and is quick to find in an array
}

func dividerOf(by int, mode money.Mode) divider {
	d := divider{by: uint64(by), half: math.MaxUint64}
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
	if d.by > 1 { // 2⁶⁴ ÷ 1 does not fit; so no number is small for 1
		d.inverse = math.MaxUint64/d.by + 1
		d.small = math.MaxUint64/d.by - d.bias
	}
	if d.odd != 0 {
		d.half, _ = bits.Div64(d.by-2, math.MaxUint64, d.by)
	}
	return d
}

// of returns a × b ÷ by, rounded, and false if that does not fit in 63 bits.
func (d *divider) of(a, b uint64) (uint64, bool) {
	high, low := bits.Mul64(a, b)
	switch {
	case high == 0 && low < d.small:
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

// ofSmall divides a small number and rounds it, by a multiplication instead of a division. That is exact. Let n be
// the number with the bias, q and r its quotient and its remainder, and e what inverse × by has more than 2⁶⁴:
// at most by. Then n × inverse is q × 2⁶⁴ and (r × 2⁶⁴ + n × e) ÷ by. Since n is below 2⁶⁴ ÷ by, n × e is below
// 2⁶⁴. So the high half of the product is q, and the low half tells r: it is (by − 1) × 2⁶⁴ ÷ by or more only if
// r is by − 1. With the bias of rounding to even, that is a remainder of half of by.
func (d *divider) ofSmall(n uint64) uint64 {
	quotient, low := bits.Mul64(n+d.bias, d.inverse)
	if low > d.half && quotient&1 != 0 {
		quotient++
	}
	return quotient
}

// prices writes the prices of the days, and reports whether all rows are good.
func (e *Engine) prices(in *Columns, out *Answers) bool {
	done, by := 0, &e.dividers[in.Finer]
	if e.roundAt == policy.RoundLine {
		done = e.smallPrices(in, out)
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

// smallPrices writes prices that are rounded once, up to the first row that has a large price or a bad price or number
// of seats, and returns that row. Below 2³¹, the product of a list price, the seats and the days is below 2⁶².
func (e *Engine) smallPrices(in *Columns, out *Answers) int {
	srps, by := in.SRP, &e.dividers[in.Finer]
	n := len(srps)
	lengths, numbers, days, prices := in.Length[:n], in.Seats[:n], out.Days[:n], out.Price[:n]
	for i, srp := range srps {
		seats := numbers[i]
		if uint64(srp) > math.MaxInt32 || uint32(seats-1) >= proration.MaxSeats {
			return i
		}
		d, product := &by[lengths[i]%lengthsOf], uint64(srp)*(uint64(uint32(days[i]))*uint64(uint32(seats)))
		if product >= d.small {
			return i
		}
		prices[i] = int64(d.ofSmall(product))
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
