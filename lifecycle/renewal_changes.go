package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// RenewalChanges are the changes that a renewal itself carries for the next term (renewal.with-changes), and, for Flex
// tokens, the end date that is bought. The zero RenewalChanges carries no change; pending changes take effect all the
// same.
type RenewalChanges struct {
	Seats    int           `json:"seats,omitzero"`     // another number of seats; 0 for none
	Length   calendar.Term `json:"length,omitzero"`    // another length of term; zero for none
	Offering string        `json:"offering,omitempty"` // another product; "" for none
	End      calendar.Date `json:"end,omitzero"`       // for Flex tokens: the end date that is bought; otherwise zero
}

// over returns a term with the changes.
func (c RenewalChanges) over(t NextTerm) NextTerm {
	if c.Seats != 0 {
		t.Seats = c.Seats
	}
	if c.Length != 0 {
		t.Length = c.Length
	}
	if c.Offering != "" {
		t.Offering = c.Offering
	}
	return t
}

// carried returns the changes without those that make no difference. Seats, a length or a product make no difference if
// the next term has them anyway, unless a renewal on the day would move a pending change of the same kind.
func (v View) carried(c RenewalChanges) RenewalChanges {
	next := v.RenewalTerm(RenewalChanges{})
	if c.Seats == next.Seats && !v.moves(SeatsChanged) {
		c.Seats = 0
	}
	if c.Length == next.Length && !v.moves(TermChanged) {
		c.Length = 0
	}
	if c.Offering == next.Offering && !v.moves(ProductSwitched) {
		c.Offering = ""
	}
	return c
}

// QuotedFrom returns the first day on which a renewal can be made only by a partner's quote: the renewal date, if it
// carries seats, a length or a product that the next term does not have anyway. Otherwise the renewal never takes a
// quote, and it is the zero Date. It does not ask whether the renewal can be made: see [View.CanRenewWith]. Implements
// renewal.with-changes.
func (v View) QuotedFrom(changes RenewalChanges) calendar.Date {
	if !v.differsLate(changes) {
		return calendar.Date{}
	}
	return v.NextTerm().Start
}

// OtherRenewalDays returns the days on which a renewal with changes can be made besides those in the window of
// [View.CanRenewWith]: those on the other side of the gap between the renewal date and the first day of the edition.
// It is the zero Period if there is no gap, or nothing on the other side of it. Implements renewal.with-changes and
// quote.available.
func (v View) OtherRenewalDays(changes RenewalChanges) calendar.Period {
	if v.renewsWith(changes).Window.IsZero() || !v.differsLate(changes) {
		return calendar.Period{}
	}
	days := calendar.Span(v.snapshot.opens, v.snapshot.on(v.day).gone).Intersect(v.room(changes))
	_, other := v.quoted(days)
	return v.onRecord(answer{Window: other}, v.holdsRenewal(changes), reason{}).Window
}

// checkChanges reports what a renewal cannot carry, by field. The view is not zero.
func (v View) checkChanges(op string, c RenewalChanges) error {
	switch v.Kind() { //nolint:exhaustive // there is no other
	case policy.Trial:
		return nil // it is refused, whatever it carries
	case policy.FlexTokens:
		return v.checkEnd(op, c)
	}
	meant, near := v.state.edition.NearlyExempt(c.Offering)
	switch {
	case near:
		return input.Errorf(op, "offering", c.Offering, input.ErrUnknown, probablyMeant, meant)
	case c.Seats < 0 || c.Seats > maxSeats:
		return input.Errorf(op, "seats", c.Seats, input.ErrRange, "must be from 1 to %d", maxSeats)
	case c.Length != 0 && !c.Length.IsValid():
		_, err := c.Length.MarshalText()
		return input.At(err, op, "length")
	case c.Offering != "":
		if err := input.Name(op, "offering", c.Offering, maxName); err != nil {
			return err
		}
	}
	if !c.End.IsZero() {
		return input.Errorf(op, "end", c.End, input.ErrConflict,
			"must not be set: the end of a term follows from its length")
	}
	return nil
}

// checkEnd reports what a renewal of Flex tokens cannot carry, by field.
func (v View) checkEnd(op string, c RenewalChanges) error {
	switch {
	case c != (RenewalChanges{End: c.End}):
		return input.Errorf(op, "changes", nil, input.ErrConflict,
			"must not be set: only a subscription has seats and a term")
	case c.End.IsZero():
		return nil
	case !inCalendar(c.End):
		return input.Errorf(op, "end", c.End, input.ErrRange, nearEnd)
	case !c.End.After(v.Renewal()):
		return input.Errorf(op, "end", c.End, input.ErrConflict, "must be after the renewal date, %s", v.Renewal())
	}
	return nil
}
