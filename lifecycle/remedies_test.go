package lifecycle_test

import (
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// drawn draws a subscription as it is known on a day, under numbers and readings of any edition.
func drawn(t *rapid.T) (s lifecycle.Subscription, today calendar.Date) {
	ed := billingtest.Edition(europe).Draw(t, "edition")
	f := billingtest.Facts(ed).Draw(t, "facts")
	edges := []calendar.Date{f.Terms[0].Ordered}
	for _, term := range f.Terms {
		edges = append(edges, term.Start, term.End, term.End.AddDays(40))
	}
	today = latestOf(f.Terms[0].Ordered, billingtest.Near(edges...).Draw(t, "today"))
	s, err := lifecycle.New(ed, billingtest.KnownOn(f, today))
	if err != nil {
		t.Fatal(err)
	}
	return s, today
}

// propRemediesHelp does what a refusal says to do, and asks again. Fewer seats are left out: how many there are is asked last, after
// everything that a remedy could mend.
func propRemediesHelp(t *rapid.T) {
	s, today := drawn(t)
	for action, d := range s.On(today).Actions().All() {
		if action == lifecycle.ActionReduceSeats {
			continue
		}
		helps := map[policy.Remedy]func() bool{
			policy.WaitForWindow: func() bool {
				return today.Before(d.Window.Start()) && s.On(d.Window.Start()).Actions().Of(action).Allowed()
			},
			policy.RenewFirst: func() bool { return s.On(today).CanRenew().Allowed() && renewedFirst(t, s, today, action) },
			policy.PayOverdue: func() bool { return owes(s) && paidFirst(t, s, today, action) },
			policy.BuyNew:     func() bool { return !s.On(today).CanRenew().Allowed() },
			policy.AskSeller:  func() bool { return !s.On(today).UnderEdition() },
		}
		if helped, known := helps[d.Remedy]; known && !helped() {
			t.Fatalf("on %s, %s: %s\n%+v", today, action, d, s.Facts())
		}
	}
}

func owes(s lifecycle.Subscription) bool {
	for _, invoice := range s.Facts().Invoices {
		if invoice.Paid.IsZero() {
			return true
		}
	}
	return false
}

// renewedFirst reports whether an action can be done, now or when its window opens, once a subscription is renewed. An old debt may
// still stand in the way; a late renewal may buy days that are already over; what is Active need not be reactivated; and what has ended
// without stages is told so first, also where an edition has no window for the action.
func renewedFirst(t *rapid.T, s lifecycle.Subscription, today calendar.Date, action lifecycle.Action) bool {
	order := lifecycle.RenewalChanges{}
	if s.Kind() == policy.FlexTokens {
		order.End = s.On(today).Renewal().AddMonths(12)
	}
	next, err := s.On(today).Renew(order)
	if err != nil {
		t.Fatal(err)
	}
	then := next.On(today).Actions().Of(action)
	active := action == lifecycle.ActionReactivate && next.On(today).Status().Phase == lifecycle.Active
	ended := s.On(today).Status().Phase == lifecycle.Canceled && s.Edition().Renewal().WindowDays == 0
	over := !next.On(today).Renewal().After(today)
	return then.Allowed() || then.Remedy == policy.WaitForWindow || active || ended || over || owes(s)
}

// paidFirst reports whether an action can be done, now or later, once everything is paid. Without early renewal, and without a day of
// Expired or Suspended, nothing can.
func paidFirst(t *rapid.T, s lifecycle.Subscription, today calendar.Date, action lifecycle.Action) bool {
	for _, invoice := range s.Facts().Invoices {
		if !invoice.Paid.IsZero() {
			continue
		}
		next, err := s.On(today).Pay(invoice.Number)
		if err != nil {
			t.Fatal(err)
		}
		s = next
	}
	then := s.On(today).Actions().Of(action)
	never := s.Edition().Renewal().WindowDays == 0
	return then.Allowed() || then.Remedy == policy.WaitForWindow || then.Remedy == policy.RenewFirst || never
}

func TestRemediesHelp(t *testing.T) { rapid.Check(t, propRemediesHelp) }
