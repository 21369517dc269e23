package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/billingrules/money"
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

func TestPrintsTheGoldenReport(t *testing.T) {
	golden, err := os.ReadFile(filepath.Join("testdata", "quickstart.golden"))
	if err != nil {
		t.Fatal(err)
	}
	if got := printed(t); got != string(golden) {
		t.Errorf("the report has changed; it is now\n%s", got)
	}
	got := printed(t, "-on", "2025-05-12", "-portfolio", "portfolio.json", "-zone", "Europe/Brussels")
	if got != string(golden) {
		t.Errorf("the flags' defaults are not what the usage says; with them stated the report is\n%s", got)
	}
}

// The same wall clock in another zone is another instant; no day and no price moves.
func TestZoneMovesInstantsOnly(t *testing.T) {
	brussels := strings.Split(printed(t), "\n")
	halifax := strings.Split(printed(t, "-zone", "America/Halifax"), "\n")
	moved := 0
	for i, line := range brussels {
		switch {
		case strings.Contains(line, "Europe/Brussels"):
		case strings.HasPrefix(line, "      expires") || strings.HasPrefix(line, "      renews"):
			moved++
			if wall := strings.LastIndex(line, " "); halifax[i][:wall] != line[:wall] || halifax[i] == line {
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
			DaysLeft                     int
			OneSeat                      struct {
				Amount struct{ Amount, Currency string }
				Days   int
			}
			NoSeat string
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
		first.Renews != "2025-06-10T00:00:00+02:00" || first.DaysLeft != 29 || first.OneSeat.Days != 29 ||
		first.OneSeat.Amount.Amount != "170.42" || first.OneSeat.Amount.Currency != "EUR" {
		t.Errorf("S-01 is %+v", first)
	}
	if flex.NoSeat == "" || flex.Renews != "" || flex.OneSeat.Amount.Amount != "" {
		t.Errorf("F-01 is %+v", flex)
	}
}

func TestDays(t *testing.T) {
	tests := []struct{ on, id, want string }{
		{"2025-06-08", "S-01", "2 days left"},
		{"2025-06-09", "S-01", "1 day left"},
		{"2025-06-10", "S-01", "ended 1 day ago"},
		{"2024-06-09", "S-01", "starts in 1 day"},
		{"2024-06-10", "S-01", "365 days left"},
	}
	for _, test := range tests {
		t.Run(test.on, func(t *testing.T) {
			text := printed(t, "-on", test.on)
			_, entry, _ := strings.Cut(text, "\n\n"+test.id)
			entry, _, _ = strings.Cut(entry, "\n\n")
			if !strings.Contains(entry, test.want) {
				t.Errorf("on %s %s says %s, want %q", test.on, test.id, entry, test.want)
			}
		})
	}
}

// entry is a good subscription, for the mistakes below to be made in.
const entry = `{"id": "S-01", "kind": "subscription", "channel": "online", "product": "AutoCAD", ` +
	`"term": "annual", "purchased": "2024-06-10", "start": "2024-06-10", "seats": 3, "srp": "EUR 2145.00", ` +
	`"autoRenew": false}`

const tokens = `{"id": "F-01", "kind": "flex-tokens", "channel": "quote", "product": "Flex tokens", ` +
	`"purchased": "2025-03-03", "end": "2026-03-03", "tokens": 500}`

func company(entries ...string) string {
	return `{"company": "Atelier", "taxes": "21%", "subscriptions": [` + strings.Join(entries, ",") + `]}`
}

func TestMistakesAreNamed(t *testing.T) {
	in := func(old, becomes string) string { return company(strings.Replace(entry, old, becomes, 1)) }
	tests := []struct {
		name, file string
		want       []string // one for each mistake, after the name of the file
	}{
		{
			name: "unknown term", file: in(`"annual"`, `"yearly"`),
			want: []string{`subscriptions[0] "S-01": term "yearly": is not known; one of: monthly, annual, three-year`},
		},
		{
			name: "30 February", file: in(`"purchased": "2024-06-10"`, `"purchased": "2024-02-30"`),
			want: []string{`subscriptions[0] "S-01": purchased "2024-02-30": there is no such day`},
		},
		{
			name: "day before month", file: in(`"start": "2024-06-10"`, `"start": "10-06-2024"`),
			want: []string{`subscriptions[0] "S-01": start "10-06-2024": is not of the form YYYY-MM-DD`},
		},
		{
			name: "start off the anchor", file: in(`"start": "2024-06-10"`, `"start": "2024-06-11"`),
			want: []string{`subscriptions[0] "S-01": start 2024-06-11: is no month date of the anchor 2024-06-10`},
		},
		{
			name: "negative price", file: in(`EUR 2145.00`, `EUR -2145.00`),
			want: []string{`subscriptions[0] "S-01": srp "EUR -2145.00": is negative`},
		},
		{"price without currency", in(`EUR 2145.00`, `2145.00`), []string{`subscriptions[0] "S-01": srp "2145.00":`}},
		{"price as number", in(`"EUR 2145.00"`, `2145.00`), []string{`subscriptions[0] "S-01": srp 2145.00: is not a text`}},
		{"no seats", in(`"seats": 3`, `"seats": 0`), []string{`subscriptions[0] "S-01": seats 0: must be from 1 to 1000000`}},
		{
			name: "half a seat", file: in(`"seats": 3`, `"seats": 0.5`),
			want: []string{`subscriptions[0] "S-01": seats 0.5: is not a whole number`},
		},
		{
			name: "null", file: in(`"autoRenew": false`, `"autoRenew": null`),
			want: []string{`subscriptions[0] "S-01": autoRenew null: is not true or false`},
		},
		{"missing", in(`"seats": 3, `, ``), []string{`subscriptions[0] "S-01": seats: is missing`}},
		{"empty", in(`"AutoCAD"`, `""`), []string{`subscriptions[0] "S-01": product "": is empty`}},
		{"unknown field", in(`"seats"`, `"seat": 1, "seats"`), []string{`subscriptions[0]: "seat": is not a known field`}},
		{"doubled field", in(`"seats"`, `"seats": 1, "seats"`), []string{`subscriptions[0]: "seats": is a duplicate`}},
		{"no channel", in(`"channel": "online", `, ``), []string{`subscriptions[0] "S-01": channel: is missing`}},
		{
			name: "unknown channel", file: in(`"online"`, `"shop"`),
			want: []string{`subscriptions[0] "S-01": channel "shop": is not known; one of`},
		},
		{
			name: "a bad three-year price", file: in(`"autoRenew"`, `"threeYearSRP": "EUR -1.00", "autoRenew"`),
			want: []string{`subscriptions[0] "S-01": threeYearSRP "EUR -1.00": is negative`},
		},
		{
			name: "a rate without a sign", file: strings.Replace(company(entry), `"21%"`, `"21"`, 1),
			want: []string{`taxes "21": is not a percentage`},
		},
		{
			name: "a rate beside the taxes",
			file: strings.Replace(company(entry), `"taxes"`, `"taxRate": "6%", "taxes"`, 1),
			want: []string{`taxRate: cannot be given beside taxes`},
		},
		{
			name: "bad net terms", file: strings.Replace(company(entry), `"21%"`, `"21%", "terms": "30 days"`, 1),
			want: []string{`terms "30 days": is not of the form "net 30"`},
		},
		{"no kind", in(`"kind": "subscription", `, ``), []string{`subscriptions[0] "S-01": kind: is missing`}},
		{"null term", in(`"annual"`, `null`), []string{`subscriptions[0] "S-01": term null: is not a text`}},
		{
			name: "terminal codes", file: in(`"AutoCAD"`, `"\u001b[31mAutoCAD"`),
			want: []string{`subscriptions[0] "S-01": product "\x1b[31mAutoCAD": has characters that cannot be printed`},
		},
		{
			name: "unknown kind", file: in(`"subscription"`, `"rental"`),
			want: []string{`subscriptions[0] "S-01": kind "rental": is not known; one of: subscription,`},
		},
		{
			name: "kind of no entry", file: in(`"subscription"`, `"consulting"`),
			want: []string{`subscriptions[0] "S-01": kind "consulting": is neither subscription nor flex-tokens`},
		},
		{
			name: "field of another kind", file: in(`"seats"`, `"end": "2025-01-01", "seats"`),
			want: []string{`subscriptions[0] "S-01": end "2025-01-01": does not belong to this kind`},
		},
		{"duplicate id", company(entry, entry), []string{`subscriptions[1] "S-01": id "S-01": is a duplicate`}},
		{"entry is no object", company(entry, `7`), []string{`subscriptions[1]: entry: is not an object`}},
		{
			name: "tokens that end before they begin",
			file: company(strings.Replace(tokens, "2026-03-03", "2025-03-02", 1)),
			want: []string{`subscriptions[0] "F-01": end 2025-03-02: is before the start 2025-03-03`},
		},
		{
			name: "tokens that end at once", file: company(strings.Replace(tokens, "2026-03-03", "2025-03-03", 1)),
			want: []string{`subscriptions[0] "F-01": end "2025-03-03": is the day of the purchase: nothing is covered`},
		},
		{
			name: "no tokens", file: company(strings.Replace(tokens, "500", "0", 1)),
			want: []string{`subscriptions[0] "F-01": tokens 0: must be at least 1`},
		},
		{
			name: "ordered too late", file: in(`"start"`, `"ordered": "2024-06-11", "start"`),
			want: []string{`subscriptions[0] "S-01": terms[0].ordered 2024-06-11: is after the start 2024-06-10`},
		},
		{
			name: "an invoice paid before it existed",
			file: in(`"seats"`,
				`"invoices": [{"number": "1", "issued": "2024-06-10", "due": "2024-07-10", "paid": "2024-06-09"}], "seats"`),
			want: []string{`subscriptions[0] "S-01": invoices[0].paid 2024-06-09: is before the day of its issue, 2024-06-10`},
		},
		{
			name: "an invoice without a date",
			file: in(`"seats"`, `"invoices": [{"number": "1", "issued": "2024-06-10"}], "seats"`),
			want: []string{`subscriptions[0] "S-01": invoices[0]: due: is missing`},
		},
		{
			name: "an invoice with a mistake in a name",
			file: in(`"seats"`,
				`"invoices": [{"number": "1", "issued": "2024-06-10", "due": "2024-07-10", "payd": ""}], "seats"`),
			want: []string{`subscriptions[0] "S-01": invoices[0]: "payd": is not a known field`},
		},
		{
			name: "an invoice of a negative total",
			file: in(`"seats"`,
				`"invoices": [{"number": "1", "issued": "2024-06-10", "due": "2024-07-10", "total": "EUR -1.00"}], "seats"`),
			want: []string{`subscriptions[0] "S-01": invoices[0]: total "EUR -1.00": is negative`},
		},
		{
			name: "invoices that are no list", file: in(`"seats"`, `"invoices": 3, "seats"`),
			want: []string{`subscriptions[0] "S-01": invoices 3: is not a list`},
		},
		{"truncated", company(entry)[:150], []string{`file: is not JSON at byte`}},
		{"truncated at the end", strings.TrimSuffix(company(entry), "}"), []string{`file: is cut off at byte`}},
		{"truncated in a key", `{"comp`, []string{`file: is not JSON at byte`}},
		{"empty file", "", []string{`file: is not JSON: EOF`}},
		{"list", "[]", []string{`file: is not an object`}},
		{"something after", company(entry) + "{}", []string{`file: has something after its end`}},
		{"not UTF-8", "{\"company\": \"\xff\"}", []string{`file: is not UTF-8`}},
		{
			name: "no list", file: `{"company": "Atelier", "taxes": "21%", "subscriptions": {}}`,
			want: []string{`subscriptions {}: is not a list`},
		},
		{
			name: "long value",
			file: in(`"AutoCAD", "term": "annual"`, `"AutoCAD", "term": "`+strings.Repeat("x", 1000)+`"`),
			want: []string{`subscriptions[0] "S-01": term "` + strings.Repeat("x", 64) + `"…: is longer than 200 bytes`},
		},
		{
			name: "several at once",
			file: company(strings.NewReplacer(`"annual"`, `"yearly"`, `"seats": 3`, `"seats": -1`).Replace(entry),
				strings.Replace(tokens, "500", `"many"`, 1)),
			want: []string{
				`subscriptions[0] "S-01": term "yearly"`, `subscriptions[0] "S-01": seats -1`,
				`subscriptions[1] "F-01": tokens "many": is not a whole number`,
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "owned.json")
			if err := os.WriteFile(file, []byte(test.file), 0o600); err != nil {
				t.Fatal(err)
			}
			var out, usage bytes.Buffer
			err := run([]string{"-portfolio", file}, &out, &usage, nil)
			if err == nil {
				t.Fatalf("no error; printed\n%s", &out)
			}
			if out.Len() != 0 {
				t.Errorf("printed although the file is bad:\n%s", &out)
			}
			lines := strings.Split(err.Error(), "\n")
			if len(lines) != len(test.want) {
				t.Fatalf("%d mistakes, want %d:\n%v", len(lines), len(test.want), err)
			}
			for i, want := range test.want {
				if !strings.HasPrefix(lines[i], file+": "+want) {
					t.Errorf("got  %s\nwant %s: %s", lines[i], file, want)
				}
			}
		})
	}
}

func TestFlagsAreChecked(t *testing.T) {
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"-on", "12-05-2025"}, `-on: calendar.ParseDate: date "12-05-2025": is not of the form YYYY-MM-DD`},
		{[]string{"-on", "9997-10-23"}, "-on 9997-10-23: the calendar ends less than 800 days after it"},
		{[]string{"-zone", "Europe/Bruges"}, "-zone: unknown time zone Europe/Bruges"},
		{[]string{"-portfolio", "missing.json"}, "-portfolio: open missing.json"},
		{[]string{"portfolio.json"}, `unexpected argument "portfolio.json"`},
		{[]string{"-no"}, "usage"},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			var out, usage bytes.Buffer
			err := run(test.args, &out, &usage, nil)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) || out.Len() != 0 {
				t.Errorf("run(%q) = %v with %d bytes printed, want %q", test.args, err, out.Len(), test.want)
			}
		})
	}
	if err := run([]string{"-h"}, &bytes.Buffer{}, &bytes.Buffer{}, nil); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h gives %v", err)
	}
}

