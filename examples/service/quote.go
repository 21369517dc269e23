package main

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/proration"
)

func (s *service) postSeats(r *http.Request, day calendar.Date) (reply, error) {
	var seats int
	var expires calendar.Date
	if err := decodeBody(r, field{"seats", &seats, true}, field{"expires", &expires, true}); err != nil {
		return reply{}, err
	}
	if seats < 1 || seats > proration.MaxSeats {
		return reply{}, wrongField("seats", fmt.Sprint(seats), "must be from 1 to %d", proration.MaxSeats)
	}
	var answer reply
	err := s.ask(r, func(tx *sql.Tx, h held) error {
		if err := coterm.CanAddSeats(h.sub, day).Err(); err != nil {
			return err
		}
		// What could not be ordered is not quoted.
		if have := h.sub.Seats(day); seats > proration.MaxSeats-have {
			return wrongField("seats", fmt.Sprint(seats), "must be at most %d, with the %d that there are", proration.MaxSeats-have, have)
		}
		if _, err := h.sub.AddSeats(day, seats, lifecycle.Order{}); err != nil {
			return onDay(err)
		}
		srp, err := h.SRP.of(h.ID, h.sub.Service(day).Term())
		if err != nil {
			return err
		}
		q := h.question(day, expires)
		q.What, q.Seats, q.SRP = addedSeats, seats, srp
		answer, err = s.quote(r, tx, q)
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
	err := s.ask(r, func(tx *sql.Tx, h held) error {
		to, err := s.member(r, tx, "target", target)
		if err != nil {
			return err
		}
		if err := coterm.CanExtend(h.sub, day, to.sub).Err(); err != nil {
			return err
		}
		srp, err := h.SRP.of(h.ID, h.sub.Next(day).Length)
		if err != nil {
			return err
		}
		q := h.question(day, expires)
		q.What, q.SRP, q.Target, q.TargetFacts = extension, srp, to.ID, to.Facts
		answer, err = s.quote(r, tx, q)
		return err
	})
	return answer, err
}

// member loads a subscription that the body names: where there is none, the field is wrong, and not the path.
func (s *service) member(r *http.Request, tx *sql.Tx, field, id string) (held, error) {
	h, err := s.get(r, tx, id)
	var p *problem
	if errors.As(err, &p) {
		return held{}, wrongField(field, shown(id), "is not a known subscription")
	}
	return h, err
}

// question is what every quote for a subscription asks.
func (h held) question(day, expires calendar.Date) question {
	return question{
		Subscription: h.ID, Facts: h.sub.Facts(), Edition: h.sub.Edition(), Asked: day, Expires: expires, TaxRate: h.TaxRate, Terms: h.Terms,
	}
}

// quote answers a question, and stores it with its answer.
func (s *service) quote(r *http.Request, tx *sql.Tx, q question) (reply, error) {
	id, err := nextQuote(r.Context(), tx)
	if err != nil {
		return reply{}, err
	}
	q.Number = quoteNumber(id)
	o, err := q.answer()
	if err != nil {
		return reply{}, onDay(err)
	}
	data, err := o.document()
	if err != nil {
		return reply{}, err
	}
	if err := insertQuote(r.Context(), tx, id, q, o, data); err != nil {
		return reply{}, err
	}
	return reply{
		status: http.StatusCreated, body: data, location: "/quotes/" + q.Number,
		log: []slog.Attr{slog.String("quote", q.Number), slog.String("net", o.Quote.Net.String()), slog.Any("decision", o.Decision)},
	}, nil
}

// stored is a quote that was loaded and has come out the same again.
type stored struct {
	question
	offer    offer
	document []byte
	id       int64
}

// reprice loads the quote of the path, prices it again from its own question, and compares the two answers.
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
	o, err := q.answer()
	if err != nil {
		return stored{}, fmt.Errorf("%w: %s: %s", errDiffers, number, err.Error()) // not wrapped: it is no answer to this request
	}
	again, err := o.document()
	if err != nil {
		return stored{}, err
	}
	if !bytes.Equal(again, was.document) || !o.Quote.Net.Equal(was.net) || o.Quote.Lines[0].Charge.Bought != was.bought {
		return stored{}, fmt.Errorf("%w: %s", errDiffers, number)
	}
	return stored{q, o, again, id}, nil
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
		answer = reply{body: q.document, log: []slog.Attr{slog.String("quote", q.Number), slog.Any("decision", q.offer.Quote.CanAccept(day))}}
		return nil
	})
	return answer, err
}
