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

func BenchmarkSentence(b *testing.B) {
	ed, d := policy.Europe2024(), renewal("2025-01-02")
	english := policy.English()
	b.Run("Edition", func(b *testing.B) {
		for b.Loop() {
			if _, err := ed.Sentence(d, "AutoCAD"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Language", func(b *testing.B) {
		for b.Loop() {
			if _, err := english.Sentence(ed, d, "AutoCAD"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
