package main

import (
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/lifecycle"
)

// file has rows with start dates and blank end dates.
func file(starts ...string) []row {
	var rows []row
	for i, text := range starts {
		rows = append(rows, row{number: i + 2, cells: map[string]string{start: text}})
	}
	return rows
}

func TestFindStyle(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		starts []string
		want   style
		says   []string // text within an error
	}{
		{[]string{"2026-11-05", "2026-11-06T00:00:00Z"}, iso, nil},
		{[]string{"05/11/2026", "13/11/2026"}, dmy, nil},
		{[]string{"05/11/2026", "12/11/2026", "11/13/2026"}, mdy, nil},
		{[]string{"5.11.2026", "31.1.2026"}, dmy, nil},
		{[]string{"46331", "46332.0"}, excel, nil},
		{[]string{"05/05/2026", "06/06/2026"}, dmy, nil},
		{[]string{"", ""}, iso, nil},
		{[]string{"05/11/2026", "06/11/2026"}, "", []string{
			`row 2 has start_date "05/11/2026"`, `row 3 has start_date "06/11/2026"`, "no row tells which",
			"-dates dmy or mdy",
		}},
		{[]string{"05/11/2026"}, "", []string{`row 2 has start_date "05/11/2026"`, "-dates dmy or mdy"}},
		{[]string{"05/11/2026", "13/11/2026", "11/14/2026"}, "", []string{
			`row 3 has start_date "13/11/2026", which is dd/mm/yyyy`,
			`row 4 has start_date "11/14/2026", which is mm/dd/yyyy`,
		}},
		{[]string{"2026-11-05", "13/11/2026"}, "", []string{"which is yyyy-mm-dd", "which is dd/mm/yyyy"}},
		{[]string{"46331", "11/13/2026"}, "", []string{"a spreadsheet's number of days", "which is mm/dd/yyyy"}},
		{
			[]string{"46331", "11/12/2026"},
			"",
			[]string{`row 3 has start_date "11/12/2026", which is dd/mm/yyyy or mm/dd/yyyy`},
		},
	} {
		t.Run(strings.Join(test.starts, " "), func(t *testing.T) {
			t.Parallel()
			got, err := findStyle(file(test.starts...))
			if got != test.want || (err != nil) != (test.says != nil) {
				t.Fatalf("%q, %v; want %q", got, err, test.want)
			}
			for _, text := range test.says {
				if !strings.Contains(err.Error(), text) {
					t.Errorf("%v: without %q", err, text)
				}
			}
		})
	}
}

// ambiguous is a file in which no row shows the style of the dates.
func ambiguous() []byte {
	return []byte(head + with("start_date", "05/11/2025", "end_date", "04/11/2026", "autorenew_date", ""))
}

// What is ambiguous is read as -dates says, and dates of another style are reasons then.
func TestDatesGiven(t *testing.T) {
	t.Parallel()
	for style, want := range map[style]string{
		dmy: `{"ordered":"2025-11-05","start":"2025-11-05","end":"2026-11-05","length":"annual"}`, mdy: "", iso: "",
	} {
		t.Run(string(style), func(t *testing.T) {
			t.Parallel()
			k := on(t, "2026-11-01")
			k.dates = style
			all, err := k.read("a.csv", ambiguous())
			if err != nil {
				t.Fatal(err)
			}
			if facts, _ := count(all); (facts == 1) != (want != "") {
				t.Fatal(said(all))
			}
			if want == "" {
				return
			}
			text, err := all[0].Facts.AppendJSON(nil)
			if err != nil || !strings.Contains(string(text), want) {
				t.Errorf("%s, %v", text, err)
			}
		})
	}
}

// Where nothing tells the style, it is asked for.
func TestDatesNotGiven(t *testing.T) {
	t.Parallel()
	k := on(t, "2026-11-01")
	if _, err := k.read("a.csv", ambiguous()); err == nil || !strings.Contains(err.Error(), "no row tells which") {
		t.Error(err)
	}
}

// The numbers of days of spreadsheets, on both sides of the day that never was.
func TestFromSerial(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1": "1900-01-01", "59": "1900-02-28", "60": "", "61": "1900-03-01", "43831": "2020-01-01",
		"45351":   "2024-02-29",
		"46354.0": "2026-11-28", "46354.": "", "046354": "",
		"2958465": "9999-12-31", "2958466": "", "0": "", "-1": "", "46354.5": "", "1e4": "",
		"+61": "",
	} {
		t.Run(text, func(t *testing.T) {
			d, err := fromSerial(text)
			if got := d.String(); (err != nil) != (want == "") || err == nil && got != want {
				t.Errorf("%s: %s, %v; want %q", text, got, err, want)
			}
		})
	}
}

