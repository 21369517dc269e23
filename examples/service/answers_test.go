package main

import (
	"net/http"
	"strings"
	"testing"

	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
)

func TestStatus(t *testing.T) {
	t.Parallel()
	s := start(t)
	// S-04 has an invoice that was due on 2025-07-15 and is unpaid: 15 days in Expired follow, then 30 in Suspended.
	for _, test := range []struct {
		id, on, phase, since, until string
		downloads                   bool
	}{
		{"S-01", "2024-11-29", "", "", "", false},
		{"S-01", "2024-11-30", "active", "2024-11-30", "2025-12-01", true},
		{"S-04", "2025-07-15", "active", "2024-11-18", "2025-07-16", true},
		{"S-04", "2025-07-16", "expired", "2025-07-16", "2025-07-31", true},
		{"S-04", "2025-07-30", "expired", "2025-07-16", "2025-07-31", true},
		{"S-04", "2025-07-31", "suspended", "2025-07-31", "2025-08-30", false},
		{"S-04", "2025-08-29", "suspended", "2025-07-31", "2025-08-30", false},
		{"S-04", "2025-08-30", "canceled", "2025-08-30", "", false},
	} {
		t.Run(test.id+" on "+test.on, func(t *testing.T) {
			t.Parallel()
			var got struct {
				Day, Phase, Since, Until string
				Access                   []struct {
					Capability string
					Allowed    bool
				}
			}
			s.get(t, "/subscriptions/"+test.id+"/status?on="+test.on, &got)
			if got.Day != test.on || got.Phase != test.phase || got.Since != test.since || got.Until != test.until {
				t.Errorf("%+v", got)
			}
			downloads := false
			for _, a := range got.Access {
				downloads = downloads || a.Capability == "downloads" && a.Allowed
			}
			if downloads != test.downloads {
				t.Errorf("downloads %t", downloads)
			}
		})
	}
}

func TestTodayIsTheDayInTheZone(t *testing.T) {
	t.Parallel()
	var got struct{ Day, ValidUntil string }
	start(t).get(t, "/subscriptions/S-02/status", &got)
	if got.Day != "2025-08-02" { // 2025-08-01 in UTC
		t.Errorf("today is %s", got.Day)
	}
	if got.ValidUntil != "2026-06-10T00:00:00+02:00" { // with auto-renew on, what follows is provisional
		t.Errorf("valid until %s", got.ValidUntil)
	}
}

func TestActions(t *testing.T) {
	t.Parallel()
	s := start(t)
	// The window opens 90 days before the renewal date, 2025-11-30.
	for on, allowed := range map[string]bool{"2025-08-31": false, "2025-09-01": true} {
		t.Run(on, func(t *testing.T) {
			t.Parallel()
			var got struct {
				ValidUntil string
				Decisions  map[string]struct {
					Allowed      bool
					Rule, Remedy string
				}
			}
			s.get(t, "/subscriptions/S-01/actions?on="+on, &got)
			d := got.Decisions["renew"]
			if d.Allowed != allowed || d.Rule != "renewal.window" || (d.Remedy == "wait-for-window") == allowed {
				t.Errorf("renew: %+v", d)
			}
			if len(got.Decisions) != int(lifecycle.ActionRenewByInvoice) {
				t.Errorf("%d decisions", len(got.Decisions))
			}
			if !allowed && got.ValidUntil != "2025-09-01" {
				t.Errorf("valid until %s", got.ValidUntil)
			}
		})
	}
}

// refunds are the purchases of a subscription, with whether each can be returned, or could have been.
type refunds struct {
	Purchases []struct {
		Quote, Ordered, Channel string
		Return                  struct {
			Event, Deadline string
			Decision        struct {
				Allowed bool
				Rule    string
			}
			Total *struct{ Amount, Currency string }
		}
	}
}

