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
	const op = "money.Amount.Allocate"
	units, err := a.minor(op)
	if err != nil {
		return nil, err
	}
	total, err := totalWeight(op, weights)
	if err != nil {
		return nil, err
	}
	shares := make([]*big.Int, len(weights))
	lost := make([]*big.Int, len(weights))
	order := make([]int, len(weights))
	spare := new(big.Int).Abs(units)
	for i, w := range weights {
		exact := new(big.Int).Mul(new(big.Int).Abs(units), big.NewInt(int64(w)))
		shares[i], lost[i] = new(big.Int).QuoRem(exact, total, new(big.Int))
		spare.Sub(spare, shares[i])
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return lost[j].Cmp(lost[i]) })
	// The losses add up to spare × total, and each is below total: more parts have lost something than units are
	// spare.
	for _, i := range order[:spare.Int64()] {
		shares[i].Add(shares[i], big.NewInt(1))
	}
	parts := make([]Amount, len(weights))
	for i, s := range shares {
		if units.Sign() < 0 {
			s.Neg(s)
		}
		parts[i] = fromMinor(s, a.currency)
	}
	return parts, nil
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
