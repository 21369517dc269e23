package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"example.com/billingrules/invoice"
)

const (
	moreSeats  = "/subscriptions/S-01/quotes/seats"
	extend     = "/subscriptions/S-01/quotes/extension"
	threeSeats = `{"seats": 3, "expires": "2025-09-01"}`
)

func (o outcome) totals() invoice.Totals {
	return invoice.Totals{Net: o.Net, Tax: o.Tax, Total: o.Total}
}

// billed is the amounts of some invoices with their dates, as "number issued due: net + tax = total".
func billed(list []invoice.Invoice) string {
	var lines []string
	for _, inv := range list {
		lines = append(lines, fmt.Sprintf("%s %s %s: %s", inv.Number, inv.Issued, inv.Due, inv.Totals))
	}
	return strings.Join(lines, "\n")
}

// previewed is something that is quoted on one day and ordered on another: its price, the announced invoices, and the
// actual ones.
type previewed struct {
	name, path, ask, quoted, net, preview, orderedOn, bill string
}

// hold quotes and orders it: each line must be billed as announced, and what is stored must be what was answered.
func (test previewed) hold(t *testing.T, s *server) {
	t.Helper()
	var o offer
	first := s.on(test.quoted).post(t, test.path, test.ask, http.StatusCreated, &o)
	if got := o.Quote.Net.String(); got != test.net {
		t.Errorf("quoted %s, want %s", got, test.net)
	}
	if got := billed(o.Invoices); got != test.preview {
		t.Errorf("preview:\n%s\nwant:\n%s", got, test.preview)
	}
	var b outcome
	bought := s.on(test.orderedOn).post(t, first.header.Get("Location")+"/order", "", http.StatusCreated, &b)
	if got := billed(b.Invoices); got != test.bill || b.Net.String() != test.net {
		t.Errorf("bill of %s:\n%s\nwant:\n%s", b.Net, got, test.bill)
	}
	if !b.totals().Equal(o.Billed) {
		t.Errorf("billed %s, where %s was to be", b.totals(), o.Billed)
	}
	for i := range b.Invoices {
		if got, want := b.Invoices[i].Lines[0], o.Invoices[i].Lines[0]; !got.Equal(want) {
			t.Errorf("line of the bill    %s\nline of the preview %s", got, want)
		}
	}
	var listed struct {
		Invoices []struct{ Document invoice.Invoice }
	}
	s.get(t, test.path[:len("/subscriptions/S-01")]+"/invoices", &listed)
	for i := range b.Invoices {
		if !b.Invoices[i].Equal(listed.Invoices[i].Document) {
			t.Errorf("listed %s, billed %s", listed.Invoices[i].Document, b.Invoices[i])
		}
	}
	if again := s.get(t, bought.header.Get("Location"), &struct{}{}); !bytes.Equal(again.body, bought.body) {
		t.Errorf("the bill is now %s", again.body)
	}
	if again := s.get(t, first.header.Get("Location"), &struct{}{}); !bytes.Equal(again.body, first.body) {
		t.Errorf("the quote is now %s", again.body)
	}
	again := s.post(t, first.header.Get("Location")+"/order", "", http.StatusOK, &struct{}{})
	if !bytes.Equal(again.body, bought.body) {
		t.Errorf("ordered again: %s", again.body)
	}
}

