package lifecycle_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// The table of the page, copied from the rulebook by hand.
const table = `
product-access   full    full                  none              none
user-management  full    full                  assignments-kept  assignments-removed
downloads        full    upgrades-not-allowed  none              none
reporting        full    none                  none              none
support          full    self-help             self-help         self-help
`

// lapse.capabilities: every cell of the table.
func TestPhase_Access(t *testing.T) {
	days := [...]string{"2025-09-30", "2025-10-01", "2025-10-16", "2025-11-15"} // Active, Expired, Suspended, Canceled
	s := subscription(t, europe, autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false))
	for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
		cells := strings.Fields(line)
		c := lifecycle.Capability(i + 1)
		for j, cell := range cells[1:] {
			phase := lifecycle.Phase(j + 1)
			t.Run(cells[0]+" in "+phase.String(), func(t *testing.T) {
				v := s.On(day(days[j]))
				if got := phase.Access(c); got.String() != cell || c.String() != cells[0] || v.Phase() != phase ||
					v.Access(c) != got {
					t.Errorf("%s: %s, want %s", c, got, cell)
				}
				if want := cell == "full" || cell == "upgrades-not-allowed"; v.Can(c) != want ||
					phase.Access(c).Allows() != want {
					t.Errorf("it is allowed: %v", !want)
				}
			})
		}
	}
	for _, none := range [][2]uint8{{0, 1}, {5, 1}, {255, 1}, {1, 0}, {1, 6}, {1, 255}} {
		t.Run(fmt.Sprint(none), func(t *testing.T) {
			if got := lifecycle.Phase(none[0]).Access(lifecycle.Capability(none[1])); got != 0 || got.Allows() {
				t.Errorf("%s", got)
			}
		})
	}
}

// Access never grows during a lapse.
func TestPhase_AccessNeverGrows(t *testing.T) {
	for c := lifecycle.ProductAccess; c <= lifecycle.Support; c++ {
		for p := lifecycle.Active; p < lifecycle.Canceled; p++ {
			if !p.Access(c).Allows() && (p + 1).Access(c).Allows() {
				t.Errorf("%s comes back in %s", c, p+1)
			}
		}
	}
}

// enum has the methods that every enumeration has.
type enum interface {
	encoding.TextMarshaler
	encoding.TextUnmarshaler
	fmt.Stringer
	sql.Scanner
	driver.Valuer
	IsValid() bool
}

// Every value of every enumeration, and all other numbers.
func TestEnumerations(t *testing.T) {
	for typ, e := range map[string]struct {
		at    func(uint8) enum
		names string
	}{
		"Phase": {func(v uint8) enum { x := lifecycle.Phase(v); return &x }, "active expired suspended canceled"},
		"Capability": {
			func(v uint8) enum { x := lifecycle.Capability(v); return &x },
			"product-access user-management downloads reporting support",
		},
		"Access": {
			func(v uint8) enum { x := lifecycle.Access(v); return &x },
			"full none assignments-kept assignments-removed upgrades-not-allowed self-help",
		},
		"Action": {
			func(v uint8) enum { x := lifecycle.Action(v); return &x },
			"renew switch-product change-term add-seats reduce-seats switch-auto-renew convert-trial reactivate " +
				"extend renew-by-invoice",
		},
		"ChangeKind": {func(v uint8) enum { x := lifecycle.ChangeKind(v); return &x }, "seats product term auto-renew"},
		"EventKind": {
			func(v uint8) enum { x := lifecycle.EventKind(v); return &x },
			"term-starts anniversary window-opens change-takes-effect last-day returned phase-starts",
		},
		"InvoiceState": {
			func(v uint8) enum { x := lifecycle.InvoiceState(v); return &x },
			"scheduled nothing-owed open overdue paid returned",
		},
		"PayerStatus": {
			func(v uint8) enum { x := lifecycle.PayerStatus(v); return &x }, "none on-file other-by-invoice",
		},
	} {
		t.Run(typ, func(t *testing.T) {
			names := strings.Fields(e.names)
			for v := range 256 {
				if v < 1 || v > len(names) {
					isNoValue(t, typ, v, e.at(uint8(v)))
				} else {
					isValue(t, names[v-1], e.at(uint8(v)), e.at(0), e.at(0))
				}
			}
			other := e.at(1)
			if err := other.UnmarshalText([]byte("Active ")); !errors.Is(err, billingrules.ErrUnknown) ||
				other.String() != names[0] {
				t.Errorf("%v, %s", err, other)
			}
			for _, src := range []any{nil, int64(1), names[0] + "x"} {
				t.Run(fmt.Sprintf("%#v", src), func(t *testing.T) {
					if err := other.Scan(src); err == nil || other.String() != names[0] {
						t.Errorf("%v is scanned as %s", src, other)
					}
				})
			}
		})
	}
}

func isValue(t *testing.T, name string, v, read, scanned enum) {
	t.Helper()
	text, err := v.MarshalText()
	if err != nil || string(text) != name || v.String() != name || !v.IsValid() {
		t.Errorf("%s is %q, %s, %v", name, text, v, err)
	}
	if err := read.UnmarshalText(text); err != nil || read.String() != name {
		t.Errorf("%s reads back as %s, %v", name, read, err)
	}
	stored, err := v.Value()
	if err != nil || stored != name || scanned.Scan(stored) != nil || scanned.String() != name {
		t.Errorf("%s is stored as %v, %v", name, stored, err)
	}
}

func isNoValue(t *testing.T, typ string, n int, v enum) {
	t.Helper()
	want := billingrules.ErrUnknown
	if n == 0 {
		want = billingrules.ErrMissing
	}
	said := fmt.Sprintf("%s(%d)", typ, n)
	if typ == "Phase" && n == 0 {
		said = "not started"
	}
	text, err := v.MarshalText()
	if !errors.Is(err, want) || v.String() != said || v.IsValid() {
		t.Errorf("%s %d is %q, %v, %q", typ, n, text, err, v)
	}
	if stored, err := v.Value(); !errors.Is(err, want) {
		t.Errorf("%s %d is stored as %v, %v", typ, n, stored, err)
	}
}
