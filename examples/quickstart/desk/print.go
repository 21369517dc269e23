package desk

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// clock is how an instant is shown: the wall clock of the place of purchase, and how far that is from UTC.
const clock = "2006-01-02 15:04:05 -07:00"

func (r report) print(w *bytes.Buffer) {
	fmt.Fprintf(w, "%s: %s on %s, %s, edition %s\n", r.Company, count(len(r.Subscriptions), "subscription"), r.On, r.Zone,
		r.Edition)
	r.printAttention(w)
	printUnpaid(w, r.InvoicesDue)
	r.printOverview(w)
	for _, l := range r.Subscriptions {
		l.print(w, r.On)
	}
	fmt.Fprintf(w, "\n* which of the two it is, as auto-renew stands\n")
	r.Alignment.print(w)
}

func (r report) printAttention(w *bytes.Buffer) {
	heading(w, "Needs attention")
	var t table
	for _, c := range r.Attention {
		t.add(c.ID, brief(c.Product), c.Why)
	}
	if len(r.Attention) == 0 {
		t.add("nothing")
	}
	t.print(w)
}

func (r report) printOverview(w *bytes.Buffer) {
	heading(w, "At a glance")
	t := table{numbers: []int{4}}
	t.add("id", "product", "phase", "last day", "days left", "auto-renew", "return by")
	for _, l := range r.Subscriptions {
		days, renews, by := "", "", ""
		if l.DaysLeft > 0 {
			days = fmt.Sprint(l.DaysLeft)
		}
		if l.Kind == policy.Subscription {
			renews = map[bool]string{true: "on", false: "off"}[l.AutoRenew]
		}
		if l.Return.Decision.Allowed() {
			by = l.Return.Deadline.String()
		}
		t.add(l.ID, brief(l.Product), l.Phase, l.LastDay.String(), days, renews, by)
	}
	if len(r.Subscriptions) > 0 {
		t.print(w)
	} else {
		answer(w, "no subscriptions", "")
	}
}

func (l line) print(w *bytes.Buffer, on calendar.Date) {
	fmt.Fprintf(w, "\n%s  %s, %s\n", l.ID, l.Product, l.size())
	answer(w, "covers", fmt.Sprintf("%s through %s, %s", l.FirstDay, l.LastDay, l.left(on)))
	answer(w, "status", l.Status)
	answers := func(name string, texts []string) {
		for i, text := range texts {
			answer(w, map[bool]string{true: name}[i == 0], text)
		}
	}
	answers("capabilities", l.capabilities())
	answers("can", l.can())
	answers("next", texts(l.Events))
	answer(w, l.mark("expires", !l.AutoRenew || l.Lapsed), l.Expires.Format(clock))
	if l.Kind == policy.Subscription {
		answer(w, l.mark("renews", l.AutoRenew && !l.Lapsed), l.Renews.Format(clock))
	}
	if len(l.Anniversaries) > 0 {
		answer(w, "anniversaries", strings.Join(texts(l.Anniversaries), ", "))
	}
	answers("charged", texts(l.Charges))
	answer(w, "return", l.Return.String())
	if l.Exempt {
		answer(w, "lapse", fmt.Sprintf("none: access ends with the last covered day (%s)", rule.LapseExempt))
	}
	if l.OneSeat != nil {
		answer(w, "one seat more", l.OneSeat.String())
	} else {
		answer(w, "one seat more", "no: "+l.NoSeat)
	}
}

// capabilities lists them by what is left of them, one line each.
func (l line) capabilities() []string {
	var order []string
	of := map[string][]string{}
	for c := lifecycle.ProductAccess; c <= lifecycle.Support && len(l.Capabilities) > 0; c++ {
		access := l.Capabilities[c.String()]
		if of[access] == nil {
			order = append(order, access)
		}
		of[access] = append(of[access], c.String())
	}
	for i, access := range order {
		order[i] = access + ": " + strings.Join(of[access], ", ")
	}
	return order
}

// can lists what may be asked for that day, by the last day on which it may be, one line each, the first to close
// first.
func (l line) can() []string {
	of := map[calendar.Date][]string{}
	var days []calendar.Date
	for action, d := range l.Actions.All() {
		if !d.Allowed() {
			continue
		}
		last := d.Window.LastDay()
		if of[last] == nil {
			days = append(days, last)
		}
		of[last] = append(of[last], action.String())
	}
	if len(days) == 0 {
		return []string{"nothing"}
	}
	slices.SortFunc(days, func(a, b calendar.Date) int {
		if a.IsZero() || b.IsZero() {
			return b.Compare(a) // what stays open without end comes last
		}
		return a.Compare(b)
	})
	var lines []string
	for _, last := range days {
		text := strings.Join(of[last], ", ")
		if !last.IsZero() {
			text = "until " + last.String() + ": " + text
		}
		lines = append(lines, text)
	}
	return lines
}

func (l line) size() string {
	if l.Kind == policy.FlexTokens {
		return count(l.Tokens, "token")
	}
	return l.Term.String() + ", " + count(l.Seats, "seat")
}

// mark names an instant, with a star on the one that is meant of the two.
func (l line) mark(name string, meant bool) string {
	if meant && l.Kind == policy.Subscription {
		name += " *"
	}
	return name
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

func texts[T fmt.Stringer](values []T) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = v.String()
	}
	return list
}
