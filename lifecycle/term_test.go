package lifecycle_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// twoTerms is an annual subscription from 1 October 2024 that was renewed on 3 September 2025 for three years.
func twoTerms(t *testing.T) lifecycle.Subscription {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	f.Changes = append(f.Changes, lifecycle.Change{What: lifecycle.TermChanged, Asked: day("2025-09-01"), Effective: day("2025-10-01"), Length: calendar.ThreeYear})
	f.Terms = append(f.Terms, lifecycle.BoughtTerm{Ordered: day("2025-09-03"), Start: day("2025-10-01"), End: day("2028-10-01"), Length: calendar.ThreeYear})
	return subscription(t, europe, f)
}

// change.term and change.seats-down: what is pending counts from the day it was asked for.
func TestNext(t *testing.T) {
	s := twoTerms(t)
	for on, want := range map[string]lifecycle.Next{
		"2024-09-30": {},
		"2024-10-01": {Start: day("2025-10-01"), Anchor: day("2024-10-01"), Follows: calendar.Annual, Length: calendar.Annual, Seats: 3, Offering: "AutoCAD"},
		"2025-08-31": {Start: day("2025-10-01"), Anchor: day("2024-10-01"), Follows: calendar.Annual, Length: calendar.Annual, Seats: 3, Offering: "AutoCAD"},
		"2025-09-01": {Start: day("2025-10-01"), Anchor: day("2024-10-01"), Follows: calendar.Annual, Length: calendar.ThreeYear, Seats: 3, Offering: "AutoCAD"},
		"2025-09-03": {Start: day("2028-10-01"), Anchor: day("2024-10-01"), Follows: calendar.ThreeYear, Length: calendar.ThreeYear, Seats: 3, Offering: "AutoCAD"},
	} {
		want.Seats, want.Offering = s.Seats(day(on)), s.Offering(day(on))
		if got := s.Next(day(on)); got != want {
			t.Errorf("on %s: %+v, want %+v", on, got, want)
		}
	}
	reduced := must(t)(must(t)(s.ReduceSeats(day("2028-08-01"), 1)).SwitchProduct(day("2028-08-01"), "Revit"))
	if got := reduced.Next(day("2028-08-01")); got.Seats != 1 || got.Offering != "Revit" || reduced.Seats(day("2028-08-01")) == 1 {
		t.Errorf("got %+v", got)
	}
	if got := s.Next(day("2028-08-01")); got.Offering != "AutoCAD" {
		t.Errorf("got %+v", got)
	}
	tokens := subscription(t, europe, lifecycle.Facts{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: day("2025-03-03"),
		Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-03-03"), Start: day("2025-03-03"), End: day("2026-03-03")}},
	})
	if got := tokens.Next(day("2025-03-03")); got.Length != 0 || got.Start != day("2026-03-03") || got.Seats != 0 {
		t.Errorf("got %+v", got)
	}
	if !tokens.Service(day("2025-03-03")).IsZero() || !tokens.OneLength(day("2025-03-03")).IsZero() || tokens.Kind() != policy.FlexTokens {
		t.Error("tokens have a term")
	}
	var none lifecycle.Subscription
	if none.Next(day("2025-03-03")) != (lifecycle.Next{}) || none.Kind() != 0 || none.UnderEdition(day("2025-03-03")) || !none.OneLength(day("2025-03-03")).IsZero() {
		t.Error("the zero Subscription has a term")
	}
}

// term.service-year: a term's own anniversaries count from its start, and what is known to follow belongs to it.
func TestService(t *testing.T) {
	s := twoTerms(t)
	for on, want := range map[string]string{
		"2024-09-30": "", "2024-10-01": "2024-10-01/2025-10-01", "2025-09-02": "2024-10-01/2025-10-01",
		"2025-09-03": "", // of two lengths from then on
		"2025-09-30": "", "2025-10-01": "2025-10-01/2028-10-01", "2028-09-30": "2025-10-01/2028-10-01", "2028-10-01": "",
	} {
		got := s.Service(day(on))
		if got.Covered().String() != want && (want != "" || !got.IsZero()) {
			t.Errorf("on %s: %s, want %s", on, got.Covered(), want)
		}
	}
	if got := s.OneLength(day("2025-09-02")).String(); got != "2024-10-01/2025-10-01" {
		t.Error(got)
	}
	if got := s.OneLength(day("2025-09-03")).String(); got != "2025-10-01/2028-10-01" {
		t.Error(got)
	}
	early := must(t)(subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))).Renew(day("2025-08-01"), lifecycle.Order{}))
	service := early.Service(day("2025-08-01"))
	if service.Covered().String() != "2024-10-01/2026-10-01" || service.Len() != 2 || service.Term() != calendar.Annual {
		t.Errorf("renewed early: %s in %d", service.Covered(), service.Len())
	}
	if got := early.Service(day("2026-01-01")); got.Covered().String() != "2025-10-01/2026-10-01" {
		t.Errorf("in the second term: %s", got.Covered())
	}
	leap := bought(t, calendar.ThreeYear, day("2024-02-29"), day("2024-02-29"), day("2027-01-15"))
	if got := subscription(t, europe, leap).Service(day("2027-03-01")); got.At(1).Start() != day("2028-02-29") || got.Anchor() != day("2024-02-29") {
		t.Errorf("cut on %s", got.At(1).Start())
	}
}

