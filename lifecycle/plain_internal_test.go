package lifecycle

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/policy"
)

// Facts that are plain have nothing that the step-by-step check reports, and their last term is the one that is worked
// out from facts of any kind. On both sides of every limit.
func TestPlainFacts(t *testing.T) {
	ed, plain, all := policy.Europe2024(), 0, 0
	start := price.Sure(calendar.NewDate(2025, 1, 31))
	opens := start.AddDays(-ed.RenewalRules().WindowDays)
	first := price.Sure(calendar.NewDate(1, 1, 1)).AddDays(margin)
	last := price.Sure(calendar.NewDate(9999, 12, 31)).AddDays(-margin)
	for _, purchase := range purchases(start) {
		for _, start := range []calendar.Date{start, {}, first, last.AddMonths(-12), last.AddMonths(-12).AddDays(1)} {
			for _, ordered := range []calendar.Date{
				start, {}, opens, opens.AddDays(-1), start.AddDays(-1), start.AddDays(1), last,
			} {
				for _, end := range []calendar.Date{
					start.AddMonths(12), {}, start, start.AddMonths(1), start.AddMonths(36), start.AddDays(364), last,
				} {
					f := purchase
					f.Terms = slices.Clone(f.Terms)
					f.Terms[0].Ordered, f.Terms[0].Start, f.Terms[0].End = ordered, start, end
					if f.Anchor.IsZero() {
						f.Anchor = start
					}
					all++
					if samePlain(t, ed, &f) {
						plain++
					}
				}
			}
		}
	}
	f := Facts{Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 1}
	f.Terms = []BoughtTerm{{Ordered: start, Start: start, End: start.AddMonths(12), Length: calendar.Annual}}
	var service calendar.Service
	if f.plain(policy.Edition{}, &service) || !f.plain(ed, &service) {
		t.Error("they are plain under an edition, and only then")
	}
	for _, next := range nextTerms(f.Terms[0].End) {
		for length := range calendar.ThreeYear + 2 {
			f := f
			next.Length = length
			f.Terms = []BoughtTerm{f.Terms[0], next}
			all++
			if samePlain(t, ed, &f) {
				plain++
			}
		}
	}
	if plain < 60 || plain > all/10 {
		t.Errorf("%d of %d are plain", plain, all)
	}
}

// purchases returns facts without dates, or with an anchor of their own, that differ in all else.
func purchases(anchor calendar.Date) (all []Facts) {
	for _, kind := range []policy.Kind{policy.Subscription, policy.FlexTokens, policy.Trial, policy.Consulting, 0} {
		for _, offering := range []string{"AutoCAD", "Autodesk Docs", "docs", "", " AutoCAD"} {
			for _, seats := range []int{1, maxSeats, 0, -1, maxSeats + 1} {
				for length := range calendar.ThreeYear + 2 {
					term := BoughtTerm{Length: length}
					all = append(all, Facts{Kind: kind, Offering: offering, Seats: seats, Terms: []BoughtTerm{term}})
				}
			}
		}
	}
	annual := BoughtTerm{Length: calendar.Annual}
	aligned := BoughtTerm{Length: calendar.Annual, AlignedTo: anchor}
	one := Facts{Kind: policy.Subscription, Offering: "AutoCAD", Seats: 1, Terms: []BoughtTerm{annual}}
	for _, change := range []func(f *Facts){
		func(f *Facts) { f.Anchor = anchor.AddDays(1) },
		func(f *Facts) { f.Anchor = anchor.AddMonths(-12) },
		func(f *Facts) { f.Terms = []BoughtTerm{aligned} },
		func(f *Facts) { f.Terms = []BoughtTerm{annual, annual} },
		func(f *Facts) { f.Returns = make([]ReturnedPurchase, 1) },
		func(f *Facts) { f.Returns = make([]ReturnedPurchase, maxReturns+1) },
		func(f *Facts) { f.Changes = make([]Change, maxChanges+1) },
		func(f *Facts) { f.Invoices = make([]BilledInvoice, maxInvoices+1) },
		func(f *Facts) { f.FailedCharges = make([]calendar.Date, maxChanges+1) },
	} {
		f := one
		change(&f)
		all = append(all, f)
	}
	return all
}

