package order_test

import (
	"errors"
	"fmt"
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
	"example.com/billingrules/rule"
)

var date = calendar.MustParseDate

// fields lists the fields that an error names.
func fields(err error) string {
	var names []string
	for _, e := range billingrules.InputErrors(err) {
		names = append(names, e.Field)
	}
	return strings.Join(names, " ")
}

// published is the rulebook's row order.payment-methods, typed in.
const published = `
online card; online paypal; online direct-debit
quote card; quote paypal; quote direct-debit; quote pay-by-invoice
sales card; sales paypal; sales direct-debit; sales purchase-order
`

// payment is a row of what can be asked about paying for an order.
type payment struct {
	request order.Request
	method  policy.PaymentMethod
	day     string
}

// payments is every kind, channel and method, for buyers who are exempt from tax and in the public sector and for
// others, before and from the edition's first day on.
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
func TestCanPay_Every(t *testing.T) {
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

// answer reads the rulebook's rows one after the other, as far as the method if that is asked about.
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

// A remedy helps on the day of the question: what it says can be done then.
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

// orderWindow is a row of the tables below.
type orderWindow struct {
	name    string
	ed      policy.Edition
	request order.Request
	day     string
	rule    rule.ID
	want    calendar.Period
}

func checkWindows(t *testing.T, rows []orderWindow) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			d, err := order.CanOrder(test.ed, test.request, date(test.day))
			if err != nil || d.Rule != test.rule || d.Window != test.want {
				t.Errorf("%s, %v", d, err)
			}
		})
	}
}

// quote.available: the windows, which a caller shows. A day is in one only if every condition is met on it.
func TestCanOrder_Windows(t *testing.T) {
	gate := calendar.Since(date("2024-09-16"))
	checkWindows(t, []orderWindow{
		{
			"by quote", policy.Europe2024(),
			order.Request{Kind: policy.Subscription, Channel: policy.Quote},
			"2025-05-12", "quote.available", gate,
		},
		{
			"by quote, too early", policy.Europe2024(),
			order.Request{Kind: policy.Subscription, Channel: policy.Quote},
			"2024-09-15", "edition.before", gate,
		},
		{
			"tokens by quote", policy.Europe2024(),
			order.Request{Kind: policy.FlexTokens, Channel: policy.Quote},
			"2024-09-15", "quote.available", calendar.Always(),
		},
		{
			"online", policy.Europe2024(),
			order.Request{Kind: policy.Subscription, Channel: policy.Online},
			"2024-09-15", "order.tax-exempt", calendar.Always(),
		},
	})
}

func TestCanOrder_WindowsOfTheExempt(t *testing.T) {
	readsElse := testkit.Edition(func(p *policy.Parameters) { p.Order.QuoteCountsAsOnline = policy.Yes })
	checkWindows(t, []orderWindow{
		{
			"exempt, through sales", policy.Europe2024(),
			order.Request{Kind: policy.Subscription, Channel: policy.Sales, TaxExempt: true},
			"2025-05-12", "order.payment-methods", calendar.Always(),
		},
		{
			"exempt, by quote that counts as online", readsElse,
			order.Request{Kind: policy.Subscription, Channel: policy.Quote, TaxExempt: true},
			"2025-05-12", "order.tax-exempt",
			calendar.Period{},
		},
		{
			"exempt and too early", readsElse,
			order.Request{Kind: policy.Subscription, Channel: policy.Quote, TaxExempt: true},
			"2024-09-15", "edition.before",
			calendar.Period{},
		},
	})
}

func TestCanPay_TooEarlyByQuote(t *testing.T) {
	t.Run("too early, and not taken by quote", func(t *testing.T) {
		r := order.Request{Kind: policy.Subscription, Channel: policy.Quote}
		d, err := order.CanPay(policy.Europe2024(), r, policy.PurchaseOrder, date("2024-09-15"))
		if err != nil || d.Rule != "edition.before" || !d.Window.IsZero() {
			t.Errorf("%s, %v", d, err)
		}
	})
}

// byInvoiceCase is a row of the tables below.
type byInvoiceCase struct {
	name    string
	channel policy.Channel
	exempt  bool
	answer  policy.Decision
	want    policy.Decision
}

