package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// refund.effect, renewal.canceled-final: a purchase that is returned before its first covered day is Canceled from the
// return on, and stays so, whatever becomes known later.
func TestReturn_BeforeTheStartIsFinal(t *testing.T) {
	t.Parallel()
	s := must(t)(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: day("2025-07-21"), Start: day("2025-08-25"),
	}))
	f := s.Facts()
	f.Invoices = []lifecycle.BilledInvoice{
		{Number: "A", Issued: day("2025-07-21"), Due: day("2025-08-20")},
		{Number: "B", Issued: day("2025-07-21"), Due: day("2025-08-20")},
	}
	s = must(t)(subscription(t, europe, f).On(day("2025-07-25")).
		Return(lifecycle.ReturnedPurchase{Term: day("2025-08-25")}))
	s = must(t)(s.On(day("2025-08-01")).Pay("A"))
	s = must(t)(s.On(day("2025-08-02")).Pay("B"))
	if got := s.On(day("2025-07-24")).Phase(); got != 0 {
		t.Errorf("the day before the return: %s", got)
	}
	for _, on := range []string{"2025-07-25", "2025-08-01", "2025-08-02", "2025-08-24", "2025-08-25", "2026-08-25"} {
		v := s.On(day(on))
		if st := v.Status(); st.Phase != lifecycle.Canceled || st.Since != day("2025-07-25") ||
			st.Rule != rule.RefundEffect || v.Can(lifecycle.ProductAccess) {
			t.Errorf("on %s: %s", on, st)
		}
		for days, phase := range v.Phases() {
			if phase != lifecycle.Canceled || days != calendar.Since(day("2025-07-25")) {
				t.Errorf("on %s: %s %s", on, days, phase)
			}
		}
		for action, d := range v.Actions().All() {
			if d.Allowed() || action == lifecycle.ActionAddSeats &&
				(d.Rule != rule.RenewalCanceledFinal || d.Remedy != policy.BuyNew) {
				t.Errorf("on %s, %s: %s", on, action, d)
			}
		}
		if until := v.Actions().ValidUntil(); !until.IsZero() {
			t.Errorf("on %s: kept until %s", on, until)
		}
	}
}

// Once the renewal that carried the only change is returned, the list of changes is nil again, not empty.
func TestReturn_LeavesNoEmptyList(t *testing.T) {
	t.Parallel()
	s := annual(t, "2024-10-01")
	renewed := must(t)(s.On(day("2025-09-01")).Renew(lifecycle.RenewalChanges{Seats: 1}))
	back := must(t)(renewed.On(day("2025-09-01")).Return(lifecycle.ReturnedPurchase{Term: day("2025-10-01")}))
	if got := back.Facts().Changes; got != nil {
		t.Errorf("changes %#v", got)
	}
}

// The past stays true after a return: the product of a later renewal is not that of the returned renewal, though both
// start on the same day. Under the returned product a debt of its order lapses, under the other nothing does.
func TestReturn_LaterRenewalOfAnotherProduct(t *testing.T) {
	t.Parallel()
	s := must(t)(annual(t, "2024-10-31").On(day("2025-08-02")).Renew(lifecycle.RenewalChanges{}))
	s = must(t)(s.On(day("2025-08-02")).
		Bill(lifecycle.BilledInvoice{Number: "A", Issued: day("2025-08-02"), Due: day("2025-11-10")}))
	then := s.On(day("2025-08-02")).Status()
	if then.Until != day("2025-11-11") {
		t.Fatalf("%s", then)
	}
	s = must(t)(s.On(day("2025-09-02")).Return(lifecycle.ReturnedPurchase{Term: day("2025-10-31")}))
	s = must(t)(s.On(day("2025-09-09")).Renew(lifecycle.RenewalChanges{Offering: "Autodesk Docs"}))
	if got := s.On(day("2025-08-02")).Status(); got != then {
		t.Errorf("it was %s, and is %s", then, got)
	}
}

// Returning from an empty subscription, or at a place that does not exist, gives no return.
func TestSubscription_TermReturned_None(t *testing.T) {
	t.Parallel()
	s := annual(t, "2024-10-01")
	for _, got := range []calendar.Date{
		lifecycle.Subscription{}.TermReturned(0), s.TermReturned(0), s.TermReturned(1), s.TermReturned(-1),
	} {
		if !got.IsZero() {
			t.Errorf("returned on %s", got)
		}
	}
}

// A term cannot be returned before the one that follows it.
func TestReturn_TermThatAnotherFollows(t *testing.T) {
	t.Parallel()
	l := tell(t, annual3).renew("2025-08-01")
	_, err := l.s.On(day("2025-08-02")).Return(lifecycle.ReturnedPurchase{Term: day("2024-10-01")})
	const want = "lifecycle.View.Return: returns[0].term 2024-10-01: is followed by the term that starts on " +
		"2025-10-01, which must be returned first"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
