package lifecycle_test

import (
	"encoding/json"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

func ExampleView_Can() {
	expired := autocad().On(day("2025-10-05"))
	fmt.Println(expired.Can(lifecycle.ProductAccess), expired.Can(lifecycle.Reporting))
	// Output: true false
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

// The subscription has three seats, so that a renewal for three carries nothing that needs a quote.
func ExampleView_QuotedFrom() {
	v := autocad().On(day("2025-08-01"))
	fmt.Println(v.QuotedFrom(lifecycle.RenewalChanges{Seats: 2}))
	fmt.Println(v.QuotedFrom(lifecycle.RenewalChanges{Seats: 3}))
	// Output:
	// 2025-10-01
	// no date
}

// The edition has quotes from 2024-09-16 on, six days after the renewal date.
func ExampleView_OtherRenewalDays() {
	p := policy.Europe2024().Parameters()
	p.Lapse.StagesBeforeEdition = policy.Yes
	ed, err := policy.NewEdition(p)
	if err != nil {
		panic(err)
	}
	sub, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: day("2023-09-10"),
	})
	if err != nil {
		panic(err)
	}
	v, changes := sub.On(day("2024-08-01")), lifecycle.RenewalChanges{Seats: 2}
	fmt.Println(v.CanRenewWith(changes))
	fmt.Println(v.OtherRenewalDays(changes))
	// Output:
	// allowed on 2024-08-01 by renewal.with-changes (2024-06-12 through 2024-09-09)
	// 2024-09-16/2024-10-25
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
	// refused on 2025-02-01 by change.seats-down (on no day): keep the minimum number of seats
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

func ExampleExtensionRule() {
	fmt.Println(lifecycle.ExtensionRule(calendar.Annual))
	fmt.Println(lifecycle.ExtensionRule(calendar.Monthly))
	// Output:
	// coterm.extend-annual
	// coterm.monthly
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

func ExampleView_Cancel() {
	s, err := revit().On(day("2025-12-01")).Cancel(day("2025-12-31"))
	fmt.Println(s.On(day("2025-12-30")).Phase(), s.On(day("2025-12-31")).Phase(), err)
	// Output: active canceled <nil>
}

func ExampleAction() {
	var a lifecycle.Action
	fmt.Println(a.UnmarshalText([]byte("renew")), a == lifecycle.ActionRenew)
	// Output: <nil> true
}
