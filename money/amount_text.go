package money

import (
	"database/sql/driver"
	"math/big"
	"strconv"

	"example.com/billingrules/internal/edge/input"
)

// Parse reads a number as an amount in the currency c: digits with an optional minus sign and an optional decimal
// point, as in "2145", "-0.5" or "19.995". There is no exponent, plus sign, leading zero or thousands separator:
// "1.000" is one, in every currency. Text of more than 64 bytes, more than 34 digits or more than 28 places is an
// error, and so is the zero Currency.
func Parse(text string, c Currency) (Amount, error) {
	return parseNumber("money.Parse", "text", text, c)
}

// ParseAmount reads what [Amount.String] prints: a currency code, one space and a number as in [Parse], such as "EUR
// 2145.00".
func ParseAmount(text string) (Amount, error) {
	return parseAmount("money.ParseAmount", text)
}

// MustParseAmount is [ParseAmount] for constants in source code: it panics if the text is not an amount.
func MustParseAmount(text string) Amount {
	a, err := ParseAmount(text)
	if err != nil {
		panic(err)
	}
	return a
}

func parseAmount(op, text string) (Amount, error) {
	if text == "" {
		return Amount{}, input.Missing(op, "text")
	}
	if len(text) <= codeLen || text[codeLen] != ' ' {
		return Amount{}, input.Errorf(op, "", text, input.ErrSyntax,
			"is not a currency code, a space and a number, such as EUR 2145.00")
	}
	c, err := parseCurrency(op, "currency", text[:codeLen])
	if err != nil {
		return Amount{}, err
	}
	return parseNumber(op, "number", text[codeLen+1:], c)
}

func parseNumber(op, field, text string, c Currency) (Amount, error) {
	if c.IsZero() {
		return Amount{}, input.Missing(op, "currency")
	}
	if text == "" {
		return Amount{}, input.Missing(op, field)
	}
	if err := input.Bytes(op, field, text, maxText); err != nil {
		return Amount{}, err
	}
	number, ok := scanNumber(text)
	if !ok {
		return Amount{}, input.Errorf(op, field, text, input.ErrSyntax, "is not a plain number such as 2145.00")
	}
	if number.places > maxPlaces {
		return Amount{}, input.Errorf(op, field, text, input.ErrRange, "has more than %d places", maxPlaces)
	}
	if len(number.digits) <= fewDigits && number.places == c.MinorUnits() {
		units, _ := strconv.ParseInt(string(number.digits), 10, 64) // digits only, and few
		if number.negative {
			units = -units
		}
		return Amount{units: units, unit: unit{uint8(number.places), c}}, nil
	}
	coef, _ := new(big.Int).SetString(string(number.digits), 10) // digits only
	if number.negative {
		coef.Neg(coef)
	}
	if !fits(coef) {
		return Amount{}, tooLong(op, field, text)
	}
	a, ok := settle(coef, number.places, c)
	if !ok {
		return Amount{}, tooLong(op, field, text)
	}
	return a, nil
}

// number is a number as read from text.
type number struct {
	negative bool
	digits   []byte // without the point
	places   int    // how many of them are after the point
}

// fewDigits is a number of digits that always fits into an int64.
const fewDigits = 18

// scanNumber reads a number of at most 64 bytes.
func scanNumber(text string) (n number, ok bool) {
	if n.negative = text[0] == '-'; n.negative {
		text = text[1:]
	}
	n.digits = make([]byte, 0, maxText)
	point := 0 // how many digits are before it; 0 if there is no point
	for i := range len(text) {
		switch b := text[i]; {
		case b >= '0' && b <= '9':
			n.digits = append(n.digits, b)
		case b == '.' && point == 0 && len(n.digits) > 0:
			point = len(n.digits)
		default:
			return number{}, false
		}
	}
	if point == len(n.digits) {
		return number{}, false // no digits at all, or none after the point
	}
	whole := len(n.digits)
	if point > 0 {
		whole, n.places = point, len(n.digits)-point
	}
	if whole > 1 && n.digits[0] == '0' {
		return number{}, false // 007
	}
	return n, true
}

