package lifecycle_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

func TestView_Entitlement(t *testing.T) {
	s := unpaidSince(t, "2025-02-10")
	for _, tt := range []struct {
		name, day string
		phase     lifecycle.Phase
		until     string // how long it may be kept
		access    int    // capabilities that are listed
	}{
		{"before the order", "2025-01-09", 0, "2025-01-10", 0},
		{"active", "2025-01-10", lifecycle.Active, "2025-02-11", 5},
		{"expired", "2025-02-11", lifecycle.Expired, "2025-02-26", 5},
		{"canceled", "2025-06-01", lifecycle.Canceled, "", 5},
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

// What an entitlement service keeps of a subscription that has lapsed.
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