// The anchor is what the dates prove, and is asked for where they do not.
func TestAnchor(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ term, start, renews, reseller, want string }{
		{"Annual", "2026-06-15", "2027-06-15", "", "2026-06-15"},
		{"Annual", "2024-02-29", "2025-02-28", "", "2024-02-29"},
		{"Annual", "2025-02-28", "2026-02-28", "", "may be the 28th or the 29th"},
		{"3-Year", "2025-02-28", "2028-02-29", "", "2024-02-29"},
		{"3-Year", "2025-02-28", "2028-02-28", "", "2025-02-28"},
		{"Monthly", "2026-02-28", "2026-03-28", "", "2026-02-28"},
		{"Monthly", "2026-02-28", "2026-03-29", "", "2026-01-29"},
		{"Monthly", "2026-02-28", "2026-03-31", "", "2026-01-31"},
		{"Monthly", "2026-04-30", "2026-05-30", "", "2026-04-30"},
		{"Monthly", "2026-04-30", "2026-05-31", "", "2026-03-31"},
		{"Monthly", "2026-04-30", "2026-06-01", "", "is not the end of the monthly term"},
		{"Annual", "2026-03-16", "2027-05-12", "", "is not the end of the annual term, 2027-03-16"},
		{"Annual", "2026-03-16", "2027-05-12", "CAD", "2026-03-16 aligned to 2027-05-12"},
		{"Annual", "2026-03-16", "2026-05-12", "CAD", "2026-03-16 aligned to 2026-05-12"},
		{"Annual", "2026-03-16", "2028-03-16", "CAD", "2026-03-16 aligned to 2028-03-16"},
		// T + 15 months does not bind on R − 1
		{"Annual", "2026-03-16", "2028-03-17", "CAD", "is not the end of the annual term"},
		{"Annual", "2026-03-16", "2027-02-28", "CAD", "may be the 28th or the 29th"},
		{"Monthly", "2026-03-16", "2026-05-12", "CAD", "is not the end of the monthly term"},
	} {
		t.Run(fmt.Sprint(test), func(t *testing.T) {
			t.Parallel()
			k := on(t, test.start)
			m := k.one(row{number: 2, cells: map[string]string{
				id: "S-1", offering: "AutoCAD", quantity: "1", term: test.term, start: test.start, renews: test.renews,
				reseller: test.reseller,
			}})
			got := m.Facts.Anchor.String()
			if aligned := m.Facts.Terms[0].AlignedTo; !aligned.IsZero() {
				got += " aligned to " + aligned.String()
			}
			if len(m.Reasons) > 0 {
				got = said([]imported{m})
			}
			if got != test.want && (len(m.Reasons) == 0 || !strings.Contains(got, test.want)) {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestAnchorsGiven(t *testing.T) {
	t.Parallel()
	k := on(t, "2026-11-28")
	var err error
	if k.anchors, err = readAnchors([]byte("subscription_id;anchor\nS-1;2024-02-29\n")); err != nil {
		t.Fatal(err)
	}
	all, err := k.read("a.csv", []byte(head+with("start_date", "2026-02-28", "end_date", "", "autorenew_date",
		"2027-02-28")))
	if err != nil || len(all[0].Reasons) > 0 || all[0].Facts.Anchor.String() != "2024-02-29" {
		t.Errorf("%v %v %v", err, all[0].Reasons, all[0].Facts.Anchor)
	}
	for name, bad := range map[string]string{
		"no day": "subscription_id,anchor\nS-1,2024-02-30\n",
		"twice":  "subscription_id,anchor\nS-1,2024-02-29\nS-1,2024-02-28\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := readAnchors([]byte(bad)); err == nil {
				t.Error("no error")
			}
		})
	}
}

// The words of the vendor's pages, in English and Dutch.
func TestWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]lifecycle.Phase{
		"Active": lifecycle.Active, "ACTIEF": lifecycle.Active, "Verlopen": lifecycle.Expired,
		"Opgeschort": lifecycle.Suspended,
		"Cancelled":  lifecycle.Canceled, "Canceled": lifecycle.Canceled, "Geannuleerd": lifecycle.Canceled,
		"": 0, "Trial": 0,
	} {
		t.Run(text, func(t *testing.T) {
			if got, err := parseStatus(text); got != want || (err != nil) != (want == 0) {
				t.Errorf("%q: %s, %v", text, got, err)
			}
		})
	}
	for text, want := range map[string]string{
		"Monthly": "monthly", "1-month": "monthly", "Jaarlijks": "annual", "1 Year": "annual",
		"3-Year": "three-year", "3 jaar": "three-year",
		"Multi-Year": "", "2-Year": "", "": "",
	} {
		t.Run(text, func(t *testing.T) {
			if got, err := parseTerm(text); (err != nil) != (want == "") || err == nil && got.String() != want {
				t.Errorf("%q: %s, %v", text, got, err)
			}
		})
	}
}

func TestParsePrice(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, currency, want string }{
		{"2145.00", "EUR", "EUR 2145.00"},
		{"2145,00", "EUR", "EUR 2145.00"},
		{"2.145,00", "EUR", "EUR 2145.00"},
		{"2,145.00", "USD", "USD 2145.00"},
		{"EUR 1.002.145,5", "", "EUR 1002145.50"},
		{"1145", "EUR", "EUR 1145.00"},
		{"2145,", "EUR", ""},
		{"2145.", "EUR", ""},
		{"1.145", "EUR", ""},
		{"1,145", "EUR", ""},
		{"1.14,500", "EUR", ""},
		{"1.14.500,00", "EUR", ""},
		{"EUR 1", "USD", ""},
		{"-1.00", "EUR", ""},
		{"1.00", "", ""},
		{"", "EUR", ""},
	} {
		t.Run(test.text, func(t *testing.T) {
			got, err := parsePrice(test.text, test.currency)
			if (err != nil) != (test.want == "") || err == nil && got.String() != test.want {
				t.Errorf("%q %q: %s, %v; want %q", test.text, test.currency, got, err, test.want)
			}
		})
	}
}
