package invoice_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func subscription(t testing.TB, kind policy.Kind, ordered string) lifecycle.Subscription {
	t.Helper()
	f := lifecycle.Facts{Kind: kind, Offering: "AutoCAD", Anchor: date(ordered), Seats: 3}
	term := lifecycle.BoughtTerm{Ordered: date(ordered), Start: date(ordered), End: date(ordered).AddMonths(12), Length: calendar.Annual}
	if kind != policy.Subscription {
		term.Length = 0
	}
	if kind == policy.FlexTokens {
		f.Seats = 0
	}
	f.Terms = []lifecycle.BoughtTerm{term}
	s, err := lifecycle.New(policy.Europe2024(), f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// invoice.by-renewal: inside the renewal window, with a payer on file; and the way round on every other day.
func TestCanRenewByInvoice(t *testing.T) {
	payers, err := invoice.NewPayers(policy.Europe2024(), "5501234", "ap@lambrecht.example")
	if err != nil {
		t.Fatal(err)
	}
	nobody, err := invoice.NewPayers(policy.Europe2024(), "5501234")
	if err != nil {
		t.Fatal(err)
	}
	window := period(t, "2025-07-03/2025-10-01")
	after, before := subscription(t, policy.Subscription, "2024-10-01"), subscription(t, policy.Subscription, "2024-09-15")
	for _, test := range []struct {
		s       lifecycle.Subscription
		day     string
		payers  invoice.Payers
		allowed bool
		rule    rule.ID
		remedy  policy.Remedy
		window  calendar.Period
	}{
		{after, "2025-07-02", payers, false, "renewal.window", policy.WaitForWindow, window},
		{after, "2025-07-03", payers, true, "invoice.by-renewal", 0, window},
		{after, "2025-09-30", payers, true, "invoice.by-renewal", 0, window},
		{after, "2025-10-01", payers, false, "invoice.by-renewal", policy.RenewByQuote, window},
		{after, "2025-07-03", nobody, false, "invoice.by-renewal", policy.RenewByQuote, calendar.Period{}},
		{after, "2025-07-03", invoice.Payers{}, false, "invoice.by-renewal", policy.RenewByQuote, calendar.Period{}},
		{after, "2025-07-02", payers, false, "renewal.window", policy.WaitForWindow, window},
		{after, "2025-07-02", nobody, false, "renewal.window", policy.RenewByQuote, calendar.Period{}},
		{after, "2026-01-01", nobody, false, "renewal.canceled-final", policy.BuyNew, calendar.Period{}},
		{after, "2026-01-01", payers, false, "renewal.canceled-final", policy.BuyNew, window},
		{after, "2024-09-30", payers, false, "renewal.window", 0, calendar.Period{}},
		{before, "2025-08-01", payers, false, "edition.before", policy.AskSeller, calendar.Period{}},
		{subscription(t, policy.FlexTokens, "2024-09-15"), "2025-08-01", payers, true, "invoice.by-renewal", 0, period(t, "2025-06-17/2025-09-15")},
		{subscription(t, policy.Trial, "2024-10-01"), "2025-08-01", payers, false, "trial.convert", policy.BuyWithSameAccount, calendar.Period{}},
		{lifecycle.Subscription{}, "2025-08-01", payers, false, "renewal.window", 0, calendar.Period{}},
	} {
		d := invoice.CanRenewByInvoice(test.s, date(test.day), test.payers)
		if d.Allowed() != test.allowed || d.Rule != test.rule || d.Remedy != test.remedy || d.Window != test.window || d.Asked != date(test.day) {
			t.Errorf("%s on %s: %s", test.s.Kind(), test.day, d)
		}
		if test.allowed != (d.Route == policy.SelfService) {
			t.Errorf("%s: route %s", d, d.Route)
		}
	}
}
