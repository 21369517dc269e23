package policy

import "example.com/billingrules/internal/enum"

// Kind is what a purchase is of, as far as the rules of more than one package tell kinds apart. The zero Kind is none.
type Kind uint8

// The kinds. A [Subscription] has a term; [FlexTokens] have none, but an end date that is given; a [Trial] is not
// paid for; of the others it only matters whether they can be returned.
const (
	Subscription Kind = iota + 1
	FlexTokens
	Trial
	MaintenancePlan
	Consulting
	PlatformSubscription
	ExtraTerritoryRights
	CloudCredits
	MembershipFee
	OtherProduct
)

const kindNames enum.Names = "subscription,flex-tokens,trial,maintenance-plan,consulting,platform-subscription,extra-territory-rights,cloud-credits,membership-fee,other-product"

// IsValid reports whether the value is one of those listed.
func (v Kind) IsValid() bool { _, ok := kindNames.Lookup(uint8(v)); return ok }

// String returns the name, such as "subscription".
func (v Kind) String() string { return kindNames.String("Kind", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v Kind) MarshalText() ([]byte, error) {
	return kindNames.Append(nil, "policy.Kind.MarshalText", "kind", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Kind) UnmarshalText(text []byte) error {
	return enum.Unmarshal(kindNames, v, "policy.Kind.UnmarshalText", "kind", text)
}
