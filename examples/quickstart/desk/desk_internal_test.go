package desk

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// printed runs the program and returns what it printed.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, usage bytes.Buffer
	if err := run(args, &out, &usage, nil); err != nil {
		t.Fatalf("run(%q): %v\n%s", args, err, &usage)
	}
	return out.String()
}

// golden compares what the program prints with a file in testdata.
func golden(t *testing.T, name string, args ...string) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if got := printed(t, args...); got != string(want) {
		t.Errorf("%q prints something else than %s; it is now\n%s", args, name, got)
	}
}

func TestPrintsTheGoldenReport(t *testing.T) {
	golden(t, "quickstart.golden")
	golden(t, "quickstart.golden", "-on", "2025-05-12", "-portfolio", "portfolio.json", "-zone", "Europe/Brussels")
	golden(t, "all.golden", "-all")
}

// One screen has at most 50 lines.
func TestDefaultIsOneScreen(t *testing.T) {
	if n := strings.Count(printed(t), "\n"); n > 50 {
		t.Errorf("%d lines", n)
	}
}

// What -id prints is the entry of -all, under the same first line.
func TestOneSubscription(t *testing.T) {
	all, one := printed(t, "-all"), printed(t, "-id", "S-05")
	head, entry, _ := strings.Cut(one, "\n\n")
	if !strings.HasPrefix(all, head+"\n") || !strings.HasPrefix(entry, "S-05  Civil 3D") ||
		!strings.Contains(all, "\n\n"+entry+"\n") || strings.Contains(entry, "\n\n") {
		t.Errorf("got\n%s", one)
	}
}

// The same wall clock in another zone is another instant; no day and no price moves.
func TestZoneMovesInstantsOnly(t *testing.T) {
	brussels := strings.Split(printed(t, "-all"), "\n")
	halifax := strings.Split(printed(t, "-all", "-zone", "America/Halifax"), "\n")
	moved := 0
	for i, line := range brussels {
		switch {
		case strings.Contains(line, "Europe/Brussels"):
		case strings.HasPrefix(line, "      expires") || strings.HasPrefix(line, "      renews"):
			moved++
			wall := strings.IndexAny(line, "+-0123456789") + len("2006-01-02 15:04:05")
			if halifax[i][:wall] != line[:wall] || halifax[i] == line {
				t.Errorf("%q became %q", line, halifax[i])
			}
		case line != halifax[i]:
			t.Errorf("%q became %q", line, halifax[i])
		}
	}
	if moved != 12+11 {
		t.Errorf("%d instants moved, want those of 12 entries, of which the Flex tokens do not renew", moved)
	}
}

func TestJSONSaysTheSame(t *testing.T) {
	var got struct {
		On            string
		Subscriptions []struct {
			ID, LastDay, Expires, Renews string
			AccessDays                   int
			OneSeat                      struct {
				Amount struct{ Amount, Currency string }
				Days   int
			}
			NoSeat struct{ Rule, Remedy string }
		}
	}
	if err := json.Unmarshal([]byte(printed(t, "-json")), &got); err != nil {
		t.Fatal(err)
	}
	if got.On != "2025-05-12" || len(got.Subscriptions) != 12 {
		t.Fatalf("got %q and %d subscriptions", got.On, len(got.Subscriptions))
	}
	first, flex := got.Subscriptions[0], got.Subscriptions[11]
	if first.ID != "S-01" || first.LastDay != "2025-06-09" || first.Expires != "2025-06-09T23:59:59+02:00" ||
		first.Renews != "2025-06-10T00:00:00+02:00" || first.AccessDays != 29 || first.OneSeat.Days != 29 ||
		first.OneSeat.Amount.Amount != "170.42" || first.OneSeat.Amount.Currency != "EUR" {
		t.Errorf("S-01 is %+v", first)
	}
	if flex.NoSeat.Rule != "change.seats-up" || flex.NoSeat.Remedy != "buy-tokens" ||
		flex.Renews != "" || flex.OneSeat.Amount.Amount != "" {
		t.Errorf("F-01 is %+v", flex)
	}
}

func TestDays(t *testing.T) {
	tests := []struct{ on, id, want string }{
		{"2025-06-08", "S-01", "2 days of access left"},
		{"2025-06-09", "S-01", "1 day of access left"},
		{"2025-06-10", "S-01", "no access for 1 day"},
		{"2024-06-09", "S-01", "starts in 1 day"},
		{"2024-06-10", "S-01", "365 days of access left"},
		// Paid through 17 November, but the invoice of 20 April is unpaid: access ends after the 15 days of Expired.
		{"2025-04-20", "S-05", "16 days of access left"},
		{"2025-05-05", "S-05", "1 day of access left"},
		{"2025-05-06", "S-05", "no access for 1 day"},
	}
	for _, test := range tests {
		t.Run(test.on, func(t *testing.T) {
			if text := printed(t, "-on", test.on, "-id", test.id); !strings.Contains(text,
				"access         "+test.want+"\n") {
				t.Errorf("on %s %s says %s, want %q", test.on, test.id, text, test.want)
			}
		})
	}
}

// entry is a good subscription, into which the mistakes below are put.
const entry = `{"id": "S-01", "channel": "online", "srp": {"annual": {"amount": "2145.00", "currency": "EUR"}}, ` +
	`"facts": {"kind": "subscription", "offering": "AutoCAD", "anchor": "2024-06-10", "seats": 3, ` +
	`"terms": [{"ordered": "2024-06-10", "start": "2024-06-10", "end": "2025-06-10", "length": "annual"}], ` +
	`"changes": [{"what": "auto-renew", "asked": "2024-06-10", "effective": "2024-06-10"}]}}`

// tokens are good Flex tokens.
const tokens = `{"id": "F-01", "channel": "quote", "tokens": 500, ` +
	`"facts": {"kind": "flex-tokens", "offering": "Flex tokens", "anchor": "2025-03-03", ` +
	`"terms": [{"ordered": "2025-03-03", "start": "2025-03-03", "end": "2026-03-03"}]}}`

// inFirst is how a mistake of the first subscription begins.
const inFirst = `subscriptions[0] "S-01": `

// A program without a writer of calendars says which program has one, and does nothing else.
func TestRun(t *testing.T) {
	tests := map[string]struct {
		args          []string
		status        int
		out, problems string // their first bytes
	}{
		"the report":    {nil, 0, "Atelier Lambrecht: ", ""},
		"help":          {[]string{"-h"}, 0, "", "Usage of quickstart"},
		"a wrong day":   {[]string{"-on", "never"}, 2, "", `invalid value "never" for flag -on: calendar.Date`},
		"a wrong value": {[]string{"-zone", "Europe/Bruges"}, 1, "", "-zone: unknown time zone Europe/Bruges"},
		"a wrong flag":  {[]string{"-no"}, 2, "", "flag provided but not defined"},
		"no calendar": {
			[]string{"-ics", "/tmp/days.ics"},
			2, "",
			"-ics: this program needs nothing but the library, and writes no calendar: " +
				"go -C examples/ics run ./quickstart -ics FILE does\n",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var out, problems bytes.Buffer
			status := Run(test.args, &out, &problems, nil)
			if status != test.status || !strings.HasPrefix(out.String(), test.out) ||
				!strings.HasPrefix(problems.String(), test.problems) {
				t.Errorf("status %d\n%s\n%s", status, &out, &problems)
			}
			if (out.Len() == 0) == (status == 0 && test.out != "") || (problems.Len() > 0) != (test.problems != "") {
				t.Errorf("printed %q\n%s", &out, &problems)
			}
		})
	}
}
