package coterm_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// coterm.multi-year: each later full service year has its own price, and the first invoice is the rounded whole less
// those; if that is below zero, the difference is taken from the later years, one minor unit each, the last one first.
func TestMultiYear_Amounts(t *testing.T) {
	for name, tt := range map[string]struct {
		srp   string
		seats int
		on    string
		want  []string
	}{
		"the example": {
			"EUR 5925.00", 2, "2025-03-15", []string{"2164.38 2025-03-15", "3950.00 2025-10-01", "3950.00 2026-10-01"},
		},
		"a few cents": {
			"EUR 0.50", 1, "2025-09-30", []string{"0.00 2025-09-30", "0.17 2025-10-01", "0.16 2026-10-01"},
		},
		"what it lacks is two": {
			"EUR 0.05", 1, "2025-09-30", []string{"0.00 2025-09-30", "0.02 2025-10-01", "0.01 2026-10-01"},
		},
		"just nothing": {
			"EUR 0.02", 1, "2025-09-30", []string{"0.00 2025-09-30", "0.01 2025-10-01", "0.00 2026-10-01"},
		},
		"nothing at all": {
			"EUR 0.00", 1, "2025-09-30", []string{"0.00 2025-09-30", "0.00 2025-10-01", "0.00 2026-10-01"},
		},
		"on the first day": {
			"EUR 100.00", 1, "2024-10-01", []string{"33.34 2024-10-01", "33.33 2025-10-01", "33.33 2026-10-01"},
		},
		"the day before a year": {
			"EUR 1095.00", 1, "2025-09-30", []string{"1.00 2025-09-30", "365.00 2025-10-01", "365.00 2026-10-01"},
		},
		"on an anniversary":     {"EUR 1095.00", 1, "2025-10-01", []string{"365.00 2025-10-01", "365.00 2026-10-01"}},
		"the day after":         {"EUR 1095.00", 1, "2025-10-02", []string{"364.00 2025-10-02", "365.00 2026-10-01"}},
		"a day before the last": {"EUR 1095.00", 1, "2026-09-30", []string{"1.00 2026-09-30", "365.00 2026-10-01"}},
		"in the last year":      {"EUR 1095.00", 1, "2026-10-01", []string{"365.00 2026-10-01"}},
		"on the last day":       {"EUR 1095.00", 1, "2027-09-30", []string{"1.00 2027-09-30"}},
		"in yen":                {"JPY 4", 1, "2025-03-15", []string{"1 2025-03-15", "1 2025-10-01", "1 2026-10-01"}},
		"in thousandths": {
			"KWD 0.500", 1, "2025-09-30", []string{"0.000 2025-09-30", "0.167 2025-10-01", "0.167 2026-10-01"},
		},
		"of more digits than 18": {
			"EUR 10950000000000000000000000.00", 1, "2025-09-30",
			[]string{
				"10000000000000000000000.00 2025-09-30",
				"3650000000000000000000000.00 2025-10-01",
				"3650000000000000000000000.00 2026-10-01",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := bought(calendar.ThreeYear, "2024-10-01").On(date(tt.on))
			got, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: tt.seats, SRP: amount(tt.srp)})
			if err != nil || !slices.Equal(onDates(got.Instalments), tt.want) {
				t.Errorf("got  %q, %v\nwant %q", onDates(got.Instalments), err, tt.want)
			}
		})
	}
}

// Both sides of every anniversary, for every number of instalments, with their due dates and the days that they cover.
func TestMultiYear_Instalments(t *testing.T) {
	net30 := must(invoice.Net(30))
	for _, tt := range []struct {
		name        string
		on          string
		instalments int
		terms       invoice.NetTerms
		want        []string
	}{
		{"on the first day", "2024-10-01", 3, invoice.NetTerms{}, []string{
			"365.00 2024-10-01 2024-10-01 2024-10-01/2025-10-01",
			"365.00 2025-10-01 2025-10-01 2025-10-01/2026-10-01",
			"365.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
		}},
		{"the day before a year, net 30", "2025-09-30", 3, net30, []string{
			"1.00 2025-09-30 2025-10-30 2025-09-30/2025-10-01",
			"365.00 2025-10-01 2025-10-31 2025-10-01/2026-10-01",
			"365.00 2026-10-01 2026-10-31 2026-10-01/2027-10-01",
		}},
		{"on an anniversary", "2025-10-01", 3, invoice.NetTerms{}, []string{
			"365.00 2025-10-01 2025-10-01 2025-10-01/2026-10-01",
			"365.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
		}},
		{"the day after", "2025-10-02", 3, invoice.NetTerms{}, []string{
			"364.00 2025-10-02 2025-10-02 2025-10-02/2026-10-01",
			"365.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
		}},
		{
			"in the last year", "2026-10-01", 3,
			invoice.NetTerms{},
			[]string{"365.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01"},
		},
		{
			"on the last day, net 30", "2027-09-30", 3, net30,
			[]string{"1.00 2027-09-30 2027-10-30 2027-09-30/2027-10-01"},
		},
		{"in two, the day before a year", "2025-09-30", 2, invoice.NetTerms{}, []string{
			"1.00 2025-09-30 2025-09-30 2025-09-30/2025-10-01",
			"730.00 2025-10-01 2025-10-01 2025-10-01/2027-10-01",
		}},
		{
			"in two, the day after", "2025-10-02", 2,
			invoice.NetTerms{},
			[]string{"729.00 2025-10-02 2025-10-02 2025-10-02/2027-10-01"},
		},
		{"in one, net 30", "2025-09-30", 1, net30, []string{"731.00 2025-09-30 2025-10-30 2025-09-30/2027-10-01"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ed := since1990(func(p *policy.Parameters) { p.Invoice.Instalments = tt.instalments })
			v := sub(ed, calendar.ThreeYear, date("2024-10-01"), date("2024-10-01")).On(date(tt.on))
			got, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: amount("EUR 1095.00"), NetTerms: tt.terms})
			if err != nil || !slices.Equal(said(got.Instalments), tt.want) {
				t.Errorf("%v\ngot  %q\nwant %q", err, said(got.Instalments), tt.want)
			}
		})
	}
}

