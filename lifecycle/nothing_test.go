package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// On the zero View, on no day and before the first order nothing is known, so everything is refused.
func TestView_RefusesWithoutFacts(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20")))
	for name, v := range map[string]lifecycle.View{
		"before the first order": s.On(day("2024-09-19")), "no day": s.On(calendar.Date{}),
		"the zero Subscription": lifecycle.Subscription{}.On(day("2024-09-19")), "the zero View": {},
	} {
		t.Run(name, func(t *testing.T) {
			if status := v.Status(); status != (lifecycle.Status{Day: v.Day()}) {
				t.Errorf("got %+v", status)
			}
			for action, got := range v.Actions().All() {
				if got.Allowed() || !got.Window.IsZero() || got.Edition != v.Edition().Fingerprint() || got.Rule == "" {
					t.Errorf("%s: %v", action, got)
				}
			}
			for _, d := range []policy.Decision{
				v.CanRenewWith(lifecycle.RenewalChanges{Seats: 2}), v.CanExtendTo(v), v.CanReduceSeats(1),
			} {
				if d.Allowed() || !d.Window.IsZero() || d.Rule == "" {
					t.Errorf("got %v", d)
				}
			}
			if _, canceled := v.Cancellation(); canceled || !v.IsZero() || v.IsCurrent() || !v.TargetDays().IsZero() {
				t.Error("something is known")
			}
			if !v.Renewal().IsZero() || v.AutoRenew() || v.Seats() != 0 || v.Offering() != "" || v.UnderEdition() ||
				v.Provisional() || v.Phase() != 0 || v.Can(lifecycle.ProductAccess) || !v.Stretch().IsZero() {
				t.Error("something is known")
			}
			if v.NextTerm() != (lifecycle.NextTerm{}) ||
				v.RenewalTerm(lifecycle.RenewalChanges{Seats: 2}) != (lifecycle.NextTerm{}) {
				t.Error("a term follows")
			}
			for range v.Unpaid() {
				t.Error("something is unpaid")
			}
			for range v.Phases() {
				t.Error("it has a phase")
			}
		})
	}
	between := s.On(day("2024-09-20")).Status()
	want := lifecycle.Status{
		Day: day("2024-09-20"), Until: day("2024-10-01"), NextPhase: lifecycle.Active, Rule: rule.TermLength,
		Renewal: day("2025-10-01"),
	}
	if between != want {
		t.Errorf("got %+v", between)
	}
	for range s.On(day("2025-01-01")).Phases() {
		break // a caller may stop early
	}
}

func TestSubscription_Zero(t *testing.T) {
	var none lifecycle.Subscription
	s := annual(t, "2024-10-01")
	if !none.IsZero() || s.IsZero() || !none.Edition().IsZero() || len(none.Facts().Terms) != 0 || none.Kind() != 0 ||
		s.Kind() != policy.Subscription || s.On(day("2025-01-01")).Kind() != policy.Subscription {
		t.Error("the zero Subscription has something")
	}
}
