package coterm

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"github.com/shopspring/decimal"
)

// Member is a subscription of a portfolio, with its prices. All prices of a portfolio are in one currency.
type Member struct {
	ID   string         // unique in the portfolio, at most 200 bytes
	View lifecycle.View // the subscription on the day of the question, the same for all members
	SRP  money.Amount   // list price of one seat for a full term of the next length, before tax
	// ThreeYearSRP is the list price of one seat for three years. An annual subscription that changes to three-year
	// first is extended at that price. The zero Amount rules that out.
	ThreeYearSRP money.Amount
}

// Portfolio is a set of subscriptions to be aligned.
type Portfolio struct {
	Members []Member      // at most 1000, all viewed on one day, each under its own edition
	Horizon calendar.Date // the latest renewal date to consider: after the day, and at most ten years after it
	Plans   int           // how many plans to return, the best first: 1 to 1000
}

const (
	maxMembers    = 1000
	maxPlans      = 1000
	horizonMonths = 120
)

// Plan is a common renewal date and what it takes to get there. It is plain data, and reads back from JSON.
type Plan struct {
	Renewal   calendar.Date `json:"renewal"`   // the common renewal date
	Aligned   int           `json:"aligned"`   // members that will renew on it, at least two
	Unaligned int           `json:"unaligned"` // members that will not
	Cost      money.Amount  `json:"cost"`      // of all steps
	Renewing  money.Amount  `json:"renewing"`  // what the aligned members would cost if they simply renewed
	Beyond    money.Amount  `json:"beyond"`    // Cost − Renewing
	Moves     []Move        `json:"moves"`     // what each member does, sorted by ID
}

// Equal reports whether two plans are equal, move by move.
func (p Plan) Equal(b Plan) bool {
	return p.Renewal == b.Renewal && p.Aligned == b.Aligned && p.Unaligned == b.Unaligned && p.Cost.Equal(b.Cost) &&
		p.Renewing.Equal(b.Renewing) && p.Beyond.Equal(b.Beyond) && slices.EqualFunc(p.Moves, b.Moves, Move.Equal)
}

// draft is a plan of which only the cost beyond renewing has been worked out.
type draft struct {
	Plan
	schedules []*schedule
	ready     calendar.Date // the day from which the host renews on the date
	host      int           // the member that gets to the date by renewing alone
}

// Align finds the common renewal dates up to the horizon: dates that at least one member (the host) reaches by renewals
// alone, and to which at least one other can be brought. For each date it makes the plan that leaves the fewest members
// unaligned, and among those the cheapest. The plans are ranked by the number of unaligned members; then by what they
// cost beyond simply renewing until the same day, since a later date buys more time; then by date. Align returns the
// best plans, at most p.Plans of them. The order of the members makes no difference.
//
// In a plan a member renews as often as necessary, and is then extended at most once, straight to the date. An annual
// member that has to go beyond its own limits renews first or changes to three-year, whichever is cheaper. To extend
// first and then renew together is not a plan of its own: it is the plan for an earlier date.
//
// A plan assumes that invoices that are not overdue on the day are paid in time, that pending changes take effect as
// asked for, that the facts have room for its steps (at most 1,000 terms and 10,000 changes), and that nothing else
// changes. A member that cannot be aligned stays where it is, as does one with an overdue invoice, and its move says
// why ([Move.Refused]).
//
// A member leaves if its cancellation takes effect by the horizon, or before the end of a term that a renewal would
// buy. It is no longer renewed, and cannot be a host; it can be extended to a date that is not after the cancellation.
// A member that cannot be renewed on any day is no host either.
//
// No step is planned from the day on which the currency is withdrawn: see [money.Currency.Withdrawn]. Each member goes
// by its own edition.
func Align(p Portfolio) ([]Plan, error) {
	const op = "coterm.Align"
	if err := p.check(op); err != nil {
		return nil, err
	}
	schedules := make([]*schedule, len(p.Members))
	all := allLimits{}
	for i, m := range p.Members {
		schedules[i] = newSchedule(m, p.Horizon, all)
	}
	slices.SortFunc(schedules, func(a, b *schedule) int { return cmp.Compare(a.id, b.id) })
	s := search{schedules: schedules}
	// The plans are ranked first by the number of unaligned members, which takes no prices, so only the best ones are
	// worked out.
	var drafts []draft
	for _, c := range s.candidates() {
		if len(drafts) >= p.Plans && c.unaligned > drafts[len(drafts)-1].Unaligned {
			break
		}
		drafts = append(drafts, s.best(c))
	}
	slices.SortFunc(drafts, func(a, b draft) int {
		return cmp.Or(cmp.Compare(a.Unaligned, b.Unaligned), compare(a.Beyond, b.Beyond), a.Renewal.Compare(b.Renewal))
	})
	plans := make([]Plan, min(len(drafts), p.Plans))
	for i := range plans {
		plans[i] = drafts[i].plan()
	}
	return plans, nil
}

