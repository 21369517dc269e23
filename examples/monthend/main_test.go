package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(inTemporary(m.Run))
}

// inTemporary runs the tests with a folder for temporary files of their own: Beam leaves an empty one there with every
// run.
func inTemporary(tests func() int) int {
	dir, err := os.MkdirTemp("", "monthend")
	if err == nil {
		err = os.Setenv("TMPDIR", dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }() // what cannot be removed is empty
	return tests()
}

// outcome is the folder of a run.
type outcome struct {
	results  map[string]result
	lines    []string // of the results, sorted
	rejected []rejected
	totals   totals
	files    map[string]string
}

func runOn(t *testing.T, day, in string) outcome {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	if err := run(t.Context(), calendar.MustParseDate(day), in, out); err != nil {
		t.Fatal(err)
	}
	o := outcome{results: map[string]result{}, files: map[string]string{}}
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		data, err := os.ReadFile(filepath.Join(out, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		o.files[entry.Name()] = string(data)
		for line := range strings.Lines(string(data)) {
			switch {
			case strings.HasPrefix(entry.Name(), "subscriptions-"):
				o.result(t, line)
			case entry.Name() == "rejected.ndjson":
				o.rejected = append(o.rejected, rejected{})
				decode(t, line, &o.rejected[len(o.rejected)-1])
			}
		}
	}
	decode(t, o.files["totals.json"], &o.totals)
	slices.Sort(o.lines)
	return o
}

func (o *outcome) result(t *testing.T, line string) {
	t.Helper()
	var r result
	decode(t, line, &r)
	if _, twice := o.results[r.ID]; twice {
		t.Errorf("%s is there twice", r.ID)
	}
	o.results[r.ID] = r
	o.lines = append(o.lines, line)
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%.200s: %v", text, err)
	}
}

// due is what is due of a result, as "2026-05-20 EUR 4290.00".
func (r result) due() string {
	var parts []string
	for _, part := range r.Due {
		parts = append(parts, part.Due.String()+" "+part.Amount.String())
	}
	return strings.Join(parts, ", ")
}

// The figures are worked out by hand: a list price times seats; EUR 2145.00 ÷ 365 × 30 days; a third of USD 12000.00;
// EUR 1000.00 ÷ 365 × 378 days × 2 seats; extensions of EUR 1000.00 ÷ 365 × 106 days × 2 seats and of GBP 2190.00 ÷
// 1095 × 744 days, of which the leap day is none.
func TestMonthEnd(t *testing.T) {
	t.Parallel()
	o := runOn(t, "2026-05-31", "testdata/subscriptions.ndjson")
	for id, want := range map[string]struct {
		phase, until string
		renew        bool
		due          string
	}{
		"annual":        {"active", "2027-05-16", false, "2026-05-15 EUR 6435.00"},
		"by-invoice":    {"active", "2027-04-21", false, "2026-05-20 EUR 4290.00"},
		"three-year":    {"active", "2028-05-11", false, "2026-05-10 USD 4000.00"},
		"month-ends":    {"active", "2026-07-01", true, "2026-05-31 GBP 305.00"},
		"seat-added":    {"active", "2026-06-02", true, "2026-05-02 EUR 176.30"},
		"early-renewal": {"active", "2027-06-11", false, "2026-05-20 EUR 4000.00, 2026-05-28 EUR 2071.23"},
		"fewer-seats":   {"active", "2027-06-11", false, "2026-05-20 EUR 3000.00"},
		"lapsed":        {"suspended", "2026-06-15", true, ""},
		"unpaid":        {"suspended", "2026-06-16", false, "2026-05-01 EUR 2145.00"},
		"extended":      {"active", "2026-09-16", false, "2026-05-25 EUR 580.82"},
		"extended-long": {"active", "2028-06-16", false, "2026-05-20 GBP 1488.00"},
		"tokens":        {"active", "2027-05-01", false, ""},
		"future":        {"not started", "2026-06-01", false, "2026-05-31 EUR 2145.00"},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			r, found := o.results[id]
			if !found {
				t.Fatal("is not there")
			}
			if phaseName(r.Phase) != want.phase || r.Until.String() != want.until {
				t.Errorf("got %s until %s, want %s until %s", phaseName(r.Phase), r.Until, want.phase, want.until)
			}
			if r.Renew.Allowed() != want.renew || r.due() != want.due {
				t.Errorf("got renew %t, due %q, want %t, %q", r.Renew.Allowed(), r.due(), want.renew, want.due)
			}
			if r.Overdue != (id == "unpaid") {
				t.Errorf("overdue %t", r.Overdue)
			}
		})
	}
	want := `{"on":"2026-05-31","month":"2026-05-01/2026-06-01","lines":13,"rejected":0,"subscriptions":13,` +
		`"phases":{"active":10,"not started":1,"suspended":2},"renewable":3,"instalments":12,` +
		`"due":[{"amount":"24843.35","currency":"EUR"},{"amount":"1793.00","currency":"GBP"},` +
		`{"amount":"4000.00","currency":"USD"}]}`
	var got bytes.Buffer
	if err := json.Compact(&got, []byte(o.files["totals.json"])); err != nil || got.String() != want {
		t.Errorf("totals, %v\ngot  %s\nwant %s", err, &got, want)
	}
	if text, found := o.files["rejected.ndjson"]; !found || text != "" {
		t.Errorf("rejected: %t, %s", found, text)
	}
}

