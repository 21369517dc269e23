package lifecycle_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

func TestView_Entitlement(t *testing.T) {
	s := unpaidSince(t, "2025-02-10")
	for _, tt := range []struct {
		name, day string
		phase     lifecycle.Phase
		until     string // the day until which it may be kept
		access    int    // how many capabilities are listed
	}{
		{"before the order", "2025-01-09", 0, "2025-01-10", 0},
		{"active", "2025-01-10", lifecycle.Active, "2025-02-11", 5},
		{"expired", "2025-02-11", lifecycle.Expired, "2025-02-26", 5},
		{"canceled", "2025-06-01", lifecycle.Canceled, "2026-01-10", 5}, // R; it has ended from then on
		{"ended", "2026-01-10", lifecycle.Canceled, "", 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := s.On(day(tt.day))
			e := v.Entitlement(time.UTC)
			until := ""
			if !e.ValidUntil.IsZero() {
				until = e.ValidUntil.Format(time.DateOnly)
			}
			if e.Phase != tt.phase || until != tt.until || len(e.Access) != tt.access || e.Status != v.Status() ||
				e.Seats != v.Seats() || e.Offering != v.Offering() || e.AutoRenew != v.AutoRenew() {
				t.Errorf("%+v", e)
			}
			for _, a := range e.Access {
				if a.Access != v.Access(a.Capability) || a.Allowed != v.Can(a.Capability) {
					t.Errorf("%+v", a)
				}
			}
			text, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			var read lifecycle.Entitlement
			if err := json.Unmarshal(text, &read); err != nil || !reflect.DeepEqual(read, e) {
				t.Errorf("%v: %s\n%+v", err, text, read)
			}
		})
	}
}

// An entitlement may be kept until any part of it changes, by all facts at hand; until then it is the same each day.
func TestView_Entitlement_ValidUntil(t *testing.T) {
	t.Parallel()
	s := must(t)(annual(t, "2024-10-01").On(day("2025-08-01")).ReduceSeats(2))
	s = must(t)(s.On(day("2025-08-02")).SwitchProduct("Revit"))
	renewed := must(t)(s.On(day("2025-08-03")).Renew(plain))
	added := must(t)(annual(t, "2024-10-01").On(day("2025-05-01")).AddSeats(2))
	owing := subscription(t, europe, subjects(t)["unpaid"])
	off := must(t)(added.On(day("2025-06-01")).SetAutoRenew(false))
	for name, tt := range map[string]struct {
		s         lifecycle.Subscription
		on, until string
	}{
		"seats and a product that are pending": {renewed, "2025-09-01", "2025-10-01"},
		"seats that are added later":           {added, "2025-04-01", "2025-05-01"},
		"an invoice that falls overdue":        {owing, "2024-10-10", "2024-11-01"},
		"a phase":                              {off, "2025-06-01", "2025-10-01"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same := func(on calendar.Date) bool {
				return sameButTheDay(tt.s.On(day(tt.on)).Entitlement(time.UTC), tt.s.On(on).Entitlement(time.UTC))
			}
			until := day(tt.until)
			if got := tt.s.On(day(tt.on)).Entitlement(time.UTC).ValidUntil.Format(time.DateOnly); got != tt.until {
				t.Errorf("valid until %s", got)
			}
			for on := day(tt.on); on.Before(until); on = on.AddDays(1) {
				if !same(on) {
					t.Errorf("another on %s", on)
				}
			}
			if same(until) {
				t.Errorf("the same on %s", until)
			}
		})
	}
}

// Day by day over two years: an entitlement is another on the day until which it was valid, and on no day before that.
func TestView_Entitlement_TurnsOnItsLastDay(t *testing.T) {
	t.Parallel()
	for name, f := range subjects(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := subscription(t, europe, f)
			first := f.Terms[0].Ordered.AddDays(-3)
			before := s.On(first).Entitlement(time.UTC)
			for on := range testkit.Days(first.AddDays(1), first.AddDays(730)) {
				e := s.On(on).Entitlement(time.UTC)
				turned := before.Provisional || e.Provisional || !sameButTheDay(before, e)
				turns := before.ValidUntil.Equal(on.Start(time.UTC))
				if turned != turns {
					t.Fatalf("on %s another: %t, but it was valid until %s\n%+v\n%+v", on, turned, before.ValidUntil,
						before, e)
				}
				if !turned && !e.ValidUntil.Equal(before.ValidUntil) {
					t.Fatalf("on %s the same, but valid until %s and not %s", on, e.ValidUntil, before.ValidUntil)
				}
				before = e
			}
		})
	}
}

// sameButTheDay compares what two entitlements grant, on whichever day they were asked for.
func sameButTheDay(a, b lifecycle.Entitlement) bool {
	a.Day, a.ValidUntil = b.Day, b.ValidUntil
	return reflect.DeepEqual(a, b)
}

// While a renewal is awaited, an entitlement holds for one day; the zero View knows of nothing that could change.
func TestView_Entitlement_Provisional(t *testing.T) {
	t.Parallel()
	v := annual(t, "2024-10-01").On(day("2025-10-01"))
	e := v.Entitlement(time.UTC)
	if got := e.ValidUntil.Format(time.DateOnly); !e.Provisional || got != "2025-10-02" {
		t.Errorf("provisional: %t, until %s", e.Provisional, got)
	}
	if e := (lifecycle.View{}).Entitlement(time.UTC); !e.ValidUntil.IsZero() || len(e.Access) != 0 {
		t.Errorf("of the zero View: %+v", e)
	}
}

