package main

import (
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// record is a subscription as it is posted, stored and shown: its facts as package lifecycle reads them, and what the
// prices and bills of it need besides.
type record struct {
	ID      string           `json:"id"`
	Channel policy.Channel   `json:"channel"` // by which its terms were bought
	Taxes   invoice.Taxes    `json:"taxes"`
	Terms   invoice.NetTerms `json:"netTerms,omitzero"`
	SRP     prices           `json:"srp,omitempty"`
	Facts   lifecycle.Facts  `json:"facts"`
}

// prices has the list price of one seat for one full term, before tax, of each term that there is a price for.
type prices map[calendar.Term]money.Amount

func (p *prices) UnmarshalJSON(data []byte) error {
	var monthly, annual, threeYear money.Amount
	err := decodeObject(data,
		field{name: calendar.Monthly.String(), into: &monthly},
		field{name: calendar.Annual.String(), into: &annual},
		field{name: calendar.ThreeYear.String(), into: &threeYear})
	if err != nil {
		return err
	}
	list := prices{calendar.Monthly: monthly, calendar.Annual: annual, calendar.ThreeYear: threeYear}
	for term, srp := range list {
		if srp.Currency().IsZero() {
			delete(list, term)
		}
	}
	*p = list
	return nil
}

// fields are the keys of a posted subscription.
func (rec *record) fields() []field {
	return []field{
		{"id", &rec.ID, true},
		{"channel", &rec.Channel, true},
		{"taxes", &rec.Taxes, true},
		{"netTerms", &rec.Terms, false},
		{"srp", &rec.SRP, false},
		{"facts", &rec.Facts, true},
	}
}

// check finds what is wrong with a record that could be read. Whether its facts are possible is for lifecycle.New.
func (rec *record) check(ed policy.Edition) (held, error) {
	var list mistakes
	wrong := func(field, value, format string, args ...any) {
		list = append(list, mistake{Field: field, Value: shown(value), Detail: fmt.Sprintf(format, args...)})
	}
	if !isID(rec.ID) {
		wrong("id", rec.ID, "must be 1 to %d letters, digits, - or _", longestID)
	}
	var first money.Amount
	for _, term := range []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear} {
		srp, ok := rec.SRP[term]
		switch {
		case !ok:
			continue
		case srp.Sign() < 0:
			wrong("srp."+term.String(), srp.String(), "is negative")
		case !first.Currency().IsZero() && srp.Currency() != first.Currency():
			wrong("srp."+term.String(), srp.String(), "is not in %s, as the others are", first.Currency())
		}
		first = srp
	}
	for _, list := range []struct {
		field string
		n     int
	}{
		{"facts.terms", len(rec.Facts.Terms)},
		{"facts.invoices", len(rec.Facts.Invoices)},
		{"facts.changes", len(rec.Facts.Changes)},
		{"facts.failedCharges", len(rec.Facts.FailedCharges)},
	} {
		if list.n > maxFacts {
			wrong(list.field, strconv.Itoa(list.n), "are more than %d", maxFacts)
		}
	}
	for i, inv := range rec.Facts.Invoices {
		field := fmt.Sprintf("facts.invoices[%d].number", i)
		if strings.HasPrefix(inv.Number, quotePrefix) {
			wrong(field, inv.Number, "is of the form of the numbers that are given here")
		}
	}
	if len(list) > 0 {
		return held{}, list
	}
	sub, err := lifecycle.New(ed, rec.Facts)
	if err != nil {
		return held{}, inRequest("facts", err)
	}
	h := held{*rec, sub}
	return h, h.checkPurchases()
}

// checkPurchases refuses facts of which no return could be worked out, such as a renewal that was ordered too early.
func (h held) checkPurchases() error {
	for _, p := range h.purchases() {
		if _, err := refund.Check(h.sub.Edition(), p.Purchase, p.Ordered); err != nil {
			return inRequest(p.fact, err)
		}
	}
	return nil
}

// longestID is in bytes.
const longestID = 64

func isID(id string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	return id != "" && len(id) <= longestID && strings.Trim(id, "-_0123456789"+letters) == ""
}

