package lifecycle_test

import (
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// renewal.late: a late renewal can buy a month that is over already. A longer term leads beyond the day at once; if a
// cancellation leaves no room for one, a second month does, until the stages of the first are over.
func TestCanAddSeats_LateMonthThatIsOver(t *testing.T) {
	t.Parallel()
	off := must(t)(annual(t, "2024-10-01").On(day("2025-09-01")).SetAutoRenew(false))
	s := must(t)(off.On(day("2025-09-01")).ChangeTerm(calendar.Monthly))
	canceled := subscription(t, europe, canceledOn(s.Facts(), "2025-09-02", "2025-12-15"))
	for on, want := range map[string]struct{ open, canceled policy.Remedy }{
		"2025-10-31": {open: policy.RenewFirst, canceled: policy.RenewFirst},
		"2025-11-01": {open: policy.RenewWithChanges, canceled: policy.RenewFirst},
		"2025-11-14": {open: policy.RenewWithChanges, canceled: policy.RenewFirst},
		"2025-11-15": {open: policy.BuyNew, canceled: policy.BuyNew},
	} {
		t.Run("on "+on, func(t *testing.T) {
			t.Parallel()
			if d := s.On(day(on)).CanAddSeats(); d.Allowed() || d.Remedy != want.open {
				t.Errorf("%s, remedy %v, want %v", d, d.Remedy, want.open)
			}
			if d := canceled.On(day(on)).CanAddSeats(); d.Allowed() || d.Remedy != want.canceled {
				t.Errorf("canceled: %s, remedy %v, want %v", d, d.Remedy, want.canceled)
			}
		})
	}
	v := s.On(day("2025-11-05"))
	renewed := must(t)(v.Renew(lifecycle.RenewalChanges{Length: calendar.Annual}))
	if d := renewed.On(v.Day()).CanAddSeats(); !d.Allowed() {
		t.Errorf("for a year: %s", d)
	}
	v = canceled.On(day("2025-11-05"))
	twice := must(t)(must(t)(v.Renew(plain)).On(v.Day()).Renew(plain)).On(v.Day())
	if d := twice.CanAddSeats(); !d.Allowed() || twice.Renewal() != day("2025-12-01") {
		t.Errorf("for two months: %s, renewal date %s", d, twice.Renewal())
	}
}

// change.pending: a withdrawn number of seats does not count after an early renewal either.
func TestCanReduceSeats_WindowAfterAWithdrawal(t *testing.T) {
	t.Parallel()
	s := must(t)(annual(t, "2024-10-01").On(day("2025-03-01")).AddSeats(2))
	s = must(t)(s.On(day("2025-07-10")).ReduceSeats(4))
	s = must(t)(s.On(day("2025-07-11")).ReduceSeats(5))
	s = must(t)(s.On(day("2025-07-12")).Renew(plain))
	if d := s.On(day("2025-07-20")).CanReduceSeats(4); !d.Allowed() || d.Window.End() != day("2026-10-01") {
		t.Errorf("%s, window %s", d, d.Window)
	}
}

// change.pending: if the number that follows equals the present one already, asking for it withdraws nothing.
func TestCanReduceSeats_ToThePresentNumber(t *testing.T) {
	t.Parallel()
	f := annual(t, "2024-10-01").Facts()
	f.Changes = []lifecycle.Change{{
		What: lifecycle.SeatsChanged, Asked: day("2025-03-01"), Effective: day("2025-10-01"), Seats: 3,
	}}
	if d := subscription(t, europe, f).On(day("2025-04-01")).CanReduceSeats(3); d.Allowed() {
		t.Errorf("3 of 3: %s", d)
	}
	f.Changes[0].Seats = 2
	if d := subscription(t, europe, f).On(day("2025-04-01")).CanReduceSeats(3); !d.Allowed() {
		t.Errorf("3, which withdraws 2: %s", d)
	}
}

// renewal.with-changes: before the edition, a late renewal of an exempt offering carries no changes, so the remedy is
// to renew first.
func TestRemedies_LateExemptBeforeTheEdition(t *testing.T) {
	t.Parallel()
	late := edition(t, func(p *policy.Parameters) {
		p.Lapse.ExemptLateRenewal, p.Lapse.StagesBeforeEdition = policy.Yes, policy.Yes
	})
	f := bought(t, calendar.Annual, day("2023-08-20"), day("2023-08-20"))
	f.Offering = "Autodesk Docs"
	s := must(t)(subscription(t, late, f).On(day("2024-06-01")).SetAutoRenew(false))
	for on, want := range map[string]policy.Remedy{
		"2024-09-15": policy.RenewFirst, "2024-09-16": policy.RenewWithChanges, // the edition's first day
	} {
		t.Run("on "+on, func(t *testing.T) {
			t.Parallel()
			if d := s.On(day(on)).CanReduceSeats(2); d.Allowed() || d.Remedy != want {
				t.Errorf("%s, remedy %v", d, d.Remedy)
			}
		})
	}
}

// refund.scope: other changes on the day on which seats were added are not counted as added seats.
func TestSeatsAdded_OnTheDayOfASwitch(t *testing.T) {
	t.Parallel()
	on := day("2025-03-01")
	s := must(t)(annual(t, "2024-10-01").On(on).SetAutoRenew(false))
	s = must(t)(s.On(on).AddSeats(2))
	if n := s.On(on).SeatsAdded(); n != 2 {
		t.Errorf("%d are added", n)
	}
	for seats, fits := range map[int]bool{2: true, 3: false} {
		t.Run(itoa(seats)+" are returned", func(t *testing.T) {
			_, err := s.On(day("2025-03-10")).Return(lifecycle.ReturnedPurchase{Added: on, Seats: seats})
			if (err == nil) != fits {
				t.Error(err)
			}
		})
	}
}

// refund.effect: the changes of a day must take off as many seats as are returned on it.
func TestReturn_FewerSeatsByTheChanges(t *testing.T) {
	t.Parallel()
	added, back := day("2025-03-01"), day("2025-03-10")
	s := must(t)(annual(t, "2024-10-01").On(added).AddSeats(3))
	f := must(t)(s.On(back).Return(lifecycle.ReturnedPurchase{Added: added, Seats: 2})).Facts()
	last := &f.Changes[len(f.Changes)-1]
	for seats, fault := range map[int]string{ // of 6 seats
		3: takenOff(1, 3, 6, 3, back.String(), 2),
		4: "", 5: "returns[0].seats", 6: "returns[0].seats",
	} {
		t.Run(itoa(seats)+" are left", func(t *testing.T) {
			last.Seats = seats
			_, err := lifecycle.New(europe, f)
			if (fault == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), fault) {
				t.Error(err)
			}
		})
	}
}

