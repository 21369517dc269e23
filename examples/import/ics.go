package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"example.com/billingrules/coterm"
	"example.com/billingrules/examples/ics"
	"example.com/billingrules/invoice"
	"example.com/billingrules/refund"
)

// calendar writes the days of the facts as a calendar, continuing the one that is already in the file.
func (k known) calendar(file, name string, zone *time.Location, facts []imported) ([]byte, error) {
	previous, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	c := ics.Calendar{Name: name, Zone: zone, On: k.on}
	for _, m := range facts {
		s := ics.Subscription{ID: m.ID, View: m.sub.On(k.on)}
		if m.Facts.Terms[0].AlignedTo.IsZero() {
			if priced, err := invoice.PriceTerm(k.edition, m.current()); err == nil { // without a price none is known
				s.Charges = priced.Instalments
			}
			for _, p := range coterm.Purchases(m.sub, m.Channel) {
				if !p.Returned.IsZero() && !p.Returned.After(k.on) {
					continue
				}
				if r, err := refund.Check(k.edition, p.Of, k.on); err == nil { // not without a channel
					s.Returns = append(s.Returns, r)
				}
			}
		}
		c.Events = append(c.Events, ics.Events(s)...)
	}
	data, err := c.Bytes(previous)
	if err != nil {
		return nil, fmt.Errorf("-ics %s: %w", file, err)
	}
	return data, nil
}