// Renewed early for three more years: the instalments of both terms, including years that have no instalment.
func TestMultiYear_RenewedEarly(t *testing.T) {
	for instalments, want := range map[int][]string{
		3: {"92.00 2027-07-03", "365.00 2027-10-03", "365.00 2028-10-03", "365.00 2029-10-03"},
		2: {"92.00 2027-07-03", "365.00 2027-10-03", "730.00 2028-10-03"},
		1: {"92.00 2027-07-03", "1095.00 2027-10-03"},
	} {
		t.Run(fmt.Sprint("in ", instalments), func(t *testing.T) {
			ed := since1990(func(p *policy.Parameters) {
				p.Invoice.Instalments, p.Renewal.WindowDays = instalments, 92
			})
			v := sub(ed, calendar.ThreeYear, date("2024-10-03"), date("2024-10-03")).On(date("2027-07-03"))
			v = must(v.Renew(lifecycle.RenewalChanges{})).On(v.Day())
			got, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: amount("EUR 1095.00")})
			if err != nil || !slices.Equal(onDates(got.Instalments), want) {
				t.Errorf("got %q, %v, want %q", onDates(got.Instalments), err, want)
			}
		})
	}
}

// An extension cuts the last year short: if that year costs nothing, nothing can be taken from it.
func TestMultiYear_ShortLastYear(t *testing.T) {
	f := factsOf(calendar.ThreeYear, date("2025-01-10"), date("2025-01-10"))
	f.Terms[0].End, f.Terms[0].AlignedTo = date("2028-06-10"), date("2028-06-10")
	v := bind(f).On(date("2026-01-09"))
	for srp, want := range map[string][]string{
		"EUR 0.015":   {"0.00 2026-01-09", "0.01 2026-01-10", "0.00 2027-01-10", "0.00 2028-01-10"},
		"EUR 1095.00": {"1.00 2026-01-09", "365.00 2026-01-10", "365.00 2027-01-10", "152.00 2028-01-10"},
	} {
		t.Run(srp, func(t *testing.T) {
			got, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: amount(srp)})
			if err != nil || !slices.Equal(onDates(got.Instalments), want) {
				t.Errorf("got %q, %v, want %q", onDates(got.Instalments), err, want)
			}
		})
	}
}

// Reported by users: the figures of the example, and a first invoice that was below zero.
func TestMultiYear_ReportedByUsers(t *testing.T) {
	for file, want := range map[string][]string{
		"multi-year-seats.json":    {"2164.38 2025-03-15", "3950.00 2025-10-01", "3950.00 2026-10-01"},
		"multi-year-negative.json": {"0.00 2025-09-30", "0.17 2025-10-01", "0.16 2026-10-01"},
	} {
		t.Run(file, func(t *testing.T) {
			var given struct {
				Anchor, On calendar.Date
				Length     calendar.Term
				SRP        string
				Seats      int
			}
			data := must(os.ReadFile("testdata/reported/" + file))
			if err := json.Unmarshal(data, &given); err != nil {
				t.Fatal(err)
			}
			v := sub(europe, given.Length, given.Anchor, given.Anchor).On(given.On)
			got, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: given.Seats, SRP: amount(given.SRP)})
			if err != nil || !slices.Equal(onDates(got.Instalments), want) {
				t.Errorf("got %q, %v, want %q", onDates(got.Instalments), err, want)
			}
		})
	}
}

// coterm.multi-year, coterm.re-anchor: seats added on the last day of an extension that was renewed early last for that
// day and three service years, cut on the anniversaries of the renewed term.
func TestMultiYear_ExtensionRenewedEarly(t *testing.T) {
	s := bought(calendar.ThreeYear, "2024-10-01")
	host := sub(europe, calendar.Annual, date("2026-02-10"), date("2027-02-10"))
	s = must(s.On(date("2027-09-15")).Extend(host.On(date("2027-09-15"))))
	s = must(s.On(date("2028-01-10")).Renew(lifecycle.RenewalChanges{}))
	p := must(coterm.AddSeats(s.On(date("2028-02-09")), coterm.SeatRequest{Seats: 1, SRP: amount("EUR 5925.00")}))
	want := []string{"5.41 2028-02-09", "1975.00 2028-02-10", "1975.00 2029-02-10", "1975.00 2030-02-10"}
	if got := onDates(p.Instalments); p.Charge.Days != 1096 || !slices.Equal(got, want) {
		t.Errorf("%s, on %v", p.Charge, got)
	}
	if p.Charge.Amount.String() != "EUR 5930.41" {
		t.Errorf("got %s", p.Charge.Amount)
	}
}
