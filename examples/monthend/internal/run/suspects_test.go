package run

import (
	"math/rand/v2"
	"testing"
)

// A hash has been met if and only if it was there before; 0 and 1 may be taken for each other.
func TestHashWasMetBefore(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var m meeting
	for _, n := range []int{0, 1, 2, 1000, 10} {
		m.begin(n)
		met := map[uint64]bool{}
		for range n {
			h := random.Uint64N(uint64(n)) << random.IntN(60)
			if h <= 1 {
				continue
			}
			if got := m.before(h); got != met[h] {
				t.Errorf("of %d: %d has been met: %t", n, h, got)
			}
			met[h] = true
		}
	}
	m.begin(2)
	if m.before(0) || !m.before(0) {
		t.Error("0 is not found")
	}
}
