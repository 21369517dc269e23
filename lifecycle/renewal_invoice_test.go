package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// byInvoiceCase is a day on which a renewal by invoice is asked for, with the status of the payer, and the decision.
type byInvoiceCase struct {
	ed    policy.Edition
	f     lifecycle.Facts
	on    string
	payer lifecycle.PayerStatus
	want  answer
}

func holdByInvoice(t *testing.T, tests map[string]byInvoiceCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			decides(t, subscription(t, tt.ed, tt.f).On(day(tt.on)).CanRenewByInvoice(tt.payer, plain), tt.want)
		})
	}
}

// invoice.by-renewal: inside the early renewal window.
func TestCanRenewByInvoice_Window(t *testing.T) {
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	days := window("2025-07-03", "2025-09-30")
	yes := answer{allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService, window: days}
	holdByInvoice(t, map[string]byInvoiceCase{
		"the day before the window": {
			europe, once, "2025-07-02", lifecycle.PayerOnFile,
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow, window: days},
		},
		"its first day": {europe, once, "2025-07-03", lifecycle.PayerOnFile, yes},
		"its last day":  {europe, once, "2025-09-30", lifecycle.PayerOnFile, yes},
		"on R": {
			europe, once, "2025-10-01", lifecycle.PayerOnFile,
			answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote, window: days},
		},
		"Canceled": {
			europe, once, "2025-11-15", lifecycle.PayerOnFile,
			answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
		},
	})
}

// Without a renewal window there is nothing to wait for; on R it can be renewed by quote.
func TestCanRenewByInvoice_NoWindow(t *testing.T) {
	none := edition(t, func(p *policy.Parameters) { p.Renewal.WindowDays = 0 })
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	owing := once.Bill(unpaid("1", "2025-09-01", "2025-09-29"))
	never := answer{id: rule.RenewalWindow}
	byQuote := answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote}
	holdByInvoice(t, map[string]byInvoiceCase{
		"a month before R":                  {none, once, "2025-09-01", lifecycle.PayerOnFile, never},
		"the day before R":                  {none, once, "2025-09-30", lifecycle.PayerOnFile, never},
		"the day before R, without a payer": {none, once, "2025-09-30", lifecycle.NoPayer, never},
		"the day before R, in debt":         {none, owing, "2025-09-30", lifecycle.PayerOnFile, never},
		"on R":                              {none, once, "2025-10-01", lifecycle.PayerOnFile, byQuote},
		"on R, without a payer":             {none, once, "2025-10-01", lifecycle.NoPayer, byQuote},
	})
}

// invoice.by-renewal, change.seats-down: without a renewal window, more seats do not help a renewal by invoice either
// before the renewal date. From that date on it can be renewed with them by quote.
func TestCanRenewByInvoice_TooFewSeatsWithoutAWindow(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) { p.Renewal.WindowDays, p.Change.MinimumSeats = 0, 2 })
	s := subscription(t, ed, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	ask := func(on string, seats int) policy.Decision {
		return s.On(day(on)).CanRenewByInvoice(lifecycle.NoPayer, lifecycle.RenewalChanges{Seats: seats})
	}
	decides(t, ask("2025-09-30", 1), answer{id: rule.ChangeSeatsDown})
	decides(t, ask("2025-09-30", 2), answer{id: rule.RenewalWindow})
	decides(t, ask("2025-10-02", 1), answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats})
	decides(t, ask("2025-10-02", 2), answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote})
}

// invoice.by-renewal: with a payer on file; by the other reading also for a payer of another subscription by invoice.
func TestCanRenewByInvoice_Payers(t *testing.T) {
	other := edition(t, func(p *policy.Parameters) { p.Invoice.RenewalPayer = policy.PayerOnFileOrOther })
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	days := window("2025-07-03", "2025-09-30")
	yes := answer{allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService, window: days}
	byQuote := answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote}
	holdByInvoice(t, map[string]byInvoiceCase{
		"no payer":                               {europe, once, "2025-08-01", lifecycle.NoPayer, byQuote},
		"the payer is not said":                  {europe, once, "2025-08-01", 0, byQuote},
		"another payer, under one reading":       {europe, once, "2025-08-01", lifecycle.OtherByInvoice, byQuote},
		"another payer, under the other reading": {other, once, "2025-08-01", lifecycle.OtherByInvoice, yes},
		"no payer, under the other reading":      {other, once, "2025-08-01", lifecycle.NoPayer, byQuote},
		"no payer, too early": {
			europe, once, "2025-07-02", lifecycle.NoPayer,
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow},
		},
		"no payer, on R": {europe, once, "2025-10-01", lifecycle.NoPayer, byQuote},
	})
}

