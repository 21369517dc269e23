package lifecycle_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// autocad is a subscription for three seats, bought for a year on 1 October 2024; auto-renew was switched off in January.
func autocad() lifecycle.Subscription {
	s, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: day("2024-10-01"), Seats: 3,
		Terms:   []lifecycle.BoughtTerm{{Ordered: day("2024-10-01"), Start: day("2024-10-01"), End: day("2025-10-01"), Length: calendar.Annual}},
		Changes: []lifecycle.Change{{What: lifecycle.AutoRenewSwitched, Asked: day("2025-01-15"), Effective: day("2025-01-15"), AutoRenew: false}},
	})
	if err != nil {
		panic(err)
	}
	return s
}

// instalments is a three-year subscription whose second instalment is unpaid.
func instalments() lifecycle.Subscription {
	s, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AEC Collection", Anchor: day("2024-10-01"), Seats: 10,
		Terms: []lifecycle.BoughtTerm{{Ordered: day("2024-10-01"), Start: day("2024-10-01"), End: day("2027-10-01"), Length: calendar.ThreeYear}},
		Invoices: []lifecycle.BilledInvoice{
			{Number: "2024-118", Issued: day("2024-10-01"), Due: day("2024-10-31"), Paid: day("2024-10-28"), NetTerms: true},
			{Number: "2025-133", Issued: day("2025-10-01"), Due: day("2025-10-31"), NetTerms: true},
		},
	})
	if err != nil {
		panic(err)
	}
	return s
}

// A support desk's question: what has become of this subscription, and what can its owner do?
func Example() {
	s := autocad()
	for _, on := range []string{"2025-09-30", "2025-10-20", "2025-11-15"} {
		v := s.On(day(on))
		fmt.Println(on, v.Status())
		fmt.Println("  may use it:", v.Can(lifecycle.ProductAccess))
		fmt.Println("  may renew:", v.CanRenew())
	}
	// Output:
	// 2025-09-30 active since 2024-10-01, expired from 2025-10-01 on (lapse.start)
	//   may use it: true
	//   may renew: allowed on 2025-09-30 by renewal.window (2025-07-03 through 2025-11-14)
	// 2025-10-20 suspended since 2025-10-16, canceled from 2025-11-15 on (lapse.suspended-days)
	//   may use it: false
	//   may renew: allowed on 2025-10-20 by renewal.late (2025-07-03 through 2025-11-14)
	// 2025-11-15 canceled since 2025-11-15 (lapse.canceled)
	//   may use it: false
	//   may renew: refused on 2025-11-15 by renewal.canceled-final (2025-07-03 through 2025-11-14): buy a new subscription
}

func ExampleNew() {
	_, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: day("2024-10-01"),
		Terms: []lifecycle.BoughtTerm{{Ordered: day("2024-10-01"), Start: day("2024-10-01"), End: day("2025-09-30"), Length: calendar.Annual}},
	})
	fmt.Println(err)
	// Output:
	// lifecycle.New: seats 0: must be from 1 to 1000000
	// lifecycle.New: terms[0].end 2025-09-30: is not the end of the annual term, 2025-10-01
}

func ExampleSubscription_On() {
	status := instalments().On(day("2025-11-20")).Status()
	fmt.Println(status.Phase, "since", status.Since, "and", status.NextPhase, "from", status.Until, "on")
	fmt.Println("ended:", status.Ended, "overdue:", status.Overdue, "renews:", status.Renewal)
	// Output:
	// suspended since 2025-11-16 and canceled from 2025-12-16 on
	// ended: false overdue: true renews: 2027-10-01
}

func ExampleView_Phases() {
	for days, phase := range autocad().On(day("2025-05-12")).Phases() {
		fmt.Println(days, phase)
	}
	// Output:
	// 2024-10-01/2025-10-01 active
	// 2025-10-01/2025-10-16 expired
	// 2025-10-16/2025-11-15 suspended
	// 2025-11-15/.. canceled
}

func ExampleView_Renewal() {
	fmt.Println(autocad().On(day("2025-05-12")).Renewal())
	// Output: 2025-10-01
}

func ExampleView_AutoRenew() {
	fmt.Println(autocad().On(day("2025-01-14")).AutoRenew(), autocad().On(day("2025-01-15")).AutoRenew())
	// Output: true false
}

func ExampleView_Seats() {
	fmt.Println(autocad().On(day("2025-05-12")).Seats())
	// Output: 3
}

func ExampleView_Offering() {
	fmt.Println(autocad().On(day("2025-05-12")).Offering())
	// Output: AutoCAD
}

