package order_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Whatever reads as a quote is written and read back as the same, and pricing it again neither panics nor hangs.
func FuzzQuoteJSON(f *testing.F) {
	text, err := json.Marshal(quote(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"number":"Q-1","items":[{"description":"x","term":{"srp":null,"seats":-1}}],"lines":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var q, again order.Quote
		if json.Unmarshal(data, &q) != nil || string(data) == "null" {
			return
		}
		if r, err := order.Reprice(policy.Europe2024(), q); err == nil && r.String() == "" {
			t.Fatal("no text")
		}
		d := q.CanAccept(q.Issued)
		if d.Allowed() != d.Window.Contains(q.Issued) {
			t.Fatal(d)
		}
		written, err := json.Marshal(q)
		if err == nil && (json.Unmarshal(written, &again) != nil || again.String() != q.String()) {
			t.Fatalf("%s is written as %s", q, written)
		}
		_, _ = q.Notices(policy.Europe2024(), q.Expires)
	})
}

// No basket, request or account, however odd, panics or hangs; the law of decisions holds of every answer.
func FuzzRequests(f *testing.F) {
	f.Add(uint8(1), uint8(2), uint8(8), uint8(2), true, "2024-09-16", "single-user", "EUR 1.00", "EUR 2.00", 3,
		"ap@lambrecht.example")
	f.Add(uint8(2), uint8(9), uint8(0), uint8(0), false, "9999-12-31", "\x00", "JPY -1", "EUR 2.00", -1<<62, "")
	f.Fuzz(func(
		t *testing.T, kind, channel, method, term uint8, exempt bool,
		on, text, price, credit string, n int, email string,
	) {
		ed := policy.Europe2024()
		day, _ := calendar.ParseDate(on)
		sum, _ := money.ParseAmount(price)
		left, _ := money.ParseAmount(credit)
		holds := func(d policy.Decision) {
			if d.Allowed() != d.Window.Contains(d.Asked) || d.Rule == "" || d.Allowed() && d.Remedy != 0 {
				t.Fatalf("%+v", d)
			}
		}
		request := order.Request{
			Kind: policy.Kind(kind), Channel: policy.Channel(channel), TaxExempt: exempt, Total: sum,
			Segment: order.Segment(term),
		}
		if exempt {
			request.Renewal = order.RenewalDecisions{
				Decision:  policy.Decision{Rule: rule.RenewalWindow, Asked: day, Edition: ed.Fingerprint()},
				ByInvoice: policy.Decision{Rule: rule.InvoiceByRenewal, Asked: day, Edition: ed.Fingerprint()},
			}
		}
		if d, err := order.CanPay(ed, request, policy.PaymentMethod(method), day); err == nil {
			holds(d)
		}
		line := order.BasketItem{
			Product: text, Kind: policy.Kind(kind), Licence: text, Term: calendar.Term(term), Seats: n, SRP: sum,
		}
		if c, err := order.Compose(ed, []order.BasketItem{line, line}, day); err == nil {
			holds(c.Decision)
		}
		payers, err := invoice.NewPayers(ed, text, email)
		if err != nil {
			return
		}
		account := order.Account{
			CustomerNumber: text, Payers: payers, Credit: left, TooMany: n,
			Unpaid: []order.OpenInvoice{{Number: text, Due: day}},
		}
		wanted := order.NetTermsOrder{Kind: policy.Kind(kind), CustomerNumber: text, Payer: email, Total: sum}
		refused, _ := order.CheckNetTerms(ed, account, wanted, day)
		for _, d := range refused {
			if holds(d); d.Allowed() {
				t.Fatal(d)
			}
		}
	})
}
