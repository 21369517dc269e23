package stores_test

import (
	"testing"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// columns lists every type with Scan and Value, by package: which columns can hold it, whether NULL is its zero value,
// and some of its values.
func columns(t *testing.T) []column {
	t.Helper()
	europe := policy.Europe2024()
	sold := sales(t)
	const document = "json text" // a document is authoritative, byte by byte, and jsonb does not preserve its bytes
	return []column{
		of("date text", true, day("2024-02-29"), day("2025-06-10"), day("9999-12-31")),
		enum[calendar.Term](true),
		of("text", true, calendar.Span(day("2025-06-10"), day("2026-06-10")), calendar.Since(day("2025-06-10")),
			calendar.Always()),
		of("text", true, sold.seats.Request.Service),
		of("text", true, must(calendar.NewSeries(day("2024-01-31"), 1, calendar.Months))(t)),
		enum[calendar.Unit](false),

		of("text", true, money.MustParseAmount("EUR 2145.00"), money.MustParseAmount("JPY -9900"),
			money.MustParseAmount("KWD 12.345")),
		of("text", true, money.MustParseCurrency("EUR"), money.MustParseCurrency("KWD")),
		enum[money.Mode](false),

		enum[rule.Class](false),

		of("json jsonb text", false, europe, policy.NorthAmerica2024()),
		of("text", false, europe.Fingerprint()),
		enum[policy.YesNo](false), enum[policy.Channel](false), enum[policy.DayCount](false),
		enum[policy.ExtensionCharge](false), enum[policy.FirstInstalment](false), enum[policy.GateDay](false),
		enum[policy.Kind](false), enum[policy.LimitRule](false), enum[policy.PaymentMethod](false),
		enum[policy.RefundStart](false), enum[policy.Remedy](false), enum[policy.RenewalPayer](false),
		enum[policy.RoundAt](false), enum[policy.Route](false), enum[policy.TaxRounding](false),

		of("json jsonb text", false, sold.seats.Charge),

		of("json jsonb text", false, sold.facts, sold.seats.Next),
		enum[lifecycle.Access](false), enum[lifecycle.Action](false), enum[lifecycle.Capability](false),
		enum[lifecycle.ChangeKind](false), enum[lifecycle.EventKind](false), enum[lifecycle.PayerStatus](false),
		enum[lifecycle.InvoiceState](false), enum[lifecycle.Phase](false),

		of("json jsonb text", false, sold.bought),
		enum[refund.By](false), enum[refund.Occasion](false),

		enum[ubl.Category](false),
		of(document, false, sold.invoice),
		of(document, false, sold.note),
		of("text", true, netTerms(t, 0), netTerms(t, 30)),
		of("text", false, invoice.MustParseTaxRate("0%"), invoice.MustParseTaxRate("9.975%")),
		of("text", false, invoice.MustParseTaxes("21%"), invoice.MustParseTaxes("GST 5% + QST 9.975%")),

		of(document, false, sold.plans...),
		enum[coterm.StepKind](false),

		of(document, false, sold.quote),
		enum[order.Segment](false),

		enum[batch.Outcome](false),
	}
}

// sale has one document of each kind.
type sale struct {
	facts   lifecycle.Facts
	seats   coterm.SeatPrice
	bought  refund.Purchase
	quote   order.Quote
	invoice invoice.Invoice
	note    invoice.CreditNote
	plans   []coterm.Plan
}

// sales adds three seats to a subscription, quotes and bills them, and credits the invoice.
func sales(t *testing.T) sale {
	t.Helper()
	europe, sub := policy.Europe2024(), subscription(t)
	today := day("2025-07-01")
	s := sale{facts: sub.Facts()}
	s.seats = must(coterm.AddSeats(sub.On(today), coterm.SeatRequest{
		Seats: 3, SRP: money.MustParseAmount("EUR 2145.00"), NetTerms: netTerms(t, 30),
	}))(t)
	s.quote = must(order.NewQuote(europe, order.QuoteDraft{
		Number: "Q-1", Kind: policy.Subscription, Issued: today, Expires: today.AddDays(30),
		Items: []invoice.Item{s.seats.Item("3 seats more", invoice.MustParseTaxes("GST 5% + QST 9.975%"))},
	}))(t)
	s.invoice = must(s.quote.Invoices("2025-118"))(t)[0]
	s.note = must(invoice.Credit(s.invoice, "C-7", s.invoice.Issued))(t)
	s.bought = refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Online, Event: refund.SeatsAdded,
		Ordered: today, Paid: s.invoice.PaidLines(),
	}
	s.plans = must(coterm.Align(coterm.Portfolio{
		Members: []coterm.Member{
			{ID: "A", View: from(t, "2025-06-10").On(day("2026-04-01")), SRP: money.MustParseAmount("EUR 2145.00")},
			{ID: "B", View: from(t, "2025-06-20").On(day("2026-04-01")), SRP: money.MustParseAmount("EUR 2145.00")},
		},
		Horizon: day("2028-01-01"), Plans: 2,
	}))(t)
	return s
}

// from returns a subscription that was bought on a day.
func from(t *testing.T, start string) lifecycle.Subscription {
	t.Helper()
	return must(lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 3, Ordered: day(start),
	}))(t)
}

func netTerms(t *testing.T, days int) invoice.NetTerms {
	t.Helper()
	return must(invoice.Net(days))(t)
}

// must returns the result of a call that cannot fail.
func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
