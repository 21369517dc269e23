package refund_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// renewalCase is a row of the tables below.
type renewalCase struct {
	name         string
	ed           policy.Edition
	kind         policy.Kind
	term, renews calendar.Term
	first, last  string
}

func checkRenewal(t *testing.T, rows []renewalCase) {
	t.Helper()
	const renewal = "2025-06-10"
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			for _, edge := range []struct {
				ordered calendar.Date
				want    string // of the error
			}{
				{date(test.first).AddDays(-1), "is before " + test.first + ", the first day of early renewal for "},
				{date(test.first), ""},
				{date(test.last), ""},
				{date(test.last).AddDays(1), "is after " + test.last + ", the last day of late renewal for "},
			} {
				t.Run(edge.want, func(t *testing.T) {
					p := other(test.kind, policy.Online, edge.ordered.String())
					p.Term, p.Renews, p.Event, p.Renewal = test.term, test.renews, refund.Renewed, date(renewal)
					_, err := refund.Check(test.ed, p, p.Ordered)
					if edge.want == "" {
						if err != nil {
							t.Error(err)
						}
						return
					}
					want := "refund.Check: ordered " + edge.ordered.String() + ": " + edge.want + renewal
					if err == nil || err.Error() != want || !errors.Is(err, billingrules.ErrRange) {
						t.Errorf("got  %v\nwant %s", err, want)
					}
				})
			}
		})
	}
}

// refund.days: a renewal is ordered from the first day of early renewal through the last of late renewal. Both sides of
// both edges.
func TestCheck_RenewalTooEarlyOrLate(t *testing.T) {
	europe := policy.Europe2024()
	checkRenewal(t, []renewalCase{
		{"monthly", europe, policy.Subscription, calendar.Monthly, 0, "2025-03-12", "2025-07-09"},
		{"annual", europe, policy.Subscription, calendar.Annual, 0, "2025-03-12", "2025-07-24"},
		{"three-year", europe, policy.Subscription, calendar.ThreeYear, 0, "2025-03-12", "2025-07-24"},
		{"said twice", europe, policy.Subscription, calendar.Monthly, calendar.Monthly, "2025-03-12", "2025-07-09"},
		{
			"monthly to annual", europe, policy.Subscription, calendar.Annual, calendar.Monthly,
			"2025-03-12", "2025-07-09",
		},
		{
			"annual to monthly", europe, policy.Subscription, calendar.Monthly, calendar.Annual,
			"2025-03-12", "2025-07-24",
		},
		{"Flex tokens", europe, policy.FlexTokens, 0, 0, "2025-03-12", "2025-07-24"},
		{"maintenance plan", europe, policy.MaintenancePlan, 0, 0, "2025-03-12", "2025-07-24"},
		{"what is excluded", europe, policy.MembershipFee, 0, 0, "2025-03-12", "2025-07-24"},
	})
}

func TestCheck_RenewalByEdition(t *testing.T) {
	stricter := testkit.Edition(func(p *policy.Parameters) {
		p.Renewal.WindowDays, p.Lapse.ExpiredDays = 10, 7
		p.Lapse.SuspendedDays = policy.SuspendedDays{Monthly: 1, Annual: 2, ThreeYear: 3, FlexTokens: 4}
	})
	stageless := testkit.Edition(func(p *policy.Parameters) {
		p.Renewal.AwaitedDays, p.Lapse.ExpiredDays, p.Lapse.SuspendedDays = 3, 0, policy.SuspendedDays{}
	})
	unawaited := testkit.Edition(func(p *policy.Parameters) {
		p.Renewal.AwaitedDays, p.Lapse.ExpiredDays, p.Lapse.SuspendedDays = 0, 0, policy.SuspendedDays{}
	})
	checkRenewal(t, []renewalCase{
		{"stricter, monthly", stricter, policy.Subscription, calendar.Monthly, 0, "2025-05-31", "2025-06-17"},
		{"stricter, annual", stricter, policy.Subscription, calendar.Annual, 0, "2025-05-31", "2025-06-18"},
		{"stricter, three-year", stricter, policy.Subscription, calendar.ThreeYear, 0, "2025-05-31", "2025-06-19"},
		{"stricter, Flex tokens", stricter, policy.FlexTokens, 0, 0, "2025-05-31", "2025-06-20"},
		{"stricter, maintenance plan", stricter, policy.MaintenancePlan, 0, 0, "2025-05-31", "2025-06-18"},
		{"no stages", stageless, policy.Subscription, calendar.Annual, 0, "2025-03-12", "2025-06-12"},
		{"neither stages nor awaited", unawaited, policy.Subscription, calendar.Annual, 0, "2025-03-12", "2025-06-09"},
	})
}

func TestCheck_RenewalsInTime(t *testing.T) {
	europe := policy.Europe2024()
	t.Run("more than a year early", func(t *testing.T) {
		p := renewed(calendar.Annual, "2026-05-20", "2027-06-10")
		_, err := refund.Check(europe, p, date("2026-05-20"))
		if !errors.Is(err, billingrules.ErrRange) {
			t.Error(err)
		}
	})
	for _, ends := range []struct{ name, ordered, renewal string }{
		{"the first day of the calendar", "0001-01-01", "0001-01-02"},
		{"the last day of the calendar", "9999-11-01", "9999-11-30"},
	} {
		t.Run(ends.name, func(t *testing.T) {
			p := renewed(calendar.Annual, ends.ordered, ends.renewal)
			if r, err := refund.Check(europe, p, p.Ordered); err != nil || !r.Decision.Allowed() {
				t.Errorf("%s, %v", r, err)
			}
		})
	}
}
