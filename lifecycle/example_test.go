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

// autocad is a subscription to three seats, bought for a year on 1 October 2024; auto-renew was switched off in
// January.
func autocad() lifecycle.Subscription {
	s, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 3, Ordered: day("2024-10-01"),
	})
	if err == nil {
		s, err = s.On(day("2025-01-15")).SetAutoRenew(false)
	}
	if err != nil {
		panic(err)
	}
	return s
}

// collection is a three-year subscription that renews automatically, whose second instalment is unpaid.
func collection() lifecycle.Subscription {
	s, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AEC Collection", Length: calendar.ThreeYear, Seats: 10, Ordered: day("2024-10-15"),
	})
	if err == nil {
		s, err = s.On(day("2024-10-15")).Bill(
			lifecycle.BilledInvoice{
				Number: "2024-118", Issued: day("2024-10-15"), Due: day("2024-11-14"), Paid: day("2024-11-08"),
				NetTerms: true,
			},
			lifecycle.BilledInvoice{
				Number: "2025-133", Issued: day("2025-10-15"), Due: day("2025-11-14"), NetTerms: true,
			},
		)
	}
	if err != nil {
		panic(err)
	}
	return s
}

// revit is a subscription to two seats, bought for a year on 15 January 2025, that renews automatically.
func revit() lifecycle.Subscription {
	s, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "Revit", Length: calendar.Annual, Seats: 2, Ordered: day("2025-01-15"),
	})
	if err != nil {
		panic(err)
	}
	return s
}

// maya is a trial of May 2025.
func maya() lifecycle.Subscription {
	s, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Kind: policy.Trial, Offering: "Maya", Seats: 1, Ordered: day("2025-05-01"), End: day("2025-05-31"),
	})
	if err != nil {
		panic(err)
	}
	return s
}

// A support desk asks: what happened to this subscription, and what can its owner do?
func Example() {
	for _, on := range []string{"2025-09-30", "2025-10-20", "2025-11-15"} {
		v := autocad().On(day(on))
		fmt.Println(on, v.Status())
		fmt.Println("  may use it:", v.Can(lifecycle.ProductAccess))
		fmt.Println("  renew:", v.CanRenew())
	}
	// Output:
	// 2025-09-30 active since 2024-10-01, expired from 2025-10-01 on (lapse.start)
	//   may use it: true
	//   renew: allowed on 2025-09-30 by renewal.window (2025-07-03 through 2025-11-14)
	// 2025-10-20 suspended since 2025-10-16, canceled from 2025-11-15 on (lapse.suspended-days)
	//   may use it: false
	//   renew: allowed on 2025-10-20 by renewal.late (2025-07-03 through 2025-11-14)
	// 2025-11-15 canceled since 2025-11-15 (lapse.canceled)
	//   may use it: false
	//   renew: refused on 2025-11-15 by renewal.canceled-final (2025-07-03 through 2025-11-14): buy a new subscription
}

func ExampleNew() {
	_, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: "Build 500", Anchor: day("2024-10-01"),
		Terms: []lifecycle.BoughtTerm{{
			Ordered: day("2024-10-01"), Start: day("2024-10-01"), End: day("2025-09-30"), Length: calendar.Annual,
		}},
	})
	fmt.Println(err)
	// Output:
	// lifecycle.New: offering "Build 500": is not known: "Autodesk Build 500" was probably meant
	// lifecycle.New: seats 0: must be from 1 to 1000000
	// lifecycle.New: terms[0].end 2025-09-30: is not the end of the annual term, 2025-10-01
}

// Five seats are bought for a year, from the first of the month on. A service stores the facts.
func ExampleBuy() {
	s, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: day("2025-06-10"), Start: day("2025-07-01"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	v := s.On(day("2025-07-01"))
	fmt.Println(v.Status(), v.Seats(), "seats, renews on", v.Renewal())
	term := s.Facts().Terms[0]
	fmt.Println("ordered", term.Ordered, "for", term.Start, "up to", term.End)

	_, err = lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Ordered: day("2025-06-10"), Seats: 5,
	})
	fmt.Println(err)
	// Output:
	// active since 2025-07-01, expired from 2026-07-02 on (lapse.start) 5 seats, renews on 2026-07-01
	// ordered 2025-06-10 for 2025-07-01 up to 2026-07-01
	// lifecycle.Buy: seats 5: must be 0 for Flex tokens
	// lifecycle.Buy: end: is missing
}

