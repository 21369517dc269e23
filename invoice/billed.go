package invoice

import (
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/refund"
)

// Billed returns the invoice as a fact of its subscription, unpaid: what [lifecycle.Facts.Bill] takes.
func (i Invoice) Billed() lifecycle.BilledInvoice {
	return lifecycle.BilledInvoice{
		Number: i.Number, Issued: i.Issued, Due: i.Due, NetTerms: !i.NetTerms.IsZero(),
		NothingOwed: !i.Total.IsZero() && i.Total.Sign() == 0,
	}
}

// Bill returns facts with invoices that were made, unpaid: what is to be stored of a subscription that was billed. It
// checks nothing; [lifecycle.New] does.
func Bill(facts lifecycle.Facts, invoices ...Invoice) lifecycle.Facts {
	billed := make([]lifecycle.BilledInvoice, len(invoices))
	for i, inv := range invoices {
		billed[i] = inv.Billed()
	}
	return facts.Bill(billed...)
}

// PaidLines returns the lines of an invoice that was paid, for [refund.Purchase]: the amounts paid, and for how many
// seats.
func (i Invoice) PaidLines() []refund.Paid {
	lines := make([]refund.Paid, len(i.Lines))
	for n, l := range i.Lines {
		taxes := make([]refund.TaxPart, len(l.Taxes))
		for k, t := range l.Taxes {
			taxes[k] = refund.TaxPart{Tax: t.of().String(), Amount: t.Amount}
		}
		lines[n] = refund.Paid{
			Description: l.Description, Net: l.Net, Tax: l.Tax, Seats: l.Charge.Seats, Taxes: taxes,
		}
	}
	return lines
}
