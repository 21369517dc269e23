package main

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"example.com/billingrules/calendar"
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
	Attention     []string      `json:"attention"` // what somebody should look at first, the worst first
	Subscriptions []line        `json:"subscriptions"`
	Alignment     alignment     `json:"alignment"`
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
	Exempt        bool              `json:"exempt"` // no stages: access ends with the last covered day
	FirstDay      calendar.Date     `json:"firstDay"`
	LastDay       calendar.Date     `json:"lastDay"`
	Expires       time.Time         `json:"expires"`
	Renews        time.Time         `json:"renews,omitzero"` // not of Flex tokens
	DaysLeft      int               `json:"daysLeft"`        // counting the day of the report; 0 where it is not covered
	Anniversaries []calendar.Date   `json:"anniversaries,omitempty"`
	Status        string            `json:"status"`
	Phase         string            `json:"phase"`
	Capabilities  map[string]string `json:"capabilities"`
	Actions       lifecycle.Actions `json:"actions"`
	Events        []lifecycle.Event `json:"events"` // the next ones, in order
	Return        refund.Return     `json:"return"` // of the latest purchase: the original one or a renewal
	OneSeat       *proration.Charge `json:"oneSeat,omitempty"`
	NoSeat        string            `json:"noSeat,omitempty"` // why a seat cannot be priced
}

// anniversariesShown is how many of the coming anniversaries, or month dates, are listed.
const anniversariesShown = 3

func newReport(ed policy.Edition, owned portfolio, on calendar.Date, zone *time.Location) (report, error) {
	r := report{Company: owned.company, On: on, Zone: zone.String(), Edition: ed.Name()}
	for _, s := range owned.subscriptions {
		l, err := newLine(ed, s, on, zone)
		if err != nil {
			return report{}, fmt.Errorf("%s: %w", s.id, err)
		}
		r.Subscriptions = append(r.Subscriptions, l)
	}
	r.Attention = attention(owned, on)
	var err error
	r.Alignment, err = align(ed, owned, on)
	return r, err
}

// soon is how many days before its end a subscription that does not renew itself needs attention.
const soon = 30

// attention names what needs it: what has lost access, what is about to, and what will end soon.
func attention(owned portfolio, on calendar.Date) []string {
	worst := []lifecycle.Phase{lifecycle.Suspended, lifecycle.Expired, lifecycle.Canceled, lifecycle.Active}
	list := []string{}
	for _, phase := range worst {
		for _, s := range owned.subscriptions {
			status := s.life.On(on)
			left := status.Renewal.Sub(on)
			switch {
			case status.Phase != phase:
			case phase != lifecycle.Active:
				list = append(list, fmt.Sprintf("%s  %s: %s", s.id, s.product, status))
			case status.Overdue:
				list = append(list, fmt.Sprintf("%s  %s: an invoice is overdue", s.id, s.product))
			case !s.autoRenew && s.kind == policy.Subscription && left <= soon:
				list = append(list, fmt.Sprintf("%s  %s: ends on %s and does not renew itself", s.id, s.product, status.Renewal.AddDays(-1)))
			}
		}
	}
	return list
}

// eventsShown is how many of the coming events are listed, and eventsAhead how far they are looked for, in days.
const (
	eventsShown = 3
	eventsAhead = 800
)

