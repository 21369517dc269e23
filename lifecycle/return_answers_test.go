package lifecycle_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// Once the first purchase is returned, it can be renewed on no day; once a renewal is returned, the window is in the
// past.
func TestReturn_NothingLeftToRenew(t *testing.T) {
	bought := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Ordered = day("2025-08-01") })
	for name, test := range map[string]struct {
		v    lifecycle.View
		want calendar.Period
	}{
		"nothing is left": {
			tell(t, bought).returnTerm("2025-08-05", "2025-08-01").s.On(day("2025-08-06")), calendar.Period{},
		},
		"a term is left": {
			tell(t, annual3).renew("2025-09-30").returnTerm("2025-10-20", "2025-10-01").s.On(day("2025-10-21")),
			calendar.Span(day("2025-07-03"), day("2025-10-20")),
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, changes := range []lifecycle.RenewalChanges{{}, {Seats: 2}} {
				t.Run(fmt.Sprint(changes.Seats, " seats"), func(t *testing.T) {
					d := test.v.CanRenewWith(changes)
					if d.Allowed() || d.Rule != "renewal.canceled-final" || d.Window != test.want {
						t.Error(d)
					}
				})
			}
		})
	}
}

// No answer is kept past the day of a return, and Canceled by a return has the rule refund.effect.
func TestReturn_EndsWhatMayBeKept(t *testing.T) {
	s := tell(t, annual3).renew("2025-09-30").returnTerm("2025-10-20", "2025-10-01").s
	v := s.On(day("2025-10-05"))
	until, ok := v.ValidUntil(time.UTC)
	if !ok || calendar.DateOf(until, time.UTC) != day("2025-10-20") || v.Actions().ValidUntil() != day("2025-10-20") {
		t.Errorf("valid until %s, %v, the menu until %s", until, ok, v.Actions().ValidUntil())
	}
	after := s.On(day("2025-10-21"))
	if got := after.Status().String(); got != "canceled since 2025-10-20 (refund.effect)" {
		t.Error(got)
	}
	if d := after.CanRenew(); d.Allowed() || d.Rule != "renewal.canceled-final" || d.Remedy != policy.BuyNew {
		t.Error(d)
	}
	if after.Can(lifecycle.ProductAccess) || !after.Stretch().Covered().IsZero() {
		t.Error("it is still covered")
	}
	for range (lifecycle.View{}).Terms() {
		t.Error("a term of nothing")
	}
	for range s.On(day("2025-10-19")).Terms() {
		break
	}
	if _, ok := after.ValidUntil(time.UTC); ok {
		t.Error("it comes back")
	}
	phases := ""
	for days, phase := range s.On(day("2026-01-01")).Phases() {
		phases += days.String() + " " + phase.String() + "; "
	}
	if want := "2024-10-01/2025-10-20 active; 2025-10-20/.. canceled; "; phases != want {
		t.Errorf("%s, want %s", phases, want)
	}
	if n := testing.AllocsPerRun(100, func() {
		for _, on := range []calendar.Date{day("2025-10-19"), day("2025-10-20"), day("2026-10-20")} {
			w := s.On(on)
			_, _, _, _, _ = w.Phase(), w.Seats(), w.Offering(), w.CanRenew(), w.Status()
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestTimeline_Returns(t *testing.T) {
	renewed := tell(t, annual3).add("2025-01-10", 2).returnSeats("2025-01-20", "2025-01-10", 2).
		renewWith("2025-09-30", lifecycle.RenewalChanges{Seats: 8, Length: calendar.ThreeYear})
	early := tell(t, annual3).auto("2025-01-15", false).renew("2025-07-10").returnTerm("2025-07-20", "2025-10-01")
	back := renewed.s
	for name, tt := range map[string]struct {
		v    lifecycle.View
		want string
	}{
		"known before": {back.On(day("2025-10-05")), `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-01-20 returned (refund.effect)
2025-07-03 window-opens (renewal.window)
2025-10-01 term-starts (term.length)
2025-10-01 change-takes-effect seats (change.seats-down)
2025-10-01 change-takes-effect term (change.term)`},
		"after its start": {renewed.returnTerm("2025-10-20", "2025-10-01").s.On(day("2025-12-01")), `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-01-20 returned (refund.effect)
2025-07-03 window-opens (renewal.window)
2025-10-01 term-starts (term.length)
2025-10-01 change-takes-effect seats (change.seats-down)
2025-10-01 change-takes-effect term (change.term)
2025-10-20 returned (refund.effect)
2025-10-20 phase-starts canceled (refund.effect)`},
		"before R": {early.s.On(day("2025-08-01")), `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-07-03 window-opens (renewal.window)
2025-07-20 returned (refund.effect)
2025-09-30 last-day (term.expiry)
2025-10-01 phase-starts expired (lapse.expired-days)
2025-10-16 phase-starts suspended (lapse.suspended-days)
2025-11-15 phase-starts canceled (lapse.canceled)`},
		"renewed again": {early.auto("2025-08-01", true).s.On(day("2025-08-01")), `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-07-03 window-opens (renewal.window)
2025-07-20 returned (refund.effect)
2025-10-01 term-starts (term.length), projected`},
		"all, on the day of the order": {
			tell(t, annual3).returnTerm("2024-10-01", "2024-10-01").s.On(day("2025-01-01")), `
2024-10-01 returned (refund.effect)
2024-10-01 phase-starts canceled (refund.effect)`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := timeline(t, tt.v, "2024-10-01", "2026-01-01"); strings.Join(got,
				"\n") != strings.TrimSpace(tt.want) {
				t.Errorf("got\n%s\nwant%s", strings.Join(got, "\n"), tt.want)
			}
		})
	}
}

// A timeline does not show a return that is not known yet, nor that its invoices fall away.
func TestTimeline_LaterReturn(t *testing.T) {
	s := tell(t, annual3).bill("I-1", "2024-10-01", "2024-10-10").returnTerm("2024-10-20", "2024-10-01", "I-1").s
	got := timeline(t, s.On(day("2024-10-12")), "2024-10-01", "2024-12-31")
	want := []string{
		"2024-10-01 term-starts (term.length)",
		"2024-10-01 phase-starts active (lapse.start)",
		"2024-10-11 phase-starts expired (lapse.expired-days)",
		"2024-10-26 phase-starts suspended (lapse.suspended-days)",
		"2024-11-25 phase-starts canceled (lapse.canceled)",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	var bad *billingrules.InputError
	if _, err := s.On(day("2024-10-20")).Renew(lifecycle.RenewalChanges{}); errors.As(err, &bad) || err == nil {
		t.Errorf("renewed after the return: %v", err)
	}
}
