package refund

import "example.com/billingrules/internal/edge/strict"

// UnmarshalJSON reads a return strictly: an unknown or duplicate key is an error with its path, and so is what
// [Return.Check] refuses. An error leaves the value as it was.
func (r *Return) UnmarshalJSON(data []byte) error {
	const op = "refund.Return.UnmarshalJSON"
	type plain Return // without this method
	var read plain
	if err := strict.Decode(op, "return", data, &read); err != nil {
		return err
	}
	if err := Return(read).check(op); err != nil {
		return err
	}
	*r = Return(read)
	return nil
}

// UnmarshalJSON reads a line strictly, as [Return.UnmarshalJSON] does, which also checks the sums.
func (r *ReturnedLine) UnmarshalJSON(data []byte) error {
	type plain ReturnedLine // without this method
	return strict.Into("refund.ReturnedLine.UnmarshalJSON", "line", data, (*plain)(r))
}
