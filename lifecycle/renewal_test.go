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

// plain is a renewal that carries nothing.
var plain = lifecycle.RenewalChanges{}

// renewal.window, renewal.late, renewal.canceled-final: both sides of every edge.
func TestCanRenew_Window(t *testing.T) {
	s := subscription(t, europe, subjects(t)["off"])
	days := window("2025-07-03", "2025-11-14")
	for on, want := range map[string]answer{
		"2025-07-02": {id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: days},
		"2025-07-03": {allowed: true, id: rule.RenewalWindow, window: days},
		"2025-09-30": {allowed: true, id: rule.RenewalWindow, window: days},
		"2025-10-01": {allowed: true, id: rule.RenewalLate, window: days},
		"2025-11-14": {allowed: true, id: rule.RenewalLate, window: days},
		"2025-11-15": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
	} {
		t.Run(on, func(t *testing.T) {
			v := s.On(day(on))
			decides(t, v.CanRenew(), want)
			decides(t, v.CanRenewWith(plain), want)
			_, err := v.Renew(plain)
			if (err == nil) != want.allowed {
				t.Errorf("renewed: %v", err)
			}
		})
	}
}

// renewal.window: a window that is longer than the term opens with the purchase.
func TestCanRenew_BoughtInsideItsWindow(t *testing.T) {
	f := bought(t, calendar.Monthly, day("2025-01-31"), day("2025-01-20"))
	s := subscription(t, europe, f)
	if d := s.On(day("2025-01-20")).CanRenew(); !d.Allowed() || d.Window.Start() != day("2025-01-20") {
		t.Errorf("got %v", d)
	}
	if d := s.On(day("2025-01-19")).CanRenew(); d.Allowed() {
		t.Errorf("got %v", d)
	}
}

// renewal.window, lapse.start: a debt that will have ended it before its window opens is to be paid first; one that is
// not overdue is taken to be paid in time.
func TestCanRenew_Debts(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"),
		day("2024-10-01")).Bill(unpaid("I-1", "2024-10-01", "2024-10-31"))
	s := subscription(t, europe, f)
	full := window("2025-07-03", "2025-11-14")
	for on, want := range map[string]answer{
		"2024-10-31": {id: rule.RenewalWindow, remedy: policy.PayOpenInvoice, window: full},
		"2024-11-01": {id: rule.RenewalWindow, remedy: policy.PayOverdue},
		"2024-12-15": {id: rule.RenewalWindow, remedy: policy.PayOverdue},
		"2024-12-16": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
	} {
		t.Run(on, func(t *testing.T) { decides(t, s.On(day(on)).CanRenew(), want) })
	}
	// An invoice that lapses inside the window: renewed in Suspended, and still owing.
	late := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")).Bill(
		unpaid("I-1", "2025-05-15", "2025-06-14")))
	owing := window("2025-07-03", "2025-07-29")
	decides(t, late.On(day("2025-07-10")).CanRenew(), answer{allowed: true, id: rule.RenewalWindow, window: owing})
	renewed := must(t)(late.On(day("2025-07-10")).Renew(plain))
	phaseIs(t, renewed, "2025-07-10", lifecycle.Suspended)
}

// renewal.next-term and renewal.window: an early renewal moves R by one term, and the window with it.
func TestRenew_EarlyMovesTheWindow(t *testing.T) {
	s := annual(t, "2024-10-01")
	early := day("2025-07-03") // R − 90
	renewed := must(t)(s.On(early).Renew(plain))
	if got, before := renewed.On(early).Renewal(), renewed.On(early.AddDays(-1)).Renewal(); got != day("2026-10-01") ||
		before != day("2025-10-01") {
		t.Errorf("it renews on %s, and on the day before on %s", got, before)
	}
	next := window("2026-07-03", "2026-11-14")
	decides(t, renewed.On(early).CanRenew(), answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: next})
	decides(t, renewed.On(day("2026-07-03")).CanRenew(), answer{allowed: true, id: rule.RenewalWindow, window: next})
}

