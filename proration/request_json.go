package proration

import "example.com/billingrules/internal/edge/strict"

// UnmarshalJSON reads a request strictly: an unknown or duplicate key is an error with its path, and leaves the value
// as it was.
func (r *PriceRequest) UnmarshalJSON(data []byte) error {
	type plain PriceRequest // without this method
	return strict.Into("proration.PriceRequest.UnmarshalJSON", "request", data, (*plain)(r))
}
