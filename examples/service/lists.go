package main

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
)

// Lists go by ID, a page at a time. What is filtered follows from the facts and the day, so that no column can be out
// of date: a page looks at some subscriptions, and says from where the next one goes on.
const (
	pageSize    = 50   // entries, where ?limit= says nothing
	longestPage = 200  // entries
	mostSeen    = 1000 // subscriptions that are looked at for one page
)

// listed are the parameters of a list: its filters, and which page.
func listed(filters ...string) []string { return append(filters, "after", "limit") }

// page is which part of a list is asked for.
type page struct {
	after string
	limit int
}

func (c *call) page() (page, error) {
	p := page{c.query.Get("after"), pageSize}
	if id, _, _ := strings.Cut(p.after, "/"); id != "" && !isID(id) {
		return p, wrongField("after", shown(p.after), "is not from the next of a page")
	}
	if !c.query.Has("limit") {
		return p, nil
	}
	var err error
	text := c.query.Get("limit")
	if p.limit, err = strconv.Atoi(text); err != nil || p.limit < 1 || p.limit > longestPage {
		return p, wrongField("limit", shown(text), "must be from 1 to %d", longestPage)
	}
	return p, nil
}

// dayIn reads a day of the query; the zero Date where it is not given.
func (c *call) dayIn(name string) (calendar.Date, error) {
	if !c.query.Has(name) {
		return calendar.Date{}, nil
	}
	day, err := calendar.ParseDate(c.query.Get(name))
	return day, inField(name, err)
}

// walk hands over the subscriptions from an ID on, in order, as long as f wants more.
func (c *call) walk(from string, f func(held) (more bool, err error)) error {
	ed, err := c.s.edition(c.day)
	if err != nil {
		return err
	}
	for {
		var ids []string
		var states [][]byte
		err := each(c.Context(), c.tx, scanStates(&ids, &states),
			`SELECT id, state FROM subscriptions WHERE id >= $1 AND state <> $2 ORDER BY id LIMIT 100`, from, noState)
		if err != nil || len(ids) == 0 {
			return err
		}
		for i, id := range ids {
			var st state
			if err := json.Unmarshal(states[i], &st); err != nil {
				return err
			}
			h, err := st.bind(ed, 0)
			if err != nil {
				return err
			}
			if more, err := f(h); err != nil || !more {
				return err
			}
			from = behind(id)
		}
	}
}

// behind is what sorts between an ID and the next one: a blank sorts before whatever an ID can go on with.
func behind(id string) string { return id + " " }

func scanStates(ids *[]string, states *[][]byte) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var id string
		var data []byte
		err := rows.Scan(&id, &data)
		*ids, *states = append(*ids, id), append(*states, data)
		return err
	}
}

// summary is a subscription in a list.
type summary struct {
	ID       string `json:"id"`
	Offering string `json:"offering,omitempty"`
	Seats    int    `json:"seats,omitempty"`
	lifecycle.Status
	Self string `json:"self"`
}

// summaries is a page of subscriptions. Next is the path of the next page; without it this is the last one.
type summaries struct {
	Day           calendar.Date `json:"day"`
	Subscriptions []summary     `json:"subscriptions"`
	Next          string        `json:"next,omitempty"`
}

func (c *call) getSubscriptions() (reply, error) {
	p, err := c.page()
	if err != nil {
		return reply{}, err
	}
	keep, err := c.filter()
	if err != nil {
		return reply{}, err
	}
	body := summaries{Day: c.day, Subscriptions: []summary{}}
	seen, last := 0, ""
	err = c.walk(behind(p.after), func(h held) (bool, error) {
		if seen == mostSeen || len(body.Subscriptions) == p.limit {
			body.Next = c.next(last)
			return false, nil
		}
		seen, last = seen+1, h.ID
		if v := h.sub.On(c.day); keep(h, v) {
			body.Subscriptions = append(body.Subscriptions, summary{
				h.ID, v.Offering(), v.Seats(), v.Status(), "/subscriptions/" + h.ID,
			})
		}
		return true, nil
	})
	return reply{body: body}, err
}

// filter returns what the query wants: a phase on the day, an invoice that is unpaid and due before a day, and what can
// be renewed on a day.
func (c *call) filter() (func(held, lifecycle.View) bool, error) {
	var phase lifecycle.Phase
	if c.query.Has("phase") {
		if err := phase.UnmarshalText([]byte(c.query.Get("phase"))); err != nil {
			return nil, inField("phase", err)
		}
	}
	due, err := c.dayIn("due-before")
	if err != nil {
		return nil, err
	}
	renewable, err := c.dayIn("renewable-on")
	return func(h held, v lifecycle.View) bool {
		owes := due.IsZero()
		for inv := range v.Unpaid() {
			owes = owes || inv.Due.Before(due)
		}
		return owes && (phase == 0 || v.Phase() == phase) &&
			(renewable.IsZero() || h.sub.On(renewable).CanRenew().Allowed())
	}, err
}

