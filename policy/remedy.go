package policy

import "example.com/billingrules/internal/enum"

// Remedy is what somebody who was refused can do. The zero Remedy is none: nothing helps, or nothing is needed.
type Remedy uint8

// The remedies.
const (
	AskSeller           Remedy = iota + 1 // ask the seller
	AskPartner                            // ask a partner for a quote
	AskReseller                           // order from a reseller
	AskSales                              // order through the vendor's sales team
	AskSupport                            // contact support
	WaitForWindow                         // wait for the window to open
	BuyNew                                // buy a new subscription
	BuyWithSameAccount                    // buy with the account of the trial
	RenewFirst                            // renew first
	PayOverdue                            // pay what is overdue
	SwitchTermFirst                       // switch to a three-year term first
	ChooseLaterTarget                     // choose a subscription that renews later
	ChooseEarlierTarget                   // choose a subscription that renews earlier
	KeepMinimumSeats                      // keep the minimum of seats
	RenewByQuote                          // renew by quote
	AskNewQuote                           // ask for a new quote
	CorrectPayer                          // check the customer number and the payer's e-mail address
	RaiseCredit                           // pay invoices down or have the credit raised
	RemovePayer                           // remove a payer first
	SplitOrder                            // place separate orders
	BuyTokens                             // buy more tokens: they have no seats, term or proration
	BuyOnline                             // order in the vendor's own shop
	PayOpenInvoice                        // pay the open invoice by its due day
	RenewWithChanges                      // renew late by a partner's quote that carries the change
)

const remedyNames enum.Names = "ask-seller,ask-partner,ask-reseller,ask-sales,ask-support,wait-for-window,buy-new,buy-with-same-account,renew-first,pay-overdue,switch-term-first,choose-later-target,choose-earlier-target,keep-minimum-seats,renew-by-quote,ask-new-quote,correct-payer,raise-credit,remove-payer,split-order,buy-tokens,buy-online,pay-open-invoice,renew-with-changes"

// String returns the name, such as "ask-seller".
func (v Remedy) String() string { return remedyNames.String("Remedy", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v Remedy) MarshalText() ([]byte, error) {
	return remedyNames.Append(nil, "policy.Remedy.MarshalText", "remedy", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Remedy) UnmarshalText(text []byte) error {
	return enum.Unmarshal(remedyNames, v, "policy.Remedy.UnmarshalText", "remedy", text)
}

// Advice says the remedy to a person, as "wait for the window to open"; it is empty for the zero Remedy and for a
// value that is none.
func (v Remedy) Advice() string {
	switch v {
	case AskSeller:
		return "ask the seller"
	case AskPartner:
		return "ask a partner for a quote"
	case AskReseller:
		return "order from a reseller"
	case AskSales:
		return "order through the vendor's sales team"
	case AskSupport:
		return "contact support"
	case WaitForWindow:
		return "wait for the window to open"
	case BuyNew:
		return "buy a new subscription"
	case BuyWithSameAccount:
		return "buy with the account of the trial"
	case RenewFirst:
		return "renew first"
	case PayOverdue:
		return "pay what is overdue"
	case SwitchTermFirst:
		return "switch to a three-year term first"
	case ChooseLaterTarget:
		return "choose a subscription that renews later"
	case ChooseEarlierTarget:
		return "choose a subscription that renews earlier"
	case KeepMinimumSeats:
		return "keep the minimum of seats"
	case RenewByQuote:
		return "renew by quote"
	case AskNewQuote:
		return "ask for a new quote"
	case CorrectPayer:
		return "check the customer number and the payer's e-mail address"
	case RaiseCredit:
		return "pay invoices down or have the credit raised"
	case RemovePayer:
		return "remove a payer first"
	case SplitOrder:
		return "place separate orders"
	case BuyTokens:
		return "buy more tokens: they have no seats, term or proration"
	case BuyOnline:
		return "order in the vendor's own shop"
	case PayOpenInvoice:
		return "pay the open invoice by its due day"
	case RenewWithChanges:
		return "renew late by a partner's quote that carries the change"
	}
	return ""
}