func checkByInvoice(t *testing.T, rows []byInvoiceCase) {
	t.Helper()
	ed := policy.Europe2024()
	const day = "2025-05-12"
	decision := func(id rule.ID, window calendar.Period, route policy.Route, remedy policy.Remedy) policy.Decision {
		return policy.Decision{
			Rule: id, Asked: date(day), Window: window, Route: route, Remedy: remedy, Edition: ed.Fingerprint(),
		}
	}
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			r := order.Request{
				Kind: policy.Subscription, Channel: test.channel, TaxExempt: test.exempt,
				Renewal: true, RenewByInvoice: test.answer,
			}
			if r.Channel == policy.Quote {
				r.Renew = decision("renewal.window", calendar.Always(), 0, 0)
			}
			d, err := order.CanPay(ed, r, policy.PayByInvoice, date(day))
			if err != nil || d != test.want {
				t.Errorf("got  %s, %v\nwant %s", d, err, test.want)
			}
		})
	}
}

// invoice.by-renewal, order.payment-methods: a renewal that is paid by invoice online or through sales is answered as
// the decision about it has it; by quote anything can be paid by invoice; others decide for resellers and retailers.
func TestCanPay_RenewalByInvoice(t *testing.T) {
	ed := policy.Europe2024()
	const day = "2025-05-12"
	window := calendar.Since(date("2025-03-12")).Intersect(calendar.Until(date("2025-06-10")))
	decision := func(id rule.ID, window calendar.Period, route policy.Route, remedy policy.Remedy) policy.Decision {
		return policy.Decision{
			Rule: id, Asked: date(day), Window: window, Route: route, Remedy: remedy, Edition: ed.Fingerprint(),
		}
	}
	yes := decision("invoice.by-renewal", window, policy.SelfService, 0)
	noPayer := decision("invoice.by-renewal", calendar.Period{}, 0, policy.RenewByQuote)
	early := decision("renewal.window", calendar.Since(date("2025-05-13")), 0, policy.WaitForWindow)
	gate := decision("edition.before", calendar.Period{}, 0, policy.AskSeller)
	checkByInvoice(t, []byInvoiceCase{
		{"online", policy.Online, false, yes, yes},
		{"through sales", policy.Sales, false, yes, yes},
		{"nobody on file", policy.Online, false, noPayer, noPayer},
		{"too early", policy.Sales, false, early, early},
		{"before the edition", policy.Online, false, gate, gate},
	})
}

func TestCanPay_RenewalExempt(t *testing.T) {
	ed := policy.Europe2024()
	const day = "2025-05-12"
	window := calendar.Since(date("2025-03-12")).Intersect(calendar.Until(date("2025-06-10")))
	decision := func(id rule.ID, window calendar.Period, route policy.Route, remedy policy.Remedy) policy.Decision {
		return policy.Decision{
			Rule: id, Asked: date(day), Window: window, Route: route, Remedy: remedy, Edition: ed.Fingerprint(),
		}
	}
	yes := decision("invoice.by-renewal", window, policy.SelfService, 0)
	noPayer := decision("invoice.by-renewal", calendar.Period{}, 0, policy.RenewByQuote)
	early := decision("renewal.window", calendar.Since(date("2025-05-13")), 0, policy.WaitForWindow)
	gate := decision("edition.before", calendar.Period{}, 0, policy.AskSeller)
	checkByInvoice(t, []byInvoiceCase{
		{"exempt, through sales", policy.Sales, true, yes, yes},
		{
			"exempt", policy.Online, true, yes,
			decision("order.tax-exempt", calendar.Period{}, 0, policy.AskReseller),
		},
		{
			"exempt and too early", policy.Online, true, early,
			decision("order.tax-exempt", calendar.Period{}, 0, policy.AskReseller),
		},
		{"exempt and before the edition", policy.Online, true, gate, gate},
		{
			"by quote", policy.Quote, false,
			policy.Decision{},
			decision("order.payment-methods", calendar.Since(ed.FirstDay()), policy.Partner, 0),
		},
		{
			"by quote, nobody on file", policy.Quote, false, noPayer,
			decision("order.payment-methods", calendar.Since(ed.FirstDay()), policy.Partner, 0),
		},
		{
			"reseller", policy.Reseller, false, yes,
			decision("order.payment-methods", calendar.Period{}, 0, policy.AskSeller),
		},
	})
}

