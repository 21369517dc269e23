package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// concern is a subscription that needs attention: what becomes of it, why, and who can act until when.
type concern struct {
	ID       string          `json:"id"`                 // as in the file
	Product  string          `json:"product"`            // its name on the day
	Phase    lifecycle.Phase `json:"phase,omitzero"`     // on the day of the report
	Becomes  lifecycle.Phase `json:"becomes"`            // the phase that it has, if nothing more happens,
	From     calendar.Date   `json:"from"`               // from this day on: one that has come if it is Canceled
	Because  cause           `json:"because"`            // why it is so
	Rule     rule.ID         `json:"rule"`               // the rule that it rests on
	Invoices []string        `json:"invoices,omitempty"` // those that are unpaid
	Who      party           `json:"who,omitempty"`      // who can act; nobody if it is empty
	Until    calendar.Date   `json:"until,omitzero"`     // the last day for that, if there is one
	Can      policy.Decision `json:"can,omitzero"`       // what was asked: whether paying or renewing helps
}

// cause is why a subscription needs attention.
type cause string

const (
	unpaidInvoice  cause = "unpaid-invoice"
	chargeFailed   cause = "charge-failed"
	renewalAwaited cause = "renewal-awaited"
	notRenewed     cause = "not-renewed"
	doesNotRenew   cause = "does-not-renew"
	cancellation   cause = "cancellation"
	wasReturned    cause = "returned"
)

// party is who acts.
type party string

const (
	customer party = "customer"
	partner  party = "partner"
	reseller party = "reseller"
	vendor   party = "vendor"
)

// soon is the number of days ahead for which the end of a subscription, or of access, needs attention.
const soon = 30

// attention lists what needs it: first what is about to lose access for good, then what has lost it, then what will.
func attention(p portfolio, on calendar.Date) []concern {
	list := []concern{}
	for _, s := range p.owned {
		if c, found := s.concern(s.life.On(on)); found {
			list = append(list, c)
		}
	}
	order := []lifecycle.Phase{lifecycle.Suspended, lifecycle.Expired, lifecycle.Canceled, lifecycle.Active, 0}
	slices.SortStableFunc(list, func(a, b concern) int {
		return cmp.Compare(slices.Index(order, a.Phase), slices.Index(order, b.Phase))
	})
	return list
}

// concern says why a subscription needs attention, or false if it does not.
func (s subscription) concern(v lifecycle.View) (concern, bool) {
	status := v.Status()
	active := status.Phase == 0 || status.Phase == lifecycle.Active
	c := concern{
		ID: s.ID, Product: s.product(v), Phase: status.Phase, Becomes: status.Phase, From: status.Since,
		Rule: status.Rule,
	}
	var lapse calendar.Date // the day on which it stops being Active
	for days, phase := range v.Phases() {
		if phase == lifecycle.Active {
			continue
		}
		lapse = cmp.Or(lapse, days.Start())
		if days.Start().After(v.Day()) {
			c.Becomes, c.From = phase, days.Start()
			c.Rule = v.Subscription().On(c.From.AddDays(-1)).Status().Rule
			break
		}
	}
	if lapse.IsZero() {
		return c, false // nothing is known of it yet
	}
	left, _ := v.Cancellation()
	first, takes := s.Facts.Terms[0].Start, false // takes: whether an unpaid invoice is what takes access
	var others []string                           // overdue ones that do not take it
	for inv := range v.Unpaid() {
		overdue, lapses := inv.Due.Before(v.Day()), inv.Due.AddDays(1) == lapse
		if lapse == first && left.Effective != lapse && inv.Due.Before(first) {
			lapses = true // bought ahead, it starts in a lapse
		}
		switch takesIt := s.takesAccess(inv, v); {
		case takesIt && (lapses || overdue):
			c.Invoices, takes = append(c.Invoices, inv.Number), takes || lapses
		case overdue:
			others = append(others, inv.Number)
		}
	}
	if takes && c.From == first && lapse == first {
		c.Rule = rule.LapseStart
	}
	switch {
	case status.Rule == rule.RefundEffect:
		c.Because, c.Invoices = wasReturned, nil
	case takes:
		c.Because = unpaidInvoice
	case active && status.Overdue:
		c.Because, c.Becomes, c.From, c.Rule = unpaidInvoice, lifecycle.Active, status.Since, rule.LapseExempt
		c.Invoices = others
		c.From = cmp.Or(c.From, first)
	case left.Effective == lapse:
		c.Because = cancellation
	case status.Provisional:
		c.Because = renewalAwaited
	case status.Ended && s.failed(v):
		c.Because = chargeFailed
	case status.Ended:
		c.Because = notRenewed
	case v.Kind() == policy.Subscription && v.AutoRenew():
		return c, false
	default:
		c.Because = doesNotRenew
	}
	if active && !status.Provisional && !status.Overdue && c.From.Sub(v.Day()) > soon {
		return c, false
	}
	s.act(&c, v, active)
	return c, true
}

