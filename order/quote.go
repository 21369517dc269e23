package order

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/internal/strict"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// QuoteItem is what is quoted on one line. Either Prorated is given, or Quantity and UnitPrice. A line that renews a
// subscription says so: it buys a full term from the renewal date on, also where that is over already. A full term, of
// a renewal or of a purchase, costs its list price under every reading: see [proration.FullTerm].
type QuoteItem struct {
	Description string                 `json:"description"`        // at most 200 bytes
	Prorated    proration.PriceRequest `json:"prorated,omitzero"`  // a term or a part of one
	Renews      calendar.Term          `json:"renews,omitzero"`    // of a renewal: the term that it renews; otherwise zero
	FullTerm    bool                   `json:"fullTerm,omitzero"`  // of a purchase: whether it buys a full term
	Quantity    int                    `json:"quantity,omitzero"`  // of anything else, such as tokens
	UnitPrice   money.Amount           `json:"unitPrice,omitzero"` // of anything else: the price of one, before tax
	Discount    money.Amount           `json:"discount,omitzero"`  // off the line, before tax; the zero Amount for none
	Taxes       invoice.Taxes          `json:"taxes"`              // of the net price, as they are estimated
}

// QuoteDraft is what a quote is made of. No line but a renewal buys days before Issued.
type QuoteDraft struct {
	Number  string        `json:"number"`  // at most 200 bytes, on one line
	Kind    policy.Kind   `json:"kind"`    // subscription or Flex tokens
	Issued  calendar.Date `json:"issued"`  // the day on which it is made
	Expires calendar.Date `json:"expires"` // its expiry date, not before that
	Items   []QuoteItem   `json:"items"`   // at least one, all in one currency
}

// Quote is what a partner offers: its number, its lines with discounts and estimated tax, and until when its prices
// hold. It keeps the items that it was made of, so that it can be priced again. The zero Quote is none.
type Quote struct {
	Number  string          `json:"number"`
	Kind    policy.Kind     `json:"kind"`
	Issued  calendar.Date   `json:"issued"`
	Expires calendar.Date   `json:"expires"`
	Valid   calendar.Period `json:"valid"` // the days on which it can be accepted
	Items   []QuoteItem     `json:"items"`
	Lines   []invoice.Line  `json:"lines"`
	// Discount is the sum of the discounts, which the totals are less already; the zero Amount where there are none.
	Discount money.Amount `json:"discount,omitzero"`
	invoice.Totals
	Rounding    money.Mode         `json:"rounding"`    // how amounts between two minor units were rounded
	TaxRounding policy.TaxRounding `json:"taxRounding"` // what the tax was worked out of: each line, or all of a rate
	Edition     policy.Fingerprint `json:"edition"`     // the edition under which it was made
}

// NewQuote works out a quote. Implements quote.contents and quote.valid. Where quote.available does not hold on its
// day, it gives a [*policy.Refusal]. Every bad field of the draft is reported at once, among them a line that buys days
// which are over on the day of the quote. Only a renewal can, whose term starts on the old renewal date whenever it is
// made (renewal.next-term): see QuoteItem.Renews. Whether a buyer who is exempt from tax or in the public sector can
// order by quote is what [CanOrder] says.
func NewQuote(ed policy.Edition, draft QuoteDraft) (Quote, error) {
	return newQuote("order.NewQuote", ed, draft)
}

func newQuote(op string, ed policy.Edition, draft QuoteDraft) (Quote, error) {
	if err := draft.check(op, ed); err != nil {
		return Quote{}, err
	}
	if err := canOrder(ed, Request{Kind: draft.Kind, Channel: policy.Quote}, draft.Issued).Err(); err != nil {
		return Quote{}, err
	}
	q := Quote{
		Number: draft.Number, Kind: draft.Kind, Issued: draft.Issued, Expires: draft.Expires,
		Items: slices.Clone(draft.Items), Rounding: ed.Proration().Rounding, TaxRounding: ed.Invoice().TaxRounding,
		Edition: ed.Fingerprint(),
	}
	ends := draft.Expires
	if ed.Order().QuoteLastDay == policy.Yes {
		ends = ends.AddDays(1)
	}
	q.Valid = calendar.Since(draft.Issued).Intersect(calendar.Until(ends))
	var bad []error
	q.Lines = make([]invoice.Line, 0, len(draft.Items))
	for i, item := range draft.Items {
		line, err := item.line(op, ed)
		err = errors.Join(err, item.checkDays(op, ed, draft))
		for _, e := range input.All(err) {
			bad = append(bad, input.At(e, op, fmt.Sprintf("items[%d].%s", i, e.Field)))
		}
		q.Lines = append(q.Lines, line)
	}
	if err := errors.Join(bad...); err != nil {
		return Quote{}, err
	}
	var err error
	if q.Lines, q.Totals, err = invoice.TaxLines(ed, q.Lines); err != nil {
		return Quote{}, input.At(err, op, "items")
	}
	if err := q.Total.Currency().CheckOn(draft.Issued); err != nil {
		return Quote{}, input.At(err, op, "items")
	}
	q.Discount = discounts(q.Lines)
	return q, nil
}

