package money_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"example.com/billingrules/money"
)

var update = flag.Bool("update", false, "rewrite currency_table.go from testdata/iso4217.csv")

// isoRow is one line of the list of ISO 4217: a code and its minor units, "-" for none.
type isoRow struct{ code, units string }

// isoList reads the list and the line that says where it is from.
func isoList(tb testing.TB) (provenance string, rows []isoRow) {
	tb.Helper()
	raw, err := os.ReadFile("testdata/iso4217.csv")
	if err != nil {
		tb.Fatal(err)
	}
	first, rest, _ := bytes.Cut(raw, []byte("\n"))
	provenance = strings.TrimPrefix(string(first), "# ")
	records, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	if got := strings.Join(records[0], ","); got != "code,numeric,minor_units" {
		tb.Fatalf("the columns are %s", got)
	}
	for _, r := range records[1:] {
		rows = append(rows, isoRow{code: r[0], units: r[2]})
	}
	return provenance, rows
}

// tableSource writes the source text of the table.
func tableSource(provenance string, rows []isoRow) []byte {
	var codes, units, unitless []string
	for _, r := range rows {
		if r.units == "-" {
			unitless = append(unitless, r.code)
			continue
		}
		codes, units = append(codes, r.code), append(units, r.units)
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, "// Code generated from testdata/iso4217.csv by go test -run TestCurrencyTable -update. DO NOT EDIT.")
	fmt.Fprintf(&b, "\npackage money\n\n// %s\nconst (\n", provenance)
	constant := func(name, comment string, parts []string) {
		fmt.Fprintf(&b, "\t// %s %s\n\t%s = \"\"", name, comment, name)
		for len(parts) > 0 {
			n := min(20, len(parts))
			fmt.Fprintf(&b, " +\n\t\t%q", strings.Join(parts[:n], ""))
			parts = parts[n:]
		}
		fmt.Fprintln(&b)
	}
	constant("currencyCodes", "are the codes with a minor unit, sorted, three letters each.", codes)
	constant("currencyUnits", "are their minor units, one digit each.", units)
	constant("unitlessCodes", "are the codes without one, sorted.", unitless)
	fmt.Fprintln(&b, ")")
	return b.Bytes()
}

func TestCurrencyTable(t *testing.T) {
	t.Parallel()
	const file = "currency_table.go"
	want := tableSource(isoList(t))
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
		t.Errorf("%s is not what testdata/iso4217.csv gives: run go test -run TestCurrencyTable -update", file)
	}
}

// The list is what the table is made of, so it must be sorted, without doubles, and of known shape.
func TestCurrencyList(t *testing.T) {
	t.Parallel()
	_, rows := isoList(t)
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
	if len(rows) != 178 {
		t.Errorf("the list has %d codes, not 178", len(rows))
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
