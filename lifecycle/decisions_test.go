package lifecycle_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// decisions asks everything of a day.
func decisions(s lifecycle.Subscription, d calendar.Date) map[lifecycle.Action]policy.Decision {
	return map[lifecycle.Action]policy.Decision{
		lifecycle.ActionRenew: s.On(d).CanRenew(), lifecycle.ActionSwitchProduct: s.On(d).CanSwitchProduct(), lifecycle.ActionChangeTerm: s.On(d).CanChangeTerm(),
		lifecycle.ActionAddSeats: s.On(d).CanAddSeats(), lifecycle.ActionReduceSeats: s.On(d).CanReduceSeats(s.On(d).Seats() - 1),
		lifecycle.ActionSwitchAutoRenew: s.On(d).CanSwitchAutoRenew(), lifecycle.ActionConvertTrial: s.On(d).CanConvertTrial(), lifecycle.ActionReactivate: s.On(d).CanReactivate(),
		lifecycle.ActionExtend: s.On(d).CanExtend(),
	}
}

// subjects are facts of every kind in every state, all known by the day that stands with them.
func subjects(t testing.TB) map[string]lifecycle.Facts {
	t.Helper()
	annual := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	early := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-07-10"))
	unpaid := bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01"))
	unpaid.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: day("2024-10-01"), Due: day("2024-10-31"), NetTerms: true}}
	atEnd := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
	atEnd.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: day("2024-10-01"), Due: day("2025-09-30")}}
	exempt := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	exempt.Offering = "Autodesk Docs"
	canceled := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	canceled.Cancellation = lifecycle.Cancellation{Asked: day("2025-02-02"), Effective: day("2025-02-02")}
	return map[string]lifecycle.Facts{
		"annual": annual, "off": autoRenew(annual, false), "monthly": bought(t, calendar.Monthly, day("2025-01-31"), day("2025-01-31")),
		"monthly off": autoRenew(bought(t, calendar.Monthly, day("2025-01-31"), day("2025-01-31")), false),
		"three-year":  bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01")),
		"early":       early, "unpaid": unpaid, "unpaid at the end": atEnd, "exempt": exempt, "exempt off": autoRenew(exempt, false), "canceled": canceled,
		"before": bought(t, calendar.Annual, day("2024-06-10"), day("2024-06-10")),
		"trial":  {Kind: policy.Trial, Offering: "Maya", Anchor: day("2025-01-01"), Seats: 1, Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-01-01"), Start: day("2025-01-02"), End: day("2025-02-01")}}},
		"flex":   {Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: day("2025-01-01"), Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-01-01"), Start: day("2025-01-01"), End: day("2026-01-01")}}},
	}
}

// The answer of a day is that of the window of every other day on which nothing more was known: both sides of every edge, found by asking
// all days. Nobody is sent to wait for a day that will not come, or to pay where nothing is owed.
func TestAnswersAreTheirWindows(t *testing.T) {
	t.Run("published", func(t *testing.T) { answersAreTheirWindows(t, europe) })
	for _, late := range []policy.Answer{policy.No, policy.Yes} {
		p := europe.Parameters()
		p.Renewal.WindowDays, p.Lapse.ExemptLateRenewal = 0, late
		ed, err := policy.NewEdition(p)
		if err != nil {
			t.Fatal(err)
		}
		t.Run("no early renewal, late of what is exempt: "+late.String(), func(t *testing.T) { answersAreTheirWindows(t, ed) })
	}
}

func answersAreTheirWindows(t *testing.T, ed policy.Edition) {
	for name, f := range subjects(t) {
		s := subscription(t, ed, f)
		last := lastFact(f)
		var window [lifecycle.ActionRenewByInvoice]calendar.Period
		overdue := false
		for d := last; d.Before(day("2028-12-31")); d = d.AddDays(1) {
			for action, got := range decisions(s, d) {
				if got.Asked != d || got.Edition != ed.Fingerprint() {
					t.Fatalf("%s, %s: %+v", name, action, got)
				}
				if _, known := got.Rule.Rule(); !known {
					t.Fatalf("%s, %s: %v", name, action, got)
				}
				if now := s.On(d).Status().Overdue; d == last || now != overdue { // that nothing was paid is news
					window[action] = got.Window
				}
				if got.Window != window[action] {
					t.Fatalf("%s, %s: on %s the window is %s, before it was %s", name, action, d, got.Window, window[action])
				}
				if got.Allowed() != window[action].Contains(d) {
					t.Fatalf("%s, %s: %v", name, action, got)
				}
				if got.Allowed() && got.Remedy != 0 || !got.Allowed() && got.Route != 0 {
					t.Fatalf("%s, %s: %v has a remedy for a yes or a route for a no", name, action, got)
				}
				// Nobody waits to be in debt, so that it can be paid.
				if waits := !got.Window.IsZero() && d.Before(got.Window.Start()) && action != lifecycle.ActionReactivate; got.Rule != rule.EditionBefore && waits != (got.Remedy == policy.WaitForWindow || got.Remedy == policy.PayOpenInvoice) {
					t.Fatalf("%s, %s: %v", name, action, got)
				}
				if got.Remedy == policy.PayOverdue && len(f.Invoices) == 0 {
					t.Fatalf("%s, %s: %v, but nothing is owed", name, action, got)
				}
			}
			overdue = s.On(d).Status().Overdue
		}
	}
}

// final is the view of the last day on which something happened; the zero View of nothing.
func final(s lifecycle.Subscription) lifecycle.View { return s.On(lastFact(s.Facts())) }

func lastFact(f lifecycle.Facts) calendar.Date {
	last := f.Cancellation.Asked
	add := func(d calendar.Date) {
		if last.Before(d) {
			last = d
		}
	}
	for _, term := range f.Terms {
		add(term.Ordered)
	}
	for _, invoice := range f.Invoices {
		add(invoice.Issued)
		add(invoice.Paid)
	}
	for _, change := range f.Changes {
		add(change.Asked)
	}
	for _, failed := range f.FailedCharges {
		add(failed)
	}
	return last
}

// Every window of one plain subscription, with the rule and remedy on either side.
func TestDecisionsOfAnAnnualSubscription(t *testing.T) {
	s := subscription(t, europe, autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20")), false))
	tests := []struct {
		on     string
		action lifecycle.Action
		want   string
	}{
		{"2025-07-02", lifecycle.ActionRenew, "refused on 2025-07-02 by renewal.window (2025-07-03 through 2025-11-14): wait for the window to open"},
		{"2025-07-03", lifecycle.ActionRenew, "allowed on 2025-07-03 by renewal.window (2025-07-03 through 2025-11-14)"},
		{"2025-09-30", lifecycle.ActionRenew, "allowed on 2025-09-30 by renewal.window (2025-07-03 through 2025-11-14)"},
		{"2025-10-01", lifecycle.ActionRenew, "allowed on 2025-10-01 by renewal.late (2025-07-03 through 2025-11-14)"},
		{"2025-11-14", lifecycle.ActionRenew, "allowed on 2025-11-14 by renewal.late (2025-07-03 through 2025-11-14)"},
		{"2025-11-15", lifecycle.ActionRenew, "refused on 2025-11-15 by renewal.canceled-final (2025-07-03 through 2025-11-14): buy a new subscription"},
		{"2025-07-02", lifecycle.ActionSwitchProduct, "refused on 2025-07-02 by change.product-switch (2025-07-03 through 2025-09-30): wait for the window to open"},
		{"2025-07-03", lifecycle.ActionSwitchProduct, "allowed on 2025-07-03 by change.product-switch (2025-07-03 through 2025-09-30)"},
		{"2025-10-01", lifecycle.ActionSwitchProduct, "refused on 2025-10-01 by change.product-switch (2025-07-03 through 2025-09-30): renew late by a partner's quote that carries the change"},
		{"2025-11-15", lifecycle.ActionSwitchProduct, "refused on 2025-11-15 by renewal.canceled-final (2025-07-03 through 2025-09-30): buy a new subscription"},
		{"2024-09-20", lifecycle.ActionChangeTerm, "allowed on 2024-09-20 by change.term (2024-09-20 through 2025-09-30): self-service"},
		{"2025-09-30", lifecycle.ActionChangeTerm, "allowed on 2025-09-30 by change.term (2024-09-20 through 2025-09-30): self-service"},
		{"2025-10-01", lifecycle.ActionChangeTerm, "refused on 2025-10-01 by change.term (2024-09-20 through 2025-09-30): renew late by a partner's quote that carries the change"},
		{"2024-09-30", lifecycle.ActionAddSeats, "refused on 2024-09-30 by change.seats-up (2024-10-01 through 2025-09-30): wait for the window to open"},
		{"2024-10-01", lifecycle.ActionAddSeats, "allowed on 2024-10-01 by change.seats-up (2024-10-01 through 2025-09-30): self-service"},
		{"2025-10-01", lifecycle.ActionAddSeats, "refused on 2025-10-01 by change.seats-up (2024-10-01 through 2025-09-30): renew first"},
		{"2025-11-15", lifecycle.ActionAddSeats, "refused on 2025-11-15 by renewal.canceled-final (2024-10-01 through 2025-09-30): buy a new subscription"},
		{"2025-09-30", lifecycle.ActionReduceSeats, "allowed on 2025-09-30 by change.seats-down (2024-09-20 through 2025-09-30): self-service"},
		{"2025-10-01", lifecycle.ActionReduceSeats, "refused on 2025-10-01 by change.seats-down (2024-09-20 through 2025-09-30): renew late by a partner's quote that carries the change"},
		{"2025-11-14", lifecycle.ActionSwitchAutoRenew, "allowed on 2025-11-14 by renewal.auto-toggle (2024-09-20 through 2025-11-14): self-service"},
		{"2025-11-15", lifecycle.ActionSwitchAutoRenew, "refused on 2025-11-15 by renewal.canceled-final (2024-09-20 through 2025-11-14): buy a new subscription"},
		{"2025-10-05", lifecycle.ActionReactivate, "refused on 2025-10-05 by lapse.reactivate (on no day): renew first"},
		{"2025-11-15", lifecycle.ActionReactivate, "refused on 2025-11-15 by renewal.canceled-final (on no day): buy a new subscription"},
	}
	for _, test := range tests {
		if got := s.On(day(test.on)).Actions().Of(test.action).String(); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.action, got, test.want)
		}
	}
}

