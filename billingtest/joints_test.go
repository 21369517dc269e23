package billingtest_test

import (
	"encoding/json"
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func day(text string) (d calendar.Date) {
	if err := d.UnmarshalText([]byte(text)); err != nil {
		panic(err)
	}
	return d
}

// known is one subscription of three seats, as known on a day.
func known(
	t *testing.T, ed policy.Edition, length calendar.Term, start, on string, with func(*lifecycle.Facts),
) lifecycle.View {
	t.Helper()
	bought := day(start)
	period, err := length.Period(bought, bought)
	if err != nil {
		t.Fatal(err)
	}
	facts := lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: bought, Seats: 3,
		Terms: []lifecycle.BoughtTerm{{Ordered: bought, Start: bought, End: period.End(), Length: length}},
	}
	if with != nil {
		with(&facts)
	}
	s, err := lifecycle.New(ed, facts)
	if err != nil {
		t.Fatal(err)
	}
	return s.On(day(on))
}

// seatsByTerm is Europe2024, except that the gate for added seats looks at the day on which their term was ordered.
func seatsByTerm(t *testing.T) policy.Edition {
	t.Helper()
	p := policy.Europe2024().Parameters()
	p.Gate.AddedSeats = policy.ByTerm
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// change.seats-up and edition.gate: the menu, the decision, the recorder and the price give one answer, whichever way
// the gate is read.
func TestSeatsAddedBeforeTheEditionHaveOneAnswer(t *testing.T) {
	srp, err := money.ParseAmount("EUR 400.00")
	if err != nil {
		t.Fatal(err)
	}
	for _, ed := range []policy.Edition{policy.Europe2024(), seatsByTerm(t)} {
		t.Run(ed.GateRules().AddedSeats.String(), func(t *testing.T) {
			allowed := ed.Fingerprint() == policy.Europe2024().Fingerprint()
			v := known(t, ed, calendar.Annual, "2024-06-10", "2025-01-10", nil)
			menu, decision := v.Actions().Of(lifecycle.ActionAddSeats), v.CanAddSeats()
			if menu != decision || decision.Allowed() != allowed {
				t.Errorf("the menu says %v, the decision %v", menu, decision)
			}
			added, recorded := v.AddSeats(1)
			price, priced := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: srp})
			if (recorded == nil) != allowed || (priced == nil) != allowed {
				t.Errorf("allowed: %t, recorded: %v, priced: %v", allowed, recorded, priced)
			}
			if allowed {
				s, err := lifecycle.New(ed, price.Next)
				if err != nil || s.On(v.Day()).Seats() != added.On(v.Day()).Seats() {
					t.Errorf("what is priced is not what is recorded: %v", err)
				}
				return
			}
			for _, err := range []error{recorded, priced} {
				var refusal *policy.Refusal
				if !errors.As(err, &refusal) || refusal.Decision != decision {
					t.Errorf("refused by %v, the decision is %v", err, decision)
				}
			}
		})
	}
}

// renewal.window: an invoice that is open and not yet due keeps the window, and says to pay it in time.
func TestOpenInvoiceKeepsTheWindowOfTheRenewal(t *testing.T) {
	v := known(t, policy.Europe2024(), calendar.Annual, "2025-01-31", "2025-08-02", func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{
			Number: "I-1", Issued: day("2025-08-02"), Due: day("2025-09-01"), NetTerms: true,
		}}
	})
	for name, d := range map[string]policy.Decision{
		"renew": v.CanRenew(), "extend": v.CanExtend(), "switch product": v.CanSwitchProduct(),
	} {
		t.Run(name, func(t *testing.T) {
			if d.Allowed() || d.Window.Start() != day("2025-11-02") || d.Remedy != policy.PayOpenInvoice {
				t.Errorf("%s: %v", name, d)
			}
		})
	}
	paid, err := v.Pay("I-1")
	if err != nil {
		t.Fatal(err)
	}
	if d := paid.On(day("2025-11-02")).CanRenew(); !d.Allowed() {
		t.Errorf("paid in time, %v", d)
	}
	if d := v.Subscription().On(day("2025-11-02")).CanRenew(); d.Allowed() || d.Remedy == policy.WaitForWindow {
		t.Errorf("never paid, %v", d)
	}
}