func TestPreviewIsBill(t *testing.T) {
	t.Parallel()
	for _, test := range []previewed{
		{
			name: "seats of an annual subscription",
			path: moreSeats, ask: threeSeats,
			// 2025-08-02 through 2025-11-29: 30 + 30 + 31 + 29 = 120 days; 2145 × 120 × 3 ÷ 365 = 2115.616…; 21% of it
			// is 444.280…
			quoted:    "2025-08-02",
			net:       "EUR 2115.62",
			preview:   "Q-1-1 2025-08-02 2025-09-01: EUR 2115.62 + tax 444.28 = 2559.90",
			orderedOn: "2025-08-20",
			bill:      "Q-1-1 2025-08-20 2025-09-19: EUR 2115.62 + tax 444.28 = 2559.90",
		},
		{
			name: "seats of a three-year subscription",
			path: "/subscriptions/S-03/quotes/seats", ask: threeSeats,
			// 60 days to the anniversary, and two years: 790 days; 10764 × 790 × 3 ÷ 1095 = 23297.424…; a full year
			// costs 10764 × 365 × 3 ÷ 1095 = 10764.00, twice, and what is left is 1769.42.
			quoted: "2025-08-02",
			net:    "EUR 23297.42",
			preview: "Q-1-1 2025-08-02 2025-09-01: EUR 1769.42 + tax 371.58 = 2141.00\n" +
				"Q-1-2 2025-10-01 2025-10-31: EUR 10764.00 + tax 2260.44 = 13024.44\n" +
				"Q-1-3 2026-10-01 2026-10-31: EUR 10764.00 + tax 2260.44 = 13024.44",
			orderedOn: "2025-09-01",
			bill: "Q-1-1 2025-09-01 2025-10-01: EUR 1769.42 + tax 371.58 = 2141.00\n" +
				"Q-1-2 2025-10-01 2025-10-31: EUR 10764.00 + tax 2260.44 = 13024.44\n" +
				"Q-1-3 2026-10-01 2026-10-31: EUR 10764.00 + tax 2260.44 = 13024.44",
		},
		{
			name: "an extension",
			path: extend, ask: `{"target": "S-02", "expires": "2025-10-31"}`,
			// 2025-11-30 through 2026-06-09: 1 + 31 + 31 + 28 + 31 + 30 + 31 + 9 = 192 days; 2145 × 192 × 3 ÷ 365 =
			// 3384.986…
			quoted:    "2025-09-01",
			net:       "EUR 3384.99",
			preview:   "Q-1-1 2025-09-01 2025-10-01: EUR 3384.99 + tax 710.85 = 4095.84",
			orderedOn: "2025-10-31",
			bill:      "Q-1-1 2025-10-31 2025-11-30: EUR 3384.99 + tax 710.85 = 4095.84",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.hold(t, start(t))
		})
	}
}

// Tax is rounded on each line of each invoice, so that what is billed can come to more than the estimate of the quote.
func TestBilledIsTheSumOfTheInvoices(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.post(t, "/subscriptions", `{"id": "T-1", "channel": "online", "taxes": "21%",
		"srp": {"three-year": {"amount": "1025.00", "currency": "EUR"}},
		"facts": {"kind": "subscription", "offering": "Maya", "anchor": "2024-10-01", "seats": 10,
		"terms": [{"ordered": "2024-10-01", "start": "2024-10-01", "end": "2027-10-01", "length": "three-year"}]}}`,
		http.StatusCreated, &struct{}{})
	var o offer
	// 49 days to the anniversary, and two years: 779 days; 1025 × 779 × 2 ÷ 1095 = 1458.401…; 21% of 1458.40 is
	// 306.264, but 21% of 91.74, of 683.33 and of 683.33, rounded one by one, is 19.27 + 143.50 + 143.50 = 306.27.
	a := s.on("2025-08-13").post(t, "/subscriptions/T-1/quotes/seats", `{"seats": 2, "expires": "2025-09-30"}`,
		http.StatusCreated, &o)
	if got := o.Quote.Totals.String(); got != "EUR 1458.40 + tax 306.26 = 1764.66" {
		t.Errorf("quoted %s", got)
	}
	if got := o.Billed.String(); got != "EUR 1458.40 + tax 306.27 = 1764.67" {
		t.Errorf("to be billed %s", got)
	}
	var b outcome
	s.post(t, a.header.Get("Location")+"/order", "", http.StatusCreated, &b)
	if !b.totals().Equal(o.Billed) {
		t.Errorf("billed %s", b.totals())
	}
}

// What is ordered is there from its day on: the seats, and the common renewal date.
func TestOrderTakesEffect(t *testing.T) {
	t.Parallel()
	s := start(t)
	type standing struct {
		Seats   int
		Renewal string
	}
	on := func(day string) (got standing) {
		s.get(t, "/subscriptions/S-01/status?on="+day, &got)
		return got
	}
	s.post(t, moreSeats, threeSeats, http.StatusCreated, &struct{}{})
	if got := on("2025-08-05"); got.Seats != 3 {
		t.Errorf("quoted: %+v", got)
	}
	s.on("2025-08-05").post(t, "/quotes/Q-1/order", "", http.StatusCreated, &struct{}{})
	if got := on("2025-08-04"); got.Seats != 3 {
		t.Errorf("the day before: %+v", got)
	}
	if got := on("2025-08-05"); got.Seats != 6 {
		t.Errorf("that day: %+v", got)
	}
	ask := `{"target": "S-02", "expires": "2025-09-30"}`
	s.on("2025-09-01").post(t, extend, ask, http.StatusCreated, &struct{}{})
	s.on("2025-09-02").post(t, "/quotes/Q-2/order", "", http.StatusCreated, &struct{}{})
	if got := on("2025-09-01").Renewal; got != "2025-11-30" {
		t.Errorf("renewal %s on the day before", got)
	}
	if got := on("2025-09-02").Renewal; got != "2026-06-10" {
		t.Errorf("renewal %s on that day", got)
	}
}
