package order_test

import (
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// walkedEdition is an edition under which renewals are walked.
type walkedEdition struct {
	name    string
	edition policy.Edition
}

// walkedEditions are Europe2024, and editions with stages for what was ordered before the first day, each with another
// reading of what the end of a subscription or an order rests on.
func walkedEditions(t *testing.T) []walkedEdition {
	t.Helper()
	staged := func(change func(*policy.Parameters)) policy.Edition {
		return testkit.Edition(func(p *policy.Parameters) {
			p.Lapse.StagesBeforeEdition = policy.Yes
			change(p)
		})
	}
	all := []walkedEdition{
		{"Europe2024", policy.Europe2024()},
		{"no early renewal", staged(func(p *policy.Parameters) { p.Renewal.WindowDays = 0 })},
		{"changes move", staged(func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })},
		{"ceilings", staged(func(p *policy.Parameters) { p.CardCeilings = []money.Amount{amount("EUR 100.00")} })},
	}
	for reading := range policy.Readings() {
		if !strings.HasPrefix(reading.Key, "order.") && !strings.HasPrefix(reading.Key, "lapse.") {
			continue
		}
		for _, value := range reading.Values {
			ed, err := reading.With(staged(func(*policy.Parameters) {}), value.Name)
			if err != nil {
				t.Fatal(err)
			}
			if value.Name != reading.Default {
				all = append(all, walkedEdition{reading.Key + "=" + value.Name, ed})
			}
		}
	}
	return all
}

// walkedSubscription is a subscription whose renewals are walked.
type walkedSubscription struct {
	name string
	sub  lifecycle.Subscription
}

// walkedSubscriptions are tokens and subscriptions, whose renewal dates lie around the first day of Europe2024: the
// days on which they are bought are a year before. What is pending, switched or canceled comes before the window.
func walkedSubscriptions(ed policy.Edition) []walkedSubscription {
	buy := func(p lifecycle.PurchaseRequest) lifecycle.Subscription { return testkit.Must(lifecycle.Buy(ed, p)) }
	all := []walkedSubscription{{"tokens", buy(lifecycle.PurchaseRequest{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Ordered: date("2023-09-10"), End: date("2024-09-10"),
	})}}
	for _, ordered := range []string{
		"2023-08-02", // with stages, its last day is the day before the first day of the edition,
		"2023-08-03", // that day,
		"2023-08-04", // the day after
		"2023-09-10", // Expired on it
		"2023-09-15", // its renewal date is the day before,
		"2023-09-16", // that day,
		"2023-09-17", // the day after
		"2023-12-01", // its window opens before,
		"2023-12-15", // on that day,
		"2024-02-10", // and after
	} {
		p := lifecycle.PurchaseRequest{Offering: "Revit", Length: calendar.Annual, Seats: 3, Ordered: date(ordered)}
		s := buy(p)
		v := s.On(date(ordered).AddDays(250))
		p.Offering = "Autodesk Docs"
		all = append(
			all,
			walkedSubscription{ordered, s},
			walkedSubscription{ordered + ", exempt", buy(p)},
			walkedSubscription{ordered + ", 2 seats pending", testkit.Must(v.ReduceSeats(2))},
			walkedSubscription{ordered + ", not renewing", testkit.Must(v.SetAutoRenew(false))},
			walkedSubscription{ordered + ", room for a month", testkit.Must(v.Cancel(v.Renewal().AddDays(31)))},
		)
	}
	return all
}

// renewal.window, renewal.with-changes, quote.available: the window of an answer about a renewal has the days on which
// it would be yes, if asked on that day, and the remedy is to wait only if such a day is to come.
func TestCanPay_RenewalOnEveryDay(t *testing.T) {
	sample := testkit.NewSample(71)
	for _, e := range walkedEditions(t) {
		t.Run(e.name, func(t *testing.T) {
			for _, s := range walkedSubscriptions(e.edition) {
				for _, changes := range []lifecycle.RenewalChanges{
					{}, {Seats: 2}, {Seats: 3}, {Seats: 4}, {Length: calendar.Monthly},
				} {
					for payer := lifecycle.NoPayer; payer <= lifecycle.PayerOnFile; payer++ {
						if !sample.Takes(false) {
							continue
						}
						t.Run(fmt.Sprintf("%s/%+v/%s", s.name, changes, payer), func(t *testing.T) {
							walkRenewal(s.sub, changes, payer).holdAll(t)
						})
					}
				}
			}
		})
	}
}
