package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// coterm.extend-future: the window ends when the host stops being a target, by what is known on the day.
func TestCanExtendTo_HostLeaves(t *testing.T) {
	guest := func(length calendar.Term, start string) lifecycle.Subscription {
		return subscription(t, europe, bought(t, length, day(start), day(start)))
	}
	canceled := func(asked, effective string) lifecycle.Subscription {
		f := bought(t, calendar.ThreeYear, day("2024-10-15"), day("2024-10-15"))
		f.Cancellation = lifecycle.Cancellation{Asked: day(asked), Effective: day(effective)}
		return subscription(t, europe, f)
	}
	owing := bought(t, calendar.ThreeYear, day("2024-10-15"), day("2024-10-15"))
	owing.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: day("2024-10-15"), Due: day("2025-10-20")}}
	never := answer{id: rule.CotermExtendFuture, remedy: policy.ChooseLaterTarget}
	wait := answer{
		id: rule.CotermExtendWindow, remedy: policy.WaitForWindow, window: window("2027-07-03", "2027-07-31"),
	}
	three, inside := guest(calendar.ThreeYear, "2024-10-01"), canceled("2024-10-20", "2027-08-01")
	for _, tt := range []struct {
		name  string
		guest lifecycle.Subscription
		host  lifecycle.Subscription
		on    string
		want  answer
	}{
		{"inside the window, years before", three, inside, "2025-11-01", wait},
		{"the day before the window", three, inside, "2027-07-02", wait},
		{"the last day of the host", three, inside, "2027-07-31", answer{
			allowed: true, id: rule.CotermExtendThreeYear, route: policy.Partner,
			window: window("2027-07-03", "2027-07-31"),
		}},
		{"the day on which it is gone", three, inside, "2027-08-01", never},
		{"on the first day of the window", three, canceled("2024-10-20", "2027-07-03"), "2025-11-01", never},
		{"a day later", three, canceled("2024-10-20", "2027-07-04"), "2025-11-01", answer{
			id: rule.CotermExtendWindow, remedy: policy.WaitForWindow, window: window("2027-07-03", "2027-07-03"),
		}},
		{"by a lapse", three, subscription(t, europe, owing), "2025-11-01", never},
		{
			"before the window of an annual guest", guest(calendar.Annual, "2025-10-01"),
			canceled("2025-11-01", "2026-02-01"), "2025-12-01", never,
		},
		{
			"as long as nothing is asked for", guest(calendar.Annual, "2025-10-01"),
			canceled("2025-12-02", "2026-02-01"), "2025-12-01",
			answer{id: rule.CotermSwitchTermFirst, remedy: policy.SwitchTermFirst},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			decides(t, tt.guest.On(day(tt.on)).CanExtendTo(tt.host.On(day(tt.on))), tt.want)
		})
	}
}

// renewal.awaited: a renewal date that passed without a recorded renewal is not projected, even while the renewal is
// still awaited.
func TestTimeline_AwaitedRenewalIsNotProjected(t *testing.T) {
	two := edition(t, func(p *policy.Parameters) { p.Renewal.AwaitedDays = 2 })
	s := subscription(t, two, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	for on, projects := range map[string]bool{
		"2025-09-30": true, "2025-10-01": true, "2025-10-02": false, "2025-10-03": false,
	} {
		t.Run(on, func(t *testing.T) {
			v := s.On(day(on))
			starts, phases := 0, map[calendar.Date]lifecycle.Phase{}
			events, err := v.Timeline(day("2025-10-02"), day("2026-12-31"))
			if err != nil {
				t.Fatal(err)
			}
			for e := range events {
				if e.What == lifecycle.TermStarts {
					starts++
				}
				if e.What == lifecycle.PhaseStarts {
					phases[e.Day] = e.Phase
				}
			}
			if (starts > 0) != projects {
				t.Errorf("%d terms start", starts)
			}
			for days, phase := range v.Phases() {
				if started := phases[days.Start()] == phase; !projects && days.Start().After(day("2025-10-02")) &&
					!started {
					t.Errorf("%s does not start on %s", phase, days.Start())
				}
			}
		})
	}
}

// coterm.extend-future: a renewal date is a target on the days before it, as far as the host is not Canceled by then.
// On the renewal date itself, and through the stages after it, nothing is aligned to it.
func TestTargetDays(t *testing.T) {
	s := subscription(t, europe, autoRenew(annual(t, "2024-10-01").Facts(), true))
	for _, on := range []string{"2025-09-30", "2025-10-01", "2025-10-20"} {
		t.Run("on "+on, func(t *testing.T) {
			if got := s.On(day(on)).TargetDays(); got != calendar.Until(day("2025-10-01")) {
				t.Errorf("%s", got)
			}
		})
	}
	leaving := subscription(t, europe, canceledOn(s.Facts(), "2025-05-01", "2025-08-10"))
	if got := leaving.On(day("2025-06-01")).TargetDays(); got != calendar.Until(day("2025-08-10")) {
		t.Errorf("leaving: %s", got)
	}
}
