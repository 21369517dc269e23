package invoice

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// CanRenewByInvoice decides whether a renewal can be switched to pay by invoice that day: inside the renewal window, if
// a payer is on file. Without one, and after the window, it is renewed by quote, where the payer is added. The zero
// Payers are nobody on file. Implements invoice.by-renewal.
func CanRenewByInvoice(s lifecycle.Subscription, day calendar.Date, payers Payers) policy.Decision {
	d := s.CanRenew(day)
	d.Window = d.Window.Intersect(calendar.Until(s.Renewal(day)))
	if len(payers.emails) == 0 {
		d.Window = calendar.Period{} // no other day would do either
		if d.Remedy == policy.WaitForWindow {
			d.Remedy = policy.RenewByQuote
		}
	}
	refuse := func(rule rule.ID, window calendar.Period, remedy policy.Remedy) policy.Decision {
		return policy.Decision{Rule: rule, Asked: day, Window: window, Remedy: remedy, Edition: d.Edition}
	}
	switch {
	case s.Renewal(day).IsZero():
		return d // nothing has been ordered yet
	case s.Kind() == policy.Subscription && !s.UnderEdition(day):
		return refuse(rule.EditionBefore, calendar.Period{}, policy.AskSeller)
	case !s.CanRenew(day).Allowed():
		return d // with the rule and the remedy of that
	case !d.Allowed():
		return refuse(rule.InvoiceByRenewal, d.Window, policy.RenewByQuote)
	}
	return policy.Decision{Rule: rule.InvoiceByRenewal, Asked: day, Window: d.Window, Route: policy.SelfService, Edition: d.Edition}
}
