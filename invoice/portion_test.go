package invoice_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// written are the lines of the instalments of an item, each as it is written.
func written(t *testing.T, ed policy.Edition, item invoice.Item) [][]byte {
	t.Helper()
	var lines [][]byte
	for i := range item.Instalments {
		item.Instalment = i + 1
		line, err := invoice.NewLine(ed, item)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(line)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, text)
	}
	return lines
}

// A stored instalment line that somebody changed is refused by the name of the field. The line is for seats that were
// added on 2025-03-15 to three years from 2024-10-01, for EUR 10064.38 less EUR 64.38.
func TestLine_Tampered(t *testing.T) {
	item := added(t, "EUR 5925.00").Item("2 seats more", vat)
	item.Discount = amount("EUR 64.38")
	lines := written(t, policy.Europe2024(), item)
	const (
		years = "in which month a service year begins is not in the line"
	)
	for _, tt := range []struct {
		line int
		tampering
	}{
		{1, tampering{"no instalment", "instalment", 0, "instalment", ""}},
		{1, tampering{"the second", "instalment", 2, "covers", ""}},
		{1, tampering{"the only one", "of", 1, "covers", ""}},
		{1, tampering{"of two", "of", 2, "", "it can be that of a year, before one of two"}},
		{1, tampering{"of four", "of", 4, "covers", ""}},
		{1, tampering{"another discount", "discount", eur("964.38"), "net", ""}},
		{1, tampering{"a discount of a cent more", "discount", eur("64.39"), "", "less than a day is not told"}},
		{1, tampering{"a day later", "covers", "2025-03-16/2025-10-01", "covers", ""}},
		{1, tampering{"a month longer", "covers", "2025-03-15/2025-11-01", "net", ""}},
		{1, tampering{"all days", "covers", "2025-03-15/2027-10-01", "covers", ""}},
		{1, tampering{"too much", "net", eur("2199.00"), "net", ""}},
		{2, tampering{"the first", "instalment", 1, "covers", ""}},
		{2, tampering{"the third", "instalment", 3, "covers", ""}},
		{2, tampering{"of four", "of", 4, "covers", ""}},
		{2, tampering{"a day less", "covers", "2025-10-01/2026-09-30", "covers", ""}},
		{2, tampering{"the year after", "covers", "2026-10-01/2027-10-01", "covers", ""}},
		{2, tampering{"a year from November on", "covers", "2025-11-01/2026-11-01", "", years}},
		{2, tampering{"too little", "net", eur("3900.00"), "net", ""}},
		{2, tampering{"for EUR 40.00 more", "net", eur("3964.93"), "net", ""}},
		{3, tampering{"of four", "of", 4, "covers", ""}},
		{3, tampering{"the second", "instalment", 2, "covers", ""}},
		{3, tampering{"a year before", "covers", "2025-10-01/2026-10-01", "covers", ""}},
		{3, tampering{"two months less", "covers", "2026-12-01/2027-10-01", "net", ""}},
	} {
		t.Run(fmt.Sprint(tt.line, " ", tt.name), func(t *testing.T) {
			tt.try(t, lines[tt.line-1], func(text []byte) (bool, error) {
				var back invoice.Line
				err := json.Unmarshal(text, &back)
				again, _ := json.Marshal(back)
				return string(again) == string(lines[tt.line-1]), err
			})
		})
	}
}

// An item without a charge has no instalments.
func TestLine_TokensInOne(t *testing.T) {
	line := numbered(t).Lines[1]
	line.Instalment, line.Of = 1, 1
	text, err := json.Marshal(line)
	if err != nil {
		t.Fatal(err)
	}
	var back invoice.Line
	if err := json.Unmarshal(text, &back); fields(err) != "instalment" {
		t.Error(err)
	}
}

// The line of every instalment reads back, whatever the day, the anchor, the day count, the rounding and the discount.
func TestLine_InstalmentsReadBack(t *testing.T) {
	for name, change := range map[string]func(*policy.Parameters){
		"as published": func(*policy.Parameters) {},
		"actual, at a seat": func(p *policy.Parameters) {
			p.Proration.DayCount, p.Proration.RoundAt = policy.Actual, policy.RoundSeat
		},
		"at the daily rate": func(p *policy.Parameters) { p.Proration.RoundAt = policy.RoundDailyRate },
		"no leap day, up": func(p *policy.Parameters) {
			p.Proration.DayCount, p.Proration.Rounding = policy.NoLeapDay, money.Up
		},
		"in two": func(p *policy.Parameters) { p.Invoice.Instalments = 2 },
		"of 360 days": func(p *policy.Parameters) {
			p.Proration.StandardDays.Annual, p.Proration.StandardDays.ThreeYear = 360, 1080
		},
		"of 366 days": func(p *policy.Parameters) {
			p.Proration.StandardDays.Annual, p.Proration.StandardDays.ThreeYear = 366, 1098
		},
		"of 200 days": func(p *policy.Parameters) { p.Proration.StandardDays.ThreeYear = 600 },
	} {
		t.Run(name, func(t *testing.T) {
			ed := testkit.Edition(change)
			for _, start := range []string{"2024-02-29", "2024-10-01", "2025-02-28", "2025-08-31"} {
				s := service(t, calendar.ThreeYear, start, start)
				for day := s.Covered().Start(); day.Before(s.Covered().End()); day = day.AddDays(73) {
					for _, srp := range []string{"EUR 0.50", "EUR 5925.00"} {
						checkReadBack(t, ed, s, day, amount(srp))
					}
				}
			}
		})
	}
}

// checkReadBack reads back the lines of seats that are added on a day, with and without a discount of a tenth.
func checkReadBack(t *testing.T, ed policy.Edition, s calendar.Service, day calendar.Date, srp money.Amount) {
	t.Helper()
	p := invoice.Priced{Request: proration.PriceRequest{
		SRP: srp, Seats: 7, Service: s, Bought: calendar.Span(day, s.Covered().End()),
	}}
	parts := price.Yearly(ed.InvoiceRules().Instalments, s, p.Request.Bought)
	for i, covers := range parts {
		p.Instalments = append(p.Instalments, invoice.Instalment{
			Number: i + 1, Of: len(parts), Date: covers.Start(), Due: covers.Start(), Covers: covers,
		})
	}
	p, err := p.Reprice(ed)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Check(); err != nil {
		t.Fatalf("%s: %v", day, err)
	}
	item := p.Item("7 seats more", vat)
	for _, discount := range []money.Amount{{}, tenth(t, p.Charge.Amount)} {
		item.Discount = discount
		for _, text := range written(t, ed, item) {
			var back invoice.Line
			if err := json.Unmarshal(text, &back); err != nil {
				t.Fatalf("%s: %v in %s", day, err, text)
			}
		}
	}
}

func tenth(t *testing.T, a money.Amount) money.Amount {
	t.Helper()
	part, _, err := a.MulDiv(1, 10, a.Currency().Rounding(money.Down))
	if err != nil {
		t.Fatal(err)
	}
	return part
}
