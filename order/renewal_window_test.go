package order_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// renewal.with-changes: the window of an answer has the days on which the answer is yes, whatever day it was asked on,
// through every channel, with changes that make a difference or none. That also holds where pending changes move on
// with an early renewal, so that the same request carries a change early and none late, or the other way round.
func TestCanPay_WindowOfARenewal(t *testing.T) {
	moves := testkit.Edition(func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	for name, ed := range map[string]policy.Edition{"Europe2024": policy.Europe2024(), "changes move": moves} {
		s, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{
			Offering: "Revit", Length: calendar.Annual, Seats: 20, Ordered: date("2025-02-10"),
		})
		if err != nil {
			t.Fatal(err)
		}
		pending, err := s.On(date("2025-08-01")).ReduceSeats(15)
		if err != nil {
			t.Fatal(err)
		}
		for what, sub := range map[string]lifecycle.Subscription{"as bought": s, "with 15 seats pending": pending} {
			for _, changes := range []lifecycle.RenewalChanges{
				{},
				{Seats: 15},
				{Seats: 20},
				{Offering: "Maya"},
				{Length: calendar.ThreeYear},
				{Length: calendar.Annual},
			} {
				for channel := policy.Online; channel.IsValid(); channel++ {
					t.Run(fmt.Sprint(name, "/", what, "/", changes, "/", channel), func(t *testing.T) {
						holdWindow(t, sub, changes, channel)
					})
				}
			}
		}
	}
}

// holdWindow asks on every day from before the window until after the subscription is Canceled.
func holdWindow(
	t *testing.T, s lifecycle.Subscription, changes lifecycle.RenewalChanges, channel policy.Channel,
) {
	t.Helper()
	var answers []policy.Decision
	for day := range testkit.Days(date("2025-11-05"), date("2026-04-05")) {
		v := s.On(day)
		d, err := order.CanPay(v.Edition(), order.Request{
			Kind: policy.Subscription, Channel: channel, Renewal: order.RenewalOf(v, changes, lifecycle.NoPayer),
		}, policy.DirectDebit, day)
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, d)
	}
	for _, asked := range answers {
		for _, on := range answers {
			if asked.Window.Contains(on.Asked) != on.Allowed() {
				t.Fatalf("%s\nand\n%s", asked, on)
			}
		}
	}
}
