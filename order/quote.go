package order

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// QuoteDraft is what a quote is made from. Only a renewal can buy days before Issued.
//
// A price of package coterm, or of [invoice.PriceTerm], makes its item ([invoice.Priced.Item]), with its instalments
// and net terms. Flex tokens have no term, and so no such price: their items have a quantity and a unit price.
//
// An item may also have just a request, which is then priced as ordered on the day of the quote. With FullTerm or
// Renews it costs its list price (see [proration.FullTerm]), and is charged at once, or yearly if it is three years
// (see [invoice.Instalments]); otherwise it costs the price of its days. For seats added to a three-year term that
// price is charged yearly (coterm.multi-year), otherwise at once. A renewal sets Renews: it buys a full term from the
// renewal date on, even if that date has passed.
type QuoteDraft struct {
	Number   string           `json:"number"`            // at most 200 bytes, on one line
	Kind     policy.Kind      `json:"kind"`              // subscription or Flex tokens
	Issued   calendar.Date    `json:"issued"`            // the day on which it is made
	Expires  calendar.Date    `json:"expires"`           // its expiry date, not before Issued
	NetTerms invoice.NetTerms `json:"netTerms,omitzero"` // for pay by invoice; if zero, those of the items, if any
	Items    []invoice.Item   `json:"items"`             // at least one, all in one currency
}

// Quote is a partner's offer: its number, its lines with discounts and estimated tax, and until when its prices hold.
// It keeps the items that it was made from, so that it can be priced again ([Reprice]) and turned into invoices
// ([Quote.Invoices]). The zero Quote is not valid.
type Quote struct {
	Number  string          `json:"number"`  // its number, as given in its draft
	Kind    policy.Kind     `json:"kind"`    // subscription or Flex tokens
	Issued  calendar.Date   `json:"issued"`  // the day on which it was made
	Expires calendar.Date   `json:"expires"` // its expiry date
	Valid   calendar.Period `json:"valid"`   // the days on which it can be accepted: see [Quote.CanAccept]
	// Accepted is the day on which it was accepted, if known: see [Quote.Accept].
	Accepted calendar.Date    `json:"accepted,omitzero"`
	NetTerms invoice.NetTerms `json:"netTerms,omitzero"` // for pay by invoice; otherwise zero
	Items    []invoice.Item   `json:"items"`             // with their charges and instalments
	Lines    []invoice.Line   `json:"lines"`             // one for each item, in the same order
	// Discount is the sum of the discounts, which have been deducted from the totals; the zero Amount if there are
	// none.
	Discount money.Amount `json:"discount,omitzero"`
	invoice.Totals
	Rounding    money.Mode         `json:"rounding"`    // how amounts between two minor units were rounded
	TaxRounding policy.TaxRounding `json:"taxRounding"` // what tax was computed on: each line, or all lines of a rate
	Edition     policy.Fingerprint `json:"edition"`     // the edition under which it was made
}

// NewQuote works out a quote. If quote.available does not hold on its day, the error is a [*policy.Refusal]. Whether a
// buyer who is exempt from tax or in the public sector can order by quote is for [CanOrder] to say, and whether all the
// items belong in one order is for [Compose] to say (order.one-kind). Implements quote.contents and quote.valid.
//
// Every bad field of the draft is reported at once. A bad field is, for example, an item whose charge or instalments
// are not what its request costs under the edition, or a line for days that are over on the day of the quote. Only a
// renewal can buy days that are over, since its term starts on the old renewal date (renewal.next-term); but the
// renewal must be possible on some day on which the quote holds: a day after early renewal has opened and before
// Suspended has ended.
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
		Rounding: ed.ProrationRules().Rounding, TaxRounding: ed.InvoiceRules().TaxRounding, Edition: ed.Fingerprint(),
	}
	bad := []error{draft.agree(op)}
	q.NetTerms = draft.NetTerms
	q.Items = make([]invoice.Item, 0, len(draft.Items))
	q.Lines = make([]invoice.Line, 0, len(draft.Items))
	for i, item := range draft.Items {
		item, line, err := draft.line(op, ed, item)
		if err != nil {
			bad = append(bad, input.Within(err, op, fmt.Sprintf("items[%d].", i)))
		}
		q.Items, q.Lines = append(q.Items, item), append(q.Lines, line)
	}
	if err := errors.Join(append(bad, checkApart(op, q.Items))...); err != nil {
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
	q.Valid = calendar.Span(q.opens(), draft.ends(ed))
	return q, nil
}

func (d QuoteDraft) check(op string, ed policy.Edition) error {
	if ed.IsZero() {
		return input.Missing(op, "edition")
	}
	if err := d.checkFields(op); err != nil {
		return err
	}
	if d.expired(ed) == d.Issued {
		return input.Errorf(op, "expires", d.Expires, input.ErrConflict, "leaves no day on which the quote holds")
	}
	return nil
}

