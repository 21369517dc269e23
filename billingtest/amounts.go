package billingtest

import (
	"example.com/billingrules/money"
	"pgregory.net/rapid"
)

// Amount draws an amount of a currency, from 0 to 10,000,000,000 whole minor units.
func Amount(c money.Currency) *rapid.Generator[money.Amount] { return amount(0, c) }

// SRP draws a list price of at least one minor unit, in a currency with no, two, three or four decimal places.
func SRP() *rapid.Generator[money.Amount] {
	return rapid.Custom(func(t *rapid.T) money.Amount {
		code := rapid.SampledFrom([]string{"EUR", "EUR", "USD", "JPY", "KWD", "CLF"}).Draw(t, "currency")
		return amount(1, money.MustParseCurrency(code)).Draw(t, "list price")
	})
}

func amount(least int64, c money.Currency) *rapid.Generator[money.Amount] {
	return rapid.Custom(func(t *rapid.T) money.Amount {
		most := rapid.SampledFrom([]int64{100, 100_000, 10_000_000_000}).Draw(t, "most")
		a, err := money.FromMinor(rapid.Int64Range(least, most).Draw(t, "minor units"), c)
		if err != nil {
			t.Fatal(err)
		}
		return a
	})
}
