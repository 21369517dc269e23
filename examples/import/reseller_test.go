package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/ics/icstest"
	"example.com/billingrules/policy"
)

// A header without resellers, and the rows below it.
const bare = "subscription_id,subscription_status,offering_name,seat_quantity,term,start_date,end_date," +
	"autorenew_date"

const (
	ends     = "S-1,Active,AutoCAD,3,Annual,2026-11-15,2027-11-14,"
	renewing = "S-1,Active,AutoCAD,3,Annual,2026-11-15,,2027-11-15"
)

var cut = strings.Replace(ends, "2027-11-14", "2027-05-11", 1) // does not end on its own anniversary

// resellerFile is a row of the tables below.
type resellerFile struct {
	name, file, data string
	channel          policy.Channel
	notes            []string
	says             string
}

func readReseller(t *testing.T, rows []resellerFile) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			k := on(t, "2026-11-28")
			all, err := k.read(test.file, []byte(test.data))
			if err != nil {
				t.Fatal(err)
			}
			m := all[0]
			if text := said(all[:1]); test.says != "" && strings.Contains(text, test.says) {
				return
			} else if test.says != "" || text != "" {
				t.Fatalf("%q, want %q", text, test.says)
			}
			if m.Channel != test.channel {
				t.Errorf("bought by %s, want %s", m.Channel, test.channel)
			}
			for _, note := range []string{noReseller, noChannel, noRenewal, noHost} {
				if slices.Contains(m.Notes, note) != slices.Contains(test.notes, note) {
					t.Errorf("notes %q, want %q", m.Notes, test.notes)
				}
			}
		})
	}
}

// Who sold it is said by the name or the e-mail of a reseller; a file without a column of resellers says nothing of it.
func TestReseller_Unnamed(t *testing.T) {
	t.Parallel()
	readReseller(t, []resellerFile{
		{"neither column", "a.csv", bare + "\n" + renewing + "\n", 0, []string{noReseller}, ""},
		{"neither column, an end only", "a.csv", bare + "\n" + ends + "\n", 0, []string{noReseller, noRenewal}, ""},
		{"neither column, another day", "a.csv", bare + "\n" + cut + "\n", 0, nil, "is not the end of the annual term"},
		{"a blank name", "a.csv", bare + ",reseller_name\n" + ends + ",\n", policy.Online, nil, ""},
		{"a blank e-mail", "a.csv", bare + ",reseller_email\n" + ends + ",\n", policy.Online, nil, ""},
	})
}

func TestReseller_Named(t *testing.T) {
	t.Parallel()
	readReseller(t, []resellerFile{
		{"a name", "a.csv", bare + ",reseller_name\n" + ends + ",CAD\n", 0, []string{noChannel, noRenewal}, ""},
		{
			"an e-mail", "a.csv", bare + ",reseller_email\n" + ends + ",a@cad.be\n", 0,
			[]string{noChannel, noRenewal},
			"",
		},
		{
			"an e-mail, another day", "a.csv", bare + ",reseller_email\n" + cut + ",a@cad.be\n", 0,
			[]string{noChannel, noRenewal, noHost},
			"",
		},
		{"JSON, in no row", "a.json", list(bare, renewing), 0, []string{noReseller}, ""},
		{
			"JSON, in another row", "a.json",
			strings.TrimSuffix(list(bare, renewing), "]") + "," + strings.TrimPrefix(list("reseller_name", "CAD"), "["),
			policy.Online, nil, "",
		},
	})
}

// A last day to return is in the calendar where it is known that nobody else sold it.
func TestReseller_Calendar(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		data string
		want bool
	}{
		"without a column of resellers": {bare + "\n" + renewing + "\n", false},
		"with a blank name":             {bare + ",reseller_name\n" + renewing + ",\n", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file, days := filepath.Join(dir, "a.csv"), filepath.Join(dir, "a.ics")
			if err := os.WriteFile(file, []byte(test.data), 0o600); err != nil {
				t.Fatal(err)
			}
			printed(t, "-on", "2026-11-28", "-ics", days, file)
			events := icstest.ReadFile(t, days)
			_, renews := events["S-1.renewal.1"]
			_, returns := events["S-1.return.1"]
			if !renews || returns != test.want {
				t.Errorf("a last day to return is expected: %t; got %v", test.want, events)
			}
		})
	}
}

// list is a list of an object.
func list(names, values string) string {
	texts := strings.Split(values, ",")
	var members []string
	for i, name := range strings.Split(names, ",") {
		members = append(members, `"`+name+`": "`+texts[i]+`"`)
	}
	return "[{" + strings.Join(members, ", ") + "}]"
}
