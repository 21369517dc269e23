package main

import (
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// What was ordered in a currency on or after the day on which it was withdrawn is refused, as coterm.Buy refuses it, in
// every format; what was ordered the day before is billed, and the price of its renewal is left out.
func TestWithdrawnCurrency(t *testing.T) {
	t.Parallel()
	const reason = "was withdrawn on 2026-01-01: nothing new is priced in it on 2026-01-01"
	path := filepath.Join(t.TempDir(), "in.parquet")
	row := func(id string, ordered int32) tableRow {
		return goodRow(id, func(r *tableRow) { r.Currency, r.Ordered, r.Start = new("BGN"), &ordered, &ordered })
	}
	if err := parquet.WriteFile(path, []tableRow{row("old", 20453), row("new", 20454)}); err != nil {
		t.Fatal(err)
	}
	const line = `{"id":"new","region":"Europe","srp":{"annual":{"amount":"2145.00","currency":"BGN"}},"facts":` +
		`{"kind":"subscription","offering":"AutoCAD","anchor":"2026-01-01","seats":3,"terms":[` +
		`{"ordered":"2026-01-01","start":"2026-01-01","end":"2027-01-01","length":"annual"}]}}` + "\n" +
		`{"id":"old","region":"Europe","srp":{"annual":{"amount":"2145.00","currency":"BGN"}},"facts":` +
		`{"kind":"subscription","offering":"AutoCAD","anchor":"2025-12-31","seats":3,"terms":[` +
		`{"ordered":"2025-12-31","start":"2025-12-31","end":"2026-12-31","length":"annual"}]}}` + "\n"
	const rows = "id,region,offering,seats,ordered,start,length,srp,netDays\n" +
		"new,Europe,AutoCAD,3,2026-01-01,2026-01-01,annual,BGN 2145.00,\n" +
		"old,Europe,AutoCAD,3,2025-12-31,2025-12-31,annual,BGN 2145.00,\n"
	for name, in := range map[string]string{
		"json": file(t, "in.ndjson", line), "csv": file(t, "in.csv", rows), "parquet": path,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, day := range []string{"2026-01-31", "2026-12-15"} {
				o := runOn(t, day, in, "-max-rejected", "50")
				if len(o.rejected) != 1 || o.rejected[0].ID != "new" || o.rejected[0].Field != "srp.annual" ||
					o.rejected[0].Value != "BGN" || o.rejected[0].Reason != reason {
					t.Errorf("on %s: rejected %+v", day, o.rejected)
				}
				if r, listed := o.renewals["old"]; listed != (day == "2026-12-15") || r.Price != "" {
					t.Errorf("on %s: renewal %+v", day, r)
				}
			}
			first := runOn(t, "2025-12-31", in, "-max-rejected", "50")
			if got := first.dues("old"); got != "2025-12-31 BGN 6435.00" {
				t.Errorf("due %s", got)
			}
		})
	}
}