// edition.gate and edition.before: an early renewal brings a subscription under the edition on the day of its order.
func TestUnderEdition(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2023-11-01"), day("2023-11-01")))
	s = must(t)(s.Renew(day("2024-09-16"), lifecycle.Order{}))
	for on, want := range map[string]bool{"2023-10-31": false, "2023-11-01": false, "2024-09-15": false, "2024-09-16": true, "2025-01-01": true} {
		if s.UnderEdition(day(on)) != want {
			t.Errorf("on %s: %v", on, !want)
		}
	}
}

// coterm.extend-window and coterm.extend-partner: inside [R − 90, R), through a partner, and only under the edition.
func TestCanAlign(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	for on, want := range map[string]struct {
		allowed bool
		rule    rule.ID
		remedy  policy.Remedy
	}{
		"2024-09-30": {false, "coterm.extend-window", 0},
		"2025-07-02": {false, "coterm.extend-window", policy.WaitForWindow},
		"2025-07-03": {true, "coterm.extend-window", 0},
		"2025-09-30": {true, "coterm.extend-window", 0},
		"2025-10-01": {false, "coterm.extend-window", policy.RenewFirst},
		"2026-01-01": {false, "renewal.canceled-final", policy.BuyNew},
	} {
		d := s.CanAlign(day(on))
		if d.Allowed() != want.allowed || d.Rule != want.rule || d.Remedy != want.remedy || want.allowed != (d.Route == policy.Partner) {
			t.Errorf("on %s: %s, route %s", on, d, d.Route)
		}
	}
	before := subscription(t, europe, bought(t, calendar.Annual, day("2024-09-15"), day("2024-09-15")))
	if d := before.CanAlign(day("2025-08-01")); d.Allowed() || d.Rule != "edition.before" {
		t.Error(d)
	}
}

// coterm.re-anchor: an extension ends with its target and follows its anchor from then on.
func TestExtend(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-10"), day("2024-10-10")))
	host := subscription(t, europe, bought(t, calendar.Annual, day("2024-02-29"), day("2024-02-29"), day("2025-01-15")))
	on := day("2025-09-01")
	invoice := lifecycle.BilledInvoice{Number: "I-9", Issued: on, Due: day("2025-10-01"), NetTerms: true}
	next := must(t)(s.Extend(on, host, lifecycle.Order{Invoices: []lifecycle.BilledInvoice{invoice}}))
	facts := next.Facts()
	want := lifecycle.BoughtTerm{Ordered: on, Start: day("2025-10-10"), End: day("2026-02-28"), Length: calendar.Annual, AlignedTo: day("2024-02-29")}
	if len(facts.Terms) != 2 || facts.Terms[1] != want || len(facts.Invoices) != 1 || facts.Invoices[0] != invoice {
		t.Errorf("got %+v", facts)
	}
	if next.Renewal(on) != day("2026-02-28") || s.Renewal(on) != day("2025-10-10") {
		t.Error("the renewal dates")
	}
	if got := next.Service(day("2025-11-01")); got.Covered().String() != "2025-10-10/2026-02-28" || got.Anchor() != day("2024-10-10") {
		t.Errorf("in the extension: %s by %s", got.Covered(), got.Anchor())
	}
	later := must(t)(must(t)(must(t)(next.Pay(day("2025-09-20"), "I-9")).Renew(day("2026-02-01"), lifecycle.Order{})).Renew(day("2026-12-01"), lifecycle.Order{}))
	if got := must(t)(later.Renew(day("2027-12-01"), lifecycle.Order{})).Renewal(day("2027-12-01")); got != day("2029-02-28") {
		t.Errorf("renewed until %s", got)
	}
	if got := later.Renewal(day("2027-01-01")); got != day("2028-02-29") {
		t.Errorf("29 February again: %s", got)
	}
	if got := later.Service(day("2026-03-01")); got.Covered().String() != "2026-02-28/2027-02-28" || got.Anchor() != day("2024-02-29") {
		t.Errorf("after the extension: %s by %s", got.Covered(), got.Anchor())
	}
	if got := later.Next(on); got.Anchor != day("2024-02-29") {
		t.Errorf("got %+v", got)
	}
	if got := later.Next(on.AddDays(-1)); got.Anchor != day("2024-10-10") || got.Start != day("2025-10-10") {
		t.Errorf("the day before: %+v", got)
	}
}