// next is the path of the page after an entry, with the same filters.
func (c *call) next(after string) string {
	query := c.query
	query.Set("after", after)
	return c.URL.Path + "?" + query.Encode()
}

// entry is an invoice with its state: scheduled, nothing-owed, open, overdue, paid or returned.
type entry struct {
	Subscription string `json:"subscription,omitempty"` // in a list of several
	lifecycle.BilledInvoice
	State    string            `json:"state"`
	Left     *invoice.OpenItem `json:"left,omitempty"`     // what is left of one that was paid in part
	Document *invoice.Invoice  `json:"document,omitempty"` // of what was issued here
}

// entries are the invoices of a subscription as they were on a day, in the order of their numbers.
func (c *call) entries(h held) ([]entry, error) {
	documents, err := loadInvoices(c.Context(), c.tx, h.ID)
	if err != nil {
		return nil, err
	}
	list := []entry{}
	for _, inv := range h.Facts.Invoices {
		e := entry{BilledInvoice: inv, State: invoiceState(h.sub.On(c.day), inv)}
		if inv.Paid.After(c.day) {
			e.Paid = calendar.Date{}
		}
		if d, ok := documents.find(inv.Number); ok {
			e.Document = &d
		}
		for _, o := range h.Open {
			if o.Number == inv.Number {
				e.Left = &o
			}
		}
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.Number, b.Number) })
	return list, nil
}

func invoiceStates() []string {
	return []string{"scheduled", "nothing-owed", "open", "overdue", "paid", "returned"}
}

func invoiceState(v lifecycle.View, inv lifecycle.BilledInvoice) string {
	switch {
	case inv.Issued.After(v.Day()):
		return "scheduled"
	case inv.NothingOwed:
		return "nothing-owed"
	case !inv.Paid.IsZero() && !inv.Paid.After(v.Day()):
		return "paid"
	case !inv.Returned.IsZero() && !inv.Returned.After(v.Day()):
		return "returned"
	}
	for overdue := range v.Overdue() {
		if overdue.Number == inv.Number {
			return "overdue"
		}
	}
	return "open"
}

// ledger is the invoices of a subscription.
type ledger struct {
	ID       string        `json:"id"`
	Day      calendar.Date `json:"day"`
	Invoices []entry       `json:"invoices"`
}

func (c *call) getLedger() (reply, error) {
	h, err := c.held()
	if err != nil {
		return reply{}, err
	}
	list, err := c.entries(h)
	return reply{body: ledger{h.ID, c.day, list}, etag: h.version}, err
}

// ledgers is a page of the invoices of all subscriptions.
type ledgers struct {
	Day      calendar.Date `json:"day"`
	Invoices []entry       `json:"invoices"`
	Next     string        `json:"next,omitempty"`
}

// getInvoices lists the invoices of all subscriptions, by subscription and number. The cursor names both.
func (c *call) getInvoices() (reply, error) {
	p, err := c.page()
	if err != nil {
		return reply{}, err
	}
	due, err := c.dayIn("due-before")
	if err != nil {
		return reply{}, err
	}
	if state := c.query.Get("state"); c.query.Has("state") && !slices.Contains(invoiceStates(), state) {
		return reply{}, wrongField("state", shown(state), "is not one of %s", strings.Join(invoiceStates(), ", "))
	}
	id, number, _ := strings.Cut(p.after, "/")
	body := ledgers{Day: c.day, Invoices: []entry{}}
	seen, last := 0, p.after
	err = c.walk(id, func(h held) (bool, error) {
		if seen++; seen > mostSeen {
			body.Next = c.next(last)
			return false, nil
		}
		list, err := c.entries(h)
		for _, e := range list {
			after := h.ID != id || number != "" && e.Number > number
			wanted := (due.IsZero() || e.Due.Before(due)) && (!c.query.Has("state") || c.query.Get("state") == e.State)
			if !after || !wanted {
				continue
			}
			if len(body.Invoices) == p.limit {
				body.Next = c.next(last)
				return false, nil
			}
			e.Subscription, last = h.ID, h.ID+"/"+e.Number
			body.Invoices = append(body.Invoices, e)
		}
		last = h.ID
		return true, err
	})
	return reply{body: body}, err
}
