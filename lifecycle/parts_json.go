package lifecycle

import "example.com/billingrules/internal/strict"

// UnmarshalJSON reads a term strictly: a key that is not known or is a duplicate is an error, by its path, and leaves
// the value as it was.
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

// UnmarshalJSON reads a status strictly, as [BoughtTerm.UnmarshalJSON] does.
func (s *Status) UnmarshalJSON(data []byte) error {
	type plain Status // without this method
	return strict.Into("lifecycle.Status.UnmarshalJSON", "status", data, (*plain)(s))
}

// UnmarshalJSON reads an event strictly, as [BoughtTerm.UnmarshalJSON] does.
func (e *Event) UnmarshalJSON(data []byte) error {
	type plain Event // without this method
	return strict.Into("lifecycle.Event.UnmarshalJSON", "event", data, (*plain)(e))
}

// UnmarshalJSON reads a reach strictly, as [BoughtTerm.UnmarshalJSON] does.
func (l *ExtensionReach) UnmarshalJSON(data []byte) error {
	type plain ExtensionReach // without this method
	return strict.Into("lifecycle.ExtensionReach.UnmarshalJSON", "reach", data, (*plain)(l))
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
