package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// has tells what a subscription has on a day as it is known on another: "Revit 2".
func has(s lifecycle.Subscription, on string) string {
	v := s.On(day(on))
	return v.Offering() + " " + itoa(v.Seats())
}

// change.product-switch, change.term, change.seats-up, change.seats-down: both sides of every edge.
func TestDecisions_Windows(t *testing.T) {
	f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20")), false)
	s := subscription(t, europe, f)
	inWindow, beforeR := window("2025-07-03", "2025-09-30"), window("2024-09-20", "2025-09-30")
	active := window("2024-10-01", "2025-09-30")
	canceled := func(window string) answer {
		return answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: window}
	}
	for _, tt := range []struct {
		on     string
		action lifecycle.Action
		want   answer
	}{
		{
			"2025-07-02", lifecycle.ActionSwitchProduct,
			answer{id: rule.ChangeProductSwitch, remedy: policy.WaitForWindow, window: inWindow},
		},
		{
			"2025-07-03", lifecycle.ActionSwitchProduct,
			answer{allowed: true, id: rule.ChangeProductSwitch, window: inWindow},
		},
		{
			"2025-09-30", lifecycle.ActionSwitchProduct,
			answer{allowed: true, id: rule.ChangeProductSwitch, window: inWindow},
		},
		{
			"2025-10-01", lifecycle.ActionSwitchProduct,
			answer{id: rule.ChangeProductSwitch, remedy: policy.RenewWithChanges, window: inWindow},
		},
		{
			"2025-11-14", lifecycle.ActionSwitchProduct,
			answer{id: rule.ChangeProductSwitch, remedy: policy.RenewWithChanges, window: inWindow},
		},
		{"2025-11-15", lifecycle.ActionSwitchProduct, canceled(inWindow)},

		{
			"2024-09-20", lifecycle.ActionChangeTerm,
			answer{allowed: true, id: rule.ChangeTerm, route: policy.SelfService, window: beforeR},
		},
		{
			"2025-09-30", lifecycle.ActionChangeTerm,
			answer{allowed: true, id: rule.ChangeTerm, route: policy.SelfService, window: beforeR},
		},
		{
			"2025-10-01", lifecycle.ActionChangeTerm,
			answer{id: rule.ChangeTerm, remedy: policy.RenewWithChanges, window: beforeR},
		},
		{"2025-11-15", lifecycle.ActionChangeTerm, canceled(beforeR)},

		{
			"2024-09-30", lifecycle.ActionAddSeats,
			answer{id: rule.ChangeSeatsUp, remedy: policy.WaitForWindow, window: active},
		},
		{
			"2024-10-01", lifecycle.ActionAddSeats,
			answer{allowed: true, id: rule.ChangeSeatsUp, route: policy.SelfService, window: active},
		},
		{
			"2025-09-30", lifecycle.ActionAddSeats,
			answer{allowed: true, id: rule.ChangeSeatsUp, route: policy.SelfService, window: active},
		},
		{
			"2025-10-01", lifecycle.ActionAddSeats,
			answer{id: rule.ChangeSeatsUp, remedy: policy.RenewFirst, window: active},
		},
		{"2025-11-15", lifecycle.ActionAddSeats, canceled(active)},

		{
			"2024-09-20", lifecycle.ActionReduceSeats,
			answer{allowed: true, id: rule.ChangeSeatsDown, route: policy.SelfService, window: beforeR},
		},
		{
			"2025-09-30", lifecycle.ActionReduceSeats,
			answer{allowed: true, id: rule.ChangeSeatsDown, route: policy.SelfService, window: beforeR},
		},
		{
			"2025-10-01", lifecycle.ActionReduceSeats,
			answer{id: rule.ChangeSeatsDown, remedy: policy.RenewWithChanges, window: beforeR},
		},
		{"2025-11-15", lifecycle.ActionReduceSeats, canceled(beforeR)},
	} {
		t.Run(tt.action.String()+" on "+tt.on,
			func(t *testing.T) { decides(t, s.On(day(tt.on)).Decide(tt.action), tt.want) })
	}
}

