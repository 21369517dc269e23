package hostile_test

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// badNames only look like another name, or cannot be seen.
var badNames = map[string]string{
	"a blank in front":    " S-1",
	"a blank behind":      "S-1 ",
	"two blanks":          "S  1",
	"a no-break space":    "S\u00a01",
	"one behind":          "S-1\u00a0",
	"a wide blank":        "S\u30001",
	"a tab":               "S\t1",
	"a line break behind": "S-1\n",
	"NUL":                 "S\x001",
	"no width":            "S\u200b1",
	"a byte order mark":   "\ufeffS-1",
	"turned around":       "S\u202e1",
	"an accent apart":     "Cafe\u0301",
	"kana apart":          "\u30ab\u3099",
}

// names are the fields and parameters that take a name from outside, each with what is done with it there.
var names = []struct {
	at   string
	take func(name string) error
}{
	{"lifecycle.Facts.Offering", func(name string) error {
		return with(func(f *lifecycle.Facts) { f.Offering = name })()
	}},
	{"lifecycle.PurchaseRequest.Offering", func(name string) error {
		return second(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
			Offering: name, Length: calendar.Annual, Seats: 1, Ordered: named,
		}))
	}},
	{"lifecycle.BilledInvoice.Number", func(name string) error {
		return with(func(f *lifecycle.Facts) {
			f.Invoices = []lifecycle.BilledInvoice{{Number: name, Issued: named, Due: named}}
		})()
	}},
	{"lifecycle.ReturnedPurchase.Note", func(name string) error {
		return with(func(f *lifecycle.Facts) {
			f.Returns = []lifecycle.ReturnedPurchase{{Day: f.Terms[0].Start, Term: f.Terms[0].Start, Note: name}}
		})()
	}},
	{"lifecycle.Change.Offering", func(name string) error {
		return with(func(f *lifecycle.Facts) {
			f.Changes = []lifecycle.Change{{
				What: lifecycle.ProductSwitched, Asked: f.Terms[0].End.AddDays(-1), Effective: f.Terms[0].End,
				Offering: name,
			}}
		})()
	}},
	{"lifecycle.RenewalChanges.Offering", func(name string) error {
		return second(goodSub().On(renewable).Renew(lifecycle.RenewalChanges{Offering: name}))
	}},
	{"lifecycle.View.SwitchProduct", func(name string) error {
		return second(goodSub().On(renewable).SwitchProduct(name))
	}},
	{"lifecycle.View.Pay", func(name string) error { return second(goodSub().On(renewable).Pay(name)) }},
	{"policy.Parameters.Name", func(name string) error {
		return parameters(func(p *policy.Parameters) { p.Name = name })
	}},
	{"policy.Parameters.Region", func(name string) error {
		return parameters(func(p *policy.Parameters) { p.Region = policy.Region(name) })
	}},
	{"policy.Parameters.ExemptOfferings", func(name string) error {
		return parameters(func(p *policy.Parameters) { p.ExemptOfferings = []string{name} })
	}},
	{"refund.PaidLine.Description", func(name string) error {
		net := money.MustParseAmount("EUR 10.00")
		return second(refund.Check(europe, refund.Purchase{
			Kind: policy.FlexTokens, Channel: policy.Online, Event: refund.Bought, Ordered: named,
			Paid: []refund.PaidLine{{Description: name, Net: net, Tax: net}},
		}, named))
	}},
	{"refund.TaxPart.Tax", func(name string) error {
		net := money.MustParseAmount("EUR 10.00")
		return second(refund.Check(europe, refund.Purchase{
			Kind: policy.FlexTokens, Channel: policy.Online, Event: refund.Bought, Ordered: named,
			Paid: []refund.PaidLine{{Net: net, Tax: net, Taxes: []refund.TaxPart{{Tax: name + " 100%", Amount: net}}}},
		}, named))
	}},
	{"refund.ReturnedLine.Description", func(name string) error {
		return reread(goodReturn().Return, func(r *refund.Return) { r.Lines[0].Description = name })
	}},
	{"invoice.CreditLine.Description", func(name string) error {
		return reread(goodCredit(), func(n *invoice.CreditNote) { n.Lines[0].Description = name })
	}},
	{"invoice.CreditNote.Number", func(name string) error {
		return reread(goodCredit(), func(n *invoice.CreditNote) { n.Number = name })
	}},
	{"invoice.CreditNote.Invoice", func(name string) error {
		return reread(goodCredit(), func(n *invoice.CreditNote) { n.Invoice = name })
	}},
	{"invoice.Credit", func(name string) error { return second(invoice.Credit(goodInvoice(), name, renewable)) }},
	{"invoice.CreditLines", func(name string) error {
		return second(invoice.CreditLines(goodInvoice(), nil, nil, name, renewable))
	}},
	{"invoice.CreditReturn", func(name string) error {
		net := money.MustParseAmount("EUR 10.00")
		back, err := refund.Check(europe, refund.Purchase{
			Kind: policy.FlexTokens, Channel: policy.Online, Event: refund.Bought, Ordered: named,
			Paid: []refund.PaidLine{{Net: net, Tax: net, Taxes: []refund.TaxPart{{Tax: "100%", Amount: net}}}},
		}, named)
		if err != nil {
			return nil
		}
		return second(invoice.CreditReturn(back, name, named))
	}},
	{"invoice.Draft.Number", func(name string) error {
		return second(invoice.New(europe, invoice.Draft{Number: name, Issued: named, Items: namedItems("x")}))
	}},
	{"invoice.Item.Description", func(name string) error {
		return second(invoice.New(europe, invoice.Draft{Number: "1", Issued: named, Items: namedItems(name)}))
	}},
	{"invoice.Invoice.Number", func(name string) error {
		return reread(goodInvoice(), func(i *invoice.Invoice) { i.Number = name })
	}},
	{"invoice.Line.Description", func(name string) error {
		return reread(goodInvoice().Lines[0], func(l *invoice.Line) { l.Description = name })
	}},
	{"invoice.Tax.Name", func(name string) error {
		return second(invoice.NewTaxes(invoice.Tax{Name: name, Rate: invoice.MustParseTaxRate("5%")}))
	}},
	{"invoice.LineTax.Name", func(name string) error {
		return reread(goodInvoice().Lines[0], func(l *invoice.Line) { l.Taxes[0].Name = name })
	}},
	{"invoice.OpenItem.Number", func(name string) error {
		item := invoice.OpenItem{Number: name, Amount: money.MustParseAmount("EUR 1.00")}
		return second(invoice.Settle(invoice.Payment{Day: named, Invoices: []invoice.OpenItem{item}}))
	}},
	{"invoice.NewPayers", func(name string) error { return second(invoice.NewPayers(europe, name, "ap@example.com")) }},
	{"invoice.NewPayers", func(name string) error { return second(invoice.NewPayers(europe, "P-1", name)) }},
	{"invoice.Payers.Add", func(name string) error {
		p, err := invoice.NewPayers(europe, "P-1")
		if err != nil {
			return nil
		}
		return second(p.Add(name+"@example.com", named))
	}},
	{"ubl.Details.BuyerReference", func(name string) error {
		return electronic(func(d *ubl.Details) { d.BuyerReference = name })
	}},
	{"ubl.Details.Order", func(name string) error { return electronic(func(d *ubl.Details) { d.Order = name }) }},
	{"ubl.Means.Mandate", func(name string) error {
		return electronic(func(d *ubl.Details) { d.Means = ubl.Means{Method: policy.DirectDebit, Mandate: name} })
	}},
	{"ubl.Means.Reference", func(name string) error {
		return electronic(func(d *ubl.Details) { d.Means.Reference = name })
	}},
	{"ubl.Untaxed.Tax", func(name string) error {
		return electronic(func(d *ubl.Details) { d.Untaxed = []ubl.Untaxed{{Tax: name, Category: ubl.ZeroRated}} })
	}},
	{"ubl.Untaxed.Reason", func(name string) error {
		return electronic(func(d *ubl.Details) { d.Untaxed = []ubl.Untaxed{{Category: ubl.Exempt, Reason: name}} })
	}},
	{"ubl.Party.Name", func(name string) error { return electronic(func(d *ubl.Details) { d.Buyer.Name = name }) }},
	{"ubl.Address.Street", func(name string) error {
		return electronic(func(d *ubl.Details) { d.Buyer.Address.Street = name })
	}},
	{"ubl.Address.City", func(name string) error {
		return electronic(func(d *ubl.Details) { d.Seller.Address.City = name })
	}},
	{"ubl.Address.PostalCode", func(name string) error {
		return electronic(func(d *ubl.Details) { d.Seller.Address.PostalCode = name })
	}},
	{"coterm.Member.ID", func(name string) error {
		member := coterm.Member{ID: name, View: goodSub().On(renewable), SRP: money.MustParseAmount("EUR 1.00")}
		return second(coterm.Align(coterm.Portfolio{
			Horizon: renewable.AddMonths(18), Plans: 1, Members: []coterm.Member{member},
		}))
	}},
	{"coterm.RenewalRequest.Offering", func(name string) error {
		return second(coterm.Renew(goodSub().On(renewable), coterm.RenewalRequest{
			SRP: money.MustParseAmount("EUR 1.00"), Offering: name,
		}))
	}},
	{"order.BasketItem.Product", func(name string) error {
		return composed(order.BasketItem{Product: name, Licence: "x"})
	}},
	{"order.BasketItem.Licence", func(name string) error {
		return composed(order.BasketItem{Product: "x", Licence: name})
	}},
	{"order.Account.CustomerNumber", func(name string) error {
		return byNetTerms(order.Account{CustomerNumber: name}, order.NetTermsOrder{CustomerNumber: "K", Payer: "p"})
	}},
	{"order.OpenInvoice.Number", func(name string) error {
		return byNetTerms(order.Account{CustomerNumber: "K", Unpaid: []order.OpenInvoice{{Number: name, Due: named}}},
			order.NetTermsOrder{CustomerNumber: "K", Payer: "p"})
	}},
	{"order.NetTermsOrder.CustomerNumber", func(name string) error {
		return byNetTerms(order.Account{CustomerNumber: "K"}, order.NetTermsOrder{CustomerNumber: name, Payer: "p"})
	}},
	{"order.NetTermsOrder.Payer", func(name string) error {
		return byNetTerms(order.Account{CustomerNumber: "K"}, order.NetTermsOrder{CustomerNumber: "K", Payer: name})
	}},
	{"invoice.Item.Description", func(name string) error { return quoted("Q-1", name) }},
	{"order.QuoteDraft.Number", func(name string) error { return quoted(name, "x") }},
	{"order.Quote.Invoices", func(name string) error { return second(goodQuote().Invoices(name)) }},
	{"order.Quote.Number", func(name string) error {
		return reread(goodQuote(), func(q *order.Quote) { q.Number = name })
	}},
}

