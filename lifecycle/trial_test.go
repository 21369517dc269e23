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

// Flex tokens refuse by name what they do not support, and lapse like an annual subscription; their renewal needs an
// end.
func TestFlexTokens(t *testing.T) {
	s := subscription(t, europe, tokens("2025-03-03"))
	v := s.On(day("2026-01-15"))
	for id, d := range map[rule.ID]policy.Decision{
		rule.ChangeSeatsUp: v.CanAddSeats(), rule.ChangeSeatsDown: v.CanReduceSeats(1),
		rule.ChangeTerm:          v.CanChangeTerm(),
		rule.ChangeProductSwitch: v.CanSwitchProduct(), rule.RenewalAutoToggle: v.CanSwitchAutoRenew(),
		rule.CotermExtendWindow: v.CanExtend(),
		rule.RenewalWithChanges: v.CanRenewWith(lifecycle.RenewalChanges{Seats: 2}),
	} {
		t.Run(string(id), func(t *testing.T) { decides(t, d, answer{id: id, remedy: policy.BuyTokens}) })
	}
	phaseIs(t, s, "2026-03-02", lifecycle.Active)
	phaseIs(t, s, "2026-03-03", lifecycle.Expired) // tokens are never renewed automatically
	phaseIs(t, s, "2026-03-17", lifecycle.Expired)
	phaseIs(t, s, "2026-03-18", lifecycle.Suspended)
	phaseIs(t, s, "2026-04-16", lifecycle.Suspended)
	phaseIs(t, s, "2026-04-17", lifecycle.Canceled)
	renewed := must(t)(v.Renew(lifecycle.RenewalChanges{End: day("2027-03-03")}))
	if got := renewed.On(v.Day()).Renewal(); got != day("2027-03-03") {
		t.Errorf("they renew on %s", got)
	}
	if _, err := v.Renew(lifecycle.RenewalChanges{}); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("without an end: %v", err)
	}
	withSeats := lifecycle.RenewalChanges{End: day("2027-03-03"), Seats: 2}
	if _, err := v.Renew(withSeats); !errors.Is(err, billingrules.ErrConflict) {
		t.Errorf("with seats: %v", err)
	}
	if next := v.NextTerm(); next.Length != 0 || next.Start != day("2026-03-03") || next.Seats != 0 ||
		!next.Period().IsZero() {
		t.Errorf("got %+v", next)
	}
	if !v.Stretch().IsZero() || v.Kind() != policy.FlexTokens || v.Seats() != 0 || !v.TargetDays().IsZero() {
		t.Error("tokens have a term")
	}
}

// renewal.canceled-final: canceled tokens cannot be renewed beyond the cancellation, whatever end is given.
func TestFlexTokens_CanceledFirst(t *testing.T) {
	for _, tt := range []struct {
		effective string
		want      answer
	}{
		{"2026-01-01", answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew}},
		{"2026-01-02", answer{id: rule.RenewalWindow, allowed: true, window: window("2025-10-03", "2026-01-01")}},
	} {
		t.Run(tt.effective, func(t *testing.T) {
			f := tokens("2025-01-01")
			f.Cancellation = lifecycle.Cancellation{Asked: day("2025-10-01"), Effective: day(tt.effective)}
			decides(t, subscription(t, europe, f).On(day("2025-11-01")).CanRenew(), tt.want)
		})
	}
}

// trial.convert: a trial becomes paid by buying it, and can do nothing else.
func TestTrial(t *testing.T) {
	s := subscription(t, europe, trial())
	v := s.On(day("2025-01-15"))
	for action, d := range v.Actions().All() {
		if action == lifecycle.ActionConvertTrial {
			continue
		}
		t.Run(action.String(), func(t *testing.T) {
			decides(t, d, answer{id: rule.TrialConvert, remedy: policy.BuyWithSameAccount})
		})
	}
	open := calendar.Since(day("2025-01-02")).String()
	yes := answer{allowed: true, id: rule.TrialConvert, route: policy.SelfService, window: open}
	for on, want := range map[string]answer{
		"2025-01-01": {id: rule.TrialConvert, remedy: policy.WaitForWindow, window: open},
		"2025-01-02": yes, "2026-01-01": yes,
	} {
		t.Run(on, func(t *testing.T) { decides(t, s.On(day(on)).CanConvertTrial(), want) })
	}
	if status := s.On(day("2025-02-01")).Status(); status.Phase != lifecycle.Canceled ||
		status.Rule != rule.TrialConvert {
		t.Errorf("got %v", status)
	}
	decides(t, annual(t, "2024-10-01").On(day("2025-01-15")).CanConvertTrial(), answer{id: rule.TrialConvert})
}

