package coterm_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// member is a member of a portfolio; threeYear is "" where the route by a switch of the term is left out.
func member(id string, s lifecycle.Subscription, on, srp, threeYear string) coterm.Member {
	m := coterm.Member{ID: id, View: s.On(date(on)), SRP: amount(srp)}
	if threeYear != "" {
		m.ThreeYearSRP = amount(threeYear)
	}
	return m
}

// portfolio is a portfolio of which all plans are wanted.
func portfolio(horizon string, members ...coterm.Member) coterm.Portfolio {
	return coterm.Portfolio{Members: members, Horizon: date(horizon), Plans: 1000}
}

// office is a portfolio of five on 2025-05-12: two annual ones that renew in June and in August, a three-year one, a
// monthly one and tokens.
func office() coterm.Portfolio {
	const today = "2025-05-12"
	north := policy.NorthAmerica2024()
	from := func(length calendar.Term, start string) lifecycle.Subscription {
		return sub(north, length, date(start), date(start))
	}
	flex := must(lifecycle.New(north, tokens().Facts()))
	return portfolio("2026-08-31",
		member("A", from(calendar.Annual, "2024-06-20"), today, "EUR 365.00", ""),
		member("B", from(calendar.Annual, "2024-08-20"), today, "EUR 730.00", ""),
		member("C", from(calendar.ThreeYear, "2024-07-01"), today, "EUR 3000.00", ""),
		member("D", from(calendar.Monthly, "2025-04-20"), today, "EUR 10.00", ""),
		member("F", flex, today, "EUR 3.00", ""),
	)
}

// What to do, read out: the plan that leaves the fewest unaligned, and of those the earliest.
func TestAlign(t *testing.T) {
	plans := must(coterm.Align(office()))
	want := []string{
		"2025-08-20: 3 aligned, 2 not; EUR 273.00, EUR 0.00 beyond renewing",
		"A: 2025-05-12 extend to 2025-08-20: EUR 365.00 ÷ 365 × 61 days × 3 seats = 183.00",
		"B: renews on that day already",
		"C: stays unaligned, refused on 2025-05-12 by coterm.extend-future (on no day): " +
			"choose a subscription that renews later",
		"D: 2025-05-12 … 2025-05-12 renew 3 times until 2025-08-20: EUR 10.00 × 3 = 30.00 each",
		"F: stays unaligned, refused on 2025-05-12 by coterm.extend-window (on no day): " +
			"buy more tokens: they have no seats, term or proration",
	}
	if got := plans[0].Explain(); got != strings.Join(want, "\n") {
		t.Errorf("got  %s\nwant %s", got, strings.Join(want, "\n"))
	}
	// 2025-10-20 is too late for A: only D comes there, whose last renewal opens on 2025-06-22, after the window of A.
	// So it is with B for 2025-12-20, which leaves D alone. On 2026-06-20 A is the host, from now on, and on 2026-08-20
	// B.
	wantDates := []string{
		"2025-08-20 2 0.00", "2025-09-20 2 0.00", "2026-06-20 2 0.00", "2026-08-20 2 0.00",
		"2025-06-20 3 0.00", "2025-07-20 3 0.00", "2025-10-20 3 0.00", "2025-11-20 3 0.00", "2026-07-20 3 0.00",
	}
	if got := ranked(plans); !slices.Equal(got, wantDates) {
		t.Errorf("got  %q\nwant %q", got, wantDates)
	}
}

// ranked lists the dates of plans with what they rank by.
func ranked(plans []coterm.Plan) []string {
	dates := make([]string, 0, len(plans))
	for _, p := range plans {
		dates = append(dates, fmt.Sprint(p.Renewal, " ", p.Unaligned, " ", p.Beyond.Number()))
	}
	return dates
}

