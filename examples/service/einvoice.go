package main

import (
	_ "embed"
	"encoding/json"
	"log/slog"
	"os"
	"strconv"
	"strings"

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
	media, ok := accepted(c.Header.Values("Accept"))
	if !ok {
		return reply{}, newProblem(notServed, "accept %q: is neither %s nor %s",
			shown(c.Header.Get("Accept")), mediaJSON, mediaXML)
	}
	h, err := c.held()
	if err != nil {
		return reply{}, err
	}
	documents, err := loadInvoices(c.Context(), c.tx, h.ID)
	if err != nil {
		return reply{}, err
	}
	number := c.PathValue("number")
	inv, ok := documents.find(number)
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

// accepted returns which of JSON and XML a client would rather have, JSON if it is all the same, or false if neither.
func accepted(headers []string) (media string, ok bool) {
	if len(headers) == 0 {
		return mediaJSON, true
	}
	best := 0
	for _, offer := range []string{mediaJSON, mediaXML} {
		if q := quality(headers, offer); q > best {
			media, best = offer, q
		}
	}
	return media, best > 0
}

// quality returns how much a client wants a media type, in thousandths: what the most specific of its ranges says.
func quality(headers []string, offer string) int {
	main, _, _ := strings.Cut(offer, "/")
	q, rank := 0, 0
	for part := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		name, parameters, _ := strings.Cut(part, ";")
		ranks := map[string]int{"*/*": 1, main + "/*": 2, offer: 3}
		if r := ranks[strings.ToLower(strings.TrimSpace(name))]; r > rank {
			q, rank = weight(parameters), r
		}
	}
	return q
}

// weight returns the q of the parameters of a media range, in thousandths; 1000 if there is none that can be read.
func weight(parameters string) int {
	for p := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if whole, places, _ := strings.Cut(value, "."); strings.EqualFold(name, "q") {
			if n, err := strconv.Atoi(whole + (places + "000")[:3]); err == nil && n >= 0 && n <= 1000 {
				return n
			}
		}
	}
	return 1000
}
