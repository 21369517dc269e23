package coterm_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// renewedTo is a host that was renewed early, so that it renews on a day three years after one within the windows of
// the tests.
func renewedTo(on, ordered string) lifecycle.Subscription {
	first := renewing(date(on).AddMonths(-36).String())
	return must(first.On(date(ordered)).Renew(lifecycle.RenewalChanges{}))
}

// What is refused, by which rule, and what to do: coterm.extend-window, coterm.extend-future, coterm.extend-annual,
// coterm.extend-three-year, coterm.switch-term-first, coterm.monthly, edition.before, renewal.canceled-final; and
// through whom it goes, coterm.extend-partner. What [lifecycle.View.CanExtendTo] says is what the price says.
type extensionCase struct {
	s    lifecycle.Subscription
	on   string
	to   lifecycle.Subscription
	want string
}

func holdExtensions(t *testing.T, tests map[string]extensionCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v, to := tt.s.On(date(tt.on)), tt.to.On(date(tt.on))
			d := v.CanExtendTo(to)
			if got := outcome(d); got != tt.want || d.Asked != v.Day() {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if tt.to.IsZero() {
				return
			}
			x, err := coterm.Extend(v, coterm.ExtensionRequest{To: to, SRP: amount("EUR 2145.00"), If: v.Renewal()})
			var refusal *policy.Refusal
			switch {
			case errors.As(err, &refusal):
				if d.Allowed() || refusal.Decision != d || x.Next.Terms != nil {
					t.Errorf("%v, but %s", err, d)
				}
			case err != nil || !d.Allowed() || x.Decision != d:
				t.Errorf("%s, %v", x.Decision, err)
			default:
				if after := must(lifecycle.New(v.Edition(), x.Next)).On(v.Day()); after.Renewal() != to.Renewal() {
					t.Errorf("it renews on %s", after.Renewal())
				}
			}
		})
	}
}

// coterm.extend-window, coterm.extend-partner, coterm.extend-future: the window, and what is no target.
func TestExtend_Window(t *testing.T) {
	s := bought(calendar.Annual, "2024-10-01")
	north := policy.NorthAmerica2024()
	host := renewing("2026-03-01")
	const open, closed = " 2025-07-03/2025-10-01", "no coterm.extend-future choose-later-target"
	holdExtensions(t, map[string]extensionCase{
		"the day before the window":   {s, "2025-07-02", host, "no coterm.extend-window wait-for-window" + open},
		"the first day of the window": {s, "2025-07-03", host, "yes coterm.extend-annual partner" + open},
		"its last day":                {s, "2025-09-30", host, "yes coterm.extend-annual partner" + open},
		"the renewal date":            {s, "2025-10-01", host, "no coterm.extend-window choose-later-target" + open},
		"long after":                  {s, "2026-01-01", host, "no renewal.canceled-final buy-new" + open},
		"to its own date":             {s, "2025-08-01", s, closed},
		"to an earlier one":           {s, "2025-08-01", renewing("2025-09-30"), closed},
		"to the next day": {
			s, "2025-08-01", renewing("2025-10-02"), "yes coterm.extend-annual partner" + open,
		},
		"to Flex tokens":            {s, "2025-08-01", tokens(), closed},
		"to a trial":                {s, "2025-08-01", trial(), closed},
		"to nothing":                {s, "2025-08-01", lifecycle.Subscription{}, closed},
		"to what is not bought yet": {s, "2025-08-01", bought(calendar.Annual, "2025-08-02"), closed},
		"to another edition's": {
			s, "2025-08-01", sub(north, calendar.Annual, date("2025-03-01"), date("2025-03-01")),
			"yes coterm.extend-annual partner" + open,
		},
	})
}

