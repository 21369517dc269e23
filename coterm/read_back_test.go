package coterm_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
)

// A renewal for another length has both lengths: that of the new term, and that of the old one.
func TestRenewalPrice_RenewsTheOldLength(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	p := must(coterm.Renew(v, coterm.RenewalRequest{SRP: amount("EUR 5925.00"), Length: calendar.ThreeYear}))
	var back coterm.RenewalPrice
	if err := json.Unmarshal(must(json.Marshal(p)), &back); err != nil || back.Renews != calendar.Annual {
		t.Fatal(back.Renews, err)
	}
	p.Renews = calendar.ThreeYear
	if err := json.Unmarshal(must(json.Marshal(p)), &back); fields(err) != "renews" {
		t.Errorf("refused in %q, want renews: %v", fields(err), err)
	}
}

// How far an extension could have gone is for its own length of term.
func TestExtensionPrice_ReachOfAnotherTerm(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	to := renewingOn("2026-06-01", v.Day())
	p := must(coterm.Extend(v, coterm.ExtensionRequest{To: to, SRP: amount("EUR 365.00")}))
	p.Reach = lifecycle.ExtensionLimits(europe, calendar.ThreeYear, v.Day(), v.Renewal())
	var back coterm.ExtensionPrice
	if err := json.Unmarshal(must(json.Marshal(p)), &back); fields(err) != "reach.rule" {
		t.Errorf("refused in %q, want reach.rule: %v", fields(err), err)
	}
}

func TestRenewalPrice_WithoutInstalments(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	p := must(coterm.Renew(v, coterm.RenewalRequest{SRP: amount("EUR 365.00")}))
	p.Instalments = nil
	var back coterm.RenewalPrice
	if err := json.Unmarshal(must(json.Marshal(p)), &back); fields(err) != "instalments" {
		t.Errorf("refused in %q, want instalments: %v", fields(err), err)
	}
}

// The only step of a move leads to the date of the plan.
func TestPlan_OneStepToAnotherDate(t *testing.T) {
	checked := 0
	for _, p := range must(coterm.Align(office())) {
		for i := range p.Moves {
			if !p.Moves[i].Aligned || len(p.Moves[i].Steps) != 1 {
				continue
			}
			changed, back := p, coterm.Plan{}
			changed.Renewal = p.Renewal.AddDays(1)
			err := json.Unmarshal(must(json.Marshal(changed)), &back)
			want := fmt.Sprintf("moves[%d].steps[0].renewal", i)
			if !slices.Contains(strings.Fields(fields(err)), want) {
				t.Errorf("refused in %q, want %s too", fields(err), want)
			}
			checked++
		}
	}
	if checked == 0 {
		t.Fatal("no plan has a move of one step")
	}
}

// The largest portfolio is checked like any other.
func TestAlign_LargestPortfolioOfZeroMembers(t *testing.T) {
	p := portfolio("2035-05-12")
	p.Members = make([]coterm.Member, 1000)
	if _, err := coterm.Align(p); !slices.Contains(strings.Fields(fields(err)), "members[999].view") {
		t.Errorf("the last member is not refused: %.200s", fmt.Sprint(err))
	}
	p.Members = make([]coterm.Member, 1001)
	if _, err := coterm.Align(p); fields(err) != "members" {
		t.Errorf("one more is not refused: %.200s", fmt.Sprint(err))
	}
}
