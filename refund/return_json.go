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

// UnmarshalJSON reads a line strictly, as [Return.UnmarshalJSON] does. An amount that is missing or cannot be paid out,
// and taxes that do not add up to the tax or follow from their rates, are errors, too.
func (r *ReturnedLine) UnmarshalJSON(data []byte) error {
	const op = "refund.ReturnedLine.UnmarshalJSON"
	type plain ReturnedLine // without this method
	var read plain
	if err := strict.Decode(op, "line", data, &read); err != nil {
		return err
	}
	if err := ReturnedLine(read).check(op, "", read.Net.Currency()); err != nil {
		return err
	}
	*r = ReturnedLine(read)
	return nil
}