// Bought on 2024-11-30, day zero; the thirtieth day after it is 2024-12-30.
func TestRefund(t *testing.T) {
	t.Parallel()
	s := start(t)
	for on, allowed := range map[string]bool{"2024-11-30": true, "2024-12-30": true, "2024-12-31": false} {
		t.Run(on, func(t *testing.T) {
			var got refunds
			s.get(t, "/subscriptions/S-01/refund?on="+on, &got)
			if len(got.Purchases) != 1 {
				t.Fatalf("%+v", got)
			}
			r := got.Purchases[0].Return
			if d := r.Decision; d.Allowed != allowed || d.Rule != "refund.long" {
				t.Errorf("%+v", d)
			}
			if r.Deadline != "2024-12-30" || r.Total != nil {
				t.Errorf("%+v", r)
			}
		})
	}
	var before refunds
	if s.get(t, "/subscriptions/S-01/refund?on=2024-11-29", &before); len(before.Purchases) != 0 {
		t.Errorf("before it was bought: %+v", before)
	}
}

// Seats that are ordered here are a purchase of their own, and what was paid for them by the day is given back.
func TestRefundOfSeats(t *testing.T) {
	t.Parallel()
	s := start(t)
	var o struct{ Number string }
	s.post(t, moreSeats, `{"seats": 3, "expires": "2025-09-01"}`, http.StatusCreated, &o)
	s.on("2025-08-05").post(t, "/quotes/"+o.Number+"/order", "", http.StatusCreated, &struct{}{})
	s.on("2025-08-20").post(t, "/subscriptions/S-01/payments",
		`{"invoices": ["`+o.Number+`-1"], "method": "card"}`, http.StatusOK, &struct{}{})
	for on, total := range map[string]string{
		"2025-08-19": "", "2025-08-20": "2559.90", "2025-09-04": "2559.90", "2025-09-05": "",
	} {
		t.Run(on, func(t *testing.T) {
			var got refunds
			s.get(t, "/subscriptions/S-01/refund?on="+on, &got)
			if len(got.Purchases) != 2 {
				t.Fatalf("%+v", got)
			}
			p := got.Purchases[1]
			if p.Quote != o.Number || p.Channel != "quote" {
				t.Errorf("%+v", p)
			}
			if p.Return.Event != "seats" || p.Return.Deadline != "2025-09-04" {
				t.Errorf("%+v", p.Return)
			}
			if sum := p.Return.Total; (sum == nil) != (total == "") || sum != nil && sum.Amount != total {
				t.Errorf("%+v is given back, want %q", sum, total)
			}
		})
	}
}

// A renewal to another term is returned by the days of the term that it renewed.
func TestRefundOfARenewalToAnotherTerm(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.post(t, "/subscriptions", `{"id": "R-1", "channel": "online", "taxes": "21%", "facts": {
		"kind": "subscription", "offering": "AutoCAD", "anchor": "2024-11-30", "seats": 1, "terms": [
			{"ordered": "2024-11-30", "start": "2024-11-30", "end": "2025-11-30", "length": "annual"},
			{"ordered": "2026-01-10", "start": "2025-11-30", "end": "2025-12-30", "length": "monthly"}],
		"changes": [{"what": "term", "asked": "2025-11-01", "effective": "2025-11-30", "length": "monthly"}]}}`,
		http.StatusCreated, &struct{}{})
	var got struct {
		Purchases []struct{ Return struct{ Deadline string } }
	}
	s.get(t, "/subscriptions/R-1/refund?on=2026-01-10", &got)
	// 41 days late, which only an annual term may be; 15 days from the order, since it is monthly.
	if len(got.Purchases) != 2 || got.Purchases[1].Return.Deadline != "2026-01-25" {
		t.Errorf("%+v", got)
	}
}