// coterm.extend-window: a plan extends on the first day of the window that the decision has, open invoice or not.
func TestOpenInvoiceKeepsTheDayOfAPlan(t *testing.T) {
	srp := money.MustParseAmount("EUR 400.00")
	v := known(t, policy.Europe2024(), calendar.Annual, "2025-01-31", "2025-08-02", func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{
			Number: "I-1", Issued: day("2025-08-02"), Due: day("2025-09-01"), NetTerms: true,
		}}
	})
	host := known(t, policy.Europe2024(), calendar.Annual, "2025-06-10", "2025-08-02", nil)
	plans, err := coterm.Align(coterm.Portfolio{
		Members: []coterm.Member{{ID: "S-1", View: v, SRP: srp}, {ID: "S-2", View: host, SRP: srp}},
		Horizon: host.Renewal(), Plans: 1,
	})
	if err != nil || len(plans) != 1 || len(plans[0].Moves[0].Steps) != 1 {
		t.Fatalf("got %v, %v", plans, err)
	}
	step, d := plans[0].Moves[0].Steps[0], v.CanExtendTo(host)
	if step.Do != coterm.StepExtend || step.Day != day("2025-11-02") || step.Day != d.Window.Start() {
		t.Errorf("the plan has %v, the decision is %v", step, d)
	}
}

// lapse.canceled: neither the status nor a cache stays valid past a cancellation that takes effect later, or past a
// later invoice.
func TestFutureCancellationBoundsTheAnswers(t *testing.T) {
	v := known(t, policy.Europe2024(), calendar.Annual, "2025-01-31", "2025-12-01", func(f *lifecycle.Facts) {
		f.Cancellation = lifecycle.Cancellation{
			Asked: day("2025-12-01"), Effective: day("2025-12-31"),
		}
	})
	effective := day("2025-12-31")
	if s := v.Status(); s.Phase != lifecycle.Active || s.Until != effective || s.NextPhase != lifecycle.Canceled {
		t.Errorf("got %v", s)
	}
	for period, phase := range v.Phases() {
		if canceled := phase == lifecycle.Canceled; canceled != (period.Start() == effective) {
			t.Errorf("%s %s", period, phase)
		}
	}
	if until := v.Actions().ValidUntil(); until.IsZero() || until.After(effective) {
		t.Errorf("the menu is kept until %s", until)
	}
	before := v.Subscription().On(day("2025-11-30"))
	if until := before.Actions().ValidUntil(); until != v.Day() {
		t.Errorf("the menu of the day before is kept until %s", until)
	}
	later := known(t, policy.Europe2024(), calendar.Annual, "2025-01-31", "2025-05-01", func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{
			Number: "I-1", Issued: day("2025-06-01"), Due: day("2025-06-30"), NetTerms: true,
		}}
	})
	if d := later.CanRenew(); d.Remedy != policy.WaitForWindow {
		t.Errorf("an invoice that is not issued yet is known: %v", d)
	}
	if until := later.Actions().ValidUntil(); until.IsZero() || until.After(day("2025-06-01")) {
		t.Errorf("the menu is kept until %s", until)
	}
}

// A decision about the past can still be yes; an act that can no longer be carried out gives a named error.
func TestActsBeforeTheLastFactAreErrorsByName(t *testing.T) {
	v := known(t, policy.Europe2024(), calendar.Annual, "2025-01-31", "2025-11-15", func(f *lifecycle.Facts) {
		f.Changes = []lifecycle.Change{{
			What: lifecycle.AutoRenewSwitched, Asked: day("2025-11-20"), Effective: day("2025-11-20"),
		}}
	})
	if !v.CanRenew().Allowed() || v.IsCurrent() {
		t.Errorf("%v, current: %t", v.CanRenew(), v.IsCurrent())
	}
	_, err := v.Renew(lifecycle.RenewalChanges{})
	if !errors.Is(err, lifecycle.ErrLaterFacts) || !errors.Is(err, billingrules.ErrConflict) {
		t.Errorf("got %v", err)
	}
	current := v.Subscription().On(day("2025-11-20"))
	if _, err := current.Renew(lifecycle.RenewalChanges{}); err != nil || !current.IsCurrent() {
		t.Errorf("on the last day itself: %v", err)
	}
}

