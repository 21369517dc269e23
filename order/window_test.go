package order_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

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
