package coterm_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// price.zone: nothing is planned in a currency for days on which it is no longer in use. The window before the renewal
// date 2026-03-31 opens on 2025-12-31, the last day of BGN; a day later BGN is gone.
func TestAlign_WithdrawnCurrency(t *testing.T) {
	for name, tt := range map[string]struct {
		start, srp string
		dates      []string // the dates of the plans, each with the day of its last step
	}{
		"opens on the last day": {
			"2025-03-31", "BGN 365.00", []string{"2026-03-31 2025-11-01", "2027-01-15 2025-12-31"},
		},
		"opens when it is gone": {"2025-04-01", "BGN 365.00", []string{"2026-04-01 2025-11-01"}},
		"in a currency in use": {
			"2025-04-01", "EUR 365.00",
			[]string{"2026-04-01 2025-11-01", "2027-01-15 2026-01-01", "2027-04-01 2026-10-17"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := portfolio("2027-05-01",
				member("A", bought(calendar.Annual, "2025-01-15"), "2025-11-01", tt.srp, ""),
				member("C", bought(calendar.Annual, tt.start), "2025-11-01", tt.srp, ""))
			var dates []string
			for _, plan := range must(coterm.Align(p)) {
				last := date("2025-11-01")
				for _, m := range plan.Moves {
					for _, s := range m.Steps {
						last = calendar.Latest(last, s.Day)
					}
				}
				dates = append(dates, plan.Renewal.String()+" "+last.String())
			}
			slices.Sort(dates)
			if !slices.Equal(dates, tt.dates) {
				t.Errorf("%q, want %q", dates, tt.dates)
			}
		})
	}
}

// invoice.annual-instalments: by the reading by which an early renewal is charged on the renewal date, it is planned
// only if the currency is still in use on that date, since coterm.Renew prices it only then.
func TestAlign_WithdrawnBeforeTheCharge(t *testing.T) {
	ed := edition(func(p *policy.Parameters) { p.Invoice.EarlyFirst = policy.DueAtRenewal })
	for start, want := range map[string]bool{"2024-12-31": true, "2025-01-01": false} {
		t.Run(start, func(t *testing.T) {
			s := sub(ed, calendar.Annual, date(start), date(start))
			v := s.On(date("2025-11-01"))
			_, err := coterm.Renew(v, coterm.RenewalRequest{SRP: amount("BGN 365.00")})
			if (err == nil) != want || !want && !errors.Is(err, money.ErrWithdrawn) {
				t.Errorf("renewed: %v", err)
			}
			p := portfolio("2027-05-01", member("A", s, "2025-11-01", "BGN 365.00", ""),
				member("B", s, "2025-11-01", "BGN 365.00", ""))
			plans := must(coterm.Align(p))
			if got := plans[len(plans)-1].Renewal.After(v.Renewal()); got != want {
				t.Errorf("%v", plans)
			}
		})
	}
}

// A member that cannot buy anything while its currency is in use stays where it is, by coterm.extend-window.
func TestAlign_WithdrawnCurrencyRefused(t *testing.T) {
	for srp, want := range map[string]rule.ID{"BGN 365.00": rule.CotermExtendWindow, "EUR 365.00": ""} {
		t.Run(srp, func(t *testing.T) {
			p := portfolio("2027-05-01",
				member("A", bought(calendar.Annual, "2025-01-15"), "2025-11-01", srp, ""),
				member("B", bought(calendar.Annual, "2025-03-20"), "2025-11-01", srp, ""),
				member("C", bought(calendar.Annual, "2025-05-01"), "2025-11-01", srp, ""))
			plans := must(coterm.Align(p))
			i := slices.IndexFunc(plans, func(plan coterm.Plan) bool { return plan.Renewal == date("2027-01-15") })
			if i < 0 || plans[i].Moves[2].Refused.Rule != want {
				t.Error(plans)
			}
		})
	}
}

// A plan with a step after the last day of its currency cannot be read.
func TestStep_WithdrawnCurrency(t *testing.T) {
	step := coterm.Step{
		Day: date("2025-12-31"), Do: coterm.StepRenew, Rule: rule.RenewalWindow, Renewal: date("2027-03-31"),
		Amount: amount("BGN 365.00"), Seats: 1, SRP: amount("BGN 365.00"),
	}
	var back coterm.Step
	if err := back.UnmarshalJSON(must(json.Marshal(step))); err != nil || !back.Equal(step) {
		t.Error(back, err)
	}
	step.Day = date("2026-01-01")
	if err := back.UnmarshalJSON(must(json.Marshal(step))); !errors.Is(err, money.ErrWithdrawn) ||
		fields(err) != "amount" {
		t.Error(err)
	}
}
