package hostile_test

import (
	"fmt"
	"sync"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// shared is what 64 goroutines query at once: one edition, one subscription and its neighbour, one portfolio, one
// quote.
type shared struct {
	edition   policy.Edition
	sub       lifecycle.Subscription
	host      lifecycle.Subscription
	portfolio coterm.Portfolio
	quote     order.Quote
	line      proration.PriceRequest
	payers    invoice.Payers
	today     calendar.Date
}

func newShared(t *testing.T) shared {
	t.Helper()
	s := shared{edition: europe, sub: goodSub(), today: calendar.MustParseDate("2026-04-01")}
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	f := goodFacts()
	f.Anchor = calendar.MustParseDate("2025-09-01")
	end := calendar.MustParseDate("2026-09-01")
	f.Terms[0] = lifecycle.BoughtTerm{Ordered: f.Anchor, Start: f.Anchor, End: end, Length: calendar.Annual}
	var err error
	s.host, err = lifecycle.New(europe, f)
	must(err)
	srp := money.MustParseAmount("EUR 365.00")
	v := s.sub.On(s.today)
	s.portfolio = coterm.Portfolio{Horizon: s.today.AddMonths(18), Plans: 1000, Members: []coterm.Member{
		{ID: "S-1", View: v, SRP: srp}, {ID: "S-2", View: s.host.On(s.today), SRP: srp},
	}}
	bought := calendar.Since(s.today).Intersect(v.Stretch().Covered())
	s.line = proration.PriceRequest{SRP: srp, Seats: 3, Service: v.Stretch(), Bought: bought}
	s.payers, err = invoice.NewPayers(europe, "P-1", "ap@example.com")
	must(err)
	s.quote, err = order.NewQuote(europe, order.QuoteDraft{
		Number: "Q-1", Kind: policy.Subscription, Issued: s.today, Expires: s.today.AddDays(30),
		Items: []invoice.Item{{
			Description: "AutoCAD", Priced: invoice.Priced{Request: s.line},
			Taxes: invoice.MustParseTaxes("21%"),
		}},
	})
	must(err)
	return s
}

// answers asks every package a question and writes down the answers.
func (s shared) answers(t *testing.T, day calendar.Date) string {
	t.Helper()
	charge, err := proration.Price(s.edition, s.line)
	v, host := s.sub.On(day), s.host.On(day)
	say := fmt.Sprint(s.edition, v.Status(), v.Actions(), v.CanRenew(), charge, err)
	for period, phase := range v.Phases() {
		say += fmt.Sprint(period, phase)
	}
	for rule := range rule.All() {
		say += string(rule.ID)
	}
	renewed, err := v.Renew(lifecycle.RenewalChanges{})
	say += fmt.Sprint(renewed.On(day).Renewal(), err)
	if events, err := v.Timeline(day, day.AddDays(400)); err == nil {
		for e := range events {
			say += fmt.Sprint(e)
		}
	}
	added, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: s.line.SRP})
	say += fmt.Sprint(added.Explain(), err)
	renewal, err := coterm.Renew(v, coterm.RenewalRequest{SRP: s.line.SRP})
	say += fmt.Sprint(renewal.Explain(), err)
	extension, err := coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: s.line.SRP})
	say += fmt.Sprint(extension.Explain(), err, v.CanExtendTo(host))
	plans, err := coterm.Align(s.portfolio)
	for _, plan := range plans {
		say += plan.Explain()
	}
	say += fmt.Sprint(err)
	back, err := refund.Check(s.edition, refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Online, Event: refund.Bought,
		Ordered: day.AddDays(-20),
	}, day)
	say += fmt.Sprint(back, err, v.CanRenewByInvoice(lifecycle.PayerOnFile, lifecycle.RenewalChanges{}), s.payers)
	say += fmt.Sprint(s.quote.CanAccept(day), s.quote.Total)
	composed, err := order.Compose(s.edition, []order.BasketItem{
		{
			Product: "AutoCAD", Kind: policy.Subscription, Licence: "named user", Term: calendar.Annual, Seats: 1,
			SRP: s.line.SRP,
		},
	}, day)
	return say + fmt.Sprint(len(composed.Orders), err, len(billingtest.Walk(s.edition, s.sub.Facts(), day)))
}

// Values are immutable and functions are pure: 64 goroutines that share them get the same answers as one alone. The
// race detector watches.
func TestConcurrentUse(t *testing.T) {
	s := newShared(t)
	days := []calendar.Date{s.today, s.today.AddDays(20), s.today.AddDays(75)}
	var alone []string
	for _, day := range days {
		alone = append(alone, s.answers(t, day))
	}
	var wait sync.WaitGroup
	for worker := range 64 {
		wait.Go(func() {
			for i := range len(days) {
				k := (worker + i) % len(days)
				if got := s.answers(t, days[k]); got != alone[k] {
					t.Errorf("worker %d on %s gets another answer:\n%s\n%s", worker, days[k], got, alone[k])
				}
			}
		})
	}
	wait.Wait()
}
