package money

import (
	"math/big"
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
	units, err := a.minor(op)
	if err != nil {
		return nil, err
	}
	if n < 1 || n > MaxParts {
		return nil, input.Errorf(op, "n", n, input.ErrRange, "is outside 1…%d", MaxParts)
	}
	share, spare := new(big.Int).QuoRem(units, big.NewInt(int64(n)), new(big.Int))
	plain := fromMinor(share, a.currency)
	more := fromMinor(share.Add(share, big.NewInt(int64(units.Sign()))), a.currency)
	first := int(spare.Abs(spare).Int64())
	return append(slices.Repeat([]Amount{more}, first), slices.Repeat([]Amount{plain}, n-first)...), nil
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
	slices.SortStableFunc(order, func(i, j int) int { return c.lost[j].Cmp(c.lost[i]) })
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

// cut is an amount cut into parts, each towards zero, with what the cut left over.
type cut struct {
	shares, lost []*big.Int // what each part has, without a sign, and what it lost, in minor units ÷ total weight
	spare        int64      // the minor units that are left over
	negative     bool
	currency     Currency
}

func (a Amount) cut(op string, weights []int) (cut, error) {
	units, err := a.minor(op)
	if err != nil {
		return cut{}, err
	}
	total, err := totalWeight(op, weights)
	if err != nil {
		return cut{}, err
	}
	c := cut{
		shares: make([]*big.Int, len(weights)), lost: make([]*big.Int, len(weights)),
		negative: units.Sign() < 0, currency: a.currency,
	}
	units.Abs(units)
	spare := new(big.Int).Set(units)
	for i, w := range weights {
		exact := new(big.Int).Mul(units, big.NewInt(int64(w)))
		c.shares[i], c.lost[i] = exact.QuoRem(exact, total, new(big.Int))
		spare.Sub(spare, c.shares[i])
	}
	// The losses add up to spare × total, and each is below total: fewer units are spare than parts have lost something.
	c.spare = spare.Int64()
	return c, nil
}

// handOut gives the spare units to the parts that come first in an order, and returns the parts.
func (c cut) handOut(order []int) []Amount {
	for _, i := range order[:c.spare] {
		c.shares[i].Add(c.shares[i], big.NewInt(1))
	}
	parts := make([]Amount, len(c.shares))
	for i, s := range c.shares {
		if c.negative {
			s.Neg(s)
		}
		parts[i] = fromMinor(s, c.currency)
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