// So many plans as are wanted, the best first, and no more than there are.
func TestAlign_Plans(t *testing.T) {
	p := office()
	all := must(coterm.Align(p))
	for wanted, want := range map[int]int{1: 1, 2: 2, 8: 8, 9: 9, 10: 9, 1000: 9} {
		p.Plans = wanted
		got, err := coterm.Align(p)
		if err != nil || len(got) != want || !slices.EqualFunc(got, all[:want], coterm.Plan.Equal) {
			t.Errorf("%d wanted: %d plans, %v", wanted, len(got), err)
		}
	}
}

// moves returns what each member does for a date, by their IDs.
func moves(t *testing.T, p coterm.Portfolio, on string) map[string]coterm.Move {
	t.Helper()
	for _, plan := range must(coterm.Align(p)) {
		if plan.Renewal != date(on) {
			continue
		}
		all := map[string]coterm.Move{}
		for _, m := range plan.Moves {
			all[m.ID] = m
		}
		return all
	}
	t.Fatalf("there is no plan for %s", on)
	return nil
}

// pair is two subscriptions on 2025-05-12, an annual one to be extended to a three-year one.
func pair(ed policy.Edition, first, second string) coterm.Portfolio {
	const today = "2025-05-12"
	return portfolio("2028-12-31",
		member("A", sub(ed, calendar.Annual, date(first), date(first)), today, "EUR 365.00", "EUR 876.00"),
		member("B", sub(ed, calendar.ThreeYear, date(second), date(second)), today, "EUR 1095.00", ""),
	)
}

// coterm.switch-term-first: an annual one that must go beyond its limits renews first or switches, whichever is
// cheaper; it never switches for a date that it reaches as it is.
func TestAlign_RenewOrSwitchFirst(t *testing.T) {
	ed := since1990()
	const switches = "A: 2025-05-12 switch to three-year\n" +
		"A: 2025-05-12 extend to 2027-10-01: EUR 876.00 ÷ 1095 × 822 days × 3 seats = 1972.80"
	const renews = "A: 2025-05-12 renew until 2026-07-01: EUR 365.00 × 3 = 1095.00\n" +
		"A: 2026-04-02 renew until 2027-07-01: EUR 365.00 × 3 = 1095.00\n" +
		"A: 2027-04-02 extend to 2027-10-01: EUR 365.00 ÷ 365 × 92 days × 3 seats = 276.00"
	for name, tt := range map[string]struct {
		second, threeYear, date string
		want                    string
		cost, renewing          string
		rules                   []string
	}{
		// [2025-07-01, 2027-10-01): two service years and 92 days, for three seats: at 0.80 a day instead of 1.00.
		"to switch is cheaper": {
			"2024-10-01", "EUR 876.00", "2027-10-01", switches, "EUR 1972.80", "EUR 2466.00",
			[]string{"coterm.switch-term-first", "coterm.extend-three-year"},
		},
		"to renew is cheaper": {
			"2024-10-01", "EUR 1200.00", "2027-10-01", renews, "EUR 2466.00", "EUR 2466.00",
			[]string{"renewal.window", "renewal.window", "coterm.extend-annual"},
		},
		"to switch costs the same": { // and binds for three years
			"2024-10-01", "EUR 1095.00", "2027-10-01", renews, "EUR 2466.00", "EUR 2466.00",
			[]string{"renewal.window", "renewal.window", "coterm.extend-annual"},
		},
		"there is no price to switch at": {
			"2024-10-01", "", "2027-10-01", renews, "EUR 2466.00", "EUR 2466.00",
			[]string{"renewal.window", "renewal.window", "coterm.extend-annual"},
		},
		"it is in reach as it is": {
			"2022-10-01", "EUR 876.00", "2025-10-01",
			"A: 2025-05-12 extend to 2025-10-01: EUR 365.00 ÷ 365 × 92 days × 3 seats = 276.00", "EUR 276.00",
			"EUR 276.00",
			[]string{"coterm.extend-annual"},
		},
		"many renewals in a row": { // share a line
			"2022-10-01", "", "2028-10-01",
			"A: 2025-05-12 … 2027-04-02 renew 3 times until 2028-07-01: EUR 365.00 × 3 = 1095.00 each\n" +
				"A: 2028-04-02 extend to 2028-10-01: EUR 365.00 ÷ 365 × 92 days × 3 seats = 276.00", "EUR 3561.00",
			"EUR 3561.00",
			[]string{"renewal.window", "renewal.window", "renewal.window", "coterm.extend-annual"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := pair(ed, "2024-07-01", tt.second) // A renews on 2025-07-01
			p.Members[0].ThreeYearSRP = money.Amount{}
			if tt.threeYear != "" {
				p.Members[0].ThreeYearSRP = amount(tt.threeYear)
			}
			a := moves(t, p, tt.date)["A"]
			if a.String() != tt.want || !a.Cost.Equal(amount(tt.cost)) || !a.Renewing.Equal(amount(tt.renewing)) {
				t.Errorf("%s for %s, renewing %s", a, a.Cost, a.Renewing)
			}
			var rules []string
			for _, s := range a.Steps {
				rules = append(rules, string(s.Rule))
			}
			if !slices.Equal(rules, tt.rules) {
				t.Errorf("by %q, want %q", rules, tt.rules)
			}
		})
	}
}

