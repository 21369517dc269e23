package billingtest_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// deal is what was priced, with the facts that follow.
type deal struct {
	priced invoice.Priced
	next   lifecycle.Facts
}

// dealt draws an act on a subscription, on the last day of its facts; false if the act is refused. Asking for the same
// act again must be recognized.
func dealt(t *rapid.T, ed policy.Edition) (deal, lifecycle.View, bool) {
	p := billingtest.Portfolio(ed, 2, 2).Draw(t, "portfolio")
	v := p.Members[0].View
	var terms invoice.NetTerms
	if rapid.Bool().Draw(t, "by invoice") {
		terms, _ = invoice.Net(rapid.SampledFrom([]int{0, 14, 30, 60}).Draw(t, "net days"))
	}
	srp := billingtest.SRP().Draw(t, "srp")
	var d deal
	var err error
	switch rapid.SampledFrom([]string{"seats", "renewal", "extension", "purchase"}).Draw(t, "act") {
	case "seats":
		var add coterm.SeatPrice
		add, err = coterm.AddSeats(v, coterm.SeatRequest{
			Seats: rapid.IntRange(1, 9).Draw(t, "seats"), SRP: srp, NetTerms: terms, If: v.Renewal(),
			IfSeats: v.Seats(),
		})
		d = deal{add.Priced, add.Next}
		if err == nil {
			_, again := coterm.AddSeats(on(t, ed, add.Next, v.Day()), coterm.SeatRequest{
				Seats: 1, SRP: srp, If: v.Renewal(), IfSeats: v.Seats(),
			})
			isRefused(t, again, "ifSeats")
		}
	case "renewal":
		var renewal coterm.RenewalPrice
		renewal, err = coterm.Renew(v, coterm.RenewalRequest{SRP: srp, NetTerms: terms, If: v.Renewal()})
		d = deal{renewal.Priced, renewal.Next}
		if err == nil {
			_, again := coterm.Renew(on(t, ed, renewal.Next, v.Day()), coterm.RenewalRequest{SRP: srp, If: v.Renewal()})
			isRefused(t, again, "if")
		}
	case "extension":
		var x coterm.ExtensionPrice
		x, err = coterm.Extend(v,
			coterm.ExtensionRequest{To: p.Members[1].View, SRP: srp, NetTerms: terms, If: v.Renewal()})
		d = deal{x.Priced, x.Next}
		if err == nil {
			request := coterm.ExtensionRequest{To: p.Members[1].View, SRP: srp, If: v.Renewal()}
			_, again := coterm.Extend(on(t, ed, x.Next, v.Day()), request)
			isRefused(t, again, "if")
		}
	case "purchase":
		var buy coterm.PurchasePrice
		buy, err = coterm.Buy(ed, coterm.BuyRequest{
			Purchase: lifecycle.PurchaseRequest{
				Offering: "AutoCAD", Length: billingtest.Term().Draw(t, "term"), Seats: 3, Ordered: v.Day(),
			}, SRP: srp, NetTerms: terms,
		})
		d = deal{buy.Priced, buy.Next}
		if err == nil {
			v = on(t, ed, buy.Next, v.Day())
		}
	}
	return d, v, err == nil
}

func on(t *rapid.T, ed policy.Edition, f lifecycle.Facts, day calendar.Date) lifecycle.View {
	sub, err := lifecycle.New(ed, f)
	if err != nil {
		t.Fatalf("%v of %+v", err, f)
	}
	return sub.On(day)
}

// isRefused fails unless a repeated request is refused with an error about a field.
func isRefused(t *rapid.T, err error, field string) {
	if err == nil || !slices.Contains(fieldsOf(err), field) {
		t.Fatalf("a repeated request gives %v", err)
	}
}

