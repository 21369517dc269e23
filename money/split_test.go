package money_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

func numbers(parts []money.Amount) string {
	var s []string
	for _, p := range parts {
		s = append(s, p.Number())
	}
	return strings.Join(s, " ")
}

func TestSplit(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a    string
		n    int
		want string
	}{
		{"EUR 100.00", 3, "33.34 33.33 33.33"},
		{"EUR 200.00", 3, "66.67 66.67 66.66"},
		{"EUR 99.00", 3, "33.00 33.00 33.00"},
		{"EUR -100.00", 3, "-33.34 -33.33 -33.33"},
		{"EUR -200.00", 3, "-66.67 -66.67 -66.66"},
		{"EUR 0.02", 3, "0.01 0.01 0.00"},
		{"EUR -0.01", 3, "-0.01 0.00 0.00"},
		{"EUR 0.00", 3, "0.00 0.00 0.00"},
		{"EUR 2145.00", 1, "2145.00"},
		{"JPY 100", 3, "34 33 33"},
		{"KWD 10.000", 3, "3.334 3.333 3.333"},
		{"CLF 1.0000", 7, "0.1429 0.1429 0.1429 0.1429 0.1428 0.1428 0.1428"},
		{
			"JPY 9999999999999999999999999999999999", 2,
			"5000000000000000000000000000000000 4999999999999999999999999999999999",
		},
	} {
		t.Run(tt.a, func(t *testing.T) {
			got, err := parsed(t, tt.a).Split(tt.n)
			if err != nil || numbers(got) != tt.want {
				t.Errorf("%s in %d is %s, %v; want %s", tt.a, tt.n, numbers(got), err, tt.want)
			}
		})
	}
}

func TestSplitRefuses(t *testing.T) {
	t.Parallel()
	one := parsed(t, "EUR 1")
	for _, tt := range []struct {
		a        money.Amount
		n        int
		err      string
		sentinel error
	}{
		{one, 0, "n 0: must be from 1 to 1200", input.ErrRange},
		{one, -3, "n -3: must be from 1 to 1200", input.ErrRange},
		{one, money.MaxParts + 1, "n 1201: must be from 1 to 1200", input.ErrRange},
		{one, math.MaxInt, "n 9223372036854775807: must be from 1 to 1200", input.ErrRange},
		{
			parsed(t, "EUR 1.005"), 3, "amount EUR 1.005: is finer than the 2 places of EUR: round it first",
			input.ErrRange,
		},
		{money.Amount{}, 3, "amount: is missing", input.ErrMissing},
	} {
		t.Run(tt.err, func(t *testing.T) {
			got, err := tt.a.Split(tt.n)
			if got != nil || !errors.Is(err, tt.sentinel) || err.Error() != "money.Amount.Split: "+tt.err {
				t.Errorf("%v in %d: %v, %v", tt.a, tt.n, got, err)
			}
		})
	}
	if parts, err := one.Split(money.MaxParts); err != nil || len(parts) != money.MaxParts {
		t.Errorf("%d parts, %v", len(parts), err)
	}
}

func TestAllocate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a       string
		weights []int
		want    string
	}{
		{"EUR 100.00", []int{1, 1, 1}, "33.34 33.33 33.33"},
		{"EUR -100.00", []int{1, 1, 1}, "-33.34 -33.33 -33.33"},
		{"EUR 1000.00", []int{120, 365, 365}, "141.18 429.41 429.41"},
		{"EUR 0.01", []int{30, 365, 365}, "0.00 0.01 0.00"}, // to the largest loss; of two, to the earlier
		{"EUR -0.01", []int{30, 365, 365}, "0.00 -0.01 0.00"},
		// losses 1/3, 2/3, 0: the second gets the spare cent, and the third its whole cent
		{"EUR 0.02", []int{1, 2, 3}, "0.00 0.01 0.01"},
		{"EUR 0.05", []int{1, 2, 3}, "0.01 0.02 0.02"}, // losses 5/6, 4/6, 3/6
		{"EUR 10.00", []int{0, 1, 0}, "0.00 10.00 0.00"},
		{"EUR 0.01", []int{0, 1, 1}, "0.00 0.01 0.00"},
		{"EUR 0.00", []int{3, 4}, "0.00 0.00"},
		{"EUR 5.00", []int{7}, "5.00"},
		{"JPY 100", []int{1, 1, 1}, "34 33 33"},
		{"KWD 0.100", []int{2, 1}, "0.067 0.033"},
		{"CLF 0.0010", []int{3, 3, 3}, "0.0004 0.0003 0.0003"},
		{"EUR 0.03", []int{math.MaxInt, math.MaxInt}, "0.02 0.01"},
		{"EUR 0.03", []int{math.MaxInt, 1}, "0.03 0.00"},
	} {
		t.Run(tt.a, func(t *testing.T) {
			weights := slices.Clone(tt.weights)
			got, err := parsed(t, tt.a).Allocate(weights)
			if err != nil || numbers(got) != tt.want {
				t.Errorf("%s by %v is %s, %v; want %s", tt.a, tt.weights, numbers(got), err, tt.want)
			}
			if !slices.Equal(weights, tt.weights) {
				t.Errorf("the weights became %v", weights)
			}
		})
	}
}

func TestAllocateRefuses(t *testing.T) {
	t.Parallel()
	one := parsed(t, "EUR 1")
	for _, tt := range []struct {
		a        money.Amount
		weights  []int
		err      string
		sentinel error
	}{
		{one, nil, "weights: is missing", input.ErrMissing},
		{one, []int{}, "weights: is missing", input.ErrMissing},
		{one, []int{0}, "weights: must not all be 0", input.ErrRange},
		{one, []int{0, 0, 0}, "weights: must not all be 0", input.ErrRange},
		{one, []int{1, 2, -3}, "weights[2] -3: is negative", input.ErrRange},
		{one, make([]int, money.MaxParts+1), "weights: has 1201 entries, at most 1200 are allowed", input.ErrRange},
		{
			parsed(t, "JPY 1.5"),
			[]int{1},
			"amount JPY 1.5: is finer than the 0 places of JPY: round it first",
			input.ErrRange,
		},
		{money.Amount{}, []int{1}, "amount: is missing", input.ErrMissing},
	} {
		t.Run(tt.err, func(t *testing.T) {
			got, err := tt.a.Allocate(tt.weights)
			if got != nil || !errors.Is(err, tt.sentinel) || err.Error() != "money.Amount.Allocate: "+tt.err {
				t.Errorf("%v by %d weights: %v, %v", tt.a, len(tt.weights), got, err)
			}
		})
	}
	if parts, err := one.Allocate(slices.Repeat([]int{1}, money.MaxParts)); err != nil || len(parts) != money.MaxParts {
		t.Errorf("%d parts, %v", len(parts), err)
	}
}
