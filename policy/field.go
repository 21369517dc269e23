package policy

import (
	"encoding"
	"encoding/json"
	"fmt"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/money"
	"example.com/billingrules/rule"
)

// field is one row about one leaf of [Parameters]: its name in a file, the rule that it belongs to, how it is said
// in words, its bounds, and where it lives. Checking, decoding, encoding and comparing editions all walk the same
// rows, so that a parameter cannot be known to one of them and not to another.
type field struct {
	name     string // dotted path in JSON, such as "proration.standardDays.annual"
	rule     rule.ID
	says     string // for people, such as "days of a full annual term"
	min, max int    // of numbers only
	at       func(*Parameters) any
}

// The bounds of the numbers. They are wide: they stop slips and hostile files, not unusual vendors.
const (
	maxDays     = 3660 // ten years
	maxMonths   = 600
	maxCount    = 1000
	maxName     = 100 // bytes
	maxDuration = 10_000 * time.Hour
)

func fields() []field {
	return []field{
		{name: "name", rule: rule.EditionGate, says: "name of the edition", at: func(p *Parameters) any { return &p.Name }},
		{name: "region", rule: rule.EditionGate, says: "region", at: func(p *Parameters) any { return &p.Region }},
		{name: "firstDay", rule: rule.EditionGate, says: "first day of the edition", at: func(p *Parameters) any { return &p.FirstDay }},

		{name: "gate.productSwitch", rule: rule.EditionGate, says: "day by which a product switch is held against the first day", at: func(p *Parameters) any { return &p.Gate.ProductSwitch }},
		{name: "gate.termChange", rule: rule.EditionGate, says: "day by which a term change is held against the first day", at: func(p *Parameters) any { return &p.Gate.TermChange }},
		{name: "gate.addedSeats", rule: rule.EditionGate, says: "day by which added seats are held against the first day", at: func(p *Parameters) any { return &p.Gate.AddedSeats }},
		{name: "gate.extension", rule: rule.EditionGate, says: "day by which an extension is held against the first day", at: func(p *Parameters) any { return &p.Gate.Extension }},

		{"proration.standardDays.monthly", rule.ProrationStandardDays, "standard days of a monthly term", 1, maxDays, func(p *Parameters) any { return &p.Proration.StandardDays.Monthly }},
		{"proration.standardDays.annual", rule.ProrationStandardDays, "standard days of an annual term", 1, maxDays, func(p *Parameters) any { return &p.Proration.StandardDays.Annual }},
		{"proration.standardDays.threeYear", rule.ProrationStandardDays, "standard days of a three-year term", 1, maxDays, func(p *Parameters) any { return &p.Proration.StandardDays.ThreeYear }},
		{name: "proration.dayCount", rule: rule.ProrationLeap, says: "day count", at: func(p *Parameters) any { return &p.Proration.DayCount }},
		{name: "proration.rounding", rule: rule.ProrationPrice, says: "rounding", at: func(p *Parameters) any { return &p.Proration.Rounding }},
		{name: "proration.roundAt", rule: rule.ProrationPrice, says: "what is rounded of a price", at: func(p *Parameters) any { return &p.Proration.RoundAt }},

		{"renewal.windowDays", rule.RenewalWindow, "days by which the renewal window opens before the renewal date", 0, maxDays, func(p *Parameters) any { return &p.Renewal.WindowDays }},
		{"renewal.awaitedDays", rule.RenewalAwaited, "days that count as Active while auto-renewal is being charged", 0, maxDays, func(p *Parameters) any { return &p.Renewal.AwaitedDays }},
		{name: "renewal.switchesOnAgain", rule: rule.RenewalAutoDefault, says: "whether a renewal switches auto-renew on again", at: func(p *Parameters) any { return &p.Renewal.SwitchesOnAgain }},

		{"lapse.expiredDays", rule.LapseExpiredDays, "days in Expired", 0, maxDays, func(p *Parameters) any { return &p.Lapse.ExpiredDays }},
		{"lapse.suspendedDays.monthly", rule.LapseSuspendedDays, "days in Suspended of a monthly subscription", 0, maxDays, func(p *Parameters) any { return &p.Lapse.SuspendedDays.Monthly }},
		{"lapse.suspendedDays.annual", rule.LapseSuspendedDays, "days in Suspended of an annual subscription", 0, maxDays, func(p *Parameters) any { return &p.Lapse.SuspendedDays.Annual }},
		{"lapse.suspendedDays.threeYear", rule.LapseSuspendedDays, "days in Suspended of a three-year subscription", 0, maxDays, func(p *Parameters) any { return &p.Lapse.SuspendedDays.ThreeYear }},
		{"lapse.suspendedDays.flexTokens", rule.LapseSuspendedDays, "days in Suspended of Flex tokens", 0, maxDays, func(p *Parameters) any { return &p.Lapse.SuspendedDays.FlexTokens }},
		{name: "lapse.exemptUnpaidStops", rule: rule.LapseExempt, says: "whether an unpaid invoice takes the access of an exempt offering", at: func(p *Parameters) any { return &p.Lapse.ExemptUnpaidStops }},
		{name: "lapse.exemptLateRenewal", rule: rule.LapseExempt, says: "whether an exempt offering can be renewed late", at: func(p *Parameters) any { return &p.Lapse.ExemptLateRenewal }},
		{name: "lapse.stagesBeforeEdition", rule: rule.EditionBefore, says: "whether what was ordered before the first day lapses in stages", at: func(p *Parameters) any { return &p.Lapse.StagesBeforeEdition }},
		{name: "lapse.exemptOfferings", rule: rule.LapseExempt, says: "offerings without stages", at: func(p *Parameters) any { return &p.ExemptOfferings }},

		{"change.minimumSeats", rule.ChangeSeatsDown, "minimum of seats", 1, maxCount, func(p *Parameters) any { return &p.Change.MinimumSeats }},
		{name: "change.addSeatsWhileExpired", rule: rule.ChangeSeatsUp, says: "whether seats can also be added in Expired", at: func(p *Parameters) any { return &p.Change.AddSeatsWhileExpired }},
		{name: "change.followsEarlyRenewal", rule: rule.ChangeEffectiveFixed, says: "whether a pending change moves with an early renewal", at: func(p *Parameters) any { return &p.Change.FollowsEarlyRenewal }},

		{"coterm.annual.fromTransaction", rule.CotermExtendAnnual, "months from the transaction to which an annual subscription can be extended", 1, maxMonths, func(p *Parameters) any { return &p.Coterm.Annual.FromTransaction }},
		{"coterm.annual.fromRenewal", rule.CotermExtendAnnual, "months from the renewal date to which an annual subscription can be extended", 1, maxMonths, func(p *Parameters) any { return &p.Coterm.Annual.FromRenewal }},
		{"coterm.threeYear.fromTransaction", rule.CotermExtendThreeYear, "months from the transaction to which a three-year subscription can be extended", 1, maxMonths, func(p *Parameters) any { return &p.Coterm.ThreeYear.FromTransaction }},
		{"coterm.threeYear.fromRenewal", rule.CotermExtendThreeYear, "months from the renewal date to which a three-year subscription can be extended", 1, maxMonths, func(p *Parameters) any { return &p.Coterm.ThreeYear.FromRenewal }},
		{name: "coterm.limits", rule: rule.CotermExtendAnnual, says: "limits of an extension that must hold", at: func(p *Parameters) any { return &p.Coterm.Limits }},
		{name: "coterm.limitDay", rule: rule.CotermExtendAnnual, says: "whether the new last day can be the limit day itself", at: func(p *Parameters) any { return &p.Coterm.LimitDay }},
		{name: "coterm.fromEnd", rule: rule.CotermExtendAnnual, says: "whether the limit from the renewal is counted from the last covered day", at: func(p *Parameters) any { return &p.Coterm.FromEnd }},
		{name: "coterm.reAnchor", rule: rule.CotermReAnchor, says: "whether an extended subscription follows its target's anchor", at: func(p *Parameters) any { return &p.Coterm.ReAnchor }},
		{name: "coterm.extendCharge", rule: rule.CotermExtendCharge, says: "when an extension is charged", at: func(p *Parameters) any { return &p.Coterm.ExtendCharge }},

		{"invoice.instalments", rule.InvoiceAnnualInstalments, "instalments of a three-year subscription", 1, 3, func(p *Parameters) any { return &p.Invoice.Instalments }},
		{"invoice.instalmentsBefore", rule.InvoiceAnnualInstalments, "instalments of a three-year subscription ordered before the first day", 1, 3, func(p *Parameters) any { return &p.Invoice.InstalmentsBefore }},
		{name: "invoice.earlyFirst", rule: rule.InvoiceAnnualInstalments, says: "due day of the first instalment renewed early", at: func(p *Parameters) any { return &p.Invoice.EarlyFirst }},
		{name: "invoice.earlyFirstByInvoice", rule: rule.InvoiceAnnualInstalments, says: "due day of the first instalment renewed early and paid by invoice", at: func(p *Parameters) any { return &p.Invoice.EarlyFirstByInvoice }},
		{"invoice.payersPerPayerNumber", rule.InvoicePayers, "payer e-mail addresses of a payer number", 1, maxCount, func(p *Parameters) any { return &p.Invoice.PayersPerPayerNumber }},
		{name: "invoice.taxRounding", rule: rule.InvoiceTax, says: "what tax is rounded for", at: func(p *Parameters) any { return &p.Invoice.TaxRounding }},
		{name: "invoice.renewalPayer", rule: rule.InvoiceByRenewal, says: "what it takes to pay a renewal by invoice", at: func(p *Parameters) any { return &p.Invoice.RenewalPayer }},

		{name: "order.processing", rule: rule.OrderChargeWhenReady, says: "time within which an order is charged", at: func(p *Parameters) any { return &p.Order.Processing }},
		{name: "order.confirmation", rule: rule.OrderConfirmation, says: "time within which an order is confirmed", at: func(p *Parameters) any { return &p.Order.Confirmation }},
		{name: "order.quoteReopening", rule: rule.OrderInsufficientCredit, says: "time within which a quote is back", at: func(p *Parameters) any { return &p.Order.QuoteReopening }},
		{name: "order.quoteLastDay", rule: rule.QuoteValid, says: "whether the prices of a quote hold on its expiry date", at: func(p *Parameters) any { return &p.Order.QuoteLastDay }},
		{name: "order.equalCreditPasses", rule: rule.OrderInsufficientCredit, says: "whether an order of exactly the remaining credit passes", at: func(p *Parameters) any { return &p.Order.EqualCreditPasses }},
		{name: "order.quoteCountsAsOnline", rule: rule.OrderTaxExempt, says: "whether an order by quote counts as online for a tax-exempt buyer", at: func(p *Parameters) any { return &p.Order.QuoteCountsAsOnline }},
		{name: "order.publicSector", rule: rule.QuoteAvailable, says: "whether a buyer in the public sector may order", at: func(p *Parameters) any { return &p.Order.PublicSector }},
		{name: "order.cardCeilings", rule: rule.OrderPaymentMethods, says: "totals above which neither card nor PayPal is taken", at: func(p *Parameters) any { return &p.CardCeilings }},

		{"refund.monthly", rule.RefundMonthly, "days to return a monthly subscription", 0, maxDays, func(p *Parameters) any { return &p.Refund.Monthly }},
		{"refund.annual", rule.RefundLong, "days to return an annual subscription", 0, maxDays, func(p *Parameters) any { return &p.Refund.Annual }},
		{"refund.threeYear", rule.RefundLong, "days to return a three-year subscription", 0, maxDays, func(p *Parameters) any { return &p.Refund.ThreeYear }},
		{"refund.maintenance", rule.RefundMaintenance, "days to return a maintenance plan", 0, maxDays, func(p *Parameters) any { return &p.Refund.Maintenance }},
		{"refund.flexTokens", rule.RefundFlex, "days to return Flex tokens", 0, maxDays, func(p *Parameters) any { return &p.Refund.FlexTokens }},
		{name: "refund.monthlyOnlineOnly", rule: rule.RefundMonthly, says: "whether a monthly subscription must have been bought online to be returned", at: func(p *Parameters) any { return &p.Refund.MonthlyOnlineOnly }},
		{name: "refund.renewalFrom", rule: rule.RefundDays, says: "day from which a renewal is counted", at: func(p *Parameters) any { return &p.Refund.RenewalFrom }},
	}
}

