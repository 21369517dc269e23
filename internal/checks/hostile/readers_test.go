package hostile_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
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
	{func() any { return new(policy.Answer) }, `yes`},
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
	{func() any { return new(lifecycle.CapabilityAccess) }, `{"capability":"support","access":"full"}`},
	{func() any { return new(lifecycle.InvoiceState) }, `overdue`},
	{func() any { return new(lifecycle.PayerStatus) }, `other-by-invoice`},
	{func() any { return new(lifecycle.Phase) }, `suspended`},
	{func() any { return new(refund.By) }, `made`},
	{func() any { return new(refund.Occasion) }, `alignment`},
	{
		func() any { return new(refund.Paid) },
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
	{func() any { return new(order.Request) }, `{"kind":"subscription","channel":"quote","renewal":true}`},
	{func() any { return new(order.Segment) }, `public-sector`},
	{func() any { return new(order.Quote) }, written(goodQuote())},
	{func() any { return new(money.Rounding) }, `{}`},
	{func() any { return new(rule.Rule) }, `{}`},
	{func() any { return new(rule.Sentence) }, `{}`},
	{func() any { return new(policy.Explanation) }, `{}`},
	{func() any { return new(policy.ExplainedRule) }, `{}`},
	{func() any { return new(policy.ChosenReading) }, `{}`},
	{func() any { return new(proration.PriceRequest) }, `{}`},
	{func() any { return new(lifecycle.BoughtTerm) }, `{}`},
	{func() any { return new(lifecycle.PurchaseRequest) }, `{}`},
	{func() any { return new(lifecycle.BilledInvoice) }, `{}`},
	{func() any { return new(lifecycle.Cancellation) }, `{}`},
	{func() any { return new(lifecycle.Change) }, `{}`},
	{func() any { return new(lifecycle.RenewalChanges) }, `{}`},
	{func() any { return new(lifecycle.Status) }, `{"day":"2025-05-12"}`},
	{func() any { return new(lifecycle.Event) }, `{}`},
	{
		func() any { return new(lifecycle.ExtensionReach) },
		`{"rule":"coterm.extend-annual","length":"annual","fromTransaction":"2026-06-13","fromRenewal":"2026-06-10",` +
			`"latest":"2026-06-10"}`,
	},
	{
		func() any { return new(refund.Return) },
		`{"decision":{"rule":"refund.excluded","asked":"2025-05-12","edition":""},"event":"purchase"}`,
	},
	{func() any { return new(refund.ReturnedLine) }, `{}`},
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
	{func() any { return new(order.Figures) }, `{"lines":[],"invoices":[]}`},
	{func() any { return new(order.LineFigures) }, `{"seats":3}`},
	{func() any { return new(order.InvoiceFigures) }, `{"due":"2025-10-01"}`},
	{func() any { return new(coterm.Plan) }, written(goodPlan())},
	{func() any { return new(coterm.Move) }, `{"id":"x"}`},
	{func() any { return new(coterm.Step) }, written(goodPlan().Moves[0].Steps[0])},
	{func() any { return new(coterm.SeatRequest) }, `{}`},
	{func() any { return new(coterm.SeatPrice) }, written(goodSeats())},
	{func() any { return new(coterm.ReturnCredit) }, written(goodReturn())},
	{func() any { return new(lifecycle.ReturnedPurchase) }, `{}`},
	{func() any { return new(coterm.PurchasePrice) }, written(goodPurchase())},
	{func() any { return new(coterm.RenewalRequest) }, `{}`},
	{func() any { return new(coterm.RenewalPrice) }, written(goodRenewal())},
	{func() any { return new(coterm.ConversionRequest) }, `{}`},
	{func() any { return new(coterm.ConversionPrice) }, written(goodConversion())},
	{func() any { return new(coterm.ExtensionPrice) }, written(goodExtension())},
	{func() any { return new(coterm.BuyRequest) }, `{"purchase":{"seats":3},"srp":{"amount":"3.00","currency":"EUR"}}`},
	{func() any { return new(coterm.RecordedPurchase) }, `{"what":{"term":"2025-10-01"},"fact":"terms[0]"}`},
	{func() any { return new(coterm.ReturnRequest) }, `{"what":{"term":"2025-10-01"},"invoices":["2025-077"]}`},
	{func() any { return new(coterm.NewProductRequest) }, `{}`},
	{func() any { return new(coterm.NewProductEstimate) }, written(goodEstimate())},
}

