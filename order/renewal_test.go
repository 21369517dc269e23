package order_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// askedOn is the day on which the renewals below are asked for.
var askedOn = date("2025-05-12")

// decided is a decision about a renewal, of that day.
func decided(id rule.ID, window calendar.Period, route policy.Route, remedy policy.Remedy) policy.Decision {
	return policy.Decision{
		Rule: id, Asked: askedOn, Window: window, Route: route, Remedy: remedy,
		Edition: policy.Europe2024().Fingerprint(),
	}
}

// What can be decided of a renewal by invoice, and of the renewal itself.
var (
	open     = calendar.Span(date("2025-03-12"), date("2025-06-10"))
	taken    = decided("invoice.by-renewal", open, policy.SelfService, 0)
	noPayer  = decided("invoice.by-renewal", calendar.Period{}, 0, policy.RenewByQuote)
	tooEarly = decided("renewal.window", calendar.Since(date("2025-05-13")), 0, policy.WaitForWindow)
	early    = decided("renewal.window", calendar.Always(), 0, 0)
	before   = decided("edition.before", calendar.Period{}, 0, policy.AskSeller)
)

// byInvoiceCase is a renewal that is to be paid by invoice: what is decided of it, and what is answered.
type byInvoiceCase struct {
	channel       policy.Channel
	exempt        bool
	decided, want policy.Decision
}

func holdByInvoice(t *testing.T, tests map[string]byInvoiceCase) {
	t.Helper()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := order.Request{
				Kind: policy.Subscription, Channel: test.channel, TaxExempt: test.exempt,
				Renewal: order.RenewalDecisions{Decision: early, ByInvoice: test.decided},
			}
			d, err := order.CanPay(policy.Europe2024(), r, policy.PayByInvoice, askedOn)
			if err != nil || d != test.want {
				t.Errorf("got  %s, %v\nwant %s", d, err, test.want)
			}
		})
	}
}

// invoice.by-renewal: for a renewal that is paid by invoice, online or through sales, the answer is Renewal.ByInvoice.
func TestCanPay_RenewalByInvoice(t *testing.T) {
	holdByInvoice(t, map[string]byInvoiceCase{
		"online":                {policy.Online, false, taken, taken},
		"through sales":         {policy.Sales, false, taken, taken},
		"exempt, through sales": {policy.Sales, true, taken, taken},
		"nobody on file":        {policy.Online, false, noPayer, noPayer},
		"too early":             {policy.Sales, false, tooEarly, tooEarly},
		"before the edition":    {policy.Online, false, before, before},
	})
}

// order.tax-exempt: a buyer who is exempt does not renew online. Before the edition's first day, the refusal is
// edition.before.
func TestCanPay_RenewalOfTheExempt(t *testing.T) {
	exempt := decided("order.tax-exempt", calendar.Period{}, 0, policy.AskReseller)
	holdByInvoice(t, map[string]byInvoiceCase{
		"in the window":      {policy.Online, true, taken, exempt},
		"too early":          {policy.Online, true, tooEarly, exempt},
		"before the edition": {policy.Online, true, before, before},
	})
}

// order.payment-methods: by quote, anything can be paid by invoice. For resellers and retailers nothing is published.
func TestCanPay_RenewalByQuoteOrReseller(t *testing.T) {
	since := calendar.Since(policy.Europe2024().FirstDay())
	byQuote := decided("order.payment-methods", since, policy.Partner, 0)
	holdByInvoice(t, map[string]byInvoiceCase{
		"by quote":                 {policy.Quote, false, policy.Decision{}, byQuote},
		"by quote, nobody on file": {policy.Quote, false, noPayer, byQuote},
		"reseller": {
			policy.Reseller, false, taken, decided("order.payment-methods", calendar.Period{}, 0, policy.AskSeller),
		},
	})
}

func TestCanPay_RenewalByCard(t *testing.T) {
	r := order.Request{
		Kind: policy.Subscription, Channel: policy.Online, Renewal: order.RenewalDecisions{Decision: early},
	}
	if d, err := order.CanPay(policy.Europe2024(), r, policy.Card, askedOn); err != nil || !d.Allowed() {
		t.Errorf("%s, %v", d, err)
	}
}

// A decision on a renewal by invoice that is missing, or is not the one that is needed, is refused.
func TestCanPay_BadRenewByInvoice(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*order.Request)
		field  string
		is     error
	}{
		"no decision": {
			func(r *order.Request) { r.Renewal.ByInvoice = policy.Decision{} },
			"renewal.byInvoice", billingrules.ErrMissing,
		},
		"a yes to what is refused": {
			func(r *order.Request) { r.Renewal.Decision = tooEarly }, "renewal.byInvoice", billingrules.ErrConflict,
		},
		"of another day": {
			func(r *order.Request) { r.Renewal.ByInvoice.Asked = askedOn.AddDays(-1) },
			"renewal.byInvoice.asked", billingrules.ErrConflict,
		},
		"of another edition": {
			func(r *order.Request) { r.Renewal.ByInvoice.Edition = policy.NorthAmerica2024().Fingerprint() },
			"renewal.byInvoice.edition", billingrules.ErrConflict,
		},
		"on more days than the renewal": {
			func(r *order.Request) { r.Renewal.ByInvoice.Window = calendar.Always() },
			"renewal.byInvoice.window", billingrules.ErrConflict,
		},
		"by another route": {
			func(r *order.Request) { r.Renewal.ByInvoice.Route = policy.Partner },
			"renewal.byInvoice.route", billingrules.ErrConflict,
		},
		"late, and quoted from the day after": {
			func(r *order.Request) {
				r.Renewal.Decision.Rule, r.Renewal.QuotedFrom = "renewal.late", askedOn.AddDays(1)
				r.Renewal.ByInvoice = noPayer
			},
			"renewal.quotedFrom", billingrules.ErrConflict,
		},
		"after the renewal date": {
			func(r *order.Request) { r.Renewal.QuotedFrom = date("2025-06-09") },
			"renewal.byInvoice.window", billingrules.ErrConflict,
		},
		"to another question": {
			func(r *order.Request) { r.Renewal.ByInvoice.Rule = "renewal.window" },
			"renewal.byInvoice.rule", billingrules.ErrConflict,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := order.Request{
				Kind: policy.Subscription, Channel: policy.Online,
				Renewal: order.RenewalDecisions{Decision: decided("renewal.window", open, 0, 0), ByInvoice: taken},
			}
			test.change(&r)
			_, err := order.CanPay(policy.Europe2024(), r, policy.PayByInvoice, askedOn)
			if fields(err) != test.field || !errors.Is(err, test.is) {
				t.Error(err)
			}
		})
	}
}

