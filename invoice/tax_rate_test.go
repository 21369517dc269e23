package invoice_test

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

func TestTaxRates(t *testing.T) {
	for text, want := range map[string]string{
		"0%": "0%", "21%": "21%", "5.5%": "5.5%", "5.50%": "5.5%", "9.975%": "9.975%", "0.0001%": "0.0001%",
		"100%": "100%", "100.0000%": "100%", "8.0%": "8%", "12.3456%": "12.3456%",
	} {
		t.Run(text, func(t *testing.T) {
			r, err := invoice.ParseTaxRate(text)
			if err != nil || r.String() != want || r.IsZero() {
				t.Errorf("%q is %s, %v", text, r, err)
			}
			written, err := r.MarshalText()
			var read invoice.TaxRate
			if err != nil || read.UnmarshalText(written) != nil || read != r {
				t.Errorf("%q is read as %s, %v", written, read, err)
			}
		})
	}
	if invoice.MustParseTaxRate("0%") == (invoice.TaxRate{}) ||
		invoice.MustParseTaxRate("5.5%") != invoice.MustParseTaxRate("5.500%") {
		t.Error("equal rates are not equal")
	}
}

func TestBadTaxRates(t *testing.T) {
	kept := invoice.MustParseTaxRate("21%")
	for text, want := range map[string]error{
		"": billingrules.ErrMissing, "21": billingrules.ErrSyntax, "%": billingrules.ErrSyntax,
		".5%": billingrules.ErrSyntax, "5.%": billingrules.ErrSyntax, "5.00001%": billingrules.ErrSyntax,
		"-1%": billingrules.ErrSyntax,
		"+1%": billingrules.ErrSyntax, "021%": billingrules.ErrSyntax, "1e1%": billingrules.ErrSyntax,
		"21 %": billingrules.ErrSyntax, "21%%": billingrules.ErrSyntax, "2 1%": billingrules.ErrSyntax,
		"100.0001%": billingrules.ErrRange, "101%": billingrules.ErrRange,
		"9999%": billingrules.ErrRange, "٢١%": billingrules.ErrSyntax, "\x00%": billingrules.ErrSyntax,
		strings.Repeat("9", 1<<20) + "%": billingrules.ErrSyntax, "1.2.3%": billingrules.ErrSyntax,
	} {
		t.Run(fmt.Sprintf("%.20q", text), func(t *testing.T) {
			r, err := invoice.ParseTaxRate(text)
			if !errors.Is(err, want) || !r.IsZero() {
				t.Errorf("%.20q is %s, %v", text, r, err)
			}
			if err := kept.UnmarshalText([]byte(text)); !errors.Is(err, want) || kept.String() != "21%" {
				t.Errorf("%.20q is read as %s, %v", text, kept, err)
			}
		})
	}
	var none invoice.TaxRate
	if _, err := none.MarshalText(); !errors.Is(err, billingrules.ErrMissing) || none.String() != "no rate" ||
		!none.IsZero() {
		t.Errorf("no rate is %s, %v", none, err)
	}
	defer func() {
		if recover() == nil {
			t.Error("MustParseTaxRate takes everything")
		}
	}()
	invoice.MustParseTaxRate("21")
}

// invoice.tax: per line, exact except for one rounding, against fractions.
func TestTaxIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := money.MustParseCurrency(rapid.SampledFrom([]string{"JPY", "EUR", "KWD"}).Draw(t, "currency"))
		units := rapid.Int64Range(0, 1<<60).Draw(t, "units")
		rate := rapid.IntRange(0, 1_000_000).Draw(t, "rate, in ten-thousandths of a percent")
		price, err := money.FromMinor(units, currency)
		if err != nil {
			t.Fatal(err)
		}
		line, err := invoice.NewLine(policy.Europe2024(), invoice.Item{
			Description: "Flex tokens", Quantity: 1, UnitPrice: price,
			Taxes: invoice.MustParseTaxes(fmt.Sprintf("%d.%04d%%", rate/10_000, rate%10_000)),
		})
		if err != nil {
			t.Fatal(err)
		}
		exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(units), big.NewInt(int64(rate))),
			big.NewInt(1_000_000))
		// half up: ⌊x + ½⌋
		twice := new(big.Int).Div(new(big.Int).Add(new(big.Int).Mul(exact.Num(), big.NewInt(2)), exact.Denom()),
			new(big.Int).Mul(exact.Denom(), big.NewInt(2)))
		if got, err := line.Tax.Minor(); err != nil || big.NewInt(got).Cmp(twice) != 0 {
			t.Fatalf("%s of %s is %s, want %s units, %v", line.Taxes, line.Net, line.Tax, twice, err)
		}
	})
}