// refund.effect: seats of a second term can be returned even when its days are over.
func TestReturn_SeatsOfATermThatIsOver(t *testing.T) {
	t.Parallel()
	s := must(t)(annual(t, "2023-10-01").On(day("2024-09-20")).Renew(plain))
	s = must(t)(s.On(day("2025-01-10")).SetAutoRenew(false))
	added, back := day("2025-09-25"), day("2025-10-05")
	s = must(t)(s.On(added).AddSeats(2))
	s = must(t)(s.On(back).Return(lifecycle.ReturnedPurchase{Added: added, Seats: 2}))
	if n := s.On(back).NextTerm().Seats; n != 3 {
		t.Errorf("%d seats would follow", n)
	}
	if n := s.On(added).Seats(); n != 5 {
		t.Errorf("%d seats on the day on which they were added", n)
	}
}

// lapse.prepay: a subscription canceled for a debt stays prepaid when it is returned later, and one canceled otherwise
// does not become so.
func TestReturn_AfterItWasCanceled(t *testing.T) {
	t.Parallel()
	start := day("2025-03-01")
	f := bought(t, calendar.Annual, start, start)
	indebted := f
	indebted.Invoices = []lifecycle.BilledInvoice{unpaid("I-1", "2025-03-01", "2025-03-31")}
	for name, tt := range map[string]struct {
		facts  lifecycle.Facts
		prepay bool
	}{
		"by a cancellation": {canceledOn(f, "2025-03-02", "2025-03-05"), false},
		"for a debt":        {indebted, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			back := day("2025-05-20") // the debt has canceled it on 2025-05-16
			s := must(t)(subscription(t, europe, tt.facts).On(back).Return(lifecycle.ReturnedPurchase{Term: start}))
			for _, on := range []calendar.Date{back, back.AddDays(30)} {
				if got := s.On(on).Status(); got.Phase != lifecycle.Canceled || got.Prepay != tt.prepay {
					t.Errorf("on %s: %+v", on, got)
				}
			}
		})
	}
}

// change.pending: asking for the number in force withdraws what is pending; asking for the number that an earlier
// request leads to does not.
func TestReduceSeats_ToTheNumberThatFollows(t *testing.T) {
	t.Parallel()
	s := must(t)(annual(t, "2024-10-01").On(day("2024-10-01")).AddSeats(4)) // 7
	s = must(t)(s.On(day("2025-07-10")).ReduceSeats(4))                     // from 2025-10-01 on
	s = must(t)(s.On(day("2025-07-11")).Renew(plain))                       // up to 2026-10-01
	on := day("2025-07-20")
	for to, want := range map[int]int{3: 3, 4: 4, 5: 5, 6: 6} { // asked for from 2026-10-01 on
		t.Run(itoa(to), func(t *testing.T) {
			t.Parallel()
			asked := must(t)(s.On(on).ReduceSeats(to))
			more := must(t)(asked.On(on).AddSeats(2)).On(on)
			if got := more.NextTerm().Seats; got != want {
				t.Errorf("%d seats follow, want %d", got, want)
			}
			back := must(t)(asked.On(day("2025-07-21")).ReduceSeats(7)).On(day("2025-07-21"))
			if got := back.NextTerm().Seats; got != 4 {
				t.Errorf("withdrawn: %d seats follow, want the 4 that were asked for first", got)
			}
		})
	}
}

// refund.scope: on the day on which a renewal is returned, while the first term still covers it, seats that are added
// before the return or after it are added to what covers the day.
func TestSeatsAdded_OnTheDayOfAReturn(t *testing.T) {
	t.Parallel()
	on := day("2025-07-20")
	renewed := must(t)(annual(t, "2024-10-01").On(day("2025-07-10")).Renew(plain))
	back := lifecycle.ReturnedPurchase{Term: day("2025-10-01")}
	before := must(t)(must(t)(renewed.On(on).AddSeats(2)).On(on).Return(back))
	after := must(t)(must(t)(renewed.On(on).Return(back)).On(on).AddSeats(2))
	for name, s := range map[string]lifecycle.Subscription{"before": before, "after": after} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v := s.On(on); v.SeatsAdded() != 2 || v.Seats() != 5 || v.Phase() != lifecycle.Active {
				t.Errorf("%d are added, %d in all, %s", v.SeatsAdded(), v.Seats(), v.Phase())
			}
			for seats, fits := range map[int]bool{1: true, 2: true, 3: false} {
				what := lifecycle.ReturnedPurchase{Added: on, Seats: seats, Until: day("2025-10-01")}
				if _, err := s.On(on.AddDays(5)).Return(what); (err == nil) != fits {
					t.Errorf("%d are returned: %v", seats, err)
				}
			}
		})
	}
}
