package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// has returns the product and the seats on a day, by what is known on another: "Revit 2".
func has(s lifecycle.Subscription, on string) string {
	v := s.On(day(on))
	return v.Offering() + " " + itoa(v.Seats())
}

// holdDays compares the decisions on an action, day by day. The subscription is annual from 2024-10-01 on, was ordered
// on 2024-09-20, and does not renew automatically.
func holdDays(t *testing.T, action lifecycle.Action, tests map[string]answer) {
	t.Helper()
	f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20")), false)
	s := subscription(t, europe, f)
	for on, want := range tests {
		t.Run("on "+on, func(t *testing.T) { decides(t, s.On(day(on)).Decide(action), want) })
	}
}

func TestCanSwitchProduct_Days(t *testing.T) {
	days := window("2025-07-03", "2025-09-30")
	yes := answer{allowed: true, id: rule.ChangeProductSwitch, window: days}
	late := answer{id: rule.ChangeProductSwitch, remedy: policy.RenewWithChanges, window: days}
	holdDays(t, lifecycle.ActionSwitchProduct, map[string]answer{
		"2025-07-02": {id: rule.ChangeProductSwitch, remedy: policy.WaitForWindow, window: days},
		"2025-07-03": yes, "2025-09-30": yes, "2025-10-01": late, "2025-11-14": late,
		"2025-11-15": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
	})
}

func TestCanChangeTerm_Days(t *testing.T) {
	days := window("2024-09-20", "2025-09-30")
	yes := answer{allowed: true, id: rule.ChangeTerm, route: policy.SelfService, window: days}
	holdDays(t, lifecycle.ActionChangeTerm, map[string]answer{
		"2024-09-20": yes, "2025-09-30": yes,
		"2025-10-01": {id: rule.ChangeTerm, remedy: policy.RenewWithChanges, window: days},
		"2025-11-15": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
	})
}

func TestCanAddSeats_Days(t *testing.T) {
	days := window("2024-10-01", "2025-09-30")
	yes := answer{allowed: true, id: rule.ChangeSeatsUp, route: policy.SelfService, window: days}
	holdDays(t, lifecycle.ActionAddSeats, map[string]answer{
		"2024-09-30": {id: rule.ChangeSeatsUp, remedy: policy.WaitForWindow, window: days},
		"2024-10-01": yes, "2025-09-30": yes,
		"2025-10-01": {id: rule.ChangeSeatsUp, remedy: policy.RenewFirst, window: days},
		"2025-11-15": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
	})
}

func TestCanReduceSeats_Days(t *testing.T) {
	days := window("2024-09-20", "2025-09-30")
	yes := answer{allowed: true, id: rule.ChangeSeatsDown, route: policy.SelfService, window: days}
	holdDays(t, lifecycle.ActionReduceSeats, map[string]answer{
		"2024-09-20": yes, "2025-09-30": yes,
		"2025-10-01": {id: rule.ChangeSeatsDown, remedy: policy.RenewWithChanges, window: days},
		"2025-11-15": {id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: days},
	})
}

// change.product-switch, change.term: an open invoice refuses nothing; once it is overdue, the window ends with the
// lapse.
func TestDecisions_OpenInvoices(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"),
		day("2024-10-01")).Bill(unpaid("I-1", "2024-12-01", "2024-12-31"))
	s := subscription(t, europe, f)
	whole := window("2024-10-01", "2025-09-30")
	lapsing := window("2024-10-01", "2025-02-14")
	yes := answer{allowed: true, id: rule.ChangeTerm, route: policy.SelfService}
	for _, tt := range []struct {
		on, window string
		want       answer
	}{
		{"2024-12-31", whole, yes},
		{"2025-01-01", lapsing, yes},
		{"2025-02-14", lapsing, yes},
		{"2025-02-15", lapsing, answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew}},
	} {
		t.Run(tt.on, func(t *testing.T) {
			tt.want.window = tt.window
			decides(t, s.On(day(tt.on)).CanChangeTerm(), tt.want)
		})
	}
	decides(t, s.On(day("2024-12-31")).CanAddSeats(), answer{
		allowed: true, id: rule.ChangeSeatsUp, route: policy.SelfService, window: whole,
	})
	decides(t, s.On(day("2025-01-01")).CanAddSeats(), answer{
		id: rule.ChangeSeatsUp, remedy: policy.PayOverdue, window: window("2024-10-01", "2024-12-31"),
	})
}

// term.service-year: the days for which seats are bought are split into service years from the start of the term.
func TestView_Stretch(t *testing.T) {
	s := annual(t, "2024-10-01")
	longer := must(t)(s.On(day("2025-09-01")).ChangeTerm(calendar.ThreeYear))
	longer = must(t)(longer.On(day("2025-09-03")).Renew(plain))
	early := must(t)(s.On(day("2025-08-01")).Renew(plain))
	twice := must(t)(early.On(day("2026-07-10")).Renew(plain))
	leap := subscription(t, europe,
		bought(t, calendar.ThreeYear, day("2024-02-29"), day("2024-02-29"), day("2027-01-15")))
	for name, tt := range map[string]struct {
		s     lifecycle.Subscription
		on    string
		want  string
		years int
	}{
		"before the purchase":   {longer, "2024-09-30", "", 0},
		"the first day":         {longer, "2024-10-01", "2024-10-01/2025-10-01", 1},
		"before the renewal":    {longer, "2025-09-02", "2024-10-01/2025-10-01", 1},
		"of two lengths":        {longer, "2025-09-03", "", 0},
		"the last day of it":    {longer, "2025-09-30", "", 0},
		"the second term":       {longer, "2025-10-01", "2025-10-01/2028-10-01", 3},
		"its last day":          {longer, "2028-09-30", "2025-10-01/2028-10-01", 3},
		"R":                     {longer, "2028-10-01", "", 0},
		"renewed early":         {early, "2025-08-01", "2024-10-01/2026-10-01", 2},
		"in its second term":    {early, "2026-01-01", "2025-10-01/2026-10-01", 1},
		"renewed early twice":   {twice, "2026-07-10", "2025-10-01/2027-10-01", 2},
		"from a 29 February":    {leap, "2026-12-01", "2024-02-29/2027-02-28", 3},
		"from one, renewed":     {leap, "2027-02-28", "2027-02-28/2030-02-28", 3},
		"from one, two of them": {leap, "2027-01-15", "2024-02-29/2030-02-28", 6},
	} {
		t.Run(name, func(t *testing.T) {
			got := tt.s.On(day(tt.on)).Stretch()
			if got.IsZero() != (tt.want == "") || !got.IsZero() &&
				(got.Covered().String() != tt.want || got.Len() != tt.years) {
				t.Errorf("got %s in %d", got.Covered(), got.Len())
			}
		})
	}
	if got := leap.On(day("2027-03-01")).Stretch(); got.At(1).Start() != day("2028-02-29") ||
		got.Anchor() != day("2024-02-29") {
		t.Errorf("cut on %s", got.At(1).Start())
	}
}
