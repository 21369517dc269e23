package coterm

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"github.com/shopspring/decimal"
)

// Member is a subscription of a portfolio, with its prices. All prices of a portfolio are in one currency.
type Member struct {
	ID           string // unique in the portfolio, at most 200 bytes
	Subscription lifecycle.Subscription
	SRP          money.Amount // list price of one seat for one full term, as long as the next one, before tax
	// ThreeYearSRP is the list price of one seat for three years, at which an annual subscription is extended that
	// switches its term first. The zero Amount leaves that way out.
	ThreeYearSRP money.Amount
}

// Portfolio is what is to be aligned.
type Portfolio struct {
	On      calendar.Date // the day on which it is asked; nothing is done before it
	Horizon calendar.Date // the latest renewal date that is looked at: after On, and at most ten years
	Members []Member      // at most 1000, all bound to one edition
}

const (
	maxMembers    = 1000
	horizonMonths = 120
)

// Plan is one common renewal date and what it takes to get there. [Plan.Moves] has what each member does.
type Plan struct {
	Renewal   calendar.Date `json:"renewal"`   // the common renewal date
	Aligned   int           `json:"aligned"`   // members that renew on it in the end, at least two
	Unaligned int           `json:"unaligned"` // members that do not
	Cost      money.Amount  `json:"cost"`      // of all steps
	Renewing  money.Amount  `json:"renewing"`  // what the aligned members would cost if they simply renewed until that day
	Beyond    money.Amount  `json:"beyond"`    // Cost − Renewing

	choice choice
}

// choice is what the moves of a plan are worked out from.
type choice struct {
	courses []*course
	ready   calendar.Date // the day from which the host renews on the date
	host    int           // the member that has that date by renewing alone
}

