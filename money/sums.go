package money

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// Sums is a set of sums, one for each currency, such as what is owed by a customer who buys in two currencies. The
// order in which amounts are added makes no difference, not even in text and JSON. The zero Sums is empty and ready for
// use. Sums are immutable: adding returns new ones.
//
// Sums cannot be compared with ==: use [Sums.Equal].
type Sums struct {
	_    [0]func()
	sums []Amount // one in each currency, sorted by code; never written to
}

// SumsOf returns the sums of the amounts by currency. The zero Amount, and a sum of more than 34 digits, are errors.
func SumsOf(amounts ...Amount) (Sums, error) { return Sums{}.add("money.SumsOf", amounts) }

// Add returns the sums with more amounts added, under the conditions of [SumsOf].
func (s Sums) Add(amounts ...Amount) (Sums, error) { return s.add("money.Sums.Add", amounts) }

func (s Sums) add(op string, amounts []Amount) (Sums, error) {
	byCurrency := make(map[Currency][]Amount, len(s.sums)+1)
	for _, sum := range s.sums {
		byCurrency[sum.currency] = []Amount{sum}
	}
	for i, a := range amounts {
		if a.IsZero() {
			return Sums{}, input.Missing(op, "amounts["+strconv.Itoa(i)+"]")
		}
		byCurrency[a.currency] = append(byCurrency[a.currency], a)
	}
	sums := make([]Amount, 0, len(byCurrency))
	for _, c := range slices.SortedFunc(maps.Keys(byCurrency), byCode) {
		same := byCurrency[c]
		sum, err := Sum(same[0], same[1:]...)
		if err != nil {
			return Sums{}, input.At(err, op, c.String())
		}
		sums = append(sums, sum)
	}
	return Sums{sums: sums}, nil
}

// byCode compares currencies by their codes, withdrawn or not.
func byCode(a, b Currency) int { return strings.Compare(a.code(), b.code()) }

// Of returns the sum in a currency. If nothing was added in that currency it is an amount of 0 in it; for the zero
// Currency it is the zero Amount.
func (s Sums) Of(c Currency) Amount {
	for _, sum := range s.sums {
		if sum.currency == c {
			return sum
		}
	}
	none, _ := FromMinor(0, c)
	return none
}

// Len returns the number of currencies in which something was added.
func (s Sums) Len() int { return len(s.sums) }

// All yields the sums in the alphabetical order of their currencies. A sum that comes to zero, as after a full credit,
// is included.
func (s Sums) All() iter.Seq[Amount] { return slices.Values(s.sums) }

// IsZero reports whether nothing was added. The omitzero option of encoding/json calls it.
func (s Sums) IsZero() bool { return len(s.sums) == 0 }

// Equal reports whether both have equal sums in the same currencies. It is the method that go-cmp looks for.
func (s Sums) Equal(other Sums) bool { return slices.EqualFunc(s.sums, other.sums, Amount.Equal) }

// String returns the sums, as "EUR 2145.00 + USD 90.00", and "nothing" for the zero Sums.
func (s Sums) String() string {
	if s.IsZero() {
		return "nothing"
	}
	texts := make([]string, len(s.sums))
	for i, sum := range s.sums {
		texts[i] = sum.String()
	}
	return strings.Join(texts, " + ")
}

// MarshalJSON returns an object of the sums by currency, {"EUR":"2145.00","USD":"90.00"}, in the order of the codes,
// and {} for the zero Sums. The error is always nil.
func (s Sums) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, sum := range s.sums {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), sum.currency.code()...), `":"`...)
		b = append(sum.appendNumber(b), '"')
	}
	return append(b, '}'), nil
}

// UnmarshalJSON reads what MarshalJSON writes, the currencies in any order; a null is the zero Sums. Each key is a
// currency, once, and each value a string as in [Parse]. Anything else is an error.
func (s *Sums) UnmarshalJSON(data []byte) error {
	const op = "money.Sums.UnmarshalJSON"
	if string(data) == "null" {
		*s = Sums{}
		return nil
	}
	if err := input.Bytes(op, "", data, maxSumsJSON); err != nil {
		return err
	}
	sums, err := readSums(op, data)
	if err != nil {
		return err
	}
	slices.SortFunc(sums, func(a, b Amount) int { return byCode(a.currency, b.currency) })
	*s = Sums{sums: sums}
	return nil
}

// maxSumsJSON is the largest accepted size, in bytes, of sums as JSON: ample for every currency.
const maxSumsJSON = 1 << 16

// readSums reads the sums token by token, since decoding into a map would let a second key overwrite the first.
func readSums(op string, data []byte) ([]Amount, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, input.Errorf(op, "", data, input.ErrSyntax, "is not a JSON object of sums by currency")
	}
	var sums []Amount
	seen := make(map[Currency]bool)
	for dec.More() {
		key, ok := stringToken(dec)
		if !ok {
			break // broken JSON, which the end of the object reports
		}
		c, err := parseCurrency(op, input.Key(key), key)
		if err != nil {
			return nil, err
		}
		if seen[c] {
			return nil, input.Duplicate(op, key, nil)
		}
		seen[c] = true
		number, ok := stringToken(dec)
		if !ok {
			return nil, input.Errorf(op, key, nil, input.ErrSyntax, "is not a JSON string")
		}
		sum, err := parseNumber(op, key, number, c)
		if err != nil {
			return nil, err
		}
		sums = append(sums, sum)
	}
	_, end := dec.Token()
	if _, after := dec.Token(); end != nil || after != io.EOF {
		return nil, input.Errorf(op, "", data, input.ErrSyntax, "is not one complete JSON object")
	}
	return sums, nil
}
