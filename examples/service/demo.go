package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// demo is a few subscriptions for a new database, so that there is something to ask about. They were bought some days
// before today, whenever that is: something of the first can be renewed soon, and of the last an invoice is overdue.
//
//go:embed demo.json
var demo []byte

func demoOf(ed policy.Edition, today calendar.Date) (list []record, err error) {
	var rows []struct {
		record
		Offering   string
		Length     calendar.Term
		Seats, Ago int
		Unpaid     []struct {
			Number            string
			IssuedAgo, DueAgo int
		}
	}
	if err := json.Unmarshal(demo, &rows); err != nil {
		return nil, err
	}
	for _, d := range rows {
		sub, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{
			Offering: d.Offering, Length: d.Length, Seats: d.Seats, Ordered: today.AddDays(-d.Ago),
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.ID, err)
		}
		d.Facts = sub.Facts()
		for _, inv := range d.Unpaid {
			d.Facts = d.Facts.Bill(lifecycle.BilledInvoice{
				Number: inv.Number, NetTerms: true,
				Issued: today.AddDays(-inv.IssuedAgo), Due: today.AddDays(-inv.DueAgo),
			})
		}
		list = append(list, d.record)
	}
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
