package price_test

import (
	"errors"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
)

func TestParseRate(t *testing.T) {
	t.Parallel()
	for text, tt := range map[string]struct {
		rate int
		is   error
	}{
		"":         {0, input.ErrMissing},
		"0%":       {0, nil},
		"0.0001%":  {1, nil},
		"9.975%":   {99_750, nil},
		"100%":     {price.WholeRate, nil},
		"100.0%":   {price.WholeRate, nil},
		"100.01%":  {0, input.ErrRange},
		"0.00001%": {0, input.ErrSyntax},
		"21":       {0, input.ErrSyntax},
		"021%":     {0, input.ErrSyntax},
		"2,1%":     {0, input.ErrSyntax},
		"1.%":      {0, input.ErrSyntax},
		".1%":      {0, input.ErrSyntax},
		"+1%":      {0, input.ErrSyntax},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			rate, err := price.ParseRate("p.F", "taxRate", text)
			if err != nil {
				rate = 0
			}
			if rate != tt.rate || !errors.Is(err, tt.is) {
				t.Errorf("%d, %v", rate, err)
			}
		})
	}
}

func TestSplitTax(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"21%": {"", "21%"}, "GST 5%": {"GST", "5%"}, "State tax 5%": {"State tax", "5%"}, "": {"", ""},
		"GST ": {"GST", ""},
	} {
		t.Run(text, func(t *testing.T) {
			if name, rate := price.SplitTax(text); name != want[0] || rate != want[1] {
				t.Errorf("%q: %q, %q", text, name, rate)
			}
		})
	}
	for name, is := range map[string]error{"": nil, "GST": nil, "a+b": input.ErrSyntax, "5%": input.ErrSyntax} {
		t.Run(name, func(t *testing.T) {
			if err := price.CheckTaxName("p.F", "name", name); !errors.Is(err, is) {
				t.Errorf("%q: %v", name, err)
			}
		})
	}
}

// 5% of 28.99 is 1.4495, so 1.43 to 1.46 are less than two cents from it. In whole cents, they reach from one below the
// tax when cut to two above it: it can be rounded up, and its other part down.
func TestIsTaxOfPart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"EUR 1.42": false, "EUR 1.43": true, "EUR 1.45": true, "EUR 1.46": true, "EUR 1.47": false, "USD 1.45": false,
		"EUR 0.00": false,
	} {
		t.Run(text, func(t *testing.T) {
			got := price.IsTaxOfPart(money.MustParseAmount(text), money.MustParseAmount("EUR 28.99"), 5*price.Percent)
			if got != want {
				t.Errorf("%s: %v", text, got)
			}
		})
	}
}