// renewCase is a decision on a renewal, and by which rule and remedy it is answered.
type renewCase struct {
	decided policy.Decision
	want    rule.ID
	remedy  policy.Remedy
}

func holdRenew(t *testing.T, tests map[string]renewCase) {
	t.Helper()
	ed := policy.Europe2024()
	for _, channel := range []policy.Channel{policy.Online, policy.Quote, policy.Sales} {
		for name, tt := range tests {
			t.Run(channel.String()+", "+name, func(t *testing.T) {
				r := order.Request{Kind: policy.Subscription, Channel: channel}
				r.Renewal.Decision = tt.decided
				d, err := order.CanPay(ed, r, policy.Card, askedOn)
				if err != nil || d.Rule != tt.want || d.Remedy != tt.remedy || d.Allowed() != tt.decided.Allowed() {
					t.Errorf("got %s, %v", d, err)
				}
				if o, err := order.CanOrder(ed, r, askedOn); err != nil || o.Window != d.Window {
					t.Errorf("to order: %s, %v", o, err)
				}
			})
		}
	}
}

// What a renewal's own decision allows is paid for like any order.
func TestCanPay_RenewAllowed(t *testing.T) {
	until := calendar.Until(askedOn.AddDays(1))
	holdRenew(t, map[string]renewCase{
		"on its last day": {decided("renewal.window", until, 0, 0), "order.payment-methods", 0},
		"late":            {decided("renewal.late", until, 0, 0), "order.payment-methods", 0},
		"with changes":    {decided("renewal.with-changes", until, 0, 0), "order.payment-methods", 0},
	})
}

// renewal.canceled-final, edition.before, trial.convert: no channel takes a renewal that its own decision refuses.
func TestCanPay_RenewRefused(t *testing.T) {
	over := decided("renewal.canceled-final", calendar.Until(askedOn), 0, policy.BuyNew)
	holdRenew(t, map[string]renewCase{
		"the day after":         {over, "renewal.canceled-final", policy.BuyNew},
		"before the edition":    {before, "edition.before", policy.AskSeller},
		"on no day for a trial": {decided("trial.convert", calendar.Period{}, 0, 0), "trial.convert", 0},
	})
}

// renewal.with-changes: a renewal that needs a partner is made only by quote. Until the renewal date it did not.
func TestCanOrder_RenewByPartner(t *testing.T) {
	partner := decided("renewal.with-changes", calendar.Until(askedOn.AddDays(1)), policy.Partner, 0)
	for channel, want := range map[policy.Channel]string{
		policy.Quote: "yes partner", policy.Online: "renewal.with-changes renew-by-quote",
		policy.Sales: "renewal.with-changes renew-by-quote", policy.Reseller: "renewal.with-changes renew-by-quote",
	} {
		t.Run(channel.String(), func(t *testing.T) {
			r := order.Request{Kind: policy.Subscription, Channel: channel}
			r.Renewal = order.RenewalDecisions{Decision: partner, QuotedFrom: askedOn}
			d, err := order.CanOrder(policy.Europe2024(), r, askedOn)
			if err != nil || said(d) != want || !d.Allowed() && d.Window != calendar.Until(askedOn) {
				t.Errorf("got %s, %v", d, err)
			}
		})
	}
}

// The decision on the renewal itself is needed, and has to be the one of the day and the edition.
func TestCanPay_BadRenew(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*order.Request)
		field  string
	}{
		"no decision": {
			func(r *order.Request) { r.Renewal = order.RenewalDecisions{QuotedFrom: askedOn} }, "renewal.decision",
		},
		"of another day": {
			func(r *order.Request) { r.Renewal.Decision.Asked = askedOn.AddDays(-1) }, "renewal.decision.asked",
		},
		"of another edition": {
			func(r *order.Request) { r.Renewal.Decision.Edition = policy.Fingerprint{} }, "renewal.decision.edition",
		},
		"to another question": {
			func(r *order.Request) { r.Renewal.Decision.Rule = "change.seats-up" }, "renewal.decision.rule",
		},
		"through a partner, but no date": {
			func(r *order.Request) { r.Renewal.Decision.Route = policy.Partner }, "renewal.quotedFrom",
		},
		"a date, but not through a partner": {
			func(r *order.Request) { r.Renewal.QuotedFrom = askedOn }, "renewal.quotedFrom",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := order.Request{
				Kind: policy.Subscription, Channel: policy.Quote,
				Renewal: order.RenewalDecisions{
					Decision: decided("renewal.window", calendar.Until(askedOn.AddDays(1)), 0, 0),
				},
			}
			tt.change(&r)
			if _, err := order.CanPay(policy.Europe2024(), r, policy.Card, askedOn); fields(err) != tt.field {
				t.Error(err)
			}
		})
	}
}
