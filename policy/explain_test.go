package policy_test

import (
	"regexp"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// publishedNumber finds a number of Europe2024 with what it counts, in English and in the page's own words.
var publishedNumber = regexp.MustCompile(`\b(90|15|30|12|39|36|24) (days|months|hours|minutes|dagen|maanden|uur)\b|` +
	`÷ (30|365|1095)\b|\b(3 instalments|5 e-mail|vijf)\b|16 [Ss]eptember 2024`)

// No explanation states a number that the edition at hand does not have.
func TestExplain_NoOtherNumber(t *testing.T) {
	ed := allMoved(t)
	for name, text := range explanations(t, ed) {
		t.Run(name, func(t *testing.T) {
			if strings.Count(text, "\n") == 0 {
				t.Errorf("it explains nothing: %s", text)
			}
			if found := publishedNumber.FindString(text); found != "" {
				t.Errorf("it states %q:\n%s", found, text)
			}
		})
	}
	for r := range rule.All() {
		d := policy.Decision{Rule: r.ID, Asked: day("2025-05-01"), Edition: ed.Fingerprint()}
		sentence, err := ed.Sentence(d, "AutoCAD")
		if err != nil {
			t.Fatal(err)
		}
		why, err := ed.Explain(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{sentence, why, d.Explain(), ed.Statement(r.ID), rule.Explain(r.ID)} {
			if found := publishedNumber.FindString(text); found != "" {
				t.Errorf("%s states %q:\n%s", r.ID, found, text)
			}
		}
	}
	// This test can fail: under its own edition each number is found.
	told := ""
	for r := range rule.All() {
		told += policy.Europe2024().Statement(r.ID) + "\n"
	}
	for _, number := range []string{
		"90 days", "15 days", "39 months", "24 hours", "3 instalments",
		"16 September 2024",
	} {
		t.Run(number, func(t *testing.T) {
			if !strings.Contains(told, number) || !publishedNumber.MatchString(number) {
				t.Errorf("%q is not noticed", number)
			}
		})
	}
}

// explanations is one of each kind that the library gives under an edition.
func explanations(t *testing.T, ed policy.Edition) map[string]string {
	t.Helper()
	srp := money.MustParseAmount("EUR 2145.00")
	host := bought(t, ed, "Revit", "2025-03-01").On(day("2025-08-02"))
	v := bought(t, ed, "AutoCAD", "2024-10-01").On(day("2025-08-02"))
	add, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 3, SRP: srp})
	if err != nil {
		t.Fatal(err)
	}
	renewed, err := coterm.Renew(v, coterm.RenewalRequest{SRP: srp})
	if err != nil {
		t.Fatal(err)
	}
	extended, err := coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: srp})
	if err != nil {
		t.Fatal(err)
	}
	plans, err := coterm.Align(coterm.Portfolio{
		Horizon: day("2026-12-31"), Plans: 1,
		Members: []coterm.Member{{ID: "Revit", View: host, SRP: srp}, {ID: "AutoCAD", View: v, SRP: srp}},
	})
	if err != nil {
		t.Fatal(err)
	}
	document, err := invoice.New(ed, invoice.Draft{
		Number: "2025-0812", Issued: v.Day(),
		Items: []invoice.Item{add.Item("3 seats more", invoice.MustParseTaxes("21%"))},
	})
	if err != nil {
		t.Fatal(err)
	}
	returned, err := refund.Check(ed, refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Online, Event: refund.Bought,
		Ordered: day("2025-08-02"),
		Paid:    []refund.PaidLine{{Description: "AutoCAD", Net: srp, Tax: money.MustParseAmount("EUR 450.45")}},
	}, day("2025-08-09"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"added seats": add.Explain(), "renewal": renewed.Explain(), "extension": extended.Explain(),
		"plan": plans[0].Explain(), "return": returned.Explain(), "charge": add.Charge.Explain(),
		"invoice":  document.Explain(),
		"decision": add.Decision.Explain(), "refusal": v.CanReduceSeats(0).Explain(),
	}
}

// bought is a subscription for three seats, bought for a year.
func bought(t *testing.T, ed policy.Edition, product, start string) lifecycle.Subscription {
	t.Helper()
	s, err := lifecycle.New(ed, lifecycle.Facts{
		Kind: policy.Subscription, Offering: product, Anchor: day(start), Seats: 3,
		Terms: []lifecycle.BoughtTerm{{
			Ordered: day(start), Start: day(start), End: day(start).AddMonths(12), Length: calendar.Annual,
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
