package policy

import "example.com/billingrules/rule"

// English returns the English texts, the only ones in this library. A translator starts from its [Language.Texts]. Each
// call builds it anew: keep the result if you word many sentences.
func English() Language {
	texts := englishFrames()
	for id, s := range englishSentences() {
		texts[string(id)+"/yes"], texts[string(id)+"/no"], texts[string(id)+"/why"] = s.yes, s.no, s.why
		if s.opens != "" {
			texts[string(id)+"/opens"] = s.opens
		}
	}
	statements := englishStatements()
	for r := range rule.All() {
		text, ofEdition := statements[r.ID]
		if !ofEdition {
			text = r.Statement
		}
		texts["statement/"+string(r.ID)] = text
	}
	for v := Remedy(1); v.IsValid(); v++ {
		texts["remedy/"+v.text()] = sentence(v.Advice())
	}
	for _, f := range fields() {
		for _, v := range f.choices() {
			texts["value/"+f.name+"/"+v.Name] = v.Meaning
		}
	}
	for key, text := range englishReadings() {
		texts["value/"+key] = text
	}
	return Language{texts}
}

// englishFrames has the parts from which sentences are made: a frame for each answer and shape of window, and the
// wording of routes, days and numbers.
func englishFrames() map[string]string {
	return map[string]string{
		"allowed/always":  "{yes}{route}.",
		"allowed/until":   "{yes}{route} through {last}.",
		"allowed/since":   "{yes}{route} from {first} on.",
		"allowed/between": "{yes}{route} from {first} through {last}.",
		"allowed/day":     "{yes}{route} on {first} only.",
		"refused/never":   "{no}: {why}.{remedy}",
		"refused/yet":     "{no} yet: {opens}.{remedy}",
		"refused/over":    "{no} any more: {why}; the last day was {last}.{remedy}",

		"opens":  "{why}; the first day is {first}", // unless the rule has its own wording
		"remedy": " {advice}",

		"route/none":         "",
		"route/self-service": " in the account",
		"route/partner":      " through a partner",
		"route/seller":       " through the seller",

		"date":     "{day} {month} {year}",
		"month/1":  "January",
		"month/2":  "February",
		"month/3":  "March",
		"month/4":  "April",
		"month/5":  "May",
		"month/6":  "June",
		"month/7":  "July",
		"month/8":  "August",
		"month/9":  "September",
		"month/10": "October",
		"month/11": "November",
		"month/12": "December",

		"days/one": "1 day", "days/many": "{n} days",
		"months/one": "1 month", "months/many": "{n} months",
		"hours/one": "1 hour", "hours/many": "{n} hours",
		"minutes/one": "1 minute", "minutes/many": "{n} minutes",
		"seconds/one": "1 second", "seconds/many": "{n} seconds",
		"seats/one": "1 seat", "seats/many": "{n} seats",
		"instalments/one": "1 instalment", "instalments/many": "{n} instalments",
		"addresses/one": "1 e-mail address", "addresses/many": "{n} e-mail addresses",
		"list/none": "none",
	}
}

// said is the wording of one rule: the sentence for a yes, the sentence for a no, and the reason for a no. If opens is
// set, it is the reason on the days before the window opens, with the first day of the window.
type said struct{ yes, no, why, opens string }

