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
			"Maya cannot be renewed or changed as asked any more: a cancellation is final, and nothing is renewed or " +
				"extended beyond the day on which it takes effect; the last day was 16 March 2026. Buy a new " +
				"subscription.",
		},
		{
			"renewal with changes", "Maya", decided(rule.RenewalWithChanges, "2026-02-01", early, policy.Partner, 0),
			"Maya can be renewed with these changes through a partner from 2 November 2025 through 16 March 2026.",
		},
		{
			"tokens with changes", "Flex", decided(rule.RenewalWithChanges, "2026-02-01", never, 0, policy.BuyTokens),
			"Flex cannot be renewed with these changes: only a subscription has a term, seats and a product that can " +
				"change with its renewal, after the renewal date by a partner's quote. Buy more " +
				"tokens: they have no seats, term or proration.",
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
			"Seats cannot be added to Revit any more: seats can be added only while the subscription is Active, up " +
				"to 1,000,000 in all, and only if it lasts to its renewal date; the last day was 9 June 2025. Renew " +
				"first.",
		},
	})
}

// A sentence is true on the day with the remedy that follows it: it does not refuse what the remedy advises.
func TestSentence_AgreesWithRemedy(t *testing.T) {
	never, room := calendar.Period{}, between("2025-10-01", "2026-01-01")
	changes := " Renew with changes, after the renewal date by a partner's quote."
	checkSentence(t, []sentenceCase{
		{
			"a cancellation that leaves room for a shorter term", "AutoCAD",
			decided(rule.RenewalCanceledFinal, "2025-08-01", never, 0, policy.RenewWithChanges),
			"AutoCAD cannot be renewed or changed as asked: a cancellation is final, and nothing is renewed or " +
				"extended beyond the day on which it takes effect." + changes,
		},
		{
			"a cancellation that leaves room from the renewal date on", "AutoCAD",
			decided(rule.RenewalCanceledFinal, "2025-08-01", room, 0, policy.WaitForWindow),
			"AutoCAD cannot be renewed or changed as asked yet: a cancellation is final, and nothing is renewed or " +
				"extended beyond the day on which it takes effect; the first day is 1 October 2025.",
		},
		{
			"a change of an exempt offering", "Autodesk Docs",
			decided(rule.LapseExempt, "2026-01-01", room, 0, policy.RenewFirst),
			"This cannot be done for Autodesk Docs any more: access to it stops when it ends, and there is no late " +
				"renewal; the last day was 31 December 2025. Renew first.",
		},
		{
			"seats that would not last, while Active", "AutoCAD",
			decided(rule.ChangeSeatsUp, "2025-08-01", never, 0, policy.BuyNew),
			"Seats cannot be added to AutoCAD: seats can be added only while the subscription is Active, up to " +
				"1,000,000 in all, and only if it lasts to its renewal date. Buy a new subscription.",
		},
		{
			"a late renewal with changes in the account", "AutoCAD",
			decided(rule.RenewalWithChanges, "2026-01-01", calendar.Until(day("2026-01-01")), 0, policy.RenewByQuote),
			"AutoCAD cannot be renewed with these changes any more: only a subscription has a term, seats and a " +
				"product that can change with its renewal, after the renewal date by a partner's quote; the last day " +
				"was 31 December 2025. Renew by quote.",
		},
		{
			"a target that a renewal passes", "AutoCAD",
			decided(rule.CotermExtendThreeYear, "2026-01-01", never, 0, policy.ChooseLaterTarget),
			"The renewal date of AutoCAD cannot be moved as asked: a three-year subscription reaches 39 months from " +
				"the day of the order and 36 months from its renewal date (the new one once it is renewed), and both " +
				"must hold. Choose a subscription that renews later.",
		},
	})
	ed := edition(t, func(p *policy.Parameters) { p.Lapse.ExemptLateRenewal = policy.Yes })
	d := decided(rule.LapseExempt, "2026-01-01", room, 0, policy.RenewFirst)
	d.Edition = ed.Fingerprint()
	got, err := ed.Sentence(d, "Autodesk Docs")
	if want := "This cannot be done for Autodesk Docs any more: access to it stops when it ends, and late renewal is " +
		"open only for as long as with stages; the last day was 31 December 2025. Renew first."; got != want {
		t.Errorf("got %s, %v", got, err)
	}
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
				"from the day of the order and 12 months from its renewal date (the new one once it is renewed), and " +
				"both must hold. Choose a subscription that renews earlier.",
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
