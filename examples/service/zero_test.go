package main

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
)

// Who owes nothing is never overdue: the steps of a report.
func TestNothingOwed(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/zero-invoice.json")
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Subscription json.RawMessage
		Steps        []string
	}
	if err := json.Unmarshal(data, &report); err != nil {
		t.Fatal(err)
	}
	s := start(t)
	for i, step := range report.Steps {
		request, body, _ := strings.Cut(step, " {")
		method, path, _ := strings.Cut(request, " ")
		switch {
		case body != "":
			body = "{" + body
		case i == 0:
			body = string(report.Subscription)
		}
		a := s.send(t, method, path, body)
		if a.status >= 400 {
			t.Fatalf("%s: %s", step, a.body)
		}
		if method != http.MethodGet {
			continue
		}
		var got struct {
			Phase          string
			Overdue, Ended bool
		}
		if err := json.Unmarshal(a.body, &got); err != nil || got.Phase != "active" || got.Overdue || got.Ended {
			t.Errorf("%s: %v %+v", step, err, got)
		}
	}
	var list struct{ Invoices []struct{ Due, State string } }
	for _, on := range []string{"2025-08-02", "2025-09-20"} {
		t.Run("on "+on, func(t *testing.T) { // before and after it would have been due
			s.get(t, "/subscriptions/Z-1/invoices?on="+on, &list)
			if len(list.Invoices) != 1 || list.Invoices[0].State != "nothing-owed" {
				t.Errorf("%+v", list)
			}
		})
	}
}
