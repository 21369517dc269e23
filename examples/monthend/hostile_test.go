package main

import (
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/examples/monthend/internal/subs"
)

// good is a good line with the given ID.
func good(id string) string {
	return `{"id":"` + id + `","region":"Europe","srp":{"annual":{"amount":"2145.00","currency":"EUR"}},"facts":` +
		`{"kind":"subscription","offering":"AutoCAD","anchor":"2026-05-15","seats":1,"terms":[` +
		`{"ordered":"2026-05-15","start":"2026-05-15","end":"2027-05-15","length":"annual"}]}}`
}

// Every line is found again, as a result or with its number, field, value and reason.
func TestMistakes(t *testing.T) {
	t.Parallel()
	o := runOn(t, "2026-05-31", "testdata/mistakes.ndjson")
	equal(t, "reasons", o.reasons(), []string{
		"3: is not a JSON object",
		"4: is not a JSON object",
		"5 seats: is not a known key; one of: id, region, srp, netDays, facts",
		"6 id: is a duplicate",
		"7 id: is missing",
		`8 region "": is not known; one of: Europe, North America`,
		`9 region "Atlantis": is not known; one of: Europe, North America`,
		"10 srp.annual: is a duplicate",
		"11 srp.weekly: is not a known term; one of: monthly, annual, three-year",
		"12 netDays -1: must be from 0 to 365",
		`13 facts.anchor "2026-02-30": there is no such day`,
		"14 facts.seats 0: must be from 1 to 1000000",
		"15 srp.annual: is missing: such a term was bought",
		"16 facts.changes[0]: refused on 2024-06-01 by edition.before (2024-09-16 through 2025-05-14): ask the seller",
		"17: has something after the object",
		`18 id "same": is a duplicate: it is also in mistakes.ndjson, line 19`,
		`19 id "same": is a duplicate: it is also in mistakes.ndjson, line 18`,
		"20 id: is cut off: the object has no end",
	})
	if len(o.phases) != 1 || o.totals.Rejected != 18 || o.totals.Lines != 19 || o.totals.Subscriptions != 1 {
		t.Errorf("%d results, %+v", len(o.phases), o.totals)
	}
	first := o.rejected[0]
	if first.Text != "not JSON" || first.Partition != "mistakes.ndjson" {
		t.Errorf("got %+v", first)
	}
}

// hostileLine is a row of the tables below.
type hostileLine struct {
	line string
	want string // its fault; empty if the line is good
}

func readLines(t *testing.T, rows map[string]hostileLine) {
	t.Helper()
	before, after := good("before"), good("after")
	for name, test := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := runOn(t, "2026-05-31", file(t, "in.ndjson", before+"\n"+test.line+"\n"+after+"\n"))
			if _, ok := o.phases["before"]; !ok {
				t.Error("the line before is lost")
			}
			if _, ok := o.phases["after"]; !ok {
				t.Error("the line after is lost")
			}
			if test.want == "" {
				if _, ok := o.phases["a"]; !ok || len(o.rejected) > 0 {
					t.Errorf("got %v", o.reasons())
				}
				return
			}
			equal(t, name, o.reasons(), []string{test.want})
			for _, r := range o.rejected {
				for _, word := range []string{"Go ", "int", "struct", "json:", "unmarshal", "lifecycle.", "*"} {
					if strings.Contains(r.Reason, word) {
						t.Errorf("%q has %q in it", r.Reason, word)
					}
				}
			}
		})
	}
}

// Lines that are hostile each in its own way: no other line suffers, and no reason has a name of Go's in it.
func TestHostileLines_Form(t *testing.T) {
	t.Parallel()
	long := `{"id":"` + strings.Repeat("x", 3<<20) + `"}`
	readLines(t, map[string]hostileLine{
		"good":          {good("a"), ""},
		"CRLF":          {good("a") + "\r", ""},
		"blanks around": {"  " + good("a") + " ", ""},
		"keys in disarray": {
			`{"netDays":30,"facts":` + strings.SplitN(strings.TrimSuffix(good("a"), "}"), `"facts":`, 2)[1] +
				`,"srp":{"annual":{"currency":"EUR","amount":"2145.00"}},"region":"Europe","id":"\u0061"}`, "",
		},
		"3 MB":     {long, "2: is longer than 1048576 bytes"},
		"UTF-16":   {"\xff\xfe{\x00}\x00", "2: is not UTF-8"},
		"NUL":      {"\x00", "2: is not a JSON object"},
		"a number": {"12", "2: is not a JSON object"},
		"cut off":  {good("a")[:90], "2 facts: is cut off: the object has no end"},
	})
}