// readsNothing is the reader that refuses everything.
const readsNothing = "lifecycle.Subscription.UnmarshalJSON"

// written is a value as JSON.
func written(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func goodInvoice() invoice.Invoice {
	inv, err := invoice.New(europe, invoice.Draft{
		Number: "2025-118", Issued: calendar.MustParseDate("2025-07-01"), NetTerms: net30,
		Items: []invoice.Item{{Description: "2 seats more", Priced: invoice.Priced{Charge: goodCharge()}, Taxes: vat}},
	})
	if err != nil {
		panic(err)
	}
	return inv
}

func goodCredit() invoice.CreditNote {
	credit, err := invoice.Credit(goodInvoice(), "C-7", calendar.MustParseDate("2025-07-02"))
	if err != nil {
		panic(err)
	}
	return credit
}

func goodQuote() order.Quote {
	quote, err := order.NewQuote(europe, order.QuoteDraft{
		Number: "Q-1", Kind: policy.FlexTokens, Issued: calendar.MustParseDate("2025-07-01"),
		Expires: calendar.MustParseDate("2025-07-31"),
		Items: []invoice.Item{
			{Description: "tokens", Quantity: 2, UnitPrice: money.MustParseAmount("EUR 300.00"), Taxes: vat},
		},
	})
	if err != nil {
		panic(err)
	}
	return quote
}

func goodCharge() proration.Charge { return goodSeats().Charge }

// Every type that reads is in the list, and each one in the list reads its text.
func TestReadersAreListed(t *testing.T) {
	var entries []string
	for _, r := range readers {
		value := r.new()
		name := strings.TrimPrefix(reflect.TypeOf(value).String(), "*")
		if _, ok := value.(textual); ok {
			entries = append(entries, name+".UnmarshalText")
		}
		if _, ok := value.(json.Unmarshaler); ok {
			entries = append(entries, name+".UnmarshalJSON")
		}
		if _, ok := value.(stored); ok {
			entries = append(entries, name+".Scan")
		}
	}
	without, unknown := missing(functions(t), func(f function) bool {
		_, method, _ := strings.Cut(strings.TrimPrefix(f.name, f.pkg+"."), ".")
		return slices.Contains([]string{"UnmarshalText", "UnmarshalJSON", "Scan"}, method) && f.name != readsNothing
	}, entries)
	if len(without) > 0 || len(unknown) > 0 {
		t.Errorf("not listed: %v; no function: %v", without, unknown)
	}
}

// textual reads and writes text; stored reads what a database has.
type (
	textual interface {
		encoding.TextMarshaler
		encoding.TextUnmarshaler
	}
	stored interface {
		sql.Scanner
		driver.Valuer
	}
)

// A value that a reader takes is written and reads back as the same; one that it refuses leaves the old value as it
// was.
func readBoth(t *testing.T, r func() any, data []byte) {
	t.Helper()
	name := reflect.TypeOf(r()).String()
	if _, ok := r().(textual); ok {
		settled(t, name+".UnmarshalText", data, fresh[textual](r), textual.UnmarshalText, textual.MarshalText)
	}
	if _, ok := r().(json.Unmarshaler); ok {
		settled(t, name+".UnmarshalJSON", data, fresh[json.Unmarshaler](r), json.Unmarshaler.UnmarshalJSON,
			func(v json.Unmarshaler) ([]byte, error) { return json.Marshal(v) })
	}
	if _, ok := r().(stored); ok {
		sources := []func([]byte) any{func(b []byte) any { return b }, func(b []byte) any { return string(b) }}
		for _, src := range sources {
			settled(t, name+".Scan", data, fresh[stored](r), func(v stored, b []byte) error { return v.Scan(src(b)) },
				func(v stored) ([]byte, error) {
					value, err := v.Value()
					text, _ := value.(string)
					return []byte(text), err
				})
		}
	}
}

// fresh makes zero values of a type that is known to be a T.
func fresh[T any](r func() any) func() T {
	return func() T {
		v, _ := r().(T)
		return v
	}
}

func settled[T any](
	t *testing.T, name string, data []byte, zero func() T, read func(T, []byte) error, write func(T) ([]byte, error),
) {
	t.Helper()
	v, again := zero(), zero()
	var err error
	leash(t, name, len(data), func() { err = read(v, data) })
	if err != nil {
		if !reflect.DeepEqual(v, again) {
			t.Errorf("%s: %v leaves %v", name, err, v)
		}
		return
	}
	text, err := write(v)
	if err != nil || len(text) == 0 {
		// Either the zero value, from null; or a value that lacks something, which is refused where it is used, and
		// refused by name where it is written.
		if !reflect.DeepEqual(v, again) && !errors.Is(err, billingrules.ErrMissing) {
			t.Errorf("%s: what is read from %q cannot be written: %v", name, data, err)
		}
		return
	}
	if err := read(again, text); err != nil {
		t.Errorf("%s: %q cannot be read again: %v", name, text, err)
	}
	if twice, err := write(again); err != nil || string(twice) != string(text) {
		t.Errorf("%s: %q comes back as %q, %v", name, text, twice, err)
	}
}

// hostileTexts are texts that nobody should send.
var hostileTexts = []string{
	"", " ", "\x00", "\xff\xfe", "null", "{}", "[]", "0", "-1", `""`, "true", "{", `{"a":1,"a":2}`, "1e1000000000",
	"EUR 1e1000000000",
	"9999-12-31", "0001-01-01", "10000-01-01", "2025-02-30", "2025-06-10\x00", "0001-01-01/9999-12-31",
	"net 99999999999999999999",
	"100000000000000000000%", strings.Repeat("9", 10_000), "EUR " + strings.Repeat("9", 10_000),
	strings.Repeat("[", 10_000),
	strings.Repeat(`{"terms":`, 1000), `{"seats":99999999999999999999}`, `{"kind":null,"terms":null}`, `{"terms":[]}`,
	`{"lines":[null]}`, `{"items":[null]}`,
}

// manyKeys is an object with n keys, all of them unknown.
func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `,"k%d":%d`, i, i)
	}
	return "{" + b.String()[1:] + "}"
}

