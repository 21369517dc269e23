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
	"example.com/billingrules/rule"
)

// timeline is the timeline of a view as text.
func timeline(t *testing.T, v lifecycle.View, from, horizon string) []string {
	t.Helper()
	events, err := v.Timeline(day(from), day(horizon))
	if err != nil {
		t.Fatal(err)
	}
	var text []string
	for range 2 { // it can be walked again
		text = nil
		for e := range events {
			text = append(text, e.String())
		}
	}
	for range events {
		break // and left
	}
	return text
}

// renewal.next-term: with auto-renew on the timeline goes on through renewals; with it off it ends with Canceled.
func TestTimeline(t *testing.T) {
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	pending := must(t)(subscription(t, europe, once).On(day("2025-01-01")).ReduceSeats(1))
	pending = must(t)(pending.On(day("2025-01-01")).ChangeTerm(calendar.ThreeYear))
	off := subscription(t, europe, autoRenew(once, false))
	everything := lifecycle.RenewalChanges{Seats: 8, Offering: "Revit", Length: calendar.Monthly}
	late := must(t)(off.On(day("2025-10-20")).Renew(everything))
	follows := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	leaving := func(on string) lifecycle.View {
		return must(t)(off.On(day("2025-01-01")).Cancel(day(on))).On(day("2025-01-01"))
	}
	canceled := func(on string) lifecycle.View {
		return must(t)(off.On(day(on)).Cancel(day("2025-07-10"))).On(day("2025-07-05"))
	}
	known := func(f lifecycle.Facts) lifecycle.View { return subscription(t, europe, f).On(lastKnown(f)) }
	for name, tt := range map[string]struct {
		v             lifecycle.View
		from, horizon string
		want          string
	}{
		"off": {off.On(day("2024-10-01")), "2024-10-01", "2030-01-01", `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-07-03 window-opens (renewal.window)
2025-09-30 last-day (term.expiry)
2025-10-01 phase-starts expired (lapse.expired-days)
2025-10-16 phase-starts suspended (lapse.suspended-days)
2025-11-15 phase-starts canceled (lapse.canceled)`},
		"off, from one day to another": {off.On(day("2024-10-01")), "2025-10-01", "2025-10-16", `
2025-10-01 phase-starts expired (lapse.expired-days)
2025-10-16 phase-starts suspended (lapse.suspended-days)`},
		"on": {known(once), "2025-01-01", "2026-12-31", `
2025-07-03 window-opens (renewal.window)
2025-10-01 term-starts (term.length), projected
2026-07-03 window-opens (renewal.window), projected
2026-10-01 term-starts (term.length), projected`},
		"pending": {pending.On(day("2025-01-01")), "2025-09-30", "2028-10-01", `
2025-10-01 term-starts (term.length), projected
2025-10-01 change-takes-effect seats (change.seats-down), projected
2025-10-01 change-takes-effect term (change.term), projected
2026-10-01 anniversary (invoice.annual-instalments), projected
2027-10-01 anniversary (invoice.annual-instalments), projected
2028-07-03 window-opens (renewal.window), projected
2028-10-01 term-starts (term.length), projected`},
		"pending, before it was asked for": {pending.On(day("2024-12-31")), "2025-09-30", "2026-05-01", `
2025-10-01 term-starts (term.length), projected`},
		"the last day is the horizon": {known(once), "2025-09-30", "2025-09-30", ``},
		"unpaid": {known(subjects(t)["unpaid"]), "2024-10-02", "2030-01-01", `
2024-11-01 phase-starts expired (lapse.expired-days)
2024-11-16 phase-starts suspended (lapse.suspended-days)
2024-12-16 phase-starts canceled (lapse.canceled)`},
		"monthly, bought inside its own window": {known(subjects(t)["monthly off"]), "2024-01-01", "2025-03-01", `
2025-01-31 term-starts (term.length)
2025-01-31 window-opens (renewal.window)
2025-01-31 phase-starts active (lapse.start)
2025-02-27 last-day (term.expiry)
2025-02-28 phase-starts expired (lapse.expired-days)`},
		"trial": {known(trial()), "2024-01-01", "2026-01-01", `
2025-01-02 term-starts (term.length)
2025-01-02 phase-starts active (lapse.start)
2025-01-31 last-day (term.expiry)
2025-02-01 phase-starts canceled (trial.convert)`},
		"what was asked for and carried out": {known(rich(t)), "2025-10-15", "2027-04-01", `
2025-10-15 term-starts (term.length)
2025-10-15 change-takes-effect product (change.product-switch)
2026-07-17 window-opens (renewal.window)
2026-10-15 term-starts (term.length)
2026-11-30 window-opens (renewal.window)
2027-02-27 last-day (term.expiry)
2027-02-28 phase-starts expired (lapse.expired-days)
2027-03-15 phase-starts suspended (lapse.suspended-days)
2027-03-31 phase-starts canceled (renewal.canceled-final)`},
		"renewed late, with changes": {late.On(day("2025-10-20")), "2025-09-01", "2025-11-30", `
2025-10-01 term-starts (term.length)
2025-10-01 change-takes-effect seats (change.seats-down)
2025-10-01 change-takes-effect product (change.product-switch)
2025-10-01 change-takes-effect term (change.term)
2025-10-01 phase-starts expired (lapse.expired-days)
2025-10-16 phase-starts suspended (lapse.suspended-days)
2025-10-20 window-opens (renewal.window)
2025-10-20 phase-starts active (lapse.start)
2025-11-01 term-starts (term.length), projected
2025-11-01 window-opens (renewal.window), projected`},
		"a cancellation keeps the window shut": {leaving("2026-09-30"), "2025-01-02", "2025-09-29", ``},
		"a cancellation leaves it open": {leaving("2026-10-01"), "2025-01-02", "2025-09-29", `
2025-07-03 window-opens (renewal.window)`},
		"a cancellation is asked for when it opens": {canceled("2025-07-03"), "2025-01-02", "2025-07-10", `
2025-07-10 phase-starts canceled (renewal.canceled-final)`},
		"a cancellation is asked for later": {canceled("2025-07-04"), "2025-01-02", "2025-07-10", `
2025-07-03 window-opens (renewal.window)
2025-07-10 phase-starts canceled (renewal.canceled-final)`},
		"a cancellation after a renewal of the day": {
			must(t)(must(t)(off.On(day("2025-07-03")).Renew(plain)).On(day("2025-07-03")).Cancel(day("2027-01-01"))).
				On(day("2025-07-03")), "2025-01-02", "2025-07-10", `
2025-07-03 window-opens (renewal.window)`,
		},
		"a cancellation, by the other reading of what is pending": {
			must(t)(subscription(t, follows, pending.Facts()).On(day("2025-01-02")).Cancel(day("2026-10-01"))).
				On(day("2025-01-02")), "2025-01-02", "2025-09-29", `
2025-07-03 window-opens (renewal.window)`,
		},
		"before the first order": {off.On(day("2024-09-30")), "2024-10-01", "2030-01-01", ``},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(timeline(t, tt.v, tt.from, tt.horizon), "\n")
			if got != strings.TrimSpace(tt.want) {
				t.Errorf("got\n%s", got)
			}
		})
	}
	e := lifecycle.Event{
		Day: day("2025-01-01"), What: lifecycle.ChangeTakesEffect, Change: lifecycle.AutoRenewSwitched,
		Rule: rule.RenewalAutoToggle,
	}
	if got := e.String(); got != "2025-01-01 change-takes-effect auto-renew (renewal.auto-toggle)" {
		t.Error(got)
	}
}

// Monthly renewals from a 31st: each projected term is counted from the anchor.
func TestTimeline_ProjectedTermsFollowTheAnchor(t *testing.T) {
	v := subscription(t, europe, subjects(t)["monthly"]).On(day("2025-01-31"))
	events, err := v.Timeline(day("2025-01-31"), day("2028-03-01"))
	if err != nil {
		t.Fatal(err)
	}
	k := 0
	for e := range events {
		if e.What == lifecycle.TermStarts {
			if e.Day != day("2025-01-31").AddMonths(k) || e.Projected != (k > 0) {
				t.Errorf("term %d starts on %s, projected %v", k, e.Day, e.Projected)
			}
			k++
		}
	}
	if k != 38 {
		t.Errorf("%d terms", k)
	}
}

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

// Two million renewals are not worked out, and those that would come too near the end of the calendar are told.
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

// invoice.annual-instalments: an anniversary is told if an instalment is due on it.
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

// renewal.awaited, renewal.auto-default: the readings do not change which renewals are projected: each that is Active
// on the last covered day, whatever else was asked for before it.
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