func TestHostileLines_Values(t *testing.T) {
	t.Parallel()
	readLines(t, map[string]hostileLine{
		"an unknown key": {
			strings.Replace(good("a"), `"region"`, `"regoin"`, 1),
			"2 regoin: is not a known key; one of: id, region, srp, netDays, facts",
		},
		"a key in facts": {strings.Replace(good("a"), `"seats"`, `"seat"`, 1), "2 facts.seat 1: is not a known key"},
		"a text as number": {
			strings.Replace(good("a"), `"seats":1`, `"seats":"1"`, 1), `2 facts.seats "1": is not a whole number`,
		},
		"a fraction": {
			strings.Replace(good("a"), `"seats":1`, `"seats":1.5`, 1), "2 facts.seats 1.5: is not a whole number",
		},
		"a large number": {
			strings.Replace(good("a"), `"seats":1`, `"seats":1e9`, 1), "2 facts.seats 1e9: is not a whole number",
		},
		"an amount as number": {
			strings.Replace(good("a"), `"2145.00"`, `2145.00`, 1), "2 srp.annual.amount: is not a JSON string",
		},
		"an ID as number": {strings.Replace(good("a"), `"a"`, `7`, 1), "2 id 7: must be text"},
		"net days as text": {
			strings.Replace(good("a"), `"facts"`, `"netDays":"30","facts"`, 1),
			`2 netDays "30": must be a whole number such as 30`,
		},
		"net days with 0": {
			strings.Replace(good("a"), `"facts"`, `"netDays":1e1,"facts"`, 1),
			"2 netDays 1e1: must be a whole number such as 30",
		},
		"a blank at an end": {good("a "), `2 id "a ": begins or ends in a blank`},
	})
}

// A byte order mark is no part of the first line, and the last line needs no end.
func TestEndsOfFiles(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"a mark":            {"\ufeff" + good("a") + "\n", nil},
		"no last end":       {good("b") + "\n" + good("a"), nil},
		"a last line alone": {good("a"), nil},
		"cut off": {
			good("a") + "\n" + good("b")[:200],
			[]string{"2 facts: is cut off: the object has no end"},
		},
		"CRLF and no end":   {good("b") + "\r\n" + good("a") + "\r", nil},
		"blank lines":       {"\n\n \n" + good("a") + "\n\n", nil},
		"a mark in between": {good("a") + "\n\ufeff" + good("b") + "\n", []string{"2: is not a JSON object"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := runOn(t, "2026-05-31", file(t, "in.ndjson", test.text))
			equal(t, name, o.reasons(), test.want)
			if _, ok := o.phases["a"]; !ok {
				t.Errorf("got %v", o.phases)
			}
		})
	}
}

// Doubled IDs are found wherever they are, and all of their lines are rejected: which one is right nobody here knows.
func TestDoubledIDs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir+"/a.ndjson", good("x")+"\n"+good("one")+"\n"+good("x")+"\n")
	write(t, dir+"/b/c.csv", strings.Join(subs.Columns(), ",")+"\n"+
		"y,Europe,AutoCAD,3,2026-05-15,2026-05-15,annual,EUR 2145.00,\n"+
		"two,Europe,AutoCAD,3,2026-05-15,2026-05-15,annual,EUR 2145.00,\n"+
		"z,Europe,AutoCAD,none,2026-05-15,2026-05-15,annual,EUR 2145.00,\n")
	write(t, dir+"/d.ndjson", good("y")+"\n"+good("z")+"\n"+`{"id":"x"}`+"\n"+good("three"))
	o := runOn(t, "2026-05-31", dir)
	equal(t, "reasons", o.reasons(), []string{
		`1 id "x": is a duplicate: it is also in a.ndjson, line 3`,
		`3 id "x": is a duplicate: it is also in a.ndjson, line 1`,
		`2 id "y": is a duplicate: it is also in d.ndjson, line 1`,
		"4 seats none: must be a whole number such as 30",
		`4 id "z": is a duplicate: it is also in d.ndjson, line 2`,
		`1 id "y": is a duplicate: it is also in b/c.csv, line 2`,
		`2 id "z": is a duplicate: it is also in b/c.csv, line 4`,
		`3 region "": is not known; one of: Europe, North America`,
		`3 id "x": is a duplicate: it is also in a.ndjson, line 1`,
	})
	if len(o.phases) != 3 || o.totals.Rejected != 7 || o.totals.Subscriptions != 3 {
		t.Errorf("%v, %+v", o.phases, o.totals)
	}
}

// The numbers of lines are those of the file, also where it is cut into ranges.
func TestLineNumbersAcrossRanges(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	var want []string
	for n := 1; n <= 120; n++ {
		switch {
		case n%50 == 0:
			text.WriteString("{}\n")
			want = append(want, fmt.Sprintf("%d id: is missing", n),
				fmt.Sprintf(`%d region "": is not known; one of: Europe, North America`, n))
		case n%10 == 0:
			text.WriteString("\n")
		default:
			text.WriteString(good(fmt.Sprint("S-", n)) + "\n")
		}
	}
	in := file(t, "in.ndjson", text.String())
	for _, size := range []string{"1000000", "7000", "999", "300", "100"} {
		t.Run(size, func(t *testing.T) {
			t.Parallel()
			o := runOn(t, "2026-05-31", in, "-part-size", size)
			equal(t, "reasons", o.reasons(), want)
			if o.totals.Subscriptions != 108 {
				t.Errorf("%+v", o.totals)
			}
		})
	}
}
