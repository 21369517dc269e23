package invoice

import (
	"errors"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
)

// UnmarshalJSON reads an instalment strictly: an unknown or duplicate key is an error with its path, and leaves the
// value as it was. Other errors are a number that is not one of the parts, a missing date, a due date before the date,
// and an amount that is missing or negative.
func (i *Instalment) UnmarshalJSON(data []byte) error {
	const op = "invoice.Instalment.UnmarshalJSON"
	type plain Instalment // without this method
	var read plain
	if err := strict.Decode(op, "instalment", data, &read); err != nil {
		return err
	}
	if err := Instalment(read).holds(op); err != nil {
		return err
	}
	*i = Instalment(read)
	return nil
}

// holds refuses an instalment that contradicts itself.
func (i Instalment) holds(op string) error {
	bad := []error{input.Range(op, "of", i.Of, 1, maxInstalments)}
	if bad[0] == nil {
		bad = append(bad, input.Range(op, "number", i.Number, 1, i.Of))
	}
	switch {
	case i.Date.IsZero():
		bad = append(bad, input.Missing(op, "date"))
	case i.Due.IsZero():
		bad = append(bad, input.Missing(op, "due"))
	case i.Due.Before(i.Date):
		bad = append(bad, input.Errorf(op, "due", i.Due, input.ErrConflict, "is before its date, %s", i.Date))
	}
	if _, bounded := i.Covers.Days(); !i.Covers.IsZero() && !bounded {
		bad = append(bad, input.Errorf(op, "covers", i.Covers, input.ErrConflict, "must have a first and a last day"))
	}
	return errors.Join(append(bad, price.Check(op, "amount", i.Amount))...)
}

// UnmarshalJSON reads a sale strictly: an unknown or duplicate key is an error with its path, and leaves the value as
// it was.
func (s *Sale) UnmarshalJSON(data []byte) error {
	type plain Sale // without this method
	return strict.Into("invoice.Sale.UnmarshalJSON", "sale", data, (*plain)(s))
}

// UnmarshalJSON reads an item strictly, as [Sale.UnmarshalJSON] does.
func (o *OpenItem) UnmarshalJSON(data []byte) error {
	type plain OpenItem // without this method
	return strict.Into("invoice.OpenItem.UnmarshalJSON", "item", data, (*plain)(o))
}

// UnmarshalJSON reads a sum strictly, as [Sale.UnmarshalJSON] does.
func (a *Applied) UnmarshalJSON(data []byte) error {
	type plain Applied // without this method
	return strict.Into("invoice.Applied.UnmarshalJSON", "applied", data, (*plain)(a))
}

// UnmarshalJSON reads totals strictly, as [Sale.UnmarshalJSON] does.
func (r *RateTotals) UnmarshalJSON(data []byte) error {
	type plain RateTotals // without this method
	return strict.Into("invoice.RateTotals.UnmarshalJSON", "totals", data, (*plain)(r))
}

// UnmarshalJSON reads totals strictly: an unknown or duplicate key is an error with its path, and leaves the value as
// it was. Other errors are an amount that is missing, and a total that is not the sum of the others.
//
// A struct that embeds Totals and is to be read from JSON needs a reader of its own; so does one that embeds [Priced].
func (t *Totals) UnmarshalJSON(data []byte) error {
	const op = "invoice.Totals.UnmarshalJSON"
	type plain Totals // without this method
	var read plain
	if err := strict.Decode(op, "totals", data, &read); err != nil {
		return err
	}
	if err := Totals(read).check(op); err != nil {
		return err
	}
	*t = Totals(read)
	return nil
}

// CheckTotals refuses totals that lack an amount, or whose total is not the sum of the others, and names every bad
// field. It is a function, since a method would also be one of the documents that embed Totals, and seem to check them.
func CheckTotals(totals Totals) error { return totals.check("invoice.CheckTotals") }

func (t Totals) check(op string) error {
	bad := errors.Join(input.Need(op, "net", t.Net.IsZero()), input.Need(op, "tax", t.Tax.IsZero()),
		input.Need(op, "total", t.Total.IsZero()))
	if bad != nil {
		return bad
	}
	sum, err := t.Net.Add(t.Tax)
	if err != nil {
		return input.At(err, op, "tax")
	}
	if !t.Total.Equal(sum) {
		return input.Errorf(op, "total", t.Total, input.ErrConflict, "is not the sum of net and tax, %s", sum)
	}
	return nil
}

// UnmarshalJSON reads a price strictly: an unknown or duplicate key is an error with its path, and leaves the value as
// it was. So is a price that [Priced.Check] refuses, except that one with a request and no charge is for a quote, which
// prices it.
func (p *Priced) UnmarshalJSON(data []byte) error {
	const op = "invoice.Priced.UnmarshalJSON"
	type plain Priced // without this method
	var read plain
	if err := strict.Decode(op, "price", data, &read); err != nil {
		return err
	}
	if of := Priced(read); !of.isRequested() {
		if err := of.check(op); err != nil {
			return err
		}
	}
	*p = Priced(read)
	return nil
}
