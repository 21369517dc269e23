package main

import (
	"fmt"
	"net/http"
	"testing"

	"example.com/billingrules/money"
)

// refunds are the purchases of a subscription, on the day that it is.
func (l life) refunds() (list []returnable) {
	l.t.Helper()
	var got struct{ Purchases []returnable }
	l.get(l.t, "/subscriptions/"+l.id+"/refund", &got)
	return got.Purchases
}

// back returns a purchase, and reads what is given back: the net total of the credit note.
func (l life) back(day string, purchase int) string {
	l.t.Helper()
	notes := l.do(day, "returns", fmt.Sprintf(`{"purchase": %d}`, purchase)).CreditNotes
	if len(notes) != 1 {
		l.t.Errorf("%d credit notes", len(notes))
		return ""
	}
	return notes[0].Net.String()
}

// Two renewals of one day are two purchases. The later one has to be returned first.
func TestReturnsOfTwoRenewals(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "N-1"}
	l.on("2025-08-02").post(t, "/subscriptions", bought("N-1", "Maya", "annual", "2024-09-01", 1), http.StatusCreated,
		&struct{}{})
	month, year := l.do("2025-08-02", "renewal", `{"length": "monthly"}`), l.do("2025-08-02", "renewal",
		`{"length": "annual"}`)
	l.pay("2025-08-02", month, year)
	l.on("2025-08-03")
	p := l.fails(t, http.MethodPost, "/subscriptions/N-1/returns", `{"purchase": 2}`)
	if p.Status < 400 || p.Status > 499 {
		t.Errorf("the earlier one: %+v", p)
	}
	for _, tt := range []struct {
		purchase int
		want     string
	}{{3, "EUR 500.00"}, {2, "EUR 50.00"}} {
		if got := l.back("2025-08-03", tt.purchase); got != tt.want {
			t.Errorf("purchase %d: %s, want %s", tt.purchase, got, tt.want)
		}
	}
	l.is("2025-08-03", "active 1 Maya 2025-09-01")
}

// Seats that were ordered twice on one day are two purchases here and one in the facts. Either can be returned first.
func TestReturnsOfSeatsOfOneDay(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]int{"the first one first": 2, "the second one first": 3} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := life{start(t), t, "S-01"}
			const seats = `{"seats": %d, "expires": "2025-09-01"}`
			two := l.order("2025-08-02", "2025-08-02", "seats", fmt.Sprintf(seats, 2))
			one := l.order("2025-08-02", "2025-08-02", "seats", fmt.Sprintf(seats, 1))
			l.pay("2025-08-03", two, one)
			want := map[int]string{2: two.Net.String(), 3: one.Net.String()}
			for _, purchase := range []int{first, 5 - first} {
				if got := l.back("2025-08-04", purchase); got != want[purchase] {
					t.Errorf("purchase %d: %s, want %s", purchase, got, want[purchase])
				}
			}
			l.is("2025-08-04", "active 3 AutoCAD 2025-11-30")
			for _, p := range l.refunds()[1:] {
				if p.Returned.IsZero() || p.Return.Decision.Allowed() {
					t.Errorf("%+v", p)
				}
			}
		})
	}
}

// Their unpaid invoices fall away with the last of them.
func TestReturnsOfUnpaidSeatsOfOneDay(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "S-01"}
	const seats = `{"seats": 1, "expires": "2025-09-01"}`
	l.order("2025-08-02", "2025-08-02", "seats", seats)
	l.order("2025-08-02", "2025-08-02", "seats", seats)
	for i, want := range []string{"open open", "returned returned"} {
		purchase := i + 2
		l.do("2025-08-04", "returns", fmt.Sprintf(`{"purchase": %d}`, purchase))
		var list struct{ Invoices []struct{ State string } }
		l.get(t, "/subscriptions/S-01/invoices", &list)
		got := ""
		for _, inv := range list.Invoices[len(list.Invoices)-2:] {
			got += " " + inv.State
		}
		if got != " "+want {
			t.Errorf("after purchase %d: %s, want %s", purchase, got, want)
		}
	}
}

// What was paid of an invoice that falls away is kept, and pays the next one.
func TestReturnOfWhatWasPaidInPart(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "S-01"}
	const seats = `{"seats": 1, "expires": "2025-09-01"}`
	first := l.order("2025-08-02", "2025-08-02", "seats", seats)
	l.do("2025-08-02", "payments", fmt.Sprintf(`{"method": "bank-transfer", "invoices": [%q],
		"amount": {"amount": "100.00", "currency": "EUR"}}`, first.Invoices[0].Number))
	if notes := l.do("2025-08-04", "returns", `{"purchase": 2}`).CreditNotes; len(notes) > 0 {
		t.Errorf("%+v", notes)
	}
	second := l.order("2025-08-04", "2025-08-04", "seats", seats)
	paid := l.do("2025-08-05", "payments", fmt.Sprintf(`{"invoices": [%q]}`, second.Invoices[0].Number)).Settlement
	left, err := second.Total.Sub(money.MustParseAmount("EUR 100.00"))
	if err != nil || len(paid.Invoices) != 1 || !paid.Invoices[0].Amount.Equal(left) || paid.CashBalance.Sign() != 0 {
		t.Errorf("%+v, %v", paid, err)
	}
}

// Seats that are ordered on the day of a renewal were bought up to the new renewal date, and are returned as such.
func TestReturnOfSeatsOfARenewalDay(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "N-1"}
	l.on("2025-08-02").post(t, "/subscriptions", bought("N-1", "Maya", "annual", "2024-09-01", 1), http.StatusCreated,
		&struct{}{})
	renewal := l.do("2025-08-02", "renewal", `{}`)
	seats := l.order("2025-08-02", "2025-08-02", "seats", `{"seats": 2, "expires": "2025-09-01"}`)
	l.pay("2025-08-02", renewal, seats)
	if got := l.back("2025-08-04", 3); got != seats.Net.String() {
		t.Errorf("%s, want %s", got, seats.Net)
	}
	l.is("2025-08-04", "active 1 Maya 2026-09-01")
}

// After the renewal date another number of seats takes a quote; before it, and without changes, a renewal does not.
func TestLateRenewalWithChanges(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "N-1"}
	l.on("2025-10-10").post(t, "/subscriptions", bought("N-1", "Maya", "annual", "2024-10-01", 3), http.StatusCreated,
		&struct{}{})
	p := l.fails(t, http.MethodPost, "/subscriptions/N-1/renewal", `{"seats": 4}`)
	if !p.refusedBy("renewal.with-changes") || p.Decision.Remedy.String() != "renew-by-quote" {
		t.Errorf("%+v", p)
	}
	l.order("2025-10-10", "2025-10-10", "renewal", `{"seats": 4, "expires": "2025-10-20"}`)
	l.is("2025-10-10", "active 4 Maya 2026-10-01")
}

// The answer about fewer seats is about the number that is asked for: the present one withdraws what is pending.
func TestSeatReductionToTheNumber(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "N-1"}
	l.on("2025-08-02").post(t, "/subscriptions", bought("N-1", "Maya", "annual", "2024-09-01", 2), http.StatusCreated,
		&struct{}{})
	l.do("2025-08-02", "seat-reduction", `{"seats": 1}`)
	l.do("2025-08-02", "seat-reduction", `{"seats": 2}`)
	if p := l.fails(t, http.MethodPost, "/subscriptions/N-1/seat-reduction", `{"seats": 3}`); p.Decision == nil {
		t.Errorf("%+v", p)
	}
	l.do("2025-08-02", "renewal", `{}`)
	l.is("2025-09-02", "active 2 Maya 2026-09-01")
}
