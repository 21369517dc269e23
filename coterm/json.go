package coterm

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/proration"
)

// UnmarshalJSON reads a plan strictly: an unknown or duplicate key is an error that names the path of the key, and
// leaves the value as it was. Other errors are a missing date, cost or list of moves; two moves of one member; numbers
// of members and costs that do not agree with the moves; fewer than two aligned members; a move that ends on another
// date; and an extension to that date before any member has it.
func (p *Plan) UnmarshalJSON(data []byte) error {
	const op = "coterm.Plan.UnmarshalJSON"
	type plain Plan // without this method
	var read plain
	if err := strict.Decode(op, "plan", data, &read); err != nil {
		return err
	}
	if err := Plan(read).check(op); err != nil {
		return err
	}
	*p = Plan(read)
	return nil
}

func (p Plan) check(op string) error {
	bad := []error{
		input.Need(op, "renewal", p.Renewal.IsZero()), input.Need(op, "cost", p.Cost.IsZero()),
		input.Need(op, "renewing", p.Renewing.IsZero()), input.Need(op, "beyond", p.Beyond.IsZero()),
		input.Need(op, "moves", len(p.Moves) == 0),
	}
	aligned, asked := 0, calendar.Date{} // asked is the day of the refusals
	for i, m := range p.Moves {
		if i > 0 {
			bad = append(bad, follows(op, i, m.ID, p.Moves[i-1].ID))
		}
		switch {
		case m.Aligned:
			aligned++
		case asked.IsZero():
			asked = m.Refused.Asked
		case m.Refused.Asked != asked:
			bad = append(bad, input.Errorf(op, fmt.Sprintf("moves[%d].refused.asked", i), m.Refused.Asked,
				input.ErrConflict, "must be %s, as for the other moves", asked))
		}
	}
	for i, m := range p.Moves {
		if len(m.Steps) > 0 && m.Steps[0].Day.Before(asked) {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("moves[%d].steps[0].day", i), m.Steps[0].Day,
				input.ErrConflict, "is before %s, the day of the refusals", asked))
		}
	}
	for _, count := range []struct {
		field   string
		n, want int
	}{{"aligned", p.Aligned, aligned}, {"unaligned", p.Unaligned, len(p.Moves) - aligned}} {
		if count.n != count.want {
			bad = append(bad, input.Errorf(op, count.field, count.n, input.ErrConflict,
				"must be %d, the number of such moves", count.want))
		}
	}
	if aligned < 2 && len(p.Moves) > 0 {
		bad = append(bad, input.Errorf(op, "aligned", p.Aligned, input.ErrRange, "must be at least 2"))
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	return p.checkSums(op)
}

// follows refuses the ID of the i-th move if it is that of the move before it, or sorts before it.
func follows(op string, i int, id, before string) error {
	if id > before {
		return nil
	}
	field := fmt.Sprintf("moves[%d].id", i)
	if id == before {
		return input.Duplicate(op, field, id)
	}
	return input.Errorf(op, field, id, input.ErrConflict, "must come before %s: moves are sorted by ID", before)
}

// UnmarshalJSON reads a move strictly, as [Plan.UnmarshalJSON] does. An invalid ID is an error, and so are steps that
// contradict each other or the move in their order, dates or costs.
func (m *Move) UnmarshalJSON(data []byte) error {
	const op = "coterm.Move.UnmarshalJSON"
	type plain Move // without this method
	var read plain
	if err := strict.Decode(op, "move", data, &read); err != nil {
		return err
	}
	if err := errors.Join(input.Name(op, "id", read.ID, maxID), Move(read).check(op)); err != nil {
		return err
	}
	*m = Move(read)
	return nil
}

