package policy

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// word is a row in the table of an enumeration: the name of the value and its meaning.
type word struct{ name, means string }

// LimitRule says whether both limits of an extension must hold or one is enough (coterm.extend-annual). The zero
// LimitRule is not valid.
type LimitRule uint8

// The readings of the "or" between the limits.
const (
	BothLimits  LimitRule = iota + 1 // "both": both must hold
	EitherLimit                      // "either": one is enough
)

// word is the table of the readings: the name and the meaning of each.
func (v LimitRule) word() word {
	return enum.At([]word{
		BothLimits:  {"both", "both must hold"},
		EitherLimit: {"either", "one of them is enough"},
	}, v)
}

func (v LimitRule) text() string { return v.word().name }

func (LimitRule) enum() enum.Type[LimitRule] {
	return enum.Of("policy.LimitRule", "limits", LimitRule.text)
}

// IsValid reports whether v is one of those listed; the zero LimitRule is not.
func (v LimitRule) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "both".
func (v LimitRule) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v LimitRule) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *LimitRule) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *LimitRule) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v LimitRule) Value() (driver.Value, error) { return v.enum().Value(v) }

// FirstInstalment is when the first instalment of an early three-year renewal is due (invoice.annual-instalments). The
// zero FirstInstalment is not valid.
type FirstInstalment uint8

// The readings.
const (
	DueAtOrder   FirstInstalment = iota + 1 // "at-order": on the day of the transaction
	DueAtRenewal                            // "at-renewal": on the renewal date
)

// word is the table of the readings: the name and the meaning of each.
func (v FirstInstalment) word() word {
	return enum.At([]word{
		DueAtOrder:   {"at-order", "on the day of the transaction"},
		DueAtRenewal: {"at-renewal", "on the renewal date"},
	}, v)
}

func (v FirstInstalment) text() string { return v.word().name }

func (FirstInstalment) enum() enum.Type[FirstInstalment] {
	return enum.Of("policy.FirstInstalment", "firstInstalment", FirstInstalment.text)
}

// IsValid reports whether v is one of those listed; the zero FirstInstalment is not.
func (v FirstInstalment) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "at-order".
func (v FirstInstalment) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v FirstInstalment) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *FirstInstalment) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *FirstInstalment) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v FirstInstalment) Value() (driver.Value, error) { return v.enum().Value(v) }

// RefundStart is the day from which the days to return a renewal are counted (refund.days). Whatever it is, the window
// opens on the day of the order. The zero RefundStart is not valid.
type RefundStart uint8

// The readings.
const (
	FromLater   RefundStart = iota + 1 // "later": the later of the two
	FromOrder                          // "order": the day on which the renewal was ordered
	FromRenewal                        // "renewal": the renewal date
)

// word is the table of the readings: the name and the meaning of each.
func (v RefundStart) word() word {
	return enum.At([]word{
		FromLater:   {"later", "from the later of the day of the order and the renewal date"},
		FromOrder:   {"order", "from the day of the order"},
		FromRenewal: {"renewal", "from the renewal date"},
	}, v)
}

func (v RefundStart) text() string { return v.word().name }

func (RefundStart) enum() enum.Type[RefundStart] {
	return enum.Of("policy.RefundStart", "renewalFrom", RefundStart.text)
}

// IsValid reports whether v is one of those listed; the zero RefundStart is not.
func (v RefundStart) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "later".
func (v RefundStart) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v RefundStart) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *RefundStart) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *RefundStart) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v RefundStart) Value() (driver.Value, error) { return v.enum().Value(v) }

// YesNo is how an edition answers a yes-or-no question that the page leaves open. The zero YesNo is neither, so that
// a missing one is noticed.
type YesNo uint8

// The answers.
const (
	No  YesNo = iota + 1 // "no"
	Yes                  // "yes"
)

// text is the table of the answers.
func (v YesNo) text() string {
	return enum.At([]string{
		No:  "no",
		Yes: "yes",
	}, v)
}

func (YesNo) enum() enum.Type[YesNo] { return enum.Of("policy.YesNo", "answer", YesNo.text) }

// IsValid reports whether v is one of those listed; the zero YesNo is not.
func (v YesNo) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "no".
func (v YesNo) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v YesNo) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *YesNo) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *YesNo) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v YesNo) Value() (driver.Value, error) { return v.enum().Value(v) }

// GateDay is the day that is compared with the first day of an edition (edition.gate). The zero GateDay is not valid.
type GateDay uint8

// The readings.
const (
	ByAct  GateDay = iota + 1 // "by-act": the day of the act
	ByTerm                    // "by-term": the day on which the current term was ordered
)

// word is the table of the readings: the name and the meaning of each.
func (v GateDay) word() word {
	return enum.At([]word{
		ByAct:  {"by-act", "the day of the act"},
		ByTerm: {"by-term", "the day on which the current term was ordered"},
	}, v)
}

func (v GateDay) text() string { return v.word().name }

func (GateDay) enum() enum.Type[GateDay] { return enum.Of("policy.GateDay", "gate", GateDay.text) }

// IsValid reports whether v is one of those listed; the zero GateDay is not.
func (v GateDay) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "by-act".
func (v GateDay) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v GateDay) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *GateDay) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *GateDay) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v GateDay) Value() (driver.Value, error) { return v.enum().Value(v) }

// RenewalPayer is what it takes to switch a renewal to pay by invoice (invoice.by-renewal). The zero RenewalPayer is
// not valid.
type RenewalPayer uint8

// The readings.
const (
	PayerOnFile RenewalPayer = iota + 1 // "on-file": a payer is on file
	// "on-file-or-other-by-invoice": a payer is on file, or another subscription is already paid by invoice.
	PayerOnFileOrOther
)

// word is the table of the readings: the name and the meaning of each.
func (v RenewalPayer) word() word {
	return enum.At([]word{
		PayerOnFile: {"on-file", "a payer is on file"},
		PayerOnFileOrOther: {
			"on-file-or-other-by-invoice",
			"a payer is on file, or another subscription is already paid by invoice",
		},
	}, v)
}

func (v RenewalPayer) text() string { return v.word().name }

func (RenewalPayer) enum() enum.Type[RenewalPayer] {
	return enum.Of("policy.RenewalPayer", "renewalPayer", RenewalPayer.text)
}

// IsValid reports whether v is one of those listed; the zero RenewalPayer is not.
func (v RenewalPayer) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "on-file".
func (v RenewalPayer) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v RenewalPayer) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *RenewalPayer) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *RenewalPayer) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v RenewalPayer) Value() (driver.Value, error) { return v.enum().Value(v) }
