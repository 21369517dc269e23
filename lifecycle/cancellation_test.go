package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// A cancellation has two days: answers include it from the first on, and it takes effect on the second.
func TestCancellation(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-02-01")).Cancel(day("2025-05-01")))
	for _, tt := range []struct {
		on    string
		known bool
		phase lifecycle.Phase
		until string
		id    rule.ID
	}{
		{"2025-01-31", false, lifecycle.Active, "2025-10-02", rule.LapseStart},
		{"2025-02-01", true, lifecycle.Active, "2025-05-01", rule.LapseStart},
		{"2025-04-30", true, lifecycle.Active, "2025-05-01", rule.LapseStart},
		{"2025-05-01", true, lifecycle.Canceled, "", rule.RenewalCanceledFinal},
	} {
		t.Run(tt.on, func(t *testing.T) {
			v := s.On(day(tt.on))
			c, known := v.Cancellation()
			if known != tt.known || known && c != s.Facts().Cancellation || !known && !c.IsZero() {
				t.Errorf("got %+v, %v", c, known)
			}
			status := v.Status()
			until := ""
			if !status.Until.IsZero() {
				until = status.Until.String()
			}
			if status.Phase != tt.phase || until != tt.until || status.Rule != tt.id {
				t.Errorf("got %+v", status)
			}
		})
	}
}

func TestCancel_Twice(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-02-01")).Cancel(day("2025-05-01")))
	off := subscription(t, europe, subjects(t)["off"])
	for name, tt := range map[string]struct {
		v         lifecycle.View
		effective string
		want      string
	}{
		"asked for twice": {
			s.On(day("2025-02-01")), "2025-03-01", "day 2025-02-01: the subscription is already canceled",
		},
		"Canceled": {
			off.On(day("2025-11-15")), "2025-12-01", "day 2025-11-15: the subscription is already canceled",
		},
		"for the past": {
			off.On(day("2025-02-01")), "2025-01-31",
			"cancellation.effective 2025-01-31: is before the day on which it was asked for, 2025-02-01",
		},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := tt.v.Cancel(day(tt.effective))
			if !errors.Is(err, billingrules.ErrConflict) || err.Error() != "lifecycle.View.Cancel: "+tt.want ||
				!next.IsZero() {
				t.Errorf("got %v", err)
			}
		})
	}
	atOnce := must(t)(off.On(day("2025-02-01")).Cancel(day("2025-02-01")))
	phaseIs(t, atOnce, "2025-02-01", lifecycle.Canceled)
}

// renewal.canceled-final: once a cancellation was asked for, no days after it can be bought.
func TestCancellation_Decisions(t *testing.T) {
	final := answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew}
	open := window("2025-07-03", "2025-11-14")
	for name, tt := range map[string]struct {
		effective string
		changes   lifecycle.RenewalChanges
		want      answer
	}{
		"inside the next term": {
			"2026-09-30", lifecycle.RenewalChanges{}, // a month would end before the cancellation
			answer{id: rule.RenewalCanceledFinal, remedy: policy.RenewWithChanges},
		},
		"on the renewal date": {"2025-10-01", lifecycle.RenewalChanges{}, final},
		"with a month that fits": {"2025-11-01", lifecycle.RenewalChanges{Length: calendar.Monthly}, answer{
			allowed: true, id: rule.RenewalWithChanges, window: window("2025-07-03", "2025-10-31"),
		}},
		"with a month that does not": {"2025-10-31", lifecycle.RenewalChanges{Length: calendar.Monthly}, final},
		"at the end of the next term": {"2026-10-01", lifecycle.RenewalChanges{}, answer{
			allowed: true, id: rule.RenewalWindow, window: open,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := must(t)(annual(t, "2024-10-01").On(day("2025-02-01")).Cancel(day(tt.effective)))
			decides(t, s.On(day("2025-08-01")).CanRenewWith(tt.changes), tt.want)
		})
	}
}

// change.seats-up: seats are not added if a cancellation would cut short the days charged for, and a canceled
// subscription is not extended beyond its cancellation.
func TestCancellation_SeatsAndExtensions(t *testing.T) {
	v := func(effective string) lifecycle.View {
		return must(t)(annual(t, "2024-10-01").On(day("2025-02-01")).Cancel(day(effective))).On(day("2025-08-01"))
	}
	host := annual(t, "2025-01-15").On(day("2025-08-01"))
	decides(t, v("2025-09-30").CanAddSeats(), answer{id: rule.ChangeSeatsUp, remedy: policy.BuyNew})
	decides(t, v("2025-10-01").CanAddSeats(), answer{
		allowed: true, id: rule.ChangeSeatsUp, route: policy.SelfService, window: window("2024-10-01", "2025-09-30"),
	})
	decides(t, v("2025-10-01").CanExtend(), answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew})
	nearer := answer{id: rule.RenewalCanceledFinal, remedy: policy.ChooseEarlierTarget}
	decides(t, v("2025-10-02").CanExtendTo(host), nearer)
	decides(t, v("2026-01-14").CanExtendTo(host), nearer)
	if d := v("2025-10-02").CanExtend(); !d.Allowed() {
		t.Errorf("got %v", d)
	}
	if d := v("2026-01-15").CanExtendTo(host); !d.Allowed() {
		t.Errorf("got %v", d)
	}
}
