package order

import (
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// Repricing is a stored quote, priced again.
type Repricing struct {
	Quote       Quote          // as it comes out now
	Differences []FigureChange // what has changed; nil if every figure is the stored one
}

// FigureChange is one figure of a quote that has come out differently.
type FigureChange struct {
	Figure   string // such as "lines[0].net", "total" or "valid"
	Was, Now string
}

// String returns the difference in one line, such as "lines[0].net: EUR 2115.62 → EUR 2109.80". The zero FigureChange
// is "no change".
func (d FigureChange) String() string {
	if d == (FigureChange{}) {
		return "no change"
	}
	return d.Figure + ": " + d.Was + " → " + d.Now
}

// Reprice prices a stored quote again from its items. Under the edition with which it was made every figure is the
// stored one, unless it has been changed since; under another edition the differences are listed.
func Reprice(ed policy.Edition, q Quote) (Repricing, error) {
	draft := QuoteDraft{
		Number: q.Number, Kind: q.Kind, Issued: q.Issued, Expires: q.Expires, NetTerms: q.NetTerms,
		Items: slices.Clone(q.Items),
	}
	for i := range draft.Items {
		draft.Items[i].Charge = proration.Charge{} // it is worked out again
	}
	now, err := newQuote("order.Reprice", ed, draft)
	if err != nil {
		return Repricing{}, err
	}
	now.Accepted = q.Accepted
	var all differences
	all.note("valid", q.Valid, now.Valid)
	all.note("lines", len(q.Lines), len(now.Lines))
	for i := range min(len(q.Lines), len(now.Lines)) {
		was, is := q.Lines[i], now.Lines[i]
		at := fmt.Sprintf("lines[%d].", i)
		all.note(at+"gross", was.Gross, is.Gross)
		all.note(at+"discount", was.Discount, is.Discount)
		all.note(at+"net", was.Net, is.Net)
		all.note(at+"tax", was.Tax, is.Tax)
		parts := now.Items[i].Instalments
		all.note(fmt.Sprintf("items[%d].instalments", i), len(q.Items[i].Instalments), len(parts))
		if len(parts) != len(q.Items[i].Instalments) || len(parts) == 1 {
			continue // the price of the line is reported
		}
		for k, part := range q.Items[i].Instalments {
			all.note(fmt.Sprintf("items[%d].instalments[%d].amount", i, k), part.Amount, parts[k].Amount)
		}
	}
	all.note("discount", q.Discount, now.Discount)
	all.totals("", q.Totals, now.Totals)
	return Repricing{Quote: now, Differences: all}, nil
}

// String returns what has changed, with one line for each figure. The zero Repricing is "no quote".
func (r Repricing) String() string {
	switch {
	case len(r.Differences) > 0:
	case len(r.Quote.Items) == 0:
		return "no quote"
	default:
		return "every figure is the stored one"
	}
	lines := make([]string, len(r.Differences))
	for i, d := range r.Differences {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}
