package lifecycle_test

import (
	"encoding/json"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
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

// A single fact is read as strictly as whole facts: an invoice whose payment has a misspelt key would count as unpaid.
func ExampleBilledInvoice_UnmarshalJSON() {
	var bill lifecycle.BilledInvoice
	err := json.Unmarshal([]byte(`{"number": "2025-118", "due": "2025-07-31", "paidOn": "2025-07-12"}`), &bill)
	fmt.Println(err)
	// Output: lifecycle.BilledInvoice.UnmarshalJSON: paidOn "2025-07-12": is not a known key
}