// checkFields refuses a draft that is bad under every edition.
func (d QuoteDraft) checkFields(op string) error {
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
		bad = append(bad,
			input.Errorf(op, "expires", d.Expires, input.ErrConflict,
				"is before the day on which the quote is made, %s",
				d.Issued))
	case d.Expires.AddDays(1).IsZero():
		bad = append(bad, input.Errorf(op, "expires", d.Expires, input.ErrRange, "is too near the end of the calendar"))
	}
	if len(d.Items) == 0 {
		bad = append(bad, input.Missing(op, "items"))
	}
	bad = append(bad, input.Length(op, "items", len(d.Items), maxLines))
	return errors.Join(append(bad, d.checkKind(op))...)
}

// checkKind refuses a term for Flex tokens, which are bought by number.
func (d QuoteDraft) checkKind(op string) error {
	if d.Kind != policy.FlexTokens {
		return nil
	}
	var bad []error
	for i, item := range d.Items {
		if !item.Request.Service.IsZero() {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("items[%d].request", i), nil, input.ErrConflict,
				"must not be set: Flex tokens have no term"))
		}
	}
	return errors.Join(bad...)
}

// opens returns the first day on which the prices hold: that of the quote, or the latest on which an item is charged,
// unless that is the start of a renewal.
func (q Quote) opens() calendar.Date {
	day := q.Issued
	for _, item := range q.Items {
		if len(item.Instalments) > 0 && !chargedAtRenewal(item.Priced) {
			day = calendar.Latest(day, item.Instalments[0].Date)
		}
	}
	return day
}

// chargedAtRenewal reports whether a price with instalments is that of a renewal that is charged on the day on which
// its term starts, and can have been ordered before.
func chargedAtRenewal(p invoice.Priced) bool {
	return p.Renews != 0 && p.Instalments[0].Date == p.Request.Bought.Start()
}

// ends returns the day from which the prices no longer hold: when the quote has expired, or its currency is withdrawn.
// All items must be in one currency, so the first one tells it.
func (d QuoteDraft) ends(ed policy.Edition) calendar.Date {
	first := d.Items[0]
	gone, _ := cmp.Or(first.Request.SRP.Currency(), first.UnitPrice.Currency()).Withdrawn() // or the zero Date
	return calendar.Earliest(d.expired(ed), gone)
}

// expired returns the first day on which the quote has expired.
func (d QuoteDraft) expired(ed policy.Edition) calendar.Date {
	if ed.OrderRules().QuoteLastDay == policy.Yes {
		return d.Expires.AddDays(1)
	}
	return d.Expires
}

// discounts returns the sum of the discounts of lines in one currency; the zero Amount if there are none.
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
// date, unless its currency is withdrawn earlier. If an item was priced for a later day, on which it is charged, the
// quote can be accepted from that day on. An accepted quote can be accepted again only on the same day, which
// changes nothing. For an expired quote the remedy is a new one. The price and the days stay as quoted: [Quote.Notices]
// says which lines have days that are over by then, and which renewals cannot be made that day. CanAccept does not
// check whether the subscription allows what is quoted. Implements quote.valid.
func (q Quote) CanAccept(day calendar.Date) policy.Decision {
	d := policy.Decision{
		Rule: rule.QuoteValid, Asked: day, Window: q.acceptable(), Route: policy.SelfService, Edition: q.Edition,
	}
	if !d.Allowed() {
		d.Route, d.Remedy = 0, policy.AskNewQuote
		if day.Before(d.Window.Start()) {
			d.Remedy = policy.WaitForWindow
		}
	}
	return d
}

// acceptable returns the days on which the quote can be accepted: the day on which it was accepted, or the days on
// which it is valid and its currency is in use.
func (q Quote) acceptable() calendar.Period {
	days := q.Valid
	if !q.Accepted.IsZero() {
		days = days.Intersect(calendar.Span(q.Accepted, q.Accepted.AddDays(1)))
	}
	if gone, withdrawn := q.Total.Currency().Withdrawn(); withdrawn { // since it was made
		days = days.Intersect(calendar.Until(gone))
	}
	return days
}

// String returns the quote in several lines: its lines, its totals, and until when it holds.
func (q Quote) String() string {
	if q.Issued.IsZero() {
		return "no quote"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "quote %s of %s, prices hold through %s", q.Number, q.Issued, q.Valid.LastDay())
	if !q.NetTerms.IsZero() {
		b.WriteString(", " + q.NetTerms.String())
	}
	for _, l := range q.Lines {
		b.WriteString("\n" + l.String())
	}
	if !q.Discount.IsZero() {
		b.WriteString("\ndiscount " + q.Discount.String())
	}
	b.WriteString("\n" + q.Totals.String() + " (tax estimated)")
	return b.String()
}
