package policy_test

import (
	"testing"

	"example.com/billingrules/policy"
)

func BenchmarkEditionOn(b *testing.B) {
	act := day("2026-01-05")
	for b.Loop() {
		if _, err := policy.EditionOn(policy.Europe, act); err != nil {
			b.Fatal(err)
		}
	}
}
