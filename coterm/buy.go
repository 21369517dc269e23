package coterm

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// BuyRequest is a subscription to be bought, with its list price.
type BuyRequest struct {
	Purchase lifecycle.PurchaseRequest `json:"purchase"`          // of a subscription; Flex tokens have no term
	SRP      money.Amount              `json:"srp"`               // list price of a seat for the full term, before tax
	NetTerms invoice.NetTerms          `json:"netTerms,omitzero"` // for pay by invoice; otherwise zero
}

// PurchasePrice is what a new subscription costs, when it is charged, and its facts. It is plain data, and reads back
// from JSON.
type PurchasePrice struct {
	invoice.Priced                 // Request, Charge and Instalments of the full term; makes its Item
	Next           lifecycle.Facts `json:"next"` // the facts of the subscription
}

// Buy prices a new subscription, the first term in full, in yearly instalments if it lasts three years (see
// [invoice.Instalments]), and makes its facts, as [lifecycle.Buy] does. Whether it can be ordered through a channel is
// for package order to say. Implements invoice.annual-instalments.
//
// With net terms before the edition's first day, the error is a [*policy.Refusal].
func Buy(ed policy.Edition, request BuyRequest) (PurchasePrice, error) {
	const op = "coterm.Buy"
	p := request.Purchase
	if p.Kind != 0 && p.Kind != policy.Subscription {
		return PurchasePrice{}, input.Errorf(op, "purchase.kind", p.Kind, input.ErrConflict, "has no term to be priced")
	}
	sub, err := lifecycle.Buy(ed, p)
	err = errors.Join(
		input.Within(err, op, "purchase."), price.InUse(op, "srp", request.SRP, p.Ordered),
		price.Check(op, "srp", request.SRP),
	)
	if err != nil {
		return PurchasePrice{}, err
	}
	facts := sub.Facts()
	first := facts.Terms[0]
	service := price.Sure(calendar.NewService(first.Length, facts.Anchor, calendar.Span(first.Start, first.End)))
	priced, err := invoice.PriceTerm(ed, invoice.TermRequest{
		SRP: request.SRP, Seats: facts.Seats, Service: service, Ordered: first.Ordered, NetTerms: request.NetTerms,
	})
	if err != nil {
		return PurchasePrice{}, given(op, err)
	}
	return PurchasePrice{Priced: priced, Next: facts}, nil
}

// Rules returns the rules that the price of a purchase rests on.
func (p PurchasePrice) Rules() []rule.ID { return append(termRules(p.Priced), p.Charge.Rules()...) }

// Explain returns the price, its parts, and the statement of each rule.
func (p PurchasePrice) Explain() string { return explain(p.Priced, "", p.Rules()) }

// termRules returns the rules by which a full term is charged.
func termRules(p invoice.Priced) []rule.ID {
	if len(p.Instalments) > 1 {
		return []rule.ID{rule.InvoiceAnnualInstalments, rule.InvoiceSplit}
	}
	return nil
}
