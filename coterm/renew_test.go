package coterm_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// renewal.next-term, renewal.with-changes, renewal.window, renewal.late, invoice.annual-instalments, invoice.net-terms
// and invoice.by-renewal: what a renewal costs, when it is charged, and the facts after it.
type renewalCase struct {
	s       lifecycle.Subscription
	on      string
	request coterm.RenewalRequest
	rule    string
	charge  string
	parts   []string
	next    string // the renewal date and the seats after the renewal
}

func holdRenewals(t *testing.T, tests map[string]renewalCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(date(tt.on))
			tt.request.If = v.Renewal()
			got, err := coterm.Renew(v, tt.request)
			if err != nil {
				t.Fatal(err)
			}
			if string(got.Decision.Rule) != tt.rule || !got.Decision.Allowed() || got.Charge.String() != tt.charge ||
				!slices.Equal(said(got.Instalments), tt.parts) {
				t.Errorf("by %s: %s in %q", got.Decision, got.Charge, said(got.Instalments))
			}
			after := must(lifecycle.New(tt.s.Edition(), got.Next)).On(v.Day())
			last := after.Subscription().On(after.Renewal().AddDays(-1))
			next := fmt.Sprint(after.Renewal(), " ", last.Seats())
			if next != tt.next {
				t.Errorf("then it renews on %s, want %s", next, tt.next)
			}
			// A renewal asked for twice with the same expected renewal date is made only once.
			if _, err := coterm.Renew(after, tt.request); fields(err) != "if" ||
				!errors.Is(err, billingrules.ErrConflict) {
				t.Errorf("renewed again: %v", err)
			}
		})
	}
}

// renewal.next-term: annual and monthly renewals are charged in full, in one instalment.
func TestRenew_ATerm(t *testing.T) {
	net30 := must(invoice.Net(30))
	annual := bought(calendar.Annual, "2024-10-01")
	holdRenewals(t, map[string]renewalCase{
		"annual, on the first day of the window": {
			annual, "2025-07-03",
			coterm.RenewalRequest{SRP: amount("EUR 365.00")},
			"renewal.window",
			"EUR 365.00 × 3 seats = 1095.00",
			[]string{"1095.00 2025-07-03 2025-07-03 2025-10-01/2026-10-01"},
			"2026-10-01 3",
		},
		"annual, the day before R": {
			annual, "2025-09-30",
			coterm.RenewalRequest{SRP: amount("EUR 365.00"), NetTerms: net30},
			"renewal.window",
			"EUR 365.00 × 3 seats = 1095.00",
			[]string{"1095.00 2025-10-01 2025-10-31 2025-10-01/2026-10-01"},
			"2026-10-01 3",
		},
		"annual, on R": {
			annual, "2025-10-01",
			coterm.RenewalRequest{SRP: amount("EUR 365.00")},
			"renewal.late",
			"EUR 365.00 × 3 seats = 1095.00",
			[]string{"1095.00 2025-10-01 2025-10-01 2025-10-01/2026-10-01"},
			"2026-10-01 3",
		},
		"annual, on the last day": {
			annual, "2025-11-14",
			coterm.RenewalRequest{SRP: amount("EUR 365.00")},
			"renewal.late",
			"EUR 365.00 × 3 seats = 1095.00",
			[]string{"1095.00 2025-11-14 2025-11-14 2025-10-01/2026-10-01"},
			"2026-10-01 3",
		},
		"annual, into a leap year": { // a full term costs its price, whatever its number of days
			bought(calendar.Annual, "2026-10-01"), "2027-09-01",
			coterm.RenewalRequest{SRP: amount("EUR 365.00")},
			"renewal.window",
			"EUR 365.00 × 3 seats = 1095.00",
			[]string{"1095.00 2027-09-01 2027-09-01 2027-10-01/2028-10-01"},
			"2028-10-01 3",
		},
		"monthly, so late that days are over": {
			bought(calendar.Monthly, "2025-08-15"), "2025-10-14",
			coterm.RenewalRequest{SRP: amount("EUR 30.00")},
			"renewal.late",
			"EUR 30.00 × 3 seats = 90.00",
			[]string{"90.00 2025-10-14 2025-10-14 2025-09-15/2025-10-15"},
			"2025-10-15 3",
		},
	})
}

// invoice.annual-instalments: three years, renewed early, in three instalments, from the order or the renewal date on.
func TestRenew_Instalments(t *testing.T) {
	net30 := must(invoice.Net(30))
	three := bought(calendar.ThreeYear, "2024-10-01")
	atRenewal := func(s lifecycle.Subscription) lifecycle.Subscription {
		ed := edition(func(p *policy.Parameters) {
			p.Invoice.EarlyFirst, p.Invoice.EarlyFirstByInvoice = policy.DueAtRenewal, policy.DueAtOrder
		})
		return must(lifecycle.New(ed, s.Facts()))
	}
	holdRenewals(t, map[string]renewalCase{
		"three-year, early": {
			three, "2027-08-01",
			coterm.RenewalRequest{SRP: amount("EUR 100.00")},
			"renewal.window",
			"EUR 100.00 × 3 seats = 300.00",
			[]string{
				"100.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01",
				"100.00 2028-10-01 2028-10-01 2028-10-01/2029-10-01",
				"100.00 2029-10-01 2029-10-01 2029-10-01/2030-10-01",
			},
			"2030-10-01 3",
		},
		"three-year, early, first due on R": {
			atRenewal(three), "2027-08-01",
			coterm.RenewalRequest{SRP: amount("EUR 100.00"), Seats: 1},
			"renewal.with-changes",
			"EUR 100.00 × 1 seat = 100.00",
			[]string{
				"33.34 2027-10-01 2027-10-01 2027-10-01/2028-10-01",
				"33.33 2028-10-01 2028-10-01 2028-10-01/2029-10-01",
				"33.33 2029-10-01 2029-10-01 2029-10-01/2030-10-01",
			},
			"2030-10-01 1",
		},
		"three-year, early, by invoice": {
			three, "2027-08-01",
			coterm.RenewalRequest{SRP: amount("EUR 100.00"), NetTerms: net30, Payer: lifecycle.PayerOnFile},
			"invoice.by-renewal", "EUR 100.00 × 3 seats = 300.00",
			[]string{
				"100.00 2027-10-01 2027-10-31 2027-10-01/2028-10-01",
				"100.00 2028-10-01 2028-10-31 2028-10-01/2029-10-01",
				"100.00 2029-10-01 2029-10-31 2029-10-01/2030-10-01",
			},
			"2030-10-01 3",
		},
		"three-year, early, by invoice, due at the order": {
			atRenewal(three), "2027-08-01",
			coterm.RenewalRequest{SRP: amount("EUR 100.00"), NetTerms: net30},
			"renewal.window",
			"EUR 100.00 × 3 seats = 300.00",
			[]string{
				"100.00 2027-08-01 2027-08-31 2027-10-01/2028-10-01",
				"100.00 2028-10-01 2028-10-31 2028-10-01/2029-10-01",
				"100.00 2029-10-01 2029-10-31 2029-10-01/2030-10-01",
			},
			"2030-10-01 3",
		},
	})
}

