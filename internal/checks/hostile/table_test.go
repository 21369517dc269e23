package hostile_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
	"github.com/shopspring/decimal"
)

// hostile is input that nobody should send, and the error that it gets, word for word: a caller reads field and value
// in it.
type hostile struct {
	name string
	call func() error
	want string
}

// lines are several errors, joined.
func lines(all ...string) string { return strings.Join(all, "\n") }

func second[T any](_ T, err error) error { return err }

func third[S, T any](_ S, _ T, err error) error { return err }

// good are values that stand where something else is bad.
func goodFacts() lifecycle.Facts {
	day := calendar.MustParseDate("2025-06-10")
	return lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: day, Seats: 3,
		Terms: []lifecycle.BoughtTerm{{Ordered: day, Start: day, End: day.AddMonths(12), Length: calendar.Annual}},
	}
}

func with(change func(*lifecycle.Facts)) func() error {
	return func() error {
		f := goodFacts()
		change(&f)
		return second(lifecycle.New(europe, f))
	}
}

func goodSub() lifecycle.Subscription {
	s, err := lifecycle.New(europe, goodFacts())
	if err != nil {
		panic(err)
	}
	return s
}

func goodLine(change func(*proration.PriceRequest)) func() error {
	return func() error {
		day := calendar.MustParseDate("2025-06-10")
		service, err := calendar.Annual.Service(day, day)
		if err != nil {
			return err
		}
		srp := money.MustParseAmount("EUR 365.00")
		line := proration.PriceRequest{SRP: srp, Seats: 1, Service: service, Bought: service.Covered()}
		change(&line)
		return second(proration.Price(europe, line))
	}
}

