package policy

import (
	"encoding"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/rule"
)

// field describes one leaf of [Parameters]: its name in a file, its rule, its wording, its bounds, and where its value
// is. Checking, decoding, encoding and comparing editions and listing their readings all use the same rows, so that
// none of them can miss a parameter.
type field struct {
	name     string // dotted path in JSON, such as "proration.standardDays.annual"
	rule     rule.ID
	says     string // for people, such as "days of a full annual term"
	min, max int    // of numbers only
	why      string // why a number cannot be larger, if there is a reason
	changes  string // what another value changes; empty for a published fact, which is not a reading

	values  func() []ReadingValue // of an enumeration
	yes, no string                // for a YesNo: what each means

	at func(*Parameters) any
}

// The bounds of the numbers. They are wide, to stop mistakes and hostile files, not unusual vendors. Only those of the
// standard days are narrow: the ranges of the terms must not overlap, since the divisor of a charge tells its term.
const (
	maxDays     = 3660 // ten years
	maxMonths   = 600
	maxCount    = 1000
	maxName     = 100 // bytes
	maxDuration = 10_000 * time.Hour

	mostMonth = 31  // days of the longest month
	mostYear  = 366 // days of the longest year
)

func fields() []field {
	return []field{
		{
			name: "name", rule: rule.EditionGate,
			says: "name of the edition",
			at:   func(p *Parameters) any { return &p.Name },
		},
		{
			name: "region", rule: rule.EditionGate,
			says: "region",
			at:   func(p *Parameters) any { return &p.Region },
		},
		{
			name: "firstDay", rule: rule.EditionGate,
			says: "first day of the gated rules",
			at:   func(p *Parameters) any { return &p.FirstDay },
		},
		{
			name: "inForce", rule: rule.EditionGate,
			says: "day from which the edition is known to hold",
			at:   func(p *Parameters) any { return &p.InForce },
		},

		{
			name: "gate.productSwitch", rule: rule.EditionGate,
			says:    "day of a product switch that is compared with the first day",
			changes: "whether a product switch on a subscription from before the first day is refused",
			values:  choices[GateDay],
			at:      func(p *Parameters) any { return &p.Gate.ProductSwitch },
		},
		{
			name: "gate.termChange", rule: rule.EditionGate,
			says:    "day of a term change that is compared with the first day",
			changes: "whether a term change on a subscription from before the first day is refused",
			values:  choices[GateDay],
			at:      func(p *Parameters) any { return &p.Gate.TermChange },
		},
		{
			name: "gate.addedSeats", rule: rule.EditionGate,
			says:    "day of added seats that is compared with the first day",
			changes: "whether added seats on a subscription from before the first day are refused",
			values:  choices[GateDay],
			at:      func(p *Parameters) any { return &p.Gate.AddedSeats },
		},
		{
			name: "gate.extension", rule: rule.EditionGate,
			says:    "day of an extension that is compared with the first day",
			changes: "whether an extension on a subscription from before the first day is refused",
			values:  choices[GateDay],
			at:      func(p *Parameters) any { return &p.Gate.Extension },
		},

		{
			name: "proration.standardDays.monthly", rule: rule.ProrationStandardDays,
			says: "standard days of a monthly term",
			min:  1, max: mostMonth, why: "no month has more days",
			at: func(p *Parameters) any { return &p.Proration.StandardDays.Monthly },
		},
		{
			name: "proration.standardDays.annual", rule: rule.ProrationStandardDays,
			says: "standard days of an annual term",
			min:  mostMonth + 1, max: mostYear, why: "no year has more days",
			at: func(p *Parameters) any { return &p.Proration.StandardDays.Annual },
		},
		{
			name: "proration.standardDays.threeYear", rule: rule.ProrationStandardDays,
			says: "standard days of a three-year term",
			min:  mostYear + 3, max: 3 * mostYear, why: "no year has more than a third of them",
			at: func(p *Parameters) any { return &p.Proration.StandardDays.ThreeYear },
		},
		{
			name: "proration.dayCount", rule: rule.ProrationLeap,
			says:    "day count",
			changes: "the days that are priced, if a 29 February or a whole service year or month is among them",
			values:  choices[DayCount],
			at:      func(p *Parameters) any { return &p.Proration.DayCount },
		},
		{
			name: "proration.rounding", rule: rule.ProrationPrice,
			says:    "rounding",
			changes: "the last minor unit of a price that lies between two",
			values:  modes,
			at:      func(p *Parameters) any { return &p.Proration.Rounding },
		},
		{
			name: "proration.roundAt", rule: rule.ProrationPrice,
			says:    "what is rounded in a price",
			changes: "a price of several seats or days by a few minor units",
			values:  choices[RoundAt],
			at:      func(p *Parameters) any { return &p.Proration.RoundAt },
		},

		{
			name: "renewal.windowDays", rule: rule.RenewalWindow,
			says: "days by which the renewal window opens before the renewal date",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Renewal.WindowDays },
		},
		{
			name: "renewal.awaitedDays", rule: rule.RenewalAwaited,
			says:    "days that count as Active while auto-renewal is being charged",
			changes: "the phase from the renewal date on, while the automatic renewal is not recorded yet",
			max:     maxDays,
			at:      func(p *Parameters) any { return &p.Renewal.AwaitedDays },
		},
		{
			name: "renewal.switchesOnAgain", rule: rule.RenewalAutoDefault,
			says:    "whether a renewal switches auto-renew on again",
			changes: "whether a subscription that was renewed with auto-renew off renews automatically",
			yes:     "it is on after a renewal, whatever it was", no: "it stays as it was switched",
			at: func(p *Parameters) any { return &p.Renewal.SwitchesOnAgain },
		},

		{
			name: "lapse.expiredDays", rule: rule.LapseExpiredDays,
			says: "days in Expired",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Lapse.ExpiredDays },
		},
		{
			name: "lapse.suspendedDays.monthly", rule: rule.LapseSuspendedDays,
			says: "days in Suspended of a monthly subscription",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Lapse.SuspendedDays.Monthly },
		},
		{
			name: "lapse.suspendedDays.annual", rule: rule.LapseSuspendedDays,
			says: "days in Suspended of an annual subscription",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Lapse.SuspendedDays.Annual },
		},
		{
			name: "lapse.suspendedDays.threeYear", rule: rule.LapseSuspendedDays,
			says: "days in Suspended of a three-year subscription",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Lapse.SuspendedDays.ThreeYear },
		},
		{
			name: "lapse.suspendedDays.flexTokens", rule: rule.LapseSuspendedDays,
			says: "days in Suspended of Flex tokens",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Lapse.SuspendedDays.FlexTokens },
		},
		{
			name: "lapse.exemptUnpaidStops", rule: rule.LapseExempt,
			says:    "whether an unpaid invoice takes away access to an exempt offering",
			changes: "the last day of access of an exempt offering with an unpaid invoice",
			yes:     "access stops at the due date", no: "it is reported, but does not take away access",
			at: func(p *Parameters) any { return &p.Lapse.ExemptUnpaidStops },
		},
		{
			name: "lapse.exemptLateRenewal", rule: rule.LapseExempt,
			says:    "whether an exempt offering can be renewed late",
			changes: "whether the renewal of an exempt offering is refused after its end",
			yes:     "for as long as an offering with stages can", no: "it cannot be renewed after its end",
			at: func(p *Parameters) any { return &p.Lapse.ExemptLateRenewal },
		},
		{
			name: "lapse.stagesBeforeEdition", rule: rule.EditionBefore,
			says:    "whether what was ordered before the first day lapses in stages",
			changes: "the phases after the end of a subscription from before the first day",
			yes:     "it goes through Expired and Suspended", no: "access ends with the last covered day",
			at: func(p *Parameters) any { return &p.Lapse.StagesBeforeEdition },
		},
		{
			name: "lapse.exemptOfferings", rule: rule.LapseExempt,
			says: "offerings without stages",
			at:   func(p *Parameters) any { return &p.ExemptOfferings },
		},

		{
			name: "change.minimumSeats", rule: rule.ChangeSeatsDown,
			says: "minimum of seats",
			min:  1, max: maxCount,
			at: func(p *Parameters) any { return &p.Change.MinimumSeats },
		},
		{
			name: "change.addSeatsWhileExpired", rule: rule.ChangeSeatsUp,
			says:    "whether seats can also be added in Expired",
			changes: "whether added seats are refused in Expired",
			yes:     "in Active and in Expired", no: "only in Active",
			at: func(p *Parameters) any { return &p.Change.AddSeatsWhileExpired },
		},
		{
			name: "change.followsEarlyRenewal", rule: rule.ChangeEffectiveFixed,
			says:    "whether a pending change moves with an early renewal",
			changes: "the day on which a pending change takes effect after an early renewal",
			yes:     "it moves to the new renewal date", no: "it keeps the day that it had when it was asked for",
			at: func(p *Parameters) any { return &p.Change.FollowsEarlyRenewal },
		},

		{
			name: "coterm.annual.fromTransaction", rule: rule.CotermExtendAnnual,
			says: "months from the transaction to which an annual subscription can be extended",
			min:  1, max: maxMonths,
			at: func(p *Parameters) any { return &p.Coterm.Annual.FromTransaction },
		},
		{
			name: "coterm.annual.fromRenewal", rule: rule.CotermExtendAnnual,
			says: "months from the renewal date to which an annual subscription can be extended",
			min:  1, max: maxMonths,
			at: func(p *Parameters) any { return &p.Coterm.Annual.FromRenewal },
		},
		{
			name: "coterm.threeYear.fromTransaction", rule: rule.CotermExtendThreeYear,
			says: "months from the transaction to which a three-year subscription can be extended",
			min:  1, max: maxMonths,
			at: func(p *Parameters) any { return &p.Coterm.ThreeYear.FromTransaction },
		},
		{
			name: "coterm.threeYear.fromRenewal", rule: rule.CotermExtendThreeYear,
			says: "months from the renewal date to which a three-year subscription can be extended",
			min:  1, max: maxMonths,
			at: func(p *Parameters) any { return &p.Coterm.ThreeYear.FromRenewal },
		},
		{
			name: "coterm.limits", rule: rule.CotermExtendAnnual,
			says:    "limits of an extension that must hold",
			changes: "the latest renewal date to which a subscription can be extended",
			values:  choices[LimitRule],
			at:      func(p *Parameters) any { return &p.Coterm.Limits },
		},
		{
			name: "coterm.limitDay", rule: rule.CotermExtendAnnual,
			says:    "whether the new last day can be the limit day itself",
			changes: "by one day, the latest renewal date that the limit from the transaction allows",
			yes:     "it can be exactly that many months after the day of the transaction",
			no:      "it must lie before that day",
			at:      func(p *Parameters) any { return &p.Coterm.LimitDay },
		},
		{
			name: "coterm.fromEnd", rule: rule.CotermExtendAnnual,
			says:    "whether the limit from the renewal is counted from the last covered day",
			changes: "by a day or a few, the latest renewal date that the limit from the renewal allows",
			yes:     "it is counted from the last covered day",
			no:      "it is counted from the renewal date, the day after",
			at:      func(p *Parameters) any { return &p.Coterm.FromEnd },
		},
		{
			name: "coterm.reAnchor", rule: rule.CotermReAnchor,
			says:    "whether an extended subscription follows its target's anchor",
			changes: "the later renewal dates of an extended subscription, at the end of a month",
			yes:     "it follows the anchor of its target", no: "it keeps its own anchor",
			at: func(p *Parameters) any { return &p.Coterm.ReAnchor },
		},
		{
			name: "coterm.extendCharge", rule: rule.CotermExtendCharge,
			says:    "when an extension is charged",
			changes: "the number and the due days of the instalments of a three-year extension",
			values:  choices[ExtensionCharge],
			at:      func(p *Parameters) any { return &p.Coterm.ExtendCharge },
		},

		{
			name: "invoice.instalments", rule: rule.InvoiceAnnualInstalments,
			says: "instalments of a three-year subscription",
			min:  1, max: 3,
			at: func(p *Parameters) any { return &p.Invoice.Instalments },
		},
		{
			name: "invoice.instalmentsBefore", rule: rule.InvoiceAnnualInstalments,
			says:    "instalments of a three-year subscription ordered before the first day",
			changes: "the number of instalments of a three-year subscription ordered before the first day",
			min:     1, max: 3,
			at: func(p *Parameters) any { return &p.Invoice.InstalmentsBefore },
		},
		{
			name: "invoice.earlyFirst", rule: rule.InvoiceAnnualInstalments,
			says:    "due day of the first or only instalment of an early renewal",
			changes: "the day on which a renewal that is made early is charged, or its first instalment",
			values:  choices[FirstInstalment],
			at:      func(p *Parameters) any { return &p.Invoice.EarlyFirst },
		},
		{
			name: "invoice.earlyFirstByInvoice", rule: rule.InvoiceAnnualInstalments,
			says:    "due day of the first or only instalment of an early renewal that is paid by invoice",
			changes: "the date of the first invoice of a renewal that is made early and paid by invoice",
			values:  choices[FirstInstalment],
			at:      func(p *Parameters) any { return &p.Invoice.EarlyFirstByInvoice },
		},
		{
			name: "invoice.payersPerPayerNumber", rule: rule.InvoicePayers,
			says: "payer e-mail addresses of a payer number",
			min:  1, max: maxCount,
			at: func(p *Parameters) any { return &p.Invoice.PayersPerPayerNumber },
		},
		{
			name: "invoice.taxRounding", rule: rule.InvoiceTax,
			says:    "what tax is computed and rounded on",
			changes: "the tax of a document of several lines by a few minor units",
			values:  choices[TaxRounding],
			at:      func(p *Parameters) any { return &p.Invoice.TaxRounding },
		},
		{
			name: "invoice.renewalPayer", rule: rule.InvoiceByRenewal,
			says:    "what it takes to pay a renewal by invoice",
			changes: "whether a renewal may be paid by invoice without a payer on file",
			values:  choices[RenewalPayer],
			at:      func(p *Parameters) any { return &p.Invoice.RenewalPayer },
		},

		{
			name: "order.processing", rule: rule.OrderChargeWhenReady,
			says: "time within which an order is charged",
			at:   func(p *Parameters) any { return &p.Order.Processing },
		},
		{
			name: "order.confirmation", rule: rule.OrderConfirmation,
			says: "time within which an order is confirmed",
			at:   func(p *Parameters) any { return &p.Order.Confirmation },
		},
		{
			name: "order.quoteReopening", rule: rule.OrderInsufficientCredit,
			says: "time within which a quote is available again",
			at:   func(p *Parameters) any { return &p.Order.QuoteReopening },
		},
		{
			name: "order.quoteLastDay", rule: rule.QuoteValid,
			says:    "whether the prices of a quote hold on its expiry date",
			changes: "by one day, the last day on which a quote can be accepted",
			yes:     "through the expiry date", no: "through the day before",
			at: func(p *Parameters) any { return &p.Order.QuoteLastDay },
		},
		{
			name: "order.equalCreditPasses", rule: rule.OrderInsufficientCredit,
			says:    "whether an order of exactly the remaining credit passes",
			changes: "whether an order of exactly the remaining credit is refused",
			yes:     "it may equal what is left", no: "it must be less than what is left",
			at: func(p *Parameters) any { return &p.Order.EqualCreditPasses },
		},
		{
			name: "order.quoteCountsAsOnline", rule: rule.OrderTaxExempt,
			says:    "whether an order by quote counts as online for a tax-exempt buyer",
			changes: "whether a tax-exempt buyer can order by quote",
			yes:     "it does, and is refused", no: "it does not, and can be placed",
			at: func(p *Parameters) any { return &p.Order.QuoteCountsAsOnline },
		},
		{
			name: "order.publicSector", rule: rule.QuoteAvailable,
			says:    "whether a buyer in the public sector may order by quote",
			changes: "whether orders by quote of buyers in the public sector are refused",
			yes:     "like any other buyer", no: "it still gets quotes from a reseller",
			at: func(p *Parameters) any { return &p.Order.PublicSector },
		},
		{
			name: "order.cardCeilings", rule: rule.OrderPaymentMethods,
			says: "totals above which neither card nor PayPal is taken",
			at:   func(p *Parameters) any { return &p.CardCeilings },
		},

		{
			name: "refund.monthly", rule: rule.RefundMonthly,
			says: "days to return a monthly subscription",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Refund.Monthly },
		},
		{
			name: "refund.annual", rule: rule.RefundLong,
			says: "days to return an annual subscription",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Refund.Annual },
		},
		{
			name: "refund.threeYear", rule: rule.RefundLong,
			says: "days to return a three-year subscription",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Refund.ThreeYear },
		},
		{
			name: "refund.maintenance", rule: rule.RefundMaintenance,
			says: "days to return a maintenance plan",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Refund.Maintenance },
		},
		{
			name: "refund.flexTokens", rule: rule.RefundFlex,
			says: "days to return Flex tokens",
			max:  maxDays,
			at:   func(p *Parameters) any { return &p.Refund.FlexTokens },
		},
		{
			name: "refund.monthlyOnlineOnly", rule: rule.RefundMonthly,
			says: "whether a monthly subscription must have been bought online to be returned",
			changes: "whether the return of a monthly subscription that was bought by quote or through sales is " +
				"refused",
			yes: "bought online from the vendor", no: "bought from the vendor in any way",
			at: func(p *Parameters) any { return &p.Refund.MonthlyOnlineOnly },
		},
		{
			name: "refund.renewalFrom", rule: rule.RefundDays,
			says:    "day from which the days to return a renewal are counted",
			changes: "the last day to return a renewal that was not ordered on the renewal date",
			values:  choices[RefundStart],
			at:      func(p *Parameters) any { return &p.Refund.RenewalFrom },
		},
	}
}

