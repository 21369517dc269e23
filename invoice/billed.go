package invoice

import "example.com/billingrules/lifecycle"

// Billed returns the invoice as a fact of its subscription, unpaid: what [lifecycle.Facts.Bill] takes.
func (i Invoice) Billed() lifecycle.BilledInvoice {
	return lifecycle.BilledInvoice{
		Number: i.Number, Issued: i.Issued, Due: i.Due, NetTerms: !i.NetTerms.IsZero(),
		NothingOwed: !i.Total.IsZero() && i.Total.Sign() == 0,
	}
}