// order.overdue-balance: from the day after the due date on, nothing is renewed by invoice.
func TestCanRenewByInvoice_Overdue(t *testing.T) {
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	days := window("2025-07-03", "2025-09-30")
	yes := answer{allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService, window: days}
	byQuote := answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote}
	owing := once.Bill(unpaid("I-1", "2025-07-01", "2025-07-31"))
	late := once.Bill(unpaid("I-1", "2025-07-01", "2025-09-30"))
	early, exempt := once.Bill(unpaid("I-1", "2025-06-01", "2025-07-01")), owing
	exempt.Offering = "Autodesk Docs"
	overdue := answer{
		id: rule.OrderOverdueBalance, remedy: policy.PayOverdue, window: window("2025-07-03", "2025-07-31"),
	}
	canceled := overdue // 46 days after
	canceled.id, canceled.remedy = rule.RenewalCanceledFinal, policy.BuyNew
	holdByInvoice(t, map[string]byInvoiceCase{
		"overdue, on the due date":    {europe, owing, "2025-07-31", lifecycle.PayerOnFile, yes},
		"overdue":                     {europe, owing, "2025-08-01", lifecycle.PayerOnFile, overdue},
		"overdue, its last day":       {europe, owing, "2025-09-30", lifecycle.PayerOnFile, canceled},
		"overdue, no payer":           {europe, owing, "2025-08-01", lifecycle.NoPayer, byQuote},
		"overdue, and access is kept": {europe, exempt, "2025-09-30", lifecycle.PayerOnFile, overdue},
		"overdue, on R": {
			europe, late, "2025-10-01", lifecycle.PayerOnFile,
			answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote, window: days},
		},
		"overdue, the day before R": {europe, late, "2025-09-30", lifecycle.PayerOnFile, yes},
		"overdue, before the window": {
			europe, early, "2025-07-02", lifecycle.PayerOnFile,
			answer{id: rule.RenewalWindow, remedy: policy.PayOverdue},
		},
		"overdue, before the window, no payer": {
			europe, early, "2025-07-02", lifecycle.NoPayer,
			answer{id: rule.RenewalWindow, remedy: policy.WaitForWindow},
		},
	})
}

// edition.before: allowed from the edition's first day on, whenever the term was ordered; tokens and trials have their
// own rules.
func TestCanRenewByInvoice_Edition(t *testing.T) {
	old := bought(t, calendar.Annual, day("2023-10-01"), day("2023-10-01"))
	holdByInvoice(t, map[string]byInvoiceCase{
		"the day before the edition": {
			europe, old, "2024-09-15", lifecycle.PayerOnFile,
			answer{id: rule.EditionBefore, remedy: policy.AskSeller, window: window("2024-09-16", "2024-09-30")},
		},
		"the edition's first day, an old term": {europe, old, "2024-09-16", lifecycle.PayerOnFile, answer{
			allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService,
			window: window("2024-09-16", "2024-09-30"),
		}},
		"tokens before the edition": {europe, tokens("2023-10-01"), "2024-09-15", lifecycle.PayerOnFile, answer{
			allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService,
			window: window("2024-07-03", "2024-09-30"),
		}},
		"a trial before the edition": {
			edition(t, func(p *policy.Parameters) { p.FirstDay = day("2025-06-01") }), trial(), "2025-01-15",
			lifecycle.PayerOnFile,
			answer{id: rule.TrialConvert, remedy: policy.BuyWithSameAccount},
		},
	})
}

// invoice.by-renewal with renewal.with-changes: by invoice, what the renewal carries is checked as for any renewal: its
// length must end by the day of a cancellation, and its number of seats must be possible.
func TestCanRenewByInvoice_WithChanges(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-07-05")).Cancel(day("2026-09-30")))
	early := window("2025-07-03", "2025-09-30")
	month := lifecycle.RenewalChanges{Length: calendar.Monthly}
	for name, tt := range map[string]struct {
		on      string
		changes lifecycle.RenewalChanges
		want    answer
	}{
		"of its length, too long": {
			"2025-07-06", plain, answer{id: rule.RenewalCanceledFinal, remedy: policy.RenewWithChanges},
		},
		"shorter": {
			"2025-07-06", month,
			answer{allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService, window: early},
		},
		"shorter, on R": {
			"2025-10-01", month, answer{id: rule.InvoiceByRenewal, remedy: policy.RenewByQuote, window: early},
		},
		"longer": {
			"2025-07-06",
			lifecycle.RenewalChanges{Length: calendar.ThreeYear},
			answer{id: rule.RenewalCanceledFinal, remedy: policy.RenewWithChanges},
		},
	} {
		t.Run(name, func(t *testing.T) {
			decides(t, s.On(day(tt.on)).CanRenewByInvoice(lifecycle.PayerOnFile, tt.changes), tt.want)
		})
	}
	two := edition(t, func(p *policy.Parameters) { p.Change.MinimumSeats = 2 })
	v := subscription(t, two, annual(t, "2024-10-01").Facts()).On(day("2025-07-06"))
	decides(t, v.CanRenewByInvoice(lifecycle.PayerOnFile, lifecycle.RenewalChanges{Seats: 1}),
		answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats})
	decides(t, v.CanRenewByInvoice(lifecycle.PayerOnFile, lifecycle.RenewalChanges{Seats: 2}),
		answer{allowed: true, id: rule.InvoiceByRenewal, route: policy.SelfService, window: early})
}

// renewal.window: if the edition has no renewal window, nothing can be renewed by invoice, even with everything paid.
func TestCanRenewByInvoice_NoWindowInADebt(t *testing.T) {
	t.Parallel()
	ed := edition(t, func(p *policy.Parameters) { p.Renewal.WindowDays = 0 })
	long := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Length = calendar.ThreeYear })
	due := long.Ordered.AddDays(9)
	l := &told{t, must(t)(lifecycle.Buy(ed, long))}
	v := l.bill("1", long.Ordered.String(), due.String()).s.On(due.AddDays(7))
	decides(t, v.CanRenewByInvoice(lifecycle.PayerOnFile, plain), answer{id: rule.RenewalWindow})
	if d := v.CanReactivate(); !d.Allowed() {
		t.Errorf("not in a lapse for a debt: %s", d)
	}
}
