package money_test

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
	"pgregory.net/rapid"
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
		{one, []int{0}, "weights: are all zero", input.ErrRange},
		{one, []int{0, 0, 0}, "weights: are all zero", input.ErrRange},
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

// smallAllocations yields amounts of a few cents of both signs, each with every four weights below 5 except all zeros:
// either all of them, or a sample that has all those of one cent and of none.
func smallAllocations() iter.Seq2[money.Amount, []int] {
	return func(yield func(money.Amount, []int) bool) {
		c, sample := money.MustParseCurrency("EUR"), testkit.NewSample(11)
		for cents := int64(-13); cents <= 13; cents++ {
			for code := 1; code < 5*5*5*5; code++ {
				weights := []int{code % 5, code / 5 % 5, code / 25 % 5, code / 125}
				if sample.Takes(-1 <= cents && cents <= 1) && !yield(testkit.Must(money.FromMinor(cents, c)), weights) {
					return
				}
			}
		}
	}
}

// Small amounts and small weights against the laws.
func TestAllocateExhaustively(t *testing.T) {
	t.Parallel()
	for a, weights := range smallAllocations() {
		parts, err := a.Allocate(weights)
		if err != nil {
			t.Fatal(err)
		}
		if law := brokenLaw(a, weights, parts); law != "" {
			t.Fatalf("%v by %v is %s: %s", a, weights, numbers(parts), law)
		}
	}
}

// brokenLaw says what is wrong with the parts of a, or "".
func brokenLaw(a money.Amount, weights []int, parts []money.Amount) string {
	if len(parts) != len(weights) {
		return fmt.Sprintf("%d parts for %d weights", len(parts), len(weights))
	}
	total, sum, one := new(big.Int), new(big.Rat), unit(a.Currency().MinorUnits())
	for _, w := range weights {
		total.Add(total, big.NewInt(int64(w)))
	}
	// the exact share, what the part has beyond the share cut, what the cut took
	type cut struct{ share, extra, lost *big.Rat }
	cuts := make([]cut, len(parts))
	for i, p := range parts {
		x := testkit.Exact(p)
		sum.Add(sum, x)
		share := new(big.Rat).Mul(testkit.Exact(a), new(big.Rat).SetFrac(big.NewInt(int64(weights[i])), total))
		floor := oracleRound(share, a.Currency().MinorUnits(), money.Down)
		cuts[i] = cut{share, new(big.Rat).Sub(x, floor), new(big.Rat).Sub(share, floor)}
		cuts[i].extra.Abs(cuts[i].extra)
		cuts[i].lost.Abs(cuts[i].lost)
		switch {
		case p.Currency() != a.Currency():
			return "another currency"
		case !p.IsWhole():
			return "not whole minor units"
		case p.Sign() != 0 && p.Sign() != a.Sign():
			return "the sign changed"
		case weights[i] == 0 && p.Sign() != 0:
			return "something for nothing"
		case cuts[i].extra.Sign() != 0 && cuts[i].extra.Cmp(one) != 0:
			return "more than one spare unit for a part, or less than none"
		}
		if off := new(big.Rat).Sub(x, share); off.Abs(off).Cmp(one) >= 0 {
			return "a whole minor unit from the exact share"
		}
	}
	if sum.Cmp(testkit.Exact(a)) != 0 {
		return "the parts do not add up"
	}
	for i, p := range cuts {
		for j, q := range cuts[:i] { // j is earlier
			order := q.lost.Cmp(p.lost)
			if order >= 0 && q.extra.Cmp(p.extra) < 0 || order < 0 && q.extra.Cmp(p.extra) > 0 {
				return fmt.Sprintf("a spare unit for part %d or %d that is the other's", j, i)
			}
			if weights[i] != weights[j] {
				continue
			}
			d := new(big.Rat).Sub(testkit.Exact(parts[i]), testkit.Exact(parts[j]))
			if d.Abs(d).Cmp(one) > 0 {
				return "equal weights, parts more than one unit apart"
			}
		}
	}
	return ""
}

