package order

import (
	"errors"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// BasketItem is one line of a basket.
type BasketItem struct {
	Product string        `json:"product"` // at most 200 bytes
	Kind    policy.Kind   `json:"kind"`
	Licence string        `json:"licence"`       // the licence type, such as "single-user"; compared exactly
	Term    calendar.Term `json:"term,omitzero"` // required for a subscription; zero for Flex tokens
	Seats   int           `json:"seats"`         // 1 to proration.MaxSeats; for Flex tokens, how many
	SRP     money.Amount  `json:"srp"`           // list price of one, before tax; 0 or more; all in one currency
}

// UnmarshalJSON reads a line strictly: an unknown or duplicate key is an error with its path. An error leaves the value
// as it was.
func (l *BasketItem) UnmarshalJSON(data []byte) error {
	type plain BasketItem // without this method
	var read plain
	if err := strict.Decode("order.BasketItem.UnmarshalJSON", "line", data, &read); err != nil {
		return err
	}
	*l = BasketItem(read)
	return nil
}

// SeparateOrder has the lines of a basket that can be ordered together: of one kind, licence type and term.
type SeparateOrder struct {
	Kind    policy.Kind
	Licence string
	Term    calendar.Term
	Lines   []BasketItem
	Numbers []int // the positions of the lines in the basket, from 1
}

// String returns the order in one line, as "subscription, single-user, annual: lines 1, 3".
// The zero SeparateOrder is "no order".
func (o SeparateOrder) String() string {
	if o.Kind == 0 {
		return "no order"
	}
	s := o.Kind.String() + ", " + o.Licence
	if o.Term != 0 {
		s += ", " + o.Term.String()
	}
	numbers := make([]string, len(o.Numbers))
	for i, n := range o.Numbers {
		numbers[i] = fmt.Sprint(n)
	}
	noun := "line"
	if len(numbers) != 1 {
		noun += "s"
	}
	return s + ": " + noun + " " + strings.Join(numbers, ", ")
}

// Composition is the result of [Compose]: the orders that a basket must be split into.
type Composition struct {
	Orders []SeparateOrder
	// Decision says whether the basket can be one order; if not, Orders shows why.
	Decision policy.Decision
}

const (
	maxLines = 10_000
	maxText  = 200 // bytes
)

// Compose splits a basket into separate orders: lines of different kinds, licence types or terms cannot be in one
// order. Orders are sorted by their first lines, and lines keep the order of the basket; every line is in exactly one
// order. Implements order.one-kind.
func Compose(ed policy.Edition, basket []BasketItem, day calendar.Date) (Composition, error) {
	if err := checkBasket("order.Compose", ed, basket, day); err != nil {
		return Composition{}, err
	}
	type key struct {
		kind    policy.Kind
		licence string
		term    calendar.Term
	}
	places := map[key]int{}
	var c Composition
	c.Decision = policy.Decision{
		Rule: rule.OrderOneKind, Asked: day, Window: calendar.Always(), Edition: ed.Fingerprint(),
	}
	for i, line := range basket {
		k := key{line.Kind, line.Licence, line.Term}
		place, found := places[k]
		if !found {
			place = len(c.Orders)
			places[k] = place
			c.Orders = append(c.Orders, SeparateOrder{Kind: line.Kind, Licence: line.Licence, Term: line.Term})
		}
		o := &c.Orders[place]
		o.Lines, o.Numbers = append(o.Lines, line), append(o.Numbers, i+1)
	}
	if len(c.Orders) > 1 {
		c.Decision.Window, c.Decision.Remedy = calendar.Period{}, policy.SplitOrder
	}
	return c, nil
}

// String returns how the basket is split, and why, with one line for each order. The zero Composition is "no orders".
func (c Composition) String() string {
	if c.Decision == (policy.Decision{}) {
		return "no orders"
	}
	var b strings.Builder
	b.WriteString(c.Decision.String())
	for i, o := range c.Orders {
		fmt.Fprintf(&b, "\norder %d: %s", i+1, o)
	}
	return b.String()
}

func checkBasket(op string, ed policy.Edition, basket []BasketItem, day calendar.Date) error {
	var bad []error
	if ed.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	switch {
	case len(basket) == 0:
		bad = append(bad, input.Missing(op, "basket"))
	case len(basket) > maxLines:
		return input.Length(op, "basket", len(basket), maxLines)
	}
	for i, line := range basket {
		at := fmt.Sprintf("basket[%d].", i)
		bad = append(bad, line.check(op, at, basket[0].SRP.Currency()), price.InUse(op, at+"srp", line.SRP, day))
	}
	if day.IsZero() {
		bad = append(bad, input.Missing(op, "day"))
	}
	return errors.Join(bad...)
}

func (l BasketItem) check(op, at string, currency money.Currency) error {
	bad := []error{input.Name(op, at+"product", l.Product, maxText)}
	_, err := l.Kind.MarshalText()
	bad = append(bad, input.At(err, op, at+"kind"), input.Name(op, at+"licence", l.Licence, maxText))
	if l.Term != 0 || l.Kind == policy.Subscription {
		_, err := l.Term.MarshalText()
		bad = append(bad, input.At(err, op, at+"term"))
	}
	if l.Term != 0 && l.Kind == policy.FlexTokens {
		bad = append(bad, input.Errorf(op, at+"term", l.Term, input.ErrConflict,
			"must not be set: Flex tokens have no term"))
	}
	bad = append(bad, input.Count(op, at+"seats", l.Seats, proration.MaxSeats))
	if err := price.Check(op, at+"srp", l.SRP); err != nil {
		return errors.Join(append(bad, err)...)
	}
	return errors.Join(append(bad, price.In(op, at+"srp", l.SRP, currency, "the first line"))...)
}
