package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// change.pending: a pending change can be replaced and withdrawn until R, and counts for the next term.
func TestChangePending_ReplacedAndWithdrawn(t *testing.T) {
	s := annual(t, "2024-10-01")
	s = must(t)(s.On(day("2025-01-01")).ChangeTerm(calendar.ThreeYear))
	s = must(t)(s.On(day("2025-02-01")).ReduceSeats(1))
	s = must(t)(s.On(day("2025-08-01")).SwitchProduct("Revit"))
	replaced := must(t)(s.On(day("2025-08-02")).ChangeTerm(calendar.Monthly))
	replaced = must(t)(replaced.On(day("2025-08-02")).ReduceSeats(2))
	replaced = must(t)(replaced.On(day("2025-08-02")).SwitchProduct("Maya"))
	withdrawn := must(t)(s.On(day("2025-08-02")).ChangeTerm(calendar.Annual))
	withdrawn = must(t)(withdrawn.On(day("2025-08-02")).ReduceSeats(3))
	withdrawn = must(t)(withdrawn.On(day("2025-08-02")).SwitchProduct("AutoCAD"))
	for name, tt := range map[string]struct {
		s        lifecycle.Subscription
		follows  string
		renewal  string
		follows2 string // the term after that
	}{
		"as asked":  {s, "Revit 1", "2028-10-01", "2031-10-01"},
		"replaced":  {replaced, "Maya 2", "2025-11-01", "2025-12-01"},
		"withdrawn": {withdrawn, "AutoCAD 3", "2026-10-01", "2027-10-01"},
	} {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(day("2025-08-02"))
			next := v.NextTerm()
			if got := next.Offering + " " + itoa(next.Seats); got != tt.follows ||
				next.Period().End() != day(tt.renewal) {
				t.Errorf("%s follows until %s", got, next.Period().End())
			}
			renewed := must(t)(tt.s.On(day("2025-09-01")).Renew(plain))
			if got := renewed.On(day("2025-09-01")).Renewal(); got != day(tt.renewal) {
				t.Errorf("it renews on %s", got)
			}
			if got := has(renewed, "2025-09-30"); got != "AutoCAD 3" {
				t.Errorf("before R there is %s", got)
			}
			if got := has(renewed, "2025-10-01"); got != tt.follows {
				t.Errorf("on R there is %s", got)
			}
			if got := renewed.On(day("2025-09-01")).NextTerm().Period().End(); got != day(tt.follows2) {
				t.Errorf("the term after it ends before %s", got)
			}
		})
	}
}

// change.pending: if no term follows, nothing takes effect; a late renewal carries the change out from R on; on a
// provisional R it counts as carried out, and on no other day.
func TestChangePending_WithTheTerm(t *testing.T) {
	s := annual(t, "2024-10-01")
	s = must(t)(s.On(day("2025-08-01")).ReduceSeats(1))
	s = must(t)(s.On(day("2025-08-01")).SwitchProduct("Revit"))
	s = must(t)(s.On(day("2025-08-01")).ChangeTerm(calendar.Monthly))
	off := must(t)(s.On(day("2025-08-01")).SetAutoRenew(false))
	failed := must(t)(s.On(day("2025-10-01")).FailCharge())
	early := must(t)(s.On(day("2025-08-02")).Renew(plain))
	late := must(t)(off.On(day("2025-10-20")).Renew(plain))
	lateToday := late.On(day("2025-10-20"))
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		want map[string]string
	}{
		"not renewed": {off, map[string]string{
			"2025-09-30": "AutoCAD 3", "2025-10-01": "AutoCAD 3", "2025-11-14": "AutoCAD 3", "2026-01-01": "AutoCAD 3",
		}},
		"provisionally": {s, map[string]string{
			"2025-09-30": "AutoCAD 3", "2025-10-01": "Revit 1", "2025-10-02": "AutoCAD 3",
		}},
		"charged in vain": {failed, map[string]string{
			"2025-09-30": "AutoCAD 3", "2025-10-01": "AutoCAD 3", "2025-10-02": "AutoCAD 3",
		}},
		"renewed early": {early, map[string]string{
			"2025-08-02": "AutoCAD 3", "2025-09-30": "AutoCAD 3", "2025-10-01": "Revit 1",
		}},
		"renewed late": {late, map[string]string{
			"2025-10-01": "AutoCAD 3", "2025-10-19": "AutoCAD 3", "2025-10-20": "Revit 1",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			for on, want := range tt.want {
				if got := has(tt.s, on); got != want {
					t.Errorf("on %s there is %s, want %s", on, got, want)
				}
			}
		})
	}
	if got := lateToday.Renewal(); got != day("2025-11-01") {
		t.Errorf("renewed late, for a month: it renews on %s", got)
	}
	// The day after R, what was pending is still part of the renewal that can be made.
	if got := off.On(day("2025-10-02")).RenewalTerm(plain); got.Offering != "Revit" || got.Seats != 1 ||
		got.Length != calendar.Monthly {
		t.Errorf("got %+v", got)
	}
}

