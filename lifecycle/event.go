package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/enum"
	"example.com/billingrules/rule"
)

// EventKind is what happens on a day of a timeline. The zero EventKind is nothing.
type EventKind uint8

// The kinds of event, in the order in which those of one day are listed.
const (
	TermStarts        EventKind = iota + 1 // "term-starts": the first day of a term; also the renewal date of the one before
	Anniversary                            // "anniversary" of a three-year term, on which an instalment is due
	WindowOpens                            // "window-opens": the first day on which the term can be renewed early
	ChangeTakesEffect                      // "change-takes-effect": a change that was pending
	LastDay                                // "last-day": the last covered day, if no renewal follows
	PhaseStarts                            // "phase-starts": the first day of a phase
)

const eventNames enum.Names = "term-starts,anniversary,window-opens,change-takes-effect,last-day,phase-starts"

// String returns the name, such as "term-starts".
func (k EventKind) String() string { return eventNames.String("EventKind", uint8(k)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (k EventKind) MarshalText() ([]byte, error) {
	return eventNames.Append(nil, "lifecycle.EventKind.MarshalText", "event", uint8(k))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (k *EventKind) UnmarshalText(text []byte) error {
	return enum.Unmarshal(eventNames, k, "lifecycle.EventKind.UnmarshalText", "event", text)
}

// Event is something that happens on a day. It is a plain comparable value.
type Event struct {
	Day       calendar.Date `json:"day"`
	What      EventKind     `json:"what"`
	Rule      rule.ID       `json:"rule"`
	Phase     Phase         `json:"phase,omitzero"`     // of PhaseStarts: which
	Change    ChangeKind    `json:"change,omitzero"`    // of ChangeTakesEffect: which
	Projected bool          `json:"projected,omitzero"` // it rests on a renewal that auto-renew is expected to make
}

// String returns the event in one line, as "2025-06-25 phase-starts suspended (lapse.suspended-days)".
func (e Event) String() string {
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
