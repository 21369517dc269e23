package money_test

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"pgregory.net/rapid"
)

// Most amounts are computed in 128 bits, and the others in big integers; a caller cannot tell which. The fast way is
// checked here on whole grids, and at the edges between the two ways.

// Every SRP from 0.01 to 50.00 (or a sample, with all up to 1.00), every day of the term, each divisor and each mode,
// against long division by whole numbers.
func TestEveryPriceUpToFifty(t *testing.T) {
	t.Parallel()
	upToOne := func(cents int64) bool { return cents <= 100 }
	eur := money.MustParseCurrency("EUR")
	prices := 0
	for cents := range testkit.Spread(testkit.Ints(int64(1), 5000), 13, upToOne) {
		srp := testkit.Must(money.FromMinor(cents, eur))
		for _, divisor := range []int64{30, 365, 1095} {
			for days := int64(0); days <= divisor; days++ {
				whole, rest := cents*days/divisor, cents*days%divisor
				nearest := whole
				if 2*rest >= divisor {
					nearest++
				}
				even := nearest
				if 2*rest == divisor && nearest%2 == 1 {
					even--
				}
				up := whole
				if rest > 0 {
					up++
				}
				for mode, want := range [...]int64{
					money.HalfUp: nearest, money.HalfEven: even, money.Up: up, money.Down: whole,
				} {
					if mode == 0 {
						continue
					}
					prices++
					got, exact, err := srp.MulDiv(days, divisor, money.Rounding{Places: 2, Mode: money.Mode(mode)})
					if units, bad := got.Minor(); err != nil || bad != nil || units != want || exact != (rest == 0) {
						t.Fatalf("%s × %d ÷ %d %s: %s, %v, %v; want %d cents", srp, days, divisor, money.Mode(mode),
							got, exact, err, want)
					}
				}
			}
		}
	}
	if testkit.Whole && prices != 5000*(31+366+1096)*4 {
		t.Errorf("%d prices", prices)
	}
}

// edges are whole numbers around those at which the representation changes.
func edges() []*big.Int {
	var list []*big.Int
	for _, power := range []uint{0, 31, 32, 53, 62, 63, 64, 100, 112} {
		for off := int64(-2); off <= 2; off++ {
			n := new(big.Int).Lsh(big.NewInt(1), power)
			list = append(list, n.Add(n, big.NewInt(off)))
		}
	}
	ten := big.NewInt(10)
	for power := int64(17); power <= 20; power++ {
		n := new(big.Int).Exp(ten, big.NewInt(power), nil)
		list = append(list, n, new(big.Int).Sub(n, big.NewInt(1)))
	}
	return list
}

