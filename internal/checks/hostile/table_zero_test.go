package hostile_test

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
)

// zeroValues are what a caller has after filling in nothing.
var zeroValues = []hostile{
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
			Paid: []refund.PaidLine{{}},
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
}
