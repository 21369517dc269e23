package lifecycle_test

import (
	"errors"
	"fmt"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

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

// Under one reading of an edition, an early renewal moves what is pending. What was asked for on the day itself goes
// with the renewal.
func ExampleView_PendingMoves() {
	p := policy.Europe2024().Parameters()
	p.Change.FollowsEarlyRenewal = policy.Yes
	edition, err := policy.NewEdition(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := lifecycle.New(edition, autocad().Facts()) // renews on 2025-10-01
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err = s.On(day("2025-08-01")).SwitchProduct("Revit")
	v := s.On(day("2025-08-01"))
	fmt.Println(v.PendingMoves(), err)
	// Output: 2025-08-02/2025-10-01 <nil>
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
