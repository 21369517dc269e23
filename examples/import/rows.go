package main

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// row is a row of a file: its cells by the documented names of their columns, and what is only passed through.
type row struct {
	number int // as a spreadsheet or a text editor counts it; in JSON the place in the list, from 1 on
	cells  map[string]string
	aside  map[string]string // further columns, unchanged
	bad    reason            // why it cannot be read at all; the zero reason if it can be read
}

// The documented columns, by their current names. Even a required column can have empty cells.
const (
	team     = "team"
	contract = "contract_number"
	id       = "subscription_id"
	status   = "subscription_status"
	offering = "offering_name"
	quantity = "seat_quantity"
	term     = "term"
	start    = "start_date"
	end      = "end_date"
	renews   = "autorenew_date"
	reseller = "reseller_name"
	email    = "reseller_email"
)

func documented() []string {
	return []string{team, contract, id, status, offering, quantity, term, start, end, renews, reseller, email}
}

func needed() []string { return []string{id, offering, quantity, term, start, end, renews} }

// readRows reads the rows of a file, in the format that its extension says, and names the sheets that it does not read.
// Blank rows do not count.
func readRows(name string, data []byte) (rows []row, unread []string, err error) {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".csv", ".txt", ".tsv":
		rows, err = readCSV(data, needed(), documented())
	case ".xlsx":
		rows, unread, err = readExcel(data)
	case ".json":
		rows, err = readJSON(data)
	default:
		err = fmt.Errorf("a file that ends in %q is none of .csv, .xlsx and .json", ext)
	}
	return rows, unread, err
}

// heading is the columns of a file, in order: each has its documented name, or its own name if it is a further column.
type heading struct {
	names, known []string
}

// newHeading finds the known columns of a file, in either spelling and in any case.
func newHeading(own, needed, known []string) (heading, error) {
	h := heading{known: known}
	times := map[string]int{} // a further column has been found
	for _, name := range own {
		if canonical := canonical(name); slices.Contains(known, canonical) {
			if slices.Contains(h.names, canonical) {
				return h, fmt.Errorf("the column %s is a duplicate", canonical)
			}
			name = canonical
		}
		for title := name; times[name] > 0; { // a further column cannot take the place of another
			times[title]++
			name = fmt.Sprintf("%s (%d)", title, times[title])
		}
		times[name]++
		h.names = append(h.names, name)
	}
	var missing []string
	for _, name := range needed {
		if !slices.Contains(h.names, name) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return h, fmt.Errorf("the first row has no column %s", strings.Join(missing, ", "))
	}
	return h, nil
}

// canonical is the form in which names of columns are compared: Team alias, team_alias and team are one column.
func canonical(name string) string {
	name = strings.ReplaceAll(strings.ToLower(clean(name)), " ", "_")
	if name == "team_alias" {
		return team
	}
	return name
}

// row puts cells under their columns. One cell too many, even a blank one, may mean that a value was cut in two and the
// following ones have shifted.
func (h heading) row(number int, cells []string) row {
	r := row{number: number, cells: make(map[string]string, len(h.known))}
	if len(cells) != len(h.names) {
		r.bad = reason{
			Reason: fmt.Sprintf("has %d values, and the first row has %d columns", len(cells), len(h.names)),
			Value:  shown(strings.Join(cells, "|")),
		}
		return r
	}
	for i, text := range cells {
		if !utf8.ValidString(text) {
			r.bad = reason{Column: h.names[i], Value: shown(text), Reason: "is not UTF-8"}
			return r
		}
		r.put(h.names[i], text, h.known)
	}
	return r
}

func (r *row) put(name, text string, known []string) {
	if slices.Contains(known, name) {
		r.cells[name] = clean(text)
	} else if text != "" {
		if r.aside == nil {
			r.aside = map[string]string{}
		}
		r.aside[name] = text
	}
}

// clean trims blanks of every kind, and replaces no-break spaces by plain ones: they look the same, and spreadsheets
// and web pages insert them. Everything else stays as it is, to be checked later.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u202f', '\u2007':
			return ' '
		case '\ufeff', '\u200b':
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// shown shortens a value that is too long to repeat.
func shown(text string) string {
	const most = 80
	text = strings.ToValidUTF8(text, "\ufffd")
	if utf8.RuneCountInString(text) > most {
		return string([]rune(text)[:most-1]) + "…"
	}
	return text
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(text string) bool { return clean(text) != "" })
}

var errNoRows = errors.New("there are no rows under the first")