func ExampleSubscription_Facts() {
	text, err := json.Marshal(autocad().Facts().Terms)
	fmt.Println(string(text), err)
	// Output: [{"ordered":"2024-10-01","start":"2024-10-01","end":"2025-10-01","length":"annual"}] <nil>
}

// A payment under a wrong name would be no payment.
func ExampleFacts_UnmarshalJSON() {
	var f lifecycle.Facts
	fmt.Println(json.Unmarshal([]byte(`{"invoices": [{"number": "2025-077", "paidOn": "2025-04-18"}]}`), &f))
	// Output: lifecycle.Facts.UnmarshalJSON: invoices[0].paidOn "2025-04-18": is not a known key
}

func ExampleSubscription_MarshalJSON() {
	text, err := json.Marshal(autocad())
	fmt.Printf("%.88s… %v\n", text, err)
	// Output: {"kind":"subscription","offering":"AutoCAD","anchor":"2024-10-01","seats":3,"terms":[{"o… <nil>
}

// What was stored is read as facts, and bound to the edition that was stored beside them.
func ExampleNew_stored() {
	stored, err := json.Marshal(autocad())
	var facts lifecycle.Facts
	fmt.Println(err, json.Unmarshal(stored, &facts))
	s, err := lifecycle.New(policy.Europe2024(), facts)
	fmt.Println(s.On(day("2025-05-12")).Renewal(), err)
	// Output:
	// <nil> <nil>
	// 2025-10-01 <nil>
}

func ExampleSubscription_Edition() {
	fmt.Println(autocad().Edition().Name())
	// Output: Europe2024
}

func ExampleSubscription_IsZero() {
	fmt.Println(lifecycle.Subscription{}.IsZero(), autocad().IsZero())
	// Output: true false
}

func ExampleView_CanRenew() {
	fmt.Println(autocad().On(day("2025-07-02")).CanRenew())
	fmt.Println(autocad().On(day("2025-07-03")).CanRenew())
	// Output:
	// refused on 2025-07-02 by renewal.window (2025-07-03 through 2025-11-14): wait for the window to open
	// allowed on 2025-07-03 by renewal.window (2025-07-03 through 2025-11-14)
}

func ExampleView_CanSwitchProduct() {
	fmt.Println(autocad().On(day("2025-08-01")).CanSwitchProduct())
	// Output: allowed on 2025-08-01 by change.product-switch (2025-07-03 through 2025-09-30)
}

func ExampleView_CanChangeTerm() {
	fmt.Println(autocad().On(day("2025-02-01")).CanChangeTerm())
	// Output: allowed on 2025-02-01 by change.term (2024-10-01 through 2025-09-30): self-service
}

func ExampleView_CanAddSeats() {
	fmt.Println(instalments().On(day("2025-11-05")).CanAddSeats())
	// Output: refused on 2025-11-05 by change.seats-up (2024-10-01 through 2025-10-31): pay what is overdue
}

func ExampleView_CanReduceSeats() {
	fmt.Println(autocad().On(day("2025-02-01")).CanReduceSeats(2))
	fmt.Println(autocad().On(day("2025-02-01")).CanReduceSeats(0))
	// Output:
	// allowed on 2025-02-01 by change.seats-down (2024-10-01 through 2025-09-30): self-service
	// refused on 2025-02-01 by change.seats-down (on no day): keep the minimum of seats
}

func ExampleView_CanSwitchAutoRenew() {
	fmt.Println(autocad().On(day("2025-11-14")).CanSwitchAutoRenew())
	// Output: allowed on 2025-11-14 by renewal.auto-toggle (2024-10-01 through 2025-11-14): self-service
}

func ExampleView_CanConvertTrial() {
	trial, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Trial, Offering: "Maya", Anchor: day("2025-05-01"), Seats: 1,
		Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-05-01"), Start: day("2025-05-01"), End: day("2025-05-31")}},
	})
	fmt.Println(trial.On(day("2025-05-12")).CanConvertTrial(), err)
	// Output: allowed on 2025-05-12 by trial.convert (from 2025-05-01 on): self-service <nil>
}

func ExampleView_CanReactivate() {
	fmt.Println(instalments().On(day("2025-11-20")).CanReactivate())
	// Output: allowed on 2025-11-20 by lapse.reactivate (2025-11-01 through 2025-12-15): self-service
}

// A portal draws its buttons from one call, and need not ask again until something changes.
func ExampleView_Actions() {
	menu := autocad().On(day("2025-05-12")).Actions()
	for action, d := range menu.All() {
		if d.Allowed() {
			fmt.Println(action, "until", d.Window.LastDay())
		}
	}
	fmt.Println("ask again on", menu.ValidUntil())
	// Output:
	// change-term until 2025-09-30
	// add-seats until 2025-09-30
	// reduce-seats until 2025-09-30
	// switch-auto-renew until 2025-11-14
	// ask again on 2025-07-03
}

