package coterm_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// A price is plain data: it reads back from JSON, lists the rules it rests on, and comes out the same when worked out
// again.
func TestRenewalPrice(t *testing.T) {
	v := bought(calendar.ThreeYear, "2024-10-01").On(date("2027-08-01"))
	got := must(coterm.Renew(v, coterm.RenewalRequest{SRP: amount("EUR 100.00"), Seats: 1}))
	text, err := json.Marshal(got)
	var read coterm.RenewalPrice
	if err != nil || json.Unmarshal(text, &read) != nil || read.Explain() != got.Explain() ||
		read.Decision != got.Decision ||
		!slices.EqualFunc(read.Instalments, got.Instalments, invoice.Instalment.Equal) ||
		!read.Charge.Equal(got.Charge) {
		t.Errorf("read back as %+v from %s, %v", read, text, err)
	}
	if again, err := proration.FullTerm(europe, read.Request); err != nil || !again.Equal(got.Charge) {
		t.Errorf("asked for as %+v it costs %s, %v, not %s", read.Request, again, err, got.Charge)
	}
	if next, err := lifecycle.New(europe, read.Next); err != nil || next.On(v.Day()).Renewal() != date("2030-10-01") {
		t.Errorf("%+v, %v", read.Next, err)
	}
	if v.Renewal() != date("2027-10-01") {
		t.Error("the view itself has changed")
	}
	want := []rule.ID{rule.RenewalWithChanges, rule.RenewalNextTerm, rule.InvoiceAnnualInstalments, rule.InvoiceSplit}
	if rules := got.Rules(); !slices.Equal(rules[:4], want) ||
		!strings.HasPrefix(got.Explain(), got.Charge.String()+"\n1 of 3: EUR 33.34 on 2027-08-01\n") {
		t.Errorf("%v: %s", rules, got.Explain())
	}
	annual := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	one := must(coterm.Renew(annual, coterm.RenewalRequest{SRP: amount("EUR 100.00")}))
	if slices.Contains(one.Rules(), rule.InvoiceSplit) {
		t.Error(one.Rules())
	}
}

// change.effective-fixed, the other reading: an early renewal leaves out what is pending, so that is neither charged
// nor part of the new term.
func TestRenew_PendingMovesOn(t *testing.T) {
	ed := edition(func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	s := must(sub(ed, calendar.Annual, date("2024-10-01"), date("2024-10-01")).On(date("2025-08-01")).ReduceSeats(1))
	for on, want := range map[string]string{"2025-09-30": "1095.00", "2025-10-01": "365.00"} {
		t.Run("renewed on "+on, func(t *testing.T) {
			got, err := coterm.Renew(s.On(date(on)), coterm.RenewalRequest{SRP: amount("EUR 365.00")})
			if err != nil || got.Charge.Amount.Number() != want {
				t.Errorf("%s, %v, want %s", got.Charge, err, want)
			}
		})
	}
}

// After a return, a renewal renews the term that is left, whatever was returned.
func TestRenew_AfterAReturn(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	longer := must(v.Renew(lifecycle.RenewalChanges{Length: calendar.ThreeYear})).On(date("2025-09-10"))
	back := must(longer.Return(lifecycle.ReturnedPurchase{Term: date("2025-10-01")})).On(date("2025-09-20"))
	p, err := coterm.Renew(back, coterm.RenewalRequest{SRP: amount("EUR 2145.00")})
	if err != nil || p.Renews != calendar.Annual {
		t.Errorf("it renews %s, %v", p.Renews, err)
	}
}
