package refund_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

var date = calendar.MustParseDate

// sub is a subscription that was bought on a day.
func sub(term calendar.Term, channel policy.Channel, ordered string) refund.Purchase {
	return refund.Purchase{
		Kind: policy.Subscription, Term: term, Channel: channel, Event: refund.Bought, Ordered: date(ordered),
	}
}

// renewed is a subscription that was renewed online on a day, for its renewal date.
func renewed(term calendar.Term, ordered, renewal string) refund.Purchase {
	p := sub(term, policy.Online, ordered)
	p.Event, p.Renewal = refund.Renewed, date(renewal)
	return p
}

// other is anything else that was bought on a day.
func other(kind policy.Kind, channel policy.Channel, ordered string) refund.Purchase {
	return refund.Purchase{Kind: kind, Channel: channel, Event: refund.Bought, Ordered: date(ordered)}
}

// published is one row of the rulebook's section on refunds: what may be returned, and for how many days.
type published struct {
	kind policy.Kind
	term calendar.Term
	rule rule.ID
	days int // -1 where nothing can be returned
	by   refund.By
}

// rows is section 10 of the rulebook, typed in: one row for each kind and term.
func rows() []published {
	return []published{
		{policy.Subscription, calendar.Monthly, "refund.monthly", 15, refund.Made},
		{policy.Subscription, calendar.Annual, "refund.long", 30, refund.Started},
		{policy.Subscription, calendar.ThreeYear, "refund.long", 30, refund.Started},
		{policy.MaintenancePlan, 0, "refund.maintenance", 30, refund.Started},
		{policy.FlexTokens, 0, "refund.flex", 30, refund.Started},
		{policy.Trial, 0, "refund.excluded", -1, 0},
		{policy.Consulting, 0, "refund.excluded", -1, 0},
		{policy.PlatformSubscription, 0, "refund.excluded", -1, 0},
		{policy.ExtraTerritoryRights, 0, "refund.excluded", -1, 0},
		{policy.CloudCredits, 0, "refund.excluded", -1, 0},
		{policy.MembershipFee, 0, "refund.excluded", -1, 0},
		{policy.OtherProduct, 0, "refund.excluded", -1, 0},
	}
}

// naive counts nights one by one on the clock of package time, from the day that counts.
func naive(row published, p refund.Purchase, day calendar.Date) (rule rule.ID, allowed bool) {
	switch {
	case row.days < 0:
		return row.rule, false
	case row.kind == policy.FlexTokens && p.Event == refund.Renewed:
		return "refund.flex", false
	case p.Channel == policy.Reseller || p.Channel == policy.Retailer:
		return "refund.direct-only", false
	case row.rule == "refund.monthly" && p.Channel != policy.Online:
		return "refund.monthly", false
	}
	zero := midnight(p.Ordered)
	if p.Event == refund.Renewed && midnight(p.Renewal).After(zero) {
		zero = midnight(p.Renewal)
	}
	last := zero
	for range row.days {
		last = last.Add(24 * time.Hour)
	}
	asked := midnight(day)
	return row.rule, !asked.Before(midnight(p.Ordered)) && !asked.After(last)
}