// englishSentences has a row for each rule that can decide whether something may be done.
func englishSentences() map[rule.ID]said {
	renew := said{yes: "{subject} can be renewed", no: "{subject} cannot be renewed"}
	move := said{
		yes: "The renewal date of {subject} can be moved as asked",
		no:  "The renewal date of {subject} cannot be moved as asked",
	}
	giveBack := said{yes: "{subject} can be returned", no: "{subject} cannot be returned"}
	byInvoice := said{yes: "{subject} can be paid by invoice", no: "{subject} cannot be paid by invoice"}
	seats := said{yes: "Seats can be added to {subject}", no: "Seats cannot be added to {subject}"}
	return map[rule.ID]said{ //nolint:exhaustive // the others decide nothing
		rule.RenewalWindow: renew.because("early renewal opens {renewal.windowDays days} before the renewal date").
			opening("renewal opens on {first}, {renewal.windowDays days} before the renewal date"),
		rule.RenewalLate: renew.because("late renewal ends with Suspended"),
		rule.RenewalWithChanges: {
			yes: "{subject} can be renewed with these changes", no: "{subject} cannot be renewed with these changes",
			why: "only a subscription has a term, seats and a product that can change with its renewal, after the " +
				"renewal date by a partner's quote",
		},
		rule.RenewalNextTerm: renew.because("its facts cannot hold another term, or the calendar ends"),
		rule.RenewalCanceledFinal: {
			yes: "{subject} can be renewed or changed as asked", no: "{subject} cannot be renewed or changed as asked",
			why: "a cancellation is final, and nothing is renewed or extended beyond the day on which it takes effect",
		},
		rule.RenewalAutoToggle: {
			yes: "Auto-renew of {subject} can be switched", no: "Auto-renew of {subject} cannot be switched",
			why: "auto-renew can be switched until the end of Suspended",
		},
		rule.EditionBefore: {
			yes: "This can be done for {subject}", no: "This cannot be done for {subject}",
			why: "the rules for it apply from {firstDay} on, and what was ordered before may have to be renewed " +
				"first",
		},
		rule.LapseExempt: {
			yes: "This can be done for {subject}", no: "This cannot be done for {subject}",
			why: "access to it stops when it ends, and {lapse.exemptLateRenewal}",
		},
		rule.LapseStart: renew.because("an invoice is overdue"),
		rule.LapseReactivate: {
			yes: "{subject} can be made Active again by paying what is overdue",
			no:  "{subject} cannot be made Active again by paying",
			why: "paying helps only if an overdue invoice has taken away access and the term is not over",
		},
		rule.TrialConvert: {
			yes: "{subject} can become a paid subscription", no: "This cannot be done for {subject}",
			why: "only a trial becomes paid by buying with the same account, and nothing else can be done with a trial",
		},
		rule.ChangeProductSwitch: said{
			yes: "A switch of {subject} to another product can be asked for",
			no:  "A switch of {subject} to another product cannot be asked for",
		}.because("it is asked for in the {renewal.windowDays days} before the renewal date").
			opening("that opens on {first}, {renewal.windowDays days} before the renewal date"),
		rule.ChangeTerm: {
			yes: "Another term for {subject} can be asked for", no: "Another term for {subject} cannot be asked for",
			why: "it is asked for before the renewal date",
		},
		rule.ChangeSeatsUp: seats.because("seats can be added {change.addSeatsWhileExpired}, up to " +
			"1,000,000 in all, and only if it lasts to its renewal date"),
		rule.ChangeSeatsDown: {
			yes: "That number of seats for {subject} can be asked for",
			no:  "That number of seats for {subject} cannot be asked for",
			why: "a reduction is asked for before the renewal date and leaves at least {change.minimumSeats seats}",
		},
		rule.CotermSameProduct: seats.because("up to the renewal date it has two lengths of term or two products, " +
			"so its seats have no single list price"),
		rule.CotermNewProduct: {
			yes: "A new product can be aligned to {subject}", no: "A new product cannot be aligned to {subject}",
			why: "that needs a renewal date that is still to come",
		},
		rule.CotermExtendWindow: move.because("an extension is bought in the renewal window"),
		rule.CotermExtendFuture: move.because("that must be the later renewal date of another subscription"),
		rule.CotermExtendAnnual: move.because("an annual subscription reaches {coterm.annual.fromTransaction months} " +
			"from the day of the order and {coterm.annual.fromRenewal months} from its renewal date (the new one " +
			"once it is renewed), and {coterm.limits}"),
		rule.CotermExtendThreeYear: move.because("a three-year subscription reaches " +
			"{coterm.threeYear.fromTransaction months} from the day of the order and " +
			"{coterm.threeYear.fromRenewal months} from its renewal date (the new one once it is renewed), and " +
			"{coterm.limits}"),
		rule.CotermSwitchTermFirst: move.because("only a three-year subscription reaches that far"),
		rule.CotermMonthly:         move.because("no limit is published for monthly subscriptions"),
		rule.InvoiceByRenewal: {
			yes: "The renewal of {subject} can be paid by invoice",
			no:  "The renewal of {subject} cannot be paid by invoice",
			why: "that is chosen in the renewal window, if {invoice.renewalPayer}",
		},
		rule.InvoicePayers: {
			yes: "Another payer can be added to {subject}", no: "Another payer cannot be added to {subject}",
			why: "a payer number has at most {invoice.payersPerPayerNumber addresses}",
		},
		rule.OrderTaxExempt: {
			yes: "{subject} can be ordered", no: "{subject} cannot be ordered in this way",
			why: "a buyer who is exempt from tax does not order online",
		},
		rule.OrderPaymentMethods: {
			yes: "{subject} can be paid in this way", no: "{subject} cannot be paid in this way",
			why: "that channel does not accept this payment method, or not for such a total",
		},
		rule.OrderOneKind: {
			yes: "{subject} can be one order", no: "{subject} cannot be one order",
			why: "an order has lines of one kind, one licence type and one term",
		},
		rule.OrderPayerMismatch:  byInvoice.because("the customer number or the payer does not match what is on file"),
		rule.OrderOverdueBalance: byInvoice.because("an invoice is overdue"),
		rule.OrderInsufficientCredit: byInvoice.because(
			"the credit does not cover it, or too many invoices are open; its quote is available again within " +
				"{order.quoteReopening} of when that is settled"),
		rule.QuoteAvailable: {
			yes: "{subject} can be ordered by quote", no: "{subject} cannot be ordered by quote",
			why: "quotes are for subscriptions and Flex tokens, and the public sector gets them {order.publicSector}",
		},
		rule.QuoteValid: {
			yes: "{subject} can be accepted", no: "{subject} cannot be accepted",
			why: "the prices of a quote hold {order.quoteLastDay}",
		},
		rule.RefundMonthly: giveBack.because("a monthly subscription {refund.monthlyOnlineOnly} can be returned " +
			"within {refund.monthly days} of the purchase or renewal"),
		rule.RefundLong: giveBack.because("a subscription can be returned within {refund.annual days} (annual) or " +
			"{refund.threeYear days} (three-year) of the purchase or renewal"),
		rule.RefundMaintenance: giveBack.because("a maintenance plan can be returned within {refund.maintenance " +
			"days} of the purchase or renewal"),
		rule.RefundFlex: giveBack.because(
			"Flex tokens can be returned within {refund.flexTokens days} of the purchase"),
		rule.RefundDirectOnly: giveBack.because("only what was ordered from the vendor itself can be returned to it"),
		rule.RefundExcluded:   giveBack.because("products of this kind cannot be returned"),
		rule.RefundAmount:     giveBack.because("nothing is left to be given back"),

		anyRule: {
			yes: "This can be done for {subject}", no: "This cannot be done for {subject}", why: "see rule {rule}",
		},
	}
}

