package desk

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
)

const version = 3 // of the JSON

// Report is what is printed, as text or as JSON; docs/schema/report.json is the schema of the latter.
type Report struct {
	Version       int           `json:"version"`       // of the form: it grows if a key goes or changes
	Company       string        `json:"company"`       // whose subscriptions they are
	On            calendar.Date `json:"on"`            // the day of the report
	Zone          string        `json:"zone"`          // where they were bought
	Edition       string        `json:"edition"`       // the name of the edition by which all is answered
	Attention     []concern     `json:"attention"`     // what somebody should look at first, the worst first
	InvoicesDue   []unpaid      `json:"invoicesDue"`   // what waits for its payment, the oldest first
	Subscriptions []line        `json:"subscriptions"` // all of them, as in the file
	Plan          plan          `json:"plan"`          // of one renewal date for all
	edition       policy.Edition
	english       policy.Language
}

// line is what is said of one subscription.
type line struct {
	ID            string            `json:"id"`                     // as in the file
	Product       string            `json:"product"`                // its name on the day
	Kind          policy.Kind       `json:"kind"`                   // what was bought
	Term          calendar.Term     `json:"term,omitzero"`          // the length of the term of the day
	Seats         int               `json:"seats,omitzero"`         // on the day
	Tokens        int               `json:"tokens,omitzero"`        // of Flex tokens, as the file has them
	AutoRenew     bool              `json:"autoRenew"`              // whether it renews by itself
	FirstDay      calendar.Date     `json:"firstDay"`               // of the term of the day
	LastDay       calendar.Date     `json:"lastDay,omitzero"`       // of what has been bought, if not all was returned
	Expires       time.Time         `json:"expires,omitzero"`       // the last second of the last day
	Renews        time.Time         `json:"renews,omitzero"`        // the second after it; not if it is to be canceled
	Status        lifecycle.Status  `json:"status"`                 // where it stands on the day
	AccessThrough calendar.Date     `json:"accessThrough,omitzero"` // the last day of access, if nothing more happens
	AccessDays    int               `json:"accessDays"`             // until then, the day of the report included
	Access        capabilities      `json:"access,omitempty"`       // what is left of each capability
	Actions       lifecycle.Actions `json:"actions"`                // what can be done, with rules and windows
	Events        []lifecycle.Event `json:"events,omitempty"`       // the next ones, in order

	Charges []invoice.Instalment `json:"charges,omitempty"` // of the latest full term; not of Flex tokens
	Return  refund.Return        `json:"return,omitzero"`   // of the latest purchase or renewal that was not returned
	OneSeat *proration.Charge    `json:"oneSeat,omitempty"` // what one more seat costs
	NoSeat  policy.Decision      `json:"noSeat,omitzero"`   // or why there cannot be one; neither of a day that is over

	never bool // it is canceled before it starts
}

type capabilities map[lifecycle.Capability]lifecycle.Access

func newReport(ed policy.Edition, p portfolio, on calendar.Date, zone *time.Location) (r Report, err error) {
	r = Report{
		Version: version, Company: p.Company, On: on, Zone: zone.String(), Edition: ed.Name(), edition: ed,
		english:   policy.English(),
		Attention: attention(p, on), InvoicesDue: unpaidOn(p, on),
	}
	for _, s := range p.owned {
		l, err := newLine(s, s.life.On(on), p.Terms, zone)
		if err != nil {
			return Report{}, fmt.Errorf("%s: %w", s.ID, err)
		}
		r.Subscriptions = append(r.Subscriptions, l)
	}
	r.Plan, err = align(ed, p, on)
	return r, err
}

// The next three events are listed, as far as they are at most eventsAhead days ahead.
const shown, eventsAhead = 3, 800

