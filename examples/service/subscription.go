package main

import (
	"maps"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// about answers about the subscription of the path, bound to the edition of the day, with its version.
func about(answer func(*call, held) (reply, error)) func(*call) (reply, error) {
	return func(c *call) (reply, error) {
		h, err := c.find(c.PathValue("id"))
		if err != nil {
			return reply{}, err
		}
		done, err := answer(c, h)
		done.ETag = h.version
		return done, err
	}
}

func (c *call) getSubscription(h held) (reply, error) { return reply{value: h.record}, nil }

// eventList is the events of a subscription, in order.
type eventList struct {
	ID     string  `json:"id"`
	Events []event `json:"events"`
}

func (c *call) getEvents(h held) (reply, error) {
	return reply{value: eventList{h.ID, loadEvents(c.tx, h.ID)}}, nil
}

// status is where a subscription stands on a day, and how long the answer may be kept.
type status struct {
	ID string `json:"id"`
	lifecycle.Entitlement
}

func (c *call) getStatus(h held) (reply, error) {
	return reply{value: status{h.ID, h.sub.On(c.day).Entitlement(c.s.zone)}}, nil
}

// menu is every decision of a day, with where to post what is allowed.
type menu struct {
	Day        calendar.Date                        `json:"day"`
	ValidUntil calendar.Date                        `json:"validUntil,omitzero"`
	Decisions  map[lifecycle.Action]policy.Decision `json:"decisions"`
	Links      map[lifecycle.Action][]string        `json:"links"` // paths to POST to
}

func (c *call) getActions(h held) (reply, error) {
	actions := h.sub.On(c.day).Actions()
	paths := map[lifecycle.Action][]string{}
	for action, d := range actions.All() {
		if d.Allowed() {
			paths[action] = links(h.ID, action)
		}
	}
	return reply{value: menu{actions.Day, actions.ValidUntil(), maps.Collect(actions.All()), paths}}, nil
}

// links are the paths to which a request for an action is posted.
func links(id string, action lifecycle.Action) (list []string) {
	for _, a := range acts() {
		if slices.Contains(a.actions, action) {
			list = append(list, strings.Replace(a.path(), "{id}", id, 1))
		}
	}
	return list
}

// Explanations are what the library says of its own answers: each figure, what it is made of, and the rules that it
// rests on, with their readings and the words of their sources.

// explain answers with the reasons for the status of a day, for every decision, and for what could be given back.
func (c *call) explain(h held) (reply, error) {
	x := h.sub.On(c.day).Explanation()
	for _, p := range c.returnables(h) {
		if !p.Returned.IsZero() {
			continue
		}
		part, err := p.Return.Explanation(c.edition)
		if err != nil {
			return reply{}, err
		}
		x.Parts = append(x.Parts, part)
	}
	return reply{value: x}, nil
}

func (c *call) explainQuote() (reply, error) {
	q, err := c.reprice()
	if err != nil {
		return reply{}, err
	}
	x, err := q.offer.Quote.Explanation(q.Edition)
	return reply{value: x}, err
}

func (c *call) explainInvoice(h held) (reply, error) {
	inv, err := c.issued(h)
	if err != nil {
		return reply{}, err
	}
	x, err := inv.Explanation(loadEdition(c.tx, inv.Edition.String()))
	return reply{value: x}, err
}
