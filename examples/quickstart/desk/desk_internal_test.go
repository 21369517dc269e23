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

func company(entries ...string) string {
	return `{"company": "Atelier", "taxes": "21%", "subscriptions": [` + strings.Join(entries, ",") + `]}`
}

// inFirst is how a mistake of the first subscription begins.
const inFirst = `subscriptions[0] "S-01": `

// changed is a company whose only entry has part of its text replaced.
func changed(old, becomes string) string { return company(strings.Replace(entry, old, becomes, 1)) }

// mistake is a file, and one text for each mistake in it, without the name of the file.
type mistake struct {
	name, file string
	want       []string
}

// mistakesAreNamed checks that every mistake is reported and nothing is printed.
func mistakesAreNamed(t *testing.T, tests []mistake) {
	t.Helper()
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

func TestMistakesAreNamed_Entries(t *testing.T) {
	mistakesAreNamed(t, []mistake{
		{
			"unknown term", changed(`"length": "annual"`, `"length": "yearly"`),
			[]string{
				inFirst + `lifecycle.Facts.UnmarshalJSON: terms[0].length "yearly": is not known; one of: monthly`,
			},
		},
		{
			"30 February", changed(`"start": "2024-06-10"`, `"start": "2024-02-30"`),
			[]string{inFirst + `lifecycle.Facts.UnmarshalJSON: terms[0].start "2024-02-30": there is no such day`},
		},
		{
			"two in the facts", changed(`"seats": 3, "terms": [{"ordered": "2024-06-10"`,
				`"seats": 0, "terms": [{"ordered": "2024-06-11"`),
			[]string{
				inFirst + `lifecycle.New: seats 0: must be`,
				inFirst + `lifecycle.New: terms[0].ordered 2024-06-11: is after`,
			},
		},
		{
			"negative price", changed(`"2145.00"`, `"-2145.00"`),
			[]string{inFirst + `srp.annual EUR -2145.00: is negative`},
		},
		{
			"price as number", changed(`"2145.00"`, `2145.00`),
			[]string{inFirst + `money.Amount.UnmarshalJSON: amount: is not a JSON string`},
		},
		{"no price", changed(`"annual": {`, `"monthly": {`), []string{inFirst + `srp.annual: is missing`}},
		{"no channel", changed(`"channel": "online", `, ``), []string{inFirst + `channel: is missing`}},
		{"unknown channel", changed(`"online"`, `"shop"`), []string{inFirst + `policy.Channel.UnmarshalText: `}},
		{
			"unknown field", changed(`"channel"`, `"seat": 1, "channel"`),
			[]string{inFirst + `json: unknown field "seat"`},
		},
		{"no facts", company(`{"id": "S-01", "channel": "online"}`), []string{
			inFirst + `lifecycle.New: kind: is missing`, inFirst + `lifecycle.New: offering: is missing`,
			inFirst + `lifecycle.New: anchor: is missing`, inFirst + `lifecycle.New: seats 0: must be from 1 to`,
			inFirst + `lifecycle.New: terms: is missing`,
		}},
	})
}

func TestMistakesAreNamed_Files(t *testing.T) {
	mistakesAreNamed(t, []mistake{
		{
			"doubled field", changed(`"channel"`, `"Channel": "quote", "channel"`),
			[]string{`subscriptions[0].channel: is a duplicate`},
		},
		{
			"doubled price", changed(`{"annual"`, `{"annual": null, "annual"`),
			[]string{`subscriptions[0].srp.annual: is a duplicate`},
		},
		{"duplicate id", company(entry, entry), []string{`subscriptions[1] "S-01": id: is a duplicate`}},
		{"entry is no object", company(entry, `7`), []string{`subscriptions[1] "": json: cannot unmarshal number`}},
		{
			"a rate without a sign", strings.Replace(company(entry), `"21%"`, `"21"`, 1),
			[]string{`invoice.Taxes.UnmarshalText: taxes "21": is not`},
		},
		{"no taxes", strings.Replace(company(entry), `"taxes": "21%", `, ``, 1), []string{`taxes: is missing`}},
		{
			"bad net terms", strings.Replace(company(entry), `"21%"`, `"21%", "terms": "30 days"`, 1),
			[]string{`invoice.NetTerms.UnmarshalText: `},
		},
		{"truncated", company(entry)[:150], []string{`is not JSON: unexpected end of JSON input`}},
		{"empty file", "", []string{`is not JSON: unexpected end of JSON input`}},
		{"list", "[]", []string{`json: cannot unmarshal array`}},
		{
			"something after", company(entry) + "{}",
			[]string{`is not JSON: invalid character '{' after top-level value`},
		},
		{"deep", strings.Repeat("[", 1<<20), []string{`is not JSON: invalid character '[' exceeded max depth`}},
		{"not UTF-8", "{\"company\": \"\xff\"}", []string{`is not UTF-8`}},
		{
			"no list", `{"company": "Atelier", "taxes": "21%", "subscriptions": {}}`,
			[]string{`json: cannot unmarshal object`},
		},
		{
			"several at once", company(strings.Replace(entry, `"annual": {`, `"monthly": {`, 1),
				strings.Replace(tokens, `"quote"`, `"shop"`, 1)),
			[]string{inFirst + `srp.annual: is missing`, `subscriptions[1] "F-01": policy.Channel.UnmarshalText: `},
		},
	})
}

func TestFlagsAreChecked(t *testing.T) {
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"-on", "12-05-2025"}, "usage"},
		{[]string{"-id", "S-13", "-svg", "/nowhere/a.svg"}, "-id S-13: is not in portfolio.json"},
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

