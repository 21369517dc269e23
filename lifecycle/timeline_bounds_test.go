package lifecycle_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

func TestTimeline_BadInput(t *testing.T) {
	v := annual(t, "2024-10-01").On(day("2025-01-01"))
	for name, tt := range map[string]struct {
		v             lifecycle.View
		from, horizon calendar.Date
		field         string
		want          error
	}{
		"nothing": {lifecycle.View{}, day("2025-01-01"), day("2025-01-01"), "subscription", billingrules.ErrMissing},
		"no day": {
			v.Subscription().On(calendar.Date{}), day("2025-01-01"), day("2025-01-01"), "day",
			billingrules.ErrMissing,
		},
		"no start":   {v, calendar.Date{}, day("2025-01-01"), "from", billingrules.ErrMissing},
		"no horizon": {v, day("2025-01-01"), calendar.Date{}, "horizon", billingrules.ErrMissing},
		"backwards":  {v, day("2025-01-01"), day("2024-12-31"), "horizon", billingrules.ErrConflict},
		"too long":   {v, day("2025-01-01"), day("2025-01-01").AddDays(11_001), "horizon", billingrules.ErrRange},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tt.v.Timeline(tt.from, tt.horizon)
			if bad := billingrules.InputErrors(err); !errors.Is(err, tt.want) || len(bad) != 1 ||
				bad[0].Field != tt.field {
				t.Errorf("got %v", err)
			}
		})
	}
	if _, err := v.Timeline(day("2025-01-01"), day("2025-01-01").AddDays(11_000)); err != nil {
		t.Error(err)
	}
}

