package main

import (
	"cmp"
	_ "embed"
	"os"

	"github.com/elnormous/contenttype"

	"example.com/billingrules"
	"example.com/billingrules/examples/ics"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
)

const (
	mediaJSON = "application/json"
	mediaXML  = "application/xml"
)

//go:embed parties.json
var demoParties []byte

// readParties reads what e-invoices state besides the invoice: the seller, the buyer, and how to pay. Without a file it
// returns the demo's. In production each subscription has a buyer of its own.
func readParties(file string) (ubl.Details, error) {
	data := demoParties
	if file != "" {
		var err error
		if data, err = os.ReadFile(file); err != nil {
			return ubl.Details{}, err
		}
	}
	var d ubl.Details
	err := billingrules.ReadJSON("parties", data, &d)
	return d, cmp.Or(err, d.Check())
}

// getInvoice answers with an invoice that was issued here, as JSON or as an e-invoice, whichever the client prefers.
func (c *call) getInvoice(h held) (reply, error) {
	accepted, _, err := contenttype.GetAcceptableMediaType(c.Request, []contenttype.MediaType{
		contenttype.NewMediaType(mediaJSON), contenttype.NewMediaType(mediaXML),
		contenttype.NewMediaType(mediaXML + "; charset=utf-8"), // the response depends on the Accept header
	})
	if err != nil {
		return reply{}, newProblem(notServed, "accept %q: is neither %s nor %s",
			shown(c.Header.Get("Accept")), mediaJSON, mediaXML)
	}
	inv, err := c.issued(h)
	answer := reply{media: accepted.MIME(), value: inv}
	if err == nil && answer.media == mediaXML {
		answer.Body, err = ubl.Encode(ubl.Document{Invoice: inv, Details: c.s.parties})
	}
	if why := billingrules.Mistakes(err); len(why) > 0 {
		err = newProblem(notServed, "the invoice cannot be an e-invoice: %s", mistakes(why))
	}
	return answer, err
}

// issued is the invoice of the path.
func (c *call) issued(h held) (invoice.Invoice, error) {
	number := c.PathValue("number")
	inv, ok := numbered(c.invoices(h.ID, 0), number)
	if !ok {
		return inv, newProblem(unknown, "invoice %q of subscription %s was not issued here", shown(number), h.ID)
	}
	return inv, nil
}

const mediaCalendar = "text/calendar; charset=utf-8"

// getCalendar answers with the days of a subscription, for a calendar program that subscribes to them.
func (c *call) getCalendar(h held) (reply, error) {
	return c.calendar(func(add func(held) bool) { add(h) })
}

// getCalendars answers with the days of all subscriptions.
func (c *call) getCalendars() (reply, error) {
	return c.calendar(func(add func(held) bool) { c.walk("", add) })
}

// calendar answers with the days of every subscription that each passes on.
func (c *call) calendar(each func(add func(held) bool)) (reply, error) {
	cal := ics.Calendar{Name: "Subscriptions", Zone: c.s.zone, On: c.day}
	each(func(h held) bool {
		s := ics.Subscription{ID: h.ID, View: h.sub.On(c.day)}
		for _, one := range c.returnables(h) {
			s.Returns = append(s.Returns, one.Return)
		}
		cal.Events = append(cal.Events, ics.Events(s)...)
		return true
	})
	data, err := cal.Bytes(nil)
	return reply{Body: data, media: mediaCalendar}, err
}
