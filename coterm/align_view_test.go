package coterm_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// If a host already has the date on the day of the portfolio, the plan and the view of a member agree.
func TestAlign_AsTheViewDecides(t *testing.T) {
	leaving := must(bought(calendar.Annual, "2027-10-30").On(date("2028-08-02")).Cancel(date("2029-02-18")))
	docs := with(bought(calendar.Annual, "2024-02-01"), func(f *lifecycle.Facts) { f.Offering = "Autodesk Docs" })
	overdue := with(bought(calendar.Annual, "2024-10-01"), func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "I", Issued: date("2025-08-01"), Due: date("2025-09-09")}}
	})
	for name, test := range map[string]struct {
		guest, host lifecycle.Subscription
		day         string
		view        string // how the view decides on the extension
		refused     string // how the plan refuses it; "" if it is extended on the day
	}{
		"a cancellation after the target": {
			leaving, bought(calendar.Annual, "2027-12-31"), "2028-08-03",
			"yes coterm.extend-annual partner 2028-08-01/2028-10-30", "",
		},
		"ordered before the edition": {
			bought(calendar.Annual, "2024-05-30"), bought(calendar.Annual, "2024-10-01"),
			"2025-04-01", "no edition.before ask-seller", "no edition.before ask-seller",
		},
		"exempt, and ended": {
			docs, bought(calendar.Annual, "2024-10-01"), "2025-04-01",
			"no edition.before ask-seller", "no edition.before ask-seller",
		},
		"the same renewal date": {
			bought(calendar.Annual, "2024-10-01"), bought(calendar.Annual, "2024-10-01"),
			"2025-08-01", "no coterm.extend-future choose-later-target", "aligned",
		},
		"a debt, which is not planned for": {
			overdue, bought(calendar.Annual, "2024-10-20"), "2025-09-10",
			"yes coterm.extend-annual partner 2025-07-03/2025-10-01", "no lapse.start pay-overdue",
		},
	} {
		t.Run(name, func(t *testing.T) {
			guest, host := test.guest.On(date(test.day)), test.host.On(date(test.day))
			if got := outcome(guest.CanExtendTo(host)); got != test.view {
				t.Errorf("by its view: %s", got)
			}
			horizon := host.Renewal().AddMonths(12)
			p := portfolio(horizon.String(),
				member("G", test.guest, test.day, "EUR 365.00", ""), member("H", test.host, test.day, "EUR 365.00", ""),
				member("I", test.host, test.day, "EUR 365.00", ""),
			)
			got := moves(t, p, host.Renewal().String())["G"]
			switch {
			case test.refused == "aligned":
				if !got.Aligned || len(got.Steps) > 0 {
					t.Errorf("in the plan: %s", got)
				}
			case test.refused != "":
				if outcome(got.Refused) != test.refused || got.Aligned {
					t.Errorf("in the plan: %s", got)
				}
			case len(got.Steps) != 1 || got.Steps[0].Do != coterm.StepExtend || got.Steps[0].Day != date(test.day):
				t.Errorf("in the plan: %s", got)
			}
		})
	}
}

// A member that leaves cannot be a host, even if it renews on the date, and stays unaligned itself.
func TestAlign_LeavingMemberIsNoHost(t *testing.T) {
	const day = "2028-08-03"
	leaving := must(bought(calendar.Annual, "2027-12-31").On(date("2028-08-02")).Cancel(date("2029-02-18")))
	p := portfolio("2029-12-31",
		member("G", bought(calendar.Annual, "2027-10-30"), day, "EUR 365.00", ""),
		member("L", leaving, day, "EUR 365.00", ""),
	)
	if plans, err := coterm.Align(p); err != nil || len(plans) != 0 {
		t.Errorf("%v, %v", plans, err)
	}
	p.Members = append(p.Members, member("H", bought(calendar.Annual, "2027-12-31"), day, "EUR 365.00", ""))
	got := moves(t, p, "2028-12-31")
	if l := got["L"]; l.Aligned || outcome(l.Refused) != "no renewal.canceled-final buy-new" || !got["G"].Aligned {
		t.Errorf("%v", got)
	}
	// A date for which the host must renew first, after the member has left, although it can be extended up to then.
	const nearer = "no renewal.canceled-final choose-earlier-target"
	if l := moves(t, p, "2029-12-31")["L"]; l.Aligned || outcome(l.Refused) != nearer {
		t.Errorf("%s", l)
	}
}

// Members can be under different editions, and each goes by its own: plans, like [lifecycle.View.CanExtendTo], take a
// host of another edition.
func TestAlign_OfTwoEditions(t *testing.T) {
	const day = "2025-07-10"
	north := policy.NorthAmerica2024()
	host := sub(north, calendar.Annual, date("2024-12-01"), date("2024-12-01"))
	guest := bought(calendar.Annual, "2024-10-01")
	p := portfolio("2025-12-31",
		member("G", guest, day, "EUR 365.00", ""), member("H", host, day, "EUR 365.00", ""),
	)
	got := moves(t, p, "2025-12-01")
	request := coterm.ExtensionRequest{To: host.On(date(day)), SRP: amount("EUR 365.00")}
	x := must(coterm.Extend(guest.On(date(day)), request))
	if g := got["G"]; len(g.Steps) != 1 || !g.Steps[0].Charge.Equal(x.Charge) ||
		g.Steps[0].Charge.Edition != europe.Fingerprint() {
		t.Errorf("%s, but %s", g, x.Charge)
	}
	if h := got["H"]; !h.Aligned || len(h.Steps) != 0 {
		t.Errorf("%s", h)
	}
}

// A date that no member has yet on the day of the portfolio, and that is beyond the limits once a member has it.
func TestAlign_OutOfReachLater(t *testing.T) {
	rules := policy.Europe2024().Parameters()
	rules.Name, rules.Coterm.Annual = "Acme2026", policy.ExtensionLimit{FromTransaction: 15, FromRenewal: 3}
	ed := must(policy.NewEdition(rules))
	of := func(start string) lifecycle.Subscription {
		return must(lifecycle.New(ed, bought(calendar.Annual, start).Facts()))
	}
	const day = "2025-06-01"
	p := portfolio("2026-12-31",
		member("H", of("2024-12-15"), day, "EUR 365.00", ""), member("I", of("2024-12-15"), day, "EUR 365.00", ""),
		member("L", of("2025-05-01"), day, "EUR 365.00", ""),
	)
	got := moves(t, p, "2026-12-15")["L"] // L renews on 2026-05-01
	if outcome(got.Refused) != "no coterm.extend-annual choose-earlier-target" {
		t.Errorf("%s", got)
	}
}
