package policy

import (
	"iter"
	"slices"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/money"
)

// Europe2024 returns the edition that holds in Europe from 2024-09-16 on, with the default readings. Its numbers
// are the page's own; where the page is silent, other public pages of the vendor, or the reading that the rulebook
// chose (see [Rule].Standing).
//
// The edition is made anew, checked and sealed on each call, which takes longer than most questions to it: keep it.
func Europe2024() Edition {
	return seal(Parameters{
		Name:     "Europe2024",
		Region:   Europe,
		FirstDay: calendar.MustParseDate("2024-09-16"),
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
		Refund: RefundRules{Monthly: 15, Annual: 30, ThreeYear: 30, Maintenance: 30, FlexTokens: 30, MonthlyOnlineOnly: Yes, RenewalFrom: FromLater},
		ExemptOfferings: []string{
			"Autodesk BIM Collaborate", "Autodesk BIM Collaborate Pro", "Autodesk Build 500", "Autodesk Build 5000",
			"Autodesk Build Unlimited", "Autodesk Docs", "Autodesk Takeoff", "Autodesk Workshop XR",
		},
	})
}

// NorthAmerica2024 returns the edition that holds in the United States and Canada from 2024-06-10 on. Its day is
// corroborated for Canada; its numbers are those of [Europe2024], and like that it is to be kept.
func NorthAmerica2024() Edition {
	p := Europe2024().Parameters()
	p.Name, p.Region, p.FirstDay = "NorthAmerica2024", NorthAmerica, calendar.MustParseDate("2024-06-10")
	return seal(p)
}

// Editions yields the published editions, oldest first.
func Editions() iter.Seq[Edition] {
	return slices.Values([]Edition{NorthAmerica2024(), Europe2024()})
}

// For returns the published edition of a region, to be kept as [Europe2024] is. A region without one is an error.
func For(region Region) (Edition, error) {
	for e := range Editions() {
		if e.Region() == region {
			return e, nil
		}
	}
	if region == "" {
		return Edition{}, input.Missing("policy.For", "region")
	}
	return Edition{}, input.Errorf("policy.For", "region", string(region), input.ErrUnknown, "has no published edition")
}
