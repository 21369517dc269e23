package order

import (
	"errors"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// CanOrder decides whether something can be ordered through a channel that day: by quote from the edition's first day
// on, or on any day for Flex tokens; online by buyers who are not exempt from tax. Two readings of the edition decide
// whether the public sector can order by quote (order.publicSector), and whether an order by quote counts as online
// (order.quoteCountsAsOnline). Implements order.tax-exempt and quote.available.
func CanOrder(ed policy.Edition, r Request, day calendar.Date) (policy.Decision, error) {
	if err := r.check("order.CanOrder", ed, day); err != nil {
		return policy.Decision{}, err
	}
	return canOrder(ed, r, day), nil
}

func canOrder(ed policy.Edition, r Request, day calendar.Date) policy.Decision {
	return r.decide(ed, day, r.conditions(ed, day), yes(r.Channel))
}

// yes returns the rule by which a channel takes orders, and where they go.
func yes(channel policy.Channel) policy.Decision {
	switch channel {
	case policy.Online:
		return policy.Decision{Rule: rule.OrderTaxExempt, Route: policy.SelfService}
	case policy.Quote:
		return policy.Decision{Rule: rule.QuoteAvailable, Route: policy.Partner}
	case policy.Sales, policy.Reseller, policy.Retailer:
	}
	return policy.Decision{Rule: rule.OrderPaymentMethods, Route: policy.Seller}
}

// Methods returns how orders through a channel can be paid: online, by quote and through sales by card, PayPal or
// direct debit; by quote also by invoice; through sales also by purchase order. A renewal can be paid by invoice as
// well: see [CanPay]. Nothing is published about resellers and retailers. Implements order.payment-methods.
func Methods(channel policy.Channel) []policy.PaymentMethod {
	switch channel {
	case policy.Online:
		return []policy.PaymentMethod{policy.Card, policy.PayPal, policy.DirectDebit}
	case policy.Quote:
		return []policy.PaymentMethod{policy.Card, policy.PayPal, policy.DirectDebit, policy.PayByInvoice}
	case policy.Sales:
		return []policy.PaymentMethod{policy.Card, policy.PayPal, policy.DirectDebit, policy.PurchaseOrder}
	case policy.Reseller, policy.Retailer:
	}
	return nil
}

// CanPay decides whether an order can be made that day and paid with a method. What is not published for a channel is
// refused; the remedy says what to do instead. If only another of the channel's [Methods] helps, there is none. A total
// above the edition's ceiling cannot be paid by card or PayPal; one of exactly the ceiling can. Whether the credit
// covers an order that is paid by invoice is decided by [CheckNetTerms]. Implements order.payment-methods.
//
// A renewal that [RenewalDecisions.Decision] refuses is refused through every channel. One that takes a quote is
// refused through every other channel from [RenewalDecisions.QuotedFrom] on (renewal.with-changes); the remedy is that
// quote, or what helps a buyer who cannot order by quote. For a renewal by invoice, online or through sales, the answer
// is that of [RenewalDecisions.ByInvoice] (invoice.by-renewal), unless the order itself is refused.
//
// If the answer is no on every day to come, since the channel does not take the method or the renewal takes a quote on
// every day left, then the order is refused before the window as it will be in it. So the remedy can be a quote that
// has to wait itself: by quote, a renewal with changes waits for its window, and for the edition's first day, if it can
// still be made then.
func CanPay(
	ed policy.Edition, r Request, method policy.PaymentMethod, day calendar.Date,
) (policy.Decision, error) {
	const op = "order.CanPay"
	if err := errors.Join(r.check(op, ed, day), r.checkMethod(op, ed, method)); err != nil {
		return policy.Decision{}, err
	}
	conditions, answer := r.conditions(ed, day), yes(r.Channel)
	answer.Rule = rule.OrderPaymentMethods
	switch {
	case r.renewsByInvoice(method):
		d := r.Renewal.ByInvoice
		if d.Remedy == policy.RenewByQuote {
			d.Remedy = r.renewByQuote(ed, day)
		}
		waits := r.Renewal.Decision.Remedy == policy.WaitForWindow && !r.Renewal.QuotedFrom.IsZero()
		if r.Renewal.Decision.Allowed() || d.Remedy == 0 && waits {
			conditions = answered(conditions, d, calendar.Period{})
		} else { // the answer by invoice says why, and what helps
			r.Renewal.Decision, r.Renewal.OtherDays = d, calendar.Period{}
			conditions = r.conditions(ed, day)
		}
		answer.Rule, answer.Route = d.Rule, d.Route
	case !slices.Contains(Methods(r.Channel), method):
		conditions = notTaken(conditions, r.wayRound(ed, method, day))
	case hasCeiling(method) && aboveCeiling(ed, r.Total):
		conditions = notTaken(conditions, r.wayRound(ed, policy.PurchaseOrder, day))
	}
	return r.decide(ed, day, conditions, answer), nil
}

// notTaken adds to the conditions that the channel does not take the method, on any day. That comes before the renewal
// window, since waiting does not help.
func notTaken(list []condition, remedy policy.Remedy) []condition {
	place := slices.IndexFunc(list, func(c condition) bool { return c.rule == rule.RenewalWindow })
	if place < 0 {
		place = len(list)
	}
	return slices.Insert(list, place, never(rule.OrderPaymentMethods, remedy))
}

// aboveCeiling reports whether a total is more than can be paid by card or PayPal.
func aboveCeiling(ed policy.Edition, total money.Amount) bool {
	ceiling, found := ed.CardCeiling(total.Currency())
	return found && compared(total, ceiling) > 0
}

// wayRound returns what to do if a channel does not take a payment method: order through another channel that does, if
// that is possible on the day, or once the renewal window is open.
func (r Request) wayRound(ed policy.Edition, method policy.PaymentMethod, day calendar.Date) policy.Remedy {
	if !r.Channel.Direct() {
		return policy.AskSeller
	}
	own := r.Channel
	for _, way := range []struct {
		channel policy.Channel
		remedy  policy.Remedy
	}{{policy.Quote, policy.AskPartner}, {policy.Sales, policy.AskSales}} {
		r.Channel = way.channel
		if way.channel != own && slices.Contains(Methods(way.channel), method) && possible(canOrder(ed, r, day)) {
			return way.remedy
		}
	}
	return 0 // it pays invoices, not orders
}
