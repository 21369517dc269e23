package policy

import (
	"iter"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

// Europe2024 returns the edition for Europe from 2024-09-16 on, with the default readings. Its numbers are the page's
// own. If the page is silent, they come from other public pages of the vendor or from the rulebook's reading: see the
// Standing of a [rule.Rule].
//
// Each call builds and checks the edition anew, which takes longer than most questions about it: call it once and keep
// the result.
func Europe2024() Edition { return seal(europe2024()) }

func europe2024() Parameters {
	return Parameters{
		Name:     "Europe2024",
		Region:   Europe,
		FirstDay: calendar.MustParseDate(europe2024Day),
		InForce:  calendar.MustParseDate(europe2024Day),
		Gate:     GateRules{ProductSwitch: ByAct, TermChange: ByTerm, AddedSeats: ByAct, Extension: ByTerm},
		Proration: ProrationRules{
			StandardDays: PerTerm{Monthly: 30, Annual: 365, ThreeYear: 1095},
			DayCount:     Standard,
			Rounding:     money.HalfUp,
			RoundAt:      RoundLine,
		},
		Renewal: RenewalRules{WindowDays: 90, AwaitedDays: 1, SwitchesOnAgain: Yes},
		Lapse: LapseRules{
			ExpiredDays:         15,
			SuspendedDays:       SuspendedDays{Monthly: 15, Annual: 30, ThreeYear: 30, FlexTokens: 30},
			ExemptUnpaidStops:   No,
			ExemptLateRenewal:   No,
			StagesBeforeEdition: No,
		},
		Change: ChangeRules{MinimumSeats: 1, AddSeatsWhileExpired: No, FollowsEarlyRenewal: No},
		Coterm: CotermRules{
			Annual:       ExtensionLimit{FromTransaction: 15, FromRenewal: 12},
			ThreeYear:    ExtensionLimit{FromTransaction: 39, FromRenewal: 36},
			Limits:       BothLimits,
			LimitDay:     Yes,
			FromEnd:      No,
			ReAnchor:     Yes,
			ExtendCharge: ChargeAtOnce,
		},
		Invoice: InvoiceRules{
			Instalments:          3,
			InstalmentsBefore:    1,
			EarlyFirst:           DueAtOrder,
			EarlyFirstByInvoice:  DueAtRenewal,
			PayersPerPayerNumber: 5,
			TaxRounding:          TaxPerLine,
			RenewalPayer:         PayerOnFile,
		},
		Order: OrderRules{
			Processing:          24 * time.Hour,
			Confirmation:        24 * time.Hour,
			QuoteReopening:      15 * time.Minute,
			QuoteLastDay:        Yes,
			EqualCreditPasses:   Yes,
			QuoteCountsAsOnline: No,
			PublicSector:        Yes,
		},
		Refund: RefundRules{
			Monthly: 15, Annual: 30, ThreeYear: 30, Maintenance: 30, FlexTokens: 30,
			MonthlyOnlineOnly: Yes, RenewalFrom: FromLater,
		},
		ExemptOfferings: []string{
			"Autodesk BIM Collaborate", "Autodesk BIM Collaborate Pro", "Autodesk Build 500", "Autodesk Build 5000",
			"Autodesk Build Unlimited", "Autodesk Docs", "Autodesk Takeoff", "Autodesk Workshop XR",
		},
	}
}

// NorthAmerica2024 returns the edition for the United States and Canada from 2024-06-10 on. That day is corroborated
// for Canada; the numbers are those of [Europe2024]. Call it once and keep the result.
func NorthAmerica2024() Edition {
	p := europe2024()
	p.Name, p.Region, p.FirstDay = "NorthAmerica2024", NorthAmerica, calendar.MustParseDate(northAmerica2024Day)
	p.InForce = p.FirstDay
	return seal(p)
}

// Europe2025 returns [Europe2024] as changed by newer public pages of the same vendor; all changes are corroborated. It
// differs in
//
//	order.cardCeilings     USD 25000.00: a quote over that, or its equivalent in the local currency, cannot be
//	                       paid by card or PayPal. autodesk.com/ca-en/customer/help, "How to purchase through a
//	                       quote". No page names the equivalents, so other currencies have no ceiling here
//	order.publicSector     no: "some regions and customer types are not eligible for the new buying experience" (the
//	                       same page). Partners in Europe write that buyers in the public sector are among them:
//	                       they still get their quotes from a reseller. No page says so of orders online or
//	                       through sales
//	invoice.renewalPayer   a payer on file, or another subscription that is already paid by invoice:
//	                       autodesk.com/uk/support/account/manage/renew/pay-by-invoice-renewal
//
// The same pages state in days what Europe2024 states in stages, so no number changes. Up to 30 days (monthly) or 45
// days (annual, three-year) after the end of a subscription, its auto-renew can be switched (…/renew/auto-renewal)
// and it can be renewed late (…/renew/faq). Those days end with Suspended.
//
// The pages name no first day. The gated rules begin as before: FirstDay is that of [Europe2024]. InForce is
// 2025-12-29, the date of the latest copy of the pages that was read: the edition is known to apply from that day on,
// and may have applied earlier. If you know a better day, set it in your own edition.
func Europe2025() Edition {
	p := europe2024()
	p.Name, p.InForce = "Europe2025", calendar.MustParseDate(europe2025Day)
	p.Order.PublicSector = No
	p.Invoice.RenewalPayer = PayerOnFileOrOther
	p.CardCeilings = []money.Amount{money.MustParseAmount("USD 25000.00")}
	return seal(p)
}

// The days on which the published editions came into force.
const (
	northAmerica2024Day = "2024-06-10"
	europe2024Day       = "2024-09-16"
	europe2025Day       = "2025-12-29"
)

// published lists the published editions in the order of the days on which they came into force. An edition is chosen
// from the list before it is built.
func published() []publication {
	return []publication{
		{NorthAmerica, northAmerica2024Day, NorthAmerica2024},
		{Europe, europe2024Day, Europe2024},
		{Europe, europe2025Day, Europe2025},
	}
}

type publication struct {
	region  Region
	inForce string
	edition func() Edition
}

// Editions yields the published editions, in the order of the days on which they came into force. Each is built when it
// is yielded.
func Editions() iter.Seq[Edition] {
	return func(yield func(Edition) bool) {
		for _, p := range published() {
			if !yield(p.edition()) {
				return
			}
		}
	}
}

// EditionOn returns the published edition of a region for an act on a day, such as a purchase, a renewal or a return:
// the latest in force on that day. Before the first edition came into force it returns the first one, which refuses
// gated acts by edition.before.
//
// Choose by the day of the act, never by the day on which the term was bought, and use the same edition for the whole
// act. An earlier decision keeps the edition whose fingerprint it carries. A region without an edition and the zero
// Date are errors. Call EditionOn once and keep the result.
func EditionOn(region Region, day calendar.Date) (Edition, error) {
	const op = "policy.EditionOn"
	if day.IsZero() {
		return Edition{}, input.Missing(op, "day")
	}
	var found func() Edition
	for _, p := range published() {
		if p.region == region && (found == nil || !day.Before(calendar.MustParseDate(p.inForce))) {
			found = p.edition
		}
	}
	switch {
	case found != nil:
		return found(), nil
	case region == "":
		return Edition{}, input.Missing(op, "region")
	}
	return Edition{}, input.Errorf(op, "region", string(region), input.ErrUnknown, "has no published edition")
}
