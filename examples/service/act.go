package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// request is what an act is asked with: the contents of its body, which its event stores.
type request interface {
	// decide asks the rules, works out prices, and makes documents. What the transition needs besides the body is kept
	// in the request, which is stored.
	decide(*change) error
	// transition works out the next facts. It reads nothing but the request, so that it can be replayed.
	transition(lifecycle.View) (lifecycle.Subscription, error)
}

// act is something that can happen to a subscription, or can be quoted.
type act struct {
	name    string // of its events; its path is /subscriptions/{id}/NAME, except for the first two
	keys    string // of its body; those that are required end with !
	request func(act) request
	actions []lifecycle.Action // whose decision says if it can be done; none if others did it
}

// The acts that are mentioned elsewhere.
const (
	created = "created"
	ordered = "ordered"
	voided  = "void"
)

// acts lists every act.
func acts() []act {
	type actions = []lifecycle.Action
	return []act{
		{created, "id! channel! taxes! netTerms srp facts!", of[creation], nil},
		{ordered, "", of[ordering], nil},
		{
			"renewal", "seats length offering srp taxes payer", buys(renews, false),
			actions{lifecycle.ActionRenew, lifecycle.ActionRenewByInvoice},
		},
		{"conversion", "length! seats! srp taxes", buys(converts, false), actions{lifecycle.ActionConvertTrial}},
		{"quotes/seats", "seats! srp taxes expires!", buys(addedSeats, true), actions{lifecycle.ActionAddSeats}},
		{"quotes/extension", "target! srp taxes expires!", buys(extension, true), actions{lifecycle.ActionExtend}},
		{
			"quotes/renewal", "seats length offering srp taxes expires!", buys(renews, true),
			actions{lifecycle.ActionRenew},
		},
		{"auto-renew", "on!", asks, actions{lifecycle.ActionSwitchAutoRenew}},
		{"seat-reduction", "seats!", asks, actions{lifecycle.ActionReduceSeats}},
		{"term-change", "length!", asks, actions{lifecycle.ActionChangeTerm}},
		{"product-switch", "offering!", asks, actions{lifecycle.ActionSwitchProduct}},
		{"cancellation", "effective!", asks, nil},
		{"failed-charge", "", asks, nil},
		{"payments", "invoices! creditNotes method amount", of[payment], actions{lifecycle.ActionReactivate}},
		{"returns", "purchase! seats paid", of[returning], nil},
		{voided, "event!", of[voiding], nil},
	}
}

// of makes a request of a type.
func of[T any, P interface {
	*T
	request
}](act) request {
	return P(new(T))
}

func (a act) path() string {
	switch a.name {
	case created:
		return "/subscriptions"
	case ordered:
		return "/quotes/{quote}/order"
	}
	return "/subscriptions/{id}/" + a.name
}

func actOf(name string) (act, bool) {
	for _, a := range acts() {
		if a.name == name {
			return a, true
		}
	}
	return act{}, false
}

// change is an act in progress: a subscription on the day on which the act counts, and the result.
type change struct {
	*call
	held
	seq     int            // of the event
	v       lifecycle.View // zero of a creation
	done    effects
	outcome outcome
	instead *reply // the answer if nothing happens: it was given before, or is a quote
}

// outcome is the answer to an act.
type outcome struct {
	Subscription string            `json:"subscription"`
	Act          string            `json:"act,omitempty"`
	Event        int               `json:"event,omitempty"` // 0 of a question
	Day          calendar.Date     `json:"day,omitzero"`
	Preview      bool              `json:"preview,omitempty"` // whether the day is still to come: what would be
	Quote        string            `json:"quote,omitempty"`
	Ordered      calendar.Date     `json:"ordered,omitzero"` // of a quote
	Decision     *policy.Decision  `json:"decision,omitempty"`
	Arithmetic   string            `json:"arithmetic,omitempty"`
	Net          money.Amount      `json:"net,omitzero"` // of the invoices, all together
	Tax          money.Amount      `json:"tax,omitzero"`
	Total        money.Amount      `json:"total,omitzero"`
	Invoices     []invoice.Invoice `json:"invoices,omitempty"`
	// CreditNotes are of what is returned, or of the invoices of what was voided.
	CreditNotes []invoice.CreditNote `json:"creditNotes,omitempty"`
	Settlement  *invoice.Settlement  `json:"settlement,omitempty"`
	Status      *lifecycle.Status    `json:"status,omitempty"` // after it
}

// act answers a request for an act. Everything that happens to a subscription goes through it: it checks what the
// caller has seen, decides, makes the event, and stores it with the next facts and its documents. For a day that is
// still to come it only says what would happen.
func (c *call) act(a act) (reply, error) {
	req, ch := a.request(a), &change{call: c}
	if err := c.decode(req, a.keys); err != nil {
		return reply{}, err
	}
	decide := func(act, request) error { return req.decide(ch) }
	for _, step := range []func(act, request) error{ch.load, ch.checkDay, decide} {
		if err := step(a, req); err != nil {
			return reply{}, onDay(err)
		}
		if ch.instead != nil {
			return *ch.instead, nil
		}
	}
	st, err := ch.record(a, req)
	if err != nil {
		return reply{}, onDay(err)
	}
	return ch.reply(a, st)
}