// Align finds every common renewal date up to the horizon: a date on which at least one member renews as its term
// goes, now or after further renewals, and to which at least one other can come. For each it makes the plan that
// leaves the fewest members unaligned and of those the one that costs least. The plans are ranked by how many
// members stay unaligned, then by what they cost beyond simply renewing until the same day, since later dates buy
// more time, then by date. The same portfolio gives the same plans, in whatever order its members stand.
//
// In a plan a member renews as often as it has to, and is then extended at most once, straight to the date. An annual
// one that has to go beyond its own limits renews first or switches to three-year, whichever is cheaper. To be
// extended first and to renew together afterwards is the plan of an earlier date.
//
// What a plan rests on: invoices that are not overdue on the day are paid in time, pending changes take effect as
// they were asked for, and nothing else changes. A member with an overdue invoice, and whatever else cannot be
// aligned, stays where it is, and its move says why.
func Align(p Portfolio) ([]Plan, error) {
	if err := p.check("coterm.Align"); err != nil {
		return nil, err
	}
	courses := make([]*course, len(p.Members))
	for i, m := range p.Members {
		var err error
		if courses[i], err = newCourse("coterm.Align", fmt.Sprintf("members[%d].", i), m, p); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(courses, func(a, b *course) int { return cmp.Compare(a.id, b.id) })
	var plans []Plan
	for _, date := range targets(courses, p.On) {
		if plan := best(courses, date, p.On); plan.Aligned >= 2 {
			plans = append(plans, plan)
		}
	}
	slices.SortFunc(plans, func(a, b Plan) int {
		beyond, _ := a.Beyond.Cmp(b.Beyond) // one currency
		return cmp.Or(cmp.Compare(a.Unaligned, b.Unaligned), beyond, a.Renewal.Compare(b.Renewal))
	})
	return plans, nil
}

// targets lists the dates on which a member renews as its term goes, each once, in order.
func targets(courses []*course, on calendar.Date) []calendar.Date {
	var dates []calendar.Date
	for _, c := range courses {
		for _, stop := range c.stops {
			if stop.renewal.After(on) {
				dates = append(dates, stop.renewal)
			}
		}
	}
	slices.SortFunc(dates, calendar.Date.Compare)
	return slices.Compact(dates)
}

// best makes the best plan for a date. Who is extended needs another member whose renewal date is that date already: a
// host, which comes there by renewing alone, and is ready from the day of its last renewal on. There are few such
// days, so each is tried.
func best(courses []*course, date, on calendar.Date) Plan {
	var readies []calendar.Date
	for _, c := range courses {
		if ready, ok := c.readyFor(date, on); ok {
			readies = append(readies, ready)
		}
	}
	slices.SortFunc(readies, calendar.Date.Compare)
	var found Plan
	for i, ready := range slices.Compact(readies) {
		plan := planFor(choice{courses: courses, ready: ready}, date, on)
		order, _ := plan.Cost.Cmp(found.Cost) // with the members aligned being the same, the cheaper costs less beyond
		if i == 0 || cmp.Or(cmp.Compare(plan.Unaligned, found.Unaligned), order) < 0 {
			found = plan
		}
	}
	return found
}

// planFor makes the best plan for a date with a host that is ready from a day on. Every member takes its own best way;
// of the members that are ready on that day, the one that loses least by renewing alone is the host.
func planFor(ch choice, date, on calendar.Date) Plan {
	var lost money.Amount
	ch.host = -1
	ways := make([]way, len(ch.courses))
	for i, c := range ch.courses {
		ways[i] = c.way(date, ch.ready)
		if ready, ok := c.readyFor(date, on); !ok || ready != ch.ready {
			continue
		}
		more, _ := ways[i].renewing.Sub(ways[i].cost) // one currency; to renew alone is simply to renew
		if less, _ := more.Cmp(lost); ch.host < 0 || less < 0 {
			ch.host, lost = i, more
		}
	}
	ways[ch.host] = ch.courses[ch.host].alone(date)
	plan := Plan{Renewal: date, choice: ch}
	for _, w := range ways {
		switch {
		case !w.found:
			plan.Unaligned++
			continue
		case plan.Aligned == 0:
			plan.Cost, plan.Renewing = w.cost, w.renewing
		default:
			plan.Cost, _ = plan.Cost.Add(w.cost) // prices are bounded, so that sums fit
			plan.Renewing, _ = plan.Renewing.Add(w.renewing)
		}
		plan.Aligned++
	}
	plan.Beyond, _ = plan.Cost.Sub(plan.Renewing)
	return plan
}

func (p Portfolio) check(op string) error {
	var bad []error
	if p.On.IsZero() {
		bad = append(bad, input.Missing(op, "on"))
	}
	switch {
	case p.Horizon.IsZero():
		bad = append(bad, input.Missing(op, "horizon"))
	case !p.Horizon.After(p.On):
		bad = append(bad, input.Errorf(op, "horizon", p.Horizon, input.ErrConflict, "is not after %s", p.On))
	case p.On.AddMonths(horizonMonths).Before(p.Horizon):
		bad = append(bad, input.Errorf(op, "horizon", p.Horizon, input.ErrRange, "is more than ten years after %s", p.On))
	}
	switch {
	case len(p.Members) == 0:
		bad = append(bad, input.Missing(op, "members"))
	case len(p.Members) > maxMembers:
		return input.Errorf(op, "members", nil, input.ErrRange, "are %d, more than %d", len(p.Members), maxMembers)
	}
	seen := map[string]bool{}
	for i, m := range p.Members {
		at := fmt.Sprintf("members[%d].", i)
		bad = append(bad, m.check(op, at, p.Members[0]))
		if seen[m.ID] {
			bad = append(bad, input.Errorf(op, at+"id", m.ID, input.ErrConflict, "stands twice"))
		}
		seen[m.ID] = true
	}
	return errors.Join(bad...)
}

const (
	maxID    = 200 // bytes
	maxPrice = 15  // digits, so that a thousand members with a million seats for ten years add up
)

func (m Member) check(op, at string, first Member) error {
	bad := []error{input.Name(op, at+"id", m.ID, maxID)}
	switch {
	case m.Subscription.IsZero():
		bad = append(bad, input.Missing(op, at+"subscription"))
	case !m.Subscription.Edition().Equal(first.Subscription.Edition()) && !first.Subscription.IsZero():
		bad = append(bad, input.Errorf(op, at+"subscription", m.Subscription.Edition(), input.ErrConflict, "is not bound to the edition of the first member"))
	}
	if m.SRP.IsZero() {
		bad = append(bad, input.Missing(op, at+"srp"))
	}
	for _, srp := range []struct {
		field string
		money.Amount
	}{{"srp", m.SRP}, {"threeYearSRP", m.ThreeYearSRP}} {
		switch {
		case srp.IsZero():
		case srp.Sign() < 0:
			bad = append(bad, input.Errorf(op, at+srp.field, srp.Amount, input.ErrRange, "is negative"))
		case srp.Decimal().GreaterThan(decimal.New(1, maxPrice)):
			bad = append(bad, input.Errorf(op, at+srp.field, srp.Amount, input.ErrRange, "is more than a portfolio can add up: 10^%d", maxPrice))
		case srp.Currency() != first.SRP.Currency() && !first.SRP.IsZero():
			bad = append(bad, input.Errorf(op, at+srp.field, srp.Amount, input.ErrCurrency, "is not in %s as that of the first member", first.SRP.Currency()))
		}
	}
	return errors.Join(bad...)
}
