package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// tableRow is a row as another program may write it.
type tableRow struct {
	ID       *string `parquet:"id,optional"`
	Region   *string `parquet:"region,optional"`
	NetDays  *int64  `parquet:"netDays,optional"`
	Offering *string `parquet:"offering,optional"`
	Seats    *int64  `parquet:"seats,optional"`
	Ordered  *int32  `parquet:"ordered,optional,date"`
	Start    *int32  `parquet:"start,optional,date"`
	Length   *string `parquet:"length,optional"`
	Currency *string `parquet:"currency,optional"`
	SRPMinor *int64  `parquet:"srpMinor,optional"`
	SRP      *string `parquet:"srp,optional"`
	Facts    *string `parquet:"facts,optional"`
}

// goodRow is a good row with a change.
func goodRow(id string, but func(*tableRow)) tableRow {
	r := tableRow{
		ID: &id, Region: new("Europe"), Offering: new("AutoCAD"), Seats: new(int64(3)),
		Ordered: new(int32(20588)), Start: new(int32(20588)), // 2026-05-15
		Length: new("annual"), Currency: new("EUR"), SRPMinor: new(int64(214500)),
	}
	but(&r)
	return r
}

// Every row of a table is found again, as a result or with its number, column, value and reason.
func TestMistakesInTables(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "in.parquet")
	long := strings.Repeat("x", 201)
	history := func(r *tableRow) {
		*r = tableRow{
			ID: r.ID, Region: r.Region, SRP: new(`{"annual":{"amount":"1.00","currency":"EUR"}}`), Facts: new("{}"),
		}
	}
	if err := parquet.WriteFile(path, []tableRow{
		goodRow("a", func(*tableRow) {}),
		goodRow("b", func(r *tableRow) { r.ID = nil }),
		goodRow(long, func(*tableRow) {}),
		goodRow("c ", func(*tableRow) {}),
		goodRow("d", func(r *tableRow) { r.Region = nil }),
		goodRow("e", func(r *tableRow) { r.Seats, r.Length = nil, nil }),
		goodRow("f", func(r *tableRow) { r.Seats = new(int64(0)) }),
		goodRow("g", func(r *tableRow) { r.Length = new("weekly") }),
		goodRow("h", func(r *tableRow) { r.SRPMinor = new(int64(-1)) }),
		goodRow("i", func(r *tableRow) { r.Currency = new("XXX") }),
		goodRow("j", func(r *tableRow) { r.NetDays = new(int64(400)) }),
		goodRow("k", func(r *tableRow) { r.Start = new(int32(1 << 30)) }),
		goodRow("l", func(r *tableRow) { r.Facts = new("{}") }),
		goodRow("m", func(r *tableRow) { history(r); r.Facts = new(`{"seat":1}`) }),
		goodRow("n", func(r *tableRow) { history(r); r.Facts = new(`{`) }),
		goodRow("a", func(*tableRow) {}),
		goodRow("o", func(*tableRow) {}),
	}); err != nil {
		t.Fatal(err)
	}
	o := runOn(t, "2026-05-31", path)
	var got []string
	for _, reason := range o.reasons() {
		got = append(got, strings.SplitN(reason, "; one of", 2)[0])
	}
	equal(t, "reasons", got, []string{
		`1 id "a": is a duplicate: it is also in in.parquet, line 16`,
		"2 id: is missing",
		"3 id: has 201 bytes, at most 200 are allowed",
		`4 id "c ": begins or ends in a blank`,
		"5 region: is missing",
		"6 seats: is missing", "6 length: is missing",
		"7 facts.seats 0: must be from 1 to 1000000",
		`8 length "weekly": is not known`,
		"9 srpMinor -1: is negative",
		`10 currency "XXX": is an ISO 4217 code without a minor unit: nothing is paid in it`,
		"11 netDays 400: must be from 0 to 365",
		"12 start: is not a day from 0001-01-01 to 9999-12-31",
		"13 offering: must be empty beside facts", "13 seats: must be empty beside facts",
		"13 ordered: must be empty beside facts", "13 start: must be empty beside facts",
		"13 length: must be empty beside facts", "13 currency: must be empty beside facts",
		"13 srpMinor: must be empty beside facts",
		"14 facts.seat 1: is not a known key",
		"15 facts: is not JSON",
		`16 id "a": is a duplicate: it is also in in.parquet, line 1`,
	})
	if len(o.phases) != 1 || o.dues("o") != "2026-05-15 EUR 6435.00" {
		t.Errorf("got %v, %s", o.phases, o.dues("o"))
	}
}

// A table without a column that is needed, or with one that is not known, ends the run.
func TestRefusedTables(t *testing.T) {
	t.Parallel()
	refused := func(want string, write func(path string) error) {
		path := filepath.Join(t.TempDir(), "in.parquet")
		if err := write(path); err != nil {
			t.Fatal(err)
		}
		err := runTo(t, filepath.Join(t.TempDir(), "out"), "2026-05-31", path)
		if err == nil || exitCode(err) != exitFailed || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	refused("column region: is missing", func(path string) error {
		return parquet.WriteFile(path, []struct {
			ID string `parquet:"id"`
		}{{"a"}})
	})
	refused("column more: is not a known column", func(path string) error {
		return parquet.WriteFile(path, []struct {
			tableRow
			More string `parquet:"more"`
		}{{goodRow("a", func(*tableRow) {}), "more"}})
	})
}

// A table with damaged bytes has results, or ends the run with its name.
func TestDamagedTables(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "in.parquet")
	madeFile(t, path, "-n", "100")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for range 200 {
		damaged := bytes.Clone(whole)
		for range 1 + random.IntN(3) {
			damaged[random.IntN(len(damaged))] = byte(random.Uint32())
		}
		write(t, path, string(damaged))
		err := runTo(t, filepath.Join(t.TempDir(), "out"), "2026-05-31", path, "-only", "phases")
		if err != nil && exitCode(err) != exitRejected {
			refused++
			if !strings.Contains(err.Error(), "in.parquet") {
				t.Errorf("got %v", err)
			}
		}
	}
	if refused == 0 {
		t.Error("nothing was damaged")
	}
}
