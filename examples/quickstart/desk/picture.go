package desk

import (
	"cmp"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// picture is what the timeline shows, in dates: where it is on the page is up to the drawing.
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
	covered           calendar.Period // the term of the day, up to the renewal date
	stretches         []stretch
	renewals          []calendar.Date // where one term follows another
	window            calendar.Period // when a renewal at the next renewal date can be made early
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

// maxRows is the number of subscriptions that fit on a page of A4 in letters of six points.
const maxRows = 60

// reach is the largest number of months that the time axis extends before and after the day of the report.
const reach = 48

// newPicture works out the timeline of a report's subscriptions.
func newPicture(owned portfolio, r Report) (picture, error) {
	if n := len(owned.owned); n > maxRows {
		return picture{}, fmt.Errorf("%d subscriptions: one page shows at most %d", n, maxRows)
	}
	p := picture{
		company: r.Company, on: r.On,
		summary: fmt.Sprintf("%s on %s, %s, edition %s", count(len(r.Subscriptions), "subscription"), r.On, r.Zone,
			r.Edition),
	}
	days := []calendar.Date{r.On}
	for i, l := range r.Subscriptions {
		p.rows = append(p.rows, newRow(owned.owned[i], l, r))
		days = append(days, owned.owned[i].days(p.rows[i], r.On)...)
	}
	var err error
	if p.shown, err = span(r.On, days); err != nil {
		return picture{}, err
	}
	for i := range p.rows {
		if err := p.rows[i].project(owned.owned[i], r.On, p.shown); err != nil {
			return picture{}, err
		}
	}
	return p, nil
}

// newRow is the part of a row that does not depend on the extent of the time axis.
func newRow(s subscription, l line, r Report) row {
	row := row{
		id: l.ID, product: l.Product, size: l.size(), phase: l.Status.Phase.String(), left: l.access(r.On),
	}
	if !l.LastDay.IsZero() {
		row.covered = calendar.Span(l.FirstDay, l.LastDay.AddDays(1))
	}
	row.window = s.life.On(r.On).CanRenew().Window.Intersect(calendar.Until(row.covered.End()))
	for days, phase := range s.life.On(r.On).Phases() {
		row.stretches = append(row.stretches, stretch{days: days, phase: phase})
		if phase == lifecycle.Canceled {
			row.window = row.window.Intersect(calendar.Until(days.Start()))
		}
	}
	for _, c := range l.Charges {
		row.marks = append(row.marks, mark{charged, c.Date, "charge " + c.String()})
	}
	for _, u := range r.InvoicesDue {
		if u.ID == s.ID {
			row.marks = append(row.marks,
				mark{due, u.Due, fmt.Sprintf("unpaid invoice %s of %s, due %s", u.Number, u.Issued, u.Due)})
		}
	}
	if !l.Return.Deadline.IsZero() {
		row.marks = append(row.marks, mark{deadline, l.Return.Deadline, "return: " + l.Return.String()})
	}
	return row
}

// renewing reports whether auto-renew is expected to make the coming renewals: not after one has failed to come.
func (s subscription) renewing(on calendar.Date) bool {
	v := s.life.On(on)
	return s.Facts.Kind == policy.Subscription && v.AutoRenew() && v.Phase() <= lifecycle.Active
}

// days are those that should be visible of a row: all of its changes, except the lapse that a renewal averts.
func (s subscription) days(r row, on calendar.Date) []calendar.Date {
	days := []calendar.Date{r.covered.Start(), r.covered.End()}
	for _, st := range r.stretches {
		if from := st.days.Start(); !s.renewing(on) || !from.After(r.covered.End()) {
			days = append(days, from)
		}
	}
	for _, m := range r.marks {
		days = append(days, m.day)
	}
	return days
}

// span returns the days of a time axis that shows all of these days, as far as it reaches. It has whole quarters, and
// at least a year of them, so that the months of a single quarter do not fill the page.
func span(on calendar.Date, days []calendar.Date) (calendar.Period, error) {
	first, last := slices.MinFunc(days, calendar.Date.Compare), slices.MaxFunc(days, calendar.Date.Compare)
	if on.AddMonths(reach).IsZero() {
		return calendar.Period{}, fmt.Errorf("the calendar ends less than %d months after %s", reach, on)
	}
	first, last = calendar.Latest(first, on.AddMonths(-reach)), calendar.Earliest(last, on.AddMonths(reach))
	quarters := months(3)
	from := quarters.Period(first).Start()
	return calendar.Between(from, calendar.Latest(quarters.Period(last).End(), from.AddMonths(12)))
}

// project completes a row with the renewals that auto-renew is expected to make, and what follows them.
func (r *row) project(s subscription, on calendar.Date, shown calendar.Period) error {
	events, err := s.life.On(on).Timeline(shown.Start(), shown.End())
	if err != nil || !s.renewing(on) {
		return err
	}
	for e := range events {
		if e.Projected && e.What == lifecycle.TermStarts {
			r.renewals = append(r.renewals, e.Day)
		}
		if e.Projected && (e.What == lifecycle.PhaseStarts || e.What == lifecycle.TermStarts && len(r.renewals) == 1) {
			r.follow(e.Day, cmp.Or(e.Phase, lifecycle.Active))
		}
	}
	return nil
}

// follow starts a projected stretch, which replaces whatever would come from that day on without it.
func (r *row) follow(day calendar.Date, phase lifecycle.Phase) {
	var kept []stretch
	for _, st := range r.stretches {
		if st.days = st.days.Intersect(calendar.Until(day)); !st.days.IsZero() {
			kept = append(kept, st)
		}
	}
	r.stretches = append(kept, stretch{days: calendar.Since(day), phase: phase, projected: true})
}
