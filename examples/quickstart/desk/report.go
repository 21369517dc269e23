package desk

import (
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

// report is what is printed, as text or as JSON.
type report struct {
	Company       string        `json:"company"`
	On            calendar.Date `json:"on"`
	Zone          string        `json:"zone"`
	Edition       string        `json:"edition"`
	Attention     []concern     `json:"attention"`   // what somebody should look at first, the worst first
	InvoicesDue   []unpaid      `json:"invoicesDue"` // what waits for its payment, the oldest first
	Subscriptions []line        `json:"subscriptions"`
	Alignment     alignment     `json:"alignment"`
}

// line is what is said of one subscription.
type line struct {
	ID            string               `json:"id"`
	Product       string               `json:"product"`
	Kind          policy.Kind          `json:"kind"`
	Term          calendar.Term        `json:"term,omitzero"`
	Seats         int                  `json:"seats,omitzero"`
	Tokens        int                  `json:"tokens,omitzero"`
	AutoRenew     bool                 `json:"autoRenew"`
	Lapsed        bool                 `json:"lapsed"` // the last covered day is over, and no renewal is awaited
	Exempt        bool                 `json:"exempt"` // no stages: access ends with the last covered day
	FirstDay      calendar.Date        `json:"firstDay"`
	LastDay       calendar.Date        `json:"lastDay"`
	Expires       time.Time            `json:"expires"`
	Renews        time.Time            `json:"renews,omitzero"` // not of Flex tokens
	DaysLeft      int                  `json:"daysLeft"`        // counting the day of the report; 0 if it is not covered
	Anniversaries []calendar.Date      `json:"anniversaries,omitempty"`
	Status        string               `json:"status"`
	Phase         string               `json:"phase"`
	Capabilities  map[string]string    `json:"capabilities"`
	Actions       lifecycle.Actions    `json:"actions"`
	Events        []lifecycle.Event    `json:"events"`            // the next ones, in order
	Charges       []invoice.Instalment `json:"charges,omitempty"` // of the current term; not of Flex tokens
	Return        refund.Return        `json:"return"`            // of the latest purchase: the original one or a renewal
	OneSeat       *proration.Charge    `json:"oneSeat,omitempty"`
	NoSeat        string               `json:"noSeat,omitempty"` // why a seat cannot be priced
}

// anniversariesShown is how many of the coming anniversaries, or month dates, are listed.
const anniversariesShown = 3

func newReport(ed policy.Edition, owned portfolio, on calendar.Date, zone *time.Location) (report, error) {
	r := report{Company: owned.company, On: on, Zone: zone.String(), Edition: ed.Name()}
	for _, s := range owned.subscriptions {
		l, err := newLine(ed, owned.terms, &s, on, zone)
		if err != nil {
			return report{}, fmt.Errorf("%s: %w", s.id, err)
		}
		r.Subscriptions = append(r.Subscriptions, l)
	}
	r.Attention, r.InvoicesDue = attention(owned, on), unpaidOn(owned, on)
	var err error
	r.Alignment, err = align(ed, owned, on)
	return r, err
}

// soon is how many days before its end a subscription that does not renew itself needs attention.
const soon = 30

// concern is a subscription that needs attention, and why.
type concern struct {
	ID      string `json:"id"`
	Product string `json:"product"`
	Why     string `json:"why"`
}

// attention names what needs it: what has lost access, what is about to, and what will end soon.
func attention(owned portfolio, on calendar.Date) []concern {
	var found [lifecycle.Canceled + 1][]concern
	for _, s := range owned.subscriptions {
		status := s.life.On(on).Status()
		if why := s.concern(status); why != "" {
			found[status.Phase] = append(found[status.Phase], concern{ID: s.id, Product: s.product, Why: why})
		}
	}
	list := []concern{}
	for _, phase := range []lifecycle.Phase{lifecycle.Suspended, lifecycle.Expired, lifecycle.Canceled, lifecycle.Active} {
		list = append(list, found[phase]...)
	}
	return list
}

// concern says why a subscription needs attention; it is empty where it does not.
func (s *subscription) concern(status lifecycle.Status) string {
	switch {
	case status.Phase == 0:
		return ""
	case status.Phase != lifecycle.Active:
		return status.String()
	case status.Overdue:
		return "an invoice is overdue"
	case !s.autoRenew && s.kind == policy.Subscription && status.Renewal.Sub(status.Day) <= soon:
		return "ends on " + s.covered.LastDay().String() + " and does not renew itself"
	}
	return ""
}

// eventsShown is how many of the coming events are listed, and eventsAhead how far they are looked for, in days.
const (
	eventsShown = 3
	eventsAhead = 800
)

func nextEvents(v lifecycle.View) ([]lifecycle.Event, error) {
	all, err := v.Timeline(v.Day().AddDays(1), v.Day().AddDays(eventsAhead))
	if err != nil {
		return nil, err
	}
	var next []lifecycle.Event
	for e := range all {
		if next = append(next, e); len(next) == eventsShown {
			break
		}
	}
	return next, nil
}

func newLine(ed policy.Edition, terms invoice.NetTerms, s *subscription, on calendar.Date, zone *time.Location) (line,
	error,
) {
	v := s.life.On(on)
	status := v.Status()
	l := line{
		ID: s.id, Product: s.product, Kind: s.kind, Term: s.service.Term(), Seats: s.seats, Tokens: s.tokens,
		AutoRenew: s.autoRenew, Lapsed: status.Ended && !status.Provisional, Exempt: ed.IsExempt(s.product),
		FirstDay: s.covered.Start(), LastDay: s.covered.LastDay(),
	}
	l.Status, l.Phase, l.Capabilities = status.String(), status.Phase.String(), map[string]string{}
	for c := lifecycle.ProductAccess; c <= lifecycle.Support && status.Phase != 0; c++ {
		l.Capabilities[c.String()] = v.Access(c).String()
	}
	l.Actions = v.Actions()
	var err error
	if l.Events, err = nextEvents(v); err != nil {
		return line{}, err
	}
	if l.Charges, err = s.charges(ed, terms); err != nil {
		return line{}, err
	}
	if l.Return, err = refund.Check(ed, s.purchase(), on); err != nil {
		return line{}, err
	}
	l.Expires, _ = s.covered.Expiry(zone)
	bought := calendar.Since(on).Intersect(s.covered)
	if s.covered.Contains(on) {
		l.DaysLeft, _ = bought.Days()
	}
	if s.service.IsZero() {
		l.NoSeat = "Flex tokens have no seats and no term"
		return l, nil
	}
	_, l.Renews = s.covered.Instants(zone)
	l.Anniversaries = coming(s.service, on)
	add, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: s.srp})
	var refusal *policy.Refusal
	switch {
	case errors.As(err, &refusal):
		l.NoSeat = refusal.Decision.String()
	case err != nil:
		return line{}, err
	default:
		l.OneSeat = &add.Charge
	}
	return l, nil
}

// purchase returns the latest purchase of an entry, as far as its return is concerned.
func (s *subscription) purchase() refund.Purchase {
	p := refund.Purchase{
		Kind: s.kind, Term: s.service.Term(), Channel: s.channel, Event: refund.Bought,
		Ordered: s.ordered,
	}
	if s.renewed() {
		p.Event, p.Renewal = refund.Renewed, s.covered.Start()
	}
	return p
}

// coming lists the next anniversaries after a day, or month dates of a monthly term.
func coming(service calendar.Service, on calendar.Date) []calendar.Date {
	months := 12
	if service.Term() == calendar.Monthly {
		months = 1
	}
	grid, err := calendar.NewSeries(service.Anchor(), 1, calendar.Months)
	k, ok := grid.Index(service.Covered().Start())
	if err != nil || !ok {
		return nil
	}
	var dates []calendar.Date
	for len(dates) < anniversariesShown {
		k += months // counted from the start of the term, whose anniversaries they are; the dates come from its anchor
		d := grid.At(k)
		if d.IsZero() {
			break
		}
		if d.After(on) {
			dates = append(dates, d)
		}
	}
	return dates
}
