package invoice

import (
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/refund"
)

// Billed returns the invoice as a fact of its subscription, unpaid, for [lifecycle.Facts.Bill].
func (i Invoice) Billed() lifecycle.BilledInvoice {
	return lifecycle.BilledInvoice{
		Number: i.Number, Issued: i.Issued, Due: i.Due, NetTerms: !i.NetTerms.IsZero(),
		NothingOwed: !i.Total.IsZero() && i.Total.Sign() == 0,
	}
}

// Bill returns the facts with the given invoices, unpaid: what to store once a subscription has been billed. It does
// not check them; [lifecycle.New] does.
func Bill(facts lifecycle.Facts, invoices ...Invoice) lifecycle.Facts {
	billed := make([]lifecycle.BilledInvoice, len(invoices))
	for i, inv := range invoices {
		billed[i] = inv.Billed()
	}
	return facts.Bill(billed...)
}

// PaidLines returns the lines of a paid invoice for a [refund.Purchase]: the amounts paid, and for how many seats.
func (i Invoice) PaidLines() []refund.PaidLine {
	lines := make([]refund.PaidLine, len(i.Lines))
	for n, l := range i.Lines {
		taxes := make([]refund.TaxPart, len(l.Taxes))
		for k, t := range l.Taxes {
			taxes[k] = refund.TaxPart{Tax: t.of().String(), Amount: t.Amount}
		}
		lines[n] = refund.PaidLine{
			Description: l.Description, Net: l.Net, Tax: l.Tax, Seats: l.Charge.Seats, Taxes: taxes,
		}
	}
	return lines
}