func midnight(d calendar.Date) time.Time {
	year, month, day := d.Civil()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Every kind and term, by every channel, on every event, on every day from before the order to long after the window
// (or a sample with its edges), around the turn of the year, the end of February with and without a 29th, and the
// edition's first day. Rules refund.monthly, refund.long, refund.maintenance, refund.flex, refund.direct-only,
// refund.excluded, refund.scope and refund.days.
func TestCheck_EveryKindChannelAndEvent(t *testing.T) {
	ed := policy.Europe2024()
	asked, sample := 0, testkit.NewSample(11)
	orders := []string{"2023-12-20", "2024-02-14", "2025-02-13", "2024-09-15", "2024-09-16", "2025-06-10"}
	for _, ordered := range orders {
		for _, row := range rows() {
			for channel := policy.Online; channel <= policy.Retailer; channel++ {
				for event := refund.Bought; event <= refund.Aligned; event++ {
					if row.kind == policy.FlexTokens && event > refund.Renewed {
						continue // they have neither seats nor a term: see TestBadPurchases
					}
					p := refund.Purchase{
						Kind: row.kind, Term: row.term, Channel: channel, Event: event, Ordered: date(ordered),
					}
					renewals := []int{0}
					if event == refund.Renewed {
						renewals = []int{-29, -16, -15, -1, 0, 1, 45, 90} // the renewal date, in days after the order
						if row.term != calendar.Monthly {
							renewals = append(renewals, -44, -31, -30)
						}
					}
					for _, days := range renewals {
						if event == refund.Renewed {
							p.Renewal = p.Ordered.AddDays(days)
						}
						for day := -3; day <= 125; day++ {
							asked++
							if sample.Takes(isEdge(day) || isEdge(day-days)) {
								check(t, ed, row, p, p.Ordered.AddDays(day))
							}
						}
					}
				}
			}
		}
	}
	if asked < 400_000 {
		t.Errorf("only %d cases", asked)
	}
}

// isEdge reports whether a window can open or close around this many days after the day that it counts from.
func isEdge(days int) bool {
	return slices.Contains([]int{-1, 0, 1, 14, 15, 16, 29, 30, 31}, days)
}

func check(t *testing.T, ed policy.Edition, row published, p refund.Purchase, day calendar.Date) {
	t.Helper()
	r, err := refund.Check(ed, p, day)
	if err != nil {
		t.Fatalf("%+v on %s: %v", p, day, err)
	}
	rule, allowed := naive(row, p, day)
	d := r.Decision
	if d.Rule != rule || d.Allowed() != allowed || d.Asked != day || d.Edition != ed.Fingerprint() {
		t.Fatalf("%+v on %s: %s, want %v by %s", p, day, d, allowed, rule)
	}
	_, ever := naive(row, p, p.Ordered)
	wantBy := row.by
	if !ever {
		wantBy = 0
	}
	if r.By != wantBy || r.Deadline != d.Window.LastDay() || ever == d.Window.IsZero() {
		t.Fatalf("%+v on %s: by %s, deadline %s, window %s", p, day, r.By, r.Deadline, d.Window)
	}
	wantRemedy := policy.Remedy(0)
	if !ever && rule != "refund.excluded" && rule != "refund.flex" {
		wantRemedy = policy.AskSeller
	}
	if d.Remedy != wantRemedy {
		t.Fatalf("%+v on %s: remedy %s, want %s", p, day, d.Remedy, wantRemedy)
	}
}

// The term does not matter for anything that is not a subscription.
func TestCheck_TermsOfOtherKinds(t *testing.T) {
	for term := range calendar.ThreeYear + 1 {
		t.Run(term.String(), func(t *testing.T) {
			plan := other(policy.MaintenancePlan, policy.Sales, "2025-06-10")
			plan.Term = term
			r, err := refund.Check(policy.Europe2024(), plan, date("2025-07-10"))
			if err != nil || r.Deadline != date("2025-07-10") || r.Decision.Rule != "refund.maintenance" {
				t.Errorf("%s, %v", r, err)
			}
		})
	}
}

// edgeCase is a row of the tables below.
type edgeCase struct {
	name        string
	p           refund.Purchase
	first, last string
	by          refund.By
}

func checkEdges(t *testing.T, rows []edgeCase) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			for _, edge := range []struct {
				day  calendar.Date
				want bool
			}{
				{date(test.first).AddDays(-1), false},
				{date(test.first), true},
				{date(test.first).AddDays(1), true},
				{date(test.last).AddDays(-1), true},
				{date(test.last), true},
				{date(test.last).AddDays(1), false},
			} {
				t.Run(fmt.Sprint(edge.day, " ", edge.want), func(t *testing.T) {
					r, err := refund.Check(policy.Europe2024(), test.p, edge.day)
					if err != nil || r.Decision.Allowed() != edge.want || r.Deadline != date(test.last) ||
						r.Decision.Window.Start() != date(test.first) || r.By != test.by {
						t.Errorf("on %s: %s, by %s, %v", edge.day, r.Decision, r.By, err)
					}
				})
			}
		})
	}
}

// The edges, as a support desk would look them up.
func TestCheck_Edges(t *testing.T) {
	checkEdges(t, []edgeCase{
		{
			"refund.monthly", sub(calendar.Monthly, policy.Online, "2025-01-31"),
			"2025-01-31", "2025-02-15", refund.Made,
		},
		{
			"refund.monthly, a renewal that is not early",
			renewed(calendar.Monthly, "2025-02-28", "2025-02-28"),
			"2025-02-28", "2025-03-15", refund.Made,
		},
		{
			"refund.long", sub(calendar.Annual, policy.Quote, "2024-01-30"),
			"2024-01-30", "2024-02-29", refund.Started,
		},
		{
			"refund.long, not a leap year", sub(calendar.ThreeYear, policy.Sales, "2025-01-30"),
			"2025-01-30", "2025-03-01", refund.Started,
		},
		{
			"refund.days, renewed early", renewed(calendar.Annual, "2025-04-01", "2025-06-10"),
			"2025-04-01", "2025-07-10", refund.Started,
		},
		{
			"refund.days, renewed late", renewed(calendar.Annual, "2025-07-20", "2025-06-10"),
			"2025-07-20", "2025-08-19", refund.Started,
		},
	})
}

func TestCheck_EdgesOfOtherKinds(t *testing.T) {
	added := sub(calendar.Annual, policy.Online, "2025-04-12")
	added.Event = refund.SeatsAdded
	aligned := sub(calendar.Annual, policy.Quote, "2025-04-12")
	aligned.Event = refund.Aligned
	plan := other(policy.MaintenancePlan, policy.Sales, "2024-12-05")
	plan.Event, plan.Renewal = refund.Renewed, date("2024-12-31")
	checkEdges(t, []edgeCase{
		{"refund.scope, seats added in the tenth month", added, "2025-04-12", "2025-05-12", refund.Started},
		{"refund.scope, an alignment charge", aligned, "2025-04-12", "2025-05-12", refund.Started},
		{"refund.maintenance", plan, "2024-12-05", "2025-01-30", refund.Started},
		{
			"refund.flex", other(policy.FlexTokens, policy.Quote, "2024-03-03"),
			"2024-03-03", "2024-04-02", refund.Started,
		},
	})
}