// pendingInJuly is a subscription with requests pending by 2025-07-05 for two seats, another product and three years.
func pendingInJuly(t *testing.T) lifecycle.Subscription {
	t.Helper()
	s := annual(t, "2024-10-01")
	s = must(t)(s.On(day("2025-07-03")).ReduceSeats(2))
	s = must(t)(s.On(day("2025-07-04")).SwitchProduct("Revit"))
	return must(t)(s.On(day("2025-07-05")).ChangeTerm(calendar.ThreeYear))
}

// change.effective-fixed: a pending change keeps its day when the subscription is renewed early; by the other reading
// it moves to the next renewal date.
func TestChangeEffectiveFixed(t *testing.T) {
	s := pendingInJuly(t)
	follows := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	moving := subscription(t, follows, s.Facts())
	for name, tt := range map[string]struct {
		s       lifecycle.Subscription
		on      string // the day of the renewal
		renewal string
		has     map[string]string
	}{
		"fixed": {s, "2025-07-06", "2028-10-01", map[string]string{"2025-09-30": "AutoCAD 3", "2025-10-01": "Revit 2"}},
		"moving": {moving, "2025-07-06", "2026-10-01", map[string]string{
			"2025-10-01": "AutoCAD 3", "2026-09-30": "AutoCAD 3", "2026-10-01": "Revit 2",
		}},
		"moving, on the day before R": {
			moving, "2025-09-30", "2026-10-01", map[string]string{"2025-10-01": "AutoCAD 3"},
		},
		"moving, on R itself": {moving, "2025-10-01", "2028-10-01", map[string]string{"2025-10-01": "Revit 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(day(tt.on))
			told := v.RenewalTerm(plain)
			renewed := must(t)(v.Renew(plain))
			if got := renewed.On(v.Day()).Renewal(); got != day(tt.renewal) || told.Period().End() != got {
				t.Errorf("it renews on %s, and the term was told to end before %s", got, told.Period().End())
			}
			if tt.renewal == "2026-10-01" { // the moved change is carried out by the next renewal
				if got := renewed.On(v.Day()).NextTerm(); got.Length != calendar.ThreeYear || got.Seats != 2 ||
					got.Offering != "Revit" {
					t.Errorf("%+v follows", got)
				}
				renewed = must(t)(renewed.On(day("2026-10-01")).Renew(plain))
			}
			for on, want := range tt.has {
				if got := has(renewed, on); got != want {
					t.Errorf("on %s there is %s, want %s", on, got, want)
				}
			}
		})
	}
}

// change.effective-fixed, the other reading: what the renewal itself carries, and what is asked for before it on the
// same day, takes effect with the term that it buys.
func TestChangeEffectiveFixed_OfTheDay(t *testing.T) {
	follows := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	moving := subscription(t, follows, pendingInJuly(t).Facts())
	carried := must(t)(moving.On(day("2025-07-06")).Renew(lifecycle.RenewalChanges{Seats: 9}))
	if got := has(carried, "2025-10-01"); got != "AutoCAD 9" {
		t.Errorf("on R there is %s", got)
	}
	sameDay := must(t)(subscription(t, follows, annual(t, "2024-10-01").Facts()).On(day("2025-07-06")).ReduceSeats(1))
	sameDay = must(t)(sameDay.On(day("2025-07-06")).Renew(plain))
	if got := has(sameDay, "2025-10-01"); got != "AutoCAD 1" {
		t.Errorf("on R there is %s", got)
	}
	all := must(t)(moving.On(day("2025-07-06")).ReduceSeats(1))
	all = must(t)(all.On(day("2025-07-06")).SwitchProduct("Maya"))
	all = must(t)(all.On(day("2025-07-06")).ChangeTerm(calendar.Monthly))
	told := all.On(day("2025-07-06")).RenewalTerm(plain)
	all = must(t)(all.On(day("2025-07-06")).Renew(plain))
	if got := has(all, "2025-10-01"); got != "Maya 1" || told.Seats != 1 || told.Offering != "Maya" ||
		all.On(day("2025-07-06")).Renewal() != day("2025-11-01") || told.Period().End() != day("2025-11-01") {
		t.Errorf("on R there is %s, and told was %+v", got, told)
	}
}

