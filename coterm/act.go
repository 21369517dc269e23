package coterm

import (
	"cmp"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// ActPrice is what an act costs, when it is charged, and the facts after it: what the prices of all acts have in
// common. It is plain data, and reads back from JSON.
type ActPrice struct {
	Decision       policy.Decision `json:"decision"`
	invoice.Priced                 // Request, Charge and Instalments; makes its Item
	Next           lifecycle.Facts `json:"next"` // the facts after the act
}

// UnmarshalJSON reads a price strictly, and checks it as that of the act that its decision allows: as
// [SeatPrice.UnmarshalJSON] and those of the other prices do.
func (p *ActPrice) UnmarshalJSON(data []byte) error {
	const op = "coterm.ActPrice.UnmarshalJSON"
	type plain ActPrice // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if err := ActPrice(read.plain).check(op); err != nil {
		return err
	}
	*p = ActPrice(read.plain)
	return nil
}

func (p ActPrice) check(op string) error {
	switch p.Decision.Rule { //nolint:exhaustive // the others are of renewals, or are refused
	case rule.ChangeSeatsUp:
		return SeatPrice(p).check(op)
	case rule.CotermExtendAnnual, rule.CotermExtendThreeYear:
		return ExtensionPrice{Decision: p.Decision, Priced: p.Priced, Next: p.Next}.checkPrice(op)
	case rule.TrialConvert:
		return ConversionPrice(p).check(op)
	}
	return RenewalPrice(p).check(op)
}

// PriceAct prices an act that buys something, on the day of a view: added seats, an extension, a renewal or the
// conversion of a trial, as [AddSeats], [Extend], [Renew] and [Convert] do. The list price must be that of the term and
// product that are bought: [lifecycle.View.ListTerm] says which. Net terms are for pay by invoice; otherwise they are
// zero. An act without a price, and one with a field that its action does not take, are input errors.
//
// If the view refuses the act, the error is a [*policy.Refusal].
func PriceAct(
	v lifecycle.View, a lifecycle.Act, srp money.Amount, terms invoice.NetTerms,
) (ActPrice, error) {
	const op = "coterm.PriceAct"
	if err := a.Check(); err != nil {
		return ActPrice{}, input.Within(err, op, "act.")
	}
	switch a.Do { //nolint:exhaustive // the others have no price
	case lifecycle.ActionAddSeats:
		p, err := AddSeats(v, SeatRequest{Seats: a.Seats, SRP: srp, NetTerms: terms})
		return ActPrice(p), err
	case lifecycle.ActionExtend:
		to, err := a.TargetOf(v)
		if err != nil {
			return ActPrice{}, err
		}
		p, err := Extend(v, ExtensionRequest{To: to, SRP: srp, NetTerms: terms})
		return ActPrice{p.Decision, p.Priced, p.Next}, err
	case lifecycle.ActionRenew, lifecycle.ActionRenewByInvoice:
		if v.Kind() == policy.Subscription && !a.End.IsZero() {
			return ActPrice{}, input.Errorf(op, "act.end", a.End, input.ErrConflict,
				"must not be set: the end of a term follows from its length")
		}
		r := RenewalRequest{
			SRP: srp, Seats: a.Seats, Length: a.Length, Offering: a.Offering, NetTerms: terms, Payer: a.Payer,
		}
		if a.Do == lifecycle.ActionRenewByInvoice {
			r.Payer = cmp.Or(a.Payer, lifecycle.NoPayer) // as lifecycle.View.CanRenewByInvoice has it
		}
		p, err := Renew(v, r)
		return ActPrice(p), err
	case lifecycle.ActionConvertTrial:
		p, err := Convert(v, ConversionRequest{Length: a.Length, Seats: a.Seats, SRP: srp, NetTerms: terms})
		return ActPrice(p), err
	}
	return ActPrice{}, input.Errorf(op, "act.do", a.Do, input.ErrConflict, "buys nothing")
}
