package lifecycle_test

import (
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// term.length: every term that was not extended is a full one, the earlier ones too.
func TestNew_EarlierTerms(t *testing.T) {
	for name, tt := range map[string]struct{ end, want string }{
		"a full one":       {"2025-10-01", ""},
		"a month shorter":  {"2025-09-01", "terms[0].end"},
		"a month longer":   {"2025-11-01", "terms[0].end"},
		"two years longer": {"2027-10-01", "terms[0].end"},
	} {
		t.Run(name, func(t *testing.T) {
			f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
			end := day(tt.end)
			f.Terms[0].End = end
			f.Terms = append(f.Terms, lifecycle.BoughtTerm{
				Ordered: end.AddDays(-20), Start: end, End: end.AddMonths(12), Length: calendar.Annual,
			})
			_, err := lifecycle.New(europe, f)
			got := ""
			for _, e := range billingrules.InputErrors(err) {
				got += e.Field
			}
			if got != tt.want {
				t.Errorf("refused in %q, want %q: %v", got, tt.want, err)
			}
		})
	}
}
