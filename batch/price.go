package batch

import (
	"math"
	"math/bits"

	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// divider divides by one number, and rounds by one mode.
type divider struct {
	by, inverse uint64 // inverse is 2⁶⁴ ÷ by, rounded down, or one less than that
	up          uint64 // the smallest remainder that is rounded up; by if none is
	odd         uint64 // 1 if half of by is rounded to the even neighbor: up from an odd one
}

func dividerOf(by int, mode money.Mode) divider {
	d := divider{by: uint64(by), inverse: math.MaxUint64 / uint64(by)}
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
	return d
}

// of returns a × b ÷ by, rounded, and false if that does not fit in 63 bits.
func (d *divider) of(a, b uint64) (uint64, bool) {
	high, low := bits.Mul64(a, b)
	if high != 0 {
		return d.ofLarge(high, low)
	}
	price := d.ofSmall(low)
	return price, price <= math.MaxInt64
}

// ofSmall divides a number and rounds it.
func (d *divider) ofSmall(n uint64) uint64 {
	quotient, _ := bits.Mul64(n, d.inverse) // or one less
	rest := n - quotient*d.by
	if rest >= d.by {
		quotient++
		rest -= d.by
	}
	if rest+quotient&d.odd >= d.up {
		quotient++
	}
	return quotient
}

// ofLarge divides what does not fit in 64 bits.
func (d *divider) ofLarge(high, low uint64) (uint64, bool) {
	if high >= d.by {
		return 0, false
	}
	return d.rounded(bits.Div64(high, low, d.by))
}

func (d *divider) rounded(quotient, rest uint64) (uint64, bool) {
	if rest+quotient&d.odd >= d.up {
		quotient++
	}
	return quotient, quotient <= math.MaxInt64
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
