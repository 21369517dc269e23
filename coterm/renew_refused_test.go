package coterm_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// refusedRenewal is a request that [lifecycle.View.CanRenewWith] or [lifecycle.View.CanRenewByInvoice] refuses.
type refusedRenewal struct {
	s       lifecycle.Subscription
	on      string
	request coterm.RenewalRequest
	want    string
}

// holdRefusedRenewals checks the refusals, and that there is no price.
func holdRefusedRenewals(t *testing.T, tests map[string]refusedRenewal) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := coterm.Renew(tt.s.On(date(tt.on)), tt.request)
			var refusal *policy.Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("got %v, want %s", err, tt.want)
			}
			if outcome(refusal.Decision) != tt.want || got.Instalments != nil || got.Next.Terms != nil {
				t.Errorf("got  %s\nwant %s", outcome(refusal.Decision), tt.want)
			}
		})
	}
}

// twoAtLeast is a subscription for three seats under an edition with a minimum of two.
func twoAtLeast() lifecycle.Subscription {
	ed := edition(func(p *policy.Parameters) { p.Change.MinimumSeats = 2 })
	return sub(ed, calendar.Annual, date("2024-10-01"), date("2024-10-01"))
}

// renewal.window, renewal.canceled-final, trial.convert, change.seats-down and edition.before.
func TestRenew_Refused(t *testing.T) {
	annual := bought(calendar.Annual, "2024-10-01")
	staged := edition(func(p *policy.Parameters) { p.Lapse.StagesBeforeEdition = policy.Yes })
	plain := coterm.RenewalRequest{SRP: amount("EUR 365.00")}
	single := coterm.RenewalRequest{SRP: amount("EUR 365.00"), Seats: 1}
	const year = " 2025-07-03/2025-11-15"
	holdRefusedRenewals(t, map[string]refusedRenewal{
		"on the day before the window": {annual, "2025-07-02", plain, "no renewal.window wait-for-window" + year},
		"canceled":                     {annual, "2025-11-15", plain, "no renewal.canceled-final buy-new" + year},
		"leaving": {
			must(annual.On(date("2025-01-01")).Cancel(date("2026-09-30"))), "2025-07-03", plain,
			"no renewal.canceled-final renew-with-changes",
		},
		"of a trial":    {trial(), "2025-08-30", plain, "no trial.convert buy-with-same-account"},
		"for few seats": {twoAtLeast(), "2025-07-03", single, "no change.seats-down keep-minimum-seats"},
		"with changes after R, before the edition": {
			sub(staged, calendar.Annual, date("2023-09-10"), date("2023-09-10")), "2024-09-12", single,
			"no edition.before wait-for-window 2024-09-16/2024-10-25",
		},
	})
}

// invoice.by-renewal, and renewals that are refused however they are paid for.
func TestRenew_ByInvoiceRefused(t *testing.T) {
	annual, old := bought(calendar.Annual, "2024-10-01"), bought(calendar.Annual, "2023-10-01")
	owing := with(bought(calendar.Annual, "2024-10-01"), func(f *lifecycle.Facts) {
		f.Offering = "Autodesk Docs"
		f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: date("2025-03-01"), Due: date("2025-03-05")}}
	})
	byInvoice := func(payer lifecycle.PayerStatus) coterm.RenewalRequest {
		return coterm.RenewalRequest{SRP: amount("EUR 365.00"), NetTerms: must(invoice.Net(30)), Payer: payer}
	}
	single := byInvoice(lifecycle.PayerOnFile)
	single.Seats = 1
	holdRefusedRenewals(t, map[string]refusedRenewal{
		"without a payer": {annual, "2025-07-03", byInvoice(lifecycle.NoPayer), "no invoice.by-renewal renew-by-quote"},
		"with another by invoice": {
			annual, "2025-07-03", byInvoice(lifecycle.OtherByInvoice), "no invoice.by-renewal renew-by-quote",
		},
		"on R": {
			annual, "2025-10-01", byInvoice(lifecycle.PayerOnFile),
			"no invoice.by-renewal renew-by-quote 2025-07-03/2025-10-01",
		},
		"before the window": {
			annual, "2025-07-02", byInvoice(lifecycle.PayerOnFile),
			"no renewal.window wait-for-window 2025-07-03/2025-10-01",
		},
		"before the window, without a payer, in debt": { // to pay would not help
			owing, "2025-03-10", byInvoice(lifecycle.NoPayer), "no renewal.window wait-for-window",
		},
		"before the window, in debt": {
			owing, "2025-03-10", byInvoice(lifecycle.PayerOnFile), "no renewal.window pay-overdue",
		},
		"for few seats": {twoAtLeast(), "2025-07-03", single, "no change.seats-down keep-minimum-seats"},
		"before the edition": {
			old, "2024-09-15", byInvoice(lifecycle.PayerOnFile), "no edition.before ask-seller 2024-09-16/2024-10-01",
		},
		"on net terms alone, before the edition": {
			old, "2024-09-15",
			coterm.RenewalRequest{SRP: amount("EUR 365.00"), NetTerms: must(invoice.Net(30))},
			"no edition.before ask-seller 2024-09-16/2024-10-01",
		},
	})
}

