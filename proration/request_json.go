package proration

import "example.com/billingrules/internal/edge/strict"

// UnmarshalJSON reads a request strictly: a key that is not known or is a duplicate is an error, by its path, and
// leaves the value as it was.
func (r *PriceRequest) UnmarshalJSON(data []byte) error {
	type plain PriceRequest // without this method
	return strict.Into("proration.PriceRequest.UnmarshalJSON", "request", data, (*plain)(r))
}
