package lifecycle_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// unpaidSince is the annual subscription of 2025-01-10 with an unpaid invoice that was due on a given day.
func unpaidSince(t *testing.T, due string) lifecycle.Subscription {
	t.Helper()
	f := annual(t, "2025-01-10").Facts()
	return subscription(t, europe, f.Bill(
		lifecycle.BilledInvoice{Number: "2025-077", Issued: day("2025-01-10"), Due: day(due), NetTerms: true}))
}

type sub = lifecycle.Subscription

// doing is an act on the day of a view, and a call of the method for the same action.
type doing struct {
	name string
	v    lifecycle.View
	act  lifecycle.Act
	want func() (sub, error)
}

// does checks that each act has the same result as the method of its action.
func does(t *testing.T, list []doing) {
	t.Helper()
	for _, tt := range list {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.v.Do(tt.act)
			want, wanted := tt.want()
			if fmt.Sprint(err) != fmt.Sprint(wanted) || !reflect.DeepEqual(got.Facts(), want.Facts()) {
				t.Errorf("%v, want %v\n%+v\n%+v", err, wanted, got.Facts(), want.Facts())
			}
		})
	}
}

// Renewals, extensions, conversions and payments: an act does the same as the method of its action.
func TestView_Do(t *testing.T) {
	within := annual(t, "2025-01-10").On(day("2025-12-01"))
	host := annual(t, "2025-03-03").Facts()
	carried := lifecycle.RenewalChanges{Seats: 5, Length: calendar.ThreeYear, Offering: "Revit"}
	tried := subscription(t, europe, trial()).On(day("2025-01-10"))
	late := unpaidSince(t, "2025-02-10").On(day("2025-02-12"))
	does(t, []doing{
		{
			"renew", within,
			lifecycle.Act{Do: lifecycle.ActionRenew, Seats: 5, Length: calendar.ThreeYear, Offering: "Revit"},
			func() (sub, error) { return within.Renew(carried) },
		},
		{
			"renew by invoice", within,
			lifecycle.Act{Do: lifecycle.ActionRenewByInvoice, Payer: lifecycle.PayerOnFile},
			func() (sub, error) { return within.Renew(lifecycle.RenewalChanges{}) },
		},
		{
			"renew by invoice, without a payer", within,
			lifecycle.Act{Do: lifecycle.ActionRenewByInvoice, Payer: lifecycle.NoPayer},
			func() (sub, error) {
				return sub{}, within.CanRenewByInvoice(lifecycle.NoPayer, lifecycle.RenewalChanges{}).Err()
			},
		},
		{
			"extend", within,
			lifecycle.Act{Do: lifecycle.ActionExtend, Target: &host},
			func() (sub, error) { return within.Extend(subscription(t, europe, host).On(within.Day())) },
		},
		{
			"convert a trial", tried,
			lifecycle.Act{Do: lifecycle.ActionConvertTrial, Length: calendar.Annual, Seats: 2},
			func() (sub, error) { return tried.ConvertTrial(calendar.Annual, 2) },
		},
		{
			"pay", late,
			lifecycle.Act{Do: lifecycle.ActionReactivate, Invoices: []string{"2025-077"}},
			func() (sub, error) { return late.Pay("2025-077") },
		},
	})
}

// The same for added seats, and for changes that take effect on the renewal date.
func TestView_Do_Changes(t *testing.T) {
	within := annual(t, "2025-01-10").On(day("2025-12-01"))
	does(t, []doing{
		{
			"switch product", within,
			lifecycle.Act{Do: lifecycle.ActionSwitchProduct, Offering: "Revit"},
			func() (sub, error) { return within.SwitchProduct("Revit") },
		},
		{
			"change term", within,
			lifecycle.Act{Do: lifecycle.ActionChangeTerm, Length: calendar.ThreeYear},
			func() (sub, error) { return within.ChangeTerm(calendar.ThreeYear) },
		},
		{
			"add seats", within,
			lifecycle.Act{Do: lifecycle.ActionAddSeats, Seats: 2},
			func() (sub, error) { return within.AddSeats(2) },
		},
		{
			"reduce seats", within,
			lifecycle.Act{Do: lifecycle.ActionReduceSeats, Seats: 2},
			func() (sub, error) { return within.ReduceSeats(2) },
		},
		{
			"switch auto-renew", within,
			lifecycle.Act{Do: lifecycle.ActionSwitchAutoRenew},
			func() (sub, error) { return within.SetAutoRenew(false) },
		},
	})
}

func TestView_Do_Refuses(t *testing.T) {
	v := annual(t, "2025-01-10").On(day("2025-12-01"))
	host := annual(t, "2025-03-03").Facts()
	host.Seats = 0
	for _, tt := range []struct {
		name, field string
		act         lifecycle.Act
	}{
		{"no act", "do", lifecycle.Act{}},
		{"an unknown action", "do", lifecycle.Act{Do: 77}},
		{"bad facts of the target", "target.seats", lifecycle.Act{Do: lifecycle.ActionExtend, Target: &host}},
		{"no target", "target", lifecycle.Act{Do: lifecycle.ActionExtend}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := v.Do(tt.act)
			var bad *billingrules.InputError
			if !errors.As(err, &bad) || bad.Field != tt.field {
				t.Error(err)
			}
		})
	}
	var no *policy.Refusal
	_, err := v.Do(lifecycle.Act{Do: lifecycle.ActionConvertTrial, Length: calendar.Annual, Seats: 1})
	if !errors.As(err, &no) || no.Decision.Rule != rule.TrialConvert {
		t.Error(err)
	}
}

