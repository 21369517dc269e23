package lifecycle

import (
	"example.com/billingrules/internal/enum"
	"example.com/billingrules/policy"
)

// Action is one of the things that may be asked for. The zero Action is none.
type Action uint8

// The actions, each with its text and the decision that it asks for.
const (
	ActionRenew           Action = iota + 1 // "renew": CanRenew
	ActionSwitchProduct                     // "switch-product": CanSwitchProduct
	ActionChangeTerm                        // "change-term": CanChangeTerm
	ActionAddSeats                          // "add-seats": CanAddSeats
	ActionReduceSeats                       // "reduce-seats": CanReduceSeats, by one seat
	ActionSwitchAutoRenew                   // "switch-auto-renew": CanSwitchAutoRenew
	ActionConvertTrial                      // "convert-trial": CanConvertTrial
	ActionReactivate                        // "reactivate": CanReactivate
	ActionExtend                            // "extend": CanExtend; to which date is asked with CanExtendTo
	ActionRenewByInvoice                    // "renew-by-invoice": CanRenewByInvoice, if a payer is on file
)

const actionNames enum.Names = "renew,switch-product,change-term,add-seats,reduce-seats,switch-auto-renew,convert-trial,reactivate,extend,renew-by-invoice"

// String returns the text, such as "renew".
func (a Action) String() string { return actionNames.String("Action", uint8(a)) }

// MarshalText returns the text; the zero value and any other that is not valid is an error.
func (a Action) MarshalText() ([]byte, error) {
	return actionNames.Append(nil, "lifecycle.Action.MarshalText", "action", uint8(a))
}

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (a *Action) UnmarshalText(text []byte) error {
	return enum.Unmarshal(actionNames, a, "lifecycle.Action.UnmarshalText", "action", text)
}

// Decide returns the decision about an action; the zero Decision, which refuses, if the action is not valid.
func (v View) Decide(action Action) policy.Decision {
	switch action {
	case ActionRenew:
		return v.CanRenew()
	case ActionSwitchProduct:
		return v.CanSwitchProduct()
	case ActionChangeTerm:
		return v.CanChangeTerm()
	case ActionAddSeats:
		return v.CanAddSeats()
	case ActionReduceSeats:
		return v.CanReduceSeats(v.Seats() - 1)
	case ActionSwitchAutoRenew:
		return v.CanSwitchAutoRenew()
	case ActionConvertTrial:
		return v.CanConvertTrial()
	case ActionReactivate:
		return v.CanReactivate()
	case ActionExtend:
		return v.CanExtend()
	case ActionRenewByInvoice:
		return v.CanRenewByInvoice(PayerOnFile)
	}
	return policy.Decision{}
}