// anyRule is the wording of a rule that decides nothing itself.
const anyRule rule.ID = "any"

func (s said) because(why string) said { s.why = why; return s }

func (s said) opening(opens string) said { s.opens = opens; return s }

// englishStatements has the rules for which an edition has numbers or readings; the statements of the others are in the
// rulebook.
func englishStatements() map[rule.ID]string {
	return map[rule.ID]string{ //nolint:exhaustive // an edition has no parameters for the others
		rule.EditionGate: "The gated rules hold for what was bought or renewed on or after {firstDay}: a purchase, a " +
			"renewal and a quote go by their own day, a product switch by {gate.productSwitch}, a term change by " +
			"{gate.termChange}, added seats by {gate.addedSeats} and an extension by {gate.extension}.",
		rule.EditionBefore: "What was ordered before {firstDay} comes under the edition with its first renewal from " +
			"that day on; until then gated decisions are left to the seller, and {lapse.stagesBeforeEdition}.",
		rule.RenewalAutoDefault: "Whatever is bought or renewed renews automatically unless that is switched off; " +
			"after a renewal auto-renew {renewal.switchesOnAgain}.",
		rule.RenewalWindow: "Early renewal opens {renewal.windowDays days} before the renewal date, through a " +
			"partner or the account, and ends at the renewal date.",
		rule.RenewalAwaited: "With auto-renew on and the renewal not recorded yet, a subscription still counts as " +
			"Active for {renewal.awaitedDays days} from the renewal date on, while it is being charged, and the " +
			"status says that it is provisional.",
		rule.LapseExpiredDays: "Expired lasts {lapse.expiredDays days} for every term.",
		rule.LapseSuspendedDays: "Suspended follows Expired and lasts {lapse.suspendedDays.monthly days} for a " +
			"monthly subscription, {lapse.suspendedDays.annual days} for an annual one, " +
			"{lapse.suspendedDays.threeYear days} for a three-year one and {lapse.suspendedDays.flexTokens days} for " +
			"Flex tokens.",
		rule.LapseExempt: "The listed offerings have no stages: access stops when the offering ends, " +
			"{lapse.exemptUnpaidStops}, and {lapse.exemptLateRenewal}.",
		rule.ChangeSeatsUp: "Seats can be added at once {change.addSeatsWhileExpired}, and last through the whole " +
			"stretch that they are charged for: a pending number of seats that takes effect inside it is raised by " +
			"them.",
		rule.ChangeSeatsDown: "A reduction of seats takes effect with the renewal and leaves at least " +
			"{change.minimumSeats seats}; after the renewal date it is only possible together with a late renewal.",
		rule.ChangeEffectiveFixed: "When a subscription is renewed early after a change was asked for, the change " +
			"{change.followsEarlyRenewal}.",
		rule.ProrationStandardDays: "The price of a term is divided by {proration.standardDays.monthly days} " +
			"(monthly), {proration.standardDays.annual days} (annual) or {proration.standardDays.threeYear days} " +
			"(three-year), and leap years never change that.",
		rule.ProrationPrice: "A prorated price is the daily rate times the days bought times the seats; what is " +
			"rounded is {proration.roundAt}, and rounding to the minor unit of the currency is {proration.rounding}.",
		rule.ProrationLeap: "Leap years are not taken into account; the days counted are {proration.dayCount}.",
		rule.CotermExtendAnnual: "An annual subscription can be extended up to {coterm.annual.fromTransaction " +
			"months} from the day of the transaction and {coterm.annual.fromRenewal months} from its renewal date, " +
			"and {coterm.limits}; {coterm.limitDay}, and {coterm.fromEnd}.",
		rule.CotermExtendThreeYear: "A three-year subscription can be extended up to " +
			"{coterm.threeYear.fromTransaction months} from the day of the transaction and " +
			"{coterm.threeYear.fromRenewal months} from its renewal date, and {coterm.limits}.",
		rule.CotermReAnchor:     "An extended subscription {coterm.reAnchor} from then on.",
		rule.CotermExtendCharge: "An extension is charged {coterm.extendCharge}.",
		rule.InvoiceAnnualInstalments: "A three-year subscription is charged in {invoice.instalments instalments}, " +
			"or if it was ordered before {firstDay} in {invoice.instalmentsBefore instalments}, due at the " +
			"transaction or renewal and on the anniversaries; renewed early, the first is due {invoice.earlyFirst}, " +
			"or if it is paid by invoice {invoice.earlyFirstByInvoice}.",
		rule.InvoicePayers: "Each payer number of net terms has at most {invoice.payersPerPayerNumber addresses} of " +
			"payers, who receive the invoices and are responsible for paying.",
		rule.InvoiceTax: "Tax may be due depending on the order and the buyer's place; its rates are an input, and " +
			"it is worked out and rounded for {invoice.taxRounding}, and shown separately.",
		rule.InvoiceByRenewal: "Inside the renewal window a renewal can be switched to pay by invoice if " +
			"{invoice.renewalPayer}; otherwise it is renewed by quote.",
		rule.OrderPaymentMethods: "Orders are paid by card, PayPal or direct debit; through sales also by purchase " +
			"order; by quote, and for a renewal, also by invoice. Totals above which neither card nor PayPal is " +
			"taken: {order.cardCeilings}.",
		rule.OrderTaxExempt: "A tax-exempt buyer cannot order online and goes to a reseller; an order by quote " +
			"{order.quoteCountsAsOnline}.",
		rule.OrderChargeWhenReady: "An order is charged as soon as it can be completed and delivered, within " +
			"{order.processing}.",
		rule.OrderConfirmation: "A buyer who has no confirmation after {order.confirmation} checks the spam folder " +
			"and then contacts support.",
		rule.OrderInsufficientCredit: "An order beyond what is left of the net-terms credit " +
			"({order.equalCreditPasses}), or with too many invoices open, waits until invoices are paid or the " +
			"credit is raised; its quote is available again within {order.quoteReopening} of that.",
		rule.QuoteAvailable: "Subscriptions are bought and renewed by a partner's quote; the public sector gets one " +
			"{order.publicSector}.",
		rule.QuoteValid: "The prices of a quote hold {order.quoteLastDay}.",
		rule.RefundMonthly: "A monthly subscription {refund.monthlyOnlineOnly} is refunded in full if the return is " +
			"made within {refund.monthly days} of the purchase or a renewal.",
		rule.RefundLong: "A subscription is refunded if the return is started within {refund.annual days} (annual) " +
			"or {refund.threeYear days} (three-year) of the purchase or a renewal.",
		rule.RefundMaintenance: "A maintenance plan is refunded if the return is started within " +
			"{refund.maintenance days} of the purchase or a renewal.",
		rule.RefundFlex: "Flex tokens are refunded if the return is started within {refund.flexTokens days} of the " +
			"purchase; a renewal opens no window.",
		rule.RefundDays: "The day of the purchase is day zero, the window opens with the order and closes at the end " +
			"of its last day; a renewal counts {refund.renewalFrom}.",
	}
}

