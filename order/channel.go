package order

import (
	"errors"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Request is what somebody wants to order, and how.
type Request struct {
	Kind      policy.Kind
	Channel   policy.Channel
	TaxExempt bool // whether the buyer is exempt from tax
}

func (r Request) check(op string, ed policy.Edition, day calendar.Date) error {
	var bad []error
	if ed.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	_, err := r.Kind.MarshalText()
	bad = append(bad, input.At(err, op, "kind"))
	_, err = r.Channel.MarshalText()
	bad = append(bad, input.At(err, op, "channel"))
	if day.IsZero() {
		bad = append(bad, input.Missing(op, "day"))
	}
	return errors.Join(bad...)
}

// CanOrder decides whether something can be ordered by a channel that day. Implements order.tax-exempt and
// quote.available: by quote from the edition's first day on, or on any day for Flex tokens; online by whoever is not
// exempt from tax.
func CanOrder(ed policy.Edition, r Request, day calendar.Date) (policy.Decision, error) {
	if err := r.check("order.CanOrder", ed, day); err != nil {
		return policy.Decision{}, err
	}
	return canOrder(ed, r, day), nil
}

func canOrder(ed policy.Edition, r Request, day calendar.Date) policy.Decision {
	d := policy.Decision{Rule: rule.OrderPaymentMethods, Asked: day, Window: calendar.Always(), Route: policy.Seller, Edition: ed.Fingerprint()}
	refuse := func(rule rule.ID, remedy policy.Remedy) policy.Decision {
		return policy.Decision{Rule: rule, Asked: day, Remedy: remedy, Edition: d.Edition}
	}
	gated := r.Channel == policy.Quote && r.Kind == policy.Subscription
	switch {
	case gated && !ed.Covers(day):
		refused := refuse(rule.EditionBefore, policy.AskSeller)
		refused.Window = calendar.Since(ed.FirstDay())
		return refused
	case r.Kind == policy.Trial:
		return refuse(rule.TrialConvert, policy.BuyWithSameAccount)
	case r.Channel == policy.Quote && r.Kind != policy.Subscription && r.Kind != policy.FlexTokens:
		return refuse(rule.QuoteAvailable, policy.AskSeller)
	case r.Channel == policy.Online && r.TaxExempt:
		return refuse(rule.OrderTaxExempt, policy.AskReseller)
	}
	switch r.Channel {
	case policy.Online:
		d.Rule, d.Route = rule.OrderTaxExempt, policy.SelfService
	case policy.Quote:
		d.Rule, d.Route = rule.QuoteAvailable, policy.Partner
		if gated {
			d.Window = calendar.Since(ed.FirstDay())
		}
	case policy.Sales, policy.Reseller, policy.Retailer:
	}
	return d
}

// Methods returns what orders of a channel are paid with, as it is published: online by card, PayPal or direct debit;
// by quote also by invoice; through sales by purchase order. Of resellers and retailers nothing is published.
// Implements order.payment-methods.
func Methods(channel policy.Channel) []policy.PaymentMethod {
	switch channel {
	case policy.Online:
		return []policy.PaymentMethod{policy.Card, policy.PayPal, policy.DirectDebit}
	case policy.Quote:
		return []policy.PaymentMethod{policy.Card, policy.PayPal, policy.DirectDebit, policy.PayByInvoice}
	case policy.Sales:
		return []policy.PaymentMethod{policy.PurchaseOrder}
	case policy.Reseller, policy.Retailer:
	}
	return nil
}

// CanPay decides whether an order can be made that day and paid with a method. What is not published for a channel is
// refused, with the way round. Implements order.payment-methods. Whether there is credit for pay by invoice is what
// [CheckNetTerms] says.
func CanPay(ed policy.Edition, r Request, method policy.PaymentMethod, day calendar.Date) (policy.Decision, error) {
	const op = "order.CanPay"
	_, err := method.MarshalText()
	if err := errors.Join(r.check(op, ed, day), input.At(err, op, "method")); err != nil {
		return policy.Decision{}, err
	}
	d := canOrder(ed, r, day)
	if !d.Allowed() {
		return d, nil
	}
	d.Rule = rule.OrderPaymentMethods
	if !slices.Contains(Methods(r.Channel), method) {
		d.Window, d.Route, d.Remedy = calendar.Period{}, 0, wayRound(r.Channel, method)
	}
	return d, nil
}

// wayRound returns what to do where a channel does not take a method.
func wayRound(channel policy.Channel, method policy.PaymentMethod) policy.Remedy {
	if !channel.Direct() {
		return policy.AskSeller
	}
	switch method {
	case policy.PurchaseOrder:
		return policy.AskSales
	case policy.PayByInvoice:
		return policy.AskPartner
	case policy.Card, policy.PayPal, policy.DirectDebit:
		return policy.BuyOnline
	case policy.BankTransfer, policy.CreditNote, policy.CashBalance:
	}
	return 0 // they pay invoices, not orders
}
