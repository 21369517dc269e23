package billingtest

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"pgregory.net/rapid"
)

// other is Europe2024 with other numbers, and another rounding.
func other(t *testing.T) policy.Edition {
	t.Helper()
	p := policy.Europe2024().Parameters()
	p.Proration.StandardDays = policy.PerTerm{Monthly: 31, Annual: 366, ThreeYear: 1098}
	p.Proration.Rounding = money.Down
	p.Renewal.WindowDays, p.Renewal.AwaitedDays = 20, 0
	p.Lapse.ExpiredDays = 16
	p.Coterm.Annual.FromRenewal, p.Coterm.Annual.FromTransaction = 1, 1
	p.Coterm.ThreeYear.FromRenewal, p.Coterm.ThreeYear.FromTransaction = 1, 1
	p.Refund.Annual, p.Refund.Monthly, p.Refund.ThreeYear = 29, 14, 29
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// faulty returns the edition under which the library is asked, and the one whose outcome a law is given: a fault that
// the law must find. Law 2 finds an exempt offering that is Active again after Canceled, and law 9 a full term of 366
// days that costs more than its list price.
func faulty(t *testing.T, law int) (asked, told policy.Edition) {
	t.Helper()
	p := policy.Europe2024().Parameters()
	switch law {
	case 2:
		p.Lapse.ExemptLateRenewal = policy.Yes
	case 9:
		p.Proration.DayCount = policy.Actual
	default:
		return policy.Europe2024(), other(t)
	}
	asked, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	return asked, policy.Europe2024()
}

// A law that cannot fail says nothing: each must fail if the library is asked under one edition and the law is given
// the outcome of another. Two laws compare nothing with an edition, and have tests of their own: 18, on seats that are
// delivered, and 20, on returns.
func TestLawsCanFail(t *testing.T) {
	if number, again := os.LookupEnv("BILLINGTEST_LAW"); again {
		n, err := strconv.Atoi(number)
		if err != nil {
			t.Fatal(err)
		}
		asked, told := faulty(t, n)
		rapid.Check(t, func(t *rapid.T) { Laws()[n-1].holds(t, asked, told) })
		return
	}
	for _, law := range Laws() {
		if slices.Contains([]int{18, 20}, law.Number) {
			continue
		}
		t.Run(law.String(), func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestLawsCanFail$")
			cmd.Env = append(os.Environ(), fmt.Sprintf("BILLINGTEST_LAW=%d", law.Number),
				"RAPID_NOFAILFILE=true", "RAPID_CHECKS=1000", "RAPID_SHRINKTIME=0s")
			if out, err := cmd.CombinedOutput(); err == nil {
				t.Errorf("it holds under another edition\n%s", out)
			}
		})
	}
}

// The price oracle, checked by hand: 2145.00 ÷ 365 × 120 × 3, rounded in three places, and a full term at a list
// price finer than a cent.
func TestPriceByHand(t *testing.T) {
	start, err := calendar.ParseDate("2025-06-10")
	if err != nil {
		t.Fatal(err)
	}
	service, err := calendar.Annual.Service(start, start)
	if err != nil {
		t.Fatal(err)
	}
	left := calendar.Since(start.AddDays(245)).Intersect(service.Covered())
	for at, want := range map[policy.RoundAt]string{
		policy.RoundLine: "211562 101", policy.RoundSeat: "211563 102", policy.RoundDailyRate: "211680 101",
	} {
		t.Run(at.String(), func(t *testing.T) {
			p := policy.Europe2024().Parameters()
			p.Proration.RoundAt = at
			ed, err := policy.NewEdition(p)
			if err != nil {
				t.Fatal(err)
			}
			line := proration.PriceRequest{
				SRP: money.MustParseAmount("EUR 2145.00"), Seats: 3, Service: service, Bought: left,
			}
			price := Price(ed, line)
			line.SRP = money.MustParseAmount("EUR 0.335")
			if got := fmt.Sprint(price, " ", FullTerm(ed, line)); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
	if none := Price(policy.Europe2024(), proration.PriceRequest{Service: service, Bought: left}); none != nil {
		t.Errorf("no list price: %d", none)
	}
}

// The oracles' own arithmetic, checked by hand.
func TestMonthsAfter(t *testing.T) {
	for _, test := range []struct {
		anchor string
		months int
		want   string
	}{
		{"2025-01-31", 1, "2025-02-28"},
		{"2025-01-31", 2, "2025-03-31"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2024-12-15", 1, "2025-01-15"},
		{"2024-12-15", 0, "2024-12-15"},
	} {
		t.Run(test.want, func(t *testing.T) {
			if got := monthsAfter(calendar.MustParseDate(test.anchor), test.months); got.String() != test.want {
				t.Errorf("%d months after %s: %s, want %s", test.months, test.anchor, got, test.want)
			}
		})
	}
}

// change.seats-up: seats that are added after an early renewal and gone on the old renewal date are found.
func TestUndelivered_FindsSeatsThatAreGone(t *testing.T) {
	t.Parallel()
	day := calendar.MustParseDate
	f := lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: day("2025-01-01"), Seats: 10,
		Terms: []lifecycle.BoughtTerm{
			{Ordered: day("2025-01-01"), Start: day("2025-01-01"), End: day("2026-01-01"), Length: calendar.Annual},
			{Ordered: day("2025-11-01"), Start: day("2026-01-01"), End: day("2027-01-01"), Length: calendar.Annual},
		},
		Changes: []lifecycle.Change{
			{What: lifecycle.SeatsChanged, Asked: day("2025-10-01"), Effective: day("2026-01-01"), Seats: 5},
			{What: lifecycle.SeatsChanged, Asked: day("2025-11-15"), Effective: day("2025-11-15"), Seats: 13},
			{What: lifecycle.SeatsChanged, Asked: day("2025-11-15"), Effective: day("2026-01-01"), Seats: 8},
		},
	}
	charged := []charge{
		{seats: 10, days: calendar.Span(day("2025-01-01"), day("2026-01-01"))},
		{seats: 5, days: calendar.Span(day("2026-01-01"), day("2027-01-01"))},
		{seats: 3, days: calendar.Span(day("2025-11-15"), day("2027-01-01"))},
	}
	ed := policy.Europe2024()
	if d, paid, had := undelivered(ed, f, charged); !d.IsZero() {
		t.Errorf("on %s %d of %d seats", d, had, paid)
	}
	f.Returns = []lifecycle.ReturnedPurchase{{
		Day: day("2025-11-20"), Added: day("2025-11-15"), Seats: 3, Until: day("2027-01-01"),
	}}
	charged[2].added, charged[2].returned = true, day("2025-11-20")
	if d, paid, had := undelivered(ed, f, charged); d != day("2025-12-31") || paid != 10 || had != 13 {
		t.Errorf("returned, and on %s %d of %d seats", d, had, paid)
	}
	charged[2].returned, f.Returns = calendar.Date{}, nil
	f.Changes = f.Changes[:2]
	if d, paid, had := undelivered(ed, f, charged); d != day("2026-01-01") || paid != 8 || had != 5 {
		t.Errorf("on %s %d of %d seats", d, had, paid)
	}
}