// load loads the subscription that is to be changed. If the same request was carried out before, the answer is the one
// that was given then.
func (ch *change) load(_ act, req request) (err error) {
	if r, ok := req.(*creation); ok {
		return ch.loadPosted(r)
	}
	id := ch.PathValue("id")
	r, orders := req.(*ordering)
	if orders {
		if r.quote, err = ch.reprice(); err != nil {
			return err
		}
		r.deal, r.Number, id = r.quote.deal, r.quote.offer.Number, r.quote.Subscription
	}
	if ch.held, err = ch.find(id); err != nil {
		return err
	}
	if orders {
		if bill, err := ch.loadOrder(r.quote.id); !isUnknown(err) {
			ch.instead = &bill
			return err
		}
	}
	ch.seq, ch.v = ch.version+1, ch.sub.On(ch.day)
	return ch.ifMatch(ch.version)
}

// loadPosted looks for a subscription that is posted. If the same one was posted before, the answer is its present
// state.
func (ch *change) loadPosted(c *creation) error {
	h, err := ch.find(c.ID)
	if isUnknown(err) { // there is none, or its creation was voided
		ch.seq = h.version + 1
		return nil
	}
	if err != nil {
		return err
	}
	ch.instead = &reply{value: h.record, ETag: h.version}
	var was struct{ Request creation }
	ch.tx.one([]any{column{&was}},
		`SELECT what FROM events WHERE subscription = $1 AND act = $2 ORDER BY seq DESC LIMIT 1`, c.ID, created)
	before, err := json.Marshal(was.Request)
	now, wrong := json.Marshal(c)
	if err = errors.Join(err, wrong); err == nil && !bytes.Equal(now, before) {
		return newProblem(taken, "subscription %q is there already", c.ID)
	}
	return err
}

// checkDay refuses to record something too far in the past. An event is voided on the day on which that is asked for.
func (ch *change) checkDay(a act, _ request) error {
	if a.name == voided && ch.day != ch.today {
		return wrongField("on", ch.day.String(), "must not be set here: a voided event counts for no day")
	}
	if back := ch.today.Sub(ch.day); back > ch.s.recordBack {
		return wrongField("on", ch.day.String(), "is %d days back: nothing is recorded more than %d days back",
			back, ch.s.recordBack)
	}
	return nil
}

// record makes the event and the next state, and stores both unless the day is still to come.
func (ch *change) record(a act, req request) (st state, err error) {
	ch.done.Request = req
	if r, ok := req.(*voiding); ok {
		st = r.after
	} else {
		st, err = ch.state.apply(ch.edition, ch.day, ch.done)
	}
	id := cmp.Or(ch.ID, st.ID)
	ch.outcome.Subscription, ch.outcome.Act, ch.outcome.Day = id, a.name, ch.day
	if ch.outcome.Preview = ch.day.After(ch.today); err != nil || ch.outcome.Preview {
		return st, err
	}
	ch.outcome.Event = ch.seq
	ch.storeEvent(a, id, st)
	ch.storeDocuments(id)
	return st, nil
}

// reply says what an act has led to.
func (ch *change) reply(a act, st state) (reply, error) {
	answer := reply{log: []slog.Attr{slog.String("act", a.name), slog.Int("event", ch.outcome.Event)}}
	if st.ID != "" {
		after, err := st.bind(ch.edition)
		if err != nil {
			return reply{}, err
		}
		status := after.sub.On(ch.day).Status()
		ch.outcome.Status = &status
		answer.log = append(answer.log, slog.String("status", status.String()))
	}
	if answer.value = ch.outcome; a.name == created {
		answer.value = st.record
	}
	if ch.outcome.Decision != nil {
		answer.log = append(answer.log, slog.Any("decision", *ch.outcome.Decision))
	}
	if ch.outcome.Preview {
		return answer, nil
	}
	answer.ETag = ch.seq
	switch a.name {
	case created:
		answer.Status, answer.Location = http.StatusCreated, "/subscriptions/"+st.ID
	case ordered:
		answer.Status, answer.Location = http.StatusCreated, "/quotes/"+ch.outcome.Quote+"/order"
		var err error
		answer.Body, err = answer.bytes()
		id, _ := quoteID(ch.outcome.Quote)
		ch.tx.exec(`INSERT INTO orders (quote, subscription, seq, document) VALUES ($1, $2, $3, $4)`,
			id, ch.outcome.Subscription, ch.seq, string(answer.Body))
		return answer, err
	}
	return answer, nil
}
