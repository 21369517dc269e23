package coterm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// Of the plans that leave as many unaligned, the cheapest is the first, however few are wanted and however late it is.
func TestAlign_CheapestFirst(t *testing.T) {
	p := pair(since1990(), "2024-07-01", "2023-10-01")
	p.Horizon = date("2031-12-31")
	all := must(coterm.Align(p))
	want := []string{"2029-10-01 0 -493.20", "2026-10-01 0 -274.20", "2027-07-01 0 0.00", "2030-07-01 0 0.00"}
	if got := ranked(all); !slices.Equal(got, want) {
		t.Fatalf("got  %q\nwant %q", got, want)
	}
	for wanted := 1; wanted <= len(all); wanted++ {
		t.Run(fmt.Sprint(wanted, " wanted"), func(t *testing.T) {
			p := p
			p.Plans = wanted
			if got := must(coterm.Align(p)); !slices.EqualFunc(got, all[:wanted], coterm.Plan.Equal) {
				t.Errorf("got %q", ranked(got))
			}
		})
	}
}

// coterm.extend-annual: each date has its own first day on which the limit from the transaction reaches it. With 13
// months, the last covered day 2026-06-19 is reached from 2025-05-19 on.
func TestAlign_LimitOfEachDate(t *testing.T) {
	ed := since1990(func(p *policy.Parameters) {
		p.Coterm.Annual = policy.ExtensionLimit{FromTransaction: 13, FromRenewal: 12}
	})
	const today = "2025-05-12"
	p := portfolio("2026-06-30",
		member("A", sub(ed, calendar.Annual, date("2024-07-01"), date("2024-07-01")), today, "EUR 365.00", ""),
		member("B", sub(ed, calendar.ThreeYear, date("2023-03-01"), date("2023-03-01")), today, "EUR 365.00", ""),
		member("C", sub(ed, calendar.ThreeYear, date("2023-06-20"), date("2023-06-20")), today, "EUR 365.00", ""),
	)
	for on, want := range map[string]string{"2026-03-01": today, "2026-06-20": "2025-05-19"} {
		t.Run(on, func(t *testing.T) {
			a := moves(t, p, on)["A"]
			if len(a.Steps) != 1 || a.Steps[0].Do != coterm.StepExtend || a.Steps[0].Day != date(want) {
				t.Errorf("got %s, want an extension on %s", a, want)
			}
		})
	}
}

// coterm.monthly: a monthly subscription that is to be annual cannot be extended before its first annual term, and can
// be after it.
func TestAlign_MonthlyToBeAnnual(t *testing.T) {
	const today = "2025-05-12"
	from := func(length calendar.Term, start string) coterm.Member {
		return member(start, sub(since1990(), length, date(start), date(start)), today, "EUR 365.00", "")
	}
	m := from(calendar.Monthly, "2025-04-20")
	m.View = must(m.View.ChangeTerm(calendar.Annual)).On(date(today))
	p := portfolio("2027-06-30", m, from(calendar.Annual, "2024-08-01"), from(calendar.Annual, "2024-10-01"))
	const no = "no coterm.monthly choose-later-target"
	if got := moves(t, p, "2025-10-01")[m.ID]; got.Aligned || outcome(got.Refused) != no {
		t.Errorf("from the monthly term: %s", got)
	}
	got := moves(t, p, "2026-08-01")[m.ID]
	if len(got.Steps) != 2 || got.Steps[0].Do != coterm.StepRenew || got.Steps[1].Do != coterm.StepExtend {
		t.Errorf("from the annual term: %s", got)
	}
}

