package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// posted is the body of a subscription with one part of it replaced.
func posted(old, replacement string) string {
	const body = `{"id": "X-1", "channel": "online", "taxes": "21%", "netTerms": "net 30",
		"srp": {"annual": {"amount": "2145.00", "currency": "EUR"}},
		"facts": {"kind": "subscription", "offering": "AutoCAD", "anchor": "2024-11-30", "seats": 3,
		"terms": [{"ordered": "2024-11-30", "start": "2024-11-30", "end": "2025-11-30", "length": "annual"}]}}`
	return strings.Replace(body, old, replacement, 1)
}

// mistakenRequest is a request with a mistake, and the field and the value that the problem names.
type mistakenRequest struct{ path, body, field, value string }

// Where requests go.
const (
	subs  = "/subscriptions"
	seats = moreSeats
	align = "/alignments"
)

// holdMistakes checks that each mistake is reported by field and value, and that nothing is stored.
func holdMistakes(t *testing.T, tests []mistakenRequest) {
	t.Helper()
	s := start(t)
	for _, test := range tests {
		t.Run(fmt.Sprintf("%s %s %s", test.path, test.field, test.value), func(t *testing.T) {
			a := s.send(t, http.MethodPost, test.path, test.body)
			if a.status != http.StatusBadRequest {
				t.Fatalf("%s: %d %s", test.body, a.status, a.body)
			}
			p := a.problem(t)
			path, _, _ := strings.Cut(test.path, "?")
			if p.Type != "/problems/mistake" || p.Field != test.field || p.Value != test.value || p.Instance != path {
				t.Errorf("%s:\n%s", test.body, a.body)
			}
			if len(p.Mistakes) == 0 {
				t.Fatalf("%s:\n%s", test.body, a.body)
			}
			first := p.Mistakes[0]
			if first.Field != p.Field || first.Detail == "" || !strings.Contains(p.Detail, first.Detail) {
				t.Errorf("%s:\n%s", test.body, a.body)
			}
		})
	}
	if got := s.send(t, http.MethodGet, "/subscriptions/X-1", ""); got.status != http.StatusNotFound {
		t.Errorf("something was stored: %s", got.body)
	}
}

// A body that cannot be read.
func TestMistakes_Bodies(t *testing.T) {
	t.Parallel()
	holdMistakes(t, []mistakenRequest{
		{seats, `{`, "body", ""},
		{seats, `[]`, "body", "[]"},
		{seats, `x`, "body", ""},
		{seats, `{"seats": 3, "expires": "2025-09-01"} {}`, "body", ""},
		{seats, "{\"seats\": \"\xff\"}", "body", ""},
		{seats, "\ufeff" + threeSeats, "body", ""},
	})
}

func TestMistakes_Fields(t *testing.T) {
	t.Parallel()
	holdMistakes(t, []mistakenRequest{
		{seats, `{"seats": 3}`, "expires", ""},
		{seats, `{"expires": "2025-09-01"}`, "seats", ""},
		{seats, `{"seats": "x", "expires": "2025-09-01"}`, "seats", "x"},
		{seats, `{"seats": 2.5, "expires": "2025-09-01"}`, "seats", "2.5"},
		{seats, `{"seats": null, "expires": "2025-09-01"}`, "seats", "null"},
		{seats, `{"seats": 0, "expires": "2025-09-01"}`, "seats", ""},
		{seats, `{"seats": -1, "expires": "2025-09-01"}`, "seats", "-1"},
		{seats, `{"seats": 1000001, "expires": "2025-09-01"}`, "seats", "1000001"},
		{seats, `{"seats": 3, "seats": 4, "expires": "2025-09-01"}`, "seats", ""},
		{seats, `{"seats": 3, "Expires": "2025-09-01"}`, "expires", ""},
		{seats, `{"seats": 3, "expires": "2025-02-29"}`, "expires", "2025-02-29"},
		{seats, `{"seats": 3, "expires": "2025-08-01"}`, "expires", "2025-08-01"},
		{seats, `{"seats": 3, "expires": {}}`, "expires", "{}"},
		{extend, `{"target": "S-99", "expires": "2025-09-01"}`, "target", "S-99"},
		{extend, `{"target": "S-01", "expires": "2025-09-01"}`, "target", "S-01"},
		{align, `{"subscriptions": "S-01", "horizon": "2026-12-31"}`, "subscriptions", "S-01"},
		{align, `{"subscriptions": ["S-01"], "horizon": "2026-12-31"}`, "subscriptions", "1"},
		{align, `{"subscriptions": ["S-01", "S-01"], "horizon": "2026-12-31"}`, "subscriptions[1]", "S-01"},
		{align, `{"subscriptions": ["S-01", "S-99"], "horizon": "2026-12-31"}`, "subscriptions[1]", "S-99"},
		{align, `{"subscriptions": ["S-01", "S-02"], "horizon": "2025-08-02"}`, "horizon", "2025-08-02"},
		{align, `{"subscriptions": ["S-01", "S-02"], "horizon": "2035-08-03"}`, "horizon", "2035-08-03"},
	})
}

