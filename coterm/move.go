package coterm

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/enum"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// Move is what one member of a portfolio does in a plan.
type Move struct {
	ID      string `json:"id"`      // of the member
	Aligned bool   `json:"aligned"` // whether it will renew on the date
	// From is its renewal date on the day of the plan, from which the steps start. It is the zero Date if the member
	// had bought nothing by that day.
	From     calendar.Date `json:"from,omitzero"`
	Steps    []Step        `json:"steps,omitempty"`   // in order; none if it already renews on the date
	Cost     money.Amount  `json:"cost,omitzero"`     // of all steps; the zero Amount if it is not aligned
	Renewing money.Amount  `json:"renewing,omitzero"` // what it would cost if it simply renewed until the date
	// Refused is why the member is not aligned; the zero Decision if it is aligned. If another member already renews on
	// the date, Refused is the answer of [lifecycle.View.CanExtendTo] for that member, provided that the answer is no
	// on the day and on all later days (except for a member that itself has the date, and leaves, and for one that is
	// not planned for because of a debt). Otherwise Refused has no window, and one of these rules:
	//
	//	lapse.start              an invoice is overdue, so that it is not planned for: pay it first; then the move
	//	                         says what else is in the way
	//	renewal.canceled-final   it leaves before the date, or does not renew on it any more
	//	coterm.extend-future     it renews after the date
	//	coterm.extend-window     no member has the date until this one's window is over, or its currency is
	//	                         withdrawn when the window opens; Flex tokens have no window
	//	coterm.monthly           its term, or the one after it, is monthly when it would have to be extended
	//	edition.before           it was ordered before the edition
	//	coterm.extend-annual     the date is out of reach, even after all renewals that it can make; likewise
	//	                         coterm.extend-three-year
	//
	// For a member that cannot be renewed at all, the rule is that of [lifecycle.View.CanRenew]. If a late renewal buys
	// a term that has been over for too long, so that the member is canceled at once, the rule is that of
	// [lifecycle.View.CanExtend].
	Refused policy.Decision `json:"refused,omitzero"`
}

// Step is something to be done on a day, or later while its window is open.
type Step struct {
	Day     calendar.Date    `json:"day"`             // the first day on which it can be done, after the previous steps
	Do      StepKind         `json:"do"`              // what is to be done
	Rule    rule.ID          `json:"rule"`            // the rule that it rests on
	Renewal calendar.Date    `json:"renewal"`         // the renewal date after it
	Amount  money.Amount     `json:"amount,omitzero"` // what it costs; zero for a change of term, which is free
	Charge  proration.Charge `json:"charge,omitzero"` // the arithmetic of an extension
	Seats   int              `json:"seats,omitzero"`  // for a renewal: how many
	SRP     money.Amount     `json:"srp,omitzero"`    // for a renewal: list price of one seat for one term
}

// StepKind is what a step does. The zero StepKind is not valid.
type StepKind uint8

// The kinds of step, with their texts.
const (
	StepRenew      StepKind = iota + 1 // "renew": renew for another term
	StepSwitchTerm                     // "switch-term": ask for three-year, so that the extension has its limits
	StepExtend                         // "extend": extend to the common renewal date
)

// text is the table of the texts.
func (v StepKind) text() string {
	return enum.At([]string{
		StepRenew:      "renew",
		StepSwitchTerm: "switch-term",
		StepExtend:     "extend",
	}, v)
}

func (StepKind) enum() enum.Type[StepKind] { return enum.Of("coterm.StepKind", "do", StepKind.text) }

// IsValid reports whether v is one of those listed; the zero StepKind is not.
func (v StepKind) IsValid() bool { return v.enum().IsValid(v) }

// String returns the text, such as "renew".
func (v StepKind) String() string { return v.enum().String(v) }

// MarshalText returns the text; a value that is not valid is an error.
func (v StepKind) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a text; an unknown one is an error and leaves the value as it was.
func (v *StepKind) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a text from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *StepKind) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the text for a database; the zero value is an error. It implements [driver.Valuer].
func (v StepKind) Value() (driver.Value, error) { return v.enum().Value(v) }

