package proration_test

import (
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/shopspring/decimal"
)

// rivalPrice is the price as a careful hand writes it with the decimal library: multiplied first, divided and
// rounded once. It is told the number of days, which Price has to count.
func rivalPrice(srp decimal.Decimal, days, seats int64) decimal.Decimal {
	return srp.Mul(decimal.NewFromInt(days*seats)).DivRound(decimal.NewFromInt(365), 2)
}

// The rival is a fair one: it gets the same price.
func TestRivalAgrees(t *testing.T) {
	t.Parallel()
	line := june(t)
	for cents := int64(0); cents < 3000; cents += 7 {
		line.SRP = testkit.Must(money.FromMinor(cents, money.MustParseCurrency("EUR")))
		for from := (day{2025, 6, 10}); from.before(day{2026, 6, 10}); from = from.plus(29) {
			line.Bought = asked{from: from, until: day{2026, 6, 10}}.bought(t)
			charge, err := proration.Price(policy.Europe2024(), line)
			if err != nil {
				t.Fatal(err)
			}
			rival := rivalPrice(line.SRP.Decimal(), int64(from.daysTo(day{2026, 6, 10})), int64(line.Seats))
			if !rival.Equal(charge.Amount.Decimal()) {
				t.Fatalf("%v, and the rival says %v", charge, rival)
			}
		}
	}
}

// Neither Days nor Price nor FullTerm allocates anything, whatever is rounded, and neither does a check;
// the rival does.
func TestPriceAllocations(t *testing.T) {
	ed, line := policy.Europe2024(), june(t)
	line.Bought = period(t, "2026-02-10/2026-06-10")
	srp := line.SRP.Decimal()
	price := testing.AllocsPerRun(1000, func() { sinkCharge, _ = proration.Price(ed, line) })
	rival := testing.AllocsPerRun(1000, func() { sinkDecimal = rivalPrice(srp, 120, 3) })
	days := testing.AllocsPerRun(1000, func() { sinkDays, _ = proration.Days(ed, line.Service, line.Bought) })
	if days != 0 || price != 0 || rival == 0 {
		t.Errorf("Price allocates %v times, Days %v times, the rival %v times", price, days, rival)
	}
	charge := stub(t)
	if checks := testing.AllocsPerRun(1000, func() { errSink = charge.Check() }); checks != 0 || errSink != nil {
		t.Errorf("Check allocates %v times, %v", checks, errSink)
	}
	full := june(t)
	for _, at := range places {
		r := published(policy.Standard, money.HalfUp)
		r.at = at
		ed := r.edition(t)
		price := testing.AllocsPerRun(1000, func() { sinkCharge, _ = proration.Price(ed, line) })
		term := testing.AllocsPerRun(1000, func() { sinkCharge, _ = proration.FullTerm(ed, full) })
		if price != 0 || term != 0 {
			t.Errorf("rounded at the %v, Price allocates %v times, FullTerm %v times", at, price, term)
		}
	}
}

var (
	sinkCharge  proration.Charge
	sinkDecimal decimal.Decimal
	sinkDays    int
	sinkText    string
	errSink     error
)

func BenchmarkPrice(b *testing.B) {
	ed, line := policy.Europe2024(), june(b)
	line.Bought = period(b, "2026-02-10/2026-06-10")
	b.Run("Price", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkCharge, _ = proration.Price(ed, line)
		}
	})
	for _, at := range places[1:] {
		r := published(policy.Standard, money.HalfUp)
		r.at = at
		ed := r.edition(b)
		b.Run("Price, "+at.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkCharge, _ = proration.Price(ed, line)
			}
		})
	}
	b.Run("FullTerm", func(b *testing.B) {
		full := june(b)
		b.ReportAllocs()
		for b.Loop() {
			sinkCharge, _ = proration.FullTerm(ed, full)
		}
	})
	srp := line.SRP.Decimal()
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkDecimal = rivalPrice(srp, 120, 3)
		}
	})
	b.Run("floor", func(b *testing.B) { // the cost of one decimal alone: no price can cost less
		b.ReportAllocs()
		for b.Loop() {
			sinkDecimal = decimal.New(211562, -2)
		}
	})
}

// Amounts too large for 128 bits use big integers.
func BenchmarkLargePrice(b *testing.B) {
	ed, line := policy.Europe2024(), june(b)
	line.SRP = testkit.Must(money.ParseAmount("EUR 98765432109876543210987.65"))
	line.Bought = period(b, "2026-02-10/2026-06-10")
	b.Run("Price", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkCharge, _ = proration.Price(ed, line)
		}
	})
	srp := line.SRP.Decimal()
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkDecimal = rivalPrice(srp, 120, 3)
		}
	})
}

func BenchmarkDays(b *testing.B) {
	ed, line := policy.Europe2024(), june(b)
	b.ReportAllocs()
	for b.Loop() {
		sinkDays, _ = proration.Days(ed, line.Service, line.Bought)
	}
}

func BenchmarkCheck(b *testing.B) {
	charge := stub(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := charge.Check(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkString(b *testing.B) {
	charge := stub(b)
	b.ReportAllocs()
	for b.Loop() {
		sinkText = charge.String()
	}
}
