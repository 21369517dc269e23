package lifecycle_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Where two answers meet: cases in which two of them once disagreed, each by name.

// (a) change.seats-up, edition.gate: annual, ordered on 2024-06-10, asked on 2025-01-10. All methods give the same
// answer, by each reading.
func TestAgree_SeatsAddedToAnOldTerm(t *testing.T) {
	byTerm := edition(t, func(p *policy.Parameters) { p.Gate.AddedSeats = policy.ByTerm })
	for name, tt := range map[string]struct {
		ed   policy.Edition
		want answer
	}{
		"by the act": {europe, answer{
			allowed: true, id: rule.ChangeSeatsUp, route: policy.SelfService,
			window: window("2024-09-16", "2025-06-09"),
		}},
		"by the term": {byTerm, answer{id: rule.EditionBefore, remedy: policy.AskSeller}},
	} {
		t.Run(name, func(t *testing.T) {
			s := subscription(t, tt.ed, bought(t, calendar.Annual, day("2024-06-10"), day("2024-06-10")))
			v := s.On(day("2025-01-10"))
			decides(t, v.CanAddSeats(), tt.want)
			decides(t, v.Decide(lifecycle.ActionAddSeats), tt.want)
			decides(t, v.Actions().Of(lifecycle.ActionAddSeats), tt.want)
			_, recorded := v.AddSeats(2)
			_, priced := coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: money.MustParseAmount("EUR 365.00")})
			for door, err := range map[string]error{"recorded": recorded, "priced": priced} {
				t.Run(door, func(t *testing.T) {
					var refusal *policy.Refusal
					switch {
					case tt.want.allowed && err != nil:
						t.Error(err)
					case !tt.want.allowed && !errors.As(err, &refusal):
						t.Error(err)
					case !tt.want.allowed:
						decides(t, refusal.Decision, tt.want)
					}
				})
			}
		})
	}
}

// (b) renewal.window: annual from 2025-01-31, an invoice issued on 2025-08-02 and due on 2025-09-01, asked on
// 2025-08-02. The refusals have the window of the renewal, and the remedy is to pay.
func TestAgree_OpenInvoiceBeforeTheWindow(t *testing.T) {
	f := bought(t, calendar.Annual, day("2025-01-31"),
		day("2025-01-31")).Bill(unpaid("I-1", "2025-08-02", "2025-09-01"))
	v := subscription(t, europe, f).On(day("2025-08-02"))
	for name, tt := range map[string]struct {
		decide func(lifecycle.View) policy.Decision
		want   answer
	}{
		"renew": {lifecycle.View.CanRenew, answer{id: rule.RenewalWindow, window: window("2025-11-02", "2026-03-16")}},
		"extend": {
			lifecycle.View.CanExtend, answer{id: rule.CotermExtendWindow, window: window("2025-11-02", "2026-01-30")},
		},
		"switch": {
			lifecycle.View.CanSwitchProduct,
			answer{id: rule.ChangeProductSwitch, window: window("2025-11-02", "2026-01-30")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			tt.want.remedy = policy.PayOpenInvoice
			decides(t, tt.decide(v), tt.want)
			paid := must(t)(v.Pay("I-1")).On(v.Day())
			tt.want.remedy = policy.WaitForWindow
			decides(t, tt.decide(paid), tt.want)
			if first := tt.decide(paid).Window.Start(); !tt.decide(paid.Subscription().On(first)).Allowed() {
				t.Error("it is refused all the same")
			}
			// If it stays unpaid it is Canceled by then: no day is left, and the remedy is to pay.
			if d := tt.decide(v.Subscription().On(day("2025-09-02"))); d.Allowed() || !d.Window.IsZero() ||
				d.Remedy != policy.PayOverdue {
				t.Errorf("overdue it is %v", d)
			}
		})
	}
}

// (c) A cancellation asked for on 2025-12-01 for 2025-12-31, viewed on the day on which it is asked for and before it;
// and an invoice with a later date.
func TestAgree_WhatBecomesKnownLater(t *testing.T) {
	f := bought(t, calendar.Annual, day("2025-06-10"), day("2025-06-10"))
	canceled := f
	canceled.Cancellation = lifecycle.Cancellation{Asked: day("2025-12-01"), Effective: day("2025-12-31")}
	billed := f.Bill(unpaid("I-1", "2025-12-01", "2025-12-30"))
	for name, tt := range map[string]struct {
		f      lifecycle.Facts
		on     string
		until  string // in the status, the phases and the timeline, by what is known
		kept   string // how long the answer may be kept, by all facts at hand
		after  lifecycle.Phase
		repeat bool // the timeline goes on through renewals
	}{
		"a cancellation, on the day of asking": {
			canceled, "2025-12-01", "2025-12-31", "2025-12-31", lifecycle.Canceled, false,
		},
		"a cancellation, on the day before": {
			canceled, "2025-11-30", "2026-06-11", "2025-12-31", lifecycle.Expired, true,
		},
		"an invoice, on the day of issue": {
			billed, "2025-12-01", "2025-12-31", "2025-12-31", lifecycle.Expired, false,
		},
		"an invoice, on the day before": {
			billed, "2025-11-30", "2026-06-11", "2025-12-31", lifecycle.Expired, true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := subscription(t, europe, tt.f).On(day(tt.on))
			status := v.Status()
			if status.Phase != lifecycle.Active || status.Until != day(tt.until) || status.NextPhase != tt.after {
				t.Errorf("got %+v", status)
			}
			for days, phase := range v.Phases() {
				if phase == lifecycle.Active && days.End() != day(tt.until) {
					t.Errorf("it is %s on %s", phase, days)
				}
			}
			if kept, ok := v.ValidUntil(time.UTC); !ok || kept.Format(time.DateOnly) != tt.kept {
				t.Errorf("it may be kept until %s", kept)
			}
			text := timeline(t, v, "2025-11-01", "2026-12-31")
			ends := slices.ContainsFunc(text, func(line string) bool {
				return strings.HasPrefix(line, tt.until+" phase-starts "+tt.after.String())
			})
			if projects := strings.HasSuffix(text[len(text)-1], ", projected"); ends == tt.repeat ||
				projects != tt.repeat {
				t.Errorf("the timeline is\n%s", strings.Join(text, "\n"))
			}
		})
	}
}

