package policy_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// decided is a decision of Europe2024.
func decided(
	id rule.ID, asked string, window calendar.Period, route policy.Route, remedy policy.Remedy,
) policy.Decision {
	return policy.Decision{
		Rule: id, Asked: day(asked), Window: window, Route: route, Remedy: remedy,
		Edition: policy.Europe2024().Fingerprint(),
	}
}

// sentenceCase is a row of the tables below.
type sentenceCase struct {
	name, subject string
	d             policy.Decision
	says          string
}

func checkSentence(t *testing.T, rows []sentenceCase) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			got, err := policy.Europe2024().Sentence(test.d, test.subject)
			if err != nil || got != test.says {
				t.Errorf("got  %s, %v\nwant %s", got, err, test.says)
			}
		})
	}
}

// What a support desk says, rule by rule. Each sentence was read for its grammar.
func TestSentence_Renewals(t *testing.T) {
	early := between("2025-11-02", "2026-03-17") // of what renews on 2026-01-31, late renewal included
	checkSentence(t, []sentenceCase{
		{
			"renewal too early", "AutoCAD", decided(rule.RenewalWindow, "2025-08-01", early, 0, policy.WaitForWindow),
			"AutoCAD cannot be renewed yet: renewal opens on 2 November 2025, 90 days before the renewal date.",
		},
		{
			"renewal before the purchase", "AutoCAD", // monthly from 2025-02-10 on, so that the window opens with it
			decided(rule.RenewalWindow, "2025-02-09", between("2025-02-10", "2025-04-09"), 0, policy.WaitForWindow),
			"AutoCAD cannot be renewed yet: early renewal opens 90 days before the renewal date; the first day is 10 " +
				"February 2025.",
		},
		{
			"product switch up to the renewal date", "AutoCAD",
			decided(rule.ChangeProductSwitch, "2025-02-09", between("2025-02-10", "2025-05-11"), 0,
				policy.WaitForWindow),
			"A switch of AutoCAD to another product cannot be asked for yet: that opens on 10 February 2025, 90 days " +
				"before the renewal date.",
		},
		{
			"product switch before the purchase", "AutoCAD",
			decided(rule.ChangeProductSwitch, "2025-02-09", between("2025-02-10", "2025-05-10"), 0,
				policy.WaitForWindow),
			"A switch of AutoCAD to another product cannot be asked for yet: it is asked for in the 90 days before " +
				"the renewal date; the first day is 10 February 2025.",
		},
		{
			"renewal in a window without an end", "AutoCAD",
			decided(rule.RenewalWindow, "2025-02-09", calendar.Since(day("2025-02-10")), 0, policy.WaitForWindow),
			"AutoCAD cannot be renewed yet: renewal opens on 10 February 2025, 90 days before the renewal date.",
		},
		{
			"renewal in time", "AutoCAD", decided(rule.RenewalWindow, "2025-11-02", early, 0, 0),
			"AutoCAD can be renewed from 2 November 2025 through 16 March 2026.",
		},
	})
}

func TestSentence_LateRenewals(t *testing.T) {
	never := calendar.Period{}
	early := between("2025-11-02", "2026-03-17") // of what renews on 2026-01-31, late renewal included
	checkSentence(t, []sentenceCase{
		{
			"renewal after an unpaid invoice", "AutoCAD",
			decided(rule.RenewalWindow, "2025-08-01", early, 0, policy.PayOpenInvoice),
			"AutoCAD cannot be renewed yet: renewal opens on 2 November 2025, 90 days before the renewal date. " +
				"Pay the open invoice by its due day.",
		},
		{
			"late renewal", "Maya", decided(rule.RenewalLate, "2026-03-16", early, 0, 0),
			"Maya can be renewed from 2 November 2025 through 16 March 2026.",
		},
		{
			"canceled", "Maya", decided(rule.RenewalCanceledFinal, "2026-03-17", early, 0, policy.BuyNew),
			"Maya cannot be renewed or changed any more: a cancellation is final; the last day was 16 March 2026. " +
				"Buy a new subscription.",
		},
		{
			"renewal with changes", "Maya", decided(rule.RenewalWithChanges, "2026-02-01", early, policy.Partner, 0),
			"Maya can be renewed with these changes through a partner from 2 November 2025 through 16 March 2026.",
		},
		{
			"tokens with changes", "Flex", decided(rule.RenewalWithChanges, "2026-02-01", never, 0, policy.BuyTokens),
			"Flex cannot be renewed with these changes: only a subscription has a term, seats and a product that can " +
				"change with its renewal. Buy more tokens: they have no seats, term or proration.",
		},
	})
}

