package money

import "example.com/billingrules/internal/edge/strict"

// UnmarshalJSON reads a rounding strictly: an unknown or duplicate key is an error with its path, and leaves the value
// as it was.
func (r *Rounding) UnmarshalJSON(data []byte) error {
	type plain Rounding // without this method
	return strict.Into("money.Rounding.UnmarshalJSON", "rounding", data, (*plain)(r))
}
