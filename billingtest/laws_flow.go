package billingtest

import (
	"encoding/json"
	"fmt"
	"math/big"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// books are what a service keeps of one subscription: its facts, and the documents that were made.
type books struct {
	asked, told policy.Edition
	taxes       invoice.Taxes
	day         calendar.Date
	facts       lifecycle.Facts
	invoices    []invoice.Invoice
}

// flowAddsUp sells a subscription, adds seats and renews on the following days, and bills, credits and settles it.
func flowAddsUp(t *rapid.T, asked, told policy.Edition) {
	taxes := invoice.MustParseTaxes(rapid.SampledFrom([]string{"0%", "21%", "GST 5% + QST 9.975%"}).Draw(t, "taxes"))
	b := books{asked: asked, told: told, taxes: taxes}
	b.day = asked.FirstDay().AddDays(rapid.IntRange(0, 400).Draw(t, "first day"))
	srp := SRP().Draw(t, "srp")
	bought, err := coterm.Buy(asked, coterm.BuyRequest{SRP: srp, Purchase: lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: Term().Draw(t, "term"), Seats: rapid.IntRange(1, 9).Draw(t, "seats"),
		Ordered: b.day,
	}})
	if err != nil {
		t.Fatal(err)
	}
	b.bill(t, bought.Priced, bought.Next)
	for range rapid.IntRange(0, 3).Draw(t, "acts") {
		b.day = b.day.AddDays(rapid.IntRange(0, 200).Draw(t, "days later"))
		v := b.view(t, b.day)
		if rapid.Bool().Draw(t, "a renewal") {
			if r, err := coterm.Renew(v, coterm.RenewalRequest{SRP: srp}); err == nil {
				b.bill(t, r.Priced, r.Next)
			}
		} else if add, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: srp}); err == nil {
			b.bill(t, add.Priced, add.Next)
		}
	}
	b.settle(t, b.credit(t))
}

func (b *books) view(t *rapid.T, day calendar.Date) lifecycle.View {
	sub, err := lifecycle.New(b.asked, b.facts)
	if err != nil {
		t.Fatalf("%v of %+v", err, b.facts)
	}
	return sub.On(day)
}

// bill quotes and bills what was priced, and compares the invoices with the oracle of prices, and each tax with its
// rate.
func (b *books) bill(t *rapid.T, p invoice.Priced, next lifecycle.Facts) {
	q, err := order.NewQuote(b.asked, order.QuoteDraft{
		Number: "Q-1", Kind: policy.Subscription, Issued: b.day, Expires: b.day.AddDays(30),
		Items: []invoice.Item{p.Item("what was priced", b.taxes)},
	})
	if err != nil {
		t.Fatalf("%v of %+v", err, p)
	}
	var numbers []string
	for range q.InvoiceDates() {
		numbers = append(numbers, fmt.Sprint(len(b.invoices)+len(numbers)+1))
	}
	list, err := q.Invoices(numbers...)
	if err != nil {
		t.Fatalf("%v of %+v", err, q)
	}
	want, sum := Price(b.told, p.Request), new(big.Int)
	if p.Charge.FullTerm {
		want = FullTerm(b.told, p.Request)
	}
	for _, inv := range list {
		sum.Add(sum, minor(t, inv.Net))
		for _, tax := range inv.Lines[0].Taxes {
			text := tax.Rate.String()
			rate, _ := new(big.Rat).SetString(text[:len(text)-1])
			exact := rate.Mul(rate, new(big.Rat).SetFrac(minor(t, inv.Net), big.NewInt(100)))
			if want := round(exact, b.told.ProrationRules().Rounding); minor(t, tax.Amount).Cmp(want) != 0 {
				t.Fatalf("%s is not %d minor units: %s", tax, want, inv)
			}
		}
		readsEqual(t, inv, inv.Equal)
	}
	if sum.Cmp(want) != 0 {
		t.Fatalf("invoices of %d minor units for what costs %d: %+v", sum, want, p)
	}
	b.invoices = append(b.invoices, list...)
	b.facts = invoice.Bill(next, list...)
	b.eachOnce(t)
}

// eachOnce checks that the facts have each invoice exactly once, with its dates.
func (b *books) eachOnce(t *rapid.T) {
	if len(b.facts.Invoices) != len(b.invoices) {
		t.Fatalf("%d invoices were made, and the facts have %+v", len(b.invoices), b.facts.Invoices)
	}
	for i, inv := range b.invoices {
		if of := b.facts.Invoices[i]; of.Number != inv.Number || of.Issued != inv.Issued || of.Due != inv.Due {
			t.Fatalf("the facts have %+v of %s", of, inv)
		}
	}
}

// credit credits the first invoice in two parts, which must add up to it for each tax.
func (b *books) credit(t *rapid.T) []invoice.CreditNote {
	inv := b.invoices[0]
	units, err := inv.Net.Minor()
	if err != nil || units < 2 {
		return nil // there are no two parts
	}
	part, err := money.FromMinor(rapid.Int64Range(1, units-1).Draw(t, "credited"), inv.Net.Currency())
	if err != nil {
		t.Fatal(err)
	}
	first, err := invoice.CreditLines(inv, []invoice.LinePart{{Line: 1, Net: part}}, nil, "C-1", inv.Issued)
	if err != nil {
		t.Fatal(err)
	}
	notes := []invoice.CreditNote{first}
	rest, err := invoice.CreditLines(inv, nil, notes, "C-2", inv.Issued)
	if err != nil {
		t.Fatal(err)
	}
	notes = append(notes, rest)
	for k, tax := range inv.Lines[0].Taxes {
		sum := new(big.Int)
		for _, note := range notes {
			sum.Add(sum, minor(t, note.Lines[0].Taxes[k].Amount))
		}
		if sum.Cmp(minor(t, tax.Amount)) != 0 {
			t.Fatalf("%d minor units are credited of %s", sum, tax)
		}
	}
	readsEqual(t, first, first.Equal)
	readsEqual(t, rest, rest.Equal)
	return notes
}

// settle pays everything, with the credit notes first: nothing may be left unpaid.
func (b *books) settle(t *rapid.T, notes []invoice.CreditNote) {
	p := invoice.Payment{Day: b.day, Method: policy.Card, Amount: b.invoices[0].Total}
	for i, inv := range b.invoices {
		p.Day = calendar.Latest(p.Day, inv.Issued)
		p.Invoices = append(p.Invoices, inv.Open())
		var err error
		if i > 0 {
			p.Amount, err = p.Amount.Add(inv.Total)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, note := range notes {
		p.CreditNotes = append(p.CreditNotes, note.Open())
	}
	if p.Amount.Sign() == 0 {
		return
	}
	s, err := invoice.Settle(p)
	if err != nil {
		t.Fatalf("%v of %+v", err, p)
	}
	sub, err := b.view(t, p.Day).Pay(s.Paid()...)
	if err != nil {
		t.Fatalf("%v of %v", err, s)
	}
	for unpaid := range sub.On(p.Day).Unpaid() {
		t.Fatalf("%+v is unpaid after %v", unpaid, s)
	}
}

// readsEqual checks that what is read from JSON equals what was written.
func readsEqual[T any](t *rapid.T, document T, equal func(T) bool) {
	var back T
	text, err := json.Marshal(document)
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	if err != nil || !equal(back) {
		t.Fatalf("%v reads back as %v, %v", document, back, err)
	}
}
