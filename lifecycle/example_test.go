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
		status := s.On(day(on))
		fmt.Println(on, status)
		fmt.Println("  may use it:", status.Can(lifecycle.ProductAccess))
		fmt.Println("  may renew:", s.CanRenew(day(on)))
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
	status := instalments().On(day("2025-11-20"))
	fmt.Println(status.Phase, "since", status.Since, "and", status.NextPhase, "from", status.Until, "on")
	fmt.Println("ended:", status.Ended, "overdue:", status.Overdue, "renews:", status.Renewal)
	// Output:
	// suspended since 2025-11-16 and canceled from 2025-12-16 on
	// ended: false overdue: true renews: 2027-10-01
}

func ExampleSubscription_Phases() {
	for days, phase := range autocad().Phases() {
		fmt.Println(days, phase)
	}
	// Output:
	// 2024-10-01/2025-10-01 active
	// 2025-10-01/2025-10-16 expired
	// 2025-10-16/2025-11-15 suspended
	// 2025-11-15/.. canceled
}

func ExampleSubscription_Renewal() {
	fmt.Println(autocad().Renewal(day("2025-05-12")))
	// Output: 2025-10-01
}

func ExampleSubscription_AutoRenew() {
	fmt.Println(autocad().AutoRenew(day("2025-01-14")), autocad().AutoRenew(day("2025-01-15")))
	// Output: true false
}

func ExampleSubscription_Seats() {
	fmt.Println(autocad().Seats(day("2025-05-12")))
	// Output: 3
}

func ExampleSubscription_Offering() {
	fmt.Println(autocad().Offering(day("2025-05-12")))
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
func ExampleSubscription_UnmarshalJSON() {
	stored, err := json.Marshal(autocad())
	var facts lifecycle.Facts
	fmt.Println(err, json.Unmarshal(stored, &facts))
	s, err := lifecycle.New(policy.Europe2024(), facts)
	fmt.Println(s.Renewal(day("2025-05-12")), err)
	fmt.Println(json.Unmarshal(stored, &s))
	// Output:
	// <nil> <nil>
	// 2025-10-01 <nil>
	// lifecycle.Subscription.UnmarshalJSON: edition: is not in the facts: read lifecycle.Facts, and bind them with New
}

func ExampleSubscription_Edition() {
	fmt.Println(autocad().Edition().Name())
	// Output: Europe2024
}

func ExampleSubscription_IsZero() {
	fmt.Println(lifecycle.Subscription{}.IsZero(), autocad().IsZero())
	// Output: true false
}

func ExampleSubscription_CanRenew() {
	fmt.Println(autocad().CanRenew(day("2025-07-02")))
	fmt.Println(autocad().CanRenew(day("2025-07-03")))
	// Output:
	// refused on 2025-07-02 by renewal.window (2025-07-03 through 2025-11-14): wait for the window to open
	// allowed on 2025-07-03 by renewal.window (2025-07-03 through 2025-11-14)
}

func ExampleSubscription_CanSwitchProduct() {
	fmt.Println(autocad().CanSwitchProduct(day("2025-08-01")))
	// Output: allowed on 2025-08-01 by change.product-switch (2025-07-03 through 2025-09-30)
}

func ExampleSubscription_CanChangeTerm() {
	fmt.Println(autocad().CanChangeTerm(day("2025-02-01")))
	// Output: allowed on 2025-02-01 by change.term (2024-10-01 through 2025-09-30): self-service
}

func ExampleSubscription_CanAddSeats() {
	fmt.Println(instalments().CanAddSeats(day("2025-11-05")))
	// Output: refused on 2025-11-05 by change.seats-up (2024-10-01 through 2025-10-31): pay what is overdue
}

func ExampleSubscription_CanReduceSeats() {
	fmt.Println(autocad().CanReduceSeats(day("2025-02-01"), 2))
	fmt.Println(autocad().CanReduceSeats(day("2025-02-01"), 0))
	// Output:
	// allowed on 2025-02-01 by change.seats-down (2024-10-01 through 2025-09-30): self-service
	// refused on 2025-02-01 by change.seats-down (on no day): keep the minimum of seats
}

func ExampleSubscription_CanSwitchAutoRenew() {
	fmt.Println(autocad().CanSwitchAutoRenew(day("2025-11-14")))
	// Output: allowed on 2025-11-14 by renewal.auto-toggle (2024-10-01 through 2025-11-14): self-service
}

func ExampleSubscription_CanConvertTrial() {
	trial, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Trial, Offering: "Maya", Anchor: day("2025-05-01"), Seats: 1,
		Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-05-01"), Start: day("2025-05-01"), End: day("2025-05-31")}},
	})
	fmt.Println(trial.CanConvertTrial(day("2025-05-12")), err)
	// Output: allowed on 2025-05-12 by trial.convert (from 2025-05-01 on): self-service <nil>
}

