package run

import (
	"encoding/json"
	"math"
	"math/big"
	"strconv"
	"testing"
)

// Sums are exact beyond 64 bits, both ways, and read back.
func TestSum(t *testing.T) {
	t.Parallel()
	var s Sum
	want := new(big.Int)
	for _, n := range []int64{math.MaxInt64, 1, math.MaxInt64, -5, math.MinInt64, math.MinInt64, 0, math.MaxInt64, 7} {
		s.Add(n)
		want.Add(want, big.NewInt(n))
		if s.Big().Cmp(want) != 0 {
			t.Fatalf("after %d: %s, want %s", n, s.Big(), want)
		}
	}
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back Sum
	if err := json.Unmarshal(data, &back); err != nil || back.Big().Cmp(want) != 0 {
		t.Errorf("%s reads back as %s, %v", data, back.Big(), err)
	}
	back.merge(&s)
	if back.Big().Cmp(want.Add(want, want)) != 0 {
		t.Errorf("merged %s, want %s", back.Big(), want)
	}
}

func TestPercents(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"1": "1", "0.5": "1/2", "0.25%": "1/4", "0": "0", "100": "100"} {
		t.Run(text, func(t *testing.T) {
			if got, err := Percents(text); err != nil || got.RatString() != want {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
	for _, text := range []string{"", "-1", "101", "1/2", "1e1", "one", "%"} {
		t.Run(strconv.Quote(text), func(t *testing.T) {
			if got, err := Percents(text); err == nil {
				t.Errorf("%v", got)
			}
		})
	}
}
