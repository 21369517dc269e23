package money_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
)

var update = flag.Bool("update", false, "rewrite currency_table.go from the lists in testdata")

// isoRow is one line of a list of ISO 4217: a code, its minor units, "-" for none, and in the list of withdrawn
// currencies the first day without it.
type isoRow struct{ code, units, withdrawn string }

// readList reads the records of a list and the line that says where it is from.
func readList(tb testing.TB, file, columns string) (provenance string, records [][]string) {
	tb.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	first, rest, _ := bytes.Cut(raw, []byte("\n"))
	provenance = strings.TrimPrefix(string(first), "# ")
	records, err = csv.NewReader(bytes.NewReader(rest)).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	if got := strings.Join(records[0], ","); got != columns {
		tb.Fatalf("the columns of %s are %s", file, got)
	}
	return provenance, records[1:]
}

// isoList reads the list of the codes in use.
func isoList(tb testing.TB) (provenance string, rows []isoRow) {
	tb.Helper()
	provenance, records := readList(tb, "testdata/iso4217.csv", "code,numeric,minor_units")
	for _, r := range records {
		rows = append(rows, isoRow{code: r[0], units: r[2]})
	}
	return provenance, rows
}

// withdrawnList reads the list of the currencies that were withdrawn.
func withdrawnList(tb testing.TB) (provenance string, rows []isoRow) {
	tb.Helper()
	provenance, records := readList(tb, "testdata/withdrawn.csv", "code,numeric,minor_units,withdrawn,source")
	for _, r := range records {
		rows = append(rows, isoRow{code: r[0], units: r[2], withdrawn: r[3]})
	}
	return provenance, rows
}

// tableSource writes the source text of the table.
func tableSource(tb testing.TB) []byte {
	tb.Helper()
	provenance, rows := isoList(tb)
	withdrawnProvenance, withdrawn := withdrawnList(tb)
	var codes, units, unitless []string
	for _, r := range rows {
		if r.units == "-" {
			unitless = append(unitless, r.code)
			continue
		}
		codes, units = append(codes, r.code), append(units, r.units)
	}
	var b bytes.Buffer
	const command = "go test -run TestCurrencyTable -update"
	fmt.Fprintf(&b, "// Code generated from the lists in testdata by %s. DO NOT EDIT.\n", command)
	fmt.Fprint(&b, "\npackage money\n")
	open := func(provenance string) {
		fmt.Fprintf(&b, "\n// %s\nconst (\n", strings.ReplaceAll(provenance, ". ", ".\n// "))
	}
	constant := func(name, comment string, parts []string) {
		fmt.Fprintf(&b, "\t// %s %s\n\t%s = \"\"", name, comment, name)
		for len(parts) > 0 {
			n := min(60/len(parts[0]), 20, len(parts))
			fmt.Fprintf(&b, " +\n\t\t%q", strings.Join(parts[:n], ""))
			parts = parts[n:]
		}
		fmt.Fprintln(&b)
	}
	open(provenance)
	constant("currencyCodes", "are the codes with a minor unit, sorted, three letters each.", codes)
	constant("currencyUnits", "are their minor units, one digit each.", units)
	constant("unitlessCodes", "are the codes without one, sorted.", unitless)
	fmt.Fprintln(&b, ")")

	codes, units = nil, nil
	var days []string
	for _, r := range withdrawn {
		codes, units, days = append(codes, r.code), append(units, r.units), append(days, r.withdrawn)
	}
	open(withdrawnProvenance)
	constant("withdrawnCodes", "are the codes, sorted, three letters each.", codes)
	constant("withdrawnUnits", "are their minor units, one digit each.", units)
	constant("withdrawnDays", "are the first days without them, ten bytes each.", days)
	fmt.Fprintln(&b, ")")
	return b.Bytes()
}

func TestCurrencyTable(t *testing.T) {
	t.Parallel()
	const file = "currency_table.go"
	want := tableSource(t)
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the lists in testdata give: run go test -run TestCurrencyTable -update", file)
	}
}

// The table is made from the lists, so they must be sorted, free of duplicates, and of known shape.
func TestCurrencyList(t *testing.T) {
	t.Parallel()
	_, rows := isoList(t)
	_, withdrawn := withdrawnList(t)
	for _, list := range []struct {
		name string
		rows []isoRow
		want int
	}{
		{"in use", rows, 178},
		{"withdrawn", withdrawn, 14},
	} {
		t.Run(list.name, func(t *testing.T) {
			t.Parallel()
			checkCodes(t, list.rows)
			if len(list.rows) != list.want {
				t.Errorf("the list has %d codes, not %d", len(list.rows), list.want)
			}
		})
	}
}

// checkCodes asserts that the codes of a list are sorted, and that codes and minor units are of known shape.
func checkCodes(t *testing.T, rows []isoRow) {
	t.Helper()
	before := ""
	for _, r := range rows {
		if len(r.code) != 3 || strings.Trim(r.code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			t.Errorf("%q is not a code", r.code)
		}
		if r.code <= before {
			t.Errorf("%s comes after %s", r.code, before)
		}
		before = r.code
		if r.units != "-" && (len(r.units) != 1 || r.units < "0" || r.units > "4") {
			t.Errorf("%s has %q minor units", r.code, r.units)
		}
	}
}

// A withdrawn currency has minor units and a day since 2010, and its code is in use for nothing else.
func TestWithdrawnList(t *testing.T) {
	t.Parallel()
	_, rows := isoList(t)
	var codes []string
	for _, r := range rows {
		codes = append(codes, r.code)
	}
	first, last := calendar.MustParseDate("2010-01-01"), calendar.MustParseDate("2026-02-01")
	_, withdrawn := withdrawnList(t)
	for _, r := range withdrawn {
		t.Run(r.code, func(t *testing.T) {
			t.Parallel()
			if slices.Contains(codes, r.code) {
				t.Error("the code is in use again")
			}
			if r.units == "-" {
				t.Error("there is no minor unit")
			}
			day, err := calendar.ParseDate(r.withdrawn)
			if err != nil || day.Before(first) || day.After(last) {
				t.Errorf("withdrawn on %v, %v", day, err)
			}
		})
	}
}

func TestEveryCurrency(t *testing.T) {
	t.Parallel()
	_, rows := isoList(t)
	var want []string
	for _, r := range rows {
		c, err := money.ParseCurrency(r.code)
		if r.units == "-" {
			if err == nil || !strings.Contains(err.Error(), "without a minor unit") || !c.IsZero() {
				t.Errorf("%s, without a minor unit: %v, %v", r.code, c, err)
			}
			continue
		}
		want = append(want, r.code+" "+r.units)
		if err != nil || c.IsZero() {
			t.Errorf("%s: %v", r.code, err)
			continue
		}
		if c.String() != r.code || strconv.Itoa(c.MinorUnits()) != r.units {
			t.Errorf("%s %s is read as %v %d", r.code, r.units, c, c.MinorUnits())
		}
	}
	var got []string
	for c := range money.Currencies() {
		got = append(got, c.String()+" "+strconv.Itoa(c.MinorUnits()))
	}
	if strings.Join(got, ",") != strings.Join(want, ",") {
		t.Errorf("Currencies yields\n%v\nnot\n%v", got, want)
	}
}