// notNames are the texts of exported structs and functions that are not names from outside, each with what it is.
var notNames = map[string]string{
	"calendar.ParseDate": "a text to be read", "calendar.MustParseDate": "a text to be read",
	"calendar.ParsePeriod": "a text to be read", "calendar.ParseTerm": "a text to be read",
	"money.Parse": "a text to be read", "money.ParseAmount": "a text to be read",
	"money.ParseMode":       "a text to be read",
	"money.MustParseAmount": "a text to be read", "money.ParseCurrency": "a text to be read",
	"money.MustParseCurrency": "a text to be read", "invoice.ParseTaxRate": "a text to be read",
	"invoice.MustParseTaxRate": "a text to be read", "invoice.ParseTaxes": "a text to be read",
	"invoice.MustParseTaxes": "a text to be read", "invoice.RateTotals.Name": "worked out of lines",
	"coterm.RecordedPurchase.Fact": "said",

	"rule.Rule.Statement": "said", "rule.Rule.Note": "said", "rule.Rule.Source": "said", "rule.Rule.Quote": "said",
	"rule.Passage.First": "said", "rule.Passage.OutOfScope": "said", "policy.Explanation.Asks": "said",
	"policy.Explanation.Value": "said", "policy.Explanation.How": "said", "policy.ExplainedRule.Says": "said",
	"policy.ExplainedRule.Source": "said", "policy.ExplainedRule.Quote": "said", "policy.ChosenReading.Key": "said",
	"policy.ChosenReading.Says": "said", "policy.ChosenReading.Value": "said", "policy.ChosenReading.Meaning": "said",
	"policy.ChosenReading.Changes": "said", "policy.Edition.Explanation": "said",
	"policy.Edition.Matches": "the name of a field",
	"rule.Rule.Package":      "said", "policy.Difference.Parameter": "said", "policy.Difference.Says": "said",
	"policy.Difference.From": "said", "policy.Difference.To": "said", "policy.Reading.Key": "said",
	"policy.Reading.Says": "said", "policy.Reading.Changes": "said", "policy.Reading.Default": "said",
	"policy.Reading.With":      "a value that there is",
	"policy.ReadingValue.Name": "said", "policy.ReadingValue.Meaning": "said", "order.Notice.Text": "said",
	"order.FigureChange.Figure": "said", "order.FigureChange.Was": "said", "order.FigureChange.Now": "said",
	"invoice.Priced.Item":         "made an item of, whose document checks it",
	"lifecycle.NextTerm.Offering": "worked out of facts", "invoice.Applied.Invoice": "worked out of a payment",
	"invoice.Applied.Credit": "worked out of a payment", "coterm.Move.ID": "worked out of a portfolio",
	"coterm.ReturnRequest.Invoices": "looked up among the facts", "lifecycle.Act.Invoices": "looked up among the facts",
	"lifecycle.Act.Offering":         "checked by the method of its action",
	"lifecycle.Entitlement.Offering": "worked out of facts",
	"coterm.ReturnRequest.Note":      "the number of a credit note, which checks it",
	"lifecycle.View.Return":          "looked up among the facts",
	"calendar.ParseUnit":             "a text to be read", "calendar.ParseSeries": "a text to be read",
	"policy.Edition.Sentence": "said", "policy.Language.Sentence": "said",
	"order.SeparateOrder.Licence": "worked out of a basket",
	"policy.EditionOn":            "asked about, and never stored",
	"policy.Edition.IsExempt":     "asked about, and never stored",
	"policy.Edition.NearlyExempt": "asked about, and never stored",
	"invoice.Payers.Contains":     "asked about, and never stored",
	"invoice.Payers.Remove":       "asked about, and never stored",
	"ubl.Party.Endpoint":          "of a fixed form, which is checked",
	"ubl.Party.Company":           "of a fixed form, which is checked",
	"ubl.Party.VAT":               "of a fixed form, which is checked",
	"ubl.Address.Country":         "of a fixed form, which is checked",
	"ubl.Means.IBAN":              "of a fixed form, which is checked",
	"ubl.Means.BIC":               "of a fixed form, which is checked",
}