func TestCanPay_RenewalRefused(t *testing.T) {
	ed := policy.Europe2024()
	const day = "2025-05-12"
	window := calendar.Since(date("2025-03-12")).Intersect(calendar.Until(date("2025-06-10")))
	decision := func(id rule.ID, window calendar.Period, route policy.Route, remedy policy.Remedy) policy.Decision {
		return policy.Decision{
			Rule: id, Asked: date(day), Window: window, Route: route, Remedy: remedy, Edition: ed.Fingerprint(),
		}
	}
	yes := decision("invoice.by-renewal", window, policy.SelfService, 0)
	t.Run("a renewal by card needs no answer", func(t *testing.T) {
		r := order.Request{Kind: policy.Subscription, Channel: policy.Online, Renewal: true}
		if d, err := order.CanPay(ed, r, policy.Card, date(day)); err != nil || !d.Allowed() {
			t.Errorf("%s, %v", d, err)
		}
	})
	for _, test := range []struct {
		name   string
		change func(*order.Request)
		field  string
		is     error
	}{
		{
			"no answer", func(r *order.Request) { r.RenewByInvoice = policy.Decision{} },
			"renewByInvoice", billingrules.ErrMissing,
		},
		{"no renewal", func(r *order.Request) { r.Renewal = false }, "renewByInvoice", billingrules.ErrConflict},
		{
			"of another day", func(r *order.Request) { r.RenewByInvoice.Asked = date("2025-05-11") },
			"renewByInvoice.asked", billingrules.ErrConflict,
		},
		{
			"of another edition",
			func(r *order.Request) { r.RenewByInvoice.Edition = policy.NorthAmerica2024().Fingerprint() },
			"renewByInvoice.edition", billingrules.ErrConflict,
		},
		{
			"to another question", func(r *order.Request) { r.RenewByInvoice.Rule = "renewal.window" },
			"renewByInvoice.rule", billingrules.ErrConflict,
		},
	} {
		t.Run("bad: "+test.name, func(t *testing.T) {
			r := order.Request{Kind: policy.Subscription, Channel: policy.Online, Renewal: true, RenewByInvoice: yes}
			test.change(&r)
			_, err := order.CanPay(ed, r, policy.PayByInvoice, date(day))
			if fields(err) != test.field || !errors.Is(err, test.is) {
				t.Error(err)
			}
		})
	}
}

// renewal.window, edition.before: what a renewal's own decision refuses, no channel takes; by quote it is needed.
func TestCanPay_Renew(t *testing.T) {
	ed := policy.Europe2024()
	const day = "2025-05-12"
	decision := func(id rule.ID, window calendar.Period, remedy policy.Remedy) policy.Decision {
		return policy.Decision{Rule: id, Asked: date(day), Window: window, Remedy: remedy, Edition: ed.Fingerprint()}
	}
	until := calendar.Until(date("2025-05-13"))
	yes := decision("renewal.window", until, 0)
	gate := decision("edition.before", calendar.Period{}, policy.AskSeller)
	over := decision("renewal.canceled-final", calendar.Until(date(day)), policy.BuyNew)
	for _, channel := range []policy.Channel{policy.Online, policy.Quote, policy.Sales} {
		for name, tt := range map[string]struct {
			answer policy.Decision
			want   rule.ID
			remedy policy.Remedy
		}{
			"on its last day":       {yes, "order.payment-methods", 0},
			"late":                  {decision("renewal.late", until, 0), "order.payment-methods", 0},
			"with changes":          {decision("renewal.with-changes", until, 0), "order.payment-methods", 0},
			"the day after":         {over, "renewal.canceled-final", policy.BuyNew},
			"before the edition":    {gate, "edition.before", policy.AskSeller},
			"on no day for a trial": {decision("trial.convert", calendar.Period{}, 0), "trial.convert", 0},
		} {
			t.Run(channel.String()+", "+name, func(t *testing.T) {
				r := order.Request{Kind: policy.Subscription, Channel: channel, Renewal: true, Renew: tt.answer}
				d, err := order.CanPay(ed, r, policy.Card, date(day))
				if err != nil || d.Rule != tt.want || d.Remedy != tt.remedy || d.Allowed() != tt.answer.Allowed() {
					t.Errorf("got %s, %v", d, err)
				}
				if o, err := order.CanOrder(ed, r, date(day)); err != nil || o.Window != d.Window {
					t.Errorf("to order: %s, %v", o, err)
				}
			})
		}
	}
}

func TestCanPay_RenewByPartner(t *testing.T) {
	ed := policy.Europe2024()
	const day = "2025-05-12"
	partner := policy.Decision{
		Rule: "renewal.with-changes", Asked: date(day), Window: calendar.Until(date("2025-05-13")),
		Edition: ed.Fingerprint(), Route: policy.Partner,
	}
	for channel, want := range map[policy.Channel]string{
		policy.Quote: "yes partner", policy.Online: "renewal.with-changes renew-by-quote",
		policy.Sales: "renewal.with-changes renew-by-quote", policy.Reseller: "renewal.with-changes renew-by-quote",
	} {
		t.Run("by a partner, "+channel.String(), func(t *testing.T) {
			r := order.Request{Kind: policy.Subscription, Channel: channel, Renewal: true, Renew: partner}
			d, err := order.CanOrder(ed, r, date(day))
			got := string(d.Rule) + " " + d.Remedy.String()
			if d.Allowed() {
				got = "yes " + d.Route.String()
			}
			if err != nil || got != want || !d.Allowed() && !d.Window.IsZero() {
				t.Errorf("got %s (%s), %v", got, d, err)
			}
		})
	}
}

