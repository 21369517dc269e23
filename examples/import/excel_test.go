package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A workbook that counts from 1904 has its dates moved, however they are written; what is no date is refused as it is.
func TestFrom1904(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ start, want, says string }{
		{"44726", "2026-06-15", ""}, // 44726 days after 1904-01-01
		{"44726.0", "2026-06-15", ""},
		{"+44726", "", "is not a date in the form of this file"},
		{"044726", "", "is not a date in the form of this file"},
		{"44726.", "", "is not a date in the form of this file"},
		{"44726.5", "", "has a time of day"},
	} {
		t.Run(test.start, func(t *testing.T) {
			t.Parallel()
			r := row{cells: map[string]string{start: test.start, renews: "45091.00"}}
			r.from1904()
			got, err := parseDate(r.cells[start], excel)
			if test.says != "" {
				if err == nil || !strings.Contains(err.Error(), test.says) {
					t.Errorf("%s, %v; want %q", got, err, test.says)
				}
				return
			}
			renewal, errRenewal := parseDate(r.cells[renews], excel)
			if err != nil || errRenewal != nil || got.String() != test.want || renewal.String() != "2027-06-15" {
				t.Errorf("%s %s, %v %v; want %s", got, renewal, err, errRenewal, test.want)
			}
		})
	}
}

// The first sheet is read, and the page names the others.
func TestOtherSheets(t *testing.T) {
	t.Parallel()
	var rows [][]any
	for line := range strings.Lines(head + good) {
		var cells []any
		for _, text := range strings.Split(strings.TrimSpace(line), ",") {
			cells = append(cells, text)
		}
		rows = append(rows, cells)
	}
	one := workbook(t, rows)
	book, err := excelize.OpenReader(bytes.NewReader(one))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.NewSheet("Archive"); err != nil {
		t.Fatal(err)
	}
	var two bytes.Buffer
	if err := book.Write(&two); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		data []byte
		want bool
	}{"one": {one, false}, "two": {two.Bytes(), true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := on(t, "2026-11-28")
			all, err := k.read("a.xlsx", test.data)
			if err != nil {
				t.Fatal(err)
			}
			var p page
			k.print(&p, "a.xlsx", all, all)
			if got := strings.Contains(p.String(), "\nSheets that were not read\n  Archive\n"); got != test.want {
				t.Errorf("named %t, want %t:\n%s", got, test.want, p.String())
			}
		})
	}
}

// Further columns of one name are numbered, so that none is lost.
func TestFurtherColumns(t *testing.T) {
	t.Parallel()
	h, err := newHeading([]string{"notes", "Term", "notes (2)", "notes", "", "", "notes"}, nil, documented())
	want := []string{"notes", "term", "notes (2)", "notes (3)", "", " (2)", "notes (4)"}
	if err != nil || !slices.Equal(h.names, want) {
		t.Errorf("%q, %v; want %q", h.names, err, want)
	}
	r := h.row(2, []string{"a", "Annual", "b", "c", "d", "e", "f"})
	if len(r.aside) != 6 || r.aside["notes"] != "a" || r.aside["notes (4)"] != "f" || r.cells[term] != "Annual" {
		t.Errorf("aside %q, cells %q", r.aside, r.cells)
	}
}