// renewal.late: what has ended is renewed first, on the day itself.
func TestAlign_LateRenewalFirst(t *testing.T) {
	p := pair(since1990(), "2024-05-01", "2022-10-01") // A has ended on 2025-05-01
	a := moves(t, p, "2028-10-01")["A"]
	want := "2025-05-12 renew until 2026-05-01: EUR 365.00 × 3 = 1095.00"
	if len(a.Steps) == 0 || a.Steps[0].String() != want || a.Steps[0].Rule != "renewal.late" {
		t.Errorf("%s", a)
	}
}

// Why a member stays where it is.
func TestAlign_WhoStaysUnaligned(t *testing.T) {
	const today = "2025-09-10"
	year := bought(calendar.Annual, "2024-10-01")
	host := bought(calendar.Annual, "2024-11-15")
	host = must(host.On(date("2025-09-01")).Renew(lifecycle.RenewalChanges{})) // 2026-11-15
	invoice := func(due string) lifecycle.Subscription {
		return with(year, func(f *lifecycle.Facts) {
			f.Invoices = []lifecycle.BilledInvoice{{Number: "I", Issued: date("2025-08-01"), Due: date(due)}}
		})
	}
	leaving := func(effective string) lifecycle.Subscription {
		return must(year.On(date("2025-09-01")).Cancel(date(effective)))
	}
	const canceled = "no renewal.canceled-final buy-new"
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		want string // "" where it is aligned
	}{
		"as it is":                  {year, ""},
		"with a debt":               {invoice("2025-09-09"), "no lapse.start pay-overdue"},
		"with an invoice due today": {invoice("2025-09-10"), ""},
		"canceled":                  {leaving("2025-09-02"), canceled},
		"leaving after the date":    {leaving("2026-12-31"), ""},
		"leaving on the date":       {leaving("2026-11-15"), ""},
		"leaving before the date":   {leaving("2026-11-14"), canceled},
		"leaving after the horizon": {leaving("2027-01-01"), ""},
		"Flex tokens":               {tokens(), "no coterm.extend-window buy-tokens"},
		"a trial":                   {trial(), "no trial.convert buy-with-same-account"},
		"not bought yet":            {bought(calendar.Annual, "2025-10-01"), "no coterm.extend-window"},
		"that renews later": {
			bought(calendar.ThreeYear, "2024-10-01"), "no coterm.extend-future choose-later-target",
		},
		"monthly, on another day": {bought(calendar.Monthly, "2025-08-20"), "no coterm.monthly"},
		"annual, to be monthly, likewise": {
			must(year.On(date(today)).ChangeTerm(calendar.Monthly)), "no coterm.monthly",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := portfolio("2026-12-31",
				member("H", host, today, "EUR 365.00", ""), member("P", host, today, "EUR 365.00", ""),
				member("X", tt.s, today, "EUR 365.00", "EUR 1095.00"),
			)
			got := moves(t, p, "2026-11-15")["X"]
			switch {
			case tt.want == "":
				if !got.Aligned || got.Refused != (policy.Decision{}) || len(got.Steps) != 2 {
					t.Errorf("%s", got)
				}
			case got.Aligned || outcome(got.Refused) != tt.want || got.Refused.Asked != date(today) ||
				len(got.Steps) > 0 ||
				!got.Cost.IsZero() || !strings.HasPrefix(got.String(), "X: stays unaligned, refused"):
				t.Errorf("%s: %s", got, outcome(got.Refused))
			}
		})
	}
}