// change.product-switch, change.term: nothing is refused for an invoice that is open; once it is overdue, the days end
// with the lapse.
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

// change.seats-up: only while Active, or in Expired too as the edition reads it.
func TestCanAddSeats_WhileExpired(t *testing.T) {
	f := autoRenew(bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01")), false).Bill(
		unpaid("I-1", "2025-10-01", "2025-10-31"))
	lenient := edition(t, func(p *policy.Parameters) { p.Change.AddSeatsWhileExpired = policy.Yes })
	for on, want := range map[string][2]bool{
		"2025-10-31": {true, true}, "2025-11-01": {false, true},
		"2025-11-15": {false, true}, "2025-11-16": {false, false},
	} {
		t.Run(on, func(t *testing.T) {
			if d := subscription(t, europe, f).On(day(on)).CanAddSeats(); d.Allowed() != want[0] {
				t.Errorf("%v", d)
			}
			if d := subscription(t, lenient, f).On(day(on)).CanAddSeats(); d.Allowed() != want[1] {
				t.Errorf("leniently: %v", d)
			}
		})
	}
}

// coterm.same-product: seats are added where all that is bought up to R has one length and one product.
func TestCanAddSeats_OneSRP(t *testing.T) {
	s := annual(t, "2024-10-01")
	early := day("2025-08-01")
	longer := must(t)(s.On(early).Renew(lifecycle.RenewalChanges{Length: calendar.ThreeYear}))
	switched := must(t)(s.On(early).Renew(lifecycle.RenewalChanges{Offering: "Revit"}))
	fewer := must(t)(s.On(early).Renew(lifecycle.RenewalChanges{Seats: 1}))
	no := func(window string) answer {
		return answer{id: rule.CotermSameProduct, remedy: policy.AskPartner, window: window}
	}
	yes := func(window string) answer {
		return answer{allowed: true, id: rule.ChangeSeatsUp, route: policy.SelfService, window: window}
	}
	three, second := window("2025-10-01", "2028-09-30"), window("2025-10-01", "2026-09-30")
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		on   string
		want answer
	}{
		"before the renewal":                 {longer, "2025-07-31", yes(window("2024-10-01", "2025-09-30"))},
		"two lengths":                        {longer, "2025-08-01", no(three)},
		"two lengths, the last day":          {longer, "2025-09-30", no(three)},
		"the second length":                  {longer, "2025-10-01", yes(three)},
		"two products":                       {switched, "2025-08-01", no(second)},
		"two products, the last day":         {switched, "2025-09-30", no(second)},
		"the second product":                 {switched, "2025-10-01", yes(second)},
		"two numbers of seats are no matter": {fewer, "2025-08-01", yes(window("2024-10-01", "2026-09-30"))},
	} {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(day(tt.on))
			decides(t, v.CanAddSeats(), tt.want)
			if v.Stretch().IsZero() == tt.want.allowed {
				t.Errorf("they would last %s", v.Stretch().Covered())
			}
			_, err := v.AddSeats(1)
			if (err == nil) != tt.want.allowed && v.IsCurrent() {
				t.Errorf("added: %v", err)
			}
		})
	}
}

// term.service-year: the days that seats are bought for are cut into years from the start of the term.
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

