package invoice

import "example.com/billingrules/internal/strict"

// UnmarshalJSON reads an instalment strictly: a key that is not known or is a duplicate is an error, by its path,
// and leaves the value as it was.
func (i *Instalment) UnmarshalJSON(data []byte) error {
	type plain Instalment // without this method
	return strict.Into("invoice.Instalment.UnmarshalJSON", "instalment", data, (*plain)(i))
}

// UnmarshalJSON reads a sale strictly, as [Instalment.UnmarshalJSON] does.
func (s *Sale) UnmarshalJSON(data []byte) error {
	type plain Sale // without this method
	return strict.Into("invoice.Sale.UnmarshalJSON", "sale", data, (*plain)(s))
}

// UnmarshalJSON reads an item strictly, as [Instalment.UnmarshalJSON] does.
func (o *OpenItem) UnmarshalJSON(data []byte) error {
	type plain OpenItem // without this method
	return strict.Into("invoice.OpenItem.UnmarshalJSON", "item", data, (*plain)(o))
}

// UnmarshalJSON reads a settlement strictly, as [Instalment.UnmarshalJSON] does.
func (s *Settlement) UnmarshalJSON(data []byte) error {
	type plain Settlement // without this method
	return strict.Into("invoice.Settlement.UnmarshalJSON", "settlement", data, (*plain)(s))
}

// UnmarshalJSON reads a sum strictly, as [Instalment.UnmarshalJSON] does.
func (a *Applied) UnmarshalJSON(data []byte) error {
	type plain Applied // without this method
	return strict.Into("invoice.Applied.UnmarshalJSON", "applied", data, (*plain)(a))
}

// UnmarshalJSON reads totals strictly, as [Instalment.UnmarshalJSON] does.
func (r *RateTotals) UnmarshalJSON(data []byte) error {
	type plain RateTotals // without this method
	return strict.Into("invoice.RateTotals.UnmarshalJSON", "totals", data, (*plain)(r))
}