// failed reports whether the charge of the expected renewal has failed.
func (s subscription) failed(v lifecycle.View) bool {
	return slices.ContainsFunc(s.Facts.FailedCharges, func(d calendar.Date) bool {
		return !d.Before(v.Renewal()) && !d.After(v.Day())
	})
}

// act says who can do something about a concern, and until when.
func (s subscription) act(c *concern, v lifecycle.View, active bool) {
	seller := map[policy.Channel]party{
		policy.Online: customer, policy.Quote: partner, policy.Sales: vendor,
		policy.Reseller: reseller, policy.Retailer: reseller,
	}[s.Channel] // who renews what was bought through this channel
	switch {
	case c.Because == renewalAwaited:
		c.Who = vendor
	case c.Because == unpaidInvoice && active:
		c.Who = customer
	case c.Because == unpaidInvoice:
		c.Who, c.Can = customer, v.CanReactivate()
	default:
		c.Who, c.Can = seller, v.CanRenew()
	}
	switch {
	case c.Can.Allowed():
		c.Until = c.Can.Window.LastDay()
	case c.Can.Remedy == policy.BuyNew:
		c.Who = customer
	case c.Can.Remedy == policy.AskSeller && s.Channel.Direct():
		c.Who = vendor
	case c.Can == policy.Decision{} && c.From.After(v.Day()) && c.Becomes != lifecycle.Active:
		c.Until = c.From.AddDays(-1)
	}
}

// String says it in a sentence, the words before the rule.
func (c concern) String() string {
	text := fmt.Sprintf("%s from %s on, because ", c.Becomes, c.From)
	switch {
	case c.Becomes == c.Phase && c.Phase == lifecycle.Active:
		text = "active, but "
	case c.Becomes == lifecycle.Active:
		text = fmt.Sprintf("active from %s on, but ", c.From)
	case c.Becomes == c.Phase:
		text = fmt.Sprintf("%s since %s, because ", c.Phase, c.From)
	case c.Phase == lifecycle.Expired, c.Phase == lifecycle.Suspended:
		text = fmt.Sprintf("%s, and %s", c.Phase, text)
	case c.Because == renewalAwaited:
		text = "provisionally active, " + text
	}
	text += map[cause]string{
		unpaidInvoice: strings.Join(c.Invoices, ", ") + " is unpaid", chargeFailed: "the charge of its renewal failed",
		renewalAwaited: "its renewal is still being charged", notRenewed: "it has not been renewed",
		doesNotRenew: "it does not renew itself", cancellation: "a cancellation was asked for",
		wasReturned: "it was returned",
	}[c.Because] + fmt.Sprintf(" (%s); ", c.Rule)
	does := "can renew it"
	switch {
	case c.Because == renewalAwaited:
		does = "charges it"
	case c.Because == unpaidInvoice && (c.Can == policy.Decision{} || c.Can.Allowed()):
		does = "can pay"
	case !c.Can.Allowed():
		return text + cmp.Or(c.Can.Remedy.Advice(), "nothing helps")
	}
	text += fmt.Sprintf("the %s %s", c.Who, does)
	if !c.Until.IsZero() {
		text += " until " + c.Until.String()
	}
	return text
}
