package money_test

import (
	"fmt"
	"iter"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"pgregory.net/rapid"
)

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
