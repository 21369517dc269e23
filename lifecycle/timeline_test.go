package lifecycle_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// lines is a timeline as text.
func lines(t *testing.T, s lifecycle.Subscription, from, horizon string) string {
	t.Helper()
	events, err := final(s).Timeline(day(from), day(horizon))
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
	return strings.Join(text, "\n")
}

// renewal.next-term: with auto-renew on the timeline goes on through renewals; with it off it ends with Canceled.
func TestTimelines(t *testing.T) {
	annual := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	pending := must(t)(must(t)(subscription(t, europe, annual).On(day("2025-01-01")).ReduceSeats(1)).On(day("2025-01-01")).ChangeTerm(calendar.ThreeYear))
	for name, test := range map[string]struct {
		s             lifecycle.Subscription
		from, horizon string
		want          string
	}{
		"off": {subscription(t, europe, autoRenew(annual, false)), "2024-10-01", "2030-01-01", `
2024-10-01 term-starts (term.length)
2024-10-01 phase-starts active (lapse.start)
2025-07-03 window-opens (renewal.window)
2025-09-30 last-day (term.expiry)
2025-10-01 phase-starts expired (lapse.expired-days)
2025-10-16 phase-starts suspended (lapse.suspended-days)
2025-11-15 phase-starts canceled (lapse.canceled)`},
		"on": {subscription(t, europe, annual), "2025-01-01", "2026-12-31", `
2025-07-03 window-opens (renewal.window)
2025-10-01 term-starts (term.length), projected
2026-07-03 window-opens (renewal.window), projected
2026-10-01 term-starts (term.length), projected`},
		"pending": {pending, "2025-09-30", "2028-10-01", `
2025-10-01 term-starts (term.length), projected
2025-10-01 change-takes-effect seats (change.seats-down), projected
2025-10-01 change-takes-effect term (change.term), projected
2026-10-01 anniversary (invoice.annual-instalments), projected
2027-10-01 anniversary (invoice.annual-instalments), projected
2028-07-03 window-opens (renewal.window), projected
2028-10-01 term-starts (term.length), projected`},
		"the last day is the horizon": {subscription(t, europe, annual), "2025-09-30", "2025-09-30", ``},
		"unpaid": {subscription(t, europe, subjects(t)["unpaid"]), "2024-10-02", "2030-01-01", `
2024-11-01 phase-starts expired (lapse.expired-days)
2024-11-16 phase-starts suspended (lapse.suspended-days)
2024-12-16 phase-starts canceled (lapse.canceled)`},
		"monthly, bought within its own window": {subscription(t, europe, subjects(t)["monthly off"]), "2024-01-01", "2025-03-01", `
2025-01-31 term-starts (term.length)
2025-01-31 window-opens (renewal.window)
2025-01-31 phase-starts active (lapse.start)
2025-02-27 last-day (term.expiry)
2025-02-28 phase-starts expired (lapse.expired-days)`},
		"trial": {subscription(t, europe, subjects(t)["trial"]), "2024-01-01", "2026-01-01", `
2025-01-02 term-starts (term.length)
2025-01-02 phase-starts active (lapse.start)
2025-01-31 last-day (term.expiry)
2025-02-01 phase-starts canceled (trial.convert)`},
		"what was asked and took effect later": {subscription(t, europe, rich(t)), "2025-10-15", "2027-02-28", `
2025-10-15 term-starts (term.length)
2025-10-15 change-takes-effect product (change.product-switch)
2026-07-17 window-opens (renewal.window)
2026-10-15 term-starts (term.length)
2026-11-30 window-opens (renewal.window)
2027-02-28 term-starts (term.length), projected`},
	} {
		if got := lines(t, test.s, test.from, test.horizon); got != strings.TrimSpace(test.want) {
			t.Errorf("%s:\n%s", name, got)
		}
	}
	extended := rich(t)
	extended.Terms[2].Length = calendar.ThreeYear
	if got := lines(t, subscription(t, europe, extended), "2026-10-15", "2026-10-15"); !strings.Contains(got, "term-starts") {
		t.Errorf("got %s", got)
	}
	if got := (lifecycle.Event{Day: day("2025-01-01"), What: lifecycle.ChangeTakesEffect, Change: lifecycle.AutoRenewSwitched, Rule: rule.RenewalAutoToggle}).String(); got != "2025-01-01 change-takes-effect auto-renew (renewal.auto-toggle)" {
		t.Error(got)
	}
}

