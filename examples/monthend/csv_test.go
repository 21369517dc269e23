package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/monthend/internal/subs"
)

// A row has the answers of the line of NDJSON that says the same.
func TestCSV(t *testing.T) {
	t.Parallel()
	rows := runOn(t, "2026-05-31", "testdata/subscriptions.csv")
	lines := runOn(t, "2026-05-31", "testdata/subscriptions.ndjson")
	if len(rows.phases) != 4 || len(rows.rejected) > 0 {
		t.Fatalf("%d results, %v", len(rows.phases), rows.reasons())
	}
	for _, id := range []string{"annual", "by-invoice", "three-year"} {
		t.Run(id, func(t *testing.T) {
			if rows.phases[id] != lines.phases[id] || rows.dues(id) != lines.dues(id) {
				t.Errorf("got %+v, %s\nwant %+v, %s", rows.phases[id], rows.dues(id), lines.phases[id], lines.dues(id))
			}
		})
	}
	if got := rows.dues("quoted, with a comma"); got != "2026-05-01 JPY 9900" {
		t.Errorf("got %q", got)
	}
}

func TestMistakesInRows(t *testing.T) {
	t.Parallel()
	header := strings.Join(subs.Columns(), ",") + "\n"
	const begin, good = "a,Europe,AutoCAD,", "b,Europe,AutoCAD,1,2026-05-15,2026-05-15,annual,EUR 2145.00,"
	for _, test := range []struct {
		row  string
		want []string
	}{
		{begin + "1,2026-05-15,2026-05-15,annual,EUR 2145.00", []string{"2: has 8 fields, and must have 9"}},
		{
			begin + "one,2026-05-15,2026-05-15,annual,EUR 2145.00,",
			[]string{"2 seats one: must be a whole number such as 30"},
		},
		{
			begin + "+3,2026-05-15,2026-05-15,annual,EUR 2145.00,003",
			[]string{
				"2 seats +3: must be a whole number such as 30",
				"2 netDays 003: must be a whole number such as 30",
			},
		},
		{
			begin + "3,2026-05-15,2026-05-15,annual,EUR 002145.00,",
			[]string{`2 srp "002145.00": is not a plain number such as 2145.00`},
		},
		{
			begin + "1,2026-05-15,2026-05-15,annual,EUR 2145.00,30 ",
			[]string{"2 netDays 30 : must be a whole number such as 30"},
		},
		{
			begin + "1,2026-05-15,2026-05-15,annual,EUR 2145.00,366",
			[]string{"2 netDays 366: must be from 0 to 365"},
		},
		{
			begin + "0,2026-05-15,2026-05-15,annual,EUR 2145.00,",
			[]string{"2 facts.seats 0: must be from 1 to 1000000"},
		},
		{
			begin + "1,15-05-2026,2026-05-15,annual,2145,",
			[]string{
				`2 ordered "15-05-2026": is not of the form YYYY-MM-DD`,
				`2 srp "2145": is not a currency code, a space and a number, such as EUR 2145.00`,
			},
		},
		{
			begin + "1,2026-05-15,2026-05-15,weekly,EUR 2145.00,",
			[]string{`2 length "weekly": is not known; one of: monthly, annual, three-year`},
		},
		{
			`a,Europe,"Auto"CAD,1,2026-05-15,2026-05-15,annual,EUR 1.00,`,
			[]string{`2: is not CSV: extraneous or missing " in quoted-field`},
		},
		{"\xff,Europe,AutoCAD,1,2026-05-15,2026-05-15,annual,EUR 2145.00,", []string{"2: is not UTF-8"}},
	} {
		t.Run(test.want[0], func(t *testing.T) {
			t.Parallel()
			equal(t, test.row, runWith(t, "in.csv", header+test.row+"\n"+good+"\n").reasons(), test.want)
		})
	}
}

func runWith(t *testing.T, name, text string) *outcome {
	t.Helper()
	o := runOn(t, "2026-05-31", file(t, name, text))
	return &o
}

// An ID that begins or ends in a blank is refused by name, so that nothing is billed under two IDs that look the same.
func TestIDWithABlankIsRefused(t *testing.T) {
	t.Parallel()
	row := func(id string) string { return id + ",Europe,AutoCAD,3,2026-05-15,2026-05-15,annual,EUR 2145.00,\n" }
	header := strings.Join(subs.Columns(), ",") + "\n"
	for name, in := range map[string]string{
		"as reported":     "testdata/reported/blank-twin.csv",
		"before the ID":   file(t, "in.csv", header+row("a")+row(" a")),
		"an unbroken one": file(t, "in.csv", header+row("a")+row("a\u00a0")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := runOn(t, "2026-05-31", in)
			if got := o.dues("a"); got != "2026-05-15 EUR 6435.00" || len(o.phases) != 1 {
				t.Errorf("got %q of %d", got, len(o.phases))
			}
			if len(o.rejected) != 1 || o.rejected[0].Line != 3 || o.rejected[0].Reason != "begins or ends in a blank" {
				t.Errorf("got %v", o.reasons())
			}
		})
	}
}

// The example rows are CSV as others read it.
func TestTestdataIsCSV(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/subscriptions.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(rows) != 5 || !slices.Equal(rows[0], subs.Columns()) {
		t.Errorf("%v, %v", rows, err)
	}
}
