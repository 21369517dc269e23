package coterm_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// extensionCase is a day on which an extension is asked for, and the outcome: the rule and the remedy of a refusal, or
// the route of an allowed extension.
type extensionCase struct {
	s    lifecycle.Subscription
	on   string
	to   lifecycle.Subscription
	want string
}

// holdExtensions checks the decision of [lifecycle.View.CanExtendTo], and that the price has the same one.
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

// coterm.extend-window, coterm.extend-partner, coterm.extend-future: the window, and targets that cannot be extended
// to.
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

// coterm.monthly, edition.before: monthly subscriptions, other kinds, and terms from before the edition.
func TestExtend_Kinds(t *testing.T) {
	s := bought(calendar.Annual, "2024-10-01")
	monthly := bought(calendar.Monthly, "2025-07-15")
	asking := func(s lifecycle.Subscription, on string, length calendar.Term) lifecycle.Subscription {
		return must(s.On(date(on)).ChangeTerm(length))
	}
	byAct := edition(func(p *policy.Parameters) { p.Gate.Extension = policy.ByAct })
	host := renewing("2026-03-01")
	holdExtensions(t, map[string]extensionCase{
		"monthly": {monthly, "2025-08-01", host, "no coterm.monthly choose-later-target"},
		"monthly, switched": {
			asking(monthly, "2025-08-01", calendar.Annual), "2025-08-01", host,
			"no coterm.monthly choose-later-target",
		},
		"annual, to be monthly": {
			asking(s, "2025-07-03", calendar.Monthly), "2025-08-01", host, "no coterm.monthly switch-term-first",
		},
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

// renewal.canceled-final: members that leave, or that have moved on.
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
			leaving("2025-12-30"), "2025-08-01", renewing("2025-12-31"),
			"no renewal.canceled-final choose-earlier-target",
		},
		"leaving on it": {
			leaving("2025-12-31"), "2025-08-01", renewing("2025-12-31"), "yes coterm.extend-annual partner" + open,
		},
	})
}

// coterm.extend-future: a target as it is known on another day is refused.
func TestExtend_TargetOfAnotherDay(t *testing.T) {
	v, host := bought(calendar.Annual, "2024-10-01").On(date("2025-08-01")), renewing("2026-03-01")
	for on, want := range map[string]bool{"2025-07-31": false, "2025-08-01": true, "2025-08-02": false} {
		t.Run("known on "+on, func(t *testing.T) {
			_, err := coterm.Extend(v, coterm.ExtensionRequest{To: host.On(date(on)), SRP: amount("EUR 365.00")})
			var refusal *policy.Refusal
			if (err == nil) != want || !want && (!errors.As(err, &refusal) ||
				refusal.Decision.Rule != rule.CotermExtendFuture) {
				t.Error(err)
			}
		})
	}
}

// Where the limit from the transaction is tighter, a later day of the window can reach a target that an earlier day
// cannot: the refusal has the first such day.
func TestExtend_WaitForALaterDay(t *testing.T) {
	ed := since1990(func(p *policy.Parameters) { p.Coterm.Annual.FromTransaction = 13 })
	s := sub(ed, calendar.Annual, date("2024-10-01"), date("2024-10-01"))
	for on, want := range map[string]string{
		"2025-07-03": "no coterm.extend-annual wait-for-window 2025-08-14/2025-10-01",
		"2025-08-13": "no coterm.extend-annual wait-for-window 2025-08-14/2025-10-01",
		"2025-08-14": "yes coterm.extend-annual partner 2025-08-14/2025-10-01",
		"2025-09-30": "yes coterm.extend-annual partner 2025-08-14/2025-10-01",
	} {
		t.Run("on "+on, func(t *testing.T) {
			if got := outcome(s.On(date(on)).CanExtendTo(renewing("2026-09-15").On(date(on)))); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestExtend_BadRequests(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-08-01"))
	good := coterm.ExtensionRequest{To: bought(calendar.Annual, "2025-03-01").On(v.Day()), SRP: amount("EUR 1.00")}
	holdBadRequests(t, "coterm.Extend", coterm.Extend, good, map[string]badRequest[coterm.ExtensionRequest]{
		"nothing": {lifecycle.View{}, nil, "view: is missing", billingrules.ErrMissing},
		"no day":  {v.Subscription().On(calendar.Date{}), nil, "view.day: is missing", billingrules.ErrMissing},
		"no target": {
			v, func(r *coterm.ExtensionRequest) { r.To = lifecycle.View{} }, "to: is missing", billingrules.ErrMissing,
		},
		"no price": {
			v, func(r *coterm.ExtensionRequest) { r.SRP = money.Amount{} }, "srp: is missing", billingrules.ErrMissing,
		},
		"a negative price": {
			v, func(r *coterm.ExtensionRequest) { r.SRP = amount("EUR -1.00") }, "srp EUR -1.00: is negative",
			billingrules.ErrRange,
		},
		"a withdrawn currency": {
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
	})
}