// englishReadings has the values of readings that the sentences above word differently from [Readings].
func englishReadings() map[string]string {
	return map[string]string{
		"proration.dayCount/standard": "the standard days of each full service year or month, and the real days of " +
			"a partial one, but no more than the standard days",
		"renewal.switchesOnAgain/yes":     "is on again",
		"renewal.switchesOnAgain/no":      "stays as it was switched",
		"lapse.exemptUnpaidStops/yes":     "an unpaid invoice stops access at its due date",
		"lapse.exemptUnpaidStops/no":      "an unpaid invoice is reported but does not take away access",
		"lapse.exemptLateRenewal/yes":     "late renewal is open only for as long as with stages",
		"lapse.exemptLateRenewal/no":      "there is no late renewal",
		"lapse.stagesBeforeEdition/yes":   "access ends in stages",
		"lapse.stagesBeforeEdition/no":    "access ends with the last covered day, without stages",
		"change.addSeatsWhileExpired/yes": "while the subscription is Active or Expired",
		"change.addSeatsWhileExpired/no":  "only while the subscription is Active",
		"change.followsEarlyRenewal/yes":  "moves to the new renewal date",
		"change.followsEarlyRenewal/no":   "keeps the day that it had when it was asked for",
		"coterm.limitDay/yes":             "the new last day can be the last day of the first limit itself",
		"coterm.limitDay/no":              "the new last day lies before the last day of the first limit",
		"coterm.fromEnd/yes":              "the second limit is counted from the last covered day",
		"coterm.fromEnd/no":               "the second limit is counted from the renewal date itself",
		"coterm.reAnchor/yes":             "follows the anchor of its target",
		"coterm.reAnchor/no":              "keeps its own anchor",
		"coterm.extendCharge/yearly": "on the day of the transaction, but a three-year one yearly, on the " +
			"anniversaries of the old renewal date",
		"order.equalCreditPasses/yes":   "exactly what is left still passes",
		"order.equalCreditPasses/no":    "exactly what is left is too much",
		"order.quoteCountsAsOnline/yes": "counts as online",
		"order.quoteCountsAsOnline/no":  "does not count as online",
		"order.publicSector/no":         "from a reseller",
	}
}
