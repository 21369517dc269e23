package conformance_test

import (
	"cmp"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// yesNo writes a decision of which the window is not asked.
func yesNo(d policy.Decision) object { return object{"allowed": d.Allowed(), "rule": d.Rule} }

func payers(ed policy.Edition, emails []string) (invoice.Payers, error) {
	if len(emails) == 0 {
		return invoice.Payers{}, nil
	}
	return invoice.NewPayers(ed, "P-1", emails...)
}

type open struct {
	Number string
	Amount amount
}

func opens(read *reader, list []open) []invoice.OpenItem {
	var all []invoice.OpenItem
	for _, o := range list {
		all = append(all, invoice.OpenItem{Number: o.Number, Amount: read.amount(o.Amount)})
	}
	return all
}

func left(list []invoice.OpenItem) []string {
	texts := []string{}
	for _, o := range list {
		texts = append(texts, shown(o.Amount))
	}
	return texts
}

// rates writes the tax of an invoice by its rates.
func rates(inv invoice.Invoice) ([]object, error) {
	all, err := invoice.ByRate(inv.Lines)
	var shownRates []object
	for _, of := range all {
		o := object{"rate": of.Rate, "net": shown(of.Net), "tax": shown(of.Tax)}
		if of.Name != "" {
			o["name"] = of.Name
		}
		shownRates = append(shownRates, o)
	}
	return shownRates, err
}

func commerce() map[string]answer {
	all := invoices()
	for ask, a := range orders() {
		all[ask] = a
	}
	return all
}

func invoices() map[string]answer {
	return map[string]answer{
		"instalments": asked(func(ed policy.Edition, given struct {
			Kind               policy.Kind
			Term               optional[calendar.Term]
			Anchor, Start, End calendar.Date
			Ordered            calendar.Date
			Renewal            bool
			Amount             amount
			NetDays            *int
		},
		) (any, error) {
			var read reader
			terms, err := netTerms(given.NetDays)
			if err != nil {
				return nil, err
			}
			sale := invoice.Sale{
				Kind: given.Kind, Ordered: given.Ordered, Renewal: given.Renewal,
				Amount: read.amount(given.Amount), NetTerms: terms,
			}
			if given.Term.value != 0 {
				if sale.Service, err = (covered{given.Term.value, given.Anchor, given.Start, given.End}).service(); err != nil {
					return nil, err
				}
			}
			if read.err != nil {
				return nil, read.err
			}
			list, err := invoice.Instalments(ed, sale)
			if err != nil {
				return refusedBy(err)
			}
			return object{"instalments": parts(list)}, nil
		}),
		"invoice": asked(func(ed policy.Edition, given struct {
			Issued  calendar.Date
			NetDays *int
			Lines   []struct {
				Quantity  int
				UnitPrice amount
				Taxes     invoice.Taxes
			}
		},
		) (any, error) {
			terms, err := netTerms(given.NetDays)
			if err != nil {
				return nil, err
			}
			var read reader
			draft := invoice.Draft{Number: "1", Issued: given.Issued, NetTerms: terms}
			for _, line := range given.Lines {
				draft.Items = append(draft.Items, invoice.Item{
					Description: "AutoCAD", Quantity: line.Quantity, UnitPrice: read.amount(line.UnitPrice), Taxes: line.Taxes,
				})
			}
			if read.err != nil {
				return nil, read.err
			}
			inv, err := invoice.New(ed, draft)
			if err != nil {
				return nil, err
			}
			all := object{"due": inv.Due, "net": shown(inv.Net), "tax": shown(inv.Tax), "total": shown(inv.Total)}
			perLine := ed.Invoice().TaxRounding == policy.TaxPerLine
			var taxes []money.Amount
			named := false
			for _, line := range inv.Lines {
				taxes = append(taxes, line.Tax)
				named = named || line.Taxes[0].Name != ""
			}
			if perLine {
				all["taxes"] = allShown(taxes)
			}
			if !perLine || named {
				all["rates"], err = rates(inv)
			}
			return all, err
		}),
		"overdue": asked(func(ed policy.Edition, given struct {
			Issued  calendar.Date
			NetDays *int
			On      calendar.Date
		},
		) (any, error) {
			terms, err := netTerms(given.NetDays)
			if err != nil {
				return nil, err
			}
			inv, err := invoice.New(ed, invoice.Draft{Number: "1", Issued: given.Issued, NetTerms: terms, Items: []invoice.Item{
				{
					Description: "AutoCAD", Quantity: 1,
					UnitPrice: money.MustParseAmount("EUR 1.00"), Taxes: invoice.MustParseTaxes("0%"),
				},
			}})
			return object{"overdue": inv.Overdue(given.On)}, err
		}),
		"add-payer": asked(func(ed policy.Edition, given struct {
			Payers []string
			Add    string
			On     calendar.Date
		},
		) (any, error) {
			p, err := invoice.NewPayers(ed, "P-1", given.Payers...)
			if err != nil {
				return nil, err
			}
			d := p.CanAdd(given.On)
			_, err = p.Add(given.Add, given.On)
			if d.Allowed() && err != nil {
				return nil, err
			}
			return yesNo(d), nil
		}),
		"settle": asked(func(_ policy.Edition, given struct {
			Invoices, CreditNotes []open
			CashBalance           amount
			Method                optional[policy.PaymentMethod]
			Amount                amount
		},
		) (any, error) {
			var read reader
			payment := invoice.Payment{
				Day:      calendar.MustParseDate("2025-06-10"),
				Invoices: opens(&read, given.Invoices), CreditNotes: opens(&read, given.CreditNotes),
				CashBalance: read.amount(given.CashBalance), Method: given.Method.value, Amount: read.amount(given.Amount),
			}
			if read.err != nil {
				return nil, read.err
			}
			s, err := invoice.Settle(payment)
			return object{
				"invoices": left(s.Invoices), "creditNotes": left(s.CreditNotes), "cashBalance": shown(s.CashBalance),
			}, err
		}),
	}
}

// request is an order by a channel.
type request struct {
	Kind      policy.Kind
	Channel   policy.Channel
	TaxExempt bool
	Segment   order.Segment
	On        calendar.Date
}

func (r request) read() order.Request {
	segment := cmp.Or(r.Segment, order.Commercial)
	return order.Request{Kind: r.Kind, Channel: r.Channel, TaxExempt: r.TaxExempt, Segment: segment}
}

// renewalAnswers are whether a subscription can be renewed, and by invoice.
type renewalAnswers struct{ renew, byInvoice policy.Decision }

// renewByInvoice decides about a renewal, and one by invoice, of a subscription that is in its renewal window on the day. A case
// says of a renewal only that it is one, and which payer there is.
func renewByInvoice(
	ed policy.Edition, day calendar.Date, payer lifecycle.PayerStatus,
) (renewalAnswers, error) {
	end := day.AddDays(1)
	start := end.AddMonths(-12)
	s, err := lifecycle.New(ed, lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 1,
		Terms: []lifecycle.BoughtTerm{
			{Ordered: start, Start: start, End: start.AddMonths(12), Length: calendar.Annual},
		},
	})
	v := s.On(day)
	return renewalAnswers{v.CanRenew(), v.CanRenewByInvoice(payer, lifecycle.RenewalChanges{})}, err
}

