package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// change.effective-fixed, where pending changes move with an early renewal: a term asked for on the day counts for an
// early renewal of that day, no longer for one of the days after it, and again for a late one. With a cancellation that
// leaves room for one of two lengths only, the window has the days on which the renewal ends in time.
func TestCanRenew_WhatMovesTomorrow(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	open, final := rule.RenewalWindow, rule.RenewalCanceledFinal
	month, year := "2026-11-30", "2027-10-01" // R = 2026-10-01, so that Suspended ends on 2026-11-15
	for name, test := range map[string]struct {
		length     calendar.Term // asked for instead of a year
		on, ends   string
		id         rule.ID
		window     string
		remedy     policy.Remedy
		validUntil string
	}{
		"today and late": {
			calendar.Monthly, "2026-09-21", month, open, window("2026-07-03", "2026-09-21"), 0, "2026-09-22",
		},
		"all along": {
			calendar.Monthly, "2026-09-21", year, open, window("2026-07-03", "2026-11-14"), 0, "2026-10-01",
		},
		"late only, before the window": {
			calendar.Monthly, "2026-07-02", month, final, window("2026-10-01", "2026-11-14"),
			policy.WaitForWindow, "2026-07-03",
		},
		"on the first day": {
			calendar.Monthly, "2026-07-03", month, open, window("2026-07-03", "2026-07-03"), 0, "2026-07-04",
		},
		"on the last day": {
			calendar.Monthly, "2026-09-30", month, open, window("2026-07-03", "2026-11-14"), 0, "2026-10-01",
		},
		"early, but not today": {
			calendar.ThreeYear, "2026-09-21", year, final, window("2026-09-22", "2026-09-30"),
			policy.WaitForWindow, "2026-09-22",
		},
		"early, but not on the last day": {
			calendar.ThreeYear, "2026-09-30", year, final, "", policy.RenewWithChanges, "2026-10-01",
		},
		"early, before the window": {
			calendar.ThreeYear, "2026-07-02", year, open, window("2026-07-03", "2026-09-30"),
			policy.WaitForWindow, "2026-07-03",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := subscription(t, ed, bought(t, calendar.Annual, day("2025-10-01"), day("2025-10-01")))
			s = must(t)(s.On(day("2026-07-01")).Cancel(day(test.ends)))
			v := must(t)(s.On(day(test.on)).ChangeTerm(test.length)).On(day(test.on))
			want := answer{id: test.id, remedy: test.remedy, window: test.window, allowed: test.remedy == 0}
			decides(t, v.CanRenew(), want)
			if got := v.Actions().ValidUntil(); got != day(test.validUntil) {
				t.Errorf("valid until %s, want %s", got, test.validUntil)
			}
		})
	}
}

// invoice.by-renewal: if only a late renewal of the length that is due would end by a cancellation, waiting does not
// help to renew by invoice, but another length does.
func TestCanRenewByInvoice_WhatMovesTomorrow(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	s := subscription(t, ed, bought(t, calendar.Annual, day("2025-10-01"), day("2025-10-01")))
	s = must(t)(s.On(day("2026-07-01")).Cancel(day("2026-11-30")))
	s = must(t)(s.On(day("2026-07-02")).ChangeTerm(calendar.Monthly))
	final := answer{id: rule.RenewalCanceledFinal, remedy: policy.WaitForWindow}
	decides(t, s.On(day("2026-07-02")).CanRenewByInvoice(lifecycle.PayerOnFile, plain), final)
	final.remedy = policy.RenewWithChanges
	v := s.On(day("2026-07-03"))
	decides(t, v.CanRenewByInvoice(lifecycle.PayerOnFile, plain), final)
	decides(t, v.CanRenewByInvoice(lifecycle.PayerOnFile, lifecycle.RenewalChanges{Length: calendar.Monthly}), answer{
		allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService, window: window("2026-07-03", "2026-09-30"),
	})
	renewed := must(t)(v.Renew(lifecycle.RenewalChanges{Length: calendar.Monthly}))
	if got := renewed.On(v.Day()).Renewal(); got != day("2026-11-01") {
		t.Errorf("renewed up to %s", got)
	}
	final.remedy = policy.WaitForWindow // as for every renewal without a payer, before and in its window
	decides(t, v.CanRenewByInvoice(lifecycle.NoPayer, plain), final)
}

// renewal.with-changes, where the edition has no quotes yet on the renewal date: a number that is pending anyway takes
// no quote then, so the window of a renewal that carries it goes on after that date.
func TestCanRenewWith_WhatIsPendingTakesNoQuote(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) {
		p.Change.FollowsEarlyRenewal, p.Lapse.StagesBeforeEdition = policy.Yes, policy.Yes
	})
	s := subscription(t, ed, bought(t, calendar.Annual, day("2023-09-01"), day("2023-09-01")))
	// R, 2024-09-01, is before the edition.
	v := must(t)(s.On(day("2024-07-01")).ReduceSeats(2)).On(day("2024-07-02"))
	for seats, last := range map[int]string{2: "2024-10-15", 1: "2024-08-31"} {
		d := v.CanRenewWith(lifecycle.RenewalChanges{Seats: seats})
		decides(t, d, answer{allowed: true, id: rule.RenewalWithChanges, window: window("2024-06-03", last)})
		on := v.Subscription().On(day("2024-09-05")).CanRenewWith(lifecycle.RenewalChanges{Seats: seats})
		if on.Allowed() != (seats == 2) {
			t.Errorf("%d seats: %s", seats, on)
		}
	}
}

