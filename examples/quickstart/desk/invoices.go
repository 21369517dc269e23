package desk

import (
	"bytes"
	"cmp"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// unpaid is an invoice that waits for its payment on the day of the report.
type unpaid struct {
	ID      string        `json:"id"`               // of the subscription
	Product string        `json:"product"`          // its name on the day
	Number  string        `json:"number"`           // of the invoice
	Issued  calendar.Date `json:"issued"`           // its date
	Due     calendar.Date `json:"due"`              // the day by which it is to be paid
	Days    int           `json:"days"`             // until it is due; negative where it is overdue
	Total   money.Amount  `json:"total,omitzero"`   // as the file has it
	Restore calendar.Date `json:"restore,omitzero"` // where access has lapsed: the last day to bring it back by paying
}

// unpaidOn lists what is unpaid on a day, by the day on which it is due.
func unpaidOn(p portfolio, on calendar.Date) []unpaid {
	list := []unpaid{}
	for _, s := range p.owned {
		v := s.life.On(on)
		for inv := range v.Unpaid() {
			u := unpaid{
				ID: s.ID, Product: s.product(v), Number: inv.Number, Issued: inv.Issued, Due: inv.Due,
				Days:  inv.Due.Sub(on),
				Total: s.Totals[inv.Number],
			}
			if can := v.CanReactivate(); u.Days < 0 && can.Allowed() && s.takesAccess(inv, v) {
				u.Restore = can.Window.LastDay()
			}
			list = append(list, u)
		}
	}
	slices.SortStableFunc(list, func(a, b unpaid) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// takesAccess reports whether an invoice takes access unless it is paid: whether there would be other phases without it
// if it were the only one.
func (s subscription) takesAccess(inv lifecycle.BilledInvoice, v lifecycle.View) bool {
	phases := func(list ...lifecycle.BilledInvoice) (all []string) {
		f := s.Facts
		f.Invoices = list
		life, err := lifecycle.New(v.Edition(), f)
		if err != nil {
			return []string{err.Error()}
		}
		for days, phase := range life.On(v.Day()).Phases() {
			all = append(all, phase.String()+" "+days.String())
		}
		return all
	}
	return !slices.Equal(phases(inv), phases())
}

func (u unpaid) when() string {
	switch {
	case u.Days > 0:
		return "in " + count(u.Days, "day")
	case u.Days == 0:
		return "today"
	}
	return count(-u.Days, "day") + " overdue"
}

func printUnpaid(w *bytes.Buffer, list []unpaid) {
	heading(w, "Invoices due")
	t := table{numbers: []int{4}}
	if len(list) == 0 {
		t.add("none")
	} else {
		t.add("invoice", "id", "product", "due", "total", "when", "to restore access")
	}
	for _, u := range list {
		total, restore := "not stated", ""
		if !u.Total.Currency().IsZero() {
			total = u.Total.String()
		}
		if !u.Restore.IsZero() {
			restore = "by " + u.Restore.String()
		}
		t.add(u.Number, u.ID, brief(u.Product), u.Due.String(), total, u.when(), restore)
	}
	t.print(w)
}

// charges returns when the latest full term is charged and with how much, at the price in the file. If what was bought
// through its channel can be paid by invoice, the company's net terms apply. The price of Flex tokens is not known.
func (s subscription) charges(v lifecycle.View, terms invoice.NetTerms) ([]invoice.Instalment, error) {
	_, term := s.bought(v)
	if s.Facts.Kind != policy.Subscription || !term.AlignedTo.IsZero() || returned(v) {
		return nil, nil
	}
	service, err := term.Length.Service(cmp.Or(v.NextTerm().Anchor, s.Facts.Anchor), term.Start)
	if err != nil {
		return nil, err
	}
	seats, err := s.seatsOf(term, v.Edition())
	if err != nil {
		return nil, err
	}
	byInvoice, err := order.CanPay(v.Edition(), order.Request{Kind: s.Facts.Kind, Channel: s.Channel},
		policy.PayByInvoice, term.Ordered)
	if err != nil {
		return nil, err
	}
	request := invoice.TermRequest{
		SRP: s.SRP[term.Length], Seats: seats, Service: service, Ordered: term.Ordered,
	}
	if byInvoice.Allowed() {
		request.NetTerms = terms
	}
	if term.Start != s.Facts.Anchor {
		request.Renews = term.Length
	}
	priced, err := invoice.PriceTerm(v.Edition(), request)
	return priced.Instalments, err
}

// seatsOf returns the number of seats for which a term was ordered: that of its first day, as known on the day of the
// order. Seats that were added on the day of a renewal count as added before it.
func (s subscription) seatsOf(term lifecycle.BoughtTerm, ed policy.Edition) (int, error) {
	f := s.Facts
	if term == f.Terms[0] {
		return f.Seats, nil
	}
	later := func(day calendar.Date) bool { return day.After(term.Ordered) }
	f.Terms = slices.DeleteFunc(slices.Clone(f.Terms), func(t lifecycle.BoughtTerm) bool { return later(t.Ordered) })
	f.Changes = slices.DeleteFunc(slices.Clone(f.Changes), func(c lifecycle.Change) bool { return later(c.Asked) })
	f.Returns = slices.DeleteFunc(slices.Clone(f.Returns),
		func(r lifecycle.ReturnedPurchase) bool { return later(r.Day) })
	f.Invoices, f.FailedCharges, f.Cancellation = nil, nil, lifecycle.Cancellation{}
	life, err := lifecycle.New(ed, f)
	return life.On(calendar.Latest(term.Start, term.Ordered)).Seats(), err
}
