package ics

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"example.com/billingrules/calendar"
)

// Calendar is what is written.
type Calendar struct {
	Name   string         // whose days these are; part of what makes an event unique
	Zone   *time.Location // of purchase, in which the days are days
	On     calendar.Date  // the day as of which it is
	Events []Event
}

// product names the program that writes a calendar, as RFC 5545 requires.
const product = "-//billingrules//calendar//EN"

// suffix ends the UID of every event that is written here.
const suffix = ".billingrules"

// Bytes writes the calendar. Previous is the calendar that was written before, or nothing. An event that was in it
// keeps its identity, and its sequence number grows if anything else of it has changed; so a calendar program moves the
// event, and does not show it twice. An event that is gone, of a day that is still to come, is marked as cancelled.
// What has not changed is written byte for byte as before.
func (c Calendar) Bytes(previous []byte) ([]byte, error) {
	olds, err := read(previous)
	if err != nil {
		return nil, err
	}
	before := map[string]*ical.VEvent{}
	for _, old := range olds {
		before[old.Id()] = old
	}
	cal := ical.NewCalendarFor("billingrules")
	cal.SetProductId(product)
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ical.MethodPublish)
	cal.SetXWRCalName(c.Name)
	cal.SetXWRTimezone(c.Zone.String())
	cal.SetRefreshInterval("P1D")
	cal.SetXPublishedTTL("P1D")
	kept := map[string]bool{}
	for _, e := range inOrder(c.Events) {
		uid := e.Key + "@" + url.PathEscape(c.Name) + suffix
		if kept[uid] {
			return nil, fmt.Errorf("the event %s is a duplicate", uid)
		}
		kept[uid] = true
		event := c.event(uid, e)
		if old := before[uid]; old != nil {
			follow(event, old)
		}
		cal.AddVEvent(event)
	}
	for _, old := range olds {
		if kept[old.Id()] || !c.isAhead(old) {
			continue
		}
		if text(old, ical.ComponentPropertyStatus) != string(ical.ObjectStatusCancelled) {
			old.SetStatus(ical.ObjectStatusCancelled)
			old.SetSequence(sequence(old) + 1)
			old.SetDtStampTime(c.On.Start(c.Zone))
			old.Components = nil // nobody needs a reminder of it
		}
		cal.AddVEvent(old)
	}
	var out bytes.Buffer
	err = cal.SerializeTo(&out, ical.WithNewLineWindows)
	return out.Bytes(), err
}

// event makes an all-day event.
func (c Calendar) event(uid string, e Event) *ical.VEvent {
	event := ical.NewEvent(uid)
	event.SetDtStampTime(c.On.Start(c.Zone))
	event.SetProperty(ical.ComponentPropertyDtStart, compact(e.Days.Start()), ical.WithValue("DATE"))
	event.SetProperty(ical.ComponentPropertyDtEnd, compact(e.Days.End()), ical.WithValue("DATE"))
	event.SetSummary(e.Summary)
	event.SetDescription(e.Details)
	event.SetSequence(e.Revision)
	event.SetStatus(ical.ObjectStatusConfirmed)
	event.SetTimeTransparency(ical.TransparencyTransparent)
	for _, before := range e.Alarms {
		alarm := event.AddAlarm()
		alarm.SetAction(ical.ActionDisplay)
		alarm.SetDescription(e.Summary)
		alarm.SetTrigger(trigger(before))
	}
	return event
}

// trigger is nine o'clock, the given number of days before an event begins.
func trigger(days int) string {
	switch days {
	case 0:
		return "PT9H"
	case 1:
		return "-PT15H"
	}
	return fmt.Sprintf("-P%dDT15H", days-1)
}

func compact(d calendar.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// follow continues from the way in which an event was written before.
func follow(event, old *ical.VEvent) {
	same := true
	for _, p := range []ical.ComponentProperty{
		ical.ComponentPropertyDtStart, ical.ComponentPropertyDtEnd, ical.ComponentPropertySummary,
		ical.ComponentPropertyDescription, ical.ComponentPropertyStatus,
	} {
		same = same && text(event, p) == text(old, p)
	}
	if same {
		event.SetSequence(sequence(old))
		event.SetProperty(ical.ComponentPropertyDtstamp, text(old, ical.ComponentPropertyDtstamp))
		return
	}
	event.SetSequence(max(sequence(event), sequence(old)+1))
}

// isAhead reports whether any day of an event is still to come.
func (c Calendar) isAhead(e *ical.VEvent) bool {
	return text(e, ical.ComponentPropertyDtEnd) > compact(c.On)
}

func text(e *ical.VEvent, p ical.ComponentProperty) string {
	if found := e.GetProperty(p); found != nil {
		return found.Value
	}
	return ""
}

func sequence(e *ical.VEvent) int {
	n, err := strconv.Atoi(text(e, ical.ComponentPropertySequence))
	if err != nil {
		return 0
	}
	return n
}

// read reads the events of a calendar written by this package, in order.
func read(data []byte) ([]*ical.VEvent, error) {
	if len(data) == 0 {
		return nil, nil
	}
	cal, err := ical.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("is not a calendar: %w", err)
	}
	if !slices.ContainsFunc(cal.CalendarProperties, func(p ical.CalendarProperty) bool {
		return p.IANAToken == string(ical.PropertyProductId) && p.Value == product
	}) {
		return nil, errors.New("was not written here: it is not replaced")
	}
	for _, e := range cal.Events() {
		if !strings.HasSuffix(e.Id(), suffix) {
			return nil, errors.New("has events that were not written here: it is not replaced")
		}
	}
	return cal.Events(), nil
}
