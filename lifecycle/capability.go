package lifecycle

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// Capability is one of the things that can be done with a subscription. The zero Capability is not valid.
type Capability uint8

// The capabilities, in the order of the page's table.
const (
	ProductAccess  Capability = iota + 1 // "product-access"
	UserManagement                       // "user-management": assigning seats to users
	Downloads                            // "downloads": downloads and uploads
	Reporting                            // "reporting": reporting insights
	Support                              // "support": product support
)

// text is the table of the texts.
func (v Capability) text() string {
	return enum.At([]string{
		ProductAccess:  "product-access",
		UserManagement: "user-management",
		Downloads:      "downloads",
		Reporting:      "reporting",
		Support:        "support",
	}, v)
}

func (Capability) enum() enum.Type[Capability] {
	return enum.Of("lifecycle.Capability", "capability", Capability.text)
}

// IsValid reports whether v is one of those listed; the zero Capability is not.
func (v Capability) IsValid() bool { return v.enum().IsValid(v) }

// String returns the text, such as "product-access".
func (v Capability) String() string { return v.enum().String(v) }

// MarshalText returns the text; a value that is not valid is an error.
func (v Capability) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (v *Capability) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a text from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Capability) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the text for a database; the zero value is an error. It implements [driver.Valuer].
func (v Capability) Value() (driver.Value, error) { return v.enum().Value(v) }

// Access is what is left of a capability in a phase, in the words of the published table. The zero Access is for a
// phase or a capability that is not valid, and allows nothing.
type Access uint8

// The values in the table.
const (
	Full               Access = iota + 1 // "full": everything
	NoAccess                             // "none": nothing
	AssignmentsKept                      // "assignments-kept": nothing can be assigned, but existing assignments remain
	AssignmentsRemoved                   // "assignments-removed": existing assignments are gone
	// "upgrades-not-allowed": everything except upgrades. The page says upgrades; it may mean uploads.
	UpgradesNotAllowed
	SelfHelp // "self-help": only what the user can look up without help
)

// text is the table of the texts.
func (v Access) text() string {
	return enum.At([]string{
		Full:               "full",
		NoAccess:           "none",
		AssignmentsKept:    "assignments-kept",
		AssignmentsRemoved: "assignments-removed",
		UpgradesNotAllowed: "upgrades-not-allowed",
		SelfHelp:           "self-help",
	}, v)
}

func (Access) enum() enum.Type[Access] { return enum.Of("lifecycle.Access", "access", Access.text) }

// IsValid reports whether v is one of those listed; the zero Access is not.
func (v Access) IsValid() bool { return v.enum().IsValid(v) }

// String returns the text, such as "full".
func (v Access) String() string { return v.enum().String(v) }

// MarshalText returns the text; a value that is not valid is an error.
func (v Access) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (v *Access) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a text from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Access) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the text for a database; the zero value is an error. It implements [driver.Valuer].
func (v Access) Value() (driver.Value, error) { return v.enum().Value(v) }

// Allows reports whether the access is granted, for an entitlement check:
//
//	Full                 yes
//	UpgradesNotAllowed   yes, for downloads and uploads; to check for upgrades, compare with Full
//	AssignmentsKept      no: nothing can be assigned
//	AssignmentsRemoved   no
//	SelfHelp             no: there is no one to ask, and looking things up needs no entitlement
//	NoAccess             no
func (v Access) Allows() bool { return v == Full || v == UpgradesNotAllowed }

// Access returns what is left of a capability in a phase; the zero Access if either is not valid. Implements
// lapse.capabilities.
func (v Phase) Access(c Capability) Access {
	if v < Active || v > Canceled || c < ProductAccess || c > Support {
		return 0
	}
	table := [...][Canceled]Access{
		{Full, Full, NoAccess, NoAccess},
		{Full, Full, AssignmentsKept, AssignmentsRemoved},
		{Full, UpgradesNotAllowed, NoAccess, NoAccess},
		{Full, NoAccess, NoAccess, NoAccess},
		{Full, SelfHelp, SelfHelp, SelfHelp},
	}
	return table[c-ProductAccess][v-Active]
}
