package lifecycle_test

import (
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// act is something that can be asked for and done.
type act struct {
	decide func(v lifecycle.View) policy.Decision
	do     func(v lifecycle.View) (lifecycle.Subscription, error)
}

func renews(changes lifecycle.RenewalChanges) act {
	return act{
		func(v lifecycle.View) policy.Decision { return v.CanRenewWith(changes) },
		func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Renew(changes) },
	}
}

func acts() map[string]act {
	return map[string]act{
		"renew":          renews(lifecycle.RenewalChanges{}),
		"renew, changed": renews(lifecycle.RenewalChanges{Seats: 2}),
		"switch": {lifecycle.View.CanSwitchProduct, func(v lifecycle.View) (lifecycle.Subscription, error) {
			return v.SwitchProduct("Revit")
		}},
		"term": {lifecycle.View.CanChangeTerm, func(v lifecycle.View) (lifecycle.Subscription, error) {
			return v.ChangeTerm(calendar.ThreeYear)
		}},
		"reduce": {
			func(v lifecycle.View) policy.Decision { return v.CanReduceSeats(1) },
			func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(1) },
		},
		"add": {
			lifecycle.View.CanAddSeats,
			func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(1) },
		},
		"auto-renew": {lifecycle.View.CanSwitchAutoRenew, func(v lifecycle.View) (lifecycle.Subscription, error) {
			return v.SetAutoRenew(!v.AutoRenew())
		}},
		"extend": {
			func(v lifecycle.View) policy.Decision { return v.CanExtendTo(hostAfter(v)) },
			func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Extend(hostAfter(v)) },
		},
		"pay": {
			lifecycle.View.CanReactivate,
			func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Pay("I-1") },
		},
		"convert": {lifecycle.View.CanConvertTrial, func(v lifecycle.View) (lifecycle.Subscription, error) {
			return v.ConvertTrial(calendar.Monthly, 1)
		}},
	}
}

// hostAfter is a subscription that renews ten days after another one.
func hostAfter(v lifecycle.View) lifecycle.View {
	end := v.Renewal().AddDays(10)
	start := end.AddMonths(-12)
	s, err := lifecycle.New(v.Edition(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: "Maya", Anchor: start, Seats: 1,
		Terms: []lifecycle.BoughtTerm{
			{Ordered: start, Start: start, End: start.AddMonths(12), Length: calendar.Annual},
		},
	})
	if err != nil {
		panic(err)
	}
	return s.On(v.Day())
}

// holdsAct tries an act: it is done if allowed, and otherwise refused with its decision.
func holdsAct(t *testing.T, s lifecycle.Subscription, on calendar.Date, name string, want string) {
	t.Helper()
	v := s.On(on)
	d := acts()[name].decide(v)
	_, err := acts()[name].do(v)
	var refusal *policy.Refusal
	if errors.As(err, &refusal) != !d.Allowed() || err != nil && (refusal == nil || refusal.Decision != d) {
		t.Errorf("decided %s, but it gives %v", d, err)
	}
	got := string(d.Rule) + " " + d.Remedy.String()
	if d.Allowed() {
		got = ""
	}
	if got != want {
		t.Errorf("got %q (%s), want %q", got, d, want)
	}
	if d != v.CanRenewWith(lifecycle.RenewalChanges{}) && name == "renew" {
		t.Errorf("by the menu it is %s", v.CanRenew())
	}
}

// many returns facts of monthly terms, the last one annual, with changes of auto-renew on the day of the last order.
func many(terms, changes int) (f lifecycle.Facts, today calendar.Date) {
	f = lifecycle.Facts{Kind: policy.Subscription, Offering: "AutoCAD", Anchor: day("2024-10-01"), Seats: 3}
	for i := range terms {
		start, length := f.Anchor.AddMonths(i), calendar.Monthly
		if i == terms-1 {
			length = calendar.Annual
		}
		f.Terms = append(f.Terms, lifecycle.BoughtTerm{
			Ordered: start, Start: start, End: start.AddMonths(length.Months()), Length: length,
		})
	}
	last := f.Terms[terms-1]
	today = last.End.AddDays(-30)
	for i := range changes {
		f.Changes = append(f.Changes, lifecycle.Change{
			What: lifecycle.AutoRenewSwitched, Asked: last.Start, Effective: last.Start, AutoRenew: (changes-i)%2 == 1,
		})
	}
	return f, today
}

// Facts hold at most a thousand terms; one more is refused with its decision.
func TestRecord_Terms(t *testing.T) {
	const next, window = "renewal.next-term buy-new", "coterm.extend-window Remedy(0)"
	for _, tt := range []struct {
		terms int
		want  map[string]string
	}{
		{999, map[string]string{"renew": "", "renew, changed": "", "extend": "", "term": "", "add": ""}},
		{1000, map[string]string{"renew": next, "renew, changed": next, "extend": window, "term": "", "add": ""}},
	} {
		f, today := many(tt.terms, 0)
		s := subscription(t, europe, f)
		for name, want := range tt.want {
			t.Run(fmt.Sprint(tt.terms, " ", name), func(t *testing.T) { holdsAct(t, s, today, name, want) })
		}
	}
}