// coterm.monthly: who renews monthly is advised to renew for a year only if that year is over by the date.
func TestAlign_MonthlyRemedies(t *testing.T) {
	for name, tt := range map[string]struct {
		on    string
		after calendar.Term // that the monthly member renews for
		want  string
	}{
		"before a year":           {"2026-05-01", calendar.Monthly, "no coterm.monthly choose-later-target"},
		"after a year":            {"2026-06-01", calendar.Monthly, "no coterm.monthly renew-with-changes"},
		"before the year that is": {"2026-05-01", calendar.Annual, "no coterm.monthly choose-later-target"},
	} {
		t.Run(name, func(t *testing.T) {
			from := func(id, start string) coterm.Member {
				s := sub(since1990(), calendar.Monthly, date(start), date(start))
				return member(id, s, "2025-05-12", "EUR 10.00", "")
			}
			a := from("A", "2025-04-20")
			if tt.after != calendar.Monthly {
				a.View = must(a.View.ChangeTerm(tt.after)).On(date("2025-05-12"))
			}
			p := portfolio("2026-06-30", a, from("B", "2025-05-01"), from("C", "2025-05-01"))
			if got := moves(t, p, tt.on)["A"]; got.Aligned || outcome(got.Refused) != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// Two renewals have a line each; three share one.
func TestMoveString_Renewals(t *testing.T) {
	monthly := sub(since1990(), calendar.Monthly, date("2025-04-20"), date("2025-04-20"))
	p := portfolio("2025-08-30",
		member("D", monthly, "2025-05-12", "EUR 10.00", ""), member("E", monthly, "2025-05-12", "EUR 10.00", ""))
	for on, want := range map[string]string{
		"2025-07-20": "D: 2025-05-12 renew until 2025-06-20: EUR 10.00 × 3 = 30.00\n" +
			"D: 2025-05-12 renew until 2025-07-20: EUR 10.00 × 3 = 30.00",
		"2025-08-20": "D: 2025-05-12 … 2025-05-12 renew 3 times until 2025-08-20: EUR 10.00 × 3 = 30.00 each",
	} {
		t.Run(on, func(t *testing.T) {
			if got := moves(t, p, on)["D"].String(); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// renewal.price: a stored renewal costs its list price, with the total or the price of a seat rounded up or down.
func TestStep_ListPriceRounded(t *testing.T) {
	for amountOf3, want := range map[string]string{
		"EUR 29.99": "amount", "EUR 30.00": "", "EUR 30.01": "", "EUR 30.02": "", "EUR 30.03": "",
		"EUR 30.04": "amount",
	} {
		t.Run(amountOf3, func(t *testing.T) {
			step := *of(&everyStep().Moves[2], coterm.StepRenew)
			step.SRP, step.Seats, step.Amount = amount("EUR 10.005"), 3, amount(amountOf3)
			var read coterm.Step
			if err := json.Unmarshal(must(json.Marshal(step)), &read); fields(err) != want {
				t.Errorf("refused in %q, want %q: %v", fields(err), want, err)
			}
		})
	}
}

// A member that gets to the date by renewing alone costs what renewing costs, in a stored plan too.
func TestPlan_RenewingAlone(t *testing.T) {
	monthly := sub(since1990(), calendar.Monthly, date("2025-04-20"), date("2025-04-20"))
	p := must(coterm.Align(portfolio("2025-08-30",
		member("D", monthly, "2025-05-12", "EUR 10.00", ""), member("E", monthly, "2025-05-12", "EUR 10.00", ""))))[2]
	var read coterm.Plan
	if err := json.Unmarshal(must(json.Marshal(p)), &read); err != nil || !read.Equal(p) {
		t.Fatal(err)
	}
	p.Moves[0].Renewing = amount("EUR 1.00")
	if err := json.Unmarshal(must(json.Marshal(p)), &read); fields(err) != "moves[0].renewing" {
		t.Error(err)
	}
}

// All moves of a plan that were refused were refused on one day, also if the first move is one of them.
func TestPlan_RefusedOnOneDay(t *testing.T) {
	p := must(coterm.Align(office()))[0]
	p.Moves = []coterm.Move{p.Moves[2], p.Moves[4]} // both stay unaligned
	p.Aligned, p.Unaligned = 0, 2
	p.Cost, p.Renewing, p.Beyond = amount("EUR 0.00"), amount("EUR 0.00"), amount("EUR 0.00")
	for asked, want := range map[string]string{"2025-05-12": "", "2025-05-13": "moves[1].refused.asked"} {
		t.Run(asked, func(t *testing.T) {
			p := p
			p.Moves = slices.Clone(p.Moves)
			p.Moves[1].Refused.Asked = date(asked)
			var read coterm.Plan
			err := json.Unmarshal(must(json.Marshal(p)), &read)
			if got := fields(err); strings.Contains(got, "refused.asked") != (want != "") {
				t.Errorf("refused in %q, want %q: %v", got, want, err)
			}
		})
	}
}

// A stored plan of a member that renews at the ends of months is read: from 28 February its month leads to 31 March.
func TestPlan_MonthEnds(t *testing.T) {
	monthly := sub(since1990(), calendar.Monthly, date("2024-12-31"), date("2024-12-31"))
	p := portfolio("2025-06-30",
		member("D", monthly, "2025-01-12", "EUR 10.00", ""), member("E", monthly, "2025-01-12", "EUR 10.00", ""))
	for _, plan := range must(coterm.Align(p)) {
		t.Run(plan.Renewal.String(), func(t *testing.T) {
			var read coterm.Plan
			if err := json.Unmarshal(must(json.Marshal(plan)), &read); err != nil || !read.Equal(plan) {
				t.Fatal(err)
			}
			if len(plan.Moves[0].Steps) < 2 {
				return
			}
			last := &plan.Moves[0].Steps[len(plan.Moves[0].Steps)-1]
			last.Renewal = last.Renewal.AddDays(-4)
			want := fmt.Sprintf("moves[0].steps[%d].renewal", len(plan.Moves[0].Steps)-1)
			if err := json.Unmarshal(must(json.Marshal(plan)), &read); !strings.Contains(fields(err), want) {
				t.Errorf("four days earlier: %v, want %s", err, want)
			}
		})
	}
}

// A stored return of a renewal for another length is refused for what it lacks, or for what it says.
func TestReturnCredit_Renews(t *testing.T) {
	s := must(bought(calendar.Monthly, "2025-07-01").On(date("2025-07-20")).
		Renew(lifecycle.RenewalChanges{Length: calendar.Annual}))
	credit := must(coterm.Return(s.On(date("2025-07-20")), coterm.ReturnRequest{
		What: lifecycle.ReturnedPurchase{Term: date("2025-08-01")}, Channel: policy.Online,
	}))
	for renews, want := range map[calendar.Term]error{
		calendar.Monthly: nil, 0: billingrules.ErrMissing, calendar.ThreeYear: billingrules.ErrConflict,
	} {
		t.Run(renews.String(), func(t *testing.T) {
			credit := credit
			credit.Of.Renews = renews
			var read coterm.ReturnCredit
			if err := json.Unmarshal(must(json.Marshal(credit)), &read); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		})
	}
}