// change.seats-up: at once, while Active. Law: seat-days charged are seat-days delivered.
func TestAddSeats(t *testing.T) {
	s := annual(t, "2024-10-01")
	more := must(t)(s.On(day("2025-06-01")).AddSeats(4))
	for on, want := range map[string]int{"2025-05-31": 3, "2025-06-01": 7, "2025-09-30": 7, "2025-10-01": 7} {
		if got := more.On(day(on)).Seats(); got != want {
			t.Errorf("on %s: %d seats, want %d", on, got, want)
		}
	}
	if got := s.On(day("2025-06-01")).Seats(); got != 3 {
		t.Errorf("the old one has %d seats", got)
	}
	_, err := s.On(day("2025-10-01")).AddSeats(1)
	refusedBy(t, err, rule.ChangeSeatsUp, policy.RenewFirst)
	for name, tt := range map[string]struct {
		v    lifecycle.View
		more int
		want string
		is   error
	}{
		"no subscription": {lifecycle.View{}, 1, "subscription: is missing", billingrules.ErrMissing},
		"none":            {s.On(day("2025-06-01")), 0, "seats: is missing", billingrules.ErrMissing},
		"fewer": {
			s.On(day("2025-06-01")), -1, "seats -1: must be from 1 to 1000000", billingrules.ErrRange,
		},
		"more than there are": {
			s.On(day("2025-06-01")), 1_000_001, "seats 1000001: must be from 1", billingrules.ErrRange,
		},
		"too many in all": {
			s.On(day("2025-06-01")), 999_998, "seats 999998: makes 1000001 seats, at most 1000000",
			billingrules.ErrRange,
		},
		"before the last fact": {
			more.On(day("2025-05-31")), 1, "day 2025-05-31: is before 2025-06-01", lifecycle.ErrLaterFacts,
		},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := tt.v.AddSeats(tt.more)
			want := "lifecycle.View.AddSeats: " + tt.want
			if !errors.Is(err, tt.is) || len(err.Error()) < len(want) || err.Error()[:len(want)] != want ||
				!next.IsZero() {
				t.Errorf("got %v", err)
			}
		})
	}
	if most := must(t)(s.On(day("2025-06-01")).AddSeats(999_997)); most.On(day("2025-06-01")).Seats() != 1_000_000 {
		t.Error("one million seats are not too many")
	}
}

// change.seats-up: a pending number that takes effect inside the stretch is raised, one on its end is not, and what was
// withdrawn is not pending.
func TestAddSeats_PendingNumbers(t *testing.T) {
	ten := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	ten.Seats = 10
	s := subscription(t, europe, ten)
	asked := must(t)(s.On(day("2025-07-03")).ReduceSeats(5))
	early := must(t)(asked.On(day("2025-07-04")).Renew(plain))
	again := must(t)(early.On(day("2025-07-05")).ReduceSeats(2)) // from 2026-10-01 on
	withdrawn := must(t)(asked.On(day("2025-07-04")).ReduceSeats(10))
	for name, tt := range map[string]struct {
		s              lifecycle.Subscription
		now, then, end int // on the day, from the old R on, and from the new R on if it is renewed
	}{
		"nothing pending":                    {s, 13, 13, 13},
		"pending on R":                       {asked, 13, 5, 5},
		"renewed early":                      {early, 13, 8, 8},
		"renewed early, and pending again":   {again, 13, 8, 2},
		"withdrawn":                          {withdrawn, 13, 13, 13},
		"withdrawn, and asked for once more": {must(t)(withdrawn.On(day("2025-07-05")).ReduceSeats(7)), 13, 7, 7},
	} {
		t.Run(name, func(t *testing.T) {
			on := day("2025-07-10")
			next := must(t)(tt.s.On(on).AddSeats(3))
			for next.On(on).Renewal().Before(day("2027-10-01")) {
				next = must(t)(next.On(calendar.Latest(next.On(on).Renewal().AddDays(-1), on)).Renew(plain))
				on = lastKnown(next.Facts())
			}
			for day, want := range map[string]int{
				"2025-09-30": tt.now, "2025-10-01": tt.then, "2026-09-30": tt.then, "2026-10-01": tt.end,
			} {
				if got := next.On(calendar.MustParseDate(day)).Seats(); got != want {
					t.Errorf("on %s: %d seats, want %d", day, got, want)
				}
			}
		})
	}
}

