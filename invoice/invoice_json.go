package invoice

import (
	"errors"
	"fmt"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
)

// UnmarshalJSON reads a draft strictly: an unknown or duplicate key is an error with its path, such as
// items[0].discout, and so is an item that contradicts itself. [New] reports what is missing. An error leaves the value
// as it was.
func (d *Draft) UnmarshalJSON(data []byte) error {
	type plain Draft // without this method
	var read plain
	if err := strict.Decode("invoice.Draft.UnmarshalJSON", "draft", data, &read); err != nil {
		return err
	}
	*d = Draft(read)
	return nil
}

// UnmarshalJSON reads an invoice strictly: an unknown or duplicate key, a line that does not follow from its own
// figures, a tax that is not what the invoice's reading of invoice.tax gives, and totals that are not the sums of the
// lines are errors. All that cannot be read is reported at once, by its path, such as lines[0].net.
func (i *Invoice) UnmarshalJSON(data []byte) error {
	const op = "invoice.Invoice.UnmarshalJSON"
	type plain Invoice // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "invoice", data, &read); err != nil {
		return err
	}
	if err := Invoice(read.plain).check(op); err != nil {
		return err
	}
	*i = Invoice(read.plain)
	return nil
}

func (i Invoice) check(op string) error {
	bad := []error{i.checkHead(op), checkCount(op, "lines", len(i.Lines))}
	if i.Due != i.NetTerms.Due(i.Issued) {
		bad = append(bad, input.Errorf(op, "due", i.Due, input.ErrConflict, "is not %s after %s", i.NetTerms, i.Issued))
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	return checkLines(op, i.Rounding, i.TaxRounding, i.Lines, i.Totals)
}

// UnmarshalJSON reads a line strictly: an unknown or duplicate key, and a figure that does not follow from the others,
// are errors. Only its document says in which mode the line was rounded, and whether its tax was worked out per line or
// per rate, so any of these is accepted here.
//
// An instalment of a full term must be its equal part of the price less the discount, and for its service year. An
// instalment of a part of a term must be in proportion to its days. A line does not say when its service years begin,
// nor how many instalments the edition makes, so three changes go unnoticed: another service year of the same length,
// fewer instalments of a part of a term, and a discount that changes the instalment by less than the price of a few
// days.
func (l *Line) UnmarshalJSON(data []byte) error {
	const op = "invoice.Line.UnmarshalJSON"
	type plain Line // without this method
	var read plain
	if err := strict.Decode(op, "line", data, &read); err != nil {
		return err
	}
	if err := Line(read).check(op); err != nil {
		return err
	}
	*l = Line(read)
	return nil
}

func (l Line) check(op string) error {
	bad := []error{
		input.Name(op, "description", l.Description, maxText), input.Count(op, "quantity", l.Quantity, MaxQuantity),
		l.checkTaxes(op),
	}
	bad = append(bad, price.Whole(op, "gross", l.Gross), price.Whole(op, "net", l.Net), price.Whole(op, "tax", l.Tax))
	if err := errors.Join(bad...); err != nil {
		return err
	}
	return l.checkFigures(op)
}

func (l Line) checkFigures(op string) error {
	if l.hasCharge() {
		c := l.Charge
		if err := within(c.Check(), op, "charge"); err != nil {
			return err
		}
		if !c.Amount.Equal(l.Gross) || c.Seats != l.Quantity || !c.SRP.Equal(l.UnitPrice) {
			return input.Errorf(op, "charge", c, input.ErrConflict, "does not give the gross price, %s", l.Gross)
		}
	} else if !near(l.Gross, l.UnitPrice, int64(l.Quantity), 1) {
		return input.Errorf(op, "gross", l.Gross, input.ErrConflict, "is not %d × %s", l.Quantity, l.UnitPrice)
	}
	full := l.Gross
	if !l.Discount.IsZero() {
		if err := checkPart(op, "discount", l.Discount, l.Gross); err != nil {
			return err
		}
		full = less(l.Gross, l.Discount)
	}
	if l.Instalment != 0 || l.Of != 0 {
		if err := l.checkNumber(op); err != nil {
			return err
		}
	}
	if err := checkPart(op, "net", l.Net, full); err != nil {
		return err
	}
	if err := l.checkBilled(op, full); err != nil {
		return err
	}
	return l.checkTax(op)
}

// checkBilled refuses a net price that is not the whole of a line, or not that of its instalment.
func (l Line) checkBilled(op string, full money.Amount) error {
	if l.Instalment > 0 {
		p := portion{l.Charge, l.Instalment, l.Of, l.Covers}
		if err := p.checkCovers(op); err != nil {
			return err
		}
		return p.checkNet(op, "net", l.Net, full)
	}
	if !l.Net.Equal(full) {
		return input.Errorf(op, "net", l.Net, input.ErrConflict, "is not the price less the discount, %s", full)
	}
	if !l.Covers.IsZero() {
		return input.Errorf(op, "covers", l.Covers, input.ErrConflict, "must not be set: the line is not an instalment")
	}
	return nil
}

// checkTax refuses taxes that are not their rate × the net price, rounded, and a wrong sum.
func (l Line) checkTax(op string) error {
	var bad []error
	for i, t := range l.Taxes {
		if !near(t.Amount, l.Net, t.Rate.parts(), rateDivisor) {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("taxes[%d].amount", i), t.Amount, input.ErrConflict,
				"is not %s of %s", t.Rate, l.Net))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	given := l.Tax
	if err := l.sumTaxes(op); err != nil {
		return err
	}
	if !given.Equal(l.Tax) {
		return input.Errorf(op, "tax", given, input.ErrConflict, "is not the sum of the taxes, %s", l.Tax)
	}
	return nil
}
