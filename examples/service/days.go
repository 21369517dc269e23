package main

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/ics"
)

const mediaCalendar = "text/calendar; charset=utf-8"

// getCalendar answers with the days of all subscriptions, for a calendar program that subscribes to them.
func (s *service) getCalendar(r *http.Request, day calendar.Date) (reply, error) {
	c := ics.Calendar{Name: "Subscriptions", Zone: s.zone, On: day}
	err := s.store.within(r.Context(), func(tx *sql.Tx) error {
		var ids []string
		err := each(r.Context(), tx, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		}, "SELECT id FROM subscriptions ORDER BY id")
		if err != nil {
			return err
		}
		for _, id := range ids {
			h, err := s.get(r, tx, id, day)
			if err == nil {
				err = addDays(r.Context(), tx, h, day, &c)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return calendarReply(c, err)
}

// getDays answers with the days of one subscription. They are the same events as in the calendar of all.
func (s *service) getDays(r *http.Request, day calendar.Date) (reply, error) {
	c := ics.Calendar{Name: "Subscriptions", Zone: s.zone, On: day}
	err := s.ask(r, day, func(tx *sql.Tx, h held) error { return addDays(r.Context(), tx, h, day, &c) })
	return calendarReply(c, err)
}

// addDays adds the days of a subscription to a calendar.
func addDays(ctx context.Context, tx *sql.Tx, h held, day calendar.Date, c *ics.Calendar) error {
	list, err := returnables(ctx, tx, h, day)
	if err != nil {
		return err
	}
	s := ics.Subscription{ID: h.ID, View: h.sub.On(day)}
	for _, one := range list {
		s.Returns = append(s.Returns, one.Return)
	}
	c.Events = append(c.Events, ics.Events(s)...)
	return nil
}

func calendarReply(c ics.Calendar, err error) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	data, err := c.Bytes(nil)
	return reply{body: data, media: mediaCalendar, log: []slog.Attr{slog.Int("events", len(c.Events))}}, err
}