// renewal.next-term: a late monthly renewal can buy days that are already over.
func TestRenew_DaysThatAreOver(t *testing.T) {
	s := subscription(t, europe, autoRenew(bought(t, calendar.Monthly, day("2025-02-01"), day("2025-02-01")), false))
	phaseIs(t, s, "2025-03-30", lifecycle.Suspended) // S = 02-28, Expired through 03-15, Suspended through 03-30
	phaseIs(t, s, "2025-03-31", lifecycle.Canceled)
	renewed := must(t)(s.On(day("2025-03-30")).Renew(plain))
	phaseIs(t, renewed, "2025-03-30", lifecycle.Active)

	monthEnd := subscription(t, europe, subjects(t)["monthly off"]) // [01-31, 02-28)
	again := must(t)(monthEnd.On(day("2025-03-29")).Renew(plain))   // [02-28, 03-31)
	phaseIs(t, again, "2025-03-29", lifecycle.Active)
	if got := again.On(day("2025-03-29")).Renewal(); got != day("2025-03-31") {
		t.Errorf("it renews on %s", got)
	}

	longer := edition(t, func(p *policy.Parameters) {
		p.Lapse.SuspendedDays.Monthly, p.Renewal.SwitchesOnAgain = 30, policy.No
	})
	off := autoRenew(bought(t, calendar.Monthly, day("2025-02-01"), day("2025-02-01")), false)
	over := must(t)(subscription(t, longer, off).On(day("2025-04-10")).Renew(plain))
	status := over.On(day("2025-04-10")).Status()
	if status.Phase != lifecycle.Expired || status.Since != day("2025-04-10") || status.Until != day("2025-04-16") ||
		!status.Ended {
		t.Errorf("got %+v", status) // S is 03-31 now: Expired through 04-15
	}
}

// renewal.auto-default: on from the purchase on, and switched on again by a renewal, or as it was switched.
func TestAutoRenew_Default(t *testing.T) {
	asSwitched := edition(t, func(p *policy.Parameters) { p.Renewal.SwitchesOnAgain = policy.No })
	off := func(f lifecycle.Facts, on string) lifecycle.Facts {
		f.Changes = append(f.Changes,
			lifecycle.Change{What: lifecycle.AutoRenewSwitched, Asked: day(on), Effective: day(on)})
		return f
	}
	start := day("2024-10-01")
	once := bought(t, calendar.Annual, start, start)
	renewed := bought(t, calendar.Annual, start, start, day("2025-08-01"))
	old := bought(t, calendar.Annual, day("2023-11-01"), day("2023-11-01"), day("2024-09-16"))
	older := bought(t, calendar.Annual, day("2023-11-01"), day("2023-11-01"), day("2024-09-15"))
	extended := must(t)(subscription(t, europe, off(once, "2025-01-15")).On(day("2025-08-01")).Extend(
		annual(t, "2025-01-15").On(day("2025-08-01")))).Facts()
	for name, tt := range map[string]struct {
		f                lifecycle.Facts
		on               string
		again, asItStood bool
	}{
		"the day before the purchase":            {once, "2024-09-30", false, false},
		"on the purchase":                        {once, "2024-10-01", true, true},
		"the day before the switch":              {off(once, "2025-01-15"), "2025-01-14", true, true},
		"on the switch":                          {off(once, "2025-01-15"), "2025-01-15", false, false},
		"the day before the renewal":             {off(renewed, "2025-01-15"), "2025-07-31", false, false},
		"on the renewal":                         {off(renewed, "2025-01-15"), "2025-08-01", true, false},
		"switched off on the day of the renewal": {off(renewed, "2025-08-01"), "2025-08-01", false, false},
		"switched off after the renewal":         {off(renewed, "2025-08-02"), "2025-08-02", false, false},
		"bought before the edition":              {old, "2024-09-15", false, false},
		"renewed on the edition's first day":     {old, "2024-09-16", true, true},
		"switched off before, and renewed":       {off(old, "2024-01-01"), "2024-09-16", true, false},
		"renewed on the day before it":           {older, "2025-01-01", false, false},
		"an extension is no renewal":             {extended, "2025-08-01", false, false},
		"tokens are not renewed automatically":   {tokens("2024-10-01"), "2024-10-01", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := subscription(t, europe, tt.f).On(day(tt.on)).AutoRenew(); got != tt.again {
				t.Errorf("it is on: %v", got)
			}
			if got := subscription(t, asSwitched, tt.f).On(day(tt.on)).AutoRenew(); got != tt.asItStood {
				t.Errorf("as it was switched it is on: %v", got)
			}
		})
	}
}