// lapse.reactivate: by paying, while that alone is enough.
func TestReactivateByPaying(t *testing.T) {
	f := subjects(t)["unpaid"]
	s := subscription(t, europe, f)
	for on, want := range map[string]string{
		"2024-10-31": "refused on 2024-10-31 by lapse.reactivate (2024-11-01 through 2024-12-15)",
		"2024-11-01": "allowed on 2024-11-01 by lapse.reactivate (2024-11-01 through 2024-12-15): self-service",
		"2024-12-15": "allowed on 2024-12-15 by lapse.reactivate (2024-11-01 through 2024-12-15): self-service",
		"2024-12-16": "refused on 2024-12-16 by renewal.canceled-final (2024-11-01 through 2024-12-15): buy a new subscription",
	} {
		d := s.On(day(on)).CanReactivate()
		if d.String() != want {
			t.Errorf("got %s, want %s", d, want)
		}
		if paid := must(t)(s.On(day(on)).Pay("I-1")).On(day(on)).Status().Phase; (paid == lifecycle.Active) != (d.Allowed() || on == "2024-10-31") {
			t.Errorf("paid on %s it is %s", on, paid)
		}
	}
	// Waiting for the window would lose it.
	for name, d := range map[string]policy.Decision{"renew": s.On(day("2024-11-20")).CanRenew(), "product": s.On(day("2024-11-20")).CanSwitchProduct()} {
		if d.Allowed() || !d.Window.IsZero() || d.Remedy != policy.PayOverdue {
			t.Errorf("%s: %v", name, d)
		}
	}
	ended := f
	ended.Terms = bought(t, calendar.Monthly, day("2024-10-01"), day("2024-10-01")).Terms
	if d := subscription(t, europe, ended).On(day("2024-11-05")).CanReactivate(); d.Allowed() || d.Remedy != policy.RenewFirst {
		t.Errorf("got %v", d)
	}
	if d := s.On(day("2024-11-05")).CanAddSeats(); d.Allowed() || d.Remedy != policy.PayOverdue || d.Rule != rule.ChangeSeatsUp {
		t.Errorf("got %v", d)
	}
}

