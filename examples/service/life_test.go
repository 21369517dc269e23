package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
)

// replay checks every subscription against its events: they must result in what is stored.
func (s *server) replay(t *testing.T) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	err := s.store.read(ctx, func(tx txn) error {
		c := &call{Request: new(http.Request).WithContext(ctx), s: s.service, tx: tx}
		c.edition = s.service.editions.on(calendar.MustParseDate("2025-08-02"))
		c.walk("", func(h held) bool {
			st, _, err := s.service.fold(tx, loadEvents(tx, h.ID))
			tx.fail(err)
			want, err := json.Marshal(h.state)
			tx.fail(err)
			got, err := json.Marshal(st)
			tx.fail(err)
			if !bytes.Equal(got, want) {
				t.Errorf("%s replays to\n%s\nand is stored as\n%s", h.ID, got, want)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Errorf("replay: %v", err)
	}
}

// bought returns a subscription to post.
func bought(id, offering, length, start string, seats int) string {
	begin := calendar.MustParseDate(start)
	term, err := calendar.ParseTerm(length)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf(`{"id": %q, "channel": "online", "taxes": "21%%", "netTerms": "net 30",
		"srp": {"monthly": {"amount": "50.00", "currency": "EUR"}, "annual": {"amount": "500.00", "currency": "EUR"},
			"three-year": {"amount": "1350.00", "currency": "EUR"}},
		"facts": {"kind": "subscription", "offering": %q, "anchor": %q, "seats": %d,
		"terms": [{"ordered": %q, "start": %q, "end": %q, "length": %q}]}}`,
		id, offering, start, seats, start, start, begin.AddMonths(term.Months()), length)
}

const trial = `{"id": "T-1", "channel": "online", "taxes": "21%",
	"srp": {"annual": {"amount": "500.00", "currency": "EUR"}},
	"facts": {"kind": "trial", "offering": "Maya", "anchor": "2025-07-20", "seats": 1,
	"terms": [{"ordered": "2025-07-20", "start": "2025-07-20", "end": "2025-08-19"}]}}`

// What the menu allows has somewhere to go, and goes there: every link of every action, each on a service of its own.
func TestEveryActionCanBeCarriedOut(t *testing.T) {
	t.Parallel()
	bodies := map[string]string{
		"renewal":          `{}`,
		"quotes/renewal":   `{"expires": "2025-11-01"}`,
		"quotes/seats":     `{"seats": 2, "expires": "2025-11-01"}`,
		"quotes/extension": `{"target": "S-02", "expires": "2025-11-01"}`,
		"product-switch":   `{"offering": "Revit"}`,
		"term-change":      `{"length": "three-year"}`,
		"seat-reduction":   `{"seats": 2}`,
		"auto-renew":       `{"on": false}`,
		"conversion":       `{"length": "annual", "seats": 2}`,
		"payments":         `{"invoices": ["2025-077"]}`,
	}
	where := map[lifecycle.Action]struct{ id, day string }{
		lifecycle.ActionConvertTrial: {"T-1", "2025-08-02"},
		lifecycle.ActionReactivate:   {"S-04", "2025-08-02"},
	}
	for action := lifecycle.ActionRenew; action.IsValid(); action++ {
		at, ok := where[action]
		if !ok {
			at.id, at.day = "S-01", "2025-09-01"
		}
		for _, link := range links(at.id, action) {
			t.Run(action.String()+" "+link, func(t *testing.T) {
				t.Parallel()
				s := start(t)
				s.post(t, "/subscriptions", trial, http.StatusCreated, &struct{}{})
				s.on(at.day)
				var menu struct{ Links map[string][]string }
				s.get(t, "/subscriptions/"+at.id+"/actions", &menu)
				if !strings.Contains(fmt.Sprint(menu.Links[action.String()]), link) {
					t.Fatalf("the menu links to %v", menu.Links)
				}
				name := strings.TrimPrefix(link, "/subscriptions/"+at.id+"/")
				body, ok := bodies[name]
				if !ok {
					t.Fatalf("nothing is known of %s", name)
				}
				if action == lifecycle.ActionRenewByInvoice {
					body = `{"payer": "on-file"}`
				}
				if a := s.send(t, http.MethodPost, link, body); a.status >= 300 {
					t.Errorf("%d %s", a.status, a.body)
				}
			})
		}
		if len(links(at.id, action)) == 0 {
			t.Errorf("%s leads nowhere", action)
		}
	}
}

// life is a subscription that something happens to.
type life struct {
	*server
	t  *testing.T
	id string
}

// do carries out an act on a day, and reads the answer.
func (l life) do(day, act, body string) outcome {
	l.t.Helper()
	var got outcome
	l.on(day).post(l.t, "/subscriptions/"+l.id+"/"+act, body, http.StatusOK, &got)
	if got.Preview {
		l.t.Errorf("%s on %s was not recorded", act, day)
	}
	return got
}

// order quotes something on one day, and orders it on another.
func (l life) order(quoted, ordered, what, body string) outcome {
	l.t.Helper()
	var o offer
	l.on(quoted).post(l.t, "/subscriptions/"+l.id+"/quotes/"+what, body, http.StatusCreated, &o)
	var got outcome
	l.on(ordered).post(l.t, "/quotes/"+o.Number+"/order", "", http.StatusCreated, &got)
	return got
}

// pay pays the invoices of what was bought.
func (l life) pay(day string, bills ...outcome) outcome {
	l.t.Helper()
	var numbers []string
	for _, b := range bills {
		for _, inv := range b.Invoices {
			numbers = append(numbers, fmt.Sprintf("%q", inv.Number))
		}
	}
	return l.do(day, "payments",
		fmt.Sprintf(`{"method": "bank-transfer", "invoices": [%s]}`, strings.Join(numbers, ", ")))
}

// standing is the state of the subscription, as "phase seats product renewal".
func (l life) standing(day string) string {
	l.t.Helper()
	var got struct {
		Phase, Offering, Renewal string
		Seats                    int
	}
	l.get(l.t, "/subscriptions/"+l.id+"/status?on="+day, &got)
	return fmt.Sprintf("%s %d %s %s", got.Phase, got.Seats, got.Offering, got.Renewal)
}

func (l life) is(day, want string) {
	l.t.Helper()
	if got := l.standing(day); got != want {
		l.t.Errorf("on %s: %s, want %s", day, got, want)
	}
}

// A trial is converted, and what was bought with it can be returned.
func TestConvertedTrial(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "T-1"}
	l.post(t, "/subscriptions", trial, http.StatusCreated, &struct{}{})
	got := l.do("2025-08-10", "conversion", `{"length": "annual", "seats": 2}`)
	if got.Net.String() != "EUR 1000.00" {
		t.Errorf("converted for %s", got.Net)
	}
	l.is("2025-08-10", "active 2 Maya 2026-08-10")
	l.pay("2025-08-11", got)
	note := l.do("2025-08-20", "returns", `{"purchase": 2}`)
	if len(note.CreditNotes) != 1 || note.CreditNotes[0].Net.String() != "EUR 1000.00" {
		t.Errorf("given back: %+v", note)
	}
	if p := l.fails(t, http.MethodPost, "/subscriptions/T-1/returns", `{"purchase": 2}`); p.Type != "/problems/done" {
		t.Errorf("returned twice: %+v", p)
	}
}

// Some of the seats of a purchase are returned for what was paid for them, and the rest after that; together never for
// more than was paid.
func TestReturnOfAPart(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "S-01"}
	l.pay("2025-08-03", l.order("2025-08-02", "2025-08-02", "seats", threeSeats)) // EUR 2115.62 + tax 444.28
	part := func(seats int, net, tax string) string {
		return fmt.Sprintf(`{"purchase": 2, "seats": %[1]d, "paid": [{"description": "AutoCAD", "seats": %[1]d,
			"net": {"amount": %[2]q, "currency": "EUR"}, "tax": {"amount": %[3]q, "currency": "EUR"},
			"taxes": [{"tax": "21%%", "amount": {"amount": %[3]q, "currency": "EUR"}}]}]}`, seats, net, tax)
	}
	const returns = "/subscriptions/S-01/returns"
	for body, field := range map[string]string{
		`{"purchase": 2, "seats": 1}`: "paid", `{"purchase": 2, "seats": 4}`: "seats",
		`{"purchase": 2, "seats": -1}`: "seats",
		`{"purchase": 1, "seats": 1}`:  "seats", part(1, "2115.63", "444.28"): "paid",
	} {
		t.Run(body, func(t *testing.T) {
			if p := l.fails(t, http.MethodPost, returns, body); p.Status != http.StatusBadRequest || p.Field != field {
				t.Errorf("%+v", p)
			}
		})
	}
	note := l.do("2025-08-04", "returns", part(1, "705.21", "148.09")).CreditNotes
	if len(note) != 1 || note[0].Totals.String() != "EUR 705.21 + tax 148.09 = 853.30" {
		t.Errorf("%+v", note)
	}
	l.is("2025-08-04", "active 5 AutoCAD 2025-11-30")
	var refunds struct{ Purchases []returnable }
	l.get(t, "/subscriptions/S-01/refund", &refunds)
	if p := refunds.Purchases[1]; p.Seats != 2 || p.GivenBack.String() != "EUR 853.30" || !p.Returned.IsZero() {
		t.Errorf("%+v", p)
	}
	for _, body := range []string{`{"purchase": 2}`, part(2, "1410.42", "296.19")} {
		t.Run(body, func(t *testing.T) {
			if p := l.fails(t, http.MethodPost, returns, body); p.Field != "paid" {
				t.Errorf("%+v", p)
			}
		})
	}
	note = l.do("2025-08-05", "returns", part(2, "1410.41", "296.19")).CreditNotes
	if len(note) != 1 || note[0].Totals.String() != "EUR 1410.41 + tax 296.19 = 1706.60" {
		t.Errorf("%+v", note)
	}
	l.is("2025-08-05", "active 3 AutoCAD 2025-11-30")
	if p := l.fails(t, http.MethodPost, returns, `{"purchase": 2}`); p.Type != "/problems/done" {
		t.Errorf("%+v", p)
	}
}

// Of a purchase that was only told of, whoever returns it says what was paid.
func TestReturnOfWhatWasTold(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "N-1"}
	l.post(t, "/subscriptions", bought("N-1", "Maya", "annual", "2025-08-02", 1), http.StatusCreated, &struct{}{})
	note := l.do("2025-08-04", "returns", `{"purchase": 1, "paid": [{"description": "Maya",
		"net": {"amount": "500.00", "currency": "EUR"}, "tax": {"amount": "105.00", "currency": "EUR"},
		"taxes": [{"tax": "21%", "amount": {"amount": "105.00", "currency": "EUR"}}]}]}`).CreditNotes
	if len(note) != 1 || note[0].Total.String() != "EUR 605.00" {
		t.Errorf("%+v", note)
	}
}

