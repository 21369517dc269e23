package main

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// hostileFile is a row of the tables below.
type hostileFile struct {
	name, file    string
	data          string
	facts, refuse int
	says          string // in a reason, or in the error if there are no rows
}

func readHostile(t *testing.T, rows []hostileFile) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			k := on(t, "2026-11-28")
			all, err := k.read(test.file, []byte(test.data))
			text := said(all)
			if err != nil {
				text = err.Error()
			}
			if facts, refused := count(all); facts != test.facts || refused != test.refuse {
				t.Errorf("%d facts, %d with reasons; want %d, %d: %s", facts, refused, test.facts, test.refuse, text)
			}
			if !strings.Contains(text, test.says) {
				t.Errorf("says %q, without %q", text, test.says)
			}
		})
	}
}

// Each file is read without a panic, and each row of it is a fact or has a reason.
func TestHostile_Columns(t *testing.T) {
	t.Parallel()
	readHostile(t, []hostileFile{
		{"nothing", "a.csv", "", 0, 0, "the file is empty"},
		{"blank lines only", "a.csv", "\r\n\r\n \n", 0, 0, "the file is empty"},
		{"a first row only", "a.csv", head, 0, 0, "there are no rows"},
		{"no first row", "a.csv", good, 0, 0, "has no column subscription_id"},
		{"a column is missing", "a.csv", strings.Replace(head, "term,", "x,", 1) + good, 0, 0, "has no column term"},
		{
			"both spellings of one column", "a.csv", strings.Replace(head, "contract_number", "team_alias", 1) + good,
			0, 0, "the column team is a duplicate",
		},
		{"an unknown kind of file", "a.pdf", head + good, 0, 0, `ends in ".pdf"`},
		{"a byte order mark", "a.csv", "\ufeff" + head + good, 1, 0, ""},
		{"the older spelling, as a title", "a.csv", strings.Replace(head, "team", "Team Alias ", 1) + good, 1, 0, ""},
		{
			"a name that may be of Flex tokens", "a.csv",
			head + strings.Replace(good, "AutoCAD", "Autodesk Flex Tokens", 1), 0, 1,
			"may be Flex tokens",
		},
		{"a name with flex in a word", "a.csv", head + strings.Replace(good, "AutoCAD", "Flexible CAD", 1), 1, 0, ""},
	})
}

func TestHostile_Encodings(t *testing.T) {
	t.Parallel()
	units := binary.LittleEndian.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(head + good)) {
		units = binary.LittleEndian.AppendUint16(units, u)
	}
	semicolons := strings.NewReplacer(",", ";")
	readHostile(t, []hostileFile{
		{"semicolons", "a.csv", semicolons.Replace(head + good), 1, 0, ""},
		{"tabs", "a.tsv", strings.ReplaceAll(head+good, ",", "\t"), 1, 0, ""},
		{"UTF-16", "a.csv", string(units), 1, 0, ""},
		{"carriage returns", "a.csv", strings.ReplaceAll(head+good, "\n", "\r\n"), 1, 0, ""},
		{"no line end at the end", "a.csv", strings.TrimSpace(head + good), 1, 0, ""},
		{"trailing blanks", "a.csv", head + with("offering_name", "AutoCAD  ", "term", " Annual "), 1, 0, ""},
		{"no-break spaces", "a.csv", head + with("offering_name", "AutoCAD\u00a0LT\u00a0", "seat_quantity",
			"\u202f3"), 1, 0, ""},
		{
			"a quoted line end", "a.csv", head + with("team", "\"Gent\r\nBrussel\"") + with("subscription_id", "S-2"),
			2, 0, "",
		},
		{"a quoted separator", "a.csv", head + with("team", `"Gent, Brussel"`), 1, 0, ""},
		{"blank cells at the end", "a.csv", head + strings.TrimSpace(good) + ",,,\n", 0, 1, "has 15 values"},
		{"blank lines between", "a.csv", head + "\n" + good + "\n,,,,,,,,,,,\n", 1, 0, ""},
	})
}