// change.seats-up: every number of seats that the sum would be is held to the most that there can be.
func TestAddSeats_TooManyLater(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	grown := must(t)(subscription(t, europe, f).On(day("2025-08-01")).Renew(lifecycle.RenewalChanges{Seats: 999_999}))
	if _, err := grown.On(day("2025-08-02")).AddSeats(2); !errors.Is(err, billingrules.ErrRange) {
		t.Errorf("from R on there are too many: %v", err)
	}
	if _, err := grown.On(day("2025-08-02")).AddSeats(1); err != nil {
		t.Error(err)
	}
	f.Seats = 999_999
	kept := must(t)(subscription(t, europe, f).On(day("2025-01-01")).ReduceSeats(1))
	kept = must(t)(kept.On(day("2025-01-01")).ReduceSeats(999_999))
	if _, err := kept.On(day("2025-01-02")).AddSeats(1); err != nil {
		t.Error(err)
	}
	if _, err := kept.On(day("2025-01-02")).AddSeats(2); !errors.Is(err, billingrules.ErrRange) {
		t.Errorf("got %v", err)
	}
}

// change.seats-down, change.pending: fewer than there are and at least the minimum; as many withdraws what is pending.
func TestCanReduceSeats(t *testing.T) {
	s := annual(t, "2024-10-01") // three seats
	one := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	one.Seats = 1
	pending := must(t)(s.On(day("2024-12-01")).ReduceSeats(2))
	for name, tt := range map[string]struct {
		s       lifecycle.Subscription
		to      int
		allowed bool
		remedy  policy.Remedy
	}{
		"below none":                {s, -1, false, policy.KeepMinimumSeats},
		"none":                      {s, 0, false, policy.KeepMinimumSeats},
		"the minimum":               {s, 1, true, 0},
		"one fewer":                 {s, 2, true, 0},
		"as many":                   {s, 3, false, 0},
		"more":                      {s, 4, false, 0},
		"none of one":               {subscription(t, europe, one), 0, false, policy.KeepMinimumSeats},
		"the minimum of one":        {subscription(t, europe, one), 1, false, 0},
		"what is pending":           {pending, 2, true, 0},
		"fewer than what is":        {pending, 1, true, 0},
		"as many, which withdraws":  {pending, 3, true, 0},
		"more than were, withdrawn": {pending, 4, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(day("2025-01-01"))
			d := v.CanReduceSeats(tt.to)
			if d.Allowed() != tt.allowed || d.Rule != rule.ChangeSeatsDown || d.Remedy != tt.remedy ||
				(d.Route == policy.SelfService) != tt.allowed {
				t.Errorf("got %v", d)
			}
			next, err := v.ReduceSeats(tt.to)
			if !tt.allowed {
				refusedBy(t, err, rule.ChangeSeatsDown, tt.remedy)
			} else if got := next.On(v.Day()).NextTerm().Seats; err != nil || got != tt.to {
				t.Errorf("%d seats follow, %v", got, err)
			}
		})
	}
}