// quote.available, renewal.with-changes: on net terms a renewal with changes is quoted, so that it waits for the first
// day of the edition, on whichever side of the renewal date it can be made then.
func TestRenew_ChangesOnNetTermsBeforeTheEdition(t *testing.T) {
	four := coterm.RenewalRequest{SRP: amount("EUR 365.00"), Seats: 4, NetTerms: must(invoice.Net(30))}
	three := four
	three.Seats = 3
	staged := edition(func(p *policy.Parameters) { p.Lapse.StagesBeforeEdition = policy.Yes })
	gap := sub(staged, calendar.Annual, date("2023-09-10"), date("2023-09-10"))
	over := bought(calendar.Annual, "2023-09-10") // nothing is left of it on the first day of the edition
	later := bought(calendar.Annual, "2023-11-01")
	const wait, late = "no edition.before wait-for-window", " 2024-09-16/2024-10-25"
	holdRefusedRenewals(t, map[string]refusedRenewal{
		"early":             {later, "2024-08-20", four, wait + " 2024-09-16/2024-11-01"},
		"without changes":   {later, "2024-08-20", three, "no edition.before ask-seller 2024-09-16/2024-11-01"},
		"before the window": {gap, "2024-06-01", four, wait + late},
		"before the gap":    {gap, "2024-09-09", four, wait + late},
		"in the gap":        {gap, "2024-09-10", four, wait + late},
		"its last day":      {gap, "2024-09-15", four, wait + late},
		"without stages":    {over, "2024-09-09", four, "no edition.before ask-seller"},
	})
	if p, err := coterm.Renew(gap.On(date("2024-09-16")), four); err != nil ||
		outcome(p.Decision) != "yes renewal.with-changes partner"+late {
		t.Errorf("%s, %v", outcome(p.Decision), err)
	}
}

