package money_test

import (
	"errors"
	"math/big"
	"runtime"
	"strings"
	"testing"
	"time"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
	"github.com/shopspring/decimal"
)

// An attacker's input is refused at once: even on a loaded machine it takes a fraction of a second instead of minutes,
// and no memory in proportion to what its exponent promises. Not parallel, because it measures.
func TestHostileInputs(t *testing.T) {
	eur, megabyte := money.MustParseCurrency("EUR"), strings.Repeat("9", 1<<20)
	bytes := []byte("EUR " + megabyte)
	huge := new(big.Int).Lsh(big.NewInt(1), 8<<20/2) // half a megabyte of coefficient
	object := []byte(`{"amount":"` + megabyte + `","currency":"EUR"}`)
	deep := []byte(strings.Repeat(`{"amount":`, 1<<17))
	var a money.Amount
	var c money.Currency
	var m money.Mode
	parse := func(text string) func() error {
		return func() error { return second(money.Parse(text, eur)) }
	}
	from := func(d decimal.Decimal) func() error {
		return func() error { return second(money.New(d, eur)) }
	}
	whole := func(text string) func() error {
		return func() error { return second(money.ParseAmount(text)) }
	}
	for _, tt := range []struct {
		name   string
		do     func() error
		memory uint64 // in bytes
	}{
		{"1e1000000000", parse("1e1000000000"), little},
		{"1e-1000000000", parse("1e-1000000000"), little},
		{"a megabyte of digits", parse(megabyte), little},
		{"a megabyte of zeros", parse(strings.Repeat("0", 1<<20)), little},
		{"a megabyte of places", parse("0." + megabyte), little},
		{"NUL", parse("1\x00"), little},
		{"a megabyte of NUL", parse(strings.Repeat("\x00", 1<<20)), little},
		{"invalid UTF-8", parse("\xff\xfe"), little},
		{"EUR 1e1000000000", whole("EUR 1e1000000000"), little},
		{"EUR and a megabyte", whole("EUR " + megabyte), little},
		{"a megabyte without a currency", whole(megabyte), little},
		{"a megabyte of currency", func() error { return second(money.ParseCurrency(megabyte)) }, little},
		{"a megabyte of currency text", func() error { return c.UnmarshalText(bytes) }, little},
		{"a megabyte of currency column", func() error { return c.Scan(bytes) }, little},
		{"a megabyte of mode", func() error { return m.UnmarshalText(bytes) }, little},
		{"a megabyte of text", func() error { return a.UnmarshalText(bytes) }, little},
		{"a megabyte of column", func() error { return a.Scan(bytes) }, little},
		{"a megabyte of column text", func() error { return a.Scan(megabyte) }, little},
		{"a megabyte of JSON", func() error { return a.UnmarshalJSON(object) }, little},
		// the copy is the test's
		{"a megabyte of JSON digits", func() error { return a.UnmarshalJSON([]byte(megabyte)) }, 2 << 20},
		{"deep JSON", func() error { return a.UnmarshalJSON(deep) }, little},
		{"exponent 2e9", from(decimal.New(1, 2e9)), little},
		{"exponent -2e9", from(decimal.New(1, -2e9)), little},
		{"exponent 2e9 of zero", from(decimal.New(0, 2e9)), little},
		{"half a megabyte of coefficient", from(decimal.NewFromBigInt(huge, 0)), 2 << 20},
		{"half a megabyte of negative coefficient", from(decimal.NewFromBigInt(new(big.Int).Neg(huge), -2)), 2 << 20},
		{"half a megabyte of coefficient, exponent 2e9", from(decimal.NewFromBigInt(huge, 2e9)), little},
	} {
		t.Run(tt.name, func(t *testing.T) {
			refusedCheaply(t, tt.do, tt.memory)
		})
	}
	if !a.IsZero() || !c.IsZero() || m.IsValid() {
		t.Errorf("something was read: %v, %v, %v", a, c, m)
	}
}

// little is the memory in bytes that a refusal may take.
const little = 32 << 10

// second returns the error of a call that returns two values.
func second[T any](_ T, err error) error { return err }

// refusedCheaply checks that a call is refused by an error of one of three kinds, in little time and memory.
func refusedCheaply(t *testing.T, do func() error, memory uint64) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	err := do()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if !errors.Is(err, input.ErrRange) && !errors.Is(err, input.ErrSyntax) &&
		!errors.Is(err, input.ErrUnknown) {
		t.Error(err)
		return
	}
	if n := len(err.Error()); n > 512 {
		t.Errorf("the error has %d bytes", n)
	}
	if took > 250*time.Millisecond {
		t.Errorf("took %v", took)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > memory {
		t.Errorf("took %d bytes", used)
	}
}

// A hostile but valid decimal: within the bounds, every operation must be fast too.
func TestBoundsAreFast(t *testing.T) {
	a := parsed(t, "EUR "+strings.Repeat("9", 6)+"."+strings.Repeat("9", 28))
	w := parsed(t, "EUR "+strings.Repeat("9", 32)+".99")
	weights := make([]int, money.MaxParts)
	for i := range weights {
		weights[i] = 1<<62 + i
	}
	start := time.Now()
	for mul := int64(1); mul < 1<<62; mul <<= 1 {
		for places := 0; places <= 28; places += 7 {
			_, _, _ = a.MulDiv(mul, 1<<62-1, money.Rounding{Places: places, Mode: money.HalfEven})
			_, _, _ = a.Truncated(mul, 1, places)
		}
	}
	if _, err := w.Split(money.MaxParts); err != nil {
		t.Error(err)
	}
	if _, err := w.Allocate(weights); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}
