package invoice

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// MaxQuantity is the largest quantity of one line.
const MaxQuantity = 1_000_000

// Line is a line of an invoice or a quote, worked out. Its gross price is the charge, or quantity × unit price. The
// gross price less the discount is the net price; if an instalment is billed, the net price is the instalment's part of
// that. Each of its taxes is rounded on its own; for a document whose tax is computed per rate, see [TaxLines].
type Line struct {
	Description string           `json:"description"`         // at most 200 bytes, on one line
	Quantity    int              `json:"quantity"`            // 1 to MaxQuantity; for a charge its seats
	UnitPrice   money.Amount     `json:"unitPrice"`           // the price of one; for a charge its list price
	Charge      proration.Charge `json:"charge,omitzero"`     // the arithmetic behind the gross price, if any
	Gross       money.Amount     `json:"gross"`               // the whole price, before discount and tax
	Discount    money.Amount     `json:"discount,omitzero"`   // off the gross price; the zero Amount if there is none
	Instalment  int              `json:"instalment,omitzero"` // the instalment that is billed, from 1; 0: all of it
	Of          int              `json:"of,omitzero"`         // how many instalments there are
	Covers      calendar.Period  `json:"covers,omitzero"`     // the days that the instalment is for
	Net         money.Amount     `json:"net"`                 // what is billed, before tax
	Taxes       []LineTax        `json:"taxes"`               // each of its taxes, in the order of the item
	Tax         money.Amount     `json:"tax"`                 // their sum
}

const (
	maxText = 200 // bytes
	// maxLines is the largest number of lines of a document.
	maxLines = 10_000
)

// NewLine works out the line of an item under an edition, with tax computed per line. Every bad field of the item is
// reported at once, including those of a charge that contradicts itself: see [proration.Charge.Check]. Implements
// invoice.tax.
func NewLine(ed policy.Edition, item Item) (Line, error) {
	const op = "invoice.NewLine"
	if ed.IsZero() {
		return Line{}, input.Missing(op, "edition")
	}
	return newLine(op, ed.ProrationRules().Rounding, item)
}

func newLine(op string, mode money.Mode, item Item) (Line, error) {
	line := Line{Description: item.Description, Discount: item.Discount}
	bad := []error{
		input.Name(op, "description", item.Description, maxText), line.price(op, item, mode), item.Taxes.check(op),
	}
	if item.Instalment != 0 {
		_, err := item.part(op)
		bad = append(bad, err)
	}
	if err := errors.Join(bad...); err != nil {
		return Line{}, err
	}
	line.Net = line.Gross
	if !item.Discount.IsZero() {
		if err := checkPart(op, "discount", item.Discount, line.Gross); err != nil {
			return Line{}, err
		}
		line.Net = less(line.Gross, item.Discount)
	}
	if item.Instalment != 0 {
		parts, err := item.parts(op, line.Net)
		if err != nil {
			return Line{}, err
		}
		line.Instalment, line.Of, line.Net = item.Instalment, len(parts), parts[item.Instalment-1]
		line.Covers = item.Instalments[item.Instalment-1].Covers
	}
	line.Taxes = make([]LineTax, item.Taxes.n)
	for i, t := range item.Taxes.list[:item.Taxes.n] {
		line.Taxes[i] = LineTax{t.Name, t.Rate, t.Rate.of(line.Net, mode)}
	}
	if err := line.sumTaxes(op); err != nil {
		return Line{}, err
	}
	return line, nil
}

// price fills in the gross price and what it is made of.
func (l *Line) price(op string, item Item, mode money.Mode) error {
	if !item.isZero() {
		if err := item.checkAlone(op, "charge"); err != nil {
			return err
		}
		l.Charge = item.Charge
		l.Quantity, l.UnitPrice, l.Gross = item.Charge.Seats, item.Charge.SRP, item.Charge.Amount
		return item.check(op)
	}
	if item.UnitPrice.IsZero() && item.Quantity == 0 {
		return input.Missing(op, "charge")
	}
	count := input.Count(op, "quantity", item.Quantity, MaxQuantity)
	if err := errors.Join(count, price.Check(op, "unitPrice", item.UnitPrice)); err != nil {
		return err
	}
	l.Quantity, l.UnitPrice = item.Quantity, item.UnitPrice
	var err error
	l.Gross, err = l.gross(mode)
	return input.At(err, op, "unitPrice")
}

// hasCharge reports whether there is a charge behind the gross price.
func (l *Line) hasCharge() bool { return !l.Charge.Equal(proration.Charge{}) }

// gross returns the gross price of a checked line, rounded in a mode.
func (l *Line) gross(mode money.Mode) (money.Amount, error) {
	if l.hasCharge() {
		return l.Charge.Amount, nil
	}
	gross, _, err := l.UnitPrice.MulDiv(int64(l.Quantity), 1, l.UnitPrice.Currency().Rounding(mode))
	return gross, err
}

