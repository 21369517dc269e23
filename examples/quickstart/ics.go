package main

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"example.com/billingrules/examples/ics"
	"example.com/billingrules/refund"
)

// writeCalendar writes the days of a portfolio as a calendar, which carries on from the one that is in the file.
func writeCalendar(name string, owned portfolio, r report, zone *time.Location) error {
	previous, err := readFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	c := ics.Calendar{Name: r.Company, Zone: zone, On: r.On}
	for i, s := range owned.subscriptions {
		l := r.Subscriptions[i]
		c.Events = append(c.Events, ics.Events(ics.Subscription{
			ID: s.id, View: s.life.On(r.On), Returns: []refund.Return{l.Return}, Charges: l.Charges,
		})...)
	}
	data, err := c.Bytes(previous)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return replaceFile(name, data)
}
