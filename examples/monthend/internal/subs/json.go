package subs

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
)

// ReadJSON reads a line of NDJSON into r, which it overwrites. Lines that are spelt as AppendJSON spells them are read
// in one pass; all others, and those with a fault, by package json, strictly: a key that is not known, or that is a
// duplicate, is a fault, since a payment under a wrong name would be no payment.
func (r *Record) ReadJSON(line []byte) error {
	if !utf8.Valid(line) {
		return fault("", "", "is not UTF-8")
	}
	if r.readPlain(line) {
		return nil
	}
	*r = Record{}
	seen := map[string]bool{}
	return object(line, "", func(name string, value json.RawMessage) error {
		if seen[name] {
			return fault(name, "", "is a duplicate")
		}
		seen[name] = true
		switch name {
		case "id":
			return text(name, value, &r.ID)
		case "region":
			return text(name, value, (*string)(&r.Region))
		case "srp":
			return r.SRP.ReadJSON(value)
		case "netDays":
			days, err := WholeNumber(name, string(value))
			r.Net = Net{days, true}
			return err
		case "facts":
			return ReadFacts(value, &r.Facts)
		}
		return fault(name, "", "is not a known key; one of: id, region, srp, netDays, facts")
	})
}

// ReadFacts reads facts.
func ReadFacts(data []byte, into *lifecycle.Facts) error {
	err := into.UnmarshalJSON(data)
	if err == nil {
		return nil
	}
	if !json.Valid(data) {
		return fault("facts", "", "is not JSON")
	}
	return FaultsOf("facts", err)
}

// ReadJSON reads an object of amounts by term, and refuses a duplicate term, where package json would take the last
// one.
func (p *Prices) ReadJSON(data json.RawMessage) error {
	if p.readPlain(data) {
		return nil
	}
	*p = Prices{}
	return object(data, "srp", func(name string, value json.RawMessage) error {
		length, err := calendar.ParseTerm(name)
		if err != nil {
			return fault("srp."+name, "", "is not a known term; one of: monthly, annual, three-year")
		}
		if !p[length].IsZero() {
			return fault("srp."+name, "", "is a duplicate")
		}
		var price money.Amount
		if err := price.UnmarshalJSON(value); err != nil {
			return FaultsOf("srp."+name, err)
		}
		return p.set(length, price)
	})
}

// text reads a value that must be text.
func text(name string, value json.RawMessage, into *string) error {
	if len(value) == 0 || value[0] != '"' || json.Unmarshal(value, into) != nil {
		return fault(name, string(value), "must be text")
	}
	return nil
}

// WholeNumber reads a whole number in the one way in which the library writes it: no plus, and no zero in front.
func WholeNumber(field, digits string) (int, error) {
	n, err := strconv.Atoi(digits)
	if err != nil || strconv.Itoa(n) != digits {
		return 0, fault(field, digits, "must be a whole number such as 30")
	}
	return n, nil
}

// object reads an object, whose fields are read by a function that is given their names. It returns all faults of the
// fields; text that is not JSON is a single fault.
func object(data []byte, part string, field func(name string, value json.RawMessage) error) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if token, err := d.Token(); err != nil || token != json.Delim('{') {
		return fault(part, "", "is not a JSON object")
	}
	var bad Faults
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return broken(part, err)
		}
		name, _ := token.(string)
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return broken(under(part, name), err)
		}
		if err := field(name, value); err != nil {
			bad = append(bad, FaultsOf(part, err)...)
		}
	}
	if _, err := d.Token(); err != nil {
		return broken(part, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fault(part, "", "has something after the object")
	}
	if len(bad) > 0 {
		return bad
	}
	return nil
}

// broken is the fault of text that is not JSON.
func broken(field string, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fault(field, "", "is cut off: the object has no end")
	}
	var at *json.SyntaxError
	if errors.As(err, &at) {
		return fault(field, "", "is not JSON: "+at.Error())
	}
	return fault(field, "", "is not JSON")
}

// IDOfJSON returns the ID of a line that is not good otherwise, or no text if it has none.
func IDOfJSON(line []byte) string {
	var named struct {
		ID string `json:"id"`
	}
	if !utf8.Valid(line) || json.Unmarshal(line, &named) != nil || len(named.ID) > MaxID {
		return ""
	}
	return named.ID
}

// AppendJSON appends the record as a line of NDJSON, without the end of the line.
func (r *Record) AppendJSON(b []byte) ([]byte, error) {
	b = append(AppendString(append(b, `{"id":`...), r.ID), `,"region":`...)
	b = append(AppendString(b, string(r.Region)), `,"srp":{`...)
	first := true
	for length, price := range r.SRP {
		if price.IsZero() {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(append(append(b, '"'), calendar.Term(length).String()...), `":`...)
		b = AppendAmount(b, price)
	}
	b = append(b, '}')
	if r.Net.ByInvoice {
		b = strconv.AppendInt(append(b, `,"netDays":`...), int64(r.Net.Days), 10)
	}
	b, err := r.Facts.AppendJSON(append(b, `,"facts":`...))
	return append(b, '}'), err
}

// AppendAmount appends an amount as package money writes it in JSON.
func AppendAmount(b []byte, a money.Amount) []byte {
	b = append(append(b, `{"amount":"`...), a.Number()...)
	return append(append(append(b, `","currency":"`...), a.Currency().String()...), `"}`...)
}

// AppendString appends text as a JSON string.
func AppendString[T string | []byte](b []byte, s T) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			var out bytes.Buffer
			e := json.NewEncoder(&out)
			e.SetEscapeHTML(false)
			_ = e.Encode(string(s)) // text can always be written
			return append(b, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
