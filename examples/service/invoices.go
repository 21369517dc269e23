package main

import (
	"database/sql"
	"log/slog"
	"net/http"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
)

// ledger is the invoices of a subscription as they were on a day.
type ledger struct {
	ID       string        `json:"id"`
	Day      calendar.Date `json:"day"`
	Invoices []entry       `json:"invoices"`
}

// entry is an invoice with its state: scheduled, nothing-owed, open, overdue or paid.
type entry struct {
	lifecycle.BilledInvoice
	State    string           `json:"state"`
	Document *invoice.Invoice `json:"document,omitempty"` // of what was issued here
}

func (s *service) getInvoices(r *http.Request, day calendar.Date) (reply, error) {
	var answer reply
	err := s.ask(r, day, func(tx *sql.Tx, h held) error {
		documents, err := loadDocuments(r.Context(), tx, h.ID)
		if err != nil {
			return err
		}
		list := ledger{ID: h.ID, Day: day, Invoices: []entry{}}
		for _, inv := range h.Facts.Invoices {
			e := entry{BilledInvoice: inv, State: state(h.sub.On(day), inv)}
			if inv.Paid.After(day) {
				e.Paid = calendar.Date{}
			}
			if d, ok := documents[inv.Number]; ok {
				e.Document = &d.Invoice
			}
			list.Invoices = append(list.Invoices, e)
		}
		answer.body = list
		return nil
	})
	return answer, err
}

func state(v lifecycle.View, inv lifecycle.BilledInvoice) string {
	switch {
	case inv.Issued.After(v.Day()):
		return "scheduled"
	case inv.NothingOwed:
		return "nothing-owed"
	case !inv.Paid.IsZero() && !inv.Paid.After(v.Day()):
		return "paid"
	}
	for overdue := range v.Overdue() {
		if overdue.Number == inv.Number {
			return "overdue"
		}
	}
	return "open"
}

// postPayment records that an invoice was paid in full on a day.
func (s *service) postPayment(r *http.Request, day calendar.Date) (reply, error) {
	if err := noBody(r); err != nil {
		return reply{}, err
	}
	var answer reply
	err := s.ask(r, day, func(tx *sql.Tx, h held) error {
		number := r.PathValue("number")
		k := slices.IndexFunc(h.Facts.Invoices, func(inv lifecycle.BilledInvoice) bool { return inv.Number == number })
		switch {
		case k < 0:
			return newProblem(unknown, "invoice %q of subscription %s is not known", shown(number), h.ID)
		case !h.Facts.Invoices[k].Paid.IsZero():
			return newProblem(done, "invoice %s was paid on %s", number, h.Facts.Invoices[k].Paid)
		}
		paid, err := h.sub.On(day).Pay(number)
		if err != nil {
			return onDay(err)
		}
		facts, v := paid.Facts(), paid.On(day)
		if err := replaceFacts(r.Context(), tx, h.ID, facts); err != nil {
			return err
		}
		answer = reply{
			body: entry{BilledInvoice: facts.Invoices[k], State: state(v, facts.Invoices[k])},
			log:  []slog.Attr{slog.String("invoice", number), slog.String("status", v.Status().String())},
		}
		return nil
	})
	return answer, err
}
