package validate_test

import (
	"bytes"
	"encoding/json"
	"fmt"

	"pgregory.net/rapid"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// document is a kind of document: drawn documents that the library has written, and the function that reads them.
type document struct {
	file string
	draw func(*rapid.T) []any
	read func([]byte) error

	notDemanded []string // always written, but not required by the schema, since the reader can do without them
}

func documents() []document {
	return []document{
		{"facts", facts, func(data []byte) error {
			var f lifecycle.Facts
			if err := json.Unmarshal(data, &f); err != nil {
				return err
			}
			_, err := lifecycle.New(policy.Europe2024(), f) // the reader takes anything that has the form of facts
			return err
		}, nil},
		{"quote", quotes, reads[order.Quote], []string{"items[].charge.rounded"}},
		{"invoice", invoices, reads[invoice.Invoice], []string{"lines[].charge.rounded"}},
		{"credit-note", creditNotes, reads[invoice.CreditNote], []string{"lines[].description"}},
		{"decision", decisions, reads[policy.Decision], []string{"allowed"}},
		{"plan", plans, reads[coterm.Plan], []string{"moves[].aligned"}},
		{"edition", editions, reads[policy.Edition], nil},
		{"edition-file", editions, func(data []byte) error {
			_, err := policy.DecodeEdition(bytes.NewReader(data), policy.Europe2024())
			return err
		}, nil},
	}
}

func reads[T any](data []byte) error { return json.Unmarshal(data, new(T)) }

func facts(t *rapid.T) []any { return []any{billingtest.Facts(policy.Europe2024()).Draw(t, "facts")} }

func editions(t *rapid.T) []any {
	return []any{billingtest.Edition(policy.Europe2024()).Draw(t, "edition"), policy.NorthAmerica2024()}
}

// drawn is a subscription on a day, under an edition of its own.
func drawn(t *rapid.T) (policy.Edition, lifecycle.View) {
	ed := billingtest.Edition(policy.Europe2024()).Draw(t, "edition")
	f := billingtest.Facts(ed).Draw(t, "facts")
	sub, err := lifecycle.New(ed, f)
	if err != nil {
		t.Fatal(err)
	}
	last := f.Terms[len(f.Terms)-1]
	return ed, sub.On(billingtest.Near(last.Ordered, last.End, last.End.AddDays(-30)).Draw(t, "day"))
}

func decisions(t *rapid.T) []any {
	_, v := drawn(t)
	all := []any{v.CanRenew(), purchase(t).Decision}
	for action := lifecycle.Action(1); action.IsValid(); action++ {
		all = append(all, v.Decide(action))
	}
	return all
}

func plans(t *rapid.T) []any {
	list, err := coterm.Align(billingtest.Portfolio(policy.Europe2024(), 5, 18).Draw(t, "portfolio"))
	if err != nil {
		t.Fatal(err)
	}
	all := make([]any, len(list))
	for i, plan := range list {
		all[i] = plan
	}
	return all
}

// items are what is quoted: everything in a view that can be priced, and an item with a given price.
func items(t *rapid.T, ed policy.Edition, v lifecycle.View) []invoice.Item {
	terms, err := invoice.Net(30)
	if err != nil {
		t.Fatal(err)
	}
	srp, taxes := billingtest.SRP().Draw(t, "srp"), rapid.SampledFrom([]invoice.Taxes{
		invoice.MustParseTaxes("21%"), invoice.MustParseTaxes("GST 5% + QST 9.975%"),
	}).Draw(t, "taxes")
	var list []invoice.Item
	if p, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: srp, NetTerms: terms}); err == nil {
		list = append(list, p.Item("seats", taxes))
	}
	if p, err := coterm.Renew(v, coterm.RenewalRequest{SRP: srp, NetTerms: terms}); err == nil {
		list = append(list, p.Item("renewal", taxes))
	}
	bought, err := coterm.Buy(ed, coterm.BuyRequest{
		Purchase: lifecycle.PurchaseRequest{
			Offering: "AutoCAD", Length: billingtest.Term().Draw(t, "length"), Seats: 3, Ordered: v.Day(),
		},
		SRP: srp, NetTerms: terms,
	})
	if err == nil {
		list = append(list, bought.Item("term", taxes))
	}
	return append(list, invoice.Item{Description: "tokens", Quantity: 5, UnitPrice: srp, Discount: srp, Taxes: taxes})
}

// quoted are quotes of the items, one for each item, since they need not be due on the same days.
func quoted(t *rapid.T) []order.Quote {
	ed, v := drawn(t)
	var list []order.Quote
	for i, item := range items(t, ed, v) {
		q, err := order.NewQuote(ed, order.QuoteDraft{
			Number: fmt.Sprintf("Q-%d", i), Kind: policy.Subscription, Issued: v.Day(), Expires: v.Day().AddDays(14),
			Items: []invoice.Item{item},
		})
		if err == nil {
			list = append(list, q)
		}
	}
	return list
}

func quotes(t *rapid.T) []any {
	var all []any
	for _, q := range quoted(t) {
		all = append(all, q)
		if accepted, err := q.Accept(q.Issued); err == nil {
			all = append(all, accepted)
		}
	}
	return all
}

func billed(t *rapid.T) []invoice.Invoice {
	var all []invoice.Invoice
	for _, q := range quoted(t) {
		days := q.InvoiceDates()
		numbers := make([]string, len(days))
		for i := range days {
			numbers[i] = fmt.Sprintf("%s-%d", q.Number, i)
		}
		list, err := q.Invoices(numbers...)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, list...)
	}
	return all
}

func invoices(t *rapid.T) []any {
	var all []any
	for _, inv := range billed(t) {
		all = append(all, inv)
	}
	return all
}

func purchase(t *rapid.T) refund.Return {
	p := billingtest.Purchase(policy.Europe2024()).Draw(t, "purchase")
	r, err := refund.Check(policy.Europe2024(), p, p.Ordered)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func creditNotes(t *rapid.T) []any {
	var all []any
	for _, inv := range billed(t) {
		note, err := invoice.Credit(inv, "C-1", inv.Due)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, note)
	}
	if note, err := invoice.CreditReturn(purchase(t), "C-2", calendar.MustParseDate("2030-01-01")); err == nil {
		all = append(all, note)
	}
	return all
}
