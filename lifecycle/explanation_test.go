package lifecycle_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// Every answer on every day has a rule; a View of nothing has none.
func TestViewExplanation(t *testing.T) {
	sub := must(t)(lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Monthly, Seats: 1, Ordered: calendar.MustParseDate("2025-01-31"),
	}))
	for days := range 90 {
		x := sub.On(calendar.MustParseDate("2025-01-31").AddDays(days)).Explanation()
		parts := 18
		if x.Value == "canceled" {
			parts-- // Canceled has no last day
		}
		if len(x.Rules) != 1 || len(x.Parts) != parts {
			t.Fatalf("%d: %s", days, x)
		}
		for _, part := range x.Parts {
			if len(part.Rules) == 0 || part.Value == "" {
				t.Errorf("%d: %s", days, part)
			}
		}
	}
	if x := sub.On(calendar.MustParseDate("2025-01-30")).Explanation(); x.Asks != "" {
		t.Errorf("%s", x)
	}
}

// Monthly from 2025-01-31: Active through 02-27, Expired through 03-14, Suspended through 03-29.
func TestViewExplanation_Dates(t *testing.T) {
	sub := must(t)(lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Monthly, Seats: 1, Ordered: calendar.MustParseDate("2025-01-31"),
	}))
	sub = must(t)(sub.On(calendar.MustParseDate("2025-01-31")).SetAutoRenew(false))
	for day, want := range map[string][]string{
		"2025-02-27": {"2025-01-31", "2025-02-27", "2025-02-28"},
		"2025-02-28": {"2025-02-28", "2025-03-14", "2025-02-28"},
		"2025-03-15": {"2025-03-15", "2025-03-29", "2025-02-28"},
		"2025-03-30": {"2025-03-30", "2025-02-28"},
	} {
		t.Run(day, func(t *testing.T) {
			parts := sub.On(calendar.MustParseDate(day)).Explanation().Parts
			var got []string
			for _, part := range parts[len(parts)-len(want):] {
				got = append(got, part.Value)
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// Before the first covered day there is no phase, so nothing is said of what it grants or since when it has lasted.
func TestViewExplanation_NotStarted(t *testing.T) {
	sub := must(t)(lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Monthly, Seats: 1, Ordered: day("2025-01-20"), Start: day("2025-01-31"),
	}))
	x := sub.On(day("2025-01-30")).Explanation()
	var got []string
	for _, part := range x.Parts {
		if !strings.HasPrefix(part.Value, "yes") && !strings.HasPrefix(part.Value, "no") {
			got = append(got, part.Asks+" "+part.Value)
		}
	}
	want := []string{"last day of the phase 2025-01-30", "renewal date 2025-02-28"}
	if x.Value != "not started" || !slices.Equal(got, want) || x.Parts[0].Asks != "renew" {
		t.Errorf("%q: %q, want %q", x.Value, got, want)
	}
}

func ExampleView_Explanation() {
	sub, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: calendar.MustParseDate("2024-11-30"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	x := sub.On(calendar.MustParseDate("2025-12-20")).Explanation()
	fmt.Println(x.Asks, x.Value, x.Rules[0].Rule)
	fmt.Println(x.Parts[0].Asks, x.Parts[0].Value, "since sentence", x.Parts[0].Rules[0].Passages[0].Number)
	// Output:
	// phase suspended lapse.suspended-days
	// product-access none since sentence 120
}