func ExampleActions_Of() {
	fmt.Println(autocad().On(day("2025-08-01")).Actions().Of(lifecycle.ActionRenew))
	// Output: allowed on 2025-08-01 by renewal.window (2025-07-03 through 2025-11-14)
}

func ExampleActions_All() {
	for action := range autocad().On(day("2025-05-12")).Actions().All() {
		fmt.Print(action, " ")
	}
	// Output: renew switch-product change-term add-seats reduce-seats switch-auto-renew convert-trial reactivate extend renew-by-invoice
}

func ExampleActions_ValidUntil() {
	fmt.Println(autocad().On(day("2025-10-20")).Actions().ValidUntil())
	// Output: 2025-11-15
}

func ExampleActions_MarshalJSON() {
	text, err := json.Marshal(autocad().On(day("2025-05-12")).Actions())
	fmt.Printf("%.110s… %v\n", text, err)
	// Output: {"day":"2025-05-12","decisions":{"add-seats":{"allowed":true,"rule":"change.seats-up","asked":"2025-05-12","wi… <nil>
}

// Renewed early, the next term starts on the old renewal date all the same.
func ExampleView_Renew() {
	renewed, err := autocad().On(day("2025-08-01")).Renew(lifecycle.RenewalChanges{})
	fmt.Println(renewed.On(day("2025-08-01")).Renewal(), err)
	_, err = autocad().On(day("2025-05-12")).Renew(lifecycle.RenewalChanges{})
	var refusal *policy.Refusal
	fmt.Println(errors.As(err, &refusal), err)
	// Output:
	// 2026-10-01 <nil>
	// true refused on 2025-05-12 by renewal.window (2025-07-03 through 2025-11-14): wait for the window to open
}

// Paying in Suspended restores Active from that day, and leaves the renewal date where it is.
func ExampleView_Pay() {
	paid, err := instalments().On(day("2025-12-15")).Pay("2025-133")
	fmt.Println(paid.On(day("2025-12-14")).Status().Phase, paid.On(day("2025-12-15")).Status().Phase, paid.On(day("2025-12-15")).Renewal(), err)
	// Output: suspended active 2027-10-01 <nil>
}

func ExampleView_ChangeTerm() {
	changed, err := autocad().On(day("2025-05-12")).ChangeTerm(calendar.ThreeYear)
	if err != nil {
		fmt.Println(err)
		return
	}
	renewed, err := changed.On(day("2025-09-15")).Renew(lifecycle.RenewalChanges{})
	fmt.Println(renewed.On(day("2025-09-15")).Renewal(), err)
	// Output: 2028-10-01 <nil>
}

func ExampleView_SwitchProduct() {
	switched, err := autocad().On(day("2025-08-01")).SwitchProduct("AutoCAD LT")
	if err == nil {
		switched, err = switched.On(day("2025-08-01")).Renew(lifecycle.RenewalChanges{})
	}
	fmt.Println(switched.On(day("2025-09-30")).Offering(), "then", switched.On(day("2025-10-01")).Offering(), err)
	// Output: AutoCAD then AutoCAD LT <nil>
}

func ExampleView_ReduceSeats() {
	reduced, err := autocad().On(day("2025-05-12")).ReduceSeats(2)
	if err == nil {
		reduced, err = reduced.On(day("2025-08-01")).Renew(lifecycle.RenewalChanges{})
	}
	fmt.Println(reduced.On(day("2025-09-30")).Seats(), "then", reduced.On(day("2025-10-01")).Seats(), err)
	// Output: 3 then 2 <nil>
}

func ExampleView_SetAutoRenew() {
	on, err := autocad().On(day("2025-05-12")).SetAutoRenew(true)
	fmt.Println(on.On(day("2025-05-12")).AutoRenew(), err)
	// Output: true <nil>
}

