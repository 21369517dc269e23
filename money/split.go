package money

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"slices"
	"strconv"

	"example.com/billingrules/internal/input"
)

// MaxParts is the largest number of parts that [Amount.Split] and [Amount.Allocate] make.
const MaxParts = 1200

// Split returns n equal parts of a, 1…[MaxParts], as instalments are: each a whole number of minor units, the spare
// minor units one each to the first parts, so that the parts add up to a. EUR 100.00 in three is 33.34, 33.33, 33.33.
// The parts of a negative amount mirror those of the positive one, and no part has the opposite sign. The zero Amount
// and an amount that is not whole are errors.
func (a Amount) Split(n int) ([]Amount, error) {
	const op = "money.Amount.Split"
	if err := a.checkWhole(op); err != nil {
		return nil, err
	}
	if n < 1 || n > MaxParts {
		return nil, input.Errorf(op, "n", n, input.ErrRange, "is outside 1…%d", MaxParts)
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

// equalParts returns the two sizes that n equal parts have, and how many have the first of them.
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

// Allocate returns one part of a for each weight, in proportion to the weights: each a whole number of minor units,
// cut towards zero, and then the spare minor units one each to the parts that lost most by the cut, of equals to the
// earliest. So the parts add up to a, and each is less than one minor unit away from its exact share; a weight of
// zero gets zero. The parts of a negative amount mirror those of the positive one, and no part has the opposite sign.
//
// There are 1…[MaxParts] weights, none below zero and not all zero. The zero Amount and an amount that is not whole
// are errors.
func (a Amount) Allocate(weights []int) ([]Amount, error) {
	c, err := a.cut("money.Amount.Allocate", weights)
	if err != nil {
		return nil, err
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return c.parts[j].lostMore(c.parts[i]) })
	return c.handOut(order), nil
}

// AllocateEarliest is [Amount.Allocate], but for the spare minor units: they go one each to the earliest parts, of
// whatever size, as is agreed of invoices that follow each other. A weight of zero gets zero here too. EUR 1.00 by
// 3, 2, 1 is 0.51, 0.33, 0.16, where Allocate makes it 0.50, 0.33, 0.17.
func (a Amount) AllocateEarliest(weights []int) ([]Amount, error) {
	c, err := a.cut("money.Amount.AllocateEarliest", weights)
	if err != nil {
		return nil, err
	}
	var order []int
	for i, w := range weights {
		if w > 0 {
			order = append(order, i)
		}
	}
	return c.handOut(order), nil
}

// cut is an amount cut into parts, each towards zero.
type cut struct {
	parts []part
	spare int // the minor units that are left over: fewer than parts have lost something
	sign  int64
}

// part is a part of an amount, and what the cut took from it, in minor units ÷ total weight.
type part struct {
	share   Amount
	lost    uint64
	bigLost *big.Int // instead of lost, where the amount or the weights are too large for it
}

// lostMore compares what two parts of one cut have lost.
func (p part) lostMore(than part) int {
	if p.bigLost != nil {
		return p.bigLost.CmpAbs(than.bigLost)
	}
	return cmp.Compare(p.lost, than.lost)
}

func (a Amount) cut(op string, weights []int) (cut, error) {
	if err := a.checkWhole(op); err != nil {
		return cut{}, err
	}
	total, err := totalWeight(op, weights)
	if err != nil {
		return cut{}, err
	}
	c := cut{parts: make([]part, len(weights)), sign: int64(a.Sign())}
	if a.big == nil && total.IsUint64() {
		rest := magnitude(a.units)
		for i, w := range weights {
			hi, lo := bits.Mul64(magnitude(a.units), uint64(w))
			share, lost := bits.Div64(hi, lo, total.Uint64()) // at most the whole, since w is at most the total
			c.parts[i] = part{share: a, lost: lost}
			c.parts[i].share.units = c.sign * int64(share)
			rest -= share
		}
		c.spare = int(rest)
		return c, nil
	}
	rest := a.coefficient()
	for i, w := range weights {
		exact := a.coefficient()
		share, lost := exact.QuoRem(exact.Mul(exact, big.NewInt(int64(w))), total, new(big.Int))
		rest.Sub(rest, share)
		c.parts[i] = part{share: ofBig(share, int(a.places), a.currency), bigLost: lost}
	}
	c.spare = int(rest.Abs(rest).Int64())
	return c, nil
}

// handOut gives the spare units to the parts that come first in an order, and returns the parts.
func (c cut) handOut(order []int) []Amount {
	parts := make([]Amount, len(c.parts))
	for i, p := range c.parts {
		parts[i] = p.share
	}
	for _, i := range order[:c.spare] {
		p := &parts[i]
		if p.big == nil && magnitude(p.units) < math.MaxInt64 {
			p.units += c.sign
			continue
		}
		more := p.coefficient()
		*p = ofBig(more.Add(more, big.NewInt(c.sign)), int(p.places), p.currency)
	}
	return parts
}

// totalWeight adds the weights up, or refuses them.
func totalWeight(op string, weights []int) (*big.Int, error) {
	if len(weights) == 0 {
		return nil, input.Missing(op, "weights")
	}
	if len(weights) > MaxParts {
		return nil, input.Errorf(op, "weights", nil, input.ErrRange, "are %d, more than %d", len(weights), MaxParts)
	}
	total := new(big.Int)
	for i, w := range weights {
		if w < 0 {
			return nil, input.Errorf(op, "weights["+strconv.Itoa(i)+"]", w, input.ErrRange, "is below zero")
		}
		total.Add(total, big.NewInt(int64(w)))
	}
	if total.Sign() == 0 {
		return nil, input.Errorf(op, "weights", nil, input.ErrRange, "are all zero")
	}
	return total, nil
}
