package money

import "math/bits"

// magnitude returns |n|, even for math.MinInt64.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// mulDivSmall is mulDivBig in 128 bits, for amounts and factors of the size that prices have: the numerator must fit
// into 128 bits, the denominator into 64, and the result into 63. Otherwise it reports false, and the caller goes on
// with big integers; the results are the same.
func (a Amount) mulDivSmall(mul, div int64, r Rounding) (result Amount, exact, ok bool) {
	if a.big != nil || a.IsZero() || div <= 0 || !r.Mode.IsValid() || r.Places != a.currency.MinorUnits() ||
		int(a.places) > r.Places+smallShift {
		return Amount{}, false, false
	}
	hi, lo := bits.Mul64(magnitude(a.units), magnitude(mul))
	over, den := bits.Mul64(uint64(div), tenTo(int(a.places)-r.Places))
	if over != 0 || hi >= den {
		return Amount{}, false, false
	}
	quo, rem := bits.Div64(hi, lo, den)
	if rem != 0 && r.Mode.raises(quo, rem, den) {
		quo++
	}
	if quo > 1<<63-1 {
		return Amount{}, false, false
	}
	result = Amount{units: int64(quo), unit: unit{uint8(r.Places), a.currency}}
	if a.units^mul < 0 { // one of them is negative
		result.units = -result.units
	}
	return result, rem == 0, true
}

// raises reports whether a quotient of magnitudes is rounded up, away from zero, given its remainder, which is not 0.
func (m Mode) raises(quo, rem, den uint64) bool {
	left := den - rem // the distance to the next quotient; rem << 1 might overflow
	return m == Up || m != Down && (rem > left || rem == left && (m == HalfUp || quo&1 == 1))
}

// smallShift is the largest n for which tenTo returns 10^n.
const smallShift = 19

// tenTo returns 10^n, for n from 0 to 19.
func tenTo(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}
