package main

import (
	"encoding/json"
	"fmt"
	"net/http"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// demoOf returns a few subscriptions for a new database, so that there is something to ask about. They were bought some
// days before today, whenever that is: something of the first can be returned or renewed soon, and of the last an
// invoice is overdue.
func demoOf(ed policy.Edition, today calendar.Date) (list []record, err error) {
	net30, err := invoice.Net(30)
	if err != nil {
		return nil, err
	}
	for _, d := range []struct {
		id, offering string
		channel      policy.Channel
		terms        invoice.NetTerms
		length       calendar.Term
		seats, ago   int
		srp          string
	}{
		{"S-01", "AutoCAD", policy.Online, net30, calendar.Annual, 3, 245, "EUR 2145.00"},
		{"S-02", "Revit", policy.Online, invoice.NetTerms{}, calendar.Annual, 5, 53, "EUR 3339.00"},
		{"S-03", "AEC Collection", policy.Quote, net30, calendar.ThreeYear, 10, 305, "EUR 10764.00"},
		{"S-04", "Civil 3D", policy.Quote, net30, calendar.Annual, 2, 257, "EUR 3049.00"},
	} {
		sub, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{
			Offering: d.offering, Length: d.length, Seats: d.seats, Ordered: today.AddDays(-d.ago),
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.id, err)
		}
		list = append(list, record{
			ID: d.id, Channel: d.channel, Taxes: invoice.MustParseTaxes("21%"), Terms: d.terms, Facts: sub.Facts(),
			SRP: proration.PriceList{d.length: money.MustParseAmount(d.srp)},
		})
	}
	list[0].SRP[calendar.ThreeYear] = money.MustParseAmount("EUR 5790.00")
	list[3].Facts = list[3].Facts.Bill(lifecycle.BilledInvoice{
		Number: "2025-077", Issued: today.AddDays(-134), Due: today.AddDays(-18), NetTerms: true,
	})
	return list, nil
}

// fill stores the editions, so that what is decided by them can be worked out again, and records the demo in a new
// database, each as its first event.
func (s *service) fill(tx txn, isNew bool) error {
	for _, ed := range s.editions {
		tx.exec(`INSERT INTO editions (fingerprint, document) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
			ed.Fingerprint().String(), column{ed})
	}
	if !isNew {
		return nil
	}
	c := &call{Request: new(http.Request).WithContext(tx.ctx), s: s, tx: tx, at: s.now().UTC(), id: "demo"}
	c.today = calendar.DateOf(c.at, s.zone)
	c.day = c.today
	c.edition = s.editions.on(c.day)
	list, err := demoOf(c.edition, c.day)
	if err != nil {
		return err
	}
	for _, rec := range list {
		if c.body, err = json.Marshal(rec); err == nil {
			_, err = c.act(acts()[0])
		}
		if err != nil {
			return err
		}
	}
	return nil
}
