package ambiguity_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/ambiguity"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

func TestStrict_Decide(t *testing.T) {
	strict := testkit.Must(ambiguity.NewStrict(policy.Europe2024()))
	old := bought("2024-09-15", 5)
	for name, tt := range map[string]struct {
		action  lifecycle.Action
		on      string
		allowed bool
		names   string // the reading that disagrees
	}{
		"agreed, yes":    {lifecycle.ActionRenew, "2025-08-01", true, ""},
		"agreed, no":     {lifecycle.ActionRenew, "2025-01-01", false, ""},
		"a switch":       {lifecycle.ActionSwitchProduct, "2025-08-01", false, "gate.productSwitch"},
		"a change":       {lifecycle.ActionChangeTerm, "2025-08-01", false, "gate.termChange"},
		"seats":          {lifecycle.ActionAddSeats, "2025-08-01", false, "gate.addedSeats"},
		"an extension":   {lifecycle.ActionExtend, "2025-08-01", false, "gate.extension"},
		"a late renewal": {lifecycle.ActionRenew, "2025-09-16", false, "lapse.stagesBeforeEdition"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := strict.Decide(old, tt.action, day(tt.on))
			var disagreement *ambiguity.Disagreement
			if errors.As(err, &disagreement) != (tt.names != "") || d.Allowed() != tt.allowed {
				t.Fatalf("%s, %v", d, err)
			}
			if tt.names == "" {
				return
			}
			if disagreement.Reading.Key != tt.names || disagreement.Asks != tt.action.String() ||
				d.Rule != disagreement.Reading.Rule || d.Remedy != policy.AskSupport ||
				d.Edition != policy.Europe2024().Fingerprint() || d.Asked != day(tt.on) {
				t.Errorf("%s, %+v", d, disagreement)
			}
		})
	}
}

func TestStrict_Refused(t *testing.T) {
	strict := testkit.Must(ambiguity.NewStrict(policy.Europe2024()))
	facts := bought("2025-01-01", 1)
	for name, tt := range map[string]struct{ got, want error }{
		"the zero Edition": {second(ambiguity.NewStrict(policy.Edition{})), billingrules.ErrMissing},
		"the zero Reading": {
			second(ambiguity.NewStrict(policy.Europe2024(), policy.Reading{})),
			billingrules.ErrMissing,
		}, "the zero Strict": {
			second(ambiguity.Strict{}.Decide(facts, lifecycle.ActionRenew, day("2025-02-01"))), billingrules.ErrMissing,
		},
		"no action": {second(strict.Decide(facts, 0, day("2025-02-01"))), billingrules.ErrMissing},
		"no facts": {
			second(strict.Decide(lifecycle.Facts{}, lifecycle.ActionRenew, day("2025-02-01"))), billingrules.ErrMissing,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if !errors.Is(tt.got, tt.want) {
				t.Error(tt.got)
			}
		})
	}
}

// An error under only one of two readings is a disagreement; an error under both is returned.
func TestAgreed_Errors(t *testing.T) {
	strict := testkit.Must(ambiguity.NewStrict(policy.Europe2024(), reading("coterm.limits")))
	refused := errors.New("refused")
	under := func(limits policy.LimitRule) func(policy.Edition) (int, error) {
		return func(ed policy.Edition) (int, error) {
			if ed.CotermRules().Limits == limits || limits == 0 {
				return 0, refused
			}
			return 1, nil
		}
	}
	same := func(a, b int) bool { return a == b }
	for name, limits := range map[string]policy.LimitRule{"the own": policy.BothLimits, "another": policy.EitherLimit} {
		t.Run(name, func(t *testing.T) {
			_, err := ambiguity.Agreed(strict, under(limits), same)
			var disagreement *ambiguity.Disagreement
			if !errors.As(err, &disagreement) || disagreement.Says == disagreement.OtherSays {
				t.Error(err)
			}
		})
	}
	if _, err := ambiguity.Agreed(strict, under(0), same); !errors.Is(err, refused) {
		t.Error(err)
	}
}