// Both sides of a month: an instalment is due in exactly one.
func TestMonths(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ day, id, want string }{
		{"2026-05-14", "annual", ""},
		{"2026-05-15", "annual", "2026-05-15 EUR 6435.00"},
		{"2026-05-30", "annual", "2026-05-15 EUR 6435.00"},
		{"2026-06-01", "annual", ""},
		// What is ordered before the month is due in it on net terms, whatever day of it is asked.
		{"2026-04-30", "by-invoice", ""},
		{"2026-05-01", "by-invoice", "2026-05-20 EUR 4290.00"},
		{"2026-06-01", "by-invoice", ""},
	} {
		t.Run(test.id+" on "+test.day, func(t *testing.T) {
			t.Parallel()
			if got := runOn(t, test.day, "testdata/subscriptions.ndjson").results[test.id].due(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Seats of a renewal that are recorded on the very renewal date, and seats that were added on it, are billed once.
func TestSeatsOnTheRenewalDate(t *testing.T) {
	t.Parallel()
	for seats, want := range map[int]string{
		3: "2026-05-20 EUR 3000.00", // fewer are part of the renewal
		4: "2026-05-20 EUR 4000.00",
		6: "2026-05-20 EUR 4000.00, 2026-05-20 EUR 2000.00", // more are added to it
	} {
		t.Run(fmt.Sprint(seats), func(t *testing.T) {
			t.Parallel()
			o := runOn(t, "2026-05-31", file(t, "in.ndjson", fmt.Sprintf(`{"id":"a","region":"Europe",`+
				`"srp":{"annual":{"amount":"1000.00","currency":"EUR"}},"facts":{"kind":"subscription",`+
				`"offering":"Maya","anchor":"2025-05-20","seats":4,"terms":[`+
				`{"ordered":"2025-05-20","start":"2025-05-20","end":"2026-05-20","length":"annual"},`+
				`{"ordered":"2026-05-20","start":"2026-05-20","end":"2027-05-20","length":"annual"}],`+
				`"changes":[{"what":"seats","asked":"2026-05-20","effective":"2026-05-20","seats":%d}]}}`, seats)))
			if got := o.results["a"].due(); got != want || len(o.rejected) > 0 {
				t.Errorf("got %q, %v", got, o.rejected)
			}
		})
	}
}

// What happened later does not change what seats cost on their day: they were added before the payment, the failed
// charge and the cancellation.
func TestSeatsAreBilledAsOfTheirDay(t *testing.T) {
	t.Parallel()
	o := runOn(t, "2026-05-31", file(t, "in.ndjson", `{"id":"a","region":"Europe",`+
		`"srp":{"annual":{"amount":"365.00","currency":"EUR"}},"facts":{"kind":"subscription",`+
		`"offering":"Maya","anchor":"2025-05-20","seats":4,"terms":[`+
		`{"ordered":"2025-05-20","start":"2025-05-20","end":"2026-05-20","length":"annual"}],`+
		`"invoices":[{"number":"1","issued":"2025-05-20","due":"2026-05-19","paid":"2026-05-18"}],`+
		`"changes":[{"what":"seats","asked":"2026-05-10","effective":"2026-05-10","seats":5}],`+
		`"failedCharges":["2026-05-20"],"cancellation":{"asked":"2026-05-21","effective":"2026-05-25"}}}`+"\n"))
	if got := o.results["a"].due(); got != "2026-05-10 EUR 10.00" || len(o.rejected) > 0 {
		t.Errorf("got %q, %v", got, o.rejected)
	}
	if got := phaseName(o.results["a"].Phase); got != "canceled" {
		t.Errorf("phase %s", got)
	}
}

// An ID that begins or ends in a blank is refused by name, so that nothing is billed under two IDs that look the same.
func TestBlankTwin(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"as reported": "testdata/reported/blank-twin.csv",
		"before the ID": file(t, "in.csv", strings.Join(columns(), ",")+"\n"+
			"a,Europe,AutoCAD,3,2026-05-15,2026-05-15,annual,EUR 2145.00,\n"+
			" a,Europe,AutoCAD,3,2026-05-15,2026-05-15,annual,EUR 2145.00,\n"),
		"an unbroken one": file(t, "in.csv", strings.Join(columns(), ",")+"\n"+
			"a,Europe,AutoCAD,3,2026-05-15,2026-05-15,annual,EUR 2145.00,\n"+
			"a\u00a0,Europe,AutoCAD,3,2026-05-15,2026-05-15,annual,EUR 2145.00,\n"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := runOn(t, "2026-05-31", in)
			if got := o.results["a"].due(); got != "2026-05-15 EUR 6435.00" || len(o.results) != 1 {
				t.Errorf("got %q of %d", got, len(o.results))
			}
			if len(o.rejected) != 1 || o.rejected[0].Line != 3 ||
				!strings.HasSuffix(o.rejected[0].Reason, ": begins or ends in a blank") {
				t.Errorf("got %v", o.rejected)
			}
		})
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"a": "", "a b": "", "é": "",
		"":         "id: is missing",
		"a ":       `id "a ": begins or ends in a blank`,
		"\u3000a":  `id "\u3000a": begins or ends in a blank`,
		"a  b":     `id "a  b": has two blanks in a row`,
		"a\u00a0b": `id "a\u00a0b": has a blank that is not the plain one, such as a no-break space`,
		"e\u0301":  `id "e\u0301": has an accent apart from its letter; write it in composed form (NFC)`,
		"a\u200b":  `id "a\u200b": has characters that cannot be printed or is not UTF-8`,
		"a\x00b":   `id "a\x00b": has characters that cannot be printed or is not UTF-8`,
	} {
		t.Run(fmt.Sprintf("%q", name), func(t *testing.T) {
			t.Parallel()
			_, err := record{ID: name, Region: "Europe"}.check(publishedEditions())
			if err == nil && want != "" || err != nil && err.Error() != "billingrules.CheckName: "+want {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
}

// The names within the facts are the library's to check: an invoice is not counted twice either.
func TestNames_OfInvoices(t *testing.T) {
	t.Parallel()
	const line = `{"id":"a","region":"Europe","srp":{"annual":{"amount":"1.00","currency":"EUR"}},"facts":` +
		`{"kind":"subscription","offering":"AutoCAD","anchor":"2026-05-01","seats":1,"terms":[{"ordered":"2026-05-01",` +
		`"start":"2026-05-01","end":"2027-05-01","length":"annual"}],"invoices":[{"number":"7","issued":"2026-05-01",` +
		`"due":"2026-05-31"},{"number":"7 ","issued":"2026-05-01","due":"2026-05-31"}]}}`
	o := runOn(t, "2026-05-31", file(t, "in.ndjson", line))
	if len(o.rejected) != 1 ||
		o.rejected[0].Reason != `lifecycle.New: invoices[1].number "7 ": begins or ends in a blank` {
		t.Errorf("got %+v", o.rejected)
	}
}

// A byte order mark is no part of the first line: spreadsheets write one.
func TestByteOrderMark(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"subscriptions.csv", "subscriptions.ndjson"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile("testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			want, got := runOn(t, "2026-05-31", "testdata/"+name),
				runOn(t, "2026-05-31", file(t, name, "\ufeff"+string(data)))
			if len(got.rejected) > 0 || len(got.results) != len(want.results) || got.totals.Lines != want.totals.Lines {
				t.Errorf("%d results, want %d; %v", len(got.results), len(want.results), got.rejected)
			}
		})
	}
}

func TestCSV(t *testing.T) {
	t.Parallel()
	rows := runOn(t, "2026-05-31", "testdata/subscriptions.csv")
	lines := runOn(t, "2026-05-31", "testdata/subscriptions.ndjson")
	if len(rows.results) != 4 || len(rows.rejected) > 0 {
		t.Fatalf("%d results, %v", len(rows.results), rows.rejected)
	}
	for _, id := range []string{"annual", "by-invoice", "three-year"} {
		if got, want := text(t, rows.results[id]), text(t, lines.results[id]); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	if got := rows.results["quoted, with a comma"].due(); got != "2026-05-01 JPY 9900" {
		t.Errorf("got %q", got)
	}
}

func text(t *testing.T, r result) string {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Every line is found again, as a result or with its number and the reason.
func TestMistakes(t *testing.T) {
	t.Parallel()
	o := runOn(t, "2026-05-31", "testdata/mistakes.ndjson")
	want := map[int]string{
		3: "is not a JSON object", 4: "is not a JSON object",
		5: `"seats": is unknown, or a duplicate`, 6: `"id": is unknown, or a duplicate`,
		7: "billingrules.CheckName: id: is missing",
		8: `region "": has no edition`, 9: `region "Atlantis": has no edition`,
		10: `"srp": "annual": is a duplicate`,
		11: `"srp": "weekly": calendar.ParseTerm: term "weekly": is not known; one of: monthly, annual, three-year`,
		12: "netDays: invoice.Net: days -1: must be from 0 to 365",
		13: `"facts": lifecycle.Facts.UnmarshalJSON: anchor "2026-02-30": there is no such day`,
		14: "lifecycle.New: seats 0: must be from 1 to 1000000",
		15: "facts.terms[0]: srp: has no price of annual terms",
		16: "facts.changes[0]: refused on 2024-06-01 by edition.before (2024-09-16 through 2025-05-14): ask the seller",
		17: "something stands after the object",
		18: `id "same": stands also in testdata/mistakes.ndjson:19`,
		19: `id "same": stands also in testdata/mistakes.ndjson:18`,
		20: `"id": is not a whole JSON object`,
	}
	at := 0
	for _, r := range o.rejected {
		if r.File != "testdata/mistakes.ndjson" || r.Line <= at || r.Reason != want[r.Line] {
			t.Errorf("%s:%d: got  %s\nwant %s", r.File, r.Line, r.Reason, want[r.Line])
		}
		at = r.Line
	}
	if len(o.rejected) != len(want) || len(o.results) != 1 ||
		o.totals.Rejected != len(want) || o.totals.Lines != len(want)+1 || o.totals.Subscriptions != 1 {
		t.Errorf("%d rejected, %d results, %+v", len(o.rejected), len(o.results), o.totals)
	}
	if first := o.rejected[0]; first.Text != "not JSON" {
		t.Errorf("got %q", first.Text)
	}
}

func TestMistakesInRows(t *testing.T) {
	t.Parallel()
	header := strings.Join(columns(), ",") + "\n"
	for _, test := range []struct{ row, want string }{
		{"a,Europe,AutoCAD,1,2026-05-15,2026-05-15,annual,EUR 2145.00", "wrong number of fields"},
		{
			"a,Europe,AutoCAD,one,2026-05-15,2026-05-15,annual,EUR 2145.00,",
			`seats: "one" is not a whole number such as 30`,
		},
		{
			"a,Europe,AutoCAD,1,2026-05-15,2026-05-15,annual,EUR 2145.00,thirty",
			`netDays: "thirty" is not a whole number such as 30`,
		},
		{
			"a,Europe,AutoCAD,+3,2026-05-15,2026-05-15,annual,EUR 2145.00,",
			`seats: "+3" is not a whole number such as 30`,
		},
		{
			"a,Europe,AutoCAD,003,2026-05-15,2026-05-15,annual,EUR 2145.00,",
			`seats: "003" is not a whole number such as 30`,
		},
		{
			"a,Europe,AutoCAD,3,2026-05-15,2026-05-15,annual,EUR 002145.00,",
			`srp: money.Amount.UnmarshalText: number "002145.00": is not a plain number such as 2145.00`,
		},
		{
			"a,Europe,AutoCAD,1,2026-05-15,2026-05-15,annual,EUR 2145.00,30 ",
			`netDays: "30 " is not a whole number such as 30`,
		},
		{
			"a,Europe,AutoCAD,0,2026-05-15,2026-05-15,annual,EUR 2145.00,",
			"lifecycle.New: seats 0: must be from 1 to 1000000",
		},
		{
			"a,Europe,AutoCAD,1,15-05-2026,2026-05-15,annual,2145,",
			`ordered: calendar.Date.UnmarshalText: date "15-05-2026": is not of the form YYYY-MM-DD; ` +
				`srp: money.Amount.UnmarshalText: "2145": is not a currency code`,
		},
		{
			"a,Europe,AutoCAD,1,2026-05-15,2026-05-15,weekly,EUR 2145.00,",
			`length: calendar.Term.UnmarshalText: term "weekly": is not known; one of: monthly, annual, three-year`,
		},
		{"a,Europe,AutoCAD,1,2026-05-15,9999-05-15,three-year,EUR 2145.00,", "calendar.Term.Period"},
		{"a,Europe,\"Auto\"CAD,1,2026-05-15,9999-05-15,three-year,EUR 2145.00,", `extraneous or missing "`},
		{"\xff,Europe,AutoCAD,1,2026-05-15,2026-05-15,annual,EUR 2145.00,", "is not UTF-8"},
	} {
		t.Run(test.want, func(t *testing.T) {
			t.Parallel()
			o := runOn(t, "2026-05-31", file(t, "in.csv", header+test.row+"\n"))
			if len(o.rejected) != 1 || o.rejected[0].Line != 2 || !strings.HasPrefix(o.rejected[0].Reason, test.want) {
				t.Errorf("%s\ngot  %+v", test.row, o.rejected)
			}
		})
	}
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What would make a run wrong as a whole ends it, and leaves no totals.
func TestRefusedRuns(t *testing.T) {
	t.Parallel()
	const (
		noHeader = "a,Europe,AutoCAD,1,2026-05-15,2026-05-15,annual,EUR 2145.00,\n"
		another  = "id,region,offering,seats,start,ordered,length,srp,netDays\n"
	)
	for name, test := range map[string]struct{ in, want string }{
		"no file":          {filepath.Join(t.TempDir(), "none.ndjson"), "there is no such file"},
		"another format":   {file(t, "in.txt", ""), "is neither .ndjson nor .csv"},
		"no header":        {file(t, "in.csv", noHeader), "the first line is"},
		"another header":   {file(t, "in.csv", another), "the first line is"},
		"an empty csv":     {file(t, "in.csv", ""), "the first line is"},
		"a bad pattern":    {"[.ndjson", "syntax error in pattern"},
		"an unknown store": {"ftp://example.com/in.ndjson", "ftp"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := t.TempDir()
			err := run(t.Context(), calendar.MustParseDate("2026-05-31"), test.in, out)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
			if left, err := filepath.Glob(out + "/*"); err != nil || len(left) > 0 {
				t.Errorf("leaves %v, %v", left, err)
			}
		})
	}
	err := run(t.Context(), calendar.MustParseDate("9999-12-31"), "testdata/subscriptions.ndjson", t.TempDir())
	if err == nil || err.Error() != "the month of 9999-12-31: is the last of the calendar" {
		t.Error(err)
	}
}

func TestEmptyInput(t *testing.T) {
	t.Parallel()
	o := runOn(t, "2026-05-31", file(t, "in.ndjson", "\n\n"))
	if len(o.results) > 0 || o.totals.Lines != 0 || len(o.files) != 2 {
		t.Errorf("got %v", o.files)
	}
}

func TestOutMustBeEmpty(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := empty(t.Context(), dir); err != nil {
		t.Error(err)
	}
	if err := empty(t.Context(), filepath.Join(dir, "new")); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "totals.json"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]string{
		dir:                            "is not empty: it has",
		filepath.Join(dir, "may[1]"):   "has a character in it that stands for others",
		filepath.Join(dir, "may*"):     "has a character in it that stands for others",
		filepath.Join(dir, `may\1`):    "has a character in it that stands for others",
		file(t, "may", "not a folder"): "not a directory",
	} {
		if err := empty(t.Context(), folder); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", folder, err, want)
		}
	}
}

// A faulty line makes the others of its ID doubtful, too.
func TestFaultyTwins(t *testing.T) {
	t.Parallel()
	const good = `"region":"Europe","facts":{"kind":"flex-tokens","offering":"Flex","anchor":"2026-05-01",` +
		`"terms":[{"ordered":"2026-05-01","start":"2026-05-01","end":"2027-05-01"}]}}`
	o := runOn(t, "2026-05-31", file(t, "in.ndjson",
		`{"id":"A",`+good+"\n"+`{"id":"A","region":"Atlantis"}`+"\n"+
			`{"id":"B",`+good+"\n"+`{"id":"B"`+"\n"+`{"id":"C","region":"Atlantis"}`+"\n"))
	var got []string
	for _, r := range o.rejected {
		got = append(got, fmt.Sprintf("%d %s", r.Line, strings.ReplaceAll(r.Reason, r.File, "in")))
	}
	want := []string{
		`1 id "A": stands also in in:2`, `2 region "Atlantis": has no edition; id "A": stands also in in:1`,
		`4 is not a whole JSON object`, `5 region "Atlantis": has no edition`, // of what is cut off nobody knows the ID
	}
	if !slices.Equal(got, want) || len(o.results) != 1 || o.totals.Subscriptions != 1 || o.totals.Lines != 5 {
		t.Errorf("got %q, %+v", got, o.totals)
	}
	header := strings.Join(columns(), ",") + "\n"
	o = runOn(t, "2026-05-31", file(t, "in.csv",
		header+"A,Europe,AutoCAD,1,2026-05-15,2026-05-15,annual,EUR 2145.00,\nA,Europe\n"))
	if len(o.results) > 0 || len(o.rejected) != 2 {
		t.Errorf("of a row whose ID is a duplicate there is %v", o.results)
	}
}

// The same subscriptions in another order and in other files have the same results, to the byte.
func TestOrderAndFilesDoNotMatter(t *testing.T) {
	t.Parallel()
	var made bytes.Buffer
	if err := generateCommand([]string{"-n", "3000"}, &made); err != nil {
		t.Fatal(err)
	}
	want := runOn(t, "2026-05-31", file(t, "in.ndjson", made.String()))
	if len(want.results) != 3000 || len(want.rejected) > 0 {
		t.Fatalf("%d results, %v", len(want.results), want.rejected)
	}
	lines := slices.Collect(strings.Lines(made.String()))
	for seed := range uint64(3) {
		random := rand.New(rand.NewPCG(seed, 0))
		random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		dir := t.TempDir()
		for i, rest := 0, lines; len(rest) > 0; i++ {
			n := min(len(rest), 1+random.IntN(1500))
			text := strings.Join(rest[:n], "")
			if err := os.WriteFile(fmt.Sprintf("%s/in-%d.ndjson", dir, i), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		got := runOn(t, "2026-05-31", dir+"/in-*.ndjson")
		if len(got.files) != len(want.files) {
			t.Errorf("%d files instead of %d", len(got.files), len(want.files))
		}
		for name, text := range want.files {
			if got.files[name] != text {
				t.Errorf("%s is not the same", name)
			}
		}
	}
}

// The totals are those of the results, added by other means.
func TestTotals(t *testing.T) {
	t.Parallel()
	var made bytes.Buffer
	if err := generateCommand([]string{"-n", "2000", "-seed", "7", "-bad", "100"}, &made); err != nil {
		t.Fatal(err)
	}
	o := runOn(t, "2026-05-31", file(t, "in.ndjson", made.String()))
	if o.totals.Lines != 2000 || o.totals.Rejected != 20 || o.totals.Subscriptions != 1980 || len(o.results) != 1980 {
		t.Errorf("got %+v", o.totals)
	}
	cents := map[string]*big.Int{}
	phases := map[string]int{}
	instalments := 0
	for _, r := range o.results {
		phases[phaseName(r.Phase)]++
		for _, part := range r.Due {
			instalments++
			code, number, _ := strings.Cut(part.Amount.String(), " ")
			n, ok := new(big.Int).SetString(strings.Replace(number, ".", "", 1), 10)
			if !ok {
				t.Fatal(part.Amount)
			}
			if cents[code] == nil {
				cents[code] = new(big.Int)
			}
			cents[code].Add(cents[code], n)
		}
	}
	if instalments == 0 || instalments != o.totals.Instalments || len(cents) != 3 || len(o.totals.Due) != 3 {
		t.Errorf("%d instalments, %v", instalments, o.totals)
	}
	for _, a := range o.totals.Due {
		if minor, err := a.Minor(); err != nil || cents[a.Currency().String()].Int64() != minor {
			t.Errorf("%s: %v", a, cents)
		}
	}
	if fmt.Sprint(phases) != fmt.Sprint(o.totals.Phases) {
		t.Errorf("got %v, want %v", o.totals.Phases, phases)
	}
}

func TestGenerateIsTheSameForASeed(t *testing.T) {
	t.Parallel()
	make := func(args ...string) string {
		var out strings.Builder
		if err := generateCommand(args, &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	first := make("-n", "50", "-seed", "3")
	if make("-n", "50", "-seed", "3") != first || make("-n", "50", "-seed", "4") == first {
		t.Error("the seed does not decide")
	}
	if !strings.HasPrefix(make("-n", "60", "-seed", "3"), first) || make("-n", "0") != "" {
		t.Error("the number does not only cut")
	}
	for _, args := range [][]string{{"-n", "-1"}, {"-bad", "-1"}, {"more"}, {"-n", "x"}} {
		if err := generateCommand(args, &strings.Builder{}); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
}

// Line numbers count every line, also across blocks, blank ones and ones that are too long.
func TestBlocks(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", maxLine)
	for name, in := range map[string]string{
		"blank lines":  "\n\na\r\n \nb\n\n",
		"no last end":  "a\nb",
		"longest":      "a\n" + long + "\nb\n",
		"longest last": long,
		"many blocks":  strings.Repeat(strings.Repeat("y", 999)+"\n", 1000),
	} {
		var got []string
		count, err := cut("in.ndjson", strings.NewReader(in), func(b block) {
			for n, line := range b.lines() {
				got = append(got, fmt.Sprint(n, line))
			}
		}, func(r rejected) { t.Errorf("%s: rejects %d: %s", name, r.Line, r.Reason) })
		var want []string
		for i, line := range strings.Split(in, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				want = append(want, fmt.Sprint(i+1, line))
			}
		}
		if err != nil || count != len(want) || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %d lines, %d yielded, %d wanted", name, err, count, len(got), len(want))
		}
	}
	for name, test := range map[string]struct {
		in   string
		line int
	}{
		"one byte more":      {"a\n" + long + "x\nb\n", 2},
		"many times more":    {long + long + long + "\na\n\nb", 1},
		"one more, at last":  {"a\nb\n" + long + "x", 3},
		"after a full block": {strings.Repeat(strings.Repeat("y", 999)+"\n", 300) + "a\n" + long + "x\nb\n", 302},
	} {
		var yielded, bad []int
		count, err := cut("in.ndjson", strings.NewReader(test.in), func(b block) {
			for n, line := range b.lines() {
				if line == "b" || line == "a" {
					yielded = append(yielded, n)
				}
			}
		}, func(r rejected) { bad = append(bad, r.Line) })
		lines := strings.Split(strings.TrimSuffix(test.in, "\n"), "\n")
		want := []int{slices.Index(lines, "a") + 1, slices.Index(lines, "b") + 1}
		if err != nil || !slices.Equal(bad, []int{test.line}) || !slices.Equal(yielded, want) ||
			count != len(slices.DeleteFunc(lines, func(s string) bool { return s == "" })) {
			t.Errorf("%s: %v, %d lines, rejected %v, yielded %v, wanted %v", name, err, count, bad, yielded, want)
		}
	}
}

// A step that is done again, with its elements in another order, leaves the same file and the same totals.
func TestShardWrittenAgain(t *testing.T) {
	t.Parallel()
	line := func(id string) []byte {
		text, err := json.Marshal(result{ID: id, Edition: policy.Europe2024().Fingerprint()})
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	rows := []row{
		{ID: "b", File: "x.ndjson", Line: 2, JSON: line("b")},
		{ID: "a", File: "x.ndjson", Line: 3, JSON: line("a")},
		{ID: "c", File: "y.ndjson", Line: 1},
		{ID: "c", File: "x.ndjson", Line: 7},
		{ID: "c", File: "x.ndjson", Line: 8},
	}
	out := t.TempDir()
	var first string
	for try := range 4 {
		rand.New(rand.NewPCG(uint64(try), 0)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		var told []string
		err := (&write{Out: out}).ProcessElement(t.Context(), 5, each([]batch{{Rows: rows[:2]}, {Rows: rows[2:]}}),
			func(total string) { told = append(told, total) },
			func(r rejected) { told = append(told, fmt.Sprintf("%s:%d %s", r.File, r.Line, r.Reason)) })
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(out + "/*")
		if err != nil || len(files) != 1 || filepath.Base(files[0]) != "subscriptions-00005-of-00064.ndjson" {
			t.Fatalf("%v, %v", files, err)
		}
		data, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(told)
		all := string(data) + strings.Join(told, "\n")
		if first == "" {
			first = all
		}
		if all != first {
			t.Errorf("got\n%s\nfirst\n%s", all, first)
		}
		for at, want := range map[string]int{"x.ndjson:7": 2, "x.ndjson:8": 1} {
			if got := strings.Count(all, "stands also in "+at); got != want {
				t.Errorf("%s is named %d times, want %d, in\n%s", at, got, want, all)
			}
		}
	}
}

// Lines and files that are lost on the way are not passed over.
func TestFinishCountsLines(t *testing.T) {
	t.Parallel()
	on := calendar.MustParseDate("2026-05-31")
	for want, counts := range map[string][]int{
		"3 lines of 2 of 2 files have given 0 results and 0 rejections": {1, 2},
		"0 lines of 1 of 2 files have given 0 results and 0 rejections": {0},
		"0 lines of 0 of 2 files have given 0 results and 0 rejections": {},
		"": {0, 0},
	} {
		out := t.TempDir()
		f := &finish{On: on, From: on, To: on.AddDays(1), Files: 2, Out: out}
		err := f.ProcessElement(t.Context(), nil, each[string](nil), each[rejected](nil), each(counts))
		if err == nil && want != "" || err != nil && err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		if left, err := filepath.Glob(out + "/*"); err != nil || (len(left) > 0) != (want == "") {
			t.Errorf("%s: leaves %v, %v", want, left, err)
		}
	}
}

// each hands out elements as Beam does.
func each[T any](all []T) func(*T) bool {
	return func(next *T) bool {
		if len(all) == 0 {
			return false
		}
		*next, all = all[0], all[1:]
		return true
	}
}

func TestProgressIsShown(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	tell(t.Context(), 3, 1)
	showProgress(&out)()
	var done, rejected int
	_, line, _ := strings.Cut(out.String(), ": ")
	n, err := fmt.Sscanf(line, "%d subscriptions worked out, %d lines rejected\n", &done, &rejected)
	if n != 2 || err != nil || done < 3 || rejected < 1 {
		t.Errorf("got %q, %v", out.String(), err)
	}
}

func TestShards(t *testing.T) {
	t.Parallel()
	used := map[int]bool{}
	for i := range 10_000 {
		shard := shardOf(fmt.Sprint("S-", i))
		if shard < 0 || shard >= shards {
			t.Fatal(shard)
		}
		used[shard] = true
	}
	if len(used) != shards {
		t.Errorf("%d shards are used", len(used))
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
	if err != nil || len(rows) != 5 || !slices.Equal(rows[0], columns()) {
		t.Errorf("%v, %v", rows, err)
	}
}

// The editions that are kept are those that the library chooses, on both sides of each day on which one came into
// force.
func TestEveryRegionHasTheEditionOfTheDay(t *testing.T) {
	t.Parallel()
	all := publishedEditions()
	for ed := range policy.Editions() {
		for _, days := range []int{-1, 0, 1} {
			day := ed.InForce().AddDays(days)
			for region := range all {
				t.Run(fmt.Sprintf("%s on %s", region, day), func(t *testing.T) {
					t.Parallel()
					want, err := policy.EditionOn(region, day)
					if got := all.on(region, day); err != nil || !got.Equal(want) {
						t.Errorf("got %s, want %s, %v", got, want, err)
					}
				})
			}
		}
	}
}
