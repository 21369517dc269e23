// Duckdb works out the integer part of the month-end run for plain rows: phase, first day of the renewal window, days
// and price. It does so in DuckDB's own SQL over the same Parquet file, and writes the result as Parquet:
//
//	go -C examples/monthend/testdata/duckdb run . 2026-05-31 in.parquet out.parquet
package main

import (
	"database/sql"
	_ "embed"
	"fmt"
	"os"
	"strings"
	"time"

	_ "github.com/duckdb/duckdb-go/v2"
)

//go:embed query.sql
var query string

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: duckdb DAY in.parquet out.parquet")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(day, in, out string) error {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // it is in memory
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	text := strings.NewReplacer("$day", "DATE "+quote(day), "$in", quote(in), "$out", quote(out)).Replace(query)
	began := time.Now()
	done, err := db.Exec(text)
	if err != nil {
		return err
	}
	rows, err := done.RowsAffected()
	if err != nil {
		return err
	}
	spent := time.Since(began)
	fmt.Printf("%d rows in %v, %.0f a second\n", rows, spent.Round(time.Millisecond), float64(rows)/spent.Seconds())
	return nil
}
