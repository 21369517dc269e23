package coterm

import (
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/enum"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// Move is what one member of a portfolio does in a plan.
type Move struct {
	ID       string          `json:"id"`
	Aligned  bool            `json:"aligned"`
	Steps    []Step          `json:"steps,omitempty"`   // in order; none where it renews on the date already, or cannot come there
	Cost     money.Amount    `json:"cost,omitzero"`     // of all steps; the zero Amount where it is not aligned
	Renewing money.Amount    `json:"renewing,omitzero"` // what it would cost if it simply renewed until the date
	Refused  policy.Decision `json:"refused,omitzero"`  // why it is not aligned; otherwise the zero Decision
}

// Step is something to be done on a day, or as soon after it as one likes while its window is open.
type Step struct {
	Day     calendar.Date    `json:"day"` // the first day on which it can be done, given the steps before it
	Do      Action           `json:"do"`
	Rule    rule.ID          `json:"rule"`            // the rule that it rests on
	Renewal calendar.Date    `json:"renewal"`         // the renewal date after it
	Amount  money.Amount     `json:"amount,omitzero"` // what it costs; the zero Amount of a switch, which is free
	Charge  proration.Charge `json:"charge,omitzero"` // the arithmetic of an extension
	Seats   int              `json:"seats,omitzero"`  // of a renewal
	SRP     money.Amount     `json:"srp,omitzero"`    // of a renewal: list price of one seat for one term
}

// Action is what a step does. The zero Action is none.
type Action uint8

// The actions.
const (
	Renew      Action = iota + 1 // renew for another term
	SwitchTerm                   // ask for three-year, to be extended as such
	ExtendTo                     // be extended to the common renewal date
)

const actionNames enum.Names = "renew,switch-term,extend"

// String returns the name, such as "renew".
func (a Action) String() string { return actionNames.String("Action", uint8(a)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (a Action) MarshalText() ([]byte, error) {
	return actionNames.Append(nil, "coterm.Action.MarshalText", "do", uint8(a))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (a *Action) UnmarshalText(text []byte) error {
	return enum.Unmarshal(actionNames, a, "coterm.Action.UnmarshalText", "do", text)
}

// Moves returns what each member does, by the order of their IDs. The zero Plan has none.
func (p Plan) Moves() []Move {
	moves := make([]Move, len(p.choice.courses))
	for i, c := range p.choice.courses {
		w := c.way(p.Renewal, p.choice.ready)
		if i == p.choice.host {
			w = c.alone(p.Renewal)
		}
		moves[i] = c.move(w, p.Renewal, p.choice.ready)
	}
	return moves
}

// move spells a way out.
func (c *course) move(w way, date, ready calendar.Date) Move {
	m := Move{ID: c.id, Aligned: w.found}
	if !w.found {
		m.Refused = c.refused(date, ready)
		return m
	}
	m.Cost, m.Renewing = w.cost, w.renewing
	for k := range w.renewals {
		id := rule.RenewalWindow
		if !c.stops[k+1].reached.Before(c.stops[k].renewal) {
			id = rule.RenewalLate
		}
		m.Steps = append(m.Steps, Step{
			Day: c.stops[k+1].reached, Do: Renew, Rule: id, Renewal: c.stops[k+1].renewal,
			Amount: c.term, Seats: c.next.Seats, SRP: c.srp,
		})
	}
	if w.extended.IsZero() {
		return m
	}
	s := c.stops[w.renewals]
	length, srp := c.next.Length, c.srp
	if w.switches {
		length, srp = calendar.ThreeYear, c.threeYear
		m.Steps = append(m.Steps, Step{Day: w.extended, Do: SwitchTerm, Rule: rule.CotermSwitchTermFirst, Renewal: s.renewal})
	}
	charge := c.extension(s, length, srp, date)
	m.Steps = append(m.Steps, Step{Day: w.extended, Do: ExtendTo, Rule: w.rule, Renewal: date, Amount: charge.Amount, Charge: charge})
	return m
}

// refused returns why a member cannot come to a date.
func (c *course) refused(date, ready calendar.Date) policy.Decision {
	no := policy.Decision{Asked: c.on, Edition: c.edition.Fingerprint()}
	k := c.at(date)
	switch {
	case c.blocked.Rule != "":
		return c.blocked
	case k < 0:
		no.Rule, no.Remedy = rule.CotermExtendFuture, policy.ChooseLaterTarget
	case !c.extensible(k) && (c.next.Length == calendar.Monthly || c.next.Follows == calendar.Monthly):
		no.Rule = rule.CotermMonthly
	case !c.extensible(k):
		no.Rule, no.Remedy = rule.EditionBefore, policy.RenewFirst
	case !ready.Before(c.stops[k].renewal):
		no.Rule = rule.CotermExtendWindow // the date is there only when the window is over
	default:
		no.Rule, no.Remedy = limitsOf(c.edition.Coterm(), c.next.Length).rule, policy.ChooseEarlierTarget
	}
	return no
}

// String returns the step in one line, as
//
//	2025-07-03 extend to 2026-06-10: EUR 2145.00 ÷ 365 × 252 days × 3 seats = 4442.7945… → 4442.79 (half up)
func (s Step) String() string {
	text := s.Day.String() + " "
	switch s.Do {
	case Renew:
		return text + fmt.Sprintf("renew until %s: %s × %d = %s", s.Renewal, s.SRP, s.Seats, s.Amount.Number())
	case SwitchTerm:
		return text + "switch to three-year"
	case ExtendTo:
	}
	return text + "extend to " + s.Renewal.String() + ": " + s.Charge.String()
}

// String returns the move in one line for each step, under the member's ID. More than two renewals in a row, as of a
// monthly member, share a line.
func (m Move) String() string {
	switch {
	case !m.Aligned:
		return m.ID + ": stays unaligned, " + m.Refused.String()
	case len(m.Steps) == 0:
		return m.ID + ": renews on that day already"
	}
	var lines []string
	for i := 0; i < len(m.Steps); {
		n := slices.IndexFunc(m.Steps[i:], func(s Step) bool { return s.Do != Renew }) // so many renewals in a row
		if n < 0 {
			n = len(m.Steps) - i
		}
		text := m.Steps[i].String()
		if n > 2 {
			first, last := m.Steps[i], m.Steps[i+n-1]
			text = fmt.Sprintf("%s … %s renew %d times until %s: %s × %d = %s each", first.Day, last.Day, n, last.Renewal, first.SRP, first.Seats, first.Amount.Number())
			i += n - 1
		}
		i++
		lines = append(lines, m.ID+": "+text)
	}
	return strings.Join(lines, "\n")
}

// String returns the plan in one line, as "2026-06-10: 4 aligned, 1 not; EUR 18230.11, EUR 0.00 beyond renewing".
func (p Plan) String() string {
	return fmt.Sprintf("%s: %d aligned, %d not; %s, %s beyond renewing", p.Renewal, p.Aligned, p.Unaligned, p.Cost, p.Beyond)
}

// Explain reads the plan out, step by step.
func (p Plan) Explain() string {
	var b strings.Builder
	b.WriteString(p.String())
	for _, m := range p.Moves() {
		b.WriteString("\n" + m.String())
	}
	return b.String()
}
