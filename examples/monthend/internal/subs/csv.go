package subs

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Columns are those of a CSV file. A row has one term, bought at once or before it starts; what has had more than that
// to it takes JSON.
func Columns() []string {
	return []string{"id", "region", "offering", "seats", "ordered", "start", "length", "srp", "netDays"}
}

// Header checks the first line of a CSV file: columns in another order would be plausible wrong facts.
func Header(line string) error {
	want := strings.Join(Columns(), ",")
	if got := strings.TrimRight(line, "\r\n"); got != want {
		return fmt.Errorf("the first line is %.200q, and must be %q", got, want)
	}
	return nil
}

// ReadCSV reads a row of a CSV file into r, which it overwrites.
func (r *Record) ReadCSV(line []byte) error {
	*r = Record{}
	if !utf8.Valid(line) {
		return fault("", "", "is not UTF-8")
	}
	row, err := fields(line)
	if err != nil {
		return err
	}
	if len(row) != len(Columns()) {
		return fault("", "", fmt.Sprintf("has %d fields, and must have %d", len(row), len(Columns())))
	}
	r.ID, r.Region = row[0], policy.Region(row[1])
	r.Facts = lifecycle.Facts{Kind: policy.Subscription, Offering: row[2]}
	var term lifecycle.BoughtTerm
	var srp money.Amount
	var bad Faults
	read := func(column int, err error) {
		if err != nil {
			name := Columns()[column]
			for _, f := range FaultsOf(name, err) {
				bad = append(bad, Fault{name, f.Value, f.Reason})
			}
		}
	}
	r.Facts.Seats, err = WholeNumber("seats", row[3])
	read(3, err)
	read(4, term.Ordered.UnmarshalText([]byte(row[4])))
	read(5, term.Start.UnmarshalText([]byte(row[5])))
	read(6, term.Length.UnmarshalText([]byte(row[6])))
	read(7, srp.UnmarshalText([]byte(row[7])))
	if row[8] != "" {
		days, err := WholeNumber("netDays", row[8])
		read(8, err)
		r.Net = Net{days, true}
	}
	if len(bad) > 0 {
		return bad
	}
	period, err := term.Length.Period(term.Start, term.Start)
	if err != nil {
		return FaultsOf("", err)
	}
	term.End = period.End()
	r.Facts.Anchor, r.Facts.Terms = term.Start, []lifecycle.BoughtTerm{term}
	return r.SRP.set(term.Length, srp)
}

// fields cuts a row at its commas.
func fields(line []byte) ([]string, error) {
	if bytes.IndexByte(line, '"') < 0 {
		return strings.Split(string(line), ","), nil
	}
	reader := csv.NewReader(bytes.NewReader(line))
	reader.FieldsPerRecord = -1
	row, err := reader.Read()
	var at *csv.ParseError
	if errors.As(err, &at) {
		return nil, fault("", "", "is not CSV: "+at.Err.Error())
	}
	return row, err
}

// IDOfCSV returns the ID of a row that is not good otherwise, or no text if it has none.
func IDOfCSV(line []byte) string {
	if !utf8.Valid(line) {
		return ""
	}
	row, err := fields(line)
	if err != nil || len(row) == 0 || len(row[0]) > MaxID {
		return ""
	}
	return row[0]
}
