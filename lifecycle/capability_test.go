package lifecycle_test

import (
	"encoding"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/lifecycle"
)

// The page's own table, typed in from the rulebook.
const table = `                 active  expired               suspended         canceled
product-access   full    full                  none              none
user-management  full    full                  assignments-kept  assignments-removed
downloads        full    upgrades-not-allowed  none              none
reporting        full    none                  none              none
support          full    self-help             self-help         self-help
`

// lapse.capabilities: every cell.
func TestCapabilities(t *testing.T) {
	for i, line := range strings.Split(strings.TrimSpace(table), "\n")[1:] {
		for j, cell := range strings.Fields(line)[1:] {
			phase, capability := lifecycle.Phase(j+1), lifecycle.Capability(i+1)
			if got := phase.Access(capability); got.String() != cell {
				t.Errorf("%s in %s: %s, want %s", capability, phase, got, cell)
			}
			if want := cell == "full" || cell == "upgrades-not-allowed"; phase.Access(capability).Allows() != want {
				t.Errorf("%s in %s is allowed: %v", capability, phase, !want)
			}
		}
	}
	for _, none := range [][2]uint8{{0, 1}, {5, 1}, {255, 1}, {1, 0}, {1, 6}, {1, 255}} {
		if got := lifecycle.Phase(none[0]).Access(lifecycle.Capability(none[1])); got != 0 || got.Allows() {
			t.Errorf("%v: %s", none, got)
		}
	}
}

// Access never grows as a lapse proceeds.
func TestAccessNeverGrows(t *testing.T) {
	for c := lifecycle.ProductAccess; c <= lifecycle.Support; c++ {
		for p := lifecycle.Active; p < lifecycle.Canceled; p++ {
			if !p.Access(c).Allows() && (p + 1).Access(c).Allows() {
				t.Errorf("%s comes back in %s", c, p+1)
			}
		}
	}
}

type named interface {
	encoding.TextMarshaler
	encoding.TextUnmarshaler
	fmt.Stringer
}

func TestEnumerations(t *testing.T) {
	for typ, e := range map[string]struct {
		at    func(uint8) named
		names string
	}{
		"Phase":       {func(v uint8) named { x := lifecycle.Phase(v); return &x }, "active expired suspended canceled"},
		"Capability":  {func(v uint8) named { x := lifecycle.Capability(v); return &x }, "product-access user-management downloads reporting support"},
		"Access":      {func(v uint8) named { x := lifecycle.Access(v); return &x }, "full none assignments-kept assignments-removed upgrades-not-allowed self-help"},
		"Action":      {func(v uint8) named { x := lifecycle.Action(v); return &x }, "renew switch-product change-term add-seats reduce-seats switch-auto-renew convert-trial reactivate extend renew-by-invoice"},
		"PayerStatus": {func(v uint8) named { x := lifecycle.PayerStatus(v); return &x }, "none on-file other-by-invoice"},
		"ChangeKind":  {func(v uint8) named { x := lifecycle.ChangeKind(v); return &x }, "seats product term auto-renew"},
		"EventKind":   {func(v uint8) named { x := lifecycle.EventKind(v); return &x }, "term-starts anniversary window-opens change-takes-effect last-day phase-starts"},
	} {
		names := strings.Fields(e.names)
		for v := range 256 {
			text, err := e.at(uint8(v)).MarshalText()
			if v < 1 || v > len(names) {
				want := billingrules.ErrUnknown
				if v == 0 {
					want = billingrules.ErrMissing
				}
				if said := e.at(uint8(v)).String(); !errors.Is(err, want) || said != fmt.Sprintf("%s(%d)", typ, v) && (typ != "Phase" || v != 0 || said != "not started") {
					t.Errorf("%s %d is %q, %v, %q", typ, v, text, err, said)
				}
				continue
			}
			read := e.at(0)
			if err != nil || string(text) != names[v-1] || e.at(uint8(v)).String() != names[v-1] || read.UnmarshalText(text) != nil || fmt.Sprint(read) != names[v-1] {
				t.Errorf("%s %d is %q, %v", typ, v, text, err)
			}
		}
		if err := e.at(1).UnmarshalText([]byte("Active ")); !errors.Is(err, billingrules.ErrUnknown) {
			t.Errorf("%s: %v", typ, err)
		}
	}
}
