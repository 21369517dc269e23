package coterm_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// member is a member of a portfolio; threeYear is "" to leave out routes with a switch of the term.
func member(id string, s lifecycle.Subscription, on, srp, threeYear string) coterm.Member {
	m := coterm.Member{ID: id, View: s.On(date(on)), SRP: amount(srp)}
	if threeYear != "" {
		m.ThreeYearSRP = amount(threeYear)
	}
	return m
}

// portfolio is a portfolio that asks for all plans.
func portfolio(horizon string, members ...coterm.Member) coterm.Portfolio {
	return coterm.Portfolio{Members: members, Horizon: date(horizon), Plans: 1000}
}

// office is a portfolio of five on 2025-05-12: two annual subscriptions that renew in June and in August, a three-year
// one, a monthly one, and tokens.
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

// The best plan in words: the one that leaves the fewest unaligned and, of those, the earliest.
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
	// 2025-10-20 is too late for A: only D renews then, and the window of its last renewal opens on 2025-06-22, after
	// that of A has closed. The same goes for B and 2025-12-20, which leaves D alone. On 2026-06-20 the host is A, from
	// today on; on 2026-08-20 it is B.
	wantDates := []string{
		"2025-08-20 2 0.00", "2025-09-20 2 0.00", "2026-06-20 2 0.00", "2026-08-20 2 0.00",
		"2025-06-20 3 0.00", "2025-07-20 3 0.00", "2025-10-20 3 0.00", "2025-11-20 3 0.00", "2026-07-20 3 0.00",
	}
	if got := ranked(plans); !slices.Equal(got, wantDates) {
		t.Errorf("got  %q\nwant %q", got, wantDates)
	}
}

// ranked lists the dates of plans with the values that rank them.
func ranked(plans []coterm.Plan) []string {
	dates := make([]string, 0, len(plans))
	for _, p := range plans {
		dates = append(dates, fmt.Sprint(p.Renewal, " ", p.Unaligned, " ", p.Beyond.Number()))
	}
	return dates
}

// As many plans as are wanted, the best first; all of them if there are fewer.
func TestAlign_Plans(t *testing.T) {
	p := office()
	all := must(coterm.Align(p))
	for wanted, want := range map[int]int{1: 1, 2: 2, 8: 8, 9: 9, 10: 9, 1000: 9} {
		t.Run(fmt.Sprint(wanted, " wanted"), func(t *testing.T) {
			p := p
			p.Plans = wanted
			got, err := coterm.Align(p)
			if err != nil || len(got) != want || !slices.EqualFunc(got, all[:want], coterm.Plan.Equal) {
				t.Errorf("%d plans, %v, want %d", len(got), err, want)
			}
		})
	}
}

// moves returns what each member does for a date, by ID.
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

// edition.gate, by the act: an extension is under the edition from the edition's first day on, whenever the term was
// ordered; so is the switch of the term.
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

// A debt that is not overdue yet is assumed to be paid, even if it would cancel the subscription before its window
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
