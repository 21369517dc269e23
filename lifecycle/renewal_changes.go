package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// RenewalChanges are what a renewal itself carries for the next term (renewal.with-changes), and, for Flex tokens, the
// end date that is bought. The zero RenewalChanges renews as it is, with the changes that are pending.
type RenewalChanges struct {
	Seats    int           `json:"seats,omitzero"`     // another number of seats; 0 for none
	Length   calendar.Term `json:"length,omitzero"`    // another length of term; zero for none
	Offering string        `json:"offering,omitempty"` // another product; "" for none
	End      calendar.Date `json:"end,omitzero"`       // of Flex tokens: the end date of what is bought; otherwise zero
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

// check reports what cannot be asked for, by field.
func (c RenewalChanges) check(op string, kind policy.Kind) error {
	if kind != policy.Subscription {
		if c != (RenewalChanges{End: c.End}) {
			return input.Errorf(op, "changes", nil, input.ErrConflict,
				"must be none: only a subscription has seats and a term")
		}
		return nil
	}
	switch {
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
		return input.Errorf(op, "end", c.End, input.ErrConflict, "must be none: a term ends by its length")
	}
	return nil
}
