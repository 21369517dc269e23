package policy

import (
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
)

// Parameters has every number of the published rules and every choice between readings: one field per fact, grouped by
// the rulebook's areas. It is plain data, to be filled in or changed and passed to [NewEdition], which checks it; the
// zero Parameters is refused there, field by field. [Europe2024] has the published numbers and the default readings.
type Parameters struct {
	Name     string        // names the edition, such as "Europe2024"
	Region   Region        // the region to which the edition applies
	FirstDay calendar.Date // edition.gate: what was bought or renewed on or after this day is under the gated rules

	// InForce is the day from which the edition is known to apply: the day of the first acts that it decides. In the
	// first edition of a region it equals FirstDay; a later edition keeps FirstDay and has a later InForce. [EditionOn]
	// chooses by it.
	InForce calendar.Date

	Gate      GateRules
	Proration ProrationRules
	Renewal   RenewalRules
	Lapse     LapseRules
	Change    ChangeRules
	Coterm    CotermRules
	Invoice   InvoiceRules
	Order     OrderRules
	Refund    RefundRules

	// ExemptOfferings are the offerings without stages, by exact name (lapse.exempt).
	ExemptOfferings []string

	// CardCeilings are the totals above which an order can be paid neither by card nor by PayPal, at most one in each
	// currency; a currency that is not listed has no ceiling (order.payment-methods). They are not in [OrderRules], so
	// that the group can be compared with ==; [Edition.CardCeiling] finds one.
	CardCeilings []money.Amount
}

// Region is the part of the world for which an edition is published, such as "Europe".
type Region string

// The regions of the published editions.
const (
	Europe       Region = "Europe"
	NorthAmerica Region = "North America" // the United States and Canada
)

// GateRules has, for each act, the day that is compared with the first day of an edition (edition.gate). Purchases and
// renewals always go by their own day.
type GateRules struct {
	ProductSwitch GateDay // change.product-switch
	TermChange    GateDay // change.term
	AddedSeats    GateDay // coterm.same-product, coterm.multi-year
	Extension     GateDay // coterm.extend-window and the other rules of an extension
}

// ProrationRules has the parameters of the rules proration.*.
type ProrationRules struct {
	StandardDays PerTerm    // proration.standard-days: the divisor of each term; that of three years is a multiple of 3
	DayCount     DayCount   // proration.leap
	Rounding     money.Mode // proration.price: how a price between two minor units is rounded
	RoundAt      RoundAt    // proration.price: what is rounded
}

// RenewalRules has the parameters of the rules renewal.*.
type RenewalRules struct {
	WindowDays int // renewal.window: early renewal opens this many days before the renewal date
	// AwaitedDays is the number of days from the renewal date on that count as Active while the automatic renewal is
	// being charged (renewal.awaited); 0 for none.
	AwaitedDays int

	SwitchesOnAgain YesNo // renewal.auto-default: does a renewal switch auto-renew on again?
}

// LapseRules has the parameters of the rules lapse.* and edition.before.
type LapseRules struct {
	ExpiredDays   int           // lapse.expired-days
	SuspendedDays SuspendedDays // lapse.suspended-days
	// lapse.exempt: does an unpaid invoice take away access to an exempt offering at its due date?
	ExemptUnpaidStops YesNo
	// lapse.exempt: can an exempt offering be renewed late, for as long as others can?
	ExemptLateRenewal   YesNo
	StagesBeforeEdition YesNo // edition.before: does what was ordered before the first day lapse in stages?
}

// SuspendedDays has the length of Suspended in days.
type SuspendedDays struct {
	Monthly    int // of a monthly subscription
	Annual     int // of an annual subscription
	ThreeYear  int // of a three-year subscription
	FlexTokens int // of Flex tokens
}

// Of returns the number of days for Flex tokens if that is the kind, otherwise the number for the term; 0 if there is
// none.
func (d SuspendedDays) Of(kind Kind, length calendar.Term) int {
	if kind == FlexTokens {
		return d.FlexTokens
	}
	return PerTerm{Monthly: d.Monthly, Annual: d.Annual, ThreeYear: d.ThreeYear}.Of(length)
}