func TestMistakes_Subscriptions(t *testing.T) {
	t.Parallel()
	invoice := func(number string) string {
		return posted(`"seats": 3`, `"seats": 3, "invoices": [
			{"number": "`+number+`", "issued": "2025-01-01", "due": "2025-01-31"}]`)
	}
	renewed := func(ordered string) string {
		return posted(`"2025-11-30", "length": "annual"}`, `"2025-11-30", "length": "annual"},
			{"ordered": "`+ordered+`", "start": "2025-11-30", "end": "2026-11-30", "length": "annual"}`)
	}
	holdMistakes(t, []mistakenRequest{
		{subs, posted(`"X-1"`, `""`), "id", ""},
		{subs, posted(`"X-1"`, `"a/b"`), "id", "a/b"},
		{subs, posted(`"AutoCAD"`, `"`+strings.Repeat("x", 201)+`"`), "facts.offering", strings.Repeat("x", 64) + "…"},
		{subs, posted(`"online"`, `"shop"`), "channel", "shop"},
		{subs, posted(`"21%"`, `"21"`), "taxes", "21"},
		{subs, posted(`"net 30"`, `"30"`), "netTerms", "30"},
		{subs, posted(`"annual":`, `"weekly":`), "srp.weekly", "weekly"},
		{subs, posted(`"2145.00"`, `"-1.00"`), "srp.annual", "EUR -1.00"},
		{
			subs, posted(`"annual":`, `"three-year": {"amount": "1", "currency": "USD"}, "annual":`),
			"srp.three-year", "USD 1.00",
		},
		{subs, posted(`{"annual": {"amount": "2145.00", "currency": "EUR"}}`, `[]`), "srp", "[]"},
		{subs, posted(`"seats": 3`, `"seats": 0`), "facts.seats", "0"},
		{subs, posted(`"end": "2025-11-30"`, `"end": "2025-11-31"`), "facts.terms[0].end", "2025-11-31"},
		{subs, posted(`"kind": "subscription", `, ``), "facts.kind", ""},
		{subs, posted(`"length": "annual"`, `"length": "yearly"`), "facts.terms[0].length", "yearly"},
		{subs, posted(`"length": "annual"`, `"long": "annual"`), "facts.terms[0].long", "annual"},
		{subs, posted(`"terms": [`, `"terms": [7, `), "facts.terms[0]", "7"},
		{subs, posted(`"terms": [`, `"terms": "x", "changes": [`), "facts.terms", "x"},
		{subs, posted(`"end": "2025-11-30"`, `"end": "2024-11-30"`), "facts.terms[0].end", "2024-11-30"},
		{subs, posted(`"seats": 3`, `"seets": 3`), "facts.seets", "3"},
		{subs, invoice("Q-1-1"), "facts.invoices[0].number", "Q-1-1"},
		{subs, invoice(" Q-1-1"), "facts.invoices[0].number", " Q-1-1"},
		{subs, invoice("7 "), "facts.invoices[0].number", "7 "},
		{subs, invoice("7 "), "facts.invoices[0].number", "7 "},
		{subs, posted(`"X-1"`, `"X-1 "`), "id", "X-1 "},
		{subs, renewed("2025-08-31"), "facts.terms[1].ordered", "2025-08-31"}, // the window opens on 2025-09-01
	})
}

// Days, and other parameters.
func TestMistakes_Parameters(t *testing.T) {
	t.Parallel()
	holdMistakes(t, []mistakenRequest{
		{seats + "?on=2025-02-30", threeSeats, "on", "2025-02-30"},
		{seats + "?on=", threeSeats, "on", ""},
		{seats + "?on=2025-08-02&on=2025-08-03", threeSeats, "on", "2025-08-03"},
		{seats + "?day=2025-08-02", threeSeats, "day", "2025-08-02"},
		{seats + "?on=%zz", threeSeats, "query", "on=%zz"},
		{"/subscriptions/S-04/payments?on=2025-07-02", `{"invoices": ["x"]}`, "on", "2025-07-02"},
		{"/subscriptions/S-04/payments", `{"invoices": ["x"]}`, "invoices[0]", "x"},
		{"/subscriptions/S-04/payments", `{"invoices": []}`, "invoices", "0"},
		{"/subscriptions/S-04/payments", `{"invoices": ["2025-077", "2025-077"]}`, "invoices[1]", "2025-077"},
	})
}

