package invoice_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"pgregory.net/rapid"
)

// For any lines and taxes, under both readings and every mode: each tax of each line is its exact amount, rounded up or
// down to a whole minor unit. Per line, each is rounded by itself. Per rate, all lines with the same tax, by name and
// rate, sum to the tax of their net, rounded once; the lines rounded up are those that lost most, of equals the
// earliest. A line's tax is the sum of its taxes, the totals are the sums of the lines and of the rates, the invoice
// reads back, and its credit note gives back the whole of it.
func TestTaxesOfADocument(t *testing.T) {
	for _, reading := range []policy.TaxRounding{policy.TaxPerLine, policy.TaxPerRate} {
		t.Run(reading.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				mode := rapid.SampledFrom([]money.Mode{money.HalfUp, money.HalfEven, money.Up, money.Down}).
					Draw(t, "mode")
				p := policy.NorthAmerica2024().Parameters()
				p.Invoice.TaxRounding, p.Proration.Rounding = reading, mode
				ed, err := policy.NewEdition(p)
				if err != nil {
					t.Fatal(err)
				}
				terms, err := invoice.Net(rapid.IntRange(0, 365).Draw(t, "net"))
				if err != nil {
					t.Fatal(err)
				}
				draft := invoice.Draft{Number: "1", Issued: date("2025-06-10"), NetTerms: terms}
				for range rapid.IntRange(1, 12).Draw(t, "lines") {
					draft.Items = append(draft.Items, drawItem(t))
				}
				inv, err := invoice.New(ed, draft)
				if err != nil {
					t.Fatal(err)
				}
				checkTaxes(t, inv)
				data, err := json.Marshal(inv)
				var back invoice.Invoice
				if err != nil || json.Unmarshal(data, &back) != nil || !back.Equal(inv) {
					t.Fatalf("%s reads back as %v, %v", data, back, err)
				}
				note, err := invoice.Credit(inv, "C-1", inv.Issued)
				if err != nil || !note.Totals.Equal(inv.Totals) {
					t.Fatalf("the credit of %v is %v, %v", inv.Totals, note.Totals, err)
				}
				data, err = json.Marshal(note)
				var again invoice.CreditNote
				if err != nil || json.Unmarshal(data, &again) != nil || !again.Equal(note) {
					t.Fatalf("%s reads back as %v, %v", data, again, err)
				}
				checkReturn(t, inv)
			})
		})
	}
}

// checkReturn gives back everything that was paid: this comes to the totals of the invoice, whatever its taxes are.
func checkReturn(t *rapid.T, inv invoice.Invoice) {
	p := refund.Purchase{
		Kind: policy.FlexTokens, Channel: policy.Quote, Event: refund.Bought, Ordered: inv.Issued,
	}
	p.Paid = inv.PaidLines()
	r, err := refund.Check(policy.NorthAmerica2024(), p, inv.Issued)
	if err != nil {
		t.Fatal(err)
	}
	if inv.Total.Sign() == 0 {
		return
	}
	note, err := invoice.CreditReturn(r, "C-2", inv.Issued)
	if err != nil || !note.Totals.Equal(inv.Totals) {
		t.Fatalf("the return of %v is %v, %v", inv.Totals, note.Totals, err)
	}
}

// drawItem draws an item with one tax, named or not, or with several.
func drawItem(t *rapid.T) invoice.Item {
	cents := rapid.OneOf(rapid.Int64Range(0, 20), rapid.Int64Range(0, 1_000_000)).Draw(t, "price")
	price, err := money.FromMinor(cents, money.MustParseCurrency("CAD"))
	if err != nil {
		t.Fatal(err)
	}
	names := rapid.Permutation([]string{"GST", "QST", "PST", "County tax"}).Draw(t, "names")
	names = names[:rapid.IntRange(1, invoice.MaxTaxes).Draw(t, "taxes")]
	if len(names) == 1 && rapid.Bool().Draw(t, "unnamed") {
		names[0] = ""
	}
	list := make([]invoice.Tax, len(names))
	for i, name := range names {
		list[i] = invoice.Tax{Name: name, Rate: invoice.MustParseTaxRate("0%")}
	}
	for i := range names {
		rate := rapid.SampledFrom([]string{"0%", "5%", "9.975%", "10%", "33.3333%", "50%", "100%"}).Draw(t, "rate")
		without := list[i]
		list[i].Rate = invoice.MustParseTaxRate(rate)
		if _, err := invoice.NewTaxes(list...); err != nil { // more than 100% in all
			list[i] = without
		}
	}
	taxes, err := invoice.NewTaxes(list...)
	if err != nil {
		t.Fatal(err)
	}
	item := invoice.Item{
		Description: "Seat", Quantity: rapid.IntRange(1, 3).Draw(t, "quantity"), UnitPrice: price, Taxes: taxes,
	}
	if rapid.Bool().Draw(t, "discounted") { // at most the price of one
		off, err := money.FromMinor(rapid.Int64Range(0, cents).Draw(t, "discount"), price.Currency())
		if err != nil {
			t.Fatal(err)
		}
		item.Discount = off
	}
	return item
}

