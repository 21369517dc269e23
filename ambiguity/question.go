package ambiguity

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// question is something that the library answers, and the set of cases about which it is asked.
type question struct {
	asks     string
	readings []string                            // the keys of the readings that can change an answer
	cases    func(policy.Edition) []Case         // without the question, in any order
	ask      func(policy.Edition, Case) []Figure // nil if the case is impossible under the edition
}

// questions returns all questions. A test checks that no other reading changes their answers.
func questions() []question {
	return []question{
		{
			"added seats", []string{
				"gate.addedSeats", "change.addSeatsWhileExpired", "proration.dayCount", "proration.rounding",
				"proration.roundAt",
			}, seatCases, askSeats,
		},
		{
			"a subscription on a day", []string{
				"gate.productSwitch", "gate.termChange", "gate.addedSeats", "gate.extension", "renewal.awaitedDays",
				"lapse.exemptUnpaidStops", "lapse.exemptLateRenewal", "lapse.stagesBeforeEdition",
				"change.addSeatsWhileExpired", "invoice.renewalPayer",
			}, lifeCases, askLife,
		},
		{
			"how far an extension reaches",
			[]string{"gate.extension", "coterm.limits", "coterm.limitDay", "coterm.fromEnd"},
			reachCases, askReach,
		},
		{
			"an annual extension", []string{"coterm.reAnchor"}, annualExtensions, askAnchor,
		},
		{
			"a three-year extension",
			[]string{"coterm.extendCharge", "proration.dayCount", "proration.rounding", "proration.roundAt"},
			threeYearExtensions,
			askExtension,
		},
		{
			"a renewal", []string{
				"renewal.awaitedDays", "renewal.switchesOnAgain", "change.followsEarlyRenewal", "invoice.earlyFirst",
				"invoice.earlyFirstByInvoice",
			}, renewalCases, askRenewal,
		},
		{"a purchase", []string{"invoice.instalmentsBefore"}, purchaseCases, askPurchase},
		{"a return", []string{"refund.monthlyOnlineOnly", "refund.renewalFrom"}, returnCases, askReturn},
		{"the tax of an invoice", []string{"proration.rounding", "invoice.taxRounding"}, taxCases, askTax},
		{"an order by quote", []string{"order.quoteCountsAsOnline", "order.publicSector"}, orderCases, askOrder},
		{"a quote", []string{"order.quoteLastDay"}, quoteCases, askQuote},
		{"an order on net terms", []string{"order.equalCreditPasses"}, creditCases, askCredit},
	}
}

// inOrder returns the cases of a question, from the smallest on.
func (q question) inOrder(ed policy.Edition) []Case {
	var sizes []size
	for _, c := range q.cases(ed) {
		c.Asks = q.asks
		sizes = append(sizes, sized(c))
	}
	slices.SortFunc(sizes, compareSizes)
	list := make([]Case, len(sizes))
	for i, s := range sizes {
		list[i] = s.of
	}
	return list
}

// cents is an amount of a few cents, in the currency of all cases.
func cents(n int64) money.Amount {
	return price.Sure(money.FromMinor(n, money.MustParseCurrency("EUR")))
}

// lengths returns all lengths of term.
func lengths() []calendar.Term {
	return []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear}
}

// edges are both sides of the first day of an edition, and the last and first days of the months after it.
func edges(ed policy.Edition, months int) []calendar.Date {
	first := ed.FirstDay()
	list := []calendar.Date{first.AddDays(-1), first}
	_, _, of := first.Civil()
	next := first.AddDays(1 - of)
	for range months {
		next = next.AddMonths(1)
		list = append(list, next.AddDays(-1), next)
	}
	slices.SortFunc(list, calendar.Date.Compare)
	return slices.Compact(list)
}

// other is the offering of cases that do not name one; it has stages.
const other = "AutoCAD"

// facts are the facts of a case's subscription: one term, what was switched or asked for on the day of its order, and
// an invoice of that day.
func (c Case) facts() lifecycle.Facts {
	term := price.Sure(c.Length.Period(c.Ordered, c.Ordered))
	f := lifecycle.Facts{
		Kind: policy.Subscription, Offering: other, Anchor: c.Ordered, Seats: 1,
		Terms: []lifecycle.BoughtTerm{{Ordered: c.Ordered, Start: c.Ordered, End: term.End(), Length: c.Length}},
	}
	if c.Exempt != "" {
		f.Offering = c.Exempt
	}
	if c.Fewer {
		f.Seats = 2
		f.Changes = append(f.Changes, lifecycle.Change{
			What: lifecycle.SeatsChanged, Asked: c.Ordered, Effective: term.End(), Seats: 1,
		})
	}
	if c.Off {
		f.Changes = append(f.Changes, lifecycle.Change{
			What: lifecycle.AutoRenewSwitched, Asked: c.Ordered, Effective: c.Ordered,
		})
	}
	if !c.Due.IsZero() {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: c.Ordered, Due: c.Due}}
	}
	return f
}

// view is the subscription of a case under an edition on a day.
func (c Case) view(ed policy.Edition, day calendar.Date) lifecycle.View {
	return price.Sure(lifecycle.New(ed, c.facts())).On(day)
}