func table() []hostile {
	eur, day := money.MustParseCurrency("EUR"), calendar.MustParseDate("2025-06-10")
	digits := strings.Repeat("9", 10_000)
	return []hostile{
		// absurd exponents and very long numbers
		{
			"a decimal of a billion places",
			func() error { return second(money.New(decimal.New(1, math.MinInt32), eur)) },
			"money.New: value: has the exponent -2147483648, outside -28…18",
		},
		{
			"a decimal of a billion digits",
			func() error { return second(money.New(decimal.New(1, math.MaxInt32), eur)) },
			"money.New: value: has the exponent 2147483647, outside -28…18",
		},
		{
			"one place too many", func() error { return second(money.New(decimal.New(1, -29), eur)) },
			"money.New: value: has the exponent -29, outside -28…18",
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

		// integers at their limits
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
			"money.Amount.MulDiv: div 0: is not above zero",
		},
		{"a division by the least number", func() error {
			return third(money.MustParseAmount("EUR 1.00").MulDiv(1, math.MinInt64, eur.Rounding(money.HalfUp)))
		}, "money.Amount.MulDiv: div -9223372036854775808: is not above zero"},
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

		// dates at both ends of the calendar
		{
			"year 0", func() error { return second(calendar.NewDate(0, 1, 1)) },
			"calendar.NewDate: year 0: must be from 1 to 9999",
		},
		{
			"year 10000", func() error { return second(calendar.NewDate(10_000, 1, 1)) },
			"calendar.NewDate: year 10000: must be from 1 to 9999",
		},
		{
			"the largest month", func() error { return second(calendar.NewDate(2025, math.MaxInt, 1)) },
			"calendar.NewDate: month 9223372036854775807: must be from 1 to 12",
		},
		{
			"30 February", func() error { return second(calendar.NewDate(2025, 2, 30)) },
			"calendar.NewDate: day 30: must be from 1 to 28 in February 2025",
		},
		{"a term from the last day on", func() error {
			last := calendar.MustParseDate("9999-12-31")
			return second(calendar.Monthly.Period(last, last))
		}, "calendar.Term.Period: start 9999-12-31: is too late: the term would end beyond the calendar"},
		{"facts on the first day", with(func(f *lifecycle.Facts) {
			f.Terms[0].Ordered = calendar.MustParseDate("0001-01-01")
		}), "lifecycle.New: terms[0].ordered 0001-01-01: is too near an end of the calendar"},
		{
			"facts up to the last day",
			with(func(f *lifecycle.Facts) { f.Terms[0].End = calendar.MustParseDate("9999-12-31") }),
			"lifecycle.New: terms[0].end 9999-12-31: is too near an end of the calendar",
		},
		{"a return on the last day", func() error {
			last := calendar.MustParseDate("9999-12-31")
			return second(refund.Check(europe, refund.Purchase{
				Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Online, Event: refund.Bought,
				Ordered: last,
			}, last))
		}, "refund.Check: ordered 9999-12-31: is too near the end of the calendar"},
		{"an invoice due after the last day", func() error {
			return second(invoice.New(europe, invoice.Draft{
				Number: "1", Issued: calendar.MustParseDate("9999-12-31"), NetTerms: net30(),
				Items: []invoice.Item{
					{Description: "AutoCAD", Quantity: 1, UnitPrice: money.MustParseAmount("EUR 1.00"), Taxes: vat},
				},
			}))
		}, "invoice.New: issued 9999-12-31: is too near the end of the calendar"},
		{"a timeline of ten thousand years", func() error {
			first, last := calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("9999-12-31")
			return second(goodSub().On(day).Timeline(first, last))
		}, "lifecycle.View.Timeline: horizon 9999-12-31: is more than 11000 days after 0001-01-01"},
		{"a portfolio with a horizon of ten thousand years", func() error {
			return second(coterm.Align(coterm.Portfolio{
				Horizon: calendar.MustParseDate("9999-12-31"), Plans: 1,
				Members: []coterm.Member{{ID: "S-1", View: goodSub().On(day), SRP: money.MustParseAmount("EUR 1.00")}},
			}))
		}, "coterm.Align: horizon 9999-12-31: is more than ten years after 2025-06-10"},

		// zero values
		{
			"the zero edition", func() error { return second(lifecycle.New(policy.Edition{}, goodFacts())) },
			"lifecycle.New: edition: is missing",
		},
		{"zero parameters", func() error { return second(policy.NewEdition(policy.Parameters{})) }, lines(
			"policy.NewEdition: name: is missing",
			"policy.NewEdition: region: is missing",
			"policy.NewEdition: firstDay: is missing",
			"policy.NewEdition: inForce: is missing",
			"policy.NewEdition: gate.productSwitch: is missing",
			"policy.NewEdition: gate.termChange: is missing",
			"policy.NewEdition: gate.addedSeats: is missing",
			"policy.NewEdition: gate.extension: is missing",
			"policy.NewEdition: proration.standardDays.monthly 0: must be from 1 to 31: no month has more days",
			"policy.NewEdition: proration.standardDays.annual 0: must be from 32 to 366: no year has more days",
			"policy.NewEdition: proration.standardDays.threeYear 0: must be from 369 to 1098: no year has more than a "+
				"third of them",
			"policy.NewEdition: proration.dayCount: is missing",
			"policy.NewEdition: proration.rounding: is missing",
			"policy.NewEdition: proration.roundAt: is missing",
			"policy.NewEdition: renewal.switchesOnAgain: is missing",
			"policy.NewEdition: lapse.exemptUnpaidStops: is missing",
			"policy.NewEdition: lapse.exemptLateRenewal: is missing",
			"policy.NewEdition: lapse.stagesBeforeEdition: is missing",
			"policy.NewEdition: change.minimumSeats 0: must be from 1 to 1000",
			"policy.NewEdition: change.addSeatsWhileExpired: is missing",
			"policy.NewEdition: change.followsEarlyRenewal: is missing",
			"policy.NewEdition: coterm.annual.fromTransaction 0: must be from 1 to 600",
			"policy.NewEdition: coterm.annual.fromRenewal 0: must be from 1 to 600",
			"policy.NewEdition: coterm.threeYear.fromTransaction 0: must be from 1 to 600",
			"policy.NewEdition: coterm.threeYear.fromRenewal 0: must be from 1 to 600",
			"policy.NewEdition: coterm.limits: is missing",
			"policy.NewEdition: coterm.limitDay: is missing",
			"policy.NewEdition: coterm.fromEnd: is missing",
			"policy.NewEdition: coterm.reAnchor: is missing",
			"policy.NewEdition: coterm.extendCharge: is missing",
			"policy.NewEdition: invoice.instalments 0: must be from 1 to 3",
			"policy.NewEdition: invoice.instalmentsBefore 0: must be from 1 to 3",
			"policy.NewEdition: invoice.earlyFirst: is missing",
			"policy.NewEdition: invoice.earlyFirstByInvoice: is missing",
			"policy.NewEdition: invoice.payersPerPayerNumber 0: must be from 1 to 1000",
			"policy.NewEdition: invoice.taxRounding: is missing",
			"policy.NewEdition: invoice.renewalPayer: is missing",
			"policy.NewEdition: order.processing 0s: must be more than 0 and at most 10000h0m0s",
			"policy.NewEdition: order.confirmation 0s: must be more than 0 and at most 10000h0m0s",
			"policy.NewEdition: order.quoteReopening 0s: must be more than 0 and at most 10000h0m0s",
			"policy.NewEdition: order.quoteLastDay: is missing",
			"policy.NewEdition: order.equalCreditPasses: is missing",
			"policy.NewEdition: order.quoteCountsAsOnline: is missing",
			"policy.NewEdition: order.publicSector: is missing",
			"policy.NewEdition: refund.monthlyOnlineOnly: is missing",
			"policy.NewEdition: refund.renewalFrom: is missing",
		)},
		{
			"zero facts", func() error { return second(lifecycle.New(europe, lifecycle.Facts{})) },
			lines(
				"lifecycle.New: kind: is missing",
				"lifecycle.New: offering: is missing",
				"lifecycle.New: anchor: is missing",
				"lifecycle.New: seats 0: must be from 1 to 1000000",
				"lifecycle.New: terms: is missing",
			),
		},
		{
			"a zero term", with(func(f *lifecycle.Facts) { f.Terms[0] = lifecycle.BoughtTerm{} }),
			"lifecycle.New: terms[0].ordered: is missing\nlifecycle.New: terms[0].start: is missing",
		},
		{
			"a zero invoice", with(func(f *lifecycle.Facts) { f.Invoices = []lifecycle.BilledInvoice{{}} }),
			lines(
				"lifecycle.New: invoices[0].number: is missing",
				"lifecycle.New: invoices[0].issued: is missing",
				"lifecycle.New: invoices[0].due: is missing",
			),
		},
		{"a zero change", with(func(f *lifecycle.Facts) { f.Changes = []lifecycle.Change{{}} }), lines(
			"lifecycle.New: changes[0].asked: is missing", "lifecycle.New: changes[0].what: is missing",
			"lifecycle.New: changes[0].effective: is missing",
		)},
		{
			"the zero subscription", func() error { return second(lifecycle.View{}.Renew(lifecycle.RenewalChanges{})) },
			"lifecycle.View.Renew: subscription: is missing",
		},
		{
			"the zero amount", func() error { return second(money.Amount{}.Add(money.MustParseAmount("EUR 1.00"))) },
			"money.Amount.Add: amount: is missing",
		},
		{
			"the zero currency", func() error { return second(money.FromMinor(1, money.Currency{})) },
			"money.FromMinor: currency: is missing",
		},
		{
			"the zero rounding",
			func() error { return second(money.MustParseAmount("EUR 1.00").Round(money.Rounding{})) },
			"money.Amount.Round: rounding.mode: is missing",
		},
		{
			"the zero line", func() error { return second(proration.Price(europe, proration.PriceRequest{})) },
			lines(
				"proration.Price: service: is missing",
				"proration.Price: bought: is missing",
				"proration.Price: srp: is missing",
				"proration.Price: seats: is missing",
			),
		},
		{
			"the zero rate", func() error { return third(proration.Rate{}.Round(eur.Rounding(money.HalfUp))) },
			"proration.Rate.Round: rate: is missing",
		},
		{
			"the zero purchase", func() error { return second(refund.Check(europe, refund.Purchase{}, day)) },
			lines(
				"refund.Check: kind: is missing",
				"refund.Check: channel: is missing",
				"refund.Check: event: is missing",
				"refund.Check: ordered: is missing",
			),
		},
		{"a zero payment of a purchase", func() error {
			return second(refund.Check(europe, refund.Purchase{
				Kind: policy.FlexTokens, Channel: policy.Online, Event: refund.Bought, Ordered: day,
				Paid: []refund.Paid{{}},
			}, day))
		}, "refund.Check: paid[0].net: is missing\nrefund.Check: paid[0].tax: is missing"},
		{"a view of no day", func() error {
			return second(coterm.AddSeats(goodSub().On(calendar.Date{}), coterm.SeatRequest{}))
		}, "coterm.AddSeats: view.day: is missing"},
		{"the zero view", func() error {
			return second(coterm.AddSeats(lifecycle.View{}, coterm.SeatRequest{}))
		}, "coterm.AddSeats: view: is missing"},
		{"the zero seat request", func() error {
			return second(coterm.AddSeats(goodSub().On(day), coterm.SeatRequest{}))
		}, "coterm.AddSeats: srp: is missing\ncoterm.AddSeats: seats: is missing"},
		{"the zero renewal request", func() error {
			return second(coterm.Renew(goodSub().On(day.AddMonths(11)), coterm.RenewalRequest{}))
		}, "coterm.Renew: srp: is missing"},
		{"the zero extension request", func() error {
			return second(coterm.Extend(goodSub().On(day), coterm.ExtensionRequest{}))
		}, "coterm.Extend: to: is missing"},
		{"the zero new product request", func() error {
			return second(coterm.EstimateNewProduct(goodSub().On(day), coterm.NewProductRequest{}))
		}, "coterm.EstimateNewProduct: length: is missing"},
		{"the zero portfolio", func() error {
			return second(coterm.Align(coterm.Portfolio{}))
		}, "coterm.Align: plans: is missing\ncoterm.Align: horizon: is missing\ncoterm.Align: members: is missing"},
		{"the zero member", func() error {
			p := coterm.Portfolio{Horizon: day.AddMonths(12), Members: []coterm.Member{{}}, Plans: 1}
			return second(coterm.Align(p))
		}, lines(
			"coterm.Align: members[0].id: is missing", "coterm.Align: members[0].view: is missing",
			"coterm.Align: members[0].srp: is missing",
		)},
		{
			"the zero sale", func() error { return second(invoice.Instalments(europe, invoice.Sale{})) },
			lines(
				"invoice.Instalments: kind: is missing",
				"invoice.Instalments: ordered: is missing",
				"invoice.Instalments: amount: is missing",
			),
		},
		{
			"the zero draft of an invoice", func() error { return second(invoice.New(europe, invoice.Draft{})) },
			"invoice.New: number: is missing\ninvoice.New: issued: is missing\ninvoice.New: items: is missing",
		},
		{"a zero item", func() error {
			return second(invoice.New(europe, invoice.Draft{Number: "1", Issued: day, Items: []invoice.Item{{}}}))
		}, lines(
			"invoice.New: items[0].description: is missing",
			"invoice.New: items[0].charge: is missing",
			"invoice.New: items[0].taxes: is missing",
		)},
		{
			"the zero payment", func() error { return second(invoice.Settle(invoice.Payment{})) },
			"invoice.Settle: invoices: is missing\ninvoice.Settle: day: is missing",
		},
		{
			"the zero basket", func() error { return second(order.Compose(europe, nil, day)) },
			"order.Compose: basket: is missing",
		},
		{
			"a zero line of a basket",
			func() error { return second(order.Compose(europe, []order.BasketItem{{}}, day)) },
			lines(
				"order.Compose: basket[0].product: is missing",
				"order.Compose: basket[0].kind: is missing",
				"order.Compose: basket[0].licence: is missing",
				"order.Compose: basket[0].seats: is missing",
				"order.Compose: basket[0].srp: is missing",
			),
		},
		{
			"the zero request", func() error { return second(order.CanOrder(europe, order.Request{}, day)) },
			"order.CanOrder: kind: is missing\norder.CanOrder: channel: is missing",
		},
		{
			"the zero draft of a quote", func() error { return second(order.NewQuote(europe, order.QuoteDraft{})) },
			lines(
				"order.NewQuote: number: is missing",
				"order.NewQuote: kind: is missing",
				"order.NewQuote: issued: is missing",
				"order.NewQuote: expires: is missing",
				"order.NewQuote: items: is missing",
			),
		},
		{
			"the zero account",
			func() error { return second(order.CheckNetTerms(europe, order.Account{}, order.NetTermsOrder{}, day)) },
			lines(
				"order.CheckNetTerms: account.customerNumber: is missing",
				"order.CheckNetTerms: account.credit: is missing",
				"order.CheckNetTerms: kind: is missing",
				"order.CheckNetTerms: customerNumber: is missing",
				"order.CheckNetTerms: payer: is missing",
				"order.CheckNetTerms: total: is missing",
			),
		},

		// text
		{
			"NUL in a name", with(func(f *lifecycle.Facts) { f.Offering = "Auto\x00CAD" }),
			"lifecycle.New: offering \"Auto\\x00CAD\": has characters that cannot be printed or is not UTF-8",
		},
		{
			"invalid UTF-8 in a name", with(func(f *lifecycle.Facts) { f.Offering = "Auto\xffCAD" }),
			"lifecycle.New: offering \"Auto\\xffCAD\": has characters that cannot be printed or is not UTF-8",
		},
		{
			"a name of a megabyte", with(func(f *lifecycle.Facts) { f.Offering = strings.Repeat("x", 1<<20) }),
			"lifecycle.New: offering \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"…: is " +
				"longer than 200 bytes",
		},
		{
			"NUL in a date", func() error { return second(calendar.ParseDate("2025-06-1\x00")) },
			"calendar.ParseDate: date \"2025-06-1\\x00\": is not of the form YYYY-MM-DD",
		},
		{
			"invalid UTF-8 in an amount", func() error { return second(money.ParseAmount("EUR \xff")) },
			"money.ParseAmount: number \"\\xff\": is not a plain number such as 2145.00",
		},
		{"NUL in an edition", func() error {
			return second(policy.DecodeEdition(strings.NewReader("{\"name\": \"a\\u0000b\"}"), europe))
		}, "policy.DecodeEdition: name \"a\\x00b\": has characters that cannot be printed or is not UTF-8"},
		{
			"invalid UTF-8 in an edition",
			func() error { return second(policy.DecodeEdition(strings.NewReader("{\"name\": \"\xff\"}"), europe)) },
			"policy.DecodeEdition: edition: is not UTF-8",
		},
		{
			"an edition of two megabytes",
			func() error { return second(policy.DecodeEdition(bytes.NewReader(make([]byte, 2<<20)), europe)) },
			"policy.DecodeEdition: edition: is larger than 1048576 bytes",
		},

		// doubled keys
		{"a doubled key of an edition", func() error {
			return second(policy.DecodeEdition(strings.NewReader(`{"refund": {"annual": 3, "annual": 4}}`), europe))
		}, "policy.DecodeEdition: refund.annual: is a duplicate"},
		{
			"a subscription without an edition",
			func() error { var s lifecycle.Subscription; return json.Unmarshal([]byte(`{"seats": 1}`), &s) },
			"lifecycle.Subscription.UnmarshalJSON: edition: is not in the facts: read lifecycle.Facts, and bind " +
				"them with New",
		},
		{
			"a doubled key of facts",
			func() error { var f lifecycle.Facts; return json.Unmarshal([]byte(`{"seats": 1, "seats": 2}`), &f) },
			"lifecycle.Facts.UnmarshalJSON: seats: is a duplicate",
		},
		{"a doubled key of an amount", func() error {
			var a money.Amount
			return json.Unmarshal([]byte(`{"currency": "EUR", "amount": "1.00", "amount": "2.00"}`), &a)
		}, "money.Amount.UnmarshalJSON: amount: is a duplicate"},
		{"a doubled key of an invoice", func() error {
			var i invoice.Invoice
			return json.Unmarshal([]byte(`{"number": "1", "number": "2"}`), &i)
		}, "invoice.Invoice.UnmarshalJSON: number: is a duplicate"},
		{
			"a doubled key of a quote",
			func() error { var q order.Quote; return json.Unmarshal([]byte(`{"number": "1", "number": "2"}`), &q) },
			"order.Quote.UnmarshalJSON: number: is a duplicate",
		},
	}
}

func TestHostileInput(t *testing.T) {
	seen := map[string]bool{}
	for _, h := range table() {
		if seen[h.name] {
			t.Errorf("%s is a duplicate", h.name)
		}
		seen[h.name] = true
		t.Run(h.name, func(t *testing.T) {
			leash(t, h.name, 2<<20, func() {
				got := "nothing"
				if err := h.call(); err != nil {
					got = err.Error()
				}
				if got != h.want {
					t.Errorf("got  %q\nwant %q", got, h.want)
				}
			})
		})
	}
}

func net30() invoice.NetTerms {
	terms, err := invoice.Net(30)
	if err != nil {
		panic(err)
	}
	return terms
}