func propSplit(t *rapid.T) {
	c := genCurrency().Draw(t, "currency")
	a := genWhole(c).Draw(t, "a")
	n := rapid.OneOf(rapid.IntRange(1, 12), rapid.IntRange(1, 60)).Draw(t, "n")
	parts, err := a.Split(n)
	if err != nil {
		t.Fatal(err)
	}
	equal := slices.Repeat([]int{rapid.IntRange(1, 400).Draw(t, "weight")}, n)
	if law := brokenLaw(a, equal, parts); law != "" {
		t.Fatalf("%v in %d is %s: %s", a, n, numbers(parts), law)
	}
	// Allocate with equal weights gives the same parts.
	allocated, err := a.Allocate(equal)
	if err != nil || numbers(allocated) != numbers(parts) {
		t.Fatalf("%v in %d is %s, by equal weights %s, %v", a, n, numbers(parts), numbers(allocated), err)
	}
}

func propAllocate(t *rapid.T) {
	c := genCurrency().Draw(t, "currency")
	a := genWhole(c).Draw(t, "a")
	weight := rapid.OneOf(rapid.SampledFrom([]int{0, 1, 28, 30, 365, 366}), rapid.IntRange(0, 1095),
		rapid.IntRange(0, math.MaxInt))
	weights := rapid.SliceOfN(weight, 1, 20).Draw(t, "weights")
	if slices.Max(weights) == 0 {
		weights[0] = 1
	}
	parts, err := a.Allocate(weights)
	if err != nil {
		t.Fatal(err)
	}
	if law := brokenLaw(a, weights, parts); law != "" {
		t.Fatalf("%v by %v is %s: %s", a, weights, numbers(parts), law)
	}
	mirrored, err := a.Neg().Allocate(weights)
	if err != nil {
		t.Fatal(err)
	}
	for i := range parts {
		if !mirrored[i].Equal(parts[i].Neg()) {
			t.Fatalf("%v by %v is %s, and the opposite is %s", a, weights, numbers(parts), numbers(mirrored))
		}
	}
}

func TestSplitLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, propSplit)
}

func TestAllocateLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, propAllocate)
}

// The oracle's laws can fail.
func TestBrokenLaws(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a       string
		weights []int
		parts   []string
		want    string
	}{
		{"EUR 1.00", []int{1, 1, 1}, []string{"EUR 0.34", "EUR 0.33", "EUR 0.33"}, ""},
		{"EUR 1.00", []int{1, 1, 1}, []string{"EUR 0.33", "EUR 0.34", "EUR 0.33"}, "the other's"},
		{"EUR 1.00", []int{1, 1, 1}, []string{"EUR 0.33", "EUR 0.33", "EUR 0.33"}, "add up"},
		{"EUR 1.00", []int{1, 1, 1}, []string{"EUR 0.33", "EUR 0.33"}, "2 parts for 3"},
		{"EUR 1.00", []int{1, 1, 1}, []string{"EUR 0.35", "EUR 0.33", "EUR 0.32"}, "spare unit"},
		{"EUR 0.01", []int{1, 0}, []string{"EUR 0.01", "EUR 0.01"}, "nothing"},
		{"EUR 0.00", []int{1, 1}, []string{"EUR 0.01", "EUR -0.01"}, "sign"},
		{"EUR 1.00", []int{1}, []string{"USD 1.00"}, "currency"},
		{"EUR 0.01", []int{1, 1}, []string{"EUR 0.005", "EUR 0.005"}, "whole"},
		{"EUR 0.01", []int{1}, []string{"EUR 0.02"}, "from the exact share"},
	} {
		t.Run("is "+tt.want, func(t *testing.T) {
			var parts []money.Amount
			for _, p := range tt.parts {
				parts = append(parts, parsed(t, p))
			}
			got := brokenLaw(parsed(t, tt.a), tt.weights, parts)
			if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
				t.Errorf("%s by %v as %v: %q, not %q", tt.a, tt.weights, tt.parts, got, tt.want)
			}
		})
	}
}
