package ambiguity

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// returnCases are first purchases through every channel, and renewals on the first and the last day of the window and
// on the renewal date, all returned on the day of the order.
func returnCases(ed policy.Edition) []Case {
	var list []Case
	start := ed.FirstDay()
	for _, length := range lengths() {
		for channel := policy.Online; channel.IsValid(); channel++ {
			list = append(list,
				Case{Kind: policy.Subscription, Length: length, Ordered: start, Channel: channel, Day: start})
		}
		end := start.AddMonths(length.Months())
		for _, day := range []calendar.Date{
			calendar.Latest(start, end.AddDays(-ed.RenewalRules().WindowDays)), end.AddDays(-1), end,
			end.AddDays(ed.LateDays(policy.Subscription, length)),
		} {
			list = append(list, Case{
				Kind: policy.Subscription, Length: length, Ordered: start, Renewed: day, Channel: policy.Online,
				Day: day,
			})
		}
	}
	return list
}

// askReturn asks whether the purchase can be returned, and through which day.
func askReturn(ed policy.Edition, c Case) []Figure {
	p := refund.Purchase{Kind: c.Kind, Term: c.Length, Channel: c.Channel, Event: refund.Bought, Ordered: c.Ordered}
	if !c.Renewed.IsZero() {
		p.Event, p.Ordered, p.Renewal = refund.Renewed, c.Renewed, c.Ordered.AddMonths(c.Length.Months())
	}
	back, err := refund.Check(ed, p, c.Day)
	if err != nil { // it was not renewed that day, since the window was not open
		return nil
	}
	list := []Figure{decided("may it be returned", back.Decision)}
	if !back.Deadline.IsZero() {
		list = append(list, dated("last day of the return", rule.RefundDays, back.Deadline))
	}
	return list
}

// taxCases are invoices of one to three equal lines of a few cents, taxed at 21%.
func taxCases(ed policy.Edition) []Case {
	var list []Case
	for lines := 1; lines <= 3; lines++ {
		for cost := int64(1); cost <= 10; cost++ {
			list = append(list, Case{Price: cents(cost), Count: lines, Day: ed.FirstDay()})
		}
	}
	return list
}

// askTax asks for the tax of the invoice.
func askTax(ed policy.Edition, c Case) []Figure {
	d := invoice.Draft{Number: "1", Issued: c.Day}
	for range c.Count {
		d.Items = append(d.Items, invoice.Item{
			Description: other, Quantity: 1, UnitPrice: c.Price, Taxes: invoice.MustParseTaxes("21%"),
		})
	}
	return []Figure{priced("tax of the invoice", rule.InvoiceTax, price.Sure(invoice.New(ed, d)).Tax)}
}

// orderCases are orders by quote on the first day, by all kinds of buyers.
func orderCases(ed policy.Edition) []Case {
	var list []Case
	for kind := policy.Subscription; kind <= policy.FlexTokens; kind++ {
		plain := Case{Kind: kind, Channel: policy.Quote, Day: ed.FirstDay()}
		exempt, public := plain, plain
		exempt.TaxFree, public.Public = true, true
		list = append(list, plain, exempt, public)
	}
	return list
}

// askOrder asks whether it can be ordered.
func askOrder(ed policy.Edition, c Case) []Figure {
	r := order.Request{Kind: c.Kind, Channel: c.Channel, TaxExempt: c.TaxFree, Segment: order.Commercial}
	if c.Public {
		r.Segment = order.PublicSector
	}
	return []Figure{decided("may it be ordered", price.Sure(order.CanOrder(ed, r, c.Day)))}
}

// quoteCases are quotes that expire one or two days after they are made, so that they hold on some day under every
// edition, accepted on those days or the day after.
func quoteCases(ed policy.Edition) []Case {
	var list []Case
	made := ed.FirstDay()
	for expires := 1; expires <= 2; expires++ {
		for accepted := range 4 {
			list = append(list, Case{Ordered: made, Expires: made.AddDays(expires), Day: made.AddDays(accepted)})
		}
	}
	return list
}

// askQuote asks whether it can be accepted.
func askQuote(ed policy.Edition, c Case) []Figure {
	q := price.Sure(order.NewQuote(ed, order.QuoteDraft{
		Number: "1", Kind: policy.Subscription, Issued: c.Ordered, Expires: c.Expires,
		Items: []invoice.Item{
			{Description: other, Quantity: 1, UnitPrice: cents(1), Taxes: invoice.MustParseTaxes("21%")},
		},
	}))
	return []Figure{decided("may the quote be accepted", q.CanAccept(c.Day))}
}

// creditCases are orders of one or two cents, with a credit of one or two cents.
func creditCases(ed policy.Edition) []Case {
	var list []Case
	for cost := int64(1); cost <= 2; cost++ {
		for left := int64(1); left <= 2; left++ {
			list = append(list, Case{Price: cents(cost), Credit: cents(left), Day: ed.FirstDay()})
		}
	}
	return list
}

// askCredit asks whether it can be paid by invoice.
func askCredit(ed policy.Edition, c Case) []Figure {
	const number, payer = "1", "payer@example.com"
	account := order.Account{
		CustomerNumber: number, Payers: price.Sure(invoice.NewPayers(ed, number, payer)), Credit: c.Credit,
	}
	asked := order.NetTermsOrder{Kind: policy.Subscription, CustomerNumber: number, Payer: payer, Total: c.Price}
	against := price.Sure(order.CheckNetTerms(ed, account, asked, c.Day))
	says := "yes"
	if len(against) > 0 {
		says = "no"
	}
	return []Figure{said("may it be paid by invoice", rule.OrderInsufficientCredit, says)}
}
