package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// A question about a day that is still to come is answered, and nothing is recorded.
func TestTheFutureIsAQuestion(t *testing.T) {
	t.Parallel()
	s := start(t)
	var got outcome
	s.post(t, "/subscriptions/S-01/renewal?on=2025-09-01", `{"seats": 4}`, http.StatusOK, &got)
	if !got.Preview || got.Event != 0 || got.Net.String() != "EUR 8580.00" ||
		got.Status.Renewal.String() != "2026-11-30" {
		t.Errorf("%+v", got)
	}
	var o offer
	s.post(t, "/subscriptions/S-01/quotes/seats?on=2025-09-01", `{"seats": 1, "expires": "2025-10-01"}`, http.StatusOK,
		&o)
	if o.Number != "preview" || o.Quote.Net.String() != "EUR 528.90" { // 2145 × 90 ÷ 365
		t.Errorf("%s for %s", o.Number, o.Quote.Net)
	}
	s.post(t, moreSeats, threeSeats, http.StatusCreated, &o)
	if o.Number != "Q-1" {
		t.Errorf("the preview took a number: %s", o.Number)
	}
	s.post(t, "/quotes/Q-1/order?on=2025-08-20", "", http.StatusOK, &got)
	if !got.Preview || got.Net.String() != "EUR 2115.62" {
		t.Errorf("%+v", got)
	}
	s.fails(t, http.MethodGet, "/quotes/Q-1/order", "")
	if p := s.fails(t, http.MethodPost, "/quotes/Q-1/order?on=2025-09-02", ""); !p.refusedBy("quote.valid") {
		t.Errorf("%+v", p)
	}
	body := bought("N-1", "Maya", "annual", "2025-08-02", 1)
	s.post(t, "/subscriptions?on=2025-08-03", body, http.StatusOK, &struct{}{})
	s.fails(t, http.MethodGet, "/subscriptions/N-1", "")
	if p := s.fails(t, http.MethodPost, "/subscriptions?on=2025-07-02", body); p.Field != "on" {
		t.Errorf("%+v", p)
	}
	var list eventList
	if s.get(t, "/subscriptions/S-01/events", &list); len(list.Events) != 1 {
		t.Errorf("%d events", len(list.Events))
	}
}

// What is recorded late has both days. How late has a limit, and so has a quote, by the day on which its order arrives.
func TestRecordingOnAnEarlierDay(t *testing.T) {
	t.Parallel()
	s := start(t)
	pay := func(on string) answered {
		return s.send(t, http.MethodPost, "/subscriptions/S-04/payments?on="+on, `{"invoices": ["2025-077"]}`)
	}
	if p := pay("2025-07-02").problem(t); p.Field != "on" || !strings.Contains(p.Detail, "31 days back") {
		t.Errorf("%+v", p)
	}
	pay("2025-07-03").into(t, http.StatusOK, &struct{}{})
	var list eventList
	s.get(t, "/subscriptions/S-04/events", &list)
	if e := list.Events[1]; e.Day.String() != "2025-07-03" || e.Recorded.String() != "2025-08-02" ||
		e.Act != "payments" || e.Request == "" || e.At.IsZero() {
		t.Errorf("%+v", e)
	}
	s.post(t, moreSeats, threeSeats, http.StatusCreated, &struct{}{})
	s.on("2025-09-02")
	if p := s.fails(t, http.MethodPost, "/quotes/Q-1/order?on=2025-09-01", ""); !p.refusedBy("quote.valid") {
		t.Errorf("ordered on its last day, arrived after it: %+v", p)
	}
}

// A mistake is voided: the facts are what they would be without it, and the books say both.
func TestVoid(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "S-01"}
	before := l.standing("2026-08-02")
	bill := l.order("2025-08-02", "2025-08-02", "seats", threeSeats)
	l.do("2025-08-02", "cancellation", `{"effective": "2035-12-01"}`) // a mistyped year
	if p := l.fails(t, http.MethodPost, "/subscriptions/S-01/cancellation",
		`{"effective": "2025-12-01"}`); p.Status != 400 {
		t.Errorf("%+v", p)
	}
	l.do("2025-08-02", "void", `{"event": 3}`)
	l.do("2025-08-02", "cancellation", `{"effective": "2025-12-01"}`)
	l.do("2025-08-02", "void", `{"event": 5}`)
	l.pay("2025-08-03", bill)
	if p := l.fails(t, http.MethodPost, "/subscriptions/S-01/void", `{"event": 2}`); p.Type != "/problems/needed" ||
		!strings.Contains(p.Detail, "event 7 (payments) depends on event 2") {
		t.Errorf("%+v", p)
	}
	l.do("2025-08-03", "void", `{"event": 7}`)
	got := l.do("2025-08-03", "void", `{"event": 2}`)
	if len(got.CreditNotes) != 1 || !got.CreditNotes[0].Totals.Equal(bill.totals()) {
		t.Errorf("%+v", got.CreditNotes)
	}
	l.is("2026-08-02", before)
	for body, want := range map[string]string{
		`{"event": 2}`: "done", `{"event": 3}`: "done",
		`{"event": 4}`: "mistake", `{"event": 99}`: "mistake",
	} {
		t.Run(body, func(t *testing.T) {
			if p := l.fails(t, http.MethodPost, "/subscriptions/S-01/void", body); p.Type != "/problems/"+want {
				t.Errorf("%+v", p)
			}
		})
	}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		t.Run(method, func(t *testing.T) {
			if p := l.fails(t, method, "/quotes/Q-1/order", ""); p.Type != "/problems/outdated" {
				t.Errorf("%+v", p)
			}
		})
	}
	var list eventList
	l.get(t, "/subscriptions/S-01/events", &list)
	text := ""
	for _, e := range list.Events {
		text += fmt.Sprintf("%s %d, ", e.Act, e.VoidedBy)
	}
	const want = "created 0, ordered 9, cancellation 4, void 0, cancellation 6, void 0, payments 8, void 0, void 0, "
	if text != want {
		t.Errorf("%s", text)
	}
}

// Facts that were posted with a mistake are posted again, once their creation is voided.
func TestVoidedCreation(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.post(t, "/subscriptions", bought("V-1", "Maya", "annual", "2052-08-02", 1), http.StatusCreated, &struct{}{})
	s.post(t, "/subscriptions/V-1/void", `{"event": 1}`, http.StatusOK, &struct{}{})
	if p := s.fails(t, http.MethodGet, "/subscriptions/V-1", ""); p.Status != http.StatusNotFound {
		t.Errorf("%+v", p)
	}
	s.post(t, "/subscriptions", bought("V-1", "Maya", "annual", "2025-08-02", 1), http.StatusCreated, &struct{}{})
	life{s, t, "V-1"}.is("2025-08-02", "active 1 Maya 2026-08-02")
	var list eventList
	if s.get(t, "/subscriptions/V-1/events", &list); len(list.Events) != 3 {
		t.Errorf("%d events", len(list.Events))
	}
}

// Whoever is in the database cannot change what has happened either.
func TestEventsStay(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, change := range []string{`DELETE FROM events`, `UPDATE events SET day = '2025-01-01'`} {
		t.Run(change, func(t *testing.T) {
			if _, err := s.store.writes.ExecContext(t.Context(), change); err == nil {
				t.Errorf("goes through")
			}
		})
	}
}