// change.seats-down: the window has only days on which there are more seats than are to be left.
func TestCanReduceSeats_Window(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-07-03")) // three seats
	for _, change := range []struct {
		asked, on string
		seats     int
	}{{"2025-07-04", "2025-10-01", 8}, {"2025-07-10", "2025-07-10", 9}, {"2025-07-11", "2026-10-01", 2}} {
		f.Changes = append(f.Changes, lifecycle.Change{
			What: lifecycle.SeatsChanged, Asked: day(change.asked), Effective: day(change.on), Seats: change.seats,
		})
	}
	s := subscription(t, europe, f) // 3 to 9 July, then 9, from October 8, and 2 from October 2026 if it is renewed
	no, yes := answer{
		id: rule.ChangeSeatsDown,
	}, answer{
		allowed: true,
		id:      rule.ChangeSeatsDown,
		route:   policy.SelfService,
	}
	for _, tt := range []struct {
		on     string
		to     int
		window string
		want   answer
	}{
		{"2025-07-03", 6, "", no}, // nothing has been asked for yet
		{"2025-07-04", 6, window("2025-10-01", "2026-09-30"), no},
		{"2025-07-10", 6, window("2025-07-10", "2026-09-30"), yes},
		{"2025-07-11", 6, window("2025-07-10", "2026-09-30"), yes},
		{"2025-07-11", 8, window("2025-07-10", "2026-09-30"), yes}, // in October it withdraws
		{"2025-10-01", 9, window("2025-07-10", "2025-09-30"), no},
		{"2025-07-11", 2, window("2024-10-01", "2026-09-30"), yes},
		{"2025-07-11", 3, window("2024-10-01", "2026-09-30"), yes},
		{"2025-07-11", 10, "", no},
		{
			"2026-10-01", 6, window("2025-07-10", "2026-09-30"),
			answer{id: rule.ChangeSeatsDown, remedy: policy.RenewWithChanges},
		},
		// no renewal carries none
		{"2026-10-01", 0, "", answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats}},
	} {
		t.Run(tt.on+" to "+itoa(tt.to), func(t *testing.T) {
			tt.want.window = tt.window
			decides(t, s.On(day(tt.on)).CanReduceSeats(tt.to), tt.want)
		})
	}
	// Two parts: the one that has the day, the next one, or the last.
	f.Changes = []lifecycle.Change{
		{What: lifecycle.SeatsChanged, Asked: day("2024-11-01"), Effective: day("2024-11-01"), Seats: 9},
		{What: lifecycle.SeatsChanged, Asked: day("2024-12-01"), Effective: day("2024-12-01"), Seats: 4},
		{What: lifecycle.SeatsChanged, Asked: day("2025-07-03"), Effective: day("2025-10-01"), Seats: 9},
	}
	s = subscription(t, europe, f)
	for on, want := range map[string]string{
		"2024-11-15": window("2024-11-01", "2025-09-30"), // by what was known then
		"2024-12-01": window("2024-11-01", "2024-11-30"),
		"2025-08-01": window("2025-10-01", "2026-09-30"),
		"2025-10-01": window("2025-10-01", "2026-09-30"),
	} {
		t.Run("two parts on "+on, func(t *testing.T) {
			if got := s.On(day(on)).CanReduceSeats(6); got.Window.String() != want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// change.pending: what is pending can be replaced and withdrawn until R, and counts with the term that follows.
func TestChangePending_ReplacedAndWithdrawn(t *testing.T) {
	s := annual(t, "2024-10-01")
	s = must(t)(s.On(day("2025-01-01")).ChangeTerm(calendar.ThreeYear))
	s = must(t)(s.On(day("2025-02-01")).ReduceSeats(1))
	s = must(t)(s.On(day("2025-08-01")).SwitchProduct("Revit"))
	replaced := must(t)(s.On(day("2025-08-02")).ChangeTerm(calendar.Monthly))
	replaced = must(t)(replaced.On(day("2025-08-02")).ReduceSeats(2))
	replaced = must(t)(replaced.On(day("2025-08-02")).SwitchProduct("Maya"))
	withdrawn := must(t)(s.On(day("2025-08-02")).ChangeTerm(calendar.Annual))
	withdrawn = must(t)(withdrawn.On(day("2025-08-02")).ReduceSeats(3))
	withdrawn = must(t)(withdrawn.On(day("2025-08-02")).SwitchProduct("AutoCAD"))
	for name, tt := range map[string]struct {
		s        lifecycle.Subscription
		follows  string
		renewal  string
		follows2 string // the term after that
	}{
		"as asked":  {s, "Revit 1", "2028-10-01", "2031-10-01"},
		"replaced":  {replaced, "Maya 2", "2025-11-01", "2025-12-01"},
		"withdrawn": {withdrawn, "AutoCAD 3", "2026-10-01", "2027-10-01"},
	} {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(day("2025-08-02"))
			next := v.NextTerm()
			if got := next.Offering + " " + itoa(next.Seats); got != tt.follows ||
				next.Period().End() != day(tt.renewal) {
				t.Errorf("%s follows until %s", got, next.Period().End())
			}
			renewed := must(t)(tt.s.On(day("2025-09-01")).Renew(plain))
			if got := renewed.On(day("2025-09-01")).Renewal(); got != day(tt.renewal) {
				t.Errorf("it renews on %s", got)
			}
			if got := has(renewed, "2025-09-30"); got != "AutoCAD 3" {
				t.Errorf("before R there is %s", got)
			}
			if got := has(renewed, "2025-10-01"); got != tt.follows {
				t.Errorf("on R there is %s", got)
			}
			if got := renewed.On(day("2025-09-01")).NextTerm().Period().End(); got != day(tt.follows2) {
				t.Errorf("the term after it ends before %s", got)
			}
		})
	}
}

// change.pending: where no term follows nothing takes effect; a late renewal carries it out from R on; a provisional R
// counts it as carried out, and no other day.
func TestChangePending_WithTheTerm(t *testing.T) {
	s := annual(t, "2024-10-01")
	s = must(t)(s.On(day("2025-08-01")).ReduceSeats(1))
	s = must(t)(s.On(day("2025-08-01")).SwitchProduct("Revit"))
	s = must(t)(s.On(day("2025-08-01")).ChangeTerm(calendar.Monthly))
	off := must(t)(s.On(day("2025-08-01")).SetAutoRenew(false))
	failed := must(t)(s.On(day("2025-10-01")).FailCharge())
	early := must(t)(s.On(day("2025-08-02")).Renew(plain))
	late := must(t)(off.On(day("2025-10-20")).Renew(plain))
	lateToday := late.On(day("2025-10-20"))
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		want map[string]string
	}{
		"not renewed": {off, map[string]string{
			"2025-09-30": "AutoCAD 3", "2025-10-01": "AutoCAD 3", "2025-11-14": "AutoCAD 3", "2026-01-01": "AutoCAD 3",
		}},
		"provisionally": {s, map[string]string{
			"2025-09-30": "AutoCAD 3", "2025-10-01": "Revit 1", "2025-10-02": "AutoCAD 3",
		}},
		"charged in vain": {failed, map[string]string{
			"2025-09-30": "AutoCAD 3", "2025-10-01": "AutoCAD 3", "2025-10-02": "AutoCAD 3",
		}},
		"renewed early": {early, map[string]string{
			"2025-08-02": "AutoCAD 3", "2025-09-30": "AutoCAD 3", "2025-10-01": "Revit 1",
		}},
		"renewed late": {late, map[string]string{
			"2025-10-01": "AutoCAD 3", "2025-10-19": "AutoCAD 3", "2025-10-20": "Revit 1",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			for on, want := range tt.want {
				if got := has(tt.s, on); got != want {
					t.Errorf("on %s there is %s, want %s", on, got, want)
				}
			}
		})
	}
	if got := lateToday.Renewal(); got != day("2025-11-01") {
		t.Errorf("renewed late, for a month: it renews on %s", got)
	}
	// Even the day after R, what was pending is part of the renewal that can still be made.
	if got := off.On(day("2025-10-02")).RenewalTerm(plain); got.Offering != "Revit" || got.Seats != 1 ||
		got.Length != calendar.Monthly {
		t.Errorf("got %+v", got)
	}
}

