package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
)

// The figures are worked out by hand: a list price times seats; EUR 2145.00 ÷ 365 × 30 days; a third of USD 12000.00;
// EUR 1000.00 ÷ 365 × 378 days × 2 seats; extensions of EUR 1000.00 ÷ 365 × 106 days × 2 seats and of GBP 2190.00 ÷
// 1095 × 744 days, of which the leap day is none.
func TestMonthEnd(t *testing.T) {
	t.Parallel()
	o := runOn(t, "2026-05-31", "testdata/subscriptions.ndjson")
	for id, want := range map[string]struct{ phase, renewal, due string }{
		"annual":        {"active", "2027-05-15", "2026-05-15 EUR 6435.00"},
		"by-invoice":    {"active", "2027-04-20", "2026-05-20 EUR 4290.00"},
		"three-year":    {"active", "2028-05-10", "2026-05-10 USD 4000.00"},
		"month-ends":    {"active", "2026-06-30", "2026-05-31 GBP 305.00"},
		"seat-added":    {"active", "2026-06-01", "2026-05-02 EUR 176.30"},
		"early-renewal": {"active", "2027-06-10", "2026-05-20 EUR 4000.00, 2026-05-28 EUR 2071.23"},
		"fewer-seats":   {"active", "2027-06-10", "2026-05-20 EUR 3000.00"},
		"lapsed":        {"suspended", "2026-05-01", ""},
		"unpaid":        {"suspended", "2027-04-01", "2026-05-01 EUR 2145.00"},
		"extended":      {"active", "2026-09-15", "2026-05-25 EUR 580.82"},
		"extended-long": {"active", "2028-06-15", "2026-05-20 GBP 1488.00"},
		"tokens":        {"active", "2027-05-01", ""},
		"future":        {"not started", "2027-06-01", "2026-05-31 EUR 2145.00"},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			p, found := o.phases[id]
			if !found || p.Phase != want.phase || p.Renewal != want.renewal || o.dues(id) != want.due {
				t.Errorf("got %+v, due %q, want %+v", p, o.dues(id), want)
			}
		})
	}
	want := `{"on":"2026-05-31","month":"2026-05-01/2026-06-01","partitions":1,"lines":13,"rejected":0,` +
		`"subscriptions":13,"phases":{"active":10,"not started":1,"suspended":2},"instalments":12,` +
		`"due":[{"amount":"24843.35","currency":"EUR"},{"amount":"1793.00","currency":"GBP"},` +
		`{"amount":"4000.00","currency":"USD"}],"groups":[`
	var got bytes.Buffer
	err := json.Compact(&got, []byte(o.files["totals.json"]))
	if err != nil || !bytes.HasPrefix(got.Bytes(), []byte(want)) {
		t.Errorf("totals, %v\ngot  %s\nwant %s", err, &got, want)
	}
	if text, found := o.files["rejected.ndjson"]; !found || text != "" {
		t.Errorf("rejected: %t, %s", found, text)
	}
}

// By hand: EUR 2145.00 ÷ 365 × 349 days × 3 seats; GBP 61.00 × 5 seats for a whole month; EUR 2145.00 ÷ 365 × 1 day × 3
// seats; and what has lapsed has nothing left.
func TestPriceOfTheRest(t *testing.T) {
	t.Parallel()
	o := runOn(t, "2026-05-31", "testdata/subscriptions.ndjson")
	for id, want := range map[string]phase{
		"annual":     {WindowOpens: "2027-02-14", Days: 349, Price: "EUR 6152.92"},
		"month-ends": {WindowOpens: "2026-04-01", Days: 30, Price: "GBP 305.00"},
		"seat-added": {WindowOpens: "2026-03-03", Days: 1, Price: "EUR 17.63"},
		"lapsed":     {WindowOpens: "2026-01-31"},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			p := o.phases[id]
			if p.WindowOpens != want.WindowOpens || p.Days != want.Days || p.Price != want.Price {
				t.Errorf("got %+v, want %+v", p, want)
			}
		})
	}
}

