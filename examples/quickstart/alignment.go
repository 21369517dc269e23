package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

// alignment is the best common renewal date of a portfolio, what it takes to get there, and what is billed for it.
type alignment struct {
	Horizon  calendar.Date     `json:"horizon"`
	Dates    int               `json:"dates"` // how many common renewal dates there are up to the horizon
	Best     *coterm.Plan      `json:"best,omitempty"`
	Moves    []coterm.Move     `json:"moves,omitempty"`
	Invoices []invoice.Invoice `json:"invoices,omitempty"`
	None     string            `json:"none,omitempty"` // why there is no plan
}

// horizonMonths is how far ahead common renewal dates are looked for.
const horizonMonths = 18

func align(ed policy.Edition, owned portfolio, on calendar.Date) (alignment, error) {
	a := alignment{Horizon: on.AddMonths(horizonMonths)}
	p := coterm.Portfolio{On: on, Horizon: a.Horizon}
	for _, s := range owned.subscriptions {
		if s.kind == policy.Subscription {
			p.Members = append(p.Members, coterm.Member{ID: s.id, Subscription: s.life, SRP: s.srp, ThreeYearSRP: s.threeYear})
		}
	}
	plans, err := coterm.Align(p)
	if err != nil {
		a.None = err.Error()
		return a, nil //nolint:nilerr // a portfolio in two currencies, or of tokens alone, is reported without a plan
	}
	if len(plans) == 0 {
		a.None = "no two subscriptions can renew on one day"
		return a, nil
	}
	a.Dates, a.Best, a.Moves = len(plans), &plans[0], plans[0].Moves()
	a.Invoices, err = bill(ed, owned, a.Moves)
	return a, err
}

// bill returns the invoices of a plan, one for each day on which something is due, in their order.
func bill(ed policy.Edition, owned portfolio, moves []coterm.Move) ([]invoice.Invoice, error) {
	items := map[calendar.Date][]invoice.Item{}
	for _, m := range moves {
		k := slices.IndexFunc(owned.subscriptions, func(s subscription) bool { return s.id == m.ID })
		s := owned.subscriptions[k]
		start := s.covered.End()
		for _, step := range m.Steps {
			item := invoice.Item{Description: m.ID + " " + s.product, TaxRate: owned.taxRate}
			switch step.Do {
			case coterm.ExtendTo:
				item.Charge = step.Charge
				items[step.Day] = append(items[step.Day], item)
			case coterm.Renew:
				service, err := s.service.Term().Service(s.service.Anchor(), start)
				if err != nil {
					return nil, err
				}
				parts, err := invoice.Instalments(ed, invoice.Sale{
					Kind: s.kind, Service: service, Ordered: step.Day, Renewal: true, Amount: step.Amount, Terms: owned.terms,
				})
				if err != nil {
					return nil, err
				}
				item.Quantity, item.UnitPrice = step.Seats, step.SRP
				for _, part := range parts {
					item.Instalment = part
					items[part.Date] = append(items[part.Date], item)
				}
			case coterm.SwitchTerm: // free
			}
			start = step.Renewal
		}
	}
	var invoices []invoice.Invoice
	for _, day := range slices.SortedFunc(maps.Keys(items), calendar.Date.Compare) {
		inv, err := invoice.New(ed, invoice.Draft{Number: fmt.Sprintf("draft-%d", len(invoices)+1), Issued: day, Terms: owned.terms, Items: items[day]})
		if err != nil {
			return nil, errors.Join(fmt.Errorf("the invoice of %s", day), err)
		}
		invoices = append(invoices, inv)
	}
	return invoices, nil
}

func (a alignment) print(w *bytes.Buffer) {
	fmt.Fprintf(w, "\nOne renewal date for all, until %s\n", a.Horizon)
	if a.Best == nil {
		fmt.Fprintf(w, "      none: %s\n", a.None)
		return
	}
	fmt.Fprintf(w, "      best of %s: %s\n", count(a.Dates, "date"), a.Best)
	for _, m := range a.Moves {
		fmt.Fprintf(w, "      %s\n", strings.ReplaceAll(m.String(), "\n", "\n      "))
	}
	fmt.Fprintf(w, "\nIts invoices\n")
	for _, inv := range a.Invoices {
		if len(inv.Lines) == 1 {
			fmt.Fprintf(w, "      %s, %s\n", inv, inv.Lines[0].Description)
			continue
		}
		fmt.Fprintf(w, "      %s\n", inv)
		for _, l := range inv.Lines {
			fmt.Fprintf(w, "          %s\n", l)
		}
	}
}
