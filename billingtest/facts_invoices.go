package billingtest

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"pgregory.net/rapid"
)

// billed returns the facts with the invoices of an act, if it has any, and notes what was paid for.
func (l *life) billed(next lifecycle.Subscription, err error, c charge) (lifecycle.Subscription, error) {
	if err != nil {
		return next, err
	}
	bills := l.invoices()
	c.bills = numbers(bills)
	l.charged = append(l.charged, c)
	return next.On(l.today).Bill(bills...)
}

func numbers(bills []lifecycle.BilledInvoice) []string {
	all := make([]string, len(bills))
	for i, b := range bills {
		all[i] = b.Number
	}
	return all
}

// pay pays open invoices, if there are any: the first one or all.
func (l *life) pay(v lifecycle.View) (lifecycle.Subscription, error) {
	var numbers []string
	all := rapid.Bool().Draw(l.t, "pays all")
	for b := range v.Unpaid() {
		if all || len(numbers) == 0 {
			numbers = append(numbers, b.Number)
		}
	}
	if len(numbers) == 0 {
		return l.s, nil
	}
	return v.Pay(numbers...)
}

// invoices draws the invoice of an order, or none; it may be dated earlier or later, or have a total of 0.
func (l *life) invoices() []lifecycle.BilledInvoice {
	if rapid.IntRange(0, 2).Draw(l.t, "is invoiced") != 0 {
		return nil
	}
	l.bills++
	issued := l.today.AddDays(rapid.SampledFrom([]int{0, 0, 0, 0, 1, 90, -20}).Draw(l.t, "issued in days"))
	due := issued.AddDays(rapid.SampledFrom([]int{0, 1, 14, 30, 60}).Draw(l.t, "net days"))
	return []lifecycle.BilledInvoice{{
		Number: fmt.Sprintf("I-%d", l.bills), Issued: issued,
		Due:         calendar.Latest(due, l.today), // long overdue, it would make the order impossible
		NetTerms:    rapid.Bool().Draw(l.t, "on net terms"),
		NothingOwed: rapid.IntRange(0, 9).Draw(l.t, "is of nothing") == 0,
	}}
}
