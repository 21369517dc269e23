package refund_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

var date = calendar.MustParseDate

// sub is a subscription as it was bought on a day.
func sub(term calendar.Term, channel policy.Channel, ordered string) refund.Purchase {
	return refund.Purchase{
		Kind: policy.Subscription, Term: term, Channel: channel, Event: refund.Bought, Ordered: date(ordered),
	}
}

// renewed is a subscription as it was renewed online on a day for its renewal date.
func renewed(term calendar.Term, ordered, renewal string) refund.Purchase {
	p := sub(term, policy.Online, ordered)
	p.Event, p.Renewal = refund.Renewed, date(renewal)
	return p
}

// other is anything else as it was bought on a day.
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

// rows types in section 10 of the rulebook, one row for each kind and term.
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

// naive answers by counting nights on the clock of package time, from the day that counts, one after the other.
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

// isEdge reports whether a window can open or close around so many days after the day that it counts from.
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

// The term of what is no subscription does not matter.
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

// renewalCase is a row of the tables below.
type renewalCase struct {
	name         string
	ed           policy.Edition
	kind         policy.Kind
	term, renews calendar.Term
	first, last  string
}

func checkRenewal(t *testing.T, rows []renewalCase) {
	t.Helper()
	const renewal = "2025-06-10"
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			for _, edge := range []struct {
				ordered calendar.Date
				want    string // of the error
			}{
				{date(test.first).AddDays(-1), "is before " + test.first + ", the first day of early renewal for "},
				{date(test.first), ""},
				{date(test.last), ""},
				{date(test.last).AddDays(1), "is after " + test.last + ", the last day of late renewal for "},
			} {
				t.Run(edge.want, func(t *testing.T) {
					p := other(test.kind, policy.Online, edge.ordered.String())
					p.Term, p.Renews, p.Event, p.Renewal = test.term, test.renews, refund.Renewed, date(renewal)
					_, err := refund.Check(test.ed, p, p.Ordered)
					if edge.want == "" {
						if err != nil {
							t.Error(err)
						}
						return
					}
					want := "refund.Check: ordered " + edge.ordered.String() + ": " + edge.want + renewal
					if err == nil || err.Error() != want || !errors.Is(err, billingrules.ErrRange) {
						t.Errorf("got  %v\nwant %s", err, want)
					}
				})
			}
		})
	}
}

// refund.days: a renewal is ordered from the first day of early renewal through the last of late renewal. Both sides of
// both edges.
func TestCheck_RenewalTooEarlyOrLate(t *testing.T) {
	europe := policy.Europe2024()
	checkRenewal(t, []renewalCase{
		{"monthly", europe, policy.Subscription, calendar.Monthly, 0, "2025-03-12", "2025-07-09"},
		{"annual", europe, policy.Subscription, calendar.Annual, 0, "2025-03-12", "2025-07-24"},
		{"three-year", europe, policy.Subscription, calendar.ThreeYear, 0, "2025-03-12", "2025-07-24"},
		{"said twice", europe, policy.Subscription, calendar.Monthly, calendar.Monthly, "2025-03-12", "2025-07-09"},
		{
			"monthly to annual", europe, policy.Subscription, calendar.Annual, calendar.Monthly,
			"2025-03-12", "2025-07-09",
		},
		{
			"annual to monthly", europe, policy.Subscription, calendar.Monthly, calendar.Annual,
			"2025-03-12", "2025-07-24",
		},
		{"Flex tokens", europe, policy.FlexTokens, 0, 0, "2025-03-12", "2025-07-24"},
		{"maintenance plan", europe, policy.MaintenancePlan, 0, 0, "2025-03-12", "2025-07-24"},
		{"what is excluded", europe, policy.MembershipFee, 0, 0, "2025-03-12", "2025-07-24"},
	})
}

func TestCheck_RenewalByEdition(t *testing.T) {
	const renewal = "2025-06-10"
	stricter := testkit.Edition(func(p *policy.Parameters) {
		p.Renewal.WindowDays, p.Lapse.ExpiredDays = 10, 7
		p.Lapse.SuspendedDays = policy.SuspendedDays{Monthly: 1, Annual: 2, ThreeYear: 3, FlexTokens: 4}
	})
	stageless := testkit.Edition(func(p *policy.Parameters) {
		p.Renewal.AwaitedDays, p.Lapse.ExpiredDays, p.Lapse.SuspendedDays = 3, 0, policy.SuspendedDays{}
	})
	unawaited := testkit.Edition(func(p *policy.Parameters) {
		p.Renewal.AwaitedDays, p.Lapse.ExpiredDays, p.Lapse.SuspendedDays = 0, 0, policy.SuspendedDays{}
	})
	checkRenewal(t, []renewalCase{
		{"stricter, monthly", stricter, policy.Subscription, calendar.Monthly, 0, "2025-05-31", "2025-06-17"},
		{"stricter, annual", stricter, policy.Subscription, calendar.Annual, 0, "2025-05-31", "2025-06-18"},
		{"stricter, three-year", stricter, policy.Subscription, calendar.ThreeYear, 0, "2025-05-31", "2025-06-19"},
		{"stricter, Flex tokens", stricter, policy.FlexTokens, 0, 0, "2025-05-31", "2025-06-20"},
		{"stricter, maintenance plan", stricter, policy.MaintenancePlan, 0, 0, "2025-05-31", "2025-06-18"},
		{"no stages", stageless, policy.Subscription, calendar.Annual, 0, "2025-03-12", "2025-06-12"},
		{"neither stages nor awaited", unawaited, policy.Subscription, calendar.Annual, 0, "2025-03-12", renewal},
	})
}

