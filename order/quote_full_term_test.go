package order_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// fullTermItem is a row of the tables below.
type fullTermItem struct {
	item invoice.Item
	want string // the arithmetic, or the bad fields
}

func quoteFullTerm(t *testing.T, rows map[string]fullTermItem) {
	t.Helper()
	ed := testkit.Edition(func(p *policy.Parameters) {
		p.Proration.DayCount, p.Proration.RoundAt = policy.Actual, policy.RoundDailyRate
	})
	for name, tt := range rows {
		t.Run(name, func(t *testing.T) {
			d := draft(t)
			tt.item.Description, tt.item.Taxes = "AutoCAD", vat
			d.Issued, d.Expires, d.Items = date("2027-06-01"), date("2027-06-10"), []invoice.Item{tt.item}
			q, err := order.NewQuote(ed, d)
			if err != nil {
				if fields(err) != tt.want {
					t.Errorf("%v, want %s", err, tt.want)
				}
				return
			}
			if got := q.Lines[0].Charge.String(); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			text, err := json.Marshal(q)
			var back order.Quote
			if err != nil || json.Unmarshal(text, &back) != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if r, err := order.Reprice(ed, back); err != nil || len(r.Differences) != 0 {
				t.Errorf("%v, %v", r, err)
			}
		})
	}
}

// leapYear is three seats for a term of 366 days, alone and as the first of two.
func leapYear(t *testing.T) (year, ofTwo proration.PriceRequest) {
	t.Helper()
	service, err := calendar.Annual.Service(date("2027-06-10"), date("2027-06-10")) // 366 days
	if err != nil {
		t.Fatal(err)
	}
	start := date("2027-06-10")
	two, err := calendar.NewService(calendar.Annual, start, calendar.Span(start, date("2029-06-10")))
	if err != nil {
		t.Fatal(err)
	}
	year = proration.PriceRequest{SRP: amount("EUR 2145.00"), Seats: 3, Service: service, Bought: service.Covered()}
	ofTwo = year
	ofTwo.Service = two
	return year, ofTwo
}

// proration.price: a full term that is bought or renewed by quote costs its list price, even if its days are counted
// one by one or the daily rate is rounded; seats added for all days of a term cost what those days cost.
func TestQuote_FullTerm(t *testing.T) {
	year, _ := leapYear(t)
	const list = "EUR 2145.00 × 3 seats = 6435.00"
	quoteFullTerm(t, map[string]fullTermItem{
		"a purchase": {invoice.Item{Priced: invoice.Priced{Request: year, FullTerm: true}}, list},
		"a renewal":  {invoice.Item{Priced: invoice.Priced{Request: year, Renews: calendar.Annual}}, list},
		"a renewal that also says FullTerm": {
			item: invoice.Item{Priced: invoice.Priced{Request: year, FullTerm: true, Renews: calendar.Annual}},
			want: list,
		},
		"added seats": {
			invoice.Item{Priced: invoice.Priced{Request: year}},
			"EUR 2145.00 ÷ 365 = 5.8767… → 5.88 × 366 days × 3 seats = 6456.24 (half up)",
		},
	})
}

func TestQuote_FullTermRefused(t *testing.T) {
	year, ofTwo := leapYear(t)
	quoteFullTerm(t, map[string]fullTermItem{
		"a purchase of two terms": {
			invoice.Item{Priced: invoice.Priced{Request: ofTwo, FullTerm: true}}, "items[0].request.service",
		},
		"a renewal of two terms": {
			invoice.Item{Priced: invoice.Priced{Request: ofTwo, Renews: calendar.Annual}}, "items[0].request.service",
		},
		"a purchase of nothing": {
			invoice.Item{Priced: invoice.Priced{FullTerm: true}},
			"items[0].request.service items[0].request.bought items[0].request.srp items[0].request.seats",
		},
		"a full term of a quantity": {
			invoice.Item{Priced: invoice.Priced{FullTerm: true, Request: year}, Quantity: 1}, "items[0].charge",
		},
	})
}