// What is paid in part is unpaid, and what is left is kept; what is paid in beyond is kept too, and used first.
func TestPartialPayments(t *testing.T) {
	t.Parallel()
	l := life{start(t), t, "S-02"}
	bill := l.order("2025-08-02", "2025-08-02", "seats", `{"seats": 1, "expires": "2025-09-01"}`)
	number := bill.Invoices[0].Number // EUR 3453.53
	pay := func(amount string) outcome {
		return l.do("2025-08-03", "payments", fmt.Sprintf(
			`{"invoices": [%q], "method": "card", "amount": {"amount": %q, "currency": "EUR"}}`, number, amount))
	}
	pay("1000.00")
	var list struct {
		Invoices []struct {
			State string
			Left  *invoice.OpenItem
		}
	}
	l.get(t, "/subscriptions/S-02/invoices", &list)
	if e := list.Invoices[0]; e.State == "paid" || e.Left == nil || e.Left.Amount.String() != "EUR 2453.53" {
		t.Errorf("%+v", e)
	}
	if got := pay("2500.00").Settlement; got.CashBalance.String() != "EUR 46.47" {
		t.Errorf("%s", got)
	}
	list.Invoices = nil
	l.get(t, "/subscriptions/S-02/invoices", &list)
	if e := list.Invoices[0]; e.State != "paid" || e.Left != nil {
		t.Errorf("%+v", e)
	}
	more := l.order("2025-08-03", "2025-08-03", "seats", `{"seats": 1, "expires": "2025-09-01"}`)
	if got := l.pay("2025-08-04", more).Settlement; got.CashBalance.Sign() != 0 ||
		got.Applied[0].Amount.String() != "EUR 46.47" {
		t.Errorf("%s", got)
	}
}
