package desk

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func company(entries ...string) string {
	return `{"company": "Atelier", "taxes": "21%", "subscriptions": [` + strings.Join(entries, ",") + `]}`
}

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
		{"entry is not an object", company(entry, `7`), []string{`subscriptions[1] "": json: cannot unmarshal number`}},
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
