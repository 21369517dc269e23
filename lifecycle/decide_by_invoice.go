package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// CanRenewByInvoice decides whether a renewal, with what it carries, can be switched to pay by invoice. It can if the
// day is inside the renewal window and not before the edition's first day (which does not matter for Flex tokens), a
// payer is on file (or what the edition accepts instead), and no invoice is overdue. The edition's first day is checked
// first, and then everything that [View.CanRenewWith] checks.
//
// Without a payer, and after the window, the remedy is to renew by quote. Before the window it is to wait, since a
// quote cannot renew then either; if the edition has no renewal window, there is no remedy then. The zero PayerStatus
// counts as NoPayer. Implements invoice.by-renewal and order.overdue-balance.
func (v View) CanRenewByInvoice(payer PayerStatus, changes RenewalChanges) (d policy.Decision) {
	v.put(&d, v.byInvoice(v.renewsWith(changes), changes, payer))
	return d
}

// byInvoice decides about a renewal by invoice, given the decision about the renewal itself.
func (v View) byInvoice(d answer, changes RenewalChanges, payer PayerStatus) answer {
	if v.IsZero() {
		return v.never(reason{rule: rule.InvoiceByRenewal})
	}
	gate := calendar.Since(v.state.edition.FirstDay())
	if v.state.facts.Kind == policy.FlexTokens {
		gate = calendar.Always()
	}
	window := d.Window.Intersect(calendar.Until(v.snapshot.renewal)).Intersect(gate)
	enough := payer == PayerOnFile ||
		payer == OtherByInvoice && v.state.edition.InvoiceRules().RenewalPayer == policy.PayerOnFileOrOther
	no, owes := reason{rule.InvoiceByRenewal, policy.RenewByQuote}, false
	switch s := v.snapshot; {
	case !enough:
		window = calendar.Period{} // it is refused on every other day, too
	case !s.owed.IsZero() && v.day.After(s.owed):
		owes = v.day.Before(s.renewal)
		window = window.Intersect(calendar.Until(s.owed.AddDays(1)))
	}
	if owes {
		no = reason{rule.OrderOverdueBalance, policy.PayOverdue}
	}
	switch {
	case !gate.Contains(v.day) && v.state.facts.Kind != policy.Trial:
		return v.beforeEdition(window)
	case !d.Allowed():
		early := d.Window.Start().After(v.day)
		fewer := d.Remedy == policy.KeepMinimumSeats && v.day.Before(v.snapshot.renewal)
		switch never := v.state.edition.RenewalRules().WindowDays == 0; {
		case never && (early || fewer || d.Remedy == policy.PayOverdue):
			d.Remedy = 0 // the window never opens
		case early && owes:
			d.Remedy = policy.PayOverdue // waiting alone would not help
		case early && enough && window.IsZero() && v.endsInTime(changes):
			d.Remedy = policy.RenewWithChanges // it could wait only for a late renewal, which is by quote
		}
		d.Window = window
		return d
	}
	return v.decide(rule.InvoiceByRenewal, window, policy.SelfService, no)
}