// What is added is bounded by what there can be.
func TestAddSeatsUpToTheMost(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))) // 3 seats
	on := day("2025-01-01")
	if most, err := s.On(on).AddSeats(999_997); err != nil || most.On(on).Seats() != 1_000_000 {
		t.Errorf("%v, %d seats", err, most.On(on).Seats())
	}
	const want = "lifecycle.View.AddSeats: seats 999998: makes 1000001 seats, at most 1000000 are allowed"
	if _, err := s.On(on).AddSeats(999_998); !errors.Is(err, billingrules.ErrRange) || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// change.seats-down: fewer than there are, and never below the minimum.
func TestReduceSeats(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	on := day("2025-01-01")
	for to, want := range map[int]policy.Remedy{-1: policy.KeepMinimumSeats, 0: policy.KeepMinimumSeats, 3: 0, 4: 0} {
		d := s.On(on).CanReduceSeats(to)
		if d.Allowed() || d.Rule != rule.ChangeSeatsDown || d.Remedy != want || !d.Window.IsZero() {
			t.Errorf("to %d: %v", to, d)
		}
		_, err := s.On(on).ReduceSeats(to)
		refusedBy(t, err, rule.ChangeSeatsDown, want)
	}
	for to := 1; to <= 2; to++ {
		if d := s.On(on).CanReduceSeats(to); !d.Allowed() {
			t.Errorf("to %d: %v", to, d)
		}
	}
	// The minimum is no remedy for whoever has it already.
	one := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	one.Seats = 1
	for to, want := range map[int]policy.Remedy{0: policy.KeepMinimumSeats, 1: 0} {
		if d := subscription(t, europe, one).On(on).CanReduceSeats(to); d.Allowed() || d.Remedy != want {
			t.Errorf("one seat to %d: %v", to, d)
		}
	}
}

