package money

import (
	"bytes"
	"encoding/json"
	"io"

	"example.com/billingrules/internal/edge/input"
)

// maxJSON is the largest accepted size, in bytes, of an amount as JSON: ample even if both strings are fully escaped
// and deeply indented.
const maxJSON = 4096

// MarshalJSON returns {"amount":"2145.00","currency":"EUR"}, and null for the zero Amount. The number is a string,
// because many JSON readers turn a number into a float. The error is always nil.
func (a Amount) MarshalJSON() ([]byte, error) {
	if a.IsZero() {
		return []byte("null"), nil
	}
	b := a.appendNumber([]byte(`{"amount":"`))
	b = append(b, `","currency":"`...)
	b = append(b, a.currency.code()...)
	return append(b, `"}`...), nil
}

// UnmarshalJSON reads what MarshalJSON writes: an object with exactly the keys amount and currency, whose values are
// strings as [Parse] and [ParseCurrency] read them, or null for the zero Amount. Anything else is an error, such as a
// number, another key, a duplicate key, a key in another case, or more than 4096 bytes.
func (a *Amount) UnmarshalJSON(data []byte) error {
	const op = "money.Amount.UnmarshalJSON"
	if string(data) == "null" {
		*a = Amount{}
		return nil
	}
	if err := input.Bytes(op, "", data, maxJSON); err != nil {
		return err
	}
	number, code, err := readPair(op, data)
	if err != nil {
		return err
	}
	c, err := parseCurrency(op, "currency", code)
	if err != nil {
		return err
	}
	parsed, err := parseNumber(op, "amount", number, c)
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}

// readPair reads the two strings token by token: decoding into a struct would let a second "amount", and "Amount",
// overwrite the first.
func readPair(op string, data []byte) (number, code string, err error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return "", "", input.Errorf(op, "", data, input.ErrSyntax, "is not a JSON object with an amount and a currency")
	}
	values := make(map[string]string, 2)
	for dec.More() {
		key, ok := stringToken(dec)
		if !ok {
			break // broken JSON, which the end of the object reports
		}
		if key != "amount" && key != "currency" {
			return "", "", input.Errorf(op, input.Key(key), nil, input.ErrUnknown, "is not a known key")
		}
		if _, twice := values[key]; twice {
			return "", "", input.Duplicate(op, key, nil)
		}
		if values[key], ok = stringToken(dec); !ok {
			return "", "", input.Errorf(op, key, nil, input.ErrSyntax, "is not a JSON string")
		}
	}
	_, end := dec.Token()
	if _, after := dec.Token(); end != nil || after != io.EOF {
		return "", "", input.Errorf(op, "", data, input.ErrSyntax, "is not one complete JSON object")
	}
	return values["amount"], values["currency"], nil
}

func stringToken(dec *json.Decoder) (string, bool) {
	t, err := dec.Token()
	s, ok := t.(string)
	return s, ok && err == nil
}
