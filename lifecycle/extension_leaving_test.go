package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// coterm.extend-future: a target that is Canceled, or will be before the window opens, is replaced by a later one, or
// by an earlier one if no later one can be reached.
func TestCanExtendTo_LeavingTarget(t *testing.T) {
	t.Parallel()
	on, start := day("2025-06-01"), day("2024-10-01")
	year := annual(t, "2024-10-01") // until 2025-10-01; three years reach 2028-10-01
	month := day("2025-05-10")
	ed := edition(t, func(p *policy.Parameters) { p.FirstDay = day("2022-01-01") })
	late := subscription(t, ed, autoRenew(bought(t, calendar.Annual, day("2024-05-10"), day("2024-05-10")), false))
	monthly := subscription(t, europe, bought(t, calendar.Monthly, month, month))
	years := subscription(t, europe, bought(t, calendar.ThreeYear, start, start)) // until 2027-10-01, and 2030-10-01
	for _, tt := range []struct {
		name string
		s    lifecycle.Subscription
		to   string
		want policy.Remedy
	}{
		{"a year", year, "2026-04-01", policy.ChooseLaterTarget},
		{"a day before the limit of three years", year, "2028-09-30", policy.ChooseLaterTarget},
		{"at the limit of three years", year, "2028-10-01", policy.ChooseEarlierTarget},
		{"three years, at the limit", years, "2030-10-01", policy.ChooseEarlierTarget},
		{"monthly", monthly, "2026-04-01", policy.ChooseLaterTarget},
		{"monthly, renewed for three years", monthly, "2031-06-10", policy.ChooseEarlierTarget},
		{"late", late, "2026-06-01", policy.ChooseLaterTarget},
		{"late, renewed for three years", late, "2031-05-10", policy.ChooseEarlierTarget},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			host := subscription(t, europe, lifecycle.Facts{
				Kind: policy.Subscription, Offering: "AutoCAD", Anchor: on, Seats: 1,
				Terms: []lifecycle.BoughtTerm{{
					Ordered: on, Start: on, End: day(tt.to), AlignedTo: day(tt.to), Length: calendar.ThreeYear,
				}},
			}).On(on)
			leaving := must(t)(host.Cancel(on.AddDays(1))).On(on)
			gone := must(t)(host.Cancel(on)).On(on)
			for _, target := range []lifecycle.View{leaving, gone} {
				d := tt.s.On(on).CanExtendTo(target)
				if d.Allowed() || d.Remedy != tt.want {
					t.Errorf("%s, want %s", d, tt.want)
				}
			}
		})
	}
}

// coterm.extend-future, renewal.canceled-final: no other target helps what can be neither renewed nor extended.
func TestCanExtendTo_NoOtherTarget(t *testing.T) {
	t.Parallel()
	on := day("2025-10-06")
	s := must(t)(annual(t, "2024-10-01").On(day("2025-10-05")).Cancel(day("2025-10-20")))
	for name, to := range map[string]string{"before R": "2025-09-30", "after it": "2026-04-01"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := hostOn(t, to, "2025-09-01").Subscription().On(on)
			if d := s.On(on).CanExtendTo(host); d.Allowed() || d.Remedy != policy.BuyNew {
				t.Errorf("%s", d)
			}
		})
	}
}
