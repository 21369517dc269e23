package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

const (
	ahead         = 31  // the days ahead in which charges are due
	lapsingAhead  = 90  // the days ahead in which subscriptions without auto-renew end
	horizonMonths = 18  // how far ahead a common renewal date is looked for
	mostListed    = 100 // the most rows of a section
	mostPlanned   = 500 // the most subscriptions of a plan
)

// page is what is printed: sections of rows, with cells separated by tabs.
type page struct{ bytes.Buffer }

func (p *page) section(title string, rows []string) {
	fmt.Fprintf(p, "\n%s\n", title)
	if len(rows) == 0 {
		rows = []string{"none"}
	}
	w := tabwriter.NewWriter(p, 0, 0, 2, ' ', 0)
	for _, row := range rows[:min(len(rows), mostListed)] {
		fmt.Fprintf(w, "  %s\n", row)
	}
	_ = w.Flush() // to memory
	if more := len(rows) - mostListed; more > 0 {
		fmt.Fprintf(p, "  and %d more\n", more)
	}
}

// print prints the page of a file.
func (k known) print(p *page, name string, all, facts []imported) {
	fmt.Fprintf(p, "%s on %s: %d rows, %d facts, %d with reasons; dates are %s\n",
		name, k.on, len(all), len(facts), len(all)-len(facts), k.dates)
	phases := map[lifecycle.Phase]int{}
	var lapsing, renewable []dated
	for _, m := range facts {
		v := m.sub.On(k.on)
		phases[v.Phase()]++
		if why := lapses(v); why != "" {
			lapsing = append(lapsing, m.dated(v.Renewal(), v.Renewal().AddDays(-1).String(), why))
		}
		if can := v.CanRenew(); can.Allowed() {
			last := can.Window.LastDay()
			renewable = append(renewable, m.dated(last, "until "+last.String(), m.renewal(v)))
		}
	}
	var counts []string
	for phase := lifecycle.Active; phase <= lifecycle.Canceled; phase++ {
		counts = append(counts, fmt.Sprintf("%d %s", phases[phase], phase))
	}
	fmt.Fprintf(p, "%s\n", strings.Join(counts, ", "))
	p.section(fmt.Sprintf("Due within %d days, at list price before tax", ahead), inOrder(k.charges(facts)))
	p.section(fmt.Sprintf("Lapsing: lapsed, or ending within %d days and not renewing", lapsingAhead), inOrder(lapsing))
	p.section("Renewable now, at list price before tax", inOrder(renewable))
	p.section("One renewal date for all", k.plan(facts))
	p.section("Not imported", reasons(all))
	p.section("What the file does not say", notes(facts))
	if len(k.unread) > 0 {
		p.section("Sheets that were not read", k.unread)
	}
}

// dated is a row of a section, with the day by which the rows are sorted.
type dated struct {
	day  calendar.Date
	text string
}

func (m *imported) dated(day calendar.Date, cells ...string) dated {
	return dated{day, strings.Join(append([]string{m.ID, m.Facts.Offering, m.size()}, cells...), "\t")}
}

func inOrder(rows []dated) []string {
	slices.SortStableFunc(rows,
		func(a, b dated) int { return cmp.Or(a.day.Compare(b.day), cmp.Compare(a.text, b.text)) })
	var texts []string
	for _, r := range rows {
		texts = append(texts, r.text)
	}
	return texts
}

func (m *imported) size() string {
	if m.Facts.Kind == policy.FlexTokens {
		return fmt.Sprintf("%d tokens", m.Tokens)
	}
	return fmt.Sprintf("%s × %d", m.Facts.Terms[0].Length, m.Facts.Seats)
}

// lapses says how a subscription has lapsed, or is about to; empty if it is Canceled for good.
func lapses(v lifecycle.View) string {
	switch s := v.Status(); {
	case s.Phase == lifecycle.Expired, s.Phase == lifecycle.Suspended:
		return fmt.Sprintf("%s since %s, %s from %s on", s.Phase, s.Since, s.NextPhase, s.Until)
	case s.Phase == lifecycle.Active && !v.AutoRenew() && s.Renewal.Sub(s.Day) <= lapsingAhead:
		return fmt.Sprintf("%d days left", s.Renewal.Sub(s.Day))
	}
	return ""
}

// renewal is the price of a renewal on the day, without changes.
func (m *imported) renewal(v lifecycle.View) string {
	price, err := coterm.Renew(v, coterm.RenewalRequest{SRP: m.Prices[v.NextTerm().Length]})
	if err != nil {
		return "no price"
	}
	return price.Charge.Amount.String()
}

// plan is the best date on which all members with a price can renew together, and what each does to get there.
func (k known) plan(facts []imported) []string {
	p := coterm.Portfolio{Horizon: k.on.AddMonths(horizonMonths), Plans: 1}
	for _, m := range facts {
		length := m.Facts.Terms[0].Length
		if price := m.Prices[length]; m.Facts.Kind == policy.Subscription && !price.IsZero() {
			member := coterm.Member{ID: m.ID, View: m.sub.On(k.on), SRP: price}
			if length == calendar.Annual {
				member.ThreeYearSRP = m.Prices[calendar.ThreeYear]
			}
			p.Members = append(p.Members, member)
		}
	}
	if len(p.Members) > mostPlanned {
		return []string{fmt.Sprintf("not looked for: more than %d subscriptions have a price", mostPlanned)}
	}
	plans, err := coterm.Align(p)
	switch {
	case err != nil:
		return []string{"none: " + strings.ReplaceAll(err.Error(), "\n", "; ")}
	case len(plans) == 0:
		return []string{"no two subscriptions can renew on one day"}
	}
	rows := []string{plans[0].String()}
	for _, move := range plans[0].Moves {
		if move.Aligned {
			rows = append(rows, strings.Split(move.String(), "\n")...)
		}
	}
	return rows
}

// reasons lists the rows that have not become facts.
func reasons(all []imported) []string {
	var rows []string
	for _, m := range all {
		for _, r := range m.Reasons {
			rows = append(rows, fmt.Sprintf("row %d\t%s", m.number, r))
		}
	}
	return rows
}

// notes lists what is not known, each with the rows concerned.
func notes(facts []imported) []string {
	of := map[string][]int{}
	for _, m := range facts {
		for _, note := range m.Notes {
			of[note] = append(of[note], m.number)
		}
	}
	var rows []string
	for _, note := range slices.Sorted(maps.Keys(of)) {
		where := "rows " + joined(of[note])
		if len(of[note]) == len(facts) {
			where = "all rows"
		}
		rows = append(rows, note+"\t"+where)
	}
	return rows
}
