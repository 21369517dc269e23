package lifecycle

import (
	"time"

	"example.com/billingrules/internal/edge/strict"
)

// Entitlement is what a portal or an entitlement check caches of a subscription: the product, the phase, what is left
// of each capability, and how long that holds. It is plain data, and reads back from JSON. The zero Entitlement grants
// nothing.
type Entitlement struct {
	Offering  string `json:"offering,omitempty"`
	Seats     int    `json:"seats,omitempty"` // 0 for Flex tokens
	AutoRenew bool   `json:"autoRenew"`
	Status
	Access []CapabilityAccess `json:"access,omitempty"` // empty before the first covered day
	// ValidUntil is the instant until which it may be cached; zero if nothing changes any more.
	ValidUntil time.Time `json:"validUntil,omitzero"`
}

// CapabilityAccess is what is left of one capability. The zero CapabilityAccess is not valid.
type CapabilityAccess struct {
	Capability Capability `json:"capability"`
	Access     Access     `json:"access"`
	Allowed    bool       `json:"allowed"` // whether the access is granted: see [Access.Allows]
}

// Entitlement returns what may be cached of the view, in the zone of purchase: see [View.ValidUntil]. A nil zone
// panics. Implements lapse.capabilities.
func (v View) Entitlement(zone *time.Location) Entitlement {
	e := Entitlement{Offering: v.Offering(), Seats: v.Seats(), AutoRenew: v.AutoRenew(), Status: v.Status()}
	for c := ProductAccess; e.Phase != 0 && c.IsValid(); c++ {
		e.Access = append(e.Access, CapabilityAccess{c, v.Access(c), v.Can(c)})
	}
	e.ValidUntil, _ = v.ValidUntil(zone) // zero if nothing changes any more
	return e
}

// UnmarshalJSON reads an entitlement strictly, as [Status.UnmarshalJSON] reads its status.
func (e *Entitlement) UnmarshalJSON(data []byte) error {
	const op = "lifecycle.Entitlement.UnmarshalJSON"
	type bare Status // without its methods
	var read struct {
		Offering  string `json:"offering"`
		Seats     int    `json:"seats"`
		AutoRenew bool   `json:"autoRenew"`
		bare
		Access     []CapabilityAccess `json:"access"`
		ValidUntil time.Time          `json:"validUntil"`
	}
	if err := strict.Decode(op, "entitlement", data, &read); err != nil {
		return err
	}
	status := Status(read.bare)
	if err := status.check(op); err != nil {
		return err
	}
	*e = Entitlement{read.Offering, read.Seats, read.AutoRenew, status, read.Access, read.ValidUntil}
	return nil
}

// UnmarshalJSON reads the access to a capability strictly, as [BoughtTerm.UnmarshalJSON] does.
func (a *CapabilityAccess) UnmarshalJSON(data []byte) error {
	type plain CapabilityAccess // without this method
	return strict.Into("lifecycle.CapabilityAccess.UnmarshalJSON", "access", data, (*plain)(a))
}