// Near the end of the calendar a trial can be converted up to the last day on which a month fits.
func TestTrial_CalendarEnd(t *testing.T) {
	t.Parallel()
	s := subscription(t, europe, trial())
	ends := window("2025-01-02", "9945-02-28")
	yes := answer{allowed: true, id: rule.TrialConvert, route: policy.SelfService, window: ends}
	for on, want := range map[string]answer{
		"9890-06-25": {
			allowed: true, id: rule.TrialConvert, route: policy.SelfService,
			window: calendar.Since(day("2025-01-02")).String(),
		},
		"9890-06-26": yes, "9945-02-28": yes,
		"9945-03-01": {id: rule.TrialConvert, window: ends},
		"9945-03-30": {id: rule.TrialConvert, window: ends},
		"9999-12-31": {id: rule.TrialConvert, window: ends},
	} {
		t.Run(on, func(t *testing.T) {
			t.Parallel()
			v := s.On(day(on))
			decides(t, v.CanConvertTrial(), want)
			if _, err := v.ConvertTrial(calendar.Monthly, 1); (err == nil) != want.allowed {
				t.Error(err)
			}
			until := calendar.Date{}
			if want == yes {
				until = day("9945-03-01")
			}
			if got := v.Actions().ValidUntil(); got != until {
				t.Errorf("until %s, want %s", got, until)
			}
		})
	}
}

// trial.convert comes first, even for a canceled trial: the kind is checked before the phase.
func TestTrial_Canceled(t *testing.T) {
	for name, tt := range map[string]struct {
		facts lifecycle.Facts
		want  answer
	}{
		"a trial": {trial(), answer{id: rule.TrialConvert, remedy: policy.BuyWithSameAccount}},
		"tokens":  {tokens("2024-10-01"), answer{id: rule.ChangeSeatsUp, remedy: policy.BuyTokens}},
	} {
		t.Run(name, func(t *testing.T) {
			s := subscription(t, europe, canceledOn(tt.facts, "2025-01-05", "2025-01-10"))
			for _, on := range []string{"2025-01-05", "2025-01-09", "2025-01-10"} {
				decides(t, s.On(day(on)).CanAddSeats(), tt.want)
			}
		})
	}
}

// trial.convert: before its first day a trial cannot be converted yet, so converting is not a remedy.
func TestTrial_NotStarted(t *testing.T) {
	f := trial()
	f.Terms[0].Ordered = f.Terms[0].Start.AddDays(-9)
	s := subscription(t, europe, f)
	for action, d := range s.On(f.Terms[0].Start.AddDays(-1)).Actions().All() {
		t.Run(action.String(), func(t *testing.T) {
			want := policy.Remedy(0)
			if action == lifecycle.ActionConvertTrial {
				want = policy.WaitForWindow
			}
			if d.Allowed() || d.Rule != rule.TrialConvert || d.Remedy != want {
				t.Errorf("%s, remedy %v", d, d.Remedy)
			}
		})
	}
	if d := s.On(f.Terms[0].Start).CanRenew(); d.Remedy != policy.BuyWithSameAccount {
		t.Errorf("on its first day: %s", d)
	}
}

// trial.convert: the purchase is a new subscription to the same product.
func TestConvertTrial(t *testing.T) {
	v := subscription(t, europe, trial()).On(day("2025-01-31"))
	paid := must(t)(v.ConvertTrial(calendar.Monthly, 4))
	f := paid.Facts()
	want := lifecycle.BoughtTerm{
		Ordered: day("2025-01-31"), Start: day("2025-01-31"), End: day("2025-02-28"), Length: calendar.Monthly,
	}
	if f.Kind != policy.Subscription || f.Offering != "Maya" || f.Seats != 4 || f.Anchor != v.Day() ||
		len(f.Terms) != 1 || f.Terms[0] != want {
		t.Errorf("got %+v", f)
	}
	for name, tt := range map[string]struct {
		length calendar.Term
		seats  int
		field  string
		is     error
	}{
		"no length": {0, 4, "length", billingrules.ErrMissing},
		"no seats":  {calendar.Annual, 0, "seats", billingrules.ErrRange},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := v.ConvertTrial(tt.length, tt.seats)
			if bad := billingrules.InputErrors(err); !errors.Is(err, tt.is) || len(bad) != 1 ||
				bad[0].Field != tt.field {
				t.Errorf("got %v", err)
			}
		})
	}
	_, err := annual(t, "2024-10-01").On(day("2025-01-15")).ConvertTrial(calendar.Annual, 1)
	refusedBy(t, err, rule.TrialConvert, 0)
}

// edition.before: Flex tokens that were bought before the edition, and are over, are no trial.
func TestTokens_OverBeforeTheEdition(t *testing.T) {
	for start, want := range map[string]struct {
		id     rule.ID
		remedy policy.Remedy
	}{
		"2024-03-30": {rule.EditionBefore, policy.AskSeller},
		"2024-09-30": {rule.RenewalCanceledFinal, policy.BuyNew},
	} {
		t.Run("bought on "+start, func(t *testing.T) {
			v := subscription(t, europe, tokens(start)).On(day(start).AddMonths(14))
			if d := v.CanRenew(); d.Allowed() || d.Rule != want.id || d.Remedy != want.remedy {
				t.Errorf("%s, remedy %v", d, d.Remedy)
			}
			if got := v.Status(); got.Phase != lifecycle.Canceled || got.Rule == rule.TrialConvert {
				t.Errorf("%s", got)
			}
		})
	}
}