// plan works out the moves, and what they cost.
func (d draft) plan() Plan {
	d.Moves = make([]Move, len(d.schedules))
	for i, c := range d.schedules {
		r := c.route(d.Renewal, d.ready)
		if i == d.host {
			r = c.alone(d.Renewal)
		}
		d.Moves[i] = c.move(r, d.Renewal)
		switch {
		case !r.found:
			d.Moves[i].Refused = d.refused(c)
		case d.Cost.IsZero():
			d.Cost, d.Renewing = r.cost, r.renewing
		default:
			d.Cost, d.Renewing = plus(d.Cost, r.cost), plus(d.Renewing, r.renewing)
		}
	}
	return d.Plan
}

// move returns the steps of a route.
func (c *schedule) move(r route, date calendar.Date) Move {
	m := Move{ID: c.id, Aligned: r.found, From: c.next.Start}
	if !r.found {
		return m
	}
	m.Cost, m.Renewing = r.cost, r.renewing
	m.Steps = slices.Grow(m.Steps, r.steps())
	for k := range r.renewals {
		day := c.stops[k+1].reached
		m.Steps = append(m.Steps, Step{
			Day: day, Do: StepRenew, Rule: renewalRule(day, c.stops[k].renewal), Renewal: c.stops[k+1].renewal,
			Amount: c.term, Seats: c.next.Seats, SRP: c.srp,
		})
	}
	if r.extended.IsZero() {
		return m
	}
	s := c.stops[r.renewals]
	length, srp := c.next.Length, c.srp
	if r.switches {
		length, srp = calendar.ThreeYear, c.threeYear
		m.Steps = append(m.Steps, Step{
			Day: r.extended, Do: StepSwitchTerm, Rule: rule.CotermSwitchTermFirst, Renewal: s.renewal,
		})
	}
	charge := c.extension(s, length, srp, date)
	m.Steps = append(m.Steps, Step{
		Day: r.extended, Do: StepExtend, Rule: lifecycle.ExtensionRule(length), Renewal: date,
		Amount: charge.Amount, Charge: charge,
	})
	return m
}

// refused returns why a member cannot be aligned to the date.
func (d draft) refused(c *schedule) policy.Decision {
	if no, ok := d.asked(c); ok && !c.overdue {
		return no
	}
	no := policy.Decision{Asked: c.day, Edition: c.edition.Fingerprint()}
	k := c.at(d.Renewal)
	switch {
	case c.blocked.Rule != "":
		return c.blocked
	case k < 0:
		no.Rule, no.Remedy = rule.CotermExtendFuture, policy.ChooseLaterTarget
	case c.endsBefore(d.Renewal):
		no.Rule, no.Remedy = rule.RenewalCanceledFinal, policy.ChooseEarlierTarget // it is not blocked, so there is one
	case !c.leaves.IsZero() && c.stops[k].renewal == d.Renewal:
		no.Rule, no.Remedy = rule.RenewalCanceledFinal, policy.BuyNew
	case c.monthly(k):
		no.Rule, no.Remedy = rule.CotermMonthly, c.notMonthly(d.Renewal)
	case c.isGone(c.stops[k].ready):
		no.Rule = rule.CotermExtendWindow // when it opens, nothing is priced in the currency any more
	case c.stops[k].open.IsZero():
		no.Rule, no.Remedy = rule.EditionBefore, policy.AskSeller // once it is renewed, it renews after the date
	case !d.ready.Before(c.stops[k].renewal):
		no.Rule = rule.CotermExtendWindow // the date is there only when the window is over
	default:
		no.Rule, no.Remedy = lifecycle.ExtensionRule(c.next.Length), policy.ChooseEarlierTarget
	}
	return no
}

