package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// renewal.auto-default: auto-renew that was switched on goes on with every projected renewal, also where renewals that
// are ordered so early do not switch it on.
func TestTimeline_SwitchedOnBeforeTheEdition(t *testing.T) {
	old := bought(t, calendar.Annual, day("2019-10-01"), day("2019-10-01"))
	for name, tt := range map[string]struct {
		f    lifecycle.Facts
		want []string
	}{
		"not switched on": {old, nil},
		"switched on":     {autoRenew(old, true), []string{"2020-10-01", "2021-10-01", "2022-10-01"}},
		"switched off":    {autoRenew(autoRenew(old, true), false), nil},
	} {
		t.Run(name, func(t *testing.T) {
			v := subscription(t, europe, tt.f).On(day("2020-02-01"))
			events, err := v.Timeline(day("2020-02-01"), day("2022-12-31"))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for e := range events {
				if e.What == lifecycle.TermStarts && e.Projected {
					got = append(got, e.Day.String())
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("renewals on %v, want %v", got, tt.want)
			}
		})
	}
}
