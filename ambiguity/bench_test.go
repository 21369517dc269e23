package ambiguity_test

import (
	"testing"

	"example.com/billingrules/ambiguity"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// A portfolio of a thousand under one reading: ns/op is the time of one reading.
func BenchmarkExpose(b *testing.B) {
	on := day("2026-05-31")
	portfolio := holdings(plain(1000, on))
	r := reading("proration.roundAt")
	for b.Loop() {
		if _, err := ambiguity.Expose(policy.Europe2024(), r, portfolio, on); err != nil {
			b.Fatal(err)
		}
	}
}

// A million rows under all readings that package batch knows.
func BenchmarkExposeColumns(b *testing.B) {
	on := day("2026-05-31")
	columns := plain(1_000_000, on)
	for b.Loop() {
		if _, err := ambiguity.ExposeColumns(policy.Europe2024(), columns, money.MustParseCurrency("EUR"),
			on); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAnalyze(b *testing.B) {
	for b.Loop() {
		if _, err := ambiguity.Analyze(policy.Europe2024()); err != nil {
			b.Fatal(err)
		}
	}
}