// Facts hold at most ten thousand changes. A renewal without changes needs none, unless auto-renew was switched off on
// its day.
func TestRecord_Changes(t *testing.T) {
	const next = "renewal.next-term buy-new"
	room := map[string]string{
		"renew": "", "renew, changed": "", "extend": "", "switch": "", "term": "", "reduce": "", "add": "",
		"auto-renew": "",
	}
	full := map[string]string{
		"renew": "", "renew, changed": next, "extend": "", "switch": "change.product-switch Remedy(0)",
		"term": "change.term Remedy(0)", "reduce": "change.seats-down Remedy(0)", "add": "change.seats-up buy-new",
		"auto-renew": "renewal.auto-toggle Remedy(0)",
	}
	for changes, all := range map[int]map[string]string{9999: room, 10_000: full} {
		f, today := many(1, changes)
		s := subscription(t, europe, f)
		for name, want := range all {
			t.Run(fmt.Sprint(changes, " ", name), func(t *testing.T) { holdsAct(t, s, today, name, want) })
		}
	}
	for changes, want := range map[int]string{9998: "", 9999: next} { // off before, switched on by the renewal
		f, today := many(1, changes)
		f.Changes = append(f.Changes,
			lifecycle.Change{What: lifecycle.AutoRenewSwitched, Asked: today, Effective: today, AutoRenew: false})
		t.Run(fmt.Sprint(changes, ", and off today"), func(t *testing.T) {
			holdsAct(t, subscription(t, europe, f), today, "renew", want)
		})
	}
	for changes, want := range map[int]string{9997: "", 9998: "change.seats-up buy-new"} { // today, and the pending one
		f, today := many(1, changes)
		f.Terms = append(f.Terms, lifecycle.BoughtTerm{
			Ordered: today, Start: f.Terms[0].End, End: f.Terms[0].End.AddMonths(12), Length: calendar.Annual,
		})
		f.Changes = append(f.Changes, lifecycle.Change{
			What: lifecycle.SeatsChanged, Asked: today, Effective: f.Terms[0].End, Seats: 2, WithTerm: true,
		})
		t.Run(fmt.Sprint(changes, ", and fewer seats pending"), func(t *testing.T) {
			holdsAct(t, subscription(t, europe, f), today, "add", want)
		})
	}
}

// There can be at most a million seats, both today and by a number pending within what is bought.
func TestRecord_Seats(t *testing.T) {
	const full = "change.seats-up buy-new"
	for name, tt := range map[string]struct {
		first, pending int
		want           string
	}{
		"one more":         {999_999, 5, ""},
		"none more":        {1_000_000, 5, full},
		"one more, later":  {5, 999_999, ""},
		"none more, later": {5, 1_000_000, full},
	} {
		t.Run(name, func(t *testing.T) {
			f, today := many(1, 0)
			f.Seats = tt.first
			f.Terms = append(f.Terms, lifecycle.BoughtTerm{
				Ordered: today, Start: f.Terms[0].End, End: f.Terms[0].End.AddMonths(12), Length: calendar.Annual,
			})
			f.Changes = append(f.Changes, lifecycle.Change{
				What: lifecycle.SeatsChanged, Asked: today, Effective: f.Terms[0].End, Seats: tt.pending,
				WithTerm: true,
			})
			holdsAct(t, subscription(t, europe, f), today, "add", tt.want)
		})
	}
	t.Run("there were a million", func(t *testing.T) {
		f, today := many(1, 0)
		added := today.AddDays(-9)
		s := must(t)(subscription(t, europe, f).On(added).AddSeats(1_000_000 - f.Seats))
		s = must(t)(s.On(today).Return(lifecycle.ReturnedPurchase{Added: added, Seats: 5}))
		holdsAct(t, s, today, "add", "")
	})
}

// Facts hold no date within 20,000 days of the end of the calendar: no term ends there, and no act takes place there.
func TestRecord_Calendar(t *testing.T) {
	last := day("9999-12-31").AddDays(-20_000)
	const next = "renewal.next-term buy-new"
	annualTo := func(end calendar.Date) lifecycle.Subscription {
		start := end.AddMonths(-12)
		return subscription(t, europe, bought(t, calendar.Annual, start, start))
	}
	old := unpaid("I-1", last.AddDays(-20).String(), last.AddDays(-10).String())
	debt := annualTo(last).Facts()
	debt.Invoices = append(debt.Invoices, old)
	try := trial()
	for _, tt := range []struct {
		name, act string
		s         lifecycle.Subscription
		on        calendar.Date
		want      string
	}{
		{
			"the next term ends on the last day", "renew", annualTo(last.AddMonths(-12)),
			last.AddMonths(-12).AddDays(-30),
			"",
		},
		{"a day later", "renew", annualTo(last.AddMonths(-12).AddDays(1)), last.AddMonths(-12).AddDays(-30), next},
		{"a day later, late", "renew", annualTo(last.AddMonths(-12).AddDays(1)), last.AddMonths(-12).AddDays(9), next},
		{"the switch on the last day", "auto-renew", annualTo(last.AddDays(-3)), last, ""},
		{"a day later", "auto-renew", annualTo(last.AddDays(-3)), last.AddDays(1), "renewal.auto-toggle Remedy(0)"},
		{"paid on the last day", "pay", subscription(t, europe, debt), last.AddDays(-1), ""},
		{"a trial bought a month before", "convert", subscription(t, europe, try), last.AddMonths(-1), ""},
		{
			"a day later", "convert", subscription(t, europe, try), last.AddMonths(-1).AddDays(1),
			"trial.convert Remedy(0)",
		},
	} {
		t.Run(tt.act+", "+tt.name, func(t *testing.T) { holdsAct(t, tt.s, tt.on, tt.act, tt.want) })
	}
}
