package main

import (
	"net/http"
	"strings"
	"testing"

	"example.com/billingrules/policy"
)

// Every answer says why: with its figures, what they are made of, and the rules that they rest on.
func TestExplanations(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.post(t, moreSeats, threeSeats, http.StatusCreated, &struct{}{})
	s.post(t, "/quotes/Q-1/order", "", http.StatusCreated, &struct{}{})
	for path, want := range map[string][]string{
		"/subscriptions/S-04/explanation": {
			"phase: suspended", "lapse.suspended-days", "renew: no", "return of the purchase: no",
		},
		"/subscriptions/S-01/explanation?on=2025-09-01":  {"phase: active", "renew: yes", "return of the seats: yes"},
		"/quotes/Q-1/explanation":                        {"EUR 2145.00 ÷ 365 × 120 days × 3 seats", "EUR 2115.62"},
		"/subscriptions/S-01/invoices/Q-1-1/explanation": {"Q-1-1", "EUR 2559.90"},
	} {
		t.Run(path, func(t *testing.T) {
			var x policy.Explanation
			s.get(t, path, &x)
			for _, part := range want {
				if !strings.Contains(x.String(), part) {
					t.Errorf("no %q in\n%s", part, x)
				}
			}
		})
	}
	s.fails(t, http.MethodGet, "/subscriptions/S-01/invoices/X/explanation", "")
}