func TestInvoices(t *testing.T) {
	t.Parallel()
	s := start(t)
	state := func(on string) string {
		var got struct {
			Invoices []struct{ Number, State, Paid string }
		}
		s.get(t, "/subscriptions/S-04/invoices?on="+on, &got)
		if len(got.Invoices) != 1 || got.Invoices[0].Number != "2025-077" {
			t.Fatalf("%+v", got)
		}
		return strings.TrimSpace(got.Invoices[0].State + " " + got.Invoices[0].Paid)
	}
	check := func(want map[string]string) {
		t.Helper()
		for on, want := range want {
			if got := state(on); got != want {
				t.Errorf("on %s: %s, want %s", on, got, want)
			}
		}
	}
	check(map[string]string{
		"2025-03-20": "scheduled", "2025-03-21": "open", "2025-07-15": "open", "2025-07-16": "overdue",
	})
	const pay = "/subscriptions/S-04/payments"
	s.post(t, pay+"?on=2025-07-20", `{"invoices": ["2025-077"]}`, http.StatusOK, &struct{}{})
	check(map[string]string{"2025-07-19": "overdue", "2025-07-20": "paid 2025-07-20"}) // the past is as it was
	var after struct{ Phase string }
	if s.get(t, "/subscriptions/S-04/status?on=2025-07-20", &after); after.Phase != "active" {
		t.Errorf("after the payment: %s", after.Phase)
	}
	p := s.fails(t, http.MethodPost, pay+"?on=2025-07-21", `{"invoices": ["2025-077"]}`)
	if p.Status != http.StatusConflict || p.Type != "/problems/done" {
		t.Errorf("paid twice: %+v", p)
	}
}

func TestAlignment(t *testing.T) {
	t.Parallel()
	s := start(t)
	var got struct{ Plans []coterm.Plan }
	a := s.post(t, "/alignments", `{"subscriptions": ["S-01", "S-02"], "horizon": "2026-06-10"}`, http.StatusOK, &got)
	// There is one date within that time on which S-02 renews: S-01 is extended by 192 days from 2025-11-30, in its
	// window from 2025-09-01 on. 2145 ÷ 365 × 192 × 3 = 3384.986…
	if len(got.Plans) != 1 {
		t.Fatalf("%s", a.body)
	}
	plan := got.Plans[0]
	if plan.Renewal.String() != "2026-06-10" || plan.Cost.String() != "EUR 3384.99" || len(plan.Moves) != 2 {
		t.Fatalf("%s", a.body)
	}
	steps := plan.Moves[0].Steps
	if len(steps) != 1 || steps[0].Day.String() != "2025-09-01" || steps[0].Do != coterm.StepExtend {
		t.Errorf("%s", a.body)
	}
}

// The best plans are answered, and not all that there are.
func TestAlignmentIsCut(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, id := range []string{"M-1", "M-2"} {
		s.post(t, "/subscriptions", `{"id": "`+id+`", "channel": "online", "taxes": "21%",
			"srp": {"monthly": {"amount": "10.00", "currency": "EUR"}},
			"facts": {"kind": "subscription", "offering": "Maya", "anchor": "2025-07-31", "seats": 1,
			"terms": [{"ordered": "2025-07-31", "start": "2025-07-31", "end": "2025-08-31", "length": "monthly"}]}}`,
			http.StatusCreated, &struct{}{})
	}
	var got struct{ Plans []coterm.Plan }
	s.post(t, "/alignments", `{"subscriptions": ["M-1", "M-2"], "horizon": "2030-07-31"}`, http.StatusOK, &got)
	if len(got.Plans) != maxPlans || got.Plans[0].Renewal.String() != "2025-08-31" {
		t.Errorf("%d plans, the first is %s", len(got.Plans), got.Plans[0])
	}
}

func TestNoCommonDate(t *testing.T) {
	t.Parallel()
	s := start(t)
	a := s.send(t, http.MethodPost, "/alignments", `{"subscriptions": ["S-01", "S-02"], "horizon": "2025-11-29"}`)
	if a.status != http.StatusOK || !strings.Contains(string(a.body), `"plans": []`) {
		t.Errorf("%d %s", a.status, a.body)
	}
}
