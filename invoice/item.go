package invoice

import (
	"errors"
	"fmt"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
)

// Item is what is quoted or billed on one line. For a term or a part of one, [Priced.Item] makes the item; anything
// else has Quantity and UnitPrice. A quote has the whole item, an invoice the whole or one instalment.
type Item struct {
	Description string `json:"description"` // at most 200 bytes, on one line
	Priced
	Quantity   int          `json:"quantity,omitzero"`   // for what has no term, such as tokens: 1 to MaxQuantity
	UnitPrice  money.Amount `json:"unitPrice,omitzero"`  // likewise: the price of one, before tax; 0 or more
	Discount   money.Amount `json:"discount,omitzero"`   // off the whole before tax: 0 to its price, or the zero Amount
	Instalment int          `json:"instalment,omitzero"` // on an invoice: the instalment billed, from 1; 0: the whole
	Taxes      Taxes        `json:"taxes"`               // on the net price; required, even if the rate is 0%
}

// UnmarshalJSON reads an item strictly: an unknown or duplicate key is an error with its path, such as request.seat,
// and so is an item that [New] would refuse; every bad field is reported. An item with a request but no charge is for a
// quote, which prices it and then checks its request and its discount. An error leaves the value as it was.
func (i *Item) UnmarshalJSON(data []byte) error {
	const op = "invoice.Item.UnmarshalJSON"
	type plain Item // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "item", data, &read); err != nil {
		return err
	}
	if err := Item(read.plain).holds(op); err != nil {
		return err
	}
	*i = Item(read.plain)
	return nil
}

// holds refuses an item that cannot become a line. Only the document says how a price is rounded, so here a discount
// may be as large as the price rounded up.
func (i Item) holds(op string) error {
	if !i.isRequested() {
		_, err := newLine(op, money.Up, i)
		return err
	}
	bad := []error{
		input.Name(op, "description", i.Description, maxText), i.checkAlone(op, "request"),
		i.Taxes.check(op),
	}
	if i.Instalment != 0 {
		_, err := i.part(op)
		bad = append(bad, err)
	}
	if !i.Discount.IsZero() {
		whole := price.Whole(op, "discount", i.Discount)
		if whole == nil {
			whole = price.In(op, "discount", i.Discount, i.Request.SRP.Currency(), "the list price")
		}
		bad = append(bad, whole)
	}
	return errors.Join(bad...)
}

// checkAlone refuses a quantity or a unit price beside a charge.
func (i Item) checkAlone(op, field string) error {
	if i.Quantity == 0 && i.UnitPrice.IsZero() {
		return nil
	}
	return input.Errorf(op, field, nil, input.ErrConflict,
		"must not be set beside a quantity or unit price: it has its own")
}

// Equal reports whether two items are equal.
func (i Item) Equal(b Item) bool {
	return i.Description == b.Description && i.Priced.Equal(b.Priced) && i.Quantity == b.Quantity &&
		i.UnitPrice.Equal(b.UnitPrice) && i.Discount.Equal(b.Discount) && i.Instalment == b.Instalment &&
		i.Taxes == b.Taxes
}

// parts returns what each instalment of an item comes to after the discount. Without a discount they are the
// instalments of the price; otherwise equal parts for a full term, and parts in proportion to the instalments for
// anything else. They add up to net, which is the price less the discount. An item without instalments has none.
func (i Item) parts(op string, net money.Amount) ([]money.Amount, error) {
	amounts := make([]money.Amount, len(i.Instalments))
	for k, part := range i.Instalments {
		amounts[k] = part.Amount
	}
	switch {
	case len(amounts) == 0 || net.Equal(i.Charge.Amount):
		return amounts, nil
	case i.Charge.FullTerm:
		return price.Sure(net.Split(len(amounts))), nil
	}
	weights := make([]int, len(amounts))
	for k, amount := range amounts {
		units, err := amount.Minor()
		if err != nil {
			return nil, input.At(err, op, fmt.Sprintf("instalments[%d].amount", k))
		}
		weights[k] = int(units)
	}
	parts, err := net.Allocate(weights)
	return parts, input.At(err, op, "instalments")
}

// part returns the instalment that an item bills: the one that it names, or the only one. If the item has no
// instalments, it returns the zero one.
func (i Item) part(op string) (Instalment, error) {
	n := len(i.Instalments)
	switch {
	case n == 0 && i.Instalment == 0:
		return Instalment{}, nil
	case n == 0:
		return Instalment{}, input.Errorf(op, "instalment", i.Instalment, input.ErrConflict,
			"must not be set: the item has no instalments")
	case n == 1 && i.Instalment == 0:
		return i.Instalments[0], nil
	case i.Instalment == 0:
		return Instalment{}, input.Errorf(op, "instalment", nil, input.ErrMissing,
			"is missing: the item has %d instalments", n)
	case i.Instalment < 1 || i.Instalment > n:
		return Instalment{}, input.Range(op, "instalment", i.Instalment, 1, n)
	}
	return i.Instalments[i.Instalment-1], nil
}

// checkBilledOnce refuses an item that bills the same instalment as an earlier one.
func checkBilledOnce(op string, items []Item) error {
	type key struct {
		description string
		instalment  int
	}
	var bad []error
	earlier := map[key][]int{}
	for k, item := range items {
		if item.Instalment == 0 {
			continue
		}
		at := key{item.Description, item.Instalment}
		for _, e := range earlier[at] {
			if items[e].Priced.Equal(item.Priced) {
				bad = append(bad, input.Duplicate(op, fmt.Sprintf("items[%d].instalment", k), item.Instalment))
				break
			}
		}
		earlier[at] = append(earlier[at], k)
	}
	return errors.Join(bad...)
}
