package coterm_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// told writes purchases as "fact event term ordered", and what else there is of each.
func told(list []coterm.RecordedPurchase) []string {
	var all []string
	for _, p := range list {
		text := fmt.Sprint(p.Fact, " ", p.Of.Event, " ", p.Of.Term, " ", p.Of.Ordered)
		if !p.Of.Renewal.IsZero() {
			text += fmt.Sprint(" renews on ", p.Of.Renewal)
		}
		if p.Of.Renews != 0 {
			text += fmt.Sprint(" the ", p.Of.Renews, " one")
		}
		if p.What.Seats > 0 {
			text += fmt.Sprint(" seats ", p.What.Seats)
		}
		if !p.Returned.IsZero() {
			text += fmt.Sprint(" returned ", p.Returned)
		}
		all = append(all, text)
	}
	return all
}

// life is a subscription to which things were done, each on a day.
func life(t *testing.T, acts ...func(lifecycle.View) (lifecycle.Subscription, error)) func(days ...string) []string {
	t.Helper()
	return func(days ...string) []string {
		s := bought(calendar.Annual, "2024-10-01")
		for i, act := range acts {
			s = must(act(s.On(date(days[i]))))
		}
		return told(coterm.Purchases(s, policy.Online))
	}
}

type view = lifecycle.View

func TestPurchases(t *testing.T) {
	type sub = lifecycle.Subscription
	add := func(n int) func(view) (sub, error) { return func(v view) (sub, error) { return v.AddSeats(n) } }
	renew := func(c lifecycle.RenewalChanges) func(view) (sub, error) {
		return func(v view) (sub, error) { return v.Renew(c) }
	}
	back := func(what lifecycle.ReturnedPurchase) func(view) (sub, error) {
		return func(v view) (sub, error) { return v.Return(what) }
	}
	threeYears := lifecycle.RenewalChanges{Length: calendar.ThreeYear, Seats: 5}
	extend := func(v view) (sub, error) { return v.Extend(renewingOn("2026-02-01", v.Day())) }
	seats := func(n int) lifecycle.ReturnedPurchase {
		return lifecycle.ReturnedPurchase{Added: date("2025-01-10"), Seats: n}
	}
	term := lifecycle.ReturnedPurchase{Term: date("2025-10-01")}
	const first = "terms[0] purchase annual 2024-10-01"
	for _, tt := range []struct {
		name string
		got  []string
		want []string
	}{
		{"bought", life(t)(), []string{first}},
		{
			"renewed, early and for longer", life(t, renew(threeYears))("2025-08-01"),
			[]string{first, "terms[1] renewal three-year 2025-08-01 renews on 2025-10-01 the annual one"},
		},
		{
			"extended", life(t, extend)("2025-09-01"),
			[]string{first, "terms[1] alignment annual 2025-09-01"},
		},
		{
			"seats, twice on a day, some returned", life(t, add(2), add(1), back(seats(2)))(
				"2025-01-10", "2025-01-10", "2025-01-20"),
			[]string{first, "changes[0] seats annual 2025-01-10 seats 1"},
		},
		{
			"seats, all returned", life(t, add(2), back(seats(1)), back(seats(1)))(
				"2025-01-10", "2025-01-11", "2025-01-12"),
			[]string{first, "changes[0] seats annual 2025-01-10 seats 1 returned 2025-01-12"},
		},
		{
			"renewed, returned and renewed again",
			life(t, renew(threeYears), back(term), renew(lifecycle.RenewalChanges{}))(
				"2025-08-01", "2025-08-02", "2025-08-03"),
			[]string{
				first,
				"terms[1] renewal three-year 2025-08-01 renews on 2025-10-01 the annual one returned 2025-08-02",
				"terms[2] renewal annual 2025-08-03 renews on 2025-10-01",
			},
		},
		{
			"seats before a renewal", life(t, add(2), renew(lifecycle.RenewalChanges{}))("2025-01-10", "2025-08-01"),
			[]string{
				first, "changes[0] seats annual 2025-01-10 seats 2",
				"terms[1] renewal annual 2025-08-01 renews on 2025-10-01",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !slices.Equal(tt.got, tt.want) {
				t.Errorf("%q", tt.got)
			}
		})
	}
	if list := coterm.Purchases(lifecycle.Subscription{}, policy.Online); len(list) > 0 {
		t.Errorf("zero Subscription: %v", list)
	}
}

// What is listed is what Return takes, and is returned as the same purchase.
func TestPurchases_CanBeReturned(t *testing.T) {
	s := bought(calendar.Annual, "2024-10-01")
	s = must(s.On(date("2025-08-10")).AddSeats(2))
	s = must(s.On(date("2025-08-11")).Renew(lifecycle.RenewalChanges{Length: calendar.ThreeYear}))
	for _, p := range coterm.Purchases(s, policy.Quote)[1:] {
		t.Run(p.Fact, func(t *testing.T) {
			request := coterm.ReturnRequest{What: p.What, Channel: policy.Quote}
			credit, err := coterm.Return(s.On(date("2025-08-12")), request)
			if err != nil {
				t.Fatal(err)
			}
			of := credit.Of
			if of.Event != p.Of.Event || of.Term != p.Of.Term || of.Ordered != p.Of.Ordered || of.Kind != p.Of.Kind ||
				of.Renewal != p.Of.Renewal || of.Renews != p.Of.Renews || of.Channel != p.Of.Channel {
				t.Errorf("%+v is returned as %+v", p.Of, of)
			}
			for _, after := range coterm.Purchases(bind(credit.Next), policy.Quote) {
				if after.Fact == p.Fact && after.Returned != date("2025-08-12") {
					t.Errorf("%+v", after)
				}
			}
		})
	}
}

func TestRecordedPurchase_JSON(t *testing.T) {
	var read coterm.RecordedPurchase
	list := coterm.Purchases(bought(calendar.Annual, "2024-10-01"), policy.Online)
	err := read.UnmarshalJSON(must(json.Marshal(list[0])))
	if err != nil || read.Of.Event != refund.Bought || read.Fact != "terms[0]" {
		t.Errorf("%+v, %v", read, err)
	}
	if err := read.UnmarshalJSON([]byte(`{"facts":"terms[0]"}`)); fields(err) != "facts" {
		t.Error(err)
	}
}

// A customer who added seats and renewed early asks what can still be returned.
func ExamplePurchases() {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-08-01")
	sub, err := v.AddSeats(2)
	if err == nil {
		sub, err = sub.On(calendar.MustParseDate("2025-08-20")).Renew(lifecycle.RenewalChanges{})
	}
	if err != nil {
		panic(err)
	}
	day := calendar.MustParseDate("2025-09-10")
	for _, p := range coterm.Purchases(sub, policy.Online) {
		r, err := refund.Check(sub.Edition(), p.Of, day)
		if err != nil {
			panic(err)
		}
		fmt.Println(p.Of.Event, p.Of.Ordered, r.Decision.Allowed(), r.Deadline)
	}
	// Output:
	// purchase 2024-10-01 false 2024-10-31
	// seats 2025-08-01 false 2025-08-31
	// renewal 2025-08-20 true 2025-10-31
}
