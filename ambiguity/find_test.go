package ambiguity_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/ambiguity"
	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func TestFind_Refused(t *testing.T) {
	for name, tt := range map[string]struct {
		ed      policy.Edition
		reading policy.Reading
		want    error
	}{
		"the zero Edition": {policy.Edition{}, reading("coterm.limits"), billingrules.ErrMissing},
		"the zero Reading": {policy.Europe2024(), policy.Reading{}, billingrules.ErrMissing},
		"an unknown reading": {
			policy.Europe2024(), policy.Reading{Key: "x", Most: 1}, billingrules.ErrUnknown,
		},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := ambiguity.Find(tt.ed, tt.reading)
			if !errors.Is(err, tt.want) || found != nil {
				t.Errorf("%v, %v", found, err)
			}
		})
	}
	if _, err := ambiguity.Analyze(policy.Edition{}); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
	if _, err := ambiguity.Report(policy.Edition{}, nil); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
}

// An edition can be asked about whatever its numbers are; only its first day needs some room before and after it.
func TestFind_AnyEdition(t *testing.T) {
	n := 0
	for r := range policy.Readings() {
		ed := billingtest.Edition(policy.Europe2024()).Example(n)
		if n++; n%3 != 0 {
			continue
		}
		if _, err := ambiguity.Find(ed, r); err != nil {
			t.Errorf("%s: %v", r.Key, err)
		}
	}
	for _, first := range []string{"0001-01-01", "9999-12-31", "9950-01-01"} {
		t.Run(first, func(t *testing.T) {
			ed := testkit.Edition(func(p *policy.Parameters) { p.FirstDay, p.InForce = day(first), day(first) })
			if _, err := ambiguity.Find(ed, reading("gate.termChange")); !errors.Is(err, billingrules.ErrRange) {
				t.Error(err)
			}
		})
	}
}

// Every reading of every published edition moves an answer, except what no longer happens under it.
func TestFind_EveryReadingMovesSomething(t *testing.T) {
	for r := range policy.Readings() {
		if slices.Contains([]string{"proration.dayCount", "proration.rounding", "proration.roundAt"}, r.Key) {
			continue // slow, and the document has them for Europe2024
		}
		t.Run(r.Key, func(t *testing.T) {
			found, err := ambiguity.Find(policy.NorthAmerica2024(), r)
			if err != nil || len(found) == 0 {
				t.Fatal(found, err)
			}
			for _, f := range found {
				if len(f.Witnesses) == 0 {
					t.Errorf("%s or %s moves nothing", f.One, f.Other)
				}
			}
		})
	}
}

// A number with few values is compared in all pairs; any other number only around the edition's own value.
func TestFind_Numbers(t *testing.T) {
	for name, tt := range map[string]struct {
		key  string
		ed   policy.Edition
		want string
	}{
		"all of three": {"invoice.instalmentsBefore", policy.Europe2024(), "1-2 1-3 2-3"},
		"least, present and next": {
			"renewal.awaitedDays",
			testkit.Edition(func(p *policy.Parameters) { p.Renewal.AwaitedDays = 5 }), "0-5 0-6 5-6",
		},
		"the present is the least": {
			"renewal.awaitedDays",
			testkit.Edition(func(p *policy.Parameters) { p.Renewal.AwaitedDays = 0 }), "0-1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range testkit.Must(ambiguity.Find(tt.ed, reading(tt.key))) {
				got = append(got, f.One+"-"+f.Other)
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %v, want %s", got, tt.want)
			}
		})
	}
}

// An edition without exempt offerings and without a window has fewer cases, and the document says where no answer
// differs.
func TestReport_NothingDiffers(t *testing.T) {
	ed := testkit.Edition(func(p *policy.Parameters) {
		p.ExemptOfferings, p.Renewal.WindowDays = nil, 0
	})
	text := ""
	for _, key := range []string{
		"lapse.exemptUnpaidStops", "coterm.reAnchor", "coterm.extendCharge", "change.followsEarlyRenewal",
		"refund.renewalFrom",
	} {
		text += testkit.Must(ambiguity.Report(ed, testkit.Must(ambiguity.Find(ed, reading(key)))))
	}
	if got := strings.Count(text, "No answer was found that differs"); got < 4 {
		t.Errorf("%d of them: %s", got, text)
	}
}

// The fixed rule is term.anniversary. The alternative in the first entry is what package time does.
func TestFixed(t *testing.T) {
	fixed := ambiguity.Fixed()
	for _, f := range fixed {
		if f.Rule != rule.TermAnniversary || f.One == f.Other || f.Holds == "" || f.Instead == "" {
			t.Errorf("%+v", f)
		}
	}
	year, month, d := fixed[0].Anchor.Civil()
	over := time.Date(year, month, d, 0, 0, 0, 0, time.UTC).AddDate(0, fixed[0].Months, 0)
	if calendar.DateOf(over, time.UTC) != fixed[0].Other {
		t.Errorf("%s", over)
	}
}

func TestContrast_OtherThanDatesAndAmounts(t *testing.T) {
	c := ambiguity.Contrast{One: ambiguity.Figure{Day: day("2025-01-01")}}
	if days, ok := c.Days(); days != 0 || ok {
		t.Errorf("%d, %t", days, ok)
	}
	c = ambiguity.Contrast{Other: ambiguity.Figure{Amount: money.MustParseAmount("EUR 1.00")}}
	if !c.Amount().Currency().IsZero() {
		t.Error(c.Amount())
	}
	if (ambiguity.Case{}).Days() != 0 {
		t.Error("no dates, and days between them")
	}
}