// ChangeRules has the parameters of the rules change.*.
type ChangeRules struct {
	MinimumSeats         int   // change.seats-down
	AddSeatsWhileExpired YesNo // change.seats-up: can seats also be added in Expired?
	// change.effective-fixed: does a pending change move to the new renewal date when the subscription is renewed
	// early?
	FollowsEarlyRenewal YesNo
}

// CotermRules has the parameters of the rules coterm.*.
type CotermRules struct {
	Annual    ExtensionLimit // coterm.extend-annual
	ThreeYear ExtensionLimit // coterm.extend-three-year
	Limits    LimitRule      // coterm.extend-annual: must both limits hold, or either?
	// coterm.extend-annual: can the new last day be exactly FromTransaction months after the day of the transaction?
	LimitDay YesNo
	// coterm.extend-annual: is the limit from the renewal counted from the last covered day instead of the renewal
	// date?
	FromEnd  YesNo
	ReAnchor YesNo // coterm.re-anchor: does an extended subscription follow its target's anchor?

	ExtendCharge ExtensionCharge // coterm.extend-charge: when an extension is charged
}

// ExtensionLimit is how far an extension can reach, in calendar months.
type ExtensionLimit struct {
	// the new last day is at most this many months after the day of the transaction; CotermRules.LimitDay says whether
	// it can be exactly that many
	FromTransaction int
	FromRenewal     int // the new renewal date is at most this many months after the old one
}

// InvoiceRules has the parameters of the rules invoice.*.
type InvoiceRules struct {
	// invoice.annual-instalments: instalments of a three-year subscription, one a year; 1 charges all at once
	Instalments int
	// invoice.annual-instalments: the same, for orders before the first day
	InstalmentsBefore    int
	EarlyFirst           FirstInstalment // invoice.annual-instalments: when the first is due after an early renewal
	EarlyFirstByInvoice  FirstInstalment // the same, if paid by invoice
	PayersPerPayerNumber int             // invoice.payers
	TaxRounding          TaxRounding     // invoice.tax: whether line by line or rate by rate
	RenewalPayer         RenewalPayer    // invoice.by-renewal: what it takes to pay a renewal by invoice
}

// OrderRules has the parameters of the rules order.* and quote.*.
type OrderRules struct {
	Processing time.Duration // order.charge-when-ready, renewal.awaited: an order is charged within this time
	// order.confirmation: without a confirmation after this time, check spam and ask support
	Confirmation      time.Duration
	QuoteReopening    time.Duration // order.insufficient-credit: the quote is available again within this time
	QuoteLastDay      YesNo         // quote.valid: do the prices still hold on the expiry date?
	EqualCreditPasses YesNo         // order.insufficient-credit: does an order of exactly the remaining credit pass?

	QuoteCountsAsOnline YesNo // order.tax-exempt: is an order by quote an online order for a tax-exempt buyer?
	PublicSector        YesNo // quote.available: may a buyer in the public sector order by quote?
}

// RefundRules has the parameters of the rules refund.*: the number of days within which a purchase can be returned,
// counting the day of the purchase as day 0, and two readings.
type RefundRules struct {
	Monthly     int // refund.monthly
	Annual      int // refund.long
	ThreeYear   int // refund.long
	Maintenance int // refund.maintenance
	FlexTokens  int // refund.flex

	// refund.monthly: must a monthly subscription have been bought online, not just from the vendor?
	MonthlyOnlineOnly YesNo
	RenewalFrom       RefundStart // refund.days: the day from which the days for a renewal are counted
}

// PerTerm has one number for each term.
type PerTerm struct {
	Monthly   int // for a monthly term
	Annual    int // for an annual term
	ThreeYear int // for a three-year term
}

// Of returns the number for t; 0 if t is not a term.
func (p PerTerm) Of(t calendar.Term) int {
	switch t {
	case calendar.Monthly:
		return p.Monthly
	case calendar.Annual:
		return p.Annual
	case calendar.ThreeYear:
		return p.ThreeYear
	}
	return 0
}