// check returns what is wrong with the value that f has in p, or nil.
func (f field) check(op string, p *Parameters) error {
	switch v := f.at(p).(type) {
	case *int:
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
	case encoding.TextMarshaler: // the enumerations, whose text is refused where they have none
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

// checkCeilings refuses totals of which no order could be more, or two in one currency.
func checkCeilings(op, field string, ceilings []money.Amount) error {
	seen := make(map[money.Currency]bool, len(ceilings))
	for i, a := range ceilings {
		at := fmt.Sprintf("%s[%d]", field, i)
		_, err := a.Minor()
		switch {
		case err != nil: // no amount, a part of a minor unit, or too many
			return input.At(err, op, at)
		case a.Sign() < 0:
			return input.Errorf(op, at, a, input.ErrRange, "is negative")
		case seen[a.Currency()]:
			return input.Errorf(op, at, a, input.ErrConflict, "is a second one in %s", a.Currency())
		}
		seen[a.Currency()] = true
	}
	return nil
}

// parseAmounts reads amounts, up to the first that is none.
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
		var names []string // decoded apart, or the names of the base would be written over
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
			if d, err := time.ParseDuration(text); err == nil {
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

// decodes reads raw into a place, or reports false. Null, which the decoder passes over, is no value.
func decodes(raw json.RawMessage, into any) bool {
	return string(raw) != "null" && json.Unmarshal(raw, into) == nil
}

// encode returns the value that f has in p as JSON. The parameters are valid, so that it cannot fail.
func (f field) encode(p *Parameters) json.RawMessage {
	value := f.at(p)
	switch v := value.(type) {
	case *time.Duration:
		value = v.String()
	case *[]money.Amount:
		texts := make([]string, len(*v))
		for i, a := range *v {
			texts[i] = a.String()
		}
		value = texts
	}
	raw, _ := json.Marshal(value)
	return raw
}