func ExampleSubscription_CanReactivate() {
	fmt.Println(instalments().CanReactivate(day("2025-11-20")))
	// Output: allowed on 2025-11-20 by lapse.reactivate (2025-11-01 through 2025-12-15): self-service
}

// A portal draws its buttons from one call, and need not ask again until something changes.
func ExampleSubscription_Actions() {
	menu := autocad().Actions(day("2025-05-12"))
	for action, d := range menu.All() {
		if d.Allowed() {
			fmt.Println(action, "until", d.Window.LastDay())
		}
	}
	fmt.Println("ask again on", menu.Next())
	// Output:
	// change-term until 2025-09-30
	// add-seats until 2025-09-30
	// reduce-seats until 2025-09-30
	// switch-auto-renew until 2025-11-14
	// ask again on 2025-07-03
}

func ExampleActions_Of() {
	fmt.Println(autocad().Actions(day("2025-08-01")).Of(lifecycle.ActionRenew))
	// Output: allowed on 2025-08-01 by renewal.window (2025-07-03 through 2025-11-14)
}

func ExampleActions_All() {
	for action := range autocad().Actions(day("2025-05-12")).All() {
		fmt.Print(action, " ")
	}
	// Output: renew switch-product change-term add-seats reduce-seats switch-auto-renew convert-trial reactivate
}

func ExampleActions_Next() {
	fmt.Println(autocad().Actions(day("2025-10-20")).Next())
	// Output: 2025-11-15
}

func ExampleActions_MarshalJSON() {
	text, err := json.Marshal(autocad().Actions(day("2025-05-12")))
	fmt.Printf("%.110s… %v\n", text, err)
	// Output: {"day":"2025-05-12","decisions":{"add-seats":{"allowed":true,"rule":"change.seats-up","asked":"2025-05-12","wi… <nil>
}

// Renewed early, the next term starts on the old renewal date all the same.
func ExampleSubscription_Renew() {
	renewed, err := autocad().Renew(day("2025-08-01"), lifecycle.Order{})
	fmt.Println(renewed.Renewal(day("2025-08-01")), err)
	_, err = autocad().Renew(day("2025-05-12"), lifecycle.Order{})
	var refusal *policy.Refusal
	fmt.Println(errors.As(err, &refusal), err)
	// Output:
	// 2026-10-01 <nil>
	// true refused on 2025-05-12 by renewal.window (2025-07-03 through 2025-11-14): wait for the window to open
}

// Paying in Suspended restores Active from that day, and leaves the renewal date where it is.
func ExampleSubscription_Pay() {
	paid, err := instalments().Pay(day("2025-12-15"), "2025-133")
	fmt.Println(paid.On(day("2025-12-14")).Phase, paid.On(day("2025-12-15")).Phase, paid.Renewal(day("2025-12-15")), err)
	// Output: suspended active 2027-10-01 <nil>
}

func ExampleSubscription_ChangeTerm() {
	changed, err := autocad().ChangeTerm(day("2025-05-12"), calendar.ThreeYear)
	if err != nil {
		fmt.Println(err)
		return
	}
	renewed, err := changed.Renew(day("2025-09-15"), lifecycle.Order{})
	fmt.Println(renewed.Renewal(day("2025-09-15")), err)
	// Output: 2028-10-01 <nil>
}

func ExampleSubscription_SwitchProduct() {
	switched, err := autocad().SwitchProduct(day("2025-08-01"), "AutoCAD LT")
	fmt.Println(switched.Offering(day("2025-09-30")), "then", switched.Offering(day("2025-10-01")), err)
	// Output: AutoCAD then AutoCAD LT <nil>
}

func ExampleSubscription_ReduceSeats() {
	reduced, err := autocad().ReduceSeats(day("2025-05-12"), 2)
	fmt.Println(reduced.Seats(day("2025-09-30")), "then", reduced.Seats(day("2025-10-01")), err)
	// Output: 3 then 2 <nil>
}

