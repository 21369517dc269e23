package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// maxID is the length in bytes of the longest ID that billingrules.CheckName takes.
const maxID = 200

// record is one subscription, as a line of the input has it.
type record struct {
	ID      string          `json:"id"`
	Region  policy.Region   `json:"region"` // whose edition holds
	SRP     prices          `json:"srp"`
	NetDays *int            `json:"netDays,omitempty"` // of pay by invoice; absent otherwise
	Facts   lifecycle.Facts `json:"facts"`
}

// prices are list prices of one seat for one full term of a length, before tax.
type prices map[calendar.Term]money.Amount

// subscription is a record that has been checked, but for its facts, which are checked under the edition of a day.
type subscription struct {
	record
	terms    invoice.NetTerms
	editions editions
}

// editions are the published ones of each region, in the order in which they came into force: made once, since making
// one is work.
type editions map[policy.Region][]policy.Edition

func publishedEditions() editions {
	all := editions{}
	for ed := range policy.Editions() {
		all[ed.Region()] = append(all[ed.Region()], ed)
	}
	return all
}

// on returns the edition for an act on a day, as policy.EditionOn does, for a region that has one.
func (e editions) on(region policy.Region, day calendar.Date) policy.Edition {
	found := e[region][0]
	for _, ed := range e[region][1:] {
		if !ed.InForce().After(day) {
			found = ed
		}
	}
	return found
}

// readLine reads the subscription of a line: of a .csv file as a row, of any other as JSON.
func (e editions) readLine(file, text string) (subscription, error) {
	if !utf8.ValidString(text) {
		return subscription{}, errors.New("is not UTF-8")
	}
	var r record
	var err error
	if path.Ext(file) == ".csv" {
		r, err = readRow(text)
	} else {
		r, err = readJSON(text)
	}
	if err != nil {
		return subscription{}, err
	}
	return r.check(e)
}

func (r record) check(all editions) (subscription, error) {
	if err := billingrules.CheckName("id", r.ID); err != nil {
		return subscription{}, err
	}
	s := subscription{record: r, editions: all}
	if len(all[r.Region]) == 0 {
		return subscription{}, fmt.Errorf("region %q: has no edition", r.Region)
	}
	if r.NetDays != nil {
		var err error
		if s.terms, err = invoice.Net(*r.NetDays); err != nil {
			return subscription{}, fmt.Errorf("netDays: %w", err)
		}
	}
	return s, nil
}

// wholeNumber reads a whole number in the one way in which the library writes it: no plus, and no zero in front.
func wholeNumber(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || strconv.Itoa(n) != text {
		return 0, fmt.Errorf("%.40q is not a whole number such as 30", text)
	}
	return n, nil
}

func readJSON(text string) (record, error) {
	var r record
	d := json.NewDecoder(strings.NewReader(text))
	fields := map[string]any{"id": &r.ID, "region": &r.Region, "srp": &r.SRP, "netDays": &r.NetDays, "facts": &r.Facts}
	err := object(d, func(name string) error {
		field, known := fields[name]
		if !known {
			return errors.New("is unknown, or a duplicate")
		}
		delete(fields, name)
		return d.Decode(field)
	})
	if err != nil {
		return record{}, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return record{}, errors.New("something stands after the object")
	}
	return r, nil
}

// UnmarshalJSON reads an object of amounts by term, and refuses a duplicate term, where package json would take
// the last one.
func (p *prices) UnmarshalJSON(data []byte) error {
	*p = prices{}
	d := json.NewDecoder(strings.NewReader(string(data)))
	return object(d, func(name string) error {
		length, err := calendar.ParseTerm(name)
		if err != nil {
			return err
		}
		if _, twice := (*p)[length]; twice {
			return errors.New("is a duplicate")
		}
		var amount money.Amount
		if err := d.Decode(&amount); err != nil {
			return err
		}
		(*p)[length] = amount
		return nil
	})
}

// object reads an object, whose fields are read by a function that is told their names.
func object(d *json.Decoder, field func(name string) error) error {
	if token, err := d.Token(); err != nil || token != json.Delim('{') {
		return errors.New("is not a JSON object")
	}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return whole(err)
		}
		name, _ := token.(string)
		if err := field(name); err != nil {
			return fmt.Errorf("%q: %w", name, whole(err))
		}
	}
	if _, err := d.Token(); err != nil {
		return whole(err)
	}
	return nil
}

// whole says of JSON that is cut off that it is.
func whole(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("is not a whole JSON object")
	}
	return err
}

// idOf returns the ID of a line that is not good otherwise, or no text where it has none.
func idOf(file, text string) string {
	var named struct {
		ID string `json:"id"`
	}
	if !utf8.ValidString(text) {
		return ""
	}
	if path.Ext(file) == ".csv" {
		reader := csv.NewReader(strings.NewReader(text))
		reader.FieldsPerRecord = -1
		if row, err := reader.Read(); err == nil {
			named.ID = row[0]
		}
	} else if err := json.Unmarshal([]byte(text), &named); err != nil {
		return ""
	}
	if len(named.ID) > maxID {
		return ""
	}
	return named.ID
}

// columns of a CSV file. A row has one term, bought at once or before it starts; what has had more than that to it
// takes JSON.
func columns() []string {
	return []string{"id", "region", "offering", "seats", "ordered", "start", "length", "srp", "netDays"}
}

func readRow(text string) (record, error) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord = len(columns())
	row, err := reader.Read()
	var at *csv.ParseError
	if errors.As(err, &at) {
		err = at.Err // the line that it counts is always the first
	}
	if err != nil {
		return record{}, err
	}
	r := record{ID: row[0], Region: policy.Region(row[1])}
	f := lifecycle.Facts{Kind: policy.Subscription, Offering: row[2]}
	var term lifecycle.BoughtTerm
	var srp money.Amount
	var bad []error
	read := func(column int, into func([]byte) error) {
		if err := into([]byte(row[column])); err != nil {
			bad = append(bad, fmt.Errorf("%s: %w", columns()[column], err))
		}
	}
	read(3, func(text []byte) (err error) { f.Seats, err = wholeNumber(string(text)); return err })
	read(4, term.Ordered.UnmarshalText)
	read(5, term.Start.UnmarshalText)
	read(6, term.Length.UnmarshalText)
	read(7, srp.UnmarshalText)
	if row[8] != "" {
		r.NetDays = new(int)
		read(8, func(text []byte) (err error) { *r.NetDays, err = wholeNumber(string(text)); return err })
	}
	if len(bad) > 0 {
		return record{}, errors.Join(bad...)
	}
	period, err := term.Length.Period(term.Start, term.Start)
	if err != nil {
		return record{}, err
	}
	term.End = period.End()
	f.Anchor, f.Terms = term.Start, []lifecycle.BoughtTerm{term}
	r.Facts, r.SRP = f, prices{term.Length: srp}
	return r, nil
}
