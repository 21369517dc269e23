package lifecycle_test

import (
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// withTerm returns a change that goes with a term that was ordered on its day.
func withTerm(c lifecycle.Change) lifecycle.Change {
	c.WithTerm = true
	return c
}

// ofLast returns the fault of the last change, or "" if there is none.
func ofLast(changes []lifecycle.Change, fault string) string {
	if fault == "" {
		return ""
	}
	return "lifecycle.New: changes[" + itoa(len(changes)-1) + "]." + fault
}

// holdsFacts checks that New accepts facts, or that it reports one fault that begins in the given way.
func holdsFacts(t *testing.T, ed policy.Edition, f lifecycle.Facts, fault string) {
	t.Helper()
	_, err := lifecycle.New(ed, f)
	bad := billingrules.InputErrors(err)
	switch {
	case fault == "" && err != nil:
		t.Error(err)
	case fault != "" && (len(bad) != 1 || !strings.HasPrefix(bad[0].Error(), fault)):
		t.Errorf("got %v\nwant %s", err, fault)
	}
}

// change.seats-down: facts do not say in which order the acts of a day came. Fewer seats for the start of a term that
// was ordered on that day are good if they can have been asked for before the order, or carried by it.
func TestNew_FewerSeatsOnTheDayOfAnOrder(t *testing.T) {
	const first, order, renewal = "2024-10-01", "2025-07-10", "2025-10-01"
	later := bought(t, calendar.Annual, day(first), day("2024-09-20"))
	renewed := bought(t, calendar.Annual, day(first), day(first), day(order))
	target := renewing(t, europe, "2026-01-15", order)
	extended := must(t)(annual(t, first).On(day(order)).Extend(target)).Facts()
	const bought3 = "seats 2: is less than the 3 bought from "
	for name, tt := range map[string]struct {
		facts   lifecycle.Facts
		changes []lifecycle.Change
		want    string // of the last change
	}{
		"on the day of the purchase, for its start": {
			later, []lifecycle.Change{asks("2024-09-20", first, 2)}, bought3,
		},
		"after the purchase, for its start": {later, []lifecycle.Change{asks("2024-09-21", first, 2)}, bought3},
		"as many as purchased":              {later, []lifecycle.Change{asks("2024-09-21", first, 3)}, ""},
		"on the day of the purchase, for the renewal": {
			later, []lifecycle.Change{asks("2024-09-20", renewal, 2)}, "",
		},
		"on the day of an extension, before it": {extended, []lifecycle.Change{asks(order, renewal, 2)}, ""},
		"on the day of an extension, with it": {
			extended, []lifecycle.Change{withTerm(asks(order, renewal, 2))}, bought3,
		},
		"as many as extended":                {extended, []lifecycle.Change{withTerm(asks(order, renewal, 3))}, ""},
		"on the day of a renewal, before it": {renewed, []lifecycle.Change{asks(order, renewal, 2)}, ""},
		"on the day of a renewal, carried":   {renewed, []lifecycle.Change{withTerm(asks(order, renewal, 2))}, ""},
		"the day after a renewal":            {renewed, []lifecycle.Change{asks("2025-07-11", renewal, 2)}, bought3},
		"on the day of a renewal, before it and carried": {
			renewed, []lifecycle.Change{asks(order, renewal, 3), withTerm(asks(order, renewal, 2))}, "",
		},
		"on the day of a renewal, after it": {
			renewed, []lifecycle.Change{withTerm(asks(order, renewal, 3)), withTerm(asks(order, renewal, 2))}, bought3,
		},
		"on the day of a renewal, asked for after it": {
			renewed, []lifecycle.Change{withTerm(asks(order, renewal, 3)), asks(order, renewal, 2)}, bought3,
		},
		"as many as renewed": {
			renewed, []lifecycle.Change{withTerm(asks(order, renewal, 2)), withTerm(asks(order, renewal, 2))}, "",
		},
		"on the day of a renewal, for the next renewal": {
			renewed, []lifecycle.Change{withTerm(asks(order, renewal, 3)), asks(order, "2026-10-01", 2)}, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			tt.facts.Changes = tt.changes
			holdsFacts(t, europe, tt.facts, ofLast(tt.changes, tt.want))
		})
	}
}