// change.effective-fixed: a pending change keeps its day when the subscription is renewed early; by the other reading
// it moves to the next renewal date.
func TestChangeEffectiveFixed(t *testing.T) {
	s := annual(t, "2024-10-01")
	s = must(t)(s.On(day("2025-07-03")).ReduceSeats(2))
	s = must(t)(s.On(day("2025-07-04")).SwitchProduct("Revit"))
	s = must(t)(s.On(day("2025-07-05")).ChangeTerm(calendar.ThreeYear))
	follows := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	moving := subscription(t, follows, s.Facts())
	for name, tt := range map[string]struct {
		s       lifecycle.Subscription
		on      string // of the renewal
		renewal string
		has     map[string]string
	}{
		"fixed": {s, "2025-07-06", "2028-10-01", map[string]string{"2025-09-30": "AutoCAD 3", "2025-10-01": "Revit 2"}},
		"moving": {moving, "2025-07-06", "2026-10-01", map[string]string{
			"2025-10-01": "AutoCAD 3", "2026-09-30": "AutoCAD 3", "2026-10-01": "Revit 2",
		}},
		"moving, on the day before R": {
			moving, "2025-09-30", "2026-10-01", map[string]string{"2025-10-01": "AutoCAD 3"},
		},
		"moving, on R itself": {moving, "2025-10-01", "2028-10-01", map[string]string{"2025-10-01": "Revit 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(day(tt.on))
			told := v.RenewalTerm(plain)
			renewed := must(t)(v.Renew(plain))
			if got := renewed.On(v.Day()).Renewal(); got != day(tt.renewal) || told.Period().End() != got {
				t.Errorf("it renews on %s, and the term was told to end before %s", got, told.Period().End())
			}
			if tt.renewal == "2026-10-01" { // the moved change is carried out by the next renewal
				if got := renewed.On(v.Day()).NextTerm(); got.Length != calendar.ThreeYear || got.Seats != 2 ||
					got.Offering != "Revit" {
					t.Errorf("%+v follows", got)
				}
				renewed = must(t)(renewed.On(day("2026-10-01")).Renew(plain))
			}
			for on, want := range tt.has {
				if got := has(renewed, on); got != want {
					t.Errorf("on %s there is %s, want %s", on, got, want)
				}
			}
		})
	}
	// What the renewal itself carries, and what is asked for on its day before it, goes with its own term.
	carried := must(t)(moving.On(day("2025-07-06")).Renew(lifecycle.RenewalChanges{Seats: 9}))
	if got := has(carried, "2025-10-01"); got != "AutoCAD 9" {
		t.Errorf("on R there is %s", got)
	}
	sameDay := must(t)(subscription(t, follows, annual(t, "2024-10-01").Facts()).On(day("2025-07-06")).ReduceSeats(1))
	sameDay = must(t)(sameDay.On(day("2025-07-06")).Renew(plain))
	if got := has(sameDay, "2025-10-01"); got != "AutoCAD 1" {
		t.Errorf("on R there is %s", got)
	}
	all := must(t)(moving.On(day("2025-07-06")).ReduceSeats(1))
	all = must(t)(all.On(day("2025-07-06")).SwitchProduct("Maya"))
	all = must(t)(all.On(day("2025-07-06")).ChangeTerm(calendar.Monthly))
	told := all.On(day("2025-07-06")).RenewalTerm(plain)
	all = must(t)(all.On(day("2025-07-06")).Renew(plain))
	if got := has(all, "2025-10-01"); got != "Maya 1" || told.Seats != 1 || told.Offering != "Maya" ||
		all.On(day("2025-07-06")).Renewal() != day("2025-11-01") || told.Period().End() != day("2025-11-01") {
		t.Errorf("on R there is %s, and told was %+v", got, told)
	}
}

