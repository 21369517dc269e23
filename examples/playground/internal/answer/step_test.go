package answer_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
)

// story is bought on 2025-01-15 for a year, gets two more seats, misses a payment, pays it, and is renewed late: E is
// 2026-01-14, so it is Expired from 01-15 on.
func story() answer.Question {
	q := annual()
	q.Steps = []answer.Step{
		{What: "add-seats", On: "2025-03-01", Seats: "2"},
		{What: "miss-payment", On: "2025-04-30"},
		{What: "pay", On: "2025-06-10"},
		{What: "renew", On: "2026-01-20"},
	}
	return q
}

// Each step says where it leads. The debt of 2025-04-30 makes it Expired from 05-01 on, and Suspended from 05-16 on.
func TestSteps(t *testing.T) {
	t.Parallel()
	q := story()
	q.Day = "2025-06-10"
	got := good(t, q).Steps
	want := []answer.Done{
		{"2025-01-15", "buy: annual, 3 seats", "active, 3 seats, expired from 2026-01-15 on", true},
		{"2025-03-01", "add seats: 2", "active, 5 seats, expired from 2026-01-15 on", true},
		{"2025-04-30", "miss a payment", "active, 5 seats, expired from 2025-05-01 on", true},
		{"2025-06-10", "pay", "active, 5 seats, expired from 2026-01-15 on", true},
		{"2026-01-20", "renew", "active, 5 seats, expired from 2027-01-16 on", false},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}

// The story, replayed day by day: on each day it stands where it stood when the next step was not yet known.
func TestSteps_Replay(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{
		"2025-02-28": "active", "2025-04-30": "active", "2025-05-01": "expired", "2025-05-15": "expired",
		"2025-05-16": "suspended", "2025-06-09": "suspended", "2025-06-10": "active", "2026-01-14": "active",
		"2026-01-15": "expired", "2026-01-19": "expired", "2026-01-20": "active",
	} {
		t.Run(day, func(t *testing.T) {
			q := story()
			q.Day = day
			if got := cell(t, good(t, q), "status/phase").Text; got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

// A seat is priced by what is known on the day: later steps are no obstacle, and earlier ones are in it.
func TestSteps_PriceOfTheDay(t *testing.T) {
	t.Parallel()
	q := story()
	q.Day = "2025-02-28"
	if got, want := cell(t, good(t, q), "price/added").Text, "EUR 321.00"; got != want { // 365.00 ÷ 365 × 321 days
		t.Errorf("%s, want %s", got, want)
	}
}

func TestSteps_Mistakes(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change      func(*answer.Question)
		field, says string
	}{
		"what is no step": {
			func(q *answer.Question) { q.Steps[0].What = "dance" }, "steps.0.what",
			`"dance": is not a step`,
		},
		"no day":   {func(q *answer.Question) { q.Steps[1].On = "2025-02-30" }, "steps.1.on", "2025-02-30"},
		"no seats": {func(q *answer.Question) { q.Steps[0].Seats = "0" }, "steps.0.seats", "must be from 1 to"},
		"seats of a pay": {
			func(q *answer.Question) { q.Steps[2].Seats = "2" }, "steps.2.seats",
			"does not apply to pay",
		},
		"before the one": {
			func(q *answer.Question) { q.Steps[1].On = "2025-02-28" }, "steps.1.on",
			"is before 2025-03-01",
		},
		"nothing to pay": {
			func(q *answer.Question) { q.Steps[1].What = "pay" }, "steps.1.on",
			"nothing is unpaid that day",
		},
		"paid too late": {
			func(q *answer.Question) { q.Steps[2].On = "2025-06-15" }, "steps.3.on", "renewal.canceled-final",
		},
		"refused by a rule": {func(q *answer.Question) { q.Steps[1].What = "renew" }, "steps.1.on", "renewal.window"},
		"too many": {
			func(q *answer.Question) { q.Steps = make([]answer.Step, 51) }, "",
			"51 steps: more than 50",
		},
		"canceled twice": {func(q *answer.Question) {
			q.Steps[1].What, q.Steps[2].What, q.Steps[2].On = "cancel", "cancel", "2025-06-11"
		}, "steps.2.on", "cancel"},
	} {
		t.Run(name, func(t *testing.T) {
			q := story()
			tt.change(&q)
			a := answer.To(q)
			if len(a.Mistakes) == 0 || a.Mistakes[0].Field != tt.field ||
				!strings.Contains(a.Mistakes[0].Text, tt.says) {
				t.Errorf("%q", a.Mistakes)
			}
		})
	}
}

// The date of a step can be moved as that of a field.
func TestSteps_Shift(t *testing.T) {
	t.Parallel()
	q := story()
	q.Shifted, q.Shift = "steps.0.on", -1
	a := good(t, q)
	if a.Shifted != "2025-02-28" || a.Steps[1].On != "2025-02-28" || q.Steps[0].On != "2025-03-01" {
		t.Errorf("%s, %s, %s", a.Shifted, a.Steps[1].On, q.Steps[0].On)
	}
}

// Two readings side by side: each value that differs, with the days and the cents that move.
func TestCompared(t *testing.T) {
	t.Parallel()
	q := with(t, annual(), "autoRenew", "on", "price", "2145.00", "readings.proration.rounding", "down",
		"readings.renewal.awaitedDays", "3")
	a := good(t, q)
	if len(a.Compared) != a.Moved || a.Moved == 0 {
		t.Fatalf("%d of %d", len(a.Compared), a.Moved)
	}
	got := map[string]answer.Difference{}
	for _, d := range a.Compared {
		got[d.Section+"/"+d.What] = d
	}
	for key, want := range map[string]answer.Difference{
		"Status/Last day": {"Status", "Last day", "2026-01-15", "2026-01-17", "+2 days"},
		"Status/What follows": {
			"Status", "What follows", "expired from 2026-01-16 on", "expired from 2026-01-18 on", "+2 days",
		},
		"Price of added seats/Added on 2025-05-12: 1 seat": {
			"Price of added seats", "Added on 2025-05-12: 1 seat", "EUR 1457.42", "EUR 1457.42", "",
		},
	} {
		t.Run(key, func(t *testing.T) {
			if want.Published == want.Switched {
				if _, ok := got[key]; ok {
					t.Errorf("%v is the same", got[key])
				}
				return
			}
			if got[key] != want {
				t.Errorf("got %+v, want %+v", got[key], want)
			}
		})
	}
}
