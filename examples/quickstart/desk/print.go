package desk

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// clock is how an instant is shown: the local time at the place of purchase, and its offset from UTC.
const clock = "2006-01-02 15:04:05 -07:00"

// print prints one screen; with all, also every subscription and the steps of the plan; with an ID, only that one.
func (r Report) print(w *bytes.Buffer, id string, all bool) {
	fmt.Fprintf(w, "%s: %s on %s, %s, edition %s\n", r.Company, count(len(r.Subscriptions), "subscription"), r.On,
		r.Zone, r.Edition)
	if id != "" {
		r.printLine(w, r.find(id))
		return
	}
	r.printAttention(w)
	printUnpaid(w, r.InvoicesDue)
	r.printOverview(w)
	for _, l := range r.Subscriptions {
		if all {
			r.printLine(w, l)
		}
	}
	if r.printPlan(w, all); !all {
		fmt.Fprintf(w, "\n-id ID says all about one subscription, and -all about everything.\n")
	}
}

// find returns the line of a subscription; the zero line if there is none.
func (r Report) find(id string) line {
	if k := slices.IndexFunc(r.Subscriptions, func(l line) bool { return l.ID == id }); k >= 0 {
		return r.Subscriptions[k]
	}
	return line{}
}

// say says a decision to a customer, and names its rule.
func (r Report) say(d policy.Decision, product string) string {
	text, err := r.english.Sentence(r.edition, d, product)
	if err != nil {
		return d.String() // of another edition
	}
	return fmt.Sprintf("%s (%s)", text, d.Rule)
}

func (r Report) printAttention(w *bytes.Buffer) {
	heading(w, "Needs attention")
	var t table
	for _, c := range r.Attention {
		t.add(c.ID, brief(c.Product), c.String())
	}
	if len(r.Attention) == 0 {
		t.add("nothing")
	}
	t.print(w)
}

func (r Report) printOverview(w *bytes.Buffer) {
	heading(w, "At a glance")
	t := table{numbers: []int{4}}
	t.add("id", "product", "phase", "paid through", "days of access", "auto-renew", "return by")
	for _, l := range r.Subscriptions {
		phase, renews, by := l.Status.Phase.String(), "", ""
		if l.Status.Provisional {
			phase = "provisional"
		}
		if l.Kind == policy.Subscription {
			renews = map[bool]string{true: "on", false: "off"}[l.AutoRenew]
		}
		if l.Return.Decision.Allowed() {
			by = l.Return.Deadline.String()
		}
		t.add(l.ID, brief(l.Product), phase, l.paidThrough(), fmt.Sprint(l.AccessDays), renews, by)
	}
	if len(r.Subscriptions) == 0 {
		t.rows = [][]string{{"no subscriptions"}}
	}
	t.print(w)
}

// printLine prints everything about one subscription.
func (r Report) printLine(w *bytes.Buffer, l line) {
	fmt.Fprintf(w, "\n%s  %s, %s\n", l.ID, l.Product, l.size())
	if paid := l.paidThrough(); l.LastDay.IsZero() {
		answer(w, "paid", paid)
	} else {
		answer(w, "paid", fmt.Sprintf("%s through %s", l.FirstDay, paid))
	}
	answer(w, "access", l.access(r.On))
	status := l.Status.String()
	if k := slices.IndexFunc(r.Attention, func(c concern) bool { return c.ID == l.ID }); k >= 0 {
		status = r.Attention[k].String()
	}
	answer(w, "status", status)
	var left []string
	for c := lifecycle.ProductAccess; c <= lifecycle.Support && len(l.Access) > 0; c++ {
		left = append(left, words(c)+" "+words(l.Access[c]))
	}
	answer(w, "capabilities", cmp.Or(strings.Join(left, ", "), "none yet"))
	answer(w, "can", cmp.Or(strings.Join(l.can(), ", "), "nothing"))
	answer(w, "next", texts(l.Events, happens)...)
	renews := l.AutoRenew && l.Status.Phase <= lifecycle.Active && !l.Renews.IsZero()
	if !l.Expires.IsZero() {
		answer(w, "expires", l.Expires.Format(clock)+map[bool]string{true: " if it is not renewed"}[renews])
	}
	if !l.Renews.IsZero() {
		answer(w, "renews",
			l.Renews.Format(clock)+map[bool]string{true: " by itself", false: " if it is renewed"}[renews])
	}
	answer(w, "charged", texts(l.Charges, invoice.Instalment.String)...)
	if l.Return.Decision != (policy.Decision{}) {
		answer(w, "return", r.say(l.Return.Decision, l.Product))
	}
	if r.edition.IsExempt(l.Product) {
		answer(w, "lapse", fmt.Sprintf("none: access ends with the last covered day (%s)", rule.LapseExempt))
	}
	switch {
	case l.OneSeat != nil:
		answer(w, "one seat more", l.OneSeat.String())
	case l.NoSeat != policy.Decision{}:
		answer(w, "one seat more", r.say(l.NoSeat, l.Product))
	}
}

// paidThrough is the last day that is paid for.
func (l line) paidThrough() string {
	if l.LastDay.IsZero() {
		return "nothing: it was returned"
	}
	return l.LastDay.String()
}

// can lists what may be asked for that day, with the last day on which that is possible.
func (l line) can() []string {
	var list []string
	for action, d := range l.Actions.All() {
		if !d.Allowed() {
			continue
		}
		text := words(action)
		if last := d.Window.LastDay(); !last.IsZero() {
			text += " until " + last.String()
		}
		list = append(list, text)
	}
	return list
}

func (l line) size() string {
	if l.Kind != policy.Subscription {
		return cmp.Or(map[bool]string{true: count(l.Tokens, "token")}[l.Tokens > 0], l.Kind.String())
	}
	return l.Term.String() + ", " + count(l.Seats, "seat")
}

// access says how long the product can be used if nothing more happens.
func (l line) access(on calendar.Date) string {
	switch {
	case l.Status.Phase == 0 && !l.never:
		return "starts in " + count(l.FirstDay.Sub(on), "day")
	case l.AccessDays > 0:
		return count(l.AccessDays, "day") + " of access left"
	case l.AccessThrough.IsZero():
		return "no access"
	}
	return "no access for " + count(on.Sub(l.AccessThrough), "day")
}

// happens puts an event into words, followed by its rule.
func happens(e lifecycle.Event) string {
	what := words(e.What)
	switch {
	case e.What == lifecycle.PhaseStarts:
		what = e.Phase.String() + " from here on"
	case e.Change != 0:
		what += ": " + words(e.Change)
	case e.Projected:
		what += ", if it renews by itself"
	}
	return fmt.Sprintf("%s %s (%s)", e.Day, what, e.Rule)
}

// words makes a code readable.
func words(code fmt.Stringer) string { return strings.ReplaceAll(code.String(), "-", " ") }

func texts[T any](values []T, text func(T) string) (list []string) {
	for _, v := range values {
		list = append(list, text(v))
	}
	return list
}