// A program without a writer of calendars says which program has one, and does nothing else.
func TestRun(t *testing.T) {
	tests := map[string]struct {
		args          []string
		status        int
		out, problems string // what they start with
	}{
		"the report":    {nil, 0, "Atelier Lambrecht: ", ""},
		"help":          {[]string{"-h"}, 0, "", "Usage of quickstart"},
		"a wrong value": {[]string{"-on", "never"}, 1, "", "-on: calendar.ParseDate"},
		"a wrong flag":  {[]string{"-no"}, 2, "", "flag provided but not defined"},
		"no calendar": {
			[]string{"-ics", "/tmp/days.ics"},
			2, "",
			"-ics: this program needs nothing but the library, and writes no calendar: " +
				"go -C examples/ics run ./quickstart -ics /tmp/days.ics does it\n",
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

func TestAnniversariesFollowTheTermAndItsAnchor(t *testing.T) {
	file := filepath.Join(t.TempDir(), "owned.json")
	odd := strings.NewReplacer(`"purchased": "2024-06-10"`, `"purchased": "2024-01-31"`, `"start": "2024-06-10"`,
		`"start": "2024-02-29"`).Replace(entry)
	if err := os.WriteFile(file, []byte(company(odd)), 0o600); err != nil {
		t.Fatal(err)
	}
	got := printed(t, "-portfolio", file, "-on", "2024-03-01")
	if !strings.Contains(got, "anniversaries  2025-02-28, 2026-02-28, 2027-02-28\n") {
		t.Errorf("got\n%s", got)
	}
}

// What is worst comes first; a subscription that renews itself, or not soon, is not named.
func TestAttention(t *testing.T) {
	attention := func(args ...string) string {
		_, rest, _ := strings.Cut(printed(t, args...), "Needs attention\n")
		list, _, _ := strings.Cut(rest, "\n\n")
		return list
	}
	want := `      S-05  Civil 3D           suspended since 2025-05-06, canceled from 2025-06-05 on
                               (lapse.suspended-days)
      S-09  Navisworks Manage  canceled since 2025-04-15 (edition.before)
      S-01  AutoCAD            ends on 2025-06-09 and does not renew itself`
	if got := attention(); got != want {
		t.Errorf("got\n%s", got)
	}
	file := filepath.Join(t.TempDir(), "owned.json")
	docs := strings.NewReplacer(`AutoCAD`, `Autodesk Docs`, `2024-06-10`, `2024-10-01`, `false}`,
		`true, "invoices": [{"number": "1", "issued": "2024-10-01", "due": "2024-10-31"}]}`).Replace(entry)
	for text, want := range map[string]string{
		company(docs):   "      S-01  Autodesk Docs  an invoice is overdue",
		company(tokens): "      nothing",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := attention("-portfolio", file); got != want {
			t.Errorf("got\n%s", got)
		}
	}
}

// Every purchase says whether it can still be returned, and until when.
func TestReturns(t *testing.T) {
	for _, test := range []struct{ on, id, want string }{
		{"2025-05-12", "S-01", "refused on 2025-05-12 by refund.direct-only (on no day): ask the seller"},
		{"2025-05-15", "S-02", "returnable through 2025-05-15, to be made by then (refund.monthly)"},
		{"2025-05-16", "S-02", "refused on 2025-05-16 by refund.monthly (2025-04-30 through 2025-05-15)"},
		{"2025-03-30", "S-03", "returnable through 2025-03-30, to be started by then (refund.long)"},
		{"2025-05-12", "S-10", "returnable through 2025-06-04, to be started by then (refund.long)"},
		{"2025-04-02", "F-01", "returnable through 2025-04-02, to be started by then (refund.flex)"},
		{"2025-04-03", "F-01", "refused on 2025-04-03 by refund.flex (2025-03-03 through 2025-04-02)"},
	} {
		t.Run(test.on, func(t *testing.T) {
			text := printed(t, "-on", test.on)
			_, entry, _ := strings.Cut(text, "\n\n"+test.id)
			entry, _, _ = strings.Cut(entry, "\n\n")
			if !strings.Contains(entry, "      return         "+test.want+"\n") {
				t.Errorf("on %s %s says %s, want %q", test.on, test.id, entry, test.want)
			}
		})
	}
}

// The invoices of the best plan come to its cost, taxes aside.
func TestInvoicesComeToTheCost(t *testing.T) {
	var got struct {
		Alignment struct {
			Best     struct{ Cost struct{ Amount string } }
			Invoices []struct {
				Issued, Due string
				Net         money.Amount
			}
		}
	}
	if err := json.Unmarshal([]byte(printed(t, "-json")), &got); err != nil {
		t.Fatal(err)
	}
	a := got.Alignment
	if len(a.Invoices) < 5 {
		t.Fatalf("only %d invoices", len(a.Invoices))
	}
	sum := a.Invoices[0].Net
	for i, inv := range a.Invoices[1:] {
		var err error
		if sum, err = sum.Add(inv.Net); err != nil {
			t.Fatal(err)
		}
		if inv.Issued <= a.Invoices[i].Issued || inv.Due <= inv.Issued {
			t.Errorf("an invoice of %s, due %s, after one of %s", inv.Issued, inv.Due, a.Invoices[i].Issued)
		}
	}
	if sum.Number() != a.Best.Cost.Amount {
		t.Errorf("the invoices come to %s, the plan costs %s", sum, a.Best.Cost.Amount)
	}
}

func TestNoAlignment(t *testing.T) {
	file := filepath.Join(t.TempDir(), "owned.json")
	dollars := strings.NewReplacer("S-01", "S-02", "EUR", "USD").Replace(entry)
	later := strings.NewReplacer(`"S-01"`, `"S-02"`, "2024-06-10", "2025-01-31").Replace(entry)
	far := strings.NewReplacer(`"S-01"`, `"S-03"`, "2024-06-10", "2024-12-01", `"annual"`, `"three-year"`).Replace(entry)
	for text, want := range map[string]string{
		company(tokens):         "none: coterm.Align: members: is missing",
		company(entry, dollars): "none: coterm.Align: members[1].srp USD 2145.00: is not in EUR as that of the first member",
		company(entry):          "none: no two subscriptions can renew on one day",
		company(entry, later):   "best of 1 date: 2026-06-10: 2 aligned, 0 not; EUR 8726.92, EUR 0.00 beyond renewing",
		company(far, tokens):    "none: no two subscriptions can renew on one day",
	} {
		t.Run(text, func(t *testing.T) {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := printed(t, "-portfolio", file); !strings.Contains(got, "      "+want+"\n") {
				t.Errorf("%s is not in\n%s", want, got[strings.Index(got, "One renewal"):])
			}
		})
	}
}

func TestFileTooLarge(t *testing.T) {
	file := filepath.Join(t.TempDir(), "owned.json")
	if err := os.WriteFile(file, make([]byte, maxFile+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run([]string{"-portfolio", file}, &bytes.Buffer{}, &bytes.Buffer{}, nil); err == nil ||
		!strings.Contains(err.Error(), "is larger than") {
		t.Error(err)
	}
}