// targets lists the dates to which a member gets by renewing alone, each once, in order.
func targets(schedules []*schedule) []calendar.Date {
	var dates []calendar.Date
	for _, c := range schedules {
		for _, stop := range c.stops {
			if c.leaves.IsZero() && stop.renewal.After(c.day) {
				dates = append(dates, stop.renewal)
			}
		}
	}
	slices.SortFunc(dates, calendar.Date.Compare)
	return slices.Compact(dates)
}

func (p Portfolio) check(op string) error {
	var bad []error
	day := calendar.Date{}
	if len(p.Members) > 0 {
		day = p.Members[0].View.Day()
	}
	bad = append(bad, input.Count(op, "plans", p.Plans, maxPlans))
	switch {
	case p.Horizon.IsZero():
		bad = append(bad, input.Missing(op, "horizon"))
	case !p.Horizon.After(day):
		bad = append(bad, input.Errorf(op, "horizon", p.Horizon, input.ErrConflict, "is not after %s", day))
	case !day.IsZero() && day.AddMonths(horizonMonths).Before(p.Horizon):
		const late = "is more than ten years after %s"
		bad = append(bad, input.Errorf(op, "horizon", p.Horizon, input.ErrRange, late, day))
	}
	switch {
	case len(p.Members) == 0:
		bad = append(bad, input.Missing(op, "members"))
	case len(p.Members) > maxMembers:
		return input.Length(op, "members", len(p.Members), maxMembers)
	}
	seen := map[string]bool{}
	for i, m := range p.Members {
		at := fmt.Sprintf("members[%d].", i)
		bad = append(bad, m.check(op, at, p.Members[0]))
		if seen[m.ID] {
			bad = append(bad, input.Duplicate(op, at+"id", m.ID))
		}
		seen[m.ID] = true
	}
	return errors.Join(bad...)
}

const (
	maxID    = 200 // bytes
	maxPrice = 15  // digits, so that the sum for a thousand members with a million seats for ten years is within bounds
)

func (m Member) check(op, at string, first Member) error {
	bad := []error{input.Name(op, at+"id", m.ID, maxID)}
	switch {
	case m.View.Subscription().IsZero():
		bad = append(bad, input.Missing(op, at+"view"))
	case m.View.Day().IsZero():
		bad = append(bad, input.Missing(op, at+"view.day"))
	case m.View.Day() != first.View.Day():
		const another = "must be %s, as for the first member"
		bad = append(bad, input.Errorf(op, at+"view.day", m.View.Day(), input.ErrConflict, another, first.View.Day()))
	}
	bad = append(bad, m.checkPrice(op, at+"srp", m.SRP, first))
	if !m.ThreeYearSRP.IsZero() {
		bad = append(bad, m.checkPrice(op, at+"threeYearSRP", m.ThreeYearSRP, first))
	}
	return errors.Join(bad...)
}

// checkPrice refuses a price that is missing, negative, too large to add up, in a withdrawn currency, or not in the
// currency of the first member.
func (m Member) checkPrice(op, field string, srp money.Amount, first Member) error {
	if err := errors.Join(price.Check(op, field, srp), price.InUse(op, field, srp, m.View.Day())); err != nil {
		return err
	}
	if srp.Decimal().GreaterThan(decimal.New(1, maxPrice)) {
		return input.Errorf(op, field, srp, input.ErrRange,
			"is more than 10^%d, the most that a portfolio can add up", maxPrice)
	}
	return price.In(op, field, srp, first.SRP.Currency(), "the first member")
}