// (d) ErrLaterFacts: a decision about a past day stays as it was, and acting on that day has an error of its own.
func TestAgree_ActsBeforeTheLastFact(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-08-15")).SetAutoRenew(false))
	v := s.On(day("2025-08-01"))
	if d := v.CanAddSeats(); !d.Allowed() {
		t.Errorf("got %v", d)
	}
	if d := v.CanRenew(); !d.Allowed() || v.IsCurrent() {
		t.Errorf("got %v", d)
	}
	if _, err := v.Renew(plain); !errors.Is(err, lifecycle.ErrLaterFacts) {
		t.Errorf("got %v", err)
	}
	if _, err := v.AddSeats(1); !errors.Is(err, lifecycle.ErrLaterFacts) {
		t.Errorf("got %v", err)
	}
	// The day is checked before the rule: an act that would be refused is reported as past.
	if _, err := s.On(day("2025-01-01")).Renew(plain); !errors.Is(err, lifecycle.ErrLaterFacts) {
		t.Errorf("got %v", err)
	}
}

// (f) renewal.awaited: monthly from 2025-11-19, auto-renew on, no renewal recorded.
func TestAgree_RenewalThatDoesNotCome(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Monthly, day("2025-11-19"), day("2025-11-19")))
	for _, tt := range []struct {
		on        string
		phase     lifecycle.Phase
		until     string
		projected bool
	}{
		{"2025-12-18", lifecycle.Active, "2025-12-20", true},
		{"2025-12-19", lifecycle.Active, "2025-12-20", true}, // being charged
		{"2025-12-20", lifecycle.Expired, "2026-01-03", false},
		{"2026-01-03", lifecycle.Suspended, "2026-01-18", false},
		{"2026-01-18", lifecycle.Canceled, "", false},
	} {
		t.Run(tt.on, func(t *testing.T) {
			v := s.On(day(tt.on))
			status := v.Status()
			if status.Phase != tt.phase || status.Provisional != (tt.on == "2025-12-19") || tt.until != "" &&
				status.Until != day(tt.until) {
				t.Errorf("got %+v", status)
			}
			for days, phase := range v.Phases() {
				if days.Contains(v.Day()) &&
					(phase != tt.phase || days.End() != status.Until || days.Start() != status.Since) {
					t.Errorf("in the phases it is %s on %s", phase, days)
				}
			}
			var started []string
			projected := false
			for _, line := range timeline(t, v, "2025-11-19", "2026-03-01") {
				projected = projected || strings.HasSuffix(line, ", projected")
				if strings.Contains(line, " phase-starts ") {
					started = append(started, strings.Fields(line)[0]+" "+strings.Fields(line)[2])
				}
			}
			want := []string{"2025-11-19 active", "2025-12-20 expired", "2026-01-03 suspended", "2026-01-18 canceled"}
			if tt.projected {
				want = want[:1]
			}
			if projected != tt.projected || !slices.Equal(started, want) {
				t.Errorf("in the timeline %v, projected %v", started, projected)
			}
		})
	}
}

// (f) change.pending: a change that was withdrawn, replaced or never carried out is not an event.
func TestAgree_ChangesThatAreNotInForce(t *testing.T) {
	s := annual(t, "2024-10-01")
	on := day("2025-08-01")
	switched := must(t)(s.On(on).SwitchProduct("Revit"))
	back := must(t)(switched.On(on).SwitchProduct("AutoCAD"))
	reduced := must(t)(s.On(on).ReduceSeats(1))
	replaced := must(t)(reduced.On(on).ReduceSeats(2))
	withdrawn := must(t)(replaced.On(on).ReduceSeats(3))
	longer := must(t)(must(t)(s.On(on).ChangeTerm(calendar.ThreeYear)).On(on).ChangeTerm(calendar.Annual))
	off := must(t)(must(t)(switched.On(on).ReduceSeats(1)).On(on).SetAutoRenew(false))
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		want []lifecycle.ChangeKind
	}{
		"a switch":                          {switched, []lifecycle.ChangeKind{lifecycle.ProductSwitched}},
		"a switch that is withdrawn":        {back, nil},
		"a reduction":                       {reduced, []lifecycle.ChangeKind{lifecycle.SeatsChanged}},
		"a reduction replaced":              {replaced, []lifecycle.ChangeKind{lifecycle.SeatsChanged}},
		"a reduction withdrawn":             {withdrawn, nil},
		"a length withdrawn":                {longer, nil},
		"a switch and a reduction, no term": {off, nil},
	} {
		t.Run(name, func(t *testing.T) {
			renewed := tt.s
			if name != "a switch and a reduction, no term" {
				renewed = must(t)(tt.s.On(on).Renew(plain))
			}
			for _, v := range []lifecycle.View{tt.s.On(on), renewed.On(on)} { // projected, and made
				events, err := v.Timeline(on, day("2026-09-30"))
				if err != nil {
					t.Fatal(err)
				}
				var got []lifecycle.ChangeKind
				for e := range events {
					if e.What == lifecycle.ChangeTakesEffect {
						got = append(got, e.Change)
					}
				}
				if !slices.Equal(got, tt.want) {
					t.Errorf("got %v", got)
				}
			}
		})
	}
}
