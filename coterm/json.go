package coterm

import "example.com/billingrules/internal/strict"

// UnmarshalJSON reads a plan strictly: a key that is not known or is a duplicate is an error, by its path, and leaves
// the value as it was.
func (p *Plan) UnmarshalJSON(data []byte) error {
	type plain Plan // without this method
	return strict.Into("coterm.Plan.UnmarshalJSON", "plan", data, (*plain)(p))
}

// UnmarshalJSON reads a move strictly, as [Plan.UnmarshalJSON] does.
func (m *Move) UnmarshalJSON(data []byte) error {
	type plain Move // without this method
	return strict.Into("coterm.Move.UnmarshalJSON", "move", data, (*plain)(m))
}

// UnmarshalJSON reads a step strictly, as [Plan.UnmarshalJSON] does.
func (s *Step) UnmarshalJSON(data []byte) error {
	type plain Step // without this method
	return strict.Into("coterm.Step.UnmarshalJSON", "step", data, (*plain)(s))
}

// UnmarshalJSON reads a request strictly, as [Plan.UnmarshalJSON] does.
func (r *SeatRequest) UnmarshalJSON(data []byte) error {
	type plain SeatRequest // without this method
	return strict.Into("coterm.SeatRequest.UnmarshalJSON", "request", data, (*plain)(r))
}

// UnmarshalJSON reads a price strictly, as [Plan.UnmarshalJSON] does. A price that contradicts itself is an error too,
// by the field: a decision that refuses it, what [invoice.Priced.Check] refuses, and instalments with other dates than
// those on which they are charged.
func (p *SeatPrice) UnmarshalJSON(data []byte) error {
	const op = "coterm.SeatPrice.UnmarshalJSON"
	type plain SeatPrice // without this method
	var read plain
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if err := SeatPrice(read).check(op); err != nil {
		return err
	}
	*p = SeatPrice(read)
	return nil
}

// UnmarshalJSON reads a request strictly, as [Plan.UnmarshalJSON] does.
func (r *RenewalRequest) UnmarshalJSON(data []byte) error {
	type plain RenewalRequest // without this method
	return strict.Into("coterm.RenewalRequest.UnmarshalJSON", "request", data, (*plain)(r))
}

// UnmarshalJSON reads a price strictly, and checks it, as [SeatPrice.UnmarshalJSON] does.
func (p *RenewalPrice) UnmarshalJSON(data []byte) error {
	const op = "coterm.RenewalPrice.UnmarshalJSON"
	type plain RenewalPrice // without this method
	var read plain
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if err := RenewalPrice(read).check(op); err != nil {
		return err
	}
	*p = RenewalPrice(read)
	return nil
}

// UnmarshalJSON reads a price strictly, and checks it, as [SeatPrice.UnmarshalJSON] does.
func (p *ExtensionPrice) UnmarshalJSON(data []byte) error {
	const op = "coterm.ExtensionPrice.UnmarshalJSON"
	type plain ExtensionPrice // without this method
	var read plain
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if err := ExtensionPrice(read).check(op); err != nil {
		return err
	}
	*p = ExtensionPrice(read)
	return nil
}

// UnmarshalJSON reads a request strictly, as [Plan.UnmarshalJSON] does.
func (n *NewProductRequest) UnmarshalJSON(data []byte) error {
	type plain NewProductRequest // without this method
	return strict.Into("coterm.NewProductRequest.UnmarshalJSON", "request", data, (*plain)(n))
}

// UnmarshalJSON reads an estimate strictly, as [Plan.UnmarshalJSON] does.
func (e *NewProductEstimate) UnmarshalJSON(data []byte) error {
	type plain NewProductEstimate // without this method
	return strict.Into("coterm.NewProductEstimate.UnmarshalJSON", "estimate", data, (*plain)(e))
}

// UnmarshalJSON reads a price strictly, and checks it, as [SeatPrice.UnmarshalJSON] does.
func (p *PurchasePrice) UnmarshalJSON(data []byte) error {
	const op = "coterm.PurchasePrice.UnmarshalJSON"
	type plain PurchasePrice // without this method
	var read plain
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if err := PurchasePrice(read).check(op); err != nil {
		return err
	}
	*p = PurchasePrice(read)
	return nil
}

// UnmarshalJSON reads a credit strictly, as [Plan.UnmarshalJSON] does. A return that was refused, or that
// [refund.Return.Check] refuses, is an error too, and so is a note that is not that of the return.
func (c *ReturnCredit) UnmarshalJSON(data []byte) error {
	const op = "coterm.ReturnCredit.UnmarshalJSON"
	type plain ReturnCredit // without this method
	var read plain
	if err := strict.Decode(op, "credit", data, &read); err != nil {
		return err
	}
	if err := ReturnCredit(read).check(op); err != nil {
		return err
	}
	*c = ReturnCredit(read)
	return nil
}

// UnmarshalJSON reads a request strictly, as [Plan.UnmarshalJSON] does.
func (r *BuyRequest) UnmarshalJSON(data []byte) error {
	type plain BuyRequest // without this method
	return strict.Into("coterm.BuyRequest.UnmarshalJSON", "request", data, (*plain)(r))
}

// UnmarshalJSON reads a request strictly, as [Plan.UnmarshalJSON] does.
func (r *ReturnRequest) UnmarshalJSON(data []byte) error {
	type plain ReturnRequest // without this method
	return strict.Into("coterm.ReturnRequest.UnmarshalJSON", "request", data, (*plain)(r))
}
