package desk

import (
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// picture is what the timeline shows, in dates: where anything of it stands on the page is for the drawing to say.
type picture struct {
	company, summary string
	on               calendar.Date
	shown            calendar.Period // the days of the time axis
	rows             []row
}

// row is one subscription.
type row struct {
	id, product, size string
	phase, left       string
	stretches         []stretch
	renewals          []calendar.Date   // where one term follows another
	windows           []calendar.Period // when a renewal date can be renewed early
	marks             []mark
}

// stretch is the days of one phase, or those that only automatic renewals will cover.
type stretch struct {
	days      calendar.Period
	phase     lifecycle.Phase
	projected bool
}

func (s stretch) String() string {
	name := s.phase.String()
	if s.projected {
		name = "renews by itself"
	}
	if s.days.End().IsZero() {
		return fmt.Sprintf("%s from %s on", name, s.days.Start())
	}
	return fmt.Sprintf("%s from %s through %s", name, s.days.Start(), s.days.LastDay())
}

// markKind is what happens on a single day.
type markKind uint8

const (
	charged  markKind = iota + 1 // the term or an instalment of it
	due                          // of an unpaid invoice
	deadline                     // of a return
)

type mark struct {
	kind markKind
	day  calendar.Date
	text string
}

// maxRows is how many subscriptions fit on a page of A4 in letters of six points.
const maxRows = 60

// reach is how many months before and after the day of the report the time axis goes at most.
const reach = 48

// newPicture works out the timeline of a report's subscriptions.
func newPicture(owned portfolio, r report) (picture, error) {
	if n := len(owned.subscriptions); n > maxRows {
		return picture{}, fmt.Errorf("%d subscriptions: one page shows at most %d", n, maxRows)
	}
	p := picture{
		company: r.Company, on: r.On,
		summary: fmt.Sprintf("%s on %s, %s, edition %s", count(len(r.Subscriptions), "subscription"), r.On, r.Zone,
			r.Edition),
	}
	days := []calendar.Date{r.On}
	for i, l := range r.Subscriptions {
		p.rows = append(p.rows, newRow(owned.subscriptions[i], l, r))
		days = append(days, owned.subscriptions[i].days(p.rows[i], r.On)...)
	}
	var err error
	if p.shown, err = span(r.On, days); err != nil {
		return picture{}, err
	}
	for i := range p.rows {
		if err := p.rows[i].project(owned.subscriptions[i], r.On, p.shown); err != nil {
			return picture{}, err
		}
	}
	return p, nil
}

// newRow is what does not depend on how far the time axis goes.
func newRow(s subscription, l line, r report) row {
	row := row{id: l.ID, product: l.Product, size: l.size(), phase: l.Phase, left: l.left(r.On)}
	for days, phase := range s.life.On(r.On).Phases() {
		row.stretches = append(row.stretches, stretch{days: days, phase: phase})
	}
	for _, c := range l.Charges {
		row.marks = append(row.marks, mark{charged, c.Date, "charge " + c.String()})
	}
	for _, u := range r.InvoicesDue {
		if u.ID == s.id {
			row.marks = append(row.marks,
				mark{due, u.Due, fmt.Sprintf("unpaid invoice %s of %s, due %s", u.Number, u.Issued, u.Due)})
		}
	}
	if !l.Return.Deadline.IsZero() {
		row.marks = append(row.marks, mark{deadline, l.Return.Deadline, "return: " + l.Return.String()})
	}
	return row
}

// renewing reports whether auto-renew can be expected to make the coming renewals: not once one has failed to come.
func (s *subscription) renewing(on calendar.Date) bool {
	v := s.life.On(on)
	phase := v.Phase()
	return s.kind == policy.Subscription && v.AutoRenew() && (phase == 0 || phase == lifecycle.Active)
}

// days are those that should be seen of a row: all of its changes, but not the lapse that a renewal averts.
func (s *subscription) days(r row, on calendar.Date) []calendar.Date {
	days := []calendar.Date{s.covered.Start(), s.covered.End()}
	for _, st := range r.stretches {
		if from := st.days.Start(); !s.renewing(on) || !from.After(s.covered.End()) {
			days = append(days, from)
		}
	}
	for _, m := range r.marks {
		days = append(days, m.day)
	}
	return days
}

// span returns the days of a time axis on which all of these can be seen, as far as it reaches: whole quarters, and at
// least a year of them, so that the months of a single one do not fill the page.
func span(on calendar.Date, days []calendar.Date) (calendar.Period, error) {
	first, last := slices.MinFunc(days, calendar.Date.Compare), slices.MaxFunc(days, calendar.Date.Compare)
	if end := on.AddMonths(reach); end.IsZero() {
		return calendar.Period{}, fmt.Errorf("the calendar ends less than %d months after %s", reach, on)
	} else if last.After(end) {
		last = end
	}
	if start := on.AddMonths(-reach); first.Before(start) {
		first = start
	}
	from, err := quarter(first)
	if err != nil {
		return calendar.Period{}, err
	}
	to, err := quarter(last)
	if err != nil {
		return calendar.Period{}, err
	}
	end := to.AddMonths(3)
	if year := from.AddMonths(12); end.Before(year) {
		end = year
	}
	return calendar.Between(from, end)
}

// quarter returns the first day of the quarter in which a day lies.
func quarter(d calendar.Date) (calendar.Date, error) {
	year, month, _ := d.Civil()
	return calendar.NewDate(year, month-(month-1)%3, 1)
}

// project completes a row by what the library's timeline expects: the windows, the renewals that auto-renew makes, and
// what follows them.
func (r *row) project(s subscription, on calendar.Date, shown calendar.Period) error {
	from := shown.Start().AddMonths(-12) // what is open where the axis starts has opened less than a year before
	if from.IsZero() {
		from = shown.Start()
	}
	all, err := s.life.On(on).Timeline(from, shown.End())
	if err != nil {
		return err
	}
	events := slices.Collect(all)
	if !s.renewing(on) {
		events = slices.DeleteFunc(events, func(e lifecycle.Event) bool { return e.Projected })
	}
	for _, e := range events {
		switch {
		case e.What == lifecycle.TermStarts && e.Projected:
			r.renewals = append(r.renewals, e.Day)
			if len(r.renewals) == 1 {
				r.follow(e.Day, lifecycle.Active)
			}
		case e.What == lifecycle.PhaseStarts && e.Projected:
			r.follow(e.Day, e.Phase)
		}
	}
	for _, e := range events {
		if e.What == lifecycle.WindowOpens {
			r.open(calendar.Since(e.Day).Intersect(r.before(e, s.covered.End())))
		}
	}
	return nil
}

// open adds a window. One that follows another without a day between, as of a monthly term, goes on with it.
func (r *row) open(window calendar.Period) {
	last := len(r.windows) - 1
	if last < 0 || r.windows[last].End() != window.Start() {
		r.windows = append(r.windows, window)
		return
	}
	rest := calendar.Since(r.windows[last].Start())
	if !window.End().IsZero() {
		rest = rest.Intersect(calendar.Until(window.End()))
	}
	r.windows[last] = rest
}

// follow starts a projected stretch, in place of whatever would come from that day on without it.
func (r *row) follow(day calendar.Date, phase lifecycle.Phase) {
	var kept []stretch
	for _, st := range r.stretches {
		if st.days = st.days.Intersect(calendar.Until(day)); !st.days.IsZero() {
			kept = append(kept, st)
		}
	}
	r.stretches = append(kept, stretch{days: calendar.Since(day), phase: phase, projected: true})
}

// before returns the days before the renewal date to which a window leads, and before Canceled, from which nothing
// leads anywhere. The window of a term that is recorded leads to the end of that term, which may be the later of two
// where it was ordered early; that of a projected one to the next.
func (r *row) before(window lifecycle.Event, recorded calendar.Date) calendar.Period {
	until := calendar.Always()
	for _, st := range r.stretches {
		if st.phase == lifecycle.Canceled {
			until = until.Intersect(calendar.Until(st.days.Start()))
		}
	}
	if !window.Projected {
		return until.Intersect(calendar.Until(recorded))
	}
	for _, day := range r.renewals {
		if day.After(window.Day) {
			return until.Intersect(calendar.Until(day))
		}
	}
	return until
}
