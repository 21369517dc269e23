package lifecycle

import "example.com/billingrules/internal/enum"

// Capability is one of the things that can be done with a subscription. The zero Capability is none.
type Capability uint8

// The capabilities, in the order of the page's table.
const (
	ProductAccess  Capability = iota + 1
	UserManagement            // assigning seats to users
	Downloads                 // downloads and uploads
	Reporting                 // reporting insights
	Support                   // product support
)

const capabilityNames enum.Names = "product-access,user-management,downloads,reporting,support"

// String returns the name, such as "product-access".
func (c Capability) String() string { return capabilityNames.String("Capability", uint8(c)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (c Capability) MarshalText() ([]byte, error) {
	return capabilityNames.Append(nil, "lifecycle.Capability.MarshalText", "capability", uint8(c))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (c *Capability) UnmarshalText(text []byte) error {
	return enum.Unmarshal(capabilityNames, c, "lifecycle.Capability.UnmarshalText", "capability", text)
}

// Access is what is left of a capability: the values of the cells of the page's own table. The zero Access is none
// of them; it is that of no phase or no capability, and allows nothing.
type Access uint8

// The values of the cells.
const (
	Full               Access = iota + 1 // everything
	NoAccess                             // nothing
	AssignmentsKept                      // nothing can be assigned, but what was assigned stays so
	AssignmentsRemoved                   // what was assigned is so no longer
	UpgradesNotAllowed                   // everything but upgrades. The page's cell, "Upgrades niet toegestaan", may be a slip for uploads; it is kept literally
	SelfHelp                             // what anybody can look up alone
)

const accessNames enum.Names = "full,none,assignments-kept,assignments-removed,upgrades-not-allowed,self-help"

// String returns the name, such as "assignments-kept".
func (a Access) String() string { return accessNames.String("Access", uint8(a)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (a Access) MarshalText() ([]byte, error) {
	return accessNames.Append(nil, "lifecycle.Access.MarshalText", "access", uint8(a))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (a *Access) UnmarshalText(text []byte) error {
	return enum.Unmarshal(accessNames, a, "lifecycle.Access.UnmarshalText", "access", text)
}

// Allows reports whether the access is granted, for an entitlement check:
//
//	Full                 yes
//	UpgradesNotAllowed   yes: to download and to upload; whoever upgrades asks for Full
//	AssignmentsKept      no: nothing can be assigned
//	AssignmentsRemoved   no
//	SelfHelp             no: nobody answers, and what one can look up alone needs no entitlement
//	NoAccess             no
func (a Access) Allows() bool { return a == Full || a == UpgradesNotAllowed }

// Access returns what is left of a capability in a phase; the zero Access if either is not valid. Implements
// lapse.capabilities.
func (p Phase) Access(c Capability) Access {
	if p < Active || p > Canceled || c < ProductAccess || c > Support {
		return 0
	}
	table := [...][Canceled]Access{
		{Full, Full, NoAccess, NoAccess},
		{Full, Full, AssignmentsKept, AssignmentsRemoved},
		{Full, UpgradesNotAllowed, NoAccess, NoAccess},
		{Full, NoAccess, NoAccess, NoAccess},
		{Full, SelfHelp, SelfHelp, SelfHelp},
	}
	return table[c-ProductAccess][p-Active]
}