func TestHostile_Cells(t *testing.T) {
	t.Parallel()
	semicolons := strings.NewReplacer(",", ";")
	readHostile(t, []hostileFile{
		{"a decimal comma", "a.csv", semicolons.Replace(head) +
			strings.Replace(semicolons.Replace(good), ";3;", ";3,00;", 1), 1, 0, ""},
		{
			"half a seat", "a.csv", semicolons.Replace(head) +
				strings.Replace(semicolons.Replace(good), ";3;", ";3,5;", 1), 0, 1,
			`seat_quantity "3,5": is not a whole number`,
		},
		{"a comma at the end", "a.csv", head + with("seat_quantity", `"3,"`), 0, 1, `"3,": is not a whole number`},
		{"a point at the end", "a.csv", head + with("seat_quantity", "3."), 0, 1, `"3.": is not a whole number`},
		{
			"perhaps a thousand seats", "a.csv", head + with("seat_quantity", "1.200"), 0, 1,
			`"1.200": is not a whole number`,
		},
		{"a separator that is not quoted", "a.csv", head + with("team", "Gent, Brussel"), 0, 1, "has 13 values"},
		{
			"a row cut short", "a.csv", head + good + "Gent,,S-2\n", 1, 1,
			"has 3 values, and the first row has 12 columns",
		},
		{
			"a quote that is never closed", "a.csv", head + with("team", `"Gent`) + with("subscription_id", "S-2"), 1,
			1, "a quote is opened and not closed",
		},
		{
			"a quote within a value", "a.csv", head + with("team", `5" Gent`) + with("subscription_id", "S-2"), 1, 1,
			"a quote stands in the middle",
		},
		{"a byte that is no UTF-8", "a.csv", head + with("team", "G\xe9nt"), 0, 1, "team \"G\ufffdnt\": is not UTF-8"},
		{"NUL bytes", "a.csv", head + with("subscription_id", "S\x001"), 0, 1, "subscription_id"},
		{"no ID", "a.csv", head + with("subscription_id", ""), 0, 1, "subscription_id: is missing"},
		{
			"an ID that was made a number", "a.csv", head + with("subscription_id", "5.54E+13"), 0, 1,
			"its digits are lost",
		},
		{"an ID with an E", "a.csv", head + with("subscription_id", "5E13"), 1, 0, ""},
	})
}

func TestHostile_Offerings(t *testing.T) {
	t.Parallel()
	readHostile(t, []hostileFile{
		{"an exempt one that has ended", "a.csv", head + with("subscription_status", "Expired",
			"offering_name", "Autodesk Docs", "start_date", "2025-06-15", "end_date", "2026-06-14", "autorenew_date",
			""), 1, 0, ""},
		{"one that ended before the edition", "a.csv", head + with("subscription_status", "Expired",
			"start_date", "2022-06-15", "end_date", "2023-06-14", "autorenew_date", ""), 1, 0, ""},
		{"an ID twice", "a.csv", head + good + good, 0, 2, `"S-1": is a duplicate: rows 2, 3`},
		{"a near name", "a.csv", head + with("offering_name", "docs"), 0, 1, `"Autodesk Docs" was probably meant`},
		{
			"a near name with two blanks", "a.csv", head + with("offering_name", "Autodesk  Docs"), 0, 1,
			`"Autodesk Docs" was probably`,
		},
		{
			"a name of 300 letters", "a.csv", head + with("offering_name", strings.Repeat("x", 300)), 0, 1,
			"offering_name",
		},
	})
}

func TestHostile_Terms(t *testing.T) {
	t.Parallel()
	readHostile(t, []hostileFile{
		{"no seats", "a.csv", head + with("seat_quantity", "0"), 0, 1, "must be from 1 to 1000000"},
		{
			"seats beyond every number", "a.csv", head + with("seat_quantity", "99999999999999999999"), 0, 1,
			"is not a whole number",
		},
		{
			"an unknown term", "a.csv", head + with("term", "2-Year"), 0, 1,
			"is not a term; one of: Monthly, Annual, 3-Year",
		},
		{"an unknown status", "a.csv", head + with("subscription_status", "Zombie"), 0, 1, "is not a status; one of"},
		{
			"no dates", "a.csv", head + with("start_date", "", "end_date", "", "autorenew_date", ""), 0, 1,
			"start_date: is empty",
		},
		{"no end", "a.csv", head + with("end_date", "", "autorenew_date", ""), 0, 1, "end_date: is empty"},
		{
			"two ends", "a.csv", head + with("end_date", "2027-06-15"), 0, 1,
			"is not the day after the end_date, 2027-06-15",
		},
		{
			"an end before the start", "a.csv", head + with("end_date", "", "autorenew_date", "2026-06-01"), 0, 1,
			"is not after the start",
		},
		{
			"an end of another term", "a.csv", head + with("term", "Monthly"), 0, 1,
			"is not the end of the monthly term, 2026-07-15",
		},
	})
}