func TestSentence_Changes(t *testing.T) {
	never := calendar.Period{}
	checkSentence(t, []sentenceCase{
		{
			"before the edition", "Revit",
			decided(rule.EditionBefore, "2024-09-15", calendar.Since(day("2024-09-16")), 0, policy.AskSeller),
			"This cannot be done for Revit yet: the rules for it apply from 16 September 2024 on, and what was " +
				"ordered before may have to be renewed first; the first day is 16 September 2024. Ask the seller.",
		},
		{
			"auto-renew", "Revit",
			decided(rule.RenewalAutoToggle, "2025-05-01", between("2024-06-10", "2025-07-25"), policy.SelfService, 0),
			"Auto-renew of Revit can be switched in the account from 10 June 2024 through 24 July 2025.",
		},
		{
			"product switch", "Revit",
			decided(rule.ChangeProductSwitch, "2025-01-02", between("2025-03-12", "2025-06-10"), 0,
				policy.WaitForWindow),
			"A switch of Revit to another product cannot be asked for yet: that opens on 12 March 2025, 90 days " +
				"before the renewal date.",
		},
		{
			"fewer seats than one", "Revit",
			decided(rule.ChangeSeatsDown, "2025-05-01", never, 0, policy.KeepMinimumSeats),
			"That number of seats for Revit cannot be asked for: a reduction is asked for before the renewal date " +
				"and leaves at least 1 seat. Keep the minimum number of seats.",
		},
		{
			"seats after the term", "Revit",
			decided(rule.ChangeSeatsUp, "2025-06-10", between("2024-06-10", "2025-06-10"), 0, policy.RenewFirst),
			"Seats cannot be added to Revit any more: seats can be added only while the subscription is Active; the " +
				"last day was 9 June 2025. Renew first.",
		},
	})
}

func TestSentence_Coterm(t *testing.T) {
	never := calendar.Period{}
	checkSentence(t, []sentenceCase{
		{
			"seats at two prices", "Revit", decided(rule.CotermSameProduct, "2025-05-01", never, 0, policy.AskPartner),
			"Seats cannot be added to Revit: up to the renewal date it has two lengths of term or two products, so " +
				"its seats have no single list price. Ask a partner for a quote.",
		},
		{
			"extension too far", "Revit",
			decided(rule.CotermExtendAnnual, "2025-05-01", never, 0, policy.ChooseEarlierTarget),
			"The renewal date of Revit cannot be moved as asked: an annual subscription reaches 15 months " +
				"from the day of the order and 12 months from its renewal date, and both must hold. Choose a " +
				"subscription that renews earlier.",
		},
		{
			"extension for one day", "Revit",
			decided(rule.CotermExtendThreeYear, "2025-06-09", between("2025-06-09", "2025-06-10"), policy.Partner, 0),
			"The renewal date of Revit can be moved as asked through a partner on 9 June 2025 only.",
		},
	})
}

func TestSentence_Orders(t *testing.T) {
	never, always := calendar.Period{}, calendar.Always()
	checkSentence(t, []sentenceCase{
		{
			"renewal by invoice", "Revit", decided(rule.InvoiceByRenewal, "2025-05-01", never, 0, policy.RenewByQuote),
			"The renewal of Revit cannot be paid by invoice: that is chosen in the renewal window, if a payer is on " +
				"file. Renew by quote.",
		},
		{
			"a sixth payer", "payer number 4711",
			decided(rule.InvoicePayers, "2025-05-01", never, 0, policy.RemovePayer),
			"Another payer cannot be added to payer number 4711: a payer number has at most 5 e-mail addresses. " +
				"Remove a payer first.",
		},
		{
			"a payer more", "payer number 4711", decided(rule.InvoicePayers, "2025-05-01", always, 0, 0),
			"Another payer can be added to payer number 4711.",
		},
		{
			"too little credit", "Order 12",
			decided(rule.OrderInsufficientCredit, "2025-05-01", never, 0, policy.RaiseCredit),
			"Order 12 cannot be paid by invoice: the credit does not cover it, or too many invoices are open; its " +
				"quote is available again within 15 minutes of when that is settled. Pay open invoices or have the " +
				"credit raised.",
		},
		{
			"an overdue balance", "Order 12",
			decided(rule.OrderOverdueBalance, "2025-05-02", calendar.Until(day("2025-05-02")), 0, policy.PayOverdue),
			"Order 12 cannot be paid by invoice any more: an invoice is overdue; the last day was 1 May 2025. Pay " +
				"what is overdue.",
		},
		{
			"a quote that holds", "Quote Q-17",
			decided(rule.QuoteValid, "2025-05-01", calendar.Until(day("2025-05-02")), policy.SelfService, 0),
			"Quote Q-17 can be accepted in the account through 1 May 2025.",
		},
	})
}

func TestSentence_Other(t *testing.T) {
	never, always := calendar.Period{}, calendar.Always()
	checkSentence(t, []sentenceCase{
		{
			"a trial", "Maya",
			decided(rule.TrialConvert, "2025-05-01", calendar.Since(day("2025-04-20")), policy.SelfService, 0),
			"Maya can become a paid subscription in the account from 20 April 2025 on.",
		},
		{
			"bought from the seller", "Order 12",
			decided(rule.OrderPaymentMethods, "2025-05-01", always, policy.Seller, 0),
			"Order 12 can be paid in this way through the seller.",
		},
		{
			"returned too late", "AutoCAD",
			decided(rule.RefundLong, "2025-07-11", between("2025-06-10", "2025-07-11"), 0, 0),
			"AutoCAD cannot be returned any more: a subscription can be returned within 30 days (annual) or 30 days " +
				"(three-year) of the purchase or renewal; the last day was 10 July 2025.",
		},
		{
			"a rule that decides nothing", "AutoCAD", decided(rule.TermZone, "2025-05-01", never, 0, policy.AskSupport),
			"This cannot be done for AutoCAD: see rule term.zone. Contact support.",
		},
		{
			"a subject in braces", "{why} {x", decided(rule.CotermMonthly, "2025-05-01", never, 0, 0),
			"The renewal date of {why} {x cannot be moved as asked: no limit is published for monthly " +
				"subscriptions.",
		},
	})
}