// coterm.extend-annual, coterm.extend-three-year, coterm.switch-term-first: the limits, and the switch between them.
func TestExtend_Limits(t *testing.T) {
	s := bought(calendar.Annual, "2024-10-01")
	three := bought(calendar.ThreeYear, "2024-10-01")
	asking := func(s lifecycle.Subscription, on string, length calendar.Term) lifecycle.Subscription {
		return must(s.On(date(on)).ChangeTerm(length))
	}
	switched := asking(s, "2025-07-03", calendar.ThreeYear)
	host := renewing("2026-03-01")
	const open, closed = " 2025-07-03/2025-10-01", "no coterm.extend-future choose-later-target"
	holdExtensions(t, map[string]extensionCase{
		"to what is canceled": {
			s, "2025-08-01", must(host.On(date("2025-06-01")).Cancel(date("2025-06-01"))), closed,
		},
		"twelve months": {
			s, "2025-08-01", renewing("2026-10-01"), "yes coterm.extend-annual partner" + open,
		},
		"twelve months and a day": {
			s, "2025-08-01", renewing("2026-10-02"), "no coterm.switch-term-first switch-term-first",
		},
		"three years": {
			s, "2025-08-01", renewedTo("2028-10-01", "2025-07-15"), "no coterm.switch-term-first switch-term-first",
		},
		"three years and a day": {
			s, "2025-08-01", renewedTo("2028-10-02", "2025-07-15"), "no coterm.extend-annual choose-earlier-target",
		},
		"three years, switched": {
			switched, "2025-08-01", renewedTo("2028-10-01", "2025-07-15"),
			"yes coterm.extend-three-year partner" + open,
		},
		"a day more, switched": {
			switched, "2025-08-01", renewedTo("2028-10-02", "2025-07-15"),
			"no coterm.extend-three-year choose-earlier-target",
		},
		"the day before the switch": {
			switched, "2025-07-02", renewing("2028-07-01"), "no coterm.switch-term-first switch-term-first",
		},
		"three-year": {
			three, "2027-08-01", renewedTo("2030-09-30", "2027-08-01"),
			"yes coterm.extend-three-year partner 2027-07-03/2027-10-01",
		},
		"three-year, beyond its limit": {
			three, "2027-08-01", renewedTo("2030-10-10", "2027-08-01"),
			"no coterm.extend-three-year choose-earlier-target",
		},
		"three-year, to be annual": {
			asking(three, "2027-07-10", calendar.Annual), "2027-08-01", renewedTo("2030-09-30", "2027-08-01"),
			"no coterm.switch-term-first switch-term-first",
		},
	})
}

// coterm.monthly, edition.before: what is monthly, of another kind, or from before the edition.
func TestExtend_Kinds(t *testing.T) {
	s := bought(calendar.Annual, "2024-10-01")
	monthly := bought(calendar.Monthly, "2025-07-15")
	asking := func(s lifecycle.Subscription, on string, length calendar.Term) lifecycle.Subscription {
		return must(s.On(date(on)).ChangeTerm(length))
	}
	byAct := edition(func(p *policy.Parameters) { p.Gate.Extension = policy.ByAct })
	host := renewing("2026-03-01")
	holdExtensions(t, map[string]extensionCase{
		"monthly": {monthly, "2025-08-01", host, "no coterm.monthly"},
		"monthly, switched": {
			asking(monthly, "2025-08-01", calendar.Annual), "2025-08-01", host, "no coterm.monthly",
		},
		"annual, to be monthly": {asking(s, "2025-07-03", calendar.Monthly), "2025-08-01", host, "no coterm.monthly"},
		"monthly, before the edition": {
			bought(calendar.Monthly, "2024-09-10"), "2024-09-20", host, "no edition.before ask-seller",
		},
		"before the edition": {
			bought(calendar.Annual, "2024-09-15"), "2025-08-01", host, "no edition.before ask-seller",
		},
		"before the edition, by the act": {
			sub(byAct, calendar.Annual, date("2024-09-15"), date("2024-09-15")), "2025-08-01", host,
			"yes coterm.extend-annual partner 2025-06-17/2025-09-15",
		},
		"Flex tokens": {tokens(), "2026-01-01", renewing("2026-04-01"), "no coterm.extend-window buy-tokens"},
		"a trial":     {trial(), "2025-08-20", host, "no trial.convert buy-with-same-account"},
	})
}

