package run

import (
	"math/big"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/money"
)

// Summary is what a run comes to, as totals.json has it.
type Summary struct {
	On            calendar.Date    `json:"on"`
	Month         calendar.Period  `json:"month"`
	Partitions    int              `json:"partitions"`
	Lines         int64            `json:"lines"`         // but for blank ones
	Rejected      int64            `json:"rejected"`      // lines that gave no result
	Subscriptions int64            `json:"subscriptions"` // lines that gave one
	Phases        map[string]int64 `json:"phases"`
	Instalments   int64            `json:"instalments"` // due in the month
	Due           []money.Amount   `json:"due"`         // what they come to before tax, by currency
	Groups        []SummaryGroup   `json:"groups"`      // by currency and phase
}

// SummaryGroup is what the subscriptions of one currency in one phase come to, before tax.
type SummaryGroup struct {
	Currency      string       `json:"currency,omitempty"` // none of those without a list price
	Phase         string       `json:"phase"`
	Subscriptions int64        `json:"subscriptions"`
	Rest          money.Amount `json:"rest,omitzero"` // the price of what is left of the terms
	Due           Counted      `json:"due,omitzero"`
	Invoices      Counted      `json:"invoices,omitzero"`
	Renewals      Counted      `json:"renewals,omitzero"`
}

// Counted is how many there are, and what they come to.
type Counted struct {
	Number int64        `json:"number"`
	Amount money.Amount `json:"amount,omitzero"`
}

// IsZero reports whether there are none.
func (c Counted) IsZero() bool { return c.Number == 0 }

// summary puts totals into plain words.
func (j *Job) summary(t *Totals, parts int) (*Summary, error) {
	month, err := answer.Month(j.On)
	if err != nil {
		return nil, err
	}
	s := &Summary{
		On: j.On, Month: month, Partitions: parts,
		Lines: t.Subscriptions + t.Rejected, Rejected: t.Rejected, Subscriptions: t.Subscriptions,
		Phases: map[string]int64{}, Due: []money.Amount{},
	}
	due := new(big.Int)
	for i := range t.Groups {
		g := &t.Groups[i]
		s.Phases[g.Phase.String()] += g.Subscriptions
		s.Instalments += g.Due
		row, err := g.summary()
		if err != nil {
			return nil, err
		}
		s.Groups = append(s.Groups, row)
		due.Add(due, g.DueSum.Big())
		if last := i == len(t.Groups)-1 || t.Groups[i+1].Currency != g.Currency; last {
			if err := s.owe(due, g.Currency); err != nil {
				return nil, err
			}
			due.SetInt64(0)
		}
	}
	return s, nil
}

// owe adds what is due in a currency.
func (s *Summary) owe(due *big.Int, currency string) error {
	if due.Sign() == 0 {
		return nil
	}
	sum, err := amount(due, currency)
	s.Due = append(s.Due, sum)
	return err
}

func (g *Group) summary() (SummaryGroup, error) {
	row := SummaryGroup{
		Currency: g.Currency, Phase: g.Phase.String(), Subscriptions: g.Subscriptions,
		Due: Counted{Number: g.Due}, Invoices: Counted{Number: g.Invoices}, Renewals: Counted{Number: g.Renewals},
	}
	if g.Currency == "" {
		return row, nil
	}
	for _, sum := range []struct {
		from *Sum
		to   *money.Amount
	}{
		{&g.Rest, &row.Rest},
		{&g.DueSum, &row.Due.Amount},
		{&g.InvoicesSum, &row.Invoices.Amount},
		{&g.RenewalsSum, &row.Renewals.Amount},
	} {
		var err error
		if *sum.to, err = amount(sum.from.Big(), g.Currency); err != nil {
			return row, err
		}
	}
	return row, nil
}

// amount turns minor units into an amount.
func amount(minor *big.Int, currency string) (money.Amount, error) {
	c, err := money.ParseCurrency(currency)
	if err != nil {
		return money.Amount{}, err
	}
	digits := minor.String()
	if places := c.MinorUnits(); places > 0 {
		if missing := places + 1 - len(digits); missing > 0 {
			digits = strings.Repeat("0", missing) + digits
		}
		digits = digits[:len(digits)-places] + "." + digits[len(digits)-places:]
	}
	return money.Parse(digits, c)
}
