package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
)

// quotePrefix begins the number of each quote, and with it those of its invoices.
const quotePrefix = "Q-"

func quoteNumber(id int64) string { return quotePrefix + strconv.FormatInt(id, 10) }

// quoteID is the row of a quote; false of what is not written as quoteNumber writes it.
func quoteID(number string) (int64, bool) {
	id, err := strconv.ParseInt(strings.TrimPrefix(number, quotePrefix), 10, 64)
	return id, err == nil && number == quoteNumber(id)
}

// nextQuote is the row for a new quote. It holds until the end of the transaction, since there is one at a time.
func nextQuote(ctx context.Context, tx *sql.Tx) (id int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM quotes`).Scan(&id)
	return id, err
}

func insertQuote(ctx context.Context, tx *sql.Tx, id int64, q question, o offer, answered []byte) error {
	edition, err := json.Marshal(q.Edition)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO editions (fingerprint, document) VALUES (?, ?) ON CONFLICT DO NOTHING`,
		q.Edition.Fingerprint(), string(edition))
	if err != nil {
		return err
	}
	facts, err := json.Marshal(q.Facts)
	if err != nil {
		return err
	}
	var target, targetFacts sql.NullString
	if q.What == extension {
		text, err := json.Marshal(q.TargetFacts)
		if err != nil {
			return err
		}
		target = sql.NullString{String: q.Target, Valid: true}
		targetFacts = sql.NullString{String: string(text), Valid: true}
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO quotes
		(id, what, subscription, facts, target, target_facts, edition, asked,
		expires, seats, srp, taxes, net_terms, bought, net, document)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, q.What, q.Subscription, string(facts), target, targetFacts, q.Edition.Fingerprint(), q.Asked,
		q.Expires, q.Seats, q.SRP, q.Taxes, q.Terms, o.Quote.Lines[0].Charge.Bought, o.Quote.Net,
		string(answered))
	return err
}

// kept is what was answered to a question, as it is stored: the days and the price also by themselves.
type kept struct {
	bought   calendar.Period
	net      money.Amount
	document []byte
}

// loadQuote returns the question of a quote and its answer, or sql.ErrNoRows.
func loadQuote(ctx context.Context, tx *sql.Tx, id int64) (q question, a kept, err error) {
	var facts, edition, fingerprint []byte
	var target, targetFacts sql.NullString
	q.Number = quoteNumber(id)
	err = tx.QueryRowContext(ctx, `SELECT q.what, q.subscription, q.facts, q.target, q.target_facts, e.document,
		e.fingerprint, q.asked, q.expires, q.seats, q.srp, q.taxes, q.net_terms, q.bought, q.net, q.document
		FROM quotes q JOIN editions e ON e.fingerprint = q.edition WHERE q.id = ?`, id).
		Scan(&q.What, &q.Subscription, &facts, &target, &targetFacts, &edition, &fingerprint, &q.Asked,
			&q.Expires, &q.Seats, &q.SRP, &q.Taxes, &q.Terms, &a.bought, &a.net, &a.document)
	if err != nil {
		return question{}, kept{}, err
	}
	if err := json.Unmarshal(edition, &q.Edition); err != nil {
		return question{}, kept{}, err
	}
	if got := q.Edition.Fingerprint().String(); got != string(fingerprint) {
		err := fmt.Errorf("quote %s: its edition has the fingerprint %s, not %s", q.Number, got, fingerprint)
		return question{}, kept{}, err
	}
	if q.Target = target.String; target.Valid {
		if q.TargetFacts, err = readFacts([]byte(targetFacts.String)); err != nil {
			return question{}, kept{}, err
		}
	}
	q.Facts, err = readFacts(facts)
	return q, a, err
}

func readFacts(data []byte) (f lifecycle.Facts, err error) {
	err = json.Unmarshal(data, &f)
	return f, err
}