// edition.before, order.overdue-balance: on net terms the window is that of the renewal, from the first day of the
// edition through the due date of what is overdue. The edition is asked first, and the debt last.
func TestRenew_OnNetTermsRefused(t *testing.T) {
	net30 := coterm.RenewalRequest{SRP: amount("EUR 365.00"), NetTerms: must(invoice.Net(30))}
	old := bought(calendar.Annual, "2023-11-01")
	owing := with(bought(calendar.Annual, "2024-10-01"), func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: date("2025-06-20"), Due: date("2025-07-10")}}
	})
	early := with(bought(calendar.Annual, "2024-10-01"), func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: date("2025-06-01"), Due: date("2025-06-20")}}
	})
	tried := with(trial(), func(f *lifecycle.Facts) {
		f.Anchor, f.Terms[0].Start, f.Terms[0].Ordered = date("2024-08-20"), date("2024-08-20"), date("2024-08-20")
		f.Terms[0].End = date("2024-09-20")
	})
	oldOwing := with(bought(calendar.Annual, "2023-10-15"), func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: date("2024-08-01"), Due: date("2024-08-01")}}
	})
	const before, year = "no edition.before ask-seller 2024-09-16/2024-11-01", " 2025-07-03/2025-07-11"
	holdRefusedRenewals(t, map[string]refusedRenewal{
		"before the edition, in debt until then": {oldOwing, "2024-09-15", net30, "no edition.before ask-seller"},
		"before the edition and its window":      {old, "2024-07-01", net30, before},
		"before the edition, in the window":      {old, "2024-08-20", net30, before},
		"on the last day before the edition":     {old, "2024-09-15", net30, before},
		"in debt": {
			owing, "2025-07-11", net30, "no order.overdue-balance pay-overdue" + year,
		},
		"in debt since before the window": {early, "2025-07-01", net30, "no renewal.window pay-overdue"},
		"of a trial":                      {tried, "2024-09-20", net30, "no trial.convert buy-with-same-account"},
		"of a trial, before the edition":  {tried, "2024-09-15", net30, "no trial.convert buy-with-same-account"},
		"before the window, not yet in debt": {
			owing, "2025-07-02", net30, "no renewal.window wait-for-window 2025-07-03/2025-11-15",
		},
		"canceled by a debt that is not paid": {
			owing, "2025-10-02", net30, "no renewal.canceled-final buy-new 2025-07-03/2025-07-11",
		},
	})
	for _, on := range []string{"2025-07-03", "2025-07-10"} {
		if p, err := coterm.Renew(owing.On(date(on)), net30); err != nil || !p.Decision.Allowed() {
			t.Errorf("on %s: %v", on, err)
		}
	}
}

// change.seats-up, order.overdue-balance: seats on net terms can be added on the days on which they can be added at
// all.
func TestAddSeats_OnNetTermsRefused(t *testing.T) {
	exempt := with(bought(calendar.Annual, "2025-03-01"), func(f *lifecycle.Facts) {
		f.Offering, f.Terms[0].Ordered = "Autodesk Docs", date("2025-02-10")
		f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: date("2025-06-01"), Due: date("2025-06-10")}}
	})
	_, err := coterm.AddSeats(exempt.On(date("2025-07-01")), coterm.SeatRequest{
		Seats: 1, SRP: amount("EUR 365.00"), NetTerms: must(invoice.Net(30)),
	})
	var refusal *policy.Refusal
	if !errors.As(err, &refusal) ||
		outcome(refusal.Decision) != "no order.overdue-balance pay-overdue 2025-03-01/2025-06-11" {
		t.Errorf("got %v", err)
	}
}

// invoice.by-renewal: by invoice too, it is the length asked for that must end by the day of a cancellation.
func TestRenew_ByInvoiceNearACancellation(t *testing.T) {
	leaving := must(bought(calendar.Annual, "2024-10-01").On(date("2025-01-01")).Cancel(date("2026-09-30")))
	v := leaving.On(date("2025-07-03"))
	request := coterm.RenewalRequest{
		SRP: amount("EUR 36.50"), NetTerms: must(invoice.Net(30)), Payer: lifecycle.PayerOnFile,
		Length: calendar.Monthly,
	}
	got, err := coterm.Renew(v, request)
	if err != nil ||
		outcome(got.Decision) != "yes invoice.by-renewal self-service 2025-07-03/2025-10-01" ||
		got.Next.Terms[1].End != date("2025-11-01") {
		t.Errorf("got %v, %s, %v", err, outcome(got.Decision), got.Next.Terms)
	}
	request.Length = 0
	var refusal *policy.Refusal
	if _, err := coterm.Renew(v, request); !errors.As(err, &refusal) ||
		outcome(refusal.Decision) != "no renewal.canceled-final renew-with-changes" {
		t.Errorf("got %v", err)
	}
}