func TestNothingIsKnownBeforeTheFirstOrder(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20")))
	for next, unknown := range map[calendar.Date]lifecycle.Subscription{day("2024-09-20"): s, {}: {}} {
		d := day("2024-09-19")
		if status := unknown.On(d).Status(); status != (lifecycle.Status{Day: d}) {
			t.Errorf("got %+v", status)
		}
		for action, got := range decisions(unknown, d) {
			if got.Allowed() || !got.Window.IsZero() || got.Edition != unknown.Edition().Fingerprint() {
				t.Errorf("%s: %v", action, got)
			}
		}
		if !unknown.On(d).Renewal().IsZero() || unknown.On(d).AutoRenew() || unknown.On(d).Seats() != 0 || unknown.On(d).Offering() != "" || unknown.On(d).Actions().ValidUntil() != next {
			t.Error("something is known")
		}
	}
	if between := s.On(day("2024-09-20")).Status(); between.Phase != 0 || between.Until != day("2024-10-01") || between.NextPhase != lifecycle.Active || between.Rule != rule.TermLength || !between.Since.IsZero() {
		t.Errorf("got %+v", between)
	}
	var none lifecycle.Subscription
	if !none.IsZero() || s.IsZero() || !none.Edition().IsZero() || len(none.Facts().Terms) != 0 {
		t.Error("IsZero")
	}
	for range final(none).Phases() {
		t.Error("nothing has a phase")
	}
	for range final(s).Phases() {
		break // a caller may stop
	}
	if _, err := none.On(day("2025-01-01")).Pay("I-1"); err == nil {
		t.Error("nothing is paid")
	}
	if _, err := final(none).Timeline(day("2025-01-01"), day("2025-02-01")); err == nil {
		t.Error("nothing happens")
	}
}

// The menu of a day is the decisions of that day, and stays so exactly until Next.
func TestActionsCanBeKeptUntilNext(t *testing.T) {
	for name, f := range subjects(t) {
		s := subscription(t, europe, f)
		first := lastFact(f)
		var texts []string
		for d := first; d.Before(day("2028-03-01")); d = d.AddDays(1) {
			texts = append(texts, said(s, d))
		}
		changes := calendar.Date{} // the first day after the one at hand that says something else
		for i := len(texts) - 2; i >= 0; i-- {
			d := first.AddDays(i)
			if texts[i+1] != texts[i] {
				changes = d.AddDays(1)
			}
			menu := s.On(d).Actions()
			if menu.ValidUntil() != changes {
				t.Fatalf("%s on %s: next is %s, want %s", name, d, menu.ValidUntil(), changes)
			}
			for action, want := range decisions(s, d) {
				if menu.Of(action) != want || menu.Day != d {
					t.Fatalf("%s on %s, %s: %v, want %v", name, d, action, menu.Of(action), want)
				}
			}
		}
	}
}

// propKept: under any edition the menu of a day stays as it is until Next, and is another then.
func propKept(t *rapid.T) {
	s, today := drawn(t)
	end := s.On(today).Actions().ValidUntil()
	if !end.IsZero() && (!end.After(today) || said(s, end) == said(s, today)) {
		t.Fatalf("nothing of %s changes on %s\n%+v", today, end, s.Facts())
	}
	if end.IsZero() {
		end = today.AddDays(800)
	}
	for d := today; d.Before(end); d = d.AddDays(1) {
		if said(s, d) != said(s, today) {
			t.Fatalf("on %s it is\n%s\non %s it was\n%s\n%+v", d, said(s, d), today, said(s, today), s.Facts())
		}
	}
}