// renewal.auto-default: what is switched off, renewed, and switched off again on one day.
func TestAutoRenew_SameDay(t *testing.T) {
	on := day("2025-08-01")
	for answer, want := range map[policy.Answer]bool{policy.Yes: true, policy.No: false} {
		t.Run("switched on again: "+answer.String(), func(t *testing.T) {
			ed := edition(t, func(p *policy.Parameters) { p.Renewal.SwitchesOnAgain = answer })
			s := subscription(t, ed, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
			s = must(t)(s.On(on).SetAutoRenew(false))
			s = must(t)(s.On(on).Renew(plain))
			if got := s.On(on).AutoRenew(); got != want {
				t.Errorf("after the renewal it is on: %v", got)
			}
			s = must(t)(s.On(on).SetAutoRenew(false))
			if s.On(on).AutoRenew() {
				t.Error("it was switched off last")
			}
		})
	}
	// What was switched on stays so, and needs no record; before the edition a renewal switches nothing.
	again := must(t)(must(t)(annual(t, "2024-10-01").On(on).SetAutoRenew(true)).On(on).Renew(plain))
	if n := len(again.Facts().Changes); n != 1 {
		t.Errorf("%d changes", n)
	}
	old := subscription(t, europe, bought(t, calendar.Annual, day("2023-10-01"), day("2023-10-01")))
	old = must(t)(must(t)(old.On(day("2024-09-15")).SetAutoRenew(false)).On(day("2024-09-15")).Renew(plain))
	if old.On(day("2024-09-15")).AutoRenew() {
		t.Error("it is on before the edition")
	}
}

// renewal.auto-toggle: until the end of Suspended.
func TestCanSwitchAutoRenew(t *testing.T) {
	off := subscription(t, europe, subjects(t)["off"])
	days := window("2024-10-01", "2025-11-14")
	yes := answer{allowed: true, id: rule.RenewalAutoToggle, route: policy.SelfService, window: days}
	for on, want := range map[string]answer{
		"2024-10-01": yes, "2025-11-14": yes,
		"2025-11-15": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
	} {
		t.Run(on, func(t *testing.T) { decides(t, off.On(day(on)).CanSwitchAutoRenew(), want) })
	}
	last := day("2025-11-14")
	on := must(t)(off.On(last).SetAutoRenew(true))
	if got := on.On(day("2025-10-01")).Phase(); got != lifecycle.Expired {
		t.Errorf("the past has changed: on R it is %s", got)
	}
	_, err := off.On(last.AddDays(1)).SetAutoRenew(true)
	refusedBy(t, err, rule.RenewalCanceledFinal, policy.BuyNew)
}

// renewal.awaited, term.renewal: R is provisional while the automatic renewal is charged, for the days of the edition.
func TestView_Provisional(t *testing.T) {
	three := edition(t, func(p *policy.Parameters) { p.Renewal.AwaitedDays = 3 })
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	canceled := once
	canceled.Cancellation = lifecycle.Cancellation{Asked: day("2025-02-01"), Effective: day("2026-09-30")}
	later := canceled
	later.Cancellation.Effective = day("2026-10-01")
	for name, tt := range map[string]struct {
		ed   policy.Edition
		f    lifecycle.Facts
		on   string
		want bool
		id   rule.ID
	}{
		"on E":                      {europe, once, "2025-09-30", false, rule.LapseStart},
		"on R":                      {europe, once, "2025-10-01", true, rule.RenewalAwaited},
		"on the day after":          {europe, once, "2025-10-02", false, rule.LapseExpiredDays},
		"on the last of three days": {three, once, "2025-10-03", true, rule.RenewalAwaited},
		"after three days":          {three, once, "2025-10-04", false, rule.LapseExpiredDays},
		"switched off": {
			europe, autoRenew(once, false), "2025-10-01", false, rule.LapseExpiredDays,
		},
		"with an invoice overdue": {
			europe, once.Bill(unpaid("I-1", "2025-09-01", "2025-09-30")), "2025-10-01", false, rule.LapseExpiredDays,
		},
		"with an invoice due on R": {
			europe, once.Bill(unpaid("I-1", "2025-09-01", "2025-10-01")), "2025-10-01", true, rule.RenewalAwaited,
		},
		"with one due before three are up": {
			three, once.Bill(unpaid("I-1", "2025-09-01", "2025-10-01")), "2025-10-02", false, rule.LapseExpiredDays,
		},
		"that a cancellation would cut": {europe, canceled, "2025-10-01", false, rule.LapseExpiredDays},
		"that ends with a cancellation": {europe, later, "2025-10-01", true, rule.RenewalAwaited},
	} {
		t.Run(name, func(t *testing.T) {
			v := subscription(t, tt.ed, tt.f).On(day(tt.on))
			status := v.Status()
			if v.Provisional() != tt.want || status.Provisional != tt.want || status.Rule != tt.id {
				t.Errorf("got %v", status)
			}
			if (v.Phase() == lifecycle.Active) != (tt.want || tt.on == "2025-09-30") {
				t.Errorf("got %v", status)
			}
		})
	}
}

// renewal.charge-failed: from that day on R is no longer awaited, and the stages count from E.
func TestFailCharge(t *testing.T) {
	three := edition(t, func(p *policy.Parameters) { p.Renewal.AwaitedDays = 3 })
	s := subscription(t, three, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	failed := must(t)(s.On(day("2025-10-02")).FailCharge())
	for on, want := range map[string]lifecycle.Phase{
		"2025-10-01": lifecycle.Active, "2025-10-02": lifecycle.Expired, "2025-10-15": lifecycle.Expired,
		"2025-10-16": lifecycle.Suspended, "2025-11-14": lifecycle.Suspended, "2025-11-15": lifecycle.Canceled,
	} {
		t.Run(on, func(t *testing.T) { phaseIs(t, failed, on, want) })
	}
	if !failed.On(day("2025-10-01")).Provisional() || failed.On(day("2025-10-02")).Provisional() {
		t.Error("it is awaited up to the day on which it failed")
	}
	// Renewed all the same, the next renewal is awaited again.
	renewed := must(t)(failed.On(day("2025-10-05")).Renew(plain))
	if !renewed.On(day("2026-10-01")).Provisional() {
		t.Error("the next one is not awaited")
	}
	for name, tt := range map[string]struct {
		v    lifecycle.View
		want string
	}{
		"before R": {s.On(day("2025-09-30")), "failedCharges[0] 2025-09-30: is before the renewal date 2025-10-01"},
		"twice":    {failed.On(day("2025-10-02")), "failedCharges[1] 2025-10-02: is not after the day"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tt.v.FailCharge()
			told := billingrules.InputErrors(err)
			if !errors.Is(err, billingrules.ErrConflict) || len(told) != 1 {
				t.Fatalf("got %v", err)
			}
			if want := "lifecycle.View.FailCharge: " + tt.want; len(err.Error()) < len(want) ||
				err.Error()[:len(want)] != want {
				t.Errorf("got %v", err)
			}
		})
	}
}

// renewal.with-changes: a renewal may carry other seats, another length, another product, early and late; late by a
// partner's quote.
func TestCanRenewWith(t *testing.T) {
	s := subscription(t, europe, subjects(t)["off"])
	old := subscription(t, europe, bought(t, calendar.Annual, day("2023-09-10"), day("2023-09-10")))
	oldOn := edition(t, func(p *policy.Parameters) { p.Lapse.StagesBeforeEdition = policy.Yes })
	staged := subscription(t, oldOn, old.Facts())
	two := edition(t, func(p *policy.Parameters) { p.Change.MinimumSeats = 2 })
	august := bought(t, calendar.Annual, day("2023-08-01"), day("2023-08-01"))
	renewing := subscription(t, europe, autoRenew(august, true))
	lateOnly := edition(t, func(p *policy.Parameters) {
		p.Lapse.StagesBeforeEdition, p.Renewal.WindowDays = policy.Yes, 0
	})
	lateOnlyTwo := edition(t, func(p *policy.Parameters) {
		p.Lapse.StagesBeforeEdition, p.Renewal.WindowDays, p.Change.MinimumSeats = policy.Yes, 0, 2
	})
	days := window("2025-07-03", "2025-11-14")
	oldDays := window("2024-06-12", "2024-10-24")
	early := answer{allowed: true, id: rule.RenewalWithChanges, window: days}
	late := answer{allowed: true, id: rule.RenewalWithChanges, route: policy.Partner, window: days}
	for name, tt := range map[string]struct {
		v       lifecycle.View
		changes lifecycle.RenewalChanges
		want    answer
	}{
		"before the window": {
			s.On(day("2025-07-02")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: days},
		},
		"on its first day":   {s.On(day("2025-07-03")), lifecycle.RenewalChanges{Seats: 2}, early},
		"more seats":         {s.On(day("2025-07-03")), lifecycle.RenewalChanges{Seats: 9}, early},
		"the last early day": {s.On(day("2025-09-30")), lifecycle.RenewalChanges{Length: calendar.Monthly}, early},
		"the first late day": {s.On(day("2025-10-01")), lifecycle.RenewalChanges{Offering: "Revit"}, late},
		"the last late day": {
			s.On(day("2025-11-14")), lifecycle.RenewalChanges{Seats: 1, Length: calendar.ThreeYear}, late,
		},
		"an end, which a term has by its length": {
			s.On(day("2025-10-01")),
			lifecycle.RenewalChanges{End: day("2026-01-01")},
			answer{id: rule.RenewalWithChanges},
		},
		"after Suspended": {
			s.On(day("2025-11-15")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
		},
		"below the minimum": {
			subscription(t, two, s.Facts()).On(day("2025-08-01")),
			lifecycle.RenewalChanges{Seats: 1},
			answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats},
		},
		"the minimum": {
			subscription(t, two, s.Facts()).On(day("2025-08-01")), lifecycle.RenewalChanges{Seats: 2}, early,
		},
		"early, before it": {
			old.On(day("2024-09-01")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{allowed: true, id: rule.RenewalWithChanges, window: window("2024-06-12", "2024-09-09")},
		},
		"late, a day before": {
			staged.On(day("2024-09-15")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.EditionBefore, remedy: policy.AskSeller, window: window("2024-09-16", "2024-10-24")},
		},
		"late, on its first": {
			staged.On(day("2024-09-16")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{
				allowed: true, id: rule.RenewalWithChanges, route: policy.Partner,
				window: window("2024-09-16", "2024-10-24"),
			},
		},
		"early, before a late one is possible": {
			staged.On(day("2024-09-09")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{allowed: true, id: rule.RenewalWithChanges, window: window("2024-06-12", "2024-09-09")},
		},
		"late, and never possible": {
			renewing.On(day("2024-08-01")),
			lifecycle.RenewalChanges{Seats: 4},
			answer{id: rule.EditionBefore, remedy: policy.AskSeller, window: window("2024-05-03", "2024-07-31")},
		},
		"the day before that": {
			renewing.On(day("2024-07-31")),
			lifecycle.RenewalChanges{Seats: 4},
			answer{allowed: true, id: rule.RenewalWithChanges, window: window("2024-05-03", "2024-07-31")},
		},
		"no early renewal, before a late one is possible": {
			subscription(t, lateOnly, old.Facts()).On(day("2024-09-09")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: window("2024-09-16", "2024-10-24")},
		},
		"too few, before the window": {
			subscription(t, two, s.Facts()).On(day("2025-07-02")),
			lifecycle.RenewalChanges{Seats: 1},
			answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats},
		},
		"the minimum, before the window": {
			subscription(t, two, s.Facts()).On(day("2025-07-02")),
			lifecycle.RenewalChanges{Seats: 2},
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: days},
		},
		"too few, the last day": {
			subscription(t, two, s.Facts()).On(day("2025-11-14")),
			lifecycle.RenewalChanges{Seats: 1},
			answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats},
		},
		"too few, after Suspended": {
			subscription(t, two, s.Facts()).On(day("2025-11-15")),
			lifecycle.RenewalChanges{Seats: 1},
			answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
		},
		"too few, late before the edition": {
			subscription(t, lateOnlyTwo, old.Facts()).On(day("2024-09-15")),
			lifecycle.RenewalChanges{Seats: 1},
			answer{id: rule.EditionBefore, remedy: policy.AskSeller},
		},
		"late, and no change": {
			staged.On(day("2024-09-15")), plain, answer{allowed: true, id: rule.RenewalLate, window: oldDays},
		},
	} {
		t.Run(name, func(t *testing.T) {
			decides(t, tt.v.CanRenewWith(tt.changes), tt.want)
			if tt.changes.End.IsZero() {
				_, err := tt.v.Renew(tt.changes)
				var refusal *policy.Refusal
				if (err == nil) != tt.want.allowed || err != nil && !errors.As(err, &refusal) {
					t.Errorf("renewed: %v", err)
				}
			}
		})
	}
}

// renewal.with-changes: what a renewal carries is that of the next term, and what it does not carry stays as it is, or
// as it was asked for.
func TestRenew_WithChanges(t *testing.T) {
	five := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	five.Seats = 5
	s := subscription(t, europe, autoRenew(five, false))
	pending := must(t)(s.On(day("2025-07-05")).ReduceSeats(4))
	pending = must(t)(pending.On(day("2025-07-05")).ChangeTerm(calendar.ThreeYear))
	for name, tt := range map[string]struct {
		s             lifecycle.Subscription
		on            string
		changes       lifecycle.RenewalChanges
		before, after string // on E and on R, asked on the day of the renewal
		renewal       string
		changed       int // how many changes are recorded
	}{
		"early, fewer seats": {
			s, "2025-08-01", lifecycle.RenewalChanges{Seats: 3}, "AutoCAD 5", "AutoCAD 3", "2026-10-01", 1,
		},
		"Expired for five days": {
			s, "2025-10-05", lifecycle.RenewalChanges{Seats: 3}, "AutoCAD 5", "AutoCAD 3", "2026-10-01", 1,
		},
		"everything at once": {
			s, "2025-10-05",
			lifecycle.RenewalChanges{Seats: 8, Length: calendar.Monthly, Offering: "Revit"},
			"AutoCAD 5", "Revit 8", "2025-11-01", 2,
		},
		"what is so anyway": {
			s, "2025-08-01",
			lifecycle.RenewalChanges{Seats: 5, Length: calendar.Annual, Offering: "AutoCAD"},
			"AutoCAD 5", "AutoCAD 5", "2026-10-01", 0,
		},
		"what was asked for": {pending, "2025-08-01", plain, "AutoCAD 5", "AutoCAD 4", "2028-10-01", 0},
		"instead of what was asked for": {
			pending, "2025-08-01",
			lifecycle.RenewalChanges{Seats: 5, Length: calendar.Annual},
			"AutoCAD 5", "AutoCAD 5", "2026-10-01", 1,
		},
		"the last day of Suspended": {
			pending, "2025-11-14", lifecycle.RenewalChanges{Seats: 1}, "AutoCAD 5", "AutoCAD 1", "2028-10-01", 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(day(tt.on))
			next := must(t)(v.Renew(tt.changes))
			then := next.On(calendar.Latest(v.Day(), day("2025-10-01")))
			if got := then.Offering() + " " + itoa(then.Seats()); got != tt.after {
				t.Errorf("after it there is %s", got)
			}
			if v.Day().Before(day("2025-10-01")) {
				before := next.On(day("2025-09-30"))
				if got := before.Offering() + " " + itoa(before.Seats()); got != tt.before {
					t.Errorf("before it there is %s", got)
				}
			}
			if got := next.On(v.Day()).Renewal(); got != day(tt.renewal) {
				t.Errorf("it renews on %s", got)
			}
			if got := len(next.Facts().Changes) - len(tt.s.Facts().Changes); got != tt.changed {
				t.Errorf("%d changes", got)
			}
			term := v.RenewalTerm(tt.changes)
			if got := term.Offering + " " + itoa(term.Seats); got != tt.after ||
				term.Period().End() != day(tt.renewal) {
				t.Errorf("the term was told as %+v", term)
			}
		})
	}
}