func TestCheck_RenewalsInTime(t *testing.T) {
	europe := policy.Europe2024()
	t.Run("more than a year early", func(t *testing.T) {
		p := renewed(calendar.Annual, "2026-05-20", "2027-06-10")
		_, err := refund.Check(europe, p, date("2026-05-20"))
		if !errors.Is(err, billingrules.ErrRange) {
			t.Error(err)
		}
	})
	for _, ends := range []struct{ name, ordered, renewal string }{
		{"the first day of the calendar", "0001-01-01", "0001-01-02"},
		{"the last day of the calendar", "9999-11-01", "9999-11-30"},
	} {
		t.Run(ends.name, func(t *testing.T) {
			p := renewed(calendar.Annual, ends.ordered, ends.renewal)
			if r, err := refund.Check(europe, p, p.Ordered); err != nil || !r.Decision.Allowed() {
				t.Errorf("%s, %v", r, err)
			}
		})
	}
}

// readingCase is a row of the tables below.
type readingCase struct {
	name        string
	change      func(*policy.Parameters)
	p           refund.Purchase
	first, last string // empty where there is no window
}

func checkReadings(t *testing.T, rows []readingCase) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			r, err := refund.Check(testkit.Edition(test.change), test.p, test.p.Ordered)
			if test.first == "" {
				if err != nil || !r.Decision.Window.IsZero() || !r.Deadline.IsZero() || r.By != 0 {
					t.Errorf("%s, by %s, %v", r, r.By, err)
				}
				return
			}
			want := calendar.Since(date(test.first)).Intersect(calendar.Until(date(test.last).AddDays(1)))
			if err != nil || r.Decision.Window != want || r.Deadline != date(test.last) {
				t.Errorf("%s, %v", r.Decision, err)
			}
		})
	}
}

// The readings of refund.monthly and refund.days are the edition's.
func TestCheck_Readings(t *testing.T) {
	monthly := sub(calendar.Monthly, policy.Quote, "2025-03-01")
	early := renewed(calendar.Annual, "2025-04-01", "2025-06-10")
	late, tooLate := early, early
	late.Ordered, tooLate.Ordered = date("2025-06-20"), date("2025-07-20")
	fromOrder := func(p *policy.Parameters) { p.Refund.RenewalFrom = policy.FromOrder }
	fromRenewal := func(p *policy.Parameters) { p.Refund.RenewalFrom = policy.FromRenewal }
	checkReadings(t, []readingCase{
		{"online only", func(*policy.Parameters) {}, monthly, "", ""},
		{
			"any direct channel", func(p *policy.Parameters) { p.Refund.MonthlyOnlineOnly = policy.No }, monthly,
			"2025-03-01", "2025-03-16",
		},
		{"from the order, early", fromOrder, early, "2025-04-01", "2025-05-01"},
		{"from the order, late", fromOrder, late, "2025-06-20", "2025-07-20"},
		{"from the renewal date, early", fromRenewal, early, "2025-04-01", "2025-07-10"},
		{"from the renewal date, late", fromRenewal, late, "2025-06-20", "2025-07-10"},
		{"from the renewal date, when that is over", fromRenewal, tooLate, "", ""},
	})
}

func TestCheck_OtherNumbers(t *testing.T) {
	early := renewed(calendar.Annual, "2025-04-01", "2025-06-10")
	late := early
	late.Ordered = date("2025-06-20")
	others := func(p *policy.Parameters) {
		p.Refund.Monthly, p.Refund.Annual, p.Refund.ThreeYear = 8, 9, 10
		p.Refund.Maintenance, p.Refund.FlexTokens = 11, 12
	}
	checkReadings(t, []readingCase{
		{"no days at all", func(p *policy.Parameters) { p.Refund.Annual = 0 }, late, "2025-06-20", "2025-06-20"},
		{
			"other numbers, monthly", others, sub(calendar.Monthly, policy.Online, "2025-03-01"),
			"2025-03-01", "2025-03-09",
		},
		{"other numbers, annual", others, early, "2025-04-01", "2025-06-19"},
		{
			"other numbers, three-year", others, sub(calendar.ThreeYear, policy.Online, "2025-03-01"),
			"2025-03-01", "2025-03-11",
		},
		{
			"other numbers, maintenance plan", others, other(policy.MaintenancePlan, policy.Online, "2025-03-01"),
			"2025-03-01", "2025-03-12",
		},
		{
			"other numbers, Flex tokens", others, other(policy.FlexTokens, policy.Online, "2025-03-01"),
			"2025-03-01", "2025-03-13",
		},
	})
}
