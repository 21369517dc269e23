package ambiguity_test

import (
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules/ambiguity"
	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// Whatever has happened to a holding, another value of any reading either accepts its facts or is said to refuse them.
func TestExpose_Lives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ed := billingtest.Edition(policy.Europe2024()).Draw(t, "edition")
		facts := billingtest.Facts(ed).Draw(t, "facts")
		on := billingtest.Near(facts.Anchor, facts.Terms[len(facts.Terms)-1].End).Draw(t, "day")
		portfolio := []ambiguity.Holding{
			{ID: "drawn", Facts: facts, SRP: billingtest.SRP().Draw(t, "srp")},
			{ID: "plain", Facts: bought("2024-11-01", 1), SRP: money.MustParseAmount("EUR 365.00")},
		}
		for r := range policy.Readings() {
			both, err := ambiguity.Expose(ed, r, portfolio, on)
			if err != nil {
				t.Fatal(r.Key, err)
			}
			plain := testkit.Must(ambiguity.Expose(ed, r, portfolio[1:], on))
			for i, e := range both {
				_, err := lifecycle.New(testkit.Must(r.With(ed, e.Other)), facts)
				moved := e.Moved
				refused := len(moved) > 0 && moved[0].Contrasts[0].One.Asks == "the facts"
				if refused != (err != nil) || refused && len(moved[0].Contrasts) != 1 {
					t.Fatalf("%s: %v, %v", e, moved, err)
				}
				if len(moved) > 0 && moved[0].ID == "drawn" {
					moved = moved[1:]
				}
				if fmt.Sprint(moved) != fmt.Sprint(plain[i].Moved) {
					t.Fatalf("%s: %v, alone %v", e, moved, plain[i].Moved)
				}
			}
		}
	})
}

// renewal.awaited: an automatic renewal that was charged on the renewal date is possible only while it is awaited. The
// other holdings are still compared.
func TestExpose_RefusedByTheOtherValue(t *testing.T) {
	docs := testkit.Must(lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "Autodesk Docs", Length: calendar.Annual, Seats: 3, Ordered: day("2024-10-01"),
	}))
	docs = testkit.Must(docs.On(day("2025-10-01")).Renew(lifecycle.RenewalChanges{}))
	portfolio := []ambiguity.Holding{
		{ID: "renewed", Facts: docs.Facts(), SRP: money.MustParseAmount("EUR 365.00")},
		{ID: "awaited", Facts: bought("2024-12-01", 1)},
	}
	list, err := ambiguity.Expose(policy.Europe2024(), reading("renewal.awaitedDays"), portfolio, day("2025-12-01"))
	if err != nil || len(list) != 2 || list[0].Other != "0" || len(list[0].Moved) != 2 || list[1].Other != "2" {
		t.Fatal(list, err)
	}
	const want = "the facts: accepted (renewal.awaited) or lifecycle.New: terms[1].ordered 2025-10-01: " +
		"the subscription is already canceled, since 2025-10-01 (renewal.awaited)"
	if got := list[0].Moved[0]; got.ID != "renewed" || len(got.Contrasts) != 1 || got.Contrasts[0].String() != want {
		t.Errorf("%s: %v", got.ID, got.Contrasts)
	}
	if list[0].Moved[1].ID != "awaited" || len(list[0].Moved[1].Contrasts) == 0 || len(list[1].Moved) != 0 {
		t.Error(list)
	}
	if got := list[0].String(); got != "renewal.awaitedDays: 0, not 1: 2 moved; remaining nothing, renewals nothing" {
		t.Error(got)
	}
}

// Each reading that can make facts impossible is exposed as a strict edition reports it: with the same two texts.
func TestExpose_RefusedAsByStrict(t *testing.T) {
	for name, tt := range map[string]struct {
		key, own, other string
		offering        string
		ordered, act    string
		due             string // of an invoice of the day of the order, if one is unpaid
	}{
		"renewed while awaited": {"renewal.awaitedDays", "1", "0", "Autodesk Docs", "2024-10-01", "2025-10-01", ""},
		"unpaid": {
			"lapse.exemptUnpaidStops", "no", "yes", "Autodesk Docs", "2024-10-01", "2025-09-01", "2024-10-31",
		},
		"renewed late": {
			"lapse.exemptLateRenewal", "yes", "no", "Autodesk Docs", "2024-10-01", "2025-10-05", "",
		},
		"renewed late, ordered before the edition": {
			"lapse.stagesBeforeEdition", "yes", "no", "AutoCAD", "2024-06-10", "2025-06-20", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, on := reading(tt.key), day("2025-12-01")
			ed := testkit.Must(r.With(policy.Europe2024(), tt.own))
			s := testkit.Must(lifecycle.Buy(ed, lifecycle.PurchaseRequest{
				Offering: tt.offering, Length: calendar.Annual, Seats: 3, Ordered: day(tt.ordered),
			}))
			if tt.due != "" {
				s = testkit.Must(s.On(day(tt.ordered)).Bill(lifecycle.BilledInvoice{
					Number: "1", Issued: day(tt.ordered), Due: day(tt.due),
				}))
			}
			s = testkit.Must(s.On(day(tt.act)).Renew(lifecycle.RenewalChanges{}))
			_, err := testkit.Must(ambiguity.NewStrict(ed, r)).Decide(s.Facts(), lifecycle.ActionRenew, on)
			var d *ambiguity.Disagreement
			if !errors.As(err, &d) || d.Other != tt.other {
				t.Fatal(err)
			}
			list, err := ambiguity.Expose(ed, r, []ambiguity.Holding{{ID: "S-1", Facts: s.Facts()}}, on)
			if err != nil || list[0].Other != tt.other || len(list[0].Moved) != 1 {
				t.Fatal(list, err)
			}
			if got := list[0].Moved[0].Contrasts[0]; got.One.Says != "accepted" || got.Other.Says != d.OtherSays {
				t.Errorf("%s; %s", got, d.OtherSays)
			}
		})
	}
}

// A list price can be finer than the minor unit, as in coterm; only the prices that come of it are rounded.
func TestExpose_FinePrice(t *testing.T) {
	list, err := ambiguity.Expose(policy.Europe2024(), reading("proration.rounding"), []ambiguity.Holding{
		{ID: "S-1", Facts: bought("2024-10-01", 5), SRP: money.MustParseAmount("EUR 100.125")},
	}, day("2024-10-01"))
	const want = "price of the days that are left: EUR 500.63 (proration.price) or EUR 500.62 (proration.price)"
	if err != nil || len(list[0].Moved) != 1 || list[0].Moved[0].Contrasts[0].String() != want {
		t.Error(list, err)
	}
	for _, edge := range []string{
		"EUR 9999999999.999999999999999999999999", "EUR 10000000000.00", "JPY 999999999999.9", "HUF 0",
	} {
		portfolio := []ambiguity.Holding{
			{ID: "S-1", Facts: bought("2024-10-01", 1_000_000), SRP: money.MustParseAmount(edge)},
		}
		for r := range policy.Readings() {
			if _, err := ambiguity.Expose(policy.Europe2024(), r, portfolio, day("2024-10-02")); err != nil {
				t.Errorf("%s, %s: %v", edge, r.Key, err)
			}
		}
	}
}
