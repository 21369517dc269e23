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

// GateDay is the day that counts when an act is held against the first day of an edition (edition.gate). The zero
// GateDay is none.
type GateDay uint8

// The readings.
const (
	ByAct  GateDay = iota + 1 // the day of the act
	ByTerm                    // the day on which the current term was ordered
)

const gateDayNames enum.Names = "by-act,by-term"

// String returns the name, such as "by-act".
func (v GateDay) String() string { return gateDayNames.String("GateDay", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v GateDay) MarshalText() ([]byte, error) {
	return gateDayNames.Append(nil, "policy.GateDay.MarshalText", "gate", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *GateDay) UnmarshalText(text []byte) error {
	return enum.Unmarshal(gateDayNames, v, "policy.GateDay.UnmarshalText", "gate", text)
}

// RoundAt is what is rounded to the minor unit when a price is worked out (proration.price). The zero RoundAt is none.
type RoundAt uint8

// The readings.
const (
	RoundLine      RoundAt = iota + 1 // the price of the line, once, at the end
	RoundSeat                         // the price of one seat, which is then multiplied by the seats
	RoundDailyRate                    // the daily rate, which is then multiplied by the days and the seats
)

const roundAtNames enum.Names = "line,seat,daily-rate"

// String returns the name, such as "line".
func (v RoundAt) String() string { return roundAtNames.String("RoundAt", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v RoundAt) MarshalText() ([]byte, error) {
	return roundAtNames.Append(nil, "policy.RoundAt.MarshalText", "roundAt", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *RoundAt) UnmarshalText(text []byte) error {
	return enum.Unmarshal(roundAtNames, v, "policy.RoundAt.UnmarshalText", "roundAt", text)
}

// ExtensionCharge is when an extension is charged (coterm.extend-charge). The zero ExtensionCharge is none.
type ExtensionCharge uint8

// The readings.
const (
	ChargeAtOnce ExtensionCharge = iota + 1 // on the day of the transaction
	ChargeYearly                            // a three-year one yearly, on the anniversaries of the old renewal date
)

const extensionChargeNames enum.Names = "at-once,yearly"

// String returns the name, such as "at-once".
func (v ExtensionCharge) String() string {
	return extensionChargeNames.String("ExtensionCharge", uint8(v))
}

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v ExtensionCharge) MarshalText() ([]byte, error) {
	return extensionChargeNames.Append(nil, "policy.ExtensionCharge.MarshalText", "extendCharge", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *ExtensionCharge) UnmarshalText(text []byte) error {
	return enum.Unmarshal(extensionChargeNames, v, "policy.ExtensionCharge.UnmarshalText", "extendCharge", text)
}

// TaxRounding is what tax is computed of and rounded for (invoice.tax). The zero TaxRounding is none.
type TaxRounding uint8

// The readings.
const (
	TaxPerLine TaxRounding = iota + 1 // each line of a document
	TaxPerRate                        // all lines of a document that have the same rate
)

const taxRoundingNames enum.Names = "per-line,per-rate"

// String returns the name, such as "per-line".
func (v TaxRounding) String() string { return taxRoundingNames.String("TaxRounding", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v TaxRounding) MarshalText() ([]byte, error) {
	return taxRoundingNames.Append(nil, "policy.TaxRounding.MarshalText", "taxRounding", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *TaxRounding) UnmarshalText(text []byte) error {
	return enum.Unmarshal(taxRoundingNames, v, "policy.TaxRounding.UnmarshalText", "taxRounding", text)
}

// RenewalPayer is what it takes to switch a renewal to pay by invoice (invoice.by-renewal). The zero RenewalPayer is none.
type RenewalPayer uint8

// The readings.
const (
	PayerOnFile        RenewalPayer = iota + 1 // a payer is on file
	PayerOnFileOrOther                         // a payer is on file, or another subscription is already paid by invoice
)

const renewalPayerNames enum.Names = "on-file,on-file-or-other-by-invoice"

// String returns the name, such as "on-file".
func (v RenewalPayer) String() string { return renewalPayerNames.String("RenewalPayer", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v RenewalPayer) MarshalText() ([]byte, error) {
	return renewalPayerNames.Append(nil, "policy.RenewalPayer.MarshalText", "renewalPayer", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *RenewalPayer) UnmarshalText(text []byte) error {
	return enum.Unmarshal(renewalPayerNames, v, "policy.RenewalPayer.UnmarshalText", "renewalPayer", text)
}
