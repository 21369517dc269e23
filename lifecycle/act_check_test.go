package lifecycle_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

// An act takes the fields that it needs and refuses every other field by name.
func TestAct_Check(t *testing.T) {
	t.Parallel()
	all := []string{"seats", "length", "offering", "end", "autoRenew", "payer", "invoices", "target", "targetEdition"}
	renewal := []string{"seats", "length", "offering", "end"}
	for action, takes := range map[lifecycle.Action][]string{
		lifecycle.ActionRenew:           renewal,
		lifecycle.ActionSwitchProduct:   {"offering"},
		lifecycle.ActionChangeTerm:      {"length"},
		lifecycle.ActionAddSeats:        {"seats"},
		lifecycle.ActionReduceSeats:     {"seats"},
		lifecycle.ActionSwitchAutoRenew: {"autoRenew"},
		lifecycle.ActionConvertTrial:    {"seats", "length"},
		lifecycle.ActionReactivate:      {"invoices"},
		lifecycle.ActionExtend:          {"target", "targetEdition"},
		lifecycle.ActionRenewByInvoice:  append(slices.Clone(renewal), "payer"),
	} {
		t.Run(action.String(), func(t *testing.T) {
			t.Parallel()
			err := lifecycle.Act{
				Do: action, Seats: 1, Length: calendar.Annual, Offering: "Revit", End: day("2026-10-01"),
				AutoRenew: true, Payer: lifecycle.PayerOnFile, Invoices: []string{"A"}, Target: &lifecycle.Facts{},
				TargetEdition: europe,
			}.Check()
			left := slices.DeleteFunc(slices.Clone(all), func(f string) bool { return slices.Contains(takes, f) })
			if got, want := testkit.Fields(err), strings.Join(left, " "); got != want {
				t.Errorf("refused in %q, want %q: %v", got, want, err)
			}
			if err := (lifecycle.Act{Do: action}).Check(); err != nil {
				t.Error(err)
			}
		})
	}
	for _, none := range []lifecycle.Action{0, lifecycle.ActionRenewByInvoice + 1} {
		if got := testkit.Fields(lifecycle.Act{Do: none}.Check()); got != "do" {
			t.Errorf("%d: refused in %q", none, got)
		}
	}
}
