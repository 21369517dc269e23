package coterm_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// An act that is allowed can be carried out: for terms that follow the 28th to the 31st of every month of four years,
// seats that are added on a sample of days can be stored, read back, and billed in invoices that can be stored and read
// back.
func TestPrices_MonthEnds(t *testing.T) {
	ed := since1990()
	for _, length := range []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear} {
		t.Run(length.String(), func(t *testing.T) {
			t.Parallel()
			step := map[calendar.Term]int{calendar.Monthly: 13, calendar.Annual: 97, calendar.ThreeYear: 307}[length]
			seen := 0
			for anchor := range testkit.Days(date("2024-01-28"), date("2024-01-31")) {
				for months := range 48 {
					sub := monthEnd(ed, length, anchor, months)
					last := sub.Facts().Terms[len(sub.Facts().Terms)-1]
					for day := range testkit.Days(last.Start, last.End.AddDays(-1)) {
						if seen%step == 0 || months == 0 && day == last.Start {
							storeSeats(t, sub.On(day))
						}
						seen++
					}
				}
			}
		})
	}
}

// monthEnd is a subscription that was bought month by month from its anchor, and then for one term.
func monthEnd(ed policy.Edition, length calendar.Term, anchor calendar.Date, months int) lifecycle.Subscription {
	f := factsOf(calendar.Monthly, anchor, anchor)
	if months == 0 {
		f = factsOf(length, anchor, anchor)
	}
	for n := 1; n <= months; n++ {
		start, of := f.Terms[n-1].End, calendar.Monthly
		if n == months {
			of = length
		}
		f.Terms = append(f.Terms, lifecycle.BoughtTerm{
			Ordered: start, Start: start, End: must(of.Period(anchor, start)).End(), Length: of,
		})
	}
	return must(lifecycle.New(ed, f))
}

// storeSeats stores the price of added seats and each of its invoices, and reads them back.
func storeSeats(t *testing.T, v lifecycle.View) {
	t.Helper()
	price, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: amount("EUR 999.99")})
	if err != nil {
		t.Fatalf("%s: %v", v.Day(), err)
	}
	var read coterm.SeatPrice
	if err := json.Unmarshal(must(json.Marshal(price)), &read); err != nil || !read.Equal(price.Priced) {
		t.Fatalf("%s: %v", v.Day(), err)
	}
	for i, part := range read.Instalments {
		item := read.Item("AutoCAD", invoice.MustParseTaxes("21%"))
		if len(read.Instalments) > 1 {
			item.Instalment = i + 1
		}
		bill, err := invoice.New(v.Edition(), invoice.Draft{
			Number: fmt.Sprint(i), Issued: part.Date, Items: []invoice.Item{item},
		})
		var again invoice.Invoice
		if err == nil {
			err = json.Unmarshal(must(json.Marshal(bill)), &again)
		}
		if err != nil || !again.Equal(bill) {
			t.Fatalf("%s: instalment %s: %v", v.Day(), part, err)
		}
	}
}

// The service years of a 31st start on 28 or 29 February, even if a year ends on 29 February.
func TestAddSeats_LeapService(t *testing.T) {
	sub := must(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Monthly, Seats: 2, Ordered: date("2025-01-31"),
	}))
	sub = must(sub.On(date("2025-02-20")).Renew(lifecycle.RenewalChanges{Length: calendar.ThreeYear}))
	price := must(coterm.AddSeats(sub.On(date("2025-06-26")), coterm.SeatRequest{Seats: 2, SRP: amount("EUR 999.99")}))
	want := []string{"451.14 2025-06-26", "666.66 2026-02-28", "666.66 2027-02-28"}
	if got := onDates(price.Instalments); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if err := price.Check(); err != nil {
		t.Error(err)
	}
	moved := price
	moved.Instalments = append([]invoice.Instalment(nil), price.Instalments...)
	moved.Instalments[1].Covers = calendar.Span(date("2026-02-28"), date("2027-03-01"))
	moved.Instalments[2].Covers = calendar.Span(date("2027-03-01"), date("2028-02-29"))
	if err := moved.Check(); fields(err) != "instalments[1].covers instalments[2].covers" {
		t.Error(err)
	}
}
