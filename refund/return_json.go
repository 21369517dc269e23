package refund

import "example.com/billingrules/internal/strict"

// UnmarshalJSON reads a return strictly: a key that is not known or is a duplicate is an error, by its path, and leaves the
// value as it was.
func (r *Return) UnmarshalJSON(data []byte) error {
	type plain Return // without this method
	return strict.Into("refund.Return.UnmarshalJSON", "return", data, (*plain)(r))
}

// UnmarshalJSON reads a line strictly, as [Return.UnmarshalJSON] does.
func (r *ReturnedLine) UnmarshalJSON(data []byte) error {
	type plain ReturnedLine // without this method
	return strict.Into("refund.ReturnedLine.UnmarshalJSON", "line", data, (*plain)(r))
}