// What is worst comes first; a subscription that renews itself, or not soon, is not named.
func TestAttention(t *testing.T) {
	want := `S-05  Civil 3D           suspended, and canceled from 2025-06-05 on, because 2025-077 is
                         unpaid (lapse.suspended-days); the customer can pay until 2025-06-04
S-09  Navisworks Manage  canceled since 2025-04-15, because it has not been renewed
                         (edition.before); ask the seller
S-01  AutoCAD            canceled from 2025-06-10 on, because it does not renew itself
                         (lapse.start); the reseller can renew it until 2025-06-09
S-08  3ds Max            provisionally active, expired from 2025-05-13 on, because its renewal
                         is still being charged (renewal.awaited); the vendor charges it until
                         2025-05-12
S-10  Maya               expired from 2025-06-05 on, because 2025-118 is unpaid (lapse.start);
                         the customer can pay until 2025-06-04`
	if got := attentionOf(t); got != want {
		t.Errorf("got\n%s", got)
	}
}

// Both sides of the thirty days, and each cause.
func TestAttention_Cause(t *testing.T) {
	with := func(entry, more string) string {
		return written(t, company(strings.TrimSuffix(entry, "}}")+more+"}}"))
	}
	own := func(replace ...string) string { return strings.NewReplacer(replace...).Replace(entry) }
	const unpaid = `, "invoices": [{"number": "1", "issued": "2024-10-01", "due": "2024-10-31"}]`
	yearly := own("2024-06-10", "2024-10-01", "2025-06-10", "2025-10-01")
	renewing := strings.Replace(yearly, `"effective": "2024-10-01"`, `"effective": "2024-10-01", "autoRenew": true`, 1)
	for name, test := range map[string]struct{ file, on, want string }{
		"not soon": {written(t, company(yearly)), "2025-08-31", "nothing"},
		"soon": {written(t, company(yearly)), "2025-09-01", "expired from 2025-10-01 on, because it " +
			"does not renew itself (lapse.start); the customer can renew it until 2025-11-14"},
		"by itself": {written(t, company(renewing)), "2025-09-30", "nothing"},
		"provisionally": {written(t, company(renewing)), "2025-10-01", "provisionally active, expired from " +
			"2025-10-02 on, because its renewal is still being charged (renewal.awaited); the vendor charges " +
			"it until 2025-10-01"},
		"charge failed": {
			with(renewing, `, "failedCharges": ["2025-10-01"]`), "2025-10-01",
			"expired, and suspended from 2025-10-16 on, because the charge of its renewal failed " +
				"(lapse.expired-days); the customer can renew it until 2025-11-14",
		},
		"not renewed": {
			written(t, company(renewing)), "2025-10-02",
			"expired, and suspended from 2025-10-16 on, because it has not been renewed (lapse.expired-days); the " +
				"customer can renew it until 2025-11-14",
		},
		"canceled for good": {
			written(t, company(renewing)), "2025-11-15",
			"canceled since 2025-11-15, because it has not been renewed (lapse.canceled); buy a new subscription",
		},
		"a cancellation": {
			with(renewing, `, "cancellation": {"asked": "2025-03-01", "effective": "2025-04-01"}`), "2025-03-02",
			"canceled from 2025-04-01 on, because a cancellation was asked for (lapse.start); buy a new subscription",
		},
		"a debt that takes no access": {
			with(strings.Replace(renewing, "AutoCAD", "Autodesk Docs", 1), unpaid), "2025-05-12",
			"active, but 1 is unpaid (lapse.exempt); the customer can pay",
		},
		"tokens": {written(t, company(tokens)), "2025-05-12", "nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(strings.Fields(attentionOf(t, "-portfolio", test.file, "-on", test.on)), " ")
			if got = strings.TrimPrefix(strings.TrimPrefix(got, "S-01 AutoCAD "),
				"S-01 Autodesk Docs "); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func attentionOf(t *testing.T, args ...string) string {
	t.Helper()
	return section(t, printed(t, args...), "Needs attention")
}

// Every purchase says whether it can still be returned, and until when.
func TestReturns(t *testing.T) {
	for _, test := range []struct{ on, id, want string }{
		{"2025-05-12", "S-01", "Ask the seller. (refund.direct-only)"},
		{"2025-05-15", "S-02", "AutoCAD LT can be returned from 30 April 2025 through 15 May 2025. (refund.monthly)"},
		{"2025-05-16", "S-02", "the last day was 15 May 2025. (refund.monthly)"},
		{"2025-03-30", "S-03", "Revit can be returned from 28 February 2025 through 30 March 2025. (refund.long)"},
		{"2025-05-12", "S-10", "Maya can be returned from 5 May 2025 through 4 June 2025. (refund.long)"},
		{"2025-04-02", "F-01", "Flex tokens can be returned from 3 March 2025 through 2 April 2025. (refund.flex)"},
		{"2025-04-03", "F-01", "the last day was 2 April 2025. (refund.flex)"},
	} {
		t.Run(test.on, func(t *testing.T) {
			text := strings.Join(strings.Fields(printed(t, "-on", test.on, "-id", test.id)), " ")
			if !strings.Contains(text, test.want) {
				t.Errorf("on %s %s says %s, want %q", test.on, test.id, text, test.want)
			}
		})
	}
}

// The invoices of the best plan come to its cost, taxes aside.
func TestInvoicesComeToTheCost(t *testing.T) {
	var got struct {
		Plan struct {
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
	a := got.Plan
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
	later := strings.NewReplacer(`"S-01"`, `"S-02"`, "2025-06-10", "2026-01-31", "2024-06-10",
		"2025-01-31").Replace(entry)
	far := strings.NewReplacer(`"S-01"`, `"S-03"`, "2024-06-10", "2024-12-01", "2025-06-10", "2027-12-01",
		`"annual"`, `"three-year"`).Replace(entry)
	for text, want := range map[string]string{
		company(tokens): "none: coterm.Align: members: is missing",
		company(entry,
			dollars): "none: coterm.Align: members[1].srp USD 2145.00: must be in EUR, like the first member",
		company(entry):        "none: no two subscriptions can renew on one day",
		company(entry, later): "best of 1 date: 2026-06-10: 2 aligned, 0 not; EUR 8726.92, EUR 0.00 beyond renewing",
		company(far, tokens):  "none: no two subscriptions can renew on one day",
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