// Whom the limits, the window and the edition keep from a date: coterm.extend-annual, coterm.extend-window,
// edition.before.
func TestAlign_OutOfReach(t *testing.T) {
	check := func(name string, got coterm.Move, want string) {
		t.Helper()
		if got.Aligned || outcome(got.Refused) != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	strict := since1990(func(p *policy.Parameters) {
		p.Coterm.Annual = policy.ExtensionLimit{FromTransaction: 3, FromRenewal: 1}
	})
	p := pair(strict, "2024-07-01", "2023-10-01")
	p.Members[0].ThreeYearSRP = money.Amount{}
	p.Members = append(p.Members, coterm.Member{ID: "C", View: p.Members[1].View, SRP: amount("EUR 1095.00")})
	check("the limits", moves(t, p, "2026-10-01")["A"], "no coterm.switch-term-first switch-term-first")

	p = portfolio("2026-12-31",
		member("A", bought(calendar.Annual, "2024-09-10"), "2025-08-01", "EUR 365.00", ""),
		member("B", bought(calendar.Annual, "2024-11-01"), "2025-08-01", "EUR 365.00", ""),
		member("C", bought(calendar.Annual, "2024-11-01"), "2025-08-01", "EUR 365.00", ""),
	)
	check("the edition", moves(t, p, "2025-11-01")["A"], "no edition.before ask-seller")
	if got := moves(t, p, "2026-11-01")["A"]; !got.Aligned || len(got.Steps) != 2 ||
		got.Steps[0].Do != coterm.StepRenew {
		t.Errorf("after a renewal it is under the edition: %s", got)
	}

	// Only a monthly one has the date, and only when the window of the other is over.
	p = portfolio("2026-08-31",
		member("A", bought(calendar.Annual, "2024-09-20"), "2025-09-10", "EUR 365.00", ""),
		member("M", bought(calendar.Monthly, "2025-08-30"), "2025-09-10", "EUR 10.00", ""),
		member("N", bought(calendar.Monthly, "2025-08-30"), "2025-09-10", "EUR 10.00", ""),
	)
	check("the window", moves(t, p, "2026-08-30")["A"], "no coterm.extend-window")
}

// edition.gate, by the act: an extension is under the edition from its first day on, whenever the term was ordered; so
// is the switch of the term.
func TestAlign_GateByAct(t *testing.T) {
	ed := edition(func(p *policy.Parameters) { p.Gate.Extension, p.Gate.TermChange = policy.ByAct, policy.ByAct })
	from := func(length calendar.Term, start string) lifecycle.Subscription {
		return sub(ed, length, date(start), date(start))
	}
	const today = "2024-09-01"
	p := portfolio("2027-09-30",
		member("A", from(calendar.Annual, "2023-11-20"), today, "EUR 365.00", "EUR 876.00"),
		member("B", from(calendar.ThreeYear, "2024-01-10"), today, "EUR 1095.00", ""),
		member("C", from(calendar.Annual, "2024-01-10"), today, "EUR 365.00", ""),
	)
	want := "A: 2024-09-16 extend to 2025-01-10: EUR 365.00 ÷ 365 × 51 days × 3 seats = 153.00"
	if got := moves(t, p, "2025-01-10")["A"]; got.String() != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	want = "A: 2024-09-16 switch to three-year\n" +
		"A: 2024-09-16 extend to 2027-01-10: EUR 876.00 ÷ 1095 × 781 days × 3 seats = 1874.40"
	if got := moves(t, p, "2027-01-10")["A"]; got.String() != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// renewal.window: without early renewal, what was bought before the edition cannot be renewed on any day. It ends on
// its renewal date, and so is nobody to be aligned to.
func TestAlign_WithoutRenewal(t *testing.T) {
	ed := edition(func(p *policy.Parameters) { p.Renewal.WindowDays = 0 })
	const today = "2025-05-20"
	month := sub(ed, calendar.Monthly, date("2025-05-18"), date("2025-05-18"))
	p := portfolio("2025-07-31",
		member("A", sub(ed, calendar.Annual, date("2024-07-18"), date("2024-07-18")), today, "EUR 365.00", ""),
		member("B", month, today, "EUR 30.00", ""),
	)
	if plans, err := coterm.Align(p); err != nil || len(plans) != 0 {
		t.Errorf("%v, %v", plans, err)
	}
	p.Members = append(p.Members, member("C", month, today, "EUR 30.00", ""))
	got := moves(t, p, "2025-07-18")
	if a := got["A"]; a.Aligned || outcome(a.Refused) != "no renewal.window ask-seller" || !got["B"].Aligned {
		t.Errorf("%v", got)
	}
}

// The host is the member that loses least by renewing alone: with a cheap three-year price everybody would rather
// switch, but somebody has to be there already.
func TestAlign_SomebodyIsTheHost(t *testing.T) {
	ed := since1990()
	const today = "2025-05-12"
	s := sub(ed, calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	p := portfolio("2027-12-31",
		member("A", s, today, "EUR 365.00", "EUR 109.50"),
		member("B", s, today, "EUR 100.00", "EUR 109.50"),
		member("C", s, today, "EUR 365.00", "EUR 109.50"),
	)
	m := moves(t, p, "2027-07-01")
	// The host is ready on 2026-04-02, after the window of the others has closed: they renew once and reach it as they
	// are.
	for id, want := range map[string]string{"A": "EUR 2190.00", "B": "EUR 600.00", "C": "EUR 2190.00"} {
		if !m[id].Cost.Equal(amount(want)) {
			t.Errorf("%s", m[id])
		}
	}
	host := sub(ed, calendar.ThreeYear, date("2024-07-01"), date("2024-07-01")) // renews on 2027-07-01, now
	p.Members = append(p.Members, member("H", host, today, "EUR 1.00", ""))
	for id, move := range moves(t, p, "2027-07-01") {
		if id != "H" && (len(move.Steps) != 2 || move.Steps[0].Do != coterm.StepSwitchTerm ||
			!move.Cost.Equal(amount("EUR 219.00"))) {
			t.Errorf("%s", move)
		}
	}
}

// Of routes at the same price one without a switch of the term is taken, and to renew before to be extended, which
// takes a partner; of hosts at the same price the one that is ready first.
func TestAlign_Ties(t *testing.T) {
	ed := since1990()
	const today = "2025-05-12"
	p := pair(ed, "2024-07-01", "2023-07-01") // 2025-07-01 and 2026-07-01
	if a := moves(t, p, "2026-07-01")["A"]; len(a.Steps) != 1 || a.Steps[0].Do != coterm.StepRenew {
		t.Errorf("%s", a)
	}
	same := sub(ed, calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	p = portfolio("2026-07-01", member("A", same, today, "EUR 99.99", ""), member("B", same, today, "EUR 365.00", ""))
	for id, m := range moves(t, p, "2026-07-01") { // an extension by a year costs what a renewal does
		if len(m.Steps) != 1 || m.Steps[0].Do != coterm.StepRenew {
			t.Errorf("%s: %s", id, m)
		}
	}
	// M comes to 2025-10-30 by renewing, and is ready on 2025-07-02; H renews on it now.
	p = portfolio("2025-12-31",
		member("A", sub(ed, calendar.Annual, date("2024-08-05"), date("2024-08-05")), today, "EUR 365.00", ""),
		member("H", sub(ed, calendar.ThreeYear, date("2022-10-30"), date("2022-10-30")), today, "EUR 1095.00", ""),
		member("M", sub(ed, calendar.Monthly, date("2025-04-30"), date("2025-04-30")), today, "EUR 30.00", ""),
	)
	for _, id := range []string{"H", "Z"} {
		p.Members[1].ID = id
		if a := moves(t, p, "2025-10-30")["A"]; a.Steps[0].Day != date(today) {
			t.Errorf("%s", a)
		}
	}
}

// Where an edition makes an extension by a year cheaper than a renewal, everybody would rather be extended; the host is
// the one that saves least by it.
func TestAlign_TheHostSavesLeast(t *testing.T) {
	ed := since1990(func(p *policy.Parameters) {
		p.Proration.DayCount, p.Proration.StandardDays.Annual = policy.Actual, 366
	})
	const today = "2025-05-12"
	s := sub(ed, calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	for _, tt := range []struct{ a, b, c, host string }{
		{"EUR 732.00", "EUR 366.00", "EUR 1098.00", "B"},
		{"EUR 366.00", "EUR 732.00", "EUR 1098.00", "A"},
		{"EUR 1098.00", "EUR 732.00", "EUR 366.00", "C"},
		{"EUR 366.00", "EUR 366.00", "EUR 366.00", "A"},
	} {
		t.Run(tt.a+tt.b+tt.c, func(t *testing.T) {
			p := portfolio("2026-07-01",
				member("A", s, today, tt.a, ""), member("B", s, today, tt.b, ""), member("C", s, today, tt.c, ""),
			)
			for id, m := range moves(t, p, "2026-07-01") {
				want := coterm.StepExtend
				if id == tt.host {
					want = coterm.StepRenew
				}
				if len(m.Steps) != 1 || m.Steps[0].Do != want {
					t.Errorf("%s", m)
				}
			}
		})
	}
}

// A debt that is not overdue yet is taken to be paid, also where it would cancel the subscription before its window
// opens.
func TestAlign_DebtsAreTakenToBePaid(t *testing.T) {
	p := pair(since1990(), "2024-10-01", "2022-12-01") // 2025-10-01 and 2025-12-01
	v := p.Members[0].View
	p.Members[0].View = with(v.Subscription(), func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{
			{Number: "I", Issued: date("2025-04-12"), Due: date("2025-05-12")},
			{Number: "J", Issued: date("2025-01-01"), Due: date("2025-01-31"), Paid: date("2025-02-03")},
		}
	}).On(v.Day())
	if got := moves(t, p, "2025-12-01")["A"]; !got.Aligned || got.Steps[0].Day != date("2025-07-03") {
		t.Errorf("%s", got)
	}
}

// change.effective-fixed, read the other way: a pending change would move on with an early renewal, so that the plan
// waits; and where there is no late renewal, nothing is renewed.
func TestAlign_KeepsPendingChanges(t *testing.T) {
	ed := since1990(func(p *policy.Parameters) {
		p.Change.FollowsEarlyRenewal, p.ExemptOfferings = policy.Yes, []string{"Docs"}
	})
	const today = "2025-05-12"
	year := sub(ed, calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		want string // the day of the first step and the cost, or why it stays
	}{
		"nothing pending":     {year, "2025-05-12 EUR 1371.00"},
		"fewer seats":         {must(year.On(date(today)).ReduceSeats(1)), "2025-07-01 EUR 457.00"},
		"another product":     {must(year.On(date(today)).SwitchProduct("Maya")), "2025-07-01 EUR 1371.00"},
		"the present product": {must(year.On(date(today)).SwitchProduct("AutoCAD")), "2025-05-12 EUR 1371.00"},
		"without a late renewal": {with(must(year.On(date(today)).ReduceSeats(1)), func(f *lifecycle.Facts) {
			f.Offering = "Docs"
			off := lifecycle.Change{What: lifecycle.AutoRenewSwitched, Asked: date(today), Effective: date(today)}
			f.Changes = append(f.Changes, off)
		}), "no coterm.switch-term-first switch-term-first"},
	} {
		t.Run(name, func(t *testing.T) {
			host := sub(ed, calendar.ThreeYear, date("2023-10-01"), date("2023-10-01")) // 2026-10-01
			p := portfolio("2028-12-31",
				member("A", tt.s, today, "EUR 365.00", ""),
				member("B", host, today, "EUR 1095.00", ""), member("C", host, today, "EUR 1.00", ""),
			)
			a := moves(t, p, "2026-10-01")["A"]
			got := outcome(a.Refused)
			if a.Aligned {
				got = fmt.Sprint(a.Steps[0].Day, " ", a.Cost)
			}
			if got != tt.want {
				t.Errorf("got %s, want %s: %s", got, tt.want, a)
			}
		})
	}
}

func TestAlign_BadPortfolios(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*coterm.Portfolio)
		want   string
		is     error
	}{
		"no plans": {func(p *coterm.Portfolio) { p.Plans = 0 }, "plans: is missing", billingrules.ErrMissing},
		"fewer plans": {
			func(p *coterm.Portfolio) { p.Plans = -1 }, "plans -1: must be from 1 to 1000", billingrules.ErrRange,
		},
		"too many plans": {
			func(p *coterm.Portfolio) { p.Plans = 1001 }, "plans 1001: must be from 1 to 1000", billingrules.ErrRange,
		},
		"no horizon": {
			func(p *coterm.Portfolio) { p.Horizon = calendar.Date{} }, "horizon: is missing", billingrules.ErrMissing,
		},
		"the day itself": {
			func(p *coterm.Portfolio) { p.Horizon = date("2025-05-12") }, "horizon 2025-05-12: is not after 2025-05-12",
			billingrules.ErrConflict,
		},
		"a distant horizon": {
			func(p *coterm.Portfolio) { p.Horizon = date("2035-05-13") },
			"horizon 2035-05-13: is more than ten years after 2025-05-12", billingrules.ErrRange,
		},
		"the calendar's end": {
			func(p *coterm.Portfolio) {
				for i := range p.Members {
					p.Members[i].View = p.Members[i].View.Subscription().On(date("9999-01-01"))
				}
				p.Horizon = date("9999-12-31")
			},
			"horizon 9999-12-31: is more than ten years", billingrules.ErrRange,
		},
		"no members": {
			func(p *coterm.Portfolio) { p.Members = nil }, "members: is missing", billingrules.ErrMissing,
		},
		"too many members": {
			func(p *coterm.Portfolio) { p.Members = make([]coterm.Member, 1001) },
			"members: has 1001 entries, at most 1000 are allowed", billingrules.ErrRange,
		},
		"no ID": {
			func(p *coterm.Portfolio) { p.Members[1].ID = "" }, "members[1].id: is missing", billingrules.ErrMissing,
		},
		"a long ID": {
			func(p *coterm.Portfolio) { p.Members[1].ID = strings.Repeat("x", 201) }, "members[1].id \"xxx",
			billingrules.ErrRange,
		},
		"one ID twice": {
			func(p *coterm.Portfolio) { p.Members[1].ID = "A" }, `members[1].id "A": is a duplicate`,
			billingrules.ErrConflict,
		},
		"no subscription": {
			func(p *coterm.Portfolio) { p.Members[1].View = lifecycle.View{} }, "members[1].view: is missing",
			billingrules.ErrMissing,
		},
		"no day": {
			func(p *coterm.Portfolio) { p.Members[1].View = p.Members[1].View.Subscription().On(calendar.Date{}) },
			"members[1].view.day: is missing", billingrules.ErrMissing,
		},
		"another day": {
			func(p *coterm.Portfolio) { p.Members[1].View = p.Members[1].View.Subscription().On(date("2025-05-13")) },
			"members[1].view.day 2025-05-13: must be that of the first member, 2025-05-12", billingrules.ErrConflict,
		},
		"no price": {
			func(p *coterm.Portfolio) { p.Members[1].SRP = money.Amount{} }, "members[1].srp: is missing",
			billingrules.ErrMissing,
		},
		"a negative price": {
			func(p *coterm.Portfolio) { p.Members[1].SRP = amount("EUR -1.00") },
			"members[1].srp EUR -1.00: is negative", billingrules.ErrRange,
		},
		"another currency": {
			func(p *coterm.Portfolio) { p.Members[1].SRP = amount("USD 1.00") },
			"members[1].srp USD 1.00: is not in EUR", billingrules.ErrCurrency,
		},
		"a withdrawn one": {
			func(p *coterm.Portfolio) { p.Members[1].SRP = amount("HRK 1.00") },
			"members[1].srp HRK: was withdrawn on 2023-01-01", money.ErrWithdrawn,
		},
		"a price too large": {
			func(p *coterm.Portfolio) { p.Members[3].SRP = amount("EUR 1000000000000000.01") },
			"members[3].srp EUR 1000000000000000.01: is more than a portfolio can add up: 10^15", billingrules.ErrRange,
		},
		"of many digits": {
			func(p *coterm.Portfolio) { p.Members[3].SRP = amount("EUR 99999999999999999999999999999999.00") },
			"members[3].srp", billingrules.ErrRange,
		},
		"three-year, negative": {
			func(p *coterm.Portfolio) { p.Members[1].ThreeYearSRP = amount("EUR -1.00") },
			"members[1].threeYearSRP EUR -1.00: is negative", billingrules.ErrRange,
		},
		"three-year, in another currency": {
			func(p *coterm.Portfolio) { p.Members[1].ThreeYearSRP = amount("USD 1.00") },
			"members[1].threeYearSRP USD 1.00: is not in EUR", billingrules.ErrCurrency,
		},
		"three-year, too large": {
			func(p *coterm.Portfolio) { p.Members[3].ThreeYearSRP = amount("EUR 1000000000000000.01") },
			"members[3].threeYearSRP", billingrules.ErrRange,
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := office()
			tt.change(&p)
			plans, err := coterm.Align(p)
			if len(billingrules.InputErrors(err)) == 0 || !errors.Is(err, tt.is) || plans != nil ||
				!strings.HasPrefix(err.Error(), "coterm.Align: "+tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	for name, tt := range map[string]struct {
		p    coterm.Portfolio
		want string
	}{
		"nothing": {coterm.Portfolio{}, "plans horizon members"},
		"an empty member": {
			coterm.Portfolio{Members: []coterm.Member{{}}},
			"plans horizon members[0].id members[0].view members[0].srp",
		},
		"the most there is": {portfolio("2035-05-12", office().Members...), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := coterm.Align(tt.p); fields(err) != tt.want {
				t.Error(err)
			}
		})
	}
	t.Run("one member alone", func(t *testing.T) {
		if plans, err := coterm.Align(portfolio("2035-05-12", office().Members[0])); err != nil || len(plans) != 0 {
			t.Errorf("%d plans, %v", len(plans), err)
		}
	})
}

// Prices are bounded at the door, so that the dearest portfolio there can be adds up.
func TestAlign_DearestPortfolio(t *testing.T) {
	s := with(bought(calendar.Annual, "2024-10-01"), func(f *lifecycle.Facts) { f.Seats = 1_000_000 })
	dear := "CLF 1000000000000000.0000" // four places
	p := portfolio("2035-05-12")
	for i := range 1000 {
		p.Members = append(p.Members, member(fmt.Sprint(i), s, "2025-05-12", dear, dear))
	}
	plans, err := coterm.Align(p)
	if err != nil || len(plans) != 10 || !plans[9].Cost.Equal(amount("CLF 9000000000000000000000000.0000")) ||
		plans[9].Unaligned != 0 {
		t.Errorf("%v, %v", plans, err)
	}
}
