package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// Pages follow one another by their next, each once, whatever is filtered.
func TestListsOfSubscriptions(t *testing.T) {
	t.Parallel()
	s := start(t)
	for i := range 7 {
		id := fmt.Sprintf("S-01-%d", i) // has another ID as its prefix
		s.post(t, "/subscriptions", bought(id, "Maya", "monthly", fmt.Sprintf("2025-07-%02d", 4+i), 1),
			http.StatusCreated, &struct{}{})
	}
	list := func(query string) string {
		var ids []string
		for path := "/subscriptions?" + query; path != ""; {
			var page struct {
				Subscriptions []struct{ ID, Phase string }
				Next          string
			}
			s.get(t, path, &page)
			for _, one := range page.Subscriptions {
				ids = append(ids, one.ID)
			}
			path = page.Next
		}
		return strings.Join(ids, " ")
	}
	const all = "S-01 S-01-0 S-01-1 S-01-2 S-01-3 S-01-4 S-01-5 S-01-6 S-02 S-03 S-04"
	for query, want := range map[string]string{
		"":                                    all,
		"limit=1":                             all,
		"limit=3":                             all,
		"limit=200":                           all,
		"phase=suspended":                     "S-04",
		"limit=1&phase=suspended":             "S-04",
		"phase=canceled":                      "",
		"phase=expired&on=2025-08-05&limit=1": "S-01-0",
		"due-before=2025-07-15":               "",
		"due-before=2025-07-16":               "S-04",
		"renewable-on=2025-09-01&limit=2":     "S-01 S-01-0 S-01-1 S-01-2 S-01-3 S-01-4 S-01-5 S-01-6",
		"renewable-on=2025-08-31&phase=active&limit=2": "S-01-0 S-01-1 S-01-2 S-01-3 S-01-4 S-01-5 S-01-6",
	} {
		t.Run(query, func(t *testing.T) {
			if got := list(query); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
	for query, field := range map[string]string{
		"limit=0": "limit", "limit=201": "limit", "limit=x": "limit", "phase=x": "phase", "due-before=x": "due-before",
		"renewable-on=2025-02-30": "renewable-on", "after=%00": "after", "after=a'b": "after", "state=open": "state",
		"limit=1&limit=2": "limit",
	} {
		t.Run(query, func(t *testing.T) {
			if p := s.fails(t, http.MethodGet, "/subscriptions?"+query, ""); p.Status != 400 || p.Field != field {
				t.Errorf("%+v", p)
			}
		})
	}
}

func TestListsOfInvoices(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "S-03"}
	l.order("2025-08-02", "2025-08-02", "seats", `{"seats": 3, "expires": "2025-09-01"}`)
	list := func(query string) string {
		var ids []string
		for path := "/invoices?" + query; path != ""; {
			var page struct {
				Invoices []struct{ Subscription, Number, State string }
				Next     string
			}
			l.get(t, path, &page)
			for _, one := range page.Invoices {
				ids = append(ids, one.Subscription+" "+one.Number+" "+one.State)
			}
			path = page.Next
		}
		return strings.Join(ids, ", ")
	}
	const all = "S-03 Q-1-1 open, S-03 Q-1-2 scheduled, S-03 Q-1-3 scheduled, S-04 2025-077 overdue"
	for query, want := range map[string]string{
		"": all, "limit=1": all, "limit=2": all, "limit=3": all,
		"state=overdue":                    "S-04 2025-077 overdue",
		"state=scheduled&limit=1":          "S-03 Q-1-2 scheduled, S-03 Q-1-3 scheduled",
		"due-before=2025-09-02&limit=1":    "S-03 Q-1-1 open, S-04 2025-077 overdue",
		"state=open&due-before=2025-09-01": "",
	} {
		t.Run(query, func(t *testing.T) {
			if got := list(query); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
	if p := l.fails(t, http.MethodGet, "/invoices?state=x", ""); p.Field != "state" {
		t.Errorf("%+v", p)
	}
}