// Two million renewals are not worked out, and renewals too near the end of the calendar are reported.
func TestTimeline_TooFar(t *testing.T) {
	for name, tt := range map[string]struct {
		length      calendar.Term
		start, from string
		days        int
		want        string
		is          error
	}{
		"a thousand terms": {calendar.Monthly, "2024-10-01", "2108-01-30", 1, "", nil},
		"one more": {
			calendar.Monthly, "2024-10-01", "2108-01-31", 1, "horizon 2108-02-01: is more than 1000 terms away",
			billingrules.ErrRange,
		},
		"very far": {
			calendar.Monthly, "2024-10-01", "9990-01-01", 1, "horizon 9990-01-02: is more than 1000 terms away",
			billingrules.ErrRange,
		},
		"near the calendar's end": {calendar.Annual, "9944-01-01", "9944-01-01", 5843, "terms", billingrules.ErrRange},
		"beyond the calendar's": {
			calendar.Annual, "9890-01-31", "9980-01-31", 7273,
			"horizon 9999-01-31: is too late: the term would end beyond the calendar", billingrules.ErrRange,
		},
	} {
		t.Run(name, func(t *testing.T) {
			start, from := day(tt.start), day(tt.from)
			v := subscription(t, europe, bought(t, tt.length, start, start)).On(start)
			_, err := v.Timeline(from, from.AddDays(tt.days))
			if !errors.Is(err, tt.is) || err != nil &&
				!strings.HasPrefix(err.Error(), "lifecycle.View.Timeline: "+tt.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// invoice.annual-instalments: the timeline has an anniversary if an instalment is due on it.
func TestTimeline_Anniversaries(t *testing.T) {
	two := edition(t, func(p *policy.Parameters) { p.Invoice.Instalments = 2 })
	yearly := edition(t, func(p *policy.Parameters) { p.Coterm.ExtendCharge = policy.ChargeYearly })
	beforeToo := edition(t, func(p *policy.Parameters) { p.Invoice.InstalmentsBefore = 3 })
	gated := bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01"))
	old := bought(t, calendar.ThreeYear, day("2024-09-15"), day("2024-09-15"))
	host := subscription(t, europe, bought(t, calendar.ThreeYear, day("2027-08-10"), day("2027-08-10")))
	on := day("2027-09-15")
	extended := must(t)(subscription(t, europe, gated).On(on).Extend(host.On(on))).Facts()
	first := []string{"2025-10-01", "2026-10-01"}
	for name, tt := range map[string]struct {
		ed   policy.Edition
		f    lifecycle.Facts
		want []string
	}{
		"three instalments":                  {europe, gated, first},
		"two instalments":                    {two, gated, first[:1]},
		"ordered before the edition":         {europe, old, nil},
		"before it, as the edition reads it": {beforeToo, old, []string{"2025-09-15", "2026-09-15"}},
		"annual": {
			europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), nil,
		},
		"extended, charged at once": {europe, extended, first},
		"extended, charged yearly": {
			yearly, extended, append(slices.Clone(first), "2028-10-01", "2029-10-01"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := autoRenew(tt.f, false)
			events, err := subscription(t, tt.ed, f).On(lastKnown(f)).Timeline(day("2024-01-01"), day("2031-01-01"))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for e := range events {
				if e.What == lifecycle.Anniversary {
					got = append(got, e.Day.String())
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// renewal.awaited, renewal.auto-default: the readings do not change which renewals are projected: every one that is
// Active on the last covered day, whatever else was asked for before it.
func TestTimeline_ProjectedUnderOtherReadings(t *testing.T) {
	notAwaited := edition(t, func(p *policy.Parameters) { p.Renewal.AwaitedDays = 0 })
	notAgain := edition(t, func(p *policy.Parameters) { p.Renewal.SwitchesOnAgain = policy.No })
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	fewer := must(t)(subscription(t, notAgain, once).On(day("2025-01-01")).ReduceSeats(1)).On(day("2025-01-01"))
	owing := once.Bill(unpaid("I-1", "2025-07-01", "2025-09-10"))
	for name, tt := range map[string]struct {
		v    lifecycle.View
		want string
	}{
		"not awaited": {subscription(t, notAwaited, once).On(day("2025-01-01")), `
2025-07-03 window-opens (renewal.window)
2025-10-01 term-starts (term.length), projected
2026-07-03 window-opens (renewal.window), projected
2026-10-01 term-starts (term.length), projected
2027-07-03 window-opens (renewal.window), projected
2027-10-01 term-starts (term.length), projected`},
		"not awaited, in a lapse": {subscription(t, notAwaited, owing).On(day("2025-07-01")), `
2025-07-03 window-opens (renewal.window)
2025-09-11 phase-starts expired (lapse.expired-days)
2025-09-26 phase-starts suspended (lapse.suspended-days)
2025-09-30 last-day (term.expiry)
2025-10-26 phase-starts canceled (lapse.canceled)`},
		"not switched on again, with fewer seats": {fewer, `
2025-07-03 window-opens (renewal.window)
2025-10-01 term-starts (term.length), projected
2025-10-01 change-takes-effect seats (change.seats-down), projected
2026-07-03 window-opens (renewal.window), projected
2026-10-01 term-starts (term.length), projected
2027-07-03 window-opens (renewal.window), projected
2027-10-01 term-starts (term.length), projected`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := "\n" + strings.Join(timeline(t, tt.v, "2025-02-01", "2027-12-31"), "\n"); got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

// change.pending: a number that is asked for as of the renewal date is replaced by the number of a renewal ordered on
// it.
func TestTimeline_NumberOfARenewalOnItsStart(t *testing.T) {
	pending := must(t)(annual(t, "2024-10-01").On(day("2025-08-01")).ReduceSeats(2))
	v := pending.On(day("2025-10-01"))
	for name, tt := range map[string]struct {
		changes lifecycle.RenewalChanges
		added   int
		changed bool
	}{
		"as many as before":             {lifecycle.RenewalChanges{Seats: 3}, 0, false},
		"others":                        {lifecycle.RenewalChanges{Seats: 4}, 0, true},
		"the number that is pending":    {plain, 0, true},
		"as before, and one more":       {lifecycle.RenewalChanges{Seats: 3}, 1, false},
		"what is pending, and one more": {plain, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := must(t)(v.Renew(tt.changes))
			if tt.added > 0 {
				s = must(t)(s.On(v.Day()).AddSeats(tt.added))
			}
			events, err := s.On(v.Day()).Timeline(v.Day(), v.Day())
			if err != nil {
				t.Fatal(err)
			}
			changed := false
			for e := range events {
				changed = changed || e.What == lifecycle.ChangeTakesEffect
			}
			if changed != tt.changed {
				t.Errorf("changed: %t, want %t\n%+v", changed, tt.changed, s.Facts().Changes)
			}
		})
	}
}
