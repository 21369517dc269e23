package order

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Account is what the vendor has on file about a buyer who pays by invoice.
type Account struct {
	CustomerNumber string
	Payers         invoice.Payers
	Unpaid         []OpenInvoice // its open invoices
	Credit         money.Amount  // what is left of the credit after all open invoices; it may be negative
	TooMany        int           // with this many open invoices or more, an order is refused; 0 for no limit
}

// OpenInvoice is an unpaid invoice.
type OpenInvoice struct {
	Number      string        `json:"number"` // at most 200 bytes, on one line
	Due         calendar.Date `json:"due"`
	NothingOwed bool          `json:"nothingOwed,omitzero"` // its total is 0: it is neither overdue nor counted
}

// UnmarshalJSON reads an open invoice strictly: an unknown or duplicate key is an error with its path. An error leaves
// the value as it was.
func (i *OpenInvoice) UnmarshalJSON(data []byte) error {
	type plain OpenInvoice // without this method
	var read plain
	if err := strict.Decode("order.OpenInvoice.UnmarshalJSON", "invoice", data, &read); err != nil {
		return err
	}
	*i = OpenInvoice(read)
	return nil
}

// NetTermsOrder is an order that is to be paid by invoice, as the buyer fills it in.
type NetTermsOrder struct {
	Kind           policy.Kind  `json:"kind"`
	CustomerNumber string       `json:"customerNumber"` // at most 200 bytes, on one line
	Payer          string       `json:"payer"`          // an e-mail address of at most 254 bytes; case does not matter
	Total          money.Amount `json:"total"`          // tax included; 0 or more, in a currency in use that day
}

// UnmarshalJSON reads an order strictly, as [OpenInvoice.UnmarshalJSON] does.
func (o *NetTermsOrder) UnmarshalJSON(data []byte) error {
	type plain NetTermsOrder // without this method
	var read plain
	if err := strict.Decode("order.NetTermsOrder.UnmarshalJSON", "order", data, &read); err != nil {
		return err
	}
	*o = NetTermsOrder(read)
	return nil
}

// CheckNetTerms decides whether the credit of an account covers an order that is paid by invoice that day. Whether such
// an order can be made and paid by invoice at all is for [CanPay] to say. It returns every reason why not, in the
// rulebook's order: the customer number and payer, then an overdue balance, then the credit. An empty result means yes.
// Before the edition's first day edition.before is the only reason, except for Flex tokens. An invoice for a total of 0
// is never unpaid (lapse.start): it is neither overdue nor counted. Implements order.payer-mismatch,
// order.overdue-balance, order.insufficient-credit and order.check-order.
func CheckNetTerms(ed policy.Edition, account Account, o NetTermsOrder, day calendar.Date) ([]policy.Decision, error) {
	if err := checkNetTerms("order.CheckNetTerms", ed, account, o, day); err != nil {
		return nil, err
	}
	var refused []policy.Decision
	refuse := func(rule rule.ID, window calendar.Period, remedy policy.Remedy) {
		refused = append(refused, policy.Decision{
			Rule: rule, Asked: day, Window: window, Remedy: remedy, Edition: ed.Fingerprint(),
		})
	}
	if o.Kind != policy.FlexTokens && !ed.Covers(day) {
		refuse(rule.EditionBefore, calendar.Since(ed.FirstDay()), policy.AskSeller)
		return refused, nil
	}
	if o.CustomerNumber != account.CustomerNumber || !account.Payers.Contains(o.Payer) {
		refuse(rule.OrderPayerMismatch, calendar.Period{}, policy.CorrectPayer)
	}
	until, open := calendar.Always(), 0 // with what is open now
	for _, u := range account.Unpaid {
		if u.NothingOwed {
			continue
		}
		open++
		until = until.Intersect(calendar.Until(u.Due.AddDays(1)))
	}
	if !until.Contains(day) {
		refuse(rule.OrderOverdueBalance, until, policy.PayOverdue)
	}
	order := compared(o.Total, account.Credit)
	tooMuch := order > 0 || order == 0 && ed.OrderRules().EqualCreditPasses == policy.No
	tooMany := account.TooMany > 0 && open >= account.TooMany
	if tooMuch || tooMany {
		refuse(rule.OrderInsufficientCredit, calendar.Period{}, policy.RaiseCredit)
	}
	return refused, nil
}

func checkNetTerms(op string, ed policy.Edition, account Account, o NetTermsOrder, day calendar.Date) error {
	var bad []error
	if ed.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	bad = append(bad, input.Name(op, "account.customerNumber", account.CustomerNumber, maxText))
	if err := input.Length(op, "account.unpaid", len(account.Unpaid), maxLines); err != nil {
		return err
	}
	for i, u := range account.Unpaid {
		at := fmt.Sprintf("account.unpaid[%d].", i)
		bad = append(bad, input.Name(op, at+"number", u.Number, maxText))
		switch {
		case u.Due.IsZero():
			bad = append(bad, input.Missing(op, at+"due"))
		case u.Due.AddDays(1).IsZero():
			bad = append(bad, input.Errorf(op, at+"due", u.Due, input.ErrRange, "is too near the end of the calendar"))
		}
	}
	if account.Credit.IsZero() {
		bad = append(bad, input.Missing(op, "account.credit"))
	}
	if account.TooMany < 0 {
		bad = append(bad, input.Errorf(op, "account.tooMany", account.TooMany, input.ErrRange, "is negative"))
	}
	_, err := o.Kind.MarshalText()
	bad = append(bad, input.At(err, op, "kind"),
		input.Name(op, "customerNumber", o.CustomerNumber, maxText), input.Name(op, "payer", o.Payer, input.MaxEmail))
	if err := price.Check(op, "total", o.Total); err != nil {
		bad = append(bad, err)
	} else {
		bad = append(bad, price.In(op, "total", o.Total, account.Credit.Currency(), "the credit"),
			price.InUse(op, "total", o.Total, day))
	}
	if day.IsZero() {
		bad = append(bad, input.Missing(op, "day"))
	}
	return errors.Join(bad...)
}