// Both sides of a month: an instalment is due in exactly one.
func TestMonths(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ day, id, want string }{
		{"2026-05-14", "annual", ""},
		{"2026-05-15", "annual", "2026-05-15 EUR 6435.00"},
		{"2026-05-30", "annual", "2026-05-15 EUR 6435.00"},
		{"2026-06-01", "annual", ""},
		// What is ordered before the month is due in it on net terms, whichever day of the month is asked about.
		{"2026-04-30", "by-invoice", ""},
		{"2026-05-01", "by-invoice", "2026-05-20 EUR 4290.00"},
		{"2026-06-01", "by-invoice", ""},
	} {
		t.Run(test.id+" on "+test.day, func(t *testing.T) {
			t.Parallel()
			o := runOn(t, test.day, "testdata/subscriptions.ndjson")
			if got := o.dues(test.id); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// What is invoiced in a month need not be due in it: net 30 from 20 April.
func TestInvoices(t *testing.T) {
	t.Parallel()
	april := runOn(t, "2026-04-30", "testdata/subscriptions.ndjson")
	if got := april.invoices["by-invoice"]; len(got) != 1 || got[0].Date != "2026-04-20" || got[0].Due != "2026-05-20" {
		t.Errorf("got %v", got)
	}
	if got := runOn(t, "2026-05-31", "testdata/subscriptions.ndjson").invoices["by-invoice"]; len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

// Both sides of the 30 days: what renews on the day itself, or on the 31st day after it, is not listed.
func TestRenewals(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]bool{
		"2026-05-01": false, "2026-05-02": true, "2026-05-31": true, "2026-06-01": false,
	} {
		t.Run(day, func(t *testing.T) {
			t.Parallel()
			o := runOn(t, day, "testdata/subscriptions.ndjson")
			r, found := o.renewals["seat-added"]
			if found != want {
				t.Fatalf("found %t", found)
			}
			if found && (r != renewal{
				"seat-added", "2026-06-01", true, true, "renewal.window", "annual", 3, "EUR 6435.00",
			}) {
				t.Errorf("got %+v", r)
			}
		})
	}
}

// Seats of a renewal that are recorded on the very renewal date, and seats that were added on it, are billed once: the
// first number of the day is the renewal's, as for lifecycle.Facts.StartsWith, and what comes after it is added.
func TestSeatsOnTheRenewalDate(t *testing.T) {
	t.Parallel()
	const number = `{"what":"seats","asked":"2026-05-20","effective":"2026-05-20","seats":%d%s}`
	one := func(seats int, with string) string { return fmt.Sprintf(number, seats, with) }
	const with = `,"withTerm":true`
	for changes, want := range map[string]string{
		one(3, ""):                        "2026-05-20 EUR 3000.00",
		one(4, ""):                        "2026-05-20 EUR 4000.00",
		one(6, ""):                        "2026-05-20 EUR 6000.00",
		one(6, with):                      "2026-05-20 EUR 6000.00",
		one(4, with) + "," + one(6, with): "2026-05-20 EUR 4000.00, 2026-05-20 EUR 2000.00",
		one(3, with) + "," + one(6, with): "2026-05-20 EUR 3000.00, 2026-05-20 EUR 3000.00",
	} {
		t.Run(changes, func(t *testing.T) {
			t.Parallel()
			o := runOn(t, "2026-05-31", file(t, "in.ndjson", fmt.Sprintf(`{"id":"a","region":"Europe",`+
				`"srp":{"annual":{"amount":"1000.00","currency":"EUR"}},"facts":{"kind":"subscription",`+
				`"offering":"Maya","anchor":"2025-05-20","seats":4,"terms":[`+
				`{"ordered":"2025-05-20","start":"2025-05-20","end":"2026-05-20","length":"annual"},`+
				`{"ordered":"2026-05-20","start":"2026-05-20","end":"2027-05-20","length":"annual"}],`+
				`"changes":[%s]}}`, changes)))
			if got := o.dues("a"); got != want || len(o.rejected) > 0 {
				t.Errorf("got %q, %v", got, o.rejected)
			}
		})
	}
}

// What happened later does not change what seats cost on their day: they were added before the payment, the failed
// charge and the cancellation.
func TestSeatsAreBilledAsOfTheirDay(t *testing.T) {
	t.Parallel()
	o := runOn(t, "2026-05-31", file(t, "in.ndjson", `{"id":"a","region":"Europe",`+
		`"srp":{"annual":{"amount":"365.00","currency":"EUR"}},"facts":{"kind":"subscription",`+
		`"offering":"Maya","anchor":"2025-05-20","seats":4,"terms":[`+
		`{"ordered":"2025-05-20","start":"2025-05-20","end":"2026-05-20","length":"annual"}],`+
		`"invoices":[{"number":"1","issued":"2025-05-20","due":"2026-05-19","paid":"2026-05-18"}],`+
		`"changes":[{"what":"seats","asked":"2026-05-10","effective":"2026-05-10","seats":5}],`+
		`"failedCharges":["2026-05-20"],"cancellation":{"asked":"2026-05-21","effective":"2026-05-25"}}}`+"\n"))
	if got := o.dues("a"); got != "2026-05-10 EUR 10.00" || len(o.rejected) > 0 {
		t.Errorf("got %q, %v", got, o.rejected)
	}
	if got := o.phases["a"].Phase; got != "canceled" {
		t.Errorf("phase %s", got)
	}
}
