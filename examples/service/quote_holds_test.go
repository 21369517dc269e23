package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func TestQuoteHoldsThroughItsLastDay(t *testing.T) {
	t.Parallel()
	for on, status := range map[string]int{"2025-08-02": 201, "2025-09-01": 201, "2025-09-02": 409} {
		t.Run(on, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			s.post(t, moreSeats, threeSeats, http.StatusCreated, &struct{}{})
			a := s.on(on).send(t, http.MethodPost, "/quotes/Q-1/order", "")
			if a.status != status {
				t.Fatalf("%d, want %d: %s", a.status, status, a.body)
			}
			if status == http.StatusCreated {
				return
			}
			first, last := calendar.MustParseDate("2025-08-02"), calendar.MustParseDate("2025-09-01")
			if d := a.problem(t).Decision; d.Rule != rule.QuoteValid || d.Window.Start() != first ||
				d.Window.LastDay() != last {
				t.Errorf("%s", a.body)
			}
		})
	}
}

func TestOutdatedQuote(t *testing.T) {
	t.Parallel()
	s := start(t)
	for range 2 {
		s.post(t, moreSeats, threeSeats, http.StatusCreated, &struct{}{})
	}
	s.post(t, "/quotes/Q-2/order", "", http.StatusCreated, &struct{}{})
	p := s.fails(t, http.MethodPost, "/quotes/Q-1/order", "")
	if p.Status != http.StatusConflict || p.Type != "/problems/outdated" ||
		!strings.Contains(p.Detail, "ask for a new one") {
		t.Errorf("%+v", p)
	}
	// A payment changes no price.
	s.on("2025-08-03").post(t, moreSeats, threeSeats, http.StatusCreated, &struct{}{})
	s.post(t, "/subscriptions/S-01/payments", `{"invoices": ["Q-2-1"], "method": "bank-transfer"}`,
		http.StatusOK, &struct{}{})
	s.post(t, "/quotes/Q-3/order", "", http.StatusCreated, &struct{}{})
	// Nothing is quoted for a day before the latest one on which something happened.
	p = s.fails(t, http.MethodPost, moreSeats+"?on=2025-08-02", threeSeats)
	if p.Field != "on" || p.Value != "2025-08-02" {
		t.Errorf("%+v", p)
	}
}

// Facts can tell of days ahead: nothing was stored since the quote, but its target has been renewed by the day of the
// order.
func TestOutdatedByAKnownRenewal(t *testing.T) {
	t.Parallel()
	for on, status := range map[string]int{"2025-09-09": http.StatusCreated, "2025-09-10": http.StatusConflict} {
		t.Run(on, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			s.post(t, "/subscriptions", `{"id": "T-1", "channel": "online", "taxes": "21%", "facts": {
				"kind": "subscription", "offering": "Maya", "anchor": "2024-12-05", "seats": 1, "terms": [
					{"ordered": "2024-12-05", "start": "2024-12-05", "end": "2025-12-05", "length": "annual"},
					{"ordered": "2025-09-10", "start": "2025-12-05", "end": "2026-12-05", "length": "annual"}]}}`,
				http.StatusCreated, &struct{}{})
			ask := `{"target": "T-1", "expires": "2025-09-30"}`
			s.on("2025-09-05").post(t, extend, ask, http.StatusCreated, &struct{}{})
			a := s.on(on).send(t, http.MethodPost, "/quotes/Q-1/order", "")
			if a.status != status || status == http.StatusConflict && a.problem(t).Type != "/problems/outdated" {
				t.Errorf("%s", a.body)
			}
		})
	}
}

// otherEdition divides by other days than the published one, so the same seats have another price.
func otherEdition(t *testing.T) editions {
	t.Helper()
	p := policy.Europe2024().Parameters()
	p.Name, p.Proration.StandardDays = "Acme2026", policy.PerTerm{Monthly: 30, Annual: 360, ThreeYear: 1080}
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	return editions{ed}
}

func TestQuoteIsTheSameAfterARestart(t *testing.T) {
	t.Parallel()
	file := newDatabase(t)
	s := startOn(t, file, european())
	quotes := []answered{
		s.post(t, moreSeats, threeSeats, http.StatusCreated, &struct{}{}),
		s.post(t, "/subscriptions/S-03/quotes/seats", threeSeats, http.StatusCreated, &struct{}{}),
		s.on("2025-09-01").post(t, extend, `{"target": "S-02", "expires": "2025-10-31"}`,
			http.StatusCreated, &struct{}{}),
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}

	s = startOn(t, file, otherEdition(t))
	for _, q := range quotes {
		if again := s.get(t, q.header.Get("Location"), &struct{}{}); !bytes.Equal(again.body, q.body) {
			t.Errorf("was %s, is %s", q.body, again.body)
		}
	}
	var now offer
	s.post(t, moreSeats, threeSeats, http.StatusCreated, &now)
	if got := now.Quote.Net.String(); got != "EUR 2145.00" { // 2145 × 120 × 3 ÷ 360
		t.Errorf("under the other edition: %s", got)
	}
	var b outcome
	s.post(t, "/quotes/Q-1/order", "", http.StatusCreated, &b)
	if got := b.Net.String(); got != "EUR 2115.62" {
		t.Errorf("the old quote is billed as %s", got)
	}
}

