package money_test

import (
	"slices"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"github.com/shopspring/decimal"
)

// Each operation is compared with what people write by hand with the decimal library. The first test checks that the
// rivals get the right result; the shortest ways to write them do not.

// rivalPrice is price × mul ÷ div, rounded half away from zero to cents, by quotient and remainder.
func rivalPrice(price decimal.Decimal, mul, div int64) decimal.Decimal {
	divisor := decimal.NewFromInt(div)
	quo, rem := price.Mul(decimal.NewFromInt(mul)).QuoRem(divisor, 2)
	if rem.Abs().Mul(decimal.NewFromInt(200)).Cmp(divisor) >= 0 {
		cent := decimal.New(1, -2)
		if rem.Sign() < 0 {
			cent = cent.Neg()
		}
		quo = quo.Add(cent)
	}
	return quo
}

// rivalSplit is n equal parts in cents, spare cents to the first.
func rivalSplit(total decimal.Decimal, n int) []decimal.Decimal {
	share, rem := total.QuoRem(decimal.NewFromInt(int64(n)), 2)
	cent := decimal.New(1, -2)
	parts := make([]decimal.Decimal, n)
	for i := range parts {
		parts[i] = share
		if rem.Sign() > 0 {
			parts[i], rem = share.Add(cent), rem.Sub(cent)
		}
	}
	return parts
}

func TestRivals(t *testing.T) {
	t.Parallel()
	eur := money.MustParseCurrency("EUR")
	for cents := int64(0); cents < 3000; cents += 7 {
		a := testkit.Must(money.FromMinor(cents, eur))
		for _, days := range []int64{-15, 1, 15, 29} {
			got, _, err := a.MulDiv(days, 30, eur.Rounding(money.HalfUp))
			if rival := rivalPrice(a.Decimal(), days, 30); err != nil || !rival.Equal(got.Decimal()) {
				t.Fatalf("%v × %d ÷ 30 is %v, %v, and the rival says %v", a, days, got, err, rival)
			}
		}
		parts, err := a.Split(7)
		if err != nil {
			t.Fatal(err)
		}
		for i, rival := range rivalSplit(a.Decimal(), 7) {
			if !rival.Equal(parts[i].Decimal()) {
				t.Fatalf("part %d of %v is %v, and the rival says %v", i, a, parts[i], rival)
			}
		}
	}
}

var (
	sinkAmount  money.Amount
	sinkParts   []money.Amount
	sinkDecimal decimal.Decimal
	sinkRival   []decimal.Decimal
	sinkText    string
)

func BenchmarkPrice(b *testing.B) {
	a := parsed(b, "EUR 2145.00")
	r := a.Currency().Rounding(money.HalfUp)
	b.Run("MulDiv", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkAmount, _, _ = a.MulDiv(360, 365, r)
		}
	})
	d := a.Decimal()
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkDecimal = rivalPrice(d, 360, 365)
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	x, y := parsed(b, "EUR 2145.00"), parsed(b, "EUR 450.45")
	b.Run("Add", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkAmount, _ = x.Add(y)
		}
	})
	d, e := x.Decimal(), y.Decimal()
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkDecimal = d.Add(e)
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	a := parsed(b, "EUR 2145.01")
	b.Run("Split", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkParts, _ = a.Split(3)
		}
	})
	d := a.Decimal()
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkRival = rivalSplit(d, 3)
		}
	})
	b.Run("floors", func(b *testing.B) { // three decimals of one's own
		b.ReportAllocs()
		for b.Loop() {
			for range 3 {
				sinkDecimal = decimal.New(71500, -2)
			}
		}
	})
}

// rivalAllocate is 36 parts in cents by weight, with the spare cents to the parts that lost most, in decimals.
func rivalAllocate(total decimal.Decimal, weights []int64) []decimal.Decimal {
	var sum int64
	for _, w := range weights {
		sum += w
	}
	all, cent := decimal.NewFromInt(sum), decimal.New(1, -2)
	parts, lost := make([]decimal.Decimal, len(weights)), make([]decimal.Decimal, len(weights))
	order := make([]int, len(weights))
	spare := total
	for i, w := range weights {
		parts[i], lost[i] = total.Mul(decimal.NewFromInt(w)).QuoRem(all, 2)
		spare, order[i] = spare.Sub(parts[i]), i
	}
	slices.SortStableFunc(order, func(i, j int) int { return lost[j].Cmp(lost[i]) })
	for _, i := range order {
		if spare.Sign() <= 0 {
			break
		}
		parts[i], spare = parts[i].Add(cent), spare.Sub(cent)
	}
	return parts
}

func TestRivalAllocates(t *testing.T) {
	t.Parallel()
	a := parsed(t, "EUR 64584.01")
	weights, rivals := months()
	parts, err := a.Allocate(weights)
	if err != nil {
		t.Fatal(err)
	}
	for i, rival := range rivalAllocate(a.Decimal(), rivals) {
		if !rival.Equal(parts[i].Decimal()) {
			t.Errorf("part %d is %s, and the rival says %v", i, parts[i], rival)
		}
	}
}

// months weighs 36 months by their days.
func months() (weights []int, rivals []int64) {
	for k := range 36 {
		days := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[k%12]
		weights, rivals = append(weights, days), append(rivals, int64(days))
	}
	return weights, rivals
}

func BenchmarkAllocate(b *testing.B) {
	a := parsed(b, "EUR 64584.01")
	weights, rivals := months()
	b.Run("Allocate", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkParts, _ = a.Allocate(weights)
		}
	})
	d := a.Decimal()
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkRival = rivalAllocate(d, rivals)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	eur := money.MustParseCurrency("EUR")
	b.Run("Parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkAmount, _ = money.Parse("2145.00", eur)
		}
	})
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkDecimal, _ = decimal.NewFromString("2145.00")
		}
	})
}

func BenchmarkPrint(b *testing.B) {
	a := parsed(b, "EUR 2145.00")
	b.Run("String", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkText = a.String()
		}
	})
	d := a.Decimal()
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkText = "EUR " + d.StringFixed(2)
		}
	})
}

func BenchmarkJSON(b *testing.B) {
	data := []byte(`{"amount":"2145.00","currency":"EUR"}`)
	b.ReportAllocs()
	for b.Loop() {
		_ = sinkAmount.UnmarshalJSON(data)
	}
}

func BenchmarkParseCurrency(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _ = money.ParseCurrency("USD")
	}
}
