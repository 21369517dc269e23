package lifecycle_test

import (
	"encoding/json"
	"errors"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// A target that was bought under another edition, before the first day of the edition of the view, and never paid: it
// is Canceled under its own edition, but not under that of the view.
func TestView_Do_TargetOfAnotherEdition(t *testing.T) {
	t.Parallel()
	v := subscription(t, europe, bought(t, calendar.Annual, day("2024-09-20"), day("2024-09-20"), day("2025-09-01"))).
		On(day("2026-09-01"))
	facts := bought(t, calendar.ThreeYear, day("2024-09-10"), day("2024-09-10")).
		Bill(lifecycle.BilledInvoice{Number: "I", Issued: day("2024-09-10"), Due: day("2024-09-10")})
	for _, tt := range []struct {
		name    string
		edition policy.Edition // of the act
		host    policy.Edition
		phase   lifecycle.Phase
	}{
		{"its own", policy.NorthAmerica2024(), policy.NorthAmerica2024(), lifecycle.Canceled},
		{"that of the view", europe, europe, lifecycle.Active},
		{"none", policy.Edition{}, europe, lifecycle.Active},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			written, err := json.Marshal(lifecycle.Act{
				Do: lifecycle.ActionExtend, Target: &facts, TargetEdition: tt.edition,
			})
			var act lifecycle.Act
			if err == nil {
				err = json.Unmarshal(written, &act)
			}
			if err != nil || !act.TargetEdition.Equal(tt.edition) {
				t.Fatalf("%v of %s", err, written)
			}
			host := subscription(t, tt.host, facts).On(v.Day())
			if host.Phase() != tt.phase {
				t.Errorf("the target is %s", host.Phase())
			}
			d := v.CanExtendTo(host)
			var refusal *policy.Refusal
			_, err = v.Do(act)
			if d.Allowed() != (err == nil) || err != nil && (!errors.As(err, &refusal) || refusal.Decision != d) {
				t.Errorf("%v, want %s", err, d)
			}
		})
	}
}
