package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"example.com/billingrules/policy"
)

// What is posted is what is stored, whatever there is in it.
func TestSubscriptionIsKeptAsPosted(t *testing.T) {
	t.Parallel()
	s := start(t)
	for id, body := range map[string]string{
		"all": `{"id": "all", "channel": "sales", "taxes": "5.5%", "netTerms": "net 0",
			"srp": {
				"annual": {"amount": "2145.00", "currency": "EUR"},
				"three-year": {"amount": "5790.00", "currency": "EUR"}},
			"facts": {"kind": "subscription", "offering": "AutoCAD \"<&>\" é", "anchor": "2024-10-31", "seats": 3,
				"terms": [
					{"ordered": "2024-10-15", "start": "2024-10-31", "end": "2025-10-31", "length": "annual"},
					{"ordered": "2025-09-01", "start": "2025-10-31", "end": "2026-06-10", "length": "annual",
						"alignedTo": "2025-06-10"}],
				"invoices": [
					{"number": "A/1", "issued": "2024-10-15", "due": "2024-11-14", "paid": "2024-11-01",
						"netTerms": true},
					{"number": "A/2", "issued": "2024-10-15", "due": "2024-11-14", "nothingOwed": true}],
				"failedCharges": ["2026-06-10", "2026-06-12"],
				"changes": [
					{"what": "seats", "asked": "2025-01-10", "effective": "2025-01-10", "seats": 5},
					{"what": "auto-renew", "asked": "2025-02-01", "effective": "2025-02-01", "autoRenew": true}]}}`,
		"F-01": `{"id": "F-01", "channel": "quote", "taxes": "0%",
			"facts": {"kind": "flex-tokens", "offering": "Flex tokens", "anchor": "2025-03-03",
				"terms": [{"ordered": "2025-03-03", "start": "2025-03-03", "end": "2026-03-03"}],
				"cancellation": {"asked": "2025-08-08", "effective": "2025-09-09"}}}`,
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			var want, made, got any
			if err := json.Unmarshal([]byte(body), &want); err != nil {
				t.Fatal(err)
			}
			a := s.post(t, "/subscriptions", body, http.StatusCreated, &made)
			if at := a.header.Get("Location"); at != "/subscriptions/"+id {
				t.Errorf("location %q", at)
			}
			s.get(t, "/subscriptions/"+id, &got)
			if text := fmt.Sprint(want); fmt.Sprint(made) != text || fmt.Sprint(got) != text {
				t.Errorf("posted   %v\nanswered %v\nstored   %v", want, made, got)
			}
			for _, path := range []string{"status", "actions", "refund", "invoices"} {
				s.get(t, "/subscriptions/"+id+"/"+path, &struct{}{})
			}
		})
	}
	p := s.fails(t, http.MethodPost, "/subscriptions", posted(`"X-1"`, `"S-02"`))
	if p.Status != http.StatusConflict || p.Type != "/problems/taken" {
		t.Errorf("taken: %+v", p)
	}
}

// No day of the calendar makes the service fail.
func TestDaysAtTheEndsOfTheCalendar(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, on := range []string{"0001-01-01", "9999-12-31", "9999-06-01", "2028-02-29"} {
		for _, id := range []string{"S-01", "S-03", "S-04"} {
			for _, path := range []string{"", "/status", "/actions", "/refund", "/invoices", "/calendar.ics"} {
				if a := s.send(t, http.MethodGet, "/subscriptions/"+id+path+"?on="+on, ""); a.status != http.StatusOK {
					t.Errorf("%s%s on %s: %s", id, path, on, a.body)
				}
			}
			for path, body := range map[string]string{
				"/subscriptions/" + id + "/quotes/seats":     `{"seats": 1, "expires": "9999-12-31"}`,
				"/subscriptions/" + id + "/quotes/extension": `{"target": "S-02", "expires": "9999-12-31"}`,
				"/alignments": `{"subscriptions": ["S-01", "S-02"], "horizon": "9999-12-31"}`,
			} {
				if a := s.send(t, http.MethodPost, path+"?on="+on, body); a.status >= 500 {
					t.Errorf("%s on %s: %s", path, on, a.body)
				}
			}
		}
	}
}

// What is asked of a day is answered by the edition that was in force on it.
func TestEditionOfTheDay(t *testing.T) {
	t.Parallel()
	s := start(t)
	for on, want := range map[string]policy.Edition{
		"2024-12-01": policy.Europe2024(), "2025-12-28": policy.Europe2024(), "2025-12-29": policy.Europe2025(),
	} {
		t.Run(on, func(t *testing.T) {
			t.Parallel()
			var got struct {
				Decisions map[string]struct{ Edition string }
			}
			s.get(t, "/subscriptions/S-01/actions?on="+on, &got)
			if got := got.Decisions["renew"].Edition; got != want.Fingerprint().String() {
				t.Errorf("edition %s, want %s", got, want)
			}
		})
	}
}
