package lifecycle

import (
	"errors"
	"slices"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
)

// Entitlement is what a portal or an entitlement check caches about a subscription: the product, the phase, what is
// left of each capability, and how long that holds. It is plain data, and reads back from JSON. The zero Entitlement
// grants nothing.
type Entitlement struct {
	Offering  string `json:"offering,omitempty"`
	Seats     int    `json:"seats,omitempty"` // 0 for Flex tokens
	AutoRenew bool   `json:"autoRenew"`
	Status
	Access []CapabilityAccess `json:"access,omitempty"` // empty before the first covered day
	// ValidUntil is the instant until which all of it may be cached; zero if nothing changes any more.
	ValidUntil time.Time `json:"validUntil,omitzero"`
}

// CapabilityAccess is what is left of one capability. The zero CapabilityAccess is not valid.
type CapabilityAccess struct {
	Capability Capability `json:"capability"`
	Access     Access     `json:"access"`
	Allowed    bool       `json:"allowed"` // whether the access is granted: see [Access.Allows]
}

// Entitlement returns what may be cached about the subscription, in the zone of purchase. It is valid until any part of
// it changes, by all the facts, even those dated later. That includes the seats, the product and an invoice that
// becomes overdue, which [View.ValidUntil] ignores. A nil zone panics. Implements lapse.capabilities.
func (v View) Entitlement(zone *time.Location) Entitlement {
	e := Entitlement{Offering: v.Offering(), Seats: v.Seats(), AutoRenew: v.AutoRenew(), Status: v.Status()}
	e.Access = e.Phase.allAccess()
	if day := v.entitledUntil(); !day.IsZero() {
		e.ValidUntil = day.Start(zone)
	}
	return e
}

// allAccess lists what is left of each capability in a phase; nothing before the first covered day.
func (v Phase) allAccess() (list []CapabilityAccess) {
	for c := ProductAccess; v != 0 && c.IsValid(); c++ {
		list = append(list, CapabilityAccess{c, v.Access(c), v.Access(c).Allows()})
	}
	return list
}

// granted is what an entitlement says, whatever the day. The access follows from the phase.
type granted struct {
	offering  string
	seats     int
	autoRenew bool
	status    Status
}

func (v View) granted() granted {
	g := granted{v.Offering(), v.Seats(), v.AutoRenew(), v.Status()}
	g.status.Day = calendar.Date{}
	return g
}

// entitledUntil returns the first day on which the entitlement is different; the zero Date if there is none.
func (v View) entitledUntil() calendar.Date {
	if v.state == nil {
		return calendar.Date{}
	}
	var turns []calendar.Date // on which something takes effect or falls overdue
	for _, t := range v.state.facts.Terms {
		turns = append(turns, t.Start)
	}
	for _, b := range v.state.facts.Invoices {
		turns = append(turns, b.Due.AddDays(1))
	}
	now := v.granted()
	return v.firstUnlike(func(then View) bool { return then.granted() != now }, turns)
}

// UnmarshalJSON reads an entitlement strictly, as [Status.UnmarshalJSON] reads its status. Access that is not that of
// the phase is an error, too. An entitlement that has more than its day, its access and ValidUntil needs an offering,
// and no more than 1,000,000 seats. Without a rule it has neither, and auto-renew is off. If it is provisional,
// auto-renew is on. ValidUntil must be after the day and no later than the next change that the status has: the day
// after a provisional one, Until, and the renewal date. It is required if there is one. Since the zone is not known, an
// instant that lies so in any zone is accepted.
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
	if !slices.Equal(read.Access, status.Phase.allAccess()) {
		return input.Errorf(op, "access", nil, input.ErrConflict, "is not that of the phase")
	}
	stored := Entitlement{read.Offering, read.Seats, read.AutoRenew, status, read.Access, read.ValidUntil}
	if err := errors.Join(stored.checkProduct(op), stored.checkValidUntil(op)); err != nil {
		return err
	}
	*e = stored
	return nil
}

// checkProduct refuses a product without a name, and one of a subscription about which nothing is known.
func (e Entitlement) checkProduct(op string) error {
	if e.Rule != "" {
		bad := errors.Join(input.Name(op, "offering", e.Offering, maxName),
			input.Range(op, "seats", e.Seats, 0, maxSeats))
		if e.Provisional && !e.AutoRenew {
			bad = errors.Join(bad, input.Errorf(op, "autoRenew", e.AutoRenew, input.ErrConflict,
				"must be true: the renewal is being charged"))
		}
		return bad
	}
	const unknown = "must not be set: nothing is known on the day"
	var bad []error
	if e.Offering != "" {
		bad = append(bad, input.Errorf(op, "offering", e.Offering, input.ErrConflict, unknown))
	}
	if e.Seats != 0 {
		bad = append(bad, input.Errorf(op, "seats", e.Seats, input.ErrConflict, unknown))
	}
	if e.AutoRenew {
		bad = append(bad, input.Errorf(op, "autoRenew", e.AutoRenew, input.ErrConflict, unknown))
	}
	return errors.Join(bad...)
}

// checkValidUntil refuses an instant that, in any zone, is not the start of a day after that of the entitlement and up
// to the next change. The start of a day differs from that in UTC by less than a day.
func (e Entitlement) checkValidUntil(op string) error {
	changes := soonest(calendar.Date{}, []calendar.Date{e.Until, e.Renewal}, e.Day)
	if e.Provisional {
		changes = e.Day.AddDays(1)
	}
	switch until := e.ValidUntil; {
	case until.IsZero() && !changes.IsZero():
		return input.Missing(op, "validUntil")
	case !until.IsZero() && !until.After(e.Day.Start(time.UTC)):
		return input.Errorf(op, "validUntil", until.Format(time.RFC3339), input.ErrConflict, "is not after the day, %s",
			e.Day)
	case !changes.IsZero() && !until.Before(changes.AddDays(1).Start(time.UTC)):
		return input.Errorf(op, "validUntil", until.Format(time.RFC3339), input.ErrConflict,
			"is after %s, the next change", changes)
	}
	return nil
}

// UnmarshalJSON reads the access to a capability strictly, as [BoughtTerm.UnmarshalJSON] does. The capability and the
// access are required, and Allowed must say what the access does.
func (a *CapabilityAccess) UnmarshalJSON(data []byte) error {
	const op = "lifecycle.CapabilityAccess.UnmarshalJSON"
	type plain CapabilityAccess // without this method
	var read plain
	if err := strict.Decode(op, "access", data, &read); err != nil {
		return err
	}
	_, noCapability := read.Capability.MarshalText()
	_, noAccess := read.Access.MarshalText()
	bad := errors.Join(input.At(noCapability, op, "capability"), input.At(noAccess, op, "access"))
	if bad == nil && read.Allowed != read.Access.Allows() {
		bad = input.Errorf(op, "allowed", read.Allowed, input.ErrConflict, "is not what the access says, %s",
			read.Access)
	}
	if bad == nil {
		*a = CapabilityAccess(read)
	}
	return bad
}
