package main

import (
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
)

// alignment is the common renewal dates of some subscriptions, best first, with what each of them does to come there.
type alignment struct {
	Day     calendar.Date `json:"day"`
	Horizon calendar.Date `json:"horizon"`
	Plans   []coterm.Plan `json:"plans"`
}

func (c *call) postAlignment() (reply, error) {
	var body struct {
		Subscriptions []string      `json:"subscriptions"`
		Horizon       calendar.Date `json:"horizon"`
	}
	if err := c.decode(&body, "subscriptions! horizon!"); err != nil {
		return reply{}, err
	}
	if n := len(body.Subscriptions); n < 2 || n > maxMembers {
		return reply{}, wrongField("subscriptions", fmt.Sprint(n), "must be from 2 to %d", maxMembers)
	}
	p := coterm.Portfolio{Horizon: body.Horizon, Plans: maxPlans}
	for i, id := range body.Subscriptions {
		if err := c.join(&p, fmt.Sprintf("subscriptions[%d]", i), id); err != nil {
			return reply{}, err
		}
	}
	plans, err := coterm.Align(p)
	if err != nil {
		return reply{}, onDay(err)
	}
	return reply{value: alignment{c.day, p.Horizon, plans}}, nil
}

// join adds a subscription to a portfolio, with the prices that its next terms have.
func (c *call) join(p *coterm.Portfolio, field, id string) error {
	if slices.ContainsFunc(p.Members, func(m coterm.Member) bool { return m.ID == id }) {
		return wrongField(field, shown(id), "is a duplicate")
	}
	h, err := c.member(field, id)
	if err != nil {
		return err
	}
	v := h.sub.On(c.day)
	length := v.NextTerm().Length
	if !length.IsValid() {
		return wrongField(field, id, "has no term to be aligned on %s", c.day)
	}
	m := coterm.Member{ID: id, View: v, SRP: h.SRP[length], ThreeYearSRP: h.SRP[calendar.ThreeYear]}
	if m.SRP.IsZero() {
		return newProblem(unpriced, "subscription %s has no list price for the term %s", id, length)
	}
	p.Members = append(p.Members, m)
	return nil
}
