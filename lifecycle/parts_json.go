package lifecycle

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
)

// UnmarshalJSON reads a term strictly: an unknown or duplicate key is an error that names the path of the key, and
// leaves the value as it was.
func (t *BoughtTerm) UnmarshalJSON(data []byte) error {
	type plain BoughtTerm // without this method
	return strict.Into("lifecycle.BoughtTerm.UnmarshalJSON", "term", data, (*plain)(t))
}

// UnmarshalJSON reads an invoice strictly, as [BoughtTerm.UnmarshalJSON] does.
func (b *BilledInvoice) UnmarshalJSON(data []byte) error {
	type plain BilledInvoice // without this method
	return strict.Into("lifecycle.BilledInvoice.UnmarshalJSON", "invoice", data, (*plain)(b))
}

// UnmarshalJSON reads a cancellation strictly, as [BoughtTerm.UnmarshalJSON] does.
func (c *Cancellation) UnmarshalJSON(data []byte) error {
	type plain Cancellation // without this method
	return strict.Into("lifecycle.Cancellation.UnmarshalJSON", "cancellation", data, (*plain)(c))
}

// UnmarshalJSON reads a change strictly, as [BoughtTerm.UnmarshalJSON] does.
func (c *Change) UnmarshalJSON(data []byte) error {
	type plain Change // without this method
	return strict.Into("lifecycle.Change.UnmarshalJSON", "change", data, (*plain)(c))
}

// UnmarshalJSON reads changes strictly, as [BoughtTerm.UnmarshalJSON] does.
func (c *RenewalChanges) UnmarshalJSON(data []byte) error {
	type plain RenewalChanges // without this method
	return strict.Into("lifecycle.RenewalChanges.UnmarshalJSON", "changes", data, (*plain)(c))
}

// UnmarshalJSON reads a reach strictly, as [BoughtTerm.UnmarshalJSON] does. Every field is required. A rule that is not
// that of the length is an error, too, and so is a date beyond both limits. A date before both is read: a cancellation,
// which a reach does not name, may have cut it short.
func (l *ExtensionReach) UnmarshalJSON(data []byte) error {
	const op = "lifecycle.ExtensionReach.UnmarshalJSON"
	type plain ExtensionReach // without this method
	var read plain
	if err := strict.Decode(op, "reach", data, &read); err != nil {
		return err
	}
	if err := ExtensionReach(read).check(op); err != nil {
		return err
	}
	*l = ExtensionReach(read)
	return nil
}

func (l ExtensionReach) check(op string) error {
	_, err := l.Length.MarshalText()
	bad := []error{input.Rule(op, "rule", l.Rule), input.At(err, op, "length")}
	for _, date := range []struct {
		field string
		at    calendar.Date
	}{{"fromTransaction", l.FromTransaction}, {"fromRenewal", l.FromRenewal}, {"latest", l.Latest}} {
		if date.at.IsZero() {
			bad = append(bad, input.Missing(op, date.field))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	if by := ExtensionRule(l.Length); l.Rule != by || l.Length == calendar.Monthly {
		bad = append(bad, input.Errorf(op, "rule", l.Rule, input.ErrConflict, "is not the rule of the length, %s",
			l.Length))
	}
	if furthest := calendar.Latest(l.FromTransaction, l.FromRenewal); l.Latest.After(furthest) {
		bad = append(bad, input.Errorf(op, "latest", l.Latest, input.ErrConflict, "is beyond both limits, %s",
			furthest))
	}
	return errors.Join(bad...)
}

// UnmarshalJSON reads a purchase strictly, as [BoughtTerm.UnmarshalJSON] does.
func (p *PurchaseRequest) UnmarshalJSON(data []byte) error {
	type plain PurchaseRequest // without this method
	return strict.Into("lifecycle.PurchaseRequest.UnmarshalJSON", "purchase", data, (*plain)(p))
}

// UnmarshalJSON reads a return strictly, as [BoughtTerm.UnmarshalJSON] does.
func (r *ReturnedPurchase) UnmarshalJSON(data []byte) error {
	type plain ReturnedPurchase // without this method
	return strict.Into("lifecycle.ReturnedPurchase.UnmarshalJSON", "return", data, (*plain)(r))
}
