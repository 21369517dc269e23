package batch_test

import (
	"testing"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// Terms of each length that start around the first and the last day of the table of terms, for one seat and for the
// most, free and not.
func TestAnswer_EdgesOfTheTable(t *testing.T) {
	t.Parallel()
	on := day("2026-05-31")
	var facts []fact
	for length := calendar.Monthly; length.IsValid(); length++ {
		for _, ago := range []int{-697, -696, -695, 3399, 3400, 3401} {
			start := on.AddDays(-ago)
			for _, seats := range []int32{1, 1_000_000} {
				facts = append(facts,
					fact{start, start, length, calendar.Date{}, seats, 0, batch.AutoRenew},
					fact{start, start, length, calendar.Date{}, seats, 36500, 0},
				)
			}
		}
	}
	agree(t, policy.Europe2024(), on, 0, facts...)
}

// renewal.late: a window that opens on the day on which a debt cancels the subscription does not open; one that opens
// the day before does.
func TestAnswer_CanceledWhenTheWindowOpens(t *testing.T) {
	t.Parallel()
	start := day("2025-06-10")
	end := start.AddMonths(12)
	opens := end.AddDays(-90)
	var facts []fact
	for late := 44; late <= 48; late++ { // Expired and Suspended last 45 days
		facts = append(facts, fact{start, start, calendar.Annual, opens.AddDays(-late), 7, 214_501, 0})
	}
	for off := -50; off <= 2; off++ {
		agree(t, policy.Europe2024(), opens.AddDays(off), 0, facts...)
	}
}

// Rows that were ordered before 1901 or end after 2096 are not plain, on days close to these years too; neither are
// those whose only flag is their history, or that have all flags.
func TestAnswer_NotPlain(t *testing.T) {
	t.Parallel()
	const all = batch.AutoRenew | batch.Exempt | batch.History
	for name, tt := range map[string]struct {
		on, ordered, start string
		flags              batch.Flags
		want               batch.Outcome
	}{
		"ordered on the first day": {"1901-01-10", "1901-01-01", "1901-01-01", 0, batch.Priced},
		"ordered the day before":   {"1901-01-10", "1900-12-31", "1901-01-01", 0, batch.AskScalar},
		"ends on the last day":     {"2096-06-01", "2096-01-01", "2096-01-01", 0, batch.Priced},
		"ends the day after":       {"2096-06-01", "2096-01-02", "2096-01-02", 0, batch.AskScalar},
		"its history alone":        {"2026-05-31", "2026-01-10", "2026-01-10", batch.History, batch.AskScalar},
		"all flags":                {"2026-05-31", "2026-01-10", "2026-01-10", all, batch.AskScalar},
		"all flags but history":    {"2026-05-31", "2026-01-10", "2026-01-10", all &^ batch.History, batch.Priced},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, err := batch.New(policy.Europe2024(), day(tt.on))
			if err != nil {
				t.Fatal(err)
			}
			f := fact{day(tt.ordered), day(tt.start), calendar.Annual, calendar.Date{}, 5, 36500, tt.flags}
			in, out := columns(0, f)
			if err := e.Answer(in, out); err != nil || out.Row[0] != tt.want {
				t.Errorf("it is %s, want %s: %v", out.Row[0], tt.want, err)
			}
		})
	}
	t.Run("all flags, and nothing else", func(t *testing.T) {
		t.Parallel()
		in, out := columns(0, fact{flags: all})
		if err := engine(t).Answer(in, out); err != nil || out.Row[0] != batch.AskScalar {
			t.Error(err, out.Row)
		}
	})
}

// A bad row is refused for what is bad: one seat, the most seats and a free row are not.
func TestAnswer_BadRowAtTheBounds(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(in *batch.Columns)
		want   string
	}{
		"no length, no end": {
			func(in *batch.Columns) { in.Length[0], in.End[0] = 0, calendar.Date{} }, "length[0]",
		},
		"one seat": {
			func(in *batch.Columns) { in.Seats[0], in.Ordered[0] = 1, day("2024-10-11") },
			"ordered[0] 2024-10-11: is more",
		},
		"the most seats": {
			func(in *batch.Columns) { in.Seats[0], in.Ordered[0] = 1_000_000, day("2024-10-11") },
			"ordered[0] 2024-10-11: is more",
		},
		"a free row": {
			func(in *batch.Columns) { in.SRP[0], in.Ordered[0] = 0, day("2024-10-11") },
			"ordered[0] 2024-10-11: is more",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in, out := columns(0, good())
			tt.change(&in)
			fails(t, engine(t), in, out, "batch.Engine.Answer: "+tt.want, answer{})
		})
	}
}
