package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// autoRenew reports whether auto-renew is on, by whatever set it last: a request, or a purchase or renewal under the
// edition. If there was one of each on the same day, the request counts. It is given the latest switch, nil if there is
// none, and whether the latest order is under the edition. Implements renewal.auto-default.
func (k knowledge) autoRenew(ed policy.Edition, switched *Change, gated bool) bool {
	if switched == nil {
		return gated
	}
	on, asked := switched.AutoRenew, switched.Asked
	if ed.RenewalRules().SwitchesOnAgain == policy.No {
		return on
	}
	for i := k.orderedBy(k.day) - 1; i > 0 && k.Terms[i].Ordered.After(asked); i-- {
		if k.Terms[i].AlignedTo.IsZero() && ed.Covers(k.Terms[i].Ordered) {
			return true
		}
	}
	return on
}

// chargeFailed reports whether the charge of the automatic renewal on a renewal date has failed. Implements
// renewal.charge-failed.
func (k knowledge) chargeFailed(renewal calendar.Date) bool {
	i, _ := slices.BinarySearchFunc(k.FailedCharges, renewal, calendar.Date.Compare)
	return i < len(k.FailedCharges) && !k.FailedCharges[i].After(k.day)
}
