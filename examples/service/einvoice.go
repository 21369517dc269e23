package main

import (
	_ "embed"
	"encoding/json"
	"log/slog"
	"os"

	"github.com/elnormous/contenttype"

	"example.com/billingrules"
	"example.com/billingrules/invoice/ubl"
)

const (
	mediaJSON = "application/json"
	mediaXML  = "application/xml"
)

//go:embed parties.json
var demoParties []byte

// readParties reads what e-invoices say beside the invoice: who sells, who buys, how to pay. Without a file it is the
// demo's. In earnest each subscription has a buyer of its own.
func readParties(file string) (ubl.Details, error) {
	data := demoParties
	if file != "" {
		var err error
		if data, err = os.ReadFile(file); err != nil {
			return ubl.Details{}, err
		}
	}
	var d ubl.Details
	if err := json.Unmarshal(data, &d); err != nil {
		return ubl.Details{}, err
	}
	return d, d.Check()
}

// getInvoice answers with an invoice that was issued here, as JSON or as an e-invoice, whichever is rather accepted.
func (c *call) getInvoice() (reply, error) {
	accepted, _, err := contenttype.GetAcceptableMediaType(c.Request, []contenttype.MediaType{
		contenttype.NewMediaType(mediaJSON), contenttype.NewMediaType(mediaXML),
		contenttype.NewMediaType(mediaXML + "; charset=utf-8"), // which it is, to whom it matters
	})
	if err != nil {
		return reply{}, newProblem(notServed, "accept %q: is neither %s nor %s",
			shown(c.Header.Get("Accept")), mediaJSON, mediaXML)
	}
	h, err := c.held()
	if err != nil {
		return reply{}, err
	}
	documents, err := c.invoices(h.ID, 0)
	if err != nil {
		return reply{}, err
	}
	number, media := c.PathValue("number"), accepted.MIME()
	inv, ok := numbered(documents, number)
	if !ok {
		return reply{}, newProblem(unknown, "invoice %q of subscription %s was not issued here", shown(number), h.ID)
	}
	answer := reply{media: media, body: inv, log: []slog.Attr{slog.String("media", media)}}
	if media == mediaXML {
		answer.body, err = ubl.Encode(ubl.Document{Invoice: inv, Details: c.s.parties})
	}
	return answer, unelectronic(err)
}

// unelectronic says why an invoice cannot be an e-invoice.
func unelectronic(err error) error {
	if err == nil {
		return nil
	}
	var why mistakes
	for _, e := range billingrules.InputErrors(err) {
		why = append(why, mistake{Field: e.Field, Value: e.Value, Detail: e.Err.Error()})
	}
	p := newProblem(noEInvoice, "%s", why)
	p.Mistakes = why
	return p
}
