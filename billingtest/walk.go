package billingtest

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// Day is one day of a [Walk].
type Day struct {
	Date        calendar.Date
	Phase       lifecycle.Phase
	Provisional bool // Active only because auto-renewal is being charged (renewal.awaited)
}

// Walk is the naive life of a subscription: it goes from the first covered day up to, but not including, until, and counts on each day
// how long the lapse has lasted. It knows no stretches of days and no closed form, and takes time by the day: it is for tests. Facts that
// [lifecycle.New] refuses give days without meaning. Implements lapse.start, lapse.expired-days, lapse.suspended-days, lapse.canceled,
// lapse.exempt, renewal.awaited and edition.before, by the edition's numbers and readings.
func Walk(ed policy.Edition, f lifecycle.Facts, until calendar.Date) []Day {
	p := ed.Parameters()
	days := make([]Day, 0, max(until.Sub(f.Terms[0].Start), 0))
	canceled := false
	for d := f.Terms[0].Start; d.Before(until); d = d.AddDays(1) {
		// What has come to Canceled when a day begins stays so, also if it is paid in the course of that day. Only an exempt offering
		// can be renewed then, and only by a reading that is not the default: whatever else renews it, the facts are refused.
		if len(days) > 0 {
			overnight := look(&p, f, d, d.AddDays(-1))
			canceled = (canceled || overnight.Phase == lifecycle.Canceled) && !renewedOn(f, d)
		}
		day := look(&p, f, d, d)
		canceled = canceled || day.Phase == lifecycle.Canceled
		if canceled {
			day = Day{Date: d, Phase: lifecycle.Canceled}
		}
		days = append(days, day)
	}
	return days
}

func renewedOn(f lifecycle.Facts, d calendar.Date) bool {
	return slices.ContainsFunc(f.Terms[1:], func(term lifecycle.BoughtTerm) bool { return term.Ordered == d })
}

// look looks at a day with what is known on the same or another.
func look(p *policy.Parameters, f lifecycle.Facts, d, known calendar.Date) Day {
	last := f.Terms[0]
	for _, term := range f.Terms {
		if !term.Ordered.After(known) {
			last = term
		}
	}
	gated := !last.Ordered.Before(p.FirstDay)
	exempt := slices.Contains(p.ExemptOfferings, offeringOn(f, last.End.AddDays(-1), known))
	trial := f.Kind == policy.Trial
	staged := !trial && !exempt && (gated || p.Lapse.StagesBeforeEdition == policy.Yes)
	unpaidStops := staged || !trial && exempt && p.Lapse.ExemptUnpaidStops == policy.Yes

	sinceEnd, sinceDue := d.Sub(last.End)+1, 0
	if unpaidStops {
		sinceDue = overdueDays(f, d, known)
	}
	switch {
	case !f.Canceled.IsZero() && !known.Before(f.Canceled):
		return Day{Date: d, Phase: lifecycle.Canceled}
	case sinceEnd < 1 && sinceDue == 0:
		return Day{Date: d, Phase: lifecycle.Active}
	case sinceDue == 0 && sinceEnd <= p.Renewal.AwaitedDays && renewsItself(f, gated, known):
		return Day{Date: d, Phase: lifecycle.Active, Provisional: true}
	case !staged:
		return Day{Date: d, Phase: lifecycle.Canceled}
	}
	lasted := max(sinceEnd, sinceDue)
	switch expired := p.Lapse.ExpiredDays; {
	case lasted <= expired:
		return Day{Date: d, Phase: lifecycle.Expired}
	case lasted <= expired+suspendedDays(p, f.Kind, last.Length):
		return Day{Date: d, Phase: lifecycle.Suspended}
	}
	return Day{Date: d, Phase: lifecycle.Canceled}
}

// offeringOn returns the product on a day, by the switches that were asked for by another.
func offeringOn(f lifecycle.Facts, d, known calendar.Date) string {
	name, since := f.Offering, calendar.Date{}
	for _, change := range f.Changes {
		counts := change.What == lifecycle.ProductSwitched && !change.Asked.After(known) && !change.Effective.After(d)
		if counts && !change.Effective.Before(since) {
			name, since = change.Offering, change.Effective
		}
	}
	return name
}

// overdueDays returns for how many days the longest unpaid invoice is overdue.
func overdueDays(f lifecycle.Facts, d, known calendar.Date) int {
	days := 0
	for _, invoice := range f.Invoices {
		paid := !invoice.Paid.IsZero() && !invoice.Paid.After(known)
		if !invoice.Issued.After(known) && !paid {
			days = max(days, d.Sub(invoice.Due))
		}
	}
	return days
}

// renewsItself is auto-renew: on by default for what was ordered under the edition (renewal.auto-default).
func renewsItself(f lifecycle.Facts, gated bool, known calendar.Date) bool {
	on := gated && f.Kind == policy.Subscription
	for _, change := range f.Changes {
		if change.What == lifecycle.AutoRenewSwitched && !change.Asked.After(known) {
			on = change.AutoRenew
		}
	}
	return on
}

func suspendedDays(p *policy.Parameters, kind policy.Kind, length calendar.Term) int {
	days := p.Lapse.SuspendedDays
	switch {
	case kind == policy.FlexTokens:
		return days.FlexTokens
	case length == calendar.Monthly:
		return days.Monthly
	case length == calendar.Annual:
		return days.Annual
	}
	return days.ThreeYear
}
