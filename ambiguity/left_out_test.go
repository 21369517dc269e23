package ambiguity_test

import (
	"strings"
	"testing"

	"example.com/billingrules/ambiguity"
	"example.com/billingrules/batch"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// A day count under which no term has so many days contradicts the standard days of the edition: it is no other reading
// of that edition, and is left out everywhere.
func TestValueThatAnEditionCannotHave(t *testing.T) {
	r, on := reading("proration.dayCount"), day("2024-12-01")
	for name, tt := range map[string]struct {
		annual, three int
		want          string // the day counts that are left, other than standard
	}{
		"both are left": {365, 1095, "actual no-leap-day"},
		"one is left":   {366, 1095, "actual"},
		"none is left":  {366, 1098, ""},
	} {
		t.Run(name, func(t *testing.T) {
			ed := testkit.Edition(func(p *policy.Parameters) {
				p.Proration.StandardDays.Annual, p.Proration.StandardDays.ThreeYear = tt.annual, tt.three
			})
			others := map[string][]string{}
			for _, e := range testkit.Must(ambiguity.Expose(ed, r, nil, on)) {
				others["Expose"] = append(others["Expose"], e.Other)
			}
			for _, e := range testkit.Must(ambiguity.ExposeColumns(ed, batch.Columns{},
				money.MustParseCurrency("EUR"), on)) {
				if e.Reading.Key == r.Key {
					others["ExposeColumns"] = append(others["ExposeColumns"], e.Other)
				}
			}
			for _, f := range testkit.Must(ambiguity.Find(ed, r)) {
				if f.One == "standard" {
					others["Find"] = append(others["Find"], f.Other)
				}
			}
			strict := testkit.Must(ambiguity.NewStrict(ed, r))
			testkit.Must(ambiguity.Agreed(strict, func(ed policy.Edition) (bool, error) {
				if asked := r.Of(ed); asked != "standard" {
					others["Agreed"] = append(others["Agreed"], asked)
				}
				return true, nil
			}, func(a, b bool) bool { return a == b }))
			for _, where := range []string{"Expose", "ExposeColumns", "Find", "Agreed"} {
				if got := strings.Join(others[where], " "); got != tt.want {
					t.Errorf("%s compares %q, want %q", where, got, tt.want)
				}
			}
			testkit.Must(ambiguity.NewStrict(ed)) // about all readings
		})
	}
}

// The document says which values the edition cannot have.
func TestReport_ValueThatAnEditionCannotHave(t *testing.T) {
	ed := testkit.Edition(func(p *policy.Parameters) { p.Proration.StandardDays.Annual = 366 })
	text := testkit.Must(ambiguity.Report(ed, testkit.Must(ambiguity.Find(ed, reading("proration.dayCount")))))
	for _, want := range []string{
		"- **standard** (this edition): ", "- **actual**: ", "- **no-leap-day** (not possible in this edition): ",
		"**standard or actual**",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}

// A strict edition whose day count cannot be another answers all the same.
func TestStrict_OneDayCount(t *testing.T) {
	ed := testkit.Edition(func(p *policy.Parameters) {
		p.Proration.StandardDays.Annual, p.Proration.StandardDays.ThreeYear = 366, 1098
	})
	strict := testkit.Must(ambiguity.NewStrict(ed))
	d, err := strict.Decide(bought("2024-11-15", 3), lifecycle.ActionAddSeats, day("2025-01-01"))
	if err != nil || !d.Allowed() {
		t.Error(d, err)
	}
}