// renewal.canceled-final: what leaves, or has moved on.
func TestExtend_Leaving(t *testing.T) {
	s := bought(calendar.Annual, "2024-10-01")
	leaving := func(effective string) lifecycle.Subscription {
		return must(s.On(date("2025-07-10")).Cancel(date(effective)))
	}
	owing := with(s, func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: date("2025-05-01"), Due: date("2025-05-31")}}
	})
	host := renewing("2026-03-01")
	const open, closed = " 2025-07-03/2025-10-01", "no coterm.extend-future choose-later-target"
	holdExtensions(t, map[string]extensionCase{
		"ended by a debt": {owing, "2025-08-01", host, "no renewal.canceled-final buy-new 2025-07-03/2025-07-16"},
		"after a renewal": {
			must(s.On(date("2025-07-03")).Renew(lifecycle.RenewalChanges{})), "2025-07-04", renewing("2026-11-01"),
			"no coterm.extend-window wait-for-window 2026-07-03/2026-10-01",
		},
		"leaving on R": {
			leaving("2025-10-01"), "2025-08-01", renewing("2025-11-01"), "no renewal.canceled-final buy-new",
		},
		"leaving before it": {
			leaving("2025-12-30"), "2025-08-01", renewing("2025-12-31"), "no renewal.canceled-final buy-new",
		},
		"leaving on it": {
			leaving("2025-12-31"), "2025-08-01", renewing("2025-12-31"), "yes coterm.extend-annual partner" + open,
		},
	})
}

// A target that is known on another day is no target: coterm.extend-future.
func TestExtend_TargetOfAnotherDay(t *testing.T) {
	v, host := bought(calendar.Annual, "2024-10-01").On(date("2025-08-01")), renewing("2026-03-01")
	for on, want := range map[string]bool{"2025-07-31": false, "2025-08-01": true, "2025-08-02": false} {
		_, err := coterm.Extend(v, coterm.ExtensionRequest{To: host.On(date(on)), SRP: amount("EUR 365.00")})
		var refusal *policy.Refusal
		if (err == nil) != want || !want && (!errors.As(err, &refusal) ||
			refusal.Decision.Rule != rule.CotermExtendFuture) {
			t.Errorf("on %s: %v", on, err)
		}
	}
}

// A target under another edition gives its renewal date and its anchor; its limits, its rounding and its day count are
// not those of the extension.
func TestExtend_TargetOfAnotherEdition(t *testing.T) {
	strict := edition(func(p *policy.Parameters) {
		p.Coterm.Annual = policy.ExtensionLimit{FromTransaction: 1, FromRenewal: 1}
		p.Proration.StandardDays.Annual = 360
	})
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-08-01"))
	own := sub(europe, calendar.Annual, date("2025-03-01"), date("2025-03-01")).On(v.Day())
	other := sub(strict, calendar.Annual, date("2025-03-01"), date("2025-03-01")).On(v.Day())
	if other.Edition().Equal(own.Edition()) || other.Renewal() != own.Renewal() {
		t.Fatalf("%s and %s", other.Renewal(), own.Renewal())
	}
	request := coterm.ExtensionRequest{To: own, SRP: amount("EUR 365.00")}
	want := must(coterm.Extend(v, request))
	request.To = other
	got := must(coterm.Extend(v, request))
	if got.Decision != want.Decision || got.Reach != want.Reach || !got.Equal(want.Priced) ||
		got.Decision.Edition != europe.Fingerprint() ||
		string(must(json.Marshal(got.Next))) != string(must(json.Marshal(want.Next))) {
		t.Errorf("got  %s\nwant %s", got.Explain(), want.Explain())
	}
	_, err := coterm.Extend(other, coterm.ExtensionRequest{To: renewingOn("2026-06-01", v.Day()), SRP: request.SRP})
	var refusal *policy.Refusal
	if !errors.As(err, &refusal) || refusal.Decision.Edition != strict.Fingerprint() {
		t.Errorf("under the other edition itself: %v", err)
	}
}

