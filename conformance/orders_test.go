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

// renewal is what an order knows about a renewal. The subscription renews on the next day, so that
// the renewal is early; for the partner route it renews on the day itself, with another number of seats. A case says of
// a renewal only that it is one, its route and its payer.
func renewal(
	ed policy.Edition, day calendar.Date, payer lifecycle.PayerStatus, route policy.Route,
) (order.RenewalDecisions, error) {
	end, changes := day.AddDays(1), lifecycle.RenewalChanges{}
	if route == policy.Partner {
		end, changes.Seats = day, 2
	}
	start := end.AddMonths(-12)
	s, err := lifecycle.New(ed, lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 1,
		Terms: []lifecycle.BoughtTerm{
			{Ordered: start, Start: start, End: start.AddMonths(12), Length: calendar.Annual},
		},
	})
	return order.RenewalOf(s.On(day), changes, payer), err
}

func orders() map[string]answer {
	return map[string]answer{
		"compose":   asked(askCompose),
		"can-order": asked(askCanOrder),
		"can-pay":   asked(askCanPay),
		"direct":    asked(askDirect),
		"quote":     asked(askQuote),
		"accept":    asked(askAccept),
		"net-terms": asked(askNetTerms),
		"notice":    asked(askNotice),
	}
}

func askCompose(ed policy.Edition, given struct {
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
}

func askCanOrder(ed policy.Edition, given request) (any, error) {
	d, err := order.CanOrder(ed, given.read(), given.On)
	return yesNo(d), err
}

func askCanPay(ed policy.Edition, given struct {
	request
	Method  policy.PaymentMethod
	Renewal bool
	Payer   lifecycle.PayerStatus
	Route   policy.Route
	Total   amount
},
) (any, error) {
	r := given.read()
	var read reader
	r.Total = read.amount(cmp.Or(given.Total, "USD 1.00"))
	if read.err != nil {
		return nil, read.err
	}
	if given.Renewal {
		var err error
		r.Renewal, err = renewal(ed, given.On, cmp.Or(given.Payer, lifecycle.PayerOnFile), given.Route)
		if err != nil {
			return nil, err
		}
	}
	d, err := order.CanPay(ed, r, given.Method, given.On)
	return yesNo(d), err
}

func askDirect(_ policy.Edition, given struct{ Channel policy.Channel }) (any, error) {
	return object{"direct": given.Channel.Direct()}, nil
}

func askQuote(ed policy.Edition, given struct {
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
}

func askAccept(ed policy.Edition, given struct {
	Issued, Expires, Accepted, On calendar.Date
	Currency                      string
},
) (any, error) {
	q, err := order.NewQuote(ed, order.QuoteDraft{
		Number: "Q-1", Kind: policy.FlexTokens, Issued: given.Issued, Expires: given.Expires,
		Items: []invoice.Item{{
			Description: "Flex tokens", Quantity: 1,
			UnitPrice: money.MustParseAmount(cmp.Or(given.Currency, "EUR") + " 1.00"),
			Taxes:     invoice.MustParseTaxes("0%"),
		}},
	})
	if err == nil && !given.Accepted.IsZero() {
		q, err = q.Accept(given.Accepted)
	}
	return decision(q.CanAccept(given.On)), err
}

func askNetTerms(ed policy.Edition, given struct {
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
}

func askNotice(ed policy.Edition, given struct {
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
}
