package lifecycle_test

import (
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestBuy(t *testing.T) {
	three := lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 3, Ordered: day("2024-10-01"),
	}
	later := three
	later.Kind, later.Start = policy.Subscription, day("2024-10-31")
	laterFacts := bought(t, calendar.Annual, day("2024-10-31"), day("2024-10-01"))
	trialled := trial()
	for _, test := range []struct {
		name string
		p    lifecycle.PurchaseRequest
		want lifecycle.Facts
	}{
		{"starts with the order", three, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))},
		{"starts later", later, laterFacts},
		{"tokens", lifecycle.PurchaseRequest{
			Kind: policy.FlexTokens, Offering: "Flex tokens", Ordered: day("2025-01-01"), End: day("2026-01-01"),
		}, tokens("2025-01-01")},
		{"trial", lifecycle.PurchaseRequest{
			Kind: policy.Trial, Offering: "Maya", Seats: 1, Ordered: day("2025-01-01"), Start: day("2025-01-02"),
			End: day("2025-02-01"),
		}, trialled},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := lifecycle.Buy(europe, test.p)
			if err != nil {
				t.Fatal(err)
			}
			if test.name == "trial" {
				test.want.Anchor = test.want.Terms[0].Start
			}
			if diff := cmp.Diff(test.want, s.Facts(), cmpopts.EquateComparable(calendar.Date{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Good purchases: seats for a year, and tokens.
var (
	ofSeats = lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 3, Ordered: day("2024-10-01"),
	}
	ofTokens = lifecycle.PurchaseRequest{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Ordered: day("2025-01-01"), End: day("2026-01-01"),
	}
)

// badPurchase is a good purchase with a change that makes it bad; want has the beginning of each line of the error.
type badPurchase struct {
	name string
	bad  func(p *lifecycle.PurchaseRequest)
	of   lifecycle.PurchaseRequest
	want string
}

func refusePurchases(t *testing.T, tests []badPurchase) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := test.of
			test.bad(&p)
			_, err := lifecycle.Buy(europe, p)
			if err == nil {
				t.Fatal("it is bought")
			}
			want := strings.Split(test.want, "\n")
			got := strings.Split(strings.ReplaceAll(err.Error(), "lifecycle.Buy: ", ""), "\n")
			if len(got) != len(want) {
				t.Fatalf("got\n%v\nwant\n%s", err, test.want)
			}
			for i := range want {
				if !strings.HasPrefix(got[i], want[i]) {
					t.Errorf("got %s, want %s", got[i], want[i])
				}
			}
		})
	}
}

func TestBuy_BadFields(t *testing.T) {
	refusePurchases(t, []badPurchase{
		{
			"nothing", func(p *lifecycle.PurchaseRequest) { *p = lifecycle.PurchaseRequest{} }, ofSeats,
			"offering: is missing\n" +
				"seats 0: must be from 1 to 1000000\nordered: is missing\nlength: is missing",
		},
		{
			"no life cycle", func(p *lifecycle.PurchaseRequest) { p.Kind = policy.Consulting }, ofTokens,
			"kind consulting: has no life cycle\nseats 0: must be from 1 to 1000000",
		},
		{"no kind", func(p *lifecycle.PurchaseRequest) { p.Kind = 200 }, ofSeats, "kind 200: is not known; one of: "},
		{
			"nearly exempt", func(p *lifecycle.PurchaseRequest) { p.Offering = "docs" }, ofSeats,
			`offering "docs": is not known: "Autodesk Docs" was probably meant`,
		},
	})
	if _, err := lifecycle.Buy(policy.Edition{}, ofSeats); err == nil ||
		err.Error() != "lifecycle.Buy: edition: is missing" {
		t.Error(err)
	}
}

func TestBuy_BadDays(t *testing.T) {
	refusePurchases(t, []badPurchase{
		{
			"ordered too early", func(p *lifecycle.PurchaseRequest) { p.Start = day("2026-10-01") }, ofSeats,
			"ordered 2024-10-01: is more than a renewal window and a term before the start 2026-10-01",
		},
		{
			"ordered after the start", func(p *lifecycle.PurchaseRequest) { p.Start = day("2024-09-30") }, ofSeats,
			"start 2024-09-30: is before the order, 2024-10-01",
		},
		{
			"near the start of the calendar", func(p *lifecycle.PurchaseRequest) { p.Ordered = day("0001-01-05") },
			ofSeats, "ordered 0001-01-05: is too near an end of the calendar",
		},
		{
			"near the end of the calendar", func(p *lifecycle.PurchaseRequest) { p.Ordered = day("9999-12-01") },
			ofSeats, "ordered 9999-12-01: is too near an end of the calendar",
		},
		{"its end is near the end of the calendar", func(p *lifecycle.PurchaseRequest) {
			p.Ordered, p.Length = day("9999-12-31").AddDays(-20_100), calendar.ThreeYear
		}, ofSeats, "start 9944-12-19: is too near an end of the calendar"},
		{
			"starts near the end of the calendar", func(p *lifecycle.PurchaseRequest) { p.Start = day("9999-12-31") },
			ofSeats, "start 9999-12-31: is too near an end of the calendar",
		},
	})
}

// A subscription ends after its length, tokens on a given day.
func TestBuy_BadEnds(t *testing.T) {
	refusePurchases(t, []badPurchase{
		{
			"an end of a subscription", func(p *lifecycle.PurchaseRequest) { p.End = day("2025-10-01") }, ofSeats,
			"end 2025-10-01: must not be set: the end of a term follows from its length",
		},
		{"no length", func(p *lifecycle.PurchaseRequest) { p.Length = 9 }, ofSeats, "length 9: is not known; one of: "},
		{
			"tokens without an end", func(p *lifecycle.PurchaseRequest) { p.End = calendar.Date{} }, ofTokens,
			"end: is missing",
		},
		{
			"tokens that end before they start", func(p *lifecycle.PurchaseRequest) { p.End = p.Ordered }, ofTokens,
			"end 2025-01-01: is not after the start 2025-01-01",
		},
		{
			"tokens with seats and a length",
			func(p *lifecycle.PurchaseRequest) { p.Seats, p.Length = 1, calendar.Monthly },
			ofTokens,
			"seats 1: must be 0 for Flex tokens\nlength monthly: must not be set: only a subscription has a term",
		},
	})
}

// A bad day of an order is reported once.
func TestNew_BadOrderDayIsReportedOnce(t *testing.T) {
	for _, ordered := range []string{"", "0001-01-05", "9999-12-30"} {
		for i := range 2 {
			t.Run(ordered, func(t *testing.T) {
				f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-09-01"))
				f.Terms[i].Ordered = calendar.Date{}
				if ordered != "" {
					f.Terms[i].Ordered = day(ordered)
				}
				_, err := lifecycle.New(europe, f)
				if err == nil || strings.Contains(err.Error(), "\n") {
					t.Errorf("terms[%d]: %v", i, err)
				}
			})
		}
	}
}
