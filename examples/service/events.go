package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// event is something that happened to a subscription. Events are only ever added, and together they make up the state
// of the subscription.
type event struct {
	Seq      int             `json:"seq"`
	Act      string          `json:"act"`
	Day      calendar.Date   `json:"day"`      // on which it counts
	Recorded calendar.Date   `json:"recorded"` // the day on which it arrived, in the zone of the service
	At       time.Time       `json:"at"`       // the instant
	Request  string          `json:"request"`  // the ID of the request
	Caller   string          `json:"caller,omitempty"`
	VoidedBy int             `json:"voidedBy,omitempty"` // the event that has voided it
	What     json.RawMessage `json:"what"`
	edition  string          // the fingerprint of the edition of its day
}

// effects are what an event stores: what was asked for, and what it has produced besides the facts. It has everything
// that its transition needs, so that the event can be replayed by itself.
type effects struct {
	Request    request                   `json:"request"`
	Billed     []lifecycle.BilledInvoice `json:"billed,omitempty"`
	Purchases  []purchase                `json:"purchases,omitempty"`
	Returned   int                       `json:"returned,omitempty"` // the purchase that was, from 1 on
	Left       int                       `json:"left,omitempty"`     // the seats of it that were not
	Back       money.Amount              `json:"back,omitzero"`      // what was given back for it, with earlier returns
	Credit     []invoice.OpenItem        `json:"credit,omitempty"`   // credit notes that can be used
	Cash       money.Amount              `json:"cash,omitzero"`      // the cash balance with what is kept of a return
	Had        money.Amount              `json:"had,omitzero"`       // the cash balance before a payment or a return
	Were       []invoice.OpenItem        `json:"were,omitempty"`     // what was open, in part, of what a payment settled
	Settlement *invoice.Settlement       `json:"settlement,omitempty"`
}

// read returns what the event stores.
func (e event) read() (done effects, err error) {
	a, ok := actOf(e.Act)
	if !ok {
		return done, fmt.Errorf("event %d: %q is not an act", e.Seq, e.Act)
	}
	done.Request = a.request(a)
	err = json.Unmarshal(e.What, &done)
	return done, err
}

// find loads a subscription, bound to the edition of the day; if it is to be changed, it is locked. If its creation was
// voided, only the version is left.
func (c *call) find(id string) (held, error) {
	var version int
	text := noState
	if isID(id) {
		c.tx.one([]any{&version, &text}, `SELECT version, state FROM subscriptions WHERE id = $1`+c.tx.lock, id)
	}
	if text == noState {
		return held{version: version}, newProblem(unknown, "subscription %q is not known", shown(id))
	}
	return c.bind(text, version)
}

// noState is stored for a subscription whose creation was voided.
const noState = "{}"

// storeEvent adds an event, and stores the state after it.
func (ch *change) storeEvent(a act, id string, st state) {
	var after any = column{st}
	if st.ID == "" {
		after = noState
	}
	query := `UPDATE subscriptions SET version = $1, state = $2 WHERE id = $3`
	if ch.seq == 1 {
		query = `INSERT INTO subscriptions (version, state, id) VALUES ($1, $2, $3)`
	}
	ch.tx.exec(query, ch.seq, after, id)
	ch.tx.exec(`INSERT INTO events (subscription, seq, act, day, recorded, at, request, caller, edition, what)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, ch.seq, a.name, ch.day, ch.today, ch.at.Format(time.RFC3339Nano), ch.id, ch.caller,
		ch.edition.Fingerprint().String(), column{ch.done})
}

// loadEvents returns the events of a subscription, in order; voided ones are marked as such.
func loadEvents(tx txn, id string) (list []event) {
	tx.each(func(rows *sql.Rows) error {
		var e event
		var at string
		err := rows.Scan(&e.Seq, &e.Act, &e.Day, &e.Recorded, &at, &e.Request, &e.Caller, &e.edition,
			(*[]byte)(&e.What))
		if err != nil {
			return err
		}
		e.At, err = time.Parse(time.RFC3339Nano, at)
		list = append(list, e)
		return err
	}, `SELECT seq, act, day, recorded, at, request, caller, edition, what FROM events
		WHERE subscription = $1 ORDER BY seq`, id)
	for _, e := range list {
		done, err := e.read()
		tx.fail(err)
		if v, ok := done.Request.(*voiding); ok && err == nil {
			list[v.Event-1].VoidedBy = e.Seq
		}
	}
	return list
}

// fold returns the state that results from events, each under the edition of its day. Voided events do not count. If an
// event is impossible without a voided one, its number is returned with the error.
func (s *service) fold(tx txn, events []event) (st state, failed int, err error) {
	for _, e := range events {
		if e.VoidedBy > 0 || e.Act == voided {
			continue
		}
		ed := s.editions.on(e.Day)
		if e.edition != "" && ed.Fingerprint().String() != e.edition {
			ed = loadEdition(tx, e.edition)
		}
		done, err := e.read()
		if err == nil {
			st, err = st.apply(ed, e.Day, done)
		}
		if err != nil {
			return state{}, e.Seq, err
		}
	}
	return st, 0, nil
}

func loadEdition(tx txn, fingerprint string) (ed policy.Edition) {
	if !tx.one([]any{column{&ed}}, `SELECT document FROM editions WHERE fingerprint = $1`, fingerprint) ||
		ed.Fingerprint().String() != fingerprint {
		tx.fail(fmt.Errorf("the edition %s is not what it was", fingerprint))
	}
	return ed
}