func TestAllMistakesAreReported(t *testing.T) {
	t.Parallel()
	p := start(t).fails(t, http.MethodPost, moreSeats, `{"seats": "x", "expires": "soon", "colour": 1}`)
	var fields []string
	for _, m := range p.Mistakes {
		fields = append(fields, m.Field)
	}
	if got := strings.Join(fields, " "); got != "seats expires colour" {
		t.Errorf("%s", got)
	}
}

func TestManyMistakesAreCounted(t *testing.T) {
	t.Parallel()
	s := start(t)
	for n, end := range map[int]string{
		20: `k19 "1": is not a known key`,
		21: `k19 "1": is not a known key; and 1 more`,
	} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			body := `{"seats": 3, "expires": "2025-09-01"`
			for i := range n {
				body += fmt.Sprintf(`, "k%d": 1`, i)
			}
			p := s.fails(t, http.MethodPost, moreSeats, body+"}")
			if len(p.Mistakes) != 20 || !strings.HasSuffix(p.Detail, end) {
				t.Errorf("%d are listed: %s", len(p.Mistakes), p.Detail)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	s := start(t)
	const to = `{"target": "%s", "expires": "2026-12-31"}`
	for _, test := range []struct{ name, path, body, rule, from, to, remedy string }{
		{
			// It opens 90 days before 2025-11-30, and stays open to the end of that term.
			name: "before the window",
			path: extend + "?on=2025-08-31", body: fmt.Sprintf(to, "S-02"),
			rule: "coterm.extend-window", from: "2025-09-01", to: "2025-11-29", remedy: "wait-for-window",
		},
		{
			// S-03 renews on 2027-10-01: more than twelve months after 2025-11-30.
			name: "too far",
			path: extend + "?on=2025-09-01", body: fmt.Sprintf(to, "S-03"),
			rule: "coterm.switch-term-first", remedy: "switch-term-first",
		},
		{
			name: "seats in a lapse",
			path: "/subscriptions/S-04/quotes/seats?on=2025-07-16", body: threeSeats,
			rule: "change.seats-up", from: "2024-11-18", to: "2025-07-15", remedy: "pay-overdue",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := s.send(t, http.MethodPost, test.path, test.body)
			p := a.problem(t)
			if p.Status != http.StatusConflict || p.Type != "/problems/refused" {
				t.Errorf("%s", a.body)
			}
			if string(p.Decision.Rule) != test.rule || p.Decision.Remedy.String() != test.remedy {
				t.Errorf("%s", a.body)
			}
			if w := p.Decision.Window; w.IsZero() != (test.from == "") ||
				!w.IsZero() && (w.Start().String() != test.from || w.LastDay().String() != test.to) {
				t.Errorf("%s", a.body)
			}
		})
	}
	const logged = `"decision":{"allowed":false,"rule":"coterm.extend-window","asked":"2025-08-31",` +
		`"window":"2025-09-01/2025-11-30","remedy":"wait-for-window"`
	if log := s.log.String(); !strings.Contains(log, logged) {
		t.Errorf("the decision is not in the log:\n%s", log)
	}
}

func TestUnknown(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, path := range []string{
		"/", "/x", "/alignments", "/subscriptions/S-99", "/subscriptions/%00", "/subscriptions/%ff/status",
		"/subscriptions/S-99/status", "/subscriptions/S-01/x",
		"//subscriptions/S-01", "/subscriptions/../subscriptions/S-01", "/subscriptions/S-01/",
		"/subscriptions/a%20b%0A%22", "/subscriptions/a%2Fb",
		"/quotes/Q-1", "/quotes/Q-01", "/quotes/1", "/quotes/Q-99999999999999999999",
		"/quotes/Q-1/order", "/quotes/x/order",
	} {
		t.Run(path, func(t *testing.T) {
			want := http.StatusNotFound
			if path == "/alignments" {
				want = http.StatusMethodNotAllowed
			}
			if p := s.fails(t, http.MethodGet, path, ""); p.Status != want || p.Instance != path {
				t.Errorf("%+v", p)
			}
		})
	}
	a := s.send(t, http.MethodDelete, "/quotes/Q-1/order", "")
	if p := a.problem(t); p.Status != http.StatusMethodNotAllowed || p.Type != "/problems/method" {
		t.Errorf("%+v", p)
	}
	if allow := a.header.Get("Allow"); allow != "GET, HEAD, POST" {
		t.Errorf("allow %q", allow)
	}
}