func TestRenew_BadRequests(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	good := coterm.RenewalRequest{SRP: amount("EUR 365.00")}
	holdBadRequests(t, "coterm.Renew", coterm.Renew, good, map[string]badRequest[coterm.RenewalRequest]{
		"nothing": {lifecycle.View{}, nil, "view: is missing", billingrules.ErrMissing},
		"no day":  {v.Subscription().On(calendar.Date{}), nil, "view.day: is missing", billingrules.ErrMissing},
		"Flex tokens": {
			tokens().On(date("2026-02-01")), nil, "view flex-tokens: has no term to be priced",
			billingrules.ErrConflict,
		},
		"no price": {
			v, func(r *coterm.RenewalRequest) { r.SRP = money.Amount{} }, "srp: is missing", billingrules.ErrMissing,
		},
		"a negative price": {
			v, func(r *coterm.RenewalRequest) { r.SRP = amount("EUR -1.00") }, "srp EUR -1.00: is negative",
			billingrules.ErrRange,
		},
		"a withdrawn currency": {
			v, func(r *coterm.RenewalRequest) { r.SRP = amount("HRK 1.00") }, "srp HRK: was withdrawn on 2023-01-01",
			money.ErrWithdrawn,
		},
		"too dear": {
			v, func(r *coterm.RenewalRequest) {
				r.Seats, r.SRP = 1_000_000, amount("EUR 99999999999999999999999999999999.00")
			},
			"srp: needs more than 34 digits", billingrules.ErrRange,
		},
		"another renewal date": {
			v, func(r *coterm.RenewalRequest) { r.If = date("2024-10-01") },
			"if 2024-10-01: is not the renewal date, which is 2025-10-01", billingrules.ErrConflict,
		},
		"a day before what has happened": {
			must(v.AddSeats(1)).On(date("2025-08-31")), nil, "day 2025-08-31: is before 2025-09-01",
			lifecycle.ErrLaterFacts,
		},
	})
}

// What a renewal carries, and who pays for it.
func TestRenew_BadChanges(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	good := coterm.RenewalRequest{SRP: amount("EUR 365.00")}
	holdBadRequests(t, "coterm.Renew", coterm.Renew, good, map[string]badRequest[coterm.RenewalRequest]{
		"seats": {
			v, func(r *coterm.RenewalRequest) { r.Seats = -1 }, "seats -1: must be from 1 to 1000000",
			billingrules.ErrRange,
		},
		"length": {
			v, func(r *coterm.RenewalRequest) { r.Length = 9 }, "length 9: is not known", billingrules.ErrUnknown,
		},
		"product": {
			v, func(r *coterm.RenewalRequest) { r.Offering = "Ma\x00ya" }, `offering "Ma\x00ya": has characters`,
			billingrules.ErrSyntax,
		},
		"payer": {
			v, func(r *coterm.RenewalRequest) { r.Payer, r.NetTerms = 9, must(invoice.Net(0)) },
			"payer 9: is not known", billingrules.ErrUnknown,
		},
		"a payer without net terms": {
			v, func(r *coterm.RenewalRequest) { r.Payer = lifecycle.PayerOnFile }, "netTerms: is missing",
			billingrules.ErrMissing,
		},
	})
}

func TestRenew_SeveralFaults(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	request := coterm.RenewalRequest{If: date("2024-10-01"), SRP: amount("HRK 1.00"), Payer: 9}
	if _, err := coterm.Renew(v, request); fields(err) != "if srp payer netTerms" {
		t.Error(err)
	}
}

// If refuses a repeated renewal until the first one is returned: then the renewal date is what it was before.
func TestRenew_Repeated(t *testing.T) {
	day := date("2025-09-01")
	s := bought(calendar.Annual, "2024-10-01")
	request := coterm.RenewalRequest{SRP: amount("EUR 365.00"), If: s.On(day).Renewal()}
	s = bind(must(coterm.Renew(s.On(day), request)).Next)
	_, err := coterm.Renew(s.On(day), request)
	if want := "coterm.Renew: if 2025-10-01: is not the renewal date, which is 2026-10-01"; err == nil ||
		err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	s = bind(must(coterm.Return(s.On(day), coterm.ReturnRequest{
		What: lifecycle.ReturnedPurchase{Term: request.If}, Channel: policy.Online, If: date("2026-10-01"),
	})).Next)
	if _, err := coterm.Renew(s.On(day), request); err != nil {
		t.Error(err)
	}
}