func ExampleView_Timeline() {
	events, err := instalments().On(day("2025-10-01")).Timeline(day("2025-05-12"), day("2026-01-01"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for e := range events {
		fmt.Println(e)
	}
	// Output:
	// 2025-10-01 anniversary (invoice.annual-instalments)
	// 2025-11-01 phase-starts expired (lapse.expired-days)
	// 2025-11-16 phase-starts suspended (lapse.suspended-days)
	// 2025-12-16 phase-starts canceled (lapse.canceled)
}

func ExampleEvent_String() {
	fmt.Println(lifecycle.Event{Day: day("2025-10-01"), What: lifecycle.TermStarts, Rule: rule.TermLength, Projected: true})
	// Output: 2025-10-01 term-starts (term.length), projected
}

func ExampleView_Can() {
	expired := autocad().On(day("2025-10-05"))
	fmt.Println(expired.Can(lifecycle.ProductAccess), expired.Can(lifecycle.Reporting))
	// Output: true false
}

func ExampleView_Access() {
	suspended := autocad().On(day("2025-10-20"))
	fmt.Println(suspended.Access(lifecycle.UserManagement))
	// Output: assignments-kept
}

func ExampleView_ValidUntil() {
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(autocad().On(day("2025-10-05")).ValidUntil(brussels))
	// Output: 2025-10-16 00:00:00 +0200 CEST true
}

func ExampleStatus_String() {
	fmt.Println(autocad().On(day("2025-10-05")).Status())
	// Output: expired since 2025-10-01, suspended from 2025-10-16 on (lapse.expired-days)
}

func ExamplePhase_Access() {
	fmt.Println(lifecycle.Expired.Access(lifecycle.Downloads))
	// Output: upgrades-not-allowed
}

func ExampleAccess_Allows() {
	fmt.Println(lifecycle.Full.Allows(), lifecycle.UpgradesNotAllowed.Allows(), lifecycle.SelfHelp.Allows())
	// Output: true true false
}

func ExamplePhase() {
	fmt.Println(lifecycle.Active, lifecycle.Expired, lifecycle.Suspended, lifecycle.Canceled, lifecycle.Phase(0))
	// Output: active expired suspended canceled not started
}

func ExampleCapability() {
	var c lifecycle.Capability
	fmt.Println(c.UnmarshalText([]byte("downloads")), c)
	// Output: <nil> downloads
}

func ExampleAccess() {
	fmt.Println(lifecycle.AssignmentsKept, lifecycle.AssignmentsRemoved)
	// Output: assignments-kept assignments-removed
}

func ExampleAction() {
	var a lifecycle.Action
	fmt.Println(a.UnmarshalText([]byte("renew")), a == lifecycle.ActionRenew)
	// Output: <nil> true
}

func ExampleChangeKind() {
	fmt.Println(lifecycle.SeatsChanged, lifecycle.ProductSwitched, lifecycle.TermChanged, lifecycle.AutoRenewSwitched)
	// Output: seats product term auto-renew
}

func ExampleEventKind() {
	fmt.Println(lifecycle.TermStarts, lifecycle.LastDay)
	// Output: term-starts last-day
}

func ExampleSubscription_Kind() {
	fmt.Println(autocad().Kind())
	// Output: subscription
}

func ExampleView_NextTerm() {
	s, err := autocad().On(day("2025-08-01")).ReduceSeats(2)
	next := s.On(day("2025-08-01")).NextTerm()
	fmt.Println(next.Start, next.Length, next.Seats, next.Offering, err)
	// Output: 2025-10-01 annual 2 AutoCAD <nil>
}

func ExampleView_Stretch() {
	service := instalments().On(day("2026-03-15")).Stretch()
	for year := range service.All() {
		fmt.Println(year)
	}
	// Output:
	// 2024-10-01/2025-10-01
	// 2025-10-01/2026-10-01
	// 2026-10-01/2027-10-01
}

func ExampleView_UnderEdition() {
	fmt.Println(autocad().On(day("2024-09-30")).UnderEdition(), autocad().On(day("2024-10-01")).UnderEdition())
	// Output: false true
}

func ExampleView_CanExtend() {
	fmt.Println(autocad().On(day("2025-07-02")).CanExtend())
	fmt.Println(autocad().On(day("2025-07-03")).CanExtend())
	// Output:
	// refused on 2025-07-02 by coterm.extend-window (2025-07-03 through 2025-09-30): wait for the window to open
	// allowed on 2025-07-03 by coterm.extend-window (2025-07-03 through 2025-09-30): partner
}

// The price and the limits of an extension are those of package coterm, whose Extend calls this.
func ExampleView_Extend() {
	inMarch, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: "Revit", Anchor: day("2025-03-01"), Seats: 2,
		Terms: []lifecycle.BoughtTerm{
			{Ordered: day("2025-03-01"), Start: day("2025-03-01"), End: day("2026-03-01"), Length: calendar.Annual},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := autocad().On(day("2025-07-03")).Extend(inMarch.On(day("2025-07-03")))
	fmt.Println(s.On(day("2025-07-02")).Renewal(), s.On(day("2025-07-03")).Renewal(), err)
	// Output: 2025-10-01 2026-03-01 <nil>
}

func ExampleView_AddSeats() {
	s, err := autocad().On(day("2025-06-01")).AddSeats(2)
	fmt.Println(s.On(day("2025-05-31")).Seats(), s.On(day("2025-06-01")).Seats(), err)
	// Output: 3 5 <nil>
}
