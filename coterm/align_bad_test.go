package coterm_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
)

// badPortfolio is a fault of a portfolio, and how the error names it.
type badPortfolio struct {
	change func(*coterm.Portfolio)
	want   string
	is     error
}

func holdBadPortfolios(t *testing.T, tests map[string]badPortfolio) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := office()
			tt.change(&p)
			plans, err := coterm.Align(p)
			if len(billingrules.InputErrors(err)) == 0 || !errors.Is(err, tt.is) || plans != nil ||
				!strings.HasPrefix(err.Error(), "coterm.Align: "+tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestAlign_BadHorizons(t *testing.T) {
	holdBadPortfolios(t, map[string]badPortfolio{
		"no plans": {func(p *coterm.Portfolio) { p.Plans = 0 }, "plans: is missing", billingrules.ErrMissing},
		"fewer plans": {
			func(p *coterm.Portfolio) { p.Plans = -1 }, "plans -1: must be from 1 to 1000", billingrules.ErrRange,
		},
		"too many plans": {
			func(p *coterm.Portfolio) { p.Plans = 1001 }, "plans 1001: must be from 1 to 1000", billingrules.ErrRange,
		},
		"no horizon": {
			func(p *coterm.Portfolio) { p.Horizon = calendar.Date{} }, "horizon: is missing", billingrules.ErrMissing,
		},
		"the day itself": {
			func(p *coterm.Portfolio) { p.Horizon = date("2025-05-12") }, "horizon 2025-05-12: is not after 2025-05-12",
			billingrules.ErrConflict,
		},
		"a distant horizon": {
			func(p *coterm.Portfolio) { p.Horizon = date("2035-05-13") },
			"horizon 2035-05-13: is more than ten years after 2025-05-12", billingrules.ErrRange,
		},
		"the calendar's end": {
			func(p *coterm.Portfolio) {
				for i := range p.Members {
					p.Members[i].View = p.Members[i].View.Subscription().On(date("9999-01-01"))
				}
				p.Horizon = date("9999-12-31")
			},
			"horizon 9999-12-31: is more than ten years", billingrules.ErrRange,
		},
	})
}

func TestAlign_BadMembers(t *testing.T) {
	holdBadPortfolios(t, map[string]badPortfolio{
		"no members": {
			func(p *coterm.Portfolio) { p.Members = nil }, "members: is missing", billingrules.ErrMissing,
		},
		"too many members": {
			func(p *coterm.Portfolio) { p.Members = make([]coterm.Member, 1001) },
			"members: has 1001 entries, at most 1000 are allowed", billingrules.ErrRange,
		},
		"no ID": {
			func(p *coterm.Portfolio) { p.Members[1].ID = "" }, "members[1].id: is missing", billingrules.ErrMissing,
		},
		"a long ID": {
			func(p *coterm.Portfolio) { p.Members[1].ID = strings.Repeat("x", 201) }, "members[1].id \"xxx",
			billingrules.ErrRange,
		},
		"one ID twice": {
			func(p *coterm.Portfolio) { p.Members[1].ID = "A" }, `members[1].id "A": is a duplicate`,
			billingrules.ErrConflict,
		},
		"no subscription": {
			func(p *coterm.Portfolio) { p.Members[1].View = lifecycle.View{} }, "members[1].view: is missing",
			billingrules.ErrMissing,
		},
		"no day": {
			func(p *coterm.Portfolio) { p.Members[1].View = p.Members[1].View.Subscription().On(calendar.Date{}) },
			"members[1].view.day: is missing", billingrules.ErrMissing,
		},
		"another day": {
			func(p *coterm.Portfolio) { p.Members[1].View = p.Members[1].View.Subscription().On(date("2025-05-13")) },
			"members[1].view.day 2025-05-13: must be 2025-05-12, as for the first member", billingrules.ErrConflict,
		},
	})
}

func TestAlign_BadPrices(t *testing.T) {
	holdBadPortfolios(t, map[string]badPortfolio{
		"no price": {
			func(p *coterm.Portfolio) { p.Members[1].SRP = money.Amount{} }, "members[1].srp: is missing",
			billingrules.ErrMissing,
		},
		"a negative price": {
			func(p *coterm.Portfolio) { p.Members[1].SRP = amount("EUR -1.00") },
			"members[1].srp EUR -1.00: is negative", billingrules.ErrRange,
		},
		"another currency": {
			func(p *coterm.Portfolio) { p.Members[1].SRP = amount("USD 1.00") },
			"members[1].srp USD 1.00: must be in EUR", billingrules.ErrCurrency,
		},
		"a withdrawn one": {
			func(p *coterm.Portfolio) { p.Members[1].SRP = amount("HRK 1.00") },
			"members[1].srp HRK: was withdrawn on 2023-01-01", money.ErrWithdrawn,
		},
		"a price too large": {
			func(p *coterm.Portfolio) { p.Members[3].SRP = amount("EUR 1000000000000000.01") },
			"members[3].srp EUR 1000000000000000.01: is more than 10^15, the most that a portfolio can add up",
			billingrules.ErrRange,
		},
		"of many digits": {
			func(p *coterm.Portfolio) { p.Members[3].SRP = amount("EUR 99999999999999999999999999999999.00") },
			"members[3].srp", billingrules.ErrRange,
		},
	})
}

func TestAlign_BadThreeYearPrices(t *testing.T) {
	holdBadPortfolios(t, map[string]badPortfolio{
		"three-year, negative": {
			func(p *coterm.Portfolio) { p.Members[1].ThreeYearSRP = amount("EUR -1.00") },
			"members[1].threeYearSRP EUR -1.00: is negative", billingrules.ErrRange,
		},
		"three-year, in another currency": {
			func(p *coterm.Portfolio) { p.Members[1].ThreeYearSRP = amount("USD 1.00") },
			"members[1].threeYearSRP USD 1.00: must be in EUR", billingrules.ErrCurrency,
		},
		"three-year, too large": {
			func(p *coterm.Portfolio) { p.Members[3].ThreeYearSRP = amount("EUR 1000000000000000.01") },
			"members[3].threeYearSRP", billingrules.ErrRange,
		},
	})
}

// All faults are reported at once, each with its path.
func TestAlign_SeveralFaults(t *testing.T) {
	for name, tt := range map[string]struct {
		p    coterm.Portfolio
		want string
	}{
		"nothing": {coterm.Portfolio{}, "plans horizon members"},
		"an empty member": {
			coterm.Portfolio{Members: []coterm.Member{{}}},
			"plans horizon members[0].id members[0].view members[0].srp",
		},
		"none at the latest horizon": {portfolio("2035-05-12", office().Members...), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := coterm.Align(tt.p); fields(err) != tt.want {
				t.Error(err)
			}
		})
	}
}

// A single member has nobody to be aligned to, but that is not a fault.
func TestAlign_OneMemberAlone(t *testing.T) {
	if plans, err := coterm.Align(portfolio("2035-05-12", office().Members[0])); err != nil || len(plans) != 0 {
		t.Errorf("%d plans, %v", len(plans), err)
	}
}

// Prices are limited on input, so that even the most expensive portfolio can be added up.
func TestAlign_DearestPortfolio(t *testing.T) {
	s := with(bought(calendar.Annual, "2024-10-01"), func(f *lifecycle.Facts) { f.Seats = 1_000_000 })
	dear := "CLF 1000000000000000.0000" // four places
	p := portfolio("2035-05-12")
	for i := range 1000 {
		p.Members = append(p.Members, member(fmt.Sprint(i), s, "2025-05-12", dear, dear))
	}
	plans, err := coterm.Align(p)
	if err != nil || len(plans) != 10 || !plans[9].Cost.Equal(amount("CLF 9000000000000000000000000.0000")) ||
		plans[9].Unaligned != 0 {
		t.Errorf("%v, %v", plans, err)
	}
}
