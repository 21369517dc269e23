package money

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"slices"
	"strconv"

	"example.com/billingrules/internal/edge/input"
)

// MaxParts is the largest number of parts that [Amount.Split] and [Amount.Allocate] make.
const MaxParts = 1200

// Split divides a into n equal parts (1…[MaxParts]), such as instalments. Each is a whole number of minor units, and
// the minor units that are left over go, one each, to the first parts, so that the parts add up to a. EUR 100.00 in
// three is 33.34, 33.33, 33.33. The parts of a negative amount mirror those of the positive one, and no part has the
// opposite sign. The zero Amount and an amount that is not whole are errors.
func (a Amount) Split(n int) ([]Amount, error) {
	const op = "money.Amount.Split"
	if err := a.checkWhole(op); err != nil {
		return nil, err
	}
	if err := input.Range(op, "n", n, 1, MaxParts); err != nil {
		return nil, err
	}
	more, plain, first := a.equalParts(n)
	parts := make([]Amount, n)
	for i := range parts {
		if parts[i] = plain; i < first {
			parts[i] = more
		}
	}
	return parts, nil
}

// equalParts returns the two sizes of n equal parts, and how many parts have the larger one.
func (a Amount) equalParts(n int) (more, plain Amount, first int) {
	if a.big == nil {
		share, spare := a.units/int64(n), a.units%int64(n)
		more, plain = a, a
		more.units, plain.units = share+int64(cmp.Compare(spare, 0)), share
		return more, plain, int(max(spare, -spare))
	}
	share, spare := new(big.Int).QuoRem(a.big, big.NewInt(int64(n)), new(big.Int))
	plain = ofBig(new(big.Int).Set(share), int(a.places), a.currency)
	more = ofBig(share.Add(share, big.NewInt(int64(a.big.Sign()))), int(a.places), a.currency)
	return more, plain, int(spare.Abs(spare).Int64())
}

// Allocate divides a in proportion to the weights, one part for each. Each share is first cut to whole minor units. The
// minor units that are left over then go, one each, to the parts that lost most by the cut; of parts that lost the
// same, the earlier one comes first. So the parts add up to a, and each is less than one minor unit away from its exact
// share; a weight of zero gets zero. The parts of a negative amount mirror those of the positive one, and no part has
// the opposite sign.
//
// There must be 1…[MaxParts] weights, none below zero and not all zero. The zero Amount and an amount that is not
// whole are errors.
func (a Amount) Allocate(weights []int) ([]Amount, error) {
	c, err := a.cut("money.Amount.Allocate", weights)
	if err != nil {
		return nil, err
	}
	for _, i := range c.byLoss(weights)[:c.spare] {
		c.give(i)
	}
	return c.parts, nil
}

// cut is an amount cut into parts, each towards zero.
type cut struct {
	whole Amount
	total uint64   // of the weights, if both it and the whole are small,
	large *big.Int // and otherwise this
	parts []Amount
	spare int // the minor units that are left over: fewer than there are parts that lost something
}

func (a Amount) cut(op string, weights []int) (cut, error) {
	if err := a.checkWhole(op); err != nil {
		return cut{}, err
	}
	total, small, err := totalWeight(op, weights)
	if err != nil {
		return cut{}, err
	}
	c := cut{whole: a, total: total, parts: make([]Amount, len(weights))}
	if a.big == nil && small {
		rest := magnitude(a.units)
		for i, w := range weights {
			hi, lo := bits.Mul64(magnitude(a.units), uint64(w))
			share, _ := bits.Div64(hi, lo, total) // at most the whole, since w is at most the total
			rest -= share
			c.parts[i] = a
			if c.parts[i].units = int64(share); a.units < 0 {
				c.parts[i].units = -int64(share)
			}
		}
		c.spare = int(rest)
		return c, nil
	}
	c.large = new(big.Int)
	for _, w := range weights {
		c.large.Add(c.large, big.NewInt(int64(w)))
	}
	rest := a.coefficient()
	for i, w := range weights {
		exact := a.coefficient()
		share := exact.Quo(exact.Mul(exact, big.NewInt(int64(w))), c.large)
		rest.Sub(rest, share)
		c.parts[i] = ofBig(share, int(a.places), a.currency)
	}
	c.spare = int(rest.Abs(rest).Int64())
	return c, nil
}

// byLoss lists the parts by what they lost in the cut, the largest loss first, and the earlier one first if they lost
// the same. Losses are in minor units ÷ total weight.
func (c cut) byLoss(weights []int) []int {
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	if c.large == nil {
		lost := make([]uint64, len(weights))
		for i, w := range weights {
			hi, lo := bits.Mul64(magnitude(c.whole.units), uint64(w))
			_, lost[i] = bits.Div64(hi, lo, c.total)
		}
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(lost[j], lost[i]) })
		return order
	}
	lost := make([]*big.Int, len(weights))
	for i, w := range weights {
		exact := c.whole.coefficient()
		lost[i] = exact.Rem(exact.Mul(exact, big.NewInt(int64(w))), c.large)
	}
	slices.SortStableFunc(order, func(i, j int) int { return lost[j].CmpAbs(lost[i]) })
	return order
}

// give gives a minor unit to a part.
func (c cut) give(i int) {
	p, unit := &c.parts[i], int64(c.whole.Sign())
	if p.big == nil && magnitude(p.units) < math.MaxInt64 {
		p.units += unit
		return
	}
	more := p.coefficient()
	*p = ofBig(more.Add(more, big.NewInt(unit)), int(p.places), p.currency)
}

// totalWeight adds up the weights, or refuses them. It reports false for small if the total does not fit into 64 bits.
func totalWeight(op string, weights []int) (total uint64, small bool, err error) {
	if len(weights) == 0 {
		return 0, false, input.Missing(op, "weights")
	}
	if err := input.Length(op, "weights", len(weights), MaxParts); err != nil {
		return 0, false, err
	}
	small = true
	heavy := false
	for i, w := range weights {
		if w < 0 {
			return 0, false, input.Errorf(op, "weights["+strconv.Itoa(i)+"]", w, input.ErrRange, "is negative")
		}
		var carry uint64
		total, carry = bits.Add64(total, uint64(w), 0)
		small, heavy = small && carry == 0, heavy || w > 0
	}
	if !heavy {
		return 0, false, input.Errorf(op, "weights", nil, input.ErrRange, "must not all be 0")
	}
	return total, small, nil
}