// check returns what is wrong with the value that f has in p, or nil.
func (f field) check(op string, p *Parameters) error {
	switch v := f.at(p).(type) {
	case *int:
		if (*v < f.min || *v > f.max) && f.why != "" {
			return input.Errorf(op, f.name, *v, input.ErrRange, "must be from %d to %d: %s", f.min, f.max, f.why)
		}
		return input.Range(op, f.name, *v, f.min, f.max)
	case *string:
		return input.Name(op, f.name, *v, maxName)
	case *Region:
		return input.Name(op, f.name, string(*v), maxName)
	case *[]string:
		return checkNames(op, f.name, *v)
	case *[]money.Amount:
		return checkCeilings(op, f.name, *v)
	case *calendar.Date:
		if v.IsZero() {
			return input.Missing(op, f.name)
		}
	case *time.Duration:
		if *v <= 0 || *v > maxDuration {
			return input.Errorf(op, f.name, *v, input.ErrRange, "must be more than 0 and at most %v", maxDuration)
		}
	case encoding.TextMarshaler: // an enumeration: a value that is not valid has no text
		if _, err := v.MarshalText(); err != nil {
			return input.At(err, op, f.name)
		}
	}
	return nil
}

func checkNames(op, field string, names []string) error {
	if err := input.Length(op, field, len(names), maxCount); err != nil {
		return err
	}
	seen := make(map[string]bool, len(names))
	for i, name := range names {
		at := fmt.Sprintf("%s[%d]", field, i)
		if err := input.Name(op, at, name, maxName); err != nil {
			return err
		}
		if seen[name] {
			return input.Duplicate(op, at, name)
		}
		seen[name] = true
	}
	return nil
}