func ExampleSubscription_On() {
	status := collection().On(day("2025-12-05")).Status()
	fmt.Println(status.Phase, "since", status.Since, "and", status.NextPhase, "from", status.Until, "on")
	fmt.Println("ended:", status.Ended, "overdue:", status.Overdue, "renews:", status.Renewal)
	// Output:
	// suspended since 2025-11-30 and canceled from 2025-12-30 on
	// ended: false overdue: true renews: 2027-10-15
}

func ExampleSubscription_Facts() {
	text, err := json.Marshal(autocad().Facts().Terms)
	fmt.Println(string(text), err)
	// Output: [{"ordered":"2024-10-01","start":"2024-10-01","end":"2025-10-01","length":"annual"}] <nil>
}

// A file has a subscription on each line.
func ExampleFacts_AppendJSON() {
	facts := lifecycle.Facts{Kind: policy.FlexTokens, Offering: "Flex <500>", Anchor: day("2024-10-01")}
	facts.Terms = []lifecycle.BoughtTerm{{
		Ordered: day("2024-10-01"), Start: day("2024-10-01"), End: day("2025-10-01"),
	}}
	line, err := facts.AppendJSON(nil)
	line = append(line, '\n')
	fmt.Printf("%.72s… %v\n", line, err)
	// Output: {"kind":"flex-tokens","offering":"Flex <500>","anchor":"2024-10-01","ter… <nil>
}

// Stored JSON is read as facts, which are bound to the edition that was stored with them.
func ExampleSubscription_MarshalJSON() {
	stored, err := json.Marshal(autocad())
	fmt.Printf("%.88s… %v\n", stored, err)
	var facts lifecycle.Facts
	fmt.Println(json.Unmarshal(stored, &facts))
	s, err := lifecycle.New(policy.Europe2024(), facts)
	fmt.Println(s.On(day("2025-05-12")).Renewal(), err)
	// Output:
	// {"kind":"subscription","offering":"AutoCAD","anchor":"2024-10-01","seats":3,"terms":[{"o… <nil>
	// <nil>
	// 2025-10-01 <nil>
}

// A payment under a misspelt key would be lost.
func ExampleFacts_UnmarshalJSON() {
	var f lifecycle.Facts
	fmt.Println(json.Unmarshal([]byte(`{"invoices": [{"number": "2025-077", "paidOn": "2025-04-18"}]}`), &f))
	// Output: lifecycle.Facts.UnmarshalJSON: invoices[0].paidOn "2025-04-18": is not a known key
}

func ExampleFacts_Bill() {
	invoice := lifecycle.BilledInvoice{Number: "2025-009", Issued: day("2025-01-15"), Due: day("2025-02-14")}
	s, err := lifecycle.New(policy.Europe2024(), revit().Facts().Bill(invoice))
	fmt.Println(s.On(day("2025-02-14")).Phase(), s.On(day("2025-02-15")).Phase(), err)
	// Output: active expired <nil>
}

func ExampleSubscription_UnmarshalJSON() {
	var s lifecycle.Subscription
	fmt.Println(json.Unmarshal([]byte(`{"kind": "subscription"}`), &s))
	// Output:
	// lifecycle.Subscription.UnmarshalJSON: edition: is not in the facts: read lifecycle.Facts and bind them with New
}

func ExampleSubscription_Edition() {
	fmt.Println(autocad().Edition().Name())
	// Output: Europe2024
}

func ExampleSubscription_IsZero() {
	fmt.Println(lifecycle.Subscription{}.IsZero(), autocad().IsZero())
	// Output: true false
}

func ExampleSubscription_Kind() {
	fmt.Println(autocad().Kind(), maya().Kind())
	// Output: subscription trial
}

func ExampleCancellation_IsZero() {
	fmt.Println(autocad().Facts().Cancellation.IsZero())
	// Output: true
}

