package billingtest

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// Portfolio draws a portfolio of 2 to most subscriptions to be aligned, with a horizon of 2 to horizon months. Renewal
// dates are near each other and near the day of the question, or at the ends of months; lengths differ; some members
// have pending changes or overdue invoices, and some cannot be aligned at all. It panics if either number is below 2.
func Portfolio(ed policy.Edition, most, horizon int) *rapid.Generator[coterm.Portfolio] {
	return rapid.Custom(func(t *rapid.T) coterm.Portfolio {
		// This long after the edition's first day, what renews now was ordered around that day, or well after it.
		months := rapid.SampledFrom([]int{8, 13, 13, 37, 49}).Draw(t, "months since the first day")
		day := ed.FirstDay().AddMonths(months).AddDays(rapid.IntRange(-40, 40).Draw(t, "day"))
		p := coterm.Portfolio{Plans: 1000, Horizon: day.AddMonths(rapid.IntRange(2, horizon).Draw(t, "horizon"))}
		for i := range rapid.IntRange(2, most).Draw(t, "members") {
			p.Members = append(p.Members, member(t, ed, day, i))
		}
		return p
	})
}

func member(t *rapid.T, ed policy.Edition, on calendar.Date, i int) coterm.Member {
	lengths := []calendar.Term{calendar.Annual, calendar.Annual, calendar.Annual, calendar.ThreeYear, calendar.Monthly}
	length := rapid.SampledFrom(lengths).Draw(t, "length")
	start := nearRenewal(t, on).AddMonths(-length.Months())
	if start.After(on) {
		start = on // what is bought later is not known yet
	}
	term, err := length.Period(start, start)
	if err != nil {
		t.Fatal(err)
	}
	f := lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: seats(t, ed, 4),
		Terms: []lifecycle.BoughtTerm{{Ordered: start, Start: start, End: term.End(), Length: length}},
	}
	if due := on.AddDays(-rapid.IntRange(0, 20).Draw(t, "overdue")); due.After(on.AddDays(-2)) && !due.Before(start) {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "I", Issued: start, Due: due}}
	}
	s, err := lifecycle.New(ed, f)
	if err != nil {
		t.Fatal(err)
	}
	srp := rapid.SampledFrom([]string{"EUR 365.00", "EUR 2145.00", "EUR 99.99"}).Draw(t, "srp")
	m := coterm.Member{ID: fmt.Sprintf("S-%d", i+1), View: pending(t, s.On(on)), SRP: money.MustParseAmount(srp)}
	if rapid.Bool().Draw(t, "has a three-year price") {
		m.ThreeYearSRP = money.MustParseAmount(rapid.SampledFrom([]string{"EUR 900.00", "EUR 1095.00", "EUR 7000.00"}).
			Draw(t, "three-year srp"))
	}
	return m
}

// nearRenewal draws a renewal date near a day; one in four is at the end of a month.
func nearRenewal(t *rapid.T, on calendar.Date) calendar.Date {
	renewal := on.AddDays(rapid.OneOf(rapid.IntRange(-20, 120), rapid.IntRange(-40, 420)).Draw(t, "renewal"))
	if rapid.IntRange(0, 3).Draw(t, "month end") != 0 {
		return renewal
	}
	_, _, day := renewal.Civil()
	return renewal.AddDays(1 - day).AddMonths(1).AddDays(-1)
}

// pending asks for a change, one time in five.
func pending(t *rapid.T, v lifecycle.View) lifecycle.View {
	next, err := v.Subscription(), error(nil)
	least := v.Edition().ChangeRules().MinimumSeats
	switch change := rapid.IntRange(0, 9).Draw(t, "change"); {
	case change == 0 && v.CanChangeTerm().Allowed():
		next, err = v.ChangeTerm(Term().Draw(t, "to"))
	case change == 1 && v.CanReduceSeats(least).Allowed():
		next, err = v.ReduceSeats(least)
	}
	if err != nil {
		t.Fatal(err)
	}
	return next.On(v.Day())
}
