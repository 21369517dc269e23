package order

import (
	"errors"
	"fmt"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/invoice"
)

// UnmarshalJSON reads a draft strictly: an unknown or duplicate key is an error with its path, such as
// items[0].request.seat. An error leaves the value as it was.
func (d *QuoteDraft) UnmarshalJSON(data []byte) error {
	type plain QuoteDraft // without this method
	var read plain
	if err := strict.Decode("order.QuoteDraft.UnmarshalJSON", "draft", data, &read); err != nil {
		return err
	}
	*d = QuoteDraft(read)
	return nil
}

// UnmarshalJSON reads a quote strictly. Errors are an unknown or duplicate key; days of acceptance that do not follow
// from its dates; a line that does not follow from its own figures; a tax that is not what the quote's reading of
// invoice.tax gives; totals that are not the sums of the lines; lines that are not those of the items; and items with
// other net terms than the quote, or with a charge but no request or no instalments. [Reprice] says whether the figures
// are those of the edition.
func (q *Quote) UnmarshalJSON(data []byte) error {
	const op = "order.Quote.UnmarshalJSON"
	type plain Quote // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "quote", data, &read); err != nil {
		return err
	}
	badLines := invoice.CheckLines(read.Rounding, read.TaxRounding, read.Lines, read.Totals)
	if err := errors.Join(Quote(read.plain).checkHead(op), input.Within(badLines, op, "")); err != nil {
		return err
	}
	if sum := discounts(read.Lines); !sum.Equal(read.Discount) {
		return input.Errorf(op, "discount", read.Discount, input.ErrConflict,
			"is not the sum of the lines' discounts, %s", sum)
	}
	if err := Quote(read.plain).checkItems(op); err != nil {
		return err
	}
	*q = Quote(read.plain)
	return nil
}

// checkItems refuses items that are not those of the lines, or that are charged on other terms than the quote.
func (q Quote) checkItems(op string) error {
	var bad []error
	if !q.Accepted.IsZero() && !q.Valid.Contains(q.Accepted) {
		bad = append(bad, input.Errorf(op, "accepted", q.Accepted, input.ErrConflict,
			"is not in %s, the days on which the quote holds", q.Valid))
	}
	lines, _, err := q.basis().Lines(q.Items)
	bad = append(bad, input.Within(err, op, ""))
	if err == nil && len(lines) != len(q.Lines) {
		bad = append(bad, input.Errorf(op, "items", len(lines), input.ErrConflict,
			"must be %d, one for each line", len(q.Lines)))
	}
	for i, line := range lines[:min(len(lines), len(q.Lines))] {
		if !line.Equal(q.Lines[i]) {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("items[%d]", i), line, input.ErrConflict,
				"does not give lines[%d]", i))
		}
	}
	for i, item := range q.Items {
		bad = append(bad, checkTerms(op, i, item, q.NetTerms))
		if err == nil && item.Quantity == 0 && item.Request.Service.IsZero() {
			bad = append(bad, input.Missing(op, fmt.Sprintf("items[%d].request", i)))
		}
		if err == nil && item.Quantity == 0 && len(item.Instalments) == 0 {
			bad = append(bad, input.Missing(op, fmt.Sprintf("items[%d].instalments", i)))
		}
	}
	return errors.Join(bad...)
}

// basis returns the basis on which the quote was worked out.
func (q Quote) basis() invoice.Basis {
	return invoice.Basis{Rounding: q.Rounding, TaxRounding: q.TaxRounding, Edition: q.Edition}
}