// Monthly renewals from a 31st: each projected term is counted from the anchor.
func TestProjectedTermsFollowTheAnchor(t *testing.T) {
	events, err := final(subscription(t, europe, bought(t, calendar.Monthly, day("2025-01-31"), day("2025-01-31")))).Timeline(day("2025-01-31"), day("2028-03-01"))
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

func TestTimelineBounds(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	for _, test := range []struct {
		from, horizon calendar.Date
		field         string
		want          error
	}{
		{calendar.Date{}, day("2025-01-01"), "from", billingrules.ErrMissing},
		{day("2025-01-01"), calendar.Date{}, "horizon", billingrules.ErrMissing},
		{day("2025-01-01"), day("2024-12-31"), "horizon", billingrules.ErrConflict},
		{day("2025-01-01"), day("2025-01-01").AddDays(11_001), "horizon", billingrules.ErrRange},
	} {
		_, err := final(s).Timeline(test.from, test.horizon)
		if bad := billingrules.InputErrors(err); !errors.Is(err, test.want) || len(bad) != 1 || bad[0].Field != test.field {
			t.Errorf("from %s to %s: %v", test.from, test.horizon, err)
		}
	}
	if _, err := final(s).Timeline(day("2025-01-01"), day("2025-01-01").AddDays(11_000)); err != nil {
		t.Error(err)
	}
	// Two million renewals are not worked out.
	monthly := subscription(t, europe, bought(t, calendar.Monthly, day("2024-10-01"), day("2024-10-01")))
	for from, want := range map[string]string{
		"2108-01-30": "", // a thousand terms
		"2108-01-31": "lifecycle.View.Timeline: horizon 2108-02-01: is more than 1000 terms away",
		"9990-01-01": "lifecycle.View.Timeline: horizon 9990-01-02: is more than 1000 terms away",
	} {
		if _, err := final(monthly).Timeline(day(from), day(from).AddDays(1)); err == nil && want != "" || err != nil && err.Error() != want {
			t.Errorf("from %s: %v", from, err)
		}
	}
	// Renewals that would come too near the end of the calendar are said, not left out.
	end := bought(t, calendar.Annual, day("9944-01-01"), day("9944-01-01"))
	if _, err := final(subscription(t, europe, end)).Timeline(day("9944-01-01"), day("9960-01-01")); !errors.Is(err, billingrules.ErrRange) {
		t.Error(err)
	}
	end = bought(t, calendar.Annual, day("9890-01-31"), day("9890-01-31"))
	const beyond = "lifecycle.View.Timeline: horizon 9999-01-31: is too late: the term would end beyond the calendar"
	if _, err := final(subscription(t, europe, end)).Timeline(day("9980-01-31"), day("9999-12-31")); err == nil || err.Error() != beyond {
		t.Error(err)
	}
}

func TestStatusInOneLine(t *testing.T) {
	s := subscription(t, europe, autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20")), false))
	on := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20")))
	for want, got := range map[string]lifecycle.Status{
		"not started": s.On(day("2024-09-19")).Status(),
		"not started, active from 2024-10-01 on (term.length)":                                                               s.On(day("2024-09-20")).Status(),
		"active since 2024-10-01, expired from 2025-10-01 on (lapse.start)":                                                  s.On(day("2025-01-01")).Status(),
		"expired since 2025-10-01, suspended from 2025-10-16 on (lapse.expired-days)":                                        s.On(day("2025-10-01")).Status(),
		"suspended since 2025-10-16, canceled from 2025-11-15 on (lapse.suspended-days)":                                     s.On(day("2025-10-16")).Status(),
		"canceled since 2025-11-15 (lapse.canceled)":                                                                         s.On(day("2026-01-01")).Status(),
		"active since 2024-10-01, expired from 2025-10-02 on (renewal.awaited), provisionally: the renewal is being charged": on.On(day("2025-10-01")).Status(),
	} {
		if got.String() != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// How long an answer may be kept: to the end of the phase, and a provisional one, or one that becomes so, to the end of the day before.
func TestGoodUntil(t *testing.T) {
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	s := subscription(t, europe, autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false))
	on := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	p := europe.Parameters()
	p.Renewal.AwaitedDays = 3
	longer, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	awaited := subscription(t, longer, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	for name, test := range map[string]struct {
		view lifecycle.View
		want string
	}{
		"active":          {s.On(day("2025-01-01")), "2025-10-01 00:00:00 +0200 CEST"},
		"renewing itself": {on.On(day("2025-01-01")), "2025-10-01 00:00:00 +0200 CEST"},
		"provisional":     {awaited.On(day("2025-10-02")), "2025-10-03 00:00:00 +0200 CEST"},
		"suspended":       {s.On(day("2025-10-20")), "2025-11-15 00:00:00 +0100 CET"},
	} {
		if got, ok := test.view.ValidUntil(brussels); !ok || got.String() != test.want {
			t.Errorf("%s: %s, %v", name, got, ok)
		}
	}
	if got, ok := s.On(day("2026-01-01")).ValidUntil(brussels); ok || !got.IsZero() {
		t.Errorf("canceled until %s", got)
	}
}

// The phase on a day and every single decision: no allocation, with a long history too.
func TestNothingIsAllocated(t *testing.T) {
	plain := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	long := subscription(t, europe, history(t))
	d := day("2025-08-01")
	for name, f := range map[string]func(){
		"On":                 func() { plain.On(d).Status() },
		"On, long":           func() { long.On(d).Status() },
		"Can":                func() { _ = plain.On(d).Can(lifecycle.Downloads) },
		"CanRenew":           func() { plain.On(d).CanRenew() },
		"CanRenew, long":     func() { long.On(d).CanRenew() },
		"CanRenew, no":       func() { plain.On(day("2025-01-01")).CanRenew() },
		"CanSwitchProduct":   func() { plain.On(d).CanSwitchProduct() },
		"CanChangeTerm":      func() { plain.On(d).CanChangeTerm() },
		"CanAddSeats":        func() { plain.On(d).CanAddSeats() },
		"CanReduceSeats":     func() { plain.On(d).CanReduceSeats(1) },
		"CanSwitchAutoRenew": func() { plain.On(d).CanSwitchAutoRenew() },
		"CanConvertTrial":    func() { plain.On(d).CanConvertTrial() },
		"CanReactivate":      func() { plain.On(d).CanReactivate() },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

// history is ten terms and thirty invoices.
func history(t testing.TB) lifecycle.Facts {
	t.Helper()
	start := day("2024-10-01")
	ordered := []calendar.Date{start}
	for k := 1; k < 10; k++ {
		ordered = append(ordered, start.AddMonths(k).AddDays(-3))
	}
	f := bought(t, calendar.Monthly, start, ordered...)
	for k := range 30 {
		issued := start.AddDays(9 * k)
		f.Invoices = append(f.Invoices, lifecycle.BilledInvoice{Number: "I-" + itoa(k), Issued: issued, Due: issued.AddDays(30), Paid: issued.AddDays(20)})
	}
	return f
}

// The rival is what a caller writes by hand: instants in a zone, compared.
func BenchmarkPhase(b *testing.B) {
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2025, time.August, 1, 9, 30, 0, 0, time.UTC)
	plain, long := subscription(b, europe, bought(b, calendar.Annual, day("2024-10-01"), day("2024-10-01"))), subscription(b, europe, history(b))
	d := calendar.DateOf(now, brussels)
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			plain.On(d).Status()
		}
	})
	b.Run("long history", func(b *testing.B) {
		for b.Loop() {
			long.On(d).Status()
		}
	})
	past := day("2025-02-10") // in the middle of the history
	b.Run("long history, a past day", func(b *testing.B) {
		for b.Loop() {
			long.On(past).Status()
		}
	})
	b.Run("decision", func(b *testing.B) {
		for b.Loop() {
			plain.On(d).CanRenew()
		}
	})
	b.Run("decision, long history", func(b *testing.B) {
		for b.Loop() {
			long.On(d).CanRenew()
		}
	})
	b.Run("decision, long history, a past day", func(b *testing.B) {
		for b.Loop() {
			long.On(past).CanRenew()
		}
	})
	b.Run("rival", func(b *testing.B) {
		for b.Loop() {
			end := time.Date(2025, time.October, 1, 0, 0, 0, 0, brussels)
			edges := [...]time.Time{end, end.AddDate(0, 0, 15), end.AddDate(0, 0, 45)}
			_ = slices.IndexFunc(edges[:], now.Before)
		}
	})
}

// invoice.annual-instalments: an anniversary is told of where an instalment is due on it.
func TestAnniversariesAreThoseOfInstalments(t *testing.T) {
	two := europe.Parameters()
	two.Invoice.Instalments = 2
	ed, err := policy.NewEdition(two)
	if err != nil {
		t.Fatal(err)
	}
	gated := bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01"))
	host := subscription(t, europe, bought(t, calendar.ThreeYear, day("2027-08-10"), day("2027-08-10")))
	extended := must(t)(subscription(t, europe, gated).On(day("2027-09-15")).Extend(host.On(day("2027-09-15")))).Facts()
	for _, test := range []struct {
		what string
		ed   policy.Edition
		f    lifecycle.Facts
		want []string
	}{
		{"three of them", europe, gated, []string{"2025-10-01", "2026-10-01"}},
		{"two of them", ed, gated, []string{"2025-10-01"}},
		{"ordered before the edition", europe, bought(t, calendar.ThreeYear, day("2024-09-15"), day("2024-09-15")), nil},
		{"annual", europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), nil},
		{"extended, which is charged at once", europe, extended, []string{"2025-10-01", "2026-10-01"}},
	} {
		events, err := final(subscription(t, test.ed, autoRenew(test.f, false))).Timeline(day("2024-01-01"), day("2031-01-01"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for e := range events {
			if e.What == lifecycle.Anniversary {
				got = append(got, e.Day.String())
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.what, got, test.want)
		}
	}
}
