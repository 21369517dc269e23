package policy

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// Kind is the kind of product that is bought. The zero Kind is not valid.
type Kind uint8

// The kinds. A [Subscription] has a term; [FlexTokens] have no term, but a given end date; a [Trial] is not paid for;
// for the others it only matters whether they can be returned.
const (
	Subscription         Kind = iota + 1 // "subscription"
	FlexTokens                           // "flex-tokens"
	Trial                                // "trial"
	MaintenancePlan                      // "maintenance-plan"
	Consulting                           // "consulting"
	PlatformSubscription                 // "platform-subscription"
	ExtraTerritoryRights                 // "extra-territory-rights"
	CloudCredits                         // "cloud-credits"
	MembershipFee                        // "membership-fee"
	OtherProduct                         // "other-product"
)

// text is the table of the kinds.
func (v Kind) text() string {
	return enum.At([]string{
		Subscription:         "subscription",
		FlexTokens:           "flex-tokens",
		Trial:                "trial",
		MaintenancePlan:      "maintenance-plan",
		Consulting:           "consulting",
		PlatformSubscription: "platform-subscription",
		ExtraTerritoryRights: "extra-territory-rights",
		CloudCredits:         "cloud-credits",
		MembershipFee:        "membership-fee",
		OtherProduct:         "other-product",
	}, v)
}

func (Kind) enum() enum.Type[Kind] { return enum.Of("policy.Kind", "kind", Kind.text) }

// IsValid reports whether v is one of those listed; the zero Kind is not.
func (v Kind) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "subscription".
func (v Kind) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v Kind) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Kind) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Kind) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v Kind) Value() (driver.Value, error) { return v.enum().Value(v) }
