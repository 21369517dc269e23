package hostile_test

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// readers are all types that read text, JSON or a database value, each with a text that it reads.
var readers = []struct {
	new  func() any
	text string
}{
	{func() any { return new(calendar.Date) }, `2025-06-10`},
	{func() any { return new(calendar.Period) }, `2025-06-10/2026-06-10`},
	{func() any { return new(calendar.Service) }, `annual 2025-06-10 2025-06-10/2026-06-10`},
	{func() any { return new(calendar.Series) }, `R/2025-01-31/P3M`},
	{func() any { return new(calendar.Term) }, `three-year`},
	{func() any { return new(calendar.Unit) }, `months`},
	{func() any { return new(money.Amount) }, `EUR 2145.00`},
	{func() any { return new(money.Currency) }, `EUR`},
	{func() any { return new(money.Sums) }, `{"EUR":"2145.00","USD":"90.00"}`},
	{func() any { return new(money.Mode) }, `half-up`},
	{func() any { return new(policy.YesNo) }, `yes`},
	{func() any { return new(policy.Channel) }, `online`},
	{func() any { return new(rule.Class) }, `computed`},
	{func() any { return new(policy.DayCount) }, `no-leap-day`},
	{
		new: func() any { return new(policy.Decision) },
		text: `{"rule":"renewal.window","asked":"2025-05-12","allowed":true,` +
			`"window":{"firstDay":"2025-03-12","lastDay":"2025-06-09"},` +
			`"edition":"b08f05981627f041a4cc82db0b953756"}`,
	},
	{func() any { return new(policy.Edition) }, written(europe)},
	{func() any { return new(policy.Fingerprint) }, `b08f05981627f041a4cc82db0b953756`},
	{func() any { return new(policy.FirstInstalment) }, `at-order`},
	{func() any { return new(policy.GateDay) }, `by-term`},
	{func() any { return new(policy.RoundAt) }, `daily-rate`},
	{func() any { return new(policy.ExtensionCharge) }, `yearly`},
	{func() any { return new(policy.TaxRounding) }, `per-rate`},
	{func() any { return new(policy.RenewalPayer) }, `on-file-or-other-by-invoice`},
	{func() any { return new(policy.Kind) }, `flex-tokens`},
	{func() any { return new(policy.LimitRule) }, `both`},
	{func() any { return new(policy.PaymentMethod) }, `direct-debit`},
	{func() any { return new(policy.RefundStart) }, `later`},
	{func() any { return new(policy.Remedy) }, `buy-new`},
	{func() any { return new(policy.Route) }, `partner`},
	{func() any { return new(rule.Standing) }, `["quoted","reading"]`},
	{func() any { return new(proration.Charge) }, written(goodCharge())},
	{func() any { return new(lifecycle.Access) }, `self-help`},
	{func() any { return new(lifecycle.Action) }, `renew`},
	{
		func() any { return new(lifecycle.Actions) },
		written(goodSub().On(calendar.MustParseDate("2025-07-01")).Actions()),
	},
	{func() any { return new(lifecycle.Capability) }, `downloads`},
	{func() any { return new(lifecycle.ChangeKind) }, `auto-renew`},
	{func() any { return new(lifecycle.EventKind) }, `term-starts`},
	{
		func() any { return new(lifecycle.Facts) },
		written(goodFacts()),
	},
	{func() any { return new(lifecycle.Act) }, `{"do":"add-seats","seats":3}`},
	{func() any { return new(lifecycle.Entitlement) }, `{"day":"2025-10-01"}`},
	{func() any { return new(lifecycle.CapabilityAccess) }, `{"capability":"support","access":"full","allowed":true}`},
	{func() any { return new(lifecycle.InvoiceState) }, `overdue`},
	{func() any { return new(lifecycle.PayerStatus) }, `other-by-invoice`},
	{func() any { return new(lifecycle.Phase) }, `suspended`},
	{func() any { return new(refund.By) }, `made`},
	{func() any { return new(refund.Occasion) }, `alignment`},
	{
		func() any { return new(refund.PaidLine) },
		`{"description":"x","net":{"amount":"1.00","currency":"EUR"},"tax":{"amount":"0.21","currency":"EUR"}}`,
	},
	{
		func() any { return new(refund.Purchase) },
		`{"kind":"flex-tokens","channel":"quote","event":"purchase","ordered":"2025-03-03"}`,
	},
	{
		func() any { return new(invoice.CreditNote) },
		written(goodCredit()),
	},
	{func() any { return new(invoice.CreditLine) }, written(goodCredit().Lines[0])},
	{func() any { return new(invoice.Invoice) }, written(goodInvoice())},
	{func() any { return new(invoice.Line) }, written(goodInvoice().Lines[0])},
	{
		func() any { return new(invoice.Payment) },
		`{"day":"2025-05-12","invoices":[{"number":"1","amount":{"amount":"3.00","currency":"EUR"}}],"method":"card",` +
			`"amount":{"amount":"2.00","currency":"EUR"}}`,
	},
	{func() any { return new(invoice.NetTerms) }, `net 30`},
	{
		func() any { return new(invoice.LineTax) },
		`{"name":"GST","rate":"5%","amount":{"amount":"4.35","currency":"CAD"}}`,
	},
	{func() any { return new(invoice.TaxRate) }, `21%`},
	{func() any { return new(invoice.Taxes) }, `GST 5% + QST 9.975%`},
	{func() any { return new(ubl.Category) }, `reverse-charge`},
	{
		func() any { return new(ubl.Document) },
		written(ubl.Document{Invoice: goodInvoice(), Details: goodDetails()}),
	},
	{func() any { return new(ubl.Details) }, written(goodDetails())},
	{func() any { return new(ubl.Party) }, written(goodDetails().Buyer)},
	{func() any { return new(ubl.Address) }, written(goodDetails().Buyer.Address)},
	{
		func() any { return new(ubl.Means) },
		`{"method":"bank-transfer","iban":"BE68539007547034","reference":"2025-133"}`,
	},
	{func() any { return new(ubl.Untaxed) }, `{"tax":"VAT","category":"exempt","reason":"Article 44"}`},
	{func() any { return new(coterm.StepKind) }, `extend`},
	{
		func() any { return new(order.BasketItem) },
		`{"product":"x","kind":"flex-tokens","licence":"flex","seats":1,"srp":{"amount":"3.00","currency":"EUR"}}`,
	},
	{func() any { return new(order.NetTermsOrder) }, `{"kind":"subscription","customerNumber":"K-77"}`},
	{func() any { return new(order.OpenInvoice) }, `{"number":"1","due":"2025-05-31"}`},
	{
		func() any { return new(order.QuoteDraft) },
		`{"number":"Q-1","kind":"subscription","items":[{"description":"x","request":{"seats":3},"taxes":"21%"}]}`,
	},
	{
		func() any { return new(invoice.Draft) },
		`{"number":"1","netTerms":"net 30","items":[{"description":"x","quantity":1,` +
			`"unitPrice":{"amount":"3.00","currency":"CAD"},"taxes":"GST 5% + QST 9.975%"}]}`,
	},
	{
		func() any { return new(invoice.Item) },
		`{"description":"x","request":{"seats":3},"renews":"annual","taxes":"21%"}`,
	},
	{func() any { return new(order.Request) }, `{"kind":"subscription","channel":"quote","taxExempt":true}`},
	{func() any { return new(order.RenewalDecisions) }, written(goodOrder())},
	{func() any { return new(order.Segment) }, `public-sector`},
	{func() any { return new(order.Quote) }, written(goodQuote())},
	{func() any { return new(money.Rounding) }, `{}`},
	{func() any { return new(rule.Rule) }, `{}`},
	{func() any { return new(rule.Passage) }, `{}`},
	{func() any { return new(policy.Explanation) }, `{}`},
	{
		func() any { return new(policy.ExplainedRule) },
		`{"rule":"term.length","says":"x","standing":["quoted"],"source":"x"}`,
	},
	{func() any { return new(policy.ChosenReading) }, `{"key":"x","says":"x","value":"x","changes":"x"}`},
	{func() any { return new(proration.PriceRequest) }, `{}`},
	{func() any { return new(lifecycle.BoughtTerm) }, `{}`},
	{func() any { return new(lifecycle.PurchaseRequest) }, `{}`},
	{func() any { return new(lifecycle.BilledInvoice) }, `{}`},
	{func() any { return new(lifecycle.Cancellation) }, `{}`},
	{func() any { return new(lifecycle.Change) }, `{}`},
	{func() any { return new(lifecycle.RenewalChanges) }, `{}`},
	{func() any { return new(lifecycle.Status) }, `{"day":"2025-05-12"}`},
	{
		func() any { return new(lifecycle.Event) },
		`{"day":"2025-10-01","what":"term-starts","rule":"term.length"}`,
	},
	{
		func() any { return new(lifecycle.ExtensionReach) },
		`{"rule":"coterm.extend-annual","length":"annual","fromTransaction":"2026-06-13","fromRenewal":"2026-06-10",` +
			`"latest":"2026-06-10"}`,
	},
	{
		func() any { return new(refund.Return) },
		`{"decision":{"rule":"refund.excluded","asked":"2025-05-12","edition":"b08f05981627f041a4cc82db0b953756"},` +
			`"event":"purchase"}`,
	},
	{
		func() any { return new(refund.ReturnedLine) },
		`{"description":"x","net":{"amount":"1.00","currency":"EUR"},"tax":{"amount":"0.21","currency":"EUR"}}`,
	},
	{func() any { return new(refund.TaxPart) }, `{"tax":"GST 5%","amount":{"amount":"4.35","currency":"CAD"}}`},
	{
		func() any { return new(invoice.Instalment) },
		`{"number":1,"of":1,"date":"2025-05-12","due":"2025-05-12","amount":{"amount":"1.00","currency":"EUR"}}`,
	},
	{func() any { return new(invoice.Sale) }, `{}`},
	{func() any { return new(invoice.OpenItem) }, `{}`},
	{
		func() any { return new(invoice.Settlement) },
		`{"day":"2025-05-12","applied":[],"invoices":[{"number":"1","amount":{"amount":"4.35","currency":"CAD"}}],` +
			`"cashBalance":{"amount":"0.00","currency":"CAD"}}`,
	},
	{func() any { return new(invoice.Applied) }, `{}`},
	{func() any { return new(invoice.RateTotals) }, `{}`},
	{
		func() any { return new(invoice.Totals) },
		`{"net":{"amount":"4.00","currency":"EUR"},"tax":{"amount":"0.35","currency":"EUR"},` +
			`"total":{"amount":"4.35","currency":"EUR"}}`,
	},
	{func() any { return new(invoice.Priced) }, written(goodSeats().Priced)},
	{func() any { return new(order.Figures) }, written(goodFigures())},
	{func() any { return new(order.LineFigures) }, written(goodFigures().Lines[0])},
	{func() any { return new(order.InvoiceFigures) }, written(goodFigures().Invoices[0])},
	{func() any { return new(coterm.Plan) }, written(goodPlan())},
	{func() any { return new(coterm.Move) }, `{"id":"x","refused":{"allowed":false,"rule":"coterm.monthly",` +
		`"asked":"2025-09-01","edition":"b08f05981627f041a4cc82db0b953756"}}`},
	{func() any { return new(coterm.Step) }, written(goodPlan().Moves[0].Steps[0])},
	{func() any { return new(coterm.SeatRequest) }, `{}`},
	{func() any { return new(coterm.SeatPrice) }, written(goodSeats())},
	{func() any { return new(coterm.ActPrice) }, written(goodAct())},
	{func() any { return new(coterm.ReturnCredit) }, written(goodReturn())},
	{func() any { return new(lifecycle.ReturnedPurchase) }, `{}`},
	{func() any { return new(coterm.PurchasePrice) }, written(goodPurchase())},
	{func() any { return new(coterm.RenewalRequest) }, `{}`},
	{func() any { return new(coterm.RenewalPrice) }, written(goodRenewal())},
	{func() any { return new(coterm.ConversionRequest) }, `{}`},
	{func() any { return new(coterm.ConversionPrice) }, written(goodConversion())},
	{func() any { return new(coterm.ExtensionPrice) }, written(goodExtension())},
	{func() any { return new(coterm.BuyRequest) }, `{"purchase":{"seats":3},"srp":{"amount":"3.00","currency":"EUR"}}`},
	{func() any { return new(coterm.RecordedPurchase) }, `{"what":{"term":"2025-10-01"},"fact":"terms[0]",` +
		`"of":{"kind":"subscription","term":"annual","channel":"online","event":"purchase","ordered":"2025-10-01"}}`},
	{func() any { return new(coterm.ReturnRequest) }, `{"what":{"term":"2025-10-01"},"invoices":["2025-077"]}`},
	{func() any { return new(coterm.NewProductRequest) }, `{}`},
	{func() any { return new(coterm.NewProductEstimate) }, written(goodEstimate())},
}