func TestMenusAreKept(t *testing.T) { rapid.Check(t, propKept) }

// said is all that is decided on a day, without the day.
func said(s lifecycle.Subscription, d calendar.Date) string {
	text := s.On(d).Status().Phase.String()
	for action, got := range s.On(d).Actions().All() {
		text += fmt.Sprintln(action, got.Allowed(), got.Rule, got.Window, got.Route, got.Remedy)
	}
	return text
}

func TestActionsOfNoAction(t *testing.T) {
	menu := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))).On(day("2025-01-01")).Actions()
	for _, none := range []lifecycle.Action{0, lifecycle.ActionRenewByInvoice + 1, 255} {
		if menu.Of(none) != (policy.Decision{}) {
			t.Errorf("%s: %v", none, menu.Of(none))
		}
	}
	for range menu.All() {
		break // a caller may stop
	}
	text, err := json.Marshal(menu)
	if err != nil || !strings.HasPrefix(string(text), `{"day":"2025-01-01","decisions":{"add-seats":{"allowed":true,"rule":"change.seats-up"`) || !strings.HasSuffix(string(text), `"validUntil":"2025-07-03"}`) {
		t.Errorf("%s, %v", text, err)
	}
}

// change.seats-down and change.pending: fewer than there are, or than are to be at the renewal.
func TestWindowForFewerSeats(t *testing.T) {
	annual := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))) // three seats
	two := must(t)(annual.On(day("2025-02-01")).ReduceSeats(2))
	for _, test := range []struct {
		s    lifecycle.Subscription
		on   string
		to   int
		want string
	}{
		{annual, "2025-03-01", 3, "refused on 2025-03-01 by change.seats-down (on no day)"},
		{annual, "2025-03-01", 2, "allowed on 2025-03-01 by change.seats-down (2024-10-01 through 2025-09-30): self-service"},
		{two, "2025-01-31", 3, "refused on 2025-01-31 by change.seats-down (on no day)"},
		{two, "2025-02-01", 3, "allowed on 2025-02-01 by change.seats-down (2024-10-01 through 2025-09-30): self-service"},
		{two, "2025-02-01", 2, "allowed on 2025-02-01 by change.seats-down (2024-10-01 through 2025-09-30): self-service"},
		{two, "2025-02-01", 1, "allowed on 2025-02-01 by change.seats-down (2024-10-01 through 2025-09-30): self-service"},
		{two, "2025-09-30", 1, "allowed on 2025-09-30 by change.seats-down (2024-10-01 through 2025-09-30): self-service"},
		{two, "2025-10-01", 1, "refused on 2025-10-01 by change.seats-down (2024-10-01 through 2025-09-30): renew late by a partner's quote that carries the change"},
		{two, "2025-03-01", 4, "refused on 2025-03-01 by change.seats-down (on no day)"},
		{two, "2025-03-01", 0, "refused on 2025-03-01 by change.seats-down (on no day): keep the minimum of seats"},
	} {
		if got := test.s.On(day(test.on)).CanReduceSeats(test.to).String(); got != test.want {
			t.Errorf("to %d\ngot  %s\nwant %s", test.to, got, test.want)
		}
	}
}

// coterm.monthly: no day is one on which a monthly subscription, or one that is to be monthly, can be aligned.
func TestMonthlyIsNotAligned(t *testing.T) {
	monthly := subscription(t, europe, bought(t, calendar.Monthly, day("2025-01-31"), day("2025-01-31")))
	annual := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	changed := must(t)(annual.On(day("2025-07-10")).ChangeTerm(calendar.Monthly))
	for _, test := range []struct {
		s    lifecycle.Subscription
		on   string
		rule rule.ID
		want bool
	}{
		{monthly, "2025-02-10", rule.CotermMonthly, false},
		{changed, "2025-07-09", rule.CotermExtendWindow, true},
		{changed, "2025-07-10", rule.CotermMonthly, false},
		{annual, "2025-07-10", rule.CotermExtendWindow, true},
	} {
		if d := test.s.On(day(test.on)).CanExtend(); d.Allowed() != test.want || d.Rule != test.rule || d.Window.IsZero() == test.want {
			t.Errorf("on %s: %v", test.on, d)
		}
	}
	if _, err := monthly.On(day("2025-02-10")).Extend(annual.On(day("2025-02-10"))); !strings.Contains(fmt.Sprint(err), "coterm.monthly") {
		t.Errorf("it is aligned all the same: %v", err)
	}
}
