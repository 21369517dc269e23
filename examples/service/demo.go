package main

import (
	"context"
	"fmt"
	"net/http"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// demoOf returns a few subscriptions for a new database, so that there is something to ask about. They were bought some
// days before today, whenever that is: something of the first can be returned or renewed soon, and of the last an
// invoice is overdue.
func demoOf(ed policy.Edition, today calendar.Date) ([]record, error) {
	var list []record
	for _, d := range []struct {
		id, offering string
		channel      policy.Channel
		terms        string
		length       calendar.Term
		seats, ago   int
		srp          prices
	}{
		{"S-01", "AutoCAD", policy.Online, "net 30", calendar.Annual, 3, 245, prices{
			calendar.Annual: euros("2145.00"), calendar.ThreeYear: euros("5790.00"),
		}},
		{"S-02", "Revit", policy.Online, "", calendar.Annual, 5, 53, prices{calendar.Annual: euros("3339.00")}},
		{"S-03", "AEC Collection", policy.Quote, "net 30", calendar.ThreeYear, 10, 305, prices{
			calendar.ThreeYear: euros("10764.00"),
		}},
		{"S-04", "Civil 3D", policy.Quote, "net 30", calendar.Annual, 2, 257, prices{calendar.Annual: euros("3049.00")}},
	} {
		sub, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{
			Offering: d.offering, Length: d.length, Seats: d.seats, Ordered: today.AddDays(-d.ago),
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.id, err)
		}
		rec := record{
			ID: d.id, Channel: d.channel, Taxes: invoice.MustParseTaxes("21%"), SRP: d.srp, Facts: sub.Facts(),
		}
		if d.terms != "" {
			if rec.Terms, err = invoice.Net(30); err != nil {
				return nil, err
			}
		}
		if d.id == "S-04" {
			rec.Facts = rec.Facts.Bill(lifecycle.BilledInvoice{
				Number: "2025-077", Issued: today.AddDays(-134), Due: today.AddDays(-18), NetTerms: true,
			})
		}
		list = append(list, rec)
	}
	return list, nil
}

func euros(amount string) money.Amount { return money.MustParseAmount("EUR " + amount) }

// insertDemo records the demo in a new database, each as its first event.
func (s *service) insertDemo(ctx context.Context, tx txn) error {
	c := &call{Request: new(http.Request).WithContext(ctx), s: s, tx: tx, at: s.now().UTC(), id: "demo"}
	c.today = calendar.DateOf(c.at, s.zone)
	c.day = c.today
	ed, err := s.edition(c.day)
	if err != nil {
		return err
	}
	list, err := demoOf(ed, c.day)
	if err != nil {
		return err
	}
	made, _ := actOf(created)
	for _, rec := range list {
		ch := &change{call: c, edition: ed, seq: 1}
		req := &creation{rec}
		if err := req.decide(ch); err != nil {
			return err
		}
		if _, err := ch.record(made, req); err != nil {
			return err
		}
	}
	return nil
}