func TestHostile_Dates(t *testing.T) {
	t.Parallel()
	readHostile(t, []hostileFile{
		{
			"no such day", "a.csv", head + with("start_date", "2026-02-30"), 0, 1,
			"is not a date in the form of this file, yyyy-mm-dd",
		},
		{
			"a time of day", "a.csv", head + with("start_date", "2026-06-14T22:00:00Z"), 0, 1,
			"which day that is depends on the zone",
		},
		{
			"a day beyond the calendar", "a.csv", head + with("start_date", "9999-06-15", "end_date", "",
				"autorenew_date", "9999-12-31"),
			0, 1, "too near an end of the calendar",
		},
		{"a year of two digits", "a.csv", head + with("start_date", "15/06/26"), 0, 1, "is not a date"},
		{
			"a status that its dates deny", "a.csv", head + with("subscription_status", "Suspended"), 0, 1,
			"by its dates it is active",
		},
		{"a total under the rows", "a.csv", head + good + "Total,,,,,3,,,,,,\n", 1, 1, "subscription_id: is missing"},
		{"a formula", "a.csv", head + with("seat_quantity", "=1+2"), 0, 1, "is not a whole number"},
	})
}

func TestHostile_JSONAndWorkbooks(t *testing.T) {
	t.Parallel()
	readHostile(t, []hostileFile{
		{"JSON that is cut off", "a.json", `[{"subscription_id": "S-1"`, 0, 0, "is not JSON at byte"},
		{"JSON of something else", "a.json", `"S-1"`, 0, 0, "is not a list of subscriptions"},
		{"JSON of two lists", "a.json", `{"a": [], "b": []}`, 0, 0, "has more than one list"},
		{"JSON of no rows", "a.json", `[]`, 0, 0, "there are no rows"},
		{"JSON with a row that is none", "a.json", jsonOf(good) + "", 1, 1, `"7": is not an object`},
		{
			"JSON with a key twice", "a.json", strings.Replace(jsonOf(good), `"term"`, `"Term": "Monthly", "term"`, 1),
			0, 2, `term "Annual": is a duplicate`,
		},
		{"JSON that nests for ever", "a.json", strings.Repeat("[", 100_000), 0, 0, "is not JSON"},
		{"a workbook that is none", "a.xlsx", head + good, 0, 0, "is not a workbook"},
		{
			"a workbook cut short", "a.xlsx", string(workbook(t, [][]any{{"subscription_id"}})[:2000]), 0, 0,
			"is not a workbook",
		},
		{"an empty workbook", "a.xlsx", string(workbook(t, nil)), 0, 0, "there are no rows"},
	})
}

// jsonOf is a list of an object and a number.
func jsonOf(line string) string {
	names, values := strings.Split(strings.TrimSpace(head), ","), strings.Split(strings.TrimSpace(line), ",")
	var members []string
	for i, name := range names {
		members = append(members, fmt.Sprintf("%q: %q", name, values[i]))
	}
	return "[{" + strings.Join(members, ", ") + "}, 7]"
}

// What is read is a fact or a reason, whatever it is; and without quotes, a line that is not blank is a row.
func FuzzRead(f *testing.F) {
	names := []string{"a.csv", "a.json", "a.xlsx"}
	f.Add(uint8(0), []byte(head+good))
	f.Add(uint8(0), []byte(head+with("team", `"Gent`)+good))
	f.Add(uint8(1), []byte(jsonOf(good)))
	f.Add(uint8(2), workbook(f, [][]any{{"subscription_id"}, {"S-1"}}))
	from := on(f, "2026-11-28")
	f.Fuzz(func(t *testing.T, format uint8, data []byte) {
		k, name := from, names[int(format)%len(names)]
		all, err := k.read(name, data)
		if err != nil {
			return
		}
		facts, refused := count(all)
		if facts+refused != len(all) || len(all) == 0 {
			t.Errorf("%d facts, %d with reasons, of %d rows", facts, refused, len(all))
		}
		if strings.HasSuffix(name, ".csv") && !strings.ContainsAny(string(data), "\"\r\x00\xff\xfe") {
			most, least := -1, -1 // without the first row
			for line := range strings.Lines(string(data)) {
				if clean(line) != "" {
					most++
				}
				if strings.ContainsAny(line, "abcdefghijklmnopqrstuvwxyz0123456789") {
					least++
				}
			}
			if len(all) > most || len(all) < least {
				t.Errorf("%d to %d lines, %d rows", least, most, len(all))
			}
		}
		var p page
		k.print(&p, name, all,
			slices.DeleteFunc(slices.Clone(all), func(m imported) bool { return len(m.Reasons) > 0 }))
	})
}
