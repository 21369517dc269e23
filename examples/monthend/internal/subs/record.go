package subs

import (
	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// MaxID is the length in bytes of the longest ID that billingrules.CheckName takes.
const MaxID = 200

// Record is one subscription, as a line of the input has it.
type Record struct {
	ID     string
	Region policy.Region // whose edition holds
	SRP    Prices
	Net    Net
	Facts  lifecycle.Facts
}

// Net is by how many days an invoice is due after its date. The zero Net is none: it is not paid by invoice.
type Net struct {
	Days      int
	ByInvoice bool
}

// IsGood reports whether there are such net terms.
func (n Net) IsGood() bool {
	return !n.ByInvoice && n.Days == 0 || n.ByInvoice && n.Days >= 0 && n.Days <= 365
}

// Terms returns the net terms for package invoice.
func (n Net) Terms() (invoice.NetTerms, error) {
	if !n.ByInvoice {
		return invoice.NetTerms{}, nil
	}
	terms, err := invoice.Net(n.Days)
	if err != nil {
		faults := FaultsOf("", err)
		faults[0].Field = "netDays"
		return terms, faults
	}
	return terms, nil
}

// Prices are list prices of one seat for one full term of a length, before tax, by the length. All have one currency.
type Prices [calendar.ThreeYear + 1]money.Amount

// Of returns the price of a length, if there is one.
func (p *Prices) Of(length calendar.Term) (money.Amount, bool) {
	if !length.IsValid() || p[length].IsZero() {
		return money.Amount{}, false
	}
	return p[length], true
}

// Currency returns the currency of the prices; the zero Currency if there are none.
func (p *Prices) Currency() money.Currency {
	for _, price := range p {
		if !price.IsZero() {
			return price.Currency()
		}
	}
	return money.Currency{}
}

// set adds a price, and refuses one of another currency.
func (p *Prices) set(length calendar.Term, price money.Amount) error {
	if c := p.Currency(); !c.IsZero() && c != price.Currency() {
		return fault("srp."+length.String(), price.String(), "must be in one currency with the others, "+c.String())
	}
	p[length] = price
	return nil
}

// GoodID reports whether an ID is a name as billingrules.CheckName wants it. Most are told at a glance.
func GoodID[T string | []byte](id T) bool {
	if len(id) == 0 || len(id) > MaxID {
		return false
	}
	for i := range len(id) {
		if c := id[i]; c <= ' ' || c >= 0x7f {
			return billingrules.CheckName("id", string(id)) == nil
		}
	}
	return true
}

// Check checks the record, but for its facts, which are checked under the edition of a day.
func (r *Record) Check(all Editions) error {
	var bad Faults
	if err := billingrules.CheckName("id", r.ID); err != nil {
		bad = append(bad, FaultsOf("", err)...)
	}
	if len(all[r.Region]) == 0 {
		bad = append(bad,
			Fault{"region", `"` + shorten(string(r.Region)) + `"`, "is not known; one of: " + all.names()})
	}
	if _, err := r.Net.Terms(); err != nil {
		bad = append(bad, FaultsOf("", err)...)
	}
	if len(bad) > 0 {
		return bad
	}
	return nil
}
