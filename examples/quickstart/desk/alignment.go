package desk

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
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// alignment is the best common renewal date of a portfolio, what it takes to get there, and what is billed for it.
type alignment struct {
	Horizon  calendar.Date     `json:"horizon"`
	Dates    int               `json:"dates"` // the common renewal dates up to the horizon, at most plansWanted
	Best     *coterm.Plan      `json:"best,omitempty"`
	Invoices []invoice.Invoice `json:"invoices,omitempty"`
	None     string            `json:"none,omitempty"` // why there is no plan
	steps    table
}

// horizonMonths is how far ahead common renewal dates are looked for.
const horizonMonths = 18

// plansWanted is more than a company's portfolio has common renewal dates in that time.
const plansWanted = 1000

func align(ed policy.Edition, owned portfolio, on calendar.Date) (alignment, error) {
	a := alignment{Horizon: on.AddMonths(horizonMonths)}
	p := coterm.Portfolio{Horizon: a.Horizon, Plans: plansWanted}
	for _, s := range owned.subscriptions {
		if s.kind == policy.Subscription {
			p.Members = append(p.Members, coterm.Member{ID: s.id, View: s.life.On(on), SRP: s.srp, ThreeYearSRP: s.threeYear})
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
	a.Dates, a.Best = len(plans), &plans[0]
	if a.steps, err = steps(*a.Best); err != nil {
		return a, err
	}
	a.Invoices, err = bill(ed, owned, a.Best.Moves)
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
			priced := invoice.Priced{Charge: step.Charge}
			switch step.Do {
			case coterm.StepExtend:
				item := priced.Item(m.ID+" "+s.product, owned.taxes)
				items[step.Day] = append(items[step.Day], item)
			case coterm.StepRenew:
				service, err := s.service.Term().Service(s.service.Anchor(), start)
				if err != nil {
					return nil, err
				}
				priced, err := invoice.PriceTerm(ed, invoice.TermRequest{
					SRP: step.SRP, Seats: step.Seats, Service: service, Ordered: step.Day, Renews: s.service.Term(),
					NetTerms: owned.terms,
				})
				if err != nil {
					return nil, err
				}
				item := priced.Item(m.ID+" "+s.product, owned.taxes)
				for _, part := range priced.Instalments {
					item.Instalment = part.Number
					items[part.Date] = append(items[part.Date], item)
				}
			case coterm.StepSwitchTerm: // free
			}
			start = step.Renewal
		}
	}
	var invoices []invoice.Invoice
	for _, day := range slices.SortedFunc(maps.Keys(items), calendar.Date.Compare) {
		inv, err := invoice.New(ed, invoice.Draft{
			Number: fmt.Sprintf("draft-%d", len(invoices)+1), Issued: day,
			NetTerms: owned.terms, Items: items[day],
		})
		if err != nil {
			return nil, errors.Join(fmt.Errorf("the invoice of %s", day), err)
		}
		invoices = append(invoices, inv)
	}
	return invoices, nil
}

func (a alignment) print(w *bytes.Buffer) {
	heading(w, fmt.Sprintf("One renewal date for all, until %s", a.Horizon))
	pad(w, indent)
	if a.Best == nil {
		fmt.Fprintf(w, "none: %s\n", a.None)
		return
	}
	fmt.Fprintf(w, "best of %s: %s\n\n", count(a.Dates, "date"), a.Best)
	a.steps.print(w)
	a.printUnaligned(w)
	a.printInvoices(w)
}

// steps lists who does what when, what it costs, and how that is worked out.
func steps(best coterm.Plan) (table, error) {
	t := table{numbers: []int{3}}
	t.add("id", "day", "step", best.Cost.Currency().String())
	for _, m := range best.Moves {
		if m.Aligned && len(m.Steps) == 0 {
			t.add(m.ID, "", "renews on that day already")
		}
		for rest := m.Steps; len(rest) > 0; {
			n := renewals(rest)
			if n <= 2 {
				t.add(append([]string{m.ID, rest[0].Day.String()}, step(rest[0])...)...)
				rest = rest[1:]
				continue
			}
			row, err := series(rest[:n])
			if err != nil {
				return table{}, err
			}
			t.add(append([]string{m.ID, rest[0].Day.String()}, row...)...)
			rest = rest[n:]
		}
	}
	t.add("", "", "in all", best.Cost.Number())
	return t, nil
}

// renewals counts the renewals with which a list of steps begins.
func renewals(steps []coterm.Step) int {
	n := slices.IndexFunc(steps, func(s coterm.Step) bool { return s.Do != coterm.StepRenew })
	if n < 0 {
		return len(steps)
	}
	return n
}

// step is what is done, its price, and how that is worked out.
func step(s coterm.Step) []string {
	switch s.Do {
	case coterm.StepRenew:
		return []string{"renew to " + s.Renewal.String(), s.Amount.Number(), fmt.Sprintf("%s × %d", s.SRP, s.Seats)}
	case coterm.StepSwitchTerm:
		return []string{"switch to three-year", "", "free"}
	case coterm.StepExtend:
	}
	how, _, _ := strings.Cut(s.Charge.String(), " = ") // the amount stands in its column
	return []string{"extend to " + s.Renewal.String(), s.Amount.Number(), how}
}

// series is what step is, of renewals in a row, as of a monthly member: they share a line.
func series(renewals []coterm.Step) ([]string, error) {
	first, sum := renewals[0], renewals[0].Amount
	for _, s := range renewals[1:] {
		var err error
		if sum, err = sum.Add(s.Amount); err != nil {
			return nil, err
		}
	}
	return []string{
		fmt.Sprintf("%d renewals to %s", len(renewals), renewals[len(renewals)-1].Renewal), sum.Number(),
		fmt.Sprintf("each %s × %d = %s", first.SRP, first.Seats, first.Amount.Number()),
	}, nil
}

func (a alignment) printUnaligned(w *bytes.Buffer) {
	var t table
	for _, m := range a.Best.Moves {
		if !m.Aligned {
			t.add(m.ID, "stays unaligned: "+m.Refused.String())
		}
	}
	if len(t.rows) > 0 {
		w.WriteByte('\n')
		t.print(w)
	}
}

// printInvoices lists the invoices of the plan; where one has several lines, they stand under it.
func (a alignment) printInvoices(w *bytes.Buffer) {
	heading(w, "Its invoices")
	t := table{numbers: []int{3, 4, 5}}
	t.add("invoice", "issued", "due", "net", "tax", "total "+a.Best.Cost.Currency().String(), "for")
	for _, inv := range a.Invoices {
		row := func(number, issued, due string, net, tax, total money.Amount, what string) {
			t.add(number, issued, due, net.Number(), tax.Number(), total.Number(), what)
		}
		what := count(len(inv.Lines), "line")
		if len(inv.Lines) == 1 {
			what = described(inv.Lines[0])
		}
		row(inv.Number, inv.Issued.String(), inv.Due.String(), inv.Net, inv.Tax, inv.Total, what)
		for _, l := range inv.Lines {
			if len(inv.Lines) > 1 {
				row("", "", "", l.Net, l.Tax, l.Total(), "  "+described(l))
			}
		}
	}
	t.print(w)
}

func described(l invoice.Line) string {
	if l.Of > 1 {
		return fmt.Sprintf("%s, %d of %d", l.Description, l.Instalment, l.Of)
	}
	return l.Description
}
