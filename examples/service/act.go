package main

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// request is what an act is asked with: the body of its endpoint, and what its event stores.
type request interface {
	// fields are the keys of the body.
	fields() []field
	// decide asks the rules, prices, and makes documents. What the transition needs besides the body it keeps in the
	// request, which is stored.
	decide(*change) error
	// transition is what becomes of the facts. It reads nothing but the request, so that it can be replayed.
	transition(lifecycle.View) (lifecycle.Subscription, error)
}

// act is a thing that can happen to a subscription.
type act struct {
	name    string             // of its events; where path is empty, it is also the last part of its path
	path    string             // where that is not /subscriptions/{id}/NAME
	actions []lifecycle.Action // whose decision in the menu says whether it can be done; none of what others have done
	request func() request
}

// The acts that are named elsewhere.
const (
	created = "created"
	ordered = "ordered"
	voided  = "void"
)

// acts lists every act.
func acts() []act {
	return []act{
		{created, "/subscriptions", nil, func() request { return new(creation) }},
		{ordered, "/quotes/{quote}/order", nil, func() request { return new(ordering) }},
		{
			"renewal", "",
			[]lifecycle.Action{lifecycle.ActionRenew, lifecycle.ActionRenewByInvoice},
			func() request { return new(renewal) },
		},
		{"auto-renew", "", []lifecycle.Action{lifecycle.ActionSwitchAutoRenew}, func() request { return new(autoRenew) }},
		{"seat-reduction", "", []lifecycle.Action{lifecycle.ActionReduceSeats}, func() request { return new(fewerSeats) }},
		{"term-change", "", []lifecycle.Action{lifecycle.ActionChangeTerm}, func() request { return new(otherTerm) }},
		{
			"product-switch", "",
			[]lifecycle.Action{lifecycle.ActionSwitchProduct},
			func() request { return new(otherProduct) },
		},
		{"conversion", "", []lifecycle.Action{lifecycle.ActionConvertTrial}, func() request { return new(conversion) }},
		{"payments", "", []lifecycle.Action{lifecycle.ActionReactivate}, func() request { return new(payment) }},
		{"cancellation", "", nil, func() request { return new(cancellation) }},
		{"failed-charge", "", nil, func() request { return new(failedCharge) }},
		{"returns", "", nil, func() request { return new(returning) }},
		{"prices", "", nil, func() request { return new(pricing) }},
		{voided, "", nil, func() request { return new(voiding) }},
	}
}

func actOf(name string) (act, bool) {
	all := acts()
	i := slices.IndexFunc(all, func(a act) bool { return a.name == name })
	if i < 0 {
		return act{}, false
	}
	return all[i], true
}

// pattern is the path of an act.
func (a act) pattern() string {
	if a.path != "" {
		return a.path
	}
	return "/subscriptions/{id}/" + a.name
}

// change is an act under way: a subscription on the day on which the act counts, and what comes of it.
type change struct {
	*call
	held
	edition policy.Edition // of the day
	seq     int            // of the event
	v       lifecycle.View // zero of a creation
	done    effects
	outcome outcome
}

// outcome is what is answered to an act.
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

// act answers a request for an act. It is the one way for anything to happen to a subscription: it checks what the
// caller has seen, decides, makes the event, and stores it with the facts after it and its documents. On a day that is
// still to come it only says what would be.
func (c *call) act(a act) (reply, error) {
	req := a.request()
	if err := c.decode(req.fields()...); err != nil {
		return reply{}, err
	}
	ch := &change{call: c}
	if again, err := ch.load(req); err != nil || again != nil {
		return again.orNone(), err
	}
	if err := ch.checkDay(a); err != nil {
		return reply{}, err
	}
	if err := req.decide(ch); err != nil {
		return reply{}, onDay(err)
	}
	st, err := ch.record(a, req)
	if err != nil {
		return reply{}, onDay(err)
	}
	return ch.reply(a, st)
}

// load loads the subscription that is to be changed. If what is asked for has been done already, it returns the answer
// that was given then.
func (ch *change) load(req request) (*reply, error) {
	var err error
	if ch.edition, err = ch.s.edition(ch.day); err != nil {
		return nil, err
	}
	id := ch.PathValue("id")
	switch r := req.(type) {
	case *creation:
		return ch.loadPosted(r)
	case *ordering:
		if again, err := r.find(ch); err != nil || again != nil {
			return again, err
		}
		id = r.quote.Subscription
	}
	if ch.held, err = loadState(ch.Context(), ch.tx, id, ch.edition); err != nil {
		return nil, err
	}
	ch.seq, ch.v = ch.version+1, ch.sub.On(ch.day)
	return nil, ch.ifMatch(ch.version)
}

