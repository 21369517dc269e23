package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

func jsonHeader(more ...string) http.Header {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i < len(more); i += 2 {
		h.Add(more[i], more[i+1])
	}
	return h
}

// The same key with the same request gives the stored answer again, byte for byte; with another request it is refused.
func TestIdempotencyKey(t *testing.T) {
	t.Parallel()
	s := start(t)
	ask := func(key, path, body string) answered {
		return s.sendWith(t, http.MethodPost, path, body, jsonHeader("Idempotency-Key", key))
	}
	first := ask("k-1", moreSeats, threeSeats)
	again := ask(`"k-1"`, moreSeats, threeSeats)
	if first.status != http.StatusCreated || again.status != first.status || !bytes.Equal(again.body, first.body) ||
		again.header.Get("Idempotency-Replayed") != "true" ||
		again.header.Get("Location") != first.header.Get("Location") {
		t.Errorf("%d %s\n%v", again.status, again.body, again.header)
	}
	for _, other := range [][2]string{
		{moreSeats, `{"seats": 4, "expires": "2025-09-01"}`},
		{moreSeats + "?on=2025-08-01", threeSeats},
		{"/subscriptions/S-02/quotes/seats", threeSeats},
	} {
		t.Run(strings.Join(other[:], " "), func(t *testing.T) {
			if p := ask("k-1", other[0], other[1]).problem(t); p.Status != http.StatusUnprocessableEntity ||
				p.Type != "/problems/key-reused" {
				t.Errorf("%+v", p)
			}
		})
	}
	for _, key := range []string{"", `""`, strings.Repeat("x", 201), "\x80"} {
		t.Run(fmt.Sprintf("key %.20q", key), func(t *testing.T) {
			if p := ask(key, moreSeats, threeSeats).problem(t); p.Field != "Idempotency-Key" {
				t.Errorf("%+v", p)
			}
		})
	}
	// No answer is kept of a request that failed.
	ask("k-2", "/subscriptions/S-01/renewal", "{}").problem(t)
	s.on("2025-09-01")
	renewed := ask("k-2", "/subscriptions/S-01/renewal", "{}")
	if renewed.status != http.StatusOK || renewed.header.Get("ETag") != `"2"` {
		t.Errorf("%d %s", renewed.status, renewed.body)
	}
	if again := ask("k-2", "/subscriptions/S-01/renewal", "{}"); !bytes.Equal(again.body, renewed.body) ||
		again.header.Get("ETag") != `"2"` {
		t.Errorf("%d %s", again.status, again.body)
	}
	ask("k-3", "/alignments", `{"subscriptions": ["S-02", "S-03"], "horizon": "2026-06-30"}`).into(t, http.StatusOK,
		&struct{}{})
	// Kept for seven days.
	s.on("2025-09-07")
	if a := ask("k-2", "/subscriptions/S-01/renewal", "{}"); a.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("%d %s", a.status, a.body)
	}
	s.on("2025-09-09")
	if a := ask("k-2", "/subscriptions/S-01/renewal", "{}"); a.header.Get("Idempotency-Replayed") != "" {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// Of many that arrive at once with one key, one is carried out, and all have its answer.
func TestIdempotencyKeyAtOnce(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.on("2025-09-01")
	var wg sync.WaitGroup
	answers := make([]answered, 16)
	for i := range answers {
		wg.Go(func() {
			answers[i] = s.sendWith(t, http.MethodPost, "/subscriptions/S-01/renewal", "{}",
				jsonHeader("Idempotency-Key",
					"one"))
		})
	}
	wg.Wait()
	for _, a := range answers {
		if a.status != http.StatusOK || !bytes.Equal(a.body, answers[0].body) {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	life{s, t, "S-01"}.is("2025-09-01", "active 3 AutoCAD 2026-11-30")
}

// Without a key, too, what is asked twice is done once: a quote is one order, and an ID one subscription.
func TestRepeatedWithoutAKey(t *testing.T) {
	t.Parallel()
	s := start(t)
	body := bought("R-1", "Maya", "annual", "2025-08-02", 2)
	s.post(t, "/subscriptions", body, http.StatusCreated, &struct{}{})
	s.post(t, "/subscriptions/R-1/auto-renew", `{"on": false}`, http.StatusOK, &struct{}{})
	var is record
	if a := s.post(t, "/subscriptions", strings.ReplaceAll(body, "\n", " "), http.StatusOK,
		&is); a.header.Get("ETag") != `"2"` || len(is.Facts.Changes) != 1 {
		t.Errorf("%s", a.body)
	}
	if p := s.fails(t, http.MethodPost, "/subscriptions", strings.Replace(body, "Maya", "Revit",
		1)); p.Type != "/problems/taken" {
		t.Errorf("%+v", p)
	}
}

func TestIfMatch(t *testing.T) {
	t.Parallel()
	s := start(t)
	var is record
	version := s.get(t, "/subscriptions/S-01", &is).header.Get("ETag")
	for i, test := range []struct {
		tag    string
		status int
	}{
		{version, http.StatusOK},
		{version, http.StatusPreconditionFailed},
		{`"2"`, http.StatusOK},
		{`"9", "3"`, http.StatusOK},
		{`*`, http.StatusOK},
		{`W/"5"`, http.StatusPreconditionFailed},
	} {
		t.Run(test.tag, func(t *testing.T) {
			a := s.sendWith(t, http.MethodPost, "/subscriptions/S-01/auto-renew", fmt.Sprintf(`{"on": %t}`, i%2 == 0),
				jsonHeader("If-Match", test.tag))
			if a.status != test.status {
				t.Errorf("%d %s", a.status, a.body)
			}
		})
	}
}