// checkNumber refuses an instalment that its charge does not have.
func (l *Line) checkNumber(op string) error {
	if l.Instalment < 1 || l.Instalment > l.Of {
		return input.Errorf(op, "instalment", l.Instalment, input.ErrRange, "must be from 1 to %d", l.Of)
	}
	if !l.hasCharge() {
		return input.Errorf(op, "instalment", l.Instalment, input.ErrConflict,
			"must not be set: the line has no charge")
	}
	return input.Count(op, "of", l.Of, maxInstalments)
}

// checkPart refuses an amount that is not from 0 to a whole.
func checkPart(op, field string, part, whole money.Amount) error {
	if err := price.Whole(op, field, part); err != nil {
		return err
	}
	if part.Currency() != whole.Currency() {
		return input.Errorf(op, field, part, input.ErrCurrency, "must be in %s", whole.Currency())
	}
	if price.Sure(part.Cmp(whole)) > 0 {
		return input.Errorf(op, field, part, input.ErrConflict, "is more than %s", whole)
	}
	return nil
}

// Total returns net plus tax; the zero Amount if they cannot be added, as in the zero Line.
func (l Line) Total() money.Amount {
	total, err := l.Net.Add(l.Tax)
	if err != nil {
		return money.Amount{}
	}
	return total
}

// Equal reports whether two lines have the same amounts and the same reasons.
func (l Line) Equal(b Line) bool {
	return l.Description == b.Description && l.Quantity == b.Quantity && l.UnitPrice.Equal(b.UnitPrice) &&
		l.Charge.Equal(b.Charge) &&
		l.Gross.Equal(b.Gross) && l.Discount.Equal(b.Discount) && l.Instalment == b.Instalment && l.Of == b.Of &&
		l.Covers == b.Covers &&
		l.Net.Equal(b.Net) && slices.EqualFunc(l.Taxes, b.Taxes, LineTax.Equal) && l.Tax.Equal(b.Tax)
}

// String returns the line with its arithmetic, such as "AutoCAD: EUR 2145.00 ÷ 365 × 120 days × 3 seats =
// 2115.6164… → 2115.62 (half up); net 2115.62, tax 21% 444.28". The zero Line is "no line".
func (l Line) String() string {
	if l.Equal(Line{}) {
		return "no line"
	}
	s := l.Description + ": "
	if !l.hasCharge() {
		s += fmt.Sprintf("%d × %s = %s", l.Quantity, l.UnitPrice, l.Gross.Number())
	} else {
		s += l.Charge.String()
	}
	if !l.Discount.IsZero() {
		s += " − " + l.Discount.Number() + " discount"
	}
	if l.Of > 1 {
		s += fmt.Sprintf(", instalment %d of %d", l.Instalment, l.Of)
	}
	s += "; net " + l.Net.Number()
	for _, t := range l.Taxes {
		s += ", " + t.String()
	}
	return s
}

// Totals are the sums of lines, in one currency.
type Totals struct {
	Net   money.Amount `json:"net"`   // before tax
	Tax   money.Amount `json:"tax"`   // the sum of the lines' taxes
	Total money.Amount `json:"total"` // Net + Tax
}

// Sum returns the totals of lines that have been taxed. They must be in one currency, and at least one is needed.
// Implements invoice.tax, by which totals are sums of lines.
func Sum(lines []Line) (Totals, error) { return sum("invoice.Sum", lines) }

func sum(op string, lines []Line) (Totals, error) {
	if len(lines) == 0 {
		return Totals{}, input.Missing(op, "lines")
	}
	t := Totals{Net: lines[0].Net, Tax: lines[0].Tax}
	for i := range lines[1:] {
		l := &lines[i+1]
		if err := t.add(op, l.Net, l.Tax); err != nil {
			return Totals{}, err
		}
	}
	return t, t.total(op)
}

// add adds a line to Net and Tax.
func (t *Totals) add(op string, net, tax money.Amount) (err error) {
	if t.Net, err = t.Net.Add(net); err == nil {
		t.Tax, err = t.Tax.Add(tax)
	}
	return input.At(err, op, "lines")
}

// total works out Total. On an error it sets t to the zero Totals.
func (t *Totals) total(op string) (err error) {
	if t.Total, err = t.Net.Add(t.Tax); err != nil {
		*t = Totals{}
	}
	return input.At(err, op, "lines")
}

// Equal reports whether two totals are equal.
func (t Totals) Equal(b Totals) bool {
	return t.Net.Equal(b.Net) && t.Tax.Equal(b.Tax) && t.Total.Equal(b.Total)
}

// String returns the totals as "EUR 2115.62 + tax 444.28 = 2559.90". The zero Totals is "no totals".
func (t Totals) String() string {
	if t.Equal(Totals{}) {
		return "no totals"
	}
	return t.Net.String() + " + tax " + t.Tax.Number() + " = " + t.Total.Number()
}
