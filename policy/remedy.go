package policy

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
)

// Remedy is what the buyer can do after a refusal. The zero Remedy means that nothing helps, or nothing is needed.
type Remedy uint8

// The remedies; [Remedy.Advice] says what each is.
const (
	AskSeller           Remedy = iota + 1 // "ask-seller"
	AskPartner                            // "ask-partner"
	AskReseller                           // "ask-reseller"
	AskSales                              // "ask-sales"
	AskSupport                            // "ask-support"
	WaitForWindow                         // "wait-for-window"
	BuyNew                                // "buy-new"
	BuyWithSameAccount                    // "buy-with-same-account"
	RenewFirst                            // "renew-first"
	PayOverdue                            // "pay-overdue"
	SwitchTermFirst                       // "switch-term-first"
	ChooseLaterTarget                     // "choose-later-target"
	ChooseEarlierTarget                   // "choose-earlier-target"
	KeepMinimumSeats                      // "keep-minimum-seats"
	RenewByQuote                          // "renew-by-quote"
	AskNewQuote                           // "ask-new-quote"
	CorrectPayer                          // "correct-payer"
	RaiseCredit                           // "raise-credit"
	RemovePayer                           // "remove-payer"
	SplitOrder                            // "split-order"
	BuyTokens                             // "buy-tokens"
	BuyOnline                             // "buy-online"
	PayOpenInvoice                        // "pay-open-invoice"
	RenewWithChanges                      // "renew-with-changes"
)

// word is the table of the remedies: the name and the advice of each.
func (v Remedy) word() word {
	return enum.At([]word{
		AskSeller:           {"ask-seller", "ask the seller"},
		AskPartner:          {"ask-partner", "ask a partner for a quote"},
		AskReseller:         {"ask-reseller", "order from a reseller"},
		AskSales:            {"ask-sales", "order through the vendor's sales team"},
		AskSupport:          {"ask-support", "contact support"},
		WaitForWindow:       {"wait-for-window", "wait for the window to open"},
		BuyNew:              {"buy-new", "buy a new subscription"},
		BuyWithSameAccount:  {"buy-with-same-account", "buy with the account of the trial"},
		RenewFirst:          {"renew-first", "renew first"},
		PayOverdue:          {"pay-overdue", "pay what is overdue"},
		SwitchTermFirst:     {"switch-term-first", "switch to a three-year term first"},
		ChooseLaterTarget:   {"choose-later-target", "choose a subscription that renews later"},
		ChooseEarlierTarget: {"choose-earlier-target", "choose a subscription that renews earlier"},
		KeepMinimumSeats:    {"keep-minimum-seats", "keep the minimum number of seats"},
		RenewByQuote:        {"renew-by-quote", "renew by quote"},
		AskNewQuote:         {"ask-new-quote", "ask for a new quote"},
		CorrectPayer:        {"correct-payer", "check the customer number and the payer's e-mail address"},
		RaiseCredit:         {"raise-credit", "pay open invoices or have the credit raised"},
		RemovePayer:         {"remove-payer", "remove a payer first"},
		SplitOrder:          {"split-order", "place separate orders"},
		BuyTokens:           {"buy-tokens", "buy more tokens: they have no seats, term or proration"},
		BuyOnline:           {"buy-online", "order in the vendor's own shop"},
		PayOpenInvoice:      {"pay-open-invoice", "pay the open invoice by its due day"},
		RenewWithChanges:    {"renew-with-changes", "renew with changes, after the renewal date by a partner's quote"},
	}, v)
}

func (v Remedy) text() string { return v.word().name }

func (Remedy) enum() enum.Type[Remedy] { return enum.Of("policy.Remedy", "remedy", Remedy.text) }

// IsValid reports whether v is one of those listed; the zero Remedy is not.
func (v Remedy) IsValid() bool { return v.enum().IsValid(v) }

// String returns the name, such as "ask-seller".
func (v Remedy) String() string { return v.enum().String(v) }

// MarshalText returns the name; a value that is not valid is an error.
func (v Remedy) MarshalText() ([]byte, error) { return v.enum().MarshalText(v) }

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Remedy) UnmarshalText(text []byte) error { return v.enum().UnmarshalText(v, text) }

// Scan reads a name from a database; a number, NULL and unknown text are errors. It implements [database/sql.Scanner].
func (v *Remedy) Scan(src any) error { return v.enum().Scan(v, src) }

// Value returns the name for a database; the zero value is an error. It implements [driver.Valuer].
func (v Remedy) Value() (driver.Value, error) { return v.enum().Value(v) }

// Advice returns the remedy in words, such as "wait for the window to open". It is empty if v is not valid.
func (v Remedy) Advice() string { return v.word().means }
