package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
)

// record is a subscription as it is posted and shown: its facts as package lifecycle reads them, and what the prices
// and bills of it need besides.
type record struct {
	ID      string              `json:"id"`
	Channel policy.Channel      `json:"channel"` // by which its terms were bought
	Taxes   invoice.Taxes       `json:"taxes"`
	Terms   invoice.NetTerms    `json:"netTerms,omitzero"`
	SRP     proration.PriceList `json:"srp,omitempty"`
	Facts   lifecycle.Facts     `json:"facts"`
}

// state is what results from the events of a subscription.
type state struct {
	record
	Purchases []purchase         `json:"purchases,omitempty"`
	Open      []invoice.OpenItem `json:"open,omitempty"` // what is left of invoices paid in part, and of credit notes
	Cash      money.Amount       `json:"cash,omitzero"`  // what was paid in beyond the invoices
}

// purchase is one order that can later be returned. It is kept as it was made, so that nothing that happens afterwards
// changes its return window.
type purchase struct {
	Of       refund.Purchase `json:"of"`
	Seats    int             `json:"seats,omitempty"`    // of added seats, where it is known
	Until    calendar.Date   `json:"until,omitzero"`     // of added seats: the renewal date up to which they were bought
	Quote    string          `json:"quote,omitempty"`    // by which it was ordered here
	Invoices []string        `json:"invoices,omitempty"` // that were issued for it here
	Returned calendar.Date   `json:"returned,omitzero"`
	Back     money.Amount    `json:"back,omitzero"` // what was given back for it
}

// held is a stored subscription, bound to an edition.
type held struct {
	state
	version int // the number of its latest event
	sub     lifecycle.Subscription
}

// bind binds a state to an edition.
func (st state) bind(ed policy.Edition) (held, error) {
	sub, err := lifecycle.New(ed, st.Facts)
	return held{state: st, sub: sub}, err
}

// How many decoded states are cached, and the largest size of the text of one.
const keptStates, longestKept = 1000, 16 << 10

// bind reads a stored state and binds it to the edition of the day, or takes it from the cache. The cache is keyed by
// the text, so that it cannot be out of date; its entries are shared, so nobody may modify them.
func (c *call) bind(text string, version int) (h held, err error) {
	key := c.edition.Fingerprint().String() + text
	h, ok := c.tx.states.Get(key)
	if !ok {
		if err := json.Unmarshal([]byte(text), &h.state); err != nil {
			c.tx.fail(err)
			return held{}, err
		}
		if h, err = h.bind(c.edition); err == nil && len(text) <= longestKept {
			c.tx.states.Add(key, h)
		}
	}
	h.version = version
	return h, err
}

// apply returns the state after an event. It is the only place where events become facts: new events go through it as
// well as replayed ones.
func (st state) apply(ed policy.Edition, day calendar.Date, done effects) (state, error) {
	if made, ok := done.Request.(*creation); ok {
		st = state{record: made.record}
	} else {
		sub, err := lifecycle.New(ed, st.Facts)
		if err != nil {
			return state{}, err
		}
		if sub, err = done.Request.transition(sub.On(day)); err != nil {
			return state{}, err
		}
		st.Facts = sub.Facts().Bill(done.Billed...)
	}
	st.Purchases = append(slices.Clone(st.Purchases), done.Purchases...)
	if n := done.Returned; n > 0 {
		p := &st.Purchases[n-1]
		if p.Back = done.Back; done.Left > 0 {
			p.Seats = done.Left
		} else {
			p.Returned = day
		}
	}
	st.Open = slices.Clone(st.Open)
	st.balance(done.Credit...)
	if err := st.pays(done); err != nil {
		return state{}, err
	}
	if r, ok := done.Request.(*returning); ok && !done.Cash.IsZero() {
		st.Cash = done.Cash
		st.Open = slices.DeleteFunc(st.Open, func(o invoice.OpenItem) bool { return slices.Contains(r.Invoices, o.Number) })
	}
	if s := done.Settlement; s != nil {
		st.balance(s.Invoices...)
		st.balance(s.CreditNotes...)
		st.Cash = s.CashBalance
	}
	return st, nil
}

// pays reports an error if an event uses money that is not there: if an earlier event was voided, the payment, the
// credit note or the invoice that it rests on is gone.
func (st state) pays(done effects) error {
	uses := done.Settlement != nil || !done.Cash.IsZero()
	if uses && st.Cash.Sign() != done.Had.Sign() || done.Had.Sign() > 0 && !st.Cash.Equal(done.Had) {
		return newProblem(needed, "the cash balance was %s", done.Had)
	}
	if done.Settlement == nil {
		return nil
	}
	before := state{Open: done.Were}
	for _, item := range slices.Concat(done.Settlement.Invoices, done.Settlement.CreditNotes) {
		was, is := before.open(item.Number), st.open(item.Number)
		if (was < 0) != (is < 0) || was >= 0 && !before.Open[was].Amount.Equal(st.Open[is].Amount) {
			return newProblem(needed, "something else was left of %s", item.Number)
		}
	}
	for _, item := range done.Settlement.Invoices {
		billed := func(b lifecycle.BilledInvoice) bool { return b.Number == item.Number }
		if !slices.ContainsFunc(st.Facts.Invoices, billed) {
			return newProblem(needed, "there was an invoice %s", item.Number)
		}
	}
	return nil
}

// balance keeps what is left of invoices and credit notes. Anything settled is left out, and so is an invoice of which
// nothing was paid: its document says what is owed.
func (st *state) balance(items ...invoice.OpenItem) {
	for _, item := range items {
		st.Open = slices.DeleteFunc(st.Open, func(o invoice.OpenItem) bool { return o.Number == item.Number })
		if item.Amount.Sign() > 0 {
			st.Open = append(st.Open, item)
		}
	}
}

// creation is a subscription as it is posted.
type creation struct {
	factless
	record
}

func isID(id string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	return id != "" && len(id) <= 64 && strings.Trim(id, "-_0123456789"+letters) == ""
}

// decide checks the facts, and finds the purchases that follow from them.
func (c *creation) decide(ch *change) error {
	var wrong mistakes
	for _, m := range billingrules.Mistakes(c.SRP.Check()) {
		wrong = append(wrong, m.Under("srp"))
	}
	if !isID(c.ID) {
		wrong = append(wrong, newMistake("id", shown(c.ID), "must be 1 to 64 letters, digits, - or _"))
	}
	for field, n := range map[string]int{
		"facts.terms": len(c.Facts.Terms), "facts.invoices": len(c.Facts.Invoices),
		"facts.changes": len(c.Facts.Changes), "facts.failedCharges": len(c.Facts.FailedCharges),
	} {
		if n > maxFacts {
			wrong = append(wrong, newMistake(field, strconv.Itoa(n), "are more than %d", maxFacts))
		}
	}
	for i, inv := range c.Facts.Invoices {
		if strings.HasPrefix(inv.Number, quotePrefix) || strings.HasPrefix(inv.Number, ownPrefix) {
			wrong = append(wrong, newMistake(fmt.Sprintf("facts.invoices[%d].number", i), shown(inv.Number),
				"is of the form of the numbers that are given here"))
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	h, err := state{record: c.record}.bind(ch.edition)
	if err != nil {
		return inRequest("facts", err)
	}
	ch.done.Purchases, err = h.told()
	return err
}
