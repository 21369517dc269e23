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
	for on, want := range map[string]lifecycle.NextTerm{
		"2024-09-30": {},
		"2024-10-01": {Start: day("2025-10-01"), Anchor: day("2024-10-01"), Follows: calendar.Annual, Length: calendar.Annual, Seats: 3, Offering: "AutoCAD"},
		"2025-08-31": {Start: day("2025-10-01"), Anchor: day("2024-10-01"), Follows: calendar.Annual, Length: calendar.Annual, Seats: 3, Offering: "AutoCAD"},
		"2025-09-01": {Start: day("2025-10-01"), Anchor: day("2024-10-01"), Follows: calendar.Annual, Length: calendar.ThreeYear, Seats: 3, Offering: "AutoCAD"},
		"2025-09-03": {Start: day("2028-10-01"), Anchor: day("2024-10-01"), Follows: calendar.ThreeYear, Length: calendar.ThreeYear, Seats: 3, Offering: "AutoCAD"},
	} {
		want.Seats, want.Offering = s.On(day(on)).Seats(), s.On(day(on)).Offering()
		if got := s.On(day(on)).NextTerm(); got != want {
			t.Errorf("on %s: %+v, want %+v", on, got, want)
		}
	}
	reduced := must(t)(must(t)(s.On(day("2028-08-01")).ReduceSeats(1)).On(day("2028-08-01")).SwitchProduct("Revit"))
	if got := reduced.On(day("2028-08-01")).NextTerm(); got.Seats != 1 || got.Offering != "Revit" || reduced.On(day("2028-08-01")).Seats() == 1 {
		t.Errorf("got %+v", got)
	}
	if got := s.On(day("2028-08-01")).NextTerm(); got.Offering != "AutoCAD" {
		t.Errorf("got %+v", got)
	}
	tokens := subscription(t, europe, lifecycle.Facts{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: day("2025-03-03"),
		Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-03-03"), Start: day("2025-03-03"), End: day("2026-03-03")}},
	})
	if got := tokens.On(day("2025-03-03")).NextTerm(); got.Length != 0 || got.Start != day("2026-03-03") || got.Seats != 0 {
		t.Errorf("got %+v", got)
	}
	if !tokens.On(day("2025-03-03")).Stretch().IsZero() || tokens.Kind() != policy.FlexTokens {
		t.Error("tokens have a term")
	}
	var none lifecycle.Subscription
	if none.On(day("2025-03-03")).NextTerm() != (lifecycle.NextTerm{}) || none.Kind() != 0 || none.On(day("2025-03-03")).UnderEdition() {
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
		got := s.On(day(on)).Stretch()
		if got.Covered().String() != want && (want != "" || !got.IsZero()) {
			t.Errorf("on %s: %s, want %s", on, got.Covered(), want)
		}
	}
	early := must(t)(subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))).On(day("2025-08-01")).Renew(lifecycle.RenewalChanges{}))
	service := early.On(day("2025-08-01")).Stretch()
	if service.Covered().String() != "2024-10-01/2026-10-01" || service.Len() != 2 || service.Term() != calendar.Annual {
		t.Errorf("renewed early: %s in %d", service.Covered(), service.Len())
	}
	if got := early.On(day("2026-01-01")).Stretch(); got.Covered().String() != "2025-10-01/2026-10-01" {
		t.Errorf("in the second term: %s", got.Covered())
	}
	leap := bought(t, calendar.ThreeYear, day("2024-02-29"), day("2024-02-29"), day("2027-01-15"))
	if got := subscription(t, europe, leap).On(day("2027-03-01")).Stretch(); got.At(1).Start() != day("2028-02-29") || got.Anchor() != day("2024-02-29") {
		t.Errorf("cut on %s", got.At(1).Start())
	}
}