// checkTaxes works out the taxes of an invoice a second time.
func checkTaxes(t *rapid.T, inv invoice.Invoice) {
	rates, err := invoice.ByRate(inv.Lines)
	if err != nil {
		t.Fatal(err)
	}
	net, tax, ofRates := new(big.Rat), new(big.Rat), new(big.Rat)
	for _, l := range inv.Lines {
		sum := new(big.Rat)
		for _, lt := range l.Taxes {
			sum.Add(sum, exactly(lt.Amount))
			checkOwn(t, inv, l, lt)
			if !isAmong(rates, lt) {
				t.Fatalf("%v is not among %v", lt, rates)
			}
		}
		if exactly(l.Tax).Cmp(sum) != 0 {
			t.Fatalf("%v: the tax is %v", l, l.Tax)
		}
		net.Add(net, exactly(l.Net))
		tax.Add(tax, sum)
	}
	for k, of := range rates {
		for _, other := range rates[:k] {
			if other.Name == of.Name && other.Rate == of.Rate {
				t.Fatalf("%v is there twice", of)
			}
		}
		checkRate(t, inv, of)
		ofRates.Add(ofRates, exactly(of.Tax))
	}
	total := new(big.Rat).Add(net, tax)
	if exactly(inv.Net).Cmp(net) != 0 || exactly(inv.Tax).Cmp(tax) != 0 || exactly(inv.Total).Cmp(total) != 0 ||
		tax.Cmp(ofRates) != 0 {
		t.Fatalf("%v, by hand %v and %v, of the rates %v", inv.Totals, net, tax, ofRates)
	}
}

func isAmong(rates []invoice.RateTotals, t invoice.LineTax) bool {
	for _, of := range rates {
		if of.Name == t.Name && of.Rate == t.Rate {
			return true
		}
	}
	return false
}

// checkOwn checks one tax of one line: it is less than a minor unit from its exact value and, per line, is that value
// rounded.
func checkOwn(t *rapid.T, inv invoice.Invoice, l invoice.Line, lt invoice.LineTax) {
	own := taxOn(exactly(l.Net), lt.Rate)
	if off := new(big.Rat).Sub(exactly(lt.Amount), own); off.Abs(off).Cmp(big.NewRat(1, 100)) >= 0 {
		t.Fatalf("%v is off by %v", lt, off)
	}
	if want := rounded(own, inv.Rounding); inv.TaxRounding == policy.TaxPerLine && exactly(lt.Amount).Cmp(want) != 0 {
		t.Fatalf("%v: %v, want %v", l, lt, want.FloatString(2))
	}
}

// checkRate checks all lines with one tax: their sum and, per rate, which of them get the spare minor units.
func checkRate(t *rapid.T, inv invoice.Invoice, of invoice.RateTotals) {
	net, tax := new(big.Rat), new(big.Rat)
	var up, down *big.Rat // the least lost by a line rounded up, and the most by one rounded down
	for _, l := range inv.Lines {
		for _, lt := range l.Taxes {
			if lt.Name != of.Name || lt.Rate != of.Rate {
				continue
			}
			net.Add(net, exactly(l.Net))
			tax.Add(tax, exactly(lt.Amount))
			own := taxOn(exactly(l.Net), lt.Rate)
			lost := new(big.Rat).Sub(own, rounded(own, money.Down))
			if inv.TaxRounding == policy.TaxPerLine {
				continue
			}
			switch exactly(lt.Amount).Cmp(own) {
			case 1:
				if down != nil && down.Cmp(lost) >= 0 {
					t.Fatalf("%v is rounded up, and a line before it, which has lost as much, is not", l)
				}
				if up == nil || lost.Cmp(up) < 0 {
					up = lost
				}
			case -1:
				if up != nil && lost.Cmp(up) > 0 {
					t.Fatalf("%v is rounded down, and one that has lost less is not", l)
				}
				if down == nil || lost.Cmp(down) > 0 {
					down = lost
				}
			}
		}
	}
	if exactly(of.Net).Cmp(net) != 0 || exactly(of.Tax).Cmp(tax) != 0 {
		t.Fatalf("%v, by hand %v and %v", of, net, tax)
	}
	if want := rounded(taxOn(net, of.Rate), inv.Rounding); inv.TaxRounding == policy.TaxPerRate && tax.Cmp(want) != 0 {
		t.Fatalf("%v: tax %v, want %v", of, of.Tax, want.FloatString(2))
	}
}
