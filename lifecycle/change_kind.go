package lifecycle

import (
	"example.com/billingrules/internal/enum"
	"example.com/billingrules/rule"
)

// ChangeKind is what a [Change] changes. The zero ChangeKind is none.
type ChangeKind uint8

// The kinds of change, with their texts.
const (
	SeatsChanged      ChangeKind = iota + 1 // "seats"
	ProductSwitched                         // "product"
	TermChanged                             // "term"
	AutoRenewSwitched                       // "auto-renew"
)

const changeNames enum.Names = "seats,product,term,auto-renew"

// String returns the text, such as "seats".
func (k ChangeKind) String() string { return changeNames.String("ChangeKind", uint8(k)) }

// MarshalText returns the text; a value that is no kind of change is an error.
func (k ChangeKind) MarshalText() ([]byte, error) {
	return changeNames.Append(nil, "lifecycle.ChangeKind.MarshalText", "what", uint8(k))
}

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (k *ChangeKind) UnmarshalText(text []byte) error {
	return enum.Unmarshal(changeNames, k, "lifecycle.ChangeKind.UnmarshalText", "what", text)
}

// rule returns the rule of a kind of change that is valid.
func (k ChangeKind) rule() rule.ID {
	return [...]rule.ID{
		SeatsChanged:      rule.ChangeSeatsDown,
		ProductSwitched:   rule.ChangeProductSwitch,
		TermChanged:       rule.ChangeTerm,
		AutoRenewSwitched: rule.RenewalAutoToggle,
	}[k]
}
