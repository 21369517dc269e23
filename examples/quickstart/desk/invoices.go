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

// issued is an invoice that the file lists. What access depends on is the library's; the total is for the reader.
type issued struct {
	lifecycle.BilledInvoice
	total money.Amount // the zero Amount where the file does not say it
}

// unpaid is an invoice that waits for its payment on the day of the report.
type unpaid struct {
	ID      string        `json:"id"` // of the subscription
	Product string        `json:"product"`
	Number  string        `json:"number"`
	Issued  calendar.Date `json:"issued"`
	Due     calendar.Date `json:"due"`
	Days    int           `json:"days"` // until it is due; negative where it is overdue
	Total   money.Amount  `json:"total,omitzero"`
	Restore calendar.Date `json:"restore,omitzero"` // where access has lapsed: the last day on which paying brings it back
}

// unpaidOn lists what is unpaid on a day, by the day on which it is due.
func unpaidOn(owned portfolio, on calendar.Date) []unpaid {
	list := []unpaid{}
	for _, s := range owned.subscriptions {
		v := s.life.On(on)
		for inv := range v.Unpaid() {
			u := unpaid{
				ID: s.id, Product: s.product, Number: inv.Number, Issued: inv.Issued, Due: inv.Due, Days: inv.Due.Sub(on),
				Total: s.total(inv.Number),
			}
			if can := v.CanReactivate(); u.Days < 0 && can.Allowed() {
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

// total returns what the file says that an invoice comes to.
func (s *subscription) total(number string) money.Amount {
	k := slices.IndexFunc(s.invoices, func(i issued) bool { return i.Number == number })
	return s.invoices[k].total
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

// charges returns when the current term is charged and with how much, at the price that the file states. Where the
// channel by which it was bought can be paid by invoice, the company's net terms hold. Of Flex tokens no price is
// known.
func (s *subscription) charges(ed policy.Edition, terms invoice.NetTerms) ([]invoice.Instalment, error) {
	if s.kind != policy.Subscription {
		return nil, nil
	}
	byInvoice, err := order.CanPay(ed, order.Request{Kind: s.kind, Channel: s.channel}, policy.PayByInvoice, s.ordered)
	if err != nil {
		return nil, err
	}
	if !byInvoice.Allowed() {
		terms = invoice.NetTerms{}
	}
	request := invoice.TermRequest{SRP: s.srp, Seats: s.seats, Service: s.service, Ordered: s.ordered, NetTerms: terms}
	if s.renewed() {
		request.Renews = s.service.Term()
	}
	p, err := invoice.PriceTerm(ed, request)
	return p.Instalments, err
}
