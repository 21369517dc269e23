// Package madeup makes up subscriptions: the same ones for the same seed.
package madeup

import (
	"fmt"
	"math/rand/v2"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Maker makes subscriptions up, one after another.
type Maker struct {
	random *rand.Rand
	n      int
	every  int  // every n-th line is a bad one
	plain  bool // one term only
	sold   calendar.Period
}

// New returns a maker. Every such line is a bad one; 0 for none. Plain ones have one term, and nothing else.
func New(seed uint64, every int, plain bool) *Maker {
	first := calendar.MustParseDate("2024-10-01")
	return &Maker{
		random: rand.New(rand.NewPCG(seed, 0)), every: every, plain: plain,
		sold: calendar.Span(first, first.AddMonths(19)),
	}
}

// product is something that is sold, with its list price in euros for an annual term. A month costs an eighth of it,
// three years two and a half times as much.
type product struct {
	name   string
	annual int64
}

func products() [5]product {
	return [...]product{{"AutoCAD", 2145}, {"AutoCAD LT", 535}, {"Fusion", 545}, {"Maya", 2010}, {"Revit", 3255}}
}

// Next makes the next one: bought between October 2024 and April 2026, renewed or not, with seats added, by card or by
// invoice.
func (m *Maker) Next() (subs.Record, error) {
	m.n++
	sold := products()[m.random.IntN(5)]
	currency, region := "EUR", policy.Europe
	switch m.random.IntN(5) {
	case 0:
		currency, region = "USD", policy.NorthAmerica
	case 1:
		currency = "GBP"
	}
	length := []calendar.Term{
		calendar.Monthly, calendar.Annual, calendar.Annual, calendar.Annual, calendar.ThreeYear,
	}[m.random.IntN(5)]
	minor := 100 * map[calendar.Term]int64{
		calendar.Monthly: sold.annual / 8, calendar.Annual: sold.annual, calendar.ThreeYear: sold.annual * 5 / 2,
	}[length]
	r := subs.Record{ID: fmt.Sprintf("S-%09d", m.n), Region: region}
	if m.random.IntN(3) == 0 {
		r.Net = subs.Net{Days: 30, ByInvoice: true}
	}
	days, _ := m.sold.Days()
	r.Facts = lifecycle.Facts{
		Kind: policy.Subscription, Offering: sold.name,
		Anchor: m.sold.Start().AddDays(m.random.IntN(days)), Seats: 1 + m.random.IntN(40),
	}
	var err error
	if r.SRP[length], err = money.FromMinor(minor, money.MustParseCurrency(currency)); err != nil {
		return r, err
	}
	if err := m.addTerms(&r.Facts, length); err != nil {
		return r, err
	}
	if m.every > 0 && m.n%m.every == 0 {
		r.Facts.Seats = -r.Facts.Seats
	}
	return r, nil
}

// addTerms buys a first term, and mostly renews it until the last day on which something is sold, and adds seats in the
// last one.
func (m *Maker) addTerms(f *lifecycle.Facts, length calendar.Term) error {
	start := f.Anchor
	for {
		period, err := length.Period(f.Anchor, start)
		if err != nil {
			return err
		}
		ordered := start
		if len(f.Terms) > 0 {
			ordered = ordered.AddDays(-m.random.IntN(3))
		}
		f.Terms = append(f.Terms, lifecycle.BoughtTerm{
			Ordered: ordered, Start: start, End: period.End(), Length: length,
		})
		if m.plain {
			return nil
		}
		if period.End().After(m.sold.End()) || m.random.IntN(20) == 0 {
			if m.random.IntN(4) == 0 {
				days, _ := period.Days()
				day := start.AddDays(m.random.IntN(days))
				added := lifecycle.Change{
					What: lifecycle.SeatsChanged, Asked: day, Effective: day, Seats: f.Seats + 1 + m.random.IntN(5),
				}
				if len(f.Terms) > 1 && ordered == start && day == start { // lifecycle puts both numbers on record
					added.WithTerm = true
					renewed := added
					renewed.Seats = f.Seats
					f.Changes = append(f.Changes, renewed)
				}
				f.Changes = append(f.Changes, added)
			}
			return nil
		}
		start = period.End()
	}
}
