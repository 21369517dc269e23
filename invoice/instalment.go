package invoice

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Sale is a purchase or a renewal that is to be charged, at once or in instalments.
type Sale struct {
	Kind     policy.Kind      `json:"kind"`
	Service  calendar.Service `json:"service,omitzero"`  // the full term; zero if it is not a subscription
	Ordered  calendar.Date    `json:"ordered"`           // the day of the transaction
	Renewal  bool             `json:"renewal,omitzero"`  // whether it is a renewal, early or late
	Amount   money.Amount     `json:"amount"`            // the whole price, rounded, before tax
	NetTerms NetTerms         `json:"netTerms,omitzero"` // for pay by invoice; otherwise zero
}

// Instalment is one part of a price: when it is charged, and for what. The zero Instalment is not valid.
type Instalment struct {
	Number int             `json:"number"`          // from 1 on
	Of     int             `json:"of"`              // how many parts there are
	Date   calendar.Date   `json:"date"`            // the day on which it is charged, or the date of its invoice
	Due    calendar.Date   `json:"due"`             // Date plus the net days, if any
	Covers calendar.Period `json:"covers,omitzero"` // the days that it is for; zero if there is no term
	Amount money.Amount    `json:"amount"`          // before tax
}

// Equal reports whether two instalments are equal.
func (i Instalment) Equal(b Instalment) bool {
	return i.Number == b.Number && i.Of == b.Of && i.Date == b.Date && i.Due == b.Due && i.Covers == b.Covers &&
		i.Amount.Equal(b.Amount)
}

// String returns the instalment as "2 of 3: EUR 35880.00 on 2025-10-01, due 2025-10-31".
// The zero Instalment is "no instalment".
func (i Instalment) String() string {
	if i.Equal(Instalment{}) {
		return "no instalment"
	}
	s := fmt.Sprintf("%d of %d: %s on %s", i.Number, i.Of, i.Amount, i.Date)
	if i.Due != i.Date {
		s += ", due " + i.Due.String()
	}
	return s
}

// Instalments returns the parts in which a sale is charged. A three-year subscription is charged yearly, at the
// transaction and on each anniversary, in equal parts of whole minor units; the units that are left over go, one each,
// to the first parts. Everything else is charged at once, at the transaction, and so is what was ordered before the
// edition's first day. If a renewal is so late that the dates of some instalments have passed, those are due at the
// transaction. Implements invoice.annual-instalments, invoice.split and invoice.net-terms.
//
// Net terms for an order before the first day are refused: the error is a *[policy.Refusal] by edition.before. Flex
// tokens are the exception, since they already had net terms.
//
// It splits a price that somebody else has set, and does not ask whether the currency is still in use; whatever sets a
// price, such as [PriceTerm], does.
func Instalments(ed policy.Edition, sale Sale) ([]Instalment, error) {
	return instalments("invoice.Instalments", ed, sale)
}

func instalments(op string, ed policy.Edition, sale Sale) ([]Instalment, error) {
	if err := checkSale(op, ed, sale); err != nil {
		return nil, err
	}
	gated := ed.Covers(sale.Ordered)
	if !sale.NetTerms.IsZero() && !gated && sale.Kind != policy.FlexTokens {
		return nil, policy.Decision{
			Rule: rule.EditionBefore, Asked: sale.Ordered, Window: calendar.Since(ed.FirstDay()),
			Remedy: policy.AskSeller, Edition: ed.Fingerprint(),
		}.Err()
	}
	n := 1
	if sale.Service.Term() == calendar.ThreeYear {
		n = ed.InvoiceRules().InstalmentsBefore
		if gated {
			n = ed.InvoiceRules().Instalments
		}
	}
	parts := price.Sure(sale.Amount.Split(n)) // the amount is whole, and n at most three
	list := make([]Instalment, n)
	for i := range list {
		date, covers := firstDate(ed.InvoiceRules(), sale), sale.Service.Covered()
		if i > 0 {
			start := sale.Service.At(i).Start()
			date, covers = calendar.Latest(start, sale.Ordered), calendar.Since(start).Intersect(covers)
		}
		if i < n-1 {
			covers = covers.Intersect(sale.Service.At(i))
		}
		list[i] = Instalment{
			Number: i + 1, Of: n, Date: date, Due: sale.NetTerms.Due(date), Covers: covers, Amount: parts[i],
		}
		if list[i].Due.IsZero() {
			return nil, input.Errorf(op, "ordered", sale.Ordered, input.ErrRange, "is too near the end of the calendar")
		}
	}
	return list, nil
}

// firstDate returns the date of the first instalment: that of the transaction, unless an early renewal waits for
// its term.
func firstDate(rules policy.InvoiceRules, sale Sale) calendar.Date {
	start, reading := sale.Service.Covered().Start(), rules.EarlyFirst
	if !sale.NetTerms.IsZero() {
		reading = rules.EarlyFirstByInvoice
	}
	if sale.Renewal && sale.Ordered.Before(start) && reading == policy.DueAtRenewal {
		return start
	}
	return sale.Ordered
}

func checkSale(op string, ed policy.Edition, sale Sale) error {
	var bad []error
	if ed.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	_, err := sale.Kind.MarshalText()
	bad = append(bad, input.At(err, op, "kind"))
	if sale.Ordered.IsZero() {
		bad = append(bad, input.Missing(op, "ordered"))
	}
	bad = append(bad, checkService(op, sale), price.Whole(op, "amount", sale.Amount))
	return errors.Join(bad...)
}

func checkService(op string, sale Sale) error {
	service := sale.Service
	switch {
	case sale.Kind != policy.Subscription && !service.IsZero():
		return input.Errorf(op, "service", service, input.ErrConflict,
			"must not be set: only a subscription has a term")
	case sale.Kind != policy.Subscription:
		return nil
	case service.IsZero():
		return input.Missing(op, "service")
	}
	full, err := service.Term().Period(service.Anchor(), service.Covered().Start())
	if err != nil || full != service.Covered() {
		return input.Errorf(op, "service", service, input.ErrConflict, "is not one full term")
	}
	if !sale.Renewal && sale.Ordered.After(full.Start()) {
		return input.Errorf(op, "ordered", sale.Ordered, input.ErrConflict,
			"is after the start %s: only a renewal can be late", full.Start())
	}
	return nil
}