// Whatever is changed in a stored quote, it is not answered with a wrong price.
func TestChangedQuoteIsNoticed(t *testing.T) {
	t.Parallel()
	for _, change := range []string{
		`UPDATE quotes SET question = replace(question, '2145.00', '2144.00')`,
		`UPDATE quotes SET question = replace(question, '"what":"seats","seats":3', '"what":"seats","seats":4')`,
		`UPDATE quotes SET question = replace(question, '"asked":"2025-08-02"', '"asked":"2025-08-03"')`,
		`UPDATE quotes SET question = replace(question, '2025-09-01', '2025-09-02')`,
		`UPDATE quotes SET question = replace(question, '21%', '20%')`,
		`UPDATE quotes SET question = replace(question, 'net 30', 'net 29')`,
		`UPDATE quotes SET question = replace(question, '2025-11-30', '2025-12-01')`,
		`UPDATE quotes SET question = substr(question, 2)`,
		`UPDATE quotes SET document = replace(document, '2115.62', '2115.63')`,
		`UPDATE quotes SET document = substr(document, 2)`,
		`UPDATE quotes SET figures = replace(figures, '2115.62', '2115.63')`,
		`UPDATE quotes SET figures = replace(figures, '"days":120', '"days":119')`,
		`UPDATE quotes SET figures = replace(figures, '"divisor":365', '"divisor":360')`,
		`UPDATE quotes SET figures = replace(figures, '2025-08-02/2025-11-30', '2025-08-03/2025-11-30')`,
		`UPDATE editions SET document = replace(document, '365', '360') 
			WHERE fingerprint IN (SELECT edition FROM quotes)`,
	} {
		t.Run(change, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			s.post(t, moreSeats, threeSeats, http.StatusCreated, &struct{}{})
			result, err := s.store.writes.ExecContext(t.Context(), change)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := result.RowsAffected(); n != 1 || err != nil {
				t.Fatalf("%d rows changed: %v", n, err)
			}
			for method, path := range map[string]string{
				http.MethodGet: "/quotes/Q-1", http.MethodPost: "/quotes/Q-1/order",
			} {
				t.Run(method, func(t *testing.T) {
					p := s.fails(t, method, path, "")
					if p.Status != 500 || p.Type != "/problems/broken" || strings.Contains(p.Detail, "2115") {
						t.Errorf("%+v", p)
					}
				})
			}
			if n := strings.Count(s.log.String(), `"level":"ERROR"`); n != 2 {
				t.Errorf("%d errors in the log:\n%s", n, s.log)
			}
		})
	}
}

// What a release says in other words is the same price: the stored document stays the answer.
func TestOtherWordsAreNoOtherPrice(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.post(t, moreSeats, threeSeats, http.StatusCreated, &struct{}{})
	change := `UPDATE quotes SET document = replace(document, '(half up)', '(rounded half up)')`
	if _, err := s.store.writes.ExecContext(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	change = `UPDATE quotes SET figures = replace(replace(figures, ':', ' : '), '"2115.62"', '"2115.620"')`
	if _, err := s.store.writes.ExecContext(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	var o offer
	if s.get(t, "/quotes/Q-1", &o); !strings.HasSuffix(o.Arithmetic, "2115.62 (rounded half up)") {
		t.Errorf("%s", o.Arithmetic)
	}
	if !strings.Contains(s.log.String(), "differs in its text") {
		t.Errorf("the log does not say so:\n%s", s.log)
	}
	s.post(t, "/quotes/Q-1/order", "", http.StatusCreated, &struct{}{})
}

func TestConcurrentClients(t *testing.T) {
	t.Parallel()
	const clients = 12
	s := start(t)
	at := calendar.MustParseDate("2025-08-02")
	var wg sync.WaitGroup
	var mu sync.Mutex
	numbers, won := map[string]bool{}, map[int]int{}
	// Q-1, which all of them order.
	s.post(t, "/subscriptions/S-03/quotes/seats", threeSeats, http.StatusCreated, &struct{}{})
	for k := range clients {
		wg.Go(func() {
			id := fmt.Sprintf("C-%d", k)
			rec := posted("X-1", id)
			if a := s.send(t, http.MethodPost, "/subscriptions", rec); a.status != http.StatusCreated {
				t.Errorf("%s", a.body)
				return
			}
			ask := fmt.Sprintf(`{"seats": %d, "expires": %q}`, k+1, at.AddMonths(1))
			a := s.send(t, http.MethodPost, "/subscriptions/"+id+"/quotes/seats", ask)
			var o offer
			if err := json.Unmarshal(a.body, &o); err != nil || a.status != http.StatusCreated {
				t.Errorf("%v: %s", err, a.body)
				return
			}
			if again := s.send(t, http.MethodGet, "/quotes/"+o.Number, ""); !bytes.Equal(again.body, a.body) {
				t.Errorf("%s: %s", o.Number, again.body)
			}
			var b outcome
			ordered := s.send(t, http.MethodPost, "/quotes/"+o.Number+"/order", "")
			err := json.Unmarshal(ordered.body, &b)
			if err != nil || !b.Net.Equal(o.Quote.Net) || b.Subscription != id {
				t.Errorf("%v: %s is billed as %s", err, o.Quote.Net, ordered.body)
			}
			race := s.send(t, http.MethodPost, "/quotes/Q-1/order", "")
			mu.Lock()
			defer mu.Unlock()
			numbers[o.Number] = true
			won[race.status]++
		})
	}
	wg.Wait()
	if len(numbers) != clients || numbers["Q-1"] {
		t.Errorf("%d numbers for %d quotes", len(numbers), clients)
	}
	if won[http.StatusCreated] != 1 || won[http.StatusOK] != clients-1 {
		t.Errorf("one quote was ordered with the statuses %v", won)
	}
	var got struct{ Seats int }
	if s.get(t, "/subscriptions/S-03/status", &got); got.Seats != 13 {
		t.Errorf("%d seats", got.Seats)
	}
}
