package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

func (s *service) postSeats(r *http.Request, day calendar.Date) (reply, error) {
	var seats int
	var expires calendar.Date
	if err := decodeBody(r, field{"seats", &seats, true}, field{"expires", &expires, true}); err != nil {
		return reply{}, err
	}
	var answer reply
	err := s.ask(r, day, func(tx *sql.Tx, h held) (err error) {
		q := h.question(day, expires)
		q.What, q.Seats = addedSeats, seats
		answer, err = s.quote(r, tx, h, q, h.sub.On(day).Stretch().Term())
		return err
	})
	return answer, err
}

func (s *service) postExtension(r *http.Request, day calendar.Date) (reply, error) {
	var target string
	var expires calendar.Date
	if err := decodeBody(r, field{"target", &target, true}, field{"expires", &expires, true}); err != nil {
		return reply{}, err
	}
	if target == r.PathValue("id") {
		return reply{}, wrongField("target", shown(target), "is the subscription itself")
	}
	var answer reply
	err := s.ask(r, day, func(tx *sql.Tx, h held) error {
		to, err := s.member(r, tx, "target", target, day)
		if err != nil {
			return err
		}
		q := h.question(day, expires)
		q.What, q.Target, q.TargetFacts = extension, to.ID, to.Facts
		answer, err = s.quote(r, tx, h, q, h.sub.On(day).NextTerm().Length)
		return err
	})
	return answer, err
}

// member loads a subscription that the body names: where there is none, the field is wrong, and not the path.
func (s *service) member(
	r *http.Request, tx *sql.Tx, field, id string, day calendar.Date,
) (held, error) {
	h, err := s.get(r, tx, id, day)
	var p *problem
	if errors.As(err, &p) {
		return held{}, wrongField(field, shown(id), "is not a known subscription")
	}
	return h, err
}

// question is what every quote for a subscription asks.
func (h held) question(day, expires calendar.Date) question {
	return question{
		Subscription: h.ID, Facts: h.Facts, Edition: h.sub.Edition(), Asked: day, Expires: expires,
		Taxes: h.Taxes, Terms: h.Terms,
	}
}

// quote answers a question at the list price of a term, and stores it with its answer.
func (s *service) quote(r *http.Request, tx *sql.Tx, h held, q question, length calendar.Term) (reply, error) {
	id, err := nextQuote(r.Context(), tx)
	if err != nil {
		return reply{}, err
	}
	q.Number, q.SRP = quoteNumber(id), h.SRP[length]
	o, err := q.answer()
	var no *policy.Refusal
	switch {
	case q.SRP.IsZero() && !errors.As(err, &no): // a refusal says more than that there is no price
		return reply{}, h.unpriced(length)
	case err != nil:
		return reply{}, onDay(err)
	}
	data, err := indented(o)
	if err != nil {
		return reply{}, err
	}
	if err := insertQuote(r.Context(), tx, id, q, o, data); err != nil {
		return reply{}, err
	}
	return reply{
		status: http.StatusCreated, body: data, location: "/quotes/" + q.Number,
		log: []slog.Attr{
			slog.String("quote", q.Number), slog.String("net", o.Quote.Net.String()), slog.Any("decision", o.Decision),
		},
	}, nil
}

// stored is a quote that was loaded and has come out the same again.
type stored struct {
	question
	offer    offer
	document []byte
	id       int64
}

// reprice loads the quote of the path, prices it again from its own question, and compares the figures of the two
// answers. The stored document stays the answer.
func (s *service) reprice(r *http.Request, tx *sql.Tx) (stored, error) {
	number := r.PathValue("quote")
	id, ok := quoteID(number)
	if !ok {
		return stored{}, unknownQuote(number)
	}
	q, was, err := loadQuote(r.Context(), tx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return stored{}, unknownQuote(number)
	}
	if err != nil {
		return stored{}, err
	}
	var o offer
	if err := json.Unmarshal(was.document, &o); err != nil {
		return stored{}, differs(number, err.Error())
	}
	again, err := q.answer()
	if err != nil {
		return stored{}, differs(number, err.Error())
	}
	same, err := o.sameFigures(again)
	switch {
	case err != nil:
		return stored{}, err
	case !same, !o.Quote.Net.Equal(was.net), o.Quote.Lines[0].Charge.Bought != was.bought:
		return stored{}, differs(number, "its figures")
	}
	return stored{q, o, was.document, id}, nil
}

// differs is the service's own fault: nothing of it is an answer to the request, so that no error is wrapped.
func differs(number, why string) error { return fmt.Errorf("%w: %s: %s", errDiffers, number, why) }

// unpriced is the problem of a term without a list price.
func (h held) unpriced(length calendar.Term) error {
	return newProblem(unpriced, "subscription %s has no list price for the term %s", h.ID, length)
}

func unknownQuote(number string) error {
	return newProblem(unknown, "quote %q is not known", shown(number))
}

func (s *service) getQuote(r *http.Request, day calendar.Date) (reply, error) {
	var answer reply
	err := s.store.within(r.Context(), func(tx *sql.Tx) error {
		q, err := s.reprice(r, tx)
		if err != nil {
			return err
		}
		can := q.offer.Quote.CanAccept(day)
		answer = reply{body: q.document, log: []slog.Attr{slog.String("quote", q.Number), slog.Any("decision", can)}}
		return nil
	})
	return answer, err
}
