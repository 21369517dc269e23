package coterm_test

import (
	"slices"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// drawPortfolio draws a small portfolio, one in three with other numbers and readings.
func drawPortfolio(t *rapid.T, most, months int) coterm.Portfolio {
	ed := europe
	if rapid.IntRange(0, 2).Draw(t, "other readings") == 0 {
		rules := billingtest.Edition(europe).Draw(t, "edition").Parameters()
		rules.Proration.RoundAt = policy.RoundAt(rapid.IntRange(1, 3).Draw(t, "round at"))
		rules.Coterm.ExtendCharge = policy.ExtensionCharge(rapid.IntRange(1, 2).Draw(t, "extension charge"))
		var err error
		if ed, err = policy.NewEdition(rules); err != nil {
			t.Fatal(err)
		}
	}
	p := billingtest.Portfolio(ed, most, months).Draw(t, "portfolio")
	for i, m := range p.Members {
		next, err := m.View.Subscription(), error(nil)
		switch more := rapid.IntRange(0, 11).Draw(t, "more"); {
		case more == 0 && m.View.CanSwitchProduct().Allowed():
			next, err = m.View.SwitchProduct("Maya")
		case more == 1 && m.View.Phase() == lifecycle.Active:
			next, err = m.View.Cancel(p.Horizon.AddDays(rapid.IntRange(-20, 20).Draw(t, "canceled")))
		case more == 2 && m.View.Phase() == lifecycle.Active:
			next, err = m.View.Cancel(m.View.Day().AddDays(rapid.IntRange(1, 500).Draw(t, "canceled in days")))
		case more == 3: // under another edition
			rules := billingtest.Edition(europe).Draw(t, "edition").Parameters()
			rules.FirstDay = rules.FirstDay.AddDays(rapid.IntRange(-200, 200).Draw(t, "first day"))
			if next, err = lifecycle.New(must(policy.NewEdition(rules)), next.Facts()); err != nil {
				t.Fatal(err)
			}
		}
		if err != nil && !p.Horizon.AddDays(-20).Before(m.View.Day()) {
			t.Fatal(err)
		}
		if err == nil {
			p.Members[i].View = next.On(m.View.Day())
		}
	}
	return p
}

// settled is a portfolio whose debts are paid unless they are overdue, as plans assume.
func settled(t *rapid.T, p coterm.Portfolio) coterm.Portfolio {
	p.Members = slices.Clone(p.Members)
	for i, m := range p.Members {
		f := m.View.Subscription().Facts()
		if len(f.Invoices) == 0 || f.Invoices[0].Due.Before(m.View.Day()) {
			continue
		}
		f.Invoices = nil
		s, err := lifecycle.New(m.View.Edition(), f)
		if err != nil {
			t.Fatal(err)
		}
		p.Members[i].View = s.On(m.View.Day())
	}
	return p
}