// of makes an amount of minor units of any size.
func of(t testing.TB, units *big.Int, c money.Currency) money.Amount {
	t.Helper()
	digits := new(big.Int).Abs(units).String()
	if pad := c.MinorUnits() + 1 - len(digits); pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	if at := len(digits) - c.MinorUnits(); at < len(digits) {
		digits = digits[:at] + "." + digits[at:]
	}
	if units.Sign() < 0 {
		digits = "-" + digits
	}
	a, err := money.Parse(digits, c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Sums, differences, comparisons, splits and texts at every pair of edges, against big integers.
func TestArithmeticAtTheEdges(t *testing.T) {
	t.Parallel()
	list := edges()
	for _, n := range edges() {
		list = append(list, n.Neg(n))
	}
	for _, code := range []string{"JPY", "EUR", "KWD"} {
		c := money.MustParseCurrency(code)
		for _, x := range list {
			a := of(t, x, c)
			if a.Sign() != x.Sign() || !a.IsWhole() || !a.Equal(a) || !a.Neg().Neg().Equal(a) ||
				a.Neg().Sign() != -x.Sign() {
				t.Errorf("%s: sign %d", a, a.Sign())
			}
			if d := a.Decimal(); d.Coefficient().Cmp(x) != 0 || int(d.Exponent()) != -c.MinorUnits() {
				t.Errorf("%s is %v", a, d.Coefficient())
			}
			if again, err := money.New(a.Decimal(), c); err != nil || !again.Equal(a) {
				t.Errorf("%s is made again as %s, %v", a, again, err)
			}
			if units, err := a.Minor(); (err == nil) != x.IsInt64() || err == nil && units != x.Int64() {
				t.Errorf("%s has %d minor units, %v", a, units, err)
			} else if err == nil && !testkit.Must(money.FromMinor(units, c)).Equal(a) {
				t.Errorf("%s is not made of its minor units", a)
			}
			for _, y := range list {
				b := of(t, y, c)
				checkSum(t, a, b, new(big.Int).Add(x, y), c)
				if order, err := a.Cmp(b); err != nil || order != x.Cmp(y) || a.Equal(b) != (order == 0) {
					t.Errorf("%s and %s compare as %d, %v", a, b, order, err)
				}
			}
			parts, err := a.Split(7)
			if err != nil {
				t.Fatal(err)
			}
			if law := brokenLaw(a, []int{1, 1, 1, 1, 1, 1, 1}, parts); law != "" {
				t.Errorf("%s in seven is %s: %s", a, numbers(parts), law)
			}
			for _, weights := range [][]int{
				{1, 2, 4},
				{math.MaxInt, 1, math.MaxInt},
				{math.MaxInt, math.MaxInt, math.MaxInt},
			} {
				parts, err := a.Allocate(weights)
				if err != nil {
					t.Fatal(err)
				}
				if law := brokenLaw(a, weights, parts); law != "" {
					t.Errorf("%s by %v is %s: %s", a, weights, numbers(parts), law)
				}
			}
		}
	}
}

// A quotient that needs the 64th bit goes to big integers.
func TestQuotientsAtTheEdges(t *testing.T) {
	t.Parallel()
	c := money.MustParseCurrency("JPY")
	for _, x := range edges() {
		for _, y := range []int64{1, 2, 3, 1 << 31, 1<<62 - 1, 1 << 62, math.MaxInt64, -3, math.MinInt64} {
			want := new(big.Int).Mul(x, big.NewInt(y))
			got, exact, err := of(t, x, c).MulDiv(y, 1, c.Rounding(money.HalfUp))
			fits := new(big.Int).Abs(want).Cmp(new(big.Int).Exp(big.NewInt(10), big.NewInt(34), nil)) < 0
			if (err == nil) != fits || fits && (!exact || !got.Equal(of(t, want, c))) {
				t.Errorf("%s × %d is %s, %v, %v", x, y, got, exact, err)
			}
		}
	}
}

func checkSum(t *testing.T, a, b money.Amount, want *big.Int, c money.Currency) {
	t.Helper()
	fits := new(big.Int).Abs(want).Cmp(new(big.Int).Exp(big.NewInt(10), big.NewInt(34), nil)) < 0
	sum, err := a.Add(b)
	if (err == nil) != fits || fits && !sum.Equal(of(t, want, c)) {
		t.Errorf("%s + %s is %s, %v", a, b, sum, err)
	}
	other, err := a.Sub(b.Neg())
	if (err == nil) != fits || !other.Equal(sum) {
		t.Errorf("%s − %s is %s, %v", a, b.Neg(), other, err)
	}
	all, err := money.Sum(a, b)
	if (err == nil) != fits || !all.Equal(sum) {
		t.Errorf("the sum of %s and %s is %s, %v", a, b, all, err)
	}
}

// propSwitchOver multiplies and divides around the edges of 64 and 128 bits.
func propSwitchOver(t *rapid.T) {
	near := func(label string) int64 {
		power := rapid.IntRange(0, 62).Draw(t, label+", a power of two")
		return max(1, int64(1)<<power+rapid.Int64Range(-3, 3).Draw(t, label+", off"))
	}
	c := genCurrency().Draw(t, "currency")
	units := big.NewInt(near("units"))
	if rapid.Bool().Draw(t, "large") {
		units.Mul(units, big.NewInt(near("times")))
		if units.BitLen() > 110 {
			units.Rsh(units, uint(units.BitLen()-110))
		}
	}
	if rapid.Bool().Draw(t, "negative") {
		units.Neg(units)
	}
	a, err := money.Parse(units.String(), c)
	if err != nil {
		t.Skip("this currency has too many places")
	}
	if shift := rapid.SampledFrom([]int64{1, 1, 100, 1e9, 1e18}).Draw(t, "finer"); shift > 1 {
		if a, _, err = a.MulDiv(1, shift, money.Rounding{Places: 28, Mode: money.Down}); err != nil {
			t.Skip("this amount is too long")
		}
	}
	mul, div := near("mul"), near("div")
	if rapid.Bool().Draw(t, "opposite") {
		mul = -mul
	}
	places := c.MinorUnits()
	if rapid.IntRange(0, 3).Draw(t, "other places") == 0 {
		places = rapid.IntRange(0, 28).Draw(t, "places")
	}
	checkMulDiv(t, a, mul, div, places)
}

// Both sides of every switch from 128 bits to big integers give the same result. The long run in docs/benchmarks.md
// covers many millions of cases.
func TestSwitchOver(t *testing.T) {
	t.Parallel()
	rapid.Check(t, propSwitchOver)
}

func FuzzSwitchOver(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propSwitchOver)) }

// What a service does a million times a night allocates nothing, or nothing beyond its result.
func TestAllocations(t *testing.T) {
	a, b := parsed(t, "EUR 2145.00"), parsed(t, "EUR 450.45")
	r := a.Currency().Rounding(money.HalfUp)
	weights := []int{120, 365, 365}
	for _, test := range []struct {
		name string
		most float64
		do   func()
	}{
		{"MulDiv", 0, func() { sinkAmount, _, _ = a.MulDiv(360, 365, r) }},
		{"Round", 0, func() { sinkAmount, _ = a.Round(r) }},
		{"Add", 0, func() { sinkAmount, _ = a.Add(b) }},
		{"Sub", 0, func() { sinkAmount, _ = a.Sub(b) }},
		{"Cmp", 0, func() { _, _ = a.Cmp(b) }},
		{"Equal", 0, func() { _ = a.Equal(b) }},
		{"Neg", 0, func() { sinkAmount = a.Neg() }},
		{"Minor", 0, func() { _, _ = a.Minor() }},
		{"FromMinor", 0, func() { sinkAmount, _ = money.FromMinor(214500, a.Currency()) }},
		{"Sum", 0, func() { sinkAmount, _ = money.Sum(a, b, a) }},
		{"Decimal", 2, func() { sinkDecimal = a.Decimal() }},
		{"Split", 1, func() { sinkParts, _ = a.Split(3) }},
		{"Allocate", 3, func() { sinkParts, _ = a.Allocate(weights) }},
		{"ParseAmount", 1, func() { sinkAmount, _ = money.ParseAmount("EUR 2145.00") }},
		{"String", 3, func() { sinkText = a.String() }},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := testing.AllocsPerRun(100, test.do); got > test.most {
				t.Errorf("%s allocates %v times, at most %v", test.name, got, test.most)
			}
		})
	}
	if got := fmt.Sprint(a.Neg().Neg().Equal(a)); got != "true" {
		t.Error(got)
	}
}
