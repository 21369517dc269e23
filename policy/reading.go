package policy

import "example.com/billingrules/internal/enum"

// DayCount is how days are counted for a price, given that leap years are not taken into account (proration.leap).
// The zero DayCount is none.
type DayCount uint8

// The day counts.
const (
	// Standard counts a full service year as the published number of days and a full service month likewise; of a
	// partial one it counts the real days, but never more than of a full one. A full term costs exactly its SRP.
	Standard DayCount = iota + 1
	// Actual counts the days of the calendar. The 366 days of a leap year cost more than the SRP.
	Actual
	// NoLeapDay counts the days of the calendar without any 29 February. A seat bought for that one day costs nothing.
	NoLeapDay
)

const dayCountNames enum.Names = "standard,actual,no-leap-day"

// String returns the name, such as "standard".
func (v DayCount) String() string { return dayCountNames.String("DayCount", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v DayCount) MarshalText() ([]byte, error) {
	return dayCountNames.Append(nil, "policy.DayCount.MarshalText", "dayCount", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *DayCount) UnmarshalText(text []byte) error {
	return enum.Unmarshal(dayCountNames, v, "policy.DayCount.UnmarshalText", "dayCount", text)
}

// LimitRule is how the two limits of an extension go together (coterm.extend-annual). The zero LimitRule is none.
type LimitRule uint8

// The readings of the "or" between the limits.
const (
	BothLimits  LimitRule = iota + 1 // both must hold
	EitherLimit                      // one is enough
)

const limitRuleNames enum.Names = "both,either"

// String returns the name, such as "both".
func (v LimitRule) String() string { return limitRuleNames.String("LimitRule", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v LimitRule) MarshalText() ([]byte, error) {
	return limitRuleNames.Append(nil, "policy.LimitRule.MarshalText", "limits", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *LimitRule) UnmarshalText(text []byte) error {
	return enum.Unmarshal(limitRuleNames, v, "policy.LimitRule.UnmarshalText", "limits", text)
}

// FirstInstalment is when the first instalment of a three-year renewal is due that is ordered early
// (invoice.annual-instalments). The zero FirstInstalment is none.
type FirstInstalment uint8

// The readings.
const (
	DueAtOrder   FirstInstalment = iota + 1 // on the day of the transaction
	DueAtRenewal                            // on the renewal date
)

const firstInstalmentNames enum.Names = "at-order,at-renewal"

// String returns the name, such as "at-order".
func (v FirstInstalment) String() string {
	return firstInstalmentNames.String("FirstInstalment", uint8(v))
}

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v FirstInstalment) MarshalText() ([]byte, error) {
	return firstInstalmentNames.Append(nil, "policy.FirstInstalment.MarshalText", "firstInstalment", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *FirstInstalment) UnmarshalText(text []byte) error {
	return enum.Unmarshal(firstInstalmentNames, v, "policy.FirstInstalment.UnmarshalText", "firstInstalment", text)
}

// RefundStart is the day from which the days to return a renewal are counted (refund.days). Whatever it is, the window
// opens on the day of the order. The zero RefundStart is none.
type RefundStart uint8

// The readings.
const (
	FromLater   RefundStart = iota + 1 // the later of the two
	FromOrder                          // the day on which the renewal was ordered
	FromRenewal                        // the renewal date
)

const refundStartNames enum.Names = "later,order,renewal"

// String returns the name, such as "later".
func (v RefundStart) String() string { return refundStartNames.String("RefundStart", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v RefundStart) MarshalText() ([]byte, error) {
	return refundStartNames.Append(nil, "policy.RefundStart.MarshalText", "renewalFrom", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *RefundStart) UnmarshalText(text []byte) error {
	return enum.Unmarshal(refundStartNames, v, "policy.RefundStart.UnmarshalText", "renewalFrom", text)
}

// Answer is how an edition reads a question that the page leaves open and that can only be answered with yes or no.
// The zero Answer is neither, so that a forgotten one is noticed.
type Answer uint8

// The answers.
const (
	No Answer = iota + 1
	Yes
)

const answerNames enum.Names = "no,yes"

// String returns the name, such as "no".
func (v Answer) String() string { return answerNames.String("Answer", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v Answer) MarshalText() ([]byte, error) {
	return answerNames.Append(nil, "policy.Answer.MarshalText", "answer", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Answer) UnmarshalText(text []byte) error {
	return enum.Unmarshal(answerNames, v, "policy.Answer.UnmarshalText", "answer", text)
}
