package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

func on(t testing.TB, day string) known {
	t.Helper()
	d := calendar.MustParseDate(day)
	ed, err := policy.EditionOn(policy.Europe, d)
	if err != nil {
		t.Fatal(err)
	}
	return known{on: d, edition: ed}
}

// head and good are the header and a good row, from which hostile files are made.
const (
	head = "team,contract_number,subscription_id,subscription_status,offering_name,seat_quantity,term,start_date," +
		"end_date,autorenew_date,reseller_name,reseller_email\n"
	good = "Gent,,S-1,Active,AutoCAD,3,Annual,2026-06-15,2027-06-14,2027-06-15,,\n"
)

// with is the good row with other values.
func with(pairs ...string) string {
	names, values := strings.Split(strings.TrimSpace(head), ","), strings.Split(strings.TrimSpace(good), ",")
	for i := 0; i < len(pairs); i += 2 {
		for k, name := range names {
			if name == pairs[i] {
				values[k] = pairs[i+1]
			}
		}
	}
	return strings.Join(values, ",") + "\n"
}

// workbook makes a workbook of rows whose dates are day numbers.
func workbook(t testing.TB, rows [][]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, cells := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Sheet1", cell, &cells); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// count counts the rows that have become facts, and the rows that have reasons.
func count(all []imported) (facts, refused int) {
	for _, m := range all {
		if len(m.Reasons) == 0 {
			facts++
		} else {
			refused++
		}
	}
	return facts, refused
}

func said(all []imported) string {
	return strings.Join(reasons(all), "\n")
}