// A later day of the window can reach what an earlier one cannot, where the limit from the transaction is the tighter
// one: the refusal says from which day on.
func TestExtend_WaitForALaterDay(t *testing.T) {
	ed := since1990(func(p *policy.Parameters) { p.Coterm.Annual.FromTransaction = 13 })
	s := sub(ed, calendar.Annual, date("2024-10-01"), date("2024-10-01"))
	for on, want := range map[string]string{
		"2025-07-03": "no coterm.extend-annual wait-for-window 2025-08-14/2025-10-01",
		"2025-08-13": "no coterm.extend-annual wait-for-window 2025-08-14/2025-10-01",
		"2025-08-14": "yes coterm.extend-annual partner 2025-08-14/2025-10-01",
		"2025-09-30": "yes coterm.extend-annual partner 2025-08-14/2025-10-01",
	} {
		if got := outcome(s.On(date(on)).CanExtendTo(renewing("2026-09-15").On(date(on)))); got != want {
			t.Errorf("on %s: %s", on, got)
		}
	}
}

// coterm.extend-charge: at once, or a three-year one yearly on the anniversaries of the old R; the first on the day of
// the transaction in any case.
func TestExtend_Charge(t *testing.T) {
	net30 := must(invoice.Net(30))
	three := func(start string) lifecycle.Subscription { return bought(calendar.ThreeYear, start) }
	switched := must(bought(calendar.Annual, "2024-10-01").On(date("2025-07-03")).ChangeTerm(calendar.ThreeYear))
	for _, tt := range []struct {
		name         string
		s            lifecycle.Subscription
		on, to       string
		terms        invoice.NetTerms
		once, yearly []string
	}{
		{
			"three-year", three("2024-10-01"), "2027-08-01", "2030-06-15",
			invoice.NetTerms{},
			[]string{"987.00 2027-08-01 2027-08-01 2027-10-01/2030-06-15"},
			[]string{
				"365.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01",
				"365.00 2028-10-01 2028-10-01 2028-10-01/2029-10-01",
				"257.00 2029-10-01 2029-10-01 2029-10-01/2030-06-15",
			},
		},
		{
			"by invoice", three("2024-10-01"), "2027-08-01", "2029-10-02", net30,
			[]string{"731.00 2027-08-01 2027-08-31 2027-10-01/2029-10-02"},
			[]string{
				"365.00 2027-08-01 2027-08-31 2027-10-01/2028-10-01",
				"365.00 2028-10-01 2028-10-31 2028-10-01/2029-10-01",
				"1.00 2029-10-01 2029-10-31 2029-10-01/2029-10-02",
			},
		},
		{
			"a whole year", three("2024-10-01"), "2027-08-01", "2028-10-01",
			invoice.NetTerms{},
			[]string{"365.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01"},
			[]string{"365.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01"},
		},
		{
			"a year and a day", three("2024-10-01"), "2027-08-01", "2028-10-02",
			invoice.NetTerms{},
			[]string{"366.00 2027-08-01 2027-08-01 2027-10-01/2028-10-02"},
			[]string{
				"365.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01",
				"1.00 2028-10-01 2028-10-01 2028-10-01/2028-10-02",
			},
		},
		{
			"three years", three("2024-10-01"), "2027-08-01", "2030-10-01",
			invoice.NetTerms{},
			[]string{"1095.00 2027-08-01 2027-08-01 2027-10-01/2030-10-01"},
			[]string{
				"365.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01",
				"365.00 2028-10-01 2028-10-01 2028-10-01/2029-10-01",
				"365.00 2029-10-01 2029-10-01 2029-10-01/2030-10-01",
			},
		},
		{
			"anchored on the 31st", three("2024-10-31"), "2027-10-30", "2029-11-01",
			invoice.NetTerms{},
			[]string{"731.00 2027-10-30 2027-10-30 2027-10-31/2029-11-01"},
			[]string{
				"365.00 2027-10-30 2027-10-30 2027-10-31/2028-10-31",
				"365.00 2028-10-31 2028-10-31 2028-10-31/2029-10-31",
				"1.00 2029-10-31 2029-10-31 2029-10-31/2029-11-01",
			},
		},
		{
			"with the switch pending", switched, "2025-07-03", "2027-10-02",
			invoice.NetTerms{},
			[]string{"731.00 2025-07-03 2025-07-03 2025-10-01/2027-10-02"},
			[]string{
				"365.00 2025-07-03 2025-07-03 2025-10-01/2026-10-01",
				"365.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
				"1.00 2027-10-01 2027-10-01 2027-10-01/2027-10-02",
			},
		},
		{
			"annual", bought(calendar.Annual, "2024-10-01"), "2025-07-03", "2026-10-01",
			invoice.NetTerms{},
			[]string{"1095.00 2025-07-03 2025-07-03 2025-10-01/2026-10-01"},
			[]string{"1095.00 2025-07-03 2025-07-03 2025-10-01/2026-10-01"},
		},
	} {
		readings := map[policy.ExtensionCharge][]string{policy.ChargeAtOnce: tt.once, policy.ChargeYearly: tt.yearly}
		for charge, want := range readings {
			t.Run(tt.name+"/"+charge.String(), func(t *testing.T) {
				ed := edition(func(p *policy.Parameters) { p.Coterm.ExtendCharge = charge })
				v := must(lifecycle.New(ed, tt.s.Facts())).On(date(tt.on))
				host := renewingOn(tt.to, v.Day())
				request := coterm.ExtensionRequest{To: host, SRP: amount("EUR 365.00"), NetTerms: tt.terms}
				x, err := coterm.Extend(v, request)
				if err != nil || !slices.Equal(said(x.Instalments), want) ||
					!slices.Contains(x.Rules(), rule.CotermExtendCharge) {
					t.Errorf("%v\ngot  %q\nwant %q", err, said(x.Instalments), want)
				}
			})
		}
	}
	// Prices of a few cents: the first part is what is left, and never below zero.
	ed := edition(func(p *policy.Parameters) { p.Coterm.ExtendCharge = policy.ChargeYearly })
	f := three("2024-10-01").Facts()
	f.Seats = 1
	v := must(lifecycle.New(ed, f)).On(date("2027-08-01"))
	x := must(coterm.Extend(v, coterm.ExtensionRequest{To: renewingOn("2030-10-01", v.Day()), SRP: amount("EUR 0.05")}))
	want := []string{"0.01 2027-08-01", "0.02 2028-10-01", "0.02 2029-10-01"}
	if got := onDates(x.Instalments); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// renewingOn is a view of a host that renews on a day; if that is too far ahead for three years, it was renewed early
// today.
func renewingOn(on string, today calendar.Date) lifecycle.View {
	if date(on).AddMonths(-36).After(today) {
		return renewedTo(on, today.String()).On(today)
	}
	return renewing(on).On(today)
}

// coterm.extend-future, proration.days, coterm.no-refund and coterm.re-anchor, worked out by hand.
func TestExtend(t *testing.T) {
	day := date("2025-09-01")
	s := must(bought(calendar.Annual, "2024-10-10").On(date("2025-08-01")).ReduceSeats(2))
	leap := sub(since1990(), calendar.Annual, date("2024-02-29"), date("2024-02-29"))
	host := must(leap.On(date("2025-02-01")).Renew(lifecycle.RenewalChanges{})).On(day)
	request := coterm.ExtensionRequest{To: host, SRP: amount("EUR 2145.00"), NetTerms: must(invoice.Net(30))}
	x, err := coterm.Extend(s.On(day), request)
	if err != nil {
		t.Fatal(err)
	}
	// [2025-10-10, 2026-02-28) is 141 days; 2145 × 141 × 2 ÷ 365 = 1657.2328…, for the two seats that are left then.
	if got := x.Charge.String(); got != "EUR 2145.00 ÷ 365 × 141 days × 2 seats = 1657.2328… → 1657.23 (half up)" {
		t.Error(got)
	}
	if got := said(x.Instalments); !slices.Equal(got, []string{"1657.23 2025-09-01 2025-10-01 2025-10-10/2026-02-28"}) {
		t.Errorf("%q", got)
	}
	if x.Reach.Latest != date("2026-10-10") || x.Reach.Rule != rule.CotermExtendAnnual {
		t.Error(x.Reach)
	}
	if !slices.Contains(x.Rules(), rule.CotermNoRefund) || !strings.Contains(x.Explain(), "\ncoterm.no-refund: ") ||
		!strings.Contains(x.Explain(), "\nat the latest 2026-10-10 (coterm.extend-annual: ") {
		t.Error(x.Explain())
	}
	if again, err := proration.Price(europe, x.Request); err != nil || !again.Equal(x.Charge) {
		t.Errorf("asked for as %+v it costs %s, %v", x.Request, again, err)
	}
	text, err := json.Marshal(x)
	var read coterm.ExtensionPrice
	if err != nil || json.Unmarshal(text, &read) != nil || read.Reach != x.Reach || read.Decision != x.Decision ||
		!read.Charge.Equal(x.Charge) || read.Explain() != x.Explain() {
		t.Errorf("read back as %+v, %s, %v", read, text, err)
	}
	next := must(lifecycle.New(europe, read.Next))
	if next.On(day).Renewal() != date("2026-02-28") || read.Next.Terms[1].AlignedTo != date("2024-02-29") {
		t.Errorf("%+v", read.Next)
	}
	if s.On(day).Renewal() != date("2025-10-10") {
		t.Error("the subscription itself has changed")
	}
}

// coterm.re-anchor: what is extended follows its target's anchor, 29 February again in 2028, or, read otherwise, the
// day on which it renews.
func TestExtend_ReAnchor(t *testing.T) {
	leap := sub(since1990(), calendar.Annual, date("2024-02-29"), date("2024-02-29"))
	leap = must(leap.On(date("2025-02-01")).Renew(lifecycle.RenewalChanges{}))
	for anchored, want := range map[policy.Answer]string{policy.Yes: "2028-02-29", policy.No: "2028-02-28"} {
		ed := since1990(func(p *policy.Parameters) { p.Coterm.ReAnchor = anchored })
		v := sub(ed, calendar.Annual, date("2024-10-10"), date("2024-10-10")).On(date("2025-09-01"))
		x := must(coterm.Extend(v, coterm.ExtensionRequest{To: leap.On(v.Day()), SRP: amount("EUR 2145.00")}))
		next := must(lifecycle.New(ed, x.Next))
		for _, on := range []string{"2026-02-01", "2027-02-01"} {
			next = must(next.On(date(on)).Renew(lifecycle.RenewalChanges{}))
		}
		if got := next.On(date("2027-02-01")).Renewal(); got != date(want) {
			t.Errorf("re-anchored %s: %s, want %s", anchored, got, want)
		}
	}
}

// coterm.switch-term-first: with the switch pending [R, target) is priced at the three-year SRP ÷ 1095.
func TestExtend_SwitchPending(t *testing.T) {
	day := date("2025-07-03")
	v := must(bought(calendar.Annual, "2024-10-01").On(day).ChangeTerm(calendar.ThreeYear)).On(day)
	host := bought(calendar.ThreeYear, "2025-01-15").On(v.Day()) // renews on 2028-01-15
	x := must(coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: amount("EUR 6000.00")}))
	// Two full service years and [2027-10-01, 2028-01-15), 106 days: 836 days.
	if got := x.Charge.String(); got != "EUR 6000.00 ÷ 1095 × 836 days × 3 seats = 13742.4657… → 13742.47 (half up)" {
		t.Error(got)
	}
	if terms := x.Next.Terms; len(x.Instalments) != 1 || terms[1].Length != calendar.ThreeYear ||
		terms[1].End != date("2028-01-15") {
		t.Errorf("%v, %+v", x.Instalments, terms)
	}
	if got := must(lifecycle.New(europe, x.Next)).On(v.Day()).NextTerm(); got.Length != calendar.ThreeYear ||
		got.Anchor != date("2025-01-15") {
		t.Errorf("%+v", got)
	}
}

