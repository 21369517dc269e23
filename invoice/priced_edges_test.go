package invoice_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/proration"
)

// What an error says of instalments counts from 1, and tells days that are missing from days of another part.
func TestPriced_Check_Says(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*invoice.Priced)
		want   string
	}{
		"another number": {
			func(p *invoice.Priced) { p.Instalments[1].Number = 3 },
			"invoice.Priced.Check: instalments[1].number \"3 of 3\": must be 2 of 3",
		},
		"too early an end": {
			func(p *invoice.Priced) { p.Instalments[2].Covers = period(t, "2026-10-01/2027-09-30") },
			"invoice.Priced.Check: instalments[2].covers 2026-10-01/2027-09-30: does not cover the days bought, " +
				"2025-03-15/2027-10-01, together with the others",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := added(t, "EUR 5925.00")
			tt.change(&p)
			if err := p.Check(); !errors.Is(err, billingrules.ErrConflict) || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

// Instalments follow one another without a gap, also where the service years are not known; and a service covers all
// days bought of it, not only the last ones.
func TestPriced_Check_Days(t *testing.T) {
	checkPriced(t, []changedPrice{
		{"a gap", func(p *invoice.Priced) {
			p.Request = proration.PriceRequest{}
			p.Instalments[1].Covers = period(t, "2025-12-01/2026-12-01")
		}, "instalments[1].covers instalments[2].covers"},
		{"a service that begins later", func(p *invoice.Priced) {
			p.Request.Service, _ = calendar.NewService(
				calendar.ThreeYear, date("2024-10-01"), period(t, "2025-10-01/2027-10-01"),
			)
			p.Instalments = nil
		}, "request.service"},
		{"a service from an earlier year", func(p *invoice.Priced) {
			p.Request.Service, _ = calendar.NewService(
				calendar.ThreeYear, date("2021-10-01"), period(t, "2021-10-01/2027-10-01"),
			)
			p.Instalments = nil
		}, ""},
	})
}