// A plan is data: what was written reads back equal, moves and all.
func TestPlansReadBack(t *testing.T) {
	srp, err := money.ParseAmount("EUR 400.00")
	if err != nil {
		t.Fatal(err)
	}
	plans, err := coterm.Align(coterm.Portfolio{
		Members: []coterm.Member{
			{
				ID: "S-1", View: known(t, policy.Europe2024(), calendar.Annual, "2025-02-10", "2025-11-20", nil),
				SRP: srp,
			},
			{
				ID: "S-2", View: known(t, policy.Europe2024(), calendar.Annual, "2025-06-10", "2025-11-20", nil),
				SRP: srp,
			},
		},
		Horizon: day("2026-12-31"), Plans: 3,
	})
	if err != nil || len(plans) == 0 {
		t.Fatalf("%d plans, %v", len(plans), err)
	}
	for _, plan := range plans {
		text, err := json.Marshal(plan)
		var read coterm.Plan
		if err != nil || json.Unmarshal(text, &read) != nil || !read.Equal(plan) || len(read.Moves) != 2 {
			t.Errorf("%s comes back as %v, %v", text, read, err)
		}
		if read.Explain() != plan.Explain() {
			t.Errorf("got\n%s\nwant\n%s", read.Explain(), plan.Explain())
		}
	}
}

// renewal.awaited: with auto-renew on, status and timeline both await the renewal, and both lapse if it does not come.
func TestAwaitedRenewal_StatusAndTimelineAgree(t *testing.T) {
	for on, want := range map[string]lifecycle.Phase{
		"2025-12-18": lifecycle.Active, "2025-12-19": lifecycle.Active, "2025-12-20": lifecycle.Expired,
	} {
		t.Run(on, func(t *testing.T) {
			v := known(t, policy.Europe2024(), calendar.Monthly, "2025-11-19", on, nil)
			if v.Phase() != want || v.Provisional() != (on == "2025-12-19") {
				t.Errorf("on %s it is %v", on, v.Status())
			}
			horizon := day("2026-03-01")
			events, err := v.Timeline(v.Day(), horizon)
			if err != nil {
				t.Fatal(err)
			}
			starts := map[calendar.Date]bool{}
			for e := range events {
				if e.What == lifecycle.PhaseStarts {
					starts[e.Day] = true
				}
				if want == lifecycle.Expired && e.What == lifecycle.TermStarts {
					t.Errorf("on %s a term is projected all the same: %v", on, e)
				}
			}
			for period, phase := range v.Phases() {
				start := period.Start()
				if want == lifecycle.Expired && start.After(v.Day()) && start.Before(horizon) && !starts[start] {
					t.Errorf("on %s the timeline does not say that it is %s from %s on", on, phase, start)
				}
			}
		})
	}
}

// change.pending: a change that was withdrawn or replaced is not an event of the timeline.
func TestWithdrawnChangesAreNoEvents(t *testing.T) {
	v := known(t, policy.Europe2024(), calendar.Annual, "2025-01-31", "2025-11-20", nil)
	switched, err := v.SwitchProduct("Revit")
	if err != nil {
		t.Fatal(err)
	}
	back, err := switched.On(v.Day()).SwitchProduct("AutoCAD")
	if err != nil {
		t.Fatal(err)
	}
	two, err := back.On(v.Day()).ReduceSeats(2)
	if err != nil {
		t.Fatal(err)
	}
	one, err := two.On(v.Day()).ReduceSeats(1)
	if err != nil {
		t.Fatal(err)
	}
	events, err := one.On(v.Day()).Timeline(v.Day(), day("2026-03-01"))
	if err != nil {
		t.Fatal(err)
	}
	var changes []lifecycle.Event
	for e := range events {
		if e.What == lifecycle.ChangeTakesEffect {
			changes = append(changes, e)
		}
	}
	if len(changes) != 1 || changes[0].Change != lifecycle.SeatsChanged || changes[0].Rule != rule.ChangeSeatsDown {
		t.Errorf("got %v", changes)
	}
}
