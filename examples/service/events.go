package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// event is one thing that happened to a subscription. Events are only ever added, and the state of the subscription is
// what they come to.
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
	edition  string          // the fingerprint of that of its day
}

// effects are what an event stores: what was asked for, and what it has made besides the facts. All that its transition
// needs is in it, so that it can be replayed by itself.
type effects struct {
	Request    json.RawMessage           `json:"request"`
	Billed     []lifecycle.BilledInvoice `json:"billed,omitempty"`
	Purchases  []purchase                `json:"purchases,omitempty"`
	Returned   int                       `json:"returned,omitempty"` // the purchase that was, from 1 on
	Credit     []invoice.OpenItem        `json:"credit,omitempty"`   // credit notes that can be used
	Settlement *invoice.Settlement       `json:"settlement,omitempty"`
}

// read returns what was asked for, and what the event has made.
func (e event) read() (request, effects, error) {
	var done effects
	a, ok := actOf(e.Act)
	if !ok {
		return nil, done, fmt.Errorf("event %d: %q is no act", e.Seq, e.Act)
	}
	if err := json.Unmarshal(e.What, &done); err != nil {
		return nil, done, err
	}
	req := a.request()
	return req, done, json.Unmarshal(done.Request, req)
}

// loadState returns a subscription, bound to an edition; one that is to be changed is locked.
func loadState(ctx context.Context, tx txn, id string, ed policy.Edition) (held, error) {
	var version int
	var data []byte
	if !isID(id) {
		return held{}, newProblem(unknown, "subscription %q is not known", shown(id))
	}
	err := tx.QueryRowContext(ctx, `SELECT version, state FROM subscriptions WHERE id = $1`+tx.lock, id).
		Scan(&version, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return held{}, newProblem(unknown, "subscription %q is not known", shown(id))
	}
	if err != nil {
		return held{}, err
	}
	if string(data) == noState {
		return held{version: version}, newProblem(unknown, "subscription %q is not known: its creation was voided", id)
	}
	var st state
	if err := json.Unmarshal(data, &st); err != nil {
		return held{}, err
	}
	return st.bind(ed, version)
}

// noState is what is stored of a subscription whose creation was voided.
const noState = "{}"

// storeEvent adds an event, and what the state is after it.
func storeEvent(ctx context.Context, tx txn, id string, ed policy.Edition, e event, st state) error {
	data := []byte(noState)
	if st.ID != "" {
		var err error
		if data, err = json.Marshal(st); err != nil {
			return err
		}
	}
	query := `UPDATE subscriptions SET version = $1, state = $2 WHERE id = $3`
	if e.Seq == 1 {
		query = `INSERT INTO subscriptions (version, state, id) VALUES ($1, $2, $3)`
	}
	if _, err := tx.ExecContext(ctx, query, e.Seq, string(data), id); err != nil {
		return err
	}
	if err := storeEdition(ctx, tx, ed); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO events
		(subscription, seq, act, day, recorded, at, request, caller, edition, what)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, e.Seq, e.Act, e.Day, e.Recorded, e.At.Format(time.RFC3339Nano), e.Request, e.Caller,
		ed.Fingerprint().String(), string(e.What))
	return err
}

// storeEdition keeps an edition under its fingerprint, so that what was decided by it can be worked out again.
func storeEdition(ctx context.Context, tx txn, ed policy.Edition) error {
	data, err := json.Marshal(ed)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO editions (fingerprint, document) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
		ed.Fingerprint().String(), string(data))
	return err
}

// loadEvents returns the events of a subscription after one of them, in order; those that were voided say so.
func loadEvents(ctx context.Context, tx txn, id string) ([]event, error) {
	var list []event
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var e event
		var at string
		var what []byte
		err := rows.Scan(&e.Seq, &e.Act, &e.Day, &e.Recorded, &at, &e.Request, &e.Caller, &e.edition, &what)
		if err != nil {
			return err
		}
		e.What = what
		e.At, err = time.Parse(time.RFC3339Nano, at)
		list = append(list, e)
		return err
	}, `SELECT seq, act, day, recorded, at, request, caller, edition, what FROM events
		WHERE subscription = $1 ORDER BY seq`, id)
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		if e.Act != voided {
			continue
		}
		req, _, err := e.read()
		if err != nil {
			return nil, err
		}
		if v, ok := req.(*voiding); ok {
			list[v.Event-1].VoidedBy = e.Seq
		}
	}
	return list, nil
}

// fold returns the state that events come to, each by the edition of its day. What was voided counts for nothing. If
// one cannot be without what was voided, its number is returned with the error.
func (s *service) fold(ctx context.Context, tx txn, events []event) (st state, failed int, err error) {
	for _, e := range events {
		if e.VoidedBy > 0 || e.Act == voided {
			continue
		}
		ed, err := s.editionOf(ctx, tx, e)
		if err != nil {
			return state{}, 0, err
		}
		if st, err = st.apply(ed, e); err != nil {
			return state{}, e.Seq, err
		}
	}
	return st, 0, nil
}

// editionOf is the edition by which an event was decided.
func (s *service) editionOf(ctx context.Context, tx txn, e event) (policy.Edition, error) {
	ed, err := s.edition(e.Day)
	if err != nil || e.edition == "" || ed.Fingerprint().String() == e.edition {
		return ed, err
	}
	return loadEdition(ctx, tx, e.edition)
}

func loadEdition(ctx context.Context, tx txn, fingerprint string) (ed policy.Edition, err error) {
	var data []byte
	err = tx.QueryRowContext(ctx, `SELECT document FROM editions WHERE fingerprint = $1`, fingerprint).Scan(&data)
	if err != nil {
		return ed, err
	}
	if err := json.Unmarshal(data, &ed); err != nil {
		return ed, err
	}
	if got := ed.Fingerprint().String(); got != fingerprint {
		return ed, fmt.Errorf("the edition %s has the fingerprint %s", fingerprint, got)
	}
	return ed, nil
}