func (d QuoteDraft) check(op string, ed policy.Edition) error {
	if ed.IsZero() {
		return input.Missing(op, "edition")
	}
	bad := []error{input.Name(op, "number", d.Number, maxText)}
	_, err := d.Kind.MarshalText()
	bad = append(bad, input.At(err, op, "kind"))
	if d.Issued.IsZero() {
		bad = append(bad, input.Missing(op, "issued"))
	}
	switch {
	case d.Expires.IsZero():
		bad = append(bad, input.Missing(op, "expires"))
	case d.Expires.Before(d.Issued):
		bad = append(bad, input.Errorf(op, "expires", d.Expires, input.ErrConflict, "is before the day on which it is made, %s", d.Issued))
	case d.Expires.AddDays(1).IsZero():
		bad = append(bad, input.Errorf(op, "expires", d.Expires, input.ErrRange, "is the end of the calendar"))
	}
	switch {
	case len(d.Items) == 0:
		bad = append(bad, input.Missing(op, "items"))
	case len(d.Items) > maxLines:
		bad = append(bad, input.Errorf(op, "items", nil, input.ErrRange, "are %d, more than %d", len(d.Items), maxLines))
	}
	return errors.Join(bad...)
}

// line works out one item.
func (i QuoteItem) line(op string, ed policy.Edition) (invoice.Line, error) {
	item := invoice.Item{
		Description: i.Description, Quantity: i.Quantity, UnitPrice: i.UnitPrice, Discount: i.Discount,
		Taxes: i.Taxes,
	}
	t := i.Prorated
	if !t.SRP.IsZero() || t.Seats != 0 || !t.Service.IsZero() || !t.Bought.IsZero() || i.FullTerm {
		charge, err := i.charge(ed)
		if err != nil {
			var bad []error
			for _, e := range input.All(err) {
				bad = append(bad, input.At(e, op, "prorated."+e.Field))
			}
			return invoice.Line{}, errors.Join(bad...)
		}
		item.Charge = charge
	}
	return invoice.NewLine(ed, item)
}

// charge prices a term or a part of one.
func (i QuoteItem) charge(ed policy.Edition) (proration.Charge, error) {
	t := i.Prorated
	if i.FullTerm {
		return proration.FullTerm(ed, t)
	}
	if i.Renews != 0 {
		full, err := t.Service.Term().Service(t.Service.Anchor(), t.Service.Covered().Start())
		if err == nil && t.Bought == full.Covered() { // that it buys anything else is refused
			t.Service = full
			return proration.FullTerm(ed, t)
		}
	}
	return proration.Price(ed, t)
}

// discounts returns the sum of the discounts of lines in one currency; the zero Amount where there are none.
func discounts(lines []invoice.Line) money.Amount {
	var sum money.Amount
	for _, l := range lines {
		switch {
		case sum.IsZero():
			sum = l.Discount
		case !l.Discount.IsZero():
			sum = price.Sure(sum.Add(l.Discount)) // each is at most its gross price, and the sum of those fits
		}
	}
	return sum
}

// CanAccept decides whether the quote can be accepted that day: from the day on which it was made through its expiry
// date. An expired one is replaced by a new one. Its price holds, and the days that it buys stay as they were quoted:
// [Quote.Notices] says where some of them are over by then. Implements quote.valid.
func (q Quote) CanAccept(day calendar.Date) policy.Decision {
	d := policy.Decision{Rule: rule.QuoteValid, Asked: day, Window: q.Valid, Route: policy.SelfService, Edition: q.Edition}
	if !d.Allowed() {
		d.Route, d.Remedy = 0, policy.AskNewQuote
		if day.Before(q.Valid.Start()) {
			d.Remedy = policy.WaitForWindow
		}
	}
	return d
}

// String returns the quote as its partner would read it out: its lines, its totals, and until when it holds.
func (q Quote) String() string {
	if q.Issued.IsZero() {
		return "no quote"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "quote %s of %s, prices hold through %s", q.Number, q.Issued, q.Valid.LastDay())
	for _, l := range q.Lines {
		b.WriteString("\n" + l.String())
	}
	if !q.Discount.IsZero() {
		b.WriteString("\ndiscount " + q.Discount.String())
	}
	b.WriteString("\n" + q.Totals.String() + " (tax estimated)")
	return b.String()
}

// UnmarshalJSON reads a quote strictly: a key that is not known or is a duplicate, a line that does not follow from
// its own figures, a tax that is not what the quote's reading of invoice.tax gives, and totals that are not the sums of
// the lines are errors. That the lines are those of the items is what [Reprice] says.
func (q *Quote) UnmarshalJSON(data []byte) error {
	const op = "order.Quote.UnmarshalJSON"
	type plain Quote // without this method
	var read plain
	if err := strict.Decode(op, "quote", data, &read); err != nil {
		return err
	}
	bad := []error{input.Name(op, "number", read.Number, maxText)}
	for _, e := range input.All(invoice.CheckLines(read.Rounding, read.TaxRounding, read.Lines, read.Totals)) {
		bad = append(bad, input.At(e, op, e.Field))
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	if sum := discounts(read.Lines); !sum.Equal(read.Discount) {
		return input.Errorf(op, "discount", read.Discount, input.ErrConflict, "is not the sum of the lines' discounts, %s", sum)
	}
	*q = Quote(read)
	return nil
}