func TestExtend_BadRequests(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-08-01"))
	good := coterm.ExtensionRequest{To: bought(calendar.Annual, "2025-03-01").On(v.Day()), SRP: amount("EUR 1.00")}
	for name, tt := range map[string]struct {
		v      lifecycle.View
		change func(*coterm.ExtensionRequest)
		want   string
		is     error
	}{
		"nothing": {lifecycle.View{}, nil, "view: is missing", billingrules.ErrMissing},
		"no day":  {v.Subscription().On(calendar.Date{}), nil, "view.day: is missing", billingrules.ErrMissing},
		"no target": {
			v, func(r *coterm.ExtensionRequest) { r.To = lifecycle.View{} }, "to: is missing", billingrules.ErrMissing,
		},
		"no price": {
			v, func(r *coterm.ExtensionRequest) { r.SRP = money.Amount{} }, "srp: is missing", billingrules.ErrMissing,
		},
		"negative": {
			v, func(r *coterm.ExtensionRequest) { r.SRP = amount("EUR -1.00") }, "srp EUR -1.00: is negative",
			billingrules.ErrRange,
		},
		"withdrawn": {
			v, func(r *coterm.ExtensionRequest) { r.SRP = amount("HRK 1.00") }, "srp HRK: was withdrawn on 2023-01-01",
			money.ErrWithdrawn,
		},
		"another renewal date": {
			v, func(r *coterm.ExtensionRequest) { r.If = date("2026-03-01") },
			"if 2026-03-01: is not the renewal date, which is 2025-10-01", billingrules.ErrConflict,
		},
		"a day before what has happened": {
			must(v.Subscription().On(date("2025-08-02")).AddSeats(1)).On(v.Day()), nil,
			"day 2025-08-01: is before 2025-08-02", lifecycle.ErrLaterFacts,
		},
	} {
		t.Run(name, func(t *testing.T) {
			request := good
			if tt.change != nil {
				tt.change(&request)
			}
			got, err := coterm.Extend(tt.v, request)
			if !errors.Is(err, tt.is) || !strings.HasPrefix(err.Error(), "coterm.Extend: "+tt.want) ||
				got.Instalments != nil {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// Under Actual and NoLeapDay the days of an extension are those of its parts, whichever way it is cut, so that its
// price is additive before the rounding.
func TestExtend_Additive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.SampledFrom([]policy.DayCount{policy.Actual, policy.NoLeapDay}).Draw(t, "day count")
		ed := since1990(func(p *policy.Parameters) { p.Proration.DayCount = count })
		r := date("2027-01-01").AddDays(rapid.IntRange(0, 1000).Draw(t, "renewal"))
		days := rapid.IntRange(2, 360).Draw(t, "days")
		cut := rapid.IntRange(1, days-1).Draw(t, "cut")
		extended := func(from, to calendar.Date) int {
			day := from.AddDays(-1)
			request := coterm.ExtensionRequest{To: aligned(t, ed, to).On(day), SRP: amount("EUR 365.00")}
			x, err := coterm.Extend(aligned(t, ed, from).On(day), request)
			if err != nil {
				t.Fatal(err)
			}
			return x.Charge.Days
		}
		whole := extended(r, r.AddDays(days))
		if parts := extended(r, r.AddDays(cut)) + extended(r.AddDays(cut), r.AddDays(days)); parts != whole {
			t.Fatalf("%d days in parts, %d as a whole", parts, whole)
		}
		counted := 0
		for d := r; d.Before(r.AddDays(days)); d = d.AddDays(1) {
			if _, month, day := d.Civil(); count == policy.Actual || month != 2 || day != 29 {
				counted++
			}
		}
		if whole != counted {
			t.Fatalf("%d days, counted one by one %d", whole, counted)
		}
	})
}

// aligned is an annual subscription that renews on a day and was aligned to it, so that it can be any.
func aligned(t *rapid.T, ed policy.Edition, renewal calendar.Date) lifecycle.Subscription {
	f := factsOf(calendar.Annual, renewal.AddDays(-800), renewal.AddDays(-800))
	end := f.Terms[0].End
	f.Terms = append(f.Terms, lifecycle.BoughtTerm{
		Ordered: end.AddDays(-1), Start: end, End: renewal, Length: calendar.Annual, AlignedTo: renewal,
	})
	s, err := lifecycle.New(ed, f)
	if err != nil || s.On(renewal).Renewal() != renewal {
		t.Fatalf("%s, %v", s.On(renewal).Renewal(), err)
	}
	return s
}