// change.pending: only a number that is pending for the renewal date, and differs from the present one, is withdrawn.
func TestNew_WithdrawnSeats(t *testing.T) {
	const first, early, renewal, next = "2024-10-01", "2025-07-10", "2025-10-01", "2026-10-01"
	const field = "withdrawn true: must not be set: on "
	once := []string{first}
	twice := []string{first, early}
	for name, tt := range map[string]struct {
		ordered []string
		moves   policy.YesNo
		changes []lifecycle.Change
		returns []lifecycle.ReturnedPurchase
		fault   string // of the last change
	}{
		"nothing was asked for": {
			ordered: once, changes: []lifecycle.Change{asks("2025-01-10", renewal, 0)}, fault: field,
		},
		"a number was asked for": {
			ordered: once, changes: []lifecycle.Change{asks("2025-01-09", renewal, 2), asks("2025-01-10", renewal, 0)},
		},
		"twice": {
			ordered: once,
			changes: []lifecycle.Change{
				asks("2025-01-09", renewal, 2), asks("2025-01-10", renewal, 0), asks("2025-01-11", renewal, 0),
			},
			fault: field,
		},
		"asked for again": {
			ordered: once,
			changes: []lifecycle.Change{
				asks("2025-01-09", renewal, 2), asks("2025-01-10", renewal, 0), asks("2025-01-10", renewal, 1),
				asks("2025-01-10", renewal, 0),
			},
		},
		"the present number was asked for": {
			ordered: once,
			changes: []lifecycle.Change{asks("2025-01-09", renewal, 3), asks("2025-01-10", renewal, 0)},
			fault:   field,
		},
		"asked for the day before, but for nothing now": {
			ordered: once,
			changes: []lifecycle.Change{
				asks("2025-01-09", renewal, 2), seatsSet("2025-01-09", 4), asks("2025-01-09", renewal, 4),
				asks("2025-01-10", renewal, 0),
			},
			fault: field,
		},
		"for a first term that is bought": {
			ordered: once,
			changes: []lifecycle.Change{asks("2024-09-30", first, 4), asks("2024-09-30", first, 0)},
			fault:   field,
		},
		"on the day of the renewal, before it": {
			ordered: twice, changes: []lifecycle.Change{asks("2025-07-09", renewal, 2), asks(early, renewal, 0)},
		},
		"after the renewal": {
			ordered: twice,
			changes: []lifecycle.Change{asks("2025-07-09", renewal, 2), asks("2025-07-11", renewal, 0)},
			fault:   field,
		},
		"after the renewal, for the next one": {
			ordered: twice,
			changes: []lifecycle.Change{asks("2025-07-09", renewal, 2), asks("2025-07-11", next, 0)},
			fault:   field,
		},
		"after the renewal, for the next one to which it moved": {
			ordered: twice, moves: policy.Yes,
			changes: []lifecycle.Change{asks("2025-07-09", renewal, 2), asks(early, next, 0)},
		},
		"after the renewal was returned": {
			ordered: twice,
			changes: []lifecycle.Change{asks("2025-07-09", renewal, 2), asks("2025-07-20", renewal, 0)},
			returns: []lifecycle.ReturnedPurchase{termBack("2025-07-20", renewal)},
		},
		"after a return with which the number fell away": {
			ordered: twice,
			changes: []lifecycle.Change{withTerm(asks(early, renewal, 2)), asks("2025-07-20", renewal, 0)},
			returns: []lifecycle.ReturnedPurchase{termBack("2025-07-20", renewal)},
			fault:   field,
		},
		"with a term": {
			ordered: twice,
			changes: []lifecycle.Change{asks("2025-07-09", renewal, 2), withTerm(asks(early, renewal, 0))},
			fault:   "withTerm true: must not be set: a number of seats that is withdrawn does not go with a term",
		},
	} {
		t.Run(name, func(t *testing.T) {
			ordered := make([]calendar.Date, len(tt.ordered))
			for i, o := range tt.ordered {
				ordered[i] = day(o)
			}
			f := bought(t, calendar.Annual, ordered[0], ordered...)
			f.Terms[0].Ordered = day("2024-09-30")
			f.Changes, f.Returns = tt.changes, tt.returns
			ed := europe
			if tt.moves == policy.Yes {
				ed = edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
			}
			holdsFacts(t, ed, f, ofLast(tt.changes, tt.fault))
		})
	}
}

// change.pending: New accepts a withdrawal exactly if [lifecycle.View.ReduceSeats] would record it, except that it does
// not ask whether the subscription was still open for requests on the day.
func TestReduceSeats_WithdrawsWhatNewAccepts(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		if v.Kind() != policy.Subscription || !v.Day().Before(v.Renewal()) || v.Phase() == lifecycle.Canceled {
			return
		}
		if asked, err := v.ReduceSeats(rapid.IntRange(1, 9).Draw(t, "pending")); err == nil {
			v = asked.On(v.Day())
		}
		f := v.Subscription().Facts()
		f.Changes = append(f.Changes, lifecycle.Change{
			What: lifecycle.SeatsChanged, Asked: v.Day(), Effective: v.Renewal(), Withdrawn: true,
		})
		_, err := lifecycle.New(v.Edition(), f)
		next, refusal := v.ReduceSeats(v.Seats())
		if (err == nil) != (refusal == nil) {
			t.Fatalf("New says %v, and the act %v\n%+v", err, refusal, f)
		}
		if refusal == nil {
			held++
			if got := next.Facts(); !reflect.DeepEqual(got, f) {
				t.Fatalf("the act records\n%+v, want\n%+v", got, f)
			}
		}
	})
	holdsOnce(t, held)
}