func TestRenew_BadChanges(t *testing.T) {
	v := annual(t, "2024-10-01").On(day("2025-08-01"))
	flex := subscription(t, europe, tokens("2024-10-01")).On(day("2025-08-01"))
	for name, tt := range map[string]struct {
		v       lifecycle.View
		changes lifecycle.RenewalChanges
		want    string
		is      error
	}{
		"fewer than none": {
			v, lifecycle.RenewalChanges{Seats: -1}, "seats -1: must be from 1 to 1000000", billingrules.ErrRange,
		},
		"too many": {
			v, lifecycle.RenewalChanges{Seats: 1_000_001}, "seats 1000001: must be from 1", billingrules.ErrRange,
		},
		"no length": {v, lifecycle.RenewalChanges{Length: 9}, "length 9: is not known", billingrules.ErrUnknown},
		"no product": {
			v, lifecycle.RenewalChanges{Offering: "\x00"}, `offering "\x00": has characters`, billingrules.ErrSyntax,
		},
		"nearly exempt": {
			v,
			lifecycle.RenewalChanges{Offering: "autodesk docs"},
			`offering "autodesk docs": is not known: "Autodesk Docs" was probably meant`,
			billingrules.ErrUnknown,
		},
		"an end": {
			v,
			lifecycle.RenewalChanges{End: day("2026-01-01")},
			"end 2026-01-01: must be none",
			billingrules.ErrConflict,
		},
		"tokens with seats": {
			flex,
			lifecycle.RenewalChanges{Seats: 1, End: day("2026-01-01")},
			"changes: must be none",
			billingrules.ErrConflict,
		},
		"tokens that end before they start": {
			flex,
			lifecycle.RenewalChanges{End: day("2025-10-01")},
			"end 2025-10-01: must be after the renewal date, 2025-10-01",
			billingrules.ErrConflict,
		},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := tt.v.Renew(tt.changes)
			if want := "lifecycle.View.Renew: " + tt.want; !errors.Is(err, tt.is) || len(err.Error()) < len(want) ||
				err.Error()[:len(want)] != want || !next.IsZero() {
				t.Errorf("got %v", err)
			}
		})
	}
}

