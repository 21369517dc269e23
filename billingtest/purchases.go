package billingtest

import (
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"pgregory.net/rapid"
)

// Purchase draws what [refund.Check] can be asked of: any kind, channel and event, without what was paid for it.
func Purchase() *rapid.Generator[refund.Purchase] {
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
		if p.Event == refund.Renewed {
			p.Renewal = p.Ordered.AddDays(rapid.OneOf(rapid.IntRange(-2, 2), rapid.IntRange(-45, 90)).Draw(t, "to the renewal"))
		}
		return p
	})
}

func kind() *rapid.Generator[policy.Kind] {
	return rapid.SampledFrom([]policy.Kind{
		policy.Subscription, policy.Subscription, policy.FlexTokens, policy.Trial, policy.MaintenancePlan, policy.Consulting,
		policy.PlatformSubscription, policy.ExtraTerritoryRights, policy.CloudCredits, policy.MembershipFee, policy.OtherProduct,
	})
}

func channel() *rapid.Generator[policy.Channel] {
	return rapid.SampledFrom([]policy.Channel{policy.Online, policy.Online, policy.Quote, policy.Sales, policy.Reseller, policy.Retailer})
}

func event() *rapid.Generator[refund.Occasion] {
	return rapid.SampledFrom([]refund.Occasion{refund.Bought, refund.Renewed, refund.SeatsAdded, refund.Aligned})
}
