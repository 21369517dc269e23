package refund

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/enum"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Purchase is one order that somebody may want to return: the fact that opens the window, with its own date. The
// zero Purchase is refused, field by field.
type Purchase struct {
	Kind    policy.Kind    `json:"kind"`
	Term    calendar.Term  `json:"term,omitzero"` // needed of a subscription, and cannot be of Flex tokens; of everything else it does not matter
	Channel policy.Channel `json:"channel"`       // by which this purchase was made
	Event   Occasion       `json:"event"`
	Ordered calendar.Date  `json:"ordered"`          // the day of this order, in the zone of purchase
	Renewal calendar.Date  `json:"renewal,omitzero"` // of a renewal: the renewal date, on which its term starts; otherwise the zero Date

	// Paid is what was paid for this purchase, line by line. Of a purchase in instalments it is those that have been
	// paid: the others fall away with the return. Without any, [Check] decides, and has no amount.
	Paid []Paid `json:"paid,omitempty"`
}

// Paid is one line of what was paid, and what of it has been given back already. Its amounts are whole numbers of minor
// units, 0 or more, and all in one currency. Net and Tax are needed, also where the tax is EUR 0.00.
type Paid struct {
	Description string       `json:"description"`
	Net         money.Amount `json:"net"` // before tax
	Tax         money.Amount `json:"tax"`
	ReturnedNet money.Amount `json:"returnedNet,omitzero"` // at most Net; the zero Amount where nothing has been given back
	ReturnedTax money.Amount `json:"returnedTax,omitzero"` // at most Tax; likewise
}

// Event is what a purchase was. Each is a purchase of its own, with a window from its own date (refund.scope). The
// zero Event is none.
type Occasion uint8

// The events.
const (
	Bought     Occasion = iota + 1 // the original purchase
	Renewed                        // a renewal
	SeatsAdded                     // seats added in mid-term
	Aligned                        // an extension to a common renewal date
)

const eventNames enum.Names = "purchase,renewal,seats,alignment"

// String returns the name, such as "purchase".
func (e Occasion) String() string { return eventNames.String("Event", uint8(e)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (e Occasion) MarshalText() ([]byte, error) {
	return eventNames.Append(nil, "refund.Event.MarshalText", "event", uint8(e))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (e *Occasion) UnmarshalText(text []byte) error {
	return enum.Unmarshal(eventNames, e, "refund.Event.UnmarshalText", "event", text)
}

// By is what must have happened by the last day of a window. The zero By is said of what cannot be returned at all.
type By uint8

// What the last day is for.
const (
	Made    By = iota + 1 // the return is complete
	Started               // the return has been asked for
)

const byNames enum.Names = "made,started"

// String returns the name, such as "made".
func (b By) String() string { return byNames.String("By", uint8(b)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (b By) MarshalText() ([]byte, error) {
	return byNames.Append(nil, "refund.By.MarshalText", "by", uint8(b))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (b *By) UnmarshalText(text []byte) error {
	return enum.Unmarshal(byNames, b, "refund.By.UnmarshalText", "by", text)
}