// held is a stored subscription, bound to an edition.
type held struct {
	record
	sub lifecycle.Subscription
}

// get loads a subscription, bound to the edition of a day.
func (s *service) get(r *http.Request, tx *sql.Tx, id string, day calendar.Date) (held, error) {
	rec, err := loadRecord(r.Context(), tx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return held{}, newProblem(unknown, "subscription %q is not known", shown(id))
	}
	if err != nil {
		return held{}, err
	}
	ed, err := s.edition(day)
	if err != nil {
		return held{}, err
	}
	sub, err := lifecycle.New(ed, rec.Facts)
	return held{rec, sub}, err
}

// ask loads the subscription of the path, bound to the edition of a day, and hands it over, within one transaction.
func (s *service) ask(r *http.Request, day calendar.Date, f func(*sql.Tx, held) error) error {
	return s.store.within(r.Context(), func(tx *sql.Tx) error {
		h, err := s.get(r, tx, r.PathValue("id"), day)
		if err != nil {
			return err
		}
		return f(tx, h)
	})
}

func (s *service) postSubscription(r *http.Request, day calendar.Date) (reply, error) {
	var rec record
	if err := decodeBody(r, rec.fields()...); err != nil {
		return reply{}, err
	}
	ed, err := s.edition(day)
	if err != nil {
		return reply{}, err
	}
	h, err := rec.check(ed)
	if err != nil {
		return reply{}, err
	}
	err = s.store.within(r.Context(), func(tx *sql.Tx) error {
		_, err := loadRecord(r.Context(), tx, rec.ID)
		switch {
		case err == nil:
			return newProblem(taken, "subscription %q is there already", rec.ID)
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		return insertRecord(r.Context(), tx, h)
	})
	return reply{status: http.StatusCreated, body: rec, location: "/subscriptions/" + rec.ID}, err
}

func (s *service) getSubscription(r *http.Request, day calendar.Date) (reply, error) {
	var answer reply
	err := s.ask(r, day, func(_ *sql.Tx, h held) error {
		answer.body = h.record
		return nil
	})
	return answer, err
}

// status is where a subscription stands on a day.
type status struct {
	ID        string `json:"id"`
	Offering  string `json:"offering,omitempty"`
	Seats     int    `json:"seats,omitempty"`
	AutoRenew bool   `json:"autoRenew"`
	lifecycle.Status
	Access []access `json:"access,omitempty"`
	// ValidUntil is how long the answer may be kept; it is left out if it holds for good.
	ValidUntil *time.Time `json:"validUntil,omitempty"`
}

// access is what is left of one capability.
type access struct {
	Capability lifecycle.Capability `json:"capability"`
	Access     lifecycle.Access     `json:"access"`
	Allowed    bool                 `json:"allowed"`
}

func (s *service) getStatus(r *http.Request, day calendar.Date) (reply, error) {
	var answer reply
	err := s.ask(r, day, func(_ *sql.Tx, h held) error {
		v := h.sub.On(day)
		body := status{ID: h.ID, Offering: v.Offering(), Seats: v.Seats(), AutoRenew: v.AutoRenew(), Status: v.Status()}
		for c := lifecycle.ProductAccess; body.Phase != 0 && c <= lifecycle.Support; c++ {
			body.Access = append(body.Access, access{c, v.Access(c), v.Can(c)})
		}
		if until, ok := v.ValidUntil(s.zone); ok {
			body.ValidUntil = &until
		}
		answer = reply{body: body, log: []slog.Attr{slog.String("status", body.String())}}
		return nil
	})
	return answer, err
}

func (s *service) getActions(r *http.Request, day calendar.Date) (reply, error) {
	var answer reply
	err := s.ask(r, day, func(_ *sql.Tx, h held) error {
		actions := h.sub.On(day).Actions()
		var list []slog.Attr
		for action, d := range actions.All() {
			list = append(list, slog.Any(action.String(), d))
		}
		answer = reply{body: actions, log: []slog.Attr{{Key: "decisions", Value: slog.GroupValue(list...)}}}
		return nil
	})
	return answer, err
}
