package hostile_test

import (
	"encoding/json"
	"math"

	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/shopspring/decimal"
)

// absurdNumbers are decimals and texts with absurd exponents, or very many digits.
var absurdNumbers = []hostile{
	{
		"a decimal of a billion places",
		func() error { return second(money.New(decimal.New(1, math.MinInt32), eur)) },
		"money.New: value: has the exponent -2147483648, which must be from -28 to 18",
	},
	{
		"a decimal of a billion digits",
		func() error { return second(money.New(decimal.New(1, math.MaxInt32), eur)) },
		"money.New: value: has the exponent 2147483647, which must be from -28 to 18",
	},
	{
		"one place too many", func() error { return second(money.New(decimal.New(1, -29), eur)) },
		"money.New: value: has the exponent -29, which must be from -28 to 18",
	},
	{
		"a text with an exponent", func() error { return second(money.ParseAmount("EUR 1e1000000000")) },
		"money.ParseAmount: number \"1e1000000000\": is not a plain number such as 2145.00",
	},
	{
		"10,000 digits", func() error { return second(money.ParseAmount("EUR " + digits)) },
		"money.ParseAmount: number \"9999999999999999999999999999999999999999999999999999999999999999\"…: is " +
			"longer than 64 bytes",
	},
	{"10,000 digits in JSON", func() error {
		var a money.Amount
		return json.Unmarshal([]byte(`{"currency":"EUR","amount":"`+digits+`"}`), &a)
	}, "money.Amount.UnmarshalJSON: " +
		"\"{\\\"currency\\\":\\\"EUR\\\",\\\"amount\\\":\\\"999999999999999999999999999999999999\"…: is longer " +
		"than 4096 bytes"},
	{
		"35 digits", func() error { return second(money.ParseAmount("EUR " + digits[:35])) },
		"money.ParseAmount: number \"99999999999999999999999999999999999\": needs more than 34 digits",
	},
	{
		"29 places", func() error { return second(money.ParseAmount("EUR 0." + digits[:29])) },
		"money.ParseAmount: number \"0.99999999999999999999999999999\": has more than 28 places",
	},
	{"a product of too many digits", func() error {
		return third(money.MustParseAmount("EUR "+digits[:32]).MulDiv(math.MaxInt64, 1, eur.Rounding(money.HalfUp)))
	}, "money.Amount.MulDiv: result: needs more than 34 digits"},
	{
		"a tax rate of 10,000 digits", func() error { return second(invoice.ParseTaxRate(digits + "%")) },
		"invoice.ParseTaxRate: taxRate \"9999999999999999999999999999999999999999999999999999999999999999\"…: " +
			"is not a percentage from 0% to 100% with at most 4 places, such as \"21%\"",
	},
	{
		"NaN", func() error { return second(money.ParseAmount("EUR NaN")) },
		"money.ParseAmount: number \"NaN\": is not a plain number such as 2145.00",
	},
	{
		"an infinite amount", func() error { return second(money.ParseAmount("EUR +Inf")) },
		"money.ParseAmount: number \"+Inf\": is not a plain number such as 2145.00",
	},
}

// extremeIntegers are integers at their limits.
var extremeIntegers = []hostile{
	{
		"the most seats there are", goodLine(func(l *proration.PriceRequest) { l.Seats = math.MaxInt }),
		"proration.Price: seats 9223372036854775807: must be from 1 to 1000000",
	},
	{
		"the fewest seats there are", goodLine(func(l *proration.PriceRequest) { l.Seats = math.MinInt }),
		"proration.Price: seats -9223372036854775808: must be from 1 to 1000000",
	},
	{"no seats", goodLine(func(l *proration.PriceRequest) { l.Seats = 0 }), "proration.Price: seats: is missing"},
	{
		"one seat too many", goodLine(func(l *proration.PriceRequest) { l.Seats = proration.MaxSeats + 1 }),
		"proration.Price: seats 1000001: must be from 1 to 1000000",
	},
	{
		"facts with the most seats", with(func(f *lifecycle.Facts) { f.Seats = math.MaxInt }),
		"lifecycle.New: seats 9223372036854775807: must be from 1 to 1000000",
	},
	{
		"more seats than there can be", func() error { return second(goodSub().On(day).AddSeats(math.MaxInt)) },
		"lifecycle.View.AddSeats: seats 9223372036854775807: must be from 1 to 1000000",
	},
	{
		"fewer than no seats more", func() error { return second(goodSub().On(day).AddSeats(math.MinInt)) },
		"lifecycle.View.AddSeats: seats -9223372036854775808: must be from 1 to 1000000",
	},
	{"an addition of the most seats", func() error {
		request := coterm.SeatRequest{Seats: math.MaxInt, SRP: money.MustParseAmount("EUR 1.00")}
		return second(coterm.AddSeats(goodSub().On(day), request))
	}, "coterm.AddSeats: seats 9223372036854775807: must be from 1 to 1000000"},
	{
		"the most net days", func() error { return second(invoice.Net(math.MaxInt)) },
		"invoice.Net: days 9223372036854775807: must be from 0 to 365",
	},
	{
		"the fewest net days", func() error { return second(invoice.Net(math.MinInt)) },
		"invoice.Net: days -9223372036854775808: must be from 0 to 365",
	},
	{
		"a split into the most parts",
		func() error { return second(money.MustParseAmount("EUR 1.00").Split(math.MaxInt)) },
		"money.Amount.Split: n 9223372036854775807: must be from 1 to 1200",
	},
	{
		"a split into no parts", func() error { return second(money.MustParseAmount("EUR 1.00").Split(0)) },
		"money.Amount.Split: n 0: must be from 1 to 1200",
	},
	{"weights that only big numbers hold", func() error {
		return second(money.MustParseAmount("EUR 1.00").Allocate([]int{math.MaxInt, math.MaxInt}))
	}, "nothing"},
	{
		"a division by nothing",
		func() error { return third(money.MustParseAmount("EUR 1.00").MulDiv(1, 0, eur.Rounding(money.HalfUp))) },
		"money.Amount.MulDiv: div 0: must be more than 0",
	},
	{"a division by the least number", func() error {
		return third(money.MustParseAmount("EUR 1.00").MulDiv(1, math.MinInt64, eur.Rounding(money.HalfUp)))
	}, "money.Amount.MulDiv: div -9223372036854775808: must be more than 0"},
	{"an edition with the most days", func() error {
		p := europe.Parameters()
		p.Refund.Annual = math.MaxInt
		return second(policy.NewEdition(p))
	}, "policy.NewEdition: refund.annual 9223372036854775807: must be from 0 to 3660"},
	{"an edition with fewer than no days", func() error {
		p := europe.Parameters()
		p.Lapse.ExpiredDays = math.MinInt
		return second(policy.NewEdition(p))
	}, "policy.NewEdition: lapse.expiredDays -9223372036854775808: must be from 0 to 3660"},
}
