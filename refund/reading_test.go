package refund_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// readingCase is a row of the tables below.
type readingCase struct {
	name        string
	change      func(*policy.Parameters)
	p           refund.Purchase
	first, last string // empty if there is no window
}

func checkReadings(t *testing.T, rows []readingCase) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			r, err := refund.Check(testkit.Edition(test.change), test.p, test.p.Ordered)
			if test.first == "" {
				if err != nil || !r.Decision.Window.IsZero() || !r.Deadline.IsZero() || r.By != 0 {
					t.Errorf("%s, by %s, %v", r, r.By, err)
				}
				return
			}
			want := calendar.Since(date(test.first)).Intersect(calendar.Until(date(test.last).AddDays(1)))
			if err != nil || r.Decision.Window != want || r.Deadline != date(test.last) {
				t.Errorf("%s, %v", r.Decision, err)
			}
		})
	}
}

// The edition decides how refund.monthly and refund.days are read.
func TestCheck_Readings(t *testing.T) {
	monthly := sub(calendar.Monthly, policy.Quote, "2025-03-01")
	early := renewed(calendar.Annual, "2025-04-01", "2025-06-10")
	late, tooLate := early, early
	late.Ordered, tooLate.Ordered = date("2025-06-20"), date("2025-07-20")
	fromOrder := func(p *policy.Parameters) { p.Refund.RenewalFrom = policy.FromOrder }
	fromRenewal := func(p *policy.Parameters) { p.Refund.RenewalFrom = policy.FromRenewal }
	checkReadings(t, []readingCase{
		{"online only", func(*policy.Parameters) {}, monthly, "", ""},
		{
			"any direct channel", func(p *policy.Parameters) { p.Refund.MonthlyOnlineOnly = policy.No }, monthly,
			"2025-03-01", "2025-03-16",
		},
		{"from the order, early", fromOrder, early, "2025-04-01", "2025-05-01"},
		{"from the order, late", fromOrder, late, "2025-06-20", "2025-07-20"},
		{"from the renewal date, early", fromRenewal, early, "2025-04-01", "2025-07-10"},
		{"from the renewal date, late", fromRenewal, late, "2025-06-20", "2025-07-10"},
		{"from the renewal date, when that is over", fromRenewal, tooLate, "", ""},
	})
}

func TestCheck_OtherNumbers(t *testing.T) {
	early := renewed(calendar.Annual, "2025-04-01", "2025-06-10")
	late := early
	late.Ordered = date("2025-06-20")
	others := func(p *policy.Parameters) {
		p.Refund.Monthly, p.Refund.Annual, p.Refund.ThreeYear = 8, 9, 10
		p.Refund.Maintenance, p.Refund.FlexTokens = 11, 12
	}
	checkReadings(t, []readingCase{
		{"no days at all", func(p *policy.Parameters) { p.Refund.Annual = 0 }, late, "2025-06-20", "2025-06-20"},
		{
			"other numbers, monthly", others, sub(calendar.Monthly, policy.Online, "2025-03-01"),
			"2025-03-01", "2025-03-09",
		},
		{"other numbers, annual", others, early, "2025-04-01", "2025-06-19"},
		{
			"other numbers, three-year", others, sub(calendar.ThreeYear, policy.Online, "2025-03-01"),
			"2025-03-01", "2025-03-11",
		},
		{
			"other numbers, maintenance plan", others, other(policy.MaintenancePlan, policy.Online, "2025-03-01"),
			"2025-03-01", "2025-03-12",
		},
		{
			"other numbers, Flex tokens", others, other(policy.FlexTokens, policy.Online, "2025-03-01"),
			"2025-03-01", "2025-03-13",
		},
	})
}
