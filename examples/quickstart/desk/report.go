package desk

import (
	"cmp"
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

// version is that of the JSON. It grows if a key goes or changes.
const version = 2

// report is what is printed, as text or as JSON.
type report struct {
	Version       int           `json:"version"`
	Company       string        `json:"company"`
	On            calendar.Date `json:"on"`
	Zone          string        `json:"zone"`
	Edition       string        `json:"edition"`
	Attention     []concern     `json:"attention"`   // what somebody should look at first, the worst first
	InvoicesDue   []unpaid      `json:"invoicesDue"` // what waits for its payment, the oldest first
	Subscriptions []line        `json:"subscriptions"`
	Plan          plan          `json:"plan"`
	edition       policy.Edition
	english       policy.Language
}

// line is what is said of one subscription.
type line struct {
	ID            string            `json:"id"`
	Product       string            `json:"product"`
	Kind          policy.Kind       `json:"kind"`
	Term          calendar.Term     `json:"term,omitzero"`
	Seats         int               `json:"seats,omitzero"`
	Tokens        int               `json:"tokens,omitzero"`
	AutoRenew     bool              `json:"autoRenew"`
	FirstDay      calendar.Date     `json:"firstDay"` // of the term of the day
	LastDay       calendar.Date     `json:"lastDay"`  // of what has been bought
	Expires       time.Time         `json:"expires"`
	Renews        time.Time         `json:"renews,omitzero"` // not of Flex tokens
	Anniversaries []calendar.Date   `json:"anniversaries,omitempty"`
	Status        lifecycle.Status  `json:"status"`
	AccessThrough calendar.Date     `json:"accessThrough,omitzero"` // the last day of access, if nothing more happens
	AccessDays    int               `json:"accessDays"`             // until then, the day of the report included
	Access        access            `json:"access,omitempty"`       // what is left of each capability
	Actions       lifecycle.Actions `json:"actions"`
	Events        []lifecycle.Event `json:"events,omitempty"` // the next ones, in order

	Charges []invoice.Instalment `json:"charges,omitempty"` // of the latest full term; not of Flex tokens
	Return  refund.Return        `json:"return"`            // of the latest purchase: the original one or a renewal
	OneSeat *proration.Charge    `json:"oneSeat,omitempty"` // what one more seat costs
	NoSeat  policy.Decision      `json:"noSeat,omitzero"`   // or why there cannot be one
}

type access map[lifecycle.Capability]lifecycle.Access

func newReport(ed policy.Edition, p portfolio, on calendar.Date, zone *time.Location) (report, error) {
	r := report{
		Version: version, Company: p.Company, On: on, Zone: zone.String(), Edition: ed.Name(), edition: ed,
		english:   policy.English(),
		Attention: attention(p, on), InvoicesDue: unpaidOn(p, on),
	}
	for _, s := range p.owned {
		l, err := newLine(s, s.life.On(on), p.Terms, zone)
		if err != nil {
			return report{}, fmt.Errorf("%s: %w", s.ID, err)
		}
		r.Subscriptions = append(r.Subscriptions, l)
	}
	var err error
	r.Plan, err = align(ed, p, on)
	return r, err
}

// Of the coming events and anniversaries shown are listed, and events are looked for eventsAhead days ahead.
const (
	shown       = 3
	eventsAhead = 800
)

func newLine(s subscription, v lifecycle.View, terms invoice.NetTerms, zone *time.Location) (line, error) {
	term, _ := s.bought(v)
	covered := calendar.Span(term.Start, cmp.Or(v.Renewal(), term.End))
	l := line{
		ID: s.ID, Product: s.product(v), Kind: v.Kind(), Term: term.Length, Seats: cmp.Or(v.Seats(), s.Facts.Seats),
		Tokens: s.Tokens, AutoRenew: v.Kind() == policy.Subscription && v.AutoRenew(),
		FirstDay: term.Start, LastDay: covered.LastDay(), Status: v.Status(), Actions: v.Actions(),
	}
	l.Expires, _ = covered.Expiry(zone)
	if l.Kind == policy.Subscription {
		_, l.Renews = covered.Instants(zone)
		l.Anniversaries = coming(term, s.anchor(v), v.Day())
	}
	if l.AccessThrough = accessThrough(v); l.Status.Phase != 0 {
		l.AccessDays = max(0, l.AccessThrough.Sub(v.Day())+1)
		l.Access = make(access)
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

// price adds what has a price: the term, its return, and one seat more.
func (l *line) price(s subscription, v lifecycle.View, terms invoice.NetTerms) (err error) {
	if l.Charges, err = s.charges(v, terms); err != nil {
		return err
	}
	if l.Return, err = refund.Check(v.Edition(), s.purchase(v), v.Day()); err != nil {
		return err
	}
	if can := v.CanAddSeats(); !can.Allowed() {
		l.NoSeat = can
		return nil
	}
	add, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: s.SRP[v.Stretch().Term()]})
	l.OneSeat = &add.Charge
	return err
}

// bought returns the term in which a day lies, which is the last that has begun by then or else the first, and the term
// that was bought last.
func (s subscription) bought(v lifecycle.View) (term, latest lifecycle.BoughtTerm) {
	term, latest = s.Facts.Terms[0], s.Facts.Terms[0]
	for latest = range v.Terms() {
		if !latest.Start.After(v.Day()) {
			term = latest
		}
	}
	return term, latest
}

// product and anchor are those of the day; before the order, those of the order.
func (s subscription) product(v lifecycle.View) string { return cmp.Or(v.Offering(), s.Facts.Offering) }

func (s subscription) anchor(v lifecycle.View) calendar.Date {
	return cmp.Or(v.NextTerm().Anchor, s.Facts.Anchor)
}

// accessThrough returns the last day on which the product can be used, if nothing more happens.
func accessThrough(v lifecycle.View) calendar.Date {
	var last calendar.Date
	for days, phase := range v.Phases() {
		if phase.Access(lifecycle.ProductAccess).Allows() {
			last = days.LastDay()
		}
	}
	return last
}

// purchase returns the latest purchase of an entry, as far as its return is concerned.
func (s subscription) purchase(v lifecycle.View) refund.Purchase {
	_, term := s.bought(v)
	p := refund.Purchase{
		Kind: v.Kind(), Term: term.Length, Channel: s.Channel, Event: refund.Bought, Ordered: term.Ordered,
	}
	switch {
	case !term.AlignedTo.IsZero():
		p.Event = refund.Aligned
	case term.Start != s.Facts.Anchor:
		p.Event, p.Renewal = refund.Renewed, term.Start
	}
	return p
}

// coming lists the next anniversaries after a day, or month dates of a monthly term. They are counted from the start of
// the term, and their dates come from its anchor.
func coming(term lifecycle.BoughtTerm, anchor, on calendar.Date) []calendar.Date {
	months := min(term.Length.Months(), 12)
	grid, err := calendar.NewSeries(anchor, 1, calendar.Months)
	k, ok := grid.Index(term.Start)
	if err != nil || !ok {
		return nil
	}
	var dates []calendar.Date
	for k += months; len(dates) < shown && !grid.At(k).IsZero(); k += months {
		if d := grid.At(k); d.After(on) {
			dates = append(dates, d)
		}
	}
	return dates
}
