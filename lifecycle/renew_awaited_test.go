package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// renewal.awaited: a late renewal for a month that is over already can be followed by another one as long as the
// automatic renewal of that month is awaited, even if the month would have no stages. Then the remedy is to renew.
func TestCanAddSeats_RenewedWhileItIsAwaited(t *testing.T) {
	t.Parallel()
	start := day("2024-01-01")
	for _, tt := range []struct {
		name   string
		first  string // day of the edition
		again  policy.YesNo
		failed string
		off    bool
		want   policy.Remedy
	}{
		{"awaited", "2022-01-01", policy.Yes, "", false, policy.RenewFirst},
		{"the charge for the year failed", "2022-01-01", policy.Yes, "2025-01-02", false, policy.RenewFirst},
		{"the charge failed in the month after", "2022-01-01", policy.Yes, "2025-02-05", false, policy.BuyNew},
		{"on again", "2022-01-01", policy.Yes, "", true, policy.RenewFirst},
		{"off", "2022-01-01", policy.No, "", true, policy.BuyNew},
		{"never switched, before the edition", "2024-12-01", policy.No, "", false, policy.RenewFirst},
		{"off before the edition", "2024-12-01", policy.No, "", true, policy.BuyNew},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ed := edition(t, func(p *policy.Parameters) {
				p.FirstDay, p.Renewal.SwitchesOnAgain, p.Renewal.AwaitedDays = day(tt.first), tt.again, 60
				p.Lapse.ExpiredDays, p.Lapse.SuspendedDays.Monthly, p.Lapse.SuspendedDays.Annual = 0, 0, 90
				p.Lapse.StagesBeforeEdition = policy.Yes
			})
			f := bought(t, calendar.Annual, start, start) // until 2025-01-01, and then for a month
			if tt.off {
				f = autoRenew(f, false)
			}
			f.Changes = append(f.Changes, lifecycle.Change{
				What: lifecycle.TermChanged, Asked: day("2024-06-01"), Effective: day("2025-01-01"),
				Length: calendar.Monthly,
			})
			f.Cancellation = lifecycle.Cancellation{Asked: day("2024-06-01"), Effective: day("2025-04-10")}
			if tt.failed != "" {
				f.FailedCharges = []calendar.Date{day(tt.failed)}
			}
			v := subscription(t, ed, f).On(day("2025-02-15"))
			if d := v.CanAddSeats(); d.Remedy != tt.want {
				t.Errorf("%s, want %s", d, tt.want)
			}
			once := must(t)(v.Renew(plain)).On(v.Day())
			if twice := once.CanRenew(); twice.Allowed() != (tt.want == policy.RenewFirst) {
				t.Errorf("renewed once: %s", twice)
			}
		})
	}
}