// change.effective-fixed: an early renewal moves what is pending for the renewal date, each kind of it, if the edition
// says so, but not what was asked for on its day, nor what takes effect before that date.
func TestView_PendingMoves(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	first := bought(t, calendar.Monthly, day("2025-10-01"), day("2025-10-01"))
	s, asked := subscription(t, ed, first), day("2025-10-10")
	last := day("2025-10-31") // R = 2025-11-01
	tomorrow := calendar.Span(asked.AddDays(1), last.AddDays(1))
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		on   calendar.Date
		want calendar.Period
	}{
		"seats":            {must(t)(s.On(asked).ReduceSeats(1)), asked, tomorrow},
		"a product":        {must(t)(s.On(asked).SwitchProduct("Maya")), asked, tomorrow},
		"a term":           {must(t)(s.On(asked).ChangeTerm(calendar.Annual)), asked, tomorrow},
		"the next day":     {must(t)(s.On(asked).ReduceSeats(1)), asked.AddDays(1), tomorrow},
		"on the last day":  {must(t)(s.On(last).ReduceSeats(1)), last, calendar.Period{}},
		"on R":             {must(t)(s.On(asked).ReduceSeats(1)), last.AddDays(1), calendar.Period{}},
		"nothing":          {s, asked, calendar.Period{}},
		"before R":         {must(t)(s.On(asked).Renew(lifecycle.RenewalChanges{Seats: 1})), asked, calendar.Period{}},
		"before the order": {s, day("2025-09-30"), calendar.Period{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := tt.s.On(tt.on).PendingMoves(); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			if got := subscription(t, europe, tt.s.Facts()).On(tt.on).PendingMoves(); !got.IsZero() {
				t.Errorf("%s, under an edition by which nothing moves", got)
			}
		})
	}
}

// change.effective-fixed, where pending changes move with an early renewal: the window of a renewal is the stretch of
// days, from the day of the view on, on which asking again says yes, and a renewal can be waited for if there is a
// later one.
func TestCanRenewWith_WindowAskedDayByDay(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	carried := []lifecycle.RenewalChanges{
		{},
		{Seats: 2},
		{Seats: 3},
		{Length: calendar.Monthly},
		{Length: calendar.Annual},
		{Length: calendar.ThreeYear},
		{Seats: 2, Length: calendar.Annual},
	}
	start, gone := day("2025-10-01"), day("2026-11-15") // R = 2026-10-01
	for length := calendar.Monthly; length.IsValid(); length++ {
		for _, ends := range []string{
			"2026-10-31", "2026-11-01", "2026-11-15", "2027-09-30", "2027-10-01", "2029-09-30", "2029-10-01",
		} {
			leaving := subscription(t, ed, bought(t, calendar.Annual, start, start))
			leaving = must(t)(leaving.On(day("2026-07-01")).Cancel(day(ends)))
			for _, asked := range []string{"2026-07-02", "2026-07-03", "2026-08-10", "2026-09-29", "2026-09-30"} {
				s, err := leaving.On(day(asked)).ChangeTerm(length)
				if err != nil {
					continue // it is the term that is due anyway
				}
				for _, changes := range carried {
					answers := map[calendar.Date]policy.Decision{}
					for d := day(asked); d.Before(gone); d = d.AddDays(1) {
						answers[d] = s.On(d).CanRenewWith(changes)
					}
					for d := day(asked); d.Before(gone); d = d.AddDays(1) {
						holdsStretch(t, answers, d)
					}
				}
			}
		}
	}
}

// holdsStretch holds the window of a day's answer against the answers of the days after it.
func holdsStretch(t *testing.T, answers map[calendar.Date]policy.Decision, on calendar.Date) {
	t.Helper()
	d, at := answers[on], on
	for answers[at].Asked == at && !answers[at].Allowed() {
		at = at.AddDays(1)
	}
	later := answers[at].Allowed()
	switch waits := d.Remedy == policy.WaitForWindow; {
	case !d.Allowed() && waits != later:
		t.Errorf("on %s: %s, but on %s: %s", on, d, at, answers[at])
		return
	case !later:
		return
	case d.Window.Start().After(at) || !d.Window.Contains(at):
		t.Errorf("on %s: %s, but on %s: %s", on, d, at, answers[at])
	}
	for ; answers[at].Allowed(); at = at.AddDays(1) {
		if !d.Window.Contains(at) {
			t.Errorf("on %s: %s, but on %s: %s", on, d, at, answers[at])
			return
		}
	}
	if d.Window.Contains(at) {
		t.Errorf("on %s: %s, but on %s: %s", on, d, at, answers[at])
	}
}
