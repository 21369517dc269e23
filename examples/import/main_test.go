package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// refusedCall is a row of the tables below.
type refusedCall struct {
	args []string
	says string
}

func refuse(t *testing.T, rows map[string]refusedCall) {
	t.Helper()
	dir := t.TempDir()
	written := filepath.Join(dir, "written")
	for name, test := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out, usage bytes.Buffer
			err := run(test.args, strings.NewReader(""), &out, &usage)
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v, without %q", err, test.says)
			}
			for _, name := range []string{"calendar.", "money.", "policy."} { // functions of the library
				if err != nil && strings.Contains(err.Error(), name) {
					t.Errorf("%v: names a function", err)
				}
			}
			if out.Len() > 0 {
				t.Errorf("prints %s", &out)
			}
			if _, err := os.Stat(written); err == nil {
				t.Error("a file was written")
			}
		})
	}
}

// What the program cannot do is said, and then nothing is printed or written.
func TestRefused_Flags(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	written := filepath.Join(dir, "written")
	const account, on = "testdata/account.csv", "2026-11-28"
	refuse(t, map[string]refusedCall{
		"no file":         {[]string{"-on", on}, "one file is needed, and there are 0"},
		"two files":       {[]string{"-on", on, account, account}, "one file is needed, and there are 2"},
		"no day":          {[]string{account}, `-on "": is`},
		"no such day":     {[]string{"-on", "2026-02-30", account}, `-on "2026-02-30": there is no such day`},
		"no such region":  {[]string{"-on", on, "-region", "Mars", account}, `-region "Mars": `},
		"no such style":   {[]string{"-on", on, "-dates", "ymd", account}, `-dates "ymd": is none of`},
		"no such channel": {[]string{"-on", on, "-partner", "friend", account}, `-partner "friend": is neither`},
		"no partner":      {[]string{"-on", on, "-partner", "online", account}, `-partner "online": is neither`},
		"no such zone":    {[]string{"-on", on, "-zone", "Mars/Base", "-ics", written, account}, "-zone: "},
		"a zone for none": {[]string{"-on", on, "-zone", "Mars/Base", account}, "-zone: "},
	})
}

func TestRefused_Files(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, content string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	written := filepath.Join(dir, "written")
	const account, on = "testdata/account.csv", "2026-11-28"
	refuse(t, map[string]refusedCall{
		"a price of no currency": {
			[]string{"-on", on, "-prices", file("r.csv", "offering_name,term,srp\nMaya,Annual,EURO 1\n"), account},
			`row 2: srp "EURO 1": `,
		},
		"a portfolio alone": {
			[]string{"-on", on, "-portfolio", written, account}, "-portfolio: needs -company and -taxes",
		},
		"a missing file": {[]string{"-on", on, "missing.csv"}, "missing.csv: no such file"},
		"a missing list": {[]string{"-on", on, "-prices", "missing.csv", account}, "-prices missing.csv: "},
		"a price of none": {
			[]string{"-on", on, "-prices", file("p.csv", "offering_name,term,srp\nMaya,Annual,EUR 1.000\n"), account},
			`row 2: srp "EUR 1.000": may be thousands`,
		},
		"a price twice": {
			[]string{
				"-on", on, "-prices", file("q.csv", "offering_name,term,srp\nMaya,Annual,EUR 1\nMaya,1 year,EUR 2\n"),
				account,
			},
			`row 3: offering_name "Maya": is a duplicate`,
		},
		"an anchor that is no day": {
			[]string{"-on", on, "-anchors", file("a.csv", "subscription_id,anchor\nS-1,29/02/2024\n"), account},
			`row 2: anchor "29/02/2024": is`,
		},
		"dates of two kinds": {
			[]string{
				"-on", on, "-rows", written,
				file("d.csv", head+with("start_date", "13/06/2026", "autorenew_date", "06/14/2027")),
			},
			`d.csv: the dates are written in two ways: row 2 has start_date "13/06/2026", which is dd/mm/yyyy`,
		},
		"a calendar of somebody else": {
			[]string{"-on", on, "-ics", file("c.ics", "hello"), account}, "c.ics: is not a calendar",
		},
	})
}

func TestUsage(t *testing.T) {
	t.Parallel()
	var out, usage bytes.Buffer
	if err := run([]string{"-h"}, nil, &out, &usage); !errors.Is(err, flag.ErrHelp) || usage.Len() == 0 {
		t.Errorf("-h: %v", err)
	}
	if err := run([]string{"-nonsense"}, nil, &out, &usage); !errors.Is(err, errUsage) {
		t.Errorf("an unknown flag: %v", err)
	}
}

// Standard input is CSV.
func TestStandardInput(t *testing.T) {
	t.Parallel()
	var out, usage bytes.Buffer
	err := run([]string{"-on", "2026-11-28", "-"}, strings.NewReader(head+good), &out, &usage)
	const want = "standard input.csv on 2026-11-28: 1 rows, 1 facts, 0 with reasons"
	if err != nil || !strings.HasPrefix(out.String(), want) {
		t.Errorf("%v: %s", err, &out)
	}
}