func ExampleSubscription_SetAutoRenew() {
	on, err := autocad().SetAutoRenew(day("2025-05-12"), true)
	fmt.Println(on.AutoRenew(day("2025-05-12")), err)
	// Output: true <nil>
}

func ExampleSubscription_Timeline() {
	events, err := instalments().Timeline(day("2025-05-12"), day("2026-01-01"))
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

func ExampleStatus_Can() {
	expired := autocad().On(day("2025-10-05"))
	fmt.Println(expired.Can(lifecycle.ProductAccess), expired.Can(lifecycle.Reporting))
	// Output: true false
}

func ExampleStatus_Access() {
	suspended := autocad().On(day("2025-10-20"))
	fmt.Println(suspended.Access(lifecycle.UserManagement))
	// Output: assignments-kept
}

func ExampleStatus_GoodUntil() {
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(autocad().On(day("2025-10-05")).GoodUntil(brussels))
	// Output: 2025-10-16 00:00:00 +0200 CEST true
}

func ExampleStatus_String() {
	fmt.Println(autocad().On(day("2025-10-05")))
	// Output: expired since 2025-10-01, suspended from 2025-10-16 on (lapse.expired-days)
}

func ExampleAccessIn() {
	fmt.Println(lifecycle.AccessIn(lifecycle.Expired, lifecycle.Downloads))
	// Output: upgrades-not-allowed
}

func ExampleAccess_Allows() {
	fmt.Println(lifecycle.Full.Allows(), lifecycle.UpgradesNotAllowed.Allows(), lifecycle.SelfHelp.Allows())
	// Output: true true false
}

func ExampleCapabilityTable() {
	fmt.Print(lifecycle.CapabilityTable())
	// Output:
	//                  active  expired               suspended         canceled
	// product-access   full    full                  none              none
	// user-management  full    full                  assignments-kept  assignments-removed
	// downloads        full    upgrades-not-allowed  none              none
	// reporting        full    none                  none              none
	// support          full    self-help             self-help         self-help
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

func ExampleSubscription_Next() {
	s, err := autocad().ReduceSeats(day("2025-08-01"), 2)
	next := s.Next(day("2025-08-01"))
	fmt.Println(next.Start, next.Length, next.Seats, next.Offering, err)
	// Output: 2025-10-01 annual 2 AutoCAD <nil>
}

func ExampleSubscription_Service() {
	service := instalments().Service(day("2026-03-15"))
	for year := range service.All() {
		fmt.Println(year)
	}
	// Output:
	// 2024-10-01/2025-10-01
	// 2025-10-01/2026-10-01
	// 2026-10-01/2027-10-01
}

func ExampleSubscription_OneLength() {
	s, _ := autocad().ChangeTerm(day("2025-08-01"), calendar.ThreeYear)
	s, err := s.Renew(day("2025-08-01"), lifecycle.Order{}) // early, as a three-year subscription
	fmt.Println(s.OneLength(day("2025-07-31")), s.OneLength(day("2025-08-01")), err)
	// Output: 2024-10-01/2025-10-01 2025-10-01/2028-10-01 <nil>
}

func ExampleSubscription_UnderEdition() {
	fmt.Println(autocad().UnderEdition(day("2024-09-30")), autocad().UnderEdition(day("2024-10-01")))
	// Output: false true
}

func ExampleSubscription_CanAlign() {
	fmt.Println(autocad().CanAlign(day("2025-07-02")))
	fmt.Println(autocad().CanAlign(day("2025-07-03")))
	// Output:
	// refused on 2025-07-02 by coterm.extend-window (2025-07-03 through 2025-09-30): wait for the window to open
	// allowed on 2025-07-03 by coterm.extend-window (2025-07-03 through 2025-09-30): partner
}

// The price and the limits of an extension are those of package coterm, whose Extend calls this.
func ExampleSubscription_Extend() {
	s, err := autocad().Extend(day("2025-07-03"), instalments(), lifecycle.Order{})
	fmt.Println(s.Renewal(day("2025-07-02")), s.Renewal(day("2025-07-03")), err)
	// Output: 2025-10-01 2027-10-01 <nil>
}

func ExampleSubscription_AddSeats() {
	s, err := autocad().AddSeats(day("2025-06-01"), 2, lifecycle.Order{})
	fmt.Println(s.Seats(day("2025-05-31")), s.Seats(day("2025-06-01")), err)
	// Output: 3 5 <nil>
}