// renewal.canceled-final: an early renewal leaves out a pending change of term, by the other reading of
// change.effective-fixed, and a late one does not, so that they end on two days.
func TestCanRenew_BeforeACancellationWithAPendingTerm(t *testing.T) {
	follows := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	s := annual(t, "2024-10-01")
	of := func(length calendar.Term, ends string) lifecycle.Subscription {
		asked := must(t)(s.On(day("2025-07-05")).ChangeTerm(length))
		asked = must(t)(asked.On(day("2025-07-05")).SetAutoRenew(false))
		return subscription(t, follows, must(t)(asked.On(day("2025-07-05")).Cancel(day(ends))).Facts())
	}
	early, late := window("2025-07-03", "2025-09-30"), window("2025-10-01", "2025-11-14")
	all := window("2025-07-03", "2025-11-14")
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		on   string
		want answer
	}{
		"both fit": {
			of(calendar.ThreeYear, "2028-10-01"), "2025-07-06",
			answer{allowed: true, id: rule.RenewalWindow, window: all},
		},
		"the early one fits": {
			of(calendar.ThreeYear, "2028-09-30"), "2025-07-06",
			answer{allowed: true, id: rule.RenewalWindow, window: early},
		},
		"too late for it": {
			of(calendar.ThreeYear, "2028-09-30"), "2025-10-01",
			answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew, window: early},
		},
		"the late one fits": {
			of(calendar.Monthly, "2026-09-30"), "2025-10-01", answer{allowed: true, id: rule.RenewalLate, window: late},
		},
		"too early for it": {
			of(calendar.Monthly, "2026-09-30"), "2025-09-30",
			answer{id: rule.RenewalCanceledFinal, remedy: policy.WaitForWindow, window: late},
		},
		"none fits": {
			of(calendar.Monthly, "2025-10-31"), "2025-10-01",
			answer{id: rule.RenewalCanceledFinal, remedy: policy.BuyNew},
		},
	} {
		t.Run(name, func(t *testing.T) { decides(t, tt.s.On(day(tt.on)).CanRenew(), tt.want) })
	}
}

