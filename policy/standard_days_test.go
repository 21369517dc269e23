package policy_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// standardCase is a row of the tables below.
type standardCase struct {
	name  string
	count policy.DayCount
	days  policy.PerTerm
	want  string // what is said after "policy.NewEdition: proration.standardDays."
}

func checkDays(t *testing.T, rows []standardCase) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			p := europe2024()
			p.Proration.DayCount, p.Proration.StandardDays = test.count, test.days
			_, err := policy.NewEdition(p)
			switch {
			case test.want == "" && err == nil:
			case err == nil || err.Error() != "policy.NewEdition: proration.standardDays."+test.want:
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

// The divisor of a term can be reached by some term of that length, as its days are counted.
func TestStandardDays_TooLong(t *testing.T) {
	checkDays(t, []standardCase{
		{"the longest", policy.Standard, policy.PerTerm{Monthly: 31, Annual: 366, ThreeYear: 1098}, ""},
		{
			"a long month", policy.Standard,
			policy.PerTerm{Monthly: 32, Annual: 365, ThreeYear: 1095},
			"monthly 32: must be from 1 to 31: no month has more days",
		},
		{
			"a long year", policy.Standard,
			policy.PerTerm{Monthly: 30, Annual: 367, ThreeYear: 1095},
			"annual 367: must be from 32 to 366: no year has more days",
		},
		{
			"400 days", policy.Standard,
			policy.PerTerm{Monthly: 30, Annual: 400, ThreeYear: 1095},
			"annual 400: must be from 32 to 366: no year has more days",
		},
		{
			"long years", policy.Standard,
			policy.PerTerm{Monthly: 30, Annual: 365, ThreeYear: 1101},
			"threeYear 1101: must be from 369 to 1098: no year has more than a third of them",
		},
	})
}

func TestStandardDays_DayCounts(t *testing.T) {
	checkDays(t, []standardCase{
		{"real leap year", policy.Actual, policy.PerTerm{Monthly: 31, Annual: 366, ThreeYear: 1095}, ""},
		{
			"three real leap years", policy.Actual,
			policy.PerTerm{Monthly: 30, Annual: 365, ThreeYear: 1098},
			"threeYear 1098: must be at most 1096 if days are counted as actual: no term of this length has more days",
		},
		{"without leap days", policy.NoLeapDay, policy.PerTerm{Monthly: 31, Annual: 365, ThreeYear: 1095}, ""},
		{
			"a leap year without its day", policy.NoLeapDay,
			policy.PerTerm{Monthly: 30, Annual: 366, ThreeYear: 1095},
			"annual 366: must be at most 365 if days are counted as no-leap-day: no term of this length has more days",
		},
		{
			"leap years without their day", policy.NoLeapDay,
			policy.PerTerm{Monthly: 30, Annual: 365, ThreeYear: 1098},
			"threeYear 1098: must be at most 1095 if days are counted as no-leap-day: no term of this length has " +
				"more days",
		},
		{
			"far beyond", policy.NoLeapDay,
			policy.PerTerm{Monthly: 30, Annual: 999, ThreeYear: 1095},
			"annual 999: must be from 32 to 366: no year has more days",
		},
		{"a short year", policy.Actual, policy.PerTerm{Monthly: 28, Annual: 360, ThreeYear: 1080}, ""},
		{"the shortest", policy.Standard, policy.PerTerm{Monthly: 1, Annual: 32, ThreeYear: 369}, ""},
		{
			"a year as a month", policy.Standard,
			policy.PerTerm{Monthly: 30, Annual: 31, ThreeYear: 1095},
			"annual 31: must be from 32 to 366: no year has more days",
		},
		{
			"three years as one", policy.Standard,
			policy.PerTerm{Monthly: 30, Annual: 365, ThreeYear: 366},
			"threeYear 366: must be from 369 to 1098: no year has more than a third of them",
		},
	})
}

// 1096 is what three real years have at most, over every first day of a leap cycle and every anchor.
func TestStandardDays_LongestTerms(t *testing.T) {
	most := map[calendar.Term]int{}
	for anchor := day("2024-01-01"); anchor.Before(day("2028-03-02")); anchor = anchor.AddDays(1) {
		for months := range 13 {
			for _, term := range []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear} {
				period, err := term.Period(anchor, anchor.AddMonths(months))
				if err != nil {
					t.Fatal(err)
				}
				days, _ := period.Days()
				most[term] = max(most[term], days)
			}
		}
	}
	if most[calendar.Monthly] != 31 || most[calendar.Annual] != 366 || most[calendar.ThreeYear] != 1096 {
		t.Errorf("got %v", most)
	}
}
