package billingtest

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"pgregory.net/rapid"
)

// Purchase draws a purchase for [refund.Check] under an edition: of any kind, channel and occasion, without what was
// paid for it. A renewal is ordered on a day on which it can be, often on the first or the last.
func Purchase(ed policy.Edition) *rapid.Generator[refund.Purchase] {
	return rapid.Custom(func(t *rapid.T) refund.Purchase {
		p := refund.Purchase{
			Kind:    kind().Draw(t, "kind"),
			Channel: channel().Draw(t, "channel"),
			Event:   event().Draw(t, "event"),
			Ordered: Date().Draw(t, "ordered"),
		}
		if p.Kind == policy.FlexTokens && p.Event != refund.Renewed {
			p.Event = refund.Bought // there are no seats, and no term
		}
		if p.Kind == policy.Subscription {
			p.Term = Term().Draw(t, "term")
		}
		early, late := ed.RenewalRules().WindowDays, lateDays(ed, p)
		if early < -late {
			p.Event = refund.Bought // nothing can be renewed on any day
		}
		if p.Event == refund.Renewed {
			if p.Kind == policy.Subscription && rapid.Bool().Draw(t, "another term") {
				p.Renews = Term().Draw(t, "renews")
			}
			late = lateDays(ed, p)
			p.Renewal = p.Ordered.AddDays(rapid.OneOf(
				rapid.SampledFrom([]int{-late, early, max(-late, -1), max(-late, 0), min(early, 1)}),
				rapid.IntRange(-late, early),
			).Draw(t, "to the renewal"))
		}
		return p
	})
}

// lateDays is for how many days after its renewal date a renewal can be ordered: while it is awaited, and through
// Suspended. It is -1 if it cannot be ordered on that date either.
func lateDays(ed policy.Edition, p refund.Purchase) int {
	lapse := ed.LapseRules()
	days := lapse.SuspendedDays.Annual
	switch {
	case p.Kind == policy.FlexTokens:
		days = lapse.SuspendedDays.FlexTokens
	case p.Kind != policy.Subscription:
	case p.Renews == calendar.Monthly || p.Renews == 0 && p.Term == calendar.Monthly:
		days = lapse.SuspendedDays.Monthly
	case p.Renews == calendar.ThreeYear || p.Renews == 0 && p.Term == calendar.ThreeYear:
		days = lapse.SuspendedDays.ThreeYear
	}
	return max(lapse.ExpiredDays+days-1, ed.RenewalRules().AwaitedDays-1)
}

func kind() *rapid.Generator[policy.Kind] {
	return rapid.SampledFrom([]policy.Kind{
		policy.Subscription, policy.Subscription, policy.FlexTokens, policy.Trial, policy.MaintenancePlan,
		policy.Consulting, policy.PlatformSubscription, policy.ExtraTerritoryRights, policy.CloudCredits,
		policy.MembershipFee, policy.OtherProduct,
	})
}

func channel() *rapid.Generator[policy.Channel] {
	return rapid.SampledFrom([]policy.Channel{
		policy.Online, policy.Online, policy.Quote, policy.Sales, policy.Reseller, policy.Retailer,
	})
}

func event() *rapid.Generator[refund.Occasion] {
	return rapid.SampledFrom([]refund.Occasion{refund.Bought, refund.Renewed, refund.SeatsAdded, refund.Aligned})
}