// asked returns what the member's view decides about an extension to the date, if a host already has it on the day and
// the answer is no on that day and all later ones. For a member that renews on the date itself there is no such answer:
// the date is not later than its own.
func (d draft) asked(c *schedule) (no policy.Decision, ok bool) {
	for _, host := range d.schedules {
		if ready, is := host.readyFor(d.Renewal); is && ready == c.day && host.stops[0].renewal == d.Renewal {
			no = c.view.CanExtendTo(host.view)
			same := no.Rule == rule.CotermExtendFuture && c.next.Start == d.Renewal
			return no, !later(no) && !same
		}
	}
	return no, false
}

// Equal reports whether two moves are equal, step by step.
func (m Move) Equal(b Move) bool {
	return m.ID == b.ID && m.Aligned == b.Aligned && m.From == b.From && m.Refused == b.Refused &&
		m.Cost.Equal(b.Cost) && m.Renewing.Equal(b.Renewing) && slices.EqualFunc(m.Steps, b.Steps, Step.Equal)
}

// Equal reports whether two steps are equal.
func (s Step) Equal(b Step) bool {
	return s.Day == b.Day && s.Do == b.Do && s.Rule == b.Rule && s.Renewal == b.Renewal && s.Amount.Equal(b.Amount) &&
		s.Charge.Equal(b.Charge) && s.Seats == b.Seats && s.SRP.Equal(b.SRP)
}

// String returns the step in one line, such as
//
//	2025-07-03 extend to 2026-06-10: EUR 2145.00 ÷ 365 × 252 days × 3 seats = 4442.7945… → 4442.79 (half up)
//
// The zero Step is "no step".
func (s Step) String() string {
	if s.Equal(Step{}) {
		return "no step"
	}
	text := s.Day.String() + " "
	switch s.Do {
	case StepRenew:
		return text + fmt.Sprintf("renew until %s: %s × %d = %s", s.Renewal, s.SRP, s.Seats, s.Amount.Number())
	case StepSwitchTerm:
		return text + "switch to three-year"
	case StepExtend:
	}
	return text + "extend to " + s.Renewal.String() + ": " + s.Charge.String()
}

// String returns the move, one line for each step, each beginning with the member's ID. More than two renewals in a
// row, such as those of a monthly member, share a line. The zero Move is "no move".
func (m Move) String() string {
	if m.Equal(Move{}) {
		return "no move"
	}
	switch {
	case !m.Aligned:
		return m.ID + ": stays unaligned, " + m.Refused.String()
	case len(m.Steps) == 0:
		return m.ID + ": renews on that day already"
	}
	var lines []string
	for i := 0; i < len(m.Steps); {
		n := slices.IndexFunc(m.Steps[i:], func(s Step) bool { return s.Do != StepRenew }) // renewals in a row
		if n < 0 {
			n = len(m.Steps) - i
		}
		text := m.Steps[i].String()
		if n > 2 {
			first, last := m.Steps[i], m.Steps[i+n-1]
			text = fmt.Sprintf("%s … %s renew %d times until %s: %s × %d = %s each",
				first.Day, last.Day, n, last.Renewal, first.SRP, first.Seats, first.Amount.Number())
			i += n - 1
		}
		i++
		lines = append(lines, m.ID+": "+text)
	}
	return strings.Join(lines, "\n")
}

// String returns the plan in one line, such as "2026-06-10: 4 aligned, 1 not; EUR 18230.11, EUR 0.00 beyond renewing".
// The zero Plan is "no plan".
func (p Plan) String() string {
	if p.Equal(Plan{}) {
		return "no plan"
	}
	const line = "%s: %d aligned, %d not; %s, %s beyond renewing"
	return fmt.Sprintf(line, p.Renewal, p.Aligned, p.Unaligned, p.Cost, p.Beyond)
}

// Explain returns the plan, step by step.
func (p Plan) Explain() string {
	var b strings.Builder
	b.WriteString(p.String())
	for _, m := range p.Moves {
		b.WriteString("\n" + m.String())
	}
	return b.String()
}
