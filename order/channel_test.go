package order_test

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

var (
	date   = calendar.MustParseDate
	fields = testkit.Fields
)

// published is the rulebook's row order.payment-methods, typed in.
const published = `
online card; online paypal; online direct-debit
quote card; quote paypal; quote direct-debit; quote pay-by-invoice
sales card; sales paypal; sales direct-debit; sales purchase-order
`

// payment is one question about paying for an order.
type payment struct {
	request order.Request
	method  policy.PaymentMethod
	day     string
}

// payments yields every combination of kind, channel, method, buyer (exempt from tax or not, in the public sector or
// not) and day, before the edition's first day and from it on.
func payments() iter.Seq[payment] {
	return func(yield func(payment) bool) {
		for kind := policy.Subscription; kind <= policy.OtherProduct; kind++ {
			for channel := policy.Online; channel <= policy.Retailer; channel++ {
				for method := policy.Card; method <= policy.PayByInvoice; method++ {
					for buyer := range 4 {
						for _, day := range []string{"2024-06-10", "2024-09-15", "2024-09-16", "2030-01-01"} {
							r := order.Request{
								Kind: kind, Channel: channel,
								TaxExempt: buyer&1 != 0, Segment: order.Segment(1 + buyer>>1),
							}
							if !yield(payment{r, method, day}) {
								return
							}
						}
					}
				}
			}
		}
	}
}

// said is an answer in a word or three: yes and the route, or the rule and the remedy.
func said(d policy.Decision) string {
	switch {
	case d.Allowed():
		return "yes " + d.Route.String()
	case d.Remedy != 0:
		return string(d.Rule) + " " + d.Remedy.String()
	}
	return string(d.Rule)
}

// order.payment-methods, order.tax-exempt, quote.available, trial.convert and edition.before, in the order in which a
// refusal names them, under the default readings and under the others.
func TestCanPay_EveryCombination(t *testing.T) {
	for _, test := range []struct {
		name      string
		ed        policy.Edition
		readsElse bool
	}{
		{"default readings", policy.Europe2024(), false},
		{"the other readings", testkit.Edition(func(p *policy.Parameters) {
			p.Order.QuoteCountsAsOnline, p.Order.PublicSector = policy.Yes, policy.No
		}), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			asked := 0
			for p := range payments() {
				asked++
				d, err := order.CanPay(test.ed, p.request, p.method, date(p.day))
				if err != nil {
					t.Fatal(err)
				}
				if got, want := said(d), answer(p, test.readsElse); got != want {
					t.Errorf("%+v: %s, want %s", p, d, want)
				}
				if d.Asked != date(p.day) || d.Edition != test.ed.Fingerprint() || d.Allowed() && d.Remedy != 0 {
					t.Errorf("%+v: %+v", p, d)
				}
				can, err := order.CanOrder(test.ed, p.request, date(p.day))
				if err != nil || can.Allowed() != strings.HasPrefix(answer(p, test.readsElse, "any"), "yes") {
					t.Errorf("%+v: %s, %v", p.request, can, err)
				}
			}
			if asked != 10*5*8*4*4 {
				t.Errorf("%d cases", asked)
			}
		})
	}
}

// answer reads the rulebook's rows in order, including those about the method only if the method is asked about.
func answer(p payment, readsElse bool, without ...string) string {
	r := p.request
	byQuote := r.Channel == policy.Quote
	route := map[policy.Channel]string{policy.Online: "self-service", policy.Quote: "partner"}[r.Channel]
	if route == "" {
		route = "seller"
	}
	switch {
	case r.Kind == policy.Subscription && byQuote && p.day < "2024-09-16":
		return "edition.before ask-seller"
	case r.Kind == policy.Trial:
		return "trial.convert buy-with-same-account"
	case byQuote && r.Kind > policy.FlexTokens:
		return "quote.available ask-seller"
	case byQuote && readsElse && r.Segment == order.PublicSector:
		return "quote.available ask-reseller"
	case r.TaxExempt && (r.Channel == policy.Online || byQuote && readsElse):
		return "order.tax-exempt ask-reseller"
	case len(without) > 0 || strings.Contains(published, r.Channel.String()+" "+p.method.String()):
		return "yes " + route
	case r.Channel == policy.Reseller || r.Channel == policy.Retailer:
		return "order.payment-methods ask-seller"
	case p.method == policy.PurchaseOrder:
		return "order.payment-methods ask-sales"
	case p.method == policy.PayByInvoice:
		r.Channel = policy.Quote
		if strings.HasPrefix(answer(payment{r, p.method, p.day}, readsElse), "yes") {
			return "order.payment-methods ask-partner"
		}
	}
	return "order.payment-methods"
}

// A remedy helps on the day of the question: what it says can be done on that day.
func TestCanPay_Remedies(t *testing.T) {
	ed := policy.Europe2024()
	channels := map[policy.Remedy]policy.Channel{
		policy.AskPartner: policy.Quote, policy.AskSales: policy.Sales, policy.AskReseller: policy.Reseller,
	}
	for p := range payments() {
		d, err := order.CanPay(ed, p.request, p.method, date(p.day))
		if err != nil {
			t.Fatal(err)
		}
		channel, found := channels[d.Remedy]
		if !found {
			continue
		}
		p.request.Channel = channel
		other, err := order.CanPay(ed, p.request, p.method, date(p.day))
		if channel == policy.Reseller {
			other, err = order.CanOrder(ed, p.request, date(p.day))
		}
		if err != nil || !other.Allowed() {
			t.Errorf("%+v: %s, but then %s, %v", p, d, other, err)
		}
	}
}

