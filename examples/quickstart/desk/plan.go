package desk

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

// plan is the best common renewal date of a portfolio, what it takes to get there, and what is billed for it.
type plan struct {
	Horizon  calendar.Date     `json:"horizon"`            // the day up to which is looked for
	Dates    int               `json:"dates"`              // the common renewal dates up to it, at most plansWanted
	Best     *coterm.Plan      `json:"best,omitempty"`     // the one with the fewest that stay as they are
	Invoices []invoice.Invoice `json:"invoices,omitempty"` // what is billed for it
	None     string            `json:"none,omitempty"`     // why there is none: no-common-date, or the field at fault
	problem  error
}

// horizonMonths is how far ahead common renewal dates are looked for.
const horizonMonths = 18

// plansWanted is more than the number of common renewal dates that a company's portfolio has in that time.
const plansWanted = 1000

func align(ed policy.Edition, owned portfolio, on calendar.Date) (plan, error) {
	a := plan{Horizon: on.AddMonths(horizonMonths)}
	p := coterm.Portfolio{Horizon: a.Horizon, Plans: plansWanted}
	for _, s := range owned.owned {
		v := s.life.On(on)
		if v.NextTerm().Length.IsValid() { // neither Flex tokens nor subscriptions that nobody knows of yet
			p.Members = append(p.Members, coterm.Member{
				ID: s.ID, View: v, SRP: s.SRP[v.NextTerm().Length], ThreeYearSRP: s.SRP[calendar.ThreeYear],
			})
		}
	}
	plans, err := coterm.Align(p)
	switch faults := billingrules.InputErrors(err); {
	case len(faults) > 0: // a portfolio in two currencies, or of tokens alone, has no plan
		a.None, a.problem = faults[0].Field, faults[0]
		return a, nil
	case err != nil:
		return a, err
	case len(plans) == 0:
		a.None, a.problem = "no-common-date", errors.New("no two subscriptions can renew on one day")
		return a, nil
	}
	a.Dates, a.Best = len(plans), &plans[0]
	a.Invoices, err = bill(ed, owned, plans[0].Moves, on)
	return a, err
}

// bill returns the invoices of a plan, one for each day on which something is due, in order.
func bill(ed policy.Edition, owned portfolio, moves []coterm.Move, on calendar.Date) ([]invoice.Invoice, error) {
	items := map[calendar.Date][]invoice.Item{}
	for _, m := range moves {
		s := owned.owned[slices.IndexFunc(owned.owned, func(s subscription) bool { return s.ID == m.ID })]
		next := s.life.On(on).NextTerm()
		for _, step := range m.Steps {
			switch priced := (invoice.Priced{Charge: step.Charge}); step.Do {
			case coterm.StepExtend:
				item := priced.Item(m.ID+" "+next.Offering, owned.Taxes)
				items[step.Day] = append(items[step.Day], item)
			case coterm.StepRenew:
				service, err := next.Length.Service(next.Anchor, next.Start)
				if err != nil {
					return nil, err
				}
				if priced, err = invoice.PriceTerm(ed, invoice.TermRequest{
					SRP: step.SRP, Seats: step.Seats, Service: service, Ordered: step.Day, Renews: next.Follows,
					NetTerms: owned.Terms,
				}); err != nil {
					return nil, err
				}
				item := priced.Item(m.ID+" "+next.Offering, owned.Taxes)
				for _, part := range priced.Instalments {
					item.Instalment = part.Number
					items[part.Date] = append(items[part.Date], item)
				}
				next.Follows = next.Length
			case coterm.StepSwitchTerm: // free
			}
			next.Start = step.Renewal
		}
	}
	var invoices []invoice.Invoice
	for _, day := range slices.SortedFunc(maps.Keys(items), calendar.Date.Compare) {
		inv, err := invoice.New(ed, invoice.Draft{
			Number: fmt.Sprintf("draft-%d", len(invoices)+1), Issued: day, NetTerms: owned.Terms, Items: items[day],
		})
		if err != nil {
			return nil, fmt.Errorf("the invoice of %s: %w", day, err)
		}
		invoices = append(invoices, inv)
	}
	return invoices, nil
}

// printPlan prints the headline and, with all, what each member does, what keeps the others out, and the invoices.
func (r Report) printPlan(w *bytes.Buffer, all bool) {
	p := r.Plan
	heading(w, fmt.Sprintf("One renewal date for all, until %s", p.Horizon))
	if p.Best == nil {
		fill(w, "", indent, fmt.Sprintf("none: %s", p.problem))
		return
	}
	fill(w, "", indent, fmt.Sprintf("best of %s: %s", count(p.Dates, "date"), p.Best))
	if !all {
		return
	}
	w.WriteByte('\n')
	for _, m := range p.Best.Moves {
		text := m.String()
		if !m.Aligned {
			text = fmt.Sprintf("%s: stays as it is: %s", m.ID, r.say(m.Refused, r.find(m.ID).Product))
		}
		for line := range strings.Lines(text) {
			fill(w, "", indent, strings.TrimSpace(line))
		}
	}
	p.printInvoices(w)
}

// printInvoices lists the invoices of the plan.
func (p plan) printInvoices(w *bytes.Buffer) {
	heading(w, "Its invoices")
	t := table{numbers: []int{3, 4, 5}}
	t.add("invoice", "issued", "due", "net", "tax", "total "+p.Best.Cost.Currency().String(), "for")
	for _, inv := range p.Invoices {
		var what []string
		for _, l := range inv.Lines {
			if what = append(what, l.Description); l.Of > 1 {
				what[len(what)-1] += fmt.Sprintf(" (%d of %d)", l.Instalment, l.Of)
			}
		}
		t.add(inv.Number, inv.Issued.String(), inv.Due.String(), inv.Net.Number(), inv.Tax.Number(), inv.Total.Number(),
			strings.Join(what, "; "))
	}
	t.print(w)
}
