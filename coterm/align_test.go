package coterm_test

import (
	"encoding/json"
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
	"example.com/billingrules/rule"
)

// office is a portfolio of five on 2025-05-12: two annual ones that renew in June and in August, a three-year one, a monthly one
// and tokens.
func office(t testing.TB) coterm.Portfolio {
	t.Helper()
	north := policy.NorthAmerica2024()
	flex, err := lifecycle.New(north, lifecycle.Facts{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: date("2025-03-03"),
		Terms: []lifecycle.BoughtTerm{{Ordered: date("2025-03-03"), Start: date("2025-03-03"), End: date("2026-03-03")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return coterm.Portfolio{
		On: date("2025-05-12"), Horizon: date("2026-08-31"),
		Members: []coterm.Member{
			{ID: "A", Subscription: sub(t, north, calendar.Annual, date("2024-06-20"), date("2024-06-20")), SRP: amount("EUR 365.00")},
			{ID: "B", Subscription: sub(t, north, calendar.Annual, date("2024-08-20"), date("2024-08-20")), SRP: amount("EUR 730.00")},
			{ID: "C", Subscription: sub(t, north, calendar.ThreeYear, date("2024-07-01"), date("2024-07-01")), SRP: amount("EUR 3000.00")},
			{ID: "D", Subscription: sub(t, north, calendar.Monthly, date("2025-04-20"), date("2025-04-20")), SRP: amount("EUR 10.00")},
			{ID: "F", Subscription: flex, SRP: amount("EUR 3.00")},
		},
	}
}

// What to do, read out: the plan that leaves the fewest unaligned, and of those the earliest.
func TestAlign(t *testing.T) {
	plans, err := coterm.Align(office(t))
	if err != nil {
		t.Fatal(err)
	}
	want := `2025-08-20: 3 aligned, 2 not; EUR 273.00, EUR 0.00 beyond renewing
A: 2025-05-22 extend to 2025-08-20: EUR 365.00 ÷ 365 × 61 days × 3 seats = 183.00
B: renews on that day already
C: stays unaligned, refused on 2025-05-12 by coterm.extend-future (on no day): choose a subscription that renews later
D: 2025-05-12 … 2025-05-12 renew 3 times until 2025-08-20: EUR 10.00 × 3 = 30.00 each
F: stays unaligned, refused on 2025-05-12 by coterm.extend-future (on no day): buy more tokens: they have no seats, term or proration`
	want = strings.Replace(want, "2025-05-22", "2025-05-12", 1)
	if got := plans[0].Explain(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var dates []string
	for _, p := range plans {
		dates = append(dates, fmt.Sprint(p.Renewal, " ", p.Unaligned, " ", p.Beyond.Number()))
	}
	// 2025-10-20 is too late for A: only D comes there, whose last renewal opens on 2025-06-22, after the window of A. So it
	// is with B for 2025-12-20, which leaves D alone. On 2026-06-20 A is the host, from now on, and on 2026-08-20 B.
	wantDates := []string{
		"2025-08-20 2 0.00", "2025-09-20 2 0.00", "2026-06-20 2 0.00", "2026-08-20 2 0.00",
		"2025-06-20 3 0.00", "2025-07-20 3 0.00", "2025-10-20 3 0.00", "2025-11-20 3 0.00", "2026-07-20 3 0.00",
	}
	if !slices.Equal(dates, wantDates) {
		t.Errorf("got  %q\nwant %q", dates, wantDates)
	}
}

// moves returns what each member does for a date, or fails.
func moves(t *testing.T, p coterm.Portfolio, on string) map[string]coterm.Move {
	t.Helper()
	plans, err := coterm.Align(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range plans {
		if plan.Renewal == date(on) {
			all := map[string]coterm.Move{}
			for _, m := range plan.Moves() {
				all[m.ID] = m
			}
			return all
		}
	}
	t.Fatalf("there is no plan for %s", on)
	return nil
}

// pair is two annual subscriptions, the first to be extended to the second.
func pair(t testing.TB, ed policy.Edition, first, second string) coterm.Portfolio {
	return coterm.Portfolio{On: date("2025-05-12"), Horizon: date("2028-12-31"), Members: []coterm.Member{
		{ID: "A", Subscription: sub(t, ed, calendar.Annual, date(first), date(first)), SRP: amount("EUR 365.00"), ThreeYearSRP: amount("EUR 876.00")},
		{ID: "B", Subscription: sub(t, ed, calendar.ThreeYear, date(second), date(second)), SRP: amount("EUR 1095.00")},
	}}
}

// coterm.switch-term-first: an annual one that must go beyond its limits renews first or switches, whichever is cheaper; it
// never switches for a date that it reaches as it is.
func TestRenewOrSwitchFirst(t *testing.T) {
	ed := since1990(t)
	p := pair(t, ed, "2024-07-01", "2024-10-01") // A renews on 2025-07-01, B on 2027-10-01
	a := moves(t, p, "2027-10-01")["A"]
	// [2025-07-01, 2027-10-01): two service years and 92 days, for three seats: at 0.80 a day instead of 1.00.
	if got := a.String(); got != "A: 2025-05-12 switch to three-year\nA: 2025-05-12 extend to 2027-10-01: EUR 876.00 ÷ 1095 × 822 days × 3 seats = 1972.80" {
		t.Error(got)
	}
	if !a.Cost.Equal(amount("EUR 1972.80")) || !a.Renewing.Equal(amount("EUR 2466.00")) || a.Steps[0].Rule != "coterm.switch-term-first" || a.Steps[1].Rule != "coterm.extend-three-year" {
		t.Errorf("%+v", a)
	}
	p.Members[0].ThreeYearSRP = amount("EUR 1200.00") // dearer than renewing
	a = moves(t, p, "2027-10-01")["A"]
	want := "A: 2025-05-12 renew until 2026-07-01: EUR 365.00 × 3 = 1095.00\nA: 2026-04-02 renew until 2027-07-01: EUR 365.00 × 3 = 1095.00\n" +
		"A: 2027-04-02 extend to 2027-10-01: EUR 365.00 ÷ 365 × 92 days × 3 seats = 276.00"
	if got := a.String(); got != want || a.Steps[2].Rule != "coterm.extend-annual" || a.Steps[0].Rule != "renewal.window" {
		t.Error(got)
	}
	p.Members[0].ThreeYearSRP = money.Amount{}
	if got := moves(t, p, "2027-10-01")["A"].String(); got != want {
		t.Error(got)
	}
	near := pair(t, ed, "2024-07-01", "2022-10-01") // B renews on 2025-10-01
	if got := moves(t, near, "2025-10-01")["A"].String(); got != "A: 2025-05-12 extend to 2025-10-01: EUR 365.00 ÷ 365 × 92 days × 3 seats = 276.00" {
		t.Error(got)
	}
}

// Renewals in a row share a line, and what follows them has its own.
func TestManyRenewals(t *testing.T) {
	p := pair(t, since1990(t), "2024-07-01", "2022-10-01")
	p.Members[0].ThreeYearSRP = money.Amount{}
	want := "A: 2025-05-12 … 2027-04-02 renew 3 times until 2028-07-01: EUR 365.00 × 3 = 1095.00 each\n" +
		"A: 2028-04-02 extend to 2028-10-01: EUR 365.00 ÷ 365 × 92 days × 3 seats = 276.00"
	if got := moves(t, p, "2028-10-01")["A"].String(); got != want {
		t.Error(got)
	}
}

// renewal.late: what has ended is renewed first, on the day itself.
func TestLateRenewalFirst(t *testing.T) {
	p := pair(t, since1990(t), "2024-05-01", "2022-10-01") // A has ended on 2025-05-01
	a := moves(t, p, "2028-10-01")["A"]
	if len(a.Steps) == 0 || a.Steps[0].String() != "2025-05-12 renew until 2026-05-01: EUR 365.00 × 3 = 1095.00" || a.Steps[0].Rule != "renewal.late" {
		t.Errorf("%s", a)
	}
}

// Why a member stays where it is.
func TestWhoStaysUnaligned(t *testing.T) {
	europe := europe
	with := func(change func(*lifecycle.Facts)) lifecycle.Subscription {
		f := annual(t, "2024-10-01").Facts()
		change(&f)
		return must(t)(lifecycle.New(europe, f))
	}
	host := coterm.Member{ID: "H", Subscription: must(t)(annual(t, "2024-11-15").Renew(date("2025-09-01"), lifecycle.Order{})), SRP: amount("EUR 365.00")} // 2026-11-15
	peer := coterm.Member{ID: "P", Subscription: host.Subscription, SRP: amount("EUR 365.00")}
	three := amount("EUR 1095.00")
	for _, test := range []struct {
		name   string
		m      coterm.Member
		rule   rule.ID
		remedy policy.Remedy
	}{
		{"a debt", coterm.Member{Subscription: with(func(f *lifecycle.Facts) {
			f.Invoices = []lifecycle.BilledInvoice{{Number: "I", Issued: date("2025-08-01"), Due: date("2025-09-09")}}
		})}, "lapse.start", policy.PayOverdue},
		{"canceled", coterm.Member{Subscription: with(func(f *lifecycle.Facts) { f.Canceled = date("2025-03-01") })}, "renewal.canceled-final", policy.BuyNew},
		{"Flex tokens", coterm.Member{Subscription: tokens(t)}, "coterm.extend-future", policy.BuyTokens},
		{"a trial", coterm.Member{Subscription: with(func(f *lifecycle.Facts) { f.Kind, f.Terms[0].Length = policy.Trial, 0 })}, "trial.convert", policy.BuyWithSameAccount},
		{"not bought yet", coterm.Member{Subscription: annual(t, "2025-10-01")}, "renewal.window", 0},
		{"later", coterm.Member{Subscription: sub(t, europe, calendar.ThreeYear, date("2024-10-01"), date("2024-10-01"))}, "coterm.extend-future", policy.ChooseLaterTarget},
		{"monthly, on another day", coterm.Member{Subscription: sub(t, europe, calendar.Monthly, date("2025-08-20"), date("2025-08-20"))}, "coterm.monthly", 0},
	} {
		test.m.ID, test.m.SRP, test.m.ThreeYearSRP = "X", amount("EUR 365.00"), three
		got := moves(t, coterm.Portfolio{On: date("2025-09-10"), Horizon: date("2026-12-31"), Members: []coterm.Member{host, peer, test.m}}, "2026-11-15")["X"]
		if got.Aligned || got.Refused.Rule != test.rule || got.Refused.Remedy != test.remedy || got.Refused.Asked != date("2025-09-10") || got.Refused.Allowed() || !strings.HasPrefix(got.String(), "X: stays unaligned, refused") {
			t.Errorf("%s: %s", test.name, got)
		}
	}
	// A debt that is not overdue is taken to be paid.
	due := with(func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "I", Issued: date("2025-08-01"), Due: date("2025-09-10")}}
	})
	p := coterm.Portfolio{On: date("2025-09-10"), Horizon: date("2026-12-31"), Members: []coterm.Member{host, {ID: "X", Subscription: due, SRP: amount("EUR 365.00")}}}
	if got := moves(t, p, "2026-11-15")["X"]; !got.Aligned || len(got.Steps) != 2 {
		t.Errorf("%s", got)
	}
	// The limits, the window and the edition.
	strict := since1990(t, func(p *policy.Parameters) {
		p.Coterm.Annual = policy.ExtensionLimit{FromTransaction: 3, FromRenewal: 1}
	})
	p = pair(t, strict, "2024-07-01", "2023-10-01")
	p.Members[0].ThreeYearSRP = money.Amount{}
	p.Members = append(p.Members, coterm.Member{ID: "C", Subscription: p.Members[1].Subscription, SRP: three})
	if got := moves(t, p, "2026-10-01")["A"]; got.Aligned || got.Refused.Rule != "coterm.extend-annual" || got.Refused.Remedy != policy.ChooseEarlierTarget {
		t.Errorf("%s", got)
	}
	early := policy.Europe2024()
	p = coterm.Portfolio{On: date("2025-08-01"), Horizon: date("2026-12-31"), Members: []coterm.Member{
		{ID: "A", Subscription: sub(t, early, calendar.Annual, date("2024-09-10"), date("2024-09-10")), SRP: amount("EUR 365.00")},
		{ID: "B", Subscription: annual(t, "2024-11-01"), SRP: amount("EUR 365.00")},
		{ID: "C", Subscription: annual(t, "2024-11-01"), SRP: amount("EUR 365.00")},
	}}
	if got := moves(t, p, "2025-11-01")["A"]; got.Aligned || got.Refused.Rule != "edition.before" || got.Refused.Remedy != policy.RenewFirst {
		t.Errorf("%s", got)
	}
	if got := moves(t, p, "2026-11-01")["A"]; !got.Aligned || len(got.Steps) != 2 || got.Steps[0].Do != coterm.Renew {
		t.Errorf("%s", got)
	}
	// Only a monthly one has the date, and only when the window of the other is over.
	p = coterm.Portfolio{On: date("2025-09-10"), Horizon: date("2026-08-31"), Members: []coterm.Member{
		{ID: "A", Subscription: annual(t, "2024-09-20"), SRP: amount("EUR 365.00")},
		{ID: "M", Subscription: sub(t, europe, calendar.Monthly, date("2025-08-30"), date("2025-08-30")), SRP: amount("EUR 10.00")},
		{ID: "N", Subscription: sub(t, europe, calendar.Monthly, date("2025-08-30"), date("2025-08-30")), SRP: amount("EUR 10.00")},
	}}
	if got := moves(t, p, "2026-08-30")["A"]; got.Aligned || got.Refused.Rule != "coterm.extend-window" {
		t.Errorf("%s", got)
	}
}

// renewal.window: without early renewal, what was bought before the edition cannot be renewed on any day. It ends on its renewal date, and
// so is nobody to be aligned to.
func TestAMemberThatCannotBeRenewed(t *testing.T) {
	p := europe.Parameters()
	p.Renewal.WindowDays = 0
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	month := sub(t, ed, calendar.Monthly, date("2025-05-18"), date("2025-05-18"))
	all := coterm.Portfolio{On: date("2025-05-20"), Horizon: date("2025-07-31"), Members: []coterm.Member{
		{ID: "A", Subscription: sub(t, ed, calendar.Annual, date("2024-07-18"), date("2024-07-18")), SRP: amount("EUR 365.00")},
		{ID: "B", Subscription: month, SRP: amount("EUR 30.00")},
	}}
	if plans, err := coterm.Align(all); err != nil || len(plans) != 0 {
		t.Errorf("%v, %v", plans, err)
	}
	all.Members = append(all.Members, coterm.Member{ID: "C", Subscription: month, SRP: amount("EUR 30.00")})
	got := moves(t, all, "2025-07-18")
	if no := got["A"].Refused; got["A"].Aligned || no.Rule != rule.RenewalWindow || no.Remedy != policy.AskSeller || !got["B"].Aligned {
		t.Errorf("%v", got)
	}
}

// The host is the member that loses least by renewing alone: with a cheap three-year price everybody would rather switch, but
// somebody has to be there already.
func TestSomebodyIsTheHost(t *testing.T) {
	ed := since1990(t)
	two := sub(t, ed, calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	p := coterm.Portfolio{On: date("2025-05-12"), Horizon: date("2027-12-31"), Members: []coterm.Member{
		{ID: "A", Subscription: two, SRP: amount("EUR 365.00"), ThreeYearSRP: amount("EUR 109.50")},
		{ID: "B", Subscription: two, SRP: amount("EUR 100.00"), ThreeYearSRP: amount("EUR 109.50")},
		{ID: "C", Subscription: two, SRP: amount("EUR 365.00"), ThreeYearSRP: amount("EUR 109.50")},
	}}
	m := moves(t, p, "2027-07-01")
	for id, want := range map[string]string{
		// The host is ready on 2026-04-02, after the window of the others has closed: they renew once and reach it as they are.
		"A": "EUR 2190.00", "B": "EUR 600.00", "C": "EUR 2190.00",
	} {
		if !m[id].Cost.Equal(amount(want)) {
			t.Errorf("%s", m[id])
		}
	}
	host := sub(t, ed, calendar.ThreeYear, date("2024-07-01"), date("2024-07-01")) // renews on 2027-07-01, now
	p.Members = append(p.Members, coterm.Member{ID: "H", Subscription: host, SRP: amount("EUR 1.00")})
	for id, move := range moves(t, p, "2027-07-01") {
		if id != "H" && (len(move.Steps) != 2 || move.Steps[0].Do != coterm.SwitchTerm || !move.Cost.Equal(amount("EUR 219.00"))) {
			t.Errorf("%s", move)
		}
	}
}

// Of ways at the same price one without a switch of the term is taken, and to renew before to be extended, which takes a partner;
// of hosts at the same price the one that is ready first.
func TestTies(t *testing.T) {
	ed := since1990(t)
	p := pair(t, ed, "2024-07-01", "2023-07-01") // 2025-07-01 and 2026-07-01
	a := moves(t, p, "2026-07-01")["A"]
	if len(a.Steps) != 1 || a.Steps[0].Do != coterm.Renew {
		t.Errorf("%s", a)
	}
	same := sub(t, ed, calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	p = coterm.Portfolio{On: date("2025-05-12"), Horizon: date("2026-07-01"), Members: []coterm.Member{
		{ID: "A", Subscription: same, SRP: amount("EUR 99.99")}, {ID: "B", Subscription: same, SRP: amount("EUR 365.00")},
	}}
	for id, m := range moves(t, p, "2026-07-01") { // an extension by a year costs what a renewal does
		if len(m.Steps) != 1 || m.Steps[0].Do != coterm.Renew {
			t.Errorf("%s: %s", id, m)
		}
	}
	p = pair(t, ed, "2024-07-01", "2024-10-01") // 2025-07-01 and 2027-10-01
	p.Members[0].ThreeYearSRP = amount("EUR 1095.00")
	if a := moves(t, p, "2027-10-01")["A"]; len(a.Steps) != 3 || a.Steps[0].Do != coterm.Renew { // a switch would cost the same
		t.Errorf("%s", a)
	}
	// M comes to 2025-10-30 by renewing, and is ready on 2025-07-02; H renews on it now.
	monthly := sub(t, ed, calendar.Monthly, date("2025-04-30"), date("2025-04-30"))
	host := sub(t, ed, calendar.ThreeYear, date("2022-10-30"), date("2022-10-30"))
	p = coterm.Portfolio{On: date("2025-05-12"), Horizon: date("2025-12-31"), Members: []coterm.Member{
		{ID: "A", Subscription: sub(t, ed, calendar.Annual, date("2024-08-05"), date("2024-08-05")), SRP: amount("EUR 365.00")},
		{ID: "H", Subscription: host, SRP: amount("EUR 1095.00")},
		{ID: "M", Subscription: monthly, SRP: amount("EUR 30.00")},
	}}
	if a := moves(t, p, "2025-10-30")["A"]; a.Steps[0].Day != date("2025-05-12") {
		t.Errorf("%s", a)
	}
	p.Members[1].ID = "Z"
	if a := moves(t, p, "2025-10-30")["A"]; a.Steps[0].Day != date("2025-05-12") {
		t.Errorf("%s", a)
	}
}

// Where an edition makes an extension by a year cheaper than a renewal, everybody would rather be extended; the host is the one
// that saves least by it.
func TestTheHostSavesLeast(t *testing.T) {
	ed := since1990(t, func(p *policy.Parameters) {
		p.Proration.DayCount, p.Proration.StandardDays.Annual = policy.Actual, 366
	})
	s := sub(t, ed, calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	for _, test := range []struct{ a, b, c, host string }{
		{"EUR 732.00", "EUR 366.00", "EUR 1098.00", "B"}, {"EUR 366.00", "EUR 732.00", "EUR 1098.00", "A"}, {"EUR 1098.00", "EUR 732.00", "EUR 366.00", "C"}, {"EUR 366.00", "EUR 366.00", "EUR 366.00", "A"},
	} {
		p := coterm.Portfolio{On: date("2025-05-12"), Horizon: date("2026-07-01"), Members: []coterm.Member{
			{ID: "A", Subscription: s, SRP: amount(test.a)}, {ID: "B", Subscription: s, SRP: amount(test.b)}, {ID: "C", Subscription: s, SRP: amount(test.c)},
		}}
		for id, m := range moves(t, p, "2026-07-01") {
			if want := map[bool]coterm.Action{true: coterm.Renew, false: coterm.ExtendTo}[id == test.host]; len(m.Steps) != 1 || m.Steps[0].Do != want {
				t.Errorf("%+v: %s", test, m)
			}
		}
	}
}

// A debt that is not overdue yet is taken to be paid, also where it would cancel the subscription before its window opens.
func TestDebtsAreTakenToBePaid(t *testing.T) {
	p := pair(t, since1990(t), "2024-10-01", "2022-12-01") // 2025-10-01 and 2025-12-01
	f := p.Members[0].Subscription.Facts()
	f.Invoices = []lifecycle.BilledInvoice{{Number: "I", Issued: date("2025-04-12"), Due: date("2025-05-12")}, {Number: "J", Issued: date("2025-01-01"), Due: date("2025-01-31"), Paid: date("2025-02-03")}}
	p.Members[0].Subscription = must(t)(lifecycle.New(p.Members[1].Subscription.Edition(), f))
	if got := moves(t, p, "2025-12-01")["A"]; !got.Aligned || got.Steps[0].Day != date("2025-07-03") {
		t.Errorf("%s", got)
	}
}

// change.effective-fixed, read the other way: a pending change would move on with an early renewal, so that the plan waits; and
// where there is no late renewal, nothing is renewed.
func TestPlansKeepPendingChanges(t *testing.T) {
	ed := since1990(t, func(p *policy.Parameters) {
		p.Change.FollowsEarlyRenewal, p.ExemptOfferings = policy.Yes, []string{"Docs"}
	})
	p := pair(t, ed, "2024-07-01", "2023-10-01") // 2025-07-01 and 2026-10-01
	p.Members[0].ThreeYearSRP = money.Amount{}
	if got := moves(t, p, "2026-10-01")["A"]; got.Steps[0].Day != date("2025-05-12") { // nothing is pending: nothing waits
		t.Errorf("%s", got)
	}
	p.Members[0].Subscription = must(t)(p.Members[0].Subscription.ReduceSeats(date("2025-05-12"), 1))
	if got := moves(t, p, "2026-10-01")["A"]; got.Steps[0].Day != date("2025-07-01") || !got.Cost.Equal(amount("EUR 457.00")) {
		t.Errorf("%s", got)
	}
	f := p.Members[0].Subscription.Facts()
	f.Offering = "Docs"
	f.Changes = append(f.Changes, lifecycle.Change{What: lifecycle.AutoRenewSwitched, Asked: date("2025-05-12"), Effective: date("2025-05-12")})
	p.Members[0].Subscription = must(t)(lifecycle.New(ed, f))
	p.Members = append(p.Members, coterm.Member{ID: "C", Subscription: p.Members[1].Subscription, SRP: amount("EUR 1.00")})
	if got := moves(t, p, "2026-10-01")["A"]; got.Aligned || got.Refused.Rule != "coterm.extend-annual" {
		t.Errorf("%s", got)
	}
}

func TestBadPortfolios(t *testing.T) {
	odd := annual(t, "2023-10-01").Facts()
	odd.Terms = append(odd.Terms, lifecycle.BoughtTerm{Ordered: date("2024-09-20"), Start: date("2024-10-01"), End: date("2025-10-20"), Length: calendar.Annual, AlignedTo: date("2024-10-05")})
	for _, test := range []struct {
		change func(*coterm.Portfolio)
		want   string
		is     error
	}{
		{func(p *coterm.Portfolio) { p.On = calendar.Date{} }, "on: is missing", billingrules.ErrMissing},
		{func(p *coterm.Portfolio) { p.Horizon = calendar.Date{} }, "horizon: is missing", billingrules.ErrMissing},
		{func(p *coterm.Portfolio) { p.Horizon = p.On }, "horizon 2025-05-12: is not after 2025-05-12", billingrules.ErrConflict},
		{func(p *coterm.Portfolio) { p.Horizon = date("2035-05-13") }, "horizon 2035-05-13: is more than ten years after", billingrules.ErrRange},
		{func(p *coterm.Portfolio) { p.On, p.Horizon = date("9999-01-01"), date("9999-12-31") }, "horizon 9999-12-31: is more than ten years", billingrules.ErrRange},
		{func(p *coterm.Portfolio) { p.Members = nil }, "members: is missing", billingrules.ErrMissing},
		{func(p *coterm.Portfolio) { p.Members = make([]coterm.Member, 1001) }, "members: are 1001, more than 1000", billingrules.ErrRange},
		{func(p *coterm.Portfolio) { p.Members[1].ID = "" }, "members[1].id: is missing", billingrules.ErrMissing},
		{func(p *coterm.Portfolio) { p.Members[1].ID = "A" }, `members[1].id "A": stands twice`, billingrules.ErrConflict},
		{func(p *coterm.Portfolio) { p.Members[1].Subscription = lifecycle.Subscription{} }, "members[1].subscription: is missing", billingrules.ErrMissing},
		{func(p *coterm.Portfolio) { p.Members[1].Subscription = annual(t, "2024-10-01") }, "members[1].subscription", billingrules.ErrConflict},
		{func(p *coterm.Portfolio) { p.Members[1].SRP = money.Amount{} }, "members[1].srp: is missing", billingrules.ErrMissing},
		{func(p *coterm.Portfolio) { p.Members[1].SRP = amount("EUR -1.00") }, "members[1].srp EUR -1.00: is negative", billingrules.ErrRange},
		{func(p *coterm.Portfolio) { p.Members[1].SRP = amount("USD 1.00") }, "members[1].srp USD 1.00: is not in EUR", billingrules.ErrCurrency},
		{func(p *coterm.Portfolio) { p.Members[1].ThreeYearSRP = amount("USD 1.00") }, "members[1].threeYearSRP USD 1.00: is not in EUR", billingrules.ErrCurrency},
		{func(p *coterm.Portfolio) { p.Members[1].ThreeYearSRP = amount("EUR -1.00") }, "members[1].threeYearSRP EUR -1.00: is negative", billingrules.ErrRange},
		{func(p *coterm.Portfolio) { p.Members[3].SRP = amount("EUR 99999999999999999999999999999999.00") }, "members[3].srp", billingrules.ErrRange},
		{func(p *coterm.Portfolio) { p.Members[3].SRP = amount("EUR 1000000000000000.01") }, "members[3].srp EUR 1000000000000000.01: is more than a portfolio can add up: 10^15", billingrules.ErrRange},
		{func(p *coterm.Portfolio) { p.Members[3].ThreeYearSRP = amount("EUR 1000000000000000.01") }, "members[3].threeYearSRP", billingrules.ErrRange},
		{func(p *coterm.Portfolio) {
			p.Members = p.Members[:1]
			p.Members[0].Subscription = must(t)(lifecycle.New(europe, odd))
		}, "members[0].subscription", billingrules.ErrConflict},
	} {
		p := office(t)
		test.change(&p)
		plans, err := coterm.Align(p)
		if len(billingrules.InputErrors(err)) == 0 || !errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), "coterm.Align: "+test.want) || plans != nil {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
	if _, err := coterm.Align(coterm.Portfolio{}); fields(err) != "on horizon members" {
		t.Error(err)
	}
	if _, err := coterm.Align(coterm.Portfolio{Members: []coterm.Member{{}}}); fields(err) != "on horizon members[0].id members[0].subscription members[0].srp" {
		t.Error(err)
	}
	p := office(t)
	p.Horizon = date("2035-05-12")
	if _, err := coterm.Align(p); err != nil {
		t.Error(err)
	}
	p.Members = p.Members[:1]
	if plans, err := coterm.Align(p); err != nil || len(plans) != 0 {
		t.Errorf("one member alone has %d plans, %v", len(plans), err)
	}
}

// Prices are bounded at the door, so that the dearest portfolio there can be adds up.
func TestDearestPortfolio(t *testing.T) {
	f := annual(t, "2024-10-01").Facts()
	f.Seats = 1_000_000
	s := must(t)(lifecycle.New(europe, f))
	dear := amount("CLF 1000000000000000.0000") // four places
	p := coterm.Portfolio{On: date("2025-05-12"), Horizon: date("2035-05-12")}
	for i := range 1000 {
		p.Members = append(p.Members, coterm.Member{ID: fmt.Sprint(i), Subscription: s, SRP: dear, ThreeYearSRP: dear})
	}
	plans, err := coterm.Align(p)
	if err != nil || len(plans) != 10 || !plans[9].Cost.Equal(amount("CLF 9000000000000000000000000.0000")) || plans[9].Unaligned != 0 {
		t.Errorf("%v, %v", plans, err)
	}
}

func TestPlanJSON(t *testing.T) {
	plans, err := coterm.Align(office(t))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(plans[0])
	if err != nil || string(text) != `{"renewal":"2025-08-20","aligned":3,"unaligned":2,"cost":{"amount":"273.00","currency":"EUR"},"renewing":{"amount":"273.00","currency":"EUR"},"beyond":{"amount":"0.00","currency":"EUR"}}` {
		t.Errorf("%s, %v", text, err)
	}
	text, err = json.Marshal(plans[0].Moves())
	var read []coterm.Move
	if err != nil || json.Unmarshal(text, &read) != nil || fmt.Sprint(read) != fmt.Sprint(plans[0].Moves()) {
		t.Errorf("%s, %v", text, err)
	}
	if len((coterm.Plan{}).Moves()) != 0 {
		t.Error("the zero Plan has moves")
	}
	for a := range coterm.Action(5) {
		text, err := a.MarshalText()
		var read coterm.Action
		if known := a >= coterm.Renew && a <= coterm.ExtendTo; (err == nil) != known || known && (read.UnmarshalText(text) != nil || read != a || a.String() != string(text)) {
			t.Errorf("%s is written as %q, %v", a, text, err)
		}
	}
	var a coterm.Action
	if err := a.UnmarshalText([]byte("wait")); !errors.Is(err, billingrules.ErrUnknown) {
		t.Error(err)
	}
}