// From anything that can be priced to a quote, its invoices and the next facts: nothing is typed twice, the net amounts
// sum to the charge less its discount, what is stored reads back equal, and the facts are valid.
func TestFromPriceToFacts(t *testing.T) {
	reached := map[int]int{} // the number of quotes, by how many invoices they have
	rapid.Check(t, func(t *rapid.T) {
		ed := drawEdition(t)
		d, v, ok := dealt(t, ed)
		if !ok {
			return
		}
		if err := d.priced.Check(); err != nil {
			t.Fatalf("%v of %+v", err, d.priced)
		}
		taxes := invoice.MustParseTaxes(rapid.SampledFrom([]string{"0%", "21%", "GST 5% + QST 9.975%"}).
			Draw(t, "taxes"))
		item := d.priced.Item("what was priced", taxes)
		if rapid.Bool().Draw(t, "with a discount") {
			item.Discount = discount(t, d.priced.Charge.Amount)
		}
		q, err := order.NewQuote(ed, order.QuoteDraft{
			Number: "Q-1", Kind: policy.Subscription, Issued: v.Day(), Expires: v.Day().AddDays(30),
			Items: []invoice.Item{item},
		})
		var refusal *policy.Refusal
		if errors.As(err, &refusal) {
			return // there are no quotes yet
		}
		if err != nil {
			t.Fatalf("%v of %+v", err, item)
		}
		if rapid.Bool().Draw(t, "accepted later") {
			if q, err = q.Accept(v.Day().AddDays(rapid.IntRange(0, 29).Draw(t, "days"))); err != nil {
				t.Fatal(err)
			}
		}
		list := invoicesOf(t, q)
		reached[len(list)]++
		facts := invoice.Bill(d.next, list...)
		if got := on(t, ed, facts, v.Day()); len(got.Subscription().Facts().Invoices) < len(list) {
			t.Fatalf("%d invoices of %+v", len(list), facts)
		}
		var lines []invoice.Line
		for _, inv := range list {
			lines = append(lines, inv.Lines...)
			if inv.Due != q.NetTerms.Due(inv.Issued) || !q.Accepted.IsZero() && inv.Issued.Before(q.Accepted) {
				t.Fatalf("%s of %s", inv, q)
			}
		}
		sum, err := invoice.Sum(lines)
		if err != nil || !sum.Net.Equal(q.Net) {
			t.Fatalf("%s, %v of %s", sum, err, q)
		}
		readsBack(t, ed, q, list)
	})
	if draws := flag.Lookup("rapid.checks").Value.String(); len(draws) < 3 || testing.Short() {
		return // fewer than a hundred draws may miss a case
	}
	if !t.Failed() && (reached[1] == 0 || reached[3] == 0) {
		t.Errorf("too few quotes with one and with three invoices: %v", reached)
	}
}

// drawEdition draws the published edition of Europe or another one.
func drawEdition(t *rapid.T) policy.Edition {
	ed := policy.Europe2024()
	if rapid.Bool().Draw(t, "another edition") {
		ed = billingtest.Edition(ed).Draw(t, "edition")
	}
	return ed
}

// discount draws a discount off an amount.
func discount(t *rapid.T, of money.Amount) money.Amount {
	units, err := of.Minor()
	if err != nil {
		return money.Amount{}
	}
	off, err := money.FromMinor(rapid.Int64Range(0, units).Draw(t, "discount"), of.Currency())
	if err != nil {
		t.Fatal(err)
	}
	return off
}

// invoicesOf numbers the invoices of a quote.
func invoicesOf(t *rapid.T, q order.Quote) []invoice.Invoice {
	var numbers []string
	for i := range q.InvoiceDates() {
		numbers = append(numbers, fmt.Sprintf("Q-1-%d", i+1))
	}
	list, err := q.Invoices(numbers...)
	if err != nil {
		t.Fatalf("%v of %+v", err, q)
	}
	return list
}

// readsBack checks that a quote read back from JSON has the same figures and invoices.
func readsBack(t *rapid.T, ed policy.Edition, q order.Quote, list []invoice.Invoice) {
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	var read order.Quote
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatalf("%v of %s", err, text)
	}
	if !slices.EqualFunc(list, invoicesOf(t, read), invoice.Invoice.Equal) {
		t.Fatalf("other invoices of %s", text)
	}
	if again, err := order.Reprice(ed, read); err != nil || len(again.Differences) > 0 {
		t.Fatalf("%s, %v of %s", again, err, text)
	}
	for _, inv := range list {
		var back invoice.Invoice
		text, err := json.Marshal(inv)
		if err != nil || json.Unmarshal(text, &back) != nil || !back.Equal(inv) {
			t.Fatalf("%s, %v", text, err)
		}
	}
}

// fieldsOf lists the fields that an error names.
func fieldsOf(err error) []string {
	var names []string
	for _, e := range billingrules.InputErrors(err) {
		names = append(names, e.Field)
	}
	return names
}
