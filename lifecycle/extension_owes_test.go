package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// coterm.extend-annual, coterm.extend-three-year: a debt would cancel the subscription before the limits allow the
// extension, so that the remedy is to pay, and not an earlier target, as long as the limits allow it at all.
func TestCanExtendTo_OwesUntilTheLimitsAllowIt(t *testing.T) {
	ed := edition(t, func(p *policy.Parameters) { p.Renewal.WindowDays = 3650 })
	const on = "2024-11-01"
	s := must(t)(lifecycle.Buy(ed, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Monthly, Seats: 1, Ordered: day("2024-10-31"),
	}))
	facts := s.Facts()
	facts.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: day("2024-10-31"), Due: day("2024-10-31")}}
	v := subscription(t, ed, facts).On(day(on))
	renewed := func(length calendar.Term) lifecycle.View {
		return must(t)(v.Renew(lifecycle.RenewalChanges{Length: length})).On(day(on))
	}
	pay := func(v lifecycle.View) lifecycle.View { return must(t)(v.Pay("I-1")).On(day(on)) }
	annual, years := renewed(calendar.Annual), renewed(calendar.ThreeYear) // until 2025-11-30 and 2027-11-30
	switchTerm := answer{id: rule.CotermSwitchTermFirst, remedy: policy.SwitchTermFirst}
	payAnnual := answer{id: rule.CotermExtendAnnual, remedy: policy.PayOverdue}
	payYears := answer{id: rule.CotermExtendThreeYear, remedy: policy.PayOverdue}
	earlier := answer{id: rule.CotermExtendAnnual, remedy: policy.ChooseEarlierTarget}
	for name, tt := range map[string]struct {
		v    lifecycle.View
		to   string
		want answer
	}{
		"annual":                {annual, "2028-03-02", payAnnual},
		"annual, paid":          {pay(annual), "2028-03-02", switchTerm},
		"annual, far":           {annual, "2029-03-02", earlier},
		"annual, far, and paid": {pay(annual), "2029-03-02", earlier},
		"three-year":            {years, "2028-03-02", payYears},
		"three-year, paid": {pay(years), "2028-03-02", answer{
			id: rule.CotermExtendThreeYear, remedy: policy.WaitForWindow, window: window("2024-12-01", "2027-11-29"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			host := subscription(t, ed, lifecycle.Facts{
				Kind: policy.Subscription, Offering: "AutoCAD", Anchor: day(on), Seats: 1,
				Terms: []lifecycle.BoughtTerm{{
					Ordered: day(on), Start: day(on), End: day(tt.to), AlignedTo: day(tt.to),
					Length: calendar.ThreeYear,
				}},
			})
			decides(t, tt.v.CanExtendTo(host.On(day(on))), tt.want)
		})
	}
}