func newLine(s subscription, v lifecycle.View, terms invoice.NetTerms, zone *time.Location) (line, error) {
	term, _ := s.bought(v)
	l := line{
		ID: s.ID, Product: s.product(v), Kind: v.Kind(), Term: term.Length, Seats: s.seats(v),
		Tokens: s.Tokens, AutoRenew: v.Kind() == policy.Subscription && v.AutoRenew(),
		FirstDay: term.Start, Status: v.Status(), Actions: v.Actions(),
	}
	if !returned(v) {
		covered := calendar.Span(term.Start, cmp.Or(v.Renewal(), term.End))
		l.LastDay = covered.LastDay()
		l.Expires, _ = covered.Expiry(zone)
		if _, ends := v.Cancellation(); l.Kind == policy.Subscription && !ends {
			_, l.Renews = covered.Instants(zone)
		}
	}
	for days, phase := range v.Phases() {
		l.never = phase == lifecycle.Canceled && l.AccessThrough.IsZero()
		if phase.Access(lifecycle.ProductAccess).Allows() {
			l.AccessThrough = days.LastDay()
		}
	}
	if l.Status.Phase != 0 {
		l.AccessDays = max(0, l.AccessThrough.Sub(v.Day())+1)
		l.Access = make(capabilities)
		for c := lifecycle.ProductAccess; c <= lifecycle.Support; c++ {
			l.Access[c] = v.Access(c)
		}
	}
	events, err := v.Timeline(v.Day().AddDays(1), v.Day().AddDays(eventsAhead))
	if err != nil {
		return line{}, err
	}
	for e := range events {
		if l.Events = append(l.Events, e); len(l.Events) == shown {
			break
		}
	}
	if err := l.price(s, v, terms); err != nil {
		return line{}, err
	}
	return l, nil
}

// price adds everything that has a price: the term, its return, and one more seat.
func (l *line) price(s subscription, v lifecycle.View, terms invoice.NetTerms) (err error) {
	if l.Charges, err = s.charges(v, terms); err != nil {
		return err
	}
	if !returned(v) {
		if l.Return, err = refund.Check(v.Edition(), s.purchase(v), v.Day()); err != nil {
			return err
		}
	}
	if can := v.CanAddSeats(); !can.Allowed() {
		l.NoSeat = can
		return nil
	}
	add, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: s.SRP[v.Stretch().Term()]})
	if errors.Is(err, lifecycle.ErrLaterFacts) {
		return nil // of a day that is over
	}
	l.OneSeat = &add.Charge
	return err
}

// bought returns the term that contains a day (the last that has begun by then, or else the first), and the term that
// was bought last.
func (s subscription) bought(v lifecycle.View) (term, latest lifecycle.BoughtTerm) {
	term, latest = s.Facts.Terms[0], s.Facts.Terms[0]
	for latest = range v.Terms() {
		if !latest.Start.After(v.Day()) {
			term = latest
		}
	}
	return term, latest
}

// returned reports whether everything that was bought by a day has been returned.
func returned(v lifecycle.View) bool {
	for range v.Terms() {
		return false
	}
	return !v.IsZero()
}

// seats is the number of seats on the day, or before the order that of the order.
func (s subscription) seats(v lifecycle.View) int {
	if v.IsZero() {
		return s.Facts.Seats
	}
	return v.Seats()
}

// product is the product on the day, or before the order that of the order.
func (s subscription) product(v lifecycle.View) string { return cmp.Or(v.Offering(), s.Facts.Offering) }

// purchase returns the latest purchase of an entry by a day that has a return period of its own: the original purchase
// or a renewal, not added seats.
func (s subscription) purchase(v lifecycle.View) refund.Purchase {
	list := coterm.Purchases(v.Subscription(), s.Channel)
	latest := list[0]
	for _, p := range list {
		returned := !p.Returned.IsZero() && !p.Returned.After(v.Day())
		if !p.What.Term.IsZero() && !p.Of.Ordered.After(v.Day()) && !returned {
			latest = p
		}
	}
	return latest.Of
}