// Number returns the number without its currency: "2145.00". It has the places of the minor unit, or more if the value
// needs them, so that equal amounts print the same. The zero Amount gives "".
func (a Amount) Number() string {
	if a.IsZero() {
		return ""
	}
	return string(a.appendNumber(nil))
}

// String returns the code and the number: "EUR 2145.00". The zero Amount gives "no amount".
func (a Amount) String() string {
	if a.IsZero() {
		return "no amount"
	}
	return string(a.append(nil))
}

// AppendText appends to b what [Amount.MarshalText] returns. The error is always nil.
func (a Amount) AppendText(b []byte) ([]byte, error) { return a.append(b), nil }

// MarshalText returns the code and the number, "EUR 2145.00", and empty text for the zero Amount. The error is always
// nil.
func (a Amount) MarshalText() ([]byte, error) { return a.append(nil), nil }

// UnmarshalText reads what MarshalText writes: text as in [ParseAmount], or empty text for the zero Amount.
func (a *Amount) UnmarshalText(text []byte) error {
	return a.read("money.Amount.UnmarshalText", beginning(text, codeLen+1+maxText))
}

// Scan reads an amount from a database: text as in [Amount.UnmarshalText], or NULL for the zero Amount. Numbers are
// refused: they have no currency.
func (a *Amount) Scan(src any) error {
	const op = "money.Amount.Scan"
	text, err := column(op, src, codeLen+1+maxText)
	if err != nil {
		return err
	}
	return a.read(op, text)
}

// Value writes the text of MarshalText for a database, and NULL for the zero Amount. The error is always nil.
func (a Amount) Value() (driver.Value, error) {
	if a.IsZero() {
		return nil, nil
	}
	return a.String(), nil
}

func (a *Amount) read(op, text string) error {
	if text == "" {
		*a = Amount{}
		return nil
	}
	parsed, err := parseAmount(op, text)
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}

// append appends "EUR 2145.00", and nothing for the zero Amount.
func (a Amount) append(b []byte) []byte {
	if a.IsZero() {
		return b
	}
	b = append(b, a.currency.code()...)
	return a.appendNumber(append(b, ' '))
}

func (a Amount) appendNumber(b []byte) []byte {
	if a.big != nil {
		return appendNumber(b, a.Sign() < 0, new(big.Int).Abs(a.big).Append(nil, 10), int(a.places))
	}
	var digits [20]byte
	return appendNumber(b, a.units < 0, strconv.AppendUint(digits[:0], magnitude(a.units), 10), int(a.places))
}

// appendNumber appends digits with the point before the last places digits. The sign is a separate argument, because a
// negative number can be cut to zero digits.
func appendNumber(b []byte, negative bool, digits []byte, places int) []byte {
	if negative {
		b = append(b, '-')
	}
	whole := len(digits) - places
	if whole > 0 {
		b = append(b, digits[:whole]...)
		digits = digits[whole:]
	} else {
		b = append(b, '0')
	}
	if places == 0 {
		return b
	}
	b = append(b, '.')
	for range -whole {
		b = append(b, '0')
	}
	return append(b, digits...)
}

// beginning returns text, or, if it is longer than limit, just enough of it to be refused.
func beginning(text []byte, limit int) string {
	return string(text[:min(len(text), limit+1)])
}

// column returns the text of a database column, and "" for NULL.
func column(op string, src any, limit int) (string, error) {
	switch src := src.(type) {
	case nil:
		return "", nil
	case string:
		return src, nil
	case []byte:
		return beginning(src, limit), nil
	}
	return "", input.Errorf(op, "column", nil, input.ErrSyntax, "must be text, not %T", src)
}