// nextTerms returns second terms, without a length, around one that starts on a day.
func nextTerms(on calendar.Date) (all []BoughtTerm) {
	opens := on.AddDays(-policy.Europe2024().RenewalRules().WindowDays)
	last := price.Sure(calendar.NewDate(9999, 12, 31)).AddDays(-margin)
	for _, start := range []calendar.Date{on, {}, on.AddDays(-1), on.AddDays(1), on.AddMonths(1)} {
		for _, ordered := range []calendar.Date{
			on, {}, opens, opens.AddDays(-1), on.AddMonths(-13), on.AddMonths(2), last, last.AddDays(1),
		} {
			for _, months := range []int{1, 12, 36} {
				for _, end := range []calendar.Date{start.AddMonths(months), start.AddMonths(months).AddDays(1)} {
					for _, aligned := range []calendar.Date{{}, on} {
						all = append(all, BoughtTerm{Ordered: ordered, Start: start, End: end, AlignedTo: aligned})
					}
				}
			}
		}
	}
	return all
}

// samePlain holds plain against the step-by-step check, and reports whether the facts are plain.
func samePlain(t *testing.T, ed policy.Edition, f *Facts) bool {
	t.Helper()
	var service calendar.Service
	if !f.plain(ed, &service) {
		return false
	}
	c := checker{op: "test"}
	if !c.purchases(ed, f) || len(c.bad) > 0 {
		t.Errorf("%+v is plain, but %v", *f, c.bad)
	} else if n := len(f.Terms) - 1; service != f.service(ed, n) {
		t.Errorf("%+v has %v", *f, service)
	}
	return true
}

// A change that is found good by the short way has nothing that the step-by-step check reports.
func TestAtOnce(t *testing.T) {
	ed, quick := policy.Europe2024(), 0
	start := price.Sure(calendar.NewDate(2025, 1, 31))
	first := price.Sure(calendar.NewDate(1, 1, 1)).AddDays(margin)
	last := price.Sure(calendar.NewDate(9999, 12, 31)).AddDays(-margin)
	term := BoughtTerm{Ordered: first, Start: start, End: start.AddMonths(12), Length: calendar.Annual}
	for _, asked := range []calendar.Date{start, {}, first, first.AddDays(-1), last, last.AddDays(1)} {
		for _, effective := range []calendar.Date{asked, {}, asked.AddDays(1), term.End} {
			for _, c := range changes() {
				c.Asked, c.Effective = asked, effective
				f := Facts{Kind: policy.Subscription, Terms: []BoughtTerm{term}, Changes: []Change{c}}
				if !c.atOnce() {
					continue
				}
				quick++
				check := checker{op: "test"}
				if check.changeOf(ed, &f, f.holdings(nil), 0); len(check.bad) > 0 {
					t.Errorf("%+v is good, but %v", c, check.bad)
				}
			}
		}
	}
	if quick != 3*4 { // on three days: a switch on or off, and two numbers of seats
		t.Errorf("%d are good", quick)
	}
}

// changes returns changes without dates.
func changes() (all []Change) {
	for what := range AutoRenewSwitched + 2 {
		for _, seats := range []int{0, -1, 1, maxSeats, maxSeats + 1} {
			for _, offering := range []string{"", "Revit"} {
				for length := range calendar.Annual + 1 {
					for flags := range 8 {
						all = append(all, Change{
							What: what, Seats: seats, Offering: offering, Length: length,
							AutoRenew: flags&1 != 0, Withdrawn: flags&2 != 0, WithTerm: flags&4 != 0,
						})
					}
				}
			}
		}
	}
	return all
}
