package lifecycle

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
	"example.com/billingrules/policy"
)

// Action is one of the things that may be asked for. The zero Action is not valid.
type Action uint8

// The actions, each with its text and its decision.
const (
	ActionRenew           Action = iota + 1 // "renew": CanRenew
	ActionSwitchProduct                     // "switch-product": CanSwitchProduct
	ActionChangeTerm                        // "change-term": CanChangeTerm
	ActionAddSeats                          // "add-seats": CanAddSeats
	ActionReduceSeats                       // "reduce-seats": CanReduceSeats, to one seat fewer
	ActionSwitchAutoRenew                   // "switch-auto-renew": CanSwitchAutoRenew
	ActionConvertTrial                      // "convert-trial": CanConvertTrial
	ActionReactivate                        // "reactivate": CanReactivate
	ActionExtend                            // "extend": CanExtend; for a given target, CanExtendTo
	ActionRenewByInvoice                    // "renew-by-invoice": CanRenewByInvoice, if a payer is on file
)

// text is the table of the texts.
func (v Action) text() string {
	return enum.At([]string{
		ActionRenew:           "renew",
		ActionSwitchProduct:   "switch-product",
		ActionChangeTerm:      "change-term",
		ActionAddSeats:        "add-seats",
		ActionReduceSeats:     "reduce-seats",
		ActionSwitchAutoRenew: "switch-auto-renew",
		ActionConvertTrial:    "convert-trial",
		ActionReactivate:      "reactivate",
		ActionExtend:          "extend",
		ActionRenewByInvoice:  "renew-by-invoice",
	}, v)
}

func (Action) enum() enum.Type[Action] { return enum.Of("lifecycle.Action", "action", Action.text) }

// IsValid reports whether v is one of those listed; the zero Action is not.
func (v Action) IsValid() bool { return v.enum().IsValid(v) }

// String returns the text, such as "renew".
func (v Action) String() string { return v.enum().String(v) }

// MarshalText returns the text; a value that is not valid is an error.
func (v Action) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (v *Action) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a text from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Action) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the text for a database; the zero value is an error. It implements [driver.Valuer].
func (v Action) Value() (driver.Value, error) { return v.enum().Value(v) }

// Decide returns the decision about an action; the zero Decision, which is a refusal, if the action is not valid.
func (v View) Decide(action Action) (d policy.Decision) {
	if action.IsValid() {
		v.put(&d, v.decideOn(action))
	}
	return d
}

// decideOn decides about an action that is valid.
func (v View) decideOn(action Action) answer {
	switch action { //nolint:exhaustive // the one that is left is below
	case ActionRenew:
		return v.canRenew(RenewalChanges{})
	case ActionSwitchProduct:
		return v.canSwitchProduct()
	case ActionChangeTerm:
		return v.canChangeTerm()
	case ActionAddSeats:
		return v.canAddSeats()
	case ActionReduceSeats:
		return v.canReduceSeats(v.Seats() - 1)
	case ActionSwitchAutoRenew:
		return v.canSwitchAutoRenew()
	case ActionConvertTrial:
		return v.canConvertTrial()
	case ActionReactivate:
		return v.canReactivate()
	case ActionExtend:
		return v.canExtendAtAll()
	}
	return v.byInvoice(v.canRenew(RenewalChanges{}), RenewalChanges{}, PayerOnFile)
}
