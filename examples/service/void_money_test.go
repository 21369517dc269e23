package main

import (
	"fmt"
	"net/http"
	"testing"
)

// What was paid, kept or given back is not voided while something later rests on it: the later event is voided first.
func TestVoidOfMoneyThatWasUsed(t *testing.T) {
	t.Parallel()
	const seats, on = `{"seats": 1, "expires": "2025-09-01"}`, "2025-08-02"
	pays := func(l life, amount, number string) outcome {
		l.t.Helper()
		sum := ""
		if amount != "" {
			sum = fmt.Sprintf(`, "method": "bank-transfer", "amount": {"amount": %q, "currency": "EUR"}`, amount)
		}
		return l.do(on, "payments", fmt.Sprintf(`{"invoices": [%q]%s}`, number, sum))
	}
	for name, tell := range map[string]func(l life, first, second outcome) (voided, rests outcome){
		"an overpayment": func(l life, first, second outcome) (voided, rests outcome) {
			return pays(l, "2000.00", first.Invoices[0].Number), pays(l, "", second.Invoices[0].Number)
		},
		"a part payment": func(l life, first, _ outcome) (voided, rests outcome) {
			return pays(l, "100.00", first.Invoices[0].Number), pays(l, "1000.00", first.Invoices[0].Number)
		},
		"what a return keeps": func(l life, first, _ outcome) (voided, rests outcome) {
			pays(l, "100.00", first.Invoices[0].Number)
			l.do(on, "returns", `{"purchase": 2}`)
			back := l.do(on, "returns", `{"purchase": 3}`) // with which the invoices of both fall away
			return back, pays(l, "", l.order(on, on, "seats", seats).Invoices[0].Number)
		},
		"a credit note": func(l life, first, second outcome) (voided, rests outcome) {
			l.pay(on, first)
			l.pay(on, second)
			l.do(on, "returns", `{"purchase": 3}`)
			back := l.do(on, "returns", `{"purchase": 2}`)
			third := l.order(on, on, "seats", seats)
			return back, l.do(on, "payments", fmt.Sprintf(`{"invoices": [%q], "creditNotes": [%q]}`,
				third.Invoices[0].Number, back.CreditNotes[0].Number))
		},
		"an order, paid in part": func(l life, first, _ outcome) (voided, rests outcome) {
			return first, pays(l, "100.00", first.Invoices[0].Number)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := life{start(t), t, "S-01"}
			first := l.order(on, on, "seats", seats)
			second := l.order(on, on, "seats", seats)
			voided, rests := tell(l, first, second)
			l.on(on)
			p := l.fails(t, http.MethodPost, "/subscriptions/S-01/void", fmt.Sprintf(`{"event": %d}`, voided.Event))
			if p.Type != "/problems/needed" {
				t.Errorf("%+v", p)
			}
			l.do(on, "void", fmt.Sprintf(`{"event": %d}`, rests.Event))
			l.do(on, "void", fmt.Sprintf(`{"event": %d}`, voided.Event))
		})
	}
}