// change.effective-fixed, by both readings: what was known on a day never changes by a later fact.
func TestChangeEffectiveFixed_ThePastStays(t *testing.T) {
	for _, reading := range []policy.Answer{policy.No, policy.Yes} {
		t.Run("moves "+reading.String(), func(t *testing.T) {
			ed := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = reading })
			s := subscription(t, ed, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
			steps := []func(v lifecycle.View) (lifecycle.Subscription, error){
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(1) },
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SwitchProduct("Revit") },
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ChangeTerm(calendar.ThreeYear) },
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Renew(plain) },
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(2) },
				func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(4) },
			}
			for i, step := range steps {
				on := day("2025-07-10").AddDays(7 * i)
				next, err := step(s.On(on))
				var refusal *policy.Refusal
				if errors.As(err, &refusal) {
					continue // moved, there is no one list price, and no such number of seats
				}
				if err != nil {
					t.Fatal(err)
				}
				for d := range testkit.Days(day("2024-09-30"), on.AddDays(-1)) {
					was, is := s.On(d), next.On(d)
					if was.Status() != is.Status() || was.Seats() != is.Seats() || was.Offering() != is.Offering() ||
						was.NextTerm() != is.NextTerm() || was.RenewalTerm(plain) != is.RenewalTerm(plain) {
						t.Fatalf("step %d: on %s there was %+v, now there was %+v", i, d, was.NextTerm(), is.NextTerm())
					}
				}
				s = next
			}
		})
	}
}

// change.term and change.seats-down: what is pending counts for the next term from the day on which it was asked for.
func TestView_NextTerm(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-09-01")).ChangeTerm(calendar.ThreeYear))
	s = must(t)(s.On(day("2025-09-03")).Renew(plain))
	year := lifecycle.NextTerm{
		Start: day("2025-10-01"), Anchor: day("2024-10-01"), Follows: calendar.Annual, Length: calendar.Annual,
		Seats: 3, Offering: "AutoCAD",
	}
	three := year
	three.Length = calendar.ThreeYear
	after := three
	after.Start, after.Follows = day("2028-10-01"), calendar.ThreeYear
	for on, want := range map[string]lifecycle.NextTerm{
		"2024-09-30": {}, "2024-10-01": year, "2025-08-31": year, "2025-09-01": three, "2025-09-02": three,
		"2025-09-03": after,
	} {
		t.Run(on, func(t *testing.T) {
			if got := s.On(day(on)).NextTerm(); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			if got := s.On(day(on)).RenewalTerm(plain); got != want {
				t.Errorf("renewed, it gives %+v", got)
			}
		})
	}
	for name, term := range map[string]lifecycle.NextTerm{
		"none": {}, "off its anchor": {Start: day("2025-01-14"), Anchor: day("2025-01-15"), Length: calendar.Annual},
		"beyond the calendar": {Start: day("9999-01-15"), Anchor: day("2025-01-15"), Length: calendar.Annual},
	} {
		if got := term.Period(); !got.IsZero() {
			t.Errorf("%s: it has the days %s", name, got)
		}
	}
}