func TestEntitlement_UnmarshalJSON(t *testing.T) {
	for text, field := range map[string]string{
		`{"seat":3,"day":"2025-01-09"}`:         "seat",
		`{"seats":3}`:                           "day rule",
		`{"day":"2025-01-10","phase":"active"}`: "rule",
		`{"day":"2025-01-10","access":[{"capability":"support","allow":true}]}`: "access[0].allow",
	} {
		t.Run(text, func(t *testing.T) {
			var e lifecycle.Entitlement
			if err := e.UnmarshalJSON([]byte(text)); testkit.Fields(err) != field {
				t.Errorf("%v, want %q", err, field)
			}
		})
	}
}

// What an entitlement service stores for a lapsed subscription.
func ExampleView_Entitlement() {
	e := collection().On(day("2025-11-20")).Entitlement(time.UTC)
	fmt.Println(e.Offering, e.Seats, e.Status)
	for _, a := range e.Access {
		fmt.Println(a.Capability, a.Access, a.Allowed)
	}
	fmt.Println("until", e.ValidUntil.Format(time.DateOnly))
	// Output:
	// AEC Collection 10 expired since 2025-11-15, suspended from 2025-11-30 on (lapse.expired-days)
	// product-access full true
	// user-management full true
	// downloads upgrades-not-allowed true
	// reporting none false
	// support self-help false
	// until 2025-11-30
}

// lapse.capabilities: a stored entitlement whose access is not that of its phase is not read.
func TestEntitlement_Contradictions(t *testing.T) {
	stored, err := json.Marshal(annual(t, "2025-02-14").On(day("2026-09-01")).Entitlement(time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		path  string
		value any
		field string
	}{
		"as it was":                  {"seats", 9, ""},
		"granted without access":     {"access[0].allowed", true, "access[0].allowed"},
		"without saying what access": {"access[0].access", "", "access[0].access"},
		"of no capability":           {"access[0].capability", "", "access[0].capability"},
		"of a capability twice":      {"access[0].capability", "support", "access"},
		"of another phase":           {"phase", "active", "until provisional rule"},
		"of no capabilities":         {"access", testkit.Absent{}, "access"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := testkit.Tamper(stored, tt.path, tt.value)
			if err != nil {
				t.Fatal(err)
			}
			var e lifecycle.Entitlement
			if err := json.Unmarshal(text, &e); testkit.Fields(err) != tt.field {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.field, err)
			}
		})
	}
}

// An entitlement that is valid longer than its phase, or not even for its day, is not read, and neither is a product
// without a name.
func TestEntitlement_ValidUntil_Contradictions(t *testing.T) {
	gone := testkit.Absent{}
	s := annual(t, "2024-10-01")
	t.Run("active", func(t *testing.T) {
		holdTampered(t, s.On(day("2025-08-01")).Entitlement(time.UTC), []tampered{
			{"validUntil", "2025-08-01T00:00:00Z", "validUntil"},
			{"validUntil", "2025-08-01T10:00:00Z", ""}, // the start of the next day in the easternmost zone
			{"validUntil", "2025-08-02T00:00:00+14:00", ""},
			{"validUntil", "2025-10-01T00:00:00-12:00", ""},
			{"validUntil", "2025-10-02T00:00:00Z", "validUntil"},
			{"validUntil", "2024-08-01T00:00:00Z", "validUntil"},
			{"validUntil", gone, "validUntil"},
			{"offering", gone, "offering"},
			{"seats", -1, "seats"},
			{"seats", 1_000_001, "seats"},
			{"until", "2025-09-01", "validUntil"},
		})
	})
	t.Run("provisional", func(t *testing.T) {
		holdTampered(t, s.On(day("2025-10-01")).Entitlement(time.UTC), []tampered{
			{"autoRenew", false, "autoRenew"},
			{"validUntil", "2025-10-02T00:00:00-12:00", ""},
			{"validUntil", "2025-10-03T00:00:00Z", "validUntil"},
			{"until", "2025-10-09", ""},
		})
	})
	t.Run("canceled before the renewal date", func(t *testing.T) {
		holdTampered(t, unpaidSince(t, "2025-02-11").On(day("2025-06-01")).Entitlement(time.UTC), []tampered{
			{"validUntil", gone, "validUntil"},
			{"validUntil", "2026-01-11T00:00:00Z", "validUntil"},
		})
	})
	t.Run("canceled", func(t *testing.T) {
		holdTampered(t, s.On(day("2026-01-01")).Entitlement(time.UTC), []tampered{
			{"validUntil", "2026-02-01T00:00:00Z", ""},
			{"validUntil", "2025-12-31T00:00:00Z", "validUntil"},
		})
	})
	t.Run("before the order", func(t *testing.T) {
		holdTampered(t, s.On(day("2024-01-01")).Entitlement(time.UTC), []tampered{
			{"offering", "AutoCAD", "offering"},
			{"seats", 3, "seats"},
			{"autoRenew", true, "autoRenew"},
			{"validUntil", gone, ""},
		})
	})
}