// edition.gate and edition.before: an early renewal brings a subscription under the edition on the day of its order.
func TestUnderEdition(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2023-11-01"), day("2023-11-01")))
	s = must(t)(s.On(day("2024-09-16")).Renew(lifecycle.RenewalChanges{}))
	for on, want := range map[string]bool{"2023-10-31": false, "2023-11-01": false, "2024-09-15": false, "2024-09-16": true, "2025-01-01": true} {
		if s.On(day(on)).UnderEdition() != want {
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
		d := s.On(day(on)).CanExtend()
		if d.Allowed() != want.allowed || d.Rule != want.rule || d.Remedy != want.remedy || want.allowed != (d.Route == policy.Partner) {
			t.Errorf("on %s: %s, route %s", on, d, d.Route)
		}
	}
	before := subscription(t, europe, bought(t, calendar.Annual, day("2024-09-15"), day("2024-09-15")))
	if d := before.On(day("2025-08-01")).CanExtend(); d.Allowed() || d.Rule != "edition.before" {
		t.Error(d)
	}
}

// coterm.re-anchor: an extension ends with its target and follows its anchor from then on.
func TestExtend(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-10"), day("2024-10-10")))
	host := subscription(t, europe, bought(t, calendar.Annual, day("2024-02-29"), day("2024-02-29"), day("2025-01-15")))
	on := day("2025-09-01")
	invoice := lifecycle.BilledInvoice{Number: "I-9", Issued: on, Due: day("2025-10-01"), NetTerms: true}
	next := must(t)(must(t)(s.On(on).Extend(host.On(on))).On(on).Bill(invoice))
	facts := next.Facts()
	want := lifecycle.BoughtTerm{Ordered: on, Start: day("2025-10-10"), End: day("2026-02-28"), Length: calendar.Annual, AlignedTo: day("2024-02-29")}
	if len(facts.Terms) != 2 || facts.Terms[1] != want || len(facts.Invoices) != 1 || facts.Invoices[0] != invoice {
		t.Errorf("got %+v", facts)
	}
	if next.On(on).Renewal() != day("2026-02-28") || s.On(on).Renewal() != day("2025-10-10") {
		t.Error("the renewal dates")
	}
	if got := next.On(day("2025-11-01")).Stretch(); got.Covered().String() != "2025-10-10/2026-02-28" || got.Anchor() != day("2024-10-10") {
		t.Errorf("in the extension: %s by %s", got.Covered(), got.Anchor())
	}
	later := must(t)(must(t)(must(t)(next.On(day("2025-09-20")).Pay("I-9")).On(day("2026-02-01")).Renew(lifecycle.RenewalChanges{})).On(day("2026-12-01")).Renew(lifecycle.RenewalChanges{}))
	if got := must(t)(later.On(day("2027-12-01")).Renew(lifecycle.RenewalChanges{})).On(day("2027-12-01")).Renewal(); got != day("2029-02-28") {
		t.Errorf("renewed until %s", got)
	}
	if got := later.On(day("2027-01-01")).Renewal(); got != day("2028-02-29") {
		t.Errorf("29 February again: %s", got)
	}
	if got := later.On(day("2026-03-01")).Stretch(); got.Covered().String() != "2026-02-28/2027-02-28" || got.Anchor() != day("2024-02-29") {
		t.Errorf("after the extension: %s by %s", got.Covered(), got.Anchor())
	}
	if got := later.On(on).NextTerm(); got.Anchor != day("2024-02-29") {
		t.Errorf("got %+v", got)
	}
	if got := later.On(on.AddDays(-1)).NextTerm(); got.Anchor != day("2024-10-10") || got.Start != day("2025-10-10") {
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
	_, err := s.On(day("2025-09-01")).Extend(lifecycle.View{})
	if !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
	_, err = s.On(day("2025-06-01")).Extend(host.On(day("2025-06-01")))
	refusedBy(t, err, rule.CotermExtendWindow, policy.WaitForWindow)
	for _, bad := range []struct {
		s, to lifecycle.Subscription
		on    calendar.Date
		want  string
		is    error
	}{
		{lifecycle.Subscription{}, host, on, "subscription: is missing", billingrules.ErrMissing},
		{s, host, calendar.Date{}, "day: is missing", billingrules.ErrMissing},
		{s, lifecycle.Subscription{}, on, "target: is missing", billingrules.ErrMissing},
	} {
		next, err := bad.s.On(bad.on).Extend(bad.to.On(bad.on))
		if !errors.Is(err, bad.is) || !strings.HasPrefix(err.Error(), "lifecycle.View.Extend: "+bad.want) || !next.IsZero() {
			t.Errorf("got %v, want %s", err, bad.want)
		}
	}
	for name, target := range map[string]lifecycle.View{
		"tokens": tokens.On(on), "itself": s.On(on), "not bought yet": host.On(day("2025-01-01")), "of another day": host.On(on.AddDays(1)),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.On(on).Extend(target)
			refusedBy(t, err, rule.CotermExtendFuture, policy.ChooseLaterTarget)
		})
	}
}

// change.seats-up: at once, while Active; a reduction that is pending stays as it was asked for.
func TestAddSeats(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	s := subscription(t, europe, f)
	invoice := lifecycle.BilledInvoice{Number: "I-1", Issued: day("2025-06-01"), Due: day("2025-07-01"), NetTerms: true}
	more := must(t)(must(t)(s.On(day("2025-06-01")).AddSeats(4)).On(day("2025-06-01")).Bill(invoice))
	for on, want := range map[string]int{"2025-05-31": 3, "2025-06-01": 7, "2025-09-30": 7} {
		if got := more.On(day(on)).Seats(); got != want {
			t.Errorf("on %s: %d seats, want %d", on, got, want)
		}
	}
	if invoices := more.Facts().Invoices; len(invoices) != 1 || invoices[0] != invoice || s.On(day("2025-06-01")).Seats() != 3 {
		t.Errorf("%v, %d seats before", invoices, s.On(day("2025-06-01")).Seats())
	}
	fewer := must(t)(must(t)(s.On(day("2025-05-01")).ReduceSeats(2)).On(day("2025-06-01")).AddSeats(4))
	if fewer.On(day("2025-09-30")).Seats() != 7 || fewer.On(day("2025-06-01")).NextTerm().Seats != 2 {
		t.Errorf("%d seats, then %d", fewer.On(day("2025-09-30")).Seats(), fewer.On(day("2025-06-01")).NextTerm().Seats)
	}
	_, err := s.On(day("2025-10-01")).AddSeats(1)
	refusedBy(t, err, rule.ChangeSeatsUp, policy.RenewFirst)
	for _, bad := range []struct {
		s    lifecycle.Subscription
		on   calendar.Date
		more int
		want string
		is   error
	}{
		{lifecycle.Subscription{}, day("2025-06-01"), 1, "subscription: is missing", billingrules.ErrMissing},
		{s, day("2025-06-01"), 0, "seats: is missing", billingrules.ErrMissing},
		{s, day("2025-06-01"), -1, "seats -1: must be from 1 to 1000000", billingrules.ErrRange},
		{s, day("2025-06-01"), 1_000_000, "seats 1000000: makes 1000003 seats, at most 1000000 are allowed", billingrules.ErrRange},
		{more, day("2025-05-31"), 1, "day 2025-05-31: is before 2025-06-01", billingrules.ErrConflict},
	} {
		next, err := bad.s.On(bad.on).AddSeats(bad.more)
		if !errors.Is(err, bad.is) || !strings.HasPrefix(err.Error(), "lifecycle.View.AddSeats: "+bad.want) || !next.IsZero() {
			t.Errorf("got %v, want %s", err, bad.want)
		}
	}
}
