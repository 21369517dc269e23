package coterm

import "example.com/billingrules/internal/strict"

// UnmarshalJSON reads a plan strictly: a key that is not known or is a duplicate is an error, by its path, and leaves the
// value as it was.
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

// UnmarshalJSON reads a price strictly, as [Plan.UnmarshalJSON] does.
func (p *SeatPrice) UnmarshalJSON(data []byte) error {
	type plain SeatPrice // without this method
	return strict.Into("coterm.SeatPrice.UnmarshalJSON", "price", data, (*plain)(p))
}

// UnmarshalJSON reads a request strictly, as [Plan.UnmarshalJSON] does.
func (r *RenewalRequest) UnmarshalJSON(data []byte) error {
	type plain RenewalRequest // without this method
	return strict.Into("coterm.RenewalRequest.UnmarshalJSON", "request", data, (*plain)(r))
}

// UnmarshalJSON reads a price strictly, as [Plan.UnmarshalJSON] does.
func (p *RenewalPrice) UnmarshalJSON(data []byte) error {
	type plain RenewalPrice // without this method
	return strict.Into("coterm.RenewalPrice.UnmarshalJSON", "price", data, (*plain)(p))
}

// UnmarshalJSON reads a price strictly, as [Plan.UnmarshalJSON] does.
func (p *ExtensionPrice) UnmarshalJSON(data []byte) error {
	type plain ExtensionPrice // without this method
	return strict.Into("coterm.ExtensionPrice.UnmarshalJSON", "price", data, (*plain)(p))
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

// UnmarshalJSON reads a price strictly, as [Plan.UnmarshalJSON] does.
func (p *PurchasePrice) UnmarshalJSON(data []byte) error {
	type plain PurchasePrice // without this method
	return strict.Into("coterm.PurchasePrice.UnmarshalJSON", "price", data, (*plain)(p))
}

// UnmarshalJSON reads a credit strictly, as [Plan.UnmarshalJSON] does.
func (c *ReturnCredit) UnmarshalJSON(data []byte) error {
	type plain ReturnCredit // without this method
	return strict.Into("coterm.ReturnCredit.UnmarshalJSON", "credit", data, (*plain)(c))
}