func orders() map[string]answer {
	return map[string]answer{
		"compose": asked(func(ed policy.Edition, given struct {
			Basket []struct {
				Product string
				Kind    policy.Kind
				Licence string
				Term    optional[calendar.Term]
			}
			On calendar.Date
		},
		) (any, error) {
			var basket []order.BasketItem
			for _, line := range given.Basket {
				basket = append(basket, order.BasketItem{
					Product: line.Product, Kind: line.Kind, Licence: line.Licence, Term: line.Term.value,
					Seats: 1, SRP: money.MustParseAmount("EUR 1.00"),
				})
			}
			c, err := order.Compose(ed, basket, given.On)
			numbers := [][]int{}
			for _, o := range c.Orders {
				numbers = append(numbers, o.Numbers)
			}
			return object{"orders": numbers, "allowed": c.Decision.Allowed()}, err
		}),
		"can-order": asked(func(ed policy.Edition, given request) (any, error) {
			d, err := order.CanOrder(ed, given.read(), given.On)
			return yesNo(d), err
		}),
		"can-pay": asked(func(ed policy.Edition, given struct {
			request
			Method  policy.PaymentMethod
			Renewal bool
			Payer   lifecycle.PayerStatus
			Total   amount
		},
		) (any, error) {
			r := given.read()
			var read reader
			r.Total = read.amount(cmp.Or(given.Total, "USD 1.00"))
			if read.err != nil {
				return nil, read.err
			}
			if r.Renewal = given.Renewal; r.Renewal {
				answer, err := renewByInvoice(ed, given.On, cmp.Or(given.Payer, lifecycle.PayerOnFile))
				if err != nil {
					return nil, err
				}
				r.Renew, r.RenewByInvoice = answer.renew, answer.byInvoice
			}
			d, err := order.CanPay(ed, r, given.Method, given.On)
			return yesNo(d), err
		}),
		"direct": asked(func(_ policy.Edition, given struct{ Channel policy.Channel }) (any, error) {
			return object{"direct": given.Channel.Direct()}, nil
		}),
		"quote": asked(func(ed policy.Edition, given struct {
			Issued, Expires calendar.Date
			Lines           []struct {
				SRP         amount
				Term        calendar.Term
				Days, Seats int
				Discount    amount
				Taxes       invoice.Taxes
			}
		},
		) (any, error) {
			draft := order.QuoteDraft{Number: "Q-1", Kind: policy.Subscription, Issued: given.Issued, Expires: given.Expires}
			var read reader
			for _, line := range given.Lines {
				service, bought, err := stretch(ed, line.Term, line.Days)
				if err != nil {
					return nil, err
				}
				draft.Items = append(draft.Items, invoice.Item{
					Description: "AutoCAD", Discount: read.amount(line.Discount), Taxes: line.Taxes,
					Priced: invoice.Priced{Request: proration.PriceRequest{
						SRP: read.amount(line.SRP), Seats: line.Seats,
						Service: service, Bought: bought,
					}},
				})
			}
			if read.err != nil {
				return nil, read.err
			}
			q, err := order.NewQuote(ed, draft)
			if err != nil {
				return refusedBy(err)
			}
			return object{
				"first": q.Valid.Start(), "last": q.Valid.LastDay(), "discount": shown(q.Discount),
				"net": shown(q.Net), "tax": shown(q.Tax), "total": shown(q.Total),
			}, nil
		}),
		"accept": asked(func(ed policy.Edition, given struct{ Issued, Expires, On calendar.Date }) (any, error) {
			q, err := order.NewQuote(ed, order.QuoteDraft{
				Number: "Q-1", Kind: policy.FlexTokens, Issued: given.Issued, Expires: given.Expires,
				Items: []invoice.Item{{
					Description: "Flex tokens", Quantity: 1,
					UnitPrice: money.MustParseAmount("EUR 1.00"), Taxes: invoice.MustParseTaxes("0%"),
				}},
			})
			return decision(q.CanAccept(given.On)), err
		}),
		"net-terms": asked(func(ed policy.Edition, given struct {
			Account struct {
				CustomerNumber string
				Payers         []string
				Unpaid         []order.OpenInvoice
				Credit         amount
				TooMany        int
			}
			Order struct {
				Kind                  policy.Kind
				CustomerNumber, Payer string
				Total                 amount
			}
			On calendar.Date
		},
		) (any, error) {
			p, err := payers(ed, given.Account.Payers)
			if err != nil {
				return nil, err
			}
			var read reader
			account := order.Account{
				CustomerNumber: given.Account.CustomerNumber, Payers: p, Unpaid: given.Account.Unpaid,
				Credit: read.amount(given.Account.Credit), TooMany: given.Account.TooMany,
			}
			o := order.NetTermsOrder{
				Kind: given.Order.Kind, CustomerNumber: given.Order.CustomerNumber,
				Payer: given.Order.Payer, Total: read.amount(given.Order.Total),
			}
			if read.err != nil {
				return nil, read.err
			}
			refused, err := order.CheckNetTerms(ed, account, o, given.On)
			reasons := []rule.ID{}
			for _, d := range refused {
				reasons = append(reasons, d.Rule)
			}
			return object{"reasons": reasons}, err
		}),
		"notice": asked(func(ed policy.Edition, given struct {
			Rule    rule.ID
			Channel policy.Channel
		},
		) (any, error) {
			list, err := order.Notices(ed, given.Channel)
			for _, n := range list {
				if n.Rule == given.Rule {
					return object{"within": n.Within.Seconds()}, nil
				}
			}
			return object{}, err
		}),
	}
}