func TestView_ListTerm(t *testing.T) {
	v := annual(t, "2025-01-10").On(day("2025-12-01"))
	pending, err := v.ChangeTerm(calendar.ThreeYear)
	if err != nil {
		t.Fatal(err)
	}
	v = must(t)(pending.On(v.Day()).SwitchProduct("Maya")).On(v.Day())
	for _, tt := range []struct {
		name     string
		act      lifecycle.Act
		length   calendar.Term
		offering string
	}{
		{"added seats", lifecycle.Act{Do: lifecycle.ActionAddSeats, Seats: 2}, calendar.Annual, "AutoCAD"},
		{"an extension", lifecycle.Act{Do: lifecycle.ActionExtend}, calendar.ThreeYear, "Maya"},
		{"a renewal", lifecycle.Act{Do: lifecycle.ActionRenew}, calendar.ThreeYear, "Maya"},
		{
			"a renewal with changes",
			lifecycle.Act{Do: lifecycle.ActionRenewByInvoice, Length: calendar.Monthly, Offering: "Revit"},
			calendar.Monthly, "Revit",
		},
		{
			"a conversion",
			lifecycle.Act{Do: lifecycle.ActionConvertTrial, Length: calendar.Monthly},
			calendar.Monthly, "AutoCAD",
		},
		{"what buys nothing", lifecycle.Act{Do: lifecycle.ActionReduceSeats, Seats: 1}, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if length, offering := v.ListTerm(tt.act); length != tt.length || offering != tt.offering {
				t.Errorf("%s, %q", length, offering)
			}
		})
	}
}

func TestAct_JSON(t *testing.T) {
	const text = `{"do":"renew","seats":4,"length":"annual","offering":"Revit"}`
	var a lifecycle.Act
	if err := a.UnmarshalJSON([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if written, err := json.Marshal(a); err != nil || string(written) != text {
		t.Errorf("%s, %v", written, err)
	}
	if err := a.UnmarshalJSON([]byte(`{"do":"renew","seat":4}`)); err == nil || !strings.Contains(err.Error(), "seat") {
		t.Error(err)
	}
}

// When the facts are rebuilt, what was recorded is done again, act by act.
func ExampleView_Do() {
	recorded := []struct {
		on  string
		act lifecycle.Act
	}{
		{"2025-06-02", lifecycle.Act{Do: lifecycle.ActionAddSeats, Seats: 2}},
		{"2025-11-20", lifecycle.Act{Do: lifecycle.ActionReduceSeats, Seats: 3}},
		{"2025-12-01", lifecycle.Act{Do: lifecycle.ActionRenew}},
	}
	s := revit()
	for _, e := range recorded {
		var err error
		if s, err = s.On(day(e.on)).Do(e.act); err != nil {
			panic(err)
		}
	}
	fmt.Println(s.On(day("2025-12-01")).Seats(), "seats, and", s.On(day("2026-01-15")).Seats(), "after the renewal")
	// Output: 4 seats, and 3 after the renewal
}

// An act as it is stored.
func ExampleAct() {
	text, err := json.Marshal(lifecycle.Act{Do: lifecycle.ActionAddSeats, Seats: 2})
	fmt.Println(string(text), err)
	// Output: {"do":"add-seats","seats":2} <nil>
}

// The act says what a renewal carries.
func ExampleAct_Changes() {
	a := lifecycle.Act{Do: lifecycle.ActionRenew, Seats: 4, Length: calendar.ThreeYear}
	next := revit().On(day("2025-12-01")).RenewalTerm(a.Changes())
	fmt.Println(next.Seats, next.Length)
	// Output: 4 three-year
}

func ExampleAct_TargetOf() {
	host := autocad().Facts()
	a := lifecycle.Act{Do: lifecycle.ActionExtend, Target: &host}
	to, err := a.TargetOf(revit().On(day("2025-06-02")))
	fmt.Println(to.Renewal(), err)
	// Output: 2025-10-01 <nil>
}

// Which list price is needed for a renewal that turns an annual subscription into a three-year one?
func ExampleView_ListTerm() {
	fmt.Println(revit().On(day("2025-12-01")).ListTerm(lifecycle.Act{
		Do: lifecycle.ActionRenew, Length: calendar.ThreeYear,
	}))
	// Output: three-year Revit
}

// lapse.reactivate: what the menu refuses cannot be done as a reactivation. The invoice can be paid all the same.
func TestView_Do_ReactivateRefused(t *testing.T) {
	s := unpaidSince(t, "2025-02-10")
	reactivate := lifecycle.Act{Do: lifecycle.ActionReactivate, Invoices: []string{"2025-077"}}
	for on, want := range map[string]struct {
		id     rule.ID
		remedy policy.Remedy
	}{
		"2025-02-10": {id: rule.LapseReactivate}, // Active: nothing is overdue
		"2025-03-28": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
	} {
		t.Run("on "+on, func(t *testing.T) {
			v := s.On(day(on))
			_, err := v.Do(reactivate)
			refusedBy(t, err, want.id, want.remedy)
			if d := v.Decide(lifecycle.ActionReactivate); d.Rule != want.id || d.Remedy != want.remedy {
				t.Errorf("in the menu %s", d)
			}
			if _, err := v.Pay("2025-077"); err != nil {
				t.Errorf("paid: %v", err)
			}
		})
	}
	if _, err := s.On(day("2025-02-11")).Do(reactivate); err != nil {
		t.Errorf("on the first day of the lapse: %v", err)
	}
	if _, err := (lifecycle.View{}).Do(reactivate); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("of nothing: %v", err)
	}
}
