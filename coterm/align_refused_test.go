package coterm_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Why a member stays where it is.
func TestAlign_WhoStaysUnaligned(t *testing.T) {
	const today = "2025-09-10"
	year := bought(calendar.Annual, "2024-10-01")
	host := bought(calendar.Annual, "2024-11-15")
	host = must(host.On(date("2025-09-01")).Renew(lifecycle.RenewalChanges{})) // 2026-11-15
	invoice := func(due string) lifecycle.Subscription {
		return with(year, func(f *lifecycle.Facts) {
			f.Invoices = []lifecycle.BilledInvoice{{Number: "I", Issued: date("2025-08-01"), Due: date(due)}}
		})
	}
	leaving := func(effective string) lifecycle.Subscription {
		return must(year.On(date("2025-09-01")).Cancel(date(effective)))
	}
	const canceled = "no renewal.canceled-final buy-new"
	const nearer = "no renewal.canceled-final choose-earlier-target"
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		want string // "" if it is aligned
	}{
		"as it is":                  {year, ""},
		"with a debt":               {invoice("2025-09-09"), "no lapse.start pay-overdue"},
		"with an invoice due today": {invoice("2025-09-10"), ""},
		"canceled":                  {leaving("2025-09-02"), canceled},
		"leaving after the date":    {leaving("2026-12-31"), ""},
		"leaving on the date":       {leaving("2026-11-15"), ""},
		"leaving before the date":   {leaving("2026-11-14"), nearer},
		"leaving after the horizon": {leaving("2027-01-01"), ""},
		"Flex tokens":               {tokens(), "no coterm.extend-window buy-tokens"},
		"a trial":                   {trial(), "no trial.convert buy-with-same-account"},
		"not bought yet":            {bought(calendar.Annual, "2025-10-01"), "no coterm.extend-window"},
		"that renews later": {
			bought(calendar.ThreeYear, "2024-10-01"), "no coterm.extend-future choose-later-target",
		},
		"monthly, on another day": {
			bought(calendar.Monthly, "2025-08-20"), "no coterm.monthly renew-with-changes",
		},
		"annual, to be monthly, likewise": {
			must(year.On(date(today)).ChangeTerm(calendar.Monthly)), "no coterm.monthly switch-term-first",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := portfolio("2026-12-31",
				member("H", host, today, "EUR 365.00", ""), member("P", host, today, "EUR 365.00", ""),
				member("X", tt.s, today, "EUR 365.00", "EUR 1095.00"),
			)
			got := moves(t, p, "2026-11-15")["X"]
			switch {
			case tt.want == "":
				if !got.Aligned || got.Refused != (policy.Decision{}) || len(got.Steps) != 2 {
					t.Errorf("%s", got)
				}
			case got.Aligned || outcome(got.Refused) != tt.want || got.Refused.Asked != date(today) ||
				len(got.Steps) > 0 ||
				!got.Cost.IsZero() || !strings.HasPrefix(got.String(), "X: stays unaligned, refused"):
				t.Errorf("%s: %s", got, outcome(got.Refused))
			}
		})
	}
}

// Members that cannot reach a date, by the limits, the edition or the window: coterm.extend-annual, edition.before,
// coterm.extend-window.
func TestAlign_OutOfReach(t *testing.T) {
	strict := since1990(func(p *policy.Parameters) {
		p.Coterm.Annual = policy.ExtensionLimit{FromTransaction: 3, FromRenewal: 1}
	})
	limited := pair(strict, "2024-07-01", "2023-10-01")
	limited.Members[0].ThreeYearSRP = money.Amount{}
	limited.Members = append(limited.Members,
		coterm.Member{ID: "C", View: limited.Members[1].View, SRP: amount("EUR 1095.00")})
	for name, tt := range map[string]struct {
		p    coterm.Portfolio
		date string
		want string
	}{
		"by the limits":  {limited, "2026-10-01", "no coterm.switch-term-first switch-term-first"},
		"by the edition": {orderedEarlier(), "2025-11-01", "no edition.before ask-seller"},
		// Only a monthly member has the date, and only after the window of A has closed.
		"by the window": {portfolio("2026-08-31",
			member("A", bought(calendar.Annual, "2024-09-20"), "2025-09-10", "EUR 365.00", ""),
			member("M", bought(calendar.Monthly, "2025-08-30"), "2025-09-10", "EUR 10.00", ""),
			member("N", bought(calendar.Monthly, "2025-08-30"), "2025-09-10", "EUR 10.00", ""),
		), "2026-08-30", "no coterm.extend-window"},
	} {
		t.Run(name, func(t *testing.T) {
			if a := moves(t, tt.p, tt.date)["A"]; a.Aligned || outcome(a.Refused) != tt.want {
				t.Errorf("%s", a)
			}
		})
	}
}

