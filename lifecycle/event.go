package lifecycle

import (
	"database/sql/driver"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/enum"
	"example.com/billingrules/rule"
)

// EventKind is what happens on a day of a timeline. The zero EventKind is not valid.
type EventKind uint8

// The kinds of event, in the order in which events of one day are listed.
const (
	TermStarts        EventKind = iota + 1 // "term-starts": the first day of a term, which is R of the one before
	Anniversary                            // "anniversary" of a three-year term, on which an instalment is due
	WindowOpens                            // "window-opens": the first day on which the term can be renewed early
	ChangeTakesEffect                      // "change-takes-effect": a change that was pending
	LastDay                                // "last-day": the last covered day, if no renewal follows
	PurchaseReturned                       // "returned": the day on which a term or added seats were returned
	PhaseStarts                            // "phase-starts": the first day of a phase
)

// text is the table of the texts.
func (v EventKind) text() string {
	return enum.At([]string{
		TermStarts:        "term-starts",
		Anniversary:       "anniversary",
		WindowOpens:       "window-opens",
		ChangeTakesEffect: "change-takes-effect",
		LastDay:           "last-day",
		PurchaseReturned:  "returned",
		PhaseStarts:       "phase-starts",
	}, v)
}

func (EventKind) enum() enum.Type[EventKind] {
	return enum.Of("lifecycle.EventKind", "event", EventKind.text)
}

// IsValid reports whether v is one of those listed; the zero EventKind is not.
func (v EventKind) IsValid() bool { return v.enum().IsValid(v) }

// String returns the text, such as "term-starts".
func (v EventKind) String() string { return v.enum().String(v) }

// MarshalText returns the text; a value that is not valid is an error.
func (v EventKind) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (v *EventKind) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a text from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *EventKind) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the text for a database; the zero value is an error. It implements [driver.Valuer].
func (v EventKind) Value() (driver.Value, error) { return v.enum().Value(v) }

// Event is something that happens on a day. It is a plain comparable value.
type Event struct {
	Day       calendar.Date `json:"day"`                // the day on which it happens
	What      EventKind     `json:"what"`               // what happens
	Rule      rule.ID       `json:"rule"`               // the rule that it rests on
	Phase     Phase         `json:"phase,omitzero"`     // for PhaseStarts: the phase
	Change    ChangeKind    `json:"change,omitzero"`    // for ChangeTakesEffect: what changes
	Projected bool          `json:"projected,omitzero"` // it rests on a renewal that auto-renew is expected to make
}

// String returns the event in one line, such as "2025-06-25 phase-starts suspended (lapse.suspended-days)". The zero
// Event is "no event".
func (e Event) String() string {
	if e == (Event{}) {
		return "no event"
	}
	text := e.Day.String() + " " + e.What.String()
	if e.Phase != 0 {
		text += " " + e.Phase.String()
	}
	if e.Change != 0 {
		text += " " + e.Change.String()
	}
	text += " (" + string(e.Rule) + ")"
	if e.Projected {
		text += ", projected"
	}
	return text
}
