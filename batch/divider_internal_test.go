package batch

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"example.com/billingrules/money"
)

// The short way of a division is exact: around the multiples and the halves of every divisor that an edition can have,
// close to 0, close to the largest number that takes the short way, and at numbers drawn between them.
func TestDivider_Small(t *testing.T) {
	t.Parallel()
	if one := dividerOf(1, money.HalfUp); one.inverse != 0 {
		t.Error("numbers are divided by 1 the short way, with an inverse that does not fit")
	}
	for mode := money.HalfUp; mode.IsValid(); mode++ {
		t.Run(fmt.Sprint(mode), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, uint64(mode)))
			finer := 1
			for range maxFiner + 1 {
				for by := 2; by <= 1098; by++ {
					d := dividerOf(by*finer, mode)
					most := d.inverse - d.bias
					near := []uint64{0, d.by, most - 1, r.Uint64N(most), r.Uint64N(most) >> r.IntN(64)}
					for _, n := range near {
						half := n/d.by*d.by + d.by/2
						for _, n := range []uint64{n, n / d.by * d.by, half, half + d.by} {
							for _, n := range []uint64{n - 1, n, n + 1} {
								got := d.halfToEven(n+d.bias, d.small(n+d.bias))
								if want := slowly(n, d.by, mode); n < most && got != want {
									t.Fatalf("%d ÷ %d is %d, and not %d", n, d.by, want, got)
								}
							}
						}
					}
				}
				finer *= 10
			}
		})
	}
}

// slowly divides with package big, and rounds by comparing the remainder with its complement.
func slowly(n, by uint64, mode money.Mode) uint64 {
	q, r := new(big.Int).QuoRem(new(big.Int).SetUint64(n), new(big.Int).SetUint64(by), new(big.Int))
	left := new(big.Int).Sub(new(big.Int).SetUint64(by), r)
	var up bool
	switch side := r.Cmp(left); mode {
	case money.HalfUp:
		up = side >= 0
	case money.HalfEven:
		up = side > 0 || side == 0 && q.Bit(0) == 1
	case money.Up:
		up = r.Sign() > 0
	case money.Down:
	}
	if up {
		q.Add(q, big.NewInt(1))
	}
	return q.Uint64()
}