func TestCanPay_BadRenew(t *testing.T) {
	ed := policy.Europe2024()
	const day = "2025-05-12"
	yes := policy.Decision{
		Rule: "renewal.window", Asked: date(day), Window: calendar.Until(date("2025-05-13")), Edition: ed.Fingerprint(),
	}
	for name, tt := range map[string]struct {
		change func(*order.Request)
		field  string
	}{
		"no answer":          {func(r *order.Request) { r.Renew = policy.Decision{} }, "renew"},
		"no renewal":         {func(r *order.Request) { r.Renewal = false }, "renew"},
		"of another day":     {func(r *order.Request) { r.Renew.Asked = date("2025-05-11") }, "renew.asked"},
		"of another edition": {func(r *order.Request) { r.Renew.Edition = policy.Fingerprint{} }, "renew.edition"},
		"to another question": {
			func(r *order.Request) { r.Renew.Rule = "change.seats-up" }, "renew.rule",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := order.Request{Kind: policy.Subscription, Channel: policy.Quote, Renewal: true, Renew: yes}
			tt.change(&r)
			if _, err := order.CanPay(ed, r, policy.Card, date(day)); fields(err) != tt.field {
				t.Error(err)
			}
		})
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
	t.Run("Europe2025", func(t *testing.T) {
		for total, want := range map[string]string{"USD 25000.00": yes, "USD 25000.01": no, "EUR 25000.01": yes} {
			t.Run(total, func(t *testing.T) {
				r := order.Request{
					Kind: policy.Subscription, Channel: policy.Quote, Segment: order.Commercial, Total: amount(total),
				}
				d, err := order.CanPay(policy.Europe2025(), r, policy.Card, date("2026-01-12"))
				if err != nil || said(d) != want {
					t.Errorf("%s: %s, %v", total, d, err)
				}
			})
		}
	})
	t.Run("without a total", func(t *testing.T) {
		r := order.Request{Kind: policy.Subscription, Channel: policy.Quote}
		if _, err := order.CanPay(ed, r, policy.Card, date("2025-05-12")); fields(err) != "total" {
			t.Error(err)
		}
		if d, err := order.CanPay(ed, r, policy.DirectDebit, date("2025-05-12")); err != nil || !d.Allowed() {
			t.Errorf("%s, %v", d, err)
		}
	})
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

// order.vendor-setup, order.charge-when-ready, order.confirmation and order.insufficient-credit: times are the
// edition's.
func TestNotices(t *testing.T) {
	list, err := order.Notices(policy.Europe2024(), policy.Quote)
	if err != nil || len(list) != 4 {
		t.Fatalf("%v, %v", list, err)
	}
	times := policy.Europe2024().Order()
	for i, want := range []order.Notice{
		{Rule: "order.vendor-setup", Text: "supplier"},
		{Rule: "order.charge-when-ready", Within: times.Processing, Text: "within 24h."},
		{Rule: "order.confirmation", Within: times.Confirmation, Remedy: policy.AskSupport, Text: "after 24h,"},
		{
			Rule: "order.insufficient-credit", Within: times.QuoteReopening, Remedy: policy.RaiseCredit,
			Text: "within 15m:",
		},
	} {
		got := list[i]
		if !strings.Contains(got.Text, want.Text) {
			t.Errorf("%q does not say %q", got.Text, want.Text)
		}
		if got.Text = want.Text; got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	for channel, want := range map[policy.Channel]int{
		policy.Online: 2, policy.Sales: 2, policy.Reseller: 0, policy.Retailer: 0,
	} {
		t.Run(fmt.Sprint(channel), func(t *testing.T) {
			if list, err := order.Notices(policy.Europe2024(), channel); err != nil || len(list) != want {
				t.Errorf("%s: %v, %v", channel, list, err)
			}
		})
	}
	p := policy.Europe2024().Parameters()
	p.Order.Processing, p.Order.Confirmation = 36*60*60*1e9+30*60*1e9, 90*1e9
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	if list, err := order.Notices(ed, policy.Online); err != nil || !strings.Contains(list[0].Text, "within 36h30m.") ||
		!strings.Contains(list[1].Text, "after 1m30s,") {
		t.Errorf("%v, %v", list, err)
	}
	if _, err := order.Notices(policy.Edition{}, policy.Online); fields(err) != "edition" {
		t.Error(err)
	}
	if _, err := order.Notices(ed, 0); fields(err) != "channel" {
		t.Error(err)
	}
}