// checkCeilings refuses ceilings that no order can exceed, and two in one currency.
func checkCeilings(op, field string, ceilings []money.Amount) error {
	seen := make(map[money.Currency]bool, len(ceilings))
	for i, a := range ceilings {
		at := fmt.Sprintf("%s[%d]", field, i)
		_, err := a.Minor()
		switch {
		case err != nil: // not an amount, not whole, or too large
			return input.At(err, op, at)
		case a.Sign() < 0:
			return price.Check(op, at, a)
		case seen[a.Currency()]:
			return input.Errorf(op, at, a, input.ErrConflict,
				"is a duplicate: there is already one in %s", a.Currency())
		}
		seen[a.Currency()] = true
	}
	return nil
}

// parseAmounts reads amounts, up to the first error.
func parseAmounts(op, field string, texts []string) ([]money.Amount, error) {
	amounts := make([]money.Amount, len(texts))
	for i, text := range texts {
		a, err := money.ParseAmount(text)
		if err != nil {
			return nil, input.At(err, op, fmt.Sprintf("%s[%d]", field, i))
		}
		amounts[i] = a
	}
	return amounts, nil
}

// decode reads a JSON value into the place that f has in p.
func (f field) decode(op string, p *Parameters, raw json.RawMessage) error {
	want := "text"
	switch v := f.at(p).(type) {
	case *int:
		want = "a whole number"
		if decodes(raw, v) {
			return nil
		}
	case *[]string:
		want = "a list of texts"
		var names []string // decoded into a new slice, since the base's names must not be overwritten
		if decodes(raw, &names) {
			*v = names
			return nil
		}
	case *[]money.Amount:
		want = `a list of amounts such as "USD 25000.00"`
		var texts []string
		if decodes(raw, &texts) {
			amounts, err := parseAmounts(op, f.name, texts)
			*v = amounts
			return err
		}
	case *time.Duration:
		want = `a duration such as "24h"`
		var text string
		if decodes(raw, &text) {
			if d, err := time.ParseDuration(text); err == nil && plainNumbers(text) {
				*v = d
				return nil
			}
		}
	case encoding.TextUnmarshaler:
		var text string
		if decodes(raw, &text) {
			return input.At(v.UnmarshalText([]byte(text)), op, f.name)
		}
	default: // *string and *Region
		if decodes(raw, v) {
			return nil
		}
	}
	return input.Errorf(op, f.name, input.Raw(raw), input.ErrSyntax, "is not %s", want)
}

// plainNumbers reports whether the numbers of a duration, which package time has accepted, are in canonical form:
// without a sign, a leading zero, or a point that lacks a digit on either side.
func plainNumbers(duration string) bool {
	if len(duration) == 0 || duration[0] < '0' || duration[0] > '9' {
		return false
	}
	for part := range strings.FieldsFuncSeq(duration, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }) {
		whole, fraction, pointed := strings.Cut(part, ".")
		if whole == "" || len(whole) > 1 && whole[0] == '0' || pointed && fraction == "" {
			return false
		}
	}
	return true
}

// decodes reads raw into a variable, or reports false. It refuses null, which the decoder would ignore.
func decodes(raw json.RawMessage, into any) bool {
	return string(raw) != "null" && json.Unmarshal(raw, into) == nil
}

// encode returns the value that f has in p as JSON. The parameters are valid, so it cannot fail.
func (f field) encode(p *Parameters) json.RawMessage {
	value := f.at(p)
	switch v := value.(type) {
	case *time.Duration:
		value = v.String()
	case *[]money.Amount:
		value = texts(*v)
	}
	raw, _ := json.Marshal(value)
	return raw
}
