package main

import (
	"fmt"
	"net/http"
	"testing"
)

// A subscription lives ten years: everything that can happen to one does.
func TestTenYears(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "L-1"}
	l.on("2025-08-02").post(t, "/subscriptions", bought("L-1", "Maya", "annual", "2025-08-02", 4), http.StatusCreated,
		&struct{}{})
	l.seatsAndEarlyRenewal()
	l.lateRenewalAndChanges()
	l.returnedRenewal()
	l.lastYears()
	var events eventList
	if l.get(t, "/subscriptions/L-1/events", &events); len(events.Events) != 29 {
		t.Errorf("%d events", len(events.Events))
	}
	l.is("2026-08-02", "active 5 Maya 2027-08-02") // the past is as it was
}

// seatsAndEarlyRenewal adds seats twice and pays for both at once, and renews on the first possible day, with fewer.
func (l life) seatsAndEarlyRenewal() {
	l.t.Helper()
	seats := l.order("2025-10-01", "2025-10-05", "seats", `{"seats": 2, "expires": "2025-10-31"}`)
	more := l.order("2025-10-05", "2025-10-06", "seats", `{"seats": 1, "expires": "2025-10-31"}`)
	l.is("2025-10-06", "active 7 Maya 2026-08-02")
	paid := l.pay("2025-10-20", seats, more) // one payment of two invoices
	if n := len(paid.Settlement.Paid()); n != 2 {
		l.t.Errorf("%d paid: %s", n, paid.Settlement)
	}
	early := l.do("2026-05-04", "renewal", `{"seats": 5}`) // the first day of early renewal, with fewer seats
	l.pay("2026-05-04", early)
	l.is("2026-08-01", "active 7 Maya 2027-08-02")
	l.is("2026-08-02", "active 5 Maya 2027-08-02")
	if early.Net.String() != "EUR 2500.00" {
		l.t.Errorf("renewed for %s", early.Net)
	}
}

// lateRenewalAndChanges lets the subscription lapse, and renews it with what is pending: once for three years.
func (l life) lateRenewalAndChanges() {
	l.t.Helper()
	l.do("2026-09-01", "auto-renew", `{"on": false}`)
	l.do("2027-06-01", "seat-reduction", `{"seats": 3}`)
	l.is("2027-08-03", "expired 5 Maya 2027-08-02")
	late := l.do("2027-08-20", "renewal", `{}`) // late: in Suspended, and the pending number of seats takes effect
	l.is("2027-08-20", "active 3 Maya 2028-08-02")
	l.pay("2027-08-21", late)

	l.do("2028-03-01", "term-change", `{"length": "three-year"}`)
	l.do("2028-05-10", "product-switch", `{"offering": "3ds Max"}`)
	l.do("2028-08-02", "failed-charge", `{}`)
	three := l.do("2028-08-03", "renewal", `{"srp": {"amount": "1500.00", "currency": "EUR"}}`)
	l.is("2028-08-03", "active 3 3ds Max 2031-08-02")
	if len(three.Invoices) != 3 || three.Net.String() != "EUR 4500.00" {
		l.t.Errorf("three years: %d invoices, %s", len(three.Invoices), three.Net)
	}
	for i, day := range []string{"2028-08-10", "2029-08-02", "2030-08-02"} {
		one := three
		one.Invoices = three.Invoices[i : i+1]
		l.pay(day, one)
	}
}

// returnedRenewal returns a renewal, and pays for the next one with the credit note.
func (l life) returnedRenewal() {
	l.t.Helper()
	back := l.do("2031-06-01", "renewal", `{"length": "annual", "srp": {"amount": "600.00", "currency": "EUR"}}`)
	l.pay("2031-06-02", back)
	var refunds struct{ Purchases []returnable }
	l.get(l.t, "/subscriptions/L-1/refund", &refunds)
	last := refunds.Purchases[len(refunds.Purchases)-1]
	note := l.do("2031-06-10", "returns", fmt.Sprintf(`{"purchase": %d}`, last.Purchase))
	if len(note.CreditNotes) != 1 || note.CreditNotes[0].Total.String() != "EUR 2178.00" { // 3 × 600.00 and 21%
		l.t.Errorf("given back: %+v", note.CreditNotes)
	}
	l.is("2031-06-10", "active 3 3ds Max 2031-08-02")

	again := l.order("2031-06-10", "2031-06-12", "renewal",
		`{"length": "annual", "srp": {"amount": "600.00", "currency": "EUR"}, "expires": "2031-06-30"}`)
	used := l.do("2031-08-02", "payments", fmt.Sprintf(`{"invoices": [%q], "creditNotes": [%q]}`,
		again.Invoices[0].Number, note.CreditNotes[0].Number)) // the credit note pays it
	if s := used.Settlement; len(s.Paid()) != 1 || s.CreditNotes[0].Amount.Sign() != 0 {
		l.t.Errorf("settled: %s", s)
	}
}

// lastYears renews as the vendor does, and cancels.
func (l life) lastYears() {
	l.t.Helper()
	for _, day := range []string{"2032-08-02", "2033-08-02", "2034-08-02"} { // the vendor's own renewals
		l.pay(day, l.do(day, "renewal", `{"srp": {"amount": "600.00", "currency": "EUR"}, "taxes": "20%"}`))
	}
	l.do("2034-12-01", "cancellation", `{"effective": "2035-08-02"}`)
	l.is("2035-08-01", "active 3 3ds Max 2035-08-02")
	l.is("2035-08-02", "canceled 3 3ds Max 2035-08-02")
}
