package conformance_test

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// yesNo writes a decision without its window.
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
		"instalments": asked(askInstalments),
		"invoice":     asked(askInvoice),
		"overdue":     asked(askOverdue),
		"add-payer":   asked(askAddPayer),
		"settle":      asked(askSettle),
	}
}

func askInstalments(ed policy.Edition, given struct {
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
}

func askInvoice(ed policy.Edition, given struct {
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
	perLine := ed.InvoiceRules().TaxRounding == policy.TaxPerLine
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
}

func askOverdue(ed policy.Edition, given struct {
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
}

func askAddPayer(ed policy.Edition, given struct {
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
}

func askSettle(_ policy.Edition, given struct {
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
}
