package money

import "example.com/billingrules/internal/edge/strict"

// UnmarshalJSON reads a rounding strictly: a key that is not known or is a duplicate is an error, by its path, and
// leaves the value as it was.
func (r *Rounding) UnmarshalJSON(data []byte) error {
	type plain Rounding // without this method
	return strict.Into("money.Rounding.UnmarshalJSON", "rounding", data, (*plain)(r))
}
