package lifecycle_test

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

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
