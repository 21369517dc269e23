package order

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// checkHead refuses a stored quote with an impossible number, kind or day. Whether its prices hold through the expiry
// date or end before it depends on the edition, so either is accepted.
func (q Quote) checkHead(op string) error {
	draft := QuoteDraft{Number: q.Number, Kind: q.Kind, Issued: q.Issued, Expires: q.Expires, Items: q.Items}
	if err := draft.checkFields(op); err != nil {
		return err
	}
	if q.Kind != policy.Subscription && q.Kind != policy.FlexTokens {
		return input.Errorf(op, "kind", q.Kind, input.ErrConflict, "cannot be quoted")
	}
	since := calendar.Since(q.Issued)
	through, before := since.Intersect(calendar.Until(q.Expires.AddDays(1))), since.Intersect(calendar.Until(q.Expires))
	if q.Valid != through && (q.Valid != before || before.IsZero()) {
		return input.Errorf(op, "valid", q.Valid, input.ErrConflict, "must be %s", through)
	}
	return nil
}
