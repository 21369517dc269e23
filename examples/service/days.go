package main

import (
	"log/slog"

	"example.com/billingrules/examples/ics"
)

const mediaCalendar = "text/calendar; charset=utf-8"

// getCalendar answers with the days of all subscriptions, for a calendar program that subscribes to them.
func (c *call) getCalendar() (reply, error) {
	cal := ics.Calendar{Name: "Subscriptions", Zone: c.s.zone, On: c.day}
	err := c.walk("", func(h held) (bool, error) { return true, c.addDays(h, &cal) })
	return calendarReply(cal, err)
}

// getDays answers with the days of one subscription. They are the same events as in the calendar of all.
func (c *call) getDays() (reply, error) {
	cal := ics.Calendar{Name: "Subscriptions", Zone: c.s.zone, On: c.day}
	h, err := c.held()
	if err == nil {
		err = c.addDays(h, &cal)
	}
	return calendarReply(cal, err)
}

// addDays adds the days of a subscription to a calendar.
func (c *call) addDays(h held, cal *ics.Calendar) error {
	list, err := c.returnables(h)
	if err != nil {
		return err
	}
	s := ics.Subscription{ID: h.ID, View: h.sub.On(c.day)}
	for _, one := range list {
		s.Returns = append(s.Returns, one.Return)
	}
	cal.Events = append(cal.Events, ics.Events(s)...)
	return nil
}

func calendarReply(cal ics.Calendar, err error) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	data, err := cal.Bytes(nil)
	return reply{body: data, media: mediaCalendar, log: []slog.Attr{slog.Int("events", len(cal.Events))}}, err
}
