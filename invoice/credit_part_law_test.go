package invoice_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"testing"

	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// Credit notes for parts of an invoice, in any order, sum to the invoice for each tax of each line. What is credited of
// a tax so far is its rate of what is credited of the line so far, and never more than the line has. The oracle counts
// in fractions.
func TestCreditLines_SumToTheInvoice(t *testing.T) {
	for _, reading := range []policy.TaxRounding{policy.TaxPerLine, policy.TaxPerRate} {
		t.Run(reading.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p := policy.NorthAmerica2024().Parameters()
				p.Invoice.TaxRounding = reading
				modes := []money.Mode{money.HalfUp, money.HalfEven, money.Down, money.Up}
				p.Proration.Rounding = rapid.SampledFrom(modes).Draw(t, "mode")
				ed, err := policy.NewEdition(p)
				if err != nil {
					t.Fatal(err)
				}
				draft := invoice.Draft{Number: "1", Issued: date("2025-06-10")}
				for range rapid.IntRange(1, 4).Draw(t, "lines") {
					draft.Items = append(draft.Items, drawItem(t))
				}
				inv, err := invoice.New(ed, draft)
				if err != nil {
					t.Fatal(err)
				}
				creditInParts(t, p.Proration.Rounding, inv)
			})
		})
	}
}

func creditInParts(t *rapid.T, mode money.Mode, inv invoice.Invoice) {
	nets := make([]int64, len(inv.Lines))
	taxes := make([][]int64, len(inv.Lines))
	for k, l := range inv.Lines {
		taxes[k] = make([]int64, len(l.Taxes))
	}
	count := func(note invoice.CreditNote) {
		for _, l := range note.Lines {
			of := inv.Lines[l.Line-1]
			nets[l.Line-1] += minor(t, l.Net)
			for j, tax := range l.Taxes {
				got := minor(t, tax.Amount)
				sum := &taxes[l.Line-1][j]
				*sum += got
				if got < 0 || *sum > minor(t, of.Taxes[j].Amount) {
					t.Fatalf("%s of %s", l, of)
				}
				if want := taxSoFar(t, mode, of, j, nets[l.Line-1]); *sum != want {
					t.Fatalf("%s: %d in all, want %d", l, *sum, want)
				}
			}
		}
		text, err := json.Marshal(note)
		var back invoice.CreditNote
		if err != nil || json.Unmarshal(text, &back) != nil || !back.Equal(note) {
			t.Fatalf("%s reads back as %v, %v", text, back, err)
		}
	}
	var notes []invoice.CreditNote
	for n := range rapid.IntRange(0, 4).Draw(t, "notes") {
		parts := drawParts(t, inv, nets)
		if len(parts) == 0 {
			continue
		}
		note, err := invoice.CreditLines(inv, parts, notes, fmt.Sprint("C-", n), inv.Issued)
		if err != nil {
			t.Fatal(err)
		}
		count(note)
		notes = append(notes, note)
	}
	rest, err := invoice.CreditLines(inv, nil, notes, "C-9", inv.Issued)
	if err == nil {
		count(rest)
	} else if fields(err) != "before" {
		t.Fatal(err)
	}
	for k, l := range inv.Lines {
		if nets[k] != minor(t, l.Net) {
			t.Fatalf("%d of %s", nets[k], l)
		}
		for j, tax := range l.Taxes {
			if taxes[k][j] != minor(t, tax.Amount) {
				t.Fatalf("%d of %s", taxes[k][j], tax)
			}
		}
	}
}

// drawParts draws parts of the lines that have something left; nets is what has been given back of each.
func drawParts(t *rapid.T, inv invoice.Invoice, nets []int64) []invoice.LinePart {
	var parts []invoice.LinePart
	for k, l := range inv.Lines {
		left := minor(t, l.Net) - nets[k]
		if left == 0 || !rapid.Bool().Draw(t, "of this line") {
			continue
		}
		net, err := money.FromMinor(rapid.Int64Range(1, left).Draw(t, "net"), l.Net.Currency())
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, invoice.LinePart{Line: k + 1, Net: net})
	}
	return parts
}

func minor(t *rapid.T, a money.Amount) int64 {
	n, err := a.Minor()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// taxSoFar is a tax on a part of a line in minor units: its rate of the part, rounded, but never more than the line
// has; for the whole line, exactly what the line has.
func taxSoFar(t *rapid.T, mode money.Mode, of invoice.Line, j int, net int64) int64 {
	whole := minor(t, of.Taxes[j].Amount)
	if net == minor(t, of.Net) {
		return whole
	}
	tax := rounded(taxOn(big.NewRat(net, 100), of.Taxes[j].Rate), mode)
	tax.Mul(tax, big.NewRat(100, 1)) // cents, which are whole
	return min(tax.Num().Int64(), whole)
}
