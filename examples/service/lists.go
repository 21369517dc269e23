package main

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
)

// Lists are sorted by ID, one page at a time. Filters are applied to the facts and the day, so that no column can be
// out of date: a page looks at a limited number of subscriptions, and says where the next page starts.
const (
	pageSize    = 50   // entries, if ?limit= is missing
	longestPage = 200  // entries
	mostSeen    = 1000 // subscriptions that are looked at for one page
)

// listed are the parameters of a list: its filters, and which page.
func listed(filters ...string) []string { return append(filters, "after", "limit") }

// page answers with part of a list: for each subscription the entries that pass its filters, with their names, from
// after the entry that the query names. Next is the path of the next page; "" after the last one.
func page[E any](c *call, of func(held) []E, name func(E) string) (list []E, next string, err error) {
	limit, after := pageSize, c.query.Get("after")
	if text := c.query.Get("limit"); c.query.Has("limit") {
		if limit, err = strconv.Atoi(text); err != nil || limit < 1 || limit > longestPage {
			return nil, "", wrongField("limit", shown(text), "must be from 1 to %d", longestPage)
		}
	}
	id, number, within := strings.Cut(after, "/")
	if after != "" && !isID(id) {
		return nil, "", wrongField("after", shown(after), "is not from the next of a page")
	}
	from, seen := id, 0
	if !within {
		from = behind(id)
	}
	list = []E{}
	c.walk(from, func(h held) bool {
		full := seen == mostSeen
		for _, e := range of(h) {
			if within && h.ID == id && name(e) <= number {
				continue
			}
			if full = full || len(list) == limit; full {
				break
			}
			list, after = append(list, e), h.ID+"/"+name(e)
		}
		if full {
			c.query.Set("after", after)
			next = c.URL.Path + "?" + c.query.Encode()
			return false
		}
		seen, after = seen+1, h.ID
		return true
	})
	return list, next, nil
}

// walk passes on the subscriptions from an ID on, in order, as long as f wants more.
func (c *call) walk(from string, f func(held) (more bool)) {
	for {
		var states []string
		c.tx.each(func(rows *sql.Rows) error {
			states = append(states, "")
			return rows.Scan(&states[len(states)-1])
		}, `SELECT state FROM subscriptions WHERE id >= $1 AND state <> '{}' ORDER BY id LIMIT 100`, from)
		if len(states) == 0 {
			return
		}
		for _, text := range states {
			h, err := c.bind(text, 0)
			if c.tx.fail(err); err != nil || !f(h) {
				return
			}
			from = behind(h.ID)
		}
	}
}

// behind sorts between an ID and the next one: a blank sorts before any character that can continue an ID.
func behind(id string) string { return id + " " }

// summary is a subscription in a list.
type summary struct {
	ID       string `json:"id"`
	Offering string `json:"offering,omitempty"`
	Seats    int    `json:"seats,omitempty"`
	lifecycle.Status
	Self string `json:"self"`
}

// summaries is a page of subscriptions. Next is the path of the next page; it is missing on the last page.
type summaries struct {
	Day           calendar.Date `json:"day"`
	Subscriptions []summary     `json:"subscriptions"`
	Next          string        `json:"next,omitempty"`
}

func (c *call) getSubscriptions() (reply, error) {
	keep, err := c.filter()
	if err != nil {
		return reply{}, err
	}
	list, next, err := page(c, func(h held) []summary {
		v := h.sub.On(c.day)
		if !keep(h, v) {
			return nil
		}
		return []summary{{h.ID, v.Offering(), v.Seats(), v.Status(), "/subscriptions/" + h.ID}}
	}, func(summary) string { return "" })
	return reply{value: summaries{c.day, list, next}}, err
}

// filter returns the filter of the query: by the phase on the day, by an unpaid invoice that is due before a day, and
// by whether it can be renewed on a day.
func (c *call) filter() (func(held, lifecycle.View) bool, error) {
	var phase lifecycle.Phase
	var due, renewable calendar.Date
	err := errors.Join(
		c.param("phase", &phase), c.param("due-before", &due), c.param("renewable-on", &renewable))
	return func(h held, v lifecycle.View) bool {
		owes := due.IsZero()
		for inv := range v.Unpaid() {
			owes = owes || inv.Due.Before(due)
		}
		return owes && (phase == 0 || v.Phase() == phase) &&
			(renewable.IsZero() || h.sub.On(renewable).CanRenew().Allowed())
	}, err
}

// entry is an invoice with its state.
type entry struct {
	Subscription string `json:"subscription,omitempty"` // in a list of several
	lifecycle.BilledInvoice
	State    lifecycle.InvoiceState `json:"state"`
	Left     *invoice.OpenItem      `json:"left,omitempty"`     // what is left of one that was paid in part
	Document *invoice.Invoice       `json:"document,omitempty"` // of what was issued here
}

// entries are the invoices of a subscription as they were on a day, in the order of their numbers.
func (c *call) entries(h held) []entry {
	documents, list := c.invoices(h.ID, 0), []entry{}
	for inv, state := range h.sub.On(c.day).Invoices() {
		e := entry{BilledInvoice: inv, State: state}
		if d, ok := numbered(documents, inv.Number); ok {
			e.Document = &d
		}
		if k := h.open(inv.Number); k >= 0 {
			e.Left = &h.Open[k]
		}
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.Number, b.Number) })
	return list
}

func (c *call) getLedger(h held) (reply, error) {
	return reply{value: ledgers{h.ID, c.day, c.entries(h), ""}}, nil
}

// ledgers is the invoices of a subscription, or a page of the invoices of all.
type ledgers struct {
	ID       string        `json:"id,omitempty"` // of a subscription
	Day      calendar.Date `json:"day"`
	Invoices []entry       `json:"invoices"`
	Next     string        `json:"next,omitempty"`
}

// getInvoices lists the invoices of all subscriptions, by subscription and number.
func (c *call) getInvoices() (reply, error) {
	var due calendar.Date
	var wanted lifecycle.InvoiceState
	if err := errors.Join(c.param("due-before", &due), c.param("state", &wanted)); err != nil {
		return reply{}, err
	}
	list, next, err := page(c, func(h held) []entry {
		list := c.entries(h)
		for i := range list {
			list[i].Subscription = h.ID
		}
		return slices.DeleteFunc(list, func(e entry) bool {
			return !due.IsZero() && !e.Due.Before(due) || wanted != 0 && wanted != e.State
		})
	}, func(e entry) string { return e.Number })
	return reply{value: ledgers{"", c.day, list, next}}, err
}

// alignment is the common renewal dates of some subscriptions, best first, with what each does to get there.
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
		field := fmt.Sprintf("subscriptions[%d]", i)
		h, err := c.member(field, id)
		if err != nil {
			return reply{}, err
		}
		v := h.sub.On(c.day)
		length := v.NextTerm().Length
		if !length.IsValid() {
			return reply{}, wrongField(field, id, "has no term to be aligned on %s", c.day)
		}
		p.Members = append(p.Members, coterm.Member{
			ID: id, View: v, SRP: h.SRP[length], ThreeYearSRP: h.SRP[calendar.ThreeYear],
		})
	}
	plans, err := coterm.Align(p)
	return reply{value: alignment{c.day, p.Horizon, plans}}, blamed(err, func(m mistake) mistake {
		m.Field = strings.TrimSuffix(strings.Replace(m.Field, "members[", "subscriptions[", 1), ".id")
		return m
	})
}