func ExampleView_Day() {
	fmt.Println(autocad().On(day("2025-05-12")).Day())
	// Output: 2025-05-12
}

func ExampleView_IsZero() {
	fmt.Println(autocad().On(day("2024-09-30")).IsZero(), autocad().On(day("2024-10-01")).IsZero())
	// Output: true false
}

func ExampleView_Subscription() {
	v := autocad().On(day("2025-05-12"))
	fmt.Println(v.Subscription().On(v.Day().AddMonths(5)).Phase())
	// Output: expired
}

func ExampleView_Edition() {
	fmt.Println(autocad().On(day("2025-05-12")).Edition().Name())
	// Output: Europe2024
}

func ExampleView_Kind() {
	fmt.Println(maya().On(day("2025-05-12")).Kind())
	// Output: trial
}

// Past days can be asked about, but nothing can be done on them.
func ExampleView_IsCurrent() {
	fmt.Println(autocad().On(day("2025-01-14")).IsCurrent(), autocad().On(day("2025-01-15")).IsCurrent())
	_, err := autocad().On(day("2025-01-14")).ReduceSeats(2)
	fmt.Println(errors.Is(err, lifecycle.ErrLaterFacts), err)
	// Output:
	// false true
	// true lifecycle.View.ReduceSeats: day 2025-01-14: is before 2025-01-15, the last day on which something happened
}