func TestReaders(t *testing.T) {
	for _, r := range readers {
		t.Run(strings.TrimPrefix(reflect.TypeOf(r.new()).String(), "*"), func(t *testing.T) {
			readBoth(t, r.new, []byte(r.text))
			readBoth(t, r.new, []byte(written(r.text)))
			for _, text := range hostileTexts {
				readBoth(t, r.new, []byte(text))
			}
			if !takes(r.new, r.text) {
				t.Errorf("nothing of it reads %q", r.text)
			}
		})
	}
}

// takes reports whether a reader of a type takes a text, to check that the text listed with it is not a hostile one.
func takes(zero func() any, text string) bool {
	if v, ok := zero().(textual); ok && v.UnmarshalText([]byte(text)) == nil {
		return true
	}
	v, ok := zero().(json.Unmarshaler)
	return ok && v.UnmarshalJSON([]byte(text)) == nil
}

// Each unknown or duplicate key of an object is an error of its own, and takes no more memory than that.
func TestReaders_ManyKeys(t *testing.T) {
	for name, text := range map[string]string{
		"unknown": manyKeys(5_000), "duplicates": "{" + strings.Repeat(`"x":1,`, 5_000) + `"x":1}`,
	} {
		for _, r := range readers {
			v, ok := r.new().(json.Unmarshaler)
			if !ok {
				continue
			}
			t.Run(strings.TrimPrefix(reflect.TypeOf(v).String(), "*")+"/"+name, func(t *testing.T) {
				leash(t, "reading", 20*len(text), func() {
					if err := v.UnmarshalJSON([]byte(text)); err == nil {
						t.Error("it is read")
					}
				})
			})
		}
	}
}

func FuzzReaders(f *testing.F) {
	for i, r := range readers {
		f.Add(uint8(i), []byte(r.text))
		f.Add(uint8(i), []byte(`"`+r.text+`"`))
	}
	for i, text := range hostileTexts {
		f.Add(uint8(i), []byte(text))
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		readBoth(t, readers[int(which)%len(readers)].new, data)
	})
}
