package invoice

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// Priced is a term or a part of one with its price, before tax, and when that price is charged: all that a quote or an
// invoice needs to know. [PriceTerm] returns one; the prices that package coterm returns, such as that of added seats,
// have one in them. It is plain data, and reads back from JSON. The zero Priced is not valid.
type Priced struct {
	Request     proration.PriceRequest `json:"request,omitzero"`      // what is priced
	FullTerm    bool                   `json:"fullTerm,omitzero"`     // whether it is a full term, at its list price
	Renews      calendar.Term          `json:"renews,omitzero"`       // of a renewal: the term renewed; otherwise zero
	Extends     bool                   `json:"extends,omitzero"`      // whether it extends a term: coterm.extend-charge
	Charge      proration.Charge       `json:"charge,omitzero"`       // what it costs, with its arithmetic
	NetTerms    NetTerms               `json:"netTerms,omitzero"`     // for pay by invoice; otherwise zero
	Instalments []Instalment           `json:"instalments,omitempty"` // the parts of the charge, which add up to it
}

// maxInstalments is the largest number of instalments of one price.
const maxInstalments = 100

// Item returns the line of a quote or an invoice for what is priced. The description has at most 200 bytes.
func (p Priced) Item(description string, taxes Taxes) Item {
	return Item{Description: description, Priced: p, Taxes: taxes}
}

// Reprice prices the same request again under another edition: the charge, and the amounts of the instalments, which
// keep their dates and their days. The instalments of a full term are equal. For a part of a term, each later
// instalment is the price of its own days, and the first is the rounded total less those (coterm.multi-year). An
// extension is charged as the edition reads coterm.extend-charge: at once, or yearly; the first instalment keeps its
// date.
//
// Every bad field of the request is reported at once.
func (p Priced) Reprice(ed policy.Edition) (Priced, error) {
	return p.reprice("invoice.Priced.Reprice", ed)
}

func (p Priced) reprice(op string, ed policy.Edition) (Priced, error) {
	if err := input.Length(op, "instalments", len(p.Instalments), maxInstalments); err != nil {
		return Priced{}, err
	}
	charge, err := p.charge(ed)
	if err != nil {
		return Priced{}, within(err, op, "request")
	}
	if err := p.checkCovers(op, charge.Bought); err != nil {
		return Priced{}, err
	}
	p.Charge, p.FullTerm, p.Instalments = charge, charge.FullTerm, slices.Clone(p.Instalments)
	p.cutExtension(ed)
	for i, amount := range p.amounts(ed) {
		p.Instalments[i].Amount = amount
	}
	return p, nil
}

// cutExtension cuts the instalments of an extension as the edition reads it, from the date of the first one on.
// Implements coterm.extend-charge.
func (p *Priced) cutExtension(ed policy.Edition) {
	if !p.Extends || len(p.Instalments) == 0 {
		return
	}
	parts := []calendar.Period{p.Charge.Bought}
	if ed.CotermRules().ExtendCharge == policy.ChargeYearly {
		parts = price.Yearly(ed.InvoiceRules().Instalments, p.Request.Service, p.Charge.Bought)
	}
	date := p.Instalments[0].Date
	p.Instalments = make([]Instalment, len(parts))
	for i, covers := range parts {
		if i > 0 {
			date = covers.Start()
		}
		p.Instalments[i] = Instalment{
			Number: i + 1, Of: len(parts), Date: date, Due: p.NetTerms.Due(date), Covers: covers,
		}
	}
}

// charge prices the request: a full term by its list price.
func (p Priced) charge(ed policy.Edition) (proration.Charge, error) {
	if p.FullTerm || p.Renews != 0 {
		return proration.FullTerm(ed, p.Request)
	}
	return proration.Price(ed, p.Request)
}

// amounts shares the charge out over the instalments, which cover what is bought.
func (p Priced) amounts(ed policy.Edition) []money.Amount {
	n := len(p.Instalments)
	if n == 0 {
		return nil
	}
	if p.Charge.FullTerm {
		return price.Sure(p.Charge.Amount.Split(n)) // a charge is whole
	}
	amounts := make([]money.Amount, n)
	amounts[0] = p.Charge.Amount
	for i := 1; i < n; i++ {
		part := p.Request
		part.Bought = p.Instalments[i].Covers
		amounts[i] = price.Sure(proration.Price(ed, part)).Amount
		amounts[0] = less(amounts[0], amounts[i])
	}
	liftFirst(amounts)
	return amounts
}

// liftFirst raises a negative first amount to zero by taking from the others, one minor unit each, starting with the
// last, and repeating as necessary. Their sum is larger than what is lacking.
func liftFirst(amounts []money.Amount) {
	if amounts[0].Sign() >= 0 {
		return
	}
	currency := amounts[0].Currency()
	lacking := price.Sure(amounts[0].Neg().Minor()) // caused by the rounding of a few prices, and therefore small
	amounts[0] = price.Sure(money.FromMinor(0, currency))
	for lacking > 0 {
		each := max(lacking/int64(len(amounts)-1), 1) // minor units to take from each in one go
		for i := len(amounts) - 1; i > 0 && lacking > 0; i-- {
			taken := price.Sure(money.FromMinor(each, currency))
			if price.Sure(amounts[i].Cmp(taken)) < 0 {
				taken = amounts[i]
			}
			amounts[i] = less(amounts[i], taken)
			lacking -= price.Sure(taken.Minor())
		}
	}
}
