package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.com/billingrules/lifecycle"
)

// printed runs the program.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, usage bytes.Buffer
	if err := run(args, strings.NewReader(""), &out, &usage); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, &usage)
	}
	return out.String()
}

// The page of the export in the folder is the one in the golden file.
func TestPage(t *testing.T) {
	t.Parallel()
	got := printed(t, "-on", "2026-11-28", "-prices", "testdata/prices.csv", "testdata/account.csv")
	want, err := os.ReadFile("testdata/account.golden")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the page has changed:\n%s", got)
	}
}

// Every row of that file is a line with facts or reasons, with all of its cells; worked out by reading the file again.
func TestNothingLost(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "rows.ndjson")
	printed(t, "-on", "2026-11-28", "-rows", name, "testdata/account.csv")
	cells := account(t)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != len(cells)-1 {
		t.Fatalf("%d lines of %d rows", len(lines), len(cells)-1)
	}
	for i, line := range lines {
		var r result
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Row != i+2 || (r.Facts == nil) == (len(r.Reasons) == 0) {
			t.Errorf("line %d is of row %d: %s", i, r.Row, line)
		}
		for k, column := range cells[0] {
			want, got := clean(cells[i+1][k]), r.Cells[column]
			if column == "cost_center" {
				got = r.Aside[column]
			}
			if got != want {
				t.Errorf("row %d: %s is %q, want %q", r.Row, column, got, want)
			}
		}
	}
}

// account reads the export in the folder.
func account(t *testing.T) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/account.csv")
	if err != nil {
		t.Fatal(err)
	}
	cells, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return cells
}

// The same export as a workbook, with its dates as numbers of days, and as JSON, with ISO dates, gives the same facts.
func TestFormats(t *testing.T) {
	t.Parallel()
	cells := account(t)
	var sheet [][]any
	var list []map[string]any
	for i, row := range cells {
		line, object := []any{}, map[string]any{}
		for k, text := range row {
			var value any = text
			if day, err := time.Parse("02/01/2006", text); err == nil {
				value = int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
				text = day.Format("2006-01-02")
			} else if n, err := strconv.Atoi(text); err == nil && cells[0][k] == quantity {
				value = n
			}
			line = append(line, value)
			object[cells[0][k]] = text
			if cells[0][k] == quantity {
				object[cells[0][k]] = value
			}
		}
		sheet = append(sheet, line)
		if i > 0 {
			list = append(list, object)
		}
	}
	data, err := json.Marshal(map[string]any{"subscriptions": list})
	if err != nil {
		t.Fatal(err)
	}
	csvData, err := os.ReadFile("testdata/account.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := factsOf(t, "account.csv", csvData, dmy)
	for name, data := range map[string][]byte{"account.xlsx": workbook(t, sheet), "account.json": data} {
		t.Run(name, func(t *testing.T) {
			style := map[string]style{"account.xlsx": excel, "account.json": iso}[name]
			if got := factsOf(t, name, data, style); got != want {
				t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
			}
		})
	}
}

// factsOf returns the facts of a file as JSON, and the columns of what it refuses.
func factsOf(t *testing.T, name string, data []byte, want style) string {
	t.Helper()
	k := on(t, "2026-11-28")
	all, err := k.read(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if k.dates != want {
		t.Errorf("%s: the dates are %s", name, k.dates)
	}
	var text strings.Builder
	for _, m := range all {
		if len(m.Reasons) > 0 {
			fmt.Fprintln(&text, m.ID, m.Reasons[0].Column)
			continue
		}
		facts, err := json.Marshal(m.Facts)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&text, "%s %s\n", m.ID, facts)
	}
	return text.String()
}

// What is written for the other programs is read by them.
func TestReadByOthers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	owned, ndjson := filepath.Join(dir, "portfolio.json"), filepath.Join(dir, "facts.ndjson")
	page := printed(t, "-on", "2026-11-28", "-prices", "testdata/prices.csv", "-partner", "quote", "-company",
		"Lambrecht", "-taxes", "21%", "-portfolio", owned, "-ndjson", ndjson, "testdata/account.csv")
	if !strings.Contains(page, "\nNot in portfolio.json\n") || !strings.Contains(page, "\nNot in facts.ndjson\n") {
		t.Errorf("does not say what the files lack:\n%s", page)
	}
	bare := printed(t, "-on", "2026-11-28", "-ndjson", ndjson, "testdata/account.csv")
	_, lacking, _ := strings.Cut(bare, "\nNot in facts.ndjson\n") // without a price list
	if n := strings.Count(lacking, ": no price\n") + strings.Count(lacking, ": the number of its tokens\n"); n != 49 {
		t.Errorf("names %d of 49 facts:\n%s", n, lacking)
	}
	t.Run("quickstart", func(t *testing.T) {
		t.Parallel()
		cmd := exec.CommandContext(t.Context(), "go", "run", ".", "-on", "2026-11-28",
			"-portfolio", owned)
		cmd.Dir = "../quickstart"
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.HasPrefix(string(out), "Lambrecht: 45 subscriptions on 2026-11-28") {
			t.Errorf("%v: %s", err, out)
		}
	})
	t.Run("monthend", func(t *testing.T) { // whose own tests check lines of this form; building it takes minutes
		t.Parallel()
		data, err := os.ReadFile(ndjson)
		if err != nil {
			t.Fatal(err)
		}
		k := on(t, "2026-11-28")
		n := 0
		for line := range strings.Lines(string(data)) {
			n++
			var r record
			d := json.NewDecoder(strings.NewReader(line))
			d.DisallowUnknownFields()
			if err := d.Decode(&r); err != nil || r.ID == "" || r.Region != "Europe" || r.SRP == nil {
				t.Errorf("%v: %s", err, line)
			}
			if _, err := lifecycle.New(k.edition, r.Facts); err != nil {
				t.Errorf("%s: %v", r.ID, err)
			}
		}
		if n != 49 {
			t.Errorf("%d lines", n)
		}
	})
}
