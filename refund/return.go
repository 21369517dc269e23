package refund

import (
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Return is the answer to whether a purchase can be returned on a day.
type Return struct {
	// Decision says whether the purchase can be returned that day; its window has all the days on which it can be.
	Decision policy.Decision `json:"decision"`
	Event    Occasion        `json:"event"` // the occasion of the purchase

	Deadline calendar.Date `json:"deadline,omitzero"` // the last day of the window; zero if there is none
	By       By            `json:"by,omitzero"`       // whether the return must be made or only started by then

	// Lines are what is given back, in the order of what was paid; empty if the answer is no. They add up to Net, Tax
	// and Total.
	Lines []ReturnedLine `json:"lines,omitempty"`
	Net   money.Amount   `json:"net,omitzero"`   // before tax; the zero Amount if there are no lines
	Tax   money.Amount   `json:"tax,omitzero"`   // the sum of the lines' taxes
	Total money.Amount   `json:"total,omitzero"` // Net + Tax
}

// ReturnedLine is what is given back for one line of what was paid.
type ReturnedLine struct {
	Description string       `json:"description"`     // that of the paid line; it may be empty
	Net         money.Amount `json:"net"`             // before tax
	Tax         money.Amount `json:"tax"`             // its tax
	Taxes       []TaxPart    `json:"taxes,omitempty"` // each tax, if the paid line lists them; Tax is their sum
}

// Check decides whether a purchase can be returned on a day (in the zone of purchase), until when, and what is given
// back: what was paid, per line with its tax, less what has already been given back. Implements refund.monthly,
// refund.long, refund.maintenance, refund.flex, refund.direct-only, refund.excluded, refund.scope, refund.amount and
// refund.days.
//
// An impossible purchase is an error, such as a renewal that was ordered before early renewal opens or after late
// renewal is over. Every bad field is reported at once.
func Check(ed policy.Edition, p Purchase, day calendar.Date) (Return, error) {
	const op = "refund.Check"
	if err := check(op, ed, p, day); err != nil {
		return Return{}, err
	}
	w := windowOf(ed.RefundRules(), p)
	r := Return{Event: p.Event}
	r.Decision = policy.Decision{Rule: w.rule, Asked: day, Remedy: w.remedy, Edition: ed.Fingerprint()}
	if !w.open {
		return r, nil
	}
	last := w.from.AddDays(w.days)
	if last.AddDays(1).IsZero() {
		return Return{}, input.Errorf(op, "ordered", p.Ordered, input.ErrRange, "is too near the end of the calendar")
	}
	r.Decision.Window = calendar.Since(p.Ordered).Intersect(calendar.Until(last.AddDays(1)))
	if !r.Decision.Window.IsZero() {
		r.Deadline, r.By = last, w.by
	}
	if !r.Decision.Allowed() || len(p.Paid) == 0 {
		return r, nil
	}
	if err := r.giveBack(p.Paid); err != nil {
		return Return{}, input.At(err, op, "paid")
	}
	if r.Total.Sign() == 0 {
		nothing := policy.Decision{Rule: rule.RefundAmount, Asked: day, Edition: ed.Fingerprint()}
		return Return{Event: p.Event, Decision: nothing}, nil
	}
	return r, nil
}

// window is what the rules say about returning a purchase, on any day.
type window struct {
	open   bool          // whether there is any day on which it can be returned
	rule   rule.ID       // the rule that says so
	remedy policy.Remedy // if it is not open
	from   calendar.Date // day zero
	days   int           // how many days after that it can be returned
	by     By
}

func windowOf(rules policy.RefundRules, p Purchase) window {
	w := window{open: true, from: dayZero(rules, p), by: Started}
	switch p.Kind {
	case policy.Subscription:
		w.rule, w.days = rule.RefundLong, policy.PerTerm{Annual: rules.Annual, ThreeYear: rules.ThreeYear}.Of(p.Term)
		if p.Term == calendar.Monthly {
			w.rule, w.days, w.by = rule.RefundMonthly, rules.Monthly, Made
		}
	case policy.MaintenancePlan:
		w.rule, w.days = rule.RefundMaintenance, rules.Maintenance
	case policy.FlexTokens:
		w.rule, w.days = rule.RefundFlex, rules.FlexTokens
	case policy.Trial, policy.Consulting, policy.PlatformSubscription, policy.ExtraTerritoryRights, policy.CloudCredits,
		policy.MembershipFee, policy.OtherProduct:
		return window{rule: rule.RefundExcluded}
	}
	switch {
	case p.Kind == policy.FlexTokens && p.Event == Renewed:
		return window{rule: rule.RefundFlex}
	case !p.Channel.Direct():
		return window{rule: rule.RefundDirectOnly, remedy: policy.AskSeller}
	case w.rule == rule.RefundMonthly && p.Channel != policy.Online && rules.MonthlyOnlineOnly == policy.Yes:
		return window{rule: rule.RefundMonthly, remedy: policy.AskSeller}
	}
	return w
}

// dayZero returns the day from which a purchase is counted. Implements refund.days.
func dayZero(rules policy.RefundRules, p Purchase) calendar.Date {
	late := p.Ordered.After(p.Renewal) // always true except for a renewal, since the renewal date is zero
	if p.Event != Renewed || rules.RenewalFrom == policy.FromOrder || rules.RenewalFrom == policy.FromLater && late {
		return p.Ordered
	}
	return p.Renewal
}

// giveBack works out the lines. Implements refund.amount.
func (r *Return) giveBack(paid []PaidLine) error {
	for i, p := range paid {
		line := p.line()
		r.Lines = append(r.Lines, line)
		if i == 0 {
			r.Net, r.Tax = line.Net, line.Tax
			continue
		}
		var err error
		if r.Net, err = r.Net.Add(line.Net); err != nil {
			return err
		}
		if r.Tax, err = r.Tax.Add(line.Tax); err != nil {
			return err
		}
	}
	var err error
	r.Total, err = r.Net.Add(r.Tax)
	return err
}

// line returns what is left of a paid line.
func (p PaidLine) line() ReturnedLine {
	return ReturnedLine{
		Description: p.Description, Net: left(p.Net, p.ReturnedNet), Tax: left(p.Tax, p.ReturnedTax),
		Taxes: p.leftTaxes(),
	}
}

// left returns what is left of an amount after a return of no more than that.
func left(paid, returned money.Amount) money.Amount {
	if returned.IsZero() {
		return paid
	}
	return price.Sure(paid.Sub(returned))
}

// Rules returns the rules that the answer rests on, starting with the one that decides.
func (r Return) Rules() []rule.ID {
	rules := []rule.ID{r.Decision.Rule}
	if r.By != 0 {
		rules = append(rules, rule.RefundDays)
	}
	if r.By != 0 && (r.Event == SeatsAdded || r.Event == Aligned) {
		rules = append(rules, rule.RefundScope)
	}
	if len(r.Lines) > 0 {
		rules = append(rules, rule.RefundAmount)
	}
	return rules
}

// String returns the answer in one line, such as
//
//	returnable through 2025-07-10, to be started by then (refund.long): EUR 2595.45
//	refused on 2025-07-11 by refund.long (2025-06-10 through 2025-07-10)
//
// The zero Return is "no return".
func (r Return) String() string {
	if r.Decision == (policy.Decision{}) {
		return "no return"
	}
	if !r.Decision.Allowed() {
		return r.Decision.String()
	}
	s := "returnable through " + r.Deadline.String() + ", to be " + r.By.String() + " by then"
	s += " (" + string(r.Decision.Rule) + ")"
	if !r.Total.IsZero() {
		s += ": " + r.Total.String()
	}
	return s
}

// Explain returns the reasoning for a person who asks why: the answer, what is given back line by line, and the
// statement of each rule.
func (r Return) Explain() string {
	if r.Decision == (policy.Decision{}) {
		return r.String()
	}
	var b strings.Builder
	b.WriteString(r.String())
	for _, line := range r.Lines {
		fmt.Fprintf(&b, "\n%s: %s + tax %s", line.Description, line.Net, line.Tax.Number())
		for i, t := range line.Taxes {
			b.WriteString([]string{" (", ", "}[min(i, 1)] + t.String())
		}
		if len(line.Taxes) > 0 {
			b.WriteByte(')')
		}
	}
	b.WriteString("\n" + rule.Explain(r.Rules()...))
	return b.String()
}
