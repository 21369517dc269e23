package order

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// checkHead refuses a stored quote with an impossible number, kind or day. Whether its prices hold through the expiry
// date or end before it depends on the edition, so either is accepted; so are days that end when the currency is
// withdrawn, and days that do not, since that may have become known later.
func (q Quote) checkHead(op string) error {
	draft := QuoteDraft{Number: q.Number, Kind: q.Kind, Issued: q.Issued, Expires: q.Expires, Items: q.Items}
	if err := draft.checkFields(op); err != nil {
		return err
	}
	if q.Kind != policy.Subscription && q.Kind != policy.FlexTokens {
		return input.Errorf(op, "kind", q.Kind, input.ErrConflict, "cannot be quoted")
	}
	since := calendar.Since(q.opens())
	through, before := since.Intersect(calendar.Until(q.Expires.AddDays(1))), since.Intersect(calendar.Until(q.Expires))
	days := []calendar.Period{through, before}
	if gone, withdrawn := q.Total.Currency().Withdrawn(); withdrawn {
		days = append(days, through.Intersect(calendar.Until(gone)))
	}
	if q.Valid.IsZero() || !slices.Contains(days, q.Valid) {
		return input.Errorf(op, "valid", q.Valid, input.ErrConflict, "must be %s", through)
	}
	return nil
}
