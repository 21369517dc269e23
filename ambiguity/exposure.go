package ambiguity

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// Holding is one subscription of a portfolio, with its list price.
type Holding struct {
	ID    string          // unique in the portfolio, at most 200 bytes
	Facts lifecycle.Facts // what has happened to it
	SRP   money.Amount    // list price of one seat for one full term, before tax; zero if nothing is to be priced
}

// MovedHolding is a holding with answers that change under another value of a reading.
type MovedHolding struct {
	ID string
	// Contrasts has each answer that differs: under the value of the edition, and under the other. If the other value
	// refuses the facts, there is only one contrast, about "the facts": accepted, and the error of [lifecycle.New].
	Contrasts []Contrast
}

// Exposure is what another value of a reading would change in a portfolio on a day.
type Exposure struct {
	Reading    policy.Reading
	One, Other string         // the value that the edition has, and the other one
	Moved      []MovedHolding // the holdings with an answer that differs, in the order of the portfolio

	// Remaining is how much more the remaining days would cost, for the seats of all holdings up to their renewal
	// dates; Renewals is the same for the renewals that can be made on the day. Neither counts a holding that has the
	// price under only one of the two values.
	Remaining, Renewals money.Sums
}

// Expose returns what the other values of a reading would change in a portfolio on a day, as known on that day: the
// phase, what may be done, the seats, auto-renew, how far an extension reaches, and the prices of the remaining days
// and of the renewal. The values are those that [Find] compares. A thousand subscriptions take a few tenths of a
// second.
//
// Facts that the edition accepts can be impossible under another value: a renewal on a day on which it would have come
// too late. Then the holding has moved, and its contrast says why the other value refuses the facts.
//
// The zero Edition, an unknown reading, the zero Date, bad facts, bad IDs, and list prices that are negative or above
// 10^12 minor units are errors. Those of the holdings are all reported at once, by field: holdings[3].facts.kind.
func Expose(
	ed policy.Edition, r policy.Reading, holdings []Holding, day calendar.Date,
) ([]Exposure, error) {
	const op = "ambiguity.Expose"
	if err := checkHoldings(op, ed, holdings, day); err != nil {
		return nil, err
	}
	names, editions, err := readIn(op, ed, r)
	if err != nil {
		return nil, err
	}
	own := make([][]Figure, len(holdings))
	for i, h := range holdings {
		own[i] = h.ask(price.Sure(lifecycle.New(ed, h.Facts)).On(day))
	}
	var list []Exposure
	for i, name := range names {
		if name == r.Of(ed) {
			continue
		}
		e := Exposure{Reading: r, One: r.Of(ed), Other: name}
		for k, h := range holdings {
			if contrasts := h.contrasts(own[k], editions[i], r, day); len(contrasts) > 0 {
				e.add(MovedHolding{h.ID, contrasts})
			}
		}
		list = append(list, e)
	}
	return list, nil
}

// The questions whose answers are added up.
const (
	asksRemaining = "price of the days that are left"
	asksRenewal   = "price of the renewal"
)

func (e *Exposure) add(m MovedHolding) {
	e.Moved = append(e.Moved, m)
	for _, c := range m.Contrasts {
		switch c.One.Asks {
		case asksRemaining:
			e.Remaining = price.Sure(e.Remaining.Add(c.Amount()))
		case asksRenewal:
			e.Renewals = price.Sure(e.Renewals.Add(c.Amount()))
		}
	}
}

// String returns the exposure in one line, such as
//
//	proration.dayCount: actual, not standard: 12 moved; remaining EUR 31.02, renewals nothing
//
// The zero Exposure is "no exposure".
func (e Exposure) String() string {
	if e.Reading.Key == "" {
		return "no exposure"
	}
	return fmt.Sprintf("%s: %s, not %s: %d moved; remaining %s, renewals %s",
		e.Reading.Key, e.Other, e.One, len(e.Moved), e.Remaining, e.Renewals)
}

// maxID is the length in bytes of the longest ID.
const maxID = 200

// maxPrice is the highest accepted list price, so that the sum for a portfolio with a million seats each is within
// bounds.
const maxPrice = 1_000_000_000_000

func checkHoldings(op string, ed policy.Edition, holdings []Holding, day calendar.Date) error {
	var bad []error
	if ed.IsZero() {
		return input.Missing(op, "edition")
	}
	if day.IsZero() {
		bad = append(bad, input.Missing(op, "day"))
	}
	seen := map[string]bool{}
	for i, h := range holdings {
		at := fmt.Sprintf("holdings[%d].", i)
		bad = append(bad, input.Name(op, at+"id", h.ID, maxID))
		if seen[h.ID] {
			bad = append(bad, input.Duplicate(op, at+"id", h.ID))
		}
		seen[h.ID] = true
		_, err := lifecycle.New(ed, h.Facts)
		bad = append(bad, input.Within(err, op, at+"facts."))
		if h.SRP.Currency().IsZero() {
			continue
		}
		bad = append(bad, price.Check(op, at+"srp", h.SRP))
		most := price.Sure(money.FromMinor(maxPrice, h.SRP.Currency()))
		if price.Sure(h.SRP.Cmp(most)) > 0 {
			bad = append(bad, input.Errorf(op, at+"srp", h.SRP, input.ErrRange, "must be at most %s", most))
		}
	}
	return errors.Join(bad...)
}

// contrasts returns where the answers for a holding under another value of a reading differ from its own. If the other
// value refuses the facts, that is the only contrast.
func (h Holding) contrasts(own []Figure, other policy.Edition, r policy.Reading, day calendar.Date) []Contrast {
	sub, err := lifecycle.New(other, h.Facts)
	if err != nil {
		const asks = "the facts"
		return []Contrast{{said(asks, r.Rule, "accepted"), said(asks, r.Rule, err)}}
	}
	return contrastsOf(own, h.ask(sub.On(day)))
}

// ask returns the answers for a holding on the day of a view.
func (h Holding) ask(v lifecycle.View) []Figure {
	list := append(askView(v), said("auto-renew", rule.RenewalAutoDefault, v.AutoRenew()),
		said("seats", rule.ChangePending, v.Seats()))
	if reach, err := v.ExtensionReach(); err == nil {
		list = append(list, dated("latest renewal date to which it can be extended", reach.Rule, reach.Latest))
	}
	if h.SRP.Currency().IsZero() || v.Seats() == 0 {
		return list
	}
	if service := v.Stretch(); !service.IsZero() {
		left := price.Sure(proration.Price(v.Edition(), proration.PriceRequest{
			SRP: h.SRP, Seats: v.Seats(), Service: service,
			Bought: calendar.Since(v.Day()).Intersect(service.Covered()),
		}))
		list = append(list, priced(asksRemaining, rule.ProrationPrice, left.Amount))
	}
	renewal, err := coterm.Renew(v, coterm.RenewalRequest{SRP: h.SRP})
	if err != nil { // it is refused, which is an answer in itself, or has already been done
		return list
	}
	first := renewal.Instalments[0]
	return append(list, priced(asksRenewal, rule.RenewalNextTerm, renewal.Charge.Amount),
		said("instalments of the renewal", rule.InvoiceAnnualInstalments, len(renewal.Instalments)),
		dated("date of the first instalment", rule.InvoiceAnnualInstalments, first.Date))
}
