package ambiguity

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// renewalCases are renewals on the first two days of the window and on the last: without changes, for three years, paid
// by invoice, with auto-renew off, and with one seat fewer from the renewal date on. The questions are about the day of
// the renewal, the old renewal date and the new one.
func renewalCases(ed policy.Edition) []Case {
	var list []Case
	for _, start := range edges(ed, 6) {
		for _, length := range lengths() {
			list = append(list, renewalsOf(ed, start, length)...)
		}
	}
	return list
}

func renewalsOf(ed policy.Edition, start calendar.Date, length calendar.Term) []Case {
	var list []Case
	end := start.AddMonths(length.Months())
	opens := calendar.Latest(start, end.AddDays(-ed.RenewalRules().WindowDays))
	for _, day := range []calendar.Date{opens, opens.AddDays(1), end.AddDays(-1)} {
		plain := Case{Length: length, Ordered: start, Renewed: day, Price: cents(1)}
		forms := []Case{plain, plain, plain, plain, plain, plain}
		forms[1].Off = true
		forms[2].Fewer = true
		forms[3].Into = calendar.ThreeYear
		forms[4].Into, forms[4].NetTerms = calendar.ThreeYear, true
		forms[5].NetTerms = true
		for _, form := range forms {
			for _, asked := range []calendar.Date{day, end, start.AddMonths(2 * length.Months())} {
				form.Day = asked
				list = append(list, form)
			}
		}
	}
	return list
}

// askRenewal asks what the renewal costs, when its first instalment is due, and what holds on the day: auto-renew, the
// seats and the phase.
func askRenewal(ed policy.Edition, c Case) []Figure {
	request := coterm.RenewalRequest{SRP: c.Price, Length: c.Into}
	if c.NetTerms {
		request.NetTerms = price.Sure(invoice.Net(30))
	}
	p, err := coterm.Renew(c.view(ed, c.Renewed), request)
	if err != nil {
		return nil
	}
	v := price.Sure(lifecycle.New(ed, p.Next)).On(c.Day)
	status := v.Status()
	return []Figure{
		priced("price of the renewal", rule.ChangeEffectiveFixed, p.Charge.Amount),
		dated("date of the first instalment", rule.InvoiceAnnualInstalments, p.Instalments[0].Date),
		said("auto-renew after the renewal", rule.RenewalAutoDefault, v.AutoRenew()),
		said("seats", rule.ChangeEffectiveFixed, v.Seats()),
		said("phase", status.Rule, status.Phase),
	}
}

// purchaseCases are purchases on both sides of the first day.
func purchaseCases(ed policy.Edition) []Case {
	var list []Case
	for _, day := range []calendar.Date{ed.FirstDay().AddDays(-1), ed.FirstDay()} {
		for _, length := range lengths() {
			for cost := int64(1); cost <= 3; cost++ {
				list = append(list, Case{Length: length, Ordered: day, Price: cents(cost)})
			}
		}
	}
	return list
}

// askPurchase asks in how many instalments a purchase is charged, and how large the first one is.
func askPurchase(ed policy.Edition, c Case) []Figure {
	p := price.Sure(coterm.Buy(ed, coterm.BuyRequest{SRP: c.Price, Purchase: lifecycle.PurchaseRequest{
		Offering: other, Length: c.Length, Seats: 1, Ordered: c.Ordered,
	}}))
	return []Figure{
		said("instalments of the purchase", rule.InvoiceAnnualInstalments, len(p.Instalments)),
		priced("first instalment of the purchase", rule.InvoiceAnnualInstalments, p.Instalments[0].Amount),
	}
}