// renewal.with-changes: tokens have nothing that a renewal could carry, on no day.
func TestCanRenewWith_Tokens(t *testing.T) {
	for _, on := range []string{"2025-07-02", "2025-07-03", "2025-10-01"} {
		v := subscription(t, europe, tokens("2024-10-01")).On(day(on))
		decides(t, v.CanRenewWith(lifecycle.RenewalChanges{Seats: 2}),
			answer{id: rule.RenewalWithChanges, remedy: policy.BuyTokens})
	}
}

// invoice.by-renewal: from the edition's first day on, inside the renewal window, with a payer on file; by the other
// reading also for whoever already pays another subscription by invoice.
func TestCanRenewByInvoice(t *testing.T) {
	other := edition(t, func(p *policy.Parameters) { p.Invoice.RenewalPayer = policy.PayerOnFileOrOther })
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	days := window("2025-07-03", "2025-09-30")
	yes := answer{allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService, window: days}
	byQuote := answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote}
	old := bought(t, calendar.Annual, day("2023-10-01"), day("2023-10-01"))
	owing := once.Bill(unpaid("I-1", "2025-07-01", "2025-07-31"))
	late := once.Bill(unpaid("I-1", "2025-07-01", "2025-09-30"))
	early, exempt := once.Bill(unpaid("I-1", "2025-06-01", "2025-07-01")), owing
	exempt.Offering = "Autodesk Docs"
	overdue := answer{
		id: rule.OrderOverdueBalance, remedy: policy.PayOverdue, window: window("2025-07-03", "2025-07-31"),
	}
	canceled := func(a answer) answer { // 46 days after
		a.id, a.remedy = rule.RenewalCanceledFinal, policy.BuyNew
		return a
	}
	for name, tt := range map[string]struct {
		ed    policy.Edition
		f     lifecycle.Facts
		on    string
		payer lifecycle.PayerStatus
		want  answer
	}{
		"the day before the window": {
			europe, once, "2025-07-02", lifecycle.PayerOnFile,
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: days},
		},
		"its first day": {europe, once, "2025-07-03", lifecycle.PayerOnFile, yes},
		"its last day":  {europe, once, "2025-09-30", lifecycle.PayerOnFile, yes},
		"on R": {
			europe, once, "2025-10-01", lifecycle.PayerOnFile,
			answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote, window: days},
		},
		"no payer":              {europe, once, "2025-08-01", lifecycle.NoPayer, byQuote},
		"none is told":          {europe, once, "2025-08-01", 0, byQuote},
		"another, by one":       {europe, once, "2025-08-01", lifecycle.OtherByInvoice, byQuote},
		"another, by the other": {other, once, "2025-08-01", lifecycle.OtherByInvoice, yes},
		"none, by the other":    {other, once, "2025-08-01", lifecycle.NoPayer, byQuote},
		"no payer, too early": {
			europe, once, "2025-07-02", lifecycle.NoPayer,
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow},
		},
		"no payer, on R":              {europe, once, "2025-10-01", lifecycle.NoPayer, byQuote},
		"overdue, on the due date":    {europe, owing, "2025-07-31", lifecycle.PayerOnFile, yes},
		"overdue":                     {europe, owing, "2025-08-01", lifecycle.PayerOnFile, overdue},
		"overdue, its last day":       {europe, owing, "2025-09-30", lifecycle.PayerOnFile, canceled(overdue)},
		"overdue, no payer":           {europe, owing, "2025-08-01", lifecycle.NoPayer, byQuote},
		"overdue, and access is kept": {europe, exempt, "2025-09-30", lifecycle.PayerOnFile, overdue},
		"overdue, on R": {
			europe, late, "2025-10-01", lifecycle.PayerOnFile,
			answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote, window: days},
		},
		"overdue, the day before R": {europe, late, "2025-09-30", lifecycle.PayerOnFile, yes},
		"overdue, before the window": {
			europe, early, "2025-07-02", lifecycle.PayerOnFile,
			answer{id: rule.RenewalWindow, remedy: policy.PayOverdue},
		},
		"overdue, before the window, no payer": {
			europe, early, "2025-07-02", lifecycle.NoPayer,
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow},
		},
		"Canceled": {
			europe, once, "2025-11-15", lifecycle.PayerOnFile,
			answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
		},
		"the day before the edition": {
			europe, old, "2024-09-15", lifecycle.PayerOnFile,
			answer{id: rule.EditionBefore, remedy: policy.AskSeller, window: window("2024-09-16", "2024-09-30")},
		},
		"the edition's first day, an old term": {europe, old, "2024-09-16", lifecycle.PayerOnFile, answer{
			allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService,
			window: window("2024-09-16", "2024-09-30"),
		}},
		"tokens before the edition": {europe, tokens("2023-10-01"), "2024-09-15", lifecycle.PayerOnFile, answer{
			allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService,
			window: window("2024-07-03", "2024-09-30"),
		}},
		"a trial before the edition": {
			edition(t, func(p *policy.Parameters) { p.FirstDay = day("2025-06-01") }), trial(), "2025-01-15",
			lifecycle.PayerOnFile,
			answer{id: rule.TrialConvert, remedy: policy.BuyWithSameAccount},
		},
	} {
		t.Run(name, func(t *testing.T) {
			decides(t, subscription(t, tt.ed, tt.f).On(day(tt.on)).CanRenewByInvoice(tt.payer, plain), tt.want)
		})
	}
}

