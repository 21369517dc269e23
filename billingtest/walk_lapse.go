package billingtest

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// earliestDebt returns the due date of the earliest unpaid invoice that takes access, and the term in which it is due,
// among those ordered by then: the first term if it is before all of them, the last if it is after.
func earliestDebt(
	p *policy.Parameters, f lifecycle.Facts, last lifecycle.BoughtTerm, known calendar.Date,
) (due calendar.Date, debtor lifecycle.BoughtTerm) {
	for _, invoice := range f.Invoices {
		paid := !invoice.Paid.IsZero() && !invoice.Paid.After(known) ||
			!invoice.Returned.IsZero() && !invoice.Returned.After(known)
		if invoice.Issued.After(known) || paid || invoice.NothingOwed {
			continue
		}
		in := f.Terms[0]
		for _, term := range f.Terms {
			begun := !term.Start.After(invoice.Due) && !term.Ordered.After(invoice.Due)
			if begun && !term.Start.After(last.Start) {
				in = term
			}
		}
		if _, stops := lapsing(p, f, in, known); stops && (due.IsZero() || invoice.Due.Before(due)) {
			due, debtor = invoice.Due, in
		}
	}
	return due, debtor
}

// lapsing reports whether a term has stages, and whether an unpaid invoice that is due in it takes access.
func lapsing(
	p *policy.Parameters, f lifecycle.Facts, term lifecycle.BoughtTerm, known calendar.Date,
) (staged, stops bool) {
	if f.Kind == policy.Trial {
		return false, false
	}
	if term.Ordered.Before(p.FirstDay) && p.Lapse.StagesBeforeEdition == policy.No {
		return false, false
	}
	if slices.Contains(p.ExemptOfferings, offeringOn(p, f, term.End.AddDays(-1), known)) {
		return false, p.Lapse.ExemptUnpaidStops == policy.Yes
	}
	return true, true
}

// stage returns the phase of a term after some days of its lapse.
func stage(
	p *policy.Parameters, f lifecycle.Facts, term lifecycle.BoughtTerm, lasted int, known calendar.Date,
) lifecycle.Phase {
	staged, _ := lapsing(p, f, term, known)
	switch expired := p.Lapse.ExpiredDays; {
	case lasted < 1:
		return lifecycle.Active
	case staged && lasted <= expired:
		return lifecycle.Expired
	case staged && lasted <= expired+suspendedDays(p, f.Kind, term.Length):
		return lifecycle.Suspended
	}
	return lifecycle.Canceled
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
