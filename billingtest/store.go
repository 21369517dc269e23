package billingtest

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// CheckStore checks that a store returns the facts that were written, and that they give the same answers. roundTrip
// writes facts and reads them back; it is called many times, never concurrently. A nil list equals an empty one.
func CheckStore(t *testing.T, ed policy.Edition, roundTrip func(lifecycle.Facts) (lifecycle.Facts, error)) {
	t.Helper()
	if ed.IsZero() {
		t.Fatal("billingtest.CheckStore: the edition is zero")
	}
	if roundTrip == nil {
		t.Fatal("billingtest.CheckStore: there is no store")
	}
	rapid.Check(t, func(t *rapid.T) { keeps(t, ed, roundTrip) })
}

func keeps(t *rapid.T, ed policy.Edition, roundTrip func(lifecycle.Facts) (lifecycle.Facts, error)) {
	s, f := drawn(t, ed)
	back, err := roundTrip(s.Facts())
	if err != nil {
		t.Fatalf("%v\n%+v", err, f)
	}
	if diff := cmp.Diff(f, back, cmpopts.EquateEmpty(), cmpopts.EquateComparable(calendar.Date{})); diff != "" {
		t.Fatalf("(-written +read):\n%s", diff)
	}
	again, err := lifecycle.New(ed, back)
	if err != nil {
		t.Fatalf("what is read is refused: %v\n%+v", err, f)
	}
	if day := knownSince(t, s, f); again.On(day).Status() != s.On(day).Status() ||
		again.On(day).Actions() != s.On(day).Actions() {
		t.Fatalf("on %s it was %v, and is %v\n%+v", day, s.On(day).Status(), again.On(day).Status(), f)
	}
}
