package price_test

import (
	"errors"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
)

func TestChecks(t *testing.T) {
	t.Parallel()
	eur, usd := money.MustParseCurrency("EUR"), money.MustParseCurrency("USD")
	check := func(a money.Amount) error { return price.Check("p.F", "srp", a) }
	whole := func(a money.Amount) error { return price.Whole("p.F", "paid", a) }
	on := func(day string) func(money.Amount) error {
		return func(a money.Amount) error { return price.InUse("p.F", "srp", a, calendar.MustParseDate(day)) }
	}
	in := func(c money.Currency) func(money.Amount) error {
		return func(a money.Amount) error { return price.In("p.F", "total", a, c, "the first line") }
	}
	amount := money.MustParseAmount
	for name, tt := range map[string]struct {
		check func(money.Amount) error
		a     money.Amount
		is    error
		says  string
	}{
		"price":            {check, amount("EUR 0.001"), nil, ""},
		"price of nothing": {check, amount("EUR 0"), nil, ""},
		"no price":         {check, money.Amount{}, input.ErrMissing, "p.F: srp: is missing"},
		"negative price":   {check, amount("EUR -0.01"), input.ErrRange, "p.F: srp EUR -0.01: is negative"},
		"whole":            {whole, amount("EUR 0.01"), nil, ""},
		"none":             {whole, money.Amount{}, input.ErrMissing, "p.F: paid: is missing"},
		"negative":         {whole, amount("EUR -1"), input.ErrRange, "p.F: paid EUR -1.00: is negative"},
		"not whole": {
			check: whole, a: amount("EUR 0.001"), is: input.ErrRange,
			says: "p.F: paid EUR 0.001: is not a whole number of minor units",
		},
		"last day of a currency": {on("2025-12-31"), amount("BGN 1"), nil, ""},
		"withdrawn": {
			check: on("2026-01-01"), a: amount("BGN 1"), is: money.ErrWithdrawn,
			says: "p.F: srp BGN: was withdrawn on 2026-01-01: nothing new is priced in it on 2026-01-01",
		},
		"nothing in a currency": {on("2026-01-01"), money.Amount{}, nil, ""},
		"the currency":          {in(eur), amount("EUR 1"), nil, ""},
		"another currency": {
			check: in(usd), a: amount("EUR 1"), is: input.ErrCurrency,
			says: "p.F: total EUR 1.00: must be in USD, like the first line",
		},
		"no currency to be in": {in(money.Currency{}), amount("EUR 1"), nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := tt.check(tt.a)
			if !errors.Is(err, tt.is) || (err == nil) != (tt.is == nil) || err != nil && err.Error() != tt.says {
				t.Errorf("%v, want %q", err, tt.says)
			}
		})
	}
}

func TestSure(t *testing.T) {
	t.Parallel()
	if got := price.Sure(7, nil); got != 7 {
		t.Errorf("got %d", got)
	}
	if got, exact := price.SureExact(7, true, nil); got != 7 || !exact {
		t.Errorf("got %d, %t", got, exact)
	}
	defer func() {
		if said := recover(); said != "unreachable: this was checked before: a required value is missing" {
			t.Errorf("panics with %v", said)
		}
	}()
	price.Sure(0, input.ErrMissing)
}