// orderedEarlier is a portfolio in which the term of A was ordered before the edition's first day.
func orderedEarlier() coterm.Portfolio {
	return portfolio("2026-12-31",
		member("A", bought(calendar.Annual, "2024-09-10"), "2025-08-01", "EUR 365.00", ""),
		member("B", bought(calendar.Annual, "2024-11-01"), "2025-08-01", "EUR 365.00", ""),
		member("C", bought(calendar.Annual, "2024-11-01"), "2025-08-01", "EUR 365.00", ""),
	)
}

// edition.before: a subscription ordered before the edition comes under it by a renewal.
func TestAlign_RenewedIntoTheEdition(t *testing.T) {
	a := moves(t, orderedEarlier(), "2026-11-01")["A"]
	if !a.Aligned || len(a.Steps) != 2 || a.Steps[0].Do != coterm.StepRenew {
		t.Errorf("%s", a)
	}
}

// renewal.window: without early renewal, a subscription bought before the edition can be renewed on no day. It ends on
// its renewal date, and nobody can be aligned to it.
func TestAlign_WithoutRenewal(t *testing.T) {
	ed := edition(func(p *policy.Parameters) { p.Renewal.WindowDays = 0 })
	const today = "2025-05-20"
	month := sub(ed, calendar.Monthly, date("2025-05-18"), date("2025-05-18"))
	p := portfolio("2025-07-31",
		member("A", sub(ed, calendar.Annual, date("2024-07-18"), date("2024-07-18")), today, "EUR 365.00", ""),
		member("B", month, today, "EUR 30.00", ""),
	)
	if plans, err := coterm.Align(p); err != nil || len(plans) != 0 {
		t.Errorf("%v, %v", plans, err)
	}
	p.Members = append(p.Members, member("C", month, today, "EUR 30.00", ""))
	got := moves(t, p, "2025-07-18")
	if a := got["A"]; a.Aligned || outcome(a.Refused) != "no renewal.window ask-seller" || !got["B"].Aligned {
		t.Errorf("%v", got)
	}
}

// renewal.late: an annual member is suspended, and its next term is monthly. A late renewal buys a month that has been
// over for too long, so the member is canceled at once, and no second renewal is planned.
func TestAlign_LateRenewalThatEndsCanceled(t *testing.T) {
	ed := edition(func(p *policy.Parameters) { p.Lapse.SuspendedDays.Annual = 100 })
	annual := func(start string) lifecycle.Subscription { return sub(ed, calendar.Annual, date(start), date(start)) }
	late := must(annual("2026-02-28").On(date("2026-06-22")).ChangeTerm(calendar.Monthly))
	host := annual("2026-06-10")
	for day, want := range map[string]string{
		"2027-04-26": "no coterm.monthly renew-with-changes", // it can be renewed, but not extended
		"2027-04-27": "no coterm.monthly renew-with-changes",
		"2027-04-28": "no coterm.monthly renew-with-changes",
	} {
		t.Run(day, func(t *testing.T) {
			p := portfolio("2028-06-30",
				member("H", host, day, "EUR 1.00", ""), member("I", host, day, "EUR 1.00", ""),
				member("M", late, day, "EUR 1.00", ""),
			)
			if m := moves(t, p, "2028-06-10")["M"]; outcome(m.Refused) != want {
				t.Errorf("%s: %s", m, outcome(m.Refused))
			}
			aligned := func(p coterm.Plan) bool { return p.Moves[2].Aligned }
			if got := slices.ContainsFunc(must(coterm.Align(p)), aligned); got != (day == "2027-04-26") {
				t.Errorf("it is planned for: %v", got)
			}
		})
	}
}