// invoice.annual-instalments: three years, renewed late, and on both sides of the edition's first day.
func TestRenew_InstalmentsLate(t *testing.T) {
	net30 := must(invoice.Net(30))
	three := bought(calendar.ThreeYear, "2024-10-01")
	old := sub(europe, calendar.ThreeYear, date("2021-11-01"), date("2021-11-01"))
	holdRenewals(t, map[string]renewalCase{
		"three-year, late": {
			three, "2027-10-20",
			coterm.RenewalRequest{SRP: amount("EUR 100.00"), NetTerms: net30},
			"renewal.late",
			"EUR 100.00 × 3 seats = 300.00",
			[]string{
				"100.00 2027-10-20 2027-11-19 2027-10-01/2028-10-01",
				"100.00 2028-10-01 2028-10-31 2028-10-01/2029-10-01",
				"100.00 2029-10-01 2029-10-31 2029-10-01/2030-10-01",
			},
			"2030-10-01 3",
		},
		"three-year, before the edition": {
			old, "2024-09-15",
			coterm.RenewalRequest{SRP: amount("EUR 100.00")},
			"renewal.window",
			"EUR 100.00 × 3 seats = 300.00",
			[]string{"300.00 2024-09-15 2024-09-15 2024-11-01/2027-11-01"},
			"2027-11-01 3",
		},
		"three-year, from the edition on": {
			old, "2024-09-16",
			coterm.RenewalRequest{SRP: amount("EUR 100.00")},
			"renewal.window",
			"EUR 100.00 × 3 seats = 300.00",
			[]string{
				"100.00 2024-09-16 2024-09-16 2024-11-01/2025-11-01",
				"100.00 2025-11-01 2025-11-01 2025-11-01/2026-11-01",
				"100.00 2026-11-01 2026-11-01 2026-11-01/2027-11-01",
			},
			"2027-11-01 3",
		},
	})
}

// renewal.with-changes: with pending changes, and with changes that the renewal carries.
func TestRenew_Carried(t *testing.T) {
	annual := bought(calendar.Annual, "2024-10-01")
	holdRenewals(t, map[string]renewalCase{
		"with fewer seats pending": {
			must(annual.On(date("2025-07-01")).ReduceSeats(2)), "2025-07-03",
			coterm.RenewalRequest{SRP: amount("EUR 365.00")},
			"renewal.window", "EUR 365.00 × 2 seats = 730.00",
			[]string{"730.00 2025-07-03 2025-07-03 2025-10-01/2026-10-01"},
			"2026-10-01 2",
		},
		"with another term pending": {
			must(annual.On(date("2025-07-01")).ChangeTerm(calendar.Monthly)), "2025-07-03",
			coterm.RenewalRequest{SRP: amount("EUR 50.00")},
			"renewal.window", "EUR 50.00 × 3 seats = 150.00",
			[]string{"150.00 2025-07-03 2025-07-03 2025-10-01/2025-11-01"},
			"2025-11-01 3",
		},
		"that carries everything": {
			annual, "2025-07-03",
			coterm.RenewalRequest{SRP: amount("EUR 9000.00"), Seats: 5, Length: calendar.ThreeYear, Offering: "Maya"},
			"renewal.with-changes", "EUR 9000.00 × 5 seats = 45000.00",
			[]string{
				"15000.00 2025-07-03 2025-07-03 2025-10-01/2026-10-01",
				"15000.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
				"15000.00 2027-10-01 2027-10-01 2027-10-01/2028-10-01",
			},
			"2028-10-01 5",
		},
		"late, that carries seats": {
			annual, "2025-10-15",
			coterm.RenewalRequest{SRP: amount("EUR 365.00"), Seats: 1},
			"renewal.with-changes",
			"EUR 365.00 × 1 seat = 365.00",
			[]string{"365.00 2025-10-15 2025-10-15 2025-10-01/2026-10-01"},
			"2026-10-01 1",
		},
		"of a price between two cents": {
			annual, "2025-10-15",
			coterm.RenewalRequest{SRP: amount("EUR 0.335"), Seats: 1},
			"renewal.with-changes",
			"EUR 0.335 × 1 seat = 0.335 → 0.34 (half up)",
			[]string{"0.34 2025-10-15 2025-10-15 2025-10-01/2026-10-01"},
			"2026-10-01 1",
		},
	})
}
