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

// renewal.auto-default: auto-renew is on from the purchase, and a renewal switches it on again or, by the other
// reading, leaves it as it was.
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

// renewal.auto-default: auto-renew is switched off, the term renewed, and auto-renew switched off again, all on one
// day.
func TestAutoRenew_SameDay(t *testing.T) {
	on := day("2025-08-01")
	for answer, want := range map[policy.YesNo]bool{policy.Yes: true, policy.No: false} {
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
	// If it is on already, it stays on and nothing is recorded; before the edition a renewal switches nothing.
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

// renewal.auto-toggle: possible until the end of Suspended.
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

// renewal.awaited, term.renewal: while the automatic renewal is being charged, R is provisional, for as many days as
// the edition says.
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
		"with an invoice due within the three days": {
			three, once.Bill(unpaid("I-1", "2025-09-01", "2025-10-01")), "2025-10-02", false, rule.LapseExpiredDays,
		},
		"with a cancellation during the next term": {
			europe, canceled, "2025-10-01", false, rule.LapseExpiredDays,
		},
		"with a cancellation at the end of the next term": {europe, later, "2025-10-01", true, rule.RenewalAwaited},
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

// renewal.charge-failed: from that day on R is no longer awaited, and the stages are counted from E.
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
	// If it is renewed after all, the next renewal is awaited again.
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