func TestMethods(t *testing.T) {
	for channel := range policy.Channel(8) {
		t.Run(channel.String(), func(t *testing.T) {
			for method := policy.Card; method <= policy.PayByInvoice; method++ {
				want := channel.IsValid() && strings.Contains(published, channel.String()+" "+method.String())
				if got := slices.Contains(order.Methods(channel), method); got != want {
					t.Errorf("by %s: %v", method, got)
				}
			}
		})
	}
	order.Methods(policy.Online)[0] = policy.PayByInvoice
	if order.Methods(policy.Online)[0] != policy.Card {
		t.Error("a caller can change the table")
	}
}

// That it is too early is reported before a method that is not taken.
func TestCanPay_TooEarlyByQuote(t *testing.T) {
	r := order.Request{Kind: policy.Subscription, Channel: policy.Quote}
	d, err := order.CanPay(policy.Europe2024(), r, policy.PurchaseOrder, date("2024-09-15"))
	if err != nil || d.Rule != "edition.before" || !d.Window.IsZero() {
		t.Errorf("%s, %v", d, err)
	}
}

// order.payment-methods: above the edition's ceiling neither card nor PayPal is taken, in its currency alone.
func TestCanPay_CardCeilings(t *testing.T) {
	ed := testkit.Edition(func(p *policy.Parameters) {
		p.CardCeilings = []money.Amount{amount("EUR 22500.00"), amount("USD 25000.00")}
	})
	yes, no := "yes partner", "order.payment-methods ask-sales"
	for _, test := range []struct {
		name   string
		method policy.PaymentMethod
		total  string
		want   string
	}{
		{"the ceiling", policy.Card, "EUR 22500.00", yes},
		{"a cent more", policy.Card, "EUR 22500.01", no},
		{"the ceiling, PayPal", policy.PayPal, "USD 25000.00", yes},
		{"a cent more, PayPal", policy.PayPal, "USD 25000.01", no},
		{"direct debit", policy.DirectDebit, "EUR 22500.01", yes},
		{"by invoice", policy.PayByInvoice, "EUR 22500.01", yes},
		{"a currency without a ceiling", policy.Card, "GBP 1000000.00", yes},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := order.Request{Kind: policy.Subscription, Channel: policy.Quote, Total: amount(test.total)}
			d, err := order.CanPay(ed, r, test.method, date("2025-05-12"))
			if err != nil || said(d) != test.want {
				t.Errorf("%s, %v", d, err)
			}
		})
	}
}

// order.payment-methods: the ceiling that Europe2025 has.
func TestCanPay_CardCeilingOf2025(t *testing.T) {
	for total, want := range map[string]string{
		"USD 25000.00": "yes partner", "USD 25000.01": "order.payment-methods ask-sales", "EUR 25000.01": "yes partner",
	} {
		t.Run(total, func(t *testing.T) {
			r := order.Request{
				Kind: policy.Subscription, Channel: policy.Quote, Segment: order.Commercial, Total: amount(total),
			}
			d, err := order.CanPay(policy.Europe2025(), r, policy.Card, date("2026-01-12"))
			if err != nil || said(d) != want {
				t.Errorf("%s, %v", d, err)
			}
		})
	}
}

// If the edition has a ceiling, a card needs the total of the order; other methods do not.
func TestCanPay_WithoutATotal(t *testing.T) {
	ed := testkit.Edition(func(p *policy.Parameters) { p.CardCeilings = []money.Amount{amount("EUR 22500.00")} })
	r := order.Request{Kind: policy.Subscription, Channel: policy.Quote}
	if _, err := order.CanPay(ed, r, policy.Card, date("2025-05-12")); fields(err) != "total" {
		t.Error(err)
	}
	if d, err := order.CanPay(ed, r, policy.DirectDebit, date("2025-05-12")); err != nil || !d.Allowed() {
		t.Errorf("%s, %v", d, err)
	}
}

func TestRequest_Bad(t *testing.T) {
	t.Run("zero, to order", func(t *testing.T) {
		_, err := order.CanOrder(policy.Edition{}, order.Request{}, calendar.Date{})
		if fields(err) != "edition kind channel day" || !errors.Is(err, billingrules.ErrMissing) ||
			!strings.HasPrefix(err.Error(), "order.CanOrder: ") {
			t.Error(err)
		}
	})
	t.Run("zero, to pay", func(t *testing.T) {
		_, err := order.CanPay(policy.Edition{}, order.Request{}, 0, calendar.Date{})
		if fields(err) != "edition kind channel day method" || !strings.HasPrefix(err.Error(), "order.CanPay: ") {
			t.Error(err)
		}
	})
	t.Run("unknown", func(t *testing.T) {
		r := order.Request{Kind: 99, Channel: 99, Segment: 99}
		_, err := order.CanPay(policy.Europe2024(), r, 99, date("2025-05-12"))
		if fields(err) != "kind channel segment method" || !errors.Is(err, billingrules.ErrUnknown) {
			t.Error(err)
		}
	})
	t.Run("negative", func(t *testing.T) {
		r := order.Request{Kind: policy.Subscription, Channel: policy.Online, Total: amount("EUR -0.01")}
		_, err := order.CanOrder(policy.Europe2024(), r, date("2025-05-12"))
		if fields(err) != "total" || !errors.Is(err, billingrules.ErrRange) {
			t.Error(err)
		}
	})
	t.Run("no segment where it matters", func(t *testing.T) {
		ed := testkit.Edition(func(p *policy.Parameters) { p.Order.PublicSector = policy.No })
		r := order.Request{Kind: policy.Subscription, Channel: policy.Online}
		_, err := order.CanOrder(ed, r, date("2025-05-12"))
		if fields(err) != "segment" || !errors.Is(err, billingrules.ErrMissing) {
			t.Error(err)
		}
	})
}