func TestExtendRefuses(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-10"), day("2024-10-10")))
	host := subscription(t, europe, bought(t, calendar.Annual, day("2025-02-28"), day("2025-02-28")))
	tokens := subscription(t, europe, lifecycle.Facts{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: day("2025-03-03"),
		Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-03-03"), Start: day("2025-03-03"), End: day("2026-03-03")}},
	})
	on := day("2025-09-01")
	_, err := s.Extend(day("2025-01-01"), host, lifecycle.Order{})
	if !errors.Is(err, billingrules.ErrMissing) { // the host is not bought yet
		t.Error(err)
	}
	_, err = s.Extend(day("2025-06-01"), host, lifecycle.Order{})
	refusedBy(t, err, rule.CotermExtendWindow, policy.WaitForWindow)
	for _, bad := range []struct {
		s, to lifecycle.Subscription
		on    calendar.Date
		order lifecycle.Order
		want  string
		is    error
	}{
		{lifecycle.Subscription{}, host, on, lifecycle.Order{}, "subscription: is missing", billingrules.ErrMissing},
		{s, host, calendar.Date{}, lifecycle.Order{}, "day: is missing", billingrules.ErrMissing},
		{s, lifecycle.Subscription{}, on, lifecycle.Order{}, "to: is missing", billingrules.ErrMissing},
		{s, tokens, on, lifecycle.Order{}, "to flex-tokens: has no term to be aligned to", billingrules.ErrConflict},
		{s, host, on, lifecycle.Order{End: day("2026-01-01")}, "order.end 2026-01-01: cannot be given", billingrules.ErrConflict},
		{s, s, on, lifecycle.Order{}, "terms[1].end 2025-10-10: is not after the start", billingrules.ErrConflict},
	} {
		next, err := bad.s.Extend(bad.on, bad.to, bad.order)
		if !errors.Is(err, bad.is) || !strings.HasPrefix(err.Error(), "lifecycle.Subscription.Extend: "+bad.want) || !next.IsZero() {
			t.Errorf("got %v, want %s", err, bad.want)
		}
	}
}

// change.seats-up: at once, while Active; a reduction that is pending stays as it was asked for.
func TestAddSeats(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	s := subscription(t, europe, f)
	invoice := lifecycle.BilledInvoice{Number: "I-1", Issued: day("2025-06-01"), Due: day("2025-07-01"), NetTerms: true}
	more := must(t)(s.AddSeats(day("2025-06-01"), 4, lifecycle.Order{Invoices: []lifecycle.BilledInvoice{invoice}}))
	for on, want := range map[string]int{"2025-05-31": 3, "2025-06-01": 7, "2025-09-30": 7} {
		if got := more.Seats(day(on)); got != want {
			t.Errorf("on %s: %d seats, want %d", on, got, want)
		}
	}
	if invoices := more.Facts().Invoices; len(invoices) != 1 || invoices[0] != invoice || s.Seats(day("2025-06-01")) != 3 {
		t.Errorf("%v, %d seats before", invoices, s.Seats(day("2025-06-01")))
	}
	fewer := must(t)(must(t)(s.ReduceSeats(day("2025-05-01"), 2)).AddSeats(day("2025-06-01"), 4, lifecycle.Order{}))
	if fewer.Seats(day("2025-09-30")) != 7 || fewer.Next(day("2025-06-01")).Seats != 2 {
		t.Errorf("%d seats, then %d", fewer.Seats(day("2025-09-30")), fewer.Next(day("2025-06-01")).Seats)
	}
	_, err := s.AddSeats(day("2025-10-01"), 1, lifecycle.Order{})
	refusedBy(t, err, rule.ChangeSeatsUp, policy.RenewFirst)
	for _, bad := range []struct {
		s     lifecycle.Subscription
		on    calendar.Date
		more  int
		order lifecycle.Order
		want  string
		is    error
	}{
		{lifecycle.Subscription{}, day("2025-06-01"), 1, lifecycle.Order{}, "subscription: is missing", billingrules.ErrMissing},
		{s, day("2025-06-01"), 0, lifecycle.Order{}, "more: is missing", billingrules.ErrMissing},
		{s, day("2025-06-01"), -1, lifecycle.Order{}, "more -1: must be from 1 to 1000000", billingrules.ErrRange},
		{s, day("2025-06-01"), 1_000_000, lifecycle.Order{}, "more 1000000: makes 1000003 seats, and there can be 1000000", billingrules.ErrRange},
		{s, day("2025-06-01"), 1, lifecycle.Order{End: day("2026-01-01")}, "order.end 2026-01-01: cannot be given", billingrules.ErrConflict},
		{more, day("2025-05-31"), 1, lifecycle.Order{}, "day 2025-05-31: is before 2025-06-01", billingrules.ErrConflict},
	} {
		next, err := bad.s.AddSeats(bad.on, bad.more, bad.order)
		if !errors.Is(err, bad.is) || !strings.HasPrefix(err.Error(), "lifecycle.Subscription.AddSeats: "+bad.want) || !next.IsZero() {
			t.Errorf("got %v, want %s", err, bad.want)
		}
	}
}