func ExampleView_Phase() {
	fmt.Println(autocad().On(day("2025-10-05")).Phase())
	// Output: expired
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

func ExampleView_Provisional() {
	fmt.Println(revit().On(day("2026-01-15")).Provisional(), revit().On(day("2026-01-16")).Provisional())
	// Output: true false
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

func ExampleView_UnderEdition() {
	fmt.Println(autocad().On(day("2024-09-30")).UnderEdition(), autocad().On(day("2024-10-01")).UnderEdition())
	// Output: false true
}

// Every answer includes a cancellation from the day on which it is asked for.
func ExampleView_Cancellation() {
	s, err := revit().On(day("2025-12-01")).Cancel(day("2025-12-31"))
	fmt.Println(err)
	c, asked := s.On(day("2025-12-01")).Cancellation()
	fmt.Println(c.Effective, asked, s.On(day("2025-12-01")).Status())
	_, asked = s.On(day("2025-11-30")).Cancellation()
	fmt.Println(asked)
	// Output:
	// <nil>
	// 2025-12-31 true active since 2025-01-15, canceled from 2025-12-31 on (lapse.start)
	// false
}

func ExampleView_Unpaid() {
	for invoice := range collection().On(day("2025-10-20")).Unpaid() {
		fmt.Println(invoice.Number, "is due on", invoice.Due)
	}
	// Output: 2025-133 is due on 2025-11-14
}

func ExampleView_Overdue() {
	for invoice := range collection().On(day("2025-11-15")).Overdue() {
		fmt.Println(invoice.Number, "was due on", invoice.Due)
	}
	// Output: 2025-133 was due on 2025-11-14
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

func ExampleView_Status() {
	fmt.Println(autocad().On(day("2025-10-05")).Status())
	// Output: expired since 2025-10-01, suspended from 2025-10-16 on (lapse.expired-days)
}

func ExampleStatus_String() {
	fmt.Println(autocad().On(day("2025-10-20")).Status().String())
	// Output: suspended since 2025-10-16, canceled from 2025-11-15 on (lapse.suspended-days)
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

func ExampleView_NextTerm() {
	s, err := autocad().On(day("2025-08-01")).ReduceSeats(2)
	next := s.On(day("2025-08-01")).NextTerm()
	fmt.Println(next.Start, next.Length, next.Seats, next.Offering, err)
	// Output: 2025-10-01 annual 2 AutoCAD <nil>
}

func ExampleNextTerm_Period() {
	fmt.Println(autocad().On(day("2025-08-01")).NextTerm().Period())
	// Output: 2025-10-01/2026-10-01
}

func ExampleView_RenewalTerm() {
	term := autocad().On(day("2025-10-05")).RenewalTerm(lifecycle.RenewalChanges{Seats: 5, Length: calendar.ThreeYear})
	fmt.Println(term.Period(), term.Seats)
	// Output: 2025-10-01/2028-10-01 5
}

func ExampleView_Stretch() {
	for year := range collection().On(day("2025-03-15")).Stretch().All() {
		fmt.Println(year)
	}
	// Output:
	// 2024-10-15/2025-10-15
	// 2025-10-15/2026-10-15
	// 2026-10-15/2027-10-15
}

func ExampleView_CanRenew() {
	fmt.Println(autocad().On(day("2025-07-02")).CanRenew())
	fmt.Println(autocad().On(day("2025-07-03")).CanRenew())
	// Output:
	// refused on 2025-07-02 by renewal.window (2025-07-03 through 2025-11-14): wait for the window to open
	// allowed on 2025-07-03 by renewal.window (2025-07-03 through 2025-11-14)
}

// After the renewal date, other seats come with a late renewal, by a partner's quote.
func ExampleView_CanRenewWith() {
	expired := autocad().On(day("2025-10-05"))
	d := expired.CanReduceSeats(2)
	fmt.Println(d.Allowed(), d.Remedy.Advice())
	fmt.Println(expired.CanRenewWith(lifecycle.RenewalChanges{Seats: 2}))
	// Output:
	// false renew with changes, after the renewal date by a partner's quote
	// allowed on 2025-10-05 by renewal.with-changes (2025-07-03 through 2025-11-14): partner
}

func ExampleView_CanRenewByInvoice() {
	v := autocad().On(day("2025-08-01"))
	fmt.Println(v.CanRenewByInvoice(lifecycle.PayerOnFile, lifecycle.RenewalChanges{}))
	fmt.Println(v.CanRenewByInvoice(lifecycle.NoPayer, lifecycle.RenewalChanges{}))
	// Output:
	// allowed on 2025-08-01 by invoice.by-renewal (2025-07-03 through 2025-09-30): self-service
	// refused on 2025-08-01 by invoice.by-renewal (on no day): renew by quote
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
	fmt.Println(collection().On(day("2025-11-20")).CanAddSeats())
	// Output: refused on 2025-11-20 by change.seats-up (2024-10-15 through 2025-11-14): pay what is overdue
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
	fmt.Println(maya().On(day("2025-05-12")).CanConvertTrial())
	// Output: allowed on 2025-05-12 by trial.convert (from 2025-05-01 on): self-service
}

func ExampleView_CanReactivate() {
	fmt.Println(collection().On(day("2025-12-05")).CanReactivate())
	// Output: allowed on 2025-12-05 by lapse.reactivate (2025-11-15 through 2025-12-29): self-service
}

func ExampleView_CanExtend() {
	fmt.Println(autocad().On(day("2025-07-02")).CanExtend())
	fmt.Println(autocad().On(day("2025-07-03")).CanExtend())
	// Output:
	// refused on 2025-07-02 by coterm.extend-window (2025-07-03 through 2025-09-30): wait for the window to open
	// allowed on 2025-07-03 by coterm.extend-window (2025-07-03 through 2025-09-30): partner
}

// An annual subscription must switch to three years before it can be extended beyond twelve months.
func ExampleView_CanExtendTo() {
	v := autocad().On(day("2025-09-01"))
	fmt.Println(v.CanExtendTo(revit().On(v.Day())))
	fmt.Println(v.CanExtendTo(collection().On(v.Day())))
	// Output:
	// allowed on 2025-09-01 by coterm.extend-annual (2025-07-03 through 2025-09-30): partner
	// refused on 2025-09-01 by coterm.switch-term-first (on no day): switch to a three-year term first
}

// A number of seats is refused for a product switch: it was meant for another action.
func ExampleAct_Check() {
	fmt.Println(lifecycle.Act{Do: lifecycle.ActionSwitchProduct, Offering: "Revit", Seats: 3}.Check())
	// Output: lifecycle.Act.Check: seats: must not be set: switch-product does not take it
}

// A returned renewal keeps its place in the facts.
func ExampleSubscription_TermReturned() {
	renewed, err := autocad().On(day("2025-08-01")).Renew(lifecycle.RenewalChanges{})
	if err != nil {
		panic(err)
	}
	back, err := renewed.On(day("2025-08-11")).Return(lifecycle.ReturnedPurchase{Term: day("2025-10-01")})
	if err != nil {
		panic(err)
	}
	fmt.Println(back.TermReturned(0), back.TermReturned(1))
	// Output: no date 2025-08-11
}

// No alignment to a renewal date is possible from the day on which its subscription is to be canceled.
func ExampleView_TargetDays() {
	s, err := revit().On(day("2025-09-01")).Cancel(day("2025-11-24"))
	if err != nil {
		panic(err)
	}
	fmt.Println(s.On(day("2025-09-27")).TargetDays())
	// Output: ../2025-11-24
}

func ExampleView_ExtensionReach() {
	fmt.Println(autocad().On(day("2025-07-03")).ExtensionReach())
	// Output:
	// 2026-10-01 (coterm.extend-annual: 2026-10-04 from the transaction, 2026-10-01 from the renewal date) <nil>
}

func ExampleExtensionReach_String() {
	s, err := autocad().On(day("2025-07-03")).ChangeTerm(calendar.ThreeYear)
	if err != nil {
		fmt.Println(err)
		return
	}
	reach, err := s.On(day("2025-07-03")).ExtensionReach()
	fmt.Println(reach.String(), err)
	// Output:
	// 2028-10-01 (coterm.extend-three-year: 2028-10-04 from the transaction, 2028-10-01 from the renewal date) <nil>
}

func ExampleExtensionDays() {
	days, id := lifecycle.ExtensionDays(policy.Europe2024(), calendar.Annual, day("2025-10-01"), day("2026-10-01"))
	fmt.Println(days.Contains(day("2025-07-03")), id)
	days, id = lifecycle.ExtensionDays(policy.Europe2024(), calendar.Annual, day("2025-10-01"), day("2026-10-02"))
	fmt.Println(days.Contains(day("2025-07-03")), id)
	// Output:
	// true coterm.extend-annual
	// false coterm.extend-annual
}

func ExampleExtensionLimits() {
	fmt.Println(lifecycle.ExtensionLimits(policy.Europe2024(), calendar.Annual, day("2025-07-03"), day("2025-10-01")))
	// Output: 2026-10-01 (coterm.extend-annual: 2026-10-04 from the transaction, 2026-10-01 from the renewal date)
}

// A portal draws its buttons from one call, and asks again only when something changes.
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

func ExampleView_Decide() {
	fmt.Println(autocad().On(day("2025-08-01")).Decide(lifecycle.ActionAddSeats))
	// Output: allowed on 2025-08-01 by change.seats-up (2024-10-01 through 2025-09-30): self-service
}

func ExampleActions_Of() {
	fmt.Println(autocad().On(day("2025-08-01")).Actions().Of(lifecycle.ActionRenew))
	// Output: allowed on 2025-08-01 by renewal.window (2025-07-03 through 2025-11-14)
}

func ExampleActions_All() {
	for action := range autocad().On(day("2025-05-12")).Actions().All() {
		fmt.Println(action)
	}
	// Output:
	// renew
	// switch-product
	// change-term
	// add-seats
	// reduce-seats
	// switch-auto-renew
	// convert-trial
	// reactivate
	// extend
	// renew-by-invoice
}

func ExampleActions_ValidUntil() {
	fmt.Println(autocad().On(day("2025-10-20")).Actions().ValidUntil())
	// Output: 2025-11-15
}

func ExampleActions_MarshalJSON() {
	text, err := json.Marshal(autocad().On(day("2025-05-12")).Actions())
	fmt.Printf("%.84s… %v\n", text, err)
	// Output: {"day":"2025-05-12","decisions":{"add-seats":{"allowed":true,"rule":"change.seats-up… <nil>
}

func ExampleActions_UnmarshalJSON() {
	text, err := json.Marshal(autocad().On(day("2025-05-12")).Actions())
	var kept lifecycle.Actions
	fmt.Println(err, json.Unmarshal(text, &kept), kept.Of(lifecycle.ActionChangeTerm).Allowed())
	// Output: <nil> <nil> true
}

// After an early renewal the next term still starts on the old renewal date.
func ExampleView_Renew() {
	renewed, err := autocad().On(day("2025-08-01")).Renew(lifecycle.RenewalChanges{Seats: 4})
	fmt.Println(renewed.On(day("2025-08-01")).Renewal(), err)
	fmt.Println(renewed.On(day("2025-09-30")).Seats(), "seats, then", renewed.On(day("2025-10-01")).Seats())
	_, err = autocad().On(day("2025-05-12")).Renew(lifecycle.RenewalChanges{})
	var refusal *policy.Refusal
	fmt.Println(errors.As(err, &refusal), err)
	// Output:
	// 2026-10-01 <nil>
	// 3 seats, then 4
	// true refused on 2025-05-12 by renewal.window (2025-07-03 through 2025-11-14): wait for the window to open
}

// The price of an extension comes from package coterm, whose Extend calls this method.
func ExampleView_Extend() {
	v := autocad().On(day("2025-09-01"))
	s, err := v.Extend(revit().On(v.Day()))
	fmt.Println(s.On(day("2025-08-31")).Renewal(), s.On(day("2025-09-01")).Renewal(), err)
	// Output: 2025-10-01 2026-01-15 <nil>
}

// Paying while Suspended restores Active from that day on, and does not move the renewal date.
func ExampleView_Pay() {
	paid, err := collection().On(day("2025-12-29")).Pay("2025-133")
	yesterday, today := paid.On(day("2025-12-28")), paid.On(day("2025-12-29"))
	fmt.Println(yesterday.Phase(), today.Phase(), today.Renewal(), err)
	// Output: suspended active 2027-10-15 <nil>
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

// A switch takes effect with the next term, and not at all if there is none.
func ExampleView_SwitchProduct() {
	switched, err := autocad().On(day("2025-08-01")).SwitchProduct("AutoCAD LT")
	fmt.Println(switched.On(day("2025-10-01")).Offering(), err)
	renewed, err := switched.On(day("2025-10-05")).Renew(lifecycle.RenewalChanges{})
	fmt.Println(renewed.On(day("2025-10-05")).Offering(), err)
	// Output:
	// AutoCAD <nil>
	// AutoCAD LT <nil>
}

// Asking for what is in force already withdraws what is pending.
func ExampleView_ReduceSeats() {
	on := day("2025-05-12")
	reduced, err := autocad().On(on).ReduceSeats(2)
	fmt.Println(reduced.On(on).Seats(), "then", reduced.On(on).NextTerm().Seats, err)
	withdrawn, err := reduced.On(on).ReduceSeats(3)
	fmt.Println(withdrawn.On(on).Seats(), "then", withdrawn.On(on).NextTerm().Seats, err)
	// Output:
	// 3 then 2 <nil>
	// 3 then 3 <nil>
}

// The price of the seats comes from package coterm, whose AddSeats calls this method.
func ExampleView_AddSeats() {
	s, err := autocad().On(day("2025-06-01")).AddSeats(2)
	fmt.Println(s.On(day("2025-05-31")).Seats(), s.On(day("2025-06-01")).Seats(), err)
	// Output: 3 5 <nil>
}

func ExampleView_SetAutoRenew() {
	on, err := autocad().On(day("2025-05-12")).SetAutoRenew(true)
	fmt.Println(on.On(day("2025-05-12")).AutoRenew(), err)
	// Output: true <nil>
}

func ExampleView_ConvertTrial() {
	paid, err := maya().On(day("2025-05-20")).ConvertTrial(calendar.Annual, 3)
	v := paid.On(day("2025-05-20"))
	fmt.Println(v.Offering(), v.Seats(), v.Renewal(), err)
	// Output: Maya 3 2026-05-20 <nil>
}

func ExampleView_Cancel() {
	s, err := revit().On(day("2025-12-01")).Cancel(day("2025-12-31"))
	fmt.Println(s.On(day("2025-12-30")).Phase(), s.On(day("2025-12-31")).Phase(), err)
	// Output: active canceled <nil>
}

// The charge for the automatic renewal fails on the renewal date: the renewal is no longer awaited.
func ExampleView_FailCharge() {
	on := day("2026-01-15")
	s, err := revit().On(on).FailCharge()
	fmt.Println(revit().On(on).Phase(), "then", s.On(on).Phase(), err)
	// Output: active then expired <nil>
}

func ExampleView_Bill() {
	s, err := revit().On(day("2025-01-15")).Bill(
		lifecycle.BilledInvoice{Number: "2025-009", Issued: day("2025-01-15"), Due: day("2025-02-14"), NetTerms: true})
	fmt.Println(s.On(day("2025-02-14")).Phase(), s.On(day("2025-02-15")).Phase(), err)
	// Output: active expired <nil>
}

func ExampleView_Timeline() {
	events, err := collection().On(day("2025-10-20")).Timeline(day("2025-05-12"), day("2026-01-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for e := range events {
		fmt.Println(e)
	}
	// Output:
	// 2025-10-15 anniversary (invoice.annual-instalments)
	// 2025-11-15 phase-starts expired (lapse.expired-days)
	// 2025-11-30 phase-starts suspended (lapse.suspended-days)
	// 2025-12-30 phase-starts canceled (lapse.canceled)
}

func ExampleEvent_String() {
	e := lifecycle.Event{Day: day("2025-10-01"), What: lifecycle.TermStarts, Rule: rule.TermLength, Projected: true}
	fmt.Println(e.String())
	// Output: 2025-10-01 term-starts (term.length), projected
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
	fmt.Println(c.UnmarshalText([]byte("downloads")), c, c.IsValid())
	// Output: <nil> downloads true
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

func ExamplePayerStatus() {
	fmt.Println(lifecycle.NoPayer, lifecycle.PayerOnFile, lifecycle.OtherByInvoice)
	// Output: none on-file other-by-invoice
}

// Two seats are added and one of them is returned; then the whole purchase is returned.
func ExampleView_Return() {
	v := revit().On(day("2025-01-20"))
	more, err := v.AddSeats(2)
	if err != nil {
		fmt.Println(err)
		return
	}
	back, err := more.On(day("2025-02-01")).Return(lifecycle.ReturnedPurchase{Added: day("2025-01-20"), Seats: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, on := range []string{"2025-01-20", "2025-01-31", "2025-02-01"} {
		fmt.Println(on, back.On(day(on)).Seats(), "seats")
	}
	all, err := back.On(day("2025-02-10")).Return(lifecycle.ReturnedPurchase{Term: day("2025-01-15")})
	fmt.Println(all.On(day("2025-02-10")).Status(), err)
	_, err = back.On(day("2025-02-10")).Return(lifecycle.ReturnedPurchase{Added: day("2025-01-20"), Seats: 2})
	fmt.Println(err)
	// Output:
	// 2025-01-20 4 seats
	// 2025-01-31 4 seats
	// 2025-02-01 3 seats
	// canceled since 2025-02-10 (refund.effect) <nil>
	// lifecycle.View.Return: returns[1].seats 2: brings the seats returned to 3, but 2 were added on 2025-01-20
}

// A returned term is no longer among the terms, but stays in the facts.
func ExampleView_Terms() {
	next, err := revit().On(day("2025-12-01")).Renew(lifecycle.RenewalChanges{})
	if err == nil {
		next, err = next.On(day("2025-12-20")).Return(lifecycle.ReturnedPurchase{Term: day("2026-01-15")})
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, on := range []string{"2025-12-19", "2025-12-20"} {
		for term := range next.On(day(on)).Terms() {
			fmt.Println(on, term.Start, "up to", term.End)
		}
	}
	// Output:
	// 2025-12-19 2025-01-15 up to 2026-01-15
	// 2025-12-19 2026-01-15 up to 2027-01-15
	// 2025-12-20 2025-01-15 up to 2026-01-15
}

// A single fact is read as strictly as whole facts: an invoice whose payment has a misspelt key would count as unpaid.
func ExampleBilledInvoice_UnmarshalJSON() {
	var bill lifecycle.BilledInvoice
	err := json.Unmarshal([]byte(`{"number": "2025-118", "due": "2025-07-31", "paidOn": "2025-07-12"}`), &bill)
	fmt.Println(err)
	// Output: lifecycle.BilledInvoice.UnmarshalJSON: paidOn "2025-07-12": is not a known key
}
