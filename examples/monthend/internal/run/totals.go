package run

import (
	"cmp"
	"encoding/json"
	"math/big"
	"slices"

	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
)

// Totals are what a partition, or a run, comes to.
type Totals struct {
	Subscriptions int64   `json:"subscriptions"` // that have a result
	Rejected      int64   `json:"rejected"`      // lines that have none
	Groups        []Group `json:"groups"`        // in the order of currencies and phases

	met []met // the groups met so far
}

// met is the index of a group.
type met struct {
	currency money.Currency
	phase    lifecycle.Phase
	at       int
}

// Group is what the subscriptions of one currency in one phase come to, in minor units.
type Group struct {
	Currency      string          `json:"currency"` // empty for those without a list price
	Phase         lifecycle.Phase `json:"phase,omitzero"`
	Subscriptions int64           `json:"subscriptions"`
	Rest          Sum             `json:"rest"` // the price of what is left of the terms
	Due           int64           `json:"due"`  // instalments due in the month
	DueSum        Sum             `json:"dueSum"`
	Invoices      int64           `json:"invoices"` // instalments dated in the month
	InvoicesSum   Sum             `json:"invoicesSum"`
	Renewals      int64           `json:"renewals"` // that come up
	RenewalsSum   Sum             `json:"renewalsSum"`
}

// add adds a result.
func (t *Totals) add(r *answer.Result) {
	t.Subscriptions++
	g := t.group(r.Currency, r.Phase)
	g.Subscriptions++
	g.Rest.Add(r.Price)
	for i := range r.Charges {
		c := &r.Charges[i]
		if c.IsDue {
			g.Due++
			g.DueSum.Add(c.Minor)
		}
		if c.Dated {
			g.Invoices++
			g.InvoicesSum.Add(c.Minor)
		}
	}
	if r.Next != nil {
		g.Renewals++
		g.RenewalsSum.Add(r.Next.Price)
	}
}

// group returns the group of a currency and a phase.
func (t *Totals) group(c money.Currency, phase lifecycle.Phase) *Group {
	for _, m := range t.met {
		if m.currency == c && m.phase == phase {
			return &t.Groups[m.at]
		}
	}
	code := ""
	if !c.IsZero() {
		code = c.String()
	}
	i, found := t.find(code, phase)
	if !found {
		t.Groups = slices.Insert(t.Groups, i, Group{Currency: code, Phase: phase})
		t.met = t.met[:0] // the groups behind it have moved
	}
	t.met = append(t.met, met{c, phase, i})
	return &t.Groups[i]
}

func (t *Totals) find(code string, phase lifecycle.Phase) (int, bool) {
	return slices.BinarySearchFunc(t.Groups, Group{Currency: code, Phase: phase}, func(a, b Group) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Phase, b.Phase))
	})
}

// Merge adds the totals of another partition.
func (t *Totals) Merge(b *Totals) {
	t.Subscriptions += b.Subscriptions
	t.Rejected += b.Rejected
	for i := range b.Groups {
		from := &b.Groups[i]
		at, found := t.find(from.Currency, from.Phase)
		if !found {
			t.Groups = slices.Insert(t.Groups, at, Group{Currency: from.Currency, Phase: from.Phase})
		}
		g := &t.Groups[at]
		g.Subscriptions += from.Subscriptions
		g.Due += from.Due
		g.Invoices += from.Invoices
		g.Renewals += from.Renewals
		g.Rest.merge(&from.Rest)
		g.DueSum.merge(&from.DueSum)
		g.InvoicesSum.merge(&from.InvoicesSum)
		g.RenewalsSum.merge(&from.RenewalsSum)
	}
}

// Sum is an exact sum of minor units, however large. Its text is a whole number.
type Sum struct {
	n    int64
	more big.Int // what no longer fitted into n
}

// Add adds a number of minor units.
func (s *Sum) Add(n int64) {
	if total := s.n + n; (n >= 0) == (total >= s.n) { // it has not wrapped around
		s.n = total
		return
	}
	s.more.Add(&s.more, big.NewInt(s.n))
	s.n = n
}

func (s *Sum) merge(b *Sum) {
	s.more.Add(&s.more, &b.more)
	s.Add(b.n)
}

// Big returns the sum.
func (s *Sum) Big() *big.Int { return new(big.Int).Add(&s.more, big.NewInt(s.n)) }

// MarshalJSON writes the sum as a whole number.
func (s Sum) MarshalJSON() ([]byte, error) { return []byte(s.Big().String()), nil }

// UnmarshalJSON reads a whole number.
func (s *Sum) UnmarshalJSON(data []byte) error {
	*s = Sum{}
	return json.Unmarshal(data, &s.more)
}