func nextEvents(life lifecycle.Subscription, on calendar.Date) ([]lifecycle.Event, error) {
	all, err := life.Timeline(on.AddDays(1), on.AddDays(eventsAhead))
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

func newLine(ed policy.Edition, s subscription, on calendar.Date, zone *time.Location) (line, error) {
	l := line{
		ID: s.id, Product: s.product, Kind: s.kind, Term: s.service.Term(), Seats: s.seats, Tokens: s.tokens,
		AutoRenew: s.autoRenew, Exempt: ed.IsExempt(s.product),
		FirstDay: s.covered.Start(), LastDay: s.covered.LastDay(),
	}
	status := s.life.On(on)
	l.Status, l.Phase, l.Capabilities = status.String(), status.Phase.String(), map[string]string{}
	for c := lifecycle.ProductAccess; c <= lifecycle.Support && status.Phase != 0; c++ {
		l.Capabilities[c.String()] = status.Access(c).String()
	}
	l.Actions = s.life.Actions(on)
	var err error
	if l.Events, err = nextEvents(s.life, on); err != nil {
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
	if can := s.life.CanAddSeats(on); !can.Allowed() {
		l.NoSeat = can.String()
		return l, nil
	}
	charge, err := proration.Price(ed, proration.Line{SRP: s.srp, Seats: 1, Service: s.service, Bought: bought})
	if err != nil {
		return line{}, err
	}
	l.OneSeat = &charge
	return l, nil
}

// purchase returns the latest purchase of an entry, as far as its return is concerned.
func (s *subscription) purchase() refund.Purchase {
	p := refund.Purchase{Kind: s.kind, Term: s.service.Term(), Channel: s.channel, Event: refund.Bought, Ordered: s.ordered}
	if s.covered.Start() != s.purchased {
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
	var dates []calendar.Date
	k := -1 // counted from the start of the term, whose anniversaries they are; the dates come from its anchor
	for d := range service.Anchor().Every(1) {
		if d.Before(service.Covered().Start()) {
			continue
		}
		if k++; k > 0 && k%months == 0 && d.After(on) {
			dates = append(dates, d)
		}
		if len(dates) == anniversariesShown {
			break
		}
	}
	return dates
}

// clock is how an instant is shown: the wall clock of the place of purchase, and how far that is from UTC.
const clock = "2006-01-02 15:04:05 -07:00"

func (r report) print(w *bytes.Buffer) {
	fmt.Fprintf(w, "%s: %s on %s, %s, edition %s\n", r.Company, count(len(r.Subscriptions), "subscription"), r.On, r.Zone, r.Edition)
	fmt.Fprintf(w, "\nNeeds attention\n")
	for _, text := range r.Attention {
		fmt.Fprintf(w, "      %s\n", text)
	}
	if len(r.Attention) == 0 {
		fmt.Fprintf(w, "      nothing\n")
	}
	for _, l := range r.Subscriptions {
		fmt.Fprintf(w, "\n%s  %s, %s\n", l.ID, l.Product, l.size())
		fmt.Fprintf(w, "      covers         %s through %s, %s\n", l.FirstDay, l.LastDay, l.left(r.On))
		fmt.Fprintf(w, "      status         %s\n", l.Status)
		if len(l.Capabilities) > 0 {
			fmt.Fprintf(w, "      capabilities   %s\n", l.capabilities())
		}
		fmt.Fprintf(w, "      can            %s\n", l.can())
		for i, e := range l.Events {
			fmt.Fprintf(w, "      %-14s %s\n", map[bool]string{true: "next"}[i == 0], e)
		}
		fmt.Fprintf(w, "      %s %s\n", l.mark("expires", !l.AutoRenew), l.Expires.Format(clock))
		if l.Kind == policy.Subscription {
			fmt.Fprintf(w, "      %s %s\n", l.mark("renews", l.AutoRenew), l.Renews.Format(clock))
		}
		if len(l.Anniversaries) > 0 {
			fmt.Fprintf(w, "      anniversaries  %s\n", list(l.Anniversaries))
		}
		fmt.Fprintf(w, "      return         %s\n", l.Return)
		if l.Exempt {
			fmt.Fprintf(w, "      lapse          none: access ends with the last covered day (%s)\n", policy.RuleLapseExempt)
		}
		if l.OneSeat != nil {
			fmt.Fprintf(w, "      one seat more  %s\n", l.OneSeat)
		} else {
			fmt.Fprintf(w, "      one seat more  no: %s\n", l.NoSeat)
		}
	}
	fmt.Fprintf(w, "\n* comes next, as auto-renew stands\n")
	r.Alignment.print(w)
}

func (l line) capabilities() string {
	var texts []string
	for c := lifecycle.ProductAccess; c <= lifecycle.Support; c++ {
		texts = append(texts, c.String()+" "+l.Capabilities[c.String()])
	}
	return strings.Join(texts, ", ")
}

// can lists what may be asked for that day, each with the last day on which it may be.
func (l line) can() string {
	var texts []string
	for action, d := range l.Actions.All() {
		if last := d.Window.LastDay(); d.Allowed() && last.IsZero() {
			texts = append(texts, action.String())
		} else if d.Allowed() {
			texts = append(texts, action.String()+" until "+last.String())
		}
	}
	if len(texts) == 0 {
		return "nothing"
	}
	return strings.Join(texts, ", ")
}

func (l line) size() string {
	if l.Kind == policy.FlexTokens {
		return count(l.Tokens, "token")
	}
	return l.Term.String() + ", " + count(l.Seats, "seat")
}

// mark names an instant, with a star before the one that auto-renew makes the one to come.
func (l line) mark(name string, comes bool) string {
	if comes && l.Kind == policy.Subscription {
		name += " *"
	}
	return fmt.Sprintf("%-14s", name)
}

func (l line) left(on calendar.Date) string {
	switch {
	case l.DaysLeft > 0:
		return count(l.DaysLeft, "day") + " left"
	case on.Before(l.FirstDay):
		return "starts in " + count(l.FirstDay.Sub(on), "day")
	}
	return "ended " + count(on.Sub(l.LastDay), "day") + " ago"
}

func list(dates []calendar.Date) string {
	texts := make([]string, len(dates))
	for i, d := range dates {
		texts[i] = d.String()
	}
	return strings.Join(texts, ", ")
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
