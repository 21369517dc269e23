package main

import (
	"bytes"
	"net/http"
	"sync"
	"testing"
)

// Programs that share a database give each quote a number of its own, and each orders those of the others.
func TestNumbersOfTwoPrograms(t *testing.T) {
	t.Parallel()
	database := newDatabase(t)
	programs := []*server{startOn(t, database, european()), startOn(t, database, european())}
	seen := map[string]bool{}
	for i := range 6 {
		var o offer
		programs[i%2].post(t, moreSeats, threeSeats, http.StatusCreated, &o)
		if seen[o.Number] {
			t.Errorf("%s is given again", o.Number)
		}
		seen[o.Number] = true
		if i == 0 {
			programs[1].post(t, "/quotes/"+o.Number+"/order", "", http.StatusCreated, &struct{}{})
		}
	}
}

// Of many quotes that are asked for at once with one key, one is kept, and all have its answer.
func TestQuotesAtOnceWithOneKey(t *testing.T) {
	t.Parallel()
	s := start(t)
	var wg sync.WaitGroup
	answers := make([]answered, 16)
	for i := range answers {
		wg.Go(func() {
			answers[i] = s.sendWith(t, http.MethodPost, moreSeats, threeSeats, jsonHeader("Idempotency-Key", "one"))
		})
	}
	wg.Wait()
	for _, a := range answers {
		if a.status != http.StatusCreated || !bytes.Equal(a.body, answers[0].body) {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	var kept int
	if err := s.store.reads.QueryRowContext(t.Context(), `SELECT count(*) FROM quotes`).Scan(&kept); err != nil ||
		kept != 1 {
		t.Errorf("%d quotes are kept: %v", kept, err)
	}
}