// loadPosted looks for a subscription that is posted. One that is posted again as it was is answered as it is now.
func (ch *change) loadPosted(c *creation) (*reply, error) {
	h, err := loadState(ch.Context(), ch.tx, c.ID, ch.edition)
	var p *problem
	if errors.As(err, &p) { // there is none, or its creation was voided
		ch.seq = h.version + 1
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list, err := loadEvents(ch.Context(), ch.tx, c.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(e event) bool { return e.Act == created && e.VoidedBy == 0 })
	_, was, err := list[i].read()
	if err != nil {
		return nil, err
	}
	posted, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	if !sameJSON(posted, was.Request) {
		return nil, newProblem(taken, "subscription %q is there already", c.ID)
	}
	return &reply{body: h.record, etag: h.version}, nil
}

// checkDay refuses to record too far back. What is voided is voided on the day on which that is asked for.
func (ch *change) checkDay(a act) error {
	if a.name == voided && ch.day != ch.today {
		return wrongField("on", ch.day.String(), "cannot be given here: what is voided counts for no day")
	}
	if back := ch.today.Sub(ch.day); back > ch.s.recordBack {
		return wrongField("on", ch.day.String(), "is %d days back: nothing is recorded more than %d days back",
			back, ch.s.recordBack)
	}
	return nil
}

// record makes the event and the state after it, and stores both unless the day is still to come.
func (ch *change) record(a act, req request) (state, error) {
	id := ch.ID
	if c, ok := req.(*creation); ok {
		id = c.ID
	}
	ch.outcome.Subscription, ch.outcome.Act, ch.outcome.Day = id, a.name, ch.day
	var err error
	if ch.done.Request, err = json.Marshal(req); err != nil {
		return state{}, err
	}
	e := event{
		Seq: ch.seq, Act: a.name, Day: ch.day, Recorded: ch.today, At: ch.at, Request: ch.id, Caller: ch.caller,
	}
	if e.What, err = json.Marshal(ch.done); err != nil {
		return state{}, err
	}
	var st state
	if v, ok := req.(*voiding); ok {
		st = v.after
	} else if st, err = ch.state.apply(ch.edition, e); err != nil {
		return state{}, err
	}
	if ch.day.After(ch.today) {
		ch.outcome.Preview = true
		return st, nil
	}
	ch.outcome.Event = ch.seq
	if err := storeEvent(ch.Context(), ch.tx, id, ch.edition, e, st); err != nil {
		return state{}, err
	}
	return st, ch.storeDocuments(id)
}

// reply says what has come of an act.
func (ch *change) reply(a act, st state) (reply, error) {
	answer := reply{log: []slog.Attr{slog.String("act", a.name), slog.Int("event", ch.outcome.Event)}}
	if !ch.outcome.Preview {
		answer.etag = ch.seq
	}
	if a.name == created {
		answer.body = st.record
		if !ch.outcome.Preview {
			answer.status, answer.location = http.StatusCreated, "/subscriptions/"+st.ID
		}
		return answer, nil
	}
	if st.ID != "" {
		after, err := st.bind(ch.edition, ch.seq)
		if err != nil {
			return reply{}, err
		}
		status := after.sub.On(ch.day).Status()
		ch.outcome.Status = &status
		answer.log = append(answer.log, slog.String("status", status.String()))
	}
	if ch.outcome.Decision != nil {
		answer.log = append(answer.log, slog.Any("decision", *ch.outcome.Decision))
	}
	if !ch.outcome.Total.IsZero() {
		answer.log = append(answer.log, slog.String("total", ch.outcome.Total.String()))
	}
	if a.name != ordered || ch.outcome.Preview {
		answer.body = ch.outcome
		return answer, nil
	}
	data, err := indented(ch.outcome)
	if err != nil {
		return reply{}, err
	}
	answer.status, answer.body, answer.location = http.StatusCreated, data, "/quotes/"+ch.outcome.Quote+"/order"
	answer.log = append(answer.log, slog.String("quote", ch.outcome.Quote))
	return answer, storeOrder(ch, data)
}