// invoice.by-renewal with renewal.with-changes: what the renewal carries counts by invoice as it does otherwise: a
// length that ends by a cancellation, and a number of seats that there can be.
func TestCanRenewByInvoice_WithChanges(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-07-05")).Cancel(day("2026-09-30")))
	early := window("2025-07-03", "2025-09-30")
	month := lifecycle.RenewalChanges{Length: calendar.Monthly}
	for name, tt := range map[string]struct {
		on      string
		changes lifecycle.RenewalChanges
		want    answer
	}{
		"of its length, too long": {"2025-07-06", plain, answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew}},
		"shorter": {
			"2025-07-06", month,
			answer{allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService, window: early},
		},
		"shorter, on R": {
			"2025-10-01", month, answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote, window: early},
		},
		"longer": {
			"2025-07-06",
			lifecycle.RenewalChanges{Length: calendar.ThreeYear},
			answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
		},
	} {
		t.Run(name, func(t *testing.T) {
			decides(t, s.On(day(tt.on)).CanRenewByInvoice(lifecycle.PayerOnFile, tt.changes), tt.want)
		})
	}
	two := edition(t, func(p *policy.Parameters) { p.Change.MinimumSeats = 2 })
	v := subscription(t, two, annual(t, "2024-10-01").Facts()).On(day("2025-07-06"))
	decides(t, v.CanRenewByInvoice(lifecycle.PayerOnFile, lifecycle.RenewalChanges{Seats: 1}),
		answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats})
	decides(t, v.CanRenewByInvoice(lifecycle.PayerOnFile, lifecycle.RenewalChanges{Seats: 2}),
		answer{allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService, window: early})
}

// A renewal carries at most a million seats.
func TestRenew_MostSeats(t *testing.T) {
	v := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))).On(day("2025-08-01"))
	renewed := must(t)(v.Renew(lifecycle.RenewalChanges{Seats: 1_000_000}))
	if got := renewed.On(day("2025-10-01")).Seats(); got != 1_000_000 {
		t.Errorf("%d seats", got)
	}
	if _, err := v.Renew(lifecycle.RenewalChanges{Seats: 1_000_001}); !errors.Is(err, billingrules.ErrRange) {
		t.Errorf("one more: %v", err)
	}
}
