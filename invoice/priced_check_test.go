package invoice_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/proration"
)

// changedPrice is a row of the tables below.
type changedPrice struct {
	name   string
	change func(*invoice.Priced)
	fields string
}

func checkPriced(t *testing.T, rows []changedPrice) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			p := added(t, "EUR 5925.00")
			tt.change(&p)
			if err := p.Check(); fields(err) != tt.fields {
				t.Errorf("%v, want %s", err, tt.fields)
			}
			if p.Charge.Equal(proration.Charge{}) {
				return // still to be worked out
			}
			text, err := json.Marshal(p.Item("AEC Collection", vat))
			if err != nil {
				return // an invalid due day cannot be written
			}
			read := invoice.Item{Quantity: 7}
			if err := json.Unmarshal(text, &read); (err == nil) != (tt.fields == "") ||
				err != nil && read.Quantity != 7 {
				t.Errorf("%v of %s", err, text)
			}
		})
	}
}

// A price with one changed field is refused by that field, both when it is checked and when it is read.
func TestPriced_Check_Charge(t *testing.T) {
	checkPriced(t, []changedPrice{
		{"nothing", func(*invoice.Priced) {}, ""},
		{"without a request", func(p *invoice.Priced) { p.Request = proration.PriceRequest{} }, ""},
		{"without instalments", func(p *invoice.Priced) { p.Instalments = nil }, ""},
		{"no charge", func(p *invoice.Priced) { p.Charge = proration.Charge{} }, "charge"},
		{"another charge", func(p *invoice.Priced) { p.Charge.Amount = amount("EUR 5.00") }, "charge.amount"},
		{"another price", func(p *invoice.Priced) { p.Request.SRP = amount("EUR 1.00") }, "request.srp"},
		{"other seats", func(p *invoice.Priced) { p.Request.Seats = 3 }, "request.seats"},
		{
			"other days", func(p *invoice.Priced) { p.Request.Bought = period(t, "2025-03-16/2027-10-01") },
			"request.bought",
		},
		{"no full term", func(p *invoice.Priced) { p.FullTerm = true }, "fullTerm"},
		{"an extension", func(p *invoice.Priced) { p.Extends = true }, ""},
		{"an extension without anything else", func(p *invoice.Priced) {
			p.Request, p.Extends = proration.PriceRequest{}, true
		}, "request.srp request.seats request.bought"},
		{"a full term that extends", func(p *invoice.Priced) {
			*p = bought(t)
			p.Extends = true
		}, "extends"},
		{"no renewal", func(p *invoice.Priced) { p.Renews = calendar.Annual }, "fullTerm"},
	})
}

func TestPriced_Check_Instalments(t *testing.T) {
	checkPriced(t, []changedPrice{
		{
			"other net terms", func(p *invoice.Priced) { p.NetTerms = net(t, 14) },
			"instalments[0].due instalments[1].due instalments[2].due",
		},
		{"another number", func(p *invoice.Priced) { p.Instalments[1].Number = 3 }, "instalments[1].number"},
		{"of others", func(p *invoice.Priced) { p.Instalments[2].Of = 4 }, "instalments[2].number"},
		{"no date", func(p *invoice.Priced) { p.Instalments[0].Date = calendar.Date{} }, "instalments[0].date"},
		{
			"another date", func(p *invoice.Priced) { p.Instalments[1].Date = date("2025-10-02") },
			"instalments[1].due",
		},
		{
			"before the one before", func(p *invoice.Priced) {
				p.Instalments[2].Date, p.Instalments[2].Due = date("2025-09-30"), date("2025-10-30")
			},
			"instalments[2].date",
		},
		{
			"the end of the calendar", func(p *invoice.Priced) { p.Instalments[2].Date = date("9999-12-31") },
			"instalments[2].date",
		},
		{
			"another due day", func(p *invoice.Priced) { p.Instalments[2].Due = date("2026-10-01") },
			"instalments[2].due",
		},
		{
			"other days of a part",
			func(p *invoice.Priced) { p.Instalments[2].Covers = period(t, "2026-10-01/2027-09-30") },
			"instalments[2].covers",
		},
		{
			"no amount", func(p *invoice.Priced) { p.Instalments[2].Amount = amount("EUR -1.00") },
			"instalments[2].amount",
		},
	})
}

func TestPriced_Check_InstalmentAmounts(t *testing.T) {
	checkPriced(t, []changedPrice{
		{
			"in another currency", func(p *invoice.Priced) { p.Instalments[2].Amount = amount("USD 3950.00") },
			"instalments[2].amount",
		},
		{"another amount", func(p *invoice.Priced) { p.Instalments[2].Amount = amount("EUR 3950.01") }, "instalments"},
		{"too many", func(p *invoice.Priced) { p.Instalments = make([]invoice.Instalment, 101) }, "instalments"},
		{
			"parts that are no years", func(p *invoice.Priced) {
				p.Instalments[1].Covers = period(t, "2025-10-01/2026-11-01")
				p.Instalments[2].Covers = period(t, "2026-11-01/2027-10-01")
			},
			"instalments[1].covers instalments[2].covers",
		},
		{
			"a service of another term", func(p *invoice.Priced) {
				p.Request.Service, _ = calendar.NewService(
					calendar.Annual, date("2024-10-01"), p.Request.Service.Covered(),
				)
			},
			"request.service",
		},
		{
			"a service that goes on", func(p *invoice.Priced) {
				p.Request.Service, _ = calendar.NewService(
					calendar.ThreeYear, date("2024-10-01"), period(t, "2024-10-01/2927-10-01"),
				)
			},
			"request.service",
		},
		{
			"an amount of other days", func(p *invoice.Priced) {
				p.Instalments[0].Amount, p.Instalments[1].Amount = amount("EUR 2114.38"), amount("EUR 4000.00")
			},
			"instalments[0].amount",
		},
		{"unequal parts of a full term", func(p *invoice.Priced) {
			*p = bought(t)
			p.Instalments[0].Amount, p.Instalments[1].Amount = p.Instalments[1].Amount, p.Instalments[0].Amount
		}, "instalments[0].amount"},
	})
}