// UnmarshalJSON reads a step strictly, as [Plan.UnmarshalJSON] does. The day, what is done, the rule and the renewal
// date are required. Errors are an unknown rule, fewer than 0 seats, and an amount that does not follow from the list
// price or the charge.
func (s *Step) UnmarshalJSON(data []byte) error {
	const op = "coterm.Step.UnmarshalJSON"
	type plain Step // without this method
	var read plain
	if err := strict.Decode(op, "step", data, &read); err != nil {
		return err
	}
	bad := errors.Join(
		input.Need(op, "day", read.Day.IsZero()), input.Need(op, "do", read.Do == 0), input.Rule(op, "rule", read.Rule),
		input.Need(op, "renewal", read.Renewal.IsZero()), input.Range(op, "seats", read.Seats, 0, proration.MaxSeats),
	)
	if bad != nil {
		return bad
	}
	if err := Step(read).check(op); err != nil {
		return err
	}
	*s = Step(read)
	return nil
}

// UnmarshalJSON reads a request strictly, as [Plan.UnmarshalJSON] does.
func (r *SeatRequest) UnmarshalJSON(data []byte) error {
	type plain SeatRequest // without this method
	return strict.Into("coterm.SeatRequest.UnmarshalJSON", "request", data, (*plain)(r))
}

// UnmarshalJSON reads a price strictly, as [Plan.UnmarshalJSON] does. A price that contradicts itself is an error, too,
// with the field: a decision that is a refusal, figures that do not follow from each other (see
// [invoice.Priced.Check]), and instalments on the wrong dates.
func (p *SeatPrice) UnmarshalJSON(data []byte) error {
	const op = "coterm.SeatPrice.UnmarshalJSON"
	type plain SeatPrice // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if err := SeatPrice(read.plain).check(op); err != nil {
		return err
	}
	*p = SeatPrice(read.plain)
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
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if err := RenewalPrice(read.plain).check(op); err != nil {
		return err
	}
	*p = RenewalPrice(read.plain)
	return nil
}

// UnmarshalJSON reads a price strictly, and checks it, as [SeatPrice.UnmarshalJSON] does.
func (p *ExtensionPrice) UnmarshalJSON(data []byte) error {
	const op = "coterm.ExtensionPrice.UnmarshalJSON"
	type plain ExtensionPrice // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if err := ExtensionPrice(read.plain).check(op); err != nil {
		return err
	}
	*p = ExtensionPrice(read.plain)
	return nil
}

// UnmarshalJSON reads a request strictly, as [Plan.UnmarshalJSON] does.
func (n *NewProductRequest) UnmarshalJSON(data []byte) error {
	type plain NewProductRequest // without this method
	return strict.Into("coterm.NewProductRequest.UnmarshalJSON", "request", data, (*plain)(n))
}

// UnmarshalJSON reads an estimate strictly, as [Plan.UnmarshalJSON] does. The decision is required, and must be yes. A
// charge that contradicts itself, or that does not begin on the day of the decision, is an error, too.
func (e *NewProductEstimate) UnmarshalJSON(data []byte) error {
	const op = "coterm.NewProductEstimate.UnmarshalJSON"
	type plain NewProductEstimate // without this method
	var read plain
	if err := strict.Decode(op, "estimate", data, &read); err != nil {
		return err
	}
	if err := NewProductEstimate(read).check(op); err != nil {
		return err
	}
	*e = NewProductEstimate(read)
	return nil
}

// UnmarshalJSON reads a price strictly, and checks it, as [SeatPrice.UnmarshalJSON] does.
func (p *PurchasePrice) UnmarshalJSON(data []byte) error {
	const op = "coterm.PurchasePrice.UnmarshalJSON"
	type plain PurchasePrice // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if err := PurchasePrice(read.plain).check(op); err != nil {
		return err
	}
	*p = PurchasePrice(read.plain)
	return nil
}

// UnmarshalJSON reads a credit strictly, as [Plan.UnmarshalJSON] does. It is an error if the return was refused or
// contradicts itself; if the note is not that of the return; if what was paid for is another purchase or other seats;
// and if the facts do not have the return.
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
