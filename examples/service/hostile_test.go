package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// valid are bodies that the POST routes accept, by the last part of their paths.
func valid(pattern string) string {
	bodies := map[string]string{
		"subscriptions": posted("X-1", "X-2"), "order": "{}", "renewal": "{}", "auto-renew": `{"on": true}`,
		"seat-reduction": `{"seats": 1}`, "term-change": `{"length": "three-year"}`,
		"product-switch": `{"offering": "Maya"}`, "conversion": `{"length": "annual", "seats": 1}`,
		"payments": `{"invoices": ["x"]}`, "cancellation": `{"effective": "2025-12-01"}`, "failed-charge": "{}",
		"returns": `{"purchase": 1}`, "void": `{"event": 1}`, "seats": threeSeats,
		"extension":  `{"target": "S-02", "expires": "2025-10-01"}`,
		"alignments": `{"subscriptions": ["S-02", "S-03"], "horizon": "2026-06-30"}`,
	}
	if strings.HasSuffix(pattern, "quotes/renewal") {
		return `{"expires": "2025-10-01"}`
	}
	return bodies[pattern[strings.LastIndex(pattern, "/")+1:]]
}

// at is the path of a route, for one subscription, quote, invoice or problem.
func at(pattern, id, quote string) string {
	_, path, _ := strings.Cut(pattern, " ")
	return strings.NewReplacer("{id}", id, "{quote}", quote, "{number}", "Q-1-1", "{kind}", id).Replace(path)
}

// Every route refuses what no route takes: another host or origin, what is not JSON or too long, unknown parameters,
// subscriptions and versions, a key that came with another request, and a caller whom nobody has named.
func TestEveryRouteIsGuarded(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.post(t, moreSeats, threeSeats, http.StatusCreated, &struct{}{})
	s.sendWith(t, http.MethodPost, "/alignments", valid("alignments"), jsonHeader("Idempotency-Key", "used"))
	proxied := start(t)
	proxied.service.guard = guard{caller: "X-Caller", origin: http.NewCrossOriginProtection()}
	for _, r := range table() {
		t.Run(r.pattern, func(t *testing.T) {
			method, _, _ := strings.Cut(r.pattern, " ")
			path, body := at(r.pattern, "S-01", "Q-1"), ""
			if method == http.MethodPost {
				body = valid(r.pattern)
			}
			refused := func(s *server, want int, path, body string, header http.Header) {
				t.Helper()
				if a := s.sendWith(t, method, path, body, header); a.status != want {
					t.Errorf("%s: %d, want %d: %s", path, a.status, want, a.body)
				} else if p := a.problem(t); strings.Contains(p.Detail, "SELECT") || p.Title == "" {
					t.Errorf("%+v", p)
				}
			}
			refused(s, http.StatusMisdirectedRequest, path, body, jsonHeader("Host", "evil.example"))
			refused(s, http.StatusBadRequest, path+"?x=1", body, jsonHeader())
			refused(s, http.StatusBadRequest, path+"?on=2025-02-30", body, jsonHeader())
			if path != "/healthz" {
				refused(proxied, http.StatusUnauthorized, path, body, jsonHeader())
			}
			if strings.Contains(r.pattern, "{") {
				refused(s, http.StatusNotFound, at(r.pattern, "no-one", "Q-99"), body, jsonHeader())
			}
			if method != http.MethodPost {
				refused(s, http.StatusBadRequest, path, "{}", jsonHeader())
				return
			}
			refused(s, http.StatusForbidden, path, body, jsonHeader("Origin", "https://evil.example"))
			refused(s, http.StatusUnsupportedMediaType, path, body, http.Header{"Content-Type": {"text/plain"}})
			refused(s, http.StatusUnsupportedMediaType, path, body, http.Header{})
			refused(s, http.StatusRequestEntityTooLarge, path, body+strings.Repeat(" ", maxBody), jsonHeader())
			refused(s, http.StatusBadRequest, path, strings.Replace(body, "{", `{"x": 1, `, 1), jsonHeader())
			refused(s, http.StatusUnprocessableEntity, path, body+" ", jsonHeader("Idempotency-Key", "used"))
			if strings.Contains(r.pattern, "{") {
				refused(s, http.StatusPreconditionFailed, path, body, jsonHeader("If-Match", `"99"`))
			}
		})
	}
	var list eventList
	if s.get(t, "/subscriptions/S-01/events", &list); len(list.Events) != 1 {
		t.Errorf("something was recorded: %d events", len(list.Events))
	}
}

// What the rules refuse is refused by every act that asks them.
func TestEveryActAsksTheRules(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.on("2025-09-05") // S-04 has been Canceled since 2025-08-30
	for _, name := range []string{
		"renewal", "auto-renew", "seat-reduction", "term-change", "product-switch", "conversion", "returns",
		"quotes/seats", "quotes/extension", "quotes/renewal",
	} {
		t.Run(name, func(t *testing.T) {
			p := s.fails(t, http.MethodPost, "/subscriptions/S-04/"+name, valid("/"+name))
			if p.Type != "/problems/refused" || p.Decision == nil || p.Decision.Rule == "" {
				t.Errorf("%+v", p)
			}
		})
	}
	for _, what := range []string{extension, renews} { // in the window that opens on 2025-09-01
		body := strings.Replace(valid("/quotes/"+what), "10-01", "10-31", 1)
		s.post(t, "/subscriptions/S-01/quotes/"+what+"?on=2025-09-10", body, http.StatusOK, &struct{}{})
	}
}

// An invoice that cannot be an e-invoice says why.
func TestNoEInvoice(t *testing.T) {
	t.Parallel()
	s := start(t)
	body := strings.Replace(bought("E-1", "Maya", "annual", "2025-08-02", 1), `"21%"`, `"GST 5% + QST 9.975%"`, 1)
	s.post(t, "/subscriptions", body, http.StatusCreated, &struct{}{})
	bill := life{s, t, "E-1"}.order("2025-08-02", "2025-08-02", "seats", threeSeats)
	path := fmt.Sprintf("/subscriptions/E-1/invoices/%s", bill.Invoices[0].Number)
	p := s.sendWith(t, http.MethodGet, path, "", http.Header{"Accept": {mediaXML}}).problem(t)
	const why = "invoice.lines[0].taxes: has 2 entries, at most 1 are allowed"
	if p.Type != "/problems/not-served" || !strings.HasSuffix(p.Detail, why) {
		t.Errorf("%+v", p)
	}
}