// renewal.canceled-final: by the other reading of change.effective-fixed, an early renewal leaves out a pending change
// of term, and a late one does not, so the two terms end on different days.
func TestCanRenew_BeforeACancellationWithAPendingTerm(t *testing.T) {
	follows := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	s := annual(t, "2024-10-01")
	of := func(length calendar.Term, ends string) lifecycle.Subscription {
		asked := must(t)(s.On(day("2025-07-05")).ChangeTerm(length))
		asked = must(t)(asked.On(day("2025-07-05")).SetAutoRenew(false))
		return subscription(t, follows, must(t)(asked.On(day("2025-07-05")).Cancel(day(ends))).Facts())
	}
	early, late := window("2025-07-03", "2025-09-30"), window("2025-10-01", "2025-11-14")
	all := window("2025-07-03", "2025-11-14")
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		on   string
		want answer
	}{
		"both fit": {
			of(calendar.ThreeYear, "2028-10-01"), "2025-07-06",
			answer{allowed: true, id: rule.RenewalWindow, window: all},
		},
		"the early one fits": {
			of(calendar.ThreeYear, "2028-09-30"), "2025-07-06",
			answer{allowed: true, id: rule.RenewalWindow, window: early},
		},
		"too late for it": {
			of(calendar.ThreeYear, "2028-09-30"), "2025-10-01",
			answer{id: rule.RenewalCanceledFinal, remedy: policy.RenewWithChanges, window: early},
		},
		"the late one fits": {
			of(calendar.Monthly, "2026-09-30"), "2025-10-01", answer{allowed: true, id: rule.RenewalLate, window: late},
		},
		"too early for it": {
			of(calendar.Monthly, "2026-09-30"), "2025-09-30",
			answer{id: rule.RenewalCanceledFinal, remedy: policy.WaitForWindow, window: late},
		},
		"none fits": {
			of(calendar.Monthly, "2025-10-31"), "2025-10-01",
			answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
		},
	} {
		t.Run(name, func(t *testing.T) { decides(t, tt.s.On(day(tt.on)).CanRenew(), tt.want) })
	}
}

// change.effective-fixed, both readings: later facts never change what was known on a day.
func TestChangeEffectiveFixed_ThePastStays(t *testing.T) {
	for _, reading := range []policy.YesNo{policy.No, policy.Yes} {
		t.Run("moves "+reading.String(), func(t *testing.T) {
			ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = reading })
			s := subscription(t, ed, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
			steps := []func(v lifecycle.View) (lifecycle.Subscription, error){
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(1) },
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SwitchProduct("Revit") },
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ChangeTerm(calendar.ThreeYear) },
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Renew(plain) },
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(2) },
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(4) },
			}
			for i, step := range steps {
				on := day("2025-07-10").AddDays(7 * i)
				next, err := step(s.On(on))
				var refusal *policy.Refusal
				if errors.As(err, &refusal) {
					continue // if the change moved: no single list price, or no such number of seats
				}
				if err != nil {
					t.Fatal(err)
				}
				for d := range testkit.Days(day("2024-09-30"), on.AddDays(-1)) {
					was, is := s.On(d), next.On(d)
					if was.Status() != is.Status() || was.Seats() != is.Seats() || was.Offering() != is.Offering() ||
						was.NextTerm() != is.NextTerm() || was.RenewalTerm(plain) != is.RenewalTerm(plain) {
						t.Fatalf("step %d: on %s there was %+v, now there was %+v", i, d, was.NextTerm(), is.NextTerm())
					}
				}
				s = next
			}
		})
	}
}
