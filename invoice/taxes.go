package invoice

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
)

// MaxTaxes is the largest number of taxes of one line.
const MaxTaxes = 4

const (
	maxTaxName = 50 // bytes
	between    = " + "
)

// Tax is one tax: its name and its rate. A tax that is the only one of its line needs no name.
type Tax struct {
	Name string // at most 50 bytes, on one line, without "+" and "%"; required if a line has several taxes
	Rate TaxRate
}

// String returns the tax as "GST 5%", or as "21%" without a name. The zero Tax is "no tax".
func (t Tax) String() string {
	if t == (Tax{}) {
		return "no tax"
	}
	if t.Name == "" {
		return t.Rate.String()
	}
	return t.Name + " " + t.Rate.String()
}

// Taxes are the taxes of one line, each on its net price: usually one, such as a value added tax of 21%, and at most
// [MaxTaxes], of at most 100% in all. If there are several, each must have its own name, as in "GST 5% + QST 9.975%".
// The zero Taxes is refused: what is not taxed has the one rate 0%. Taxes are comparable with ==.
type Taxes struct {
	n    int8
	list [MaxTaxes]Tax // the first n
}

// NewTaxes returns the taxes of a line, in the order in which they are to be shown. Every bad field is reported at
// once: a missing rate, a missing name if there are several taxes, a duplicate name, and rates of more than 100% in
// all.
func NewTaxes(taxes ...Tax) (Taxes, error) {
	return newTaxes("invoice.NewTaxes", taxes)
}

func newTaxes(op string, taxes []Tax) (Taxes, error) {
	if err := checkTaxes(op, taxes); err != nil {
		return Taxes{}, err
	}
	t := Taxes{n: int8(len(taxes))}
	copy(t.list[:], taxes)
	return t, nil
}

func checkTaxes(op string, taxes []Tax) error {
	if len(taxes) == 0 {
		return input.Missing(op, "taxes")
	}
	if err := input.Length(op, "taxes", len(taxes), MaxTaxes); err != nil {
		return err
	}
	var bad []error
	var parts int64
	for i, t := range taxes {
		if err := t.check(op, taxes[:i], len(taxes) > 1); err != nil {
			bad = append(bad, input.Within(err, op, fmt.Sprintf("taxes[%d].", i)))
		}
		if !t.Rate.IsZero() {
			parts += t.Rate.parts()
		}
	}
	if parts > rateDivisor {
		all := TaxRate{int32(parts) + 1} // of few rates, none of which is more than 100%
		bad = append(bad, input.Errorf(op, "taxes", all, input.ErrRange, "is more than 100%% in all"))
	}
	return errors.Join(bad...)
}

// check refuses a tax without a rate, and one with a bad name, or without the name that it must have.
func (t Tax) check(op string, before []Tax, named bool) error {
	var name, rate error
	if t.Name != "" || named {
		name = t.checkName(op, before)
	}
	if t.Rate.IsZero() {
		rate = input.Missing(op, "rate")
	}
	return errors.Join(name, rate)
}

func (t Tax) checkName(op string, before []Tax) error {
	const field = "name"
	if err := input.Name(op, field, t.Name, maxTaxName); err != nil {
		return err
	}
	if err := price.CheckTaxName(op, field, t.Name); err != nil {
		return err
	}
	if slices.ContainsFunc(before, func(b Tax) bool { return b.Name == t.Name }) {
		return input.Duplicate(op, field, t.Name)
	}
	return nil
}

// ParseTaxes reads what [Taxes.String] writes: "21%", "VAT 21%", "GST 5% + QST 9.975%". The rates are those of
// [ParseTaxRate].
func ParseTaxes(text string) (Taxes, error) { return parseTaxes("invoice.ParseTaxes", text) }

// MustParseTaxes is [ParseTaxes] for constants in source code: it panics if the text is not valid.
func MustParseTaxes(text string) Taxes {
	t, err := parseTaxes("invoice.MustParseTaxes", text)
	if err != nil {
		panic(err)
	}
	return t
}

func parseTaxes(op, text string) (Taxes, error) {
	if text == "" {
		return Taxes{}, input.Missing(op, "taxes")
	}
	parts := strings.SplitN(text, between, MaxTaxes+1) // one too many is enough to see that
	taxes := make([]Tax, len(parts))
	var bad []error
	for i, part := range parts {
		end := strings.LastIndexByte(part, ' ')
		if end == 0 {
			return Taxes{}, input.Errorf(op, "taxes", text, input.ErrSyntax,
				`is not of the form "21%%" or "GST 5%% + QST 9.975%%"`)
		}
		field := "taxes"
		if len(parts) > 1 || end > 0 {
			field = fmt.Sprintf("taxes[%d].rate", i)
		}
		taxes[i].Name = part[:max(end, 0)]
		var err error
		taxes[i].Rate, err = parseTaxRate(op, part[end+1:])
		bad = append(bad, input.At(err, op, field))
	}
	if err := errors.Join(bad...); err != nil && len(parts) <= MaxTaxes {
		return Taxes{}, err
	}
	return newTaxes(op, taxes)
}

// IsZero reports whether t is the zero Taxes; it is false for a tax of 0%.
func (t Taxes) IsZero() bool { return t.n == 0 }

// List returns the taxes in order; nil for the zero Taxes.
func (t Taxes) List() []Tax { return slices.Clone(t.list[:t.n]) }

// String returns the taxes as "21%" or "GST 5% + QST 9.975%", and "no taxes" for the zero Taxes.
func (t Taxes) String() string {
	if t.IsZero() {
		return "no taxes"
	}
	texts := make([]string, t.n)
	for i, tax := range t.list[:t.n] {
		texts[i] = tax.String()
	}
	return strings.Join(texts, between)
}

// MarshalText returns the taxes as "GST 5% + QST 9.975%"; the zero Taxes is an error.
func (t Taxes) MarshalText() ([]byte, error) {
	if t.IsZero() {
		return nil, input.Missing("invoice.Taxes.MarshalText", "taxes")
	}
	return []byte(t.String()), nil
}

// UnmarshalText reads what [ParseTaxes] reads; on an error t keeps what it held.
func (t *Taxes) UnmarshalText(text []byte) error {
	return t.read("invoice.Taxes.UnmarshalText", string(text))
}

func (t *Taxes) read(op, text string) error {
	read, err := parseTaxes(op, text)
	if err != nil {
		return err
	}
	*t = read
	return nil
}

// check refuses the zero Taxes.
func (t Taxes) check(op string) error {
	if t.IsZero() {
		return input.Missing(op, "taxes")
	}
	return nil
}
