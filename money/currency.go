package money

import (
	"database/sql/driver"
	"iter"
	"sort"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// Currency is an ISO 4217 currency with a minor unit that is in use or was withdrawn in 2010 or later. It is one byte,
// comparable with ==, and can be a map key. The zero Currency is not a currency, and every operation that needs one
// refuses it.
//
// Amounts in a withdrawn currency (HRK, BGN) are read, written, computed and compared like all others, so that stored
// documents can be settled and credited. [Currency.Withdrawn] tells them apart; [Currency.CheckOn] refuses them for new
// prices.
type Currency struct {
	i uint8 // 1 + the position in allCodes
}

// The currencies in use, and after them the withdrawn ones.
const (
	allCodes = currencyCodes + withdrawnCodes
	allUnits = currencyUnits + withdrawnUnits

	inUse = len(currencyUnits)   // how many are in use
	_     = uint8(len(allUnits)) // does not compile if there are too many for one byte
)

// codeLen is the number of letters of a code.
const codeLen = 3

// ParseCurrency returns the currency of an ISO 4217 code: exactly three upper-case letters. It knows the codes in use
// and those withdrawn in 2010 or later (HRK). Codes withdrawn earlier (DEM), codes that never existed, and codes
// without a minor unit, in which nothing is paid (XAU, XXX), are errors.
func ParseCurrency(code string) (Currency, error) {
	return parseCurrency("money.ParseCurrency", "", code)
}

// MustParseCurrency is [ParseCurrency] for constants in source code: it panics if there is no such currency.
func MustParseCurrency(code string) Currency {
	c, err := ParseCurrency(code)
	if err != nil {
		panic(err)
	}
	return c
}

func parseCurrency(op, field, code string) (Currency, error) {
	if i, ok := findCode(currencyCodes, code); ok {
		return Currency{uint8(i + 1)}, nil
	}
	if i, ok := findCode(withdrawnCodes, code); ok {
		return Currency{uint8(inUse + i + 1)}, nil
	}
	if code == "" {
		return Currency{}, input.Missing(op, field)
	}
	if _, ok := findCode(unitlessCodes, code); ok {
		return Currency{}, input.Errorf(op, field, code, input.ErrUnknown,
			"is an ISO 4217 code without a minor unit: nothing is paid in it")
	}
	return Currency{}, input.Errorf(op, field, code, input.ErrUnknown,
		"is not an ISO 4217 code of three upper-case letters, in use or withdrawn since 2010")
}

// findCode returns the position of code in a sorted list of codes.
func findCode(list, code string) (int, bool) {
	return sort.Find(len(list)/codeLen, func(i int) int {
		return strings.Compare(code, codeAt(list, i))
	})
}

func codeAt(list string, i int) string { return list[i*codeLen : (i+1)*codeLen] }

// Currencies yields every currency in use, in the alphabetical order of the codes. Withdrawn currencies are left out.
func Currencies() iter.Seq[Currency] {
	return func(yield func(Currency) bool) {
		for i := range inUse {
			if !yield(Currency{uint8(i + 1)}) {
				return
			}
		}
	}
}

// IsZero reports whether c is the zero Currency.
func (c Currency) IsZero() bool { return c.i == 0 }

// MinorUnits returns the number of digits after the point of the smallest amount that can be paid: 2 for EUR, 0 for
// JPY, 3 for KWD, 4 for CLF. It is 0 for the zero Currency.
func (c Currency) MinorUnits() int {
	if c.IsZero() {
		return 0
	}
	return int(allUnits[c.i-1] - '0')
}

// Rounding returns the rounding to the minor unit of c in the given mode. For the zero Currency it is the zero
// Rounding, which every operation refuses.
func (c Currency) Rounding(mode Mode) Rounding {
	if c.IsZero() {
		return Rounding{}
	}
	return Rounding{Places: c.MinorUnits(), Mode: mode}
}

// String returns the code, or "no currency" for the zero Currency.
func (c Currency) String() string {
	if c.IsZero() {
		return "no currency"
	}
	return c.code()
}

// code returns the code, or "" for the zero Currency.
func (c Currency) code() string {
	if c.IsZero() {
		return ""
	}
	return codeAt(allCodes, int(c.i)-1)
}

// AppendText appends the code to b, and nothing for the zero Currency. The error is always nil.
func (c Currency) AppendText(b []byte) ([]byte, error) { return append(b, c.code()...), nil }

// MarshalText returns the code, and empty text for the zero Currency. The error is always nil.
func (c Currency) MarshalText() ([]byte, error) { return []byte(c.code()), nil }

// UnmarshalText reads what MarshalText writes: a code as in [ParseCurrency], or empty text for the zero Currency.
func (c *Currency) UnmarshalText(text []byte) error {
	return c.read("money.Currency.UnmarshalText", beginning(text, codeLen))
}

// Scan reads a code from a database: text as in [Currency.UnmarshalText], or NULL for the zero Currency.
func (c *Currency) Scan(src any) error {
	const op = "money.Currency.Scan"
	text, err := column(op, src, codeLen)
	if err != nil {
		return err
	}
	return c.read(op, text)
}

// Value writes the code for a database, and NULL for the zero Currency. The error is always nil.
func (c Currency) Value() (driver.Value, error) {
	if c.IsZero() {
		return nil, nil
	}
	return c.code(), nil
}

func (c *Currency) read(op, text string) error {
	if text == "" {
		*c = Currency{}
		return nil
	}
	parsed, err := parseCurrency(op, "", text)
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
